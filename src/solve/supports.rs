//! The supports that equilibria of a game may have.
//!
//! Where every player plays exactly the actions of its support, with positive probability, an action in a support is no best reply if
//! another action is as good against every profile of the others within their supports, and better against one. Such supports are left
//! out, by a comparison of payoffs alone.
//!
//! # Source
//! Porter, Nudelman and Shoham (2008), "Simple search methods for finding a Nash equilibrium", Games and Economic Behavior 63
//! (conditional dominance), sharpened as above for supports that are fixed.

use super::indifference::gains;
use crate::game::Game;

/// How many combinations of supports there are; none if a machine number does not hold it.
pub fn number(counts: &[usize]) -> Option<u64> {
    let subsets = |count: &usize| {
        1u64.checked_shl(u32::try_from(*count).ok()?)?
            .checked_sub(1)
    };
    counts
        .iter()
        .try_fold(1u64, |all, count| all.checked_mul(subsets(count)?))
}

/// All combinations of supports, those with the fewest actions first, as sets of bits: one for each player.
pub fn all_supports(counts: &[usize]) -> impl Iterator<Item = Vec<u64>> + Send {
    let counts = counts.to_vec();
    (counts.len()..=counts.iter().sum()).flat_map(move |actions| of_size(&counts, actions))
}

/// The actions in a set of bits.
pub fn actions(set: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |action| set >> action & 1 == 1)
}

/// The combinations in which so many actions are played in all.
fn of_size(counts: &[usize], actions: usize) -> Box<dyn Iterator<Item = Vec<u64>> + Send> {
    let Some((own, others)) = counts.split_last() else {
        return Box::new((actions == 0).then(Vec::new).into_iter());
    };
    let least = actions.saturating_sub(others.iter().sum()).max(1);
    let most = actions.saturating_sub(others.len()).min(*own);
    let (own, others) = (*own, others.to_vec());
    Box::new((least..=most).flat_map(move |size| {
        let others = others.clone();
        subsets(own, size).flat_map(move |set| {
            of_size(&others, actions - size).map(move |mut supports| {
                supports.push(set);
                supports
            })
        })
    }))
}

/// The subsets with so many of `count` elements, in ascending order.
fn subsets(count: usize, size: usize) -> impl Iterator<Item = u64> + Send {
    let first: u64 = (1 << size) - 1;
    // The next number with as many bits.
    let next = move |set: &u64| {
        let lowest = set & set.wrapping_neg();
        let carried = set + lowest;
        let set = carried | ((set ^ carried) / lowest) >> 2;
        (set >> count == 0).then_some(set)
    };
    std::iter::successors(Some(first), next)
}

/// Whether it is seen at once that no equilibrium has these supports: some action in them is no best reply.
pub fn is_dominated(game: &Game, supports: &[Vec<usize>]) -> bool {
    supports.iter().enumerate().any(|(player, support)| {
        support.iter().any(|action| {
            (0..game.counts()[player]).any(|other| {
                other != *action && {
                    let gains = gains(game, supports, player, other, *action);
                    gains.iter().all(|gain| !gain.sign().is_lt())
                        && gains.iter().any(|gain| gain.sign().is_gt())
                }
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::num::Rational;

    #[test]
    fn every_combination_comes_once() {
        let all: Vec<_> = all_supports(&[2, 3, 1]).collect();
        assert_eq!(Some(all.len() as u64), number(&[2, 3, 1]));
        assert_eq!(all.len(), 3 * 7);
        let sizes = all
            .iter()
            .map(|s| s.iter().map(|s| s.count_ones()).sum::<u32>());
        assert!(sizes.is_sorted());
        let within = |s: &Vec<u64>| s[0] < 4 && s[1] < 8 && s[2] == 1 && !s.contains(&0);
        assert!(all.iter().all(within));
        let mut sorted = all.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), all.len());
        assert_eq!(number(&[70, 2]), None);
    }

    #[test]
    fn a_tie_is_no_dominance_unless_something_is_gained_somewhere() {
        let game = |gain: i64| {
            let players = ["U", "C"].map(|id| Player::plain(id, &["a", "b"]));
            let payoff = |player: usize, p: &[usize]| {
                Rational::integer(if player == 0 && p[0] == 1 && p[1] == 1 {
                    gain
                } else {
                    0
                })
            };
            let payoffs = Payoffs::from_fn(&[2, 2], payoff).expect("a small game");
            Game::new("test", players.to_vec(), payoffs)
        };
        let both = [vec![0, 1], vec![0, 1]];
        assert!(!is_dominated(&game(0), &both));
        assert!(is_dominated(&game(1), &both));
        assert!(!is_dominated(&game(1), &[vec![0, 1], vec![0]]));
    }
}
