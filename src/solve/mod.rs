//! Solvers: one algorithm, one file, one source.

pub mod best_reply_cycle;
pub mod components;
mod exchangeable;
mod index;
pub mod pure;
mod symmetric;
pub mod two_player;

pub use exchangeable::NotApplicable;
pub use symmetric::{Indifference, Searched, SymmetricMixed, symmetric_mixed};
