//! What Gambit's text files have in common: words in braces, quoted names, exact numbers, and where each of them stands.
//!
//! In quoted text `\"` is a quotation mark, and every other backslash is itself. Numbers are exact: `0.1` is 1/10.

mod error;
mod names;
mod scan;

pub use error::{TextError, TextErrorKind};
pub(super) use names::{distinct_or_numbered, is_blank, is_kept, quoted};
pub(super) use scan::{Number, Scanner, Token, abbreviated, text_of};
