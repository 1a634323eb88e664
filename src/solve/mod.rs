//! Solvers: one algorithm, one file, one source.

pub mod components;
mod index;
mod rationalizable;
pub mod two_player;
