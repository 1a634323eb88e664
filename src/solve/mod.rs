//! Solvers: one algorithm, one file, one source.

pub mod best_reply_cycle;
pub mod dominance;
pub mod pure;
