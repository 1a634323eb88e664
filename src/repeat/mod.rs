//! Repeated games with perfect monitoring: what patience sustains, by which plan, and which payoffs are possible.
//!
//! A stage game is played again and again; a payoff `k` periods ahead counts the discount factor to the power `k`, and payoffs are averages:
//! `(1 - d)` times the discounted sum.

mod certain;
mod critical;
mod discount;
mod grim;
mod grim_game;
mod near;
mod optimal;
mod paths;
mod payoff_bounds;
mod payoff_set;
mod stage;
mod states;
mod stick_and_carrot;
mod sticks;
mod transfers;
mod units;

pub use critical::{Binding, Class, Critical};
pub use discount::{Discount, DiscountError};
pub use grim::{grim, grim_holds};
pub use grim_game::GrimThreats;
pub use optimal::{OptimalError, optimal};
pub use paths::{PATHS, TooManyPaths, paths, paths_hold};
pub use payoff_bounds::{
    Bound, FoundBy, HalfSpace, InnerPoint, NotBounded, PayoffBounds, payoff_bounds,
    payoff_bounds_watched,
};
pub use payoff_set::{NotTwoPlayers, PayoffSet, Point, Witness, automaton_for, payoff_set};
pub use stage::{Stage, StageError};
pub use stick_and_carrot::{stick_and_carrot, stick_and_carrot_holds};
pub use transfers::{TransferPayoffs, Transfers};
