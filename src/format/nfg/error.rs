//! What can be wrong with an .nfg file, and where.

use std::ops::Range;

use super::super::gambit_text::{TextError, TextErrorKind};
use crate::game::PAYOFF_LIMIT;
use crate::num::LiteralError;

/// A mistake in an .nfg file, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct NfgError {
    span: Range<usize>,
    kind: NfgErrorKind,
}

/// The kinds of mistakes in an .nfg file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NfgErrorKind {
    /// The file has no content.
    #[error("the file is empty")]
    Empty,
    /// The file does not begin with the word `NFG`.
    #[error("not an .nfg file: it begins with {0}")]
    NotNfg(String),
    /// The file is not text in UTF-8.
    #[error("not text in UTF-8")]
    NotText,
    /// A version of the format other than 1.
    #[error("version {0} of the .nfg format is unknown; version 1 is read")]
    Version(String),
    /// The letter after the version is neither `R` nor `D`.
    #[error("expected `R` or `D` after the version, found {0}")]
    NumberType(String),
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
    /// The list of players is empty.
    #[error("the game has no players")]
    NoPlayers,
    /// The actions are given for another number of players than there are.
    #[error("expected the actions of {players} players, found those of {given}")]
    ActionLists {
        /// Number of players named.
        players: usize,
        /// Number of entries in the list of actions.
        given: usize,
    },
    /// A number of actions that is not a whole number.
    #[error("`{0}` is not a number of actions")]
    ActionCount(String),
    /// A player without actions.
    #[error("player {0} has no actions: their number must be at least 1")]
    NoActions(usize),
    /// More payoffs than a game may have.
    #[error("the game has {size} payoffs; at most {PAYOFF_LIMIT} fit")]
    TooLarge {
        /// The number of payoffs, in words.
        size: String,
    },
    /// Fewer payoffs than profiles times players.
    #[error("expected {expected} payoffs, found {found}")]
    TooFewPayoffs {
        /// Profiles times players.
        expected: usize,
        /// How many the file has.
        found: usize,
    },
    /// More payoffs than profiles times players; the place is the first one too many.
    #[error("expected {expected} payoffs, and this is one more")]
    TooManyPayoffs {
        /// Profiles times players.
        expected: usize,
    },
    /// Fewer outcome numbers than profiles.
    #[error("expected {expected} outcome numbers, one for each profile, found {found}")]
    TooFewOutcomeNumbers {
        /// Number of profiles.
        expected: usize,
        /// How many the file has.
        found: usize,
    },
    /// More outcome numbers than profiles; the place is the first one too many.
    #[error("expected {expected} outcome numbers, one for each profile, and this is one more")]
    TooManyOutcomeNumbers {
        /// Number of profiles.
        expected: usize,
    },
    /// An outcome number that no outcome has.
    #[error("there is no outcome {number}; the outcomes listed end at {outcomes}")]
    OutcomeNumber {
        /// The number as written.
        number: String,
        /// How many outcomes are listed.
        outcomes: usize,
    },
    /// An outcome without exactly one payoff for each player.
    #[error("expected {players} payoffs in this outcome, one for each player, found {found}")]
    OutcomePayoffs {
        /// Number of players.
        players: usize,
        /// How many payoffs the outcome has.
        found: usize,
    },
    /// A payoff that is not a number.
    #[error(transparent)]
    Number(LiteralError),
}

impl From<TextError> for NfgError {
    fn from(TextError { span, kind }: TextError) -> Self {
        let kind = match kind {
            TextErrorKind::Empty => NfgErrorKind::Empty,
            TextErrorKind::NotText => NfgErrorKind::NotText,
            TextErrorKind::Unexpected { wanted, found } => {
                NfgErrorKind::Unexpected { wanted, found }
            }
            TextErrorKind::UnclosedBrace => NfgErrorKind::UnclosedBrace,
            TextErrorKind::UnclosedQuote => NfgErrorKind::UnclosedQuote,
            TextErrorKind::Number(error) => NfgErrorKind::Number(error),
        };
        NfgError { span, kind }
    }
}

impl NfgError {
    /// A mistake of this kind at these bytes.
    pub(super) fn new(span: Range<usize>, kind: NfgErrorKind) -> Self {
        NfgError { span, kind }
    }

    /// The bytes of the file the mistake is at; empty, at the end, where something is missing.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The kind of mistake.
    pub fn kind(&self) -> &NfgErrorKind {
        &self.kind
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> String {
        self.kind.to_string()
    }

    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.kind {
            NfgErrorKind::Empty => Some("an .nfg file begins with `NFG 1 R \"title\"`"),
            NfgErrorKind::NotNfg(found) if found == "`EFG`" => {
                Some("this is a game tree: end the file's name in .efg")
            }
            NfgErrorKind::NotNfg(_) => Some("an .nfg file begins with `NFG 1 R \"title\"`"),
            NfgErrorKind::NotText => Some("save the file as plain text in UTF-8"),
            NfgErrorKind::UnclosedQuote => {
                Some("inside quotation marks, write a quotation mark as \\\"")
            }
            NfgErrorKind::NoPlayers => Some("name the players: { \"P1\" \"P2\" }"),
            NfgErrorKind::ActionLists { .. } => Some(
                "give each player a number of actions, { 2 3 }, or names, { { \"a\" \"b\" } { \"c\" } }",
            ),
            NfgErrorKind::ActionCount(_) | NfgErrorKind::NoActions(_) => {
                Some("every player has at least one action")
            }
            NfgErrorKind::TooFewPayoffs { .. } | NfgErrorKind::TooManyPayoffs { .. } => {
                Some("each profile of actions has one payoff for each player")
            }
            NfgErrorKind::OutcomeNumber { .. } => {
                Some("outcomes are counted from 1; 0 is the outcome in which everyone gets zero")
            }
            NfgErrorKind::TooLarge { .. } => {
                Some("a payoff takes 8 bytes and more, and so many are 1 GiB")
            }
            NfgErrorKind::Number(_) => Some("numbers are written -12, 0.15, 1e-3 or 3/20"),
            _ => None,
        }
    }
}
