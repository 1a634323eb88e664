//! Numbers and strategies in print: rationals exactly or rounded, irrational numbers to as many digits as asked.

use super::decimal::{Notation, decimal_of_enclosure};
use super::table::Cell;
use crate::game::Player;
use crate::num::{Rational, Real};

/// Decimals of an irrational number when no number of decimals is asked for.
const DECIMALS: u32 = 6;

/// A real number in print; an irrational one is marked with `~`, its digits being certain up to the last.
pub fn print_real(value: &Real, notation: Notation) -> String {
    let Some(rational) = value.to_rational() else {
        let digits = match notation {
            Notation::Exact => DECIMALS,
            Notation::Decimals(digits) => digits,
        };
        return format!("~{}", digits_of(value, digits));
    };
    notation.print(&rational)
}

/// As many certain digits as asked; a narrower enclosure is taken until they are.
fn digits_of(value: &Real, digits: u32) -> String {
    for extra in 2.. {
        let exponent = -i32::try_from(digits + extra).expect("invariant: digits are few");
        let width = Rational::integer(10)
            .checked_pow(exponent)
            .expect("invariant: ten is not zero");
        let (low, high) = value.enclosure(&width);
        if let Some(text) = decimal_of_enclosure(&low, &high, digits) {
            let decimals = text.split_once('.').map_or(0, |(_, after)| after.len());
            if u32::try_from(decimals) == Ok(digits) {
                return text;
            }
        }
    }
    unreachable!("invariant: an irrational number is never half-way between two decimals")
}

/// The cell of a real number.
pub(super) fn real_cell(value: &Real, notation: Notation) -> Cell {
    match value.to_rational() {
        Some(rational) => Cell::Number(rational, notation),
        None => {
            let text = print_real(value, notation);
            let latex = format!(r"\approx {}", &text[1..]);
            Cell::math(&text, &latex)
        }
    }
}

/// A strategy in words: `press`, or `2/5 balance + 3/5 abstain`.
pub fn print_strategy(player: &Player, probabilities: &[Real], notation: Notation) -> String {
    let played: Vec<(&str, &Real)> = player
        .actions
        .iter()
        .zip(probabilities)
        .filter(|(_, probability)| !probability.is_zero())
        .map(|(action, probability)| (action.id.as_str(), probability))
        .collect();
    if let [(action, _)] = played.as_slice() {
        return (*action).to_owned();
    }
    let parts: Vec<String> = played
        .iter()
        .map(|(action, probability)| format!("{} {action}", print_real(probability, notation)))
        .collect();
    parts.join(" + ")
}
