//! Bernstein coefficients of a polynomial on a box, in exact integers: what proves a sign on a whole cell.
//!
//! On the unit cube, `p(t) = sum_i b_i B_i(t)` with `B_i` the products of Bernstein polynomials of the degrees of `p`. The `B_i` are
//! positive on the open cube and sum to one, so the signs of the `b_i` prove the sign of `p`, and bounds of the `b_i` bound `p`. Only the
//! sign of `p` matters here, so that coefficients are known up to one positive factor and are kept as integers.

use std::cmp::Ordering;
use std::ops::{Add, Shl};
use std::sync::Arc;

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest, Gcd};

use super::phase_map::Axis;
use crate::num::Multivariate;

/// The Bernstein coefficients of a polynomial on a cell, up to a positive factor.
///
/// # Shapes
/// Dense; the last axis runs fastest, with `degrees[axis] + 1` coefficients along an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bernstein {
    degrees: Arc<[usize]>,
    coefficients: Coefficients,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Coefficients {
    Small(Vec<i128>),
    Big(Vec<IBig>),
}

impl Bernstein {
    /// The coefficients of a polynomial on a box whose sides are positive; unknown `k` is axis `k`.
    ///
    /// # Source
    /// Garloff (1993), "The Bernstein algorithm", Interval Computations 2, 154-168.
    pub(super) fn new(polynomial: &Multivariate, axes: &[Axis]) -> Self {
        let counts = (0..axes.len()).map(|axis| polynomial.degree_in(axis) as usize);
        let degrees: Arc<[usize]> = counts.collect();
        let mut dense = powers(polynomial, &degrees);
        for (axis, side) in axes.iter().enumerate() {
            let width = (&side.upper - &side.lower).to_integers();
            let lower = side.lower.to_integers();
            each_line(&mut dense, &degrees, axis, |line| {
                let moved = on_unit_interval(line, &lower, &width);
                from_powers(moved)
            });
        }
        let content = dense.iter().fold(IBig::ZERO, |common, value| {
            if common.is_zero() {
                value.abs()
            } else {
                IBig::from(common.gcd(value))
            }
        });
        if !content.is_zero() {
            for value in &mut dense {
                *value = &*value / &content;
            }
        }
        Bernstein {
            degrees,
            coefficients: smallest_form(dense),
        }
    }

    /// The degree along each axis.
    pub(super) fn degrees(&self) -> &[usize] {
        &self.degrees
    }

    /// The sign on the open cell, if the coefficients prove it; equal for the zero polynomial.
    pub(super) fn sign(&self) -> Option<Ordering> {
        match &self.coefficients {
            Coefficients::Small(values) => common_sign(values.iter().map(|v| v.cmp(&0))),
            Coefficients::Big(values) => common_sign(values.iter().map(|v| v.cmp(&IBig::ZERO))),
        }
    }

    /// The coefficients on the lower and the upper half of the cell across an axis.
    ///
    /// # Source
    /// Lane and Riesenfeld (1980), IEEE Transactions on Pattern Analysis and Machine Intelligence 2, 35-46: de Casteljau's scheme halves.
    pub(super) fn halves(&self, axis: usize) -> [Self; 2] {
        let degree = self.degrees[axis];
        if degree == 0 {
            return [self.clone(), self.clone()];
        }
        let stride = self.degrees[axis + 1..].iter().map(|d| d + 1).product();
        let parts = match &self.coefficients {
            // Every sum of the scheme is at most 2^degree times the largest coefficient.
            Coefficients::Small(values) if bits(values) as usize + degree < 127 => {
                halved(values, stride, degree).map(without_common_twos)
            }
            Coefficients::Small(values) => {
                let wide: Vec<IBig> = values.iter().map(|v| IBig::from(*v)).collect();
                halved(&wide, stride, degree).map(smallest_form)
            }
            Coefficients::Big(values) => halved(values, stride, degree).map(smallest_form),
        };
        parts.map(|coefficients| Bernstein {
            degrees: self.degrees.clone(),
            coefficients,
        })
    }

    /// Integers with the given number of binary digits at or below, and at or above, the coefficients times one power of two.
    pub(super) fn rounded(&self, digits: usize) -> (Vec<i128>, Vec<i128>) {
        let wide: Vec<IBig> = match &self.coefficients {
            Coefficients::Small(values) => {
                let now = bits(values) as usize;
                if now <= digits && digits < 127 {
                    let raised: Vec<i128> = values.iter().map(|v| v << (digits - now)).collect();
                    return (raised.clone(), raised);
                }
                let excess = now.saturating_sub(digits);
                let below = values.iter().map(|v| v >> excess).collect();
                let above = values.iter().map(|v| -(-v >> excess)).collect();
                return (below, above);
            }
            Coefficients::Big(values) => values.clone(),
        };
        let now = wide.iter().map(BitTest::bit_len).max().unwrap_or(0);
        let excess = now.saturating_sub(digits);
        let unit = IBig::ONE << excess;
        let floor = |value: &IBig| {
            use dashu_int::ops::DivEuclid;
            i128::try_from(value.div_euclid(&unit)).expect("invariant: rounded to few digits")
        };
        let below = wide.iter().map(floor).collect();
        let above = wide.iter().map(|value| -floor(&-value)).collect();
        (below, above)
    }
}

/// The coefficients of powers, dense, times the least common denominator.
fn powers(polynomial: &Multivariate, degrees: &[usize]) -> Vec<IBig> {
    let (_, integral) = polynomial.primitive();
    let mut dense = vec![IBig::ZERO; degrees.iter().map(|d| d + 1).product()];
    for (monomial, coefficient) in integral.terms() {
        let known = monomial.powers().iter().all(|(u, _)| *u < degrees.len());
        assert!(known, "invariant: every unknown is an axis");
        let place = degrees.iter().enumerate().fold(0, |place, (axis, degree)| {
            place * (degree + 1) + monomial.exponent(axis) as usize
        });
        dense[place] = coefficient.to_integers().0;
    }
    dense
}

/// Replaces every line along an axis.
fn each_line(
    dense: &mut [IBig],
    degrees: &[usize],
    axis: usize,
    change: impl Fn(Vec<IBig>) -> Vec<IBig>,
) {
    let stride: usize = degrees[axis + 1..].iter().map(|d| d + 1).product();
    let count = degrees[axis] + 1;
    for block in dense.chunks_mut(stride * count) {
        for start in 0..stride {
            let line = (0..count).map(|i| block[start + i * stride].clone());
            for (i, value) in change(line.collect()).into_iter().enumerate() {
                block[start + i * stride] = value;
            }
        }
    }
}

/// The coefficients of `p(lower + width t)` in powers of `t`, times a positive number that depends on the degree only.
fn on_unit_interval(line: Vec<IBig>, lower: &(IBig, IBig), width: &(IBig, IBig)) -> Vec<IBig> {
    let common = &lower.1 * &width.1;
    let (start, step) = (&lower.0 * &width.1, &width.0 * &lower.1);
    let mut moved = vec![IBig::ZERO; line.len()];
    let mut scale = IBig::ONE;
    for coefficient in line.iter().rev() {
        for i in (0..moved.len()).rev() {
            let carried = match i {
                0 => &start * &moved[0],
                _ => &start * &moved[i] + &step * &moved[i - 1],
            };
            moved[i] = carried;
        }
        moved[0] += coefficient * &scale;
        scale *= &common;
    }
    moved
}

/// Bernstein coefficients from those of powers, times the factorial of the degree: `b_j d! = sum_i a_i (d - i)! j!/(j - i)!`.
fn from_powers(line: Vec<IBig>) -> Vec<IBig> {
    let factorial = |n: usize| (1..=n).fold(IBig::ONE, |product, i| product * IBig::from(i));
    let degree = line.len() - 1;
    let scaled = line.iter().enumerate();
    let scaled: Vec<IBig> = scaled.map(|(i, a)| a * factorial(degree - i)).collect();
    let sum = |j: usize| {
        let terms = (0..=j).map(|i| &scaled[i] * (factorial(j) / factorial(j - i)));
        terms.fold(IBig::ZERO, |sum, term| sum + term)
    };
    (0..=degree).map(sum).collect()
}

/// The sign that all nonzero values have.
fn common_sign(mut signs: impl Iterator<Item = Ordering>) -> Option<Ordering> {
    let mut common = Ordering::Equal;
    let agrees = signs.all(|sign| match (common, sign) {
        (_, Ordering::Equal) => true,
        (Ordering::Equal, _) => {
            common = sign;
            true
        }
        _ => common == sign,
    });
    agrees.then_some(common)
}

/// De Casteljau's scheme without its divisions: both halves, times `2^degree`.
fn halved<T>(values: &[T], stride: usize, degree: usize) -> [Vec<T>; 2]
where
    T: Clone + Shl<usize, Output = T>,
    for<'a> &'a T: Add<&'a T, Output = T> + Shl<usize, Output = T>,
{
    let (mut lower, mut upper) = (values.to_vec(), values.to_vec());
    for block in (0..values.len()).step_by(stride * (degree + 1)) {
        for start in block..block + stride {
            let at = |i: usize| start + i * stride;
            for round in 1..=degree {
                for i in (round..=degree).rev() {
                    lower[at(i)] = &lower[at(i)] + &lower[at(i - 1)];
                }
                for i in 0..=degree - round {
                    upper[at(i)] = &upper[at(i)] + &upper[at(i + 1)];
                }
            }
            for i in 0..degree {
                lower[at(i)] = &lower[at(i)] << (degree - i);
                upper[at(i + 1)] = &upper[at(i + 1)] << (i + 1);
            }
        }
    }
    [lower, upper]
}

/// All absolute values joined bit by bit.
fn joined(values: &[i128]) -> u128 {
    values.iter().fold(0, |all, v| all | v.unsigned_abs())
}

/// The binary digits of the largest absolute value.
fn bits(values: &[i128]) -> u32 {
    u128::BITS - joined(values).leading_zeros()
}

fn without_common_twos(mut values: Vec<i128>) -> Coefficients {
    let joined = joined(&values);
    if joined != 0 {
        let twos = joined.trailing_zeros();
        values.iter_mut().for_each(|v| *v >>= twos);
    }
    Coefficients::Small(values)
}

/// Common powers of two divided out, and small where everything then fits.
fn smallest_form(values: Vec<IBig>) -> Coefficients {
    let twos = values.iter().filter_map(IBig::trailing_zeros).min();
    let reduced: Vec<IBig> = match twos {
        None | Some(0) => values,
        Some(twos) => values.into_iter().map(|v| v >> twos).collect(),
    };
    let fit = |value: &IBig| i128::try_from(value).ok().filter(|v| *v > i128::MIN);
    let small: Option<Vec<i128>> = reduced.iter().map(fit).collect();
    small.map_or(Coefficients::Big(reduced), Coefficients::Small)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::num::{Monomial, Rational};

    fn polynomial() -> impl Strategy<Value = Multivariate> {
        let term = (prop::collection::vec(0u32..4, 2), -9i64..10, 1i64..4);
        prop::collection::vec(term, 1..6).prop_map(|terms| {
            Multivariate::from_terms(terms.into_iter().map(|(powers, over, under)| {
                let monomial = Monomial::of(powers.into_iter().enumerate());
                (monomial, Rational::ratio(over, under))
            }))
        })
    }

    fn sides(ends: &[(i64, i64, i64)]) -> Vec<Axis> {
        let side = |&(lower, width, under): &(i64, i64, i64)| Axis {
            name: String::new(),
            lower: Rational::ratio(lower, under),
            upper: Rational::ratio(lower + width, under),
        };
        ends.iter().map(side).collect()
    }

    fn values(tensor: &Bernstein) -> Vec<IBig> {
        match &tensor.coefficients {
            Coefficients::Small(values) => values.iter().map(|v| IBig::from(*v)).collect(),
            Coefficients::Big(values) => values.clone(),
        }
    }

    /// The value at a point of the cell, from the definition of the Bernstein basis.
    fn value(tensor: &Bernstein, at: &[Rational]) -> Rational {
        let basis = |degree: usize, i: usize, t: &Rational| {
            let choose = (0..i).fold(Rational::ONE, |c, s| {
                c * Rational::ratio((degree - s) as i64, s as i64 + 1)
            });
            let power = |x: &Rational, e: usize| x.checked_pow(e as i32).expect("a power");
            choose * power(t, i) * power(&(&Rational::ONE - t), degree - i)
        };
        let [rows, columns] = [tensor.degrees[0], tensor.degrees[1]];
        let mut sum = Rational::ZERO;
        for (place, b) in values(tensor).into_iter().enumerate() {
            let (i, j) = (place / (columns + 1), place % (columns + 1));
            let b = Rational::from_integers(b, IBig::ONE).expect("a whole number");
            sum += &(b * basis(rows, i, &at[0]) * basis(columns, j, &at[1]));
        }
        sum
    }

    /// Checks that a tensor is a positive multiple of the polynomial on a box, at enough points to tell polynomials apart.
    fn check(p: &Multivariate, tensor: &Bernstein, sides: &[Axis]) -> Result<(), TestCaseError> {
        let mut factor: Option<Rational> = None;
        for (i, j) in (0..16).map(|n| (n / 4, n % 4)) {
            let at = [Rational::ratio(i, 3), Rational::ratio(j, 3)];
            let moved =
                |(side, t): (&Axis, &Rational)| &side.lower + &(&(&side.upper - &side.lower) * t);
            let exact = p.evaluate(&sides.iter().zip(&at).map(moved).collect::<Vec<_>>());
            let ours = value(tensor, &at);
            match ours.checked_div(&exact) {
                None => prop_assert!(ours.is_zero()),
                Some(ratio) => {
                    prop_assert!(ratio.sign().is_gt());
                    prop_assert_eq!(factor.get_or_insert(ratio.clone()), &ratio);
                }
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn the_tensor_and_its_halves_are_the_polynomial(
            p in polynomial(), x in (-3i64..4, 1i64..5, 1i64..4), y in (-3i64..4, 1i64..5, 1i64..4), axis in 0usize..2,
        ) {
            let whole = sides(&[x, y]);
            let tensor = Bernstein::new(&p, &whole);
            check(&p, &tensor, &whole)?;
            let middle = (&whole[axis].lower + &whole[axis].upper) * Rational::ratio(1, 2);
            let [mut low, mut high] = [whole.clone(), whole];
            low[axis].upper = middle.clone();
            high[axis].lower = middle;
            let [lower, upper] = tensor.halves(axis);
            check(&p, &lower, &low)?;
            check(&p, &upper, &high)?;
        }

        #[test]
        fn coefficients_too_wide_for_machine_integers_halve_alike(
            small in prop::collection::vec(-9i128..10, 12), lift in 1u32..240, axis in 0usize..2,
        ) {
            prop_assume!(small.iter().any(|v| v % 2 != 0));
            let degrees: Arc<[usize]> = Arc::new([2, 3]);
            // An odd offset below the lifted part keeps the big form from shrinking back.
            let lifted: Vec<IBig> = small.iter().map(|v| (IBig::from(*v) << lift as usize) + IBig::ONE).collect();
            let tensor = |coefficients| Bernstein { degrees: degrees.clone(), coefficients };
            let small: Vec<i128> = small.iter().map(|v| v * 1024 + 1).collect();
            let wide = small.iter().map(|v| IBig::from(*v)).collect();
            let both = [Coefficients::Small(small), Coefficients::Big(wide)];
            let [a, b] = both.map(|form| tensor(form).halves(axis));
            prop_assert_eq!(a, b);
            let mut cell = tensor(smallest_form(lifted));
            let mut scaled = cell.clone();
            scaled.coefficients = Coefficients::Big(values(&scaled));
            for level in 0..6 {
                cell = cell.halves(level % 2)[level / 3].clone();
                scaled = scaled.halves(level % 2)[level / 3].clone();
                prop_assert_eq!(&cell, &scaled);
            }
        }

        #[test]
        fn rounding_encloses(values in prop::collection::vec(any::<i128>(), 4), digits in 1usize..100) {
            prop_assume!(values.iter().all(|v| *v > i128::MIN));
            let wide: Vec<IBig> = values.iter().map(|v| IBig::from(*v)).collect();
            let excess = (bits(&values) as usize).saturating_sub(digits);
            let degrees: Arc<[usize]> = Arc::new([3]);
            for coefficients in [Coefficients::Small(values), Coefficients::Big(wide.clone())] {
                let (below, above) = Bernstein { degrees: degrees.clone(), coefficients }.rounded(digits);
                for (exact, (low, high)) in wide.iter().zip(below.iter().zip(&above)) {
                    prop_assert!(high - low <= 1 && high.unsigned_abs() <= 1 << digits);
                    if excess > 0 {
                        prop_assert!(IBig::from(*low) << excess <= *exact && *exact <= IBig::from(*high) << excess);
                    }
                }
            }
        }
    }
}
