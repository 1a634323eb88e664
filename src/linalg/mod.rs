//! Exact linear algebra: elimination, dictionaries, polytopes. Knows numbers, not games.

mod simplex;

pub use simplex::{Constraint, LinearProgram, Optimum, Relation, maximise};
