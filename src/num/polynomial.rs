//! Polynomials in one unknown with rational coefficients.
//!
//! Not the polynomials in many parameters of the conditions (see [`super::Multivariate`]): these are the polynomials whose roots are mixed
//! equilibria, and the elements of the fields those roots generate.

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use dashu_int::IBig;
use dashu_int::ops::Gcd;

use super::Rational;

/// A polynomial over the rationals, without leading zeros.
///
/// # Shapes
/// Coefficient `k` belongs to the power `k`; the zero polynomial has no coefficients.
///
/// # Examples
/// ```
/// use unipole::num::{Polynomial, Rational};
/// let x = Polynomial::unknown();
/// let p = &(&x * &x) - &Polynomial::constant(Rational::integer(2));
/// assert_eq!(p.to_string(), "x^2 - 2");
/// assert_eq!(p.evaluate(&Rational::ratio(3, 2)), Rational::ratio(1, 4));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Polynomial {
    coefficients: Vec<Rational>,
}

impl Polynomial {
    /// The polynomial of these coefficients, lowest power first; leading zeros are dropped.
    pub fn new(mut coefficients: Vec<Rational>) -> Self {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Polynomial { coefficients }
    }

    /// The polynomial of these integer coefficients, lowest power first.
    pub fn from_integers(coefficients: &[IBig]) -> Self {
        Polynomial::new(coefficients.iter().map(whole).collect())
    }

    /// The constant polynomial.
    pub fn constant(value: Rational) -> Self {
        Polynomial::new(vec![value])
    }

    /// The unknown itself.
    pub fn unknown() -> Self {
        Polynomial::new(vec![Rational::ZERO, Rational::ONE])
    }

    /// The coefficients, lowest power first.
    pub fn coefficients(&self) -> &[Rational] {
        &self.coefficients
    }

    /// The degree; none for the zero polynomial.
    pub fn degree(&self) -> Option<usize> {
        self.coefficients.len().checked_sub(1)
    }

    /// Whether this is the zero polynomial.
    pub fn is_zero(&self) -> bool {
        self.coefficients.is_empty()
    }

    /// The value at a point.
    pub fn evaluate(&self, point: &Rational) -> Rational {
        let mut value = Rational::ZERO;
        for coefficient in self.coefficients.iter().rev() {
            value = &(&value * point) + coefficient;
        }
        value
    }

    /// A whole number that every root is smaller than in absolute value (Cauchy's bound).
    pub fn root_bound(&self) -> Rational {
        let Some((leading, lower)) = self.coefficients.split_last() else {
            return Rational::ONE;
        };
        let largest = lower.iter().map(|c| (c / leading).abs()).max();
        largest.unwrap_or(Rational::ZERO).floor() + Rational::integer(2)
    }

    /// The derivative.
    pub fn derivative(&self) -> Self {
        let terms = self.coefficients.iter().zip(0i64..).skip(1);
        Polynomial::new(
            terms
                .map(|(c, power)| c * &Rational::integer(power))
                .collect(),
        )
    }

    /// Every coefficient multiplied by `factor`.
    pub fn scaled(&self, factor: &Rational) -> Self {
        Polynomial::new(self.coefficients.iter().map(|c| c * factor).collect())
    }

    /// The polynomial `p(constant + slope x)`.
    pub fn compose_affine(&self, constant: &Rational, slope: &Rational) -> Self {
        let inner = Polynomial::new(vec![constant.clone(), slope.clone()]);
        let mut composed = Polynomial::new(Vec::new());
        for coefficient in self.coefficients.iter().rev() {
            composed = &(&composed * &inner) + &Polynomial::constant(coefficient.clone());
        }
        composed
    }

    /// Quotient and remainder, the remainder of lower degree than the divisor; none when the divisor is zero.
    pub fn div_rem(&self, divisor: &Self) -> Option<(Self, Self)> {
        let (leading, lower) = divisor.coefficients.split_last()?;
        let mut remainder = self.coefficients.clone();
        let mut quotient = Vec::new();
        while remainder.len() > lower.len() {
            let factor = &remainder.pop()? / leading;
            let shift = remainder.len() - lower.len();
            for (entry, coefficient) in remainder[shift..].iter_mut().zip(lower) {
                *entry -= &(coefficient * &factor);
            }
            quotient.push(factor);
        }
        quotient.reverse();
        Some((Polynomial::new(quotient), Polynomial::new(remainder)))
    }

    /// The monic greatest common divisor; zero when both are zero.
    pub fn gcd(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.monic(), other.monic());
        while let Some((_, remainder)) = a.div_rem(&b) {
            // Monic remainders keep the coefficients from growing with every step.
            (a, b) = (b, remainder.monic());
        }
        a
    }

    /// The monic polynomial with the same complex roots, each once; zero for the zero polynomial.
    pub fn square_free(&self) -> Self {
        let repeated = self.gcd(&self.derivative());
        match self.div_rem(&repeated) {
            Some((quotient, _)) => quotient.monic(),
            None => self.clone(),
        }
    }

    /// The same polynomial times the positive number that makes its coefficients integers without common divisor.
    pub fn primitive(&self) -> Vec<IBig> {
        let mut denominators = IBig::ONE;
        for coefficient in &self.coefficients {
            let (_, denominator) = coefficient.to_integers();
            let shared = IBig::from((&denominators).gcd(&denominator));
            denominators = denominators / shared * denominator;
        }
        let factor = whole(&denominators);
        let integers = self
            .coefficients
            .iter()
            .map(|c| (c * &factor).to_integers());
        let integers: Vec<IBig> = integers.map(|(numerator, _)| numerator).collect();
        let content = integers.iter().fold(IBig::ZERO, |content, integer| {
            if content.is_zero() {
                integer.clone()
            } else {
                (&content).gcd(integer).into()
            }
        });
        // A single coefficient is its own content, sign included.
        let content = if content < IBig::ZERO {
            -content
        } else {
            content
        };
        integers.into_iter().map(|i| i / &content).collect()
    }

    /// Divided by the leading coefficient.
    fn monic(&self) -> Self {
        match self.coefficients.last() {
            Some(leading) => self.scaled(&(&Rational::ONE / leading)),
            None => self.clone(),
        }
    }
}

/// An integer as a rational.
fn whole(integer: &IBig) -> Rational {
    Rational::from_integers(integer.clone(), IBig::ONE).expect("invariant: one is not zero")
}

impl Add for &Polynomial {
    type Output = Polynomial;
    fn add(self, other: &Polynomial) -> Polynomial {
        let (long, short) = if self.coefficients.len() >= other.coefficients.len() {
            (self, other)
        } else {
            (other, self)
        };
        let mut sum = long.coefficients.clone();
        for (entry, coefficient) in sum.iter_mut().zip(&short.coefficients) {
            *entry += coefficient;
        }
        Polynomial::new(sum)
    }
}

impl Sub for &Polynomial {
    type Output = Polynomial;
    fn sub(self, other: &Polynomial) -> Polynomial {
        self + &-other
    }
}

impl Mul for &Polynomial {
    type Output = Polynomial;
    fn mul(self, other: &Polynomial) -> Polynomial {
        if self.is_zero() || other.is_zero() {
            return Polynomial::new(Vec::new());
        }
        let length = self.coefficients.len() + other.coefficients.len() - 1;
        let mut product = vec![Rational::ZERO; length];
        for (i, left) in self.coefficients.iter().enumerate() {
            for (j, right) in other.coefficients.iter().enumerate() {
                product[i + j] += &(left * right);
            }
        }
        Polynomial::new(product)
    }
}

impl Neg for &Polynomial {
    type Output = Polynomial;
    fn neg(self) -> Polynomial {
        Polynomial::new(self.coefficients.iter().map(|c| -c).collect())
    }
}

/// Highest power first, in the unknown `x`.
impl fmt::Display for Polynomial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return f.write_str("0");
        }
        let mut first = true;
        for (power, coefficient) in self.coefficients.iter().enumerate().rev() {
            if coefficient.is_zero() {
                continue;
            }
            f.write_str(match (first, coefficient.sign().is_lt()) {
                (true, true) => "-",
                (true, false) => "",
                (false, true) => " - ",
                (false, false) => " + ",
            })?;
            first = false;
            let size = coefficient.abs();
            match power {
                0 => write!(f, "{size}")?,
                _ if size == Rational::ONE => {}
                _ => write!(f, "{size}*")?,
            }
            match power {
                0 => {}
                1 => f.write_str("x")?,
                _ => write!(f, "x^{power}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Polynomial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn polynomial() -> impl Strategy<Value = Polynomial> {
        prop::collection::vec((-9i64..10, 1i64..5), 0..6)
            .prop_map(|c| Polynomial::new(c.iter().map(|(n, d)| Rational::ratio(*n, *d)).collect()))
    }

    proptest! {
        #[test]
        fn evaluation_respects_the_ring_operations(
            p in polynomial(), q in polynomial(), n in -9i64..10, d in 1i64..7,
        ) {
            let at = Rational::ratio(n, d);
            let (a, b) = (p.evaluate(&at), q.evaluate(&at));
            prop_assert_eq!((&p + &q).evaluate(&at), &a + &b);
            prop_assert_eq!((&p - &q).evaluate(&at), &a - &b);
            prop_assert_eq!((&p * &q).evaluate(&at), &a * &b);
            let moved = p.compose_affine(&Rational::ratio(1, 3), &Rational::integer(-2));
            let inner = Rational::ratio(1, 3) - Rational::integer(2) * &at;
            prop_assert_eq!(moved.evaluate(&at), p.evaluate(&inner));
        }

        #[test]
        fn division_gives_back_the_dividend(p in polynomial(), q in polynomial()) {
            match p.div_rem(&q) {
                None => prop_assert!(q.is_zero()),
                Some((quotient, remainder)) => {
                    prop_assert!(remainder.degree() < q.degree());
                    prop_assert_eq!(&(&quotient * &q) + &remainder, p);
                }
            }
        }

        #[test]
        fn a_common_factor_divides_the_greatest_common_divisor(
            p in polynomial(), q in polynomial(), common in polynomial(),
        ) {
            let divisor = (&p * &common).gcd(&(&q * &common));
            if let Some((_, remainder)) = divisor.div_rem(&common) {
                prop_assert!(remainder.is_zero());
            }
            for multiple in [&p * &common, &q * &common] {
                prop_assert!(multiple.div_rem(&divisor).is_none_or(|(_, r)| r.is_zero()));
            }
        }
    }

    #[test]
    fn repeated_roots_are_kept_once() {
        let root = |r: i64| Polynomial::new(vec![Rational::integer(-r), Rational::ONE]);
        let repeated = &(&root(1) * &root(1)) * &(&root(1) * &root(-2));
        assert_eq!(repeated.square_free(), &root(1) * &root(-2));
        assert_eq!(repeated.derivative().degree(), Some(3));
    }

    #[test]
    fn the_primitive_form_is_a_positive_multiple() {
        let p = Polynomial::new(vec![
            Rational::ratio(-2, 3),
            Rational::ZERO,
            Rational::ratio(-4, 5),
        ]);
        assert_eq!(
            p.primitive(),
            vec![IBig::from(-5), IBig::ZERO, IBig::from(-6)]
        );
        let constant = Polynomial::constant(Rational::ratio(-7, 2));
        assert_eq!(constant.primitive(), vec![IBig::from(-1)]);
        assert!(Polynomial::new(Vec::new()).primitive().is_empty());
    }

    #[test]
    fn polynomials_print_highest_power_first() {
        let p = Polynomial::new(vec![
            Rational::ratio(-1, 2),
            Rational::integer(-1),
            Rational::ZERO,
            Rational::integer(3),
        ]);
        assert_eq!(p.to_string(), "3*x^3 - x - 1/2");
    }
}
