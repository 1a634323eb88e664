//! The least discount factor at which any plan at all sustains a profile: punishments are as severe as can be.
//!
//! A profile `a` is played for ever by some plan with public draws iff `(1 - d) h_i(a) <= d (g_i(a) - u_i(d))` for both players, `u(d)` being the
//! least equilibrium payoffs. Since `u(d)` does not rise with `d`, a `d` at which this holds with equality is the least. It is sought by
//! halving in machine numbers, the simplest rational there is tried, and accepted only if equality holds with exact payoff sets, or if the set
//! jumps there. Where neither is shown (the number is irrational, say), two discount factors are returned between which it lies; both are certified,
//! the lower one by bounds of the payoff set from outside.
//!
//! # Source
//! Abreu (1988), "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (optimal penal codes); Abreu, Pearce and
//! Stacchetti (1990), *Econometrica* 58, theorem 6 (payoff sets grow with the discount factor).

use dashu_int::ops::BitTest;

use crate::certify::{Automaton, Plan, plan};
use crate::game::Game;
use crate::num::{Interval, Rational, Real};
use crate::repeat::certain::Certain;
use crate::repeat::payoff_set::{Apparent, is_least, minimum, sustaining};
use crate::repeat::units::Units;
use crate::repeat::{Binding, Class, Critical, Discount, PayoffSet, Point, Stage, payoff_set};

/// Why no threshold is given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OptimalError {
    /// Payoff sets are computed for two players.
    #[error("optimal punishments are computed for two players, and this game has {0}")]
    Players(usize),
    /// No discount factor was found at which the profile is sustained, and none is excluded above a bound.
    #[error("no discount factor was found that sustains the profile; below {0} none does")]
    Undecided(Rational),
}

const HALVINGS: i32 = 40;

/// The least discount factor at which some plan plays a profile for ever, with a plan that does.
///
/// # Answer
/// A rational is exact. Else [`Real::Enclosed`]: not sustained at or below the lower end, sustained from the upper end on, where the plan is.
/// `discount` is none if no plan sustains the profile at any discount factor: it gives somebody less than is certain in every plan, or just that
/// and a deviation gains.
///
/// # Errors
/// [`OptimalError`].
pub fn optimal(game: &Game, stage: &Stage, profile: usize) -> Result<Critical, OptimalError> {
    if stage.players() != 2 {
        return Err(OptimalError::Players(stage.players()));
    }
    let Some(least) = against_the_least(stage, profile) else {
        return Ok(critical(game, profile, None, None));
    };
    let at = |d: &Rational| -> Option<(Discount, PayoffSet)> {
        let discount = Discount::new(d.clone()).ok()?;
        let set = payoff_set(stage, &discount).ok()?;
        Some((discount, set))
    };
    let found = |discount: Real, set: &PayoffSet| {
        let automaton: Option<Automaton> = sustaining(set, profile);
        let plan =
            automaton.and_then(|automaton| plan(game, set.discount.value(), &automaton).ok());
        Ok(critical(game, profile, Some(discount), plan))
    };
    if let Some((_, set)) = at(&least)
        && set
            .minimum
            .as_ref()
            .is_some_and(|u| missing(stage, profile, &least, u).sign().is_le())
    {
        return found(Real::from(least), &set);
    }
    let measured = Units::of(stage).measured(stage);
    let mut sustained: Option<Rational> = None;
    let mut bounds = None;
    // Leaps show sooner what may be wrong: without them it is sought again.
    for leaps in [true, false] {
        let Some((lower, upper)) = bracket(&measured, profile, &least, leaps) else {
            continue;
        };
        let middle = &(&lower + &upper) * &Rational::ratio(1, 2);
        let mut tried: Vec<Rational> = Vec::new();
        for digits in [HALVINGS - 3, 30, 24, 18] {
            let (below, above) = (
                &middle - &Rational::dyadic(1, -digits),
                &middle + &Rational::dyadic(1, -digits),
            );
            let candidate = Rational::simplest_between(&below, &above)
                .filter(|d| *d > least && *d < Rational::ONE);
            // A number that agrees with few digits and is not much shorter agrees by chance.
            let is_short = |d: &Rational| d.to_integers().1.bit_len() as i32 <= digits / 2 - 2;
            let candidate = candidate.filter(|d| tried.is_empty() || is_short(d));
            let Some(candidate) = candidate.filter(|d| !tried.contains(d)) else {
                continue;
            };
            // What is so long agrees by chance, mostly.
            let is_excluded = !is_short(&candidate) && is_excluded(stage, profile, &candidate);
            if !is_excluded
                && let Some((discount, set)) = at(&candidate)
                && let Some(u) = &set.minimum
            {
                let missing = missing(stage, profile, &candidate, u);
                let is_least = set.exact
                    && (missing.is_zero()
                        || missing.sign().is_lt() && jumps(stage, profile, &discount, &set));
                if is_least {
                    return found(Real::from(candidate), &set);
                }
                if missing.sign().is_le() && sustained.as_ref().is_none_or(|d| candidate < *d) {
                    sustained = Some(candidate.clone());
                }
            }
            tried.push(candidate);
        }
        let upper = sustained.clone().unwrap_or(upper);
        if let Some(found) = enclosed(stage, profile, &least, (lower, upper)) {
            bounds = Some(found);
            break;
        }
    }
    bounds.map_or(Err(OptimalError::Undecided(least)), |(bounds, set)| {
        found(Real::from(bounds), &set)
    })
}

/// Whether a profile that is sustained at a discount factor, of which the payoff set is given, is sustained at no smaller one, because what
/// punishes deviators is played at none.
///
/// A profile `b` whose continuations lie above a corner on the boundary of the set, and would lie beyond it with any greater loss that is
/// needed, is played at no smaller discount factor: the set is no larger there, and the loss greater. Without these profiles the least
/// payoffs rise, at this discount factor and so at all below; if by so much that the profile is not sustained, it is not.
fn jumps(stage: &Stage, profile: usize, discount: &Discount, set: &PayoffSet) -> bool {
    let Some(least) = &set.minimum else {
        return false;
    };
    let ratio = &discount.present() / discount.value();
    let count = set.vertices.len();
    let dot = |n: &Point, w: &Point| &(&n[0] * &w[0]) + &(&n[1] * &w[1]);
    let unit = |x, y| [Rational::integer(x), Rational::integer(y)];
    let edges = (0..count).map(|k| {
        let (from, to) = (&set.vertices[k], &set.vertices[(k + 1) % count]);
        [&to[1] - &from[1], &from[0] - &to[0]]
    });
    let upward = edges.filter(|n| n.iter().all(|entry| entry.sign().is_ge()));
    let upward: Vec<(Point, Rational)> = upward
        .chain([unit(1, 0), unit(0, 1)])
        .filter_map(|n| {
            let most = set.vertices.iter().map(|w| dot(&n, w)).max()?;
            Some((n, most))
        })
        .collect();
    let ends = |b: &usize| {
        let gains = [0, 1].map(|i| stage.gain(i, *b));
        let corner = [0, 1].map(|i| &least[i] + &(&ratio * &gains[i]));
        upward
            .iter()
            .any(|(n, most)| dot(n, &corner) >= *most && dot(n, &gains).sign().is_gt())
    };
    let ended: Vec<usize> = (0..stage.profiles()).filter(ends).collect();
    // More than all that could be lost.
    let range: Rational = (0..2)
        .map(|i| {
            let payoffs = || (0..stage.profiles()).map(|b| stage.payoff(i, b));
            let most = payoffs().max().zip(payoffs().min());
            most.map_or(Rational::ZERO, |(most, least)| most - least)
        })
        .sum();
    let temptation = &Rational::integer(2) * &(&(&range + &Rational::ONE) / &ratio);
    let Ok(rest) = payoff_set(&stage.without(&ended, &temptation), discount) else {
        return false;
    };
    minimum(&rest.outer).is_none_or(|least| {
        let missing = missing(stage, profile, discount.value(), &least);
        missing.sign().is_gt()
    })
}

/// By how much the deviation that gains most pays at a discount factor, if deviators are led to the payoffs `u`; negative or zero if none pays.
fn missing(stage: &Stage, profile: usize, d: &Rational, u: &Point) -> Rational {
    let pays = |i: usize| {
        let gain = &(&Rational::ONE - d) * &stage.gain(i, profile);
        &gain - &(d * &(stage.payoff(i, profile) - &u[i]))
    };
    pays(0).max(pays(1))
}

/// The least discount factor if deviators could be held to what they are certain of; none if even that sustains nothing.
fn against_the_least(stage: &Stage, profile: usize) -> Option<Rational> {
    let certain = Certain::of(stage);
    if !certain.profiles.contains(&profile) {
        return None;
    }
    let mut least = Rational::ZERO;
    for (i, certain) in certain.least.iter().enumerate() {
        let gain = stage.gain(i, profile);
        let loss = stage.payoff(i, profile) - certain;
        if loss.sign().is_lt() || (loss.is_zero() && gain.sign().is_gt()) {
            return None;
        }
        if gain.sign().is_gt() {
            least = least.max(&gain / &(&gain + &loss));
        }
    }
    Some(least)
}

/// Neighbouring discount factors, for a stage game in units of its own, at the lower of which the profile seems not to be sustained, and at the upper to be.
fn bracket(
    stage: &Stage,
    profile: usize,
    least: &Rational,
    leaps: bool,
) -> Option<(Rational, Rational)> {
    let near = |value: &Rational| Interval::around(value).middle();
    let gains = [0, 1].map(|i| near(&stage.gain(i, profile)));
    let payoffs = [0, 1].map(|i| near(stage.payoff(i, profile)));
    let half = Discount::new(Rational::ratio(1, 2)).ok()?;
    let equilibria = Apparent::new(stage, &half);
    let seems = |d: &Rational| {
        let discount = Discount::new(d.clone()).ok();
        let apparent = discount.and_then(|discount| equilibria.minimum(&discount, leaps));
        apparent.is_some_and(|apparent| {
            let d = near(d);
            (0..2).all(|i| (1.0 - d) * gains[i] <= d * (payoffs[i] - apparent[i]))
        })
    };
    let mut lower = least.clone();
    let mut upper = None;
    for halvings in 1..=10 {
        let d = &Rational::ONE - &(&(&Rational::ONE - least) * &Rational::dyadic(1, -halvings));
        if seems(&d) {
            upper = Some(d);
            break;
        }
        lower = d;
    }
    let mut upper = upper?;
    // Halving on multiples of a power of two keeps the numbers short.
    while &upper - &lower > Rational::dyadic(1, -HALVINGS) {
        let middle = &(&lower + &upper) * &Rational::ratio(1, 2);
        let unit = Rational::dyadic(1, -HALVINGS - 2);
        let middle = &(&middle / &unit).floor() * &unit;
        match seems(&middle) {
            true => upper = middle,
            false => lower = middle,
        }
    }
    Some((lower, upper))
}

/// Certified bounds near apparent ones, and the payoff set at the upper one.
fn enclosed(
    stage: &Stage,
    profile: usize,
    least: &Rational,
    near: (Rational, Rational),
) -> Option<((Rational, Rational), PayoffSet)> {
    let set = |d: &Rational| payoff_set(stage, &Discount::new(d.clone()).ok()?).ok();
    let steps = || [0, 4, 10, 18, 26].map(|k| Rational::dyadic(1, k - HALVINGS));
    let below = || steps().map(|step| &near.0 - &step);
    let by_set = |d: &Rational| {
        let excluded = |least| missing(stage, profile, d, &least).sign().is_gt();
        set(d).is_some_and(|set| minimum(&set.outer).is_none_or(excluded))
    };
    let lower = below()
        .into_iter()
        .find(|d| d > least && is_excluded(stage, profile, d))
        .or_else(|| below().into_iter().find(|d| d <= least || by_set(d)))
        .map(|d| d.max(least.clone()));
    let (upper, set) = steps().into_iter().find_map(|step| {
        let d = &near.1 + &step;
        let set = set(&d)?;
        let sustained = missing(stage, profile, &d, set.minimum.as_ref()?)
            .sign()
            .is_le();
        sustained.then_some((d, set))
    })?;
    Some(((lower?, upper), set))
}

/// Whether it is proved that a profile is not sustained at a positive discount factor.
fn is_excluded(stage: &Stage, profile: usize, d: &Rational) -> bool {
    let missing = |least: &Point| missing(stage, profile, d, least).sign().is_gt();
    Discount::new(d.clone()).is_ok_and(|discount| is_least(stage, &discount, missing))
}

/// The answer; the binding deviation is the first from the profile that loses nothing, or else the first of all: of those that tempt, if there
/// are any, since one that gives just as much today decides nothing.
fn critical(game: &Game, profile: usize, discount: Option<Real>, plan: Option<Plan>) -> Critical {
    let binding = plan.as_ref().and_then(|plan| {
        let lost = |first: bool, tempting: bool| {
            let mut deviations = plan.deviations().iter();
            deviations.find(move |deviation| {
                (deviation.state == 0) == first
                    && deviation.loss.is_zero()
                    && (!tempting || deviation.tempts(game, plan))
            })
        };
        // Where the payoff set jumps, what binds is the punishment that is played at no smaller discount factor.
        let positive = plan.discount().sign().is_gt();
        let in_turn = [(true, true), (false, true), (true, false), (false, false)].into_iter();
        let mut binds = in_turn.filter_map(|(first, tempting)| lost(first, tempting));
        let binds = binds.next().filter(|_| positive)?;
        Some(Binding {
            state: plan.automaton().states[binds.state].name.clone(),
            player: binds.player,
            action: binds.action,
        })
    });
    Critical {
        profile,
        class: Class::Optimal,
        discount,
        binding,
        plan,
    }
}
