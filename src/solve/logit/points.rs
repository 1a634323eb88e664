//! The logit equilibria at one precision: from the branches that were followed, and where the game is small from a search of everything.
//!
//! # Source
//! Krawczyk (1969), *Computing* 4 (the proof of each point, in [`fixed_point`](super::fixed_point)).

use super::answer::{At, Missing, PathPoint, Proved};
use super::branches::{Alike, Branches, Followed, distance};
use super::census::{UNKNOWNS, census};
use super::fixed_point::{FixedPoint, Solution};
use super::starts::searched;
use super::tracker::Place;
use crate::certify::Equilibrium;
use crate::game::Game;
use crate::num::{Interval, Rational, Real, exactly};
use crate::solve::contraction::Cell;

/// The most decimals of a bound.
const PLACES: i32 = 17;
/// Points of branches that are this near in all probabilities are one.
const SAME: f64 = 1e-9;

/// A point of a branch at the precision, in machine numbers.
struct Candidate {
    /// None if it was found by a search.
    branch: Option<usize>,
    logs: Vec<Vec<f64>>,
    profile: Vec<Vec<f64>>,
}

/// Proves the points of branches at a precision, and searches for all others where there are few unknowns.
pub(super) fn points(
    game: &Game,
    precision: &Rational,
    known: &[Equilibrium],
    branches: &mut Branches,
) -> At {
    let mut candidates = candidates(precision, &mut branches.followed);
    let unknowns: usize = game.counts().iter().map(|count| count - 1).sum();
    let mut at = At {
        precision: precision.clone(),
        points: Vec::new(),
        unproved: Vec::new(),
        complete: Ok(()),
    };
    if unknowns <= UNKNOWNS {
        let references = game.counts().iter().map(|count| count - 1).collect();
        let equations = FixedPoint::new(game, precision, references);
        let found = census(&equations);
        let mut undecided = found.undecided;
        for solution in &found.found {
            match proved(&equations, solution) {
                Some(profile) => at.points.push(Proved {
                    profile,
                    branch: None,
                }),
                None => undecided += 1,
            }
        }
        if undecided > 0 {
            at.complete = Err(Missing::Undecided { cells: undecided });
        }
    } else {
        at.complete = Err(Missing::TooManyUnknowns {
            unknowns,
            limit: UNKNOWNS,
        });
    }
    if at.complete.is_err() {
        search(game, precision, known, &mut candidates);
    }
    for candidate in &candidates {
        let near = |point: &&mut Proved| {
            let pairs = point
                .profile
                .iter()
                .flatten()
                .zip(candidate.profile.iter().flatten());
            pairs.into_iter().all(|(bounds, p)| {
                let (lower, upper) = bounds.enclosure(&Rational::ONE);
                let reach = exactly(SAME);
                &lower - &reach <= exactly(*p) && exactly(*p) <= &upper + &reach
            })
        };
        if let Some(known) = at.points.iter_mut().find(near) {
            known.branch = known.branch.or(candidate.branch);
            continue;
        }
        let references = candidate.logs.iter().map(|logs| largest(logs)).collect();
        let equations = FixedPoint::new(game, precision, references);
        let solution = equations.near(&candidate.logs);
        match solution.and_then(|solution| proved(&equations, &solution)) {
            Some(profile) => at.points.push(Proved {
                profile,
                branch: candidate.branch,
            }),
            None => at.unproved.extend(candidate.branch.map(|branch| {
                let precision = Interval::around(precision).middle();
                let profile = candidate.profile.clone();
                (branch, PathPoint { precision, profile })
            })),
        }
    }
    // What only differs by who of a group is who lies on a branch that was not followed because it is an image of one that was.
    for point in at.points.iter_mut().filter(|point| point.branch.is_none()) {
        let middle = |p: &Real| Interval::around(&p.enclosure(&Rational::ONE).0).middle();
        let strategies = point.profile.iter();
        let near = strategies.map(|s| s.iter().map(middle).collect()).collect();
        let sorted = sorted(near, &branches.alike);
        let is_image = |candidate: &&Candidate| {
            let image = self::sorted(candidate.profile.clone(), &branches.alike);
            distance(&image, &sorted) <= SAME
        };
        point.branch = candidates.iter().filter(is_image).find_map(|c| c.branch);
    }
    at.points.sort_by(|a, b| {
        let key = |point: &Proved| point.branch.unwrap_or(usize::MAX);
        key(a).cmp(&key(b)).then_with(|| b.profile.cmp(&a.profile))
    });
    at
}

/// A profile with the strategies of the members of each group in order.
fn sorted(mut profile: Vec<Vec<f64>>, groups: &Alike) -> Vec<Vec<f64>> {
    for (_, members) in groups {
        let mut strategies: Vec<Vec<f64>> = members.iter().map(|m| profile[*m].clone()).collect();
        strategies.sort_by(|a, b| {
            let mut orders = a.iter().zip(b).map(|(x, y)| x.total_cmp(y));
            orders
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        for (member, strategy) in members.iter().zip(strategies) {
            profile[*member] = strategy;
        }
    }
    profile
}

/// Where the branches pass the precision.
fn candidates(precision: &Rational, followed: &mut [Followed]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (branch, followed) in followed.iter_mut().enumerate() {
        let tracker = &mut followed.tracker;
        let wanted = Interval::around(precision).middle() * tracker.equations.unit;
        let places = &followed.traced.places;
        for pair in places.windows(2) {
            let [here, next] = [&pair[0], &pair[1]].map(|place| place.precision - wanted);
            if (here < 0.0) == (next < 0.0) && here.abs() > 0.0 {
                continue;
            }
            let nearer = if here.abs() <= next.abs() {
                &pair[0]
            } else {
                &pair[1]
            };
            let other = if here.abs() <= next.abs() {
                &pair[1]
            } else {
                &pair[0]
            };
            let place = tracker
                .at_precision(nearer, wanted)
                .or_else(|| tracker.at_precision(other, wanted));
            let Some(place) = place else { continue };
            let profile = tracker.equations.profile(&place.probabilities);
            if found
                .iter()
                .all(|known| distance(&known.profile, &profile) > SAME)
            {
                found.push(Candidate {
                    branch: Some(branch),
                    logs: tracker.equations.profile(&place.logs),
                    profile,
                });
            }
        }
    }
    found
}

/// Adds what searches lead to.
fn search(
    game: &Game,
    precision: &Rational,
    known: &[Equilibrium],
    candidates: &mut Vec<Candidate>,
) {
    let (tracker, places) = searched(game, Interval::around(precision).middle(), known);
    for place in places {
        let profile = tracker.equations.profile(&place.probabilities);
        let is_new = |known: &Candidate| distance(&known.profile, &profile) > SAME;
        if candidates.iter().all(is_new) {
            candidates.push(Candidate {
                branch: None,
                logs: tracker.equations.profile(&place.logs),
                profile,
            });
        }
    }
}

/// Where a branch starts, and where it first passes so many powers of ten, the first about a tenth of the unit of the precision.
pub(super) fn milestones(followed: &mut Followed, most: usize) -> Vec<Place> {
    let tracker = &mut followed.tracker;
    let places = &followed.traced.places;
    let mut found = vec![places[0].clone()];
    let first = (0.1 / tracker.equations.unit).log10().round() as i32;
    for power in (first..).take(most) {
        let wanted = 10f64.powi(power) * tracker.equations.unit;
        let Some(next) = places.iter().position(|place| place.precision >= wanted) else {
            break;
        };
        let [before, after] = [&places[next.saturating_sub(1)], &places[next]];
        let nearer = match wanted - before.precision < after.precision - wanted {
            true => [before, after],
            false => [after, before],
        };
        let mut passed = nearer.into_iter();
        found.extend(passed.find_map(|near| tracker.at_precision(near, wanted)));
    }
    found
}

fn largest(logs: &[f64]) -> usize {
    (1..logs.len()).fold(0, |best, action| match logs[action] > logs[best] {
        true => action,
        false => best,
    })
}

/// Decimal bounds of the probabilities of a solution, if no other logit equilibrium has all its probabilities between them.
fn proved(equations: &FixedPoint, solution: &Solution) -> Option<Vec<Vec<Real>>> {
    let tight = equations.probabilities(&solution.tight);
    let bounds: Vec<Vec<(Rational, Rational)>> = tight
        .iter()
        .map(|strategy| strategy.iter().map(|p| decimal_bounds(*p)).collect())
        .collect();
    let around = |(lower, upper): &(Rational, Rational)| {
        Interval::around(lower).hull(Interval::around(upper))
    };
    let hull: Cell = bounds
        .iter()
        .map(|strategy| strategy.iter().map(around).collect())
        .collect();
    equations.implies(&hull, &solution.unique).then(|| {
        let strategies = bounds.into_iter();
        strategies
            .map(|strategy| strategy.into_iter().map(Real::from).collect())
            .collect()
    })
}

/// An interval of probabilities rounded outwards to decimals that are not much wider.
fn decimal_bounds(side: Interval) -> (Rational, Rational) {
    let [lower, upper] = [side.lower(), side.upper()].map(exactly);
    let quarter = &(&upper - &lower) / &Rational::integer(4);
    let ten = |places: i32| {
        let power = Rational::integer(10).checked_pow(places);
        power.expect("invariant: ten is not zero")
    };
    let places = (1..=PLACES).rev().find(|places| ten(-places) >= quarter);
    let scale = ten(places.unwrap_or(0));
    let floor = |value: &Rational| &(value * &scale).floor() / &scale;
    let ceiling = |value: &Rational| &-(-(value * &scale)).floor() / &scale;
    (floor(&lower), ceiling(&upper))
}
