//! Small payoffs, 0 to 3, all alike likely: so many of them are equal that actions tie and equilibria come in continua.
//!
//! # Source
//! Avis, Rosenberg, Savani and von Stengel (2010), "Enumeration of Nash equilibria for two-player games", Economic Theory 42: why equal payoffs
//! are the hard case.

use super::{FamilyError, integer, sizes, whole};
use crate::game::Game;
use crate::num::SplitMix;

/// How many payoffs there are.
const VALUES: usize = 4;

pub(super) fn game(counts: &[usize], seed: u64) -> Result<Game, FamilyError> {
    let mut numbers = SplitMix::new(seed);
    let title = format!("degenerate {}, seed {seed}", sizes(counts));
    whole(&title, counts, 1, |_, _| integer(numbers.below(VALUES)))
}
