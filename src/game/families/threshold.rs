//! A public good that is there if enough is given: with n players who give 0 to k - 1 each, everybody gets k if more than half of the
//! n (k - 1) that could be given are, and pays what it gives in any case.
//!
//! The pure equilibria are that nobody gives anything, and every division of exactly what is needed.
//!
//! # Source
//! Palfrey and Rosenthal (1984), "Participation and the provision of discrete public goods: a strategic analysis", Journal of Public Economics 24.

use super::{Family, FamilyError, integer, sizes, whole};
use crate::game::Game;

pub(super) fn game(counts: &[usize]) -> Result<Game, FamilyError> {
    let family = Family::Threshold;
    family.needs_several(counts)?;
    let size = family.common_size(counts)?;
    let needed = counts.len() * (size - 1) / 2 + 1;
    let title = format!("threshold {}", sizes(counts));
    whole(&title, counts, 0, |player, profile| {
        let is_there = profile.iter().sum::<usize>() >= needed;
        integer(size) * i64::from(is_there) - integer(profile[player])
    })
}
