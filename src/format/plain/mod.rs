//! Files of numbers alone: first how large the game is, then its payoffs, with nothing but blanks and line breaks between them.
//!
//! Such files have no names: the players are `P1`, `P2`, .., their actions `1`, `2`, .. Numbers are exact: `0.1` is 1/10.

mod error;

pub use error::{PlainError, PlainErrorKind};

use super::gambit_text::{Number, Scanner, Token, abbreviated};
use crate::game::{Game, Payoffs, PayoffsBuilder, Player};

/// A whole number of at least 1 that the file must have next.
fn whole(
    scanner: &mut Scanner,
    wanted: &str,
    nothing: PlainErrorKind,
) -> Result<usize, PlainError> {
    let (token, span) = scanner.next()?;
    let refused = |found: &str| {
        let (wanted, found) = (wanted.to_owned(), abbreviated(found));
        PlainError::new(span.clone(), PlainErrorKind::Count { wanted, found })
    };
    match token {
        Token::Word(word) => {
            let digits = word.strip_prefix('+').unwrap_or(word);
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(refused(word));
            }
            match digits.parse() {
                Ok(0) => Err(PlainError::new(span, nothing)),
                Ok(number) => Ok(number),
                Err(_) => Err(refused(word)),
            }
        }
        token => {
            let found = scanner.found(&token, &span);
            Err(refused(found.trim_matches('`')))
        }
    }
}

/// The number of players.
pub(super) fn players(scanner: &mut Scanner) -> Result<usize, PlainError> {
    whole(scanner, "the number of players", PlainErrorKind::NoPlayers)
}

/// The number of actions of each player, once it is sure that the game is not too large.
pub(super) fn counts(scanner: &mut Scanner, players: usize) -> Result<Vec<usize>, PlainError> {
    let start = scanner.peek()?.1.start;
    let mut counts = Vec::new();
    let mut end = start;
    for player in 1..=players {
        end = scanner.peek()?.1.end;
        let wanted = format!("the number of actions of player {player}");
        counts.push(whole(scanner, &wanted, PlainErrorKind::NoActions(player))?);
    }
    match PayoffsBuilder::size(&counts) {
        Ok(_) => Ok(counts),
        Err(error) => {
            let kind = PlainErrorKind::TooLarge {
                counts: in_words(&counts),
                payoffs: error.size,
            };
            Err(PlainError::new(start..end, kind))
        }
    }
}

/// `10000 x 10000`.
fn in_words(counts: &[usize]) -> String {
    let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
    match counts.len() {
        0..=8 => counts.join(" x "),
        more => format!("{} x .. ({more} players)", counts[..3].join(" x ")),
    }
}

/// The payoffs, which are the rest of the file, in the order of these entries: a player and the number of a profile.
///
/// Nothing large is allocated before the file is known to be long enough to hold them.
pub(super) fn payoffs(
    scanner: &mut Scanner,
    counts: &[usize],
    words: &str,
    entries: impl Iterator<Item = (usize, usize)>,
) -> Result<Payoffs, PlainError> {
    let expected = counts.iter().product::<usize>() * counts.len();
    let too_few = |scanner: &mut Scanner, found: usize| match scanner.next() {
        Err(error) => error.into(),
        Ok((Token::End, span)) => {
            let words = words.to_owned();
            let kind = PlainErrorKind::TooFewPayoffs {
                expected,
                found,
                words,
            };
            PlainError::new(span, kind)
        }
        Ok((token, span)) => scanner.unexpected("a payoff", &token, span).into(),
    };
    // Each number has at least one digit, and a blank before the next.
    if scanner.remaining() < 2 * expected - 1 {
        let mut found = 0;
        while scanner.number()?.is_some() {
            found += 1;
        }
        return Err(too_few(scanner, found));
    }
    let mut builder =
        PayoffsBuilder::new(counts).expect("invariant: the size was checked against the limit");
    for (found, (player, index)) in entries.enumerate() {
        if let Some(integer) = scanner.short_integer() {
            builder.set_integer(player, index, integer);
            continue;
        }
        match scanner.number()? {
            Some(Number::Integer(value)) => builder.set_integer(player, index, value),
            Some(Number::Exact(value)) => builder.set(player, index, *value),
            None => return Err(too_few(scanner, found)),
        }
    }
    let (token, span) = scanner.peek()?;
    match token {
        Token::End => Ok(builder.build()),
        Token::Word(_) if scanner.number()?.is_some() => {
            let words = words.to_owned();
            let kind = PlainErrorKind::TooManyPayoffs { expected, words };
            Err(PlainError::new(span, kind))
        }
        _ => Err(scanner
            .unexpected("the end of the file", &token, span)
            .into()),
    }
}

/// The game of these payoffs, its players and actions being numbered.
pub(super) fn numbered(payoffs: Payoffs) -> Game {
    let players = payoffs.counts().iter().enumerate().map(|(place, count)| {
        let actions: Vec<String> = (1..=*count).map(|action| action.to_string()).collect();
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        Player::plain(&format!("P{}", place + 1), &actions)
    });
    Game::new("", players.collect(), payoffs)
}
