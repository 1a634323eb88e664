//! Half-spaces that hold all equilibrium payoffs, brought closer step by step, each step a proof.
//!
//! Let `v` be the equilibrium payoff that goes furthest in direction `n`, played by a profile `a` with continuation `w`, also an equilibrium
//! payoff. Then `n v = (1 - d) n g(a) + d n w`, and since `n w <= n v`, `n v <= n g(a)`. Nobody deviates: `w_i >= u_i + (1 - d)/d h_i(a)` with
//! `u_i` a lower bound of the player's payoffs. How far `w` then goes is at most what a [`Cover`] of the half-spaces and of this corner says;
//! where these have nothing in common, `a` is never played. The greatest of the bounds over the profiles holds all equilibrium payoffs.
//!
//! Of the payoff `v` that is worst for `i` more is known: obeying gives `v_i`, deviating from `a` at least `(1 - d) b_i(a) + d v_i`; so
//! `v_i >= b_i(a)`, what the best deviation gives.
//!
//! Whole numbers, rounded outwards, tell the profiles that matter; of these the bounds are exact fractions, rounded outwards where they get long.
//!
//! # Source
//! Judd, Yeltekin and Conklin (2003), "Computing supergame equilibria", *Econometrica* 71, 1239-1254 (outer approximation by directions).

use super::cover::Cover;
use super::directions::{Directions, reach};
use crate::num::Rational;
use crate::repeat::{Discount, Stage};

/// Whole numbers count parts of the payoffs' range, one over two to this power.
const PARTS: i32 = 36;
/// What lies further below the greatest bound than so many parts is not looked at exactly.
const SLACK: i64 = 1 << 10;
/// Fractions with more binary digits than this are long.
const LONG: u64 = 40;
/// Long fractions are rounded to one over two to this power.
const ROUNDED: i32 = 30;
/// Corners are cut off here: payoffs are at most one.
const FAR: i64 = 4;

/// Half-spaces around all equilibrium payoffs of a stage game whose payoffs range from zero to at most one.
pub(super) struct Outside<'a> {
    stage: &'a Stage,
    discount: &'a Discount,
    /// `(1 - d) / d`.
    patience: Rational,
    /// The discount factor in parts, rounded down and up.
    future: [i64; 2],
    directions: &'a Directions,
    /// How far each profile's payoffs go in each direction.
    reaches: Vec<Vec<(Rational, i64)>>,
    /// The levels of the half-spaces.
    pub levels: Vec<Rational>,
    /// The profiles that may be played; if there is none, there are no equilibrium payoffs.
    pub active: Vec<usize>,
    covers: Vec<Cover>,
}

/// A profile with what its continuations are at least.
struct Played {
    profile: usize,
    corner: Vec<Rational>,
    /// Levels in parts: those of the half-spaces, and downwards those of the corner.
    levels: Vec<i64>,
}

impl<'a> Outside<'a> {
    /// The half-spaces around all stage payoffs that are not below the minmax; the discount factor is not zero.
    pub fn new(stage: &'a Stage, discount: &'a Discount, directions: &'a Directions) -> Self {
        let (players, profiles) = (0..stage.players(), 0..stage.profiles());
        let row = |normal| {
            let reaches = profiles.clone().map(|a| {
                let reach = reach(normal, players.clone().map(|i| stage.payoff(i, a)));
                let parts = up(&reach);
                (reach, parts)
            });
            reaches.collect::<Vec<_>>()
        };
        let reaches: Vec<Vec<(Rational, i64)>> = directions.normals.iter().map(row).collect();
        let level = |(direction, reaches): (usize, &Vec<(Rational, i64)>)| {
            let most = reaches.iter().map(|(reach, _)| reach).max();
            let most = most.expect("invariant: a game has a profile").clone();
            match directions.is_down(direction) {
                Some(player) => -stage.minmax(player),
                None => most,
            }
        };
        let levels = reaches.iter().enumerate().map(level).collect();
        let covers = directions.normals.iter();
        let covers = covers.map(|normal| Cover::by_axes(normal, &directions.axes));
        Outside {
            stage,
            discount,
            patience: &discount.present() / discount.value(),
            future: [-up(&-discount.value()), up(discount.value())],
            directions,
            levels,
            active: profiles.collect(),
            covers: covers.collect(),
            reaches,
        }
    }

    /// Brings the half-spaces closer; returns by how much the level that fell most fell, and how many covers it took.
    pub fn step(&mut self) -> (Rational, usize) {
        let parts: Vec<i64> = self.levels.iter().map(up).collect();
        let played: Vec<Played> = self
            .active
            .iter()
            .map(|a| self.played(*a, &parts))
            .collect();
        let normals = &self.directions.normals;
        let mut work = played.len();
        let joint = &mut self.covers[self.directions.joint];
        let is_left = |one: &Played| joint.lower(normals, &one.levels);
        let played: Vec<Played> = played.into_iter().filter(is_left).collect();
        self.active = played.iter().map(|one| one.profile).collect();
        let mut fallen = Rational::ZERO;
        let mut levels = self.levels.clone();
        for (direction, level) in levels.iter_mut().enumerate() {
            let Some(closer) = self.bound(direction, &played, &mut work) else {
                self.active.clear();
                break;
            };
            if closer < *level {
                fallen = fallen.max(&*level - &closer);
                *level = closer;
            }
        }
        self.levels = levels;
        (fallen, work)
    }

    fn played(&self, profile: usize, parts: &[i64]) -> Played {
        let mut levels = parts.to_vec();
        let corner = self.directions.axes.iter().enumerate();
        let corner = corner.map(|(player, [_, down])| {
            let needed = &self.patience * &self.stage.gain(player, profile);
            let corner = needed - &self.levels[*down];
            levels[*down] = up(&-&corner.clone().min(Rational::integer(FAR)));
            corner
        });
        Played {
            profile,
            corner: corner.collect(),
            levels,
        }
    }

    /// How far equilibrium payoffs go at most in a direction; none if there are none.
    fn bound(&mut self, direction: usize, played: &[Played], work: &mut usize) -> Option<Rational> {
        let widest = up(&self.levels[direction]);
        let reaches = &self.reaches[direction];
        let mut order: Vec<(i64, usize)> = (0..played.len())
            .map(|place| {
                let now = reaches[played[place].profile].1;
                (now.min(self.later(now, widest)), place)
            })
            .collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let mut found: Vec<(i64, usize, Cover)> = Vec::new();
        let (mut most, mut rest) = (i64::MIN, None);
        for (seen, place) in order {
            if seen < most.saturating_sub(SLACK) {
                rest = Some(down(seen));
                break;
            }
            let one = &played[place];
            *work += 1;
            let cover = &mut self.covers[direction];
            if !cover.lower(&self.directions.normals, &one.levels) {
                continue;
            }
            let cover = *cover;
            let now = reaches[one.profile].1;
            let bound = seen.min(self.later(now, cover.bound(&one.levels)));
            most = most.max(bound);
            found.push((bound, place, cover));
        }
        found.sort_by_key(|(bound, ..)| std::cmp::Reverse(*bound));
        let mut level = rest;
        for (bound, place, cover) in found {
            if level.as_ref().is_some_and(|level| *level >= down(bound)) {
                break;
            }
            let exact = self.exactly(direction, &played[place], &cover);
            level = level.max(Some(exact));
        }
        level.map(short)
    }

    fn exactly(&self, direction: usize, one: &Played, cover: &Cover) -> Rational {
        let now = &self.reaches[direction][one.profile].0;
        let level = |column: usize| match self.directions.is_down(column) {
            Some(player) => -&one.corner[player],
            None => self.levels[column].clone(),
        };
        let continued = cover.exactly(level).min(self.levels[direction].clone());
        let later = &(&self.discount.present() * now) + &(self.discount.value() * &continued);
        let most = now.clone().min(later);
        match self.directions.is_down(direction) {
            Some(player) => most.min(-self.stage.best(player, one.profile)),
            None => most,
        }
    }

    /// `(1 - d) now + d continued` in parts, rounded up.
    fn later(&self, now: i64, continued: i64) -> i64 {
        let change = i128::from(continued) - i128::from(now);
        let weight = self.future[usize::from(change > 0)];
        let product = change * i128::from(weight);
        let change = -((-product) >> PARTS);
        i64::try_from(i128::from(now) + change)
            .expect("invariant: bounds are small multiples of one")
    }
}

/// A number in parts, rounded up.
fn up(number: &Rational) -> i64 {
    let parts = -(number * &Rational::dyadic(1, PARTS));
    let parts = (-parts.floor()).to_i64();
    parts.expect("invariant: payoffs and corners are small multiples of one")
}

/// So many parts as a number.
fn down(parts: i64) -> Rational {
    Rational::dyadic(parts, -PARTS)
}

/// A number that is not less, of few digits.
fn short(number: Rational) -> Rational {
    if number.digits() <= LONG {
        return number;
    }
    let above = -(-(number * Rational::dyadic(1, ROUNDED))).floor();
    above * Rational::dyadic(1, -ROUNDED)
}
