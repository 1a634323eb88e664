//! Model files: from TOML to games, with a place and a hint for every mistake.
//!
//! [`load`] reads a bundled model or a file, [`Model::point`] fixes its parameters, [`Model::game`] gives the game there.

mod build;
mod bundled;
mod claims;
pub mod data;
mod declare;
mod diagnostic;
mod document;
mod domain;
mod error;
mod expect;
mod extend;
mod free;
mod hint;
mod load;
mod order;
mod parameters;
mod parametric;
mod payoffs;
mod players;
mod point;
mod precision;
mod read;
mod repeat;
mod selection;
mod tree;
mod valuation;

pub use bundled::{BUNDLED, bundled_text};
pub use claims::{
    DeclaredClaim, Formal, Pattern, PatternEntry, Quantity, Sentence, Verdict, Which, WrittenFormal,
};
pub use declare::{
    DeclaredPlayer, Expectation, Let, Model, Mover, MoverKind, NamedProfile, Parameter, PayoffRule,
    Ranking, Scenario, Step, ValueFormula, WrittenFormula, WrittenTruth,
};
pub use diagnostic::{Diagnostic, Source, Spot};
pub use domain::Domain;
pub use error::{Error, ErrorKind, Errors};
pub use free::{Free, FreeParameter};
pub use load::{load, load_with_claim, parse};
pub use parametric::Parametric;
pub use point::{Point, Setting};
pub use tree::Arranged;
