//! The files of other tools, and our own saved answers.

pub mod answer_json;
pub mod efg;
mod gambit_text;
pub mod game_json;
pub mod map_certificate;
pub mod nfg;

pub use gambit_text::{TextError, TextErrorKind};
