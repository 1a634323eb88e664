//! Rounding: the one file of the crate in which an exact number becomes a decimal.

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::num::Rational;

/// The most decimals worth printing; what asks for more is refused where it is read.
pub const DIGIT_LIMIT: u32 = 1000;

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notation {
    /// As it is: `3/20`.
    #[default]
    Exact,
    /// Rounded to this many decimals: `0.15`.
    Decimals(u32),
}

impl Notation {
    /// Prints a number in this notation.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Rational;
    /// use unipole::report::Notation;
    /// let cost = Rational::ratio(3, 20);
    /// assert_eq!(Notation::Exact.print(&cost), "3/20");
    /// assert_eq!(Notation::Decimals(3).print(&cost), "0.150");
    /// ```
    pub fn print(self, value: &Rational) -> String {
        match self {
            Notation::Exact => value.to_string(),
            Notation::Decimals(digits) => decimal(value, digits),
        }
    }
}

/// Rounds to a decimal with exactly `digits` digits after the point, halves away from zero.
///
/// The printed number is the multiple of 10^-digits nearest to `value`, computed in integers. What rounds to zero has no sign.
///
/// # Examples
/// ```
/// use unipole::num::Rational;
/// use unipole::report::decimal;
/// assert_eq!(decimal(&Rational::ratio(24, 55), 4), "0.4364");
/// assert_eq!(decimal(&Rational::ratio(-1, 8), 2), "-0.13");
/// assert_eq!(decimal(&Rational::ratio(-1, 1000), 2), "0.00");
/// ```
pub fn decimal(value: &Rational, digits: u32) -> String {
    let (numerator, denominator) = value.abs().to_integers();
    let places = usize::try_from(digits).expect("invariant: a count of digits is a machine word");
    let scale = IBig::from(10u8).pow(places);
    // floor(x + 1/2) of x >= 0: the nearest integer, halves up.
    let rounded: IBig = (numerator * scale * 2u8 + &denominator) / (denominator * 2u8);
    let sign = if value.sign() == Ordering::Less && !rounded.is_zero() {
        "-"
    } else {
        ""
    };
    let text = format!(
        "{rounded:0>width$}",
        rounded = rounded.to_string(),
        width = places + 1
    );
    let (whole, part) = text.split_at(text.len() - places);
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

/// Prints a number known to lie in `[lo, hi]`, with as many decimals as are certain, at most `digits`.
///
/// A decimal is certain when every number of the enclosure rounds to it; as rounding is monotone, when both ends do.
/// `None` when the enclosure is too wide even for a whole number, or lies across a half.
///
/// # Panics
/// When `lo > hi`: our own bug.
///
/// # Examples
/// ```
/// use unipole::num::Rational;
/// use unipole::report::decimal_of_enclosure;
/// let (lo, hi) = (Rational::ratio(70710, 100000), Rational::ratio(70711, 100000));
/// assert_eq!(decimal_of_enclosure(&lo, &hi, 6), Some("0.7071".to_owned()));
/// assert_eq!(decimal_of_enclosure(&lo, &Rational::integer(3), 6), None);
/// ```
pub fn decimal_of_enclosure(lo: &Rational, hi: &Rational, digits: u32) -> Option<String> {
    assert!(lo <= hi, "invariant: an enclosure has its ends in order");
    (0..=digits).rev().find_map(|digits| {
        let low = decimal(lo, digits);
        (low == decimal(hi, digits)).then_some(low)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Long division by hand: digit after digit, then one up when the remainder is at least half the divisor.
    fn by_long_division(numerator: i64, denominator: i64, digits: u32) -> String {
        let (over, under) = (i128::from(numerator).abs(), i128::from(denominator));
        let mut quotient: Vec<u8> = (over / under)
            .to_string()
            .bytes()
            .map(|b| b - b'0')
            .collect();
        let mut remainder = over % under;
        for _ in 0..digits {
            remainder *= 10;
            quotient.push((remainder / under) as u8);
            remainder %= under;
        }
        if 2 * remainder >= under {
            let nines = quotient
                .iter()
                .rev()
                .take_while(|digit| **digit == 9)
                .count();
            let kept = quotient.len() - nines;
            quotient[kept..].fill(0);
            match kept.checked_sub(1) {
                Some(last) => quotient[last] += 1,
                None => quotient.insert(0, 1),
            }
        }
        let mut text: String = quotient
            .iter()
            .map(|digit| char::from(b'0' + digit))
            .collect();
        if digits > 0 {
            text.insert(text.len() - digits as usize, '.');
        }
        if numerator < 0 && quotient.iter().any(|digit| *digit != 0) {
            text.insert(0, '-');
        }
        text
    }

    #[test]
    fn a_carry_runs_through_all_nines() {
        assert_eq!(decimal(&Rational::ratio(9999, 1000), 2), "10.00");
        assert_eq!(decimal(&Rational::ratio(-1999, 2000), 3), "-1.000");
    }

    #[test]
    fn numbers_beyond_machine_words_round_too() {
        let huge = Rational::integer(10).checked_pow(40).expect("a power") + Rational::ratio(1, 3);
        assert_eq!(decimal(&huge, 2), format!("1{}.33", "0".repeat(40)));
    }

    #[test]
    fn an_enclosure_across_a_half_gives_up_that_digit_only() {
        let (lo, hi) = (Rational::ratio(449, 1000), Rational::ratio(451, 1000));
        assert_eq!(decimal_of_enclosure(&lo, &hi, 2), Some("0.45".to_owned()));
        assert_eq!(decimal_of_enclosure(&lo, &hi, 1), Some("0".to_owned()));
        let (lo, hi) = (Rational::ratio(-1, 1000), Rational::ratio(1, 1000));
        assert_eq!(decimal_of_enclosure(&lo, &hi, 2), Some("0.00".to_owned()));
    }

    proptest! {
        #[test]
        fn rounding_agrees_with_long_division(numerator in -100_000i64..100_000, denominator in 1i64..2000, digits in 0u32..9) {
            let expected = by_long_division(numerator, denominator, digits);
            prop_assert_eq!(decimal(&Rational::ratio(numerator, denominator), digits), expected);
        }

        #[test]
        fn every_number_of_an_enclosure_rounds_to_the_printed_decimal(
            a in -10_000i64..10_000, width in 0i64..200, denominator in 1i64..10_000, inside in 0i64..=200, digits in 0u32..7,
        ) {
            let at = |numerator| Rational::ratio(numerator, denominator);
            let inside = at(a + inside.min(width));
            if let Some(text) = decimal_of_enclosure(&at(a), &at(a + width), digits) {
                let shown = text.split_once('.').map_or(0, |(_, part)| part.len() as u32);
                prop_assert!(shown <= digits);
                prop_assert_eq!(decimal(&inside, shown), text);
            }
        }

        #[test]
        fn a_point_keeps_all_its_digits(numerator in -10_000i64..10_000, denominator in 1i64..500, digits in 0u32..7) {
            let value = Rational::ratio(numerator, denominator);
            prop_assert_eq!(decimal_of_enclosure(&value, &value, digits), Some(decimal(&value, digits)));
        }
    }
}
