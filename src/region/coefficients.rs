//! Signs read off coefficients: a sum of positive multiples of products of non-negative coordinates is not negative.

use crate::num::{Monomial, Multivariate, Rational};

use super::coordinates::{Coordinates, Width};
use super::parametric::Relation;

/// The largest number of products of powers in which a polynomial is expanded on a box.
const EXPANSION: usize = 512;

/// How a polynomial in the coordinates is seen to compare with zero on all of the domain; none if nothing is seen.
///
/// The common monomial is taken out first. Then either no coefficient is negative, or none is after the substitution
/// `y = width t / (1 + t)` of the bounded coordinates, times the powers of `1 + t`: these are the Bernstein coefficients up to positive
/// factors, and for a polynomial of degree one in each of them the values at the corners.
///
/// # Source
/// Polya and Szego (1976), "Problems and Theorems in Analysis II", part VI, problem 49; Bernstein (1915).
pub(super) fn bound_below(
    polynomial: &Multivariate,
    coordinates: &Coordinates,
) -> Option<Relation> {
    if polynomial.is_zero() {
        return Some(Relation::AtLeast);
    }
    let (common, rest) = common_monomial(polynomial, coordinates);
    let relation = on_orthant(&rest, coordinates).or_else(|| on_box(&rest, coordinates))?;
    match coordinates.is_positive(&common) {
        true => Some(relation),
        false => Some(Relation::AtLeast),
    }
}

/// The largest monomial that is nowhere negative and divides the polynomial, and the quotient.
fn common_monomial(
    polynomial: &Multivariate,
    coordinates: &Coordinates,
) -> (Monomial, Multivariate) {
    let powers = polynomial.unknowns().into_iter().map(|k| {
        let exponents = polynomial.terms().map(|(monomial, _)| monomial.exponent(k));
        let least = exponents.min().unwrap_or(0);
        (
            k,
            if coordinates.is_free(k) {
                least - least % 2
            } else {
                least
            },
        )
    });
    let common = Monomial::of(powers);
    let terms = polynomial.terms().map(|(monomial, coefficient)| {
        let powers = monomial.powers().iter();
        let left = powers.map(|(k, exponent)| (*k, exponent - common.exponent(*k)));
        (Monomial::of(left), coefficient.clone())
    });
    let rest = Multivariate::from_terms(terms);
    (common, rest)
}

fn on_orthant(polynomial: &Multivariate, coordinates: &Coordinates) -> Option<Relation> {
    let mut relation = Relation::AtLeast;
    for (monomial, coefficient) in polynomial.terms() {
        if coefficient.sign().is_lt() || !coordinates.at_least_zero(monomial) {
            return None;
        }
        if coordinates.is_positive(monomial) {
            relation = Relation::Above;
        }
    }
    Some(relation)
}

fn on_box(polynomial: &Multivariate, coordinates: &Coordinates) -> Option<Relation> {
    // A coordinate without negative terms is least at zero, where its other terms vanish: it need not be substituted.
    let negative = polynomial
        .terms()
        .filter(|(_, coefficient)| coefficient.sign().is_lt());
    let mut falling: Vec<usize> = negative
        .flat_map(|(monomial, _)| monomial.powers().iter().map(|(k, _)| *k))
        .collect();
    falling.sort_unstable();
    falling.dedup();
    let sides: Vec<Side> = falling
        .into_iter()
        .filter_map(|k| {
            let width = coordinates.width(k)?;
            let degree = polynomial.degree_in(k);
            Some(Side { k, degree, width })
        })
        .collect();
    let products = sides.iter().try_fold(polynomial.len(), |size, side| {
        size.checked_mul(side.degree as usize + 1)
    });
    if sides.is_empty() || products.is_none_or(|size| size > EXPANSION) {
        return None;
    }
    let expanded = sides
        .iter()
        .fold(polynomial.clone(), |p, side| side.expand(&p));
    let mut terms = expanded.terms();
    if terms.any(|(m, c)| c.sign().is_lt() || !coordinates.at_least_zero(m)) {
        return None;
    }
    let terms: Vec<&Monomial> = expanded.terms().map(|(monomial, _)| monomial).collect();
    match is_positive(&terms, &sides, coordinates) {
        true => Some(Relation::Above),
        false => Some(Relation::AtLeast),
    }
}

/// A bounded coordinate in an expansion.
struct Side {
    k: usize,
    degree: u32,
    width: Width,
}

impl Side {
    /// The polynomial at `y = width t / (1 + t)`, times `(1 + t)^degree`.
    fn expand(&self, polynomial: &Multivariate) -> Multivariate {
        let t = Multivariate::unknown(self.k);
        let more = &t + &Multivariate::constant(Rational::ONE);
        let along = t.scaled(&self.width.width);
        let mut sum = Multivariate::zero();
        for (power, coefficient) in (0..).zip(polynomial.coefficients_in(self.k)) {
            let basis = &along.pow(power) * &more.pow(self.degree - power);
            sum = &sum + &(&coefficient * &basis);
        }
        sum
    }
}

/// Whether somewhere positive terms with positive coefficients remain at every point of the box: it is enough to look at the ends that
/// belong, as a term that remains at an end is positive inside.
fn is_positive(terms: &[&Monomial], sides: &[Side], coordinates: &Coordinates) -> bool {
    let Some((side, others)) = sides.split_first() else {
        return terms
            .iter()
            .any(|monomial| coordinates.is_positive(monomial));
    };
    let without = |exponent: Option<u32>| {
        let kept = terms
            .iter()
            .filter(|m| exponent.is_none_or(|e| m.exponent(side.k) == e));
        let rest =
            kept.map(|m| Monomial::of(m.powers().iter().filter(|(k, _)| *k != side.k).copied()));
        let rest: Vec<Monomial> = rest.collect();
        is_positive(&rest.iter().collect::<Vec<_>>(), others, coordinates)
    };
    match (side.width.starts, side.width.ends) {
        (false, false) => without(None),
        (starts, ends) => (!starts || without(Some(0))) && (!ends || without(Some(side.degree))),
    }
}
