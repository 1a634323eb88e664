//! The signs of polynomials at a number, or just below one.
//!
//! # Source
//! Basu, Pollack and Roy (2006), *Algorithms in Real Algebraic Geometry*, section 2.2 (signs on either side of a root).

use std::cmp::Ordering;

use crate::num::{Polynomial, Rational, Real};

/// Where the sign of a polynomial is asked for.
pub(super) enum Near {
    /// At a number.
    At(Rational),
    /// At all numbers below this one that are near enough, which depends on the polynomial; above zero.
    Below {
        /// The number.
        number: Real,
        /// Bounds of it, not negative.
        bounds: (Rational, Rational),
    },
}

impl Near {
    /// Just below a positive number.
    pub(super) fn below(number: &Real) -> Self {
        let (lower, upper) = number.enclosure(&Rational::ratio(1, 1 << 30));
        Near::Below {
            number: number.clone(),
            bounds: (lower.max(Rational::ZERO), upper),
        }
    }

    /// The sign of a polynomial there, as the comparison with zero; zero just below a number only for the zero polynomial.
    pub(super) fn sign(&self, polynomial: &Polynomial) -> Ordering {
        match self {
            Near::At(number) => polynomial.evaluate(number).sign(),
            Near::Below { number, bounds } => below(polynomial, number, bounds),
        }
    }
}

/// The sign of the first derivative that does not vanish at the number, alternating; the bounds usually show it.
fn below(polynomial: &Polynomial, number: &Real, bounds: &(Rational, Rational)) -> Ordering {
    let mut derivative = polynomial.clone();
    let mut is_reversed = false;
    while !derivative.is_zero() {
        let (least, greatest) = range(&derivative, bounds);
        let sign = match (least.sign(), greatest.sign()) {
            (Ordering::Greater, _) => Ordering::Greater,
            (_, Ordering::Less) => Ordering::Less,
            _ => number.apply(&derivative).sign(),
        };
        if sign.is_ne() {
            return if is_reversed { sign.reverse() } else { sign };
        }
        derivative = derivative.derivative();
        is_reversed = !is_reversed;
    }
    Ordering::Equal
}

/// Bounds of a polynomial between two numbers that are not negative (Horner's scheme).
fn range(polynomial: &Polynomial, (lower, upper): &(Rational, Rational)) -> (Rational, Rational) {
    let mut bounds = (Rational::ZERO, Rational::ZERO);
    for coefficient in polynomial.coefficients().iter().rev() {
        let (least, greatest) = bounds;
        let least = if least.sign().is_ge() {
            &least * lower
        } else {
            &least * upper
        };
        let greatest = if greatest.sign().is_ge() {
            &greatest * upper
        } else {
            &greatest * lower
        };
        bounds = (&least + coefficient, &greatest + coefficient);
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polynomial(coefficients: &[i64]) -> Polynomial {
        Polynomial::new(coefficients.iter().map(|c| Rational::integer(*c)).collect())
    }

    #[test]
    fn signs_just_below_a_root_follow_from_its_multiplicity() {
        let square = polynomial(&[-2, 0, 1]);
        let root = Real::roots(&square, &Rational::ZERO, &Rational::integer(2)).expect("not zero");
        let near = Near::below(&root[0]);
        assert_eq!(near.sign(&square), Ordering::Less);
        assert_eq!(near.sign(&(&square * &square)), Ordering::Greater);
        assert_eq!(
            near.sign(&(&polynomial(&[-3, 1]) * &square)),
            Ordering::Greater
        );
        assert_eq!(near.sign(&polynomial(&[-1, 1])), Ordering::Greater);
        assert_eq!(near.sign(&polynomial(&[])), Ordering::Equal);
        assert_eq!(
            Near::below(&Real::ONE).sign(&polynomial(&[-1, 1])),
            Ordering::Less
        );
        assert_eq!(
            Near::At(Rational::ONE).sign(&polynomial(&[-1, 1])),
            Ordering::Equal
        );
    }
}
