//! One list of extreme equilibria from the leaves of the tree.
//!
//! # Source
//! As in [`complementarity_tree`](super).

use std::cmp::Ordering;

use super::search::Leaf;
use crate::linalg::{BitSet, FaceVertex};
use crate::num::Rational;
use crate::solve::two_player::{ExtremeEquilibria, ExtremeEquilibrium};

/// The vertices of all leaves and their pairs, each once and in the order of
/// [`two_player`](crate::solve::two_player).
pub(super) fn collected(leaves: Vec<Leaf>) -> ExtremeEquilibria {
    let mut sides = [Vec::new(), Vec::new()];
    let mut pairs: Vec<[usize; 2]> = Vec::new();
    for leaf in leaves {
        let starts = [sides[0].len(), sides[1].len()];
        let ends = [0, 1].map(|side: usize| starts[side] + leaf.vertices[side].len());
        for x in starts[0]..ends[0] {
            pairs.extend((starts[1]..ends[1]).map(|y| [x, y]));
        }
        for (side, vertices) in sides.iter_mut().zip(leaf.vertices) {
            side.extend(vertices);
        }
    }
    let [first, second] = sides.map(Listed::new);
    let mut equilibria: Vec<(bool, ExtremeEquilibrium)> = pairs
        .into_iter()
        .map(|[x, y]| {
            let (row, column) = (first.places[x], second.places[y]);
            let is_pure = row < first.pure && column < second.pure;
            (!is_pure, ExtremeEquilibrium { row, column })
        })
        .collect();
    equilibria.sort_unstable();
    equilibria.dedup();
    ExtremeEquilibria {
        rows: first.strategies,
        columns: second.strategies,
        equilibria: equilibria.into_iter().map(|(_, pair)| pair).collect(),
    }
}

/// One player's strategies, each once, in order.
struct Listed {
    strategies: Vec<Vec<Rational>>,
    /// The first so many are pure.
    pure: usize,
    /// Where each vertex is in the list.
    places: Vec<usize>,
}

impl Listed {
    fn new(vertices: Vec<FaceVertex>) -> Self {
        let count = vertices.len();
        let mut keyed: Vec<(BitSet, usize, Vec<Rational>)> = vertices
            .into_iter()
            .enumerate()
            .map(|(vertex, FaceVertex { tight, strategy })| (tight, vertex, strategy))
            .collect();
        keyed.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        // Vertices with the same tight constraints are the same.
        let mut groups: Vec<Group> = Vec::with_capacity(count);
        for (place, (tight, _, strategy)) in keyed.iter_mut().enumerate() {
            match groups.last_mut().filter(|group| group.tight == *tight) {
                Some(group) => group.same.end += 1,
                None => groups.push(Group {
                    is_mixed: strategy.iter().filter(|p| !p.is_zero()).count() > 1,
                    tight: std::mem::replace(tight, BitSet::empty(0)),
                    strategy: std::mem::take(strategy),
                    same: place..place + 1,
                }),
            }
        }
        groups.sort_unstable_by(|a, b| {
            let supports = || by_support(&a.strategy, &b.strategy);
            let mixed = a.is_mixed.cmp(&b.is_mixed);
            mixed
                .then_with(supports)
                .then_with(|| a.strategy.cmp(&b.strategy))
        });
        let mut listed = Listed {
            strategies: Vec::with_capacity(groups.len()),
            pure: groups.iter().filter(|group| !group.is_mixed).count(),
            places: vec![0; count],
        };
        for (place, group) in groups.into_iter().enumerate() {
            for (_, vertex, _) in &keyed[group.same] {
                listed.places[*vertex] = place;
            }
            listed.strategies.push(group.strategy);
        }
        listed
    }
}

/// Vertices that are the same.
struct Group {
    is_mixed: bool,
    tight: BitSet,
    strategy: Vec<Rational>,
    /// Where they are among all, sorted.
    same: std::ops::Range<usize>,
}

/// The order of the lists of actions played.
fn by_support(a: &[Rational], b: &[Rational]) -> Ordering {
    let mut pairs = a.iter().zip(b).enumerate();
    let apart = pairs.find(|(_, (a, b))| a.is_zero() != b.is_zero());
    let Some((place, (of_a, _))) = apart else {
        return Ordering::Equal;
    };
    // One plays this action; the other plays a later one, or its list is over.
    let goes_on = |strategy: &[Rational]| strategy[place + 1..].iter().any(|p| !p.is_zero());
    match of_a.is_zero() {
        false if goes_on(b) => Ordering::Less,
        false => Ordering::Greater,
        true if goes_on(a) => Ordering::Greater,
        true => Ordering::Less,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn supports_are_ordered_as_lists(a in prop::collection::vec(0i64..2, 6), b in prop::collection::vec(0i64..2, 6)) {
            let numbers = |strategy: &[i64]| strategy.iter().map(|p| Rational::integer(*p)).collect::<Vec<_>>();
            let list = |strategy: &[i64]| (0..6).filter(|place| strategy[*place] > 0).collect::<Vec<usize>>();
            prop_assert_eq!(by_support(&numbers(&a), &numbers(&b)), list(&a).cmp(&list(&b)));
        }
    }
}
