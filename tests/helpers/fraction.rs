//! Fractions of machine integers: the arithmetic of the oracles, apart from the program's own numbers.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

use unipole::num::{Rational, Real};

/// A fraction in lowest terms with a positive denominator; arithmetic beyond 128 bits panics.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

/// `numerator / denominator`.
#[track_caller]
pub fn fraction(numerator: i128, denominator: i128) -> Fraction {
    assert_ne!(denominator, 0, "a fraction over zero");
    let (mut a, mut b) = (numerator.abs(), denominator.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let sign = denominator.signum();
    Fraction {
        numerator: sign * numerator / a,
        denominator: sign * denominator / a,
    }
}

impl From<i128> for Fraction {
    fn from(value: i128) -> Self {
        fraction(value, 1)
    }
}

/// The program's number, if it is a small fraction.
impl From<&Rational> for Fraction {
    fn from(value: &Rational) -> Self {
        let (numerator, denominator) = value.to_small().expect("a small fraction");
        fraction(numerator, denominator)
    }
}

/// The program's number, if it is a small fraction.
impl From<&Real> for Fraction {
    fn from(value: &Real) -> Self {
        Fraction::from(&value.to_rational().expect("a rational number"))
    }
}

impl Add for Fraction {
    type Output = Fraction;
    fn add(self, other: Fraction) -> Fraction {
        fraction(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )
    }
}

impl Neg for Fraction {
    type Output = Fraction;
    fn neg(self) -> Fraction {
        fraction(-self.numerator, self.denominator)
    }
}

impl Sub for Fraction {
    type Output = Fraction;
    fn sub(self, other: Fraction) -> Fraction {
        self + -other
    }
}

impl Mul for Fraction {
    type Output = Fraction;
    fn mul(self, other: Fraction) -> Fraction {
        fraction(
            self.numerator * other.numerator,
            self.denominator * other.denominator,
        )
    }
}

impl Div for Fraction {
    type Output = Fraction;
    fn div(self, other: Fraction) -> Fraction {
        fraction(
            self.numerator * other.denominator,
            self.denominator * other.numerator,
        )
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As the program reads it.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}
