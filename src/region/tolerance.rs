//! How wrong the assumptions may be before a pure equilibrium stops being one.

use std::cmp::Ordering;

use super::conditions::ProfileConditions;
use super::interval::{End, Interval, on_line, solution_set};
use super::parametric::{Bound, Domain};
use super::proved_box::{ProvedBox, proved_box};
use crate::game::Game;
use crate::num::{Rational, Real};

/// How wrong the payoffs and the parameters may be before a pure equilibrium stops being one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tolerance {
    /// How far payoffs may move; none if no player has another action.
    pub payoffs: Option<PayoffTolerance>,
    /// How far each unknown may move alone, in the order asked for.
    pub parameters: Vec<ParameterTolerance>,
    /// The assumption that breaks it first: the place in `parameters` of the one with the least relative move that ends the
    /// equilibrium. None if no such move does.
    pub first: Option<usize>,
    /// How far the unknowns may move together.
    pub proved_box: ProvedBox,
}

/// The deviation that loses least, which decides how far payoffs may move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoffTolerance {
    /// The player.
    pub player: usize,
    /// The action it would deviate to.
    pub action: usize,
    /// What the player loses by it; negative if it gains.
    pub loss: Rational,
}

impl PayoffTolerance {
    /// The number below which every change of every payoff leaves the profile a strict equilibrium, whichever way each payoff
    /// moves: half the loss. Zero if it is not a strict equilibrium to begin with.
    pub fn epsilon(&self) -> Rational {
        (&self.loss / &Rational::integer(2)).max(Rational::ZERO)
    }
}

/// How far one unknown may move while all others keep their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterTolerance {
    /// The unknown.
    pub unknown: usize,
    /// Its value.
    pub value: Rational,
    /// The values, among the reals of the domain, to which it may move without leaving the equilibrium on the way.
    pub interval: Interval,
    /// The shortest move that ends the equilibrium; none if the interval ends only where the domain does. Of two as short, down.
    pub nearest: Option<Move>,
}

/// A move of one unknown to the nearest value from which on a profile is no equilibrium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where the unknown moves to, and whether the profile is still an equilibrium there.
    pub end: (Real, bool),
    /// Whether that is less or greater than the value.
    pub direction: Ordering,
    /// How far it is.
    pub distance: Real,
    /// The distance as a share of the value's size; none if the value is zero.
    pub relative: Option<Real>,
}

/// The deviation from a pure profile that loses least.
///
/// All payoffs may move by less than half that loss, in whatever directions, and the profile stays a strict equilibrium: a comparison
/// is between two payoffs, each of which moves. At half the loss the two can meet, so no larger number will do.
///
/// # Shapes
/// `profile`: the action of each player.
///
/// # Answer
/// Exact; the first player and action among those that lose as little. None if no player has another action. Of a game
/// whose payoffs are ranks it says nothing, for there differences mean nothing.
pub fn payoff_tolerance(game: &Game, profile: &[usize]) -> Option<PayoffTolerance> {
    let index = game.index_of(profile);
    let deviations = profile.iter().enumerate().flat_map(|(player, own)| {
        let others = (0..game.counts()[player]).filter(move |action| action != own);
        others.map(move |action| {
            let other = game.deviation(index, player, action);
            let loss = game.payoff(player, index) - game.payoff(player, other);
            PayoffTolerance {
                player,
                action,
                loss,
            }
        })
    });
    deviations.min_by(|a, b| a.loss.cmp(&b.loss))
}

/// How wrong the assumptions behind a pure equilibrium may be: its payoffs, each unknown alone, and unknowns together.
///
/// Each unknown alone is moved along its line through the point, where the domain's constraints and the conditions are decided
/// exactly; an end of the domain is not counted as breaking the equilibrium.
///
/// # Shapes
/// `game` is the game at `point`, which has a value for each unknown; `moving` are the unknowns that may move.
///
/// # Answer
/// Exact for payoffs and for each unknown alone; for unknowns together a proved lower bound, see [`ProvedBox`]. None if the
/// profile is no equilibrium at the point or the point does not lie in the domain.
pub fn tolerance(
    game: &Game,
    conditions: &ProfileConditions,
    domain: &Domain,
    point: &[Rational],
    moving: &[usize],
) -> Option<Tolerance> {
    if !domain.assumptions.iter().all(|a| a.holds_at(point)) {
        return None;
    }
    let proved_box = proved_box(conditions, point, moving)?;
    let parameters: Option<Vec<ParameterTolerance>> = moving
        .iter()
        .map(|unknown| parameter_tolerance(conditions, domain, point, *unknown))
        .collect();
    let parameters = parameters?;
    let relative = parameters.iter().enumerate().filter_map(|(place, found)| {
        let relative = found.nearest.as_ref()?.relative.as_ref()?;
        Some((place, relative))
    });
    let first = relative.min_by(|(_, a), (_, b)| a.compare(b));
    Some(Tolerance {
        payoffs: payoff_tolerance(game, &conditions.profile),
        first: first.map(|(place, _)| place),
        parameters,
        proved_box,
    })
}

/// How far one unknown may move alone; none if the conditions or the domain do not hold at the point.
///
/// # Shapes
/// As in [`tolerance`].
pub fn parameter_tolerance(
    conditions: &ProfileConditions,
    domain: &Domain,
    point: &[Rational],
    unknown: usize,
) -> Option<ParameterTolerance> {
    let equilibrium = on_line(conditions, domain, point, unknown);
    let anywhere = ProfileConditions {
        profile: conditions.profile.clone(),
        cases: vec![Vec::new()],
    };
    let meaningful = on_line(&anywhere, domain, point, unknown);
    let bounds = &domain.unknowns[unknown];
    let bounds = (bounds.lower.clone(), bounds.upper.clone());
    let value = &point[unknown];
    let interval = around(&equilibrium, &bounds, value)?;
    let possible = around(&meaningful, &bounds, value)?;
    let moves = [
        (&interval.lower, &possible.lower, Ordering::Less),
        (&interval.upper, &possible.upper, Ordering::Greater),
    ];
    let moves = moves.into_iter().filter(|(end, domain, _)| end != domain);
    let moves = moves.filter_map(|(end, _, direction)| moved(value, end, direction));
    Some(ParameterTolerance {
        unknown,
        value: value.clone(),
        nearest: moves.min_by(|a, b| a.distance.compare(&b.distance)),
        interval,
    })
}

/// The interval around a value on which conditions hold.
fn around(
    conditions: &ProfileConditions,
    bounds: &(Bound, Bound),
    value: &Rational,
) -> Option<Interval> {
    let value = Real::from(value.clone());
    let mut intervals = solution_set(conditions, bounds).into_iter();
    intervals.find(|interval| interval.contains(&value))
}

/// The move from a value to an end.
fn moved(value: &Rational, end: &End, direction: Ordering) -> Option<Move> {
    let end = end.clone()?;
    let difference = &end.0 - &Real::from(value.clone());
    let distance = match direction {
        Ordering::Less => -&difference,
        _ => difference,
    };
    let size = Rational::ONE.checked_div(&value.abs());
    Some(Move {
        relative: size.map(|inverse| &distance * &Real::from(inverse)),
        end,
        direction,
        distance,
    })
}
