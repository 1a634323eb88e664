//! Solvers: one algorithm, one file, one source.

pub mod components;
mod index;
pub mod two_player;
