//! How much work a complete list is, before it is begun.
//!
//! # Source
//! Bernshtein, Kushnirenko and Khovanskii: the number of paths is the bound of roots that [`block_derangements`](super::block_derangements) counts.

use std::fmt;

use super::block_derangements::over_all_supports;
use super::dominance::eliminate_dominated;
use super::supports;
use crate::game::Game;

/// The most combinations of supports that are gone through without being asked.
const SUPPORTS: u64 = 60_000;
/// The most paths, if all were followed.
const PATHS: u128 = 150_000;

/// What a complete list of the equilibria of a game with three and more players takes, once dominated actions are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prospect {
    /// The combinations of supports to go through; none if a machine number does not hold it.
    pub combinations: Option<u64>,
    /// How many paths lead to all complex roots of all of them: a bound of the work, most of which is often spared. `u128::MAX` stands for
    /// all that are larger.
    pub paths: u128,
}

impl Prospect {
    /// Of the actions that are left of each player.
    pub(super) fn of(kept: &[Vec<usize>]) -> Self {
        let counts: Vec<usize> = kept.iter().map(Vec::len).collect();
        Prospect {
            combinations: supports::number(&counts),
            paths: over_all_supports(&counts),
        }
    }

    /// Whether all combinations of supports are gone through without being asked.
    pub fn is_feasible(&self) -> bool {
        self.combinations.is_some_and(|number| number <= SUPPORTS) && self.paths <= PATHS
    }
}

/// What a complete list of the equilibria takes where three or more players have a choice.
pub fn prospect(game: &Game) -> Option<Prospect> {
    // Where no more than two have a choice, what is left need not be known.
    if game.is_ordinal() || game.counts().iter().filter(|n| **n > 1).count() <= 2 {
        return None;
    }
    let whole: Vec<Vec<usize>> = game.counts().iter().map(|n| (0..*n).collect()).collect();
    let kept = match Prospect::of(&whole).is_feasible() {
        // Less than all of it is feasible too.
        true => whole,
        false => eliminate_dominated(game).kept,
    };
    let choosing = kept.iter().filter(|actions| actions.len() > 1).count();
    (choosing > 2).then(|| Prospect::of(&kept))
}

impl fmt::Display for Prospect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.paths {
            u128::MAX => f.write_str("more than 10^38 paths")?,
            paths if paths >= 1_000_000_000_000 => write!(f, "about 10^{} paths", paths.ilog10())?,
            paths => write!(f, "up to {} paths", grouped(paths))?,
        }
        match self.combinations {
            Some(combinations) => write!(
                f,
                " through {} combinations of supports",
                grouped(combinations)
            ),
            None => f.write_str(" through more combinations of supports than can be counted"),
        }
    }
}

/// A whole number with its digits in groups of three.
pub(super) fn grouped(number: impl ToString) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
