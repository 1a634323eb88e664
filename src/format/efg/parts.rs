//! The parts of an .efg file: the prologue, and what a node is described by.

use std::ops::Range;

use super::super::gambit_text::{Number, Scanner, Token, distinct_or_numbered};
use super::error::{EfgError, EfgErrorKind};
use crate::game::Player;
use crate::num::Rational;

/// A list as written, and its place.
pub(super) type Placed<T> = Option<(T, Range<usize>)>;

/// The results of a draw, and the probability of each.
pub(super) type Weighted = (Vec<String>, Vec<Rational>);

/// `EFG 2 R "title" { players } "comment"`.
pub(super) fn prologue(scanner: &mut Scanner) -> Result<(String, Vec<Player>), EfgError> {
    expect_word(scanner, &["EFG"], EfgErrorKind::NotEfg)?;
    expect_word(scanner, &["2"], EfgErrorKind::Version)?;
    expect_word(scanner, &["R", "D"], EfgErrorKind::NumberType)?;
    let title = scanner.text("the title in quotation marks")?;
    let brace = scanner.open("`{` and the names of the players")?;
    let names = scanner.names(&brace)?;
    if names.is_empty() {
        return Err(EfgError::new(brace, EfgErrorKind::NoPlayers));
    }
    if let (Token::Text(_), _) = scanner.peek()? {
        scanner.next()?;
    }
    let ids = distinct_or_numbered(names, "P");
    let players = ids.iter().map(|id| Player::plain(id, &[]));
    Ok((title, players.collect()))
}

fn expect_word(
    scanner: &mut Scanner,
    wanted: &[&str],
    wrong: fn(String) -> EfgErrorKind,
) -> Result<(), EfgError> {
    let (token, span) = scanner.next()?;
    match token {
        Token::Word(word) if wanted.contains(&word) => Ok(()),
        _ => {
            let found = scanner.found(&token, &span);
            Err(EfgError::new(span, wrong(found)))
        }
    }
}

pub(super) fn whole(
    scanner: &mut Scanner,
    wanted: &'static str,
) -> Result<(u64, Range<usize>), EfgError> {
    let (token, span) = scanner.next()?;
    if let Token::Word(word) = token
        && let Ok(number) = word.parse()
    {
        return Ok((number, span));
    }
    Err(scanner.unexpected(wanted, &token, span).into())
}

/// A name that may come.
pub(super) fn name(scanner: &mut Scanner) -> Result<Option<String>, EfgError> {
    match scanner.peek()? {
        (Token::Text(name), _) => {
            scanner.next()?;
            Ok(Some(name))
        }
        _ => Ok(None),
    }
}

/// An opening brace that may come.
fn brace(scanner: &mut Scanner) -> Result<Option<Range<usize>>, EfgError> {
    match scanner.peek()? {
        (Token::Open, _) => Ok(Some(scanner.next()?.1)),
        _ => Ok(None),
    }
}

/// `{ "a" "b" }`, which may come.
pub(super) fn actions(scanner: &mut Scanner) -> Result<Placed<Vec<String>>, EfgError> {
    let Some(brace) = brace(scanner)? else {
        return Ok(None);
    };
    match scanner.names(&brace)? {
        names if names.is_empty() => Err(EfgError::new(brace, EfgErrorKind::NoActions)),
        names => Ok(Some((names, brace))),
    }
}

/// `{ "a" 1/2 "b" 1/2 }`, which may come.
pub(super) fn probabilities(scanner: &mut Scanner) -> Result<Placed<Weighted>, EfgError> {
    let Some(brace) = brace(scanner)? else {
        return Ok(None);
    };
    let (mut names, mut probabilities) = (Vec::new(), Vec::new());
    let end = loop {
        let (token, span) = scanner.next()?;
        match token {
            Token::Text(name) => names.push(name),
            Token::Close => break span.end,
            _ => {
                let wanted = "an action in quotation marks or `}`";
                return Err(scanner.wrong_inside(&brace, wanted, &token, span).into());
            }
        }
        let Some(probability) = scanner.number()? else {
            let (token, span) = scanner.next()?;
            let wanted = "the probability of the action";
            return Err(scanner.wrong_inside(&brace, wanted, &token, span).into());
        };
        probabilities.push(exact(probability));
    };
    match names.is_empty() {
        true => Err(EfgError::new(brace, EfgErrorKind::NoActions)),
        false => Ok(Some(((names, probabilities), brace.start..end))),
    }
}

/// `{ 1, -1/2 }`, which may come.
pub(super) fn payoffs(
    scanner: &mut Scanner,
    players: usize,
) -> Result<Placed<Vec<Rational>>, EfgError> {
    let Some(brace) = brace(scanner)? else {
        return Ok(None);
    };
    let mut payoffs = Vec::new();
    let end = loop {
        if let Some(number) = scanner.number()? {
            payoffs.push(exact(number));
            continue;
        }
        let (token, span) = scanner.next()?;
        match token {
            Token::Comma => {}
            Token::Close => break span.end,
            _ => {
                let wanted = "a payoff or `}`";
                return Err(scanner.wrong_inside(&brace, wanted, &token, span).into());
            }
        }
    };
    let span = brace.start..end;
    if payoffs.len() != players {
        let kind = EfgErrorKind::OutcomePayoffs {
            players,
            found: payoffs.len(),
        };
        return Err(EfgError::new(span, kind));
    }
    Ok(Some((payoffs, span)))
}

fn exact(number: Number) -> Rational {
    match number {
        Number::Integer(value) => Rational::integer(value),
        Number::Exact(value) => *value,
    }
}
