//! Gambit's .efg: games in extensive form, a tree of decisions, draws of chance and ends.
//!
//! The prologue is `EFG 2 R "title" { players } "comment"`, the comment optional. Then come the nodes, each before what follows it:
//! - *chance*: `c "name" 1 "event" { "a" 1/2 "b" 1/2 } 0`, with the number of the event and that of an outcome;
//! - *decision*: `p "name" 2 1 "set" { "a" "b" } 0`, with the numbers of the player, of its information set and of an outcome;
//! - *end*: `t "name" 3 "outcome" { 1, -1/2 }`, with the number of an outcome.
//!
//! Events, information sets and outcomes are described where they first appear; later their number is enough. The outcome 0 gives nobody
//! anything. What the outcomes on the way to an end give is added up.
//!
//! # Source
//! The Gambit manual, "The extensive game (.efg) file format".

mod error;
mod parts;
mod read;
mod write;

pub use error::{EfgError, EfgErrorKind};
pub use read::read;
pub use write::write;

#[cfg(test)]
mod properties;
