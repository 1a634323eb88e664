//! What a repeated game sustains as data: schema `unipole/repeat/1`, rows, and a table for a paper.

use serde_json::{Map, Value as Json, json};

use super::super::json::{about, number, player};
use super::super::{Align, Column, Notation, Table, latex};
use super::answer::{ProfilePatience, RepeatAnswer};
use super::bounds::{bounds_json, bounds_rows, bounds_table};
use super::reading::critical_table;
use crate::certify::{Lottery, Plan, Play};
use crate::num::{Rational, Real};
use crate::repeat::{Critical, PayoffSet, TransferPayoffs};

/// The document of a repeated game.
pub fn repeat_json(answer: &RepeatAnswer, digits: u32) -> Json {
    let mut document = Map::new();
    document.insert("schema".into(), json!("unipole/repeat/1"));
    about(&mut document, &answer.subject);
    let players = answer.game.players().iter();
    document.insert("players".into(), players.map(player).collect());
    let sets = answer.payoff_sets.iter().map(|(discount, _)| discount);
    let transfers = answer.transfers.iter().map(|(discount, _)| discount);
    let discounts: Vec<String> = sets
        .chain(transfers)
        .map(|d| d.value().to_string())
        .collect();
    document.insert("discount".into(), json!(discounts.first()));
    let minmax = answer.game.players().iter().enumerate();
    let minmax: Map<String, Json> = minmax
        .map(|(p, player)| (player.id.clone(), json!(answer.stage.minmax(p).to_string())))
        .collect();
    document.insert("minmax".into(), Json::Object(minmax));
    let sets: Vec<Json> = answer
        .payoff_sets
        .iter()
        .map(|(_, set)| payoff_set_json(answer, set))
        .collect();
    if let Some(first) = sets.first() {
        document.insert("payoff_set".into(), first.clone());
    }
    let transfers = answer.transfers.iter();
    let transfers: Vec<Json> = transfers
        .map(|(_, payoffs)| transfers_json(answer, payoffs.as_ref()))
        .collect();
    if let Some(first) = transfers.first() {
        document.insert("transfers".into(), first.clone());
    }
    let bounds = answer.payoff_bounds.iter();
    let bounds: Vec<Json> = bounds
        .map(|(_, bounds)| bounds_json(answer, bounds))
        .collect();
    if let Some(first) = bounds.first() {
        document.insert("payoff_bounds".into(), first.clone());
    }
    if discounts.len() > 1 {
        let all = discounts.iter().enumerate().map(|(place, discount)| {
            let mut one = Map::new();
            one.insert("discount".into(), json!(discount));
            for (key, found) in [
                ("payoff_set", &sets),
                ("transfers", &transfers),
                ("payoff_bounds", &bounds),
            ] {
                if let Some(found) = found.get(place) {
                    one.insert(key.into(), found.clone());
                }
            }
            Json::Object(one)
        });
        document.insert("discounts".into(), all.collect());
    }
    let critical = answer.profiles.iter().flat_map(|patience| {
        let entries = patience.critical.iter();
        entries.map(|critical| critical_json(answer, patience, critical, digits))
    });
    document.insert("critical".into(), critical.collect());
    let undecided = answer.profiles.iter().flat_map(|patience| {
        let classes = patience.undecided.iter();
        classes.map(|(class, known)| {
            let profile = profile(answer, patience.profile);
            json!({ "profile": profile, "by": class.name(), "known": known })
        })
    });
    document.insert("undecided".into(), undecided.collect());
    let over = answer.passed_over.iter();
    let over = over.map(|(what, why)| json!({ "by": what.name(), "why": why }));
    document.insert("not_worked_out".into(), over.collect());
    document.insert("left_out".into(), json!(answer.left_out));
    if let Some(formulas) = &answer.formulas {
        let conditions = &formulas.conditions;
        let places = 0..conditions.profiles.len();
        let entries = places.map(|place| {
            let cases = conditions.formulas_of(place).into_iter();
            let cases: Vec<Vec<String>> = cases
                .map(|case| case.into_iter().map(|(_, says)| says.text).collect())
                .collect();
            let own = answer
                .game
                .index_of(&conditions.profiles[place].weak.profile);
            json!({ "profile": profile(answer, own), "by": "grim", "cases": cases })
        });
        document.insert("formulas".into(), entries.collect());
        let by = match formulas.is_of_the_point {
            true => "stage equilibria of the point",
            false => "all",
        };
        document.insert("answering".into(), json!(by));
    }
    Json::Object(document)
}

/// A payoff set with how each vertex is played, and the polygon outside which nothing is.
fn payoff_set_json(answer: &RepeatAnswer, set: &PayoffSet) -> Json {
    let point = |point: &[Rational; 2]| json!(point.each_ref().map(ToString::to_string));
    let points = |points: &[[Rational; 2]]| -> Json { points.iter().map(point).collect() };
    let witnesses = set.witnesses.iter().map(|witness| {
        json!({
            "profile": profile(answer, witness.profile),
            "continuation": point(&witness.continuation),
            "mixture": lottery(&witness.mixture),
        })
    });
    json!({
        "vertices": points(&set.vertices),
        "exact": set.exact,
        "inner": { "witnesses": witnesses.collect::<Vec<_>>() },
        "outer": points(&set.outer),
        "gap": set.gap.as_ref().map(ToString::to_string),
        "limit_reached": set.limited,
    })
}

fn transfers_json(answer: &RepeatAnswer, payoffs: Option<&TransferPayoffs>) -> Json {
    let Some(payoffs) = payoffs else {
        return Json::Null;
    };
    let punishments = answer.game.players().iter().zip(&payoffs.punishments);
    let punishments: Map<String, Json> = punishments
        .map(|(player, (least, by))| {
            let entry = json!({ "payoff": least.to_string(), "profile": profile(answer, *by) });
            (player.id.clone(), entry)
        })
        .collect();
    json!({
        "joint": payoffs.joint.to_string(),
        "profile": profile(answer, payoffs.profile),
        "punishments": punishments,
    })
}

pub(super) fn profile(answer: &RepeatAnswer, number: usize) -> Json {
    let actions = answer.game.profile_at(number);
    let players = answer.game.players().iter().zip(actions);
    let profile: Map<String, Json> = players
        .map(|(player, action)| (player.id.clone(), json!(player.actions[action].id)))
        .collect();
    Json::Object(profile)
}

fn critical_json(
    answer: &RepeatAnswer,
    patience: &ProfilePatience,
    critical: &Critical,
    digits: u32,
) -> Json {
    let binding = critical.binding.as_ref().map(|binding| {
        let player = &answer.game.players()[binding.player];
        json!({
            "state": binding.state,
            "player": player.id,
            "deviation": player.actions[binding.action].id,
        })
    });
    json!({
        "profile": profile(answer, critical.profile),
        "alike": patience.alike,
        "by": critical.class.name(),
        "discount": critical.discount.as_ref().map(|value| number(value, digits)),
        "binding": binding,
        "plan": critical.plan.as_ref().map(|plan| plan_json(answer, plan)),
    })
}

pub(super) fn lottery(lottery: &Lottery) -> Json {
    let parts = lottery.iter();
    parts
        .map(|(state, p)| json!([state, p.to_string()]))
        .collect()
}

/// A plan with every deviation of one period.
fn plan_json(answer: &RepeatAnswer, plan: &Plan) -> Json {
    let players = answer.game.players();
    let automaton = plan.automaton();
    let states = automaton.states.iter().enumerate().map(|(number, state)| {
        let play = match &state.play {
            Play::Pure(own) => profile(answer, *own),
            Play::Mixed(strategies) => {
                let strategies = players.iter().zip(strategies);
                let strategies: Map<String, Json> = strategies
                    .map(|(player, strategy)| {
                        let actions = player.actions.iter().zip(strategy);
                        let played = actions.filter(|(_, p)| !p.is_zero());
                        let played: Map<String, Json> = played
                            .map(|(action, p)| (action.id.clone(), json!(p.to_string())))
                            .collect();
                        (player.id.clone(), Json::Object(played))
                    })
                    .collect();
                Json::Object(strategies)
            }
        };
        let by_player = |of: &dyn Fn(usize) -> Json| -> Map<String, Json> {
            let players = players.iter().enumerate();
            players
                .map(|(p, player)| (player.id.clone(), of(p)))
                .collect()
        };
        let deviations = plan.deviations().iter().filter(|d| d.state == number);
        let deviations: Vec<Json> = deviations
            .map(|d| {
                json!({
                    "player": players[d.player].id,
                    "action": players[d.player].actions[d.action].id,
                    "loses": d.loss.to_string(),
                })
            })
            .collect();
        json!({
            "state": state.name,
            "play": play,
            "next": lottery(&state.next),
            "after": by_player(&|p| lottery(&state.after[p])),
            "payoffs": by_player(&|p| json!(plan.value(p, number).to_string())),
            "deviations": deviations,
        })
    });
    json!({
        "discount": plan.discount().to_string(),
        "start": lottery(&automaton.start),
        "states": states.collect::<Vec<_>>(),
    })
}

/// A row for each profile and class of plans, and for each bound of payoffs, `by` "payoff-bounds".
pub fn repeat_rows(answers: &[RepeatAnswer]) -> Table {
    let columns = vec![
        Column::new("scenario", Align::Left),
        Column::new("profile", Align::Left),
        Column::new("alike", Align::Right),
        Column::new("by", Align::Left),
        Column::new("discount", Align::Right),
        Column::new("discount_exact", Align::Left),
        Column::new("player", Align::Left),
        Column::new("payoff", Align::Left),
        Column::new("from", Align::Right),
        Column::new("to", Align::Right),
    ];
    let mut table = Table::new("critical", "", columns);
    for answer in answers {
        let scenario = answer.subject.scenario.clone().unwrap_or_default();
        for patience in &answer.profiles {
            for critical in &patience.critical {
                let exact = |value: &Real| super::super::print_real(value, Notation::Exact);
                let decimal =
                    |value: &Real| super::super::print_real(value, Notation::Decimals(12));
                let value = critical.discount.as_ref();
                let cells = [
                    scenario.clone(),
                    answer.profile_words(patience.profile),
                    patience.alike.to_string(),
                    critical.class.name(),
                    value.map(decimal).unwrap_or_default(),
                    value.map(exact).unwrap_or_default(),
                ];
                let cells = cells
                    .into_iter()
                    .chain(std::array::from_fn::<_, 4, _>(|_| String::new()));
                table.row(cells.map(Into::into).collect());
            }
        }
        for (discount, bound) in bounds_rows(answer) {
            let cells = [
                scenario.clone(),
                String::new(),
                String::new(),
                "payoff-bounds".to_owned(),
                Notation::Decimals(12).print(&discount),
                discount.to_string(),
            ];
            let cells = cells.into_iter().chain(bound);
            table.row(cells.map(Into::into).collect());
        }
    }
    table
}

/// The critical discount factors and the bounds of payoffs as tables for a paper.
pub fn repeat_latex(answers: &[RepeatAnswer], notation: Notation, command: &str) -> String {
    let tables: Vec<Table> = answers
        .iter()
        .flat_map(|answer| {
            let bounds = bounds_table(answer, notation);
            std::iter::once(critical_table(answer, notation)).chain(bounds)
        })
        .collect();
    latex(&tables, command)
}
