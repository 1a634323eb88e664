//! Every payoff drawn on its own: whole numbers from -100 to 100, all alike likely.
//!
//! # Source
//! Nudelman, Wortman, Shoham and Leyton-Brown (2004), "Run the GAMUT", AAMAS: the family RandomGame.

use super::{FamilyError, integer, sizes, whole};
use crate::game::Game;
use crate::num::SplitMix;

/// The largest payoff.
const LARGEST: usize = 100;

pub(super) fn game(counts: &[usize], seed: u64) -> Result<Game, FamilyError> {
    let mut numbers = SplitMix::new(seed);
    let title = format!("random {}, seed {seed}", sizes(counts));
    whole(&title, counts, 1, |_, _| {
        integer(numbers.below(2 * LARGEST + 1)) - integer(LARGEST)
    })
}
