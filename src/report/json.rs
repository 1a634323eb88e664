//! Answers as JSON, by the contract in `docs/json.md`: exact numbers are strings, and a number that is not rational is
//! a decimal with its error and an interval, and with its polynomial where that is known.

use serde_json::{Map, Value as Json, json};

use super::answer::{Answer, Subject, Value};
use super::json_proof::proof;
use super::refinement::{potential_json, refinement_json, selection_json};
use super::risk_dominance::risk_json;
use super::sequence::sequence_json;
use super::tolerance::EquilibriumTolerance;
use crate::certify::Equilibrium;
use crate::game::{Game, Player};
use crate::num::{Enclosed, Rational, Real};
use crate::region::{End, Interval};
use crate::solve::{Class, Undecided, classes};

/// The most payoffs that are written into an answer; of a larger game the checker needs the model or file itself.
pub(super) const PAYOFFS_WRITTEN: usize = 20_000;

/// The digits of a number that is not rational, when none are asked for.
pub const DIGITS: u32 = 16;

/// The document of one solution, schema `unipole/solution/1`.
pub fn solution(answer: &Answer, digits: u32) -> Json {
    let Answer {
        subject,
        game,
        solution,
        ..
    } = answer;
    let mut document = Map::new();
    document.insert("schema".into(), json!("unipole/solution/1"));
    about(&mut document, subject);
    document.insert("players".into(), players(game));
    document.insert("concept".into(), json!(solution.concept.name()));
    document.insert("method".into(), json!(solution.method.name()));
    document.insert(
        "complete".into(),
        json!(solution.completeness.is_complete()),
    );
    document.insert(
        "completeness".into(),
        json!(solution.completeness.to_string()),
    );
    if game.is_ordinal() {
        document.insert("ordinal".into(), json!(true));
    }
    if subject.is_repeated {
        document.insert("one_period".into(), json!(true));
    }
    let refined = answer.refined();
    let equilibria = solution.equilibria.iter().enumerate();
    let equilibria = equilibria.map(|(place, listed)| {
        let mut entry = equilibrium(game, listed, digits);
        if let (Some(found), Json::Object(entry)) = (answer.tolerance(place), &mut entry) {
            entry.insert("tolerance".into(), tolerance(game, found, digits));
        }
        if let (Some(refined), Json::Object(entry)) = (refined, &mut entry) {
            let found = &refined.equilibria[place];
            entry.insert("refinement".into(), refinement_json(game, found));
        }
        entry
    });
    document.insert("equilibria".into(), equilibria.collect());
    if let Some(refined) = refined {
        let potential = potential_json(game, &refined.potential);
        document.insert("potential".into(), potential);
    }
    if let Some(risk) = answer.risk() {
        document.insert("risk_dominance".into(), risk_json(game, risk));
    }
    if let Some((rule, selected)) = answer.selected() {
        document.insert("selection".into(), selection_json(rule, selected));
    }
    if let Some(order) = sequence_json(game, solution) {
        document.insert("order".into(), order);
    }
    if !solution.components.is_empty() {
        let components = &solution.components;
        document.insert(
            "components".into(),
            components.iter().map(|c| json!(c.equilibria)).collect(),
        );
        document.insert(
            "index".into(),
            components.iter().map(|c| json!(c.index)).collect(),
        );
        document.insert(
            "nash_subsets".into(),
            components.iter().map(|c| json!(c.subsets)).collect(),
        );
    }
    if !solution.undecided.is_empty() {
        let undecided = solution.undecided.iter();
        document.insert(
            "undecided".into(),
            undecided.map(|place| bounds(game, place)).collect(),
        );
    }
    if let Some(proof) = proof(game, solution) {
        document.insert("proof".into(), proof);
    }
    if let Some(classes) = classes(game, &solution.equilibria) {
        document.insert(
            "classes".into(),
            classes.iter().map(|c| class(game, c, digits)).collect(),
        );
    }
    if !solution.eliminated.is_empty() {
        document.insert("dominated".into(), dominated(answer));
    }
    if !solution.cycle.is_empty() {
        document.insert("best_reply_cycle".into(), cycle(answer));
    }
    if game.profiles() * game.players().len() <= PAYOFFS_WRITTEN {
        document.insert("payoffs".into(), payoffs(game));
    }
    Json::Object(document)
}

/// Bounds of the probabilities of the actions that may be played.
fn bounds(game: &Game, place: &Undecided) -> Json {
    let strategies = game.players().iter().zip(&place.bounds);
    let strategies = strategies.map(|(player, bounds)| {
        let played = player.actions.iter().zip(bounds);
        let played = played.filter(|(_, (_, most))| !most.is_zero());
        let sides = played.map(|(action, (least, most))| {
            let ends = json!([least.to_string(), most.to_string()]);
            (action.id.clone(), ends)
        });
        (player.id.clone(), Json::Object(sides.collect()))
    });
    Json::Object(strategies.collect())
}

/// The document of several solutions, schema `unipole/solutions/1`.
pub fn several(documents: Vec<Json>) -> Json {
    json!({ "schema": "unipole/solutions/1", "solutions": documents })
}

/// The only document, or that of several.
pub fn one_or_several(mut documents: Vec<Json>) -> Json {
    match documents.len() {
        1 => documents.remove(0),
        _ => several(documents),
    }
}

/// The document of a game, schema `unipole/game/1`: players and payoffs, the first player's action varying fastest.
pub fn game(subject: &Subject, game: &Game) -> Json {
    let mut document = Map::new();
    document.insert("schema".into(), json!("unipole/game/1"));
    about(&mut document, subject);
    document.insert("players".into(), players(game));
    if game.is_ordinal() {
        document.insert("ordinal".into(), json!(true));
    }
    document.insert("payoffs".into(), payoffs(game));
    Json::Object(document)
}

/// A real number as JSON.
pub fn number(value: &Real, digits: u32) -> Json {
    if let Real::Rational(rational) = value {
        return json!(rational.to_string());
    }
    if let Real::Enclosed(bounds) = value {
        return enclosed(bounds, digits);
    }
    match value.defining() {
        None => json!(value.to_rational().map(|r| r.to_string())),
        Some(root) => {
            let error = power_of_ten(-i64::from(digits));
            let (low, _) = value.enclosure(&error);
            let coefficients: Vec<String> =
                root.integers().iter().map(ToString::to_string).collect();
            json!({
                "decimal": truncated(&low, digits),
                "error": format!("2e-{digits}"),
                "polynomial": coefficients,
                "interval": [root.lower().to_string(), root.upper().to_string()],
            })
        }
    }
}

/// A number known by bounds: as many digits as they leave certain up to two units of the last.
fn enclosed(bounds: &Enclosed, digits: u32) -> Json {
    let (lower, upper) = (bounds.lower(), bounds.upper());
    let width = upper - lower;
    let certain = (0..=digits)
        .rev()
        .find(|digits| width <= power_of_ten(-i64::from(*digits)));
    let (decimal, error) = match certain {
        Some(digits) => (truncated(lower, digits), format!("2e-{digits}")),
        // The bounds are more than one apart.
        None => (
            truncated(lower, 0),
            (-(-&width).floor() + Rational::ONE).to_string(),
        ),
    };
    json!({
        "decimal": decimal,
        "error": error,
        "interval": [lower.to_string(), upper.to_string()],
    })
}

pub(super) fn about(document: &mut Map<String, Json>, subject: &Subject) {
    document.insert("model".into(), json!(subject.model));
    document.insert("title".into(), json!(subject.title));
    if let Some(scenario) = &subject.scenario {
        document.insert("scenario".into(), json!(scenario));
    }
    let parameters = subject.parameters.iter();
    let parameters: Map<String, Json> =
        parameters.map(|p| (p.name.clone(), parameter(p))).collect();
    document.insert("parameters".into(), Json::Object(parameters));
}

fn parameter(value: &Value) -> Json {
    let texts: Vec<String> = value.values.iter().map(Rational::to_string).collect();
    match value.is_list {
        true => json!(texts),
        false => json!(texts[0]),
    }
}

pub(super) fn players(game: &Game) -> Json {
    game.players().iter().map(player).collect()
}

pub(super) fn player(player: &Player) -> Json {
    let actions: Vec<&str> = player.actions.iter().map(|a| a.id.as_str()).collect();
    let mut entry = Map::new();
    entry.insert("id".into(), json!(player.id));
    entry.insert("title".into(), json!(player.title));
    entry.insert("role".into(), json!(player.role));
    entry.insert("actions".into(), json!(actions));
    if let Some(group) = &player.group {
        entry.insert("group".into(), json!(group));
    }
    let postures: Map<String, Json> = player
        .actions
        .iter()
        .filter_map(|a| Some((a.id.clone(), json!(a.posture.as_ref()?.to_string()))))
        .collect();
    if !postures.is_empty() {
        entry.insert("postures".into(), Json::Object(postures));
    }
    Json::Object(entry)
}

fn equilibrium(game: &Game, equilibrium: &Equilibrium, digits: u32) -> Json {
    let each = |entry: &dyn Fn(usize, &Player) -> Option<Json>| -> Json {
        let players = game.players().iter().enumerate();
        let entries: Map<String, Json> = players
            .filter_map(|(place, player)| Some((player.id.clone(), entry(place, player)?)))
            .collect();
        Json::Object(entries)
    };
    json!({
        "kind": if equilibrium.is_pure() { "pure" } else { "mixed" },
        "strict": equilibrium.is_strict(),
        "profile": each(&|place, player| {
            Some(strategy(player, &equilibrium.profile()[place], digits))
        }),
        "payoffs": each(&|place, _| Some(number(&equilibrium.payoffs()[place], digits))),
        "postures": each(&|place, player| postures(player, &equilibrium.profile()[place], digits)),
        "slack": each(&|place, player| {
            let slacks = player.actions.iter().enumerate();
            Some(slacks
                .map(|(action, a)| (a.id.clone(), number(equilibrium.slack(place, action), digits)))
                .collect::<Map<String, Json>>()
                .into())
        }),
    })
}

/// How wrong the assumptions behind an equilibrium may be.
fn tolerance(game: &Game, found: &EquilibriumTolerance, digits: u32) -> Json {
    let player = &game.players()[found.payoffs.player];
    let mut entry = Map::new();
    entry.insert("payoffs".into(), json!(found.payoffs.epsilon().to_string()));
    let deviation = &player.actions[found.payoffs.action].id;
    entry.insert(
        "by".into(),
        json!({ "player": player.id, "deviation": deviation }),
    );
    if let Some(of) = &found.parameters {
        let end = |end: &End| end.as_ref().map(|(value, _)| number(value, digits));
        let belongs = |end: &End| end.as_ref().is_some_and(|(_, belongs)| *belongs);
        let named = of.names.iter().zip(&of.found.parameters);
        let parameters: Map<String, Json> = named
            .map(|(name, parameter)| {
                let Interval { lower, upper } = &parameter.interval;
                let entry = json!({
                    "value": parameter.value.to_string(),
                    "lower": end(lower),
                    "lower_included": belongs(lower),
                    "upper": end(upper),
                    "upper_included": belongs(upper),
                });
                (name.clone(), entry)
            })
            .collect();
        entry.insert("parameters".into(), Json::Object(parameters));
        let radius = &of.found.proved_box.radius;
        entry.insert(
            "box".into(),
            json!(radius.as_ref().map(|r| number(r, digits))),
        );
        let first = of.found.first.map(|place| &of.names[place]);
        entry.insert("first".into(), json!(first));
    }
    Json::Object(entry)
}

/// Positive probabilities by action.
pub(super) fn strategy(player: &Player, probabilities: &[Real], digits: u32) -> Json {
    let played = player.actions.iter().zip(probabilities);
    played
        .filter(|(_, probability)| !probability.is_zero())
        .map(|(action, probability)| (action.id.clone(), number(probability, digits)))
        .collect::<Map<String, Json>>()
        .into()
}

/// Positive probabilities by posture; none for a player without postures.
pub(super) fn postures(player: &Player, probabilities: &[Real], digits: u32) -> Option<Json> {
    if player.actions.iter().all(|action| action.posture.is_none()) {
        return None;
    }
    let mut sums: Vec<(String, Real)> = Vec::new();
    for (action, probability) in player.actions.iter().zip(probabilities) {
        let Some(posture) = &action.posture else {
            continue;
        };
        if probability.is_zero() {
            continue;
        }
        let name = posture.to_string();
        match sums.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum = &*sum + probability,
            None => sums.push((name, probability.clone())),
        }
    }
    let mut played = player
        .actions
        .iter()
        .zip(probabilities)
        .filter(|(_, p)| !p.is_zero());
    if let [(_, sum)] = sums.as_mut_slice()
        && played.all(|(action, _)| action.posture.is_some())
    {
        // All that is played, and so certain: bounds would not add up to one.
        *sum = Real::ONE;
    }
    let entries = sums
        .into_iter()
        .map(|(name, sum)| (name, number(&sum, digits)));
    Some(Json::Object(entries.collect()))
}

fn class(game: &Game, class: &Class, digits: u32) -> Json {
    let groups: Map<String, Json> = class
        .groups
        .iter()
        .filter_map(|(group, strategies)| {
            let member = game
                .players()
                .iter()
                .find(|p| p.group.as_ref() == Some(group))?;
            let strategies: Vec<Json> = strategies
                .iter()
                .map(|(count, probabilities)| {
                    json!({ "members": count, "strategy": strategy(member, probabilities, digits) })
                })
                .collect();
            Some((group.clone(), json!(strategies)))
        })
        .collect();
    json!({ "equilibria": class.equilibria, "groups": groups })
}

fn dominated(answer: &Answer) -> Json {
    let steps = answer.solution.eliminated.iter();
    steps
        .map(|step| {
            let player = &answer.game.players()[step.player];
            let by: Map<String, Json> = step
                .dominator
                .iter()
                .map(|(action, p)| (player.actions[*action].id.clone(), json!(p.to_string())))
                .collect();
            json!({
                "round": step.round,
                "player": player.id,
                "action": player.actions[step.action].id,
                "by": by,
                "margin": step.margin.as_ref().map(Rational::to_string),
            })
        })
        .collect()
}

fn cycle(answer: &Answer) -> Json {
    let game = &answer.game;
    let steps = answer.solution.cycle.iter();
    steps
        .map(|step| {
            let player = &game.players()[step.player];
            json!({
                "profile": profile(game, step.profile),
                "player": player.id,
                "to": player.actions[step.to].id,
            })
        })
        .collect()
}

/// A pure profile by action ids.
pub(super) fn profile(game: &Game, index: usize) -> Json {
    actions(game.players(), &game.profile_at(index))
}

/// The action id of each player.
pub(super) fn actions(players: &[Player], profile: &[usize]) -> Json {
    let entries = players.iter().zip(profile);
    entries
        .map(|(player, action)| (player.id.clone(), json!(player.actions[*action].id)))
        .collect::<Map<String, Json>>()
        .into()
}

pub(super) fn payoffs(game: &Game) -> Json {
    let players = game.players().iter().enumerate();
    players
        .map(|(place, player)| {
            let values: Vec<String> = (0..game.profiles())
                .map(|index| game.payoff(place, index).to_string())
                .collect();
            (player.id.clone(), json!(values))
        })
        .collect::<Map<String, Json>>()
        .into()
}

fn power_of_ten(exponent: i64) -> Rational {
    Rational::integer(10)
        .checked_pow(i32::try_from(exponent).expect("invariant: a number of digits is small"))
        .expect("invariant: ten is not zero")
}

/// The decimal of `digits` places just below or at a number.
fn truncated(value: &Rational, digits: u32) -> String {
    let scale = power_of_ten(i64::from(digits));
    let below = &(value * &scale).floor() / &scale;
    super::decimal::decimal(&below, digits)
}

/// What differs between two answers, for `unipole/diff/1`: equilibria by place in the two lists.
pub fn changes(before: &Answer, after: &Answer) -> Json {
    let (mut kept, mut lost, mut gained) = (Vec::new(), Vec::new(), Vec::new());
    for pair in super::comparison::matched(before, after) {
        match pair {
            (Some(old), Some(new)) => kept.push([old, new]),
            (Some(old), None) => lost.push(old),
            (None, new) => gained.extend(new),
        }
    }
    json!({ "kept": kept, "lost": lost, "gained": gained })
}
