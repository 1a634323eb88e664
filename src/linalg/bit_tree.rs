//! Which of many sets share enough with a given set: a bit pattern tree.
//!
//! Every inner node parts its sets into those without and those with some number, and knows the union of its sets. A search
//! leaves out every node whose union already shares too little.
//!
//! # Source
//! Terzer & Stelling 2008, "Large-scale computation of elementary flux modes with bit pattern trees", Bioinformatics 24.

use super::BitSet;

/// The most sets that are kept together without a further split.
const LEAF: usize = 8;

/// A list of sets, arranged for searching.
pub struct BitTree<'a> {
    union: BitSet,
    content: Content<'a>,
}

enum Content<'a> {
    Leaf(Vec<(usize, &'a BitSet)>),
    Split(Box<[BitTree<'a>; 2]>),
}

impl<'a> BitTree<'a> {
    /// Arranges sets of numbers below `capacity`, each with a name of its own.
    pub fn new(sets: Vec<(usize, &'a BitSet)>, capacity: usize) -> Self {
        let mut union = BitSet::empty(capacity);
        let mut counts = vec![0; capacity];
        for number in sets.iter().flat_map(|(_, set)| set.iter()) {
            union.insert(number);
            counts[number] += 1;
        }
        let balance = |number: &usize| counts[*number].min(sets.len() - counts[*number]);
        let split = (0..capacity).max_by_key(balance).filter(|n| balance(n) > 0);
        let content = match split {
            Some(number) if sets.len() > LEAF => {
                let (with, without) = sets.into_iter().partition(|(_, set)| set.contains(number));
                let parts = [without, with].map(|part| BitTree::new(part, capacity));
                Content::Split(Box::new(parts))
            }
            _ => Content::Leaf(sets),
        };
        BitTree { union, content }
    }

    /// Visits the names of the sets that share at least `least` numbers with `set`, and how many they share.
    pub fn visit_sharing(&self, set: &BitSet, least: usize, visit: &mut impl FnMut(usize, usize)) {
        if self.union.intersection_len(set) < least {
            return;
        }
        match &self.content {
            Content::Leaf(sets) => {
                for (name, other) in sets {
                    let shared = other.intersection_len(set);
                    if shared >= least {
                        visit(*name, shared);
                    }
                }
            }
            Content::Split(parts) => {
                for part in parts.iter() {
                    part.visit_sharing(set, least, visit);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_search_finds_what_comparing_with_every_set_finds(
            lists in proptest::collection::vec(proptest::collection::btree_set(0usize..80, 0..12), 1..60),
            least in 0usize..8,
        ) {
            let sets: Vec<BitSet> = lists
                .iter()
                .map(|list| {
                    let mut set = BitSet::empty(80);
                    list.iter().for_each(|n| set.insert(*n));
                    set
                })
                .collect();
            let tree = BitTree::new(sets.iter().enumerate().collect(), 80);
            let mut found = Vec::new();
            tree.visit_sharing(&sets[0], least, &mut |name, shared| found.push((name, shared)));
            found.sort_unstable();
            let expected: Vec<(usize, usize)> = lists
                .iter()
                .map(|list| list.intersection(&lists[0]).count())
                .enumerate()
                .filter(|(_, shared)| *shared >= least)
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
