//! The body of an .nfg file: payoffs written out, or outcomes and their numbers.

use super::super::gambit_text::{Number, Scanner, Token};
use super::error::{NfgError, NfgErrorKind};
use crate::game::{Payoffs, PayoffsBuilder};

/// Whether so many numbers, each followed by a space, may still come.
fn has_room_for(scanner: &Scanner, numbers: usize) -> bool {
    scanner.remaining() >= 2 * numbers - 1
}

/// `1 2  3 4 ..`, one payoff for each profile and player.
pub(super) fn payoff_body(scanner: &mut Scanner, counts: &[usize]) -> Result<Payoffs, NfgError> {
    let players = counts.len();
    let profiles = counts.iter().product::<usize>();
    let expected = players * profiles;
    if !has_room_for(scanner, expected) {
        let mut found = 0;
        while scanner.number()?.is_some() {
            found += 1;
        }
        return Err(payoff_missing(scanner, expected, found));
    }
    let mut builder = empty(counts);
    for index in 0..profiles {
        for player in 0..players {
            if let Some(integer) = scanner.short_integer() {
                builder.set_integer(player, index, integer);
                continue;
            }
            match scanner.number()? {
                Some(number) => set(&mut builder, player, index, &number),
                None => return Err(payoff_missing(scanner, expected, index * players + player)),
            }
        }
    }
    end(scanner, NfgErrorKind::TooManyPayoffs { expected })?;
    Ok(builder.build())
}

fn payoff_missing(scanner: &mut Scanner, expected: usize, found: usize) -> NfgError {
    match scanner.next() {
        Err(error) => error.into(),
        Ok((Token::End, span)) => {
            NfgError::new(span, NfgErrorKind::TooFewPayoffs { expected, found })
        }
        Ok((token, span)) => scanner.unexpected("a payoff", &token, span).into(),
    }
}

/// `{ { "name" 1, 2 } .. } 1 0 ..`, one outcome number for each profile.
pub(super) fn outcome_body(scanner: &mut Scanner, counts: &[usize]) -> Result<Payoffs, NfgError> {
    let players = counts.len();
    let expected = counts.iter().product::<usize>();
    let listed = outcomes(scanner, players)?;
    let outcomes = listed.len() / players;
    let mut builder = has_room_for(scanner, expected).then(|| empty(counts));
    for index in 0..expected {
        let (token, span) = scanner.next()?;
        let number = match token {
            Token::Word(word) => word.parse().ok().filter(|number| *number <= outcomes),
            Token::End => {
                let found = index;
                let kind = NfgErrorKind::TooFewOutcomeNumbers { expected, found };
                return Err(NfgError::new(span, kind));
            }
            _ => {
                return Err(scanner
                    .unexpected("the number of an outcome", &token, span)
                    .into());
            }
        };
        let Some(number) = number else {
            let number = scanner.found(&token, &span);
            return Err(NfgError::new(
                span,
                NfgErrorKind::OutcomeNumber { number, outcomes },
            ));
        };
        // Entries never set are zero, which is what the outcome 0 gives.
        if let (Some(builder), Some(first)) = (&mut builder, usize::checked_sub(number, 1)) {
            let payoffs = &listed[first * players..(first + 1) * players];
            for (player, payoff) in payoffs.iter().enumerate() {
                set(builder, player, index, payoff);
            }
        }
    }
    end(scanner, NfgErrorKind::TooManyOutcomeNumbers { expected })?;
    let builder = builder.expect("invariant: all outcome numbers were there, so there was room");
    Ok(builder.build())
}

/// The payoffs of all outcomes in order: `{ { "name" 1, 2 } .. }`.
fn outcomes(scanner: &mut Scanner, players: usize) -> Result<Vec<Number>, NfgError> {
    let list = scanner.open("`{` and the outcomes")?;
    let mut payoffs = Vec::new();
    loop {
        let (token, brace) = scanner.next()?;
        match token {
            Token::Open => {}
            Token::Close => return Ok(payoffs),
            _ => {
                return Err(scanner
                    .wrong_inside(&list, "`{` or `}`", &token, brace)
                    .into());
            }
        }
        let (token, span) = scanner.next()?;
        if !matches!(token, Token::Text(_)) {
            let wanted = "the name of the outcome in quotation marks";
            return Err(scanner.wrong_inside(&brace, wanted, &token, span).into());
        }
        let before = payoffs.len();
        let end = loop {
            if let Some(number) = scanner.number()? {
                payoffs.push(number);
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
        let found = payoffs.len() - before;
        if found != players {
            let kind = NfgErrorKind::OutcomePayoffs { players, found };
            return Err(NfgError::new(brace.start..end, kind));
        }
    }
}

/// The end of the file; a further number is refused as one too many.
fn end(scanner: &mut Scanner, too_many: NfgErrorKind) -> Result<(), NfgError> {
    let (token, span) = scanner.peek()?;
    match token {
        Token::End => Ok(()),
        Token::Word(_) if scanner.number()?.is_some() => Err(NfgError::new(span, too_many)),
        _ => Err(scanner
            .unexpected("the end of the file", &token, span)
            .into()),
    }
}

fn empty(counts: &[usize]) -> PayoffsBuilder {
    PayoffsBuilder::new(counts).expect("invariant: the size was checked against the limit")
}

fn set(builder: &mut PayoffsBuilder, player: usize, index: usize, number: &Number) {
    match number {
        Number::Integer(value) => builder.set_integer(player, index, *value),
        Number::Exact(value) => builder.set(player, index, (**value).clone()),
    }
}
