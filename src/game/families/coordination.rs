//! Everybody gets 1 if all choose the action of the same number, and nothing otherwise.
//!
//! Two players with n actions have 2^n - 1 equilibria: one for each set of actions, over which both mix evenly.
//!
//! # Source
//! Quint and Shubik (1997), "A theorem on the number of Nash equilibria in a bimatrix game", International Journal of Game Theory 26.

use super::{FamilyError, sizes, whole};
use crate::game::Game;

pub(super) fn game(counts: &[usize]) -> Result<Game, FamilyError> {
    let title = format!("coordination {}", sizes(counts));
    whole(&title, counts, 1, |_, profile| {
        i64::from(profile.iter().all(|action| *action == profile[0]))
    })
}
