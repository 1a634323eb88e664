//! A polynomial as certificates write it: `u^2 - 3/2*u*s + 1`.

use super::AnswerError;
use super::at::At;
use crate::num::{Monomial, Multivariate, Rational};

/// The longest polynomial that is read, in characters.
const LENGTH_LIMIT: usize = 100_000;

/// The longest number in one, in characters.
const NUMBER_LIMIT: usize = 4096;

/// The highest power that is read.
const DEGREE_LIMIT: u32 = 64;

/// A polynomial in unknowns with these names, terms joined by ` + ` and ` - `, factors by `*`.
pub(super) fn polynomial(at: &At<'_>, names: &[&str]) -> Result<Multivariate, AnswerError> {
    let text = at.text()?;
    let wrong = || {
        let names = names.join(", ");
        at.expected(format!(
            "a polynomial in {names}, such as \"u^2 - 3/2*u + 1\""
        ))
    };
    if text.len() > LENGTH_LIMIT {
        return Err(wrong());
    }
    parsed(text, names).ok_or_else(wrong)
}

fn parsed(text: &str, names: &[&str]) -> Option<Multivariate> {
    let (mut negative, first) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut words = first.split(' ');
    let mut terms = Vec::new();
    loop {
        let (monomial, size) = term(words.next()?, names)?;
        terms.push((monomial, if negative { -&size } else { size }));
        negative = match words.next() {
            None => return Some(Multivariate::from_terms(terms)),
            Some("+") => false,
            Some("-") => true,
            Some(_) => return None,
        };
    }
}

fn term(text: &str, names: &[&str]) -> Option<(Monomial, Rational)> {
    let mut size = Rational::ONE;
    let mut powers = Vec::new();
    for (place, factor) in text.split('*').enumerate() {
        if place == 0 && factor.starts_with(|c: char| c.is_ascii_digit()) {
            size = number(factor)?;
            continue;
        }
        let (name, exponent) = match factor.split_once('^') {
            None => (factor, 1),
            Some((name, exponent)) => {
                let digits = exponent.bytes().all(|b| b.is_ascii_digit());
                (name, exponent.parse().ok().filter(|_| digits)?)
            }
        };
        if exponent > DEGREE_LIMIT || powers.len() > names.len() {
            return None;
        }
        powers.push((names.iter().position(|known| *known == name)?, exponent));
    }
    let monomial = Monomial::of(powers);
    (monomial.degree() <= DEGREE_LIMIT).then_some((monomial, size))
}

fn number(text: &str) -> Option<Rational> {
    let allowed = |b: u8| b.is_ascii_digit() || b == b'/';
    let fits = text.len() <= NUMBER_LIMIT && text.bytes().all(allowed);
    text.parse().ok().filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(terms in prop::collection::vec((0u32..4, 0u32..4, -9i64..10, 1i64..9), 0..6)) {
            let terms = terms.into_iter().map(|(a, b, over, under)| (Monomial::of([(0, a), (1, b)]), Rational::ratio(over, under)));
            let written = Multivariate::from_terms(terms);
            let text = json!(written.text(&["u", "c_2"]));
            prop_assert_eq!(polynomial(&At::root(&text), &["u", "c_2"]), Ok(written));
        }
    }

    #[test]
    fn what_is_no_polynomial_is_refused() {
        for text in [
            "",
            "-",
            "u +",
            "u + ",
            "u  + 1",
            "+ u",
            "u*",
            "*u",
            "2u",
            "u^",
            "u^-1",
            "u^65",
            "u^40*s^40",
            "v",
            "1/0",
            "u ^ 2",
            "u^+2",
            "--u",
            "1.5",
            "u*2",
            "1e3",
            "u^99999999999",
            "(u)",
        ] {
            let value = json!(text);
            assert!(
                polynomial(&At::root(&value), &["u", "s"]).is_err(),
                "{text}"
            );
        }
    }
}
