//! Conditions on parameters: games whose payoffs are formulas in symbols, when a profile is an equilibrium, and where.

mod bernstein;
mod coefficients;
mod conditions;
mod coordinates;
mod fraction;
mod parametric;
mod phase_map;
mod prover;
mod reduce;
mod refutation;
mod regions;
mod sample;
mod sign_table;
mod subdivision;
mod symbolic;
mod symmetry;
#[cfg(test)]
mod testing;
mod threshold;
mod volume;

pub use conditions::{
    Case, Inequality, ProfileConditions, Strictness, TooManyCases, conditions, conditions_of,
};
pub use fraction::Fraction;
pub use parametric::{Bound, Condition, Domain, ParametricGame, Piece, Relation, Unknown};
pub use phase_map::{Axis, Facts, Node, PhaseMap, Region, Rest};
pub use prover::{Prover, Sign};
pub use reduce::reduce;
pub use subdivision::{Resolution, subdivide};
pub use symbolic::{SymbolicError, SymbolicValue, cases, pieces};
pub use symmetry::Symmetry;
pub use threshold::{
    Bounding, Effect, Limit, Roots, Says, Solved, Static, ThresholdFormula, solved,
};
