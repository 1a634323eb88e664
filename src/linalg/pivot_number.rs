//! The numbers a dictionary may be kept in: machine numbers, whose signs are guesses, and integers, whose signs are not.
//!
//! Integers are pivoted without fractions: all entries carry the determinant of the basis as a common denominator, and the division
//! by the one before leaves no remainder. In 64 bits such a division is a shift and a product, the divisor being a power of two times an odd
//! number, which has an inverse modulo 2^64.
//!
//! # Source
//! Edmonds 1967, "Systems of distinct representatives and linear algebra", J. Res. NBS 71B; Jebelean 1993, "An algorithm for exact
//! division", J. Symbolic Computation 15.

use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use crate::num::Rational;

/// A number of a dictionary.
pub trait PivotNumber: Clone + Send + Sync + Sized {
    /// The integers of the polytopes whose dictionaries have such numbers.
    type Whole: Clone + Send + Sync;

    /// Whether signs are certain.
    const IS_EXACT: bool;

    /// Zero.
    fn zero() -> Self;
    /// One.
    fn one() -> Self;
    /// The entry, divided by `scale` where it is a machine number.
    fn of_entry(entry: &Self::Whole, scale: f64) -> Self;
    /// The power of two that brings entries to the size of one.
    fn scale(entries: &[Self::Whole]) -> f64;
    /// The sign; of a machine number zero when it is small.
    fn sign(&self) -> Ordering;
    /// The number divided by a positive determinant, nearly.
    fn over(&self, determinant: &Self) -> f64;
    /// How `a / b` compares with `c / d`, for `b` and `d` positive.
    fn compare_ratios(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering;

    /// Exchanges the basic variable of a row with the nonbasic one of a column, in a dictionary of rows `stride` apart.
    ///
    /// Row `r` reads `determinant * basic[r] = entries[r][0] - sum of entries[r][c] * nonbasic[c]`. The determinant stays positive.
    fn pivot(
        entries: &mut [Self],
        stride: usize,
        kept: usize,
        at: (usize, usize),
        determinant: &mut Self,
    );
}

/// A number whose sign is certain.
pub trait ExactNumber: PivotNumber {
    /// Numbers from zero on, some of which may be missing as zero, divided by their sum.
    fn shares<'n>(numbers: impl Iterator<Item = Option<&'n Self>> + Clone) -> Vec<Rational>
    where
        Self: 'n;
}

/// Machine numbers below this count as zero: the entries of a polytope are brought to about one.
const SMALL: f64 = 1e-9;

impl PivotNumber for f64 {
    type Whole = i64;

    const IS_EXACT: bool = false;

    fn zero() -> Self {
        0.0
    }

    fn one() -> Self {
        1.0
    }

    fn of_entry(entry: &i64, scale: f64) -> Self {
        *entry as f64 / scale
    }

    fn scale(entries: &[i64]) -> f64 {
        let largest = entries.iter().max().map_or(1, |entry| entry.unsigned_abs());
        largest.next_power_of_two() as f64
    }

    fn sign(&self) -> Ordering {
        if *self > SMALL {
            Ordering::Greater
        } else if *self < -SMALL {
            Ordering::Less
        } else {
            Ordering::Equal
        }
    }

    fn over(&self, _: &Self) -> f64 {
        *self
    }

    fn compare_ratios(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        let difference = a * d - c * b;
        // Of nearly equal ratios the one with the larger pivot goes first: it keeps the numbers small.
        if difference.abs() <= SMALL * b * d {
            d.total_cmp(b)
        } else {
            difference.total_cmp(&0.0)
        }
    }

    fn pivot(
        entries: &mut [Self],
        stride: usize,
        kept: usize,
        (row, column): (usize, usize),
        _: &mut Self,
    ) {
        let (before, rest) = entries.split_at_mut(row * stride);
        let (own, after) = rest.split_at_mut(stride);
        let own = &mut own[..kept];
        let inverse = 1.0 / own[column];
        own.iter_mut().for_each(|entry| *entry *= inverse);
        own[column] = inverse;
        for other in before.chunks_exact_mut(stride).chain(after.chunks_exact_mut(stride)) {
            let other = &mut other[..kept];
            let factor = other[column];
            if factor.abs() > 0.0 {
                other[column] = 0.0;
                for (entry, above) in other.iter_mut().zip(&*own) {
                    *entry -= factor * above;
                }
            }
        }
    }
}

/// The quotient by `2^shift` times the odd number whose inverse modulo 2^64 this is, of a product that it divides.
#[derive(Clone, Copy)]
struct OddInverse {
    shift: u32,
    inverse: i64,
}

impl OddInverse {
    fn of(divisor: i64) -> Self {
        let shift = divisor.trailing_zeros();
        let odd = divisor >> shift;
        // Each step doubles the number of right digits; an odd number is its own inverse modulo eight.
        let mut inverse = odd;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2i64.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        OddInverse { shift, inverse }
    }

    fn divide(self, product: i128) -> i64 {
        ((product >> self.shift) as i64).wrapping_mul(self.inverse)
    }
}

impl PivotNumber for i64 {
    type Whole = i64;

    const IS_EXACT: bool = true;

    fn zero() -> Self {
        0
    }

    fn one() -> Self {
        1
    }

    fn of_entry(entry: &i64, _: f64) -> Self {
        *entry
    }

    fn scale(_: &[i64]) -> f64 {
        1.0
    }

    fn sign(&self) -> Ordering {
        self.cmp(&0)
    }

    fn over(&self, determinant: &Self) -> f64 {
        *self as f64 / *determinant as f64
    }

    fn compare_ratios(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
    }

    fn pivot(
        entries: &mut [Self],
        stride: usize,
        kept: usize,
        (row, column): (usize, usize),
        determinant: &mut Self,
    ) {
        let (before, rest) = entries.split_at_mut(row * stride);
        let (own, after) = rest.split_at_mut(stride);
        let own = &mut own[..kept];
        let old = *determinant;
        let division = OddInverse::of(old);
        let is_negative = own[column] < 0;
        if is_negative {
            own.iter_mut().for_each(|entry| *entry = -*entry);
        }
        let pivot = own[column];
        for other in before.chunks_exact_mut(stride).chain(after.chunks_exact_mut(stride)) {
            let other = &mut other[..kept];
            let factor = other[column];
            for (entry, above) in other.iter_mut().zip(&*own) {
                let product = i128::from(pivot) * i128::from(*entry)
                    - i128::from(factor) * i128::from(*above);
                *entry = division.divide(product);
            }
            other[column] = if is_negative { factor } else { -factor };
        }
        own[column] = if is_negative { -old } else { old };
        *determinant = pivot;
    }
}

impl PivotNumber for IBig {
    type Whole = IBig;

    const IS_EXACT: bool = true;

    fn zero() -> Self {
        IBig::ZERO
    }

    fn one() -> Self {
        IBig::ONE
    }

    fn of_entry(entry: &IBig, _: f64) -> Self {
        entry.clone()
    }

    fn scale(_: &[IBig]) -> f64 {
        1.0
    }

    fn sign(&self) -> Ordering {
        self.cmp(&IBig::ZERO)
    }

    fn over(&self, determinant: &Self) -> f64 {
        // Of two large numbers the leading digits are enough.
        let digits = determinant.bit_len().saturating_sub(512);
        let number = (self >> digits).to_f64().value() / (determinant >> digits).to_f64().value();
        match self.is_zero() {
            true => 0.0,
            // What is very small is not nothing.
            false => number.abs().max(f64::MIN_POSITIVE).copysign(number),
        }
    }

    fn compare_ratios(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (a * d).cmp(&(c * b))
    }

    fn pivot(
        entries: &mut [Self],
        stride: usize,
        kept: usize,
        (row, column): (usize, usize),
        determinant: &mut Self,
    ) {
        let (before, rest) = entries.split_at_mut(row * stride);
        let (own, after) = rest.split_at_mut(stride);
        let own = &mut own[..kept];
        let is_negative = own[column] < IBig::ZERO;
        if is_negative {
            own.iter_mut().for_each(|entry| *entry = -&*entry);
        }
        let pivot = own[column].clone();
        for other in before.chunks_exact_mut(stride).chain(after.chunks_exact_mut(stride)) {
            let other = &mut other[..kept];
            let factor = other[column].clone();
            for (entry, above) in other.iter_mut().zip(&*own) {
                *entry = (&pivot * &*entry - &factor * above) / &*determinant;
            }
            other[column] = if is_negative { factor } else { -factor };
        }
        let old = std::mem::replace(determinant, pivot);
        own[column] = if is_negative { -old } else { old };
    }
}

impl ExactNumber for i64 {
    fn shares<'n>(numbers: impl Iterator<Item = Option<&'n i64>> + Clone) -> Vec<Rational> {
        let sum: i64 = numbers.clone().flatten().sum();
        let share = |number: Option<&i64>| match number {
            Some(number) if *number != 0 => Rational::ratio(*number, sum),
            _ => Rational::ZERO,
        };
        numbers.map(share).collect()
    }
}

impl ExactNumber for IBig {
    fn shares<'n>(numbers: impl Iterator<Item = Option<&'n IBig>> + Clone) -> Vec<Rational> {
        let sum: IBig = numbers.clone().flatten().sum();
        let share = |number: Option<&IBig>| match number {
            Some(number) => Rational::from_integers(number.clone(), sum.clone())
                .expect("invariant: not the origin"),
            None => Rational::ZERO,
        };
        numbers.map(share).collect()
    }
}
