//! All logit equilibria at one precision, by branch and prune over log ratios.
//!
//! A box of log ratios bounds probabilities, these bound gains, and gains times the precision bound log ratios again: what is outside has
//! no solution. Krawczyk's test excludes more, or proves that a box holds exactly one solution; one is also looked for around the
//! middle, in a box that may reach into neighbours. What is left is divided where it moves a probability most. Nothing is dropped.
//!
//! # Source
//! Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, chapters 8 and 9.

use super::fixed_point::{FixedPoint, Solution, Tested};
use crate::num::Interval;
use crate::solve::contraction::Cell;

/// The most unknowns for which everything is searched.
pub(super) const UNKNOWNS: usize = 6;
/// The most boxes that are looked at.
const BOXES: usize = 8_000;
/// Rounds of tightening by replies.
const ROUNDS: usize = 4;
/// A round that leaves more than this share of the widest probability is the last.
const PROGRESS: f64 = 0.9;
/// In boxes with wider probabilities no test is made, and in those of the second number no solution is looked for.
const WIDE: (f64, f64) = (0.7, 0.25);
/// Boxes in which no probability moves more than this and every ratio is this narrow, relative to its size, are not divided.
const NARROW: f64 = 1e-6;

/// All solutions: each in a box of its own, or in one of the boxes left undecided.
#[derive(Debug, Default)]
pub(super) struct Census {
    pub found: Vec<Solution>,
    pub undecided: usize,
}

/// Searches all log ratios.
pub(super) fn census(equations: &FixedPoint) -> Census {
    let mut census = Census::default();
    let mut boxes = vec![equations.whole()];
    let mut looked = 0;
    while let Some(mut ratios) = boxes.pop() {
        looked += 1;
        if looked > BOXES {
            census.undecided += boxes.len() + 1;
            break;
        }
        if census
            .found
            .iter()
            .any(|known| is_within(&ratios, &known.unique))
            || !tightened(equations, &mut ratios)
        {
            continue;
        }
        let widest = width(&equations.probabilities(&ratios));
        if widest < WIDE.0 {
            match equations.test(&ratios) {
                Tested::Empty => continue,
                Tested::Unique(tight) => {
                    let unique = ratios;
                    let tight = equations.narrowed(tight);
                    // A wider box around the same solution says more.
                    let middle = middle(&tight);
                    let better = equations
                        .near(&middle)
                        .filter(|s| is_within(&tight, &s.unique));
                    let solution = better.unwrap_or(Solution { unique, tight });
                    census.take(solution);
                    continue;
                }
                Tested::Narrowed(narrowed) => ratios = narrowed,
            }
        }
        if widest < WIDE.1
            && let Some(solution) = proposed(equations, &ratios)
        {
            let is_done = is_within(&ratios, &solution.unique);
            census.take(solution);
            if is_done {
                continue;
            }
        }
        match divided(equations, &ratios) {
            Some(halves) => boxes.extend(halves),
            None => census.undecided += 1,
        }
    }
    census
}

impl Census {
    /// Takes in a solution that is not known yet.
    fn take(&mut self, solution: Solution) {
        let is_known = |known: &Solution| {
            is_within(&solution.tight, &known.unique) || is_within(&known.tight, &solution.unique)
        };
        if !self.found.iter().any(is_known) {
            self.found.push(solution);
        }
    }
}

/// Tightens a box by the replies to it; false if no solution is left.
fn tightened(equations: &FixedPoint, ratios: &mut Cell) -> bool {
    let mut before = f64::INFINITY;
    for _ in 0..ROUNDS {
        let probabilities = equations.probabilities(ratios);
        let after = width(&probabilities);
        if after > PROGRESS * before {
            break;
        }
        before = after;
        let replies = equations.replies(&probabilities);
        for (sides, replies) in ratios.iter_mut().zip(&replies) {
            for (side, reply) in sides.iter_mut().zip(replies) {
                match side.meet(*reply) {
                    Some(met) => *side = met,
                    None => return false,
                }
            }
        }
    }
    true
}

/// The solution to which a few steps of Newton's method lead from the middle of a box, proved.
fn proposed(equations: &FixedPoint, ratios: &Cell) -> Option<Solution> {
    let mut point = ratios.clone();
    for _ in 0..3 {
        let at: Cell = middle(&point)
            .iter()
            .map(|sides| sides.iter().map(|z| Interval::point(*z)).collect())
            .collect();
        point = equations.newton(&at)?;
    }
    equations.near(&middle(&point))
}

fn middle(ratios: &Cell) -> Vec<Vec<f64>> {
    let of = |sides: &Vec<Interval>| sides.iter().map(|z| z.middle()).collect();
    ratios.iter().map(of).collect()
}

fn is_within(inner: &Cell, outer: &Cell) -> bool {
    let mut sides = inner.iter().flatten().zip(outer.iter().flatten());
    sides.all(|(x, y)| y.lower() <= x.lower() && x.upper() <= y.upper())
}

fn width(cell: &Cell) -> f64 {
    let sides = cell.iter().flatten();
    sides.fold(0.0, |widest, side| side.width().max(widest))
}

/// Two parts of a box, divided where a ratio moves a probability most, or is longest where none moves; none if the box is narrow.
fn divided(equations: &FixedPoint, ratios: &Cell) -> Option<[Cell; 2]> {
    let logistic = |z: f64| 1.0 / (1.0 + (-z).exp());
    let spread = |place: &(usize, usize)| {
        let side = ratios[place.0][place.1];
        logistic(side.upper()) - logistic(side.lower())
    };
    let length = |place: &(usize, usize)| ratios[place.0][place.1].width();
    let places = || equations.unknowns.iter();
    let mut best = places().max_by(|a, b| spread(a).total_cmp(&spread(b)))?;
    if spread(best) < NARROW {
        best = places().max_by(|a, b| length(a).total_cmp(&length(b)))?;
        if length(best) < NARROW * (1.0 + ratios[best.0][best.1].magnitude()) {
            return None;
        }
    }
    let side = ratios[best.0][best.1];
    // Where the probability is in the middle, unless that is at an end.
    let even = 0.5 * (logistic(side.lower()) + logistic(side.upper()));
    let at = (even / (1.0 - even)).ln();
    let margin = 0.05 * (side.upper() - side.lower());
    let is_between = at > side.lower() + margin && at < side.upper() - margin;
    let at = if is_between { at } else { side.middle() };
    if at <= side.lower() || at >= side.upper() {
        return None;
    }
    let half = |lower, upper| {
        let mut half = ratios.clone();
        half[best.0][best.1] = Interval::new(lower, upper);
        half
    };
    Some([half(side.lower(), at), half(at, side.upper())])
}
