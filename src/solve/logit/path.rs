//! One curve of logit equilibria from a place to its end, with its folds and the places where other curves leave it.
//!
//! A step is taken again, half as long, where the prediction misses by much, the tangent turns sharply or a probability moves far: so
//! a curve is not exchanged for a neighbour. A fold lies where the precision stops growing along the curve or begins to; a branch
//! point where the bordered determinant changes sign, or for a class of identical players the determinant in the directions in which they
//! differ. Both are located along the curve by regula falsi. All of this is machine arithmetic and proves nothing.
//!
//! # Source
//! Allgower and Georg (2003), *Introduction to Numerical Continuation Methods*, chapters 6 (step lengths), 8 (branch points) and 9 (folds);
//! Dowell and Jarratt (1971), *BIT* 11 (regula falsi that does not get stuck).

use super::answer::Limit;
use super::tracker::{Place, Tracker};

/// The first step.
const FIRST: f64 = 0.05;
/// The largest first correction, in log ratios, and the one that is aimed at.
const MISS: (f64, f64) = (0.4, 0.03);
/// The most that a probability may move in a step, and what is aimed at.
const MOVE: (f64, f64) = (0.2, 0.12);
/// The least cosine of the angle by which the tangent turns.
const COSINE: f64 = 0.7;
/// A step is at most so many times as long as the one before.
const GROWTH: f64 = 2.5;
/// Steps that are shorter, relative to the precision, are none.
const SHORTEST: f64 = 1e-9;
/// The most steps of one curve.
const STEPS: usize = 20_000;
/// By so much a choice that stays open must matter, times the precision, where a curve has settled; and where it cannot be followed farther.
const ENOUGH: (f64, f64) = (1e8, 1e4);
/// What is left for all other actions where one is played all but surely.
const SURELY: f64 = 1e-6;
/// After a precision at which a curve has not settled, the next to look at is so many times as large.
const AGAIN: f64 = 1.5;
/// Where the choice that matters least matters by so much, times the precision, machine numbers tell nothing more.
pub(super) const BEYOND: f64 = 1e10;
/// Where a determinant is this small a part of what it was, it is zero; elsewhere it jumped.
const SMALL: f64 = 1e-3;

/// How far a curve is followed, in units of one over the unit of payoffs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    /// It does not end before this precision.
    pub least: f64,
    /// It ends at this precision.
    pub largest: f64,
    /// Whether somebody asked for that.
    pub is_asked: bool,
}

/// How a curve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It has settled near an equilibrium that is certified.
    Settled,
    /// The largest precision was reached.
    Largest,
    /// It leads to a branch point that is known, by number.
    Meets(usize),
    /// It came back to precision zero, where there is one equilibrium only: it has left its course.
    Returned,
    /// It could not be followed any further.
    Lost,
}

/// What happens at a place of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// Another curve crosses.
    Crossing,
    /// Curves leave on which the members of a class differ.
    Breaking(usize),
}

/// A curve that was followed.
#[derive(Debug)]
pub(super) struct Traced {
    pub places: Vec<Place>,
    /// Folds, each after how many places.
    pub folds: Vec<(usize, Place)>,
    /// Branch points, each after how many places.
    pub leaving: Vec<(usize, Place, Leaving)>,
    pub end: End,
    /// The equilibrium at which it has settled.
    pub limit: Option<Limit>,
}

/// Follows a curve; `known` tells the number of a branch point at which it is to end, `settled` the equilibrium near which it has settled, if
/// choices that stay open there matter enough.
pub(super) fn trace(
    tracker: &mut Tracker,
    start: Vec<Place>,
    reach: Reach,
    known: impl Fn(&Tracker, &Place) -> Option<usize>,
    settled: impl Fn(&Tracker, &Place, f64) -> Option<Limit>,
) -> Traced {
    let mut look = 0.0;
    let mut traced = Traced {
        places: start,
        folds: Vec::new(),
        leaving: Vec::new(),
        end: End::Lost,
        limit: None,
    };
    let mut length = FIRST;
    for _ in 0..STEPS {
        let [before, here] = match traced.places.as_slice() {
            [here] => [None, Some(here)],
            [.., before, here] => [Some(before), Some(here)],
            [] => [None, None],
        };
        let Some(here) = here else { break };
        if here.precision < 0.0 {
            traced.end = End::Returned;
            break;
        }
        let may_settle = here.surely > 1.0 - SURELY || here.precision >= ENOUGH.0;
        let leads_on = here.tangent.1 > 0.0 && here.precision >= reach.least.max(look);
        if may_settle && leads_on {
            traced.limit = settled(tracker, here, ENOUGH.0);
            if traced.limit.is_some() {
                traced.end = End::Settled;
                break;
            }
            look = AGAIN * here.precision;
        }
        if here.precision >= reach.largest {
            traced.end = End::Largest;
            break;
        }
        if length < SHORTEST * (1.0 + here.precision.abs()) {
            break;
        }
        let Some(step) = tracker.step(here, before, length) else {
            length *= 0.4;
            continue;
        };
        let moved = moved(here, &step.place);
        if step.missed > MISS.0 || moved > MOVE.0 || step.cosine < COSINE {
            length *= 0.5;
            continue;
        }
        let along = Along {
            here,
            before,
            length,
        };
        let Some(found) = along.events(tracker, &step.place) else {
            length *= 0.5;
            continue;
        };
        let count = traced.places.len();
        let met = found.leaving.iter().find_map(|(place, leaving)| {
            let is_crossing = *leaving == Leaving::Crossing;
            is_crossing
                .then(|| Some((known(tracker, place)?, place.clone())))
                .flatten()
        });
        traced.folds.extend(found.fold.map(|place| (count, place)));
        if let Some((number, place)) = met {
            traced.places.push(place);
            traced.end = End::Meets(number);
            break;
        }
        traced.leaving.extend(
            found
                .leaving
                .into_iter()
                .map(|(place, what)| (count, place, what)),
        );
        let factor = (MISS.1 / step.missed.max(1e-12)).sqrt().sqrt();
        let factor = factor.min(MOVE.1 / moved.max(1e-12)).clamp(0.4, GROWTH);
        length *= factor;
        if step.place.precision > reach.largest {
            let last = tracker.at_precision(&step.place, reach.largest);
            traced.places.extend(last);
            traced.end = End::Largest;
            break;
        }
        traced.places.push(step.place);
    }
    let is_forced = traced.end == End::Lost || traced.end == End::Largest && !reach.is_asked;
    if let (true, Some(last)) = (is_forced, traced.places.last()) {
        traced.limit = settled(tracker, last, ENOUGH.1);
        if traced.limit.is_some() {
            traced.end = End::Settled;
        }
    }
    traced
}

/// The most that a probability differs.
pub(super) fn moved(from: &Place, to: &Place) -> f64 {
    let pairs = from.probabilities.iter().zip(&to.probabilities);
    pairs.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()))
}

/// What lies on one step.
struct Events {
    fold: Option<Place>,
    leaving: Vec<(Place, Leaving)>,
}

/// One step of a curve, to look for what lies on it.
struct Along<'a> {
    here: &'a Place,
    before: Option<&'a Place>,
    length: f64,
}

impl Along<'_> {
    /// Folds and branch points on the step; none if a determinant jumped, so that the step led to another curve.
    fn events(&self, tracker: &mut Tracker, next: &Place) -> Option<Events> {
        let mut leaving = Vec::new();
        let changed = |a: f64, b: f64| (a < 0.0) != (b < 0.0);
        if changed(self.here.crossing, next.crossing) {
            let size = self.here.crossing.abs().max(next.crossing.abs());
            let place = self.locate(tracker, next, |place| place.crossing)?;
            if place.crossing.abs() > SMALL * size {
                return None;
            }
            leaving.push((place, Leaving::Crossing));
        }
        for class in 0..next.breaking.len() {
            if changed(self.here.breaking[class], next.breaking[class]) {
                let place = self.locate(tracker, next, |place| place.breaking[class])?;
                leaving.push((place, Leaving::Breaking(class)));
            }
        }
        let is_fold = changed(self.here.tangent.1, next.tangent.1);
        let fold = is_fold.then(|| self.locate(tracker, next, |place| place.tangent.1));
        Some(Events {
            fold: fold.flatten(),
            leaving,
        })
    }

    /// The place where a number that changes its sign along the step is zero.
    fn locate(
        &self,
        tracker: &mut Tracker,
        next: &Place,
        value: impl Fn(&Place) -> f64,
    ) -> Option<Place> {
        let (mut low, mut high) = (0.0, self.length);
        let (mut at_low, mut at_high) = (value(self.here), value(next));
        let mut best = next.clone();
        for round in 0..60 {
            if high - low <= 1e-13 * self.length {
                break;
            }
            let even = low + 0.5 * (high - low);
            let falsi = low + (high - low) * at_low / (at_low - at_high);
            // Every third time the middle, whatever the numbers say.
            let is_usable = falsi.is_finite() && falsi > low && falsi < high && round % 3 != 2;
            let trial = if is_usable { falsi } else { even };
            let found = tracker
                .step(self.here, self.before, trial)
                .or_else(|| tracker.step(self.here, self.before, low + 0.51 * (high - low)));
            let Some(found) = found else { break };
            let at = value(&found.place);
            let is_small = at.abs() <= 1e-13 * (at_low.abs() + at_high.abs());
            best = found.place;
            if is_small {
                break;
            }
            if (at < 0.0) == (at_low < 0.0) {
                (low, at_low) = (trial, at);
                at_high *= 0.5;
            } else {
                (high, at_high) = (trial, at);
                at_low *= 0.5;
            }
        }
        Some(best)
    }
}
