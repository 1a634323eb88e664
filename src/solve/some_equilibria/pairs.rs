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
        let of = |player: usize, row: usize, column: usize| {
            game.payoffs(player)[base + row * across + column * along]
        };
        let mut found = Vec::new();
        for (c, d) in couples(columns) {
            for (a, b) in couples(rows) {
                let row = |row: usize, column: usize| of(first, row, column);
                let Some(y) = share(row(a, c) - row(b, c), row(a, d) - row(b, d)) else {
                    continue;
                };
                let column = |column: usize, row: usize| of(second, row, column);
                let Some(x) = share(column(c, a) - column(d, a), column(c, b) - column(d, b))
                else {
                    continue;
                };
                let best = row(a, c) * y + row(a, d) * (1.0 - y) + NEARLY;
                if (0..rows).any(|e| row(e, c) * y + row(e, d) * (1.0 - y) > best) {
                    continue;
                }
                let best = column(c, a) * x + column(c, b) * (1.0 - x) + NEARLY;
                if (0..columns).any(|e| column(e, a) * x + column(e, b) * (1.0 - x) > best) {
                    continue;
                }
                let corners = [(a, c, x * y), (a, d, x * (1.0 - y)), (b, c, (1.0 - x) * y)];
                let corners = corners.into_iter().chain([(b, d, (1.0 - x) * (1.0 - y))]);
                let corners: Vec<(usize, f64)> = corners
                    .map(|(row, column, weight)| (base + row * across + column * along, weight))
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

/// How often the first of two actions is played against which the gains are these, if that makes the gain zero.
fn share(first: f64, second: f64) -> Option<f64> {
    (first > 0.0 && second < 0.0 || first < 0.0 && second > 0.0).then(|| second / (second - first))
}
