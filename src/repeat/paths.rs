//! Simple penal codes with short paths: after a deviation some periods of pure profiles, at most so many, and then back to the path.
//!
//! Player `j` is answered from wherever with the profiles `q^j_0, q^j_1, ..` and then the carrot `a` for ever. What a path takes from a player,
//! divided by `1 - d`, is `U_k(q) = sum_t d^t (g_k(a) - g_k(q_t))`, and nobody deviates from it iff
//!
//! `h_k(q_t) <= d (U_k(q^k) - U_k(q from t + 1 on))` for every period `t` and player `k`, and `h_k(a) <= d U_k(q^k)` for the carrot,
//!
//! where `h_k` is what the best deviation gains. At a given `d` harsher paths only help: the paths that may punish are a greatest fixed point,
//! found from above. All conditions are polynomials in `d`, whose signs are decided exactly, also just below an algebraic number.
//!
//! # Which discount factor is returned
//! Without public draws the discount factors that sustain a profile need not be an interval: punishments that fit one may be too coarse for
//! a greater one. [`paths`] returns the least discount factor *from which on the profile is sustained at every greater one*. Beginning just below
//! what shorter paths need, or just below one, a code is found, followed down to the first root of a condition that it then violates, and
//! replaced there by another that still works just below; where there is none, the search is over. There may be yet smaller discount factors,
//! apart from these, that sustain the profile: ask [`paths_hold`].
//!
//! # Source
//! Abreu (1988), "On the theory of infinitely repeated games with discounting", *Econometrica* 56; Berg and Kärki (2018), *Games* 9:47 (the sets
//! of discount factors).

use std::cmp::Ordering;

use crate::certify::Plan;
use crate::game::Game;
use crate::num::{Polynomial, Rational, Real};

use super::near::Near;
use super::states::{at_once, certified, deviation, for_ever, never};
use super::sticks::automaton;
use super::{Binding, Class, Critical, Discount, Stage};

/// The most paths that are gone through.
pub const PATHS: usize = 10_000;

/// More paths than are gone through.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{profiles} profiles make more than {limit} punishments of {length} periods")]
pub struct TooManyPaths {
    /// Profiles of the stage game.
    pub profiles: usize,
    /// Periods of a punishment.
    pub length: usize,
    /// How many are allowed.
    pub limit: usize,
}

/// A punishment path and what it does, as polynomials in the discount factor.
struct Path {
    /// The profiles; shorter paths end with the carrot.
    profiles: Vec<usize>,
    /// What it takes from each player, over `1 - d`.
    takes: Vec<Polynomial>,
    /// For each period and player `- h_k(q_t) - d U_k(rest)`: with `d` times what the player's punishment takes it must not be negative.
    slack: Vec<Vec<Polynomial>>,
}

/// All paths of a length, for a carrot.
struct Paths<'a> {
    game: &'a Game,
    stage: &'a Stage,
    carrot: usize,
    all: Vec<Path>,
}

/// The least discount factor from which on penal codes with paths of at most so many periods sustain a profile.
///
/// # Answer
/// Exact, rational or algebraic: the profile is sustained there and at every greater discount factor, and not just below. None if it is not
/// sustained by codes of the class at all discount factors near one. The plan is one at the threshold, or just above it where that is
/// irrational.
///
/// # Errors
/// More than [`PATHS`] paths: the number of profiles to the power `length`.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::repeat::{Stage, paths, stick_and_carrot};
/// let players = ["U", "C"].map(|id| Player::plain(id, &["cooperate", "defect"])).to_vec();
/// let row = [[6, -20], [8, 3]];
/// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(row[p[player]][p[1 - player]]))?;
/// let game = Game::new("dilemma", players, payoffs);
/// let stage = Stage::new(&game).expect("two players");
/// // One period of defection deters if 2 <= 3 d, two if 2 <= 3 d + 3 d^2.
/// let one = stick_and_carrot(&game, &stage, 0).discount.expect("2/3");
/// let two = paths(&game, &stage, 0, 2).expect("16 paths").discount.expect("near 0.457");
/// assert_eq!(one.to_rational(), Some(Rational::ratio(2, 3)));
/// assert_eq!(two.defining().expect("irrational").polynomial().to_string(), "3*x^2 + 3*x - 2");
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn paths(
    game: &Game,
    stage: &Stage,
    profile: usize,
    length: usize,
) -> Result<Critical, TooManyPaths> {
    let class = Class::Paths(length);
    let paths = Paths::new(game, stage, profile, length)?;
    if stage.is_equilibrium(profile) {
        return Ok(at_once(game, profile, class));
    }
    // What shorter paths sustain, these do too.
    let shorter = match length {
        0 | 1 => never(profile, class),
        _ => Critical {
            class,
            ..self::paths(game, stage, profile, length - 1)?
        },
    };
    let mut from = shorter.discount.clone().unwrap_or(Real::ONE);
    let mut found = None;
    while let Some(code) = paths.settle(&Near::below(&from)) {
        let (end, binding) = paths.followed_down(&code, &from);
        found = Some((code, binding, from));
        from = end;
    }
    let Some((code, binding, above)) = found else {
        return Ok(shorter);
    };
    let automaton = automaton(game, profile, &paths.profiles(&code));
    Ok(Critical {
        binding: Some(binding),
        plan: Some(certified(game, &between(&from, &above), &automaton)),
        discount: Some(from),
        ..never(profile, class)
    })
}

/// A plan with punishment paths of at most so many periods that sustains a profile at a discount factor; none if there is none.
///
/// # Errors
/// As for [`paths`].
pub fn paths_hold(
    game: &Game,
    stage: &Stage,
    profile: usize,
    length: usize,
    discount: &Discount,
) -> Result<Option<Plan>, TooManyPaths> {
    let paths = Paths::new(game, stage, profile, length)?;
    if stage.is_equilibrium(profile) {
        return Ok(Some(for_ever(game, profile, discount.value())));
    }
    let code = paths.settle(&Near::At(discount.value().clone()));
    Ok(code.map(|code| {
        let automaton = automaton(game, profile, &paths.profiles(&code));
        certified(game, discount.value(), &automaton)
    }))
}

impl<'a> Paths<'a> {
    fn new(
        game: &'a Game,
        stage: &'a Stage,
        carrot: usize,
        length: usize,
    ) -> Result<Self, TooManyPaths> {
        let profiles = stage.profiles();
        let count = u32::try_from(length)
            .ok()
            .and_then(|length| profiles.checked_pow(length))
            .filter(|count| *count <= PATHS);
        let count = count.ok_or(TooManyPaths {
            profiles,
            length,
            limit: PATHS,
        })?;
        let path = |mut number: usize| {
            let digit = |_| {
                let profile = number % profiles;
                number /= profiles;
                profile
            };
            Path::new(stage, carrot, (0..length).map(digit).collect())
        };
        Ok(Paths {
            game,
            stage,
            carrot,
            all: (0..count).map(path).collect(),
        })
    }

    /// For each player the path that punishes it most, once those from which somebody deviates are dropped again and again; none if somebody
    /// deviates from the carrot.
    ///
    /// What punishments take only falls on the way, so no path that is dropped could have stayed.
    fn settle(&self, near: &Near) -> Option<Vec<usize>> {
        let mut kept: Vec<usize> = (0..self.all.len()).collect();
        loop {
            let code = self.harshest(&kept, near);
            let takes: Vec<Polynomial> = self.weighed(&code);
            let is_kept =
                |slack: &Polynomial, takes: &Polynomial| near.sign(&(takes + slack)).is_ge();
            for (player, takes) in takes.iter().enumerate() {
                if !is_kept(&self.carrot_slack(player), takes) {
                    return None;
                }
            }
            let before = kept.len();
            kept.retain(|path| {
                let mut periods = self.all[*path].slack.iter();
                periods.all(|slack| {
                    let mut players = slack.iter().zip(&takes);
                    players.all(|(slack, takes)| is_kept(slack, takes))
                })
            });
            if kept.len() == before {
                return Some(code);
            }
        }
    }

    fn harshest(&self, kept: &[usize], near: &Near) -> Vec<usize> {
        let most = |player: usize| {
            let takes = |path: usize| &self.all[path].takes[player];
            let harsher = |best: usize, path: usize| match near.sign(&(takes(path) - takes(best))) {
                Ordering::Greater => path,
                _ => best,
            };
            let paths = kept.iter().copied();
            paths
                .reduce(harsher)
                .expect("invariant: the carrot as its own punishment is kept")
        };
        (0..self.stage.players()).map(most).collect()
    }

    /// For each player `d` times what its punishment takes.
    fn weighed(&self, code: &[usize]) -> Vec<Polynomial> {
        let code = code.iter().enumerate();
        code.map(|(player, path)| &Polynomial::unknown() * &self.all[*path].takes[player])
            .collect()
    }

    fn carrot_slack(&self, player: usize) -> Polynomial {
        Polynomial::constant(-self.stage.gain(player, self.carrot))
    }

    fn profiles(&self, code: &[usize]) -> Vec<Vec<usize>> {
        let path = |path: &usize| {
            let mut profiles = self.all[*path].profiles.clone();
            while profiles.last() == Some(&self.carrot) {
                profiles.pop();
            }
            profiles
        };
        code.iter().map(path).collect()
    }

    /// Where a code that works just below `from` first fails on the way down, and the deviation that then pays.
    fn followed_down(&self, code: &[usize], from: &Real) -> (Real, Binding) {
        let automaton = automaton(self.game, self.carrot, &self.profiles(code));
        let takes = self.weighed(code);
        let mut last: Option<(Real, Binding)> = None;
        let mut try_condition =
            |slack: &Polynomial, player: usize, state: usize, profile: usize| {
                let Some(end) = fails_below(&(&takes[player] + slack), from) else {
                    return;
                };
                if last.as_ref().is_none_or(|(greatest, _)| end > *greatest) {
                    let name = &automaton.states[state].name;
                    let binding = deviation(self.game, self.stage, name, player, profile);
                    last = Some((end, binding));
                }
            };
        for player in 0..takes.len() {
            try_condition(&self.carrot_slack(player), player, 0, self.carrot);
        }
        for (punished, path) in code.iter().enumerate() {
            let path = &self.all[*path];
            let mut state = automaton.states[0].after[punished][0].0;
            for (profile, slack) in path.profiles.iter().zip(&path.slack) {
                for (player, slack) in slack.iter().enumerate() {
                    try_condition(slack, player, state, *profile);
                }
                state = automaton.states[state].next[0].0;
            }
        }
        last.expect(
            "invariant: without patience somebody deviates from what is no stage equilibrium",
        )
    }
}

impl Path {
    fn new(stage: &Stage, carrot: usize, profiles: Vec<usize>) -> Self {
        let players = stage.players();
        let unknown = Polynomial::unknown();
        let mut takes = vec![Polynomial::constant(Rational::ZERO); players];
        let mut slack = Vec::with_capacity(profiles.len());
        for profile in profiles.iter().rev() {
            let row = (0..players).map(|player| {
                let gain = Polynomial::constant(stage.gain(player, *profile));
                &-&(&unknown * &takes[player]) - &gain
            });
            slack.push(row.collect());
            for (player, takes) in takes.iter_mut().enumerate() {
                let lost = stage.payoff(player, carrot) - stage.payoff(player, *profile);
                *takes = &Polynomial::constant(lost) + &(&unknown * takes);
            }
        }
        slack.reverse();
        Path {
            profiles,
            takes,
            slack,
        }
    }
}

/// The greatest number below `from`, and not below zero, just below which a polynomial is negative.
fn fails_below(polynomial: &Polynomial, from: &Real) -> Option<Real> {
    let roots = Real::roots(polynomial, &Rational::ZERO, &Rational::ONE)?;
    let mut below = roots.into_iter().rev().filter(|root| root < from);
    below.find(|root| Near::below(root).sign(polynomial).is_lt())
}

/// A rational number from `least` on and below `above`: `least` itself if it is rational.
fn between(least: &Real, above: &Real) -> Rational {
    if let Some(rational) = least.to_rational() {
        return rational;
    }
    let mut width = Rational::ratio(1, 1024);
    loop {
        let (_, upper) = least.enclosure(&width);
        if Real::from(upper.clone()) < *above {
            return upper;
        }
        width = width / Rational::integer(1024);
    }
}
