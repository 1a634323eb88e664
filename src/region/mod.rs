//! Conditions on parameters: games whose payoffs are formulas in symbols, when a profile is an equilibrium, and where.

mod coefficients;
mod conditions;
mod coordinates;
mod parametric;
mod phase_map;
mod prover;
mod reduce;
mod refutation;
mod sample;
#[cfg(test)]
mod testing;

pub use conditions::{Case, Inequality, ProfileConditions};
pub use parametric::{Bound, Condition, Domain, ParametricGame, Piece, Relation, Unknown};
pub use phase_map::{Axis, Facts, Node, PhaseMap, Region, Rest};
pub use prover::{Prover, Sign};
pub use reduce::reduce;
