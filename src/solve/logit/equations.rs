//! The equations of logit equilibria in log ratios, and their derivatives, in machine numbers.
//!
//! Players fall into classes whose members play alike. With `p = softmax(z)` of each class, expected payoffs `u` and precision `l`, the
//! profile is a logit equilibrium iff `z_a - z_r = l (u_a - u_r)` for every action `a` of every class, `r` being its reference action.
//! The derivative by the log ratio of an action `b` of class `d` is `1` on the diagonal less `l n p_b (D_ab - D_a.)`, where `D_ab` is the
//! derivative of `u_a - u_r` by the probability of `b`, `D_a. = u_a - u_r` its mean, and `n` how many members of `d` the player meets.
//!
//! Expected payoffs and all their derivatives come from one pass over the payoffs of one member of each class: the players before another one
//! are contracted once for all players after it.
//!
//! # Source
//! Turocy (2005), "A dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence", *Games and Economic
//! Behavior* 51, section 3 (log-probabilities); McKelvey and Palfrey (1995), *Games and Economic Behavior* 10.

use crate::game::Game;
use crate::num::Interval;

/// Gains that are nearer to zero than this, but not zero, are none that machine numbers can tell.
const LEAST: f64 = 1e-290;

/// Payoffs of one member of each class of players who play alike, and room to evaluate the equations.
#[derive(Debug, Clone)]
pub(super) struct Equations {
    /// The players of each class.
    pub classes: Vec<Vec<usize>>,
    /// How many actions the members of each class have.
    pub counts: Vec<usize>,
    /// Where the actions of each class begin in a vector of all.
    pub starts: Vec<usize>,
    /// The probability of each action of each class at the last evaluation.
    pub probabilities: Vec<f64>,
    /// The expected payoff of each action at the last evaluation.
    pub payoffs: Vec<f64>,
    /// The largest gain from one action over another: the unit of payoffs here, the precision being multiplied by it.
    pub unit: f64,
    /// The least, over players and pairs of their actions, of what the choice between them can matter at most, where it matters at all; as a
    /// share of the unit.
    pub finest: f64,
    class_of: Vec<usize>,
    /// Payoffs of the first member: the others' actions in order, the own one slowest; less those of its first action.
    tensors: Vec<Vec<f64>>,
    /// Derivatives of the payoffs of one class by the strategy of one member of another; empty where there is none.
    slopes: Vec<Vec<Vec<f64>>>,
    seen: Vec<bool>,
    front: Vec<f64>,
    work: [Vec<f64>; 2],
}

impl Equations {
    /// The equations of a game, for players in these classes.
    pub fn new(game: &Game, classes: Vec<Vec<usize>>) -> Self {
        let counts: Vec<usize> = classes.iter().map(|c| game.counts()[c[0]]).collect();
        let mut class_of = vec![0; game.players().len()];
        for (class, members) in classes.iter().enumerate() {
            members.iter().for_each(|player| class_of[*player] = class);
        }
        let starts = counts.iter().scan(0, |next, count| {
            *next += count;
            Some(*next - count)
        });
        let starts: Vec<usize> = starts.collect();
        let actions = counts.iter().sum();
        let mut tensors: Vec<Vec<f64>> = classes.iter().map(|c| tensor(game, c[0])).collect();
        let sizes = tensors.iter().flatten().map(|value| value.abs());
        let largest = sizes.fold(0.0, f64::max);
        let unit = if largest > 0.0 { largest } else { 1.0 };
        tensors
            .iter_mut()
            .flatten()
            .for_each(|value| *value /= unit);
        let finest = tensors.iter().zip(&counts).map(|(t, n)| finest(t, *n));
        let finest = finest.fold(1.0, f64::min);
        let slopes = classes.iter().enumerate().map(|(class, members)| {
            let block = |other: usize| match (other == class, members.len()) {
                (true, 1) => Vec::new(),
                _ => vec![0.0; counts[class] * counts[other]],
            };
            (0..classes.len()).map(block).collect()
        });
        Equations {
            slopes: slopes.collect(),
            tensors,
            unit,
            finest,
            seen: vec![false; classes.len()],
            probabilities: vec![0.0; actions],
            payoffs: vec![0.0; actions],
            front: Vec::new(),
            work: [Vec::new(), Vec::new()],
            classes,
            counts,
            starts,
            class_of,
        }
    }

    /// The actions of a class in a vector of all.
    pub fn places(&self, class: usize) -> std::ops::Range<usize> {
        self.starts[class]..self.starts[class] + self.counts[class]
    }

    /// How many members of another class a member of a class meets.
    pub fn met(&self, class: usize, other: usize) -> usize {
        self.classes[other].len() - usize::from(class == other)
    }

    /// Probabilities, expected payoffs and their derivatives at logarithms of probabilities, up to a constant in each class.
    pub fn evaluate(&mut self, logs: &[f64]) {
        for class in 0..self.classes.len() {
            let places = self.places(class);
            softmax(&logs[places.clone()], &mut self.probabilities[places]);
        }
        for class in 0..self.classes.len() {
            self.contract(class);
        }
    }

    fn contract(&mut self, class: usize) {
        let Equations {
            classes,
            counts,
            starts,
            probabilities,
            payoffs,
            class_of,
            tensors,
            slopes,
            seen,
            front,
            work,
            ..
        } = self;
        let own = classes[class][0];
        let strategy = |of: usize| &probabilities[starts[of]..starts[of] + counts[of]];
        front.clear();
        front.extend_from_slice(&tensors[class]);
        seen.fill(false);
        for player in (0..class_of.len()).filter(|player| *player != own) {
            let of = class_of[player];
            if !std::mem::replace(&mut seen[of], true) {
                let [from, to] = work;
                from.clear();
                from.extend_from_slice(front);
                for later in (player + 1..class_of.len()).filter(|later| *later != own) {
                    second_contracted(from, counts[of], strategy(class_of[later]), to);
                    std::mem::swap(from, to);
                }
                slopes[class][of].copy_from_slice(from);
            }
            let values = strategy(of);
            for place in 0..front.len() / values.len() {
                let part = &front[place * values.len()..][..values.len()];
                front[place] = part.iter().zip(values).map(|(u, p)| u * p).sum();
            }
            front.truncate(front.len() / values.len());
        }
        payoffs[starts[class]..][..front.len()].copy_from_slice(front);
    }

    /// The derivative of the payoff of an action of a class by the probability of an action of one member of another, less the same for the
    /// reference action, less its mean.
    pub fn slope(
        &self,
        class: usize,
        [action, reference]: [usize; 2],
        other: usize,
        by: usize,
    ) -> f64 {
        let block = &self.slopes[class][other];
        let at = |own: usize| block[own * self.counts[other] + by];
        let start = self.starts[class];
        (at(action) - at(reference))
            - (self.payoffs[start + action] - self.payoffs[start + reference])
    }

    /// The strategies of all players from those of the classes.
    pub fn profile(&self, of_classes: &[f64]) -> Vec<Vec<f64>> {
        let strategy = |class: &usize| of_classes[self.places(*class)].to_vec();
        self.class_of.iter().map(strategy).collect()
    }
}

/// Probabilities from their logarithms up to a constant.
pub(super) fn softmax(logs: &[f64], probabilities: &mut [f64]) {
    let largest = logs.iter().copied().fold(f64::MIN, f64::max);
    let mut sum = 0.0;
    for (p, log) in probabilities.iter_mut().zip(logs) {
        *p = (log - largest).exp();
        sum += *p;
    }
    probabilities.iter_mut().for_each(|p| *p /= sum);
}

/// The least that the choice between two actions can matter at most, of those between which it matters.
fn finest(gains: &[f64], actions: usize) -> f64 {
    let rows: Vec<&[f64]> = gains.chunks_exact(gains.len() / actions).collect();
    let pairs = (0..actions).flat_map(|a| (0..a).map(move |b| (a, b)));
    let most = pairs.map(|(a, b)| {
        let both = rows[a].iter().zip(rows[b]);
        both.fold(0.0, |most: f64, (x, y)| most.max((x - y).abs()))
    });
    most.filter(|most| *most > 0.0).fold(1.0, f64::min)
}

/// What a player gains by each action over the first, exact differences as machine numbers, infinite where they cannot tell it from none; the
/// own action slowest.
fn tensor(game: &Game, player: usize) -> Vec<f64> {
    let counts = game.counts();
    let others = game.profiles() / counts[player];
    let mut values = Vec::with_capacity(game.profiles());
    let mut profile = vec![0; counts.len()];
    for own in 0..counts[player] {
        profile.fill(0);
        for _ in 0..others {
            let index = game.index_of(&profile);
            let payoff = game.payoff(player, game.deviation(index, player, own));
            let gain = payoff - game.payoff(player, index);
            let near = Interval::around(&gain).middle();
            let is_lost = near.abs() < LEAST && !gain.sign().is_eq();
            values.push(if is_lost { f64::INFINITY } else { near });
            for other in (0..counts.len()).filter(|other| *other != player) {
                profile[other] += 1;
                if profile[other] < counts[other] {
                    break;
                }
                profile[other] = 0;
            }
        }
    }
    values
}

/// Contracts the second index, the first running over `fastest` values.
fn second_contracted(from: &[f64], fastest: usize, strategy: &[f64], to: &mut Vec<f64>) {
    to.clear();
    for part in from.chunks_exact(fastest * strategy.len()) {
        let start = to.len();
        to.resize(start + fastest, 0.0);
        for (row, p) in part.chunks_exact(fastest).zip(strategy) {
            for (sum, value) in to[start..].iter_mut().zip(row) {
                *sum += p * value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::num::Rational;

    fn game(counts: &[usize]) -> Game {
        let names = ["a", "b", "c", "d"];
        let players = (0..counts.len())
            .map(|p| Player::plain(names[p], &names[..counts[p]]))
            .collect();
        let payoff = |player: usize, profile: &[usize]| {
            let mixed = profile
                .iter()
                .fold(player + 3, |sum, action| sum * 7 % 31 + 5 * action);
            Rational::ratio((mixed * mixed % 41) as i64, 7)
        };
        Game::new(
            "t",
            players,
            Payoffs::from_fn(counts, payoff).expect("small"),
        )
    }

    /// The expected payoff of an action, profile by profile.
    fn expected(game: &Game, profile: &[Vec<f64>], player: usize, action: usize) -> f64 {
        let mut sum = 0.0;
        for index in 0..game.profiles() {
            let pure = game.profile_at(index);
            if pure[player] != action {
                continue;
            }
            let mut weight = Interval::around(&game.payoff(player, index)).middle();
            for (other, played) in pure.iter().enumerate().filter(|(o, _)| *o != player) {
                weight *= profile[other][*played];
            }
            sum += weight;
        }
        sum
    }

    #[test]
    fn payoffs_and_slopes_are_those_of_the_definition() {
        let game = game(&[3, 2, 4]);
        let mut equations = Equations::new(&game, vec![vec![0], vec![1], vec![2]]);
        let logs = [0.3, -1.0, 0.2, 0.5, 0.0, -0.4, 0.9, 0.1, -2.0];
        equations.evaluate(&logs);
        let profile = equations.profile(&equations.probabilities);
        for (player, count) in [3, 2, 4].into_iter().enumerate() {
            for action in 0..count {
                let gain = equations.payoffs[equations.starts[player] + action] * equations.unit;
                let mean = |action| expected(&game, &profile, player, action);
                assert!((gain - (mean(action) - mean(0))).abs() < 1e-12);
                for other in (0..3).filter(|other| *other != player) {
                    for by in 0..game.counts()[other] {
                        let mut certain = profile.clone();
                        certain[other].fill(0.0);
                        certain[other][by] = 1.0;
                        let at = |action| expected(&game, &certain, player, action);
                        let slope = (at(action) - at(0)) - (mean(action) - mean(0));
                        let found =
                            equations.slope(player, [action, 0], other, by) * equations.unit;
                        assert!((found - slope).abs() < 1e-12);
                    }
                }
            }
        }
    }
}
