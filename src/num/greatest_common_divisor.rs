//! The greatest common divisor of polynomials in several unknowns.
//!
//! Both are read as polynomials in one unknown whose coefficients are polynomials in the others. What all coefficients
//! share, the content, is found by recursion; of the primitive parts, pseudo-remainders are taken, made primitive at
//! every step, until one vanishes. Before that, values are put in for all other unknowns: where the images have no
//! common divisor that depends on the unknown, neither have the polynomials. Where they have one, integers may show which
//! ([`heuristic_divisor`]), which spares remainders that grow.
//!
//! # Source
//! Knuth (1997), *The Art of Computer Programming* 2, section 4.6.1, algorithm E; Brown (1971), "On Euclid's Algorithm
//! and the Computation of Polynomial Greatest Common Divisors", for the images.

use super::heuristic_divisor::heuristic_divisor;
use super::{Monomial, Multivariate, Polynomial, Rational};

impl Multivariate {
    /// The greatest common divisor, primitive with integer coefficients; zero when both are zero.
    ///
    /// Its leading coefficient in the lexicographic order is positive.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Multivariate;
    /// let [u, c, s] = [0, 1, 2].map(Multivariate::unknown);
    /// let total = &(&u + &c) + &s;
    /// let (p, q) = (&total * &(&u - &c), &total * &(&u + &s));
    /// assert_eq!(p.gcd(&q), total);
    /// ```
    pub fn gcd(&self, other: &Multivariate) -> Multivariate {
        match (self.is_zero(), other.is_zero()) {
            (true, _) => normal(other),
            (_, true) => normal(self),
            _ => normal(&common(&self.primitive().1, &other.primitive().1)),
        }
    }

    /// What the coefficients of the powers of an unknown have in common; zero for zero.
    pub fn content_in(&self, unknown: usize) -> Multivariate {
        let mut coefficients = self.coefficients_in(unknown);
        coefficients.retain(|c| !c.is_zero());
        // A short coefficient settles most cases at once.
        coefficients.sort_by_key(Multivariate::len);
        let mut content = Multivariate::zero();
        for coefficient in &coefficients {
            content = content.gcd(coefficient);
            if content.as_constant().is_some() {
                break;
            }
        }
        content
    }

    /// The largest monomial that divides every term.
    pub fn shared_monomial(&self) -> Monomial {
        let mut monomials = self.terms().map(|(monomial, _)| monomial);
        let first = monomials.next().cloned().unwrap_or_default();
        monomials.fold(first, |shared, monomial| meet(&shared, monomial))
    }

    /// The quotient by a polynomial known to divide.
    pub(crate) fn exact_quotient(&self, divisor: &Multivariate) -> Multivariate {
        self.divided_by(divisor)
            .expect("invariant: the divisor was found to divide")
    }
}

/// The positive or negative multiple that is primitive with a positive leading coefficient.
fn normal(polynomial: &Multivariate) -> Multivariate {
    let (_, primitive) = polynomial.primitive();
    match primitive.leading() {
        Some((_, coefficient)) if coefficient.sign().is_lt() => -&primitive,
        _ => primitive,
    }
}

fn one() -> Multivariate {
    Multivariate::constant(Rational::ONE)
}

fn meet(a: &Monomial, b: &Monomial) -> Monomial {
    let least =
        |(unknown, exponent): &(usize, u32)| (*unknown, b.exponent(*unknown).min(*exponent));
    Monomial::of(a.powers().iter().map(least))
}

fn of_monomial(monomial: Monomial) -> Multivariate {
    Multivariate::from_terms([(monomial, Rational::ONE)])
}

/// A greatest common divisor of two polynomials that are not zero, up to a constant.
fn common(a: &Multivariate, b: &Multivariate) -> Multivariate {
    let (of_a, of_b) = (a.shared_monomial(), b.shared_monomial());
    let shared = of_monomial(meet(&of_a, &of_b));
    let (a, b) = (
        a.exact_quotient(&of_monomial(of_a)),
        b.exact_quotient(&of_monomial(of_b)),
    );
    &shared * &common_of_terms(&a, &b)
}

/// The same where no unknown divides either polynomial.
fn common_of_terms(a: &Multivariate, b: &Multivariate) -> Multivariate {
    if a.as_constant().is_some() || b.as_constant().is_some() {
        return one();
    }
    if a == b {
        return a.clone();
    }
    let (in_a, in_b) = (a.unknowns(), b.unknowns());
    // A common divisor has no unknown that one of them lacks, so it divides the content in it.
    if let Some(unknown) = in_a.iter().find(|u| !in_b.contains(u)) {
        return a.content_in(*unknown).gcd(b);
    }
    if let Some(unknown) = in_b.iter().find(|u| !in_a.contains(u)) {
        return b.content_in(*unknown).gcd(a);
    }
    let unknown = in_a
        .into_iter()
        .min_by_key(|u| (a.degree_in(*u).min(b.degree_in(*u)), a.degree_in(*u)))
        .expect("invariant: a polynomial that is not constant has an unknown");
    let contents = || a.content_in(unknown).gcd(&b.content_in(unknown));
    if images_are_coprime(a, b, unknown) {
        return contents();
    }
    heuristic_divisor(a, b).unwrap_or_else(|| &contents() * &common_of_primitive(a, b, unknown))
}

/// Whether values of the other unknowns show that no common divisor depends on this one.
///
/// # Answer
/// True is proved, since where the leading coefficient does not vanish the image of a common divisor has its degree;
/// false says nothing.
fn images_are_coprime(a: &Multivariate, b: &Multivariate, unknown: usize) -> bool {
    let last = a.unknowns().last().copied().unwrap_or(0);
    // Any values do; small primes far apart seldom meet a special case.
    let primes = [101, 37, 83, 53, 71, 29, 61, 43, 97, 31, 67, 47];
    let point: Vec<Rational> = (0..=last)
        .map(|u| Rational::integer(primes[u % primes.len()]))
        .collect();
    let image = |p: &Multivariate| {
        let coefficients = p.coefficients_in(unknown);
        Polynomial::new(coefficients.iter().map(|c| c.evaluate(&point)).collect())
    };
    let (of_a, of_b) = (image(a), image(b));
    let keeps_degree = of_a.degree() == usize::try_from(a.degree_in(unknown)).ok();
    keeps_degree && of_a.gcd(&of_b).degree() == Some(0)
}

/// A greatest common divisor of the primitive parts with respect to an unknown.
fn common_of_primitive(a: &Multivariate, b: &Multivariate, unknown: usize) -> Multivariate {
    let (mut long, mut short) = (primitive_in(a, unknown), primitive_in(b, unknown));
    if long.degree_in(unknown) < short.degree_in(unknown) {
        (long, short) = (short, long);
    }
    while short.degree_in(unknown) > 0 {
        let remainder = pseudo_remainder(&long, &short, unknown);
        if remainder.is_zero() {
            return short;
        }
        (long, short) = (short, primitive_in(&remainder, unknown));
    }
    one()
}

/// Divided by the content with respect to an unknown, and by that of its numbers.
fn primitive_in(polynomial: &Multivariate, unknown: usize) -> Multivariate {
    let (_, whole) = polynomial.primitive();
    whole.exact_quotient(&whole.content_in(unknown))
}

/// A remainder after division of a multiple by a polynomial in the other unknowns.
fn pseudo_remainder(a: &Multivariate, b: &Multivariate, unknown: usize) -> Multivariate {
    let degree = b.degree_in(unknown);
    let leading_of = |p: &Multivariate| p.coefficients_in(unknown).pop().unwrap_or_default();
    let leading = leading_of(b);
    let mut rest = a.clone();
    while !rest.is_zero() && rest.degree_in(unknown) >= degree {
        let shift = Monomial::of([(unknown, rest.degree_in(unknown) - degree)]);
        let factor = &leading_of(&rest) * &of_monomial(shift);
        rest = &(&leading * &rest) - &(&factor * b);
    }
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn polynomial() -> impl Strategy<Value = Multivariate> {
        let term = (prop::collection::vec(0u32..3, 3), -4i64..5);
        prop::collection::vec(term, 1..4).prop_map(|terms| {
            Multivariate::from_terms(terms.into_iter().map(|(exponents, value)| {
                let monomial = Monomial::of(exponents.into_iter().enumerate());
                (monomial, Rational::integer(value))
            }))
        })
    }

    proptest! {
        #[test]
        fn a_common_factor_divides_the_divisor_and_the_divisor_both(
            a in polynomial(), b in polynomial(), c in polynomial(),
        ) {
            prop_assume!(!(c.is_zero() || a.is_zero() && b.is_zero()));
            let (p, q) = (&a * &c, &b * &c);
            let divisor = p.gcd(&q);
            prop_assert!(divisor.divided_by(&c).is_some());
            prop_assert!(p.divided_by(&divisor).is_some());
            prop_assert!(q.divided_by(&divisor).is_some());
            prop_assert_eq!(q.gcd(&p), divisor);
        }

        #[test]
        fn the_quotients_have_nothing_more_in_common(a in polynomial(), b in polynomial()) {
            prop_assume!(!a.is_zero() && !b.is_zero());
            let divisor = a.gcd(&b);
            let rest = a.exact_quotient(&divisor).gcd(&b.exact_quotient(&divisor));
            prop_assert_eq!(rest, one());
        }
    }

    #[test]
    fn the_divisor_of_zero_and_a_polynomial_is_its_primitive_form() {
        let [x, y] = [0, 1].map(Multivariate::unknown);
        let p = (&x - &y).scaled(&Rational::ratio(-2, 3));
        assert_eq!(p.gcd(&Multivariate::zero()), &x - &y);
        assert_eq!(Multivariate::zero().gcd(&p), &x - &y);
        assert!(Multivariate::zero().gcd(&Multivariate::zero()).is_zero());
    }

    #[test]
    fn values_that_hide_the_degree_prove_nothing() {
        // At x = 101 the coefficient of y vanishes, and the image is a constant.
        let [x, y] = [0, 1].map(Multivariate::unknown);
        let p = &(&(&x - &Multivariate::constant(Rational::integer(101))) * &y) + &one();
        let q = &p * &(&y + &x);
        assert_eq!(p.gcd(&q), p);
    }
}
