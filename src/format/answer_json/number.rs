//! Numbers as answers write them: `"3/20"`, or a root with its polynomial, interval and decimal, or bounds with a decimal.

use super::AnswerError;
use super::at::At;
use crate::certify::claim::{ClaimedEnclosure, ClaimedNumber, ClaimedRoot};
use crate::num::{Polynomial, Rational};

/// The longest number that is read, in characters; a decimal may be as long as a number may have digits.
const LENGTH_LIMIT: usize = 4096;

/// The highest power of a polynomial that is read.
const DEGREE_LIMIT: usize = 64;

/// The most characters the coefficients of one polynomial may have together.
const POLYNOMIAL_LIMIT: usize = 20_000;

/// A number, rational or not.
pub(super) fn number(at: &At<'_>) -> Result<ClaimedNumber, AnswerError> {
    if !at.is_object() {
        return rational(at).map(ClaimedNumber::Rational);
    }
    for (key, entry) in at.entries()? {
        if !["decimal", "error", "polynomial", "interval"].contains(&key) {
            return Err(entry.expected("no other key than decimal, error, polynomial, interval"));
        }
    }
    let interval = at.get("interval")?;
    let [lower, upper] = <[Rational; 2]>::try_from(interval.each(|end| rational(&end))?)
        .map_err(|_| interval.expected("a list of two exact numbers"))?;
    let error = decimal(&at.get("error")?)?;
    if error.sign().is_lt() {
        return Err(at.get("error")?.expected("a number that is not negative"));
    }
    let decimal = decimal(&at.get("decimal")?)?;
    let Some(coefficients) = at.optional("polynomial")? else {
        if lower >= upper {
            return Err(interval.expected("two bounds, the lower one first"));
        }
        return Ok(ClaimedNumber::Enclosed(Box::new(ClaimedEnclosure {
            lower,
            upper,
            decimal,
            error,
        })));
    };
    Ok(ClaimedNumber::Root(Box::new(ClaimedRoot {
        polynomial: polynomial(&coefficients)?,
        lower,
        upper,
        decimal,
        error,
    })))
}

/// A polynomial: its coefficients, lowest power first.
fn polynomial(coefficients: &At<'_>) -> Result<Polynomial, AnswerError> {
    if coefficients.items()?.len() > DEGREE_LIMIT + 1 {
        return Err(coefficients.expected(format!(
            "a list of at most {} coefficients",
            DEGREE_LIMIT + 1
        )));
    }
    let mut length = 0;
    for coefficient in coefficients.items()? {
        length += coefficient.text()?.len();
    }
    if length > POLYNOMIAL_LIMIT {
        return Err(coefficients.expected(format!(
            "coefficients of at most {POLYNOMIAL_LIMIT} digits in all"
        )));
    }
    let coefficients = coefficients.each(|coefficient| rational(&coefficient))?;
    Ok(Polynomial::new(coefficients))
}

/// An exact number: a whole number or a fraction of two, as a text.
pub(super) fn rational(at: &At<'_>) -> Result<Rational, AnswerError> {
    let wrong = || at.expected("an exact number as a text, such as \"3/20\"");
    let text = at.text().map_err(|_| wrong())?;
    let digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let well_formed = match unsigned.split_once('/') {
        None => digits(unsigned),
        Some((over, under)) => digits(over) && digits(under),
    };
    if !well_formed || text.len() > LENGTH_LIMIT {
        return Err(wrong());
    }
    text.parse().map_err(|_| wrong())
}

/// A decimal such as `"0.7071"` or `"2e-16"`.
pub(super) fn decimal(at: &At<'_>) -> Result<Rational, AnswerError> {
    let wrong = || at.expected("a decimal as a text, such as \"0.25\" or \"2e-16\"");
    let text = at.text().map_err(|_| wrong())?;
    if text.len() > LENGTH_LIMIT || text.contains('/') {
        return Err(wrong());
    }
    text.parse().map_err(|_| wrong())
}
