//! Reading numbers as people write them, exactly: `3/20`, `0.15`, `-1`, `1e-3`.

use std::str::FromStr;

use dashu_int::{IBig, UBig};

use super::Rational;

/// The largest power of ten a literal may carry; beyond it a short text would stand for an enormous number.
const EXPONENT_LIMIT: u32 = 4096;

/// Why a text is not a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LiteralError {
    /// The text is empty.
    #[error("a number is missing")]
    Empty,
    /// The text is not of the form `-12`, `0.15`, `1e-3` or `3/20`.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// The denominator of a fraction is zero.
    #[error("`{0}` divides by zero")]
    ZeroDenominator(String),
    /// The exponent is out of all proportion.
    #[error("the exponent of `{0}` is beyond {EXPONENT_LIMIT}")]
    ExponentTooLarge(String),
}

impl FromStr for Rational {
    type Err = LiteralError;

    /// Reads an integer, a decimal, a decimal with exponent, or a fraction of two of these; exact.
    fn from_str(text: &str) -> Result<Self, LiteralError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(LiteralError::Empty);
        }
        match text.split_once('/') {
            None => decimal(text, text),
            Some((over, under)) => decimal(over.trim_end(), text)?
                .checked_div(&decimal(under.trim_start(), text)?)
                .ok_or_else(|| LiteralError::ZeroDenominator(abbreviated(text))),
        }
    }
}

/// `[+-] digits [. digits] [e [+-] digits]`, with at least one digit in the mantissa.
fn decimal(part: &str, whole: &str) -> Result<Rational, LiteralError> {
    let wrong = || LiteralError::NotANumber(abbreviated(whole));
    let (mantissa, exponent) = match part.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent, whole)?),
        None => (part, 0),
    };
    let (negative, digits) = match mantissa.as_bytes().first() {
        Some(b'-') => (true, &mantissa[1..]),
        Some(b'+') => (false, &mantissa[1..]),
        _ => (false, mantissa),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if before.len() + after.len() == 0 || !is_digits(before) || !is_digits(after) {
        return Err(wrong());
    }
    let value = if before.len() + after.len() <= 38 {
        let mut value = 0i128;
        for digit in before.bytes().chain(after.bytes()) {
            value = value * 10 + i128::from(digit - b'0');
        }
        IBig::from(value)
    } else {
        let joined = [before, after].concat();
        IBig::from(UBig::from_str_radix(&joined, 10).map_err(|_| wrong())?)
    };
    let value = if negative { -value } else { value };
    let shift = exponent - i64::try_from(after.len()).map_err(|_| wrong())?;
    let scale = power_of_ten(shift.unsigned_abs());
    let (numerator, denominator) = if shift < 0 {
        (value, scale)
    } else {
        (value * scale, IBig::ONE)
    };
    Rational::from_integers(numerator, denominator).ok_or_else(wrong)
}

fn exponent_of(text: &str, whole: &str) -> Result<i64, LiteralError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(LiteralError::NotANumber(abbreviated(whole)));
    }
    match text.parse::<i64>() {
        Ok(exponent) if exponent.unsigned_abs() <= u64::from(EXPONENT_LIMIT) => Ok(exponent),
        _ => Err(LiteralError::ExponentTooLarge(abbreviated(whole))),
    }
}

fn power_of_ten(exponent: u64) -> IBig {
    IBig::from(10u8).pow(usize::try_from(exponent).expect("invariant: at most a text's length"))
}

/// A text short enough to be quoted in a message.
fn abbreviated(text: &str) -> String {
    match text.char_indices().nth(40) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}..", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, numerator: i64, denominator: i64) {
        assert_eq!(
            text.parse(),
            Ok(Rational::ratio(numerator, denominator)),
            "{text}"
        );
    }

    #[test]
    fn literals_are_read_exactly() {
        check("0.1", 1, 10);
        check("-3/20", -3, 20);
        check("1e-3", 1, 1000);
        check("2.50E+1", 25, 1);
        check(".5", 1, 2);
        check("5.", 5, 1);
        check("+7", 7, 1);
        check("0.1/0.3", 1, 3);
        check(" 3 / 4 ", 3, 4);
    }

    #[test]
    fn a_long_decimal_keeps_all_its_digits() {
        let text = "0.1234567890123456789012345678901234567890123456789";
        let value: Rational = text.parse().expect("a decimal");
        let scale = Rational::integer(10).checked_pow(49).expect("positive");
        assert_eq!(
            (value * scale).to_string(),
            "1234567890123456789012345678901234567890123456789"
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", " ", "x", "1..2", "1e", "e5", "--1", "1/", "/2", "1 2", "inf", "NaN", "0x1", ".",
        ] {
            assert!(text.parse::<Rational>().is_err(), "{text:?}");
        }
        assert_eq!(
            "1/0".parse::<Rational>(),
            Err(LiteralError::ZeroDenominator("1/0".into()))
        );
        assert!(matches!(
            "1e999999999".parse::<Rational>(),
            Err(LiteralError::ExponentTooLarge(_))
        ));
    }
}
