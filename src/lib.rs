//! Under which payoff assumptions is balancing, bandwagoning or neutrality an equilibrium?
//!
//! `unipole` reads models of alignment under a dominant power, and answers exactly: every equilibrium, whether
//! the list is complete and why, and evidence that a separate checker verifies.
//!
//! # Layers
//! Each layer imports only from layers above it in this list:
//! [`num`], [`linalg`], [`formula`], [`game`], [`certify`], [`solve`], [`region`], [`repeat`], [`model`], [`claim`], [`format`](mod@format), [`bench`](mod@bench), [`report`], [`cli`].
//!
//! # Invariants (held by `tests/architecture.rs`)
//! 1. `certify` never imports `solve`: the checker shares no bug with the solver.
//! 2. Floats may propose, only exact arithmetic decides. No equilibrium exists that was not checked exactly.
//! 3. Layers below `model` do no I/O and read no clock and no environment.
//! 4. Same input, same bytes out, with any number of threads. No iteration over hash maps.
//! 5. Nothing rounds before `report`.
//! 6. An answer is a value that states its kind: complete or not, and why. A mathematical "no" is data, bad input
//!    is an error with a place, our own bug panics.

pub mod bench;
pub mod certify;
pub mod claim;
pub mod cli;
pub mod format;
pub mod formula;
pub mod game;
pub mod linalg;
pub mod model;
pub mod num;
pub mod region;
pub mod repeat;
pub mod report;
pub mod solve;
