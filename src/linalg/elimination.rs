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

use super::integer::{Integer, convert, escalating, fraction, scaled_to_integers};
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
/// `matrix`: rows of `columns` entries; each vector of the basis has `columns` entries.
pub fn kernel(matrix: &[Vec<Rational>], columns: usize) -> Vec<Vec<Rational>> {
    let rows: Vec<_> = matrix.iter().map(|row| scaled_to_integers(row).0).collect();
    escalating(
        || eliminate::<i128>(&rows, columns).map(|e| e.kernel(columns)),
        || eliminate::<IBig>(&rows, columns).map(|e| e.kernel(columns)),
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
    fn kernel(&self, columns: usize) -> Vec<Vec<Rational>> {
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
        for (place, row) in rows.iter_mut().enumerate() {
            if place == top {
                continue;
            }
            let factor = row[column].clone();
            for (entry, above) in row.iter_mut().zip(&pivot_row) {
                *entry = T::cross(pivot, entry, &factor, above)?.quotient(&last);
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
        fn the_determinant_is_that_of_the_expansion_by_minors(m in any_matrix()) {
            prop_assert_eq!(determinant(&m), expansion(&m));
            prop_assert_eq!(rank(&m) == m.len(), !expansion(&m).is_zero());
        }

        #[test]
        fn the_kernel_is_mapped_to_zero_and_as_large_as_it_must_be(m in any_matrix(), copies in 0usize..3) {
            let size = m.len();
            let rows: Vec<Vec<Rational>> = m.iter().skip(copies).cloned().collect();
            let basis = kernel(&rows, size);
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
