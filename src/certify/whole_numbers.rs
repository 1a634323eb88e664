//! The definition of an equilibrium in machine integers, where nobody faces two who mix and all numbers are short.
//!
//! Only what is an equilibrium is recognised here; whatever is not, or does not fit, is left to the arithmetic of [`nash`](super::nash), which
//! also says why.
//!
//! # Mathematics
//! Probabilities are `w(b) / t` with whole `w(b)` that add up to `t`, payoffs `v / s`. Where only one of the others mixes, an action gives
//! `g / (t s)` with `g` the sum of `w(b) v(b)`; nobody gains by deviating iff `g` is largest at every action played, and every other loses the rest to it.
//!
//! # Source
//! Nash (1951), *Non-cooperative games*.

use crate::game::{Game, Values};
use crate::num::{Rational, Real, over_one_denominator};

/// The payoff of each player, and what each action loses.
pub(super) type Evidence = (Vec<Real>, Vec<Vec<Real>>);

/// A player's probabilities times a whole number.
struct Shares {
    weights: Vec<i64>,
    total: i64,
    played: Vec<usize>,
}

impl Shares {
    fn new(strategy: &[Real]) -> Option<Self> {
        let rational = |probability: &Real| matches!(probability, Real::Rational(_));
        if !strategy.iter().all(rational) {
            return None;
        }
        let numbers = strategy.iter().filter_map(|probability| match probability {
            Real::Rational(number) => Some(number),
            _ => None,
        });
        let (weights, total) = over_one_denominator(numbers)?;
        let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if sum != i128::from(total) || weights.iter().any(|weight| *weight < 0) {
            return None;
        }
        let played = (0..weights.len()).filter(|a| weights[*a] > 0).collect();
        Some(Shares {
            weights,
            total,
            played,
        })
    }
}

/// The evidence of a profile, or nothing: it is no equilibrium, somebody faces two who mix, or some number is not short.
///
/// # Shapes
/// As of [`nash`](super::nash); payoffs are more than ranks.
/// # Cost
/// For two players the products of both payoff matrices with the other's strategy.
pub(super) fn evidence(game: &Game, profile: &[Vec<Real>]) -> Option<Evidence> {
    let lengths = profile.iter().map(Vec::len);
    if !lengths.eq(game.counts().iter().copied()) {
        return None;
    }
    let shares: Vec<Shares> = profile
        .iter()
        .map(|strategy| Shares::new(strategy))
        .collect::<Option<_>>()?;
    let mut payoffs = Vec::with_capacity(profile.len());
    let mut slacks = Vec::with_capacity(profile.len());
    for player in 0..profile.len() {
        let Values::Scaled(values) = game.payoffs().values(player) else {
            return None;
        };
        let (scale, _) = game.payoffs().scale(player).to_small()?;
        let others = || (0..profile.len()).filter(|other| *other != player);
        let mut mixers = others().filter(|other| shares[*other].played.len() > 1);
        // If nobody mixes, somebody with one action.
        let mixer = mixers.next().or_else(|| others().next_back());
        if mixers.next().is_some() {
            return None;
        }
        let start: usize = others()
            .filter(|other| Some(*other) != mixer)
            .map(|other| shares[other].played[0] * game.payoffs().stride(other))
            .sum();
        let own_stride = game.payoffs().stride(player);
        let (gives, total): (Vec<i128>, i128) = match mixer {
            None => (values.iter().map(|value| i128::from(*value)).collect(), 1),
            Some(mixer) => {
                let stride = game.payoffs().stride(mixer);
                let of = &shares[mixer];
                let give = |action: usize| -> i128 {
                    let first = start + action * own_stride;
                    // No more than the largest value times the total: two such numbers, and their difference, fit.
                    of.played
                        .iter()
                        .map(|b| {
                            i128::from(of.weights[*b]) * i128::from(values[first + b * stride])
                        })
                        .sum()
                };
                let actions = 0..game.counts()[player];
                (actions.map(give).collect(), i128::from(of.total))
            }
        };
        let most = *gives.iter().max()?;
        if shares[player].played.iter().any(|a| gives[*a] != most) {
            return None;
        }
        let denominator = total.checked_mul(scale)?;
        payoffs.push(Real::Rational(Rational::reduced(most, denominator)?));
        let mut last = (0, Real::ZERO);
        let mut losses = Vec::with_capacity(gives.len());
        for give in gives {
            let loss = most - give;
            if loss == 0 {
                losses.push(Real::ZERO);
                continue;
            }
            // Many deviations lose the same.
            if loss != last.0 {
                last = (loss, Real::Rational(Rational::reduced(loss, denominator)?));
            }
            losses.push(last.1.clone());
        }
        slacks.push(losses);
    }
    Some((payoffs, slacks))
}
