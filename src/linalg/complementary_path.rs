//! A path of complementary pivots between the bases of two polytopes, exactly.
//!
//! # Source
//! Lemke and Howson 1964, "Equilibrium points of bimatrix games", J. SIAM 12; lexicographic rule as in [`Dictionary`].

use dashu_int::IBig;

use super::dictionary::Dictionary;
use super::integer::{Integer, escalating};
use crate::num::Rational;

/// Where a path ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathEnd {
    /// The vertex of the first polytope.
    pub first: Vec<Rational>,
    /// The vertex of the second one.
    pub second: Vec<Rational>,
    /// How many pivots it took.
    pub pivots: usize,
}

/// Follows the path from the origin of {x >= 0, `rows` x <= 1} times {y >= 0, `columns` y <= 1} on which one label may be missing.
///
/// With `m` coordinates of x and `n` of y, label `i < m` is that of `x[i]` and of the slack of row `i` of `columns`, and label `m + j` that of `y[j]` and
/// of the slack of row `j` of `rows`. At the end every label has a variable that is zero, and not both vertices are the origin.
///
/// # Shapes
/// `rows`: `n` of `m` positive entries; `columns`: `m` of `n`.
/// # Answer
/// None if `stop` said so on the way.
pub fn complementary_path(
    rows: &[Vec<IBig>],
    columns: &[Vec<IBig>],
    label: usize,
    stop: &dyn Fn() -> bool,
) -> Option<PathEnd> {
    escalating(
        || path::<i128>(rows, columns, label, stop),
        || path::<IBig>(rows, columns, label, stop),
    )
}

/// The outer `None` is an overflow.
fn path<T: Integer>(
    rows: &[Vec<IBig>],
    columns: &[Vec<IBig>],
    label: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Option<PathEnd>> {
    let (m, n) = (rows[0].len(), columns[0].len());
    let mut polytopes = [
        Dictionary::<T>::at_the_origin(rows, &[])?,
        Dictionary::<T>::at_the_origin(columns, &[])?,
    ];
    // Variables of the first polytope are numbered by their labels; in the second, y comes first.
    let variable = |side: usize, label: usize| match (side, label < m) {
        (0, _) => label,
        (_, true) => n + label,
        (_, false) => label - m,
    };
    let label_of = |side: usize, variable: usize| match (side, variable < n) {
        (0, _) => variable,
        (_, true) => m + variable,
        (_, false) => variable - n,
    };
    let mut side = usize::from(label >= m);
    let mut entering = label;
    let mut pivots = 0;
    loop {
        if stop() {
            return Some(None);
        }
        let polytope = &mut polytopes[side];
        let column = variable(side, entering);
        let row = polytope
            .leaving_row(column)?
            .expect("invariant: the polytope is bounded");
        let leaving = label_of(side, polytope.basic(row));
        polytope.pivot(row, column)?;
        pivots += 1;
        if leaving == label {
            break;
        }
        entering = leaving;
        side = 1 - side;
    }
    let [first, second] = &polytopes;
    Some(Some(PathEnd {
        first: (0..m).map(|i| first.value(i)).collect(),
        second: (0..n).map(|j| second.value(j)).collect(),
        pivots,
    }))
}
