//! Integers for fraction-free algorithms: checked 128-bit ones, and big ones for when those overflow.
//!
//! An algorithm is written once over [`Integer`] and returns `None` on overflow; [`escalating`] runs it in
//! machine integers and, if that fails, again from the start in big ones. The two are never mixed.

use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_int::ops::Gcd;

use crate::num::Rational;

/// An integer whose operations are exact, or say that they overflowed.
pub(super) trait Integer: Clone + Ord + Send + Sync {
    /// The same number, if it fits.
    fn from_big(value: &IBig) -> Option<Self>;
    /// The same number as a big integer.
    fn to_big(&self) -> IBig;
    /// `a x - b y`, or `None` on overflow.
    fn cross(a: &Self, x: &Self, b: &Self, y: &Self) -> Option<Self>;
    /// The quotient of a division known to leave no remainder.
    fn quotient(&self, divisor: &Self) -> Self;
    /// A number by which many are divided that leave no remainder.
    type Divisor;
    /// The number as such a divisor; it is not zero.
    fn divisor(&self) -> Self::Divisor;
    /// The quotient of a division known to leave no remainder.
    fn divided(&self, divisor: &Self::Divisor) -> Self;
    /// The greatest common divisor of two numbers not both zero; positive.
    fn shared_divisor(&self, other: &Self) -> Self;
    /// `total - sum of row[k] * column[k]`, or `None` on overflow.
    fn minus_product(total: &Self, row: &[Self], column: &[Self]) -> Option<Self>;
    /// The comparison with zero.
    fn against_zero(&self) -> Ordering;
    /// Minus the number.
    fn negated(&self) -> Self;
    /// The fraction of this number and a divisor that is not zero.
    fn over(&self, divisor: &Self) -> Rational;

    /// The number zero or one.
    fn unit(one: bool) -> Self {
        Self::from_big(&IBig::from(u8::from(one))).expect("invariant: zero and one fit everywhere")
    }

    /// Whether the number is zero.
    fn is_zero(&self) -> bool {
        self.against_zero() == Ordering::Equal
    }
}

/// Whether numbers of a matrix are so few and short that its minors, and products of two, are likely to be words.
pub(super) fn is_short(largest: u64, rows: usize, columns: usize) -> bool {
    let bits = (u64::BITS - largest.leading_zeros()) as usize;
    bits * rows.min(columns) <= SHORT
}

/// The digits of a product of numbers, one of each row.
const SHORT: usize = 40;

/// Words, for short numbers; whatever does not fit is an overflow.
impl Integer for i64 {
    fn from_big(value: &IBig) -> Option<Self> {
        i64::try_from(value).ok().filter(|v| *v > i64::MIN)
    }

    fn to_big(&self) -> IBig {
        IBig::from(*self)
    }

    fn cross(a: &Self, x: &Self, b: &Self, y: &Self) -> Option<Self> {
        // As in 128 bits, the least value is none.
        a.checked_mul(*x)?
            .checked_sub(b.checked_mul(*y)?)
            .filter(|v| *v > i64::MIN)
    }

    fn quotient(&self, divisor: &Self) -> Self {
        self / divisor
    }

    type Divisor = ExactDivisor<i64>;

    fn divisor(&self) -> ExactDivisor<i64> {
        let ExactDivisor { twos, inverse } = ExactDivisor::new(i128::from(*self));
        ExactDivisor {
            twos,
            inverse: inverse as i64,
        }
    }

    fn divided(&self, divisor: &ExactDivisor<i64>) -> Self {
        (self >> divisor.twos).wrapping_mul(divisor.inverse)
    }

    fn shared_divisor(&self, other: &Self) -> Self {
        Gcd::gcd(self.unsigned_abs(), other.unsigned_abs()) as i64
    }

    fn minus_product(total: &Self, row: &[Self], column: &[Self]) -> Option<Self> {
        row.iter()
            .zip(column)
            .try_fold(*total, |rest, (a, x)| rest.checked_sub(a.checked_mul(*x)?))
            .filter(|v| *v > i64::MIN)
    }

    fn against_zero(&self) -> Ordering {
        self.cmp(&0)
    }

    fn negated(&self) -> Self {
        -self
    }

    fn over(&self, divisor: &Self) -> Rational {
        Rational::ratio(*self, *divisor)
    }

    fn unit(one: bool) -> Self {
        i64::from(one)
    }
}

impl Integer for i128 {
    fn from_big(value: &IBig) -> Option<Self> {
        i128::try_from(value).ok().filter(|v| *v > i128::MIN)
    }

    fn to_big(&self) -> IBig {
        IBig::from(*self)
    }

    fn cross(a: &Self, x: &Self, b: &Self, y: &Self) -> Option<Self> {
        // The least value has no absolute value; without it, gcd and division cannot overflow.
        product(*a, *x)?
            .checked_sub(product(*b, *y)?)
            .filter(|v| *v > i128::MIN)
    }

    fn quotient(&self, divisor: &Self) -> Self {
        match (i64::try_from(*self), i64::try_from(*divisor)) {
            (_, Ok(1)) => *self,
            (Ok(value), Ok(divisor)) => i128::from(value) / i128::from(divisor),
            _ => self / divisor,
        }
    }

    type Divisor = ExactDivisor<i128>;

    fn divisor(&self) -> ExactDivisor<i128> {
        ExactDivisor::new(*self)
    }

    fn divided(&self, divisor: &ExactDivisor<i128>) -> Self {
        (self >> divisor.twos).wrapping_mul(divisor.inverse)
    }

    fn shared_divisor(&self, other: &Self) -> Self {
        match (
            u64::try_from(self.unsigned_abs()),
            u64::try_from(other.unsigned_abs()),
        ) {
            (Ok(a), Ok(b)) => i128::from(Gcd::gcd(a, b)),
            _ => Gcd::gcd(self.unsigned_abs(), other.unsigned_abs()) as i128,
        }
    }

    fn minus_product(total: &Self, row: &[Self], column: &[Self]) -> Option<Self> {
        row.iter()
            .zip(column)
            .try_fold(*total, |rest, (a, x)| rest.checked_sub(product(*a, *x)?))
            .filter(|v| *v > i128::MIN)
    }

    fn against_zero(&self) -> Ordering {
        self.cmp(&0)
    }

    fn negated(&self) -> Self {
        -self
    }

    fn unit(one: bool) -> Self {
        i128::from(one)
    }

    fn over(&self, divisor: &Self) -> Rational {
        match (i64::try_from(*self), i64::try_from(*divisor)) {
            (Ok(number), Ok(divisor)) => Rational::ratio(number, divisor),
            _ => fraction(self, divisor),
        }
    }
}

/// A number by which multiples of it are divided: by a shift and a product modulo a power of two, which all digits of a word are.
///
/// # Source
/// Jebelean (1993), "An algorithm for exact division", Journal of Symbolic Computation 15.
pub(super) struct ExactDivisor<I> {
    twos: u32,
    /// Of what is left without the twos.
    inverse: I,
}

impl ExactDivisor<i128> {
    /// Each step of Newton's iteration doubles the correct digits.
    fn new(divisor: i128) -> Self {
        let twos = divisor.trailing_zeros();
        let odd = divisor >> twos;
        // The square of an odd number is one modulo eight.
        let mut inverse = odd;
        let mut digits = if odd == 1 { i128::BITS } else { 3 };
        while digits < i128::BITS {
            inverse = inverse.wrapping_mul(2i128.wrapping_sub(odd.wrapping_mul(inverse)));
            digits *= 2;
        }
        ExactDivisor { twos, inverse }
    }
}

/// The product, or `None` on overflow; quick where both are small.
fn product(a: i128, b: i128) -> Option<i128> {
    match (a as i64, b as i64) {
        (x, y) if i128::from(x) == a && i128::from(y) == b => Some(i128::from(x) * i128::from(y)),
        _ => a.checked_mul(b),
    }
}

impl Integer for IBig {
    fn from_big(value: &IBig) -> Option<Self> {
        Some(value.clone())
    }

    fn to_big(&self) -> IBig {
        self.clone()
    }

    fn cross(a: &Self, x: &Self, b: &Self, y: &Self) -> Option<Self> {
        Some(a * x - b * y)
    }

    fn quotient(&self, divisor: &Self) -> Self {
        self / divisor
    }

    type Divisor = IBig;

    fn divisor(&self) -> IBig {
        self.clone()
    }

    fn divided(&self, divisor: &IBig) -> Self {
        match *divisor == IBig::ONE {
            true => self.clone(),
            false => self / divisor,
        }
    }

    fn shared_divisor(&self, other: &Self) -> Self {
        IBig::from(Gcd::gcd(self, other))
    }

    fn minus_product(total: &Self, row: &[Self], column: &[Self]) -> Option<Self> {
        let terms = row.iter().zip(column).filter(|(_, x)| !x.is_zero());
        Some(terms.fold(total.clone(), |rest, (a, x)| rest - a * x))
    }

    fn against_zero(&self) -> Ordering {
        self.cmp(&IBig::ZERO)
    }

    fn negated(&self) -> Self {
        -self
    }

    fn over(&self, divisor: &Self) -> Rational {
        fraction(self, divisor)
    }
}

/// Divides all entries by their greatest common divisor; not all of them are zero.
pub(super) fn make_coprime<T: Integer>(entries: &mut [T]) {
    let one = T::unit(true);
    let mut divisor = T::unit(false);
    for entry in entries.iter().filter(|entry| !entry.is_zero()) {
        divisor = entry.shared_divisor(&divisor);
        if divisor == one {
            return;
        }
    }
    for entry in entries.iter_mut().filter(|entry| !entry.is_zero()) {
        *entry = entry.quotient(&divisor);
    }
}

/// The numbers times the least common multiple of their denominators, and that multiple.
pub fn scaled_to_integers(values: &[Rational]) -> (Vec<IBig>, IBig) {
    let parts: Vec<(IBig, IBig)> = values.iter().map(Rational::to_integers).collect();
    let scale = parts.iter().fold(IBig::ONE, |scale, (_, denominator)| {
        let shared = IBig::from(Gcd::gcd(&scale, denominator));
        scale / shared * denominator
    });
    let integers = parts.iter().map(|(n, d)| n * (&scale / d)).collect();
    (integers, scale)
}

/// Every entry as a `T`, or `None` if one does not fit.
pub(super) fn convert<T: Integer>(rows: &[Vec<IBig>]) -> Option<Vec<Vec<T>>> {
    rows.iter()
        .map(|row| row.iter().map(T::from_big).collect())
        .collect()
}

/// The result in machine integers, or in big ones if those overflow.
pub(super) fn escalating<R>(
    machine: impl FnOnce() -> Option<R>,
    big: impl FnOnce() -> Option<R>,
) -> R {
    machine()
        .or_else(big)
        .expect("invariant: big integers do not overflow")
}

/// The fraction of two integers, the divisor not being zero.
pub(super) fn fraction<T: Integer>(numerator: &T, denominator: &T) -> Rational {
    Rational::from_integers(numerator.to_big(), denominator.to_big())
        .expect("invariant: the denominator of a solved system is not zero")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn machine_integers_agree_with_big_ones_or_refuse(values in [any::<i128>(); 4], shift in 0u32..120) {
            let small = values.map(|v| v >> shift);
            let big = small.map(IBig::from);
            let exact = IBig::cross(&big[0], &big[1], &big[2], &big[3]);
            match i128::cross(&small[0], &small[1], &small[2], &small[3]) {
                Some(value) => prop_assert_eq!(Some(IBig::from(value)), exact),
                None => prop_assert!(exact.is_some_and(|e| !Integer::is_zero(&e))),
            }
            let words = small.map(|v| v as i64 >> (shift / 2));
            let big_words = words.map(IBig::from);
            if let Some(value) = i64::cross(&words[0], &words[1], &words[2], &words[3]) {
                let exact = IBig::cross(&big_words[0], &big_words[1], &big_words[2], &big_words[3]);
                prop_assert_eq!(Some(IBig::from(value)), exact);
            }
            if let Some(value) = i64::minus_product(&words[0], &words[1..2], &words[2..3]) {
                let exact = IBig::minus_product(&big_words[0], &big_words[1..2], &big_words[2..3]);
                prop_assert_eq!(Some(IBig::from(value)), exact);
            }
            let exact = IBig::minus_product(&big[0], &big[1..2], &big[2..3]);
            if let Some(value) = i128::minus_product(&small[0], &small[1..2], &small[2..3]) {
                prop_assert_eq!(Some(IBig::from(value)), exact);
            }
        }

        #[test]
        fn a_multiple_divided_is_the_factor(factor: i64, divisor in any::<i64>().prop_filter("a divisor", |d| *d != 0), less in 0u32..63) {
            let (factor, divisor) = (i128::from(factor), i128::from((divisor >> less).max(1)));
            for divisor in [divisor, -divisor] {
                prop_assert_eq!((factor * divisor).divided(&divisor.divisor()), factor);
                let words = [factor, divisor].map(|n| (n >> 33) as i64 | 1);
                prop_assert_eq!((words[0] * words[1]).divided(&words[1].divisor()), words[0]);
            }
        }

        #[test]
        fn coprime_entries_keep_their_ratios(factor in 1i128..1000, a in -50i128..50, b in 1i128..50) {
            let mut entries = [factor * a, factor * b];
            make_coprime(&mut entries);
            prop_assert_eq!(entries[0] * b, entries[1] * a);
            prop_assert!(entries[1] > 0);
            prop_assert_eq!(entries[0].shared_divisor(&entries[1]), 1);
        }
    }
}
