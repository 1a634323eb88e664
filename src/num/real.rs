//! Real numbers: rationals, elements of the field that one irrational root generates, and numbers known by bounds.
//!
//! A mixed equilibrium of a symmetric game has probabilities `q` and `1 - q`, where `q` is a root of a polynomial,
//! and payoffs that are polynomials in `q`. All of these are polynomials in one root, reduced modulo the root's
//! polynomial; signs are decided exactly. There is no arithmetic between different roots, only comparison.
//!
//! Mixed equilibria of three players and more have probabilities in no common simple root: they are proved to lie between bounds.
//! Arithmetic with such a number is interval arithmetic, and its sign is known only where the bounds show it.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use super::algebraic::{Algebraic, compare_roots};
use super::enclosed::{Bounds, Enclosed, difference, product, sum};
use super::{Isolated, Polynomial, Rational, Root, roots};

/// The width to which an irrational root is enclosed where it meets a number known by bounds: one part in 2^200.
const NARROW: i32 = 200;

/// A real number known exactly, or by bounds that were proved.
///
/// # Examples
/// ```
/// use unipole::num::{Polynomial, Rational, Real};
/// let p = Polynomial::new([-2, 0, 1].map(Rational::integer).to_vec());
/// let found = Real::roots(&p, &Rational::ZERO, &Rational::integer(2)).expect("not the zero polynomial");
/// let square = &found[0] * &found[0];
/// assert_eq!(square, Real::from(Rational::integer(2)));
/// assert!((&found[0] - &Real::from(Rational::ratio(3, 2))).sign().is_lt());
/// ```
#[derive(Clone)]
pub enum Real {
    /// A rational number.
    Rational(Rational),
    /// A polynomial in an irrational root.
    Algebraic(Algebraic),
    /// A number between two bounds.
    Enclosed(Enclosed),
}

impl Real {
    /// Zero.
    pub const ZERO: Real = Real::Rational(Rational::ZERO);
    /// One.
    pub const ONE: Real = Real::Rational(Rational::ONE);

    /// The distinct real roots of a polynomial in a closed interval, in ascending order; none for the zero polynomial.
    pub fn roots(polynomial: &Polynomial, lower: &Rational, upper: &Rational) -> Option<Vec<Real>> {
        let found = roots(polynomial, lower, upper)?;
        Some(found.into_iter().map(Real::from).collect())
    }

    /// The value of a polynomial at this number.
    pub fn apply(&self, polynomial: &Polynomial) -> Real {
        let mut value = Real::ZERO;
        for coefficient in polynomial.coefficients().iter().rev() {
            value = &(&value * self) + &Real::Rational(coefficient.clone());
        }
        value
    }

    /// Whether the two numbers may be added and multiplied: one is rational or known by bounds, or both are in the same root.
    pub fn shares_root(&self, other: &Real) -> bool {
        match (self, other) {
            (Real::Algebraic(a), Real::Algebraic(b)) => a.shares_root(b),
            _ => true,
        }
    }

    /// The sign, as the comparison with zero; exact.
    ///
    /// # Panics
    /// When the number is known by bounds on both sides of zero: then ask for [`Real::decided_sign`].
    pub fn sign(&self) -> Ordering {
        self.decided_sign()
            .expect("invariant: a sign is asked for only where it is known")
    }

    /// The sign, as the comparison with zero; none where the number is known by bounds on both sides of zero.
    pub fn decided_sign(&self) -> Option<Ordering> {
        match self {
            Real::Rational(value) => Some(value.sign()),
            Real::Algebraic(number) => Some(number.sign()),
            Real::Enclosed(number) => number.decided_sign(),
        }
    }

    /// Whether the number is known to be zero; exact, and never so by bounds.
    pub fn is_zero(&self) -> bool {
        match self {
            Real::Rational(value) => value.is_zero(),
            Real::Algebraic(number) => number.is_zero(),
            Real::Enclosed(_) => false,
        }
    }

    /// Whether the two numbers are known to be different; exact unless one is known by bounds, that is, unless they overlap.
    pub fn is_apart(&self, other: &Real) -> bool {
        match (self, other) {
            (Real::Enclosed(_), _) | (_, Real::Enclosed(_)) => {
                let [(low, high), (other_low, other_high)] = [self.ends(), other.ends()];
                high < other_low || other_high < low
            }
            _ => self.compare(other).is_ne(),
        }
    }

    /// Which of two numbers is larger; exact, also between numbers in different roots.
    ///
    /// A number known by bounds is placed by them, the lower one first, any other number being its own bounds. So this is a total order,
    /// right wherever bounds do not overlap; equal bounds compare as equal although the numbers may differ.
    pub fn compare(&self, other: &Real) -> Ordering {
        if matches!(self, Real::Enclosed(_)) || matches!(other, Real::Enclosed(_)) {
            let [(low, high), (other_low, other_high)] = [self.ends(), other.ends()];
            return low
                .compare(&other_low)
                .then_with(|| high.compare(&other_high));
        }
        if self.shares_root(other) {
            return (self - other).sign();
        }
        match (self.isolated(), other.isolated()) {
            (Isolated::Irrational(a), Isolated::Irrational(b)) => compare_roots(a, b),
            (a, b) => (&Real::from(a) - &Real::from(b)).sign(),
        }
    }

    /// Rational bounds at most `width` apart (`width > 0`), between which the number lies.
    ///
    /// Equal for a rational; otherwise multiples of `width / 4`, so that they stay short. Of a number known by bounds these,
    /// however far they are apart.
    pub fn enclosure(&self, width: &Rational) -> (Rational, Rational) {
        match self {
            Real::Rational(value) => (value.clone(), value.clone()),
            Real::Algebraic(number) => number.enclosure(width),
            Real::Enclosed(number) => (number.lower().clone(), number.upper().clone()),
        }
    }

    /// The bounds where bounds are all that is known, else the number twice.
    fn ends(&self) -> (Real, Real) {
        match self {
            Real::Enclosed(number) => {
                (number.lower().clone().into(), number.upper().clone().into())
            }
            exact => (exact.clone(), exact.clone()),
        }
    }

    fn bounds(&self) -> Bounds {
        let width = Rational::ratio(1, 2).checked_pow(NARROW);
        self.enclosure(&width.expect("invariant: one half is not zero"))
    }

    /// The number as a root of its own: a polynomial with integer coefficients and an interval that isolates it;
    /// none if it is rational, or known by bounds alone.
    pub fn defining(&self) -> Option<Root> {
        if matches!(self, Real::Enclosed(_)) {
            return None;
        }
        match self.isolated() {
            Isolated::Rational(_) => None,
            Isolated::Irrational(root) => Some(root),
        }
    }

    /// The number as a rational, if it is known to be one; exact.
    pub fn to_rational(&self) -> Option<Rational> {
        if matches!(self, Real::Enclosed(_)) {
            return None;
        }
        match self.isolated() {
            Isolated::Rational(value) => Some(value),
            Isolated::Irrational(_) => None,
        }
    }

    fn isolated(&self) -> Isolated {
        match self {
            Real::Rational(value) => Isolated::Rational(value.clone()),
            Real::Algebraic(number) => number.isolated(),
            Real::Enclosed(_) => unreachable!("invariant: bounds isolate no root"),
        }
    }
}

/// The number between two bounds, a rational if they are equal.
impl From<(Rational, Rational)> for Real {
    fn from((lower, upper): (Rational, Rational)) -> Self {
        if lower == upper {
            return Real::Rational(lower);
        }
        Real::Enclosed(Enclosed::new(lower, upper))
    }
}

impl From<Rational> for Real {
    fn from(value: Rational) -> Self {
        Real::Rational(value)
    }
}

impl From<Root> for Real {
    fn from(root: Root) -> Self {
        Real::Algebraic(Algebraic::from_root(root))
    }
}

impl From<Isolated> for Real {
    fn from(root: Isolated) -> Self {
        match root {
            Isolated::Rational(value) => value.into(),
            Isolated::Irrational(root) => root.into(),
        }
    }
}

/// Applies a ring operation, to rationals, to polynomials in the one root involved, or to bounds.
fn combine(
    left: &Real,
    right: &Real,
    rational: impl Fn(&Rational, &Rational) -> Rational,
    polynomial: impl Fn(&Polynomial, &Polynomial) -> Polynomial,
    bounds: impl Fn(&Bounds, &Bounds) -> Bounds,
) -> Real {
    let constant = |value: &Rational| Polynomial::constant(value.clone());
    match (left, right) {
        (Real::Enclosed(_), _) | (_, Real::Enclosed(_)) => {
            bounds(&left.bounds(), &right.bounds()).into()
        }
        (Real::Rational(a), Real::Rational(b)) => Real::Rational(rational(a, b)),
        (Real::Algebraic(a), Real::Rational(b)) => a.reduced(polynomial(a.value(), &constant(b))),
        (Real::Rational(a), Real::Algebraic(b)) => b.reduced(polynomial(&constant(a), b.value())),
        (Real::Algebraic(a), Real::Algebraic(b)) => {
            assert!(
                a.shares_root(b),
                "invariant: arithmetic stays within one root"
            );
            a.reduced(polynomial(a.value(), b.value()))
        }
    }
}

impl Add for &Real {
    type Output = Real;
    fn add(self, other: &Real) -> Real {
        combine(self, other, |a, b| a + b, |a, b| a + b, sum)
    }
}

impl Sub for &Real {
    type Output = Real;
    fn sub(self, other: &Real) -> Real {
        combine(self, other, |a, b| a - b, |a, b| a - b, difference)
    }
}

impl Mul for &Real {
    type Output = Real;
    fn mul(self, other: &Real) -> Real {
        combine(self, other, |a, b| a * b, |a, b| a * b, product)
    }
}

impl Neg for &Real {
    type Output = Real;
    fn neg(self) -> Real {
        &Real::ZERO - self
    }
}

/// Exact, also between numbers in different roots; numbers known by bounds are equal where their bounds are.
impl PartialEq for Real {
    fn eq(&self, other: &Real) -> bool {
        self.compare(other).is_eq()
    }
}

impl Eq for Real {}

/// By value; exact, also between numbers in different roots; numbers known by bounds by these, see [`Real::compare`].
impl Ord for Real {
    fn cmp(&self, other: &Real) -> Ordering {
        self.compare(other)
    }
}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Real) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A rational, or for example `-x + 1 at the root x of x^2 - 2 in (1, 2)` or `between 1/3 and 2/5`: exact, never a decimal.
impl fmt::Display for Real {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Real::Rational(value) => fmt::Display::fmt(value, f),
            Real::Algebraic(number) => {
                let root = number.root();
                write!(
                    f,
                    "{} at the root x of {} in ({}, {})",
                    number.value(),
                    root.polynomial(),
                    root.lower(),
                    root.upper()
                )
            }
            Real::Enclosed(number) => {
                write!(f, "between {} and {}", number.lower(), number.upper())
            }
        }
    }
}

impl fmt::Debug for Real {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn integer(value: i64) -> Real {
        Real::from(Rational::integer(value))
    }

    fn polynomial(coefficients: &[i64]) -> Polynomial {
        Polynomial::new(coefficients.iter().map(|c| Rational::integer(*c)).collect())
    }

    /// The positive square root of an integer that is no square.
    fn square_root(radicand: i64) -> Real {
        let found = Real::roots(
            &polynomial(&[-radicand, 0, 1]),
            &Rational::ZERO,
            &Rational::integer(radicand),
        );
        found.expect("not zero").remove(0)
    }

    #[test]
    fn conjugates_multiply_to_a_rational() {
        let root = square_root(2);
        let product = &(&integer(1) + &root) * &(&integer(1) - &root);
        assert!(matches!(product, Real::Rational(value) if value == Rational::integer(-1)));
        assert_eq!(root.sign(), Ordering::Greater);
        assert!((-&root).sign().is_lt());
    }

    #[test]
    fn zero_is_recognised_although_the_polynomial_factors() {
        // (x^2 - 2)(x^2 - 3) has no rational root; its root near 1.41 squares to 2.
        let p = &polynomial(&[-2, 0, 1]) * &polynomial(&[-3, 0, 1]);
        let found = Real::roots(&p, &Rational::ONE, &Rational::integer(2)).expect("not zero");
        let square = &found[0] * &found[0];
        assert!((&square - &integer(2)).is_zero());
        assert_eq!(square.to_rational(), Some(Rational::integer(2)));
        assert_eq!(square, integer(2));
        assert_eq!(found[1].compare(&found[0]), Ordering::Greater);
    }

    #[test]
    fn numbers_in_different_roots_are_compared() {
        let (two, eight) = (square_root(2), square_root(8));
        assert_eq!(&two + &two, eight);
        assert_eq!(square_root(3).compare(&two), Ordering::Greater);
        assert!(!two.shares_root(&eight) && two.shares_root(&square_root(2)));
    }

    #[test]
    fn an_element_knows_its_own_polynomial() {
        let check = |number: &Real, expected: &[i64]| {
            let root = number.defining().expect("irrational");
            assert_eq!(root.polynomial(), &polynomial(expected));
            assert!(number.apply(&polynomial(expected)).is_zero());
            assert_eq!(Real::from(root), *number);
        };
        // 3 - 2 sqrt(2), and for the cube root r of 2: r^2 and r^2 + r (x^3 - 6x - 6).
        check(
            &(&integer(3) - &(&integer(2) * &square_root(2))),
            &[1, -6, 1],
        );
        let cube = polynomial(&[-2, 0, 0, 1]);
        let r = Real::roots(&cube, &Rational::ZERO, &Rational::integer(2))
            .expect("not zero")
            .remove(0);
        let square = &r * &r;
        check(&square, &[-4, 0, 0, 1]);
        check(&(&square + &r), &[-6, -6, 0, 1]);
        assert_eq!((&square * &r).defining(), None);
    }

    proptest! {
        #[test]
        fn signs_agree_with_squared_comparison(a in -2000i64..2000, b in -2000i64..2000, d in prop::sample::select(vec![2i64, 3, 5, 7])) {
            // The sign of a + b sqrt(d), decided by comparing a^2 with b^2 d.
            let expected = match (a.signum(), b.signum()) {
                (s, 0) => s.cmp(&0),
                (0, t) => t.cmp(&0),
                (s, t) if s == t => s.cmp(&0),
                (s, t) => if a * a > b * b * d { s.cmp(&0) } else { t.cmp(&0) },
            };
            let number = &integer(a) + &(&integer(b) * &square_root(d));
            prop_assert_eq!(number.sign(), expected);
        }

        #[test]
        fn enclosures_hold_the_number(a in -50i64..50, b in 1i64..50, bits in 1i32..200) {
            let number = &integer(a) + &(&integer(b) * &square_root(3));
            let width = Rational::ratio(1, 2).checked_pow(bits).expect("not zero");
            let (lower, upper) = number.enclosure(&width);
            prop_assert!(&upper - &lower <= width);
            // (x - a)^2 - 3 b^2 changes sign in the enclosure, and x > a.
            let at = |x: &Rational| {
                let offset = x - &Rational::integer(a);
                &offset * &offset - Rational::integer(3 * b * b)
            };
            prop_assert!(at(&lower).sign().is_lt() && at(&upper).sign().is_gt());
            prop_assert!(upper > Rational::integer(a));
        }
    }
}
