//! The grammar, from the loosest binding to the tightest.

use std::sync::Arc;

use super::super::error::FormulaErrorKind as Kind;
use super::super::token::Kind as TokenKind;
use super::super::tree::{Number, Relation, Truth};
use super::{DEPTH_LIMIT, Parsed, Parser, Value, is_reserved};
use crate::num::Rational;

/// The largest exponent accepted.
const EXPONENT_LIMIT: i32 = 64;
/// The largest exponent of powers of powers, multiplied out.
const TOTAL_EXPONENT_LIMIT: u32 = 4096;

impl Parser<'_, '_> {
    pub(super) fn expression(&mut self) -> Parsed<Value> {
        self.shared.depth += 1;
        if self.shared.depth > DEPTH_LIMIT {
            return Err(self.error(self.peek(), Kind::TooDeep(DEPTH_LIMIT)));
        }
        let value = if self.takes(TokenKind::Name("if")) {
            self.conditional()
        } else {
            self.disjunction()
        };
        self.shared.depth -= 1;
        value
    }

    /// The rest of `if c then a else b`.
    fn conditional(&mut self) -> Parsed<Value> {
        let start = self.peek().start;
        let size = self.shared.size;
        let condition = self.expression()?;
        let condition = Arc::new(self.truth(condition, start)?);
        let size = self.shared.size - size;
        self.expect_word("then", "`then`")?;
        let then = self.expression()?;
        self.expect_word("else", "`else`")?;
        let start = self.peek().start;
        let otherwise = self.expression()?;
        match then {
            Value::Number(then) => Ok(Value::Number(Number::If {
                condition,
                then: Arc::new(then),
                otherwise: Arc::new(self.number(otherwise, start)?),
            })),
            Value::Truth(then) => {
                let otherwise = self.truth(otherwise, start)?;
                self.count_terms(size)?;
                Ok(Value::Truth(Truth::Any(vec![
                    Truth::All(vec![(*condition).clone(), then]),
                    Truth::All(vec![Truth::Not(condition), otherwise]),
                ])))
            }
        }
    }

    fn disjunction(&mut self) -> Parsed<Value> {
        self.chain("or", Self::conjunction, Truth::Any)
    }

    fn conjunction(&mut self) -> Parsed<Value> {
        self.chain("and", Self::negation, Truth::All)
    }

    fn chain(
        &mut self,
        word: &'static str,
        part: fn(&mut Self) -> Parsed<Value>,
        join: fn(Vec<Truth>) -> Truth,
    ) -> Parsed<Value> {
        let start = self.peek().start;
        let first = part(self)?;
        if self.peek().kind != TokenKind::Name(word) {
            return Ok(first);
        }
        let mut parts = vec![self.truth(first, start)?];
        while self.takes(TokenKind::Name(word)) {
            let start = self.peek().start;
            let next = part(self)?;
            parts.push(self.truth(next, start)?);
        }
        Ok(Value::Truth(join(parts)))
    }

    fn negation(&mut self) -> Parsed<Value> {
        let mut negated = false;
        while self.takes(TokenKind::Name("not")) {
            negated = !negated;
        }
        let start = self.peek().start;
        let value = self.comparison()?;
        if !negated {
            return Ok(value);
        }
        Ok(Value::Truth(Truth::Not(Arc::new(
            self.truth(value, start)?,
        ))))
    }

    /// `a < b`, `0 <= a <= 1` (both must hold), or `U == press`.
    fn comparison(&mut self) -> Parsed<Value> {
        if let Some(plays) = self.plays()? {
            return Ok(Value::Truth(plays));
        }
        let mut start = self.peek().start;
        let mut left = self.sum()?;
        let mut parts = Vec::new();
        let mut repeated = 0;
        while let Some(relation) = self.relation() {
            self.count_terms(repeated)?;
            let left_number = Arc::new(self.number(left, start)?);
            start = self.peek().start;
            let size = self.shared.size;
            let right = self.sum()?;
            let right = self.number(right, start)?;
            repeated = self.shared.size - size; // in a chain, the next link reads it again
            parts.push(Truth::Compare {
                relation,
                left: left_number,
                right: Arc::new(right.clone()),
            });
            left = Value::Number(right);
        }
        match parts.len() {
            0 => Ok(left),
            1 => Ok(Value::Truth(parts.remove(0))),
            _ => Ok(Value::Truth(Truth::All(parts))),
        }
    }

    fn relation(&mut self) -> Option<Relation> {
        let relation = match self.peek().kind {
            TokenKind::Symbol("<") => Relation::Less,
            TokenKind::Symbol("<=") => Relation::LessOrEqual,
            TokenKind::Symbol("==") => Relation::Equal,
            TokenKind::Symbol("!=") => Relation::NotEqual,
            TokenKind::Symbol(">=") => Relation::GreaterOrEqual,
            TokenKind::Symbol(">") => Relation::Greater,
            _ => return None,
        };
        self.next();
        Some(relation)
    }

    fn sum(&mut self) -> Parsed<Value> {
        let start = self.peek().start;
        let first = self.product()?;
        let mut terms = Vec::new();
        let mut only = Some(first);
        loop {
            let negative = match self.peek().kind {
                TokenKind::Symbol("+") => false,
                TokenKind::Symbol("-") => true,
                _ => break,
            };
            if let Some(first) = only.take() {
                terms.push(self.number(first, start)?);
            }
            self.next();
            let start = self.peek().start;
            let term = self.product()?;
            let term = self.number(term, start)?;
            terms.push(if negative { negative_of(term) } else { term });
        }
        Ok(match only {
            Some(value) => value,
            None => Value::Number(Number::Sum(terms)),
        })
    }

    fn product(&mut self) -> Parsed<Value> {
        let start = self.peek().start;
        let beside = std::mem::take(&mut self.shared.chain);
        let mut left = self.signed()?;
        loop {
            let divides = match self.peek().kind {
                TokenKind::Symbol("*") => false,
                TokenKind::Symbol("/") => true,
                _ => {
                    self.shared.chain = self.shared.chain.max(beside);
                    return Ok(left);
                }
            };
            let number = self.number(left, start)?;
            let operator = self.next();
            let under_start = self.peek().start;
            let chain = std::mem::take(&mut self.shared.chain);
            let right = self.signed()?;
            self.shared.chain = 1 + chain.max(self.shared.chain);
            if self.shared.chain > DEPTH_LIMIT {
                return Err(self.error(operator, Kind::TooDeep(DEPTH_LIMIT)));
            }
            let right = self.number(right, under_start)?;
            left = Value::Number(if divides {
                self.quotient(number, right, under_start)?
            } else {
                Number::Product(Arc::new(number), Arc::new(right))
            });
        }
    }

    /// A quotient; of two literals it is a literal.
    fn quotient(&self, over: Number, under: Number, under_start: usize) -> Parsed<Number> {
        if let Number::Constant(divisor) = &under {
            if divisor.is_zero() {
                return Err(self.error_since(under_start, Kind::DivisionByZero));
            }
            if let Number::Constant(dividend) = &over {
                return Ok(Number::Constant(dividend / divisor));
            }
        }
        Ok(Number::Quotient {
            over: Arc::new(over),
            under: Arc::new(under),
            place: self.place(under_start, self.previous_end()),
        })
    }

    fn signed(&mut self) -> Parsed<Value> {
        let mut negative = false;
        let mut signs = 0;
        loop {
            match self.peek().kind {
                TokenKind::Symbol("-") => negative = !negative,
                TokenKind::Symbol("+") => {}
                _ => break,
            }
            signs += 1;
            self.next();
        }
        let start = self.peek().start;
        let value = self.power()?;
        if signs == 0 {
            return Ok(value);
        }
        let number = self.number(value, start)?;
        Ok(Value::Number(if negative {
            negative_of(number)
        } else {
            number
        }))
    }

    fn power(&mut self) -> Parsed<Value> {
        let start = self.peek().start;
        let beside = std::mem::take(&mut self.shared.exponent);
        let base = self.primary()?;
        let base_end = self.previous_end();
        if !self.takes(TokenKind::Symbol("^")) {
            self.shared.exponent = self.shared.exponent.max(beside);
            return Ok(base);
        }
        let base = self.number(base, start)?;
        if matches!(
            self.peek().kind,
            TokenKind::Name("count") | TokenKind::Symbol("(")
        ) {
            return self.counted_power(base, (start, base_end), beside);
        }
        let sign = if self.takes(TokenKind::Symbol("-")) {
            -1
        } else {
            1
        };
        let token = self.peek();
        let exponent = match token.kind {
            TokenKind::Number(digits) => digits.parse::<i32>().ok(),
            _ => None,
        };
        let exponent = exponent
            .filter(|e| *e <= EXPONENT_LIMIT)
            .ok_or_else(|| self.error(token, Kind::Exponent))?;
        self.next();
        let inner = self.shared.exponent.max(1);
        let total = inner * exponent.unsigned_abs().max(1);
        if total > TOTAL_EXPONENT_LIMIT {
            return Err(self.error(token, Kind::PowerOfPowers(TOTAL_EXPONENT_LIMIT)));
        }
        self.shared.exponent = total.max(beside);
        Ok(Value::Number(Number::Power {
            base: Arc::new(base),
            exponent: sign * exponent,
            place: self.place(start, base_end),
        }))
    }

    /// The rest of `a ^ count(S, balance)` or `a ^ (count(S, balance) - 1)`.
    fn counted_power(
        &mut self,
        base: Number,
        (start, base_end): (usize, usize),
        beside: u32,
    ) -> Parsed<Value> {
        let inner = self.shared.exponent.max(1);
        let token = self.peek();
        let exponent = self.primary()?;
        let exponent = self.number(exponent, token.start)?;
        if !exponent.is_counted() {
            return Err(self.error(token, Kind::Exponent));
        }
        let total = inner.saturating_mul(EXPONENT_LIMIT.unsigned_abs());
        if total > TOTAL_EXPONENT_LIMIT {
            return Err(self.error(token, Kind::PowerOfPowers(TOTAL_EXPONENT_LIMIT)));
        }
        self.shared.exponent = total.max(beside);
        Ok(Value::Number(Number::CountedPower {
            base: Arc::new(base),
            exponent: Arc::new(exponent),
            place: self.place(start, base_end),
        }))
    }

    fn primary(&mut self) -> Parsed<Value> {
        self.count_term()?;
        let token = self.peek();
        match token.kind {
            TokenKind::Number(literal) => {
                self.next();
                let value: Rational = literal
                    .parse()
                    .map_err(|e: crate::num::LiteralError| self.error(token, e.into()))?;
                Ok(Value::Number(Number::Constant(value)))
            }
            TokenKind::Symbol("(") => {
                self.next();
                let inner = self.expression()?;
                self.expect(")", "`)`")?;
                Ok(inner)
            }
            TokenKind::Name(word) => match word {
                "true" | "false" => {
                    self.next();
                    Ok(Value::Truth(Truth::Constant(word == "true")))
                }
                "min" => self.arguments(Number::Minimum),
                "max" => self.arguments(Number::Maximum),
                "abs" => {
                    self.next();
                    self.expect("(", "`(`")?;
                    let inner = self.argument()?;
                    self.expect(")", "`)` (`abs` takes one argument)")?;
                    Ok(Value::Number(Number::Absolute(Arc::new(inner))))
                }
                "count" => self.count(),
                "sum" => self.total(),
                "if" => Err(self.unexpected("`if` in parentheses: `(if .. then .. else ..)`")),
                word if is_reserved(word) => Err(self.unexpected("a number, a name or `(`")),
                name => self.named(name),
            },
            _ => Err(self.unexpected("a number, a name or `(`")),
        }
    }

    pub(super) fn argument(&mut self) -> Parsed<Number> {
        let start = self.peek().start;
        let value = self.expression()?;
        self.number(value, start)
    }

    fn arguments(&mut self, make: fn(Vec<Number>) -> Number) -> Parsed<Value> {
        self.next();
        self.expect("(", "`(`")?;
        let mut values = vec![self.argument()?];
        while self.takes(TokenKind::Symbol(",")) {
            values.push(self.argument()?);
        }
        self.expect(")", "`,` or `)`")?;
        Ok(Value::Number(make(values)))
    }
}

/// `-a`; of a literal it is a literal.
fn negative_of(number: Number) -> Number {
    match number {
        Number::Constant(value) => Number::Constant(-value),
        other => Number::Negative(Arc::new(other)),
    }
}
