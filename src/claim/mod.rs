//! Claims: what a model has to say about a proposition, with evidence that `certify` checks.
//!
//! A verdict is about a statement in a model under a concept on a box of parameters, never about the world.

mod at_point;
mod checked;
mod doubt;
mod judge;
mod meaning;
mod movement;
mod question;
mod subject;

pub use checked::{SavedClaim, SavedPart, checked};
pub use doubt::{Doubt, doubts};
pub use judge::{Found, Judged, Part, Share, judge};
pub use question::{Question, by_definition, question};
pub use subject::{Side, Subject};
