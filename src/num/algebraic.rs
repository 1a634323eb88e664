//! Elements of the field that one irrational root generates: polynomials in the root, modulo its polynomial.
//!
//! # Source
//! Basu, Pollack & Roy (2006), *Algorithms in Real Algebraic Geometry*, chapters 4 (power sums) and 10 (signs).

use std::cmp::Ordering;
use std::sync::Arc;

use super::refinement::Refinement;
use super::{Isolated, Polynomial, Rational, Real, Root, roots};

/// After so many steps, intervals are shorter than most numbers that are not zero.
const STEPS_BEFORE_ZERO: usize = 3;

/// A polynomial in an irrational root, of degree at least one and below the degree of the root's polynomial.
///
/// Since that polynomial may factor, the number can happen to be rational all the same; see [`Real::to_rational`].
#[derive(Clone)]
pub struct Algebraic {
    root: Arc<Root>,
    value: Polynomial,
}

impl Algebraic {
    /// The irrational root.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// The number as a polynomial in the root.
    pub fn value(&self) -> &Polynomial {
        &self.value
    }

    /// The number that a root is.
    pub(super) fn from_root(root: Root) -> Self {
        Algebraic {
            root: Arc::new(root),
            value: Polynomial::unknown(),
        }
    }

    /// Whether the polynomial vanishes at the root: iff its greatest common divisor with the root's polynomial does.
    pub(super) fn is_zero(&self) -> bool {
        self.root.is_root_of(&self.value)
    }

    /// The sign: ever shorter intervals around the root are put into the polynomial until all values have one sign; before the intervals are
    /// very short it is asked whether the number is zero.
    pub(super) fn sign(&self) -> Ordering {
        let mut refinement = Refinement::new(&self.root);
        for steps in 0.. {
            let (lower, upper) = range(&self.value, refinement.lower(), refinement.upper());
            if lower.sign() == upper.sign() && lower.sign().is_ne() {
                return lower.sign();
            }
            if steps == STEPS_BEFORE_ZERO && self.is_zero() {
                break;
            }
            refinement.step();
        }
        Ordering::Equal
    }

    pub(super) fn shares_root(&self, other: &Algebraic) -> bool {
        Arc::ptr_eq(&self.root, &other.root) || self.root.is_same(&other.root)
    }

    /// The reduced polynomial as a number; rational if it is constant.
    pub(super) fn reduced(&self, value: Polynomial) -> Real {
        let value = match value.div_rem(self.root.polynomial()) {
            Some((_, remainder)) => remainder,
            None => value,
        };
        match value.coefficients() {
            [] => Real::ZERO,
            [constant] => Real::Rational(constant.clone()),
            _ => Real::Algebraic(Algebraic {
                root: Arc::clone(&self.root),
                value,
            }),
        }
    }

    /// Bounds at most `width` apart that are multiples of `width / 4`.
    pub(super) fn enclosure(&self, width: &Rational) -> (Rational, Rational) {
        let unit = width / &Rational::integer(4);
        let mut refinement = Refinement::new(&self.root);
        loop {
            let (lower, upper) = range(&self.value, refinement.lower(), refinement.upper());
            if &upper - &lower <= &unit + &unit {
                let below = (&lower / &unit).floor();
                let above = -(-(&upper / &unit)).floor();
                return (below * &unit, above * &unit);
            }
            refinement.step();
        }
    }

    /// The number as an isolated root of its own polynomial.
    pub(super) fn isolated(&self) -> Isolated {
        if let [constant, slope] = self.value.coefficients() {
            return Isolated::Irrational(self.root.moved(constant, slope));
        }
        let polynomial = characteristic_polynomial(&self.value, self.root.polynomial());
        let (lower, upper) = self.enclosure(&Rational::ONE);
        let mut candidates = roots(&polynomial, &lower, &upper)
            .expect("invariant: a characteristic polynomial is monic");
        while candidates.len() > 1 {
            let width = candidates
                .windows(2)
                .map(|pair| pair[1].upper() - pair[0].lower());
            let width =
                width.min().expect("invariant: there are two candidates") / Rational::integer(4);
            let (lower, upper) = self.enclosure(&width);
            candidates
                .retain(|candidate| *candidate.lower() <= upper && lower <= *candidate.upper());
            for candidate in &mut candidates {
                if let Isolated::Irrational(root) = candidate {
                    root.halve();
                }
            }
        }
        candidates
            .pop()
            .expect("invariant: an algebraic number is a root of its characteristic polynomial")
    }
}

/// Which of two irrational roots of different polynomials is larger.
pub(super) fn compare_roots(mut a: Root, mut b: Root) -> Ordering {
    // Equal roots are roots of the other polynomial in its interval, and there is only one such root.
    let lower = a.lower().max(b.lower()).clone();
    let upper = a.upper().min(b.upper()).clone();
    let common = a.polynomial().gcd(b.polynomial());
    if lower < upper && roots(&common, &lower, &upper).is_some_and(|shared| !shared.is_empty()) {
        return Ordering::Equal;
    }
    loop {
        if a.upper() <= b.lower() {
            return Ordering::Less;
        }
        if b.upper() <= a.lower() {
            return Ordering::Greater;
        }
        a.halve();
        b.halve();
    }
}

/// Bounds of a polynomial over an interval (Horner's scheme in intervals); exact in the limit of short intervals.
fn range(polynomial: &Polynomial, lower: &Rational, upper: &Rational) -> (Rational, Rational) {
    let mut bounds = (Rational::ZERO, Rational::ZERO);
    for coefficient in polynomial.coefficients().iter().rev() {
        let ends = [
            &bounds.0 * lower,
            &bounds.0 * upper,
            &bounds.1 * lower,
            &bounds.1 * upper,
        ];
        let least = ends.iter().min().expect("invariant: four products");
        let greatest = ends.iter().max().expect("invariant: four products");
        bounds = (least + coefficient, greatest + coefficient);
    }
    bounds
}

/// The characteristic polynomial of multiplication by `value` modulo `modulus`: its roots are the values at the
/// roots of `modulus`.
///
/// Newton's identities turn the coefficients of `modulus` into the power sums of its roots, these give the power
/// sums of the values, and the identities backwards give the coefficients.
fn characteristic_polynomial(value: &Polynomial, modulus: &Polynomial) -> Polynomial {
    let degree = modulus
        .degree()
        .expect("invariant: the polynomial of a root is not zero");
    let leading = &modulus.coefficients()[degree];
    // Highest power first.
    let monic: Vec<Rational> = modulus
        .coefficients()
        .iter()
        .rev()
        .map(|c| c / leading)
        .collect();
    let mut root_sums = vec![Rational::integer(degree as i64)];
    for k in 1..degree {
        let mixed: Rational = (1..k).map(|i| &monic[i] * &root_sums[k - i]).sum();
        root_sums.push(-(mixed + &monic[k] * &Rational::integer(k as i64)));
    }
    let mut power = Polynomial::constant(Rational::ONE);
    let mut value_sums = vec![Rational::integer(degree as i64)];
    let mut coefficients = vec![Rational::ONE];
    for k in 1..=degree {
        let (_, reduced) = (&power * value)
            .div_rem(modulus)
            .expect("invariant: the polynomial of a root is not zero");
        power = reduced;
        value_sums.push(
            power
                .coefficients()
                .iter()
                .zip(&root_sums)
                .map(|(c, sum)| c * sum)
                .sum(),
        );
        let mixed: Rational = (1..=k).map(|i| &coefficients[k - i] * &value_sums[i]).sum();
        coefficients.push(-mixed / Rational::integer(k as i64));
    }
    coefficients.reverse();
    Polynomial::new(coefficients)
}
