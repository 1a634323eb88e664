//! Numbers, players and strategies as a sentence says them.

use super::super::decimal::{Notation, decimal};
use super::super::notation::print_real;
use crate::certify::Equilibrium;
use crate::game::{Game, Player};
use crate::num::{Rational, Real};

/// A fraction with more signs than this has its decimal beside it, unless it is a decimal fraction.
const SHORT: usize = 5;

/// A number exactly, a long fraction with its decimal: `13/100`, `53/348 (0.152)`; an irrational number by its digits, `≈ 0.707107`.
pub(in super::super) fn number(value: &Real) -> String {
    match value.to_rational() {
        Some(rational) => fraction(&rational),
        None => print_real(value, Notation::Exact).replacen('~', "≈ ", 1),
    }
}

/// The same without decimals for fractions.
pub(in super::super) fn exact(value: &Real) -> String {
    match value.to_rational() {
        Some(rational) => rational.to_string(),
        None => number(value),
    }
}

/// [`number`] for a number known to be rational.
pub(in super::super) fn fraction(value: &Rational) -> String {
    let exact = value.to_string();
    let short = exact.trim_start_matches('-').len() <= SHORT;
    if short || value.is_integer() || is_power_of_ten(&exact) {
        return exact;
    }
    // Three digits, or as many as it takes to show three that are not leading zeros.
    let size = value.abs();
    let mut digits = 3;
    let mut unit = Rational::ratio(1, 10);
    while digits < 12 && size < unit {
        digits += 1;
        unit = unit * Rational::ratio(1, 10);
    }
    format!("{exact} ({})", decimal(value, digits))
}

/// Whether the denominator of a printed fraction is a power of ten.
fn is_power_of_ten(exact: &str) -> bool {
    exact
        .split_once("/1")
        .is_some_and(|(_, zeros)| zeros.bytes().all(|digit| digit == b'0'))
}

/// Small counts in words.
pub(in super::super) fn count(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// `1 model`, `3 models`.
pub(in super::super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The first letter in capitals.
pub(in super::super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(in super::super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Numbers, runs of three or more as `2 to 6`.
pub(in super::super) fn numbers(sorted: &[usize]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for run in sorted.chunk_by(|a, b| a + 1 == *b) {
        match run {
            [first, _, .., last] => parts.push(format!("{first} to {last}")),
            short => parts.extend(short.iter().map(ToString::to_string)),
        }
    }
    list(&parts)
}

/// The ids of some players of one kind: `S1 to S4`, or `S1, S3 and S5`.
pub(in super::super) fn ids(game: &Game, members: &[usize]) -> String {
    let id = |place: usize| game.players()[place].id.clone();
    let adjacent = members.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    match members {
        [first, _, .., last] if adjacent => format!("{} to {}", id(*first), id(*last)),
        _ => list(&members.iter().map(|m| id(*m)).collect::<Vec<_>>()),
    }
}

/// A player with its title: `Unipole (U)`, or only the id where that is all there is.
pub(in super::super) fn player(player: &Player) -> String {
    if player.title == player.id {
        player.id.clone()
    } else {
        format!("{} ({})", player.title, player.id)
    }
}

/// An action with its posture: `neutral (neutrality)`, `balance (hard balancing, external)`.
pub(in super::super) fn action(player: &Player, action: usize) -> String {
    let declared = &player.actions[action];
    let posture = declared
        .posture
        .as_ref()
        .map(|posture| match posture.kind() {
            Some(kind) => format!("{}, {kind}", posture.name()),
            None => posture.name().to_owned(),
        });
    match posture {
        Some(posture) if posture != declared.id => format!("{} ({posture})", declared.id),
        _ => declared.id.clone(),
    }
}

/// A strategy: `press`, or `press with probability 1/3, restrain with 2/3`.
pub(in super::super) fn strategy(player: &Player, probabilities: &[Real]) -> String {
    let played = played(probabilities);
    if let [only] = played.as_slice() {
        return player.actions[*only].id.clone();
    }
    let parts: Vec<String> = played
        .iter()
        .enumerate()
        .map(|(place, action)| {
            let id = &player.actions[*action].id;
            let with = if place == 0 {
                "with probability"
            } else {
                "with"
            };
            format!("{id} {with} {}", number(&probabilities[*action]))
        })
        .collect();
    parts.join(", ")
}

/// The actions with positive probability.
pub(in super::super) fn played(probabilities: &[Real]) -> Vec<usize> {
    let positive = probabilities
        .iter()
        .enumerate()
        .filter(|(_, p)| !p.is_zero());
    positive.map(|(action, _)| action).collect()
}

/// Players whose place in an equilibrium is the same in every respect: members of one group with the same strategy,
/// payoff and losses; every other player alone.
pub(in super::super) fn alike(game: &Game, equilibrium: &Equilibrium) -> Vec<Vec<usize>> {
    let same = |a: usize, b: usize| {
        let group = &game.players()[a].group;
        group.is_some()
            && *group == game.players()[b].group
            && equilibrium.profile()[a] == equilibrium.profile()[b]
            && equilibrium.payoffs()[a] == equilibrium.payoffs()[b]
            && (0..game.counts()[a]).all(|x| equilibrium.slack(a, x) == equilibrium.slack(b, x))
    };
    sorted_into(game.players().len(), same)
}

/// The numbers below `count`, those together that are the same as the first of their set.
pub(in super::super) fn sorted_into(
    count: usize,
    same: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for place in 0..count {
        match sets.iter_mut().find(|set| same(set[0], place)) {
            Some(set) => set.push(place),
            None => sets.push(vec![place]),
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_fractions_have_their_decimal_beside_them() {
        let print = |n, d| fraction(&Rational::ratio(n, d));
        assert_eq!(print(13, 100), "13/100");
        assert_eq!(print(-53, 348), "-53/348 (-0.152)");
        assert_eq!(print(-349, 540), "-349/540 (-0.646)");
        assert_eq!(print(1, 2_000_000), "1/2000000 (0.000000500)");
        assert_eq!(print(1_000_000, 1), "1000000");
    }

    #[test]
    fn runs_of_numbers_are_shortened() {
        assert_eq!(numbers(&[1]), "1");
        assert_eq!(numbers(&[1, 2]), "1 and 2");
        assert_eq!(numbers(&[1, 2, 3, 7, 9]), "1 to 3, 7 and 9");
    }
}
