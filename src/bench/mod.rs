//! Runs of solvers on the same games: what is run, whether the answers are the same, and how times grow.
//!
//! Answers come first: a [`Listing`] is what a method or another program says, in [`Bounds`] of probabilities, and [`compared`] holds it against a complete
//! list. Times decide nothing, so they are machine numbers.

mod bounds;
mod comparison;
mod growth;
mod listing;
mod measurement;
mod method;
mod peer_command;
mod peer_output;
mod statistics;

pub use bounds::Bounds;
pub use comparison::{Agreement, compared};
pub use growth::{Fit, Growth, growth};
pub use listing::{Extent, Listing};
pub use measurement::{
    Bench, FamilyGrowth, GrowthOf, Machine, Member, Memory, Outcome, Run, Runner, Subject, Work,
};
pub use method::{Method, NotFor, Output};
pub use peer_command::{GameForm, PeerCommand, PeerCommandError};
pub use peer_output::{PeerAnswer, read_output};
pub use statistics::{Spread, spread};
