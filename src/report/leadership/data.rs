//! Leadership as JSON: the schema `unipole/solution/1` with the concept `stackelberg`.

use serde_json::{Map, Value as Json, json};

use super::super::answer::Answer;
use super::super::json::{
    PAYOFFS_WRITTEN, about, number, payoffs, players, postures, solution, strategy,
};
use super::LeadershipAnswer;
use crate::game::Game;
use crate::num::{Rational, Real};
use crate::solve::Solution;
use crate::solve::leadership::{
    Commitment, MixedLeadership, Outcome, PureValue, StrongRegion, WeakRegion, Worth,
};

/// The keys of a solution that are said once, of the whole answer.
const SAID_ONCE: [&str; 9] = [
    "schema",
    "model",
    "title",
    "scenario",
    "parameters",
    "players",
    "ordinal",
    "one_period",
    "payoffs",
];

/// The document of one answer.
pub fn leadership_json(answer: &LeadershipAnswer, digits: u32) -> Json {
    let LeadershipAnswer {
        subject,
        game,
        found,
    } = answer;
    let ids = |player: &usize| game.players()[*player].id.as_str();
    let followers: Vec<&str> = found.followers.iter().map(ids).collect();
    let mut document = Map::new();
    document.insert("schema".into(), json!("unipole/solution/1"));
    about(&mut document, subject);
    document.insert("players".into(), players(game));
    document.insert("concept".into(), json!("stackelberg"));
    if game.is_ordinal() {
        document.insert("ordinal".into(), json!(true));
    }
    if subject.is_repeated {
        document.insert("one_period".into(), json!(true));
    }
    document.insert("leader".into(), json!(answer.leader().id));
    document.insert("followers".into(), json!(followers));
    document.insert("pure".into(), pure(answer, digits));
    match &found.mixed {
        Ok(mixed) => {
            document.insert("mixed".into(), mixtures(answer, mixed, digits));
        }
        Err(reason) => {
            document.insert("not_worked_out".into(), json!(reason.to_string()));
        }
    }
    document.insert("nash".into(), simultaneous(answer, digits));
    let worth = |worth: Worth| {
        let one = |value: &Option<Real>| value.as_ref().map(|value| number(value, digits));
        json!({ "strong": one(&worth.strong), "weak": one(&worth.weak) })
    };
    document.insert(
        "worth".into(),
        json!({
            "action": worth(found.worth_of_actions(game)),
            "mixture": worth(found.worth_of_mixtures(game)),
        }),
    );
    if game.profiles() * game.players().len() <= PAYOFFS_WRITTEN {
        document.insert("payoffs".into(), payoffs(game));
    }
    Json::Object(document)
}

/// Commitment to actions: the best, and for each what the others may play.
fn pure(answer: &LeadershipAnswer, digits: u32) -> Json {
    let actions = &answer.leader().actions;
    let best = |value: Option<PureValue>| {
        value.map(|value| {
            let best = value.actions.iter().map(|a| actions[*a].id.as_str());
            json!({
                "value": number(&value.value, digits),
                "exact": value.exact,
                "actions": best.collect::<Vec<_>>(),
            })
        })
    };
    let commitments = answer.found.pure.iter().map(|commitment| {
        let mut entry = Map::new();
        entry.insert("action".into(), json!(actions[commitment.action].id));
        let counts = answer.game.counts().iter();
        let mut kept: Vec<Vec<usize>> = counts.map(|count| (0..*count).collect()).collect();
        kept[answer.found.leader] = vec![commitment.action];
        let induced = answer.game.restricted(&kept);
        entry.extend(bare(answer, induced, commitment.induced.clone(), digits));
        Json::Object(entry)
    });
    json!({
        "strong": best(answer.found.strong_pure()),
        "weak": best(answer.found.weak_pure()),
        "commitments": commitments.collect::<Vec<_>>(),
    })
}

/// The keys of a solution, without those that are about the whole answer.
fn bare(answer: &LeadershipAnswer, game: Game, found: Solution, digits: u32) -> Map<String, Json> {
    let whole = Answer {
        subject: answer.subject.clone(),
        game,
        solution: found,
        tolerances: Vec::new(),
        refinements: None,
    };
    let Json::Object(document) = solution(&whole, digits) else {
        unreachable!("invariant: a solution is an object");
    };
    let entries = document.into_iter();
    entries
        .filter(|(key, _)| !SAID_ONCE.contains(&key.as_str()))
        .collect()
}

/// Commitment to mixtures, with what proves it.
fn mixtures(answer: &LeadershipAnswer, mixed: &MixedLeadership, digits: u32) -> Json {
    let commitment = |one: &Commitment| played(answer, one, digits);
    let commitments: Vec<Json> = mixed.strong.commitments.iter().map(commitment).collect();
    let strong = mixed.strong.regions.iter().enumerate();
    let strong = strong.map(|(place, region)| {
        let mut entry = Map::new();
        name_answer(answer, place, &mut entry);
        match region {
            StrongRegion::AtMost { value, weights } => {
                entry.insert("at_most".into(), json!(value.to_string()));
                entry.insert("weights".into(), of_answers(answer, weights));
            }
            StrongRegion::Never { dominator } => {
                entry.insert("dominated_by".into(), of_answers(answer, dominator));
            }
        }
        Json::Object(entry)
    });
    let weak = mixed.weak.regions.iter().enumerate();
    let weak = weak.map(|(place, region)| {
        let mut entry = Map::new();
        name_answer(answer, place, &mut entry);
        match region {
            WeakRegion::AtMost {
                value,
                weights,
                shares,
            } => {
                entry.insert("at_most".into(), json!(value.to_string()));
                entry.insert("weights".into(), of_answers(answer, weights));
                entry.insert("shares".into(), of_answers(answer, shares));
            }
            WeakRegion::Thin { matched_by } => {
                entry.insert("matched_by".into(), of_answers(answer, matched_by));
            }
        }
        Json::Object(entry)
    });
    let mut surely = Map::new();
    surely.insert("value".into(), json!(mixed.weak.value.to_string()));
    surely.insert("attained".into(), json!(mixed.weak.towards.is_none()));
    surely.insert("commitment".into(), commitment(&mixed.weak.commitment));
    if let Some(towards) = &mixed.weak.towards {
        let towards: Vec<Real> = towards.iter().cloned().map(Real::from).collect();
        surely.insert(
            "towards".into(),
            strategy(answer.leader(), &towards, digits),
        );
    }
    surely.insert("proof".into(), weak.collect());
    json!({
        "strong": {
            "value": mixed.strong.value.to_string(),
            "attained": true,
            "commitments": commitments,
            "proof": strong.collect::<Vec<_>>(),
        },
        "weak": surely,
    })
}

/// The follower's answer; nothing if there is no follower.
fn name_answer(answer: &LeadershipAnswer, place: usize, entry: &mut Map<String, Json>) {
    if let [follower] = answer.found.followers[..] {
        let action = &answer.game.players()[follower].actions[place];
        entry.insert("answer".into(), json!(action.id));
    }
}

/// Positive numbers by the follower's answers.
fn of_answers(answer: &LeadershipAnswer, numbers: &[Rational]) -> Json {
    let mut entries = Map::new();
    if let [follower] = answer.found.followers[..] {
        let actions = answer.game.players()[follower].actions.iter();
        let positive = actions.zip(numbers).filter(|(_, number)| !number.is_zero());
        entries.extend(positive.map(|(action, n)| (action.id.clone(), json!(n.to_string()))));
    }
    Json::Object(entries)
}

/// What is played after a commitment to a mixture.
fn played(answer: &LeadershipAnswer, one: &Commitment, digits: u32) -> Json {
    let Outcome { profile, payoffs } = answer.found.outcome(&answer.game, one);
    let players = answer.game.players();
    let each = |entry: &dyn Fn(usize) -> Option<Json>| -> Json {
        let entries =
            (0..players.len()).filter_map(|place| Some((players[place].id.clone(), entry(place)?)));
        Json::Object(entries.collect())
    };
    let is_pure = one.mixture.contains(&Rational::ONE);
    json!({
        "kind": if is_pure { "pure" } else { "mixed" },
        "profile": each(&|place| Some(strategy(&players[place], &profile[place], digits))),
        "payoffs": each(&|place| Some(number(&payoffs[place], digits))),
        "postures": each(&|place| postures(&players[place], &profile[place], digits)),
    })
}

/// The game in which all move at once.
fn simultaneous(answer: &LeadershipAnswer, digits: u32) -> Json {
    let mut entry = Map::new();
    let payoffs = answer.found.nash_payoffs();
    let ends = payoffs.map(|ends| ends.map(|end| number(&end, digits)));
    let [best, worst] = ends.map_or([Json::Null, Json::Null], |ends| ends);
    entry.insert("best".into(), best);
    entry.insert("worst".into(), worst);
    let solution = answer.found.simultaneous.clone();
    entry.extend(bare(answer, answer.game.clone(), solution, digits));
    Json::Object(entry)
}
