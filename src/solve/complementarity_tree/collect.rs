//! One list of extreme equilibria from the leaves of the tree.
//!
//! # Source
//! As in [`complementarity_tree`](super).

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
        let mut groups: Vec<(Vec<usize>, Vec<Rational>, std::ops::Range<usize>)> = Vec::new();
        for (place, (tight, _, strategy)) in keyed.iter_mut().enumerate() {
            let _ = tight;
            let support = (0..strategy.len())
                .filter(|a| !strategy[*a].is_zero())
                .collect();
            groups.push((support, std::mem::take(strategy), place..place + 1));
        }
        groups.dedup_by(|next, kept| {
            let is_same = keyed[next.2.start].0 == keyed[kept.2.start].0;
            if is_same {
                kept.2.end = next.2.end;
            }
            is_same
        });
        groups.sort_unstable_by(|a, b| {
            let key = |group: &(Vec<usize>, _, _)| group.0.len() > 1;
            key(a)
                .cmp(&key(b))
                .then_with(|| a.0.cmp(&b.0))
                .then_with(|| a.1.cmp(&b.1))
        });
        let mut listed = Listed {
            strategies: Vec::with_capacity(groups.len()),
            pure: groups.iter().filter(|group| group.0.len() == 1).count(),
            places: vec![0; count],
        };
        for (place, (_, strategy, same)) in groups.into_iter().enumerate() {
            for (_, vertex, _) in &keyed[same] {
                listed.places[*vertex] = place;
            }
            listed.strategies.push(strategy);
        }
        listed
    }
}
