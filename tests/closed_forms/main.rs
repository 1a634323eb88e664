//! Thresholds and conditions found over symbols, against closed forms worked out by hand.
//!
//! A closed form is written here as plain arithmetic of small fractions and compared at seeded points; two rational functions that
//! agree at all of them, cross-multiplied, are the same for what a mistake could look like.

#[path = "../helpers/fraction.rs"]
mod fraction;
#[path = "../helpers/seeded.rs"]
mod seeded;

mod conditions;
mod recovered;
mod sequential;
mod statics;
mod thresholds;
