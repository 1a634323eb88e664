//! From text to the typed tree, by recursive descent, names resolved on the way.
//!
//! From loosest to tightest: `if`, `or`, `and`, `not`, comparison, `+ -`, `* /`, sign, `^`.

use std::sync::Arc;

use super::error::{FormulaError, FormulaErrorKind as Kind};
use super::names::{Context, Names};
use super::token::{Kind as TokenKind, Token, tokens};
use super::tree::{Number, Place, Truth, Typed};

mod grammar;
mod reference;

/// The deepest nesting accepted: reading and evaluating recurse as deep, and threads have small stacks.
const DEPTH_LIMIT: usize = 100;
/// The most terms accepted once every `let` is written out.
const SIZE_LIMIT: usize = 100_000;

const RESERVED: &[&str] = &[
    "if", "then", "else", "and", "or", "not", "min", "max", "abs", "count", "sum", "others",
    "true", "false",
];

/// Parses a formula that must be a number.
///
/// # Errors
/// The first mistake, with its place; a mistake inside a `let` has its place there.
pub fn parse_number(
    formula: &str,
    text: usize,
    names: &Names,
    context: Context,
) -> Result<Number, FormulaError> {
    let mut shared = Shared::default();
    let mut parser = Parser::new(formula, text, names, context, &mut shared)?;
    let value = parser.expression()?;
    parser.end()?;
    parser.number(value, 0)
}

/// Parses a formula that must be true or false.
///
/// # Errors
/// The first mistake, with its place.
pub fn parse_truth(
    formula: &str,
    text: usize,
    names: &Names,
    context: Context,
) -> Result<Truth, FormulaError> {
    let mut shared = Shared::default();
    let mut parser = Parser::new(formula, text, names, context, &mut shared)?;
    let value = parser.expression()?;
    parser.end()?;
    parser.truth(value, 0)
}

/// Parses a formula of either type.
///
/// # Errors
/// The first mistake, with its place.
pub fn parse_typed(
    formula: &str,
    text: usize,
    names: &Names,
    context: Context,
) -> Result<Typed, FormulaError> {
    let mut shared = Shared::default();
    let mut parser = Parser::new(formula, text, names, context, &mut shared)?;
    let value = parser.expression()?;
    parser.end()?;
    Ok(match value {
        Value::Number(number) => Typed::Number(Arc::new(number)),
        Value::Truth(truth) => Typed::Truth(Arc::new(truth)),
    })
}

/// Whether a word cannot be a name, since formulas use it.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

enum Value {
    Number(Number),
    Truth(Truth),
}

/// What a formula and the `let`s inside it share.
#[derive(Default)]
struct Shared {
    /// The `let`s being read, to find circles.
    open: Vec<usize>,
    size: usize,
    depth: usize,
    /// The most factors on any path into what was read last: a product is a tree as deep as it is long.
    chain: usize,
    /// The greatest product of exponents on any path into it.
    exponent: u32,
}

struct Parser<'a, 's> {
    names: &'a Names,
    context: Context,
    formula: &'a str,
    text: usize,
    tokens: Vec<Token<'a>>,
    at: usize,
    shared: &'s mut Shared,
}

type Parsed<T> = Result<T, FormulaError>;

impl<'a, 's> Parser<'a, 's> {
    pub(super) fn new(
        formula: &'a str,
        text: usize,
        names: &'a Names,
        context: Context,
        shared: &'s mut Shared,
    ) -> Parsed<Self> {
        let tokens = tokens(formula).map_err(|(kind, start, end)| FormulaError {
            place: Place { text, start, end },
            kind,
        })?;
        Ok(Parser {
            names,
            context,
            formula,
            text,
            tokens,
            at: 0,
            shared,
        })
    }

    // ---- tokens

    pub(super) fn peek(&self) -> Token<'a> {
        self.tokens[self.at]
    }

    pub(super) fn next(&mut self) -> Token<'a> {
        let token = self.tokens[self.at];
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        token
    }

    pub(super) fn takes(&mut self, kind: TokenKind<'static>) -> bool {
        let found = self.peek().kind == kind;
        if found {
            self.next();
        }
        found
    }

    pub(super) fn expect(&mut self, symbol: &'static str, expected: &'static str) -> Parsed<()> {
        if self.takes(TokenKind::Symbol(symbol)) {
            return Ok(());
        }
        Err(self.unexpected(expected))
    }

    pub(super) fn expect_word(&mut self, word: &'static str, expected: &'static str) -> Parsed<()> {
        if self.takes(TokenKind::Name(word)) {
            return Ok(());
        }
        Err(self.unexpected(expected))
    }

    pub(super) fn end(&mut self) -> Parsed<()> {
        match self.peek().kind {
            TokenKind::End => Ok(()),
            TokenKind::Number(_) | TokenKind::Name(_) | TokenKind::Symbol("(") => {
                Err(self.unexpected("an operator (a product is written with `*`)"))
            }
            TokenKind::Symbol(")" | ",") => {
                Err(self.unexpected("an operator or the end of the formula"))
            }
            TokenKind::Symbol("^") => Err(self.unexpected("brackets, as in `(a^2)^3`")),
            TokenKind::Symbol(_) => Err(self.unexpected("`and`, `or` or the end of the formula")),
        }
    }

    // ---- errors

    pub(super) fn place(&self, start: usize, end: usize) -> Place {
        Place {
            text: self.text,
            start,
            end,
        }
    }

    pub(super) fn error(&self, token: Token<'_>, kind: Kind) -> FormulaError {
        FormulaError {
            place: self.place(token.start, token.end),
            kind,
        }
    }

    /// An error over everything read since the byte `start`.
    pub(super) fn error_since(&self, start: usize, kind: Kind) -> FormulaError {
        FormulaError {
            place: self.place(start, self.previous_end().max(start)),
            kind,
        }
    }

    pub(super) fn previous_end(&self) -> usize {
        match self.at {
            0 => 0,
            at if self.peek().kind == TokenKind::End => self.tokens[at - 1].end,
            at => self.tokens[at - 1].end,
        }
    }

    pub(super) fn unexpected(&self, expected: &'static str) -> FormulaError {
        let token = self.peek();
        let found = match token.kind {
            TokenKind::End => "the end of the formula".to_owned(),
            TokenKind::Number(text) | TokenKind::Name(text) => format!("`{text}`"),
            TokenKind::Symbol(symbol) => format!("`{symbol}`"),
        };
        self.error(token, Kind::Unexpected { found, expected })
    }

    pub(super) fn number(&self, value: Value, start: usize) -> Parsed<Number> {
        match value {
            Value::Number(number) => Ok(number),
            Value::Truth(_) => Err(self.error_since(start, Kind::NumberNeeded)),
        }
    }

    pub(super) fn truth(&self, value: Value, start: usize) -> Parsed<Truth> {
        match value {
            Value::Truth(truth) => Ok(truth),
            Value::Number(_) => Err(self.error_since(start, Kind::TruthNeeded)),
        }
    }

    pub(super) fn count_term(&mut self) -> Parsed<()> {
        self.count_terms(1)
    }

    /// Counts terms, also those that the tree repeats without their being written twice.
    pub(super) fn count_terms(&mut self, terms: usize) -> Parsed<()> {
        self.shared.size = self.shared.size.saturating_add(terms);
        if self.shared.size > SIZE_LIMIT {
            return Err(self.error(self.peek(), Kind::TooLong(SIZE_LIMIT)));
        }
        Ok(())
    }
}
