//! Where else to look for logit equilibria at one precision: Newton's method from replies to many profiles.
//!
//! From the replies to every equilibrium that is known, to every pure profile if there are few, and to a sequence of mixed ones. What it
//! leads to is a proposal; nothing is said of what it does not lead to.
//!
//! # Source
//! Halton (1960), *Numerische Mathematik* 2 (the sequence of mixed profiles).

use super::equations::Equations;
use super::tracker::{Place, Tracker};
use crate::certify::Equilibrium;
use crate::game::Game;
use crate::num::{Interval, Real, exactly};

/// The most pure profiles, and how many mixed ones: of games with many profiles fewer.
const PURE: usize = 300;
const MIXED: (usize, usize) = (20, 300);
const WORK: usize = 200_000;
/// In games with more payoffs, and with more unknowns, nothing is looked for.
const PROFILES: usize = 4_000;
const UNKNOWNS: usize = 24;
/// The least probability that an action is given.
const LEAST: f64 = 1e-6;
const PRIMES: [u32; 8] = [2, 3, 5, 7, 11, 13, 17, 19];

/// Logit equilibria at a precision, in machine numbers, with the tracker that they are places of.
pub(super) fn searched(
    game: &Game,
    precision: f64,
    known: &[Equilibrium],
) -> (Tracker, Vec<Place>) {
    let classes = (0..game.counts().len()).map(|player| vec![player]);
    let mut tracker = Tracker::new(Equations::new(game, classes.collect()));
    let scaled = precision * tracker.equations.unit;
    let mut found = Vec::new();
    if game.profiles() > PROFILES || tracker.dimension() > UNKNOWNS {
        return (tracker, found);
    }
    for profile in profiles(game, known) {
        let logs: Vec<f64> = profile
            .iter()
            .flatten()
            .map(|p| p.max(LEAST).ln())
            .collect();
        tracker.equations.evaluate(&logs);
        let replies: Vec<f64> = tracker
            .equations
            .payoffs
            .iter()
            .map(|u| scaled * u)
            .collect();
        // Both the profile and the replies to it.
        found.extend(tracker.search(&logs, scaled));
        found.extend(tracker.search(&replies, scaled));
    }
    (tracker, found)
}

fn profiles(game: &Game, known: &[Equilibrium]) -> Vec<Vec<Vec<f64>>> {
    let counts = game.counts();
    let near = |p: &Real| Interval::around(&p.enclosure(&exactly(1e-9)).0).middle();
    let known = known.iter().map(|equilibrium| {
        let strategies = equilibrium.profile().iter();
        strategies.map(|s| s.iter().map(near).collect()).collect()
    });
    let mut profiles: Vec<Vec<Vec<f64>>> = known.collect();
    if game.profiles() <= PURE {
        profiles.extend((0..game.profiles()).map(|index| {
            let pure = game.profile_at(index);
            let strategy = |player: usize| {
                let mut strategy = vec![0.0; counts[player]];
                strategy[pure[player]] = 1.0;
                strategy
            };
            (0..counts.len()).map(strategy).collect()
        }));
    }
    let mixed = (WORK / game.profiles()).clamp(MIXED.0, MIXED.1);
    for number in 1..=mixed {
        let mut axis = 0;
        let mixed = counts.iter().map(|count| {
            let weights: Vec<f64> = (0..*count)
                .map(|_| {
                    axis += 1;
                    // Exponential weights make every strategy equally likely; primes are used again, from another place on.
                    let turn = (axis - 1) / PRIMES.len();
                    let place = number * (turn + 1) + 409 * turn;
                    -radical_inverse(place, PRIMES[(axis - 1) % PRIMES.len()]).ln()
                })
                .collect();
            let sum: f64 = weights.iter().sum();
            weights.iter().map(|w| w / sum).collect()
        });
        profiles.push(mixed.collect());
    }
    profiles
}

/// The digits of a number in a base, behind the point in reverse order.
fn radical_inverse(mut number: usize, base: u32) -> f64 {
    let (mut value, mut unit) = (0.0, 1.0);
    while number > 0 {
        unit /= f64::from(base);
        value += unit * (number % base as usize) as f64;
        number /= base as usize;
    }
    value
}
