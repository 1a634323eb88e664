//! All branches that the principal one leads to: where curves meet, each that leaves is followed.
//!
//! 1. Players who are exchangeable form one class: the principal branch treats them alike, and is followed among profiles in
//!    which they play alike.
//! 2. Where another curve crosses, it is entered along the second direction in which the derivatives vanish, both ways.
//! 3. Where identical players part, some of them move one way and the others the opposite way, so that their sum stays; every
//!    division of the class into two is taken once, both ways unless the halves are equal in number and so mirror each other.
//!
//! A branch ends where it meets a branch point that is known, and none is followed twice.
//!
//! # Source
//! Allgower and Georg (2003), *Introduction to Numerical Continuation Methods*, section 8.3 (switching); Golubitsky, Stewart and Schaeffer
//! (1988), *Singularities and Groups in Bifurcation Theory* 2, theorem 13.3.5 (equivariant branching lemma).

use std::collections::VecDeque;

use super::answer::LogitError;
use super::equations::Equations;
use super::limit::settled;
use super::path::{BEYOND, Leaving, Reach, Traced, trace};
use super::tracker::{Place, Tracker};
use crate::game::Game;
use crate::solve::exchangeable::check_exchangeable;
use crate::solve::groups_of;

/// The most branches that are followed.
pub(super) const BRANCHES: usize = 24;
/// In games with more profiles players who are in no group are not compared.
const COMPARED: usize = 20_000;
/// How far aside of a branch point a new branch is looked for, in log ratios.
const ASIDE: [f64; 5] = [0.05, 0.1, 0.02, 0.2, 0.005];
/// Probabilities and, relatively, precisions that are this near are the same place.
const SAME: f64 = 1e-5;

/// Classes of several exchangeable players, and what they are called.
pub(super) type Alike = Vec<(String, Vec<usize>)>;

/// A branch as it was followed.
pub(super) struct Followed {
    pub tracker: Tracker,
    pub traced: Traced,
    pub from: Option<usize>,
    pub copies: usize,
}

/// A place where curves meet.
pub(super) struct Meeting {
    pub branch: usize,
    pub place: usize,
    pub precision: f64,
    pub profile: Vec<Vec<f64>>,
    pub part: Vec<usize>,
    /// Profiles near it from which branches came back to it.
    arrivals: Vec<Vec<Vec<f64>>>,
}

/// The branches of a game.
pub(super) struct Branches {
    pub followed: Vec<Followed>,
    pub meetings: Vec<Meeting>,
    pub is_cut_short: bool,
    /// The groups of exchangeable members.
    pub alike: Alike,
}

/// A branch still to be followed.
struct Waiting {
    from: usize,
    classes: Vec<Vec<usize>>,
    /// Logarithms of probabilities of the classes, the precision, and the direction in which the branch leaves.
    at: (Vec<f64>, f64),
    direction: (Vec<f64>, f64),
    copies: usize,
}

/// Follows the principal branch of a game and all that leave it; `reach` tells how far, given the equations.
pub(super) fn branches(
    game: &Game,
    reach: impl Fn(&Equations) -> Result<Reach, LogitError>,
) -> Result<Branches, LogitError> {
    let (classes, alike) = classes_of(game);
    let equations = Equations::new(game, classes);
    if !equations.unit.is_finite() {
        return Err(LogitError::Payoffs);
    }
    let reach = reach(&equations)?;
    let mut tracker = Tracker::new(equations);
    let start = tracker.start().ok_or(LogitError::Payoffs)?;
    let mut found = Branches {
        followed: Vec::new(),
        meetings: Vec::new(),
        is_cut_short: false,
        alike,
    };
    let settled = |tracker: &Tracker, place: &Place, enough| settled(game, tracker, place, enough);
    let traced = trace(&mut tracker, vec![start], reach, |_, _| None, settled);
    let mut waiting = VecDeque::new();
    found.take(tracker, traced, None, 1, &mut waiting);
    while let Some(next) = waiting.pop_front() {
        if found.followed.len() == BRANCHES {
            found.is_cut_short = true;
            break;
        }
        found.follow(game, next, reach, &mut waiting);
    }
    Ok(found)
}

/// Classes of players who play alike on the principal branch, and what those of several are called: the group, or the players' ids.
fn classes_of(game: &Game) -> (Vec<Vec<usize>>, Alike) {
    let groups = groups_of(game);
    let declared = |player: usize| groups.iter().find(|(_, members)| members.contains(&player));
    let are_alike = |first: usize, second: usize| match (declared(first), declared(second)) {
        (Some((_, one)), Some((_, other))) if one == other => true,
        (None, None) if game.profiles() <= COMPARED => {
            check_exchangeable(game, &[first, second]).is_ok()
        }
        _ => false,
    };
    let mut classes: Vec<Vec<usize>> = Vec::new();
    for player in 0..game.players().len() {
        match classes.iter_mut().find(|class| are_alike(class[0], player)) {
            Some(class) => class.push(player),
            None => classes.push(vec![player]),
        }
    }
    // A group whose members are not exchangeable after all is no class.
    let (alike, apart): (Vec<Vec<usize>>, Vec<Vec<usize>>) = classes
        .into_iter()
        .partition(|class| class.len() == 1 || check_exchangeable(game, class).is_ok());
    let singles = apart.into_iter().flatten().map(|player| vec![player]);
    let mut classes: Vec<Vec<usize>> = alike.into_iter().chain(singles).collect();
    classes.sort();
    let called = |class: &Vec<usize>| match declared(class[0]) {
        Some((group, _)) => group.clone(),
        None => {
            let ids = class
                .iter()
                .map(|player| game.players()[*player].id.as_str());
            ids.collect::<Vec<&str>>().join(", ")
        }
    };
    let several = classes.iter().filter(|class| class.len() > 1);
    let alike = several
        .map(|class| (called(class), class.clone()))
        .collect();
    (classes, alike)
}

impl Branches {
    /// Takes in a branch and queues those that leave it.
    fn take(
        &mut self,
        mut tracker: Tracker,
        traced: Traced,
        from: Option<usize>,
        copies: usize,
        waiting: &mut VecDeque<Waiting>,
    ) {
        let branch = self.followed.len();
        for (count, place, leaving) in &traced.leaving {
            let profile = tracker.equations.profile(&place.probabilities);
            if self.known(place.precision, &profile).is_some() {
                continue;
            }
            let number = self.meetings.len();
            let part = match leaving {
                Leaving::Crossing => Vec::new(),
                Leaving::Breaking(class) => tracker.equations.classes[*class].clone(),
            };
            self.meetings.push(Meeting {
                branch,
                place: *count,
                precision: place.precision,
                profile,
                part,
                arrivals: Vec::new(),
            });
            match leaving {
                Leaving::Crossing => waiting.extend(crossing(&mut tracker, place, number, copies)),
                Leaving::Breaking(class) => {
                    waiting.extend(parting(&mut tracker, place, *class, number, copies));
                }
            }
        }
        if let (super::path::End::Meets(number), [.., last, _]) = (traced.end, &traced.places[..]) {
            let profile = tracker.equations.profile(&last.probabilities);
            self.meetings[number].arrivals.push(profile);
        }
        self.followed.push(Followed {
            tracker,
            traced,
            from,
            copies,
        });
    }

    /// The number of the branch point at a place, if it is known.
    fn known(&self, precision: f64, profile: &[Vec<f64>]) -> Option<usize> {
        self.meetings.iter().position(|meeting| {
            (meeting.precision - precision).abs() <= SAME * (1.0 + precision.abs())
                && distance(&meeting.profile, profile) <= SAME
        })
    }

    /// Whether a place lies on a branch that was followed.
    fn is_followed(&mut self, place: &Place, profile: &[Vec<f64>]) -> bool {
        self.followed.iter_mut().any(|followed| {
            let Followed {
                tracker, traced, ..
            } = followed;
            traced.places.windows(2).any(|pair| {
                let sides = [&pair[0], &pair[1]].map(|side| side.precision - place.precision);
                let near = if sides[0].abs() < sides[1].abs() {
                    &pair[0]
                } else {
                    &pair[1]
                };
                (sides[0] < 0.0) != (sides[1] < 0.0)
                    && distance(&tracker.equations.profile(&near.probabilities), profile) < 0.3
                    && tracker
                        .at_precision(near, place.precision)
                        .is_some_and(|on| {
                            distance(&tracker.equations.profile(&on.probabilities), profile) < SAME
                        })
            })
        })
    }

    fn follow(
        &mut self,
        game: &Game,
        next: Waiting,
        reach: Reach,
        waiting: &mut VecDeque<Waiting>,
    ) {
        let mut tracker = Tracker::new(Equations::new(game, next.classes));
        let at = (&next.at.0[..], next.at.1);
        let direction = (&next.direction.0[..], next.direction.1);
        let Some(start) = ASIDE
            .iter()
            .find_map(|aside| tracker.aside(at, direction, *aside))
        else {
            return;
        };
        let profile = tracker.equations.profile(&start.probabilities);
        let meeting = &self.meetings[next.from];
        let came = |arrival: &Vec<Vec<f64>>| cosine(&meeting.profile, arrival, &profile) > 0.7;
        if meeting.arrivals.iter().any(came) || self.is_followed(&start, &profile) {
            return;
        }
        let known = |tracker: &Tracker, place: &Place| {
            let profile = tracker.equations.profile(&place.probabilities);
            self.known(place.precision, &profile)
        };
        let settled =
            |tracker: &Tracker, place: &Place, enough| settled(game, tracker, place, enough);
        let traced = trace(&mut tracker, vec![start], reach, known, settled);
        self.take(tracker, traced, Some(next.from), next.copies, waiting);
    }
}

/// The curve that crosses at a place, both ways.
fn crossing(tracker: &mut Tracker, place: &Place, from: usize, copies: usize) -> Vec<Waiting> {
    let Some((logs, precision)) = tracker.crossing(place) else {
        return Vec::new();
    };
    let way = |sign: f64| Waiting {
        from,
        classes: tracker.equations.classes.clone(),
        at: (place.logs.clone(), place.precision),
        direction: (logs.iter().map(|z| sign * z).collect(), sign * precision),
        copies,
    };
    vec![way(1.0), way(-1.0)]
}

/// The curves on which a class falls apart in two.
fn parting(
    tracker: &mut Tracker,
    place: &Place,
    class: usize,
    from: usize,
    copies: usize,
) -> Vec<Waiting> {
    let Some(difference) = tracker.difference(place, class) else {
        return Vec::new();
    };
    let equations = &tracker.equations;
    let members = &equations.classes[class];
    let own = equations.places(class);
    let mut found = Vec::new();
    for first in 1..=members.len() / 2 {
        let rest = members.len() - first;
        let mut classes = equations.classes.clone();
        let others = classes[class].split_off(first);
        classes.push(others);
        let mut logs = place.logs.clone();
        logs.extend_from_slice(&place.logs[own.clone()]);
        let ways: &[f64] = if first == rest { &[1.0] } else { &[1.0, -1.0] };
        for sign in ways {
            let mut direction = vec![0.0; place.logs.len()];
            for (entry, value) in direction[own.clone()].iter_mut().zip(&difference) {
                *entry = sign * value / first as f64;
            }
            direction.extend(difference.iter().map(|value| -sign * value / rest as f64));
            found.push(Waiting {
                from,
                classes: classes.clone(),
                at: (logs.clone(), place.precision),
                direction: (direction, 0.0),
                copies: copies.saturating_mul(choices(members.len(), first)),
            });
        }
    }
    found
}

/// In how many ways some of a number of members are chosen.
fn choices(members: usize, chosen: usize) -> usize {
    (0..chosen).fold(1usize, |ways, place| {
        ways.saturating_mul(members - place) / (place + 1)
    })
}

/// The most by which a probability differs.
pub(super) fn distance(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
    let pairs = a.iter().flatten().zip(b.iter().flatten());
    pairs.fold(0.0, |most: f64, (x, y)| most.max((x - y).abs()))
}

/// The cosine of the angle at a profile between two others.
fn cosine(at: &[Vec<f64>], a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
    let sides = at
        .iter()
        .flatten()
        .zip(a.iter().flatten().zip(b.iter().flatten()));
    let (mut product, mut first, mut second) = (0.0, 0.0, 0.0);
    for (x, (y, z)) in sides {
        product += (y - x) * (z - x);
        first += (y - x) * (y - x);
        second += (z - x) * (z - x);
    }
    product / (first * second).sqrt()
}

/// The farthest that curves are followed: the choice that matters least counts as much there, in the units of the equations.
pub(super) fn beyond(equations: &Equations) -> f64 {
    BEYOND / equations.finest
}
