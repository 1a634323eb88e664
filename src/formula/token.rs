//! Cutting a formula into tokens.

use super::error::FormulaErrorKind;

/// A token's meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    /// `0.15`, `3`, `1e-3`.
    Number(&'a str),
    /// A name or a reserved word.
    Name(&'a str),
    /// An operator or a bracket.
    Symbol(&'static str),
    /// The end of the formula.
    End,
}

/// A token and where it stands in the formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: Kind<'a>,
    pub start: usize,
    pub end: usize,
}

/// Longest first, so that `<=` is not read as `<`.
const SYMBOLS: &[&str] = &[
    "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",",
];

/// What people write from habit, and how it is written here.
const HABITS: &[(&str, &str)] = &[
    ("&&", "and"),
    ("||", "or"),
    ("&", "and"),
    ("|", "or"),
    ("!", "not"),
    ("=", "=="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("·", "*"),
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("{", "("),
    ("}", ")"),
    ("[", "("),
    ("]", ")"),
];

/// All tokens of a formula, or what cannot be one and where.
pub fn tokens(text: &str) -> Result<Vec<Token<'_>>, (FormulaErrorKind, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let rest = &text[at..];
        let (kind, length) = if first.is_ascii_digit()
            || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        {
            let length = number_length(rest.as_bytes());
            (Kind::Number(&rest[..length]), length)
        } else if first.is_alphabetic() || first == '_' {
            let length = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            (Kind::Name(&rest[..length]), length)
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            (Kind::Symbol(symbol), symbol.len())
        } else {
            let habit = HABITS.iter().find(|(foreign, _)| rest.starts_with(foreign));
            let (found, length) = match habit {
                Some((foreign, _)) => ((*foreign).to_owned(), foreign.len()),
                None => (first.to_string(), first.len_utf8()),
            };
            let kind = FormulaErrorKind::ForeignSymbol {
                found,
                instead: habit.map(|(_, ours)| *ours),
            };
            return Err((kind, at, at + length));
        };
        found.push(Token {
            kind,
            start: at,
            end: at + length,
        });
        at += length;
    }
    found.push(Token {
        kind: Kind::End,
        start: text.len(),
        end: text.len(),
    });
    Ok(found)
}

/// Length of `digits [. digits] [e [+-] digits]`.
fn number_length(text: &[u8]) -> usize {
    let digits = |from: usize| {
        from + text[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = digits(0);
    if text.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let after = digits(end + 1 + sign);
        if after > end + 1 + sign {
            end = after;
        }
    }
    end
}
