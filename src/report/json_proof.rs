//! The evidence of an answer as JSON, by the contract in `docs/json.md`: all complex roots of the equations of some supports, in decimals.

use std::cmp::Ordering;

use serde_json::{Map, Value as Json, json};

use super::decimal;
use crate::game::Game;
use crate::num::Rational;
use crate::solve::counted_roots::{CountedRoot, CountedRoots};

/// The most decimals of a root.
const DECIMALS: u32 = 40;

/// The supports that were decided by a count, each with its roots.
pub(super) fn proof(game: &Game, counted: &[CountedRoots]) -> Json {
    let counted: Vec<Json> = counted.iter().map(|roots| count(game, roots)).collect();
    json!({ "counted": counted })
}

fn count(game: &Game, counted: &CountedRoots) -> Json {
    let players = game.players().iter().zip(&counted.supports);
    let supports: Map<String, Json> = players
        .map(|(player, support)| {
            let actions = support.iter().map(|action| &player.actions[*action].id);
            (player.id.clone(), actions.map(|id| json!(id)).collect())
        })
        .collect();
    let roots = counted.roots.iter();
    let roots: Vec<Json> = roots
        .map(|found| root(game, &counted.supports, found))
        .collect();
    json!({ "supports": supports, "bound": roots.len(), "roots": roots })
}

fn root(game: &Game, supports: &[Vec<usize>], root: &CountedRoot) -> Json {
    let players = game.players().iter().zip(supports);
    let mixing = players.filter(|(_, support)| support.len() > 1);
    let entries = root.units.iter().zip(&root.centre);
    let at: Map<String, Json> = mixing
        .zip(entries)
        .map(|((player, _), (unit, centre))| {
            let mut numbers: Vec<String> = centre.iter().map(complex).collect();
            if let Some(unit) = unit {
                numbers.insert(*unit, "*".to_owned());
            }
            (player.id.clone(), json!(numbers.join(" ")))
        })
        .collect();
    let radius = match (1..=DECIMALS).find(|power| root.radius == power_of_ten(*power)) {
        Some(power) => format!("1e-{power}"),
        None => exact_decimal(&root.radius),
    };
    json!({ "at": at, "radius": radius })
}

/// `0.25`, or `0.25-1.5i`.
fn complex([re, im]: &[Rational; 2]) -> String {
    let real = exact_decimal(re);
    match im.sign() {
        Ordering::Equal => real,
        Ordering::Less => format!("{real}{}i", exact_decimal(im)),
        Ordering::Greater => format!("{real}+{}i", exact_decimal(im)),
    }
}

/// A number of few decimals, with no more of them than it has.
fn exact_decimal(value: &Rational) -> String {
    let is_whole = |decimals: &u32| (value / &power_of_ten(*decimals)).is_integer();
    let decimals = (0..DECIMALS).find(is_whole).unwrap_or(DECIMALS);
    decimal(value, decimals)
}

/// One divided by a power of ten.
fn power_of_ten(decimals: u32) -> Rational {
    let power = i32::try_from(decimals).expect("invariant: decimals are few");
    let one = Rational::integer(10).checked_pow(-power);
    one.expect("invariant: ten is not zero")
}
