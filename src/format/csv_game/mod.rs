//! Tables of payoffs as spreadsheets export them, in either of two arrangements.
//!
//! *A row for each profile*, for any number of players: a column with the actions of each player, headed by the player's name, and a
//! column with its payoffs, headed by the name and `payoff`; the columns may come in any order, so may the rows.
//! ```text
//! U,S,U payoff,S payoff
//! press,align,2,-1/2
//! restrain,align,1,0
//! ```
//! *A bimatrix*, for two players: the first row has the actions of the column player, the first column those of the row player, each
//! other cell two payoffs, `3, 2` or `3;2`. The first cell names the players, `U \ S`, or is empty.
//!
//! A header that ends in `payoff` is what tells the first arrangement from the second. Cells are separated by tabs, semicolons or commas, and
//! may stand in quotation marks; blanks around them and empty rows mean nothing. Players and actions are in the order in which they first
//! appear. Numbers are exact, with a decimal point: `0.1` is 1/10.

mod bimatrix;
mod cells;
mod error;
mod labels;
mod long;
mod write;

pub use error::{CsvError, CsvErrorKind};
pub use write::{CsvWriteError, write_bimatrix, write_long};

use crate::game::Game;
use cells::Cells;

/// What was read: a game, and what had to be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The game.
    pub game: Game,
    /// A sentence about each label that was there twice, and is made to differ.
    pub notes: Vec<String>,
}

/// Reads a table of payoffs in either arrangement; exact.
///
/// # Errors
/// [`CsvError`] with row and column of the first mistake: rows of another length, empty cells, text in numbers, a profile twice or missing.
///
/// # Examples
/// ```
/// use unipole::format::csv_game;
/// let table = csv_game::read(b",align,balance\npress,\"2, -1\",\"0, 0\"\nrestrain,\"1, 1\",\"1, 1/2\"\n")?;
/// let game = table.game;
/// assert_eq!(game.payoff(1, game.index_of(&[1, 1])).to_string(), "1/2");
/// # Ok::<(), csv_game::CsvError>(())
/// ```
pub fn read(file: &[u8]) -> Result<Table, CsvError> {
    let cells = Cells::read(file)?;
    let is_long = cells.rows[0]
        .cells
        .iter()
        .any(|header| long::payoffs_of(header).is_some());
    match is_long {
        true => long::read(&cells),
        false => bimatrix::read(&cells),
    }
}
