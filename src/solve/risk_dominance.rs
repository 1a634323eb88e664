//! Which strict equilibria of a game for two risk-dominate which others.
//!
//! # Source
//! Harsanyi and Selten (1988), *A General Theory of Equilibrium Selection in Games*, chapters 4 and 5; the path is that of
//! [`linear_tracing`](fn@super::linear_tracing::linear_tracing).

use super::linear_tracing::{NotTraced, linear_tracing};
use super::refinement::Selected;
use crate::certify::risk_dominance::{Compared, Comparison, as_mixed, strict_equilibria};
use crate::certify::tracing::TracedPoint;
use crate::certify::{Equilibrium, ThreeValued};
use crate::game::Game;

/// The most actions of both players in a game whose equilibria are compared.
const ACTIONS: usize = 60;

/// The most strict equilibria that are compared with each other.
const EQUILIBRIA: usize = 12;

/// How the strict equilibria of a game for two compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskDominance {
    /// The strict equilibria, each as an action of each player, in the order of the profiles.
    pub strict: Vec<Vec<usize>>,
    /// Every pair of them once, in order.
    pub pairs: Vec<ComparedPair>,
}

/// Two strict equilibria, and how they compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedPair {
    /// Their places among the strict ones, the first being less.
    pub places: [usize; 2],
    /// What it comes to.
    pub result: Compared,
    /// The actions that the path goes through, in ascending order; all those of the formation of the two.
    pub kept: [Vec<usize>; 2],
    /// The path that decides, or why there is none.
    pub path: Result<Vec<TracedPoint>, NotTraced>,
}

/// Compares every two strict equilibria of a game for two.
///
/// # Answer
/// Exact, with the path that decides each comparison; none if the game is not one for two.
///
/// # Cost
/// A linear programme for each action that a formation may take in, and a path for each pair; larger games and longer lists are left undecided.
pub fn risk_dominance(game: &Game) -> Option<RiskDominance> {
    let [first, second] = *game.counts() else {
        return None;
    };
    if game.is_ordinal() {
        return None;
    }
    let strict = strict_equilibria(game);
    let is_large = first + second > ACTIONS || strict.len() > EQUILIBRIA;
    let mut pairs = Vec::new();
    for one in 0..strict.len() {
        for other in one + 1..strict.len() {
            let places = [one, other];
            pairs.push(match is_large {
                true => ComparedPair {
                    places,
                    result: Compared::Undecided,
                    kept: [Vec::new(), Vec::new()],
                    path: Err(NotTraced::TooLarge),
                },
                false => compare(game, &strict, places),
            });
        }
    }
    Some(RiskDominance { strict, pairs })
}

fn compare(game: &Game, strict: &[Vec<usize>], places: [usize; 2]) -> ComparedPair {
    let [one, other] = places.map(|place| as_mixed(game, &strict[place]));
    let comparison = Comparison::new(game, [&one, &other]);
    let path = linear_tracing(&comparison.game, &comparison.prior, &|| false);
    ComparedPair {
        places,
        result: match &path {
            Ok(path) => comparison.result(path),
            Err(_) => Compared::Undecided,
        },
        kept: comparison.kept,
        path,
    }
}

impl RiskDominance {
    /// Whether an equilibrium is strict and risk-dominates every other strict one.
    pub fn of(&self, found: &Equilibrium) -> ThreeValued {
        let pure = found.pure_profile();
        let mut strict = self.strict.iter();
        let place = strict.position(|one| Some(one) == pure.as_ref());
        place.map_or(ThreeValued::False, |place| self.of_strict(place))
    }

    /// Whether a strict equilibrium risk-dominates every other one.
    fn of_strict(&self, place: usize) -> ThreeValued {
        let pairs = self.pairs.iter();
        let own = pairs.filter(|pair| pair.places.contains(&place));
        let mut known = ThreeValued::True;
        for pair in own {
            match (pair.result, pair.places[0] == place) {
                (Compared::First, true) | (Compared::Second, false) => {}
                (Compared::Undecided, _) => known = ThreeValued::Undecided,
                _ => return ThreeValued::False,
            }
        }
        known
    }

    /// Which of some equilibria is strict and risk-dominates every other strict one; undecided if that one is not among them.
    pub fn select(&self, equilibria: &[Equilibrium]) -> Selected {
        let verdicts: Vec<ThreeValued> = (0..self.strict.len())
            .map(|place| self.of_strict(place))
            .collect();
        let chosen = verdicts.iter().position(|one| *one == ThreeValued::True);
        match chosen {
            Some(chosen) => {
                let profile = Some(self.strict[chosen].clone());
                let place = equilibria
                    .iter()
                    .position(|one| one.pure_profile() == profile);
                place.map_or(Selected::Undecided, Selected::One)
            }
            None if verdicts.contains(&ThreeValued::Undecided) => Selected::Undecided,
            None => Selected::None,
        }
    }
}
