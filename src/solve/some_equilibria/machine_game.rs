//! A game in machine numbers: expected payoffs, and their derivatives by every other player's probabilities, all in one go.
//!
//! The payoffs of a player are moved and scaled to lie between zero and one, which changes no equilibrium. Against given supports only the
//! payoffs within them are gathered. The derivatives by one player's probabilities are the payoffs contracted with the strategies of all
//! others; for all players together the set of players is halved again and again, so that each contraction is shared by all that need it.
//!
//! What is computed here proposes; it decides nothing.
//!
//! # Source
//! Blum, Shelton and Koller (2006), "A continuation method for Nash equilibria in structured games", Journal of Artificial Intelligence
//! Research 25, section 5 (the derivatives of the payoffs are payoffs with two actions fixed); the sharing is that of a product tree.

use crate::game::{Game, Values};
use crate::num::{Interval, Rational};

/// Payoffs between zero and one.
#[derive(Debug, Clone)]
pub struct MachineGame {
    /// How many actions each player has.
    pub counts: Vec<usize>,
    strides: Vec<usize>,
    payoffs: Vec<Vec<f64>>,
}

impl MachineGame {
    /// The game of the actions that are kept.
    pub fn new(game: &Game, kept: &[Vec<usize>]) -> Self {
        let counts: Vec<usize> = kept.iter().map(Vec::len).collect();
        let strides = counts
            .iter()
            .scan(1, |stride, count| {
                let own = *stride;
                *stride *= count;
                Some(own)
            })
            .collect();
        let indices = indices(game, kept);
        let players = 0..counts.len();
        let payoffs = players
            .map(|player| match game.payoffs().values(player) {
                Values::Scaled(scaled) => {
                    let values = indices.iter().map(|index| scaled[*index]);
                    let least = values.clone().min().expect("invariant: a profile");
                    // What is above the least is not negative, so it is exact without a sign.
                    unit(values.map(|value| value.abs_diff(least) as f64).collect())
                }
                Values::Exact(exact) => {
                    let values = indices.iter().map(|index| &exact[*index]);
                    let least = values.clone().min().expect("invariant: a profile");
                    let most = values.clone().max().expect("invariant: a profile");
                    let span = most - least;
                    let share = |value: &Rational| (value - least).checked_div(&span);
                    let share = |value| share(value).map(|share| Interval::around(&share).middle());
                    values.map(|value| share(value).unwrap_or(0.0)).collect()
                }
            })
            .collect();
        MachineGame {
            counts,
            strides,
            payoffs,
        }
    }

    /// The payoffs of a player, the first player's action varying fastest.
    pub fn payoffs(&self, player: usize) -> &[f64] {
        &self.payoffs[player]
    }

    /// How far apart profiles are that differ in the next action of a player.
    pub fn stride(&self, player: usize) -> usize {
        self.strides[player]
    }

    /// The payoffs of all actions against pure profiles of supports.
    pub fn against(&self, supports: &[Vec<usize>]) -> Against {
        let mixing: Vec<usize> = (0..supports.len())
            .filter(|player| supports[*player].len() > 1)
            .collect();
        let certain: usize = (0..supports.len())
            .map(|player| supports[player][0] * self.strides[player])
            .sum();
        let table = |player: usize| {
            let from = certain - supports[player][0] * self.strides[player];
            let mut profiles = vec![from];
            for other in mixing.iter().filter(|other| **other != player) {
                let (stride, support) = (self.strides[*other], &supports[*other]);
                let further = support.iter().flat_map(|action| {
                    let step = (action - support[0]) * stride;
                    profiles.iter().map(move |profile| profile + step)
                });
                profiles = further.collect();
            }
            let (stride, payoffs) = (self.strides[player], &self.payoffs[player]);
            let actions = 0..self.counts[player];
            profiles
                .iter()
                .flat_map(|from| actions.clone().map(move |a| payoffs[from + a * stride]))
                .collect()
        };
        Against {
            tables: (0..supports.len()).map(table).collect(),
            sizes: supports.iter().map(Vec::len).collect(),
            mixing,
        }
    }
}

/// The numbers of the profiles of kept actions, the first player's action varying fastest.
fn indices(game: &Game, kept: &[Vec<usize>]) -> Vec<usize> {
    let mut indices = vec![0];
    for (player, actions) in kept.iter().enumerate() {
        let stride = game.payoffs().stride(player);
        let further = actions
            .iter()
            .flat_map(|action| indices.iter().map(move |index| index + action * stride));
        indices = further.collect();
    }
    indices
}

/// Numbers that are not negative, over the largest of them.
fn unit(mut values: Vec<f64>) -> Vec<f64> {
    let most = values.iter().copied().fold(0.0, f64::max);
    if most > 0.0 {
        values.iter_mut().for_each(|value| *value /= most);
    }
    values
}

/// The payoffs of all actions against pure profiles of supports.
#[derive(Debug, Clone)]
pub struct Against {
    /// The players who mix.
    pub mixing: Vec<usize>,
    sizes: Vec<usize>,
    /// By player; the own action varies fastest, then those of the others who mix, in order.
    tables: Vec<Vec<f64>>,
}

/// Expected payoffs and their derivatives.
#[derive(Debug, Clone)]
pub struct Expected {
    /// By player and action.
    pub payoffs: Vec<Vec<f64>>,
    /// By player, then by place among those who mix: the payoffs against each action of that player, the own action varying fastest.
    /// Empty for the player itself.
    pub against: Vec<Vec<Vec<f64>>>,
}

impl Against {
    /// Expected payoffs at a profile over the supports.
    pub fn expected(&self, profile: &[Vec<f64>]) -> Expected {
        let mut found = Expected {
            payoffs: Vec::with_capacity(self.tables.len()),
            against: Vec::with_capacity(self.tables.len()),
        };
        for (player, table) in self.tables.iter().enumerate() {
            let places: Vec<usize> = (0..self.mixing.len())
                .filter(|place| self.mixing[*place] != player)
                .collect();
            let mut blocks = vec![Vec::new(); self.mixing.len()];
            let own = match places.first() {
                None => table.clone(),
                Some(first) => {
                    let own = table.len() / places.iter().map(|p| self.size(*p)).product::<usize>();
                    self.halved(table, own, &places, profile, &mut blocks);
                    contracted(&blocks[*first], own, &profile[self.mixing[*first]])
                }
            };
            found.payoffs.push(own);
            found.against.push(blocks);
        }
        found
    }

    fn size(&self, place: usize) -> usize {
        self.sizes[self.mixing[place]]
    }

    /// The table with all players but one contracted, for each player in it.
    fn halved(
        &self,
        table: &[f64],
        own: usize,
        places: &[usize],
        profile: &[Vec<f64>],
        blocks: &mut [Vec<f64>],
    ) {
        if let [place] = places {
            blocks[*place] = table.to_vec();
            return;
        }
        let (front, back) = places.split_at(places.len() / 2);
        let [chances_front, chances_back] =
            [front, back].map(|places| self.chances(places, profile));
        let slowest = table.len() / chances_back.len();
        let without_back = contracted(table, slowest, &chances_back);
        self.halved(&without_back, own, front, profile, blocks);
        let without_front = contracted(table, own, &chances_front);
        self.halved(&without_front, own, back, profile, blocks);
    }

    /// How likely each combination of actions of some players is, the first player's action varying fastest.
    fn chances(&self, places: &[usize], profile: &[Vec<f64>]) -> Vec<f64> {
        let strategies = places.iter().map(|place| &profile[self.mixing[*place]]);
        strategies.fold(vec![1.0], |chances, strategy| {
            let longer = strategy
                .iter()
                .flat_map(|p| chances.iter().map(move |chance| p * chance));
            longer.collect()
        })
    }
}

/// Sums over the index that varies slower than `inner` values, weighted with chances.
fn contracted(values: &[f64], inner: usize, chances: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; values.len() / chances.len()];
    let parts = values.chunks_exact(inner * chances.len());
    for (sums, part) in sums.chunks_exact_mut(inner).zip(parts) {
        for (values, chance) in part.chunks_exact(inner).zip(chances) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += chance * value;
            }
        }
    }
    sums
}
