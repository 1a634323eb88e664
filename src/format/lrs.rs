//! The two matrices that lrsnash reads: the numbers of rows and columns, the payoffs of the first player row by row, then those of the second.
//!
//! Rows are the first player's actions in both matrices. Line breaks mean nothing.
//!
//! # Source
//! The manual page of lrsnash, of lrslib by David Avis: "File formats".

use std::fmt::Write as _;

use super::gambit_text::{Scanner, text_of};
use super::plain::{self, PlainError};
use crate::game::Game;
use crate::num::Rational;

/// A game that two matrices cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("two matrices hold a game of two players, and this one has {0}")]
pub struct NotTwoPlayers(
    /// The number of players.
    pub usize,
);

/// Reads two payoff matrices; exact. The players are called `P1` and `P2`, their actions `1`, `2`, ..
///
/// lrsnash itself cuts decimals; here `1.5` is 3/2.
///
/// # Errors
/// [`PlainError`] with the place of the first mistake.
///
/// # Examples
/// ```
/// use unipole::format::lrs;
/// let game = lrs::read(b"2 3\n\n1 2 3\n4 5 6\n\n0 0 0\n1/2 0 7\n")?;
/// assert_eq!(game.payoff(0, game.index_of(&[1, 0])).to_string(), "4");
/// assert_eq!(game.payoff(1, game.index_of(&[1, 0])).to_string(), "1/2");
/// # Ok::<(), unipole::format::PlainError>(())
/// ```
pub fn read(file: &[u8]) -> Result<Game, PlainError> {
    let mut scanner = Scanner::new(text_of(file)?);
    let counts = plain::counts(&mut scanner, 2)?;
    let (rows, columns) = (counts[0], counts[1]);
    let entries = (0..2).flat_map(|player| {
        (0..rows).flat_map(move |row| (0..columns).map(move |column| (player, row + rows * column)))
    });
    let words = format!("two matrices of {rows} rows and {columns} columns");
    let payoffs = plain::payoffs(&mut scanner, &counts, &words, entries)?;
    Ok(plain::numbered(payoffs))
}

/// Whether some numerator or denominator has more than 64 bits: lrsnash 7.1 reads it as 9223372036854775807, without a word.
pub fn has_long_numbers(game: &Game) -> bool {
    let is_long = |payoff: Rational| match payoff.to_small() {
        Some((over, under)) => i64::try_from(over).is_err() || i64::try_from(under).is_err(),
        None => true,
    };
    let mut players = 0..game.players().len();
    players.any(|player| (0..game.profiles()).any(|index| is_long(game.payoff(player, index))))
}

/// Writes the payoffs of a two-player game as two matrices of integers and fractions. The format has no names.
///
/// # Errors
/// A game of one player, or of more than two.
///
/// # Examples
/// ```
/// use unipole::format::lrs;
/// let file = "1 2\n\n3 -1/2\n\n0 7\n";
/// assert_eq!(lrs::write(&lrs::read(file.as_bytes())?)?, file);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(game: &Game) -> Result<String, NotTwoPlayers> {
    let &[rows, columns] = game.counts() else {
        return Err(NotTwoPlayers(game.players().len()));
    };
    let mut text = format!("{rows} {columns}\n");
    for player in 0..2 {
        text.push('\n');
        for row in 0..rows {
            for column in 0..columns {
                let separator = if column + 1 == columns { '\n' } else { ' ' };
                let payoff = game.payoff(player, game.index_of(&[row, column]));
                write!(text, "{payoff}{separator}")
                    .expect("invariant: writing to a string cannot fail");
            }
        }
    }
    Ok(text)
}
