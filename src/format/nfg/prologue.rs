//! The prologue of an .nfg file: title, players and their actions.

use std::ops::Range;

use super::error::{NfgError, NfgErrorKind};
use super::scan::{Scanner, Token, abbreviated};
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
    match scanner.next()? {
        (Token::Text(title), _) => Ok(title),
        (token, span) => Err(scanner.unexpected("the title in quotation marks", &token, span)),
    }
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

/// The bytes of an opening brace that must come next.
pub(super) fn open(scanner: &mut Scanner, wanted: &'static str) -> Result<Range<usize>, NfgError> {
    match scanner.next()? {
        (Token::Open, span) => Ok(span),
        (token, span) => Err(scanner.unexpected(wanted, &token, span)),
    }
}

/// The refusal of a word inside braces: at the end of the file it is the brace that is wrong.
pub(super) fn wrong_inside(
    scanner: &Scanner,
    brace: &Range<usize>,
    wanted: &'static str,
    token: &Token,
    span: Range<usize>,
) -> NfgError {
    match token {
        Token::End => NfgError::new(brace.clone(), NfgErrorKind::UnclosedBrace),
        _ => scanner.unexpected(wanted, token, span),
    }
}

/// `"a" "b" }`, the brace being open already.
fn names(scanner: &mut Scanner, brace: &Range<usize>) -> Result<Vec<String>, NfgError> {
    let mut names = Vec::new();
    loop {
        match scanner.next()? {
            (Token::Text(name), _) => names.push(name),
            (Token::Close, _) => return Ok(names),
            (token, span) => {
                let wanted = "a name in quotation marks or `}`";
                return Err(wrong_inside(scanner, brace, wanted, &token, span));
            }
        }
    }
}

/// `{ "A" "B" }`, at least one.
pub(super) fn player_names(scanner: &mut Scanner) -> Result<Vec<String>, NfgError> {
    let brace = open(scanner, "`{` and the names of the players")?;
    let names = names(scanner, &brace)?;
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
    let brace = open(scanner, "`{` and the numbers of actions")?;
    let mut lists = Vec::new();
    let place = loop {
        let (token, span) = scanner.next()?;
        lists.push(match token {
            Token::Close => break brace.start..span.end,
            Token::Word(word) => Actions::Counted(action_count(word, &span, lists.len())?),
            Token::Open => match names(scanner, &span)? {
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
                return Err(wrong_inside(scanner, &brace, wanted, &token, span));
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
