//! Numbers known by bounds alone: the number lies between them by a proof that stands elsewhere.
//!
//! # Source
//! Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, chapter 2.

use std::cmp::Ordering;

use super::Rational;

/// A number that is known to lie between two rationals, the bounds themselves not excluded.
///
/// Who makes one vouches for a proof. Nothing narrows it afterwards.
///
/// # Examples
/// ```
/// use unipole::num::{Enclosed, Rational, Real};
/// let near_third = Enclosed::new(Rational::ratio(333, 1000), Rational::ratio(334, 1000));
/// let third = Real::Enclosed(near_third);
/// let rest = &Real::ONE - &third;
/// assert_eq!(rest.enclosure(&Rational::ONE), (Rational::ratio(666, 1000), Rational::ratio(667, 1000)));
/// assert!(rest.sign().is_gt());
/// // A number is not known to be itself: the difference is somewhere around zero.
/// assert_eq!((&third - &third).decided_sign(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Elsewhere, so that the many numbers that are rational take up no room for bounds.
    bounds: Box<Bounds>,
}

impl Enclosed {
    /// The number between two bounds.
    ///
    /// # Panics
    /// When the bounds are not in order, or one number, which would be a rational: our own bug.
    pub fn new(lower: Rational, upper: Rational) -> Self {
        assert!(
            lower < upper,
            "invariant: the lower bound is below the upper one"
        );
        Enclosed {
            bounds: Box::new((lower, upper)),
        }
    }

    /// What is not above the number.
    pub fn lower(&self) -> &Rational {
        &self.bounds.0
    }

    /// What is not below the number.
    pub fn upper(&self) -> &Rational {
        &self.bounds.1
    }

    /// The sign, where the bounds show it.
    pub fn decided_sign(&self) -> Option<Ordering> {
        if self.lower().sign().is_gt() {
            Some(Ordering::Greater)
        } else if self.upper().sign().is_lt() {
            Some(Ordering::Less)
        } else {
            None
        }
    }
}

/// Two bounds; equal for a rational.
pub(super) type Bounds = (Rational, Rational);

/// The bounds of a sum.
pub(super) fn sum(a: &Bounds, b: &Bounds) -> Bounds {
    (&a.0 + &b.0, &a.1 + &b.1)
}

/// The bounds of a difference.
pub(super) fn difference(a: &Bounds, b: &Bounds) -> Bounds {
    (&a.0 - &b.1, &a.1 - &b.0)
}

/// The bounds of a product: the least and the greatest product of ends.
pub(super) fn product(a: &Bounds, b: &Bounds) -> Bounds {
    let mut ends = [&a.0 * &b.0, &a.0 * &b.1, &a.1 * &b.0, &a.1 * &b.1];
    ends.sort();
    let [lower, _, _, upper] = ends;
    (lower, upper)
}

#[cfg(test)]
mod tests {
    use crate::num::{Enclosed, Polynomial, Rational, Real};
    use proptest::prelude::*;

    fn enclosed(lower: i64, upper: i64) -> Real {
        Real::Enclosed(Enclosed::new(lower.into(), upper.into()))
    }

    fn bounds(value: &Real) -> (Rational, Rational) {
        value.enclosure(&Rational::ratio(1, 1_000_000))
    }

    proptest! {
        #[test]
        fn results_hold_the_result_of_every_pair_of_numbers(
            a in -20i64..20, v in 1i64..9, b in -20i64..20, w in 1i64..9, s in 0i64..=8, t in 0i64..=8,
        ) {
            let (x, y) = (enclosed(a, a + v), enclosed(b, b + w));
            let inside = |lower: i64, width: i64, part: i64| Rational::integer(lower) + Rational::ratio(part * width, 8);
            let (p, q) = (inside(a, v, s), inside(b, w, t));
            for (result, point) in [(&x + &y, &p + &q), (&x - &y, &p - &q), (&x * &y, &p * &q)] {
                let (lower, upper) = bounds(&result);
                prop_assert!(lower <= point && point <= upper);
            }
            let known = |number: &Real, point: &Rational| number.decided_sign().is_none_or(|sign| sign == point.sign());
            prop_assert!(known(&x, &p) && known(&(&x * &y), &(&p * &q)));
            prop_assert!(!x.is_apart(&y) || p != q);
        }

        #[test]
        fn the_order_is_total(ends in prop::collection::vec((-4i64..4, 0i64..3), 3)) {
            let number = |(lower, width): (i64, i64)| match width {
                0 => Real::from(Rational::integer(lower)),
                _ => enclosed(lower, lower + width),
            };
            let [a, b, c] = [ends[0], ends[1], ends[2]].map(number);
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert!(!(a <= b && b <= c) || a <= c);
            prop_assert!(a.cmp(&b).is_ne() || bounds(&a) == bounds(&b));
        }
    }

    #[test]
    fn an_irrational_root_joins_by_its_enclosure() {
        let square = Polynomial::new([-2, 0, 1].map(Rational::integer).to_vec());
        let root = Real::roots(&square, &Rational::ZERO, &Rational::integer(2))
            .expect("not zero")
            .remove(0);
        let (lower, upper) = bounds(&(&root + &enclosed(1, 2)));
        assert!(lower < Rational::ratio(2415, 1000) && Rational::ratio(2414, 1000) < lower);
        assert!(upper > Rational::ratio(3414, 1000) && Rational::ratio(3415, 1000) > upper);
        assert!(root < enclosed(2, 3) && root > enclosed(1, 3));
        assert!(root.is_apart(&enclosed(2, 3)) && !root.is_apart(&enclosed(1, 2)));
    }

    #[test]
    fn nothing_is_made_up_where_the_bounds_straddle_zero() {
        let number = enclosed(-1, 1);
        assert_eq!(number.decided_sign(), None);
        assert!(!number.is_zero());
        assert_eq!(number.to_rational(), None);
        assert_eq!(number.defining(), None);
        // Times zero it is zero.
        assert!((&number * &Real::ZERO).is_zero());
    }
}
