//! What can be wrong with a file of numbers, and where.

use std::ops::Range;

use super::super::gambit_text::{TextError, TextErrorKind};
use crate::game::PAYOFF_LIMIT;

/// A mistake in a file of numbers, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct PlainError {
    span: Range<usize>,
    kind: PlainErrorKind,
}

/// The kinds of mistakes in a file of numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlainErrorKind {
    /// A mistake in the words of the file.
    #[error(transparent)]
    Text(TextErrorKind),
    /// Something that is no whole number where the file says how large the game is.
    #[error("expected {wanted}, found `{found}`")]
    Count {
        /// What is counted.
        wanted: String,
        /// What the file has.
        found: String,
    },
    /// The file says that nobody plays.
    #[error("the game has no players")]
    NoPlayers,
    /// A player without actions.
    #[error("player {0} has no actions: their number must be at least 1")]
    NoActions(usize),
    /// More payoffs than a game may have.
    #[error("a game of {counts} actions has {payoffs} payoffs; at most {PAYOFF_LIMIT} fit")]
    TooLarge {
        /// The numbers of actions, in words.
        counts: String,
        /// The number of payoffs, in words.
        payoffs: String,
    },
    /// Fewer payoffs than profiles times players.
    #[error("expected {expected} payoffs, {words}, found {found}")]
    TooFewPayoffs {
        /// Profiles times players.
        expected: usize,
        /// How many the file has.
        found: usize,
        /// How they are arranged.
        words: String,
    },
    /// More payoffs than profiles times players; the place is the first one too many.
    #[error("expected {expected} payoffs, {words}, and this is one more")]
    TooManyPayoffs {
        /// Profiles times players.
        expected: usize,
        /// How they are arranged.
        words: String,
    },
}

impl From<TextError> for PlainError {
    fn from(TextError { span, kind }: TextError) -> Self {
        PlainError::new(span, PlainErrorKind::Text(kind))
    }
}

impl PlainError {
    /// A mistake of this kind at these bytes.
    pub(in super::super) fn new(span: Range<usize>, kind: PlainErrorKind) -> Self {
        PlainError { span, kind }
    }

    /// The bytes of the file the mistake is at; empty, at the end, where something is missing.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The kind of mistake.
    pub fn kind(&self) -> &PlainErrorKind {
        &self.kind
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> String {
        self.kind.to_string()
    }

    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.kind {
            PlainErrorKind::Text(TextErrorKind::Empty) => {
                Some("the file begins with the size of the game, `2 3`, and then has its payoffs")
            }
            PlainErrorKind::Text(kind) => kind.hint(),
            PlainErrorKind::Count { .. } | PlainErrorKind::NoActions(_) => {
                Some("the file begins with the size of the game, in whole numbers from 1 on")
            }
            PlainErrorKind::NoPlayers => Some("the file begins with the number of players"),
            PlainErrorKind::TooLarge { .. } => {
                Some("a payoff takes 8 bytes and more, and so many are 1 GiB")
            }
            PlainErrorKind::TooFewPayoffs { .. } | PlainErrorKind::TooManyPayoffs { .. } => Some(
                "each profile of actions has one payoff for each player; look at the numbers of actions too",
            ),
        }
    }
}
