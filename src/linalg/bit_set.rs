//! Sets of small numbers, as bits: labels of vertices, bases, sets of rows.

/// A set of numbers below a capacity that is fixed when the set is made.
///
/// Sets compared or combined with each other have the same capacity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BitSet {
    /// The numbers below 64, apart, so that small sets need no memory of their own.
    first: u64,
    rest: Box<[u64]>,
}

impl BitSet {
    /// The empty set, with room for the numbers below `capacity`.
    pub fn empty(capacity: usize) -> Self {
        BitSet {
            first: 0,
            rest: match capacity {
                0..=64 => Box::default(),
                _ => vec![0; capacity.div_ceil(64) - 1].into(),
            },
        }
    }

    /// The set of all numbers below `capacity`.
    pub fn full(capacity: usize) -> Self {
        let mut set = BitSet::empty(capacity);
        for number in 0..capacity {
            set.insert(number);
        }
        set
    }

    /// How many numbers there is room for: the capacity asked for, or somewhat more.
    pub fn capacity(&self) -> usize {
        64 * (1 + self.rest.len())
    }

    /// Adds a number.
    pub fn insert(&mut self, number: usize) {
        *self.word_mut(number) |= 1 << (number % 64);
    }

    /// Takes a number away.
    pub fn remove(&mut self, number: usize) {
        *self.word_mut(number) &= !(1 << (number % 64));
    }

    /// Whether the number is in the set.
    pub fn contains(&self, number: usize) -> bool {
        let word = match number / 64 {
            0 => self.first,
            place => self.rest[place - 1],
        };
        word >> (number % 64) & 1 == 1
    }

    fn word_mut(&mut self, number: usize) -> &mut u64 {
        match number / 64 {
            0 => &mut self.first,
            place => &mut self.rest[place - 1],
        }
    }

    fn words(&self) -> impl Iterator<Item = u64> + '_ {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// How many numbers are in the set.
    pub fn len(&self) -> usize {
        let rest = self.rest.iter().map(|w| w.count_ones() as usize);
        self.first.count_ones() as usize + rest.sum::<usize>()
    }

    /// Whether no number is in the set.
    pub fn is_empty(&self) -> bool {
        self.first == 0 && self.rest.iter().all(|w| *w == 0)
    }

    /// The numbers in both sets.
    pub fn intersection(&self, other: &BitSet) -> BitSet {
        self.combined(other, |a, b| a & b)
    }

    /// The numbers in `self` and not in `other`.
    pub fn difference(&self, other: &BitSet) -> BitSet {
        self.combined(other, |a, b| a & !b)
    }

    /// How many numbers are in both sets.
    pub fn intersection_len(&self, other: &BitSet) -> usize {
        let rest = self.rest.iter().zip(&other.rest);
        let rest = rest.map(|(a, b)| (a & b).count_ones() as usize);
        (self.first & other.first).count_ones() as usize + rest.sum::<usize>()
    }

    /// Whether every number of this set is in `other`.
    pub fn is_subset_of(&self, other: &BitSet) -> bool {
        let mut rest = self.rest.iter().zip(&other.rest);
        self.first & !other.first == 0 && rest.all(|(a, b)| a & !b == 0)
    }

    /// The numbers in the set, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words().enumerate().flat_map(|(place, word)| {
            std::iter::successors((word != 0).then_some(word), |rest| {
                let rest = rest & (rest - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |rest| 64 * place + rest.trailing_zeros() as usize)
        })
    }

    fn combined(&self, other: &BitSet, operation: impl Fn(u64, u64) -> u64) -> BitSet {
        let rest = self.rest.iter().zip(&other.rest);
        BitSet {
            first: operation(self.first, other.first),
            rest: rest.map(|(a, b)| operation(*a, *b)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn build(numbers: &BTreeSet<usize>) -> BitSet {
        let mut set = BitSet::empty(200);
        numbers.iter().for_each(|n| set.insert(*n));
        set
    }

    proptest! {
        #[test]
        fn bit_sets_behave_as_sets(
            a in proptest::collection::btree_set(0usize..200, 0..40),
            b in proptest::collection::btree_set(0usize..200, 0..40),
        ) {
            let (x, y) = (build(&a), build(&b));
            prop_assert_eq!(x.iter().collect::<BTreeSet<_>>(), a.clone());
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.is_empty(), a.is_empty());
            prop_assert_eq!(x.intersection(&y), build(&(&a & &b)));
            prop_assert_eq!(x.intersection_len(&y), (&a & &b).len());
            prop_assert_eq!(x.difference(&y), build(&(&a - &b)));
            prop_assert_eq!(x.is_subset_of(&y), a.is_subset(&b));
        }
    }

    #[test]
    fn the_full_set_holds_every_number_below_its_capacity() {
        assert_eq!(BitSet::full(65).iter().count(), 65);
        assert!(BitSet::full(0).is_empty());
    }
}
