//! Everybody gets twice the least effort of all, and pays for its own: 2 min - own, efforts from 1 on.
//!
//! The pure equilibria are those in which all make the same effort, the higher the better for all. Two players have one more for each pair of
//! efforts, between which both mix evenly: n(n + 1)/2 in all.
//!
//! # Source
//! Van Huyck, Battalio and Beil (1990), "Tacit coordination games, strategic uncertainty, and coordination failure", American Economic Review 80.

use super::{Family, FamilyError, integer, sizes, whole};
use crate::game::Game;

pub(super) fn game(counts: &[usize]) -> Result<Game, FamilyError> {
    let family = Family::MinimumEffort;
    family.needs_several(counts)?;
    family.common_size(counts)?;
    let title = format!("minimum effort {}", sizes(counts));
    whole(&title, counts, 1, |player, profile| {
        let effort = |action: usize| integer(action) + 1;
        let least = profile.iter().copied().min().unwrap_or_default();
        2 * effort(least) - effort(profile[player])
    })
}
