//! Which of several pure equilibria: payoff dominance and risk dominance, at a point and over symbols.
//!
//! # Mathematics
//! A pure equilibrium is *payoff dominant* if every player gets more in it than in every other pure equilibrium. In a game of two players with
//! two actions, a strict equilibrium `p` is *risk dominant* if the opposite profile `q` is no equilibrium, or if the players lose more, multiplied,
//! by leaving `p` alone than by leaving `q` alone: `L_1(p) L_2(p) > L_1(q) L_2(q)`. Both ask for *more*: of two equilibria that are as good,
//! neither is selected.
//!
//! # Source
//! Harsanyi and Selten, *A General Theory of Equilibrium Selection in Games* (1988), sections 3.5 and 3.9.

use super::map_claim::{Guard, SymbolicGame};
use super::pure_nash;
use super::statement::{Asked, Statement, common_denominator, difference};
use crate::game::{Game, Payoffs};
use crate::num::Multivariate;

/// Whether a pure profile is the payoff-dominant equilibrium among the pure ones.
///
/// # Shapes
/// An action of each player.
pub fn payoff_dominant(game: &Game, profile: &[usize]) -> bool {
    let own = Payoffs::index_in(game.counts(), profile);
    let players = 0..game.counts().len();
    let gets_more = |other: usize| {
        let mut players = players.clone();
        players.all(|player| game.payoff(player, own) > game.payoff(player, other))
    };
    pure_nash(game, own).is_ok()
        && (0..game.profiles())
            .all(|other| other == own || pure_nash(game, other).is_err() || gets_more(other))
}

/// Whether a pure profile is risk dominant; none if the game is not one of two players with two actions.
///
/// # Shapes
/// An action of each player.
pub fn risk_dominant(game: &Game, profile: &[usize]) -> Option<bool> {
    let opposite = opposite_profile(game.counts(), profile)?;
    let [own, other] =
        [profile, &opposite].map(|profile| Payoffs::index_in(game.counts(), profile));
    let losses = |from: usize, towards: &[usize]| {
        let loss = |player: usize| {
            let alone = game.deviation(from, player, towards[player]);
            game.payoff(player, from) - game.payoff(player, alone)
        };
        loss(0) * loss(1)
    };
    let is_strict = pure_nash(game, own).is_ok_and(|found| found.is_strict());
    let is_alone = pure_nash(game, other).is_err();
    Some(is_strict && (is_alone || losses(own, &opposite) > losses(other, profile)))
}

fn opposite_profile(counts: &[usize], profile: &[usize]) -> Option<Vec<usize>> {
    (counts == [2, 2]).then(|| profile.iter().map(|action| 1 - action).collect())
}

/// A quotient of polynomials with a positive divisor, where some conditions hold.
struct Quotient {
    guards: Vec<Guard>,
    over: Multivariate,
    under: Multivariate,
}

impl SymbolicGame {
    /// A pure profile is the payoff-dominant equilibrium among the pure ones, or it is not.
    ///
    /// # Shapes
    /// An action of each player.
    pub fn payoff_dominance(&self, profile: &[usize], is_true: bool) -> Statement {
        let counts: Vec<usize> = self.players.iter().map(|(_, ids)| ids.len()).collect();
        let mut all = vec![match is_true {
            true => self.equilibrium(profile, false),
            false => self.no_equilibrium(profile, false),
        }];
        for other in Payoffs::profiles_of(&counts).filter(|other| other != profile) {
            let players = 0..counts.len();
            // What a player gains by the other profile.
            let asked = match is_true {
                true => Asked::Loss,
                false => Asked::NoLoss,
            };
            let compared = players.map(|player| self.exchange(player, profile, &other, asked));
            all.push(match is_true {
                true => Statement::Any(vec![
                    self.no_equilibrium(&other, false),
                    Statement::All(compared.collect()),
                ]),
                false => Statement::All(vec![
                    self.equilibrium(&other, false),
                    Statement::Any(compared.collect()),
                ]),
            });
        }
        match is_true {
            true => Statement::All(all),
            false => Statement::Any(all),
        }
    }

    /// A pure profile is risk dominant, or it is not; nothing if the game is not one of two players with two actions.
    ///
    /// # Shapes
    /// An action of each player.
    pub fn risk_dominance(&self, profile: &[usize], is_true: bool) -> Option<Statement> {
        let counts: Vec<usize> = self.players.iter().map(|(_, ids)| ids.len()).collect();
        let other = opposite_profile(&counts, profile)?;
        let mut cases = Vec::new();
        for here in &self.losses_multiplied(profile) {
            for there in &self.losses_multiplied(&other) {
                let more = &(&here.over * &there.under) - &(&there.over * &here.under);
                let sign = match is_true {
                    true => Statement::above(more),
                    false => Statement::at_least(-&more),
                };
                let guards = here.guards.iter().chain(&there.guards).cloned();
                let mut case: Vec<Statement> = guards.map(Statement::Sign).collect();
                case.push(sign);
                cases.push(Statement::All(case));
            }
        }
        let compared = Statement::Any(cases);
        Some(match is_true {
            true => Statement::All(vec![
                self.equilibrium(profile, true),
                Statement::Any(vec![self.no_equilibrium(&other, false), compared]),
            ]),
            false => Statement::Any(vec![
                self.no_equilibrium(profile, true),
                Statement::All(vec![self.equilibrium(&other, false), compared]),
            ]),
        })
    }

    /// What both players lose by leaving a profile alone, multiplied, in pieces.
    fn losses_multiplied(&self, profile: &[usize]) -> Vec<Quotient> {
        let [first, second] = [0, 1].map(|player| {
            let mut other = profile.to_vec();
            other[player] = 1 - other[player];
            self.meetings(player, &other, profile)
        });
        let both = first
            .iter()
            .flat_map(|one| second.iter().map(move |two| (one, two)));
        both.map(|(one, two)| Quotient {
            guards: one.guards.iter().chain(&two.guards).cloned().collect(),
            over: &difference(one.to, one.from) * &difference(two.to, two.from),
            under: &common_denominator(one.to, one.from) * &common_denominator(two.to, two.from),
        })
        .collect()
    }
}
