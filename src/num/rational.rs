//! Exact rational numbers: two checked 128-bit integers where they fit, big integers where they do not.
//!
//! The two forms are canonical: a value is kept small whenever its reduced numerator and denominator fit,
//! so equality and hashing compare the stored form. Every operation on the small form is checked; an overflow
//! repeats that one operation in big integers. Nothing wraps and nothing rounds.

use std::cmp::Ordering;
use std::fmt;

use dashu_int::IBig;
use dashu_int::ops::BitTest;
use dashu_ratio::RBig;

use arithmetic::{reduced, small_product};

mod arithmetic;
mod common;
mod simplest;

/// An exact rational number, always in lowest terms with a positive denominator.
///
/// # Examples
/// ```
/// use unipole::num::Rational;
/// let share: Rational = "0.1".parse()?;
/// assert_eq!(&share + &Rational::ratio(1, 5), Rational::ratio(3, 10));
/// assert_eq!(share.to_string(), "1/10");
/// # Ok::<(), unipole::num::LiteralError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// Reduced, `denominator > 0`, `numerator > i128::MIN`.
    Small { numerator: i128, denominator: i128 },
    /// Reduced, and too wide for the small form.
    Big(Box<RBig>),
}

impl Rational {
    /// Zero.
    pub const ZERO: Rational = Rational::integer(0);
    /// One.
    pub const ONE: Rational = Rational::integer(1);

    /// The integer `value`.
    pub const fn integer(value: i64) -> Self {
        Rational(Form::Small {
            numerator: value as i128,
            denominator: 1,
        })
    }

    /// The fraction `numerator / denominator`, reduced.
    ///
    /// # Panics
    /// When `denominator` is zero; use [`Rational::checked_div`] for data.
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        assert!(denominator != 0, "invariant: a fraction has a denominator");
        let sign = i128::from(denominator.signum());
        let parts = [numerator, denominator].map(|part| i128::from(part) * sign);
        reduced(parts[0], parts[1]).expect("invariant: words are in the range")
    }

    /// The fraction of two machine integers, reduced; none where the denominator is not positive or the numerator the least of all.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Rational;
    /// assert_eq!(Rational::reduced(-6, 4), Some(Rational::ratio(-3, 2)));
    /// assert_eq!(Rational::reduced(6, -4), None);
    /// ```
    pub fn reduced(numerator: i128, denominator: i128) -> Option<Self> {
        match denominator > 0 {
            true => reduced(numerator, denominator),
            false => None,
        }
    }

    /// The number `number * 2^exponent`.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Rational;
    /// assert_eq!(Rational::dyadic(12, -3), Rational::ratio(3, 2));
    /// ```
    pub fn dyadic(number: i64, exponent: i32) -> Self {
        let zeros = number.trailing_zeros();
        if zeros == i64::BITS {
            return Rational::ZERO;
        }
        let odd = i128::from(number >> zeros);
        match exponent.saturating_add(zeros as i32) {
            exponent @ 0..=62 => Rational(Form::Small {
                numerator: odd << exponent,
                denominator: 1,
            }),
            exponent @ -126..0 => Rational(Form::Small {
                numerator: odd,
                denominator: 1 << -exponent,
            }),
            _ => {
                let power = Rational::integer(2).checked_pow(exponent);
                Rational::integer(number) * power.expect("invariant: two is not zero")
            }
        }
    }

    /// The fraction of two big integers, reduced; `None` when the denominator is zero.
    pub fn from_integers(numerator: IBig, denominator: IBig) -> Option<Self> {
        if denominator.is_zero() {
            return None;
        }
        Some(Rational::from_big(RBig::from_parts_signed(
            numerator,
            denominator,
        )))
    }

    /// Numerator and denominator (positive), in lowest terms.
    pub fn to_integers(&self) -> (IBig, IBig) {
        match &self.0 {
            Form::Small {
                numerator,
                denominator,
            } => (IBig::from(*numerator), IBig::from(*denominator)),
            Form::Big(big) => {
                let (numerator, denominator) = (**big).clone().into_parts();
                (numerator, denominator.into())
            }
        }
    }

    /// Numerator and denominator when both fit in 128 bits.
    pub fn to_small(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Form::Small {
                numerator,
                denominator,
            } => Some((*numerator, *denominator)),
            Form::Big(_) => None,
        }
    }

    /// The value as a machine integer, when it is one.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Form::Small {
                numerator,
                denominator: 1,
            } => i64::try_from(*numerator).ok(),
            _ => None,
        }
    }

    /// Whether the value is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small { denominator, .. } => *denominator == 1,
            Form::Big(big) => big.is_int(),
        }
    }

    /// Whether the value is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small { numerator: 0, .. })
    }

    /// The binary digits of the numerator or the denominator, whichever has more.
    pub fn digits(&self) -> u64 {
        let bits = match &self.0 {
            Form::Small {
                numerator,
                denominator,
            } => {
                let larger = numerator.unsigned_abs().max(denominator.unsigned_abs());
                return u64::from(u128::BITS - larger.leading_zeros());
            }
            Form::Big(big) => big.numerator().bit_len().max(big.denominator().bit_len()),
        };
        u64::try_from(bits).expect("invariant: a number in memory has fewer digits than 2^64")
    }

    /// The sign, as the comparison with zero.
    pub fn sign(&self) -> Ordering {
        match &self.0 {
            Form::Small { numerator, .. } => numerator.cmp(&0),
            Form::Big(big) => match big.numerator().sign() {
                dashu_int::Sign::Positive => Ordering::Greater,
                dashu_int::Sign::Negative => Ordering::Less,
            },
        }
    }

    /// The absolute value.
    pub fn abs(&self) -> Self {
        if self.sign() == Ordering::Less {
            -self
        } else {
            self.clone()
        }
    }

    /// The quotient, or `None` when the divisor is zero.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        if let (Some((a, b)), Some((c, d))) = (self.to_small(), divisor.to_small()) {
            let (c, d) = if c < 0 { (-c, -d) } else { (c, d) };
            if let Some(small) = small_product(a, b, d, c) {
                return Some(small);
            }
        }
        Some(Rational::from_big(self.to_big() / divisor.to_big()))
    }

    /// The integer power; `None` for zero to a negative power.
    pub fn checked_pow(&self, exponent: i32) -> Option<Self> {
        let mut power = Rational::ONE;
        let mut square = self.clone();
        let mut rest = exponent.unsigned_abs();
        while rest > 0 {
            if rest & 1 == 1 {
                power *= &square;
            }
            rest >>= 1;
            if rest > 0 {
                square = &square * &square;
            }
        }
        if exponent < 0 {
            Rational::ONE.checked_div(&power)
        } else {
            Some(power)
        }
    }

    /// The greatest integer not above the value.
    pub fn floor(&self) -> Self {
        match &self.0 {
            Form::Small {
                numerator,
                denominator,
            } => Rational(Form::Small {
                numerator: numerator.div_euclid(*denominator),
                denominator: 1,
            }),
            Form::Big(big) => Rational::from_big(RBig::from(big.floor())),
        }
    }

    fn to_big(&self) -> RBig {
        match &self.0 {
            Form::Small {
                numerator,
                denominator,
            } => RBig::from_parts(
                IBig::from(*numerator),
                dashu_int::UBig::from(denominator.unsigned_abs()),
            ),
            Form::Big(big) => (**big).clone(),
        }
    }

    fn from_big(big: RBig) -> Self {
        let small = i128::try_from(big.numerator())
            .ok()
            .zip(i128::try_from(big.denominator()).ok());
        match small {
            Some((numerator, denominator)) if numerator > i128::MIN => Rational(Form::Small {
                numerator,
                denominator,
            }),
            _ => Rational(Form::Big(Box::new(big))),
        }
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Rational::integer(value)
    }
}

impl From<i128> for Rational {
    fn from(value: i128) -> Self {
        if value == i128::MIN {
            return Rational::from_big(RBig::from(IBig::from(value)));
        }
        Rational(Form::Small {
            numerator: value,
            denominator: 1,
        })
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Some((a, b)), Some((c, d))) = (self.to_small(), other.to_small()) {
            if b == d {
                return a.cmp(&c);
            }
            if let (Some(left), Some(right)) = (a.checked_mul(d), c.checked_mul(b)) {
                return left.cmp(&right);
            }
        }
        self.to_big().cmp(&other.to_big())
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A width is asked for rarely, and text made only for that.
        if f.width().is_some() || f.precision().is_some() {
            let (numerator, denominator) = self.to_integers();
            return match self.is_integer() {
                true => f.pad(&numerator.to_string()),
                false => f.pad(&format!("{numerator}/{denominator}")),
            };
        }
        match &self.0 {
            Form::Small {
                numerator,
                denominator,
            } => {
                write_integer(f, *numerator)?;
                if *denominator == 1 {
                    return Ok(());
                }
                f.write_str("/")?;
                write_integer(f, *denominator)
            }
            Form::Big(big) if big.is_int() => write!(f, "{}", big.numerator()),
            Form::Big(big) => write!(f, "{}/{}", big.numerator(), big.denominator()),
        }
    }
}

/// Nearly all are words, whose digits are sooner found.
fn write_integer(f: &mut fmt::Formatter<'_>, value: i128) -> fmt::Result {
    match i64::try_from(value) {
        Ok(word) => write!(f, "{word}"),
        Err(_) => write!(f, "{value}"),
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Numbers near the edge of the small form as well as ordinary ones.
    fn edge() -> impl Strategy<Value = i128> {
        prop_oneof![
            -1000i128..1000,
            any::<i128>(),
            (0i128..4).prop_map(|d| i128::MAX - d),
            (0i128..4).prop_map(|d| i128::MIN + d),
            (0u32..126).prop_map(|shift| 1i128 << shift),
        ]
    }

    fn build(numerator: i128, denominator: i128) -> Rational {
        Rational::from_integers(numerator.into(), denominator.into()).expect("nonzero denominator")
    }

    fn canonical(value: &Rational) -> bool {
        *value == Rational::from_big(value.to_big())
    }

    proptest! {
        #[test]
        fn every_operation_agrees_with_big_integers(
            a in edge(), b in edge().prop_filter("nonzero", |b| *b != 0),
            c in edge(), d in edge().prop_filter("nonzero", |d| *d != 0),
        ) {
            let (x, y) = (build(a, b), build(c, d));
            let (p, q) = (x.to_big(), y.to_big());
            for (ours, theirs) in [
                (&x + &y, &p + &q), (&x - &y, &p - &q), (&x * &y, &p * &q),
            ] {
                prop_assert!(canonical(&ours));
                prop_assert_eq!(ours.to_big(), theirs);
            }
            if c != 0 {
                let quotient = &x / &y;
                prop_assert!(canonical(&quotient));
                prop_assert_eq!(quotient.to_big(), &p / &q);
            }
            prop_assert_eq!(x.cmp(&y), p.cmp(&q));
            prop_assert_eq!((-&x).to_big(), -p);
        }

        #[test]
        fn printing_loses_nothing(a in edge(), b in edge().prop_filter("nonzero", |b| *b != 0)) {
            let value = build(a, b);
            prop_assert_eq!(value.to_string().parse::<Rational>(), Ok(value));
        }
    }

    #[test]
    fn a_result_that_fits_again_returns_to_the_small_form() {
        let wide = Rational::from(i128::MAX) * Rational::from(i128::MAX);
        assert!(wide.to_small().is_none());
        assert_eq!(
            (&wide / &Rational::from(i128::MAX)).to_small(),
            Some((i128::MAX, 1))
        );
    }

    #[test]
    fn powers_are_exact_and_zero_has_no_reciprocal() {
        assert_eq!(
            Rational::ratio(-2, 3).checked_pow(-3),
            Some(Rational::ratio(-27, 8))
        );
        assert_eq!(Rational::ZERO.checked_pow(0), Some(Rational::ONE));
        assert_eq!(Rational::ZERO.checked_pow(-1), None);
        assert_eq!(Rational::ratio(-7, 2).floor(), Rational::integer(-4));
    }
}
