//! What the replies to one player's strategies earn, in integers, and which strategies settle given labels.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::Multipliers;
use crate::game::{Game, Values};
use crate::linalg::{BitSet, null_space, rank, rank_modulo_a_prime, scaled_to_integers};
use crate::num::Rational;

/// The most extreme rays that are listed of one set.
const RAYS: usize = 50_000;

/// Entries below this may be multiplied by machine integers and added up in 128 bits.
const NARROW: i128 = 1 << 50;

/// One player's actions, and what the other player's actions earn against them, less the least that one of these earns.
pub(super) struct Replies {
    /// Row `j`, column `i`: what reply `j` earns against action `i`.
    entries: Vec<Vec<IBig>>,
    /// The same, if all are small.
    narrow: Option<Vec<Vec<i64>>>,
    /// Some reply earns at least this against every action.
    least: IBig,
    pub(super) actions: usize,
    /// The label of action 0, and that of reply 0.
    first_action: usize,
    first_reply: usize,
}

impl Replies {
    /// Of the two players of a game, this one's.
    pub(super) fn new(game: &Game, player: usize) -> Self {
        let payoffs = match game.payoffs().values(1 - player) {
            Values::Scaled(values) => values.iter().map(|value| IBig::from(*value)).collect(),
            Values::Exact(values) => scaled_to_integers(values).0,
        };
        let (actions, replies) = (game.counts()[player], game.counts()[1 - player]);
        let earned = |reply: usize, action: usize| {
            let mut profile = [action, reply];
            if player == 1 {
                profile.swap(0, 1);
            }
            &payoffs[game.index_of(&profile)]
        };
        let lowest: Vec<&IBig> = (0..actions)
            .map(|action| {
                let earned = (0..replies).map(|reply| earned(reply, action));
                earned.min().expect("invariant: every player has an action")
            })
            .collect();
        let entries: Vec<Vec<IBig>> = (0..replies)
            .map(|reply| {
                (0..actions)
                    .map(|action| earned(reply, action) - lowest[action])
                    .collect()
            })
            .collect();
        let small = |entry: &IBig| {
            i64::try_from(entry)
                .ok()
                .filter(|e| i128::from(*e) < NARROW)
        };
        let narrow = entries
            .iter()
            .map(|row| row.iter().map(small).collect())
            .collect();
        let least = entries.iter().filter_map(|row| row.iter().min()).max();
        Replies {
            least: least.cloned().unwrap_or(IBig::ZERO),
            narrow,
            entries,
            actions,
            first_action: if player == 0 { 0 } else { replies },
            first_reply: if player == 0 { actions } else { 0 },
        }
    }

    /// The labels that a strategy settles.
    pub(super) fn settled_by(&self, strategy: &[Rational]) -> BitSet {
        let (weights, _) = scaled_to_integers(strategy);
        let mut settled = BitSet::empty(self.actions + self.entries.len());
        for (action, weight) in weights.iter().enumerate() {
            if weight.is_zero() {
                settled.insert(self.first_action + action);
            }
        }
        let played: Vec<usize> = (0..self.actions)
            .filter(|a| !weights[*a].is_zero())
            .collect();
        let earned: Vec<IBig> = (self.entries.iter())
            .map(|row| {
                played
                    .iter()
                    .map(|action| &row[*action] * &weights[*action])
                    .sum()
            })
            .collect();
        let most = earned.iter().max();
        for (reply, earned) in earned.iter().enumerate() {
            if Some(earned) == most {
                settled.insert(self.first_reply + reply);
            }
        }
        settled
    }

    /// The actions that may be played where some labels are settled.
    pub(super) fn playable(&self, settled: &BitSet) -> Vec<usize> {
        let is_free = |action: &usize| !settled.contains(self.first_action + action);
        (0..self.actions).filter(is_free).collect()
    }

    /// The replies that are best where some labels are settled.
    fn best(&self, settled: &BitSet) -> Vec<usize> {
        let is_best = |reply: &usize| settled.contains(self.first_reply + reply);
        (0..self.entries.len()).filter(is_best).collect()
    }

    /// Whether multipliers show that no strategy settles these labels.
    pub(super) fn none_settles(&self, settled: &BitSet, multipliers: &Multipliers) -> bool {
        let is_allowed = |reply: usize, is_positive: bool| {
            let is_best = reply < self.entries.len() && settled.contains(self.first_reply + reply);
            is_best || !is_positive && reply < self.entries.len()
        };
        let playable = self.playable(settled);
        match (multipliers, &self.narrow) {
            (Multipliers::Machine(list), Some(entries)) if list.len() < 1 << 13 => {
                let mut total = 0i128;
                let mut sums = vec![0i128; self.actions];
                for (reply, multiplier) in list {
                    if !is_allowed(*reply, *multiplier > 0) {
                        return false;
                    }
                    let multiplier = i128::from(*multiplier);
                    total += multiplier;
                    for (sum, entry) in sums.iter_mut().zip(&entries[*reply]) {
                        *sum += multiplier * i128::from(*entry);
                    }
                }
                let least = i128::try_from(&self.least).expect("invariant: an entry");
                let bound = least * total;
                total > 0 && playable.iter().all(|action| sums[*action] < bound)
            }
            (Multipliers::Machine(list), _) => {
                let wide = list
                    .iter()
                    .map(|(reply, number)| (*reply, IBig::from(*number)));
                self.none_settles(settled, &Multipliers::Big(wide.collect()))
            }
            (Multipliers::Big(list), _) => {
                let allowed = list
                    .iter()
                    .all(|(reply, t)| is_allowed(*reply, *t > IBig::ZERO));
                let total: IBig = list.iter().map(|(_, t)| t).sum();
                let bound = &self.least * &total;
                let sum = |action: &usize| -> IBig {
                    list.iter()
                        .map(|(reply, t)| t * &self.entries[*reply][*action])
                        .sum()
                };
                allowed && total > IBig::ZERO && playable.iter().all(|action| sum(action) < bound)
            }
        }
    }

    /// Whether at most one strategy settles these labels, a reply among them.
    pub(super) fn at_most_one_settles(&self, settled: &BitSet) -> bool {
        let playable = self.playable(settled);
        let Some(entries) = &self.narrow else {
            return false;
        };
        let best = self.best(settled);
        let Some((base, others)) = best.split_first() else {
            return false;
        };
        let row = |reply: &usize| {
            let more = |action: &usize| entries[*base][*action] - entries[*reply][*action];
            playable.iter().map(more).collect()
        };
        let rows: Vec<Vec<i64>> = others.iter().map(row).collect();
        rank_modulo_a_prime(&rows) + 1 == playable.len()
    }

    /// Whether a strategy that settles exactly these labels is the only one that settles them: then it is extreme.
    pub(super) fn is_extreme(&self, settled: &BitSet) -> bool {
        if self.at_most_one_settles(settled) {
            return true;
        }
        let playable = self.playable(settled);
        let best = self.best(settled);
        let Some((base, others)) = best.split_first() else {
            return false;
        };
        let row = |reply: &usize| self.difference(*base, *reply, &playable);
        let rows: Vec<Vec<Rational>> = others.iter().map(row).collect();
        rank(&rows) + 1 == playable.len()
    }

    /// How much more one reply earns than another, against each of some actions.
    fn difference(&self, base: usize, reply: usize, actions: &[usize]) -> Vec<Rational> {
        let more = |action: &usize| {
            let entries = [base, reply].map(|row| &self.entries[row][*action]);
            Rational::from_integers(entries[0] - entries[1], IBig::ONE)
        };
        let row = actions.iter().map(more);
        row.map(|entry| entry.expect("invariant: one is not zero"))
            .collect()
    }

    /// The extreme ones of the strategies that settle these labels, a reply among them; none if there are too many on the way.
    ///
    /// The equations are solved, which leaves some weights free; then one condition after the other cuts off what violates it. An extreme
    /// ray that is new lies between two that no third one lies between.
    ///
    /// # Source
    /// Motzkin, Raiffa, Thompson & Thrall 1953, "The double description method".
    pub(super) fn extreme(&self, settled: &BitSet) -> Option<Vec<Vec<Rational>>> {
        let playable = self.playable(settled);
        let best = self.best(settled);
        let (base, others) = best.split_first()?;
        let difference = |reply: usize| self.difference(*base, reply, &playable);
        let equations: Vec<Vec<Rational>> = others.iter().map(|r| difference(*r)).collect();
        let basis = null_space(&equations, playable.len());
        let weight = |place: usize| basis.iter().map(|v| v[place].clone()).collect();
        let weights: Vec<Vec<Rational>> = (0..playable.len()).map(weight).collect();
        let free = basis.len();
        let more = (0..self.entries.len()).filter(|reply| !best.contains(reply));
        let of_replies = more.map(|reply| {
            let row = difference(reply);
            basis.iter().map(|vector| product(vector, &row)).collect()
        });
        // A combination of free weights without a minus says nothing new: these are not below zero from the start.
        let says_more = |weight: &&Vec<Rational>| weight.iter().any(|w| w.sign().is_lt());
        let of_weights = weights.iter().filter(says_more).cloned();
        let conditions: Vec<Vec<Rational>> = of_weights.chain(of_replies).collect();
        let mut rays: Vec<(Vec<Rational>, BitSet)> = (0..free)
            .map(|own| {
                let mut zeros = BitSet::empty(free + conditions.len());
                (0..free)
                    .filter(|k| *k != own)
                    .for_each(|k| zeros.insert(k));
                (unit(free, own), zeros)
            })
            .collect();
        for (place, condition) in conditions.iter().enumerate() {
            cut(&mut rays, condition, free + place, free);
            if rays.len() > RAYS {
                return None;
            }
        }
        let strategy = |(ray, _): &(Vec<Rational>, BitSet)| {
            let weights: Vec<Rational> = weights.iter().map(|row| product(row, ray)).collect();
            let total: Rational = weights.iter().sum();
            let mut strategy = vec![Rational::ZERO; self.actions];
            for (action, weight) in playable.iter().zip(&weights) {
                strategy[*action] = weight / &total;
            }
            strategy
        };
        Some(rays.iter().map(strategy).collect())
    }
}

/// Keeps what is not below zero on a row.
fn cut(rays: &mut Vec<(Vec<Rational>, BitSet)>, row: &[Rational], place: usize, dimension: usize) {
    let values: Vec<Rational> = rays.iter().map(|(ray, _)| product(row, ray)).collect();
    let on_side = |side: Ordering| -> Vec<usize> {
        (0..values.len())
            .filter(|k| values[*k].sign() == side)
            .collect()
    };
    let inside = on_side(Ordering::Greater);
    let mut fresh = Vec::new();
    for outer in on_side(Ordering::Less) {
        for &inner in &inside {
            let mut zeros = rays[inner].1.intersection(&rays[outer].1);
            let is_between = |k: usize| k != inner && k != outer && zeros.is_subset_of(&rays[k].1);
            if zeros.len() + 2 < dimension || (0..rays.len()).any(is_between) {
                continue;
            }
            let ends = rays[inner].0.iter().zip(&rays[outer].0);
            let ray: Vec<Rational> = ends
                .map(|(from, to)| &(to * &values[inner]) - &(from * &values[outer]))
                .collect();
            let total: Rational = ray.iter().sum();
            zeros.insert(place);
            fresh.push((ray.iter().map(|weight| weight / &total).collect(), zeros));
        }
    }
    let mut values = values.iter();
    rays.retain_mut(|(_, zeros)| {
        let side = values.next().map(Rational::sign);
        if side == Some(Ordering::Equal) {
            zeros.insert(place);
        }
        side != Some(Ordering::Less)
    });
    rays.append(&mut fresh);
}

fn unit(size: usize, place: usize) -> Vec<Rational> {
    let one = |k| Rational::integer(i64::from(k == place));
    (0..size).map(one).collect()
}

fn product(row: &[Rational], ray: &[Rational]) -> Rational {
    row.iter().zip(ray).map(|(a, x)| a * x).sum()
}
