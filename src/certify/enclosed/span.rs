//! Intervals with whole ends: multiples of a unit that whoever uses them keeps in mind.
//!
//! Sums and products are exact; only a change to a coarser unit rounds, outwards.
//!
//! # Source
//! Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, chapter 2.

use std::cmp::Ordering;

use dashu_int::IBig;

/// A number, or bounds of one: multiples of a unit.
pub(super) trait Quantity: Clone {
    fn whole(value: &IBig) -> Self;
    fn less(&self, other: &Self) -> Self;
    /// The same in a unit that is smaller by a power of two.
    fn refined(&self, places: usize) -> Self;
    fn add_product(&mut self, a: &Self, b: &Self);
}

impl Quantity for IBig {
    fn whole(value: &IBig) -> Self {
        value.clone()
    }

    fn less(&self, other: &Self) -> Self {
        self - other
    }

    fn refined(&self, places: usize) -> Self {
        self << places
    }

    fn add_product(&mut self, a: &Self, b: &Self) {
        *self += a * b;
    }
}

/// All numbers from one whole multiple of a unit to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub lower: IBig,
    pub upper: IBig,
}

impl Span {
    /// One number.
    pub fn point(value: IBig) -> Self {
        Span {
            lower: value.clone(),
            upper: value,
        }
    }

    /// The numbers that are not farther than `radius` from `middle`.
    pub fn around(middle: &IBig, radius: &IBig) -> Self {
        Span {
            lower: middle - radius,
            upper: middle + radius,
        }
    }

    fn is_point(&self) -> bool {
        self.lower == self.upper
    }

    /// A number in the middle, rounded down.
    pub fn middle(&self) -> IBig {
        if self.is_point() {
            return self.lower.clone();
        }
        (&self.lower + &self.upper) >> 1
    }

    /// How far from a number in it the others are at most.
    pub fn radius_around(&self, middle: &IBig) -> IBig {
        (middle - &self.lower).max(&self.upper - middle)
    }

    /// The product with a number.
    pub fn scaled(&self, factor: &IBig) -> Span {
        let ends = (&self.lower * factor, &self.upper * factor);
        let (lower, upper) = match ends.0.cmp(&ends.1) {
            Ordering::Greater => (ends.1, ends.0),
            _ => ends,
        };
        Span { lower, upper }
    }

    pub fn add(&mut self, other: &Span) {
        self.lower += &other.lower;
        self.upper += &other.upper;
    }

    /// In units smaller by a power of two, exactly; or, with a negative power, in larger units, rounded outwards.
    pub fn shifted(&self, places: isize) -> Span {
        Span {
            lower: shifted_down(&self.lower, places),
            upper: -shifted_down(&-&self.upper, places),
        }
    }

    /// The largest distance from zero.
    pub fn magnitude(&self) -> IBig {
        let negated = -&self.lower;
        if negated > self.upper {
            negated
        } else {
            self.upper.clone()
        }
    }
}

impl Quantity for Span {
    fn whole(value: &IBig) -> Self {
        Span::point(value.clone())
    }

    fn less(&self, other: &Self) -> Self {
        if self.is_point() && other.is_point() {
            return Span::point(&self.lower - &other.lower);
        }
        Span {
            lower: &self.lower - &other.upper,
            upper: &self.upper - &other.lower,
        }
    }

    fn refined(&self, places: usize) -> Self {
        if self.is_point() {
            return Span::point(&self.lower << places);
        }
        Span {
            lower: &self.lower << places,
            upper: &self.upper << places,
        }
    }

    fn add_product(&mut self, a: &Self, b: &Self) {
        if a.is_point() && b.is_point() {
            let product = &a.lower * &b.lower;
            self.lower += &product;
            self.upper += product;
            return;
        }
        let (lower, upper) = if a.lower.sign() == dashu_int::Sign::Positive {
            // Larger factors take numbers away from zero.
            let positive = |end: &IBig| end.sign() == dashu_int::Sign::Positive;
            let lower = if positive(&b.lower) {
                &a.lower
            } else {
                &a.upper
            };
            let upper = if positive(&b.upper) {
                &a.upper
            } else {
                &a.lower
            };
            (lower * &b.lower, upper * &b.upper)
        } else {
            let mut ends = [
                &a.lower * &b.lower,
                &a.lower * &b.upper,
                &a.upper * &b.lower,
                &a.upper * &b.upper,
            ];
            ends.sort();
            let [lower, _, _, upper] = ends;
            (lower, upper)
        };
        self.lower += lower;
        self.upper += upper;
    }
}

/// A whole number times a power of two, rounded down.
pub(super) fn shifted_down(value: &IBig, places: isize) -> IBig {
    if places >= 0 {
        value << places.unsigned_abs()
    } else {
        value >> places.unsigned_abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(lower: i64, width: i64) -> Span {
        Span {
            lower: lower.into(),
            upper: (lower + width).into(),
        }
    }

    proptest! {
        #[test]
        fn results_hold_the_result_of_every_pair_of_numbers(
            a in -20i64..20, v in 0i64..6, s in 0i64..6, b in -20i64..20, w in 0i64..6, t in 0i64..6, factor in -5i64..5,
        ) {
            let (x, y) = (span(a, v), span(b, w));
            let (p, q) = (a + s.min(v), b + t.min(w));
            let holds = |span: &Span, value: i64| span.lower <= IBig::from(value) && IBig::from(value) <= span.upper;
            let mut sum = span(1, 2);
            sum.add_product(&x, &y);
            prop_assert!(holds(&sum, 1 + p * q) && holds(&sum, 3 + p * q));
            prop_assert!(holds(&x.less(&y), p - q));
            prop_assert!(holds(&x.scaled(&factor.into()), p * factor));
            prop_assert!(x.magnitude() >= IBig::from(p.abs()));
            // In units of four, outwards, and by less than one unit.
            let coarse = x.shifted(-2);
            prop_assert!(coarse.lower.clone() * 4 <= x.lower && x.lower < (coarse.lower + IBig::ONE) * 4);
            prop_assert!(coarse.upper.clone() * 4 >= x.upper && x.upper > (coarse.upper - IBig::ONE) * 4);
        }
    }
}
