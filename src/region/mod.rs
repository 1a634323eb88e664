//! Conditions on parameters: games whose payoffs are formulas in symbols, when a profile is an equilibrium, and where.

mod bernstein;
mod conditions;
mod parametric;
mod phase_map;
mod regions;
mod sign_table;
mod subdivision;
mod volume;

pub use conditions::{Case, Inequality, ProfileConditions};
pub use parametric::{Bound, Condition, Domain, ParametricGame, Piece, Relation, Unknown};
pub use phase_map::{Axis, Facts, Node, PhaseMap, Region, Rest};
pub use subdivision::{Resolution, subdivide};
