//! Polynomials in several unknowns with rational coefficients: what payoffs are when parameters are symbols.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use dashu_int::IBig;
use dashu_int::ops::{Abs, Gcd};

use super::{Polynomial, Rational};

/// A product of powers of unknowns.
///
/// # Shapes
/// `(unknown, exponent)` by unknown, exponents positive; the empty product is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Monomial(Vec<(usize, u32)>);

impl Monomial {
    /// The powers, by unknown; every exponent is positive.
    pub fn powers(&self) -> &[(usize, u32)] {
        &self.0
    }

    /// The exponent of an unknown, zero if it does not occur.
    pub fn exponent(&self, unknown: usize) -> u32 {
        let found = self.0.binary_search_by_key(&unknown, |(u, _)| *u);
        found.map_or(0, |at| self.0[at].1)
    }

    /// The sum of all exponents.
    pub fn degree(&self) -> u32 {
        self.0.iter().map(|(_, exponent)| exponent).sum()
    }

    /// The product of powers in any order; an unknown may occur more than once.
    pub fn of(powers: impl IntoIterator<Item = (usize, u32)>) -> Self {
        let mut collected: BTreeMap<usize, u32> = BTreeMap::new();
        for (unknown, exponent) in powers {
            let total = collected.entry(unknown).or_default();
            *total = total
                .checked_add(exponent)
                .expect("invariant: exponents stay far below the limit of formulas");
        }
        Monomial(collected.into_iter().filter(|(_, e)| *e > 0).collect())
    }

    fn times(&self, other: &Self) -> Self {
        Monomial::of(self.0.iter().chain(&other.0).copied())
    }

    /// The lexicographic order: by the exponent of the first unknown in which they differ.
    fn lexicographic(&self, other: &Self) -> Ordering {
        for ((unknown, exponent), (theirs, their_exponent)) in self.0.iter().zip(&other.0) {
            let order = theirs.cmp(unknown).then(exponent.cmp(their_exponent));
            if order.is_ne() {
                return order;
            }
        }
        self.0.len().cmp(&other.0.len())
    }

    /// The monomial that times `divisor` gives this one, if there is one.
    pub(super) fn over(&self, divisor: &Self) -> Option<Self> {
        let divides = divisor.0.iter().all(|(u, e)| self.exponent(*u) >= *e);
        divides.then(|| {
            let left = self.0.iter().map(|(u, e)| (*u, e - divisor.exponent(*u)));
            Monomial::of(left)
        })
    }
}

/// A polynomial in several unknowns over the rationals, without zero terms.
///
/// # Shapes
/// Unknowns are numbered; what they are called is known to the caller.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational};
/// let [u, s] = [0, 1].map(Multivariate::unknown);
/// let p = &(&u + &s) * &(&u - &s);
/// assert_eq!(p.text(&["u", "s"]), "u^2 - s^2");
/// assert_eq!(p.evaluate(&[Rational::integer(3), Rational::integer(2)]), Rational::integer(5));
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Multivariate {
    terms: BTreeMap<Monomial, Rational>,
}

impl Multivariate {
    /// The zero polynomial.
    pub fn zero() -> Self {
        Multivariate::default()
    }

    /// A constant.
    pub fn constant(value: Rational) -> Self {
        Multivariate::from_terms([(Monomial::default(), value)])
    }

    /// An unknown by itself.
    pub fn unknown(unknown: usize) -> Self {
        Multivariate::from_terms([(Monomial::of([(unknown, 1)]), Rational::ONE)])
    }

    /// The sum of terms; a monomial may occur more than once.
    pub fn from_terms(terms: impl IntoIterator<Item = (Monomial, Rational)>) -> Self {
        let mut sum = Multivariate::zero();
        for (monomial, coefficient) in terms {
            sum.add_term(monomial, &coefficient);
        }
        sum
    }

    fn add_term(&mut self, monomial: Monomial, coefficient: &Rational) {
        use std::collections::btree_map::Entry;
        match self.terms.entry(monomial) {
            Entry::Vacant(place) => {
                if !coefficient.is_zero() {
                    place.insert(coefficient.clone());
                }
            }
            Entry::Occupied(mut place) => {
                *place.get_mut() += coefficient;
                if place.get().is_zero() {
                    place.remove();
                }
            }
        }
    }

    /// The terms in a fixed order.
    pub fn terms(&self) -> impl Iterator<Item = (&Monomial, &Rational)> {
        self.terms.iter()
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are no terms: the zero polynomial.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether this is the zero polynomial.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The value, if no unknown occurs.
    pub fn as_constant(&self) -> Option<Rational> {
        match self.terms.first_key_value() {
            None => Some(Rational::ZERO),
            Some((monomial, value)) if self.terms.len() == 1 && monomial.0.is_empty() => {
                Some(value.clone())
            }
            Some(_) => None,
        }
    }

    /// The largest degree of a term; zero for constants.
    pub fn degree(&self) -> u32 {
        let degrees = self.terms.keys().map(Monomial::degree);
        degrees.max().unwrap_or(0)
    }

    /// The largest exponent of an unknown.
    pub fn degree_in(&self, unknown: usize) -> u32 {
        let exponents = self.terms.keys().map(|m| m.exponent(unknown));
        exponents.max().unwrap_or(0)
    }

    /// The unknowns that occur, in order.
    pub fn unknowns(&self) -> Vec<usize> {
        let mut found: Vec<usize> = self
            .terms
            .keys()
            .flat_map(|m| m.0.iter().map(|(unknown, _)| *unknown))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The value at a point: one number for each unknown, by its number.
    pub fn evaluate(&self, point: &[Rational]) -> Rational {
        let terms = self.terms.iter();
        terms.map(|(m, c)| times(c, &m.0, point)).sum()
    }

    /// The value where an unknown is zero, and its slope in that unknown, with all others at a point; none if the degree in it is not one.
    pub fn line(&self, unknown: usize, point: &[Rational]) -> Option<(Rational, Rational)> {
        let mut line = [Rational::ZERO, Rational::ZERO];
        for (monomial, coefficient) in &self.terms {
            let part = line.get_mut(monomial.exponent(unknown) as usize)?;
            let others = monomial.0.iter().filter(|(u, _)| *u != unknown);
            *part += &times(coefficient, others, point);
        }
        let [constant, slope] = line;
        (self.degree_in(unknown) == 1).then_some((constant, slope))
    }

    /// The polynomial with another in the place of an unknown.
    pub fn substitute(&self, unknown: usize, by: &Multivariate) -> Self {
        let mut result = Multivariate::zero();
        for coefficient in self.coefficients_in(unknown).iter().rev() {
            result = &(&result * by) + coefficient;
        }
        result
    }

    /// The polynomial with unknowns renumbered; those that map to one number become one.
    pub fn renumbered(&self, number: impl Fn(usize) -> usize) -> Self {
        let terms = self.terms.iter().map(|(monomial, coefficient)| {
            let powers = monomial.0.iter().map(|(u, e)| (number(*u), *e));
            (Monomial::of(powers), coefficient.clone())
        });
        Multivariate::from_terms(terms)
    }

    /// The polynomial in unknown 0 that is left when all unknowns but one have values.
    pub fn along(&self, unknown: usize, values: &[Rational]) -> Self {
        let terms = self.terms.iter().map(|(monomial, coefficient)| {
            let others = monomial.0.iter().filter(|(u, _)| *u != unknown);
            let coefficient = times(coefficient, others, values);
            (Monomial::of([(0, monomial.exponent(unknown))]), coefficient)
        });
        Multivariate::from_terms(terms)
    }

    /// The coefficients of the powers of an unknown, lowest first, themselves polynomials in the others; none for zero.
    pub fn coefficients_in(&self, unknown: usize) -> Vec<Multivariate> {
        let mut coefficients = Vec::new();
        for (monomial, coefficient) in &self.terms {
            let power = monomial.exponent(unknown) as usize;
            if coefficients.len() <= power {
                coefficients.resize(power + 1, Multivariate::zero());
            }
            let rest = monomial.0.iter().filter(|(u, _)| *u != unknown).copied();
            coefficients[power].add_term(Monomial::of(rest), coefficient);
        }
        coefficients
    }

    /// The partial derivative in an unknown.
    pub fn derivative(&self, unknown: usize) -> Self {
        let terms = self.terms.iter().filter_map(|(monomial, coefficient)| {
            let exponent = monomial.exponent(unknown);
            let lower = monomial.over(&Monomial::of([(unknown, 1)]))?;
            Some((lower, coefficient * &Rational::integer(i64::from(exponent))))
        });
        Multivariate::from_terms(terms)
    }

    /// Every coefficient multiplied by `factor`.
    pub fn scaled(&self, factor: &Rational) -> Self {
        let terms = self.terms.iter();
        Multivariate::from_terms(terms.map(|(m, c)| (m.clone(), c * factor)))
    }

    /// The power.
    pub fn pow(&self, exponent: u32) -> Self {
        let one = Multivariate::constant(Rational::ONE);
        (0..exponent).fold(one, |power, _| &power * self)
    }

    /// A positive number and a polynomial with coprime integer coefficients whose product this is.
    pub fn primitive(&self) -> (Rational, Multivariate) {
        let mut numerators = IBig::ZERO;
        let mut denominators = IBig::ONE;
        for coefficient in self.terms.values() {
            let (over, under) = coefficient.to_integers();
            numerators = match numerators == IBig::ZERO {
                true => over.abs(),
                false => IBig::from(numerators.gcd(&over)),
            };
            let common = IBig::from((&denominators).gcd(&under));
            denominators = &denominators / &common * &under;
        }
        match Rational::from_integers(numerators, denominators) {
            Some(content) if !content.is_zero() => {
                let inverse = &Rational::ONE / &content;
                (content, self.scaled(&inverse))
            }
            _ => (Rational::ONE, self.clone()),
        }
    }

    /// The polynomial whose product with `divisor` is this one, if there is one.
    ///
    /// # Source
    /// Cox, Little and O'Shea (2015), "Ideals, Varieties, and Algorithms", section 2.3: division in a monomial order.
    pub fn divided_by(&self, divisor: &Multivariate) -> Option<Multivariate> {
        let (lead, coefficient) = divisor.leading()?;
        let mut rest = self.clone();
        let mut quotient = Multivariate::zero();
        while let Some((monomial, value)) = rest.leading() {
            let monomial = monomial.over(lead)?;
            let value = value / coefficient;
            for (m, c) in &divisor.terms {
                rest.add_term(m.times(&monomial), &-(c * &value));
            }
            quotient.add_term(monomial, &value);
        }
        Some(quotient)
    }

    /// The largest term in the lexicographic order of monomials.
    pub(super) fn leading(&self) -> Option<(&Monomial, &Rational)> {
        self.terms
            .iter()
            .max_by(|(a, _), (b, _)| a.lexicographic(b))
    }

    /// The polynomial in one unknown that this is, if no other occurs.
    pub fn in_one(&self, unknown: usize) -> Option<Polynomial> {
        let coefficients = self.coefficients_in(unknown);
        let values: Option<Vec<Rational>> =
            coefficients.iter().map(Multivariate::as_constant).collect();
        values.map(Polynomial::new)
    }

    /// The polynomial as a formula, terms of high degree first.
    pub fn text<S: AsRef<str>>(&self, names: &[S]) -> String {
        if self.is_zero() {
            return "0".to_owned();
        }
        let mut terms: Vec<(&Monomial, &Rational)> = self.terms.iter().collect();
        terms.sort_by_key(|(monomial, _)| std::cmp::Reverse(monomial.degree()));
        let mut text = String::new();
        for (monomial, coefficient) in terms {
            let negative = coefficient.sign().is_lt();
            text.push_str(match (text.is_empty(), negative) {
                (true, true) => "-",
                (true, false) => "",
                (false, true) => " - ",
                (false, false) => " + ",
            });
            let powers = monomial.0.iter().map(|(unknown, exponent)| match exponent {
                1 => names[*unknown].as_ref().to_owned(),
                _ => format!("{}^{exponent}", names[*unknown].as_ref()),
            });
            let size = coefficient.abs();
            let mut factors: Vec<String> = powers.collect();
            if size != Rational::ONE || factors.is_empty() {
                factors.insert(0, size.to_string());
            }
            text.push_str(&factors.join("*"));
        }
        text
    }
}

impl Add for &Multivariate {
    type Output = Multivariate;
    fn add(self, other: &Multivariate) -> Multivariate {
        let mut sum = self.clone();
        for (monomial, coefficient) in &other.terms {
            sum.add_term(monomial.clone(), coefficient);
        }
        sum
    }
}

impl Sub for &Multivariate {
    type Output = Multivariate;
    fn sub(self, other: &Multivariate) -> Multivariate {
        self + &-other
    }
}

impl Mul for &Multivariate {
    type Output = Multivariate;
    fn mul(self, other: &Multivariate) -> Multivariate {
        let mut product = Multivariate::zero();
        for (m, a) in &self.terms {
            for (n, b) in &other.terms {
                product.add_term(m.times(n), &(a * b));
            }
        }
        product
    }
}

impl Neg for &Multivariate {
    type Output = Multivariate;
    fn neg(self) -> Multivariate {
        self.scaled(&Rational::integer(-1))
    }
}

impl fmt::Debug for Multivariate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = (0..=self.unknowns().last().copied().unwrap_or(0))
            .map(|unknown| format!("x{unknown}"))
            .collect();
        f.write_str(&self.text(&names))
    }
}

/// A number times the value of a product of powers.
fn times<'a>(
    number: &Rational,
    powers: impl IntoIterator<Item = &'a (usize, u32)>,
    point: &[Rational],
) -> Rational {
    let mut value = number.clone();
    for (unknown, exponent) in powers {
        if point[*unknown].is_zero() {
            return Rational::ZERO;
        }
        for _ in 0..*exponent {
            value *= &point[*unknown];
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn polynomial() -> impl Strategy<Value = Multivariate> {
        let term = (prop::collection::vec(0u32..3, 3), -4i64..5);
        prop::collection::vec(term, 0..5).prop_map(|terms| {
            Multivariate::from_terms(terms.into_iter().map(|(exponents, value)| {
                (
                    Monomial::of(exponents.into_iter().enumerate()),
                    Rational::integer(value),
                )
            }))
        })
    }

    fn point() -> impl Strategy<Value = Vec<Rational>> {
        prop::collection::vec((-5i64..6, 1i64..4), 3)
            .prop_map(|p| p.into_iter().map(|(a, b)| Rational::ratio(a, b)).collect())
    }

    proptest! {
        #[test]
        fn arithmetic_is_that_of_the_values(a in polynomial(), b in polynomial(), at in point()) {
            let (x, y) = (a.evaluate(&at), b.evaluate(&at));
            prop_assert_eq!((&a + &b).evaluate(&at), &x + &y);
            prop_assert_eq!((&a - &b).evaluate(&at), &x - &y);
            prop_assert_eq!((&a * &b).evaluate(&at), &x * &y);
        }

        #[test]
        fn a_product_divided_by_one_factor_is_the_other(a in polynomial(), b in polynomial()) {
            prop_assume!(!b.is_zero());
            prop_assert_eq!((&a * &b).divided_by(&b), Some(a));
        }

        #[test]
        fn a_quotient_times_the_divisor_is_the_dividend(a in polynomial(), b in polynomial()) {
            if let Some(quotient) = a.divided_by(&b) {
                prop_assert_eq!(&quotient * &b, a);
            }
        }

        #[test]
        fn substitution_is_evaluation_in_two_steps(a in polynomial(), b in polynomial(), at in point()) {
            let mut moved = at.clone();
            moved[1] = b.evaluate(&at);
            prop_assert_eq!(a.substitute(1, &b).evaluate(&at), a.evaluate(&moved));
        }

        #[test]
        fn a_primitive_part_is_a_positive_multiple(a in polynomial()) {
            let (content, primitive) = a.primitive();
            prop_assert!(content.sign().is_gt());
            prop_assert_eq!(primitive.scaled(&content), a);
            prop_assert!(primitive.terms().all(|(_, c)| c.is_integer()));
        }
    }

    #[test]
    fn a_polynomial_that_does_not_divide_is_said_not_to() {
        let [x, y] = [0, 1].map(Multivariate::unknown);
        assert_eq!((&(&x * &x) + &y).divided_by(&x), None);
        assert_eq!(x.divided_by(&Multivariate::zero()), None);
    }

    #[test]
    fn a_derivative_follows_the_rule_of_products() {
        let [x, y] = [0, 1].map(Multivariate::unknown);
        let p = &(&x.pow(3) * &y) - &y.pow(2);
        assert_eq!(p.derivative(0).text(&["x", "y"]), "3*x^2*y");
        assert_eq!(p.derivative(1).text(&["x", "y"]), "x^3 - 2*y");
    }
}
