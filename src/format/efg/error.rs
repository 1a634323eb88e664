//! What can be wrong with an .efg file, and where.

use std::ops::Range;

use super::super::gambit_text::{TextError, TextErrorKind};
use crate::game::TreeError;

/// The most payoffs that the ends of a tree may have together, and the sums on the way to them.
pub(super) const PAYOFF_LIMIT: usize = 1 << 25;

/// A mistake in an .efg file, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct EfgError {
    span: Range<usize>,
    kind: EfgErrorKind,
}

/// The kinds of mistakes in an .efg file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EfgErrorKind {
    /// A mistake in the words, whatever they say.
    #[error(transparent)]
    Text(TextErrorKind),
    /// The file does not begin with the word `EFG`.
    #[error("not an .efg file: it begins with {0}")]
    NotEfg(String),
    /// A version of the format other than 2.
    #[error("version {0} of the .efg format is unknown; version 2 is read")]
    Version(String),
    /// The letter after the version is neither `R` nor `D`.
    #[error("expected `R` or `D` after the version, found {0}")]
    NumberType(String),
    /// The list of players is empty.
    #[error("the game has no players")]
    NoPlayers,
    /// A player's number that no player has.
    #[error("there is no player {number}; the players are counted from 1 to {players}")]
    PlayerNumber {
        /// The number as written.
        number: u64,
        /// How many players are named.
        players: usize,
    },
    /// A decision without actions, or a draw without results.
    #[error("expected at least one action, found none")]
    NoActions,
    /// A number that is used before it is described.
    #[error("{what} {number} has not been described yet: expected {wanted}")]
    Undescribed {
        /// `information set`, `event` or `outcome`.
        what: &'static str,
        /// The number.
        number: u64,
        /// What its description is.
        wanted: &'static str,
    },
    /// A second description that differs from the first.
    #[error("{what} {number} was described before, with other {parts}")]
    Redescribed {
        /// `information set`, `event` or `outcome`.
        what: &'static str,
        /// The number.
        number: u64,
        /// What differs.
        parts: &'static str,
    },
    /// A name or payoffs of the outcome that gives nobody anything.
    #[error("outcome 0 gives nobody anything, and has neither name nor payoffs")]
    NullOutcome,
    /// An outcome without exactly one payoff for each player.
    #[error("expected {players} payoffs in this outcome, one for each player, found {found}")]
    OutcomePayoffs {
        /// Number of players.
        players: usize,
        /// How many payoffs the outcome has.
        found: usize,
    },
    /// Something that is no tree: probabilities of another sum than 1, too many nodes.
    #[error(transparent)]
    Tree(TreeError),
    /// More payoffs than can be kept.
    #[error("the ends of the tree have more than {PAYOFF_LIMIT} payoffs")]
    TooManyPayoffs,
    /// More after the last node.
    #[error("the tree is complete; expected the end of the file, found {0}")]
    TooMany(String),
    /// The file ends first; the place is the last node that lacks something.
    #[error("the file ends, and nothing follows `{branch}` of this node")]
    Incomplete {
        /// The action or result that nothing follows.
        branch: String,
    },
    /// No node at all.
    #[error("expected a node, found the end of the file: the game has no tree")]
    NoNodes,
}

impl From<TextError> for EfgError {
    fn from(TextError { span, kind }: TextError) -> Self {
        EfgError::new(span, EfgErrorKind::Text(kind))
    }
}

impl EfgError {
    /// A mistake of this kind at these bytes.
    pub(super) fn new(span: Range<usize>, kind: EfgErrorKind) -> Self {
        EfgError { span, kind }
    }

    /// The bytes of the file the mistake is at; empty, at the end, where something is missing.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The kind of mistake.
    pub fn kind(&self) -> &EfgErrorKind {
        &self.kind
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> String {
        self.kind.to_string()
    }

    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.kind {
            EfgErrorKind::Text(TextErrorKind::Empty) => {
                Some("an .efg file begins with `EFG 2 R \"title\"`")
            }
            EfgErrorKind::Text(kind) => kind.hint(),
            EfgErrorKind::NotEfg(found) if found == "`NFG`" => {
                Some("this is a game in normal form: end the file's name in .nfg")
            }
            EfgErrorKind::NotEfg(_) => Some("an .efg file begins with `EFG 2 R \"title\"`"),
            EfgErrorKind::NoPlayers => Some("name the players: { \"P1\" \"P2\" }"),
            EfgErrorKind::PlayerNumber { .. } => Some(
                "write `p`, the name of the node, the number of the player, that of its information set",
            ),
            EfgErrorKind::NoActions => {
                Some("every decision and every draw has something that follows")
            }
            EfgErrorKind::Undescribed { .. } => Some(
                "describe it where it first appears: a name in quotation marks and a list in braces",
            ),
            EfgErrorKind::Redescribed { .. } => {
                Some("give another one another number, or leave the second description out")
            }
            EfgErrorKind::NullOutcome => Some("number outcomes from 1"),
            EfgErrorKind::Tree(TreeError::Probabilities { .. }) => {
                Some("probabilities are exact: write 1/3, not 0.333")
            }
            EfgErrorKind::TooMany(_) => Some(
                "a node is followed by as many nodes as it has actions, each with all that follows it",
            ),
            EfgErrorKind::Incomplete { .. } => Some("an end is written t \"\" 1 \"\" { 1, 0 }"),
            _ => None,
        }
    }
}
