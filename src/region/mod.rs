//! Conditions on parameters: games whose payoffs are formulas in symbols, when a profile is an equilibrium, and where.

mod conditions;
mod interval;
mod line;
mod parametric;
mod phase_map;
mod proved_box;
mod strip;
mod tolerance;

pub use conditions::{Case, Inequality, ProfileConditions};
pub use interval::{End, Interval, solution_set};
pub use parametric::{Bound, Condition, Domain, ParametricGame, Piece, Relation, Unknown};
pub use phase_map::{Axis, Facts, Node, PhaseMap, Region, Rest};
pub use proved_box::{ProvedBox, proved_box};
pub use strip::{Deciding, Stretch, Strip, Threshold, strip};
pub use tolerance::{
    Move, ParameterTolerance, PayoffTolerance, Tolerance, parameter_tolerance, payoff_tolerance,
    tolerance,
};
