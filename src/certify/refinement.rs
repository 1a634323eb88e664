//! Refinements of equilibria by their definitions, and the evidence that decides whether a strategy is dominated.
//!
//! # Mathematics
//! A mixture that uses exactly the actions of a support is *admissible* (undominated) if and only if all of these actions are best replies to one
//! belief that gives every profile of the others a positive probability; otherwise some mixture of actions of the support is never better, and
//! sometimes worse, than another mixture, and then no mixture with this support is admissible. An equilibrium is *quasi-strict* if every best
//! reply is played. A pure equilibrium is *p-dominant* if each action is a best reply to every belief that gives the others' part of the
//! profile at least the probability `p`.
//!
//! # Source
//! Gale and Sherman, "Solutions of finite two-person games" (1950); Harsanyi, "Games with randomly disturbed payoffs" (1973); Morris, Rob and
//! Shin, "p-Dominance and belief potential" (1995).

use std::cmp::Ordering;

use super::Equilibrium;
use crate::game::Game;
use crate::num::{Rational, Real};

/// What is known of something that may not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreeValued {
    /// It is so.
    True,
    /// It is not so.
    False,
    /// Neither is known.
    Undecided,
}

impl ThreeValued {
    /// `yes`, `no` or `undecided`.
    pub fn word(self) -> &'static str {
        match self {
            ThreeValued::True => "yes",
            ThreeValued::False => "no",
            ThreeValued::Undecided => "undecided",
        }
    }
}

impl From<bool> for ThreeValued {
    fn from(known: bool) -> Self {
        match known {
            true => ThreeValued::True,
            false => ThreeValued::False,
        }
    }
}

/// What decides whether a player's strategy with some support is admissible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admissibility {
    /// All actions of the support are best replies to this belief.
    ///
    /// # Shapes
    /// One positive probability for each profile of the others, in the order of [`profiles_of_others`].
    Undominated(Vec<Rational>),
    /// A mixture of actions of the support is never better, and sometimes worse, than another mixture.
    ///
    /// # Shapes
    /// One probability for each action of the player.
    Dominated {
        /// The mixture of actions of the support.
        from: Vec<Rational>,
        /// The other.
        to: Vec<Rational>,
    },
}

/// The profiles of the others, each as the number of the profile in which the player does its first action.
pub fn profiles_of_others(game: &Game, player: usize) -> Vec<usize> {
    let stride = game.payoffs().stride(player);
    let actions = game.counts()[player];
    let is_first = |index: &usize| (index / stride).is_multiple_of(actions);
    (0..game.profiles()).filter(is_first).collect()
}

impl Admissibility {
    /// Whether this is evidence for a player's strategies that use exactly some actions.
    ///
    /// # Shapes
    /// `support`: actions in ascending order.
    pub fn is_evidence(&self, game: &Game, player: usize, support: &[usize]) -> bool {
        let others = profiles_of_others(game, player);
        let payoff = |action: usize, other: usize| {
            game.payoff(player, game.deviation(other, player, action))
        };
        match self {
            Admissibility::Undominated(belief) => {
                let is_belief = belief.len() == others.len()
                    && belief.iter().all(|share| share.sign().is_gt())
                    && sum(belief.iter().cloned()) == Rational::ONE;
                if !is_belief {
                    return false;
                }
                let expected = |action: usize| {
                    sum(others
                        .iter()
                        .zip(belief)
                        .map(|(other, share)| &payoff(action, *other) * share))
                };
                let values: Vec<Rational> = (0..game.counts()[player]).map(expected).collect();
                support
                    .iter()
                    .all(|own| values.iter().all(|value| *value <= values[*own]))
            }
            Admissibility::Dominated { from, to } => {
                let are_mixtures = [from, to].iter().all(|mixture| {
                    mixture.len() == game.counts()[player]
                        && mixture.iter().all(|share| share.sign().is_ge())
                        && sum(mixture.iter().cloned()) == Rational::ONE
                });
                let is_inside = from
                    .iter()
                    .enumerate()
                    .all(|(action, share)| share.is_zero() || support.contains(&action));
                if !are_mixtures || !is_inside {
                    return false;
                }
                let gains = others.iter().map(|other| {
                    let actions = 0..game.counts()[player];
                    sum(actions
                        .map(|action| &(&to[action] - &from[action]) * &payoff(action, *other)))
                });
                let gains: Vec<Ordering> = gains.map(|gain| gain.sign()).collect();
                gains.iter().all(|gain| gain.is_ge()) && gains.iter().any(|gain| gain.is_gt())
            }
        }
    }
}

fn sum(terms: impl Iterator<Item = Rational>) -> Rational {
    terms.fold(Rational::ZERO, |sum, term| &sum + &term)
}

/// The actions that a player uses.
pub fn support_of(strategy: &[Real]) -> Vec<usize> {
    let used = strategy
        .iter()
        .enumerate()
        .filter(|(_, share)| !share.is_zero());
    used.map(|(action, _)| action).collect()
}

/// Whether every best reply is played.
pub fn quasi_strict(equilibrium: &Equilibrium) -> ThreeValued {
    let mut found = ThreeValued::True;
    for (player, strategy) in equilibrium.profile().iter().enumerate() {
        for (action, share) in strategy.iter().enumerate() {
            if !share.is_zero() {
                continue;
            }
            match equilibrium.slack(player, action).decided_sign() {
                Some(Ordering::Greater) => {}
                Some(_) => return ThreeValued::False,
                None => found = ThreeValued::Undecided,
            }
        }
    }
    found
}

/// The least `p` for which a pure equilibrium is p-dominant.
///
/// # Mathematics
/// Where a player loses `L >= 0` by a deviation if the others do their part, and gains `g > 0` by it if they do something else, a belief
/// that gives their part the probability `p` and that other profile the rest makes the deviation no better from `p = g/(L + g)` on.
pub fn least_belief(game: &Game, index: usize) -> Rational {
    let mut least = Rational::ZERO;
    for player in 0..game.counts().len() {
        let stride = game.payoffs().stride(player);
        let own = index / stride % game.counts()[player];
        let part = game.deviation(index, player, 0);
        for deviation in (0..game.counts()[player]).filter(|action| *action != own) {
            let gain = |other: usize| {
                let at = |action| game.payoff(player, game.deviation(other, player, action));
                &at(deviation) - &at(own)
            };
            let loss = -&gain(part);
            for other in profiles_of_others(game, player) {
                let gain = gain(other);
                if other != part && gain.sign().is_gt() {
                    least = least.max(&gain / &(&loss + &gain));
                }
            }
        }
    }
    least
}

/// Whether every player gets more in an equilibrium than in each of some others.
pub fn gets_more(payoffs: &[Real], others: &[&[Real]]) -> ThreeValued {
    let mut found = ThreeValued::True;
    for other in others {
        for (own, theirs) in payoffs.iter().zip(*other) {
            let is_known = own.is_apart(theirs) || !is_enclosed(own) && !is_enclosed(theirs);
            match (is_known, own.compare(theirs)) {
                (true, Ordering::Greater) => {}
                (true, _) => return ThreeValued::False,
                (false, _) => found = ThreeValued::Undecided,
            }
        }
    }
    found
}

fn is_enclosed(number: &Real) -> bool {
    matches!(number, Real::Enclosed(_))
}
