//! Two players who mix two actions each while all others play one: every such profile is looked at, in machine numbers.
//!
//! The two probabilities follow from one indifference each. In most games without a pure equilibrium there is one of this kind.
//!
//! # Source
//! Porter, Nudelman and Shoham (2008), "Simple search methods for finding a Nash equilibrium", Games and Economic Behavior 63 (small and
//! balanced supports first).

use super::machine_game::MachineGame;

/// What may be lost by an action in a support or gained by another, payoffs lying between zero and one: rounding errors.
const NEARLY: f64 = 1e-9;

/// What is left to look at: a pair of players, and what the others play.
#[derive(Debug)]
pub struct Pairs<'a> {
    game: &'a MachineGame,
    pair: [usize; 2],
    /// Of all players; the two stay at their first actions.
    others: Vec<usize>,
}

/// Supports, and probabilities over them.
pub type Proposal = (Vec<Vec<usize>>, Vec<Vec<f64>>);

impl<'a> Pairs<'a> {
    /// All pairs, in order.
    pub fn new(game: &'a MachineGame) -> Self {
        Pairs {
            game,
            pair: [0, 1],
            others: vec![0; game.counts.len()],
        }
    }

    /// How much there is to look at next: combinations of two actions each of the two players, or nothing more at all.
    pub fn ahead(&self) -> Option<usize> {
        let [rows, columns] = self.pair.map(|player| self.game.counts.get(player));
        let couples = |count: &usize| count.saturating_mul(count - 1) / 2;
        Some(couples(rows?).saturating_mul(couples(columns?)).max(1))
    }

    /// What may be equilibria of the next pair, and against the next profile of the others.
    pub fn proposals(&mut self) -> Vec<Proposal> {
        let found = self.here();
        self.turn();
        found
    }

    /// The next pair and pure profile of the others.
    fn turn(&mut self) {
        let counts = &self.game.counts;
        for player in (0..counts.len()).filter(|player| !self.pair.contains(player)) {
            self.others[player] = (self.others[player] + 1) % counts[player];
            if self.others[player] > 0 {
                return;
            }
        }
        let [first, second] = self.pair;
        self.pair = match second + 1 < counts.len() {
            true => [first, second + 1],
            false => [first + 1, first + 2],
        };
    }

    /// What may be equilibria of one pair against what the others play.
    fn here(&self) -> Vec<Proposal> {
        let game = self.game;
        let [first, second] = self.pair;
        let base: usize = (0..game.counts.len())
            .map(|player| self.others[player] * game.stride(player))
            .sum();
        let [rows, columns] = self.pair.map(|player| game.counts[player]);
        let [across, along] = self.pair.map(|player| game.stride(player));
        let at = |row: usize, column: usize| base + row * across + column * along;
        let mut of_rows = Vec::with_capacity(rows * columns);
        for column in 0..columns {
            of_rows.extend((0..rows).map(|row| game.payoffs(first)[at(row, column)]));
        }
        let mut of_columns = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            of_columns.extend((0..columns).map(|column| game.payoffs(second)[at(row, column)]));
        }
        let mut found = Vec::new();
        for (c, d) in couples(columns) {
            let against = [c, d].map(|column| &of_rows[column * rows..][..rows]);
            if has_one_best(against) {
                continue;
            }
            for (a, b) in couples(rows) {
                let Some(y) = indifference(against, a, b) else {
                    continue;
                };
                let against = [a, b].map(|row| &of_columns[row * columns..][..columns]);
                let Some(x) = indifference(against, c, d) else {
                    continue;
                };
                let corners = [(a, c, x * y), (a, d, x * (1.0 - y)), (b, c, (1.0 - x) * y)];
                let corners = corners.into_iter().chain([(b, d, (1.0 - x) * (1.0 - y))]);
                let corners: Vec<(usize, f64)> = corners
                    .map(|(row, column, weight)| (at(row, column), weight))
                    .collect();
                if self.others_agree(&corners) {
                    let mut supports: Vec<Vec<usize>> =
                        self.others.iter().map(|action| vec![*action]).collect();
                    let mut profile = vec![vec![1.0]; supports.len()];
                    (supports[first], profile[first]) = (vec![a, b], vec![x, 1.0 - x]);
                    (supports[second], profile[second]) = (vec![c, d], vec![y, 1.0 - y]);
                    found.push((supports, profile));
                }
            }
        }
        found
    }

    /// Whether nobody else gains by another action, given the profiles that are played and how often.
    fn others_agree(&self, corners: &[(usize, f64)]) -> bool {
        let game = self.game;
        let mut others = (0..game.counts.len()).filter(|player| !self.pair.contains(player));
        others.all(|player| {
            let (stride, own) = (game.stride(player), self.others[player]);
            let gives = |action: usize| -> f64 {
                let value = |(index, weight): &(usize, f64)| {
                    game.payoffs(player)[index - own * stride + action * stride] * weight
                };
                corners.iter().map(value).sum()
            };
            let best = gives(own) + NEARLY;
            (0..game.counts[player]).all(|action| gives(action) <= best)
        })
    }
}

fn couples(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |a| (a + 1..count).map(move |b| (a, b)))
}

/// Whether one action is better than every other against both of two actions, and so against any mixture of them.
fn has_one_best([first, second]: [&[f64]; 2]) -> bool {
    let best = (0..first.len()).max_by(|a, b| first[*a].total_cmp(&first[*b]));
    best.is_some_and(|best| {
        let others = (0..first.len()).filter(|other| *other != best);
        others
            .map(|other| (first[best] - first[other]).min(second[best] - second[other]))
            .all(|lead| lead > NEARLY)
    })
}

/// How often the first of two actions is played if that makes two replies, payoffs to which are given by action, equally good, and none is
/// better.
fn indifference([first, second]: [&[f64]; 2], a: usize, b: usize) -> Option<f64> {
    let chance = share(first[a] - first[b], second[a] - second[b])?;
    let rest = 1.0 - chance;
    let best = first[a] * chance + second[a] * rest + NEARLY;
    let mut replies = first.iter().zip(second);
    let is_best = replies.all(|(first, second)| first * chance + second * rest <= best);
    is_best.then_some(chance)
}

/// How often the first of two actions is played against which the gains are these, if that makes the gain zero.
fn share(first: f64, second: f64) -> Option<f64> {
    (first > 0.0 && second < 0.0 || first < 0.0 && second > 0.0).then(|| second / (second - first))
}
