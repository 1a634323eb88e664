//! Solvers: one algorithm, one file, one source.

mod exchangeable;
mod symmetric;

pub use exchangeable::NotApplicable;
pub use symmetric::{Indifference, Searched, SymmetricMixed, symmetric_mixed};
