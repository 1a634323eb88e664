//! The lexicographically feasible bases at a vertex of {x >= 0, A x <= 1} with A > 0.
//!
//! Replace the right-hand sides by 1 + e, 1 + e^2, .. with a small e > 0. The new polytope has no degenerate vertex: each of its
//! vertices lies on exactly d constraints, and as e goes to zero it moves to a vertex of the old polytope. The vertices
//! that move to the same place are joined by edges that shrink to it, so a search along edges of length
//! zero finds them all. A basis is feasible for small e when its rows (value | inverse basis) are lexicographically positive.
//!
//! # Source
//! Dantzig, Orden & Wolfe 1955, "The generalized simplex method", Pacific J. Math. 5 (the lexicographic rule).

use std::cmp::Ordering;
use std::collections::BTreeSet;

use dashu_int::IBig;

use super::BitSet;
use super::integer::{Integer, convert, escalating};

/// The sets of d constraints that meet in a vertex of the perturbed polytope, for the perturbed vertices near one vertex.
///
/// # Shapes
/// `rows`: k x d, every entry positive; `tight`: the constraints that the vertex meets with equality, where `i < d` is
/// `x[i] >= 0` and `d + j` is row `j`.
///
/// # Answer
/// All of them, in ascending order; or `None` when there are more than `limit`.
pub fn lexicographic_cobases(
    rows: &[Vec<IBig>],
    tight: &BitSet,
    limit: usize,
) -> Option<Vec<BitSet>> {
    if tight.len() == rows[0].len() {
        return Some(vec![tight.clone()]);
    }
    escalating(
        || search::<i128>(rows, tight, limit),
        || search::<IBig>(rows, tight, limit),
    )
}

/// The simplex dictionary of a basis, without fractions: all entries are multiplied by `determinant`.
struct Dictionary<T> {
    /// Row `r` is `determinant * basic[r] + sum of entry * nonbasic variable = last entry`.
    rows: Vec<Vec<T>>,
    /// The objective, which is to be made as large as possible: an entry below zero is worth entering.
    objective: Vec<T>,
    basic: Vec<usize>,
    determinant: T,
    dimension: usize,
}

/// `None` on overflow, `Some(None)` beyond the limit.
fn search<T: Integer>(
    rows: &[Vec<IBig>],
    tight: &BitSet,
    limit: usize,
) -> Option<Option<Vec<BitSet>>> {
    let mut dictionary = Dictionary::<T>::at_the_vertex(rows, tight)?;
    let mut found = BTreeSet::from([dictionary.cobasis()]);
    let mut path: Vec<(usize, usize, usize)> = Vec::new();
    let mut next = 0;
    loop {
        if found.len() > limit {
            return Some(None);
        }
        match dictionary.step_of_length_zero(next, &found)? {
            Some((row, entering)) => {
                path.push((row, entering, dictionary.basic[row]));
                dictionary.pivot(row, entering)?;
                found.insert(dictionary.cobasis());
                next = 0;
            }
            None => {
                let Some((row, entering, left)) = path.pop() else {
                    return Some(Some(found.into_iter().collect()));
                };
                dictionary.pivot(row, left)?;
                next = entering + 1;
            }
        }
    }
}

impl<T: Integer> Dictionary<T> {
    /// A lexicographically feasible basis at the vertex, by the simplex method from the origin.
    fn at_the_vertex(rows: &[Vec<IBig>], tight: &BitSet) -> Option<Self> {
        let dimension = rows[0].len();
        let constraints = dimension + rows.len();
        // The sum of the outward normals at the vertex is largest there, and nowhere else.
        let mut objective = vec![IBig::ZERO; constraints + 1];
        for constraint in tight.iter() {
            match constraint.checked_sub(dimension) {
                None => objective[constraint] += IBig::ONE,
                Some(row) => (0..dimension).for_each(|i| objective[i] -= &rows[row][i]),
            }
        }
        let rows = rows.iter().enumerate().map(|(place, row)| {
            let slacks =
                (dimension..constraints).map(|s| IBig::from(u8::from(s == dimension + place)));
            row.iter()
                .cloned()
                .chain(slacks)
                .chain([IBig::ONE])
                .collect()
        });
        let rows: Vec<Vec<IBig>> = rows.collect();
        let mut dictionary = Dictionary {
            rows: convert(&rows)?,
            objective: convert(&[objective])?.remove(0),
            basic: (dimension..constraints).collect(),
            determinant: T::unit(true),
            dimension,
        };
        while let Some(entering) =
            (0..constraints).find(|&c| dictionary.objective[c].against_zero() == Ordering::Less)
        {
            let row = dictionary
                .leaving_row(entering)?
                .expect("invariant: the polytope is bounded");
            dictionary.pivot(row, entering)?;
        }
        Some(dictionary)
    }

    fn cobasis(&self) -> BitSet {
        let constraints = self.dimension + self.rows.len();
        let mut set = BitSet::full(constraints);
        self.basic.iter().for_each(|variable| set.remove(*variable));
        set
    }

    /// The first step, entering column `next` or later, that stays at the vertex and leads to a basis not yet found.
    fn step_of_length_zero(
        &self,
        next: usize,
        found: &BTreeSet<BitSet>,
    ) -> Option<Option<(usize, usize)>> {
        let cobasis = self.cobasis();
        for entering in cobasis.iter().filter(|c| *c >= next) {
            let Some(row) = self.leaving_row(entering)? else {
                continue;
            };
            let mut neighbour = cobasis.clone();
            neighbour.remove(entering);
            neighbour.insert(self.basic[row]);
            if self.value(row).is_zero() && !found.contains(&neighbour) {
                return Some(Some((row, entering)));
            }
        }
        Some(None)
    }

    /// The row whose basic variable is the first to reach zero as `entering` grows, by the lexicographic rule.
    fn leaving_row(&self, entering: usize) -> Option<Option<usize>> {
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
        let slacks = self.dimension..row.len() - 1;
        for column in std::iter::once(row.len() - 1).chain(slacks) {
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
        unreachable!("invariant: the rows of an inverse basis are not proportional")
    }

    fn value(&self, row: usize) -> &T {
        &self.rows[row][self.dimension + self.rows.len()]
    }

    /// Makes `entering` basic in `row`; the entry there is positive.
    fn pivot(&mut self, row: usize, entering: usize) -> Option<()> {
        let pivot_row = self.rows[row].clone();
        let pivot = &pivot_row[entering];
        let others = self.rows.iter_mut().enumerate();
        let others = others.filter(|(place, _)| *place != row).map(|(_, r)| r);
        for other in others.chain([&mut self.objective]) {
            let factor = other[entering].clone();
            for (entry, above) in other.iter_mut().zip(&pivot_row) {
                *entry = T::cross(pivot, entry, &factor, above)?.quotient(&self.determinant);
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
    use crate::linalg::vertices;
    use proptest::prelude::*;

    /// The vertices of the polytope whose right-hand sides are really moved, by powers of 1/10^6.
    fn really_perturbed(rows: &[Vec<i64>]) -> BTreeSet<BitSet> {
        let k = rows.len() as u32;
        let base = IBig::from(1_000_000);
        // a x <= 1 + e^(j+1), with e = 1/base, is a base^k x <= base^k + base^(k-j-1); dividing by the right-hand
        // side after multiplication by the product of all of them keeps integers.
        let right: Vec<IBig> = (0..k)
            .map(|j| base.pow(k as usize) + base.pow((k - j - 1) as usize))
            .collect();
        let product: IBig = right.iter().product();
        let moved: Vec<Vec<IBig>> = rows
            .iter()
            .zip(&right)
            .map(|(row, right)| {
                row.iter()
                    .map(|a| IBig::from(*a) * (&product / right))
                    .collect()
            })
            .collect();
        let found = vertices(&moved);
        (0..found.len()).map(|v| found.tight(v).clone()).collect()
    }

    proptest! {
        #[test]
        fn the_bases_are_the_vertices_of_a_polytope_really_perturbed(
            rows in (1usize..=4, 1usize..=5).prop_flat_map(|(d, k)| {
                proptest::collection::vec(proptest::collection::vec(1i64..=3, d), k)
            })
        ) {
            let big: Vec<Vec<IBig>> = rows
                .iter()
                .map(|row| row.iter().map(|e| IBig::from(*e)).collect())
                .collect();
            let found = vertices(&big);
            let mut listed = BTreeSet::new();
            for vertex in 0..found.len() {
                for cobasis in lexicographic_cobases(&big, found.tight(vertex), 1000).expect("few bases") {
                    prop_assert!(cobasis.is_subset_of(found.tight(vertex)));
                    prop_assert!(listed.insert(cobasis));
                }
            }
            prop_assert_eq!(listed, really_perturbed(&rows));
        }
    }

    #[test]
    fn more_bases_than_the_limit_are_not_listed() {
        let rows = vec![
            vec![IBig::from(1), IBig::from(2)],
            vec![IBig::from(2), IBig::from(1)],
        ];
        let mut tight = BitSet::empty(4);
        [0, 1].into_iter().for_each(|c| tight.insert(c));
        assert_eq!(
            lexicographic_cobases(&rows, &tight, 10),
            Some(vec![tight.clone()])
        );
    }
}
