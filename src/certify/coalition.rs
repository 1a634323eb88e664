//! Evidence for a smallest coalition: it reaches what is needed, and no smaller one does.
//!
//! A [`SmallestCoalition`] can only be made here. That no smaller one reaches it is seen from the strongest alone: one member fewer, chosen
//! for strength, falls short.

use crate::num::Rational;

/// Members whose capabilities together reach a threshold that no smaller number of members reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallestCoalition {
    members: Vec<usize>,
    capability: Rational,
}

impl SmallestCoalition {
    /// The members by their places among the states, as they were given.
    pub fn members(&self) -> &[usize] {
        &self.members
    }

    /// What they have together.
    pub fn capability(&self) -> &Rational {
        &self.capability
    }
}

/// Why members are no smallest coalition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoSmallestCoalition {
    /// There is no state of that number.
    #[error("there is no state number {state}: {states} are known, counted from 0")]
    NoState {
        /// The number given.
        state: usize,
        /// How many states there are.
        states: usize,
    },
    /// A state is named twice.
    #[error("state number {0} is named twice")]
    Twice(usize),
    /// The members fall short.
    #[error("the members have {capability} together, less than {threshold}")]
    FallsShort {
        /// What they have.
        capability: Rational,
        /// What is needed.
        threshold: Rational,
    },
    /// A smaller coalition reaches the threshold.
    #[error("{states} states are enough: the strongest have {capability}")]
    FewerSuffice {
        /// How many.
        states: usize,
        /// What the strongest so many have.
        capability: Rational,
    },
}

/// Certifies that members reach a threshold together and that no smaller number of states does.
///
/// Sum over members >= threshold, and the sum of the `k - 1` greatest capabilities is below it, where `k` is the number of members.
/// # Shapes
/// `capabilities`: one for each state, none negative; `members`: places in it.
/// # Errors
/// Members that are no states or named twice, that fall short, or that are more than needed.
/// # Examples
/// ```
/// use unipole::certify::smallest_coalition;
/// use unipole::num::Rational;
/// let capabilities = [3, 2, 2].map(Rational::integer);
/// assert!(smallest_coalition(&capabilities, &Rational::integer(4), &[1, 2]).is_ok());
/// assert!(smallest_coalition(&capabilities, &Rational::integer(3), &[1, 2]).is_err());
/// ```
pub fn smallest_coalition(
    capabilities: &[Rational],
    threshold: &Rational,
    members: &[usize],
) -> Result<SmallestCoalition, NoSmallestCoalition> {
    let mut named = vec![false; capabilities.len()];
    for state in members {
        match named.get_mut(*state) {
            None => {
                return Err(NoSmallestCoalition::NoState {
                    state: *state,
                    states: capabilities.len(),
                });
            }
            Some(true) => return Err(NoSmallestCoalition::Twice(*state)),
            Some(slot) => *slot = true,
        }
    }
    let capability: Rational = members.iter().map(|state| &capabilities[*state]).sum();
    if capability < *threshold {
        return Err(NoSmallestCoalition::FallsShort {
            capability,
            threshold: threshold.clone(),
        });
    }
    if let Some(fewer) = members.len().checked_sub(1) {
        let strongest = greatest(capabilities, fewer);
        if strongest >= *threshold {
            return Err(NoSmallestCoalition::FewerSuffice {
                states: fewer,
                capability: strongest,
            });
        }
    }
    Ok(SmallestCoalition {
        members: members.to_vec(),
        capability,
    })
}

/// The sum of the `number` greatest values.
fn greatest(values: &[Rational], number: usize) -> Rational {
    let mut left: Vec<&Rational> = values.iter().collect();
    let mut sum = Rational::ZERO;
    for _ in 0..number {
        let largest = left.iter().enumerate().max_by_key(|(_, value)| **value);
        let Some((place, _)) = largest else { break };
        sum += left.swap_remove(place);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states() -> [Rational; 4] {
        [1, 5, 3, 3].map(Rational::integer)
    }

    #[track_caller]
    fn refuted(threshold: i64, members: &[usize]) -> NoSmallestCoalition {
        smallest_coalition(&states(), &Rational::integer(threshold), members).expect_err("refuted")
    }

    #[test]
    fn a_coalition_that_is_needed_whole_is_certified() {
        let found = smallest_coalition(&states(), &Rational::integer(6), &[2, 3]);
        let found = found.expect("5 alone is too little, 3 + 3 is enough");
        assert_eq!(found.capability(), &Rational::integer(6));
        assert_eq!(found.members(), [2, 3]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let short = NoSmallestCoalition::FallsShort {
            capability: Rational::integer(6),
            threshold: Rational::integer(7),
        };
        assert_eq!(refuted(7, &[2, 3]), short);
        let fewer = NoSmallestCoalition::FewerSuffice {
            states: 1,
            capability: Rational::integer(5),
        };
        assert_eq!(refuted(5, &[2, 3]), fewer);
        assert_eq!(refuted(5, &[1, 1]), NoSmallestCoalition::Twice(1));
        let absent = NoSmallestCoalition::NoState {
            state: 4,
            states: 4,
        };
        assert_eq!(refuted(5, &[4]), absent);
    }
}
