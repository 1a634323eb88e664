//! The real roots of a polynomial in an interval: rational ones exactly, the others isolated.
//!
//! First the rational roots are found, all of them. A rational root of a primitive integer polynomial with leading
//! coefficient `l` is a multiple of `1/l`, so an interval shorter than `1/l` holds at most one candidate, which is
//! then tried exactly; nothing is factored. (Those of a quadratic come from its discriminant.) Divided by these roots the polynomial vanishes at no rational point,
//! so no end of an interval and no midpoint is ever a root. The rest is isolated by bisection.
//!
//! # Source
//! Sturm (1835); Basu, Pollack & Roy (2006), *Algorithms in Real Algebraic Geometry*, theorem 2.62 and section 10.2.

use std::cmp::Ordering;

use dashu_int::ops::SquareRoot;
use dashu_int::{IBig, UBig};

use super::{Polynomial, Rational};

/// An irrational real root: a polynomial and an open interval in which it has this root and no other.
///
/// The polynomial is square-free, primitive with a positive leading coefficient, and has no rational root; it is
/// not always the minimal polynomial, since it is not factored any further.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    polynomial: Polynomial,
    integers: Vec<IBig>,
    lower: Rational,
    upper: Rational,
}

/// A real root of a polynomial.
#[derive(Clone, Debug, PartialEq)]
pub enum Isolated {
    /// The root itself.
    Rational(Rational),
    /// An irrational root.
    Irrational(Root),
}

/// The distinct real roots of a polynomial in a closed interval, in ascending order.
///
/// # Answer
/// All of them, every rational one as a number; intervals are disjoint and hold no rational root. None when the
/// polynomial is zero and every number a root.
///
/// # Examples
/// ```
/// use unipole::num::{Isolated, Polynomial, Rational, roots};
/// // (2x - 1)(x^2 - 2)
/// let p = Polynomial::new([2, -4, -1, 2].map(Rational::integer).to_vec());
/// let found = roots(&p, &Rational::ZERO, &Rational::integer(2)).expect("not the zero polynomial");
/// assert_eq!(found[0], Isolated::Rational(Rational::ratio(1, 2)));
/// assert!(matches!(&found[1], Isolated::Irrational(root) if root.polynomial().to_string() == "x^2 - 2"));
/// ```
pub fn roots(polynomial: &Polynomial, lower: &Rational, upper: &Rational) -> Option<Vec<Isolated>> {
    if polynomial.is_zero() {
        return None;
    }
    let square_free = polynomial.square_free();
    let rational = rational_roots(&square_free);
    let irrational = without(&square_free, &rational);
    let mut found: Vec<Isolated> = Vec::new();
    for mut root in isolate(&irrational, lower, upper) {
        while rational
            .iter()
            .any(|r| root.lower <= *r && *r <= root.upper)
        {
            root.halve();
        }
        found.push(Isolated::Irrational(root));
    }
    let inside = rational.into_iter().filter(|r| lower <= r && r <= upper);
    found.extend(inside.map(Isolated::Rational));
    found.sort_by(|a, b| a.lower().cmp(b.lower()));
    Some(found)
}

impl Isolated {
    /// The root, or the lower end of its interval.
    pub fn lower(&self) -> &Rational {
        match self {
            Isolated::Rational(value) => value,
            Isolated::Irrational(root) => &root.lower,
        }
    }

    /// The root, or the upper end of its interval.
    pub fn upper(&self) -> &Rational {
        match self {
            Isolated::Rational(value) => value,
            Isolated::Irrational(root) => &root.upper,
        }
    }
}

impl Root {
    /// The polynomial; its coefficients are those of [`Root::integers`].
    pub fn polynomial(&self) -> &Polynomial {
        &self.polynomial
    }

    /// The coefficients of the polynomial, lowest power first.
    pub fn integers(&self) -> &[IBig] {
        &self.integers
    }

    /// The lower end of the isolating interval.
    pub fn lower(&self) -> &Rational {
        &self.lower
    }

    /// The upper end of the isolating interval.
    pub fn upper(&self) -> &Rational {
        &self.upper
    }

    /// Whether two roots are the same number, of the same polynomial.
    pub fn is_same(&self, other: &Root) -> bool {
        let lower = (&self.lower).max(&other.lower);
        let upper = (&self.upper).min(&other.upper);
        self.integers == other.integers
            && lower < upper
            && sign_at(&self.integers, lower) != sign_at(&self.integers, upper)
    }

    /// Whether this number is a root of `polynomial` too.
    pub fn is_root_of(&self, polynomial: &Polynomial) -> bool {
        let common = self.polynomial.gcd(polynomial).primitive();
        // The common divisor is square-free and has no root in the interval except perhaps this one.
        sign_at(&common, &self.lower) != sign_at(&common, &self.upper)
    }

    /// The root `constant + slope x` of the polynomial moved along; the slope is not zero.
    pub(super) fn moved(&self, constant: &Rational, slope: &Rational) -> Root {
        let back = &Rational::ONE / slope;
        let polynomial = self.polynomial.compose_affine(&-&(constant * &back), &back);
        let ends = [&self.lower, &self.upper].map(|end| constant + slope * end);
        let [lower, upper] = if ends[0] < ends[1] {
            ends
        } else {
            let [a, b] = ends;
            [b, a]
        };
        Root::new(&polynomial, lower, upper)
    }

    /// Whether the root is larger than a rational number inside the isolating interval or at its ends.
    pub(super) fn lies_above(&self, number: &Rational) -> bool {
        sign_at(&self.integers, number) == sign_at(&self.integers, &self.lower)
    }

    /// Halves the isolating interval.
    pub(super) fn halve(&mut self) {
        let middle = (&self.lower + &self.upper) / Rational::integer(2);
        if self.lies_above(&middle) {
            self.lower = middle;
        } else {
            self.upper = middle;
        }
    }

    fn new(polynomial: &Polynomial, lower: Rational, upper: Rational) -> Root {
        let mut integers = polynomial.primitive();
        if integers.last().is_some_and(|leading| *leading < IBig::ZERO) {
            integers = integers.into_iter().map(|integer| -integer).collect();
        }
        Root {
            polynomial: Polynomial::from_integers(&integers),
            integers,
            lower,
            upper,
        }
    }
}

/// All rational roots of a square-free polynomial, in ascending order.
pub(super) fn rational_roots(square_free: &Polynomial) -> Vec<Rational> {
    let integers = square_free.primitive();
    match &integers[..] {
        [constant, slope] => {
            return Rational::from_integers(-constant, slope.clone())
                .into_iter()
                .collect();
        }
        [constant, slope, leading] => return of_quadratic(constant, slope, leading),
        _ => {}
    }
    let sequence = SturmSequence::new(square_free);
    let Some(leading) = integers.last() else {
        return Vec::new();
    };
    let leading = Rational::from_integers(leading.clone(), IBig::ONE)
        .expect("invariant: one is not zero")
        .abs();
    let bound = square_free.root_bound();
    let mut found = Vec::new();
    let mut open = vec![(-&bound, bound)];
    while let Some((lower, upper)) = open.pop() {
        if sequence.count(&lower, &upper) == 0 {
            continue;
        }
        if (&upper - &lower) * &leading < Rational::ONE {
            let candidate = (&upper * &leading).floor() / &leading;
            if candidate > lower && sign_at(&integers, &candidate).is_eq() {
                found.push(candidate);
            }
            continue;
        }
        let middle = (&lower + &upper) / Rational::integer(2);
        open.push((middle.clone(), upper));
        open.push((lower, middle));
    }
    found
}

/// The rational roots of a quadratic: there are some iff its discriminant is the square of an integer.
fn of_quadratic(constant: &IBig, slope: &IBig, leading: &IBig) -> Vec<Rational> {
    let discriminant = slope * slope - IBig::from(4) * leading * constant;
    let Ok(discriminant) = UBig::try_from(discriminant) else {
        return Vec::new();
    };
    let root = discriminant.sqrt();
    if &root * &root != discriminant {
        return Vec::new();
    }
    let root = IBig::from(root);
    let mut found: Vec<Rational> = [-slope - &root, -slope + &root]
        .into_iter()
        .filter_map(|over| Rational::from_integers(over, IBig::from(2) * leading))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The polynomial divided by `x - r` for each of its roots `r` in the list.
fn without(polynomial: &Polynomial, roots: &[Rational]) -> Polynomial {
    let mut rest = polynomial.clone();
    for root in roots {
        let factor = Polynomial::new(vec![-root, Rational::ONE]);
        let (quotient, _) = rest.div_rem(&factor).expect("invariant: x - r is not zero");
        rest = quotient;
    }
    rest
}

/// The roots in the interval of a square-free polynomial without rational roots, in ascending order.
fn isolate(polynomial: &Polynomial, lower: &Rational, upper: &Rational) -> Vec<Root> {
    let sequence = SturmSequence::new(polynomial);
    let mut found = Vec::new();
    let mut open = Vec::new();
    if lower < upper {
        open.push((lower.clone(), upper.clone()));
    }
    while let Some((lower, upper)) = open.pop() {
        match sequence.count(&lower, &upper) {
            0 => {}
            1 => found.push(Root::new(polynomial, lower, upper)),
            _ => {
                let middle = (&lower + &upper) / Rational::integer(2);
                open.push((middle.clone(), upper));
                open.push((lower, middle));
            }
        }
    }
    found
}

/// The sign of an integer polynomial at a point, computed in integers.
fn sign_at(integers: &[IBig], point: &Rational) -> Ordering {
    let (numerator, denominator) = point.to_integers();
    let mut value = IBig::ZERO;
    let mut power = IBig::ONE;
    for coefficient in integers.iter().rev() {
        value = value * &numerator + coefficient * &power;
        power *= &denominator;
    }
    value.cmp(&IBig::ZERO)
}

/// The polynomial, its derivative and the negative remainders of their Euclidean division.
struct SturmSequence(Vec<Vec<IBig>>);

impl SturmSequence {
    fn new(square_free: &Polynomial) -> Self {
        let (mut a, mut b) = (square_free.clone(), square_free.derivative());
        let mut sequence = vec![a.primitive()];
        while let Some((_, remainder)) = a.div_rem(&b) {
            // Positive multiples have the same signs, and integers without common divisor stay short.
            sequence.push(b.primitive());
            let next = Polynomial::from_integers(&(-&remainder).primitive());
            (a, b) = (b, next);
        }
        SturmSequence(sequence)
    }

    /// The number of distinct roots in `(lower, upper]`.
    fn count(&self, lower: &Rational, upper: &Rational) -> usize {
        self.variations(lower) - self.variations(upper)
    }

    /// The number of sign changes along the sequence, zeros left out.
    fn variations(&self, point: &Rational) -> usize {
        let signs = self.0.iter().map(|polynomial| sign_at(polynomial, point));
        let signs: Vec<Ordering> = signs.filter(|sign| sign.is_ne()).collect();
        signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn linear(root: &Rational) -> Polynomial {
        Polynomial::new(vec![-root, Rational::ONE])
    }

    fn integers(coefficients: &[i64]) -> Polynomial {
        Polynomial::new(coefficients.iter().map(|c| Rational::integer(*c)).collect())
    }

    fn product(factors: impl IntoIterator<Item = Polynomial>) -> Polynomial {
        factors
            .into_iter()
            .fold(integers(&[1]), |p, factor| &p * &factor)
    }

    #[test]
    fn the_square_root_of_two_is_isolated() {
        let found = roots(
            &integers(&[-2, 0, 1]),
            &Rational::ZERO,
            &Rational::integer(5),
        );
        let [Isolated::Irrational(root)] = &found.expect("not zero")[..] else {
            panic!("one irrational root");
        };
        let square = |x: &Rational| x * x;
        assert!(
            square(root.lower()) < Rational::integer(2)
                && Rational::integer(2) < square(root.upper())
        );
    }

    #[test]
    fn close_rational_roots_with_long_numerators_are_recognised() {
        let near = |k: i64| {
            &Rational::ratio(123_456_789_012_345_678 + k, 987_654_321)
                * &Rational::ratio(1, 1_000_000_007)
        };
        let expected: Vec<Rational> = (0..8).map(near).collect();
        let p = product(expected.iter().map(linear)).scaled(&Rational::ratio(-3, 7));
        let found = roots(&p, &Rational::ZERO, &Rational::integer(1_000)).expect("not zero");
        assert_eq!(
            found,
            expected
                .into_iter()
                .map(Isolated::Rational)
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn roots_at_the_ends_count_and_repeated_roots_are_given_once() {
        let p = product([
            integers(&[0, 1]),
            integers(&[-1, 1]),
            integers(&[-1, 1]),
            integers(&[-1, 3]),
            integers(&[-1, 3]),
        ]);
        let found = roots(&p, &Rational::ZERO, &Rational::ONE).expect("not zero");
        let expected = [Rational::ZERO, Rational::ratio(1, 3), Rational::ONE];
        assert_eq!(found, expected.map(Isolated::Rational));
    }

    #[test]
    fn the_zero_polynomial_is_told_apart_from_a_constant() {
        assert_eq!(roots(&integers(&[]), &Rational::ZERO, &Rational::ONE), None);
        assert_eq!(
            roots(&integers(&[5]), &Rational::ZERO, &Rational::ONE),
            Some(Vec::new())
        );
    }

    #[test]
    fn rational_roots_outside_the_interval_are_divided_out_too() {
        let p = product([integers(&[-2, 0, 1]), integers(&[-7, 2]), integers(&[5, 3])]);
        let found = roots(&p, &Rational::ONE, &Rational::integer(2)).expect("not zero");
        let [Isolated::Irrational(root)] = &found[..] else {
            panic!("one irrational root");
        };
        assert_eq!(root.polynomial(), &integers(&[-2, 0, 1]));
        assert!(root.is_root_of(&p) && !root.is_root_of(&integers(&[-3, 0, 1])));
    }

    proptest! {
        #[test]
        fn random_rational_roots_times_a_quadratic_all_come_back(
            given in prop::collection::btree_set((-40i64..40, 1i64..12), 0..4),
            middle in -5i64..6, radicand in prop::sample::select(vec![-3i64, 2, 3, 5, 6, 7, 10]),
        ) {
            let mut rational: Vec<Rational> = given.iter().map(|(n, d)| Rational::ratio(*n, *d)).collect();
            rational.sort();
            rational.dedup();
            // Roots middle +- sqrt(radicand).
            let quadratic = integers(&[middle * middle - radicand, -2 * middle, 1]);
            let p = &product(rational.iter().map(linear)) * &quadratic;
            let wide = Rational::integer(100);
            let found = roots(&p, &-&wide, &wide).expect("not zero");
            for pair in found.windows(2) {
                prop_assert!(pair[0].upper() <= pair[1].lower());
            }
            let mut back = Vec::new();
            let mut irrational = Vec::new();
            for root in found {
                match root {
                    Isolated::Rational(value) => back.push(value),
                    Isolated::Irrational(root) => irrational.push(root),
                }
            }
            prop_assert_eq!(back, rational);
            prop_assert_eq!(irrational.len(), if radicand > 0 { 2 } else { 0 });
            for (root, side) in irrational.iter().zip([-1, 1]) {
                prop_assert_eq!(root.polynomial(), &quadratic);
                // (x - middle) has the side's sign somewhere in the interval.
                let end = if side < 0 { root.lower() } else { root.upper() };
                let offset = end - &Rational::integer(middle);
                prop_assert_eq!(offset.sign(), side.cmp(&0));
            }
        }
    }
}
