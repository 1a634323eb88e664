//! A number as a program gives it: exact, or rounded to the digits it prints.

use crate::num::{Rational, Real};

/// A number that is known exactly, or lies between two others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bounds {
    lower: Rational,
    upper: Rational,
}

/// Irrational numbers are known to this many places.
const PLACES: i32 = 24;

impl Bounds {
    /// A number known exactly.
    pub fn exactly(value: Rational) -> Self {
        Bounds {
            lower: value.clone(),
            upper: value,
        }
    }

    /// A real number: exactly if it is rational, to 24 places otherwise.
    pub fn of_real(value: &Real) -> Self {
        if let Some(rational) = value.to_rational() {
            return Bounds::exactly(rational);
        }
        let width = Rational::ratio(1, 10).checked_pow(PLACES);
        let width = width.expect("invariant: a tenth is not zero");
        let (lower, upper) = value.enclosure(&width);
        Bounds { lower, upper }
    }

    /// A number as it is printed: whole numbers and fractions are exact, a decimal may be off by half a unit of its last digit.
    ///
    /// # Examples
    /// ```
    /// use unipole::bench::Bounds;
    /// let third = Bounds::printed("1/3").expect("a number");
    /// assert!(third.is_exact());
    /// assert!(Bounds::printed("0.333").expect("a number").meets(&third));
    /// assert!(!Bounds::printed("0.334").expect("a number").meets(&third));
    /// ```
    pub fn printed(text: &str) -> Option<Self> {
        let value: Rational = text.parse().ok()?;
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let Some((_, digits)) = mantissa.split_once('.') else {
            return Some(Bounds::exactly(value));
        };
        if text.contains('/') {
            return Some(Bounds::exactly(value));
        }
        let last = exponent.parse::<i32>().ok()? - i32::try_from(digits.len()).ok()?;
        let unit = Rational::integer(10).checked_pow(last)?;
        let half = &unit * &Rational::ratio(1, 2);
        Some(Bounds {
            lower: &value - &half,
            upper: &value + &half,
        })
    }

    /// A number between two others, or none if they are out of order.
    pub fn between(lower: Rational, upper: Rational) -> Option<Self> {
        (lower <= upper).then_some(Bounds { lower, upper })
    }

    /// The number, if it is known exactly.
    pub fn exact(&self) -> Option<&Rational> {
        self.is_exact().then_some(&self.lower)
    }

    /// Whether the number is known exactly.
    pub fn is_exact(&self) -> bool {
        self.lower == self.upper
    }

    /// Whether both may be the same number: two exact ones are the same, others are no farther apart than their bounds leave open.
    pub fn meets(&self, other: &Bounds) -> bool {
        self.lower <= other.upper && other.lower <= self.upper
    }

    /// Whether the number is certainly above zero.
    pub fn is_positive(&self) -> bool {
        self.lower.sign().is_gt()
    }

    /// Whether the number may be above zero.
    pub fn may_be_positive(&self) -> bool {
        self.upper.sign().is_gt()
    }

    /// The least and the greatest value, none below zero: what a probability may be.
    pub(super) fn within_zero(&self) -> [Rational; 2] {
        [&self.lower, &self.upper].map(|end| end.clone().max(Rational::ZERO))
    }

    /// The bounds as one text, which [`Bounds::from_text`] reads.
    pub fn to_text(&self) -> String {
        match self.exact() {
            Some(value) => value.to_string(),
            None => format!("{}..{}", self.lower, self.upper),
        }
    }

    /// Reads what [`Bounds::to_text`] writes.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.split_once("..") {
            None => Some(Bounds::exactly(text.parse().ok()?)),
            Some((lower, upper)) => Bounds::between(lower.parse().ok()?, upper.parse().ok()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Bounds {
        Bounds::printed(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn decimals_leave_half_a_unit_of_their_last_digit_open() {
        for (text, inside, outside) in [
            ("0.5000", "50004/100000", "50006/100000"),
            ("1.25e-03", "1254/1000000", "1256/1000000"),
            ("0.", "49/100", "51/100"),
        ] {
            assert!(printed(text).meets(&printed(inside)), "{text}");
            assert!(!printed(text).meets(&printed(outside)), "{text}");
            assert!(!printed(text).is_exact());
        }
        for exact in ["0", "1", "2/7", "-3", "1e-3"] {
            assert!(printed(exact).is_exact(), "{exact}");
        }
        for wrong in ["", "half", "1/0", "nan", "inf", "1.5.2", "1.2e99999999999"] {
            assert_eq!(Bounds::printed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for bounds in [printed("2/3"), printed("0.25"), printed("-1")] {
            assert_eq!(Bounds::from_text(&bounds.to_text()), Some(bounds));
        }
        assert_eq!(Bounds::from_text("2..1"), None);
        assert_eq!(Bounds::from_text("x"), None);
    }
}
