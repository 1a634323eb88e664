//! The fewest states that reach a threshold together: by sorting, and how many such coalitions there are by counting.
//!
//! In the threshold public good a coalition `X` balances iff the sum of its capabilities reaches `phi u`. Its pure equilibria with
//! balancing are the minimal winning coalitions whose members gain by it, so whether any exists, and how small it can be, needs no list of `2^n` profiles.
//!
//! # Source
//! Palfrey and Rosenthal (1984), "Participation and the provision of discrete public goods" (minimal winning coalitions as equilibria);
//! Brooks and Wohlforth (2008), *World Out of Balance* (the threshold beyond which no coalition is enough).

use crate::certify::{SmallestCoalition, smallest_coalition as certified};
use crate::num::Rational;

/// Finds the fewest states whose capabilities together reach a threshold: the strongest first, states of equal strength in the order given.
///
/// # Shapes
/// `capabilities`: one for each state, none negative.
/// # Answer
/// The coalition with its evidence; none iff all states together fall short.
/// # Cost
/// Sorting.
/// # Examples
/// ```
/// use unipole::num::Rational;
/// use unipole::solve::minimal_coalition::smallest_coalition;
/// let capabilities = [2, 5, 3].map(Rational::integer);
/// let found = smallest_coalition(&capabilities, &Rational::integer(6)).expect("all have 10");
/// assert_eq!(found.members(), [1, 2]);
/// assert!(smallest_coalition(&capabilities, &Rational::integer(11)).is_none());
/// ```
pub fn smallest_coalition(
    capabilities: &[Rational],
    threshold: &Rational,
) -> Option<SmallestCoalition> {
    let mut members = Vec::new();
    let mut reached = Rational::ZERO;
    for state in strongest_first(capabilities) {
        if reached >= *threshold {
            break;
        }
        reached += &capabilities[state];
        members.push(state);
    }
    (reached >= *threshold).then(|| {
        certified(capabilities, threshold, &members)
            .expect("invariant: the strongest states are the fewest that are enough")
    })
}

/// Counts the coalitions of the smallest size that reach a threshold.
///
/// States are taken strongest first; a beginning is followed only if the strongest that are left complete it, so that nothing is
/// visited in vain, and the last member is counted, not listed.
/// # Answer
/// The number; none if there is no such coalition, or if more than `limit` beginnings would be visited.
/// # Cost
/// At most `limit` beginnings, of as many steps as the coalition has members.
/// # Examples
/// ```
/// use unipole::num::Rational;
/// use unipole::solve::minimal_coalition::count_smallest;
/// let capabilities = [2, 5, 3, 4].map(Rational::integer);
/// assert_eq!(count_smallest(&capabilities, &Rational::integer(7), 100), Some(4)); // 5 + 4, 5 + 3, 5 + 2, 4 + 3
/// ```
pub fn count_smallest(
    capabilities: &[Rational],
    threshold: &Rational,
    limit: usize,
) -> Option<u64> {
    let size = smallest_coalition(capabilities, threshold)?.members().len();
    if size == 0 {
        return Some(1);
    }
    let order = strongest_first(capabilities);
    let sorted: Vec<&Rational> = order.iter().map(|state| &capabilities[*state]).collect();
    let mut sums = vec![Rational::ZERO];
    for value in &sorted {
        sums.push(&sums[sums.len() - 1] + *value);
    }
    let mut count = Count {
        sorted,
        sums,
        threshold,
        left: limit,
    };
    count.completions(0, size, &Rational::ZERO)
}

struct Count<'a> {
    /// Capabilities, greatest first.
    sorted: Vec<&'a Rational>,
    /// The sums of the first so many.
    sums: Vec<Rational>,
    threshold: &'a Rational,
    /// How many more beginnings may be visited.
    left: usize,
}

impl Count<'_> {
    /// In how many ways `more` states from `first` on complete what has `reached`.
    fn completions(&mut self, first: usize, more: usize, reached: &Rational) -> Option<u64> {
        self.left = self.left.checked_sub(1)?;
        if more == 1 {
            let enough = |value: &&Rational| &(reached + *value) >= self.threshold;
            let states = self.sorted[first..].partition_point(enough);
            return u64::try_from(states).ok();
        }
        let mut ways = 0u64;
        for next in first..=self.sorted.len() - more {
            let strongest = &self.sums[next + more] - &self.sums[next];
            if &(reached + &strongest) < self.threshold {
                break;
            }
            let with = reached + self.sorted[next];
            ways = ways.checked_add(self.completions(next + 1, more - 1, &with)?)?;
        }
        Some(ways)
    }
}

/// Places of states, strongest first; states of equal strength in the order given.
fn strongest_first(capabilities: &[Rational]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..capabilities.len()).collect();
    order.sort_by(|a, b| capabilities[*b].cmp(&capabilities[*a]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Every subset, in machine integers.
        #[test]
        fn size_and_number_are_those_of_all_subsets(
            weights in prop::collection::vec(0i64..12, 0..9),
            threshold in 1i64..40,
        ) {
            let mut numbers = [0u64; 10];
            for subset in 0usize..1 << weights.len() {
                let inside = (0..weights.len()).filter(|state| subset >> state & 1 == 1);
                if inside.map(|state| weights[state]).sum::<i64>() >= threshold {
                    numbers[subset.count_ones() as usize] += 1;
                }
            }
            let size = numbers.iter().position(|number| *number > 0);
            let capabilities: Vec<Rational> = weights.into_iter().map(Rational::integer).collect();
            let threshold = Rational::integer(threshold);
            let found = smallest_coalition(&capabilities, &threshold);
            prop_assert_eq!(found.map(|coalition| coalition.members().len()), size);
            let number = count_smallest(&capabilities, &threshold, 100_000);
            prop_assert_eq!(number, size.map(|size| numbers[size]));
        }
    }

    #[test]
    fn counting_stops_at_its_limit() {
        let capabilities = vec![Rational::ONE; 40];
        let half = Rational::integer(20);
        assert_eq!(count_smallest(&capabilities, &half, 1000), None);
    }
}
