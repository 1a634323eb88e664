//! Two travellers claim 2 or more for the same lost suitcase; both get the lower claim, and 2 go from who claims more to who claims less.
//!
//! To undercut always pays, so that the only equilibrium is that both claim 2, whatever the largest claim.
//!
//! # Source
//! Basu (1994), "The traveler's dilemma: paradoxes of rationality in game theory", American Economic Review 84.

use super::{Family, FamilyError, integer, sizes, whole};
use crate::game::Game;

/// The least claim, and what goes from one to the other.
const LEAST: usize = 2;

pub(super) fn game(counts: &[usize]) -> Result<Game, FamilyError> {
    let family = Family::Travellers;
    family.needs_two(counts)?;
    family.common_size(counts)?;
    let title = format!("travellers {}", sizes(counts));
    whole(&title, counts, LEAST, |player, profile| {
        let (own, other) = (integer(profile[player]), integer(profile[1 - player]));
        let reward = (other - own).signum() * integer(LEAST);
        own.min(other) + integer(LEAST) + reward
    })
}
