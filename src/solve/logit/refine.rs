//! More places on a curve where the chord between two of them is not the curve.
//!
//! # Source
//! de Figueiredo (1995), "Adaptive sampling of parametric curves", *Graphics Gems V*.

use super::path::Traced;
use super::tracker::{Place, Tracker};

/// The most that a probability, or the place across a picture, may miss the chord.
const MISS: f64 = 0.003;
/// How often the part between two places is halved.
const HALVINGS: usize = 5;
/// Across, a precision `l` stands at `l / (l + 4)`.
const CENTRE: f64 = 4.0;

/// Adds places half-way between two, until chords are near the curve.
pub(super) fn refine(tracker: &mut Tracker, traced: &mut Traced) {
    let places = std::mem::take(&mut traced.places);
    // How many places there are up to each of the old ones.
    let mut counts = vec![0];
    for place in places {
        if let Some(before) = traced.places.last().cloned() {
            between(tracker, &before, &place, HALVINGS, &mut traced.places);
        }
        traced.places.push(place);
        counts.push(traced.places.len());
    }
    // What lies between two of the old places lies between two of the new ones.
    let moved = |count: usize, lies: &dyn Fn(usize) -> bool| {
        let first = counts[count];
        let last = counts.get(count + 1).copied().unwrap_or(first);
        (first..last).find(|after| lies(*after)).unwrap_or(first)
    };
    let places = &traced.places;
    for (count, _) in &mut traced.folds {
        let turns = |after: usize| {
            let [a, b] = [&places[after - 1], &places[after]].map(|p| p.tangent.1 < 0.0);
            a != b
        };
        *count = moved(*count, &turns);
    }
    for (count, at, _) in &mut traced.leaving {
        let holds = |after: usize| {
            let [a, b] = [&places[after - 1], &places[after]].map(|p| p.precision < at.precision);
            a != b
        };
        *count = moved(*count, &holds);
    }
}

fn between(tracker: &mut Tracker, from: &Place, to: &Place, depth: usize, out: &mut Vec<Place>) {
    if depth == 0 {
        return;
    }
    let Some(middle) = tracker.between(from, to) else {
        return;
    };
    let across = |place: &Place| place.precision / (place.precision.max(0.0) + CENTRE);
    let [start, end, here] = [across(from), across(to), across(&middle)];
    let span = end - start;
    // Not on a straight line, the places do not stand half-way between the two.
    let share = if span.abs() > MISS {
        (here - start) / span
    } else {
        0.5
    };
    if !(-0.5..=1.5).contains(&share) {
        return;
    }
    let pairs = from.probabilities.iter().zip(&to.probabilities);
    let misses = pairs.zip(&middle.probabilities).map(|((a, b), p)| {
        let chord = a + share * (b - a);
        (p - chord).abs()
    });
    if misses.fold(0.0, f64::max) <= MISS {
        return;
    }
    // Another curve is no part of this one.
    let far = |a: &Place, b: &Place| super::path::moved(a, b) > 0.3;
    if far(from, &middle) || far(&middle, to) {
        return;
    }
    between(tracker, from, &middle, depth - 1, out);
    out.push(middle.clone());
    between(tracker, &middle, to, depth - 1, out);
}
