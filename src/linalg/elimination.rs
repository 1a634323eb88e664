//! Exact elimination: determinants, ranks and linear systems.
//!
//! Rows are scaled to integers and eliminated without fractions: in the pivot step on `p` with previous pivot `q`,
//! every other row becomes `(p row - row[column] pivot_row) / q`, and the division leaves no remainder, because all
//! entries are minors of the matrix.
//!
//! # Source
//! Bareiss 1968, "Sylvester's identity and multistep integer-preserving Gaussian elimination", Math. Comp. 22;
//! Edmonds 1967, "Systems of distinct representatives and linear algebra", J. Res. NBS 71B.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::integer::{Integer, convert, escalating, fraction, is_short, scaled_to_integers};
use crate::num::Rational;

/// The determinant.
///
/// # Shapes
/// `matrix`: square, as rows; the empty matrix has determinant one.
pub fn determinant(matrix: &[Vec<Rational>]) -> Rational {
    let (rows, scales): (Vec<_>, Vec<IBig>) =
        matrix.iter().map(|row| scaled_to_integers(row)).unzip();
    let scaled = determinant_of_integers(&rows);
    let scale: IBig = scales.iter().product();
    fraction(&scaled, &scale)
}

/// The sign of the determinant of an integer matrix.
///
/// # Shapes
/// `matrix`: square, as rows.
pub fn determinant_sign(matrix: &[Vec<IBig>]) -> Ordering {
    Integer::against_zero(&determinant_of_integers(matrix))
}

/// The sign of the determinant of a matrix of machine integers; none if some minor is too large for them.
///
/// # Shapes
/// `entries`: `size * size`, row by row.
/// # Cost
/// About `size^3 / 3` multiplications: a division that leaves no remainder is one by the inverse modulo a power of two.
///
/// # Examples
/// ```
/// use std::cmp::Ordering;
/// use unipole::linalg::machine_determinant_sign;
/// assert_eq!(machine_determinant_sign(&[1, 2, 3, 4], 2), Some(Ordering::Less));
/// assert_eq!(machine_determinant_sign(&[i64::MAX; 9], 3), Some(Ordering::Equal));
/// ```
pub fn machine_determinant_sign(entries: &[i64], size: usize) -> Option<Ordering> {
    let largest = entries.iter().map(|entry| entry.unsigned_abs()).max();
    if is_short(largest.unwrap_or(0), size, size)
        && let Some(sign) = sign_of_determinant(entries.to_vec(), size)
    {
        return Some(sign);
    }
    let wide: Vec<i128> = entries.iter().map(|entry| i128::from(*entry)).collect();
    sign_of_determinant(wide, size)
}

/// The sign; `None` on overflow.
fn sign_of_determinant<T: Integer>(mut rows: Vec<T>, size: usize) -> Option<Ordering> {
    let mut last = T::unit(true);
    let mut is_negative = false;
    for top in 0..size {
        let column = |row: usize| row * size + top;
        let Some(found) = (top..size).find(|row| !rows[column(*row)].is_zero()) else {
            return Some(Ordering::Equal);
        };
        if found != top {
            is_negative = !is_negative;
            for place in top..size {
                rows.swap(found * size + place, top * size + place);
            }
        }
        let (above, below) = rows.split_at_mut((top + 1) * size);
        let above = &above[top * size..];
        let pivot = above[top].clone();
        let divisor = last.divisor();
        for row in below.chunks_exact_mut(size) {
            let factor = row[top].clone();
            for (entry, above) in row[top + 1..].iter_mut().zip(&above[top + 1..]) {
                *entry = T::cross(&pivot, entry, &factor, above)?.divided(&divisor);
            }
        }
        last = pivot;
    }
    let sign = last.against_zero();
    Some(if is_negative { sign.reverse() } else { sign })
}

/// The number of linearly independent rows.
pub fn rank(matrix: &[Vec<Rational>]) -> usize {
    let rows: Vec<_> = matrix.iter().map(|row| scaled_to_integers(row).0).collect();
    let columns = matrix.first().map_or(0, Vec::len);
    let rank = |pivots: &[usize]| pivots.len();
    escalating(
        || eliminate::<i128>(&rows, columns).map(|e| rank(&e.pivots)),
        || eliminate::<IBig>(&rows, columns).map(|e| rank(&e.pivots)),
    )
}

/// The solution of `matrix x = right`, or `None` when the matrix is singular.
///
/// # Shapes
/// `matrix`: n x n, as rows; `right`: n.
///
/// # Examples
/// ```
/// use unipole::linalg::solve;
/// use unipole::num::Rational;
/// let n = Rational::integer;
/// let x = solve(&[vec![n(2), n(1)], vec![n(1), n(3)]], &[n(1), n(0)]);
/// assert_eq!(x, Some(vec![Rational::ratio(3, 5), Rational::ratio(-1, 5)]));
/// ```
pub fn solve(matrix: &[Vec<Rational>], right: &[Rational]) -> Option<Vec<Rational>> {
    let rows: Vec<Vec<IBig>> = matrix
        .iter()
        .zip(right)
        .map(|(row, value)| scaled_to_integers(&[row, std::slice::from_ref(value)].concat()).0)
        .collect();
    escalating(
        || eliminate::<i128>(&rows, right.len()).map(|e| e.solution()),
        || eliminate::<IBig>(&rows, right.len()).map(|e| e.solution()),
    )
}

/// A basis of the vectors that a matrix maps to zero: one for each column that is no pivot, where it has a one.
///
/// # Shapes
/// `matrix`: rows of `columns` entries, none is allowed; each vector of the basis has `columns` entries.
///
/// # Examples
/// ```
/// use unipole::linalg::null_space;
/// use unipole::num::Rational;
/// let n = Rational::integer;
/// assert_eq!(null_space(&[vec![n(2), n(4)]], 2), [[n(-2), n(1)]]);
/// ```
pub fn null_space(matrix: &[Vec<Rational>], columns: usize) -> Vec<Vec<Rational>> {
    let rows: Vec<_> = matrix.iter().map(|row| scaled_to_integers(row).0).collect();
    escalating(
        || eliminate::<i128>(&rows, columns).map(|e| e.null_space(columns)),
        || eliminate::<IBig>(&rows, columns).map(|e| e.null_space(columns)),
    )
}

/// A matrix after elimination of its leading columns.
struct Eliminated<T> {
    /// The pivot rows first; on each, the pivot column holds `last` and the other pivot columns zero.
    rows: Vec<Vec<T>>,
    /// The columns of the pivots, in the order of the rows.
    pivots: Vec<usize>,
    /// The last pivot: up to sign, the minor of all pivots.
    last: T,
    odd_swaps: bool,
}

impl<T: Integer> Eliminated<T> {
    fn null_space(&self, columns: usize) -> Vec<Vec<Rational>> {
        let free = (0..columns).filter(|column| !self.pivots.contains(column));
        let vector = |column: usize| {
            let mut vector = vec![Rational::ZERO; columns];
            vector[column] = Rational::ONE;
            for (row, pivot) in self.rows.iter().zip(&self.pivots) {
                vector[*pivot] = -fraction(&row[column], &self.last);
            }
            vector
        };
        free.map(vector).collect()
    }

    fn solution(&self) -> Option<Vec<Rational>> {
        let regular = self.pivots.len() == self.rows.len();
        regular.then(|| {
            let values = self.rows.iter().map(|row| {
                let value = row
                    .last()
                    .expect("invariant: an augmented row is not empty");
                fraction(value, &self.last)
            });
            values.collect()
        })
    }
}

/// Eliminates the first `columns` columns, above and below the pivots; `None` on overflow.
fn eliminate<T: Integer>(rows: &[Vec<IBig>], columns: usize) -> Option<Eliminated<T>> {
    let mut rows: Vec<Vec<T>> = convert(rows)?;
    let mut pivots = Vec::new();
    let mut last = T::unit(true);
    let mut odd_swaps = false;
    for column in 0..columns {
        let top = pivots.len();
        let Some(found) = (top..rows.len()).find(|&r| !rows[r][column].is_zero()) else {
            continue;
        };
        odd_swaps ^= found != top;
        rows.swap(found, top);
        let pivot_row = rows[top].clone();
        let pivot = &pivot_row[column];
        let divisor = last.divisor();
        for (place, row) in rows.iter_mut().enumerate() {
            if place == top {
                continue;
            }
            let factor = row[column].clone();
            for (entry, above) in row.iter_mut().zip(&pivot_row) {
                *entry = T::cross(pivot, entry, &factor, above)?.divided(&divisor);
            }
        }
        last = pivot.clone();
        pivots.push(column);
    }
    Some(Eliminated {
        rows,
        pivots,
        last,
        odd_swaps,
    })
}

fn determinant_of_integers(rows: &[Vec<IBig>]) -> IBig {
    fn value<T: Integer>(eliminated: &Eliminated<T>) -> IBig {
        if eliminated.pivots.len() < eliminated.rows.len() {
            return IBig::ZERO;
        }
        let minor = eliminated.last.to_big();
        if eliminated.odd_swaps { -minor } else { minor }
    }
    escalating(
        || eliminate::<i128>(rows, rows.len()).map(|e| value(&e)),
        || eliminate::<IBig>(rows, rows.len()).map(|e| value(&e)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Leibniz' sum over permutations, by expansion along the first row.
    fn expansion(matrix: &[Vec<Rational>]) -> Rational {
        let Some(first) = matrix.first() else {
            return Rational::ONE;
        };
        (0..first.len())
            .map(|column| {
                let minor: Vec<Vec<Rational>> = matrix[1..]
                    .iter()
                    .map(|row| [&row[..column], &row[column + 1..]].concat())
                    .collect();
                let term = &first[column] * &expansion(&minor);
                if column % 2 == 0 { term } else { -term }
            })
            .sum()
    }

    fn matrix(size: usize, scale: i64) -> impl Strategy<Value = Vec<Vec<Rational>>> {
        let entry = (-3i64..=3, 1i64..=3).prop_map(move |(n, d)| Rational::ratio(n * scale, d));
        proptest::collection::vec(proptest::collection::vec(entry, size), size)
    }

    fn any_matrix() -> impl Strategy<Value = Vec<Vec<Rational>>> {
        (0usize..=5, prop_oneof![Just(1), Just(i64::MAX / 3)])
            .prop_flat_map(|(size, scale)| matrix(size, scale))
    }

    proptest! {
        #[test]
        fn machine_integers_have_the_sign_of_big_ones_or_refuse(
            (size, entries) in (0usize..=8, 0u32..62).prop_flat_map(|(size, less)| {
                let entry = any::<i64>().prop_map(move |entry| entry >> less);
                (Just(size), proptest::collection::vec(entry, size * size))
            }),
            repeated: bool,
        ) {
            let row = |r: usize| entries[r * size..][..size].to_vec();
            let mut rows: Vec<Vec<i64>> = (0..size).map(row).collect();
            if repeated && size > 1 {
                rows[size - 1] = rows[0].clone();
            }
            let big: Vec<Vec<IBig>> = rows.iter().map(|row| row.iter().map(|e| IBig::from(*e)).collect()).collect();
            let found = machine_determinant_sign(&rows.concat(), size);
            prop_assert!(found.is_none_or(|sign| sign == determinant_sign(&big)));
            let is_small = entries.iter().all(|entry| entry.unsigned_abs() < 8);
            prop_assert!(found.is_some() || !is_small);
        }

        #[test]
        fn the_determinant_is_that_of_the_expansion_by_minors(m in any_matrix()) {
            prop_assert_eq!(determinant(&m), expansion(&m));
            prop_assert_eq!(rank(&m) == m.len(), !expansion(&m).is_zero());
        }

        #[test]
        fn the_null_space_is_mapped_to_zero_and_as_large_as_it_must_be(m in any_matrix(), copies in 0usize..3) {
            let size = m.len();
            let rows: Vec<Vec<Rational>> = m.iter().skip(copies).cloned().collect();
            let basis = null_space(&rows, size);
            prop_assert_eq!(basis.len(), size - rank(&rows));
            prop_assert_eq!(rank(&basis), basis.len());
            for vector in &basis {
                for row in &rows {
                    let sum: Rational = row.iter().zip(vector).map(|(a, b)| a * b).sum();
                    prop_assert!(sum.is_zero());
                }
            }
        }

        #[test]
        fn a_solution_solves_and_only_singular_systems_have_none(m in any_matrix()) {
            let right: Vec<Rational> = (1..=m.len() as i64).map(Rational::integer).collect();
            match solve(&m, &right) {
                None => prop_assert!(expansion(&m).is_zero()),
                Some(x) => for (row, value) in m.iter().zip(&right) {
                    let sum: Rational = row.iter().zip(&x).map(|(a, b)| a * b).sum();
                    prop_assert_eq!(&sum, value);
                },
            }
        }
    }
}
