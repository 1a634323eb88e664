//! Polynomials in several unknowns as products.
//!
//! What splits off: numbers, unknowns, the content with respect to every unknown, repeated factors, rational roots of
//! polynomials in one unknown, and the two factors of a quadratic whose discriminant is a square. A polynomial that is
//! primitive and linear in some unknown has no factors, which ends the search for nearly all payoff comparisons.
//!
//! # Source
//! Geddes, Czapor and Labahn (1992), *Algorithms for Computer Algebra*, chapters 7 and 8.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dashu_int::IBig;

use super::roots::rational_roots;
use super::{Monomial, Multivariate, Rational};

/// A polynomial as a number times powers of polynomials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factored {
    /// The number, with its sign; zero for the zero polynomial.
    pub content: Rational,
    /// The factors found, each with its power, in a fixed order: no two are equal, none is constant.
    pub factors: Vec<(Multivariate, u32)>,
}

/// Writes a polynomial as a product.
///
/// # Answer
/// The product is the polynomial, always. Factors have coprime integer coefficients, and the first term of
/// [`Multivariate::text`] is positive in each. The factors are those found. A factor has no factors itself if it has
/// degree one or two in some unknown; one of a higher degree in every unknown may.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational, factor};
/// let [u, c] = [0, 1].map(Multivariate::unknown);
/// let p = &(&c * &c) - &(&u * &u);
/// let found = factor(&p);
/// assert_eq!(found.content, Rational::integer(-1));
/// assert_eq!(found.factors, [(&u - &c, 1), (&u + &c, 1)]);
/// ```
pub fn factor(polynomial: &Multivariate) -> Factored {
    let (_, primitive) = polynomial.primitive();
    let mut found = Vec::new();
    let shared = primitive.shared_monomial();
    for (unknown, exponent) in shared.powers() {
        let factor = Multivariate::unknown(*unknown);
        found.extend((0..*exponent).map(|_| factor.clone()));
    }
    let monomial = Multivariate::from_terms([(shared, Rational::ONE)]);
    split(&primitive.exact_quotient(&monomial), &mut found);
    let mut powers: BTreeMap<Multivariate, u32> = BTreeMap::new();
    for factor in found {
        *powers.entry(with_positive_start(factor)).or_default() += 1;
    }
    let factors = in_order(powers);
    Factored {
        content: content(polynomial, &factors),
        factors,
    }
}

fn in_order(powers: BTreeMap<Multivariate, u32>) -> Vec<(Multivariate, u32)> {
    let mut factors: Vec<(Multivariate, u32)> = powers.into_iter().collect();
    factors.sort_by_cached_key(|(factor, _)| (factor.len(), factor.degree(), factor.clone()));
    factors
}

impl Factored {
    /// The product of two products, without a search for factors.
    pub fn times(&self, other: &Factored) -> Factored {
        let mut powers: BTreeMap<Multivariate, u32> = self.factors.iter().cloned().collect();
        for (factor, power) in &other.factors {
            *powers.entry(factor.clone()).or_default() += power;
        }
        Factored {
            content: &self.content * &other.content,
            factors: in_order(powers),
        }
    }

    /// The product of all factors and the number.
    pub fn product(&self) -> Multivariate {
        let content = Multivariate::constant(self.content.clone());
        let powers = self.factors.iter().map(|(f, power)| f.pow(*power));
        powers.fold(content, |product, power| &product * &power)
    }
}

/// The number that remains: leading coefficients multiply as the polynomials do.
fn content(polynomial: &Multivariate, factors: &[(Multivariate, u32)]) -> Rational {
    let Some((_, leading)) = polynomial.leading() else {
        return Rational::ZERO;
    };
    let mut content = leading.clone();
    for (factor, power) in factors {
        let (_, coefficient) = factor.leading().expect("invariant: no factor is zero");
        for _ in 0..*power {
            content = &content / coefficient;
        }
    }
    content
}

/// The first term as printed is positive.
fn with_positive_start(factor: Multivariate) -> Multivariate {
    let (_, primitive) = factor.primitive();
    let first = primitive
        .terms()
        .max_by_key(|(monomial, _)| (monomial.degree(), Reverse(*monomial)));
    match first {
        Some((_, coefficient)) if coefficient.sign().is_lt() => -&primitive,
        _ => primitive,
    }
}

/// Finds factors of a polynomial that no unknown divides, up to constants.
fn split(polynomial: &Multivariate, found: &mut Vec<Multivariate>) {
    let mut unknowns = polynomial.unknowns();
    unknowns.sort_by_key(|u| polynomial.degree_in(*u));
    let Some(first) = unknowns.first().copied() else {
        return;
    };
    if unknowns.iter().any(|unknown| is_lone(polynomial, *unknown)) {
        found.push(polynomial.clone());
        return;
    }
    for unknown in &unknowns {
        let content = polynomial.content_in(*unknown);
        if content.as_constant().is_none() {
            return split_by(polynomial, &content, found);
        }
        if polynomial.degree_in(*unknown) == 1 {
            found.push(polynomial.clone());
            return;
        }
    }
    let repeated = polynomial.gcd(&polynomial.derivative(first));
    if repeated.as_constant().is_none() {
        return split_by(polynomial, &repeated, found);
    }
    let divisor = match polynomial.in_one(first) {
        Some(in_one) => rational_roots(&in_one).first().map(|root| {
            let root = Multivariate::constant(root.clone());
            &Multivariate::unknown(first) - &root
        }),
        None if polynomial.degree_in(first) == 2 => factor_of_quadratic(polynomial, first),
        None => None,
    };
    match divisor {
        Some(divisor) if divisor.degree_in(first) < polynomial.degree_in(first) => {
            split_by(polynomial, &divisor, found);
        }
        _ => found.push(polynomial.clone()),
    }
}

/// Whether an unknown stands in one term only, in its first power. Then the content is a monomial, and here that is a number: there are
/// no factors.
fn is_lone(polynomial: &Multivariate, unknown: usize) -> bool {
    let mut exponents = polynomial.terms().map(|(m, _)| m.exponent(unknown));
    let first = exponents.find(|exponent| *exponent > 0);
    first == Some(1) && exponents.all(|exponent| exponent == 0)
}

fn split_by(polynomial: &Multivariate, divisor: &Multivariate, found: &mut Vec<Multivariate>) {
    split(divisor, found);
    split(&polynomial.exact_quotient(divisor), found);
}

/// A factor of `a x^2 + b x + c`, primitive in `x`, that is linear in `x`: it divides `2 a x + b - r`, where `r` is the
/// root of the discriminant.
fn factor_of_quadratic(polynomial: &Multivariate, unknown: usize) -> Option<Multivariate> {
    let coefficients = polynomial.coefficients_in(unknown);
    let [c, b, a] = coefficients.as_slice() else {
        return None;
    };
    let four = Rational::integer(4);
    let root = square_root(&(&(b * b) - &(a * c).scaled(&four)))?;
    let slope = a.scaled(&Rational::integer(2));
    let linear = &(&slope * &Multivariate::unknown(unknown)) + &(b - &root);
    Some(linear.exact_quotient(&linear.content_in(unknown)))
}

/// The polynomial whose square this is, if there is one: term by term, largest first.
fn square_root(square: &Multivariate) -> Option<Multivariate> {
    let Some((monomial, coefficient)) = square.leading() else {
        return Some(Multivariate::zero());
    };
    if monomial
        .powers()
        .iter()
        .any(|(_, exponent)| exponent % 2 == 1)
    {
        return None;
    }
    let halves = monomial.powers().iter().map(|(u, e)| (*u, e / 2));
    let half = Monomial::of(halves);
    let first = Multivariate::from_terms([(half.clone(), root_of_number(coefficient)?)]);
    let double = first.scaled(&Rational::integer(2));
    let (_, of_double) = double.leading()?;
    let mut root = first.clone();
    let mut rest = square - &(&root * &root);
    // Every step removes the leading term and adds only smaller ones.
    while let Some((monomial, coefficient)) = rest.leading() {
        let term = (monomial.over(&half)?, coefficient / of_double);
        let next = Multivariate::from_terms([term]);
        let doubled = root.scaled(&Rational::integer(2));
        rest = &rest - &(&next * &(&doubled + &next));
        root = &root + &next;
    }
    Some(root)
}

fn root_of_number(square: &Rational) -> Option<Rational> {
    let (over, under) = square.to_integers();
    Rational::from_integers(root_of_integer(&over)?, root_of_integer(&under)?)
}

fn root_of_integer(square: &IBig) -> Option<IBig> {
    if *square < IBig::ZERO {
        return None;
    }
    // Newton's iteration from above ends at the whole part of the root.
    let mut root = square.clone() + IBig::ONE;
    loop {
        let next: IBig = (&root + square / &root) / IBig::from(2);
        if next >= root {
            break;
        }
        root = next;
    }
    (&root * &root == *square).then_some(root)
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
                (monomial, Rational::ratio(value, 3))
            }))
        })
    }

    /// `a + b z` with `a` and `b` in the other unknowns: `linear` has at least one factor with `z`.
    fn linear() -> impl Strategy<Value = Multivariate> {
        let number = || -3i64..4;
        (number(), number(), number(), 1i64..4).prop_map(|(a, b, c, d)| {
            let [x, y, z] = [0, 1, 2].map(Multivariate::unknown);
            let [a, b, c, d] = [a, b, c, d].map(Rational::integer);
            let constant = Multivariate::constant(c);
            &(&x.scaled(&a) + &y.scaled(&b)) + &(&constant + &z.scaled(&d))
        })
    }

    fn count(found: &Factored) -> u32 {
        found.factors.iter().map(|(_, power)| power).sum()
    }

    proptest! {
        #[test]
        fn the_product_of_the_factors_is_the_polynomial(
            a in polynomial(), b in polynomial(), c in linear(),
        ) {
            for product in [a.clone(), &a * &b, &(&a * &b) * &c, &a * &c.pow(2)] {
                let found = factor(&product);
                prop_assert_eq!(found.product(), product);
                for (factor, _) in &found.factors {
                    prop_assert!(factor.as_constant().is_none());
                    prop_assert_eq!(&factor.primitive().1, factor);
                }
            }
        }

        #[test]
        fn two_linear_factors_are_both_found(a in linear(), b in linear()) {
            prop_assert_eq!(count(&factor(&(&a * &b))), 2);
        }

        #[test]
        fn a_linear_factor_comes_off_what_is_linear_in_another_unknown(
            a in linear(), b in linear(), p in polynomial(), q in polynomial(),
        ) {
            let w = Multivariate::unknown(3);
            let linear_in_w = &(&p * &w) + &q;
            prop_assume!(!p.is_zero() && p.gcd(&q).as_constant().is_some());
            let product = &(&a * &b) * &linear_in_w;
            prop_assert_eq!(count(&factor(&product)), 3);
        }

        #[test]
        fn a_square_has_its_root_and_one_more_has_none(a in polynomial()) {
            let square = &a * &a;
            let root = square_root(&square);
            prop_assert!(root.is_some_and(|root| root == a || -&root == a));
            let more = &square + &Multivariate::unknown(0);
            prop_assert_eq!(square_root(&more), None);
        }

        #[test]
        fn rational_roots_become_factors(roots in prop::collection::vec((-6i64..7, 1i64..5), 1..5)) {
            let x = Multivariate::unknown(0);
            let mut product = Multivariate::constant(Rational::ratio(-2, 7));
            for (over, under) in &roots {
                product = &product * &(&x - &Multivariate::constant(Rational::ratio(*over, *under)));
            }
            prop_assert_eq!(count(&factor(&product)) as usize, roots.len());
        }
    }

    #[test]
    fn the_payoff_comparison_of_the_alignment_game_has_no_factors_but_its_unknowns() {
        // lam s u - (u + c)(pi u + k (u + c + s)), times u
        let [u, c, s, lam, pi, k] = [0, 1, 2, 3, 4, 5].map(Multivariate::unknown);
        let both = &u + &c;
        let right = &both * &(&(&pi * &u) + &(&k * &(&both + &s)));
        let comparison = &(&(&lam * &u) * &s) - &right;
        let found = factor(&(&comparison * &u));
        assert_eq!(count(&found), 2);
        assert_eq!(found.factors[0], (u, 1));
    }

    #[test]
    fn numbers_and_zero_have_no_factors() {
        let number = factor(&Multivariate::constant(Rational::ratio(-3, 4)));
        assert_eq!(
            (number.content, number.factors.len()),
            (Rational::ratio(-3, 4), 0)
        );
        assert!(factor(&Multivariate::zero()).content.is_zero());
    }
}
