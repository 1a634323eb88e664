//! The interval of an irrational root made ever shorter: each step gives about twice as many digits as the last.
//!
//! The secant through the two ends says on which of many equal parts the root should lie. If it does, the next step takes the square of the
//! number of parts, else its square root; with two parts a step is a bisection.
//!
//! # Source
//! Abbott (2014), "Quadratic interval refinement for real roots", ACM Communications in Computer Algebra 48.

use dashu_int::IBig;

use super::Rational;
use super::roots::Root;

/// An open interval with one irrational root of a polynomial.
pub(super) struct Refinement<'a> {
    root: &'a Root,
    lower: Rational,
    upper: Rational,
    /// The next step takes two to this power equal parts.
    exponent: usize,
}

impl<'a> Refinement<'a> {
    /// Begins at the isolating interval.
    pub fn new(root: &'a Root) -> Self {
        Refinement {
            root,
            lower: root.lower().clone(),
            upper: root.upper().clone(),
            exponent: 2,
        }
    }

    /// The lower end.
    pub fn lower(&self) -> &Rational {
        &self.lower
    }

    /// The upper end.
    pub fn upper(&self) -> &Rational {
        &self.upper
    }

    /// Makes the interval shorter.
    pub fn step(&mut self) {
        let parts = IBig::ONE << self.exponent;
        let part = (&self.upper - &self.lower) / &whole(parts.clone());
        let near = &self.lower + &(self.crossing(parts) * &part);
        let above = self.root.lies_above(&near);
        let far = if above { &near + &part } else { &near - &part };
        if self.root.lies_above(&far) == above {
            // The root lies beyond both.
            self.exponent = (self.exponent / 2).max(1);
            if above {
                self.lower = far;
            } else {
                self.upper = far;
            }
        } else {
            self.exponent *= 2;
            (self.lower, self.upper) = if above { (near, far) } else { (far, near) };
        }
    }

    /// The point of the grid, by its number, that is nearest to where the secant is zero.
    fn crossing(&self, parts: IBig) -> Rational {
        let [lower, upper] =
            [&self.lower, &self.upper].map(|end| self.root.polynomial().evaluate(end));
        // The signs differ, so this is between zero and one.
        let share = &lower / &(&lower - &upper);
        (share * whole(parts) + Rational::ratio(1, 2)).floor()
    }
}

fn whole(number: IBig) -> Rational {
    Rational::from_integers(number, IBig::ONE).expect("invariant: one is not zero")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{Isolated, Polynomial, roots};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bisection_agrees_and_steps_gain_digits_ever_faster(
            coefficients in prop::collection::vec(-50i64..50, 3..7),
        ) {
            let polynomial = Polynomial::new(coefficients.into_iter().map(Rational::integer).collect());
            let wide = Rational::integer(100);
            for found in roots(&polynomial, &-&wide, &wide).unwrap_or_default() {
                let Isolated::Irrational(root) = found else { continue };
                let mut refinement = Refinement::new(&root);
                for _ in 0..14 {
                    refinement.step();
                }
                let width = refinement.upper() - refinement.lower();
                prop_assert!(width < Rational::ratio(1, 1 << 30), "{}", width);
                let mut bisected = root.clone();
                for _ in 0..20 {
                    bisected.halve();
                }
                prop_assert!(bisected.lower() < refinement.upper() && refinement.lower() < bisected.upper());
            }
        }
    }
}
