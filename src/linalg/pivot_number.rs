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
pub trait PivotNumber: Clone + PartialOrd + Send + Sync + Sized {
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
    /// The place of the first number that has a sign and is largest in size, if there is one.
    fn largest_with<'n>(
        numbers: impl Iterator<Item = (usize, &'n Self)>,
        sign: Ordering,
    ) -> Option<usize>
    where
        Self: 'n,
    {
        let mut best: Option<(usize, &Self)> = None;
        for (place, number) in numbers.filter(|(_, number)| number.sign() == sign) {
            let beats = |other: &Self| match sign {
                Ordering::Less => number < other,
                _ => number > other,
            };
            if best.is_none_or(|(_, other)| beats(other)) {
                best = Some((place, number));
            }
        }
        best.map(|(place, _)| place)
    }

    /// The row in which `value / pivot` is smallest, of those with a positive pivot; the preferred one if it is among them, otherwise
    /// that of the smallest name, or for machine numbers of the largest pivot.
    fn first_to_vanish(
        values: &[Self],
        pivots: &[Self],
        preferred: Option<usize>,
        names: &[u32],
    ) -> Option<usize>;

    /// Exchanges the basic variable of a row with the nonbasic one of a column, in a dictionary of columns of `height` numbers.
    ///
    /// Row `r` reads `determinant * basic[r] = value[r] - sum of column[r] * nonbasic`, and the values are column zero. The determinant stays
    /// positive.
    fn pivot(entries: &mut [Self], height: usize, at: (usize, usize), determinant: &mut Self);
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

    fn largest_with<'n>(
        numbers: impl Iterator<Item = (usize, &'n f64)>,
        sign: Ordering,
    ) -> Option<usize> {
        let factor = if sign == Ordering::Less { -1.0 } else { 1.0 };
        let mut best = (SMALL, usize::MAX);
        for (place, number) in numbers {
            let size = factor * number;
            best = if size > best.0 { (size, place) } else { best };
        }
        (best.1 != usize::MAX).then_some(best.1)
    }

    fn first_to_vanish(
        values: &[f64],
        pivots: &[f64],
        preferred: Option<usize>,
        _: &[u32],
    ) -> Option<usize> {
        // Of a large ratio the last digits may be wrong.
        let nearly = least_ratio(values, pivots) * (1.0 + 1e-12) + SMALL;
        if let Some(row) = preferred
            && values[row] <= nearly * pivots[row]
        {
            return Some(row);
        }
        let mut best = (SMALL, usize::MAX);
        for (row, (value, pivot)) in values.iter().zip(pivots).enumerate() {
            if *value <= nearly * pivot && *pivot > best.0 {
                best = (*pivot, row);
            }
        }
        (best.1 != usize::MAX).then_some(best.1)
    }

    fn pivot(entries: &mut [f64], height: usize, (row, column): (usize, usize), _: &mut f64) {
        let (before, rest) = entries.split_at_mut(column * height);
        let (own, after) = rest.split_at_mut(height);
        let inverse = 1.0 / own[row];
        for other in before
            .chunks_exact_mut(height)
            .chain(after.chunks_exact_mut(height))
        {
            let factor = other[row] * inverse;
            for (entry, beside) in other.iter_mut().zip(&*own) {
                *entry -= factor * beside;
            }
            other[row] = factor;
        }
        own.iter_mut().for_each(|entry| *entry *= -inverse);
        own[row] = inverse;
    }
}

/// The least of all ratios of a value, or zero where it is below, to a positive pivot; very large if there is none.
fn least_ratio(values: &[f64], pivots: &[f64]) -> f64 {
    // Without branches: where the pivot is not positive the ratio is made large.
    let ratio = |value: &f64, pivot: &f64| {
        let pivot = if *pivot > SMALL { *pivot } else { 1e-200 };
        value.max(1e-100) / pivot
    };
    let lesser = |a: f64, b: f64| if b < a { b } else { a };
    let mut least = [f64::INFINITY; 4];
    let (values, last_values) = values.as_chunks::<4>();
    let (pivots, last_pivots) = pivots.as_chunks::<4>();
    for (values, pivots) in values.iter().zip(pivots) {
        for lane in 0..4 {
            least[lane] = lesser(least[lane], ratio(&values[lane], &pivots[lane]));
        }
    }
    let last = last_values
        .iter()
        .zip(last_pivots)
        .map(|(value, pivot)| ratio(value, pivot));
    least.into_iter().chain(last).fold(f64::INFINITY, lesser)
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
        match determinant {
            1 => *self as f64,
            _ => *self as f64 / *determinant as f64,
        }
    }

    fn first_to_vanish(
        values: &[Self],
        pivots: &[Self],
        preferred: Option<usize>,
        names: &[u32],
    ) -> Option<usize> {
        first_to_vanish_exactly(values, pivots, preferred, names, |a, b, c, d| {
            (i128::from(*a) * i128::from(*b)).cmp(&(i128::from(*c) * i128::from(*d)))
        })
    }

    fn pivot(
        entries: &mut [i64],
        height: usize,
        (row, column): (usize, usize),
        determinant: &mut i64,
    ) {
        let (before, rest) = entries.split_at_mut(column * height);
        let (own, after) = rest.split_at_mut(height);
        let old = *determinant;
        let division = OddInverse::of(old);
        // A negative pivot stands for the negative of the basic variable.
        let is_negative = own[row] < 0;
        let sign = if is_negative { -1 } else { 1 };
        let pivot = sign * own[row];
        for other in before
            .chunks_exact_mut(height)
            .chain(after.chunks_exact_mut(height))
        {
            let factor = sign * other[row];
            for (entry, beside) in other.iter_mut().zip(&*own) {
                let product = i128::from(pivot) * i128::from(*entry)
                    - i128::from(factor) * i128::from(*beside);
                *entry = division.divide(product);
            }
            other[row] = factor;
        }
        own.iter_mut().for_each(|entry| *entry *= -sign);
        own[row] = sign * old;
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

    fn first_to_vanish(
        values: &[Self],
        pivots: &[Self],
        preferred: Option<usize>,
        names: &[u32],
    ) -> Option<usize> {
        first_to_vanish_exactly(values, pivots, preferred, names, |a, b, c, d| {
            (a * b).cmp(&(c * d))
        })
    }

    fn pivot(
        entries: &mut [IBig],
        height: usize,
        (row, column): (usize, usize),
        determinant: &mut IBig,
    ) {
        let (before, rest) = entries.split_at_mut(column * height);
        let (own, after) = rest.split_at_mut(height);
        let is_negative = own[row] < IBig::ZERO;
        let signed = |number: &IBig| if is_negative { -number } else { number.clone() };
        let pivot = signed(&own[row]);
        for other in before
            .chunks_exact_mut(height)
            .chain(after.chunks_exact_mut(height))
        {
            let factor = signed(&other[row]);
            for (entry, beside) in other.iter_mut().zip(&*own) {
                *entry = (&pivot * &*entry - &factor * beside) / &*determinant;
            }
            other[row] = factor;
        }
        own.iter_mut().for_each(|entry| *entry = -signed(entry));
        own[row] = signed(determinant);
        *determinant = pivot;
    }
}

/// The row of the smallest ratio; of equal ones the preferred row, or that of the smallest name.
fn first_to_vanish_exactly<N: PivotNumber>(
    values: &[N],
    pivots: &[N],
    preferred: Option<usize>,
    names: &[u32],
    compare_products: impl Fn(&N, &N, &N, &N) -> Ordering,
) -> Option<usize> {
    let mut best = preferred;
    let rows = pivots
        .iter()
        .enumerate()
        .filter(|(_, pivot)| pivot.sign() == Ordering::Greater);
    for (row, pivot) in rows {
        let is_earlier = best.is_none_or(|other| {
            match compare_products(&values[row], &pivots[other], &values[other], pivot) {
                Ordering::Less => true,
                Ordering::Equal => preferred != Some(other) && names[row] < names[other],
                Ordering::Greater => false,
            }
        });
        if is_earlier {
            best = Some(row);
        }
    }
    best
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_product_is_divided_by_what_divides_it(
            quotient in -(1i64 << 61)..1 << 61, divisor in 1i64..1 << 61, shift in 0u32..40,
        ) {
            let divisor = ((divisor >> shift) << (shift / 2)).max(1);
            let product = i128::from(quotient) * i128::from(divisor);
            prop_assert_eq!(OddInverse::of(divisor).divide(product), quotient);
        }

        #[test]
        fn machine_numbers_and_integers_pivot_alike(
            entries in proptest::collection::vec(1i64..50, 12), row in 0usize..3, column in 1usize..4,
        ) {
            let mut small = entries.clone();
            let mut big: Vec<IBig> = entries.iter().map(|e| IBig::from(*e)).collect();
            let mut machine: Vec<f64> = entries.iter().map(|e| *e as f64).collect();
            let (mut of_small, mut of_big, mut of_machine) = (1, IBig::ONE, 1.0);
            for at in [(row, column), ((row + 1) % 3, column % 3 + 1)] {
                let pivot = small[at.1 * 3 + at.0];
                prop_assume!(pivot != 0);
                i64::pivot(&mut small, 3, at, &mut of_small);
                IBig::pivot(&mut big, 3, at, &mut of_big);
                f64::pivot(&mut machine, 3, at, &mut of_machine);
                prop_assert_eq!(IBig::from(of_small), of_big.clone());
            }
            prop_assert!(of_small > 0);
            for ((small, big), machine) in small.iter().zip(&big).zip(&machine) {
                prop_assert_eq!(IBig::from(*small), big.clone());
                prop_assert!((small.over(&of_small) - machine).abs() < 1e-6 * machine.abs().max(1.0));
            }
        }
    }
}
