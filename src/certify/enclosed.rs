//! Stub to be replaced.
use super::Equilibrium;
use crate::game::Game;
use crate::num::Rational;

/// Why not.
#[derive(Debug)]
pub enum NotEnclosed {
    /// A gain.
    Gain {
        /// Who.
        player: usize,
        /// What.
        action: usize,
    },
    /// Outside.
    Outside {
        /// Who.
        player: usize,
        /// What.
        action: usize,
    },
    /// Not proved.
    NotProved,
}

/// Stub.
pub fn enclosed_nash(
    _: &Game,
    _: &[Vec<usize>],
    _: &[Vec<Rational>],
    _: &Rational,
) -> Result<Equilibrium, NotEnclosed> {
    Err(NotEnclosed::NotProved)
}
