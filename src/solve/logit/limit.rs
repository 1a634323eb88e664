//! The equilibrium that a curve has settled near, certified, or none.
//!
//! The last profile of a curve tells which actions have died out, up to a threshold; several are tried. The supports that are left are
//! handed to the certifier, which trusts nothing of the curve. What it certifies is taken if it is near the last profile.
//!
//! The curve has settled there if the precision, times what a choice matters, is large for every choice that stays open at the equilibrium, and
//! actions that are worse there are too unlikely to matter to anybody. Each player's payoffs are so measured by themselves.
//! That the curve leads there and nowhere else is not proved.
//!
//! # Source
//! McKelvey and Palfrey (1995), theorem 2 (limits of logit equilibria are Nash equilibria).

use super::answer::Limit;
use super::branches::distance;
use super::tracker::{Place, Tracker};
use crate::certify::{Equilibrium, enclosed_nash, nash, pure_nash};
use crate::game::Game;
use crate::num::{Interval, Rational, Real, exactly};

/// Probabilities below one of these have died out.
const DEAD: [f64; 5] = [1e-2, 1e-3, 1e-4, 1e-6, 1e-8];
/// An equilibrium that is farther away is another one.
const NEAR: f64 = 1e-3;
/// Irrational probabilities are enclosed at most this power of ten apart.
const ENCLOSURE: i32 = -24;
/// The largest denominator that is tried where probabilities are known by bounds.
const DENOMINATOR: i64 = 1_000_000;
/// How far a profile may be from one of simple fractions, and the largest denominator of these: where somebody is indifferent whatever the
/// others play, no equation tells the limit, and curves go there slowly.
const ROUNDED: [(f64, i64); 2] = [(1e-5, 1_000), (1e-3, 12)];

/// What actions that are worse at the limit may still weigh: their probability, times the precision and the largest gain in the game.
const WEIGHT: f64 = 1e-3;

/// The equilibrium near which a curve has settled at a place, if choices that stay open there matter by `enough`, times the precision.
pub(super) fn settled(game: &Game, tracker: &Tracker, place: &Place, enough: f64) -> Option<Limit> {
    let equations = &tracker.equations;
    let profile = equations.profile(&place.probabilities);
    let found = limit(game, &profile)?;
    let precision = place.precision / equations.unit;
    let is_settled = |player: usize| {
        let own = &profile[player];
        let likely = (1..own.len()).fold(0, |best, a| if own[a] > own[best] { a } else { best });
        (0..own.len()).filter(|a| *a != likely).all(|action| {
            if found
                .equilibrium
                .slack(player, action)
                .is_apart(&Real::from(Rational::ZERO))
            {
                return own[action] * place.precision <= WEIGHT;
            }
            let matters = matters(game, &found.equilibrium, player, [likely, action]);
            matters <= 0.0 || precision * matters >= enough
        })
    };
    (0..profile.len()).all(is_settled).then_some(found)
}

/// By how much the choice between two actions matters at most, against what others play at an equilibrium, or if not there, at all.
fn matters(game: &Game, at: &Equilibrium, player: usize, actions: [usize; 2]) -> f64 {
    let zero = Real::from(Rational::ZERO);
    let is_played = |other: usize, action: usize| at.profile()[other][action].is_apart(&zero);
    let (mut there, mut anywhere) = (0.0f64, 0.0f64);
    for index in (0..game.profiles()).filter(|index| game.deviation(*index, player, 0) == *index) {
        let payoff = |action| game.payoff(player, game.deviation(index, player, action));
        let gain = Interval::around(&(payoff(actions[0]) - payoff(actions[1])));
        let gain = gain.middle().abs();
        let pure = game.profile_at(index);
        let mut others = (0..pure.len()).filter(|other| *other != player);
        if others.all(|other| is_played(other, pure[other])) {
            there = there.max(gain);
        }
        anywhere = anywhere.max(gain);
    }
    if there > 0.0 { there } else { anywhere }
}

/// The equilibrium near a profile, if one is certified.
fn limit(game: &Game, profile: &[Vec<f64>]) -> Option<Limit> {
    let mut tried: Vec<Vec<Vec<usize>>> = Vec::new();
    for dead in DEAD {
        let played = |strategy: &Vec<f64>| -> Vec<usize> {
            (0..strategy.len())
                .filter(|action| strategy[*action] > dead)
                .collect()
        };
        let supports: Vec<Vec<usize>> = profile.iter().map(played).collect();
        if tried.contains(&supports) {
            continue;
        }
        if let Some(found) = certified(game, &supports, profile) {
            let distance = distance(&shown(&found), profile);
            if distance <= NEAR {
                return Some(Limit {
                    equilibrium: found,
                    distance,
                });
            }
        }
        tried.push(supports);
    }
    None
}

fn certified(game: &Game, supports: &[Vec<usize>], profile: &[Vec<f64>]) -> Option<Equilibrium> {
    if supports.iter().all(|support| support.len() == 1) {
        let pure: Vec<usize> = supports.iter().map(|support| support[0]).collect();
        return pure_nash(game, game.index_of(&pure)).ok();
    }
    let width = Rational::integer(10).checked_pow(ENCLOSURE);
    let width = width.expect("invariant: ten is not zero");
    let near: Vec<Vec<Rational>> = supports
        .iter()
        .zip(profile)
        .map(|(support, strategy)| {
            let of = |action| match support.contains(&action) {
                true => exactly(strategy[action]),
                false => Rational::ZERO,
            };
            (0..strategy.len()).map(of).collect()
        })
        .collect();
    let Ok(enclosed) = enclosed_nash(game, supports, &near, &width) else {
        return ROUNDED.iter().find_map(|(reach, denominator)| {
            let reach = exactly(*reach);
            let sides = |p: &Rational| (p - &reach, p + &reach);
            let bounds: Vec<Vec<(Rational, Rational)>> =
                near.iter().map(|s| s.iter().map(sides).collect()).collect();
            simple_profile(game, supports, &bounds, *denominator)
        });
    };
    let ends = |p: &Real| p.enclosure(&width);
    let bounds: Vec<Vec<(Rational, Rational)>> = enclosed
        .profile()
        .iter()
        .map(|strategy| strategy.iter().map(ends).collect())
        .collect();
    simple_profile(game, supports, &bounds, DENOMINATOR).or(Some(enclosed))
}

/// The equilibrium of the simplest fractions within bounds, if it is one.
fn simple_profile(
    game: &Game,
    supports: &[Vec<usize>],
    bounds: &[Vec<(Rational, Rational)>],
    most: i64,
) -> Option<Equilibrium> {
    let mut profile = Vec::with_capacity(bounds.len());
    for (support, bounds) in supports.iter().zip(bounds) {
        let (last, free) = support.split_last()?;
        let mut strategy = vec![Rational::ZERO; bounds.len()];
        let mut rest = Rational::ONE;
        for action in free {
            let (lower, upper) = &bounds[*action];
            let found = Rational::simplest_between(lower, upper)
                .filter(|p| p.to_integers().1 <= most.into())?;
            rest -= &found;
            strategy[*action] = found;
        }
        strategy[*last] = rest;
        profile.push(strategy.into_iter().map(Real::from).collect::<Vec<Real>>());
    }
    nash(game, &profile).ok()
}

/// An equilibrium's probabilities as machine numbers.
fn shown(equilibrium: &Equilibrium) -> Vec<Vec<f64>> {
    let near = |p: &Real| Interval::around(&p.enclosure(&exactly(1e-18)).0).middle();
    let strategies = equilibrium.profile().iter();
    strategies.map(|s| s.iter().map(near).collect()).collect()
}
