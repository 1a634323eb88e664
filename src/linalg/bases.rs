//! The lexicographically feasible bases at a vertex of {x >= 0, A x <= 1} with A > 0.
//!
//! The lexicographic simplex method sees a polytope without degenerate vertices, whose right-hand sides are 1 + e,
//! 1 + e^2, .. for a small e > 0. As e goes to zero each of its vertices moves to a vertex of the given polytope. Those that move
//! to the same place are joined by edges that shrink to it, so a search along steps of length zero finds them all.
//!
//! # Source
//! Dantzig, Orden & Wolfe 1955, as in [`dictionary`](super::dictionary); that the search reaches all bases of a vertex: the
//! simplex method on a local objective goes from any of them to any other.

use std::collections::BTreeSet;

use dashu_int::IBig;

use super::BitSet;
use super::dictionary::Dictionary;
use super::integer::{Integer, escalating, is_short};

/// The sets of d constraints, all those `required` among them, that meet in a vertex of the perturbed polytope near one vertex.
///
/// The sets that contain the required constraints are the perturbed vertices on a face, and it is enough to search that face.
///
/// # Shapes
/// `rows`: k x d, every entry positive; `tight`: the constraints that the vertex meets with equality, where `i < d` is
/// `x[i] >= 0` and `d + j` is row `j`; `required`: some of these.
///
/// # Answer
/// All of them, in ascending order, possibly none; or `None` when there are more than `limit`.
pub fn lexicographic_cobases(
    rows: &[Vec<IBig>],
    tight: &BitSet,
    required: &BitSet,
    limit: usize,
) -> Option<Vec<BitSet>> {
    if tight.len() == rows[0].len() {
        return (limit > 0).then(|| vec![tight.clone()]);
    }
    let largest = rows.iter().flatten().max();
    let largest = largest.and_then(|entry| u64::try_from(entry).ok());
    let words = largest
        .filter(|largest| is_short(*largest, rows.len(), rows[0].len()))
        .and_then(|_| search::<i64>(rows, tight, required, limit));
    if let Some(found) = words {
        return found;
    }
    escalating(
        || search::<i128>(rows, tight, required, limit),
        || search::<IBig>(rows, tight, required, limit),
    )
}

/// `None` on overflow, `Some(None)` beyond the limit.
fn search<T: Integer>(
    rows: &[Vec<IBig>],
    tight: &BitSet,
    required: &BitSet,
    limit: usize,
) -> Option<Option<Vec<BitSet>>> {
    let objectives = [sum_of_normals(rows, tight), sum_of_normals(rows, required)];
    let mut dictionary = Dictionary::<T>::at_the_origin(rows, &objectives)?;
    dictionary.maximise(0)?;
    // The vertex is among the best for this one too, so only steps of length zero follow.
    dictionary.maximise(1)?;
    if !required.is_subset_of(&dictionary.cobasis()) {
        return Some(Some(Vec::new()));
    }
    let mut found = BTreeSet::from([dictionary.cobasis()]);
    let mut path: Vec<(usize, usize, usize)> = Vec::new();
    let mut next = 0;
    loop {
        if found.len() > limit {
            return Some(None);
        }
        match step_of_length_zero(&dictionary, required, next, &found)? {
            Some((row, entering)) => {
                path.push((row, entering, dictionary.basic(row)));
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

/// The sum of the outward normals of constraints: largest where all of them are tight, and nowhere else.
fn sum_of_normals(rows: &[Vec<IBig>], constraints: &BitSet) -> Vec<IBig> {
    let dimension = rows[0].len();
    let mut sum = vec![IBig::ZERO; dimension];
    for constraint in constraints.iter() {
        match constraint.checked_sub(dimension) {
            None => sum[constraint] -= IBig::ONE,
            Some(row) => (0..dimension).for_each(|i| sum[i] += &rows[row][i]),
        }
    }
    sum
}

/// The first step, entering column `next` or later, that stays at the vertex and on the face of the required constraints and
/// leads to a basis not yet found.
///
/// `None` on overflow, `Some(None)` when there is no such step.
fn step_of_length_zero<T: Integer>(
    dictionary: &Dictionary<T>,
    required: &BitSet,
    next: usize,
    found: &BTreeSet<BitSet>,
) -> Option<Option<(usize, usize)>> {
    let cobasis = dictionary.cobasis();
    for entering in cobasis.difference(required).iter().filter(|c| *c >= next) {
        let Some(row) = dictionary.leaving_row(entering)? else {
            continue;
        };
        let mut neighbour = cobasis.clone();
        neighbour.remove(entering);
        neighbour.insert(dictionary.basic(row));
        if dictionary.is_degenerate(row) && !found.contains(&neighbour) {
            return Some(Some((row, entering)));
        }
    }
    Some(None)
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
        let found = vertices(&moved, 1000, &|| false).expect("few vertices");
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
            let found = vertices(&big, 1000, &|| false).expect("few vertices");
            let mut listed = BTreeSet::new();
            for vertex in 0..found.len() {
                let tight = found.tight(vertex);
                let none = BitSet::empty(rows.len() + rows[0].len());
                let all = lexicographic_cobases(&big, tight, &none, 1000).expect("few bases");
                for required in tight.iter().flat_map(|a| tight.iter().map(move |b| [a, b])) {
                    let mut face = none.clone();
                    required.into_iter().for_each(|c| face.insert(c));
                    let on_face: Vec<BitSet> = all.iter().filter(|c| face.is_subset_of(c)).cloned().collect();
                    prop_assert_eq!(lexicographic_cobases(&big, tight, &face, 1000), Some(on_face));
                }
                for cobasis in all {
                    prop_assert!(cobasis.is_subset_of(tight));
                    prop_assert!(listed.insert(cobasis));
                }
            }
            prop_assert_eq!(listed, really_perturbed(&rows));
        }
    }

    #[test]
    fn more_bases_than_the_limit_are_not_listed() {
        let rows = vec![vec![IBig::from(1), IBig::from(1)]; 2];
        let mut tight = BitSet::empty(4);
        [1, 2, 3].into_iter().for_each(|c| tight.insert(c));
        let bases = |limit| lexicographic_cobases(&rows, &tight, &BitSet::empty(4), limit);
        let all = bases(10).expect("few bases");
        assert_eq!(bases(all.len()), Some(all.clone()));
        assert_eq!(bases(all.len() - 1), None);
    }

    #[test]
    fn the_one_basis_of_a_vertex_that_is_not_degenerate_counts_too() {
        let rows = vec![vec![IBig::from(1), IBig::from(1)]];
        let mut tight = BitSet::empty(3);
        [0, 2].into_iter().for_each(|c| tight.insert(c));
        let bases = |limit| lexicographic_cobases(&rows, &tight, &BitSet::empty(3), limit);
        assert_eq!(bases(1), Some(vec![tight.clone()]));
        assert_eq!(bases(0), None);
    }
}
