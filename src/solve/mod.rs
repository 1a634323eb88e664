//! Solvers: one algorithm, one file, one source. [`solve`](fn@solve) chooses among them.

pub mod backward_induction;
pub mod best_reply_cycle;
pub mod block_derangements;
pub mod certified_roots;
mod classes;
pub mod complex;
pub mod components;
pub mod contraction;
pub mod counted_roots;
pub mod dominance;
mod exchangeable;
pub mod homotopy;
mod index;
pub mod indifference;
pub mod krawczyk;
pub mod leadership;
pub mod logit;
pub mod many_players;
pub mod multilinear;
mod nash_sets;
mod newton_step;
mod one_support;
pub mod path_tracker;
mod prospect;
pub mod pure;
pub mod regular_index;
mod request;
mod root_chart;
pub mod separable;
mod solution;
#[allow(clippy::module_inception)]
mod solve;
pub mod some_equilibria;
pub mod subdivision;
pub mod supports;
mod symmetric;
pub mod three_pairs;
pub mod two_player;

pub use backward_induction::{Credibility, Induction, backward_induction, credibility};
pub use classes::{Class, Counted, classes};
pub use exchangeable::NotApplicable;
pub use prospect::{Prospect, prospect};
pub use request::{PLACES, Request, Watch};
pub use solution::{Completeness, Component, Concept, Gap, Method, Solution, Undecided};
pub use solve::{groups_of, solve, solve_as_asked};
pub use symmetric::{Indifference, Searched, SymmetricMixed, symmetric_mixed};
