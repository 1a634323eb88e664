//! Intervals of machine numbers, rounded outwards: bounds that hold, computed fast.
//!
//! Every operation rounds its ends away from each other, so the result holds every value the operation takes on the operands.
//! An interval proves a sign or an exclusion; it is never an answer by itself.
//!
//! # Source
//! Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, chapter 2.

use std::ops::{Add, Mul, Neg, Sub};

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest, DivRem};

use super::Rational;

/// All real numbers from one machine number to another; the ends may be infinite.
///
/// # Examples
/// ```
/// use unipole::num::{Interval, Rational};
/// let third = Interval::around(&Rational::ratio(1, 3));
/// assert!(third.lower() < third.upper());
/// let one = third + third + third;
/// assert!(one.lower() <= 1.0 && 1.0 <= one.upper() && one.width() < 1e-15);
/// assert_eq!(Interval::new(1.0, 2.0).quotient(Interval::new(-1.0, 1.0)), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    lower: f64,
    upper: f64,
}

impl Interval {
    /// Zero alone.
    pub const ZERO: Interval = Interval::point(0.0);
    /// One alone.
    pub const ONE: Interval = Interval::point(1.0);

    /// The numbers between two ends, the lower one first.
    ///
    /// # Panics
    /// When the ends are exchanged or an end is not a number: our own bug.
    pub fn new(lower: f64, upper: f64) -> Self {
        assert!(
            lower <= upper,
            "invariant: the lower end comes first, and both are numbers"
        );
        Interval { lower, upper }
    }

    /// One machine number.
    pub const fn point(value: f64) -> Self {
        Interval {
            lower: value,
            upper: value,
        }
    }

    /// The shortest interval around a rational: a point if it is a machine number.
    pub fn around(value: &Rational) -> Self {
        // Integers of 53 bits are machine numbers.
        if let Some(small) = value
            .to_i64()
            .filter(|small| small.unsigned_abs() < 1 << 53)
        {
            return Interval::point(small as f64);
        }
        if let Some(quotient) = of_words(value).or_else(|| of_integers(value)) {
            return quotient;
        }
        let near = near(value);
        let (mut lower, mut upper) = (near.min(f64::MAX), near.max(f64::MIN));
        while lower > f64::NEG_INFINITY && exactly(lower) > *value {
            lower = lower.next_down();
        }
        while upper < f64::INFINITY && exactly(upper) < *value {
            upper = upper.next_up();
        }
        Interval { lower, upper }
    }

    /// The lower end.
    pub fn lower(self) -> f64 {
        self.lower
    }

    /// The upper end.
    pub fn upper(self) -> f64 {
        self.upper
    }

    /// How far the ends are apart, not less.
    pub fn width(self) -> f64 {
        (self.upper - self.lower).next_up()
    }

    /// A number near the middle that lies between the ends.
    pub fn middle(self) -> f64 {
        (0.5 * self.lower + 0.5 * self.upper).clamp(self.lower, self.upper)
    }

    /// The largest distance from zero.
    pub fn magnitude(self) -> f64 {
        self.lower.abs().max(self.upper.abs())
    }

    /// Whether a number lies in it.
    pub fn holds(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// Whether all of it is positive.
    pub fn is_positive(self) -> bool {
        self.lower > 0.0
    }

    /// Whether all of it is negative.
    pub fn is_negative(self) -> bool {
        self.upper < 0.0
    }

    /// Whether it lies strictly between the ends of another one.
    pub fn is_inside(self, other: Interval) -> bool {
        other.lower < self.lower && self.upper < other.upper
    }

    /// The numbers in both; none if there are none.
    pub fn meet(self, other: Interval) -> Option<Interval> {
        let (lower, upper) = (self.lower.max(other.lower), self.upper.min(other.upper));
        (lower <= upper).then_some(Interval { lower, upper })
    }

    /// The shortest interval with the numbers of both.
    pub fn hull(self, other: Interval) -> Interval {
        Interval {
            lower: self.lower.min(other.lower),
            upper: self.upper.max(other.upper),
        }
    }

    /// The quotients; none where the divisor holds zero.
    pub fn quotient(self, divisor: Interval) -> Option<Interval> {
        if divisor.holds(0.0) {
            return None;
        }
        Some(self.spanned([
            self.lower / divisor.lower,
            self.lower / divisor.upper,
            self.upper / divisor.lower,
            self.upper / divisor.upper,
        ]))
    }

    fn spanned(self, values: [f64; 4]) -> Interval {
        let [a, b, c, d] = values;
        // Infinity times zero: nothing is known.
        if (a + b + c + d).is_nan() && values.iter().any(|value| value.is_nan()) {
            return Interval {
                lower: f64::NEG_INFINITY,
                upper: f64::INFINITY,
            };
        }
        // None of them is not a number: plain comparisons do, and are faster than those of `f64`.
        let least = |a: f64, b: f64| if a < b { a } else { b };
        let most = |a: f64, b: f64| if a > b { a } else { b };
        Interval {
            lower: least(least(a, b), least(c, d)).next_down(),
            upper: most(most(a, b), most(c, d)).next_up(),
        }
    }
}

/// The quotient of two machine numbers, from the sign of what is left: a fused product is rounded once, so its sign is right.
fn of_words(value: &Rational) -> Option<Interval> {
    let (numerator, denominator) = value.to_small()?;
    let exact = |integer: i128| {
        let word = i64::try_from(integer).ok()?;
        (word.unsigned_abs() < 1 << 53).then_some(word as f64)
    };
    let (numerator, denominator) = (exact(numerator)?, exact(denominator)?);
    let quotient = numerator / denominator;
    let over = quotient.mul_add(denominator, -numerator);
    Some(Interval {
        lower: if over > 0.0 {
            quotient.next_down()
        } else {
            quotient
        },
        upper: if over < 0.0 {
            quotient.next_up()
        } else {
            quotient
        },
    })
}

/// The quotient of any two integers, from 64 of its binary digits and whether anything is left; none where it is too large or too small for
/// machine numbers of full precision.
fn of_integers(value: &Rational) -> Option<Interval> {
    let (numerator, denominator) = value.to_integers();
    let length = |integer: &IBig| i32::try_from(integer.bit_len()).ok();
    let shift = length(&denominator)? - length(&numerator)? + 64;
    let places = usize::try_from(shift.unsigned_abs()).ok()?;
    let is_negative = numerator < IBig::ZERO;
    let (numerator, denominator) = match shift > 0 {
        true => (numerator.abs() << places, denominator),
        false => (numerator.abs(), denominator << places),
    };
    let (quotient, rest) = numerator.div_rem(denominator);
    let quotient = u128::try_from(quotient).ok()?;
    let dropped = (128 - quotient.leading_zeros()).checked_sub(53)?;
    let digits = quotient >> dropped;
    let exponent = i32::try_from(dropped).ok()? - shift;
    if exponent.abs() > 900 {
        return None;
    }
    let is_exact = digits << dropped == quotient && rest == IBig::ZERO;
    let unit = 2f64.powi(exponent);
    let (near, far) = (digits as f64, (digits + u128::from(!is_exact)) as f64);
    Some(match is_negative {
        true => Interval::new(-far * unit, -near * unit),
        false => Interval::new(near * unit, far * unit),
    })
}

/// A machine number near a rational, infinite where it is too large: a few units in the last place away, without a promise.
fn near(value: &Rational) -> f64 {
    if let Some((numerator, denominator)) = value.to_small() {
        return numerator as f64 / denominator as f64;
    }
    let (numerator, denominator) = value.to_integers();
    let length = |integer: &IBig| isize::try_from(integer.bit_len()).unwrap_or(isize::MAX);
    // A quotient of about 64 bits.
    let shift = length(&denominator) - length(&numerator) + 64;
    let places = shift.unsigned_abs();
    let quotient = match shift > 0 {
        true => (numerator << places) / denominator,
        false => numerator / (denominator << places),
    };
    let quotient = i128::try_from(quotient).map_or(f64::NAN, |quotient| quotient as f64);
    // In two steps, so that no power of two is too small by itself.
    let half = -shift / 2;
    let exponent = |exponent: isize| i32::try_from(exponent).unwrap_or(i32::MAX);
    quotient * 2f64.powi(exponent(half)) * 2f64.powi(exponent(-shift - half))
}

/// The rational that a machine number is.
///
/// # Panics
/// When it is infinite or not a number.
pub fn exactly(value: f64) -> Rational {
    assert!(value.is_finite(), "invariant: a number");
    let bits = value.to_bits();
    let stored = i32::try_from(bits >> 52 & 0x7ff).expect("invariant: eleven bits");
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match stored {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, stored - 1075),
    };
    let mantissa = i64::try_from(mantissa).expect("invariant: 53 bits");
    Rational::dyadic(if value < 0.0 { -mantissa } else { mantissa }, exponent)
}

impl Add for Interval {
    type Output = Interval;
    fn add(self, other: Interval) -> Interval {
        Interval {
            lower: (self.lower + other.lower).next_down(),
            upper: (self.upper + other.upper).next_up(),
        }
    }
}

impl Sub for Interval {
    type Output = Interval;
    fn sub(self, other: Interval) -> Interval {
        Interval {
            lower: (self.lower - other.upper).next_down(),
            upper: (self.upper - other.lower).next_up(),
        }
    }
}

impl Mul for Interval {
    type Output = Interval;
    fn mul(self, other: Interval) -> Interval {
        self.spanned([
            self.lower * other.lower,
            self.lower * other.upper,
            self.upper * other.lower,
            self.upper * other.upper,
        ])
    }
}

impl Mul<f64> for Interval {
    type Output = Interval;
    fn mul(self, factor: f64) -> Interval {
        let (a, b) = (self.lower * factor, self.upper * factor);
        self.spanned([a, a, b, b])
    }
}

impl Neg for Interval {
    type Output = Interval;
    fn neg(self) -> Interval {
        Interval {
            lower: -self.upper,
            upper: -self.lower,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A rational between the ends, by its share of the way.
    fn within(interval: Interval, share: &Rational) -> Rational {
        let [low, high] = [interval.lower, interval.upper].map(exactly);
        &low + &(&(&high - &low) * share)
    }

    fn held(interval: Interval, value: &Rational) -> bool {
        exactly(interval.lower) <= *value && *value <= exactly(interval.upper)
    }

    proptest! {
        #[test]
        fn every_operation_holds_the_exact_result(ends in prop::array::uniform4(-1e3f64..1e3), s in 0i64..=7, t in 0i64..=7) {
            let of = |a: f64, b: f64| Interval::new(a.min(b), a.max(b));
            let (x, y) = (of(ends[0], ends[1]), of(ends[2], ends[3]));
            let (a, b) = (within(x, &Rational::ratio(s, 7)), within(y, &Rational::ratio(t, 7)));
            prop_assert!(held(x + y, &(&a + &b)));
            prop_assert!(held(x - y, &(&a - &b)));
            prop_assert!(held(x * y, &(&a * &b)));
            prop_assert!(held(-x, &-&a));
            if let Some(quotient) = x.quotient(y) {
                prop_assert!(held(quotient, &(&a / &b)));
            }
        }

        #[test]
        fn a_rational_lies_in_the_interval_around_it(over in any::<i64>(), under in 1i64..) {
            let value = Rational::ratio(over, under);
            prop_assert!(held(Interval::around(&value), &value));
        }

        #[test]
        fn the_interval_around_a_quotient_of_long_integers_is_the_shortest(
            over in any::<i64>(), under in 1i64.., power in 1i32..8, shift in -90i32..90,
        ) {
            let long = |x: i64| Rational::integer(x).checked_pow(power).expect("a power");
            let value = &(&long(over) / &long(under)) * &Rational::dyadic(1, shift);
            let around = Interval::around(&value);
            prop_assert!(held(around, &value));
            prop_assert!(around.upper <= around.lower.next_up());
            let is_one = around.lower >= around.upper;
            prop_assert_eq!(is_one, exactly(around.lower) == value);
        }
    }

    #[test]
    fn what_is_too_large_is_bounded_by_infinity() {
        let huge = Rational::integer(10).checked_pow(400).expect("not zero");
        let around = Interval::around(&huge);
        assert_eq!((around.lower(), around.upper()), (f64::MAX, f64::INFINITY));
        let product = around * Interval::ZERO;
        assert_eq!(
            (product.lower(), product.upper()),
            (f64::NEG_INFINITY, f64::INFINITY)
        );
    }
}
