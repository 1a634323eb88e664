//! Greatest common divisors of integer polynomials from those of integers.
//!
//! 1. A large whole number is put in for one unknown, and the greatest common divisor of the two values is found, by recursion.
//! 2. It is written in powers of that number with digits of least absolute value: these are the coefficients of a polynomial.
//! 3. If its primitive part divides both polynomials then it is their greatest common divisor, because the number was larger than twice the
//!    coefficients of one of them. If not, another number is tried.
//!
//! # Source
//! Char, Geddes and Gonnet (1989), "GCDHEU: Heuristic polynomial GCD algorithm based on integer GCD computation", Journal of Symbolic
//! Computation 7.

use dashu_int::IBig;
use dashu_int::ops::Gcd;

use super::{Monomial, Multivariate, Rational};

/// How many numbers are tried for an unknown.
const TRIES: usize = 6;
/// Values with more digits are not looked at.
const DIGITS: u64 = 10_000;

/// The greatest common divisor of two polynomials with integer coefficients, their numbers' included.
///
/// # Answer
/// Proved, up to its sign; none where no number led to it.
pub(super) fn heuristic_divisor(a: &Multivariate, b: &Multivariate) -> Option<Multivariate> {
    if a.is_zero() || b.is_zero() {
        return Some(if a.is_zero() { b.clone() } else { a.clone() });
    }
    let ((of_a, a), (of_b, b)) = (a.primitive(), b.primitive());
    let whole = |number: &Rational| number.to_integers().0;
    let numbers = IBig::from(whole(&of_a).gcd(&whole(&of_b)));
    let numbers = Rational::from_integers(numbers, IBig::ONE)?;
    let in_b = b.unknowns();
    let Some(unknown) = a.unknowns().into_iter().find(|u| in_b.contains(u)) else {
        return Some(Multivariate::constant(numbers));
    };
    let two = Rational::integer(2);
    let mut number = &(&two * &largest(&a).min(largest(&b))) + &Rational::integer(29);
    for _ in 0..TRIES {
        let degree = a.degree_in(unknown).max(b.degree_in(unknown));
        if number.digits() * u64::from(degree) > DIGITS {
            return None;
        }
        let divisor =
            heuristic_divisor(&value(&a, unknown, &number), &value(&b, unknown, &number))?;
        let (_, found) = in_powers(divisor, unknown, &number).primitive();
        if a.divided_by(&found).is_some() && b.divided_by(&found).is_some() {
            return Some(found.scaled(&numbers));
        }
        number = (&number * &Rational::ratio(73_794, 27_011)).floor();
    }
    None
}

fn largest(polynomial: &Multivariate) -> Rational {
    let sizes = polynomial.terms().map(|(_, coefficient)| coefficient.abs());
    sizes.max().unwrap_or(Rational::ZERO)
}

/// The polynomial in the other unknowns, with a number for this one.
fn value(polynomial: &Multivariate, unknown: usize, number: &Rational) -> Multivariate {
    let coefficients = polynomial.coefficients_in(unknown);
    let zero = Multivariate::zero();
    coefficients
        .iter()
        .rev()
        .fold(zero, |value, c| &value.scaled(number) + c)
}

/// The polynomial whose value at a number this is, with coefficients of at most half the number's size.
fn in_powers(mut rest: Multivariate, unknown: usize, number: &Rational) -> Multivariate {
    let half = Rational::ratio(1, 2);
    let inverse = &Rational::ONE / number;
    let mut terms: Vec<(Monomial, Rational)> = Vec::new();
    for power in 0.. {
        if rest.is_zero() {
            break;
        }
        let mut quotients = Vec::new();
        for (monomial, coefficient) in rest.terms() {
            let quotient = (&(coefficient * &inverse) + &half).floor();
            let digit = coefficient - &(&quotient * number);
            let own = monomial.powers().iter().copied();
            terms.push((Monomial::of(own.chain([(unknown, power)])), digit));
            quotients.push((monomial.clone(), quotient));
        }
        rest = Multivariate::from_terms(quotients);
    }
    Multivariate::from_terms(terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_divisor_of_products_of_sums_is_found() {
        let [x, y, z] = [0, 1, 2].map(Multivariate::unknown);
        let of = |number: i64| Multivariate::constant(Rational::integer(number));
        let common = &(&x * &y) - &(&z * &of(6));
        let a = &(&common * &(&x + &y)) * &of(4);
        let b = &(&common * &(&x - &z)) * &of(-6);
        let found = heuristic_divisor(&a, &b).expect("a small divisor");
        assert!(
            found == common.scaled(&Rational::integer(2))
                || found == common.scaled(&Rational::integer(-2))
        );
        let found = heuristic_divisor(&(&x + &y), &(&x - &y)).expect("no divisor");
        assert_eq!(found.as_constant().map(|c| c.abs()), Some(Rational::ONE));
    }
}
