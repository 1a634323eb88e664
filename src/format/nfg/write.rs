//! Writing .nfg files of either body.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::gambit_text::{is_kept, quoted};
use crate::game::Game;
use crate::num::Rational;

/// The two ways of an .nfg file to give payoffs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// The payoffs of each profile, one profile a line.
    Payoffs,
    /// Each distinct vector of payoffs once, as an outcome, and the number of its outcome for each profile.
    Outcomes,
}

/// Writes a game in Gambit's .nfg format: ids as names, payoffs as integers and fractions, exact.
///
/// [`read`](super::read) returns the same ids and payoffs, but for one thing the format cannot say: where a name ends in a
/// backslash, a space is added. Roles, groups and postures are not part of the format.
///
/// # Examples
/// ```
/// use unipole::format::nfg::{Body, write};
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// let payoffs = Payoffs::from_fn(&[2], |_, profile| Rational::ratio(profile[0] as i64, 3))?;
/// let game = Game::new("alone", vec![Player::plain("S", &["yield", "resist"])], payoffs);
/// assert!(write(&game, Body::Payoffs).ends_with("\n0\n1/3\n"));
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn write(game: &Game, body: Body) -> String {
    let mut text = format!("NFG 1 R {} {{", quoted(game.title()));
    for player in game.players() {
        text += " ";
        text += &quoted(&player.id);
    }
    text += " }\n\n{";
    for player in game.players() {
        text += " {";
        for action in &player.actions {
            text += " ";
            text += &quoted(&action.id);
        }
        text += " }\n";
    }
    text += "}\n\"\"\n\n";
    match body {
        Body::Payoffs => payoffs(game, &mut text),
        Body::Outcomes => outcomes(game, &mut text),
    }
    text
}

fn payoffs(game: &Game, text: &mut String) {
    for index in 0..game.profiles() {
        for player in 0..game.players().len() {
            let separator = if player == 0 { "" } else { " " };
            append(text, separator, &game.payoff(player, index));
        }
        text.push('\n');
    }
}

fn outcomes(game: &Game, text: &mut String) {
    let mut numbers = BTreeMap::new();
    let mut sequence = Vec::with_capacity(game.profiles());
    text.push_str("{\n");
    for index in 0..game.profiles() {
        let payoffs: Vec<Rational> = (0..game.players().len())
            .map(|player| game.payoff(player, index))
            .collect();
        let next = numbers.len() + 1;
        let number = *numbers.entry(payoffs).or_insert_with_key(|payoffs| {
            text.push_str("{ \"\"");
            for (player, payoff) in payoffs.iter().enumerate() {
                append(text, if player == 0 { " " } else { ", " }, payoff);
            }
            text.push_str(" }\n");
            next
        });
        sequence.push(number);
    }
    text.push_str("}\n");
    // One line for each choice of all players but the first.
    for line in sequence.chunks(game.counts()[0]) {
        let line: Vec<String> = line.iter().map(usize::to_string).collect();
        *text += &line.join(" ");
        text.push('\n');
    }
}

fn append(text: &mut String, separator: &str, value: &Rational) {
    write!(text, "{separator}{value}").expect("invariant: writing to a string cannot fail");
}

/// Whether all names can be read back as they are: those that end in a backslash are written with a space after it.
pub fn keeps_names(game: &Game) -> bool {
    let players = game.players().iter();
    let ids = players.flat_map(|player| {
        let actions = player.actions.iter().map(|action| &action.id);
        actions.chain([&player.id])
    });
    is_kept(game.title()) && ids.into_iter().all(|id| is_kept(id))
}
