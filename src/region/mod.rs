//! Conditions on parameters: games whose payoffs are formulas in symbols, when a profile is an equilibrium, and where.

mod bernstein;
mod coefficients;
mod conditions;
mod coordinates;
mod fraction;
mod interval;
mod line;
mod nowhere;
mod parametric;
mod phase_map;
mod proved_box;
mod prover;
mod reduce;
mod refutation;
mod regions;
mod sample;
mod sampled_share;
mod share;
mod sign_table;
mod strip;
mod subdivision;
mod symbolic;
mod symbolic_game;
mod symmetry;
#[cfg(test)]
mod testing;
mod threshold;
mod tolerance;
mod volume;
mod within;

pub use conditions::{
    Case, Inequality, ProfileConditions, Separate, Strictness, TooManyCases, conditions,
    conditions_by_deviation, conditions_of, conditions_of_player, simplest,
};
pub use fraction::Fraction;
pub use interval::{End, Interval, on_line, solution_set};
pub use nowhere::{Nowhere, drawn, nowhere, sides_of};
pub use parametric::{Bound, Condition, Domain, ParametricGame, Piece, Relation, Unknown};
pub use phase_map::{Axis, Facts, Node, PhaseMap, Region, Rest};
pub use proved_box::{ProvedBox, proved_box};
pub use prover::Prover;
pub use reduce::reduce;
pub use sampled_share::{Estimate, SampledShares, sampled_shares};
pub use share::{Bracket, PROVED_AXES, ProvedShares, Question, proved_shares};
pub use strip::{Deciding, Stretch, Strip, Threshold, strip};
pub use subdivision::{Resolution, subdivide};
pub use symbolic::{SymbolicError, SymbolicValue, cases, pieces};
pub use symbolic_game::symbolic_game;
pub use symmetry::Symmetry;
pub use threshold::{
    Bounding, Effect, Limit, Roots, Says, Solved, Static, ThresholdFormula, solved,
};
pub use tolerance::{
    Move, ParameterTolerance, PayoffTolerance, Tolerance, parameter_tolerance, payoff_tolerance,
    tolerance,
};
pub use within::{Outside, outside};
