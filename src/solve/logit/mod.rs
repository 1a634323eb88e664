//! The logit correspondence: quantal response equilibria as the precision of choice grows from random to best replies.
//!
//! At precision `l` a player chooses action `a` with a probability proportional to `exp(l u_a)`, `u_a` being what the action gives against
//! the others' strategies. Such profiles, the logit equilibria, form curves in the precision. The one from random choice at precision
//! zero is followed with all that branch off it (`branches`), its end is identified with a certified equilibrium (`limit`), and the
//! logit equilibria at one precision are proved (`fixed_point`, `census`). Curves are machine numbers: approximations.
//!
//! # Source
//! McKelvey and Palfrey (1995), "Quantal response equilibria for normal form games", *Games and Economic Behavior* 10; Turocy (2005),
//! "A dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence", *Games and Economic Behavior* 51.

mod answer;
mod branches;
mod census;
mod equations;
mod fixed_point;
mod limit;
mod linear;
mod path;
mod points;
mod refine;
mod starts;
mod tracker;

pub use answer::{At, Branch, BranchPoint, Limit, Logit, LogitError, Missing, PathPoint, Proved};
pub use path::End;

use branches::{Branches, Followed, beyond, branches};
use equations::Equations;
use path::Reach;
use tracker::Place;

use crate::certify::Equilibrium;
use crate::game::Game;
use crate::num::{Interval, Rational};

/// How many powers of ten of the precision are picked out along the principal branch.
const MILESTONES: usize = 5;

/// What is asked of the logit correspondence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The precision at which all logit equilibria are wanted.
    pub precision: Option<Rational>,
    /// The precision at which curves end; none: where they have settled near an equilibrium.
    pub largest: Option<Rational>,
}

/// Follows the logit correspondence of a game from random choice on, with its branches, and proves the logit equilibria at a precision.
///
/// Where not all of these can be proved to be found, searches start at random, and at equilibria that are known.
///
/// # Units
/// The precision is in one over the game's own payoffs.
/// # Answer
/// Branches are approximations in machine numbers, and there may be others that are not connected to the principal one. Proved are the
/// equilibria named as limits (not that a branch leads to them), and the logit equilibria at the precision asked for, each between
/// bounds that hold no other; whether these are all is said.
/// # Errors
/// [`LogitError`]: payoffs that are ranks or beyond machine numbers, a precision that is negative or too large.
/// # Source
/// McKelvey and Palfrey (1995), *Games and Economic Behavior* 10; Turocy (2005), *Games and Economic Behavior* 51.
/// # Examples
/// ```
/// use unipole::num::Rational;
/// use unipole::solve::logit::{Request, logit};
/// let core = unipole::model::load("core").expect("a bundled model");
/// let game = core.game(&core.point(None, &[]).expect("the defaults")).expect("a game");
/// let request = Request { precision: Some(Rational::integer(4)), largest: None };
/// let found = logit(&game, &request, &[]).expect("payoffs are numbers");
/// let principal = &found.branches[0];
/// assert!((principal.points[0].profile[2][0] - 1.0 / 3.0).abs() < 1e-12);
/// let limit = principal.limit.as_ref().expect("certified");
/// assert_eq!(limit.equilibrium.pure_profile(), Some(vec![0, 0, 2]));
/// let at = found.at.expect("asked for");
/// assert!(at.complete.is_ok() && !at.points.is_empty());
/// ```
pub fn logit(game: &Game, request: &Request, known: &[Equilibrium]) -> Result<Logit, LogitError> {
    if game.is_ordinal() {
        return Err(LogitError::Ranks);
    }
    let reach = |equations: &Equations| {
        let (unit, beyond) = (equations.unit, beyond(equations));
        let within = |asked: &Option<Rational>| match asked {
            None => Ok(None),
            Some(value) => {
                let near = Interval::around(value).middle() * unit;
                match value.sign().is_lt() || near > beyond {
                    true => Err(LogitError::Precision(value.to_string(), beyond / unit)),
                    false => Ok(Some(near)),
                }
            }
        };
        let least = within(&request.precision)?.unwrap_or(0.0);
        let largest = within(&request.largest)?.unwrap_or(beyond);
        Ok(Reach {
            is_asked: request.largest.is_some(),
            // A little further, so that the precision asked for lies between two points.
            least: least * 1.01,
            largest: largest.max(least * 1.01),
        })
    };
    let mut found = branches(game, reach)?;
    for followed in &mut found.followed {
        refine::refine(&mut followed.tracker, &mut followed.traced);
    }
    for number in 0..found.meetings.len() {
        let meeting = &found.meetings[number];
        let places = &found.followed[meeting.branch].traced.leaving;
        let is_here = |(_, place, _): &&(usize, Place, path::Leaving)| {
            (place.precision - meeting.precision).abs() <= 1e-9 * (1.0 + meeting.precision.abs())
        };
        let moved = places.iter().find(is_here).map(|(count, _, _)| *count);
        found.meetings[number].place = moved.unwrap_or(meeting.place);
    }
    let at = request.precision.as_ref();
    let at = at.map(|precision| points::points(game, precision, known, &mut found));
    let unit = found.followed[0].tracker.equations.unit;
    let passed = points::milestones(&mut found.followed[0], MILESTONES);
    let milestones = passed.iter().map(|place| shown(&found.followed[0], place));
    Ok(Logit {
        milestones: milestones.collect(),
        branches: found.followed.iter().map(branch).collect(),
        branch_points: meetings(&found, unit),
        is_cut_short: found.is_cut_short,
        at,
        alike: found.alike.into_iter().map(|(group, _)| group).collect(),
        scale: 1.0 / unit,
    })
}

/// A place of a branch in the game's own units.
fn shown(of: &Followed, place: &Place) -> PathPoint {
    let equations = &of.tracker.equations;
    PathPoint {
        precision: place.precision / equations.unit,
        profile: equations.profile(&place.probabilities),
    }
}

fn branch(followed: &Followed) -> Branch {
    let traced = &followed.traced;
    let shown = |place: &Place| shown(followed, place);
    // Errors of log ratios grow with the precision; they are measured beside it.
    let errors = traced.places.iter();
    let errors = errors.map(|place| place.residual / (1.0 + place.precision.abs()));
    Branch {
        from: followed.from,
        points: traced.places.iter().map(shown).collect(),
        folds: traced
            .folds
            .iter()
            .map(|(count, place)| (*count, shown(place)))
            .collect(),
        end: traced.end,
        limit: traced.limit.clone(),
        residual: errors.fold(0.0, f64::max),
        copies: followed.copies,
    }
}

fn meetings(found: &Branches, unit: f64) -> Vec<BranchPoint> {
    let meetings = found.meetings.iter();
    let shown = meetings.map(|meeting| BranchPoint {
        branch: meeting.branch,
        place: meeting.place,
        point: PathPoint {
            precision: meeting.precision / unit,
            profile: meeting.profile.clone(),
        },
        part: meeting.part.clone(),
    });
    shown.collect()
}
