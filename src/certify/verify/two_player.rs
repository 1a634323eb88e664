//! All extreme equilibria when two players have a choice, by trying every basis of both best-reply polytopes.
//!
//! With positive payoffs, x belongs to a vertex of P = {x >= 0 : B'x <= 1} iff for some set J of replies, as many as x has
//! positive entries, x is the only solution of (B'x)_j = 1, j in J, on its support. So every support is tried with every J of its size,
//! C(m + n, m) systems in all; likewise for Q. A pair of strategies is an extreme equilibrium iff each plays best replies to the other
//! only. Nothing is pivoted, and no vertex is reached from another: what is missing is missing by definition.
//!
//! # Source
//! Mangasarian (1964), "Equilibrium points of bimatrix games", J. SIAM 12.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::linear::unique_solution;
use crate::game::{Game, Values};
use crate::num::Rational;

/// The most bases that are tried, in each polytope.
pub(super) const BASIS_LIMIT: usize = 60_000;

/// The part of a game in which two players have a choice, with positive payoffs.
pub(super) struct TwoPlayers {
    /// Row `i`, column `j`: the first player's payoff.
    first: Vec<Vec<Rational>>,
    /// Row `j`, column `i`: the second player's.
    second: Vec<Vec<Rational>>,
}

/// The actions played with their probabilities, ascending.
type Sparse = Vec<(usize, Rational)>;

/// A vertex of one polytope: a strategy and the other player's best replies to it.
struct Vertex {
    strategy: Sparse,
    replies: Vec<bool>,
}

impl TwoPlayers {
    /// The game between two players in the actions kept; everyone else plays the one action left.
    pub(super) fn new(game: &Game, kept: &[Vec<usize>], players: [usize; 2]) -> Self {
        let mut fixed: Vec<usize> = kept.iter().map(|actions| actions[0]).collect();
        let [first, second] = players;
        let (m, n) = (kept[first].len(), kept[second].len());
        let mut indices = vec![vec![0; n]; m];
        for (i, row) in indices.iter_mut().enumerate() {
            for (j, index) in row.iter_mut().enumerate() {
                fixed[first] = kept[first][i];
                fixed[second] = kept[second][j];
                *index = game.index_of(&fixed);
            }
        }
        // Machine integers where the game has them: all payoffs of a player times one positive number.
        let payoff = |player: usize, index: usize| match game.payoffs().values(player) {
            Values::Scaled(values) => Rational::integer(values[index]),
            Values::Exact(values) => values[index].clone(),
        };
        let of_first = (0..m).map(|i| (0..n).map(|j| payoff(first, indices[i][j])).collect());
        let of_second = (0..n).map(|j| (0..m).map(|i| payoff(second, indices[i][j])).collect());
        TwoPlayers {
            first: made_positive(of_first.collect()),
            second: made_positive(of_second.collect()),
        }
    }

    /// How many bases each polytope may have; none beyond any machine integer.
    pub(super) fn bases(&self) -> Option<usize> {
        let (m, n) = (self.first.len(), self.second.len());
        (1..=m.min(n)).try_fold(1usize, |bases, k| {
            Some(bases.checked_mul(m + n - m.min(n) + k)? / k)
        })
    }

    /// All extreme equilibria, each once, as probabilities of the kept actions.
    pub(super) fn extreme_equilibria(&self) -> Vec<[Vec<Rational>; 2]> {
        let (m, n) = (self.first.len(), self.second.len());
        let of_first = vertices(&self.second);
        let of_second = vertices(&self.first);
        let mut found = Vec::new();
        for x in &of_first {
            for y in &of_second {
                if x.is_played_against(y) && y.is_played_against(x) {
                    found.push([x.probabilities(m), y.probabilities(n)]);
                }
            }
        }
        found
    }

    /// The index of an equilibrium, if each player has exactly as many best replies as the other plays actions; none
    /// if it is degenerate.
    ///
    /// # Source
    /// Shapley (1974): `(-1)^(k+1) sign det A_IJ sign det B_IJ` for supports of k actions, payoffs being positive.
    pub(super) fn index(&self, x: &[Rational], y: &[Rational]) -> Option<i64> {
        let rows = support(x);
        let columns = support(y);
        let regular = rows.len() == columns.len()
            && best_replies(&self.first, y) == rows
            && best_replies(&self.second, x) == columns;
        if !regular {
            return None;
        }
        let sign_a = determinant_sign(&self.first, &rows, &columns)?;
        let sign_b = determinant_sign(&self.second, &columns, &rows)?;
        let odd = rows.len() % 2 == 1;
        Some(if (sign_a == sign_b) == odd { 1 } else { -1 })
    }
}

impl Vertex {
    fn is_played_against(&self, other: &Vertex) -> bool {
        self.strategy
            .iter()
            .all(|(action, _)| other.replies[*action])
    }

    fn probabilities(&self, actions: usize) -> Vec<Rational> {
        let mut all = vec![Rational::ZERO; actions];
        for (action, probability) in &self.strategy {
            all[*action].clone_from(probability);
        }
        all
    }
}

/// Payoffs less the least of them, plus one.
fn made_positive(payoffs: Vec<Vec<Rational>>) -> Vec<Vec<Rational>> {
    let least = payoffs
        .iter()
        .flatten()
        .min()
        .cloned()
        .unwrap_or(Rational::ZERO);
    let shift = Rational::ONE - least;
    let row = |row: Vec<Rational>| row.iter().map(|payoff| payoff + &shift).collect();
    payoffs.into_iter().map(row).collect()
}

/// The vertices other than the origin of `{x >= 0 : payoffs x <= 1}`, scaled to strategies.
fn vertices(payoffs: &[Vec<Rational>]) -> Vec<Vertex> {
    let (replies, actions) = (payoffs.len(), payoffs[0].len());
    let mut found: BTreeMap<Sparse, Vec<bool>> = BTreeMap::new();
    for size in 1..=replies.min(actions) {
        let mut support: Vec<usize> = (0..size).collect();
        loop {
            let mut tight: Vec<usize> = (0..size).collect();
            loop {
                if let Some((strategy, best)) = vertex(payoffs, &support, &tight) {
                    found.insert(strategy, best);
                }
                if !next_subset(&mut tight, replies) {
                    break;
                }
            }
            if !next_subset(&mut support, actions) {
                break;
            }
        }
    }
    let vertices = found.into_iter();
    vertices
        .map(|(strategy, replies)| Vertex { strategy, replies })
        .collect()
}

/// The strategy on exactly this support that makes these replies, and no others more, worth one.
fn vertex(
    payoffs: &[Vec<Rational>],
    support: &[usize],
    tight: &[usize],
) -> Option<(Sparse, Vec<bool>)> {
    let row = |reply: &usize| {
        let entries = support
            .iter()
            .map(|action| payoffs[*reply][*action].clone());
        entries.chain([Rational::ONE]).collect()
    };
    let (solution, _) = unique_solution(tight.iter().map(row).collect())?;
    if solution.iter().any(|entry| entry.sign().is_le()) {
        return None;
    }
    let mut best = Vec::with_capacity(payoffs.len());
    for reply in payoffs {
        let terms = support
            .iter()
            .zip(&solution)
            .map(|(action, x)| &reply[*action] * x);
        match terms.sum::<Rational>().cmp(&Rational::ONE) {
            Ordering::Greater => return None,
            order => best.push(order.is_eq()),
        }
    }
    let total: Rational = solution.iter().sum();
    let strategy = support
        .iter()
        .zip(&solution)
        .map(|(action, x)| (*action, x / &total));
    Some((strategy.collect(), best))
}

/// The next set of as many numbers below `limit`; false after the last.
fn next_subset(subset: &mut [usize], limit: usize) -> bool {
    let size = subset.len();
    let Some(place) = (0..size)
        .rev()
        .find(|&place| subset[place] + size < limit + place)
    else {
        return false;
    };
    subset[place] += 1;
    for later in place + 1..size {
        subset[later] = subset[later - 1] + 1;
    }
    true
}

fn support(strategy: &[Rational]) -> Vec<usize> {
    (0..strategy.len())
        .filter(|action| !strategy[*action].is_zero())
        .collect()
}

/// The replies that earn most against a strategy, ascending.
fn best_replies(payoffs: &[Vec<Rational>], strategy: &[Rational]) -> Vec<usize> {
    let earned: Vec<Rational> = payoffs
        .iter()
        .map(|row| row.iter().zip(strategy).map(|(payoff, p)| payoff * p).sum())
        .collect();
    let greatest = earned.iter().max();
    (0..earned.len())
        .filter(|reply| Some(&earned[*reply]) == greatest)
        .collect()
}

fn determinant_sign(
    matrix: &[Vec<Rational>],
    rows: &[usize],
    columns: &[usize],
) -> Option<Ordering> {
    let row = |row: &usize| {
        let entries = columns.iter().map(|column| matrix[*row][*column].clone());
        entries.chain([Rational::ZERO]).collect()
    };
    unique_solution(rows.iter().map(row).collect()).map(|(_, sign)| sign)
}
