//! All equilibria of a game of three or more players, support by support, each decided with proof or named as undecided.
//!
//! Supports in which some action is no best reply whatever the mixtures are left out ([`supports`](super::supports)); the others are
//! decided one by one (`one_support`), those with few actions first, and what was found is put together (`nash_sets`).
//!
//! # Source
//! McKelvey and McLennan (1996), "Computation of equilibria in finite games", section 6 (supports).

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::counted_roots::CountedRoots;
use super::nash_sets::gathered;
use super::one_support::{Outcome, decide};
use super::request::Watch;
use super::solution::{Component, Undecided};
use super::supports::{actions, all_supports, is_dominated, number};
use crate::certify::Equilibrium;
use crate::game::Game;
use crate::num::{Rational, Real};

/// The equilibria of a game, and what is not decided.
#[derive(Debug, Default)]
pub struct ManyPlayers {
    /// The equilibria: isolated ones, and the extreme points of the sets of others; pure ones first.
    pub equilibria: Vec<Equilibrium>,
    /// The connected sets, with the index of each where it was found.
    pub components: Vec<Component>,
    /// Supports that may have more equilibria.
    pub undecided: Vec<Undecided>,
    /// How far the search came, if it was stopped.
    pub stopped: Option<Stopped>,
    /// Supports that were decided by a count of all complex roots, in the order of the supports.
    pub counted: Vec<CountedRoots>,
}

/// How far a search came that was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// The combinations of supports that were gone through.
    pub examined: u64,
    /// In all that were left out, more actions than this are played by all players together.
    pub actions: usize,
}

/// All equilibria of a game, irrational ones within bounds at most `width` apart.
///
/// # Answer
/// Complete but for what is `undecided`, if no equilibrium uses actions that are not `kept` and the search was not `stopped`. The same
/// for any number of threads.
pub fn all_equilibria(
    game: &Game,
    kept: &[Vec<usize>],
    width: &Rational,
    watch: &Watch,
) -> ManyPlayers {
    let counts: Vec<usize> = kept.iter().map(Vec::len).collect();
    let combinations = number(&counts);
    let examined = AtomicU64::new(0);
    let left_out = AtomicUsize::new(usize::MAX);
    let examine = |sets: Vec<u64>| {
        if (watch.stop)() {
            let played = sets.iter().map(|set| set.count_ones() as usize).sum();
            left_out.fetch_min(played, Ordering::Relaxed);
            return None;
        }
        let supports: Vec<Vec<usize>> = sets
            .iter()
            .zip(kept)
            .map(|(set, kept)| actions(*set).map(|place| kept[place]).collect())
            .collect();
        let outcomes = match is_dominated(game, &supports) {
            true => Vec::new(),
            false => decide(game, &supports, width, watch.stop),
        };
        let done = examined.fetch_add(1, Ordering::Relaxed) + 1;
        (watch.progress)(done, combinations.unwrap_or(u64::MAX));
        Some((sets, outcomes))
    };
    // Those with few actions are handed out first, and none after the end was asked for.
    let mut examined_ones: Vec<(Vec<u64>, Vec<Outcome>)> = all_supports(&counts)
        .par_bridge()
        .map(examine)
        .while_some()
        .filter(|(_, outcomes)| !outcomes.is_empty())
        .collect();
    examined_ones.sort_by(|a, b| a.0.iter().rev().cmp(b.0.iter().rev()));
    let outcomes = examined_ones.into_iter().flat_map(|(_, outcomes)| outcomes);
    let mut found = gathered(game, outcomes.collect());
    let least = left_out.into_inner();
    found.stopped = (least < usize::MAX).then(|| Stopped {
        examined: examined.into_inner(),
        actions: least - 1,
    });
    found
}

impl ManyPlayers {
    /// Takes in an equilibrium that is known exactly: in the place of bounds it lies in, which hold no other, or where not all is decided.
    pub fn take(&mut self, exact: Equilibrium) {
        let within = |listed: &Real, number: &Real| match listed {
            Real::Enclosed(bounds) => {
                let [low, high] =
                    [bounds.lower(), bounds.upper()].map(|end| Real::from(end.clone()));
                low <= *number && *number <= high
            }
            _ => listed == number,
        };
        let is_same = |listed: &&mut Equilibrium| {
            let mut pairs = listed
                .profile()
                .iter()
                .flatten()
                .zip(exact.profile().iter().flatten());
            pairs.all(|(listed, number)| within(listed, number))
        };
        match self.equilibria.iter_mut().find(is_same) {
            Some(listed) => *listed = exact,
            None if !self.undecided.is_empty() || self.stopped.is_some() => {
                self.equilibria.push(exact);
            }
            // It lies in a set whose extreme points are listed.
            None => {}
        }
    }
}
