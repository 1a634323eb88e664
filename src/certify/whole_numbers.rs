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
use crate::num::{Rational, Real};

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
        let (weights, total) = Rational::over_common_of(numbers)?;
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
        let scale = i128::from(game.payoffs().scale(player).to_i64()?);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certify::nash::nash_in_any_numbers;
    use crate::game::{Payoffs, Player};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_recognised_is_an_equilibrium_in_any_numbers_with_the_same_evidence(
            counts in prop::collection::vec(1usize..4, 1..4),
            payoffs in prop::collection::vec(0i64..2, 81),
            weights in prop::collection::vec(-1i64..4, 12),
            (divisor, huge, complete, is_indifferent) in (1i64..4, any::<bool>(), any::<bool>(), any::<bool>()),
        ) {
            let players = counts.iter().enumerate().map(|(player, count)| {
                let names: Vec<String> = (0..*count).map(|action| action.to_string()).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                Player::plain(&player.to_string(), &names)
            });
            let unit = Rational::ratio(if huge { i64::MAX } else { 1 }, divisor);
            let table = Payoffs::from_fn(&counts, |player, profile| {
                // Who does not care for the own action is in equilibrium whatever all do.
                let mut seen = profile.to_vec();
                seen[player] *= usize::from(!is_indifferent);
                let place = Payoffs::index_in(&counts, &seen);
                Rational::integer(payoffs[27 * player + place]) * &unit
            });
            let game = Game::new("test", players.collect(), table.expect("a small game"));
            let mut weights = weights.into_iter();
            let profile: Vec<Vec<Real>> = counts.iter().map(|count| {
                let own: Vec<i64> = weights.by_ref().take(*count).map(|w| if complete { w.max(0) } else { w }).collect();
                let total = own.iter().sum::<i64>().max(1);
                own.iter().map(|weight| Rational::ratio(*weight, total).into()).collect()
            }).collect();
            let by_definition = nash_in_any_numbers(&game, &profile);
            let mixes = |player: &usize| profile[*player].iter().filter(|p| !p.is_zero()).count() > 1;
            let is_faced_by_two = |player: usize| (0..counts.len()).filter(|other| *other != player && mixes(other)).count() > 1;
            match evidence(&game, &profile) {
                Some((payoffs, slacks)) => {
                    let found = by_definition.expect("recognised");
                    prop_assert_eq!(found.payoffs(), payoffs);
                    for (player, slacks) in slacks.iter().enumerate() {
                        for (action, slack) in slacks.iter().enumerate() {
                            prop_assert_eq!(found.slack(player, action), slack);
                        }
                    }
                }
                None => prop_assert!(by_definition.is_err() || (0..counts.len()).any(is_faced_by_two) || huge),
            }
        }
    }
}
