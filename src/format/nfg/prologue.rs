//! The prologue of an .nfg file: title, players and their actions.

use std::ops::Range;

use super::super::gambit_text::{Scanner, Token, abbreviated};
use super::error::{NfgError, NfgErrorKind};
use crate::game::PAYOFF_LIMIT;

/// The actions of one player, as written.
pub(super) enum Actions {
    Counted(u64),
    Named(Vec<String>),
}

/// `NFG 1 R "title"`.
pub(super) fn header(scanner: &mut Scanner) -> Result<String, NfgError> {
    expect_word(scanner, &["NFG"], NfgErrorKind::NotNfg)?;
    expect_word(scanner, &["1"], NfgErrorKind::Version)?;
    expect_word(scanner, &["R", "D"], NfgErrorKind::NumberType)?;
    Ok(scanner.text("the title in quotation marks")?)
}

fn expect_word(
    scanner: &mut Scanner,
    wanted: &[&str],
    wrong: fn(String) -> NfgErrorKind,
) -> Result<(), NfgError> {
    let (token, span) = scanner.next()?;
    match token {
        Token::Word(word) if wanted.contains(&word) => Ok(()),
        _ => Err(NfgError::new(
            span.clone(),
            wrong(scanner.found(&token, &span)),
        )),
    }
}

/// `{ "A" "B" }`, at least one.
pub(super) fn player_names(scanner: &mut Scanner) -> Result<Vec<String>, NfgError> {
    let brace = scanner.open("`{` and the names of the players")?;
    let names = scanner.names(&brace)?;
    if names.is_empty() {
        return Err(NfgError::new(brace, NfgErrorKind::NoPlayers));
    }
    Ok(names)
}

/// The actions of each player, and the bytes they are given at.
pub(super) fn action_lists(
    scanner: &mut Scanner,
    players: usize,
) -> Result<(Vec<Actions>, Range<usize>), NfgError> {
    let brace = scanner.open("`{` and the numbers of actions")?;
    let mut lists = Vec::new();
    let place = loop {
        let (token, span) = scanner.next()?;
        lists.push(match token {
            Token::Close => break brace.start..span.end,
            Token::Word(word) => Actions::Counted(action_count(word, &span, lists.len())?),
            Token::Open => match scanner.names(&span)? {
                names if names.is_empty() => {
                    return Err(NfgError::new(
                        span,
                        NfgErrorKind::NoActions(lists.len() + 1),
                    ));
                }
                names => Actions::Named(names),
            },
            _ => {
                let wanted = "a number of actions, a list of names or `}`";
                return Err(scanner.wrong_inside(&brace, wanted, &token, span).into());
            }
        });
    };
    if lists.len() != players {
        let given = lists.len();
        return Err(NfgError::new(
            place,
            NfgErrorKind::ActionLists { players, given },
        ));
    }
    Ok((lists, place))
}

fn action_count(word: &str, span: &Range<usize>, before: usize) -> Result<u64, NfgError> {
    let wrong = |kind| Err(NfgError::new(span.clone(), kind));
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return wrong(NfgErrorKind::ActionCount(abbreviated(word)));
    }
    match digits.parse::<u64>() {
        Ok(count) if count > 0 && !word.starts_with('-') => Ok(count),
        Err(_) if !word.starts_with('-') => wrong(NfgErrorKind::TooLarge {
            size: format!("at least {}", abbreviated(digits)),
        }),
        _ => wrong(NfgErrorKind::NoActions(before + 1)),
    }
}

/// The number of actions of each player, once it is sure that the game is not too large.
pub(super) fn counts(actions: &[Actions], place: Range<usize>) -> Result<Vec<usize>, NfgError> {
    let written = |list: &Actions| match list {
        Actions::Counted(count) => *count,
        Actions::Named(names) => names.len() as u64,
    };
    let size = actions
        .iter()
        .try_fold(actions.len() as u128, |size, list| {
            size.checked_mul(u128::from(written(list)))
        });
    match size {
        Some(size) if size <= PAYOFF_LIMIT as u128 => {
            Ok(actions.iter().map(|list| written(list) as usize).collect())
        }
        _ => Err(NfgError::new(
            place,
            NfgErrorKind::TooLarge {
                size: size.map_or("more than 10^38".to_owned(), |size| size.to_string()),
            },
        )),
    }
}
