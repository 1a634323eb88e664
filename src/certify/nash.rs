//! Evidence for a Nash equilibrium: the payoff of every player, and what each deviation loses.
//!
//! An [`Equilibrium`] can only be made here, from a profile that was checked against the definition: no player gains
//! by any action, computed exactly, or within proved bounds. How the profile was found plays no part.

use std::cmp::Ordering;

use crate::game::Game;
use crate::num::Real;

use super::Refutation;
use super::whole_numbers;

/// A profile that was proved to be a Nash equilibrium.
#[derive(Debug, Clone, PartialEq)]
pub struct Equilibrium {
    profile: Vec<Vec<Real>>,
    payoffs: Vec<Real>,
    slacks: Vec<Vec<Real>>,
    pure: Option<Vec<usize>>,
}

/// Certifies a profile as a Nash equilibrium, or says why it is none.
///
/// The profile is an equilibrium iff no pure deviation pays: for each player `i` and action `a` the slack
/// `u_i(x) - u_i(a, x_-i)` is not negative. Payoffs are exact; zero slacks are proved to be zero.
/// # Shapes
/// `profile[player][action]` is a probability; all players, all actions.
/// # Errors
/// A [`Refutation`]: the first reason found, players in order.
/// # Source
/// Nash (1951), *Non-cooperative games*.
/// # Examples
/// ```
/// use unipole::certify::nash;
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::{Rational, Real};
/// let players = vec![Player::plain("U", &["guard", "open"]), Player::plain("C", &["left", "right"])];
/// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(((p[0] == p[1]) ^ (player == 1)) as i64))?;
/// let pennies = Game::new("matching pennies", players, payoffs);
/// let half = Real::from(Rational::ratio(1, 2));
/// let even = vec![half.clone(), half.clone()];
/// let equilibrium = nash(&pennies, &[even.clone(), even.clone()]).expect("the only equilibrium");
/// assert_eq!(equilibrium.payoffs(), [half.clone(), half]);
/// let refutation = nash(&pennies, &[vec![Real::ONE, Real::ZERO], even]).expect_err("C should go right");
/// assert_eq!(refutation.to_string(), "player C gains 1/2 by action right");
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn nash(game: &Game, profile: &[Vec<Real>]) -> Result<Equilibrium, Refutation> {
    let is_mixed = |strategy: &Vec<Real>| strategy.iter().filter(|p| !p.is_zero()).count() > 1;
    if !game.is_ordinal()
        && profile.iter().any(is_mixed)
        && let Some((payoffs, slacks)) = whole_numbers::evidence(game, profile)
    {
        return Ok(Equilibrium::mixed(profile.to_vec(), payoffs, slacks));
    }
    nash_in_any_numbers(game, profile)
}

/// The same, whatever numbers there are.
pub(super) fn nash_in_any_numbers(
    game: &Game,
    profile: &[Vec<Real>],
) -> Result<Equilibrium, Refutation> {
    check_probabilities(game, profile)?;
    let supports: Vec<Vec<usize>> = profile.iter().map(|strategy| support(strategy)).collect();
    if supports.iter().all(|support| support.len() == 1) {
        let pure: Vec<usize> = supports.iter().map(|support| support[0]).collect();
        return pure_nash(game, game.index_of(&pure));
    }
    if game.is_ordinal() {
        let mixes = supports.iter().position(|support| support.len() > 1);
        let player = mixes.map_or_else(String::new, |player| player_id(game, player));
        return Err(Refutation::MixedRanks { player });
    }
    let mut payoffs = Vec::with_capacity(profile.len());
    let mut slacks = Vec::with_capacity(profile.len());
    for (player, strategy) in profile.iter().enumerate() {
        let others: Vec<usize> = (0..profile.len())
            .filter(|other| *other != player)
            .collect();
        let deviations: Vec<Real> = (0..strategy.len())
            .map(|action| {
                let index = game.deviation(0, player, action);
                expected_payoff(game, profile, &supports, player, &others, index)
            })
            .collect();
        let own = supports[player]
            .iter()
            .map(|&action| &strategy[action] * &deviations[action]);
        let payoff = own.fold(Real::ZERO, |sum, term| &sum + &term);
        slacks.push(slacks_of(game, player, &payoff, &deviations)?);
        payoffs.push(payoff);
    }
    Ok(Equilibrium::mixed(profile.to_vec(), payoffs, slacks))
}

/// Certifies the pure profile numbered `index`, or says why it is no equilibrium; payoffs may be ranks.
pub fn pure_nash(game: &Game, index: usize) -> Result<Equilibrium, Refutation> {
    if index >= game.profiles() {
        return Err(Refutation::Profile {
            index,
            profiles: game.profiles(),
        });
    }
    let pure = game.profile_at(index);
    let mut profile = Vec::with_capacity(pure.len());
    let mut payoffs = Vec::with_capacity(pure.len());
    let mut slacks = Vec::with_capacity(pure.len());
    for (player, &chosen) in pure.iter().enumerate() {
        let actions = game.counts()[player];
        let deviations: Vec<Real> = (0..actions)
            .map(|action| {
                game.payoff(player, game.deviation(index, player, action))
                    .into()
            })
            .collect();
        slacks.push(slacks_of(game, player, &deviations[chosen], &deviations)?);
        payoffs.push(deviations[chosen].clone());
        let probability = |action| {
            if action == chosen {
                Real::ONE
            } else {
                Real::ZERO
            }
        };
        profile.push((0..actions).map(probability).collect());
    }
    Ok(Equilibrium {
        profile,
        payoffs,
        slacks,
        pure: Some(pure),
    })
}

impl Equilibrium {
    /// A mixed one, from what was proved elsewhere in this room.
    pub(super) fn mixed(
        profile: Vec<Vec<Real>>,
        payoffs: Vec<Real>,
        slacks: Vec<Vec<Real>>,
    ) -> Self {
        Equilibrium {
            profile,
            payoffs,
            slacks,
            pure: None,
        }
    }

    /// The probability of each action of each player; exactly zero where an action is not played.
    pub fn profile(&self) -> &[Vec<Real>] {
        &self.profile
    }

    /// The expected payoff of each player; ranks where the game's payoffs are ranks.
    pub fn payoffs(&self) -> &[Real] {
        &self.payoffs
    }

    /// What the player loses by deviating to the action: never negative, zero for every action played.
    ///
    /// # Panics
    /// When there is no such player or action.
    pub fn slack(&self, player: usize, action: usize) -> &Real {
        &self.slacks[player][action]
    }

    /// Whether no player mixes.
    pub fn is_pure(&self) -> bool {
        self.pure.is_some()
    }

    /// Whether no player mixes and every other action of every player does strictly worse.
    pub fn is_strict(&self) -> bool {
        self.pure.as_ref().is_some_and(|pure| {
            self.slacks.iter().zip(pure).all(|(slacks, &chosen)| {
                let worse =
                    |(action, slack): (usize, &Real)| action == chosen || slack.sign().is_gt();
                slacks.iter().enumerate().all(worse)
            })
        })
    }

    /// The action of each player, if no player mixes.
    pub fn pure_profile(&self) -> Option<Vec<usize>> {
        self.pure.clone()
    }
}

/// Shapes, signs and sums.
fn check_probabilities(game: &Game, profile: &[Vec<Real>]) -> Result<(), Refutation> {
    if profile.len() != game.players().len() {
        return Err(Refutation::Players {
            given: profile.len(),
            players: game.players().len(),
        });
    }
    let is_enclosed = |number: &Real| matches!(number, Real::Enclosed(_));
    if let Some(player) = profile
        .iter()
        .position(|strategy| strategy.iter().any(is_enclosed))
    {
        return Err(Refutation::Bounds {
            player: player_id(game, player),
        });
    }
    let irrational = |number: &&Real| matches!(number, Real::Algebraic(_));
    let root = profile
        .iter()
        .flatten()
        .find(irrational)
        .cloned()
        .unwrap_or(Real::ZERO);
    for (player, strategy) in profile.iter().enumerate() {
        if strategy.len() != game.counts()[player] {
            return Err(Refutation::Actions {
                player: player_id(game, player),
                given: strategy.len(),
                actions: game.counts()[player],
            });
        }
        if !strategy
            .iter()
            .all(|probability| probability.shares_root(&root))
        {
            return Err(Refutation::DifferentRoots {
                player: player_id(game, player),
            });
        }
        for (action, probability) in strategy.iter().enumerate() {
            if probability.sign().is_lt() {
                return Err(Refutation::NegativeProbability {
                    player: player_id(game, player),
                    action: action_id(game, player, action),
                    probability: probability.clone(),
                });
            }
        }
        let sum = strategy
            .iter()
            .fold(Real::ZERO, |sum, probability| &sum + probability);
        if sum != Real::ONE {
            return Err(Refutation::Sum {
                player: player_id(game, player),
                sum,
            });
        }
    }
    Ok(())
}

/// The actions played with positive probability.
fn support(strategy: &[Real]) -> Vec<usize> {
    let played = strategy
        .iter()
        .enumerate()
        .filter(|(_, probability)| !probability.is_zero());
    played.map(|(action, _)| action).collect()
}

/// The expected payoff when `others` mix as in the profile and everyone else plays as in the profile numbered `index`.
fn expected_payoff(
    game: &Game,
    profile: &[Vec<Real>],
    supports: &[Vec<usize>],
    player: usize,
    others: &[usize],
    index: usize,
) -> Real {
    let Some((&other, rest)) = others.split_last() else {
        return game.payoff(player, index).into();
    };
    let (&last, mixed) = supports[other]
        .split_last()
        .expect("invariant: probabilities that sum to one have a support");
    let at = |action| {
        expected_payoff(
            game,
            profile,
            supports,
            player,
            rest,
            game.deviation(index, other, action),
        )
    };
    // The last probability is one minus the others: v_last + sum of p_a (v_a - v_last).
    let base = at(last);
    mixed.iter().fold(base.clone(), |sum, &action| {
        &sum + &(&profile[other][action] * &(&at(action) - &base))
    })
}

/// The payoff less what each action gives, or the first action that gives more.
fn slacks_of(
    game: &Game,
    player: usize,
    payoff: &Real,
    deviations: &[Real],
) -> Result<Vec<Real>, Refutation> {
    let mut slacks = Vec::with_capacity(deviations.len());
    for (action, deviation) in deviations.iter().enumerate() {
        let slack = payoff - deviation;
        slacks.push(match slack.sign() {
            Ordering::Greater => slack,
            Ordering::Equal => Real::ZERO,
            Ordering::Less => {
                return Err(Refutation::Gain {
                    player: player_id(game, player),
                    action: action_id(game, player, action),
                    gain: -&slack,
                });
            }
        });
    }
    Ok(slacks)
}

fn player_id(game: &Game, player: usize) -> String {
    game.players()[player].id.clone()
}

fn action_id(game: &Game, player: usize, action: usize) -> String {
    game.players()[player].actions[action].id.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::num::{Polynomial, Rational};

    fn real(numerator: i64, denominator: i64) -> Real {
        Rational::ratio(numerator, denominator).into()
    }

    fn pure(action: usize) -> Vec<Real> {
        vec![
            real(i64::from(action == 0), 1),
            real(i64::from(action == 1), 1),
        ]
    }

    /// `n` states balance or abstain; balancing costs `cost`, and `needed` balancers give everyone 1.
    fn threshold(n: usize, needed: usize, cost: Rational) -> Game {
        let players = (1..=n)
            .map(|i| Player::plain(&format!("S{i}"), &["balance", "abstain"]))
            .collect();
        let payoffs = Payoffs::from_fn(&vec![2; n], |player, profile| {
            let balancers = profile.iter().filter(|action| **action == 0).count();
            let benefit = Rational::integer(i64::from(balancers >= needed));
            if profile[player] == 0 {
                benefit - &cost
            } else {
                benefit
            }
        });
        Game::new("threshold", players, payoffs.expect("a small game"))
    }

    #[track_caller]
    fn refuted(game: &Game, profile: &[Vec<Real>], expected: &str) {
        let refutation = nash(game, profile).expect_err("a wrong claim");
        assert_eq!(refutation.to_string(), expected);
    }

    #[test]
    fn every_wrong_claim_is_refuted_by_name() {
        let game = threshold(3, 2, Rational::ratio(1, 5));
        let all = [pure(0), pure(0), pure(0)];
        let with = |strategy: Vec<Real>| [strategy, pure(0), pure(0)];
        refuted(
            &game,
            &all[..2],
            "the profile is for 2 players but the game has 3",
        );
        refuted(
            &game,
            &with(vec![Real::ONE]),
            "the probabilities of player S1 number 1, its actions 2",
        );
        refuted(
            &game,
            &with(vec![real(3, 2), real(-1, 2)]),
            "player S1 plays abstain with the negative probability -1/2",
        );
        refuted(
            &game,
            &with(vec![real(1, 2), real(1, 3)]),
            "the probabilities of player S1 sum to 5/6, not 1",
        );
        refuted(&game, &all, "player S1 gains 1/5 by action abstain");
        refuted(
            &game,
            &with(vec![real(1, 2), real(1, 2)]),
            "player S1 gains 1/10 by action abstain",
        );
        let beyond = pure_nash(&game, 8).expect_err("eight profiles");
        assert_eq!(
            beyond.to_string(),
            "there is no profile number 8: the game has 8, counted from 0"
        );
        let ranks = game.into_ordinal();
        let mixed = with(vec![real(1, 2), real(1, 2)]);
        refuted(
            &ranks,
            &mixed,
            "payoffs are ranks: only a pure profile can be certified, and player S1 mixes",
        );
    }

    #[test]
    fn probabilities_in_different_roots_are_refused() {
        let game = threshold(2, 2, Rational::ratio(1, 2));
        let root = |radicand: i64| {
            let p = Polynomial::new(vec![
                Rational::ratio(-1, radicand),
                Rational::ZERO,
                Rational::ONE,
            ]);
            let q = Real::roots(&p, &Rational::ZERO, &Rational::ONE)
                .expect("not zero")
                .remove(0);
            vec![q.clone(), &Real::ONE - &q]
        };
        let refutation = nash(&game, &[root(2), root(3)]).expect_err("no common root");
        assert_eq!(
            refutation,
            Refutation::DifferentRoots {
                player: "S2".to_owned()
            }
        );
    }

    #[test]
    fn a_minimal_coalition_is_strict_and_indifference_is_weak() {
        let game = threshold(3, 2, Rational::ratio(1, 5));
        let equilibrium =
            nash(&game, &[pure(0), pure(1), pure(0)]).expect("a minimal winning coalition");
        assert!(equilibrium.is_pure() && equilibrium.is_strict());
        assert_eq!(equilibrium.pure_profile(), Some(vec![0, 1, 0]));
        assert_eq!(equilibrium.payoffs(), [real(4, 5), real(1, 1), real(4, 5)]);
        assert_eq!(equilibrium.slack(0, 1), &real(4, 5));
        let free = threshold(3, 2, Rational::ZERO);
        let equilibrium = pure_nash(&free, 0).expect("nothing to gain when balancing is free");
        assert!(equilibrium.is_pure() && !equilibrium.is_strict());
        let ranks =
            pure_nash(&game.into_ordinal(), 2).expect("pure profiles of ranks are certified");
        assert!(ranks.is_strict());
    }

    #[test]
    fn symmetric_mixing_at_the_threshold_is_certified_with_its_square_root() {
        // Pivotal with probability 2q(1 - q) = c, so q = (1 +- sqrt(1 - 2c))/2.
        for (cost, known) in [
            (Rational::ratio(1, 5), None),
            (Rational::ratio(3, 8), Some([real(1, 4), real(3, 4)])),
        ] {
            let game = threshold(3, 2, cost.clone());
            let pivotal =
                Polynomial::new(vec![-&cost, Rational::integer(2), Rational::integer(-2)]);
            let found = Real::roots(&pivotal, &Rational::ZERO, &Rational::ONE).expect("not zero");
            assert_eq!(found.len(), 2);
            for q in &found {
                let strategy = vec![q.clone(), &Real::ONE - q];
                let equilibrium = nash(&game, &vec![strategy; 3]).expect("indifferent");
                assert!(!equilibrium.is_pure() && !equilibrium.is_strict());
                // Abstaining wins when both others balance.
                assert_eq!(equilibrium.payoffs()[1], q * q);
                assert!(equilibrium.slack(2, 0).is_zero());
                assert_eq!(q.to_rational().is_some(), known.is_some());
            }
            if let Some(known) = known {
                assert_eq!(found, known);
            }
            // Near the root is not at the root.
            let (below, _) = found[0].enclosure(&Rational::ratio(1, 1_000_000_000));
            let near = Real::from(&below - &Rational::ratio(1, 1_000_000_000_000));
            let refutation = nash(&game, &vec![vec![near.clone(), &Real::ONE - &near]; 3]);
            assert!(matches!(refutation, Err(Refutation::Gain { .. })));
        }
    }
}
