//! Bounds of the payoffs of all subgame-perfect plans of a repeated game with up to four players and public draws, proved from both sides.
//!
//! *Outside*: half-spaces that hold all equilibrium payoffs ([`outside`]). *Inside*: payoffs whose mixtures are all equilibrium payoffs
//! ([`inside`]). Actions are pure on both sides: what mixed actions add is in neither.
//!
//! # Source
//! Judd, Yeltekin and Conklin (2003), "Computing supergame equilibria", *Econometrica* 71, 1239-1254.

mod cover;
mod directions;
mod inside;
mod outside;

pub use inside::{FoundBy, InnerPoint};

use super::{Discount, Stage};
use crate::game::Game;
use crate::num::Rational;
use directions::{Direction, Directions, reach};
use inside::Inside;
use outside::Outside;

/// The most players.
const PLAYERS: usize = 4;
/// The most profiles.
const PROFILES: usize = 1_000;
/// The most steps.
const STEPS: usize = 300;
/// The most covers of half-spaces that are looked for.
const COVERS: usize = 600_000;
/// The most directions times profiles for which points are looked for in all directions, and not only for each player and all together.
const EVERYWHERE: usize = 2_500;

/// Bounds of the payoffs of all subgame-perfect plans in pure actions with public draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoffBounds {
    /// The discount factor.
    pub discount: Discount,
    /// Whether there are proved to be no such plans. Then there are no half-spaces and no points.
    pub is_empty: bool,
    /// For each player the least and the greatest payoff.
    pub players: Vec<[Bound; 2]>,
    /// The greatest joint payoff; none if there are no plans.
    pub joint: Option<Bound>,
    /// Half-spaces that hold all payoffs.
    pub half_spaces: Vec<HalfSpace>,
    /// Equilibrium payoffs, so that all their mixtures are such too.
    pub points: Vec<InnerPoint>,
    /// How many times the half-spaces were brought closer.
    pub steps: usize,
    /// Whether they might have come closer had the work not been limited.
    pub limited: bool,
}

/// A number of all equilibrium payoffs, between what the points reach and what the half-spaces allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// What some equilibrium gives; none if no equilibrium is known.
    pub inner: Option<Rational>,
    /// What no equilibrium is beyond.
    pub outer: Rational,
}

impl Bound {
    /// Whether the number is known exactly.
    pub fn is_exact(&self) -> bool {
        self.inner.as_ref() == Some(&self.outer)
    }
}

/// The payoffs `v` with `normal v <= level`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfSpace {
    /// How each player's payoff counts: -1, 0 or 1.
    pub normal: Vec<i64>,
    /// The most that all together is.
    pub level: Rational,
}

/// A game whose payoffs are not bounded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotBounded {
    /// Too many players.
    #[error("the game has {0} players, and this is done up to {PLAYERS}")]
    Players(usize),
    /// Too many profiles.
    #[error("the stage game has {0} profiles, and this is done up to {PROFILES}")]
    Profiles(usize),
}

/// Bounds of the payoffs of all subgame-perfect plans in pure actions with public draws.
///
/// # Answer
/// Both sides are proved, also where the work is limited.
///
/// # Cost
/// A step takes at most a linear program for each direction, of `3^n - 1`, and profile.
///
/// # Errors
/// [`NotBounded`].
///
/// # Source
/// Judd, Yeltekin and Conklin (2003), *Econometrica* 71, 1239-1254.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::repeat::{Discount, Stage, payoff_bounds};
/// // Three states; each contribution costs 3 and gives 2 to everybody.
/// let players = ["S1", "S2", "S3"].map(|id| Player::plain(id, &["give", "keep"])).to_vec();
/// let payoffs = Payoffs::from_fn(&[2, 2, 2], |player, p| {
///     let given = p.iter().filter(|action| **action == 0).count() as i64;
///     Rational::integer(2 * given - if p[player] == 0 { 3 } else { 0 })
/// })?;
/// let game = Game::new("public good", players, payoffs);
/// let stage = Stage::new(&game).expect("three players");
/// let patient = Discount::new(Rational::ratio(4, 5)).expect("below one");
/// let bounds = payoff_bounds(&game, &stage, &patient).expect("few profiles");
/// let joint = bounds.joint.expect("equilibria");
/// assert!(joint.is_exact());
/// assert_eq!(joint.outer, Rational::integer(9));
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn payoff_bounds(
    game: &Game,
    stage: &Stage,
    discount: &Discount,
) -> Result<PayoffBounds, NotBounded> {
    payoff_bounds_watched(game, stage, discount, &|_, _| {})
}

/// [`payoff_bounds`], telling after each step how many steps there were, of how many at most.
///
/// # Errors
/// [`NotBounded`].
pub fn payoff_bounds_watched(
    game: &Game,
    stage: &Stage,
    discount: &Discount,
    progress: &dyn Fn(u64, u64),
) -> Result<PayoffBounds, NotBounded> {
    let (players, profiles) = (stage.players(), stage.profiles());
    if players > PLAYERS {
        return Err(NotBounded::Players(players));
    }
    if profiles > PROFILES {
        return Err(NotBounded::Profiles(profiles));
    }
    let directions = Directions::of(players);
    let unit = Unit::of(stage);
    let outer = match discount.value().is_zero() {
        true => of_the_stage(stage, &directions),
        false => unit.outside(stage, discount, &directions, progress),
    };
    if outer.active.is_empty() {
        return Ok(PayoffBounds {
            discount: discount.clone(),
            is_empty: true,
            players: Vec::new(),
            joint: None,
            half_spaces: Vec::new(),
            points: Vec::new(),
            steps: outer.steps,
            limited: false,
        });
    }
    let mut inside = Inside::new(game, stage, discount, &outer.active, &unit.one);
    if !discount.value().is_zero() {
        let narrow: Vec<Direction> = directions
            .axes
            .iter()
            .flatten()
            .copied()
            .chain([directions.joint])
            .map(|place| directions.normals[place])
            .collect();
        match directions.normals.len() * profiles <= EVERYWHERE {
            true => inside.grow(&directions.normals, &outer.active),
            false => inside.grow(&narrow, &outer.active),
        }
    }
    let bound = |place: usize, is_least: bool| {
        let (inner, outer) = (
            inside.reached(&directions.normals[place]),
            outer.levels[place].clone(),
        );
        match is_least {
            true => Bound {
                inner: inner.map(|inner| -inner),
                outer: -outer,
            },
            false => Bound { inner, outer },
        }
    };
    let axes = directions.axes.iter();
    let half_spaces = directions.normals.iter().zip(&outer.levels);
    Ok(PayoffBounds {
        discount: discount.clone(),
        is_empty: false,
        players: axes
            .map(|[up, down]| [bound(*down, true), bound(*up, false)])
            .collect(),
        joint: Some(bound(directions.joint, false)),
        half_spaces: half_spaces
            .map(|(normal, level)| HalfSpace {
                normal: normal[..players].to_vec(),
                level: level.clone(),
            })
            .collect(),
        points: inside.points,
        steps: outer.steps,
        limited: outer.limited,
    })
}

/// Half-spaces in payoffs of the stage game, and the profiles that may be played.
struct Outer {
    levels: Vec<Rational>,
    active: Vec<usize>,
    steps: usize,
    limited: bool,
}

/// What zero is for each player, and what one is for all.
struct Unit {
    zero: Vec<Rational>,
    one: Rational,
}

impl Unit {
    /// Payoffs begin with zero and are at most one; a power of two, which keeps fractions short.
    fn of(stage: &Stage) -> Self {
        let range = |player: usize| {
            let payoffs = || (0..stage.profiles()).map(|a| stage.payoff(player, a));
            let ends = (payoffs().min().cloned(), payoffs().max().cloned());
            let (Some(least), Some(most)) = ends else {
                unreachable!("invariant: a game has a profile")
            };
            (most - &least, least)
        };
        let (ranges, zero): (Vec<_>, Vec<_>) = (0..stage.players()).map(range).unzip();
        let widest = ranges.into_iter().max().unwrap_or(Rational::ONE);
        let (two, mut one) = (Rational::integer(2), Rational::ONE);
        while one < widest {
            one = &one * &two;
        }
        while !widest.is_zero() && &one / &two >= widest {
            one = &one / &two;
        }
        Unit { zero, one }
    }

    fn outside(
        &self,
        stage: &Stage,
        discount: &Discount,
        directions: &Directions,
        progress: &dyn Fn(u64, u64),
    ) -> Outer {
        let measured = stage.mapped(|player, payoff| &(payoff - &self.zero[player]) / &self.one);
        let mut outside = Outside::new(&measured, discount, directions);
        let still = Rational::dyadic(1, -24);
        let (mut steps, mut work, mut limited) = (0, 0, false);
        loop {
            let before = outside.active.len();
            let (fallen, covers) = outside.step();
            steps += 1;
            work += covers;
            progress(steps as u64, STEPS as u64);
            if outside.active.is_empty() || fallen <= still && outside.active.len() == before {
                break;
            }
            if steps >= STEPS || work >= COVERS {
                limited = true;
                break;
            }
        }
        let levels = directions.normals.iter().zip(&outside.levels);
        let levels =
            levels.map(|(normal, level)| &(level * &self.one) + &reach(normal, self.zero.iter()));
        Outer {
            levels: levels.collect(),
            active: outside.active,
            steps,
            limited,
        }
    }
}

/// Nobody minds tomorrow: the stage equilibria and their mixtures.
fn of_the_stage(stage: &Stage, directions: &Directions) -> Outer {
    let active = (0..stage.profiles()).filter(|a| stage.is_equilibrium(*a));
    let active: Vec<usize> = active.collect();
    let level = |normal: &Direction| {
        let reaches = active.iter();
        let reaches =
            reaches.map(|a| reach(normal, (0..stage.players()).map(|i| stage.payoff(i, *a))));
        reaches.max()
    };
    Outer {
        levels: directions.normals.iter().filter_map(level).collect(),
        active,
        steps: 0,
        limited: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::repeat::payoff_set;

    fn bounds_of(
        counts: &[usize],
        discount: Rational,
        payoff: impl Fn(usize, &[usize]) -> i64,
    ) -> (Stage, PayoffBounds) {
        let players = counts.iter().zip(["A", "B", "C"]);
        let players = players.map(|(count, id)| Player::plain(id, &["a", "b", "c"][..*count]));
        let payoffs = Payoffs::from_fn(counts, |player, p| Rational::integer(payoff(player, p)));
        let game = Game::new("stage", players.collect(), payoffs.expect("a small game"));
        let stage = Stage::new(&game).expect("players");
        let discount = Discount::new(discount).expect("a discount factor");
        let found = payoff_bounds(&game, &stage, &discount).expect("few profiles");
        (stage, found)
    }

    /// Three players; giving, the action 0, costs 3 and gives everybody 2.
    fn public_good(discount: Rational) -> PayoffBounds {
        let payoff = |player: usize, p: &[usize]| {
            let given = p.iter().filter(|action| **action == 0).count() as i64;
            2 * given - if p[player] == 0 { 3 } else { 0 }
        };
        bounds_of(&[2, 2, 2], discount, payoff).1
    }

    #[test]
    fn all_give_from_one_quarter_on() {
        // Keeping gains 1 now and loses at most 3 for ever: worth it unless (1 - d) <= 3 d.
        let just = public_good(Rational::ratio(1, 4));
        let joint = just.joint.expect("equilibria");
        assert!(joint.is_exact());
        assert_eq!(joint.outer, Rational::integer(9));
        for [least, _] in &just.players {
            assert!(least.is_exact() && least.outer.is_zero());
        }
        // Below, two give at most, 6 in all, and 9 at most follows.
        let below = public_good(Rational::ratio(24, 100)).joint;
        let most = Rational::ratio(76 * 6 + 24 * 9, 100);
        assert!(below.expect("equilibria").outer <= most);
    }

    #[test]
    fn bounds_of_two_players_hold_their_payoff_set() {
        let mut state = 1_u64;
        for round in 1..30 {
            let mut next = || {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                i64::try_from((state >> 33) % 12).expect("small")
            };
            let table: Vec<i64> = (0..18).map(|_| next()).collect();
            let discount = Rational::ratio(round % 9, 9);
            let payoff = |player: usize, p: &[usize]| table[9 * player + 3 * p[0] + p[1]];
            let (stage, bounds) = bounds_of(&[3, 3], discount, payoff);
            let set = payoff_set(&stage, &bounds.discount).expect("two players");
            let Some(minimum) = &set.minimum else {
                assert!(bounds.points.is_empty(), "round {round}");
                continue;
            };
            for (player, least) in minimum.iter().enumerate() {
                let bound = &bounds.players[player][0];
                assert!(bound.outer <= *least, "round {round}");
                let is_above = |inner: &Rational| !set.exact || inner >= least;
                assert!(bound.inner.as_ref().is_none_or(is_above), "round {round}");
            }
            let sums = set.vertices.iter().map(|[first, second]| first + second);
            let (most, joint) = (sums.max(), bounds.joint.expect("equilibria"));
            assert!(
                most.is_some_and(|most| most <= joint.outer),
                "round {round}"
            );
        }
    }
}
