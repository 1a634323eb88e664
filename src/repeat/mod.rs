//! Repeated games with perfect monitoring: what patience sustains, by which plan, and which payoffs are possible.
//!
//! A stage game is played again and again; a payoff `k` periods ahead counts the discount factor to the power `k`, and payoffs are averages:
//! `(1 - d)` times the discounted sum.

mod critical;
mod discount;
mod optimal;
mod payoff_set;
mod stage;

pub use critical::{Binding, Class, Critical};
pub use discount::{Discount, DiscountError};
pub use optimal::{OptimalError, optimal};
pub use payoff_set::{NotTwoPlayers, PayoffSet, Point, Witness, automaton_for, payoff_set};
pub use stage::{Stage, StageError};
