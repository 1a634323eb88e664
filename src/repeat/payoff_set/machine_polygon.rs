//! Convex polygons of the plane in machine numbers, whose vertices know where they come from: to propose.
//!
//! # Source
//! Andrew (1979), "Another efficient algorithm for convex hulls in two dimensions", *Information Processing Letters* 9 (monotone chain).

use super::strips::Strips;
use super::structure::Origin;

/// Positive where `c` lies to the left of the line from `a` to `b`.
#[inline]
fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Whether a point is no further from a segment.
fn is_near(a: [f64; 2], b: [f64; 2], point: [f64; 2], near: f64) -> bool {
    let (along, towards) = (
        [b[0] - a[0], b[1] - a[1]],
        [point[0] - a[0], point[1] - a[1]],
    );
    // Further from the line already, by much more than machine numbers err.
    let turned = (along[0] * towards[1] - along[1] * towards[0]).abs();
    if turned > 2.0 * near * (along[0].abs() + along[1].abs()) + f64::EPSILON {
        return false;
    }
    let dot = |x: [f64; 2], y: [f64; 2]| x[0] * y[0] + x[1] * y[1];
    let length = dot(along, along).max(f64::MIN_POSITIVE);
    let share = (dot(along, towards) / length).clamp(0.0, 1.0);
    let apart = [towards[0] - share * along[0], towards[1] - share * along[1]];
    dot(apart, apart) <= near * near
}

/// Whether all points lie in a polygon, but for so much.
pub(super) fn inside(points: &[[f64; 2]], of: &[[f64; 2]], but: f64) -> bool {
    of.len() < 3
        || (0..of.len()).all(|k| {
            let (a, b) = (of[k], of[(k + 1) % of.len()]);
            let length = (b[0] - a[0]).hypot(b[1] - a[1]);
            points
                .iter()
                .all(|point| turn(a, b, *point) >= -but * length)
        })
}

/// Whether a point clearly lies to the left of all edges of a polygon, and so in it.
pub(super) fn is_clearly_held(of: &[[f64; 2]], point: [f64; 2]) -> bool {
    let next = of.iter().cycle().skip(1);
    of.len() > 2
        && of
            .iter()
            .zip(next)
            .all(|(a, b)| turn(*a, *b, point) > CLEAR)
}

/// How far a vertex of one polygon is from that of the other in its place; infinite if there are more of one than of the other.
pub(super) fn distance(a: &[[f64; 2]], b: &[[f64; 2]]) -> f64 {
    if a.len() != b.len() {
        return f64::INFINITY;
    }
    let pairs = a.iter().zip(b);
    let apart = pairs.flat_map(|(p, q)| [(p[0] - q[0]).abs(), (p[1] - q[1]).abs()]);
    apart.fold(0.0, f64::max)
}

/// The value of a direction at a point.
#[inline]
pub(super) fn value(normal: [f64; 2], point: [f64; 2]) -> f64 {
    normal[0] * point[0] + normal[1] * point[1]
}

/// The part of a polygon in the half-plane `n w <= level`.
pub(super) fn cut(points: &[[f64; 2]], normal: [f64; 2], level: f64) -> Vec<[f64; 2]> {
    let over = |point: &[f64; 2]| value(normal, *point) - level;
    let mut kept = Vec::with_capacity(points.len() + 1);
    let Some(first) = points.first() else {
        return kept;
    };
    let mut here = over(first);
    let next = points.iter().cycle().skip(1);
    for (from, to) in points.iter().zip(next) {
        let there = over(to);
        if here <= 0.0 {
            kept.push(*from);
        }
        if here * there < 0.0 {
            let share = here / (here - there);
            kept.push([0, 1].map(|i| from[i] + share * (to[i] - from[i])));
        }
        here = there;
    }
    kept
}

/// The extreme points alone.
pub(super) fn merged(points: &[[f64; 2]], near: f64) -> Vec<[f64; 2]> {
    let points = points.iter().map(|point| (*point, Origin::default()));
    let hull = hull(points.collect(), near).into_iter();
    hull.map(|(point, _)| point).collect()
}

/// Machine numbers of payoffs in units of their own, and of directions, err by much less than this wherever they are not far apart: what is clear
/// by so much needs no second look.
pub(super) const CLEAR: f64 = 1e-9;
/// Of bounds whose weights are larger than this, machine numbers do not tell enough.
pub(super) const STEEP: f64 = 1e3;

/// Some of the points that go furthest: in the directions of the axes and between them.
fn furthest(points: &[([f64; 2], Origin)]) -> Vec<([f64; 2], Origin)> {
    const DIRECTIONS: [[f64; 2]; 8] = [
        [1.0, 0.0],
        [1.0, 1.0],
        [0.0, 1.0],
        [-1.0, 1.0],
        [-1.0, 0.0],
        [-1.0, -1.0],
        [0.0, -1.0],
        [1.0, -1.0],
    ];
    let furthest = DIRECTIONS.into_iter().filter_map(|direction| {
        let mut furthest: Option<(f64, &([f64; 2], Origin))> = None;
        for point in points {
            let reached = value(direction, point.0);
            if furthest.is_none_or(|(most, _)| reached > most) {
                furthest = Some((reached, point));
            }
        }
        furthest.map(|(_, point)| *point)
    });
    furthest.collect()
}

/// The hull of some points, to tell which others clearly lie in it.
pub(super) struct Core {
    vertices: Vec<([f64; 2], Origin)>,
    rightmost: usize,
    strips: Strips,
    /// For each strip how many vertices beyond the first lie in those to its left, and how many beyond the rightmost in those to its right.
    left: [usize; STRIPS],
    right: [usize; STRIPS],
}

/// Into how many strips such a hull is divided.
const STRIPS: usize = 16;

impl Core {
    /// Of the extreme points that [`chains`] gives; none where their hull has no inside.
    pub fn new(vertices: Vec<([f64; 2], Origin)>) -> Option<Self> {
        let across = |k: &usize| vertices[*k].0[0];
        let rightmost = (0..vertices.len()).max_by(|a, b| across(a).total_cmp(&across(b)))?;
        if vertices.len() < 3 {
            return None;
        }
        let strips = Strips::between(across(&0), across(&rightmost), STRIPS);
        let (mut left, mut right) = ([0; STRIPS], [0; STRIPS]);
        for (vertex, _) in &vertices[1..=rightmost] {
            left[strips.of(vertex[0])] += 1;
        }
        for (vertex, _) in &vertices[rightmost + 1..] {
            right[strips.of(vertex[0])] += 1;
        }
        let mut before = 0;
        for within in &mut left {
            (*within, before) = (before, before + *within);
        }
        before = 0;
        for within in right.iter_mut().rev() {
            (*within, before) = (before, before + *within);
        }
        Some(Core {
            vertices,
            rightmost,
            strips,
            left,
            right,
        })
    }

    /// Whether a point clearly lies in it.
    pub fn holds(&self, point: [f64; 2]) -> bool {
        let (of, rightmost) = (&self.vertices, self.rightmost);
        let strip = self.strips.of(point[0]);
        let (lower, upper) = (&of[1..=rightmost], &of[rightmost + 1..]);
        let (left, right) = (self.left[strip], self.right[strip]);
        let beyond = lower[left..]
            .iter()
            .take_while(|(vertex, _)| vertex[0] < point[0]);
        let below = 1 + left + beyond.count();
        let beyond = upper[right..]
            .iter()
            .take_while(|(vertex, _)| vertex[0] > point[0]);
        let above = rightmost + 1 + right + beyond.count();
        below <= rightmost
            && [below, above].into_iter().all(|k| {
                let (from, to) = (of[k - 1].0, of[k % of.len()].0);
                turn(from, to, point) > CLEAR
            })
    }
}

/// The extreme points, counter-clockwise from the leftmost; points that nearly coincide or lie nearly between others are left out.
///
/// # Source
/// Akl and Toussaint (1978), "A fast convex hull algorithm", *Information Processing Letters* 7 (points clearly inside the hull of some are left
/// out first).
pub(super) fn hull(mut points: Vec<([f64; 2], Origin)>, near: f64) -> Vec<([f64; 2], Origin)> {
    let some = furthest(&points);
    if some.len() < points.len()
        && let Some(core) = Core::new(chains(some, near))
    {
        points.retain(|(point, _)| !core.holds(*point));
    }
    chains(points, near)
}

/// The extreme points, by a lower and an upper chain.
pub(super) fn chains(mut points: Vec<([f64; 2], Origin)>, near: f64) -> Vec<([f64; 2], Origin)> {
    let mut order: Vec<(f64, usize)> = Vec::with_capacity(points.len());
    order.extend(
        points
            .iter()
            .enumerate()
            .map(|(k, (point, _))| (point[0], k)),
    );
    order.sort_unstable_by(|(x, _), (y, _)| x.total_cmp(y));
    // Points that are nearly above each other are put just there, so that their order along the line counts, not the noise across it.
    let mut rest = order.as_mut_slice();
    while let Some((line, _)) = rest.first().copied() {
        let beyond = rest.iter().position(|(x, _)| x - line > near);
        let (above, others) = rest.split_at_mut(beyond.unwrap_or(rest.len()));
        if above.len() > 1 {
            above.iter().for_each(|(_, k)| points[*k].0[0] = line);
            above.sort_unstable_by(|(_, p), (_, q)| {
                let ([_, y], origin) = points[*p];
                let ([_, other_y], other) = points[*q];
                y.total_cmp(&other_y).then(origin.cmp(&other))
            });
        }
        rest = others;
    }
    // Of points that coincide the one of the first profile stays, so that structures can be compared.
    let mut distinct: Vec<([f64; 2], Origin)> = Vec::with_capacity(points.len());
    for (_, k) in order {
        let point = points[k];
        match distinct.last_mut() {
            Some(last) if point.0[0] <= last.0[0] && point.0[1] - last.0[1] <= near => {
                last.1 = last.1.min(point.1);
            }
            _ => distinct.push(point),
        }
    }
    if distinct.len() < 3 {
        return distinct;
    }
    let chain = |places: &mut dyn Iterator<Item = usize>| {
        let mut kept: Vec<usize> = Vec::with_capacity(distinct.len());
        for place in places {
            let point = distinct[place].0;
            while let [.., a, b] = kept.as_slice()
                && let (a, b) = (distinct[*a].0, distinct[*b].0)
                && (turn(a, point, b) >= 0.0 || is_near(a, point, b, near))
            {
                kept.pop();
            }
            kept.push(place);
        }
        kept.pop();
        kept
    };
    let (lower, upper) = (
        chain(&mut (0..distinct.len())),
        chain(&mut (0..distinct.len()).rev()),
    );
    let vertices = lower.into_iter().chain(upper);
    vertices.map(|place| distinct[place]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repeat::payoff_set::structure::Place;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_extreme_points_are_those_that_no_line_between_others_covers_and_the_hull_of_some_holds_none(
            grid in prop::collection::vec((0i32..12, 0i32..12), 1..60), likely in prop::collection::vec(0usize..60, 0..10),
        ) {
            let place = |(x, y): (i32, i32)| [f64::from(x) / 7.0, f64::from(y) / 7.0];
            let points: Vec<([f64; 2], Origin)> = grid
                .iter()
                .enumerate()
                .map(|(profile, at)| (place(*at), Origin { profile, place: Place::Own }))
                .collect();
            let is_likely = |(_, origin): &&([f64; 2], Origin)| likely.contains(&origin.profile);
            let core = Core::new(chains(points.iter().filter(is_likely).copied().collect(), 1e-13));
            let is_held = |(point, _): &([f64; 2], Origin)| core.as_ref().is_some_and(|core| core.holds(*point));
            prop_assert!(points.iter().all(|point| !is_held(point) || hull(points.clone(), 1e-13).iter().all(|vertex| vertex.0.map(f64::to_bits) != point.0.map(f64::to_bits))));
            let found = hull(points, 1e-13);
            // In whole numbers: a point is extreme unless it lies in a triangle of three others, or between two.
            let turn = |a: (i32, i32), b: (i32, i32), c: (i32, i32)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
            let between = |a: (i32, i32), b: (i32, i32), p: (i32, i32)| {
                turn(a, b, p) == 0 && (p.0 - a.0) * (p.0 - b.0) <= 0 && (p.1 - a.1) * (p.1 - b.1) <= 0
            };
            let mut distinct = grid.clone();
            distinct.sort_unstable();
            distinct.dedup();
            let is_covered = |p: (i32, i32)| {
                let others: Vec<(i32, i32)> = distinct.iter().copied().filter(|q| *q != p).collect();
                others.iter().any(|a| others.iter().any(|b| between(*a, *b, p) || others.iter().any(|c| {
                    turn(*a, *b, p) > 0 && turn(*b, *c, p) > 0 && turn(*c, *a, p) > 0
                })))
            };
            let extreme: Vec<[f64; 2]> = distinct.iter().copied().filter(|p| !is_covered(*p)).map(place).collect();
            let mut seen: Vec<[f64; 2]> = found.iter().map(|(point, _)| *point).collect();
            seen.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
            prop_assert_eq!(seen.len(), extreme.len());
            for (a, b) in seen.iter().zip(&extreme) {
                prop_assert!((a[0] - b[0]).abs() < 1e-9 && (a[1] - b[1]).abs() < 1e-9);
            }
        }
    }
}
