//! Finds a candidate for the payoff set in machine numbers: which vertex comes from which profile, and by which binding incentive.
//!
//! The operator `R(W, u)` keeps of every profile `a` its own payoff `g(a)` where no incentive is missing, and else the ends of the lines
//! `w_i = u_i + (1 - d)/d h_i(a)` in `W`: at most four. It is repeated from the feasible payoffs above the minmax. Whenever the same vertices
//! come from the same places twice, that structure's fixed point is tried at once. What is found proves nothing.
//!
//! # Source
//! Abreu and Sannikov (2014), "An algorithm for two-player repeated games with perfect monitoring", *Theoretical Economics* 9, 313-338.

use super::structure::{Origin, Place, Structure, solved};
use crate::num::{Interval, Rational};
use crate::repeat::{Discount, Stage};

/// The stage game in machine numbers.
pub(super) struct Machine {
    /// Payoffs, by profile.
    pub payoffs: Vec<[f64; 2]>,
    /// What must be lost from tomorrow on, for each player: `(1 - d)/d h(a)`.
    pub needed: Vec<[f64; 2]>,
    /// The least the players can be held to.
    pub minmax: [f64; 2],
    /// The discount factor.
    pub discount: f64,
    /// The size of payoffs.
    pub scale: f64,
}

/// A polygon whose vertices know where they come from.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    pub points: Vec<[f64; 2]>,
    pub structure: Structure,
    /// How many times the operator was applied.
    pub steps: usize,
    /// Whether it is a fixed point as far as machine numbers show.
    pub settled: bool,
}

/// Numbers nearer than this, relative to the payoffs, are taken for equal.
const NEAR: f64 = 1e-10;

impl Machine {
    pub fn new(stage: &Stage, discount: &Discount) -> Self {
        let near = |value: &Rational| Interval::around(value).middle();
        let ratio = &discount.present() / discount.value();
        let two = |of: &dyn Fn(usize) -> f64| [of(0), of(1)];
        let payoffs: Vec<[f64; 2]> = (0..stage.profiles())
            .map(|a| two(&|player| near(stage.payoff(player, a))))
            .collect();
        let ratio = near(&ratio);
        let needed = (0..stage.profiles())
            .map(|a| two(&|player| near(&stage.gain(player, a)) * ratio))
            .collect();
        let values = || payoffs.iter().flatten().copied();
        let (most, least) = (
            values().fold(f64::MIN, f64::max),
            values().fold(f64::MAX, f64::min),
        );
        Machine {
            minmax: two(&|player| near(stage.minmax(player))),
            discount: near(discount.value()),
            scale: (most - least).max(f64::MIN_POSITIVE),
            needed,
            payoffs,
        }
    }
}

/// How the iteration goes on when the same vertices come from the same places twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// To that structure's fixed point at once, which may lie inside a larger one.
    Leaps,
    /// Step by step.
    Steps,
}

/// Repeats the operator until nothing changes, or so many times. `slack` is 1 or -1: whether incentives that just bind are met.
pub(super) fn candidate(machine: &Machine, steps: usize, slack: f64, pace: Pace) -> Candidate {
    let near = machine.scale * NEAR;
    let start = machine.payoffs.iter().map(|g| (*g, Origin::default()));
    let start: Vec<[f64; 2]> = hull(start.collect(), near)
        .into_iter()
        .map(|(p, _)| p)
        .collect();
    let mut points = above(&above(&start, 0, machine.minmax[0]), 1, machine.minmax[1]);
    let mut least = [0, 1].map(|i| minimum(&points, i).max(machine.minmax[i]));
    let mut active: Vec<usize> = (0..machine.payoffs.len()).collect();
    let mut before = Structure::default();
    let mut tried = Structure::default();
    for step in 1..=steps {
        let (next, structure) = image(machine, &points, least, &mut active, slack * near);
        if next.is_empty() {
            return Candidate {
                steps: step,
                settled: true,
                ..Candidate::default()
            };
        }
        let moved = distance(&points, &next);
        let same = structure == before;
        if moved <= near * 1e-3 && same {
            let points = solved(machine, &structure, &next).unwrap_or(next);
            return Candidate {
                points,
                structure,
                steps: step,
                settled: true,
            };
        }
        if pace == Pace::Leaps && same && structure != tried {
            tried.clone_from(&structure);
            if let Some(fixed) = solved(machine, &structure, &next)
                && let Some(found) = confirmed(machine, &fixed, &structure, slack * near)
                && inside(&fixed, &next, near)
            {
                return Candidate {
                    steps: step,
                    ..found
                };
            }
        }
        points = next;
        least = [0, 1].map(|i| minimum(&points, i).max(machine.minmax[i]));
        before = structure;
    }
    Candidate {
        points,
        structure: before,
        steps,
        settled: false,
    }
}

/// The candidate if the operator leaves it as it is.
fn confirmed(
    machine: &Machine,
    fixed: &[[f64; 2]],
    structure: &Structure,
    slack: f64,
) -> Option<Candidate> {
    let least = [0, 1].map(|i| minimum(fixed, i));
    let mut all: Vec<usize> = (0..machine.payoffs.len()).collect();
    let (again, second) = image(machine, fixed, least, &mut all, slack);
    let stays = second == *structure && distance(fixed, &again) <= machine.scale * 1e-9;
    stays.then(|| Candidate {
        points: fixed.to_vec(),
        structure: second,
        steps: 0,
        settled: true,
    })
}

/// One application of the operator; profiles that leave nothing are dropped from the active ones, since the sets only shrink.
fn image(
    machine: &Machine,
    points: &[[f64; 2]],
    least: [f64; 2],
    active: &mut Vec<usize>,
    slack: f64,
) -> (Vec<[f64; 2]>, Structure) {
    let future = machine.discount;
    let greatest = [0, 1].map(|i| points.iter().map(|p| p[i]).fold(f64::MIN, f64::max));
    let mut found: Vec<([f64; 2], Origin)> = Vec::new();
    active.retain(|a| {
        let (payoff, needed) = (machine.payoffs[*a], machine.needed[*a]);
        let corner = [0, 1].map(|i| least[i] + needed[i]);
        if (0..2).any(|i| corner[i] > greatest[i] + slack) {
            return false;
        }
        if (0..2).all(|i| payoff[i] >= corner[i] - slack) {
            found.push((
                payoff,
                Origin {
                    profile: *a,
                    place: Place::Own,
                },
            ));
            return true;
        }
        for axis in 0..2 {
            for (height, place) in ends(points, axis, corner, slack) {
                let mut then = corner;
                then[1 - axis] = height;
                let value = [0, 1].map(|i| (1.0 - future) * payoff[i] + future * then[i]);
                found.push((value, Origin { profile: *a, place }));
            }
        }
        true
    });
    let vertices = hull(found, machine.scale * NEAR);
    let lowest = |i: usize| {
        let low = minimum_of(&vertices, i);
        let near = vertices.iter().position(|(p, _)| p[i] <= low);
        near.unwrap_or(0)
    };
    let worst = [lowest(0), lowest(1)];
    let (points, origins) = vertices.into_iter().unzip();
    (points, Structure { origins, worst })
}

/// The ends of the line through the corner, along which payoffs of `axis` are the corner's, in the polygon and above the corner.
fn ends(points: &[[f64; 2]], axis: usize, corner: [f64; 2], slack: f64) -> Vec<(f64, Place)> {
    let (line, other) = (corner[axis], 1 - axis);
    let mut low: Option<(f64, Place)> = None;
    let mut high: Option<(f64, Place)> = None;
    for p in 0..points.len() {
        let q = (p + 1) % points.len();
        let (from, to) = (points[p], points[q]);
        let (left, right) = (from[axis].min(to[axis]), from[axis].max(to[axis]));
        if line < left - slack.abs() || line > right + slack.abs() {
            continue;
        }
        let hits: [Option<(f64, Place)>; 2] = if right - left <= 1e3 * slack.abs() {
            let at = |k: usize| Some((points[k][other], Place::Line { axis, p: k, q: k }));
            [at(p), at(q)]
        } else {
            let share = ((line - from[axis]) / (to[axis] - from[axis])).clamp(0.0, 1.0);
            let height = from[other] + share * (to[other] - from[other]);
            [Some((height, Place::Line { axis, p, q })), None]
        };
        for hit in hits.into_iter().flatten() {
            if low.is_none_or(|(height, _)| hit.0 < height) {
                low = Some(hit);
            }
            if high.is_none_or(|(height, _)| hit.0 > height) {
                high = Some(hit);
            }
        }
    }
    let mut found = Vec::new();
    if let (Some(low), Some(high)) = (low, high)
        && high.0 >= corner[other] - slack
    {
        if high.0 > corner[other] + slack.abs() {
            found.push(high);
        }
        found.push(match low.0 >= corner[other] {
            true => low,
            false => (corner[other], Place::Corner),
        });
    }
    found
}

fn minimum(points: &[[f64; 2]], axis: usize) -> f64 {
    points.iter().map(|p| p[axis]).fold(f64::INFINITY, f64::min)
}

fn minimum_of(points: &[([f64; 2], Origin)], axis: usize) -> f64 {
    points
        .iter()
        .map(|(p, _)| p[axis])
        .fold(f64::INFINITY, f64::min)
}

fn distance(a: &[[f64; 2]], b: &[[f64; 2]]) -> f64 {
    if a.len() != b.len() {
        return f64::INFINITY;
    }
    let pairs = a
        .iter()
        .zip(b)
        .flat_map(|(p, q)| [(p[0] - q[0]).abs(), (p[1] - q[1]).abs()]);
    pairs.fold(0.0, f64::max)
}

fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// How far `c` lies to the left of the line from `a` to `b`.
fn side(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    turn(a, b, c) / (b[0] - a[0]).hypot(b[1] - a[1]).max(f64::MIN_POSITIVE)
}

fn inside(points: &[[f64; 2]], of: &[[f64; 2]], near: f64) -> bool {
    if of.len() < 3 {
        return true;
    }
    (0..of.len()).all(|k| {
        points
            .iter()
            .all(|p| side(of[k], of[(k + 1) % of.len()], *p) >= -1e2 * near)
    })
}

/// The part of a polygon in which a payoff is at least `level`.
fn above(points: &[[f64; 2]], axis: usize, level: f64) -> Vec<[f64; 2]> {
    let mut kept = Vec::new();
    for (k, from) in points.iter().enumerate() {
        let to = points[(k + 1) % points.len()];
        if from[axis] >= level {
            kept.push(*from);
        }
        if (from[axis] > level && to[axis] < level) || (from[axis] < level && to[axis] > level) {
            let share = (level - from[axis]) / (to[axis] - from[axis]);
            let mut cut = [level; 2];
            cut[1 - axis] = from[1 - axis] + share * (to[1 - axis] - from[1 - axis]);
            kept.push(cut);
        }
    }
    kept
}

/// The extreme points, counter-clockwise from the leftmost; points that nearly coincide or lie nearly between others are left out.
fn hull(mut points: Vec<([f64; 2], Origin)>, near: f64) -> Vec<([f64; 2], Origin)> {
    // Of points that coincide the one of the first profile stays, so that structures can be compared.
    points.sort_by(|(p, a), (q, b)| {
        p[0].total_cmp(&q[0])
            .then(p[1].total_cmp(&q[1]))
            .then(a.cmp(b))
    });
    let mut distinct: Vec<([f64; 2], Origin)> = Vec::new();
    for point in points {
        let close = |(p, _): &&mut ([f64; 2], Origin)| {
            (p[0] - point.0[0]).abs() <= near && (p[1] - point.0[1]).abs() <= near
        };
        let mut last = distinct.iter_mut().rev().take(8);
        match last.find(close) {
            Some(known) if point.1 < known.1 => *known = point,
            Some(_) => {}
            None => distinct.push(point),
        }
    }
    if distinct.len() < 3 {
        return distinct;
    }
    let chain = |points: &mut dyn Iterator<Item = &([f64; 2], Origin)>| {
        let mut kept: Vec<([f64; 2], Origin)> = Vec::new();
        for point in points {
            while let [.., a, b] = kept.as_slice()
                && side(a.0, point.0, b.0) >= -near
            {
                kept.pop();
            }
            kept.push(*point);
        }
        kept
    };
    let mut vertices = chain(&mut distinct.iter());
    vertices.pop();
    vertices.extend(chain(&mut distinct.iter().rev()));
    vertices.pop();
    vertices
}
