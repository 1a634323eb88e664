//! What can be wrong with a table of payoffs, and where.

use std::ops::Range;

use super::super::gambit_text::{TextError, TextErrorKind};
use crate::game::SizeError;
use crate::num::LiteralError;

/// A mistake in a table of payoffs, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}{kind}")]
pub struct CsvError {
    span: Range<usize>,
    place: Place,
    kind: CsvErrorKind,
}

/// Line and column as a spreadsheet counts them, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Cell { line: usize, column: usize },
    Line(usize),
    File,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Cell { line, column } => write!(f, "row {line}, column {column}: "),
            Place::Line(line) => write!(f, "row {line}: "),
            Place::File => Ok(()),
        }
    }
}

/// The kinds of mistakes in a table of payoffs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CsvErrorKind {
    /// A mistake in the words of the file.
    #[error(transparent)]
    Text(TextErrorKind),
    /// A header and nothing below it, or no column beside the first.
    #[error("expected a header and payoffs, found {0}")]
    NoPayoffs(&'static str),
    /// A row with more or fewer cells than the header.
    #[error("expected {expected} cells, as many as the first row has, found {found}")]
    RowLength {
        /// Cells of the first row.
        expected: usize,
        /// Cells of this row.
        found: usize,
    },
    /// A cell with nothing in it.
    #[error("expected {0}, found an empty cell")]
    EmptyCell(&'static str),
    /// A payoff that is no number.
    #[error("{0}")]
    Number(LiteralError),
    /// A cell of a bimatrix without exactly two payoffs.
    #[error("expected two payoffs, `3, 2` or `3;2`, found `{0}`")]
    NotAPair(String),
    /// The first cell of a bimatrix says something else than who the players are.
    #[error("expected an empty cell or `ROW \\ COLUMN`, the names of the players, found `{0}`")]
    Corner(String),
    /// A player without a column of payoffs.
    #[error("there is no column `{0} payoff`")]
    NoPayoffColumn(String),
    /// A column of payoffs of nobody.
    #[error("there is no column `{0}` with the actions of the player whose payoffs these are")]
    NoActionColumn(String),
    /// A profile that an earlier row has.
    #[error("the profile {profile} is in row {before} already")]
    ProfileTwice {
        /// The profile, in words.
        profile: String,
        /// The earlier row.
        before: usize,
    },
    /// A profile that no row has.
    #[error("no row has the profile {profile}: there are {rows} rows, and {expected} profiles")]
    ProfileMissing {
        /// The first profile that is missing, in words.
        profile: String,
        /// How many rows there are.
        rows: usize,
        /// How many profiles there are, in words.
        expected: String,
    },
    /// More payoffs than a game may have.
    #[error(transparent)]
    TooLarge(SizeError),
}

impl From<TextError> for CsvError {
    fn from(TextError { span, kind }: TextError) -> Self {
        CsvError::new(span, Place::File, CsvErrorKind::Text(kind))
    }
}

impl CsvError {
    pub(super) fn new(span: Range<usize>, place: Place, kind: CsvErrorKind) -> Self {
        CsvError { span, place, kind }
    }

    /// The bytes of the file the mistake is at.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The kind of mistake.
    pub fn kind(&self) -> &CsvErrorKind {
        &self.kind
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.kind {
            CsvErrorKind::Text(TextErrorKind::NotText) => Some("export the table as CSV in UTF-8"),
            CsvErrorKind::Text(TextErrorKind::Empty) | CsvErrorKind::NoPayoffs(_) => Some(
                "either a row for each profile under `A,B,A payoff,B payoff`, or a row for each action of one player and a column for each of the other",
            ),
            CsvErrorKind::Text(kind) => kind.hint(),
            CsvErrorKind::RowLength { .. } => Some(
                "what contains the separator stands in quotation marks, as two payoffs do: \"3, 2\"",
            ),
            CsvErrorKind::Number(_) => {
                Some("numbers are written -12, 0.15, 1e-3 or 3/20, with a decimal point")
            }
            CsvErrorKind::NotAPair(_) => Some(
                "the payoff of the row player, then that of the column player, with a decimal point in each",
            ),
            CsvErrorKind::Corner(_) => Some(
                "a table with a row for each profile has a column `A payoff` for each player `A`",
            ),
            CsvErrorKind::NoPayoffColumn(_) | CsvErrorKind::NoActionColumn(_) => {
                Some("each player `A` has a column `A` for its actions and a column `A payoff`")
            }
            CsvErrorKind::ProfileTwice { .. } => Some("each profile has one row"),
            CsvErrorKind::ProfileMissing { .. } => Some(
                "every combination of the actions has one row; an action written in two ways counts as two",
            ),
            _ => None,
        }
    }
}
