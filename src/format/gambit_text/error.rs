//! What can be wrong with the words of a file, whatever they say.

use std::ops::Range;

use crate::num::LiteralError;

/// A mistake in the words of a file, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct TextError {
    /// The bytes of the file the mistake is at.
    pub span: Range<usize>,
    /// The kind of mistake.
    pub kind: TextErrorKind,
}

/// The kinds of mistakes in the words of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextErrorKind {
    /// The file has no content.
    #[error("the file is empty")]
    Empty,
    /// The file is not text in UTF-8.
    #[error("not text in UTF-8")]
    NotText,
    /// Something else than the format asks for at this place.
    #[error("expected {wanted}, found {found}")]
    Unexpected {
        /// What the format asks for.
        wanted: &'static str,
        /// What the file has.
        found: String,
    },
    /// A brace that is never closed; its place is the opening one.
    #[error("this brace is never closed")]
    UnclosedBrace,
    /// A quotation mark that is never closed; its place is the opening one.
    #[error("this quotation mark is never closed")]
    UnclosedQuote,
    /// A number that is none.
    #[error(transparent)]
    Number(LiteralError),
}

impl TextError {
    /// A mistake of this kind at these bytes.
    pub(in super::super) fn new(span: Range<usize>, kind: TextErrorKind) -> Self {
        TextError { span, kind }
    }
}

impl TextErrorKind {
    /// What to do about it, where there is something to say of every format.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            TextErrorKind::NotText => Some("save the file as plain text in UTF-8"),
            TextErrorKind::UnclosedQuote => {
                Some("inside quotation marks, write a quotation mark as \\\"")
            }
            TextErrorKind::Number(_) => Some("numbers are written -12, 0.15, 1e-3 or 3/20"),
            _ => None,
        }
    }
}
