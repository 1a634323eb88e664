//! The files of other tools, and our own saved answers.

pub mod answer_json;
pub mod csv_game;
pub mod efg;
pub mod gam;
mod gambit_text;
pub mod game_json;
pub mod lrs;
pub mod map_certificate;
pub mod nfg;
mod plain;

pub use gambit_text::{TextError, TextErrorKind};
pub use plain::{PlainError, PlainErrorKind};
