//! The lexicographic simplex method on {x >= 0, A x <= 1} with A > 0, exactly and without fractions.
//!
//! Replace the right-hand sides by 1 + e, 1 + e^2, .. with a small e > 0. The new polytope has no degenerate vertex, so
//! no step has length zero and the method ends. Nothing is really replaced: the values of a basis are
//! compared as rows (value | inverse basis) in lexicographic order, which is their order for every e small enough.
//!
//! # Source
//! Dantzig, Orden & Wolfe 1955, "The generalized simplex method for minimizing a linear form under linear inequality restraints", Pacific
//! J. Math. 5 (lexicographic rule); Edmonds 1967 as in [`elimination`](super::elimination) (integer pivots).

use std::cmp::Ordering;

use dashu_int::IBig;

use super::BitSet;
use super::integer::{Integer, fraction};
use crate::num::Rational;

/// The dictionary of a basis: all entries are multiplied by `determinant`, which makes them integers.
///
/// Variables are numbered as constraints: `i < d` is `x[i]`, and `d + j` is the slack of row `j`.
pub(super) struct Dictionary<T> {
    /// Row `r` reads: `determinant * basic[r]` plus the sum of entries times nonbasic variables is the last entry.
    rows: Vec<Vec<T>>,
    /// The same for the value of each objective: it grows with a variable whose entry is negative.
    objectives: Vec<Vec<T>>,
    basic: Vec<usize>,
    determinant: T,
    dimension: usize,
}

impl<T: Integer> Dictionary<T> {
    /// The dictionary of the basis of all slacks, with linear objectives to maximise; `None` on overflow.
    pub(super) fn at_the_origin(rows: &[Vec<IBig>], objectives: &[Vec<IBig>]) -> Option<Self> {
        let dimension = rows[0].len();
        let constraints = dimension + rows.len();
        let [zero, one] = [false, true].map(T::unit);
        let mut with_slacks: Vec<Vec<T>> = Vec::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            let mut entries = Vec::with_capacity(constraints + 1);
            for entry in row {
                entries.push(T::from_big(entry)?);
            }
            entries.resize(constraints, zero.clone());
            entries[dimension + place] = one.clone();
            entries.push(one.clone());
            with_slacks.push(entries);
        }
        let mut of_objectives: Vec<Vec<T>> = Vec::with_capacity(objectives.len());
        for objective in objectives {
            let mut entries = Vec::with_capacity(constraints + 1);
            for entry in objective {
                entries.push(T::from_big(entry)?.negated());
            }
            entries.resize(constraints + 1, zero.clone());
            of_objectives.push(entries);
        }
        Some(Dictionary {
            rows: with_slacks,
            objectives: of_objectives,
            basic: (dimension..constraints).collect(),
            determinant: T::unit(true),
            dimension,
        })
    }

    /// Goes on to a lexicographically feasible basis where an objective is largest; `None` on overflow.
    pub(super) fn maximise(&mut self, objective: usize) -> Option<()> {
        while let Some(entering) = self.improving_column(objective) {
            let row = self
                .leaving_row(entering)?
                .expect("invariant: the polytope is bounded");
            self.pivot(row, entering)?;
        }
        Some(())
    }

    /// The number of variables, slacks included.
    fn constraints(&self) -> usize {
        self.dimension + self.rows.len()
    }

    fn improving_column(&self, objective: usize) -> Option<usize> {
        let row = &self.objectives[objective];
        (0..self.constraints())
            .filter(|&column| row[column].against_zero() == Ordering::Less)
            .min_by(|&a, &b| row[a].cmp(&row[b]))
    }

    /// The variables that are zero because they are not in the basis.
    pub(super) fn cobasis(&self) -> BitSet {
        let mut set = BitSet::full(self.constraints());
        self.basic.iter().for_each(|variable| set.remove(*variable));
        set
    }

    /// The basic variable of a row.
    pub(super) fn basic(&self, row: usize) -> usize {
        self.basic[row]
    }

    /// The value of a variable.
    pub(super) fn value(&self, variable: usize) -> Rational {
        let row = self.basic.iter().position(|basic| *basic == variable);
        row.map_or(Rational::ZERO, |row| {
            fraction(&self.rows[row][self.constraints()], &self.determinant)
        })
    }

    /// Whether the basic variable of a row is zero all the same.
    pub(super) fn is_degenerate(&self, row: usize) -> bool {
        self.rows[row][self.constraints()].is_zero()
    }

    /// The row whose basic variable is the first to reach zero as `entering` grows, by the lexicographic rule; the
    /// outer `None` is an overflow.
    pub(super) fn leaving_row(&self, entering: usize) -> Option<Option<usize>> {
        let mut best: Option<usize> = None;
        for (place, row) in self.rows.iter().enumerate() {
            if row[entering].against_zero() != Ordering::Greater {
                continue;
            }
            let earlier = match best {
                None => true,
                Some(best) => self.reaches_zero_first(place, best, entering)?,
            };
            if earlier {
                best = Some(place);
            }
        }
        Some(best)
    }

    fn reaches_zero_first(&self, place: usize, other: usize, entering: usize) -> Option<bool> {
        let (row, other) = (&self.rows[place], &self.rows[other]);
        let value = self.constraints();
        for column in std::iter::once(value).chain(self.dimension..value) {
            let difference = T::cross(
                &row[column],
                &other[entering],
                &other[column],
                &row[entering],
            )?;
            if !difference.is_zero() {
                return Some(difference.against_zero() == Ordering::Less);
            }
        }
        unreachable!("invariant: no two rows of an inverse basis are proportional")
    }

    /// Makes `entering` basic in `row`, where its entry is positive; `None` on overflow.
    pub(super) fn pivot(&mut self, row: usize, entering: usize) -> Option<()> {
        let pivot_row = self.rows[row].clone();
        let pivot = &pivot_row[entering];
        let divisor = self.determinant.divisor();
        let others = self.rows.iter_mut().enumerate();
        let others = others.filter(|(place, _)| *place != row).map(|(_, r)| r);
        for other in others.chain(&mut self.objectives) {
            let factor = other[entering].clone();
            for (entry, above) in other.iter_mut().zip(&pivot_row) {
                *entry = T::cross(pivot, entry, &factor, above)?.divided(&divisor);
            }
        }
        self.determinant = pivot.clone();
        self.basic[row] = entering;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::integer::escalating;
    use crate::linalg::vertices;
    use proptest::prelude::*;

    /// The largest value of `objective x` on {x >= 0, `rows` x <= 1}.
    fn maximum(rows: &[Vec<IBig>], objective: &[IBig]) -> Rational {
        fn largest<T: Integer>(rows: &[Vec<IBig>], objective: &[IBig]) -> Option<Rational> {
            let mut dictionary = Dictionary::<T>::at_the_origin(rows, &[objective.to_vec()])?;
            dictionary.maximise(0)?;
            let value = &dictionary.objectives[0][dictionary.constraints()];
            Some(fraction(value, &dictionary.determinant))
        }
        escalating(
            || largest::<i128>(rows, objective),
            || largest::<IBig>(rows, objective),
        )
    }

    proptest! {
        #[test]
        fn the_maximum_is_that_over_all_vertices(
            (rows, objective) in (1usize..=4, 1usize..=5, prop_oneof![Just(3i64), Just(i64::MAX)]).prop_flat_map(|(d, k, largest)| {
                let rows = proptest::collection::vec(proptest::collection::vec(1..=largest, d), k);
                (rows, proptest::collection::vec(-largest..=largest, d))
            })
        ) {
            let rows: Vec<Vec<IBig>> = rows
                .iter()
                .map(|row| row.iter().map(|e| IBig::from(*e)).collect())
                .collect();
            let found = vertices(&rows, 1000, &|| false).expect("few vertices");
            let value = |vertex| -> Rational {
                let point = found.coordinates(vertex);
                objective.iter().zip(&point).map(|(c, x)| Rational::integer(*c) * x).sum()
            };
            let objective: Vec<IBig> = objective.iter().map(|c| IBig::from(*c)).collect();
            prop_assert_eq!(Some(maximum(&rows, &objective)), (0..found.len()).map(value).max());
        }
    }
}
