//! Solvers: one algorithm, one file, one source.

pub mod best_reply_cycle;
pub mod components;
mod index;
pub mod pure;
pub mod two_player;
