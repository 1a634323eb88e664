//! The Bernstein coefficients of a polynomial on a cell, straight from its coefficients of powers.

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::certify::map_claim::ClaimedAxis;
use crate::num::{Monomial, Multivariate, Rational};

/// A part of the unit cube: along axis `k` it is part `cell[k].0` of `2^cell[k].1` equal parts.
pub(super) type Cell = Vec<(u64, u32)>;

/// A positive multiple of a polynomial, in unknowns that go from 0 to 1 over the box.
///
/// # Shapes
/// `powers` is dense; the last axis runs fastest, with `degrees[axis] + 1` coefficients along an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tensor {
    degrees: Vec<usize>,
    powers: Vec<IBig>,
}

impl Tensor {
    /// The tensor of a polynomial on a box.
    pub fn new(polynomial: &Multivariate, axes: &[ClaimedAxis]) -> Self {
        let mut moved = polynomial.clone();
        for (axis, side) in axes.iter().enumerate() {
            let width = Multivariate::unknown(axis).scaled(&(&side.upper - &side.lower));
            let start = Multivariate::constant(side.lower.clone());
            moved = moved.substitute(axis, &(&start + &width));
        }
        let degrees = (0..axes.len()).map(|axis| moved.degree_in(axis) as usize);
        let degrees: Vec<usize> = degrees.collect();
        let mut powers = vec![IBig::ZERO; places(&degrees)];
        for (monomial, coefficient) in moved.primitive().1.terms() {
            powers[place(&degrees, monomial)] = coefficient.to_integers().0;
        }
        Tensor { degrees, powers }
    }

    /// The degree along each axis.
    pub fn degrees(&self) -> &[usize] {
        &self.degrees
    }

    /// The same polynomial with room for higher powers.
    pub fn raised(&self, degrees: &[usize]) -> Self {
        let mut powers = vec![IBig::ZERO; places(degrees)];
        for (number, value) in self.powers.iter().enumerate() {
            let mut rest = number;
            let mut exponents = Vec::with_capacity(degrees.len());
            for (axis, degree) in self.degrees.iter().enumerate().rev() {
                exponents.push((axis, (rest % (degree + 1)) as u32));
                rest /= degree + 1;
            }
            powers[place(degrees, &Monomial::of(exponents))] = value.clone();
        }
        Tensor {
            degrees: degrees.to_vec(),
            powers,
        }
    }

    /// The Bernstein coefficients on a cell, times a positive number.
    ///
    /// Along an axis, coefficient `j` of degree `d` is the polar form at `d - j` times the lower and `j` times the upper end of the cell; that of
    /// the power `x^i` is the elementary symmetric polynomial of degree `i` of these `d` numbers, over `d` choose `i`. With `x = y/2^h` the
    /// ends are the integers `k` and `k + 1`.
    ///
    /// # Source
    /// Ramshaw (1989), "Blossoms are polar forms", Computer Aided Geometric Design 6, 323-358.
    pub fn coefficients(&self, cell: &Cell) -> Vec<IBig> {
        let mut values = self.powers.clone();
        for (axis, part) in cell.iter().enumerate() {
            let degree = self.degrees[axis];
            if degree == 0 {
                continue;
            }
            let rows = polar_forms(degree, *part);
            let stride = places(&self.degrees[axis + 1..]);
            for block in values.chunks_mut(stride * (degree + 1)) {
                for start in 0..stride {
                    let line = |i: usize| &block[start + i * stride];
                    let sum = |row: &Vec<IBig>| {
                        let terms = row.iter().enumerate().map(|(i, weight)| weight * line(i));
                        terms.fold(IBig::ZERO, |sum, term| sum + term)
                    };
                    let changed: Vec<IBig> = rows.iter().map(sum).collect();
                    for (j, value) in changed.into_iter().enumerate() {
                        block[start + j * stride] = value;
                    }
                }
            }
        }
        values
    }

    /// The sign on the open cell, if the coefficients prove it: none is of the other sign, and not all are zero.
    pub fn sign(&self, cell: &Cell) -> Option<Ordering> {
        let (mut below, mut above) = (false, false);
        for value in self.coefficients(cell) {
            below |= value < IBig::ZERO;
            above |= value > IBig::ZERO;
        }
        match (below, above) {
            (true, false) => Some(Ordering::Less),
            (false, true) => Some(Ordering::Greater),
            _ => None,
        }
    }
}

/// The point of the box that is the middle of a cell.
pub(super) fn middle(cell: &Cell, axes: &[ClaimedAxis]) -> Vec<Rational> {
    let sides = cell.iter().zip(axes);
    let coordinate = |((index, halvings), side): (&(u64, u32), &ClaimedAxis)| {
        let share = &Rational::from(2 * i128::from(*index) + 1) * &half_to_the(halvings + 1);
        &side.lower + &(&(&side.upper - &side.lower) * &share)
    };
    sides.map(coordinate).collect()
}

/// The share of the box that a cell takes.
pub(super) fn volume(cell: &Cell) -> Rational {
    half_to_the(cell.iter().map(|(_, halvings)| halvings).sum())
}

/// The two halves of a cell across an axis.
pub(super) fn halves(cell: &Cell, axis: usize) -> [Cell; 2] {
    [0, 1].map(|upper| {
        let mut half = cell.clone();
        half[axis] = (2 * cell[axis].0 + upper, cell[axis].1 + 1);
        half
    })
}

fn half_to_the(exponent: u32) -> Rational {
    let under = IBig::ONE << exponent as usize;
    let power = Rational::from_integers(IBig::ONE, under);
    power.expect("invariant: a power of two is not zero")
}

fn places(degrees: &[usize]) -> usize {
    degrees.iter().map(|degree| degree + 1).product()
}

fn place(degrees: &[usize], monomial: &Monomial) -> usize {
    let axes = degrees.iter().enumerate();
    axes.fold(0, |place, (axis, degree)| {
        place * (degree + 1) + monomial.exponent(axis) as usize
    })
}

/// Row `j` holds the `j`-th polar form of each power on part `index` of `2^halvings`, times one positive number.
fn polar_forms(degree: usize, (index, halvings): (u64, u32)) -> Vec<Vec<IBig>> {
    let binomials = binomials(degree);
    // Every d choose i divides d!.
    let factorial = (1..=degree).fold(IBig::ONE, |product, i| product * IBig::from(i));
    let powers = |base: IBig| -> Vec<IBig> {
        let next = |power: &IBig| Some(power * &base);
        std::iter::successors(Some(IBig::ONE), next)
            .take(degree + 1)
            .collect()
    };
    let (low, high) = (
        powers(IBig::from(index)),
        powers(IBig::from(index) + IBig::ONE),
    );
    let symmetric = |upper: usize, power: usize| {
        let lower = degree - upper;
        let from = power.saturating_sub(lower);
        let terms = (from..=upper.min(power)).map(|r| {
            &binomials[upper][r] * &binomials[lower][power - r] * &high[r] * &low[power - r]
        });
        terms.fold(IBig::ZERO, |sum, term| sum + term)
    };
    let entry = |j: usize, i: usize| {
        let scale = &factorial / &binomials[degree][i];
        (symmetric(j, i) * scale) << (halvings as usize * (degree - i))
    };
    let row = |j| (0..=degree).map(|i| entry(j, i)).collect();
    (0..=degree).map(row).collect()
}

fn binomials(degree: usize) -> Vec<Vec<IBig>> {
    let mut rows = vec![vec![IBig::ONE]];
    for n in 1..=degree {
        let above = &rows[n - 1];
        let mut row = vec![IBig::ONE; n + 1];
        for i in 1..n {
            row[i] = &above[i - 1] + &above[i];
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The value at a point of the cell, from the definition of the Bernstein basis.
    fn value(tensor: &Tensor, cell: &Cell, at: &[Rational]) -> Rational {
        let basis = |degree: usize, i: usize, t: &Rational| {
            let choose = binomials(degree)[degree][i].clone();
            let choose = Rational::from_integers(choose, IBig::ONE).expect("a number");
            let power = |x: &Rational, e: usize| x.checked_pow(e as i32).expect("a power");
            choose * power(t, i) * power(&(&Rational::ONE - t), degree - i)
        };
        let [rows, columns] = [tensor.degrees[0], tensor.degrees[1]];
        let mut sum = Rational::ZERO;
        for (place, b) in tensor.coefficients(cell).into_iter().enumerate() {
            let (i, j) = (place / (columns + 1), place % (columns + 1));
            let b = Rational::from_integers(b, IBig::ONE).expect("a whole number");
            sum += &(b * basis(rows, i, &at[0]) * basis(columns, j, &at[1]));
        }
        sum
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn the_coefficients_are_those_of_a_multiple_of_the_polynomial_on_the_cell(
            terms in prop::collection::vec((0u32..4, 0u32..3, -9i64..10, 1i64..4), 1..6),
            ends in prop::collection::vec((-3i64..4, 1i64..5), 2), cell in prop::collection::vec((0u64..8, 3u32..7), 2), raise in 0usize..2,
        ) {
            let terms = terms.into_iter().map(|(a, b, over, under)| (Monomial::of([(0, a), (1, b)]), Rational::ratio(over, under)));
            let p = Multivariate::from_terms(terms);
            let side = |(lower, width): &(i64, i64)| ClaimedAxis {
                name: String::new(), lower: Rational::ratio(*lower, 3), upper: Rational::ratio(lower + width, 3),
            };
            let axes: Vec<ClaimedAxis> = ends.iter().map(side).collect();
            let tensor = Tensor::new(&p, &axes);
            let degrees: Vec<usize> = tensor.degrees.iter().map(|d| d + raise).collect();
            let tensor = tensor.raised(&degrees);
            let mut factor: Option<Rational> = None;
            for (i, j) in (0..25).map(|n| (n / 5, n % 5)) {
                let at = [Rational::ratio(i, 4), Rational::ratio(j, 4)];
                let moved = |((side, (index, halvings)), t): ((&ClaimedAxis, &(u64, u32)), &Rational)| {
                    let share = &(&Rational::integer(*index as i64) + t) * &half_to_the(*halvings);
                    &side.lower + &(&(&side.upper - &side.lower) * &share)
                };
                let point: Vec<Rational> = axes.iter().zip(&cell).zip(&at).map(moved).collect();
                let (exact, ours) = (p.evaluate(&point), value(&tensor, &cell, &at));
                match ours.checked_div(&exact) {
                    None => prop_assert!(ours.is_zero()),
                    Some(ratio) => {
                        prop_assert!(ratio.sign().is_gt());
                        prop_assert_eq!(factor.get_or_insert(ratio.clone()), &ratio);
                    }
                }
            }
        }
    }
}
