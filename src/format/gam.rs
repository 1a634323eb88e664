//! GameTracer's .gam: the number of players, their numbers of actions, then all payoffs of the first player, of the second, and so on.
//!
//! Within a player's payoffs the first player's action moves fastest, which is the order of [`Payoffs`](crate::game::Payoffs).
//!
//! # Source
//! Blum, Shelton and Koller (2006), "A continuation method for Nash equilibria in structured games", Journal of Artificial Intelligence
//! Research 25: the format of the program GameTracer.

use std::fmt::Write as _;

use super::gambit_text::{Scanner, text_of};
use super::plain::{self, PlainError};
use crate::game::Game;

/// Reads a game in GameTracer's .gam format; exact, decimals too. The players are called `P1`, `P2`, .., their actions `1`, `2`, ..
///
/// # Errors
/// [`PlainError`] with the place of the first mistake.
///
/// # Examples
/// ```
/// use unipole::format::gam;
/// let game = gam::read(b"2\n2 3\n\n1 2 3 4 5 6\n0.1 0 0 0 0 7\n")?;
/// assert_eq!(game.payoff(0, game.index_of(&[1, 0])).to_string(), "2");
/// assert_eq!(game.payoff(1, game.index_of(&[0, 0])).to_string(), "1/10");
/// # Ok::<(), unipole::format::PlainError>(())
/// ```
pub fn read(file: &[u8]) -> Result<Game, PlainError> {
    let mut scanner = Scanner::new(text_of(file)?);
    let players = plain::players(&mut scanner)?;
    let counts = plain::counts(&mut scanner, players)?;
    let profiles = counts.iter().product();
    let entries = (0..players).flat_map(|player| (0..profiles).map(move |index| (player, index)));
    let words = format!("{profiles} for each of {players} players");
    let payoffs = plain::payoffs(&mut scanner, &counts, &words, entries)?;
    Ok(plain::numbered(payoffs))
}

/// Writes a game in GameTracer's .gam format, payoffs as integers and fractions. The format has no names.
///
/// # Examples
/// ```
/// use unipole::format::gam;
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// let payoffs = Payoffs::from_fn(&[2], |_, profile| Rational::ratio(profile[0] as i64, 3))?;
/// let game = Game::new("alone", vec![Player::plain("S", &["yield", "resist"])], payoffs);
/// assert_eq!(gam::write(&game), "1\n2\n\n0 1/3\n");
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn write(game: &Game) -> String {
    let counts: Vec<String> = game.counts().iter().map(usize::to_string).collect();
    let mut text = format!("{}\n{}\n", counts.len(), counts.join(" "));
    for player in 0..counts.len() {
        text.push('\n');
        for index in 0..game.profiles() {
            // One line for each choice of all players but the first.
            let ends_line = (index + 1) % game.counts()[0] == 0;
            let separator = if ends_line { '\n' } else { ' ' };
            write!(text, "{}{separator}", game.payoff(player, index))
                .expect("invariant: writing to a string cannot fail");
        }
    }
    text
}
