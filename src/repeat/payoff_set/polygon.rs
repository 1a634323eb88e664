//! Exact convex polygons of the plane: hulls, and points as mixtures of vertices. Points and segments are polygons too.
//!
//! # Source
//! Andrew (1979), "Another efficient algorithm for convex hulls in two dimensions", *Information Processing Letters* 9 (monotone chain).

use std::cmp::Ordering;

use crate::num::{Interval, Rational, exactly};

/// A payoff for each of two players.
pub type Point = [Rational; 2];

/// Twice the signed area of a triangle; positive where the corners are counter-clockwise.
pub(super) fn turn(a: &Point, b: &Point, c: &Point) -> Rational {
    if let Some(([a, b, c], [x_under, y_under])) = over_common([a, b, c]) {
        let under = Rational::from(i128::from(x_under) * i128::from(y_under));
        return &Rational::from(turn_of_words(a, b, c)) / &under;
    }
    let along = &(&b[0] - &a[0]) * &(&c[1] - &a[1]);
    &along - &(&(&b[1] - &a[1]) * &(&c[0] - &a[0]))
}

/// The points as quotients of words by a common denominator for each axis, where they are short.
fn over_common<const N: usize>(points: [&Point; N]) -> Option<([[i64; 2]; N], [i64; 2])> {
    let (x, x_under) = Rational::over_common(points.map(|point| &point[0]))?;
    let (y, y_under) = Rational::over_common(points.map(|point| &point[1]))?;
    let mut scaled = [[0; 2]; N];
    for (k, point) in scaled.iter_mut().enumerate() {
        *point = [x[k], y[k]];
    }
    Some((scaled, [x_under, y_under]))
}

/// As [`turn`]; products of differences of such words have less than 126 digits.
fn turn_of_words(a: [i64; 2], b: [i64; 2], c: [i64; 2]) -> i128 {
    let product = |x: i64, y: i64| i128::from(x) * i128::from(y);
    product(b[0] - a[0], c[1] - a[1]) - product(b[1] - a[1], c[0] - a[0])
}

/// A point with certain bounds of its coordinates: they decide where they can.
struct Enclosed {
    point: Point,
    near: [Interval; 2],
}

impl Enclosed {
    fn new(point: Point) -> Self {
        let near = around(&point);
        Enclosed { point, near }
    }

    fn cmp(&self, other: &Enclosed) -> Ordering {
        let along = |i: usize| match &self.near[i] {
            near if near.upper() < other.near[i].lower() => Ordering::Less,
            near if near.lower() > other.near[i].upper() => Ordering::Greater,
            _ => self.point[i].cmp(&other.point[i]),
        };
        along(0).then_with(|| along(1))
    }
}

/// The sign of [`turn`], from certain bounds if they tell.
fn turn_sign(corners: [&Point; 3], near: [&[Interval; 2]; 3]) -> Ordering {
    let [a, b, c] = near;
    let turned = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    sign(turned, || turn(corners[0], corners[1], corners[2]))
}

/// On which side of the first of two directions the second is: positive for the left one; from certain bounds if they tell.
pub(super) fn cross_sign([a, b]: [&Point; 2], near: [&[Interval; 2]; 2]) -> Ordering {
    let [near_a, near_b] = near;
    let turned = near_a[0] * near_b[1] - near_a[1] * near_b[0];
    sign(turned, || &(&a[0] * &b[1]) - &(&a[1] * &b[0]))
}

/// A sign, from certain bounds if they tell.
pub(super) fn sign(near: Interval, exact: impl FnOnce() -> Rational) -> Ordering {
    match (near.is_negative(), near.is_positive()) {
        (true, _) => Ordering::Less,
        (_, true) => Ordering::Greater,
        _ => exact().sign(),
    }
}

/// The extreme points of the convex hull, counter-clockwise from the least.
pub(super) fn hull(points: Vec<Point>) -> Vec<Point> {
    let mut points: Vec<Enclosed> = points.into_iter().map(Enclosed::new).collect();
    points.sort_by(Enclosed::cmp);
    points.dedup_by(|a, b| a.near == b.near && a.point == b.point);
    if points.len() < 3 {
        return points.into_iter().map(|point| point.point).collect();
    }
    let mut vertices = chain(points.iter());
    vertices.pop();
    vertices.extend(chain(points.iter().rev()));
    vertices.pop();
    vertices
        .into_iter()
        .map(|vertex| vertex.point.clone())
        .collect()
}

fn chain<'a>(points: impl Iterator<Item = &'a Enclosed>) -> Vec<&'a Enclosed> {
    let mut kept: Vec<&Enclosed> = Vec::new();
    for point in points {
        while let [.., a, b] = kept.as_slice()
            && turn_sign(
                [&a.point, &b.point, &point.point],
                [&a.near, &b.near, &point.near],
            )
            .is_le()
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// A point as a mixture of at most three vertices: their numbers with positive weights; none if it lies outside.
pub(super) fn mixture(vertices: &[Point], point: &Point) -> Option<Vec<(usize, Rational)>> {
    let side = |k: usize| turn(&vertices[0], &vertices[k], point).sign();
    mixture_by(vertices, point, side)
}

/// The same where it is known on which side of the line from the first vertex to each other one the point is.
fn mixture_by(
    vertices: &[Point],
    point: &Point,
    side: impl Fn(usize) -> Ordering,
) -> Option<Vec<(usize, Rational)>> {
    if let Some(vertex) = vertices.iter().position(|vertex| vertex == point) {
        return Some(vec![(vertex, Rational::ONE)]);
    }
    match vertices {
        [] | [_] => None,
        [a, b] => on_segment(a, b, point).map(|share| pair([0, 1], share)),
        [first, ..] => {
            // The point lies in the triangle of the first vertex and the edge on whose left side, seen from the first, it is.
            let last = vertices.len() - 1;
            if side(1).is_lt() || side(last).is_gt() {
                return None;
            }
            let (mut k, mut beyond) = (1, last);
            while beyond - k > 1 {
                let middle = k + (beyond - k) / 2;
                match side(middle).is_ge() {
                    true => k = middle,
                    false => beyond = middle,
                }
            }
            let (a, b) = (&vertices[k], &vertices[k + 1]);
            let [on_a, on_b] = shares(first, [a, b], point);
            let on_first = &(&Rational::ONE - &on_a) - &on_b;
            let weights = [(0, on_first), (k, on_a), (k + 1, on_b)];
            if weights.iter().any(|(_, weight)| weight.sign().is_lt()) {
                return None;
            }
            let positive = weights.into_iter().filter(|(_, weight)| !weight.is_zero());
            Some(positive.collect())
        }
    }
}

/// How much of the two last corners of a triangle there is in a point.
fn shares(first: &Point, [a, b]: [&Point; 2], point: &Point) -> [Rational; 2] {
    if let Some(([first, a, b, point], _)) = over_common([first, a, b, point]) {
        let whole = Rational::from(turn_of_words(first, a, b));
        let parts = [
            turn_of_words(first, point, b),
            turn_of_words(first, a, point),
        ];
        return parts.map(|part| &Rational::from(part) / &whole);
    }
    let whole = turn(first, a, b);
    [turn(first, point, b), turn(first, a, point)].map(|part| &part / &whole)
}

fn pair(places: [usize; 2], share: Rational) -> Vec<(usize, Rational)> {
    let rest = &Rational::ONE - &share;
    vec![(places[0], rest), (places[1], share)]
}

/// The share of the way from `a` to `b` at which a point between them lies.
fn on_segment(a: &Point, b: &Point, point: &Point) -> Option<Rational> {
    if !turn(a, b, point).is_zero() {
        return None;
    }
    let axis = usize::from(a[0] == b[0]);
    let share = &(&point[axis] - &a[axis]) / &(&b[axis] - &a[axis]);
    (share.sign() != Ordering::Less && share <= Rational::ONE).then_some(share)
}

/// The least payoff of each player at some points; none if there are none.
pub(in crate::repeat) fn minimum(points: &[Point]) -> Option<Point> {
    let least = |i: usize| points.iter().map(|point| &point[i]).min().cloned();
    Some([least(0)?, least(1)?])
}

/// Twice the area.
pub(super) fn double_area(vertices: &[Point]) -> Rational {
    let Some(first) = vertices.first() else {
        return Rational::ZERO;
    };
    let (x, y): (Vec<&Rational>, Vec<&Rational>) = vertices.iter().map(|[x, y]| (x, y)).unzip();
    let words = Rational::over_common_of(x.iter().copied())
        .zip(Rational::over_common_of(y.iter().copied()));
    // Turns of such words have less than 126 digits, and those of a convex polygon add up to no more than four times the largest there can be.
    if let Some(((x, x_under), (y, y_under))) = words {
        let corner = |k: usize| [x[k], y[k]];
        let turns = (1..vertices.len()).map(|k| turn_of_words(corner(0), corner(k - 1), corner(k)));
        let under = Rational::from(i128::from(x_under) * i128::from(y_under));
        return &Rational::from(turns.sum::<i128>()) / &under;
    }
    let triangles = vertices.windows(2);
    triangles.map(|edge| turn(first, &edge[0], &edge[1])).sum()
}

/// A number that no vertex of `outer` is further from the hull of `vertices`, in either coordinate; none if only one of them is empty.
pub(super) fn gap(vertices: &[Point], outer: &[Point]) -> Option<Rational> {
    if vertices.is_empty() && !outer.is_empty() {
        return None;
    }
    let known = Known::new(vertices);
    let edges = known.edges();
    let mut furthest = 0f64;
    // Both polygons go round: what is beyond an edge is followed by what is beyond that edge, or one soon after.
    let mut edge = 0;
    for point in outer {
        let near = around(point);
        let beyond = known.edge_before(edge, near);
        edge = beyond.unwrap_or(edge);
        if beyond.is_some() || known.mixture(point).is_none() {
            furthest = furthest.max(known.distance(&edges, near));
        }
    }
    furthest.is_finite().then(|| exactly(furthest))
}

/// The vertices of a polygon with certain bounds of their coordinates, to be asked for points again and again.
pub(super) struct Known<'a> {
    vertices: &'a [Point],
    near: Vec<[Interval; 2]>,
}

impl<'a> Known<'a> {
    pub fn new(vertices: &'a [Point]) -> Self {
        let near = vertices.iter().map(around).collect();
        Known { vertices, near }
    }

    /// As [`mixture`]; points that are certainly outside cost little.
    pub fn mixture(&self, point: &Point) -> Option<Vec<(usize, Rational)>> {
        let near = around(point);
        if self.edge_before(0, near).is_some() {
            return None;
        }
        let side = |k: usize| {
            let corners = [&self.vertices[0], &self.vertices[k], point];
            turn_sign(corners, [&self.near[0], &self.near[k], &near])
        };
        mixture_by(self.vertices, point, side)
    }

    /// An edge on whose outer side a point certainly is, the first from some edge on; none if none shows it.
    fn edge_before(&self, first: usize, point: [Interval; 2]) -> Option<usize> {
        let count = self.near.len();
        let is_outside = |k: &usize| {
            let (a, b) = (self.near[*k], self.near[(k + 1) % count]);
            // Where machine numbers show it on the inner side, it is hardly outside for certain.
            let ([from, to], seen) = ([middle(a), middle(b)], middle(point));
            let along = (to[0] - from[0]) * (seen[1] - from[1]);
            if along > (to[1] - from[1]) * (seen[0] - from[0]) {
                return false;
            }
            let along = (b[0] - a[0]) * (point[1] - a[1]);
            (along - (b[1] - a[1]) * (point[0] - a[0])).is_negative()
        };
        let mut edges = (first..count).chain(0..first);
        edges.find(is_outside).filter(|_| count > 2)
    }

    /// The ends of all edges in machine numbers.
    fn edges(&self) -> Vec<[[f64; 2]; 2]> {
        let ends = self.near.iter().copied().map(middle);
        let next = ends.clone().cycle().skip(1);
        ends.zip(next).map(|(from, to)| [from, to]).collect()
    }

    /// How far a point is at most from the polygon, in the coordinate in which it is further.
    fn distance(&self, edges: &[[[f64; 2]; 2]], near: [Interval; 2]) -> f64 {
        // Any edge bounds the distance: those that seem nearest do it best.
        let point = middle(near);
        let seen = |[a, b]: &[[f64; 2]; 2]| {
            let share = share_next_to(*a, *b, point);
            let apart = [0, 1].map(|i| (point[i] - a[i] - (b[i] - a[i]) * share).abs());
            apart[0].max(apart[1])
        };
        let seen: Vec<f64> = edges.iter().map(seen).collect();
        let nearest = seen.iter().copied().fold(f64::INFINITY, f64::min);
        let nearest = (0..seen.len()).filter(|k| seen[*k] <= nearest + 1e-12);
        let next = |k: usize| self.near[(k + 1) % self.near.len()];
        let distance = nearest.map(|k| to_segment(self.near[k], next(k), near));
        distance.fold(f64::INFINITY, f64::min)
    }
}

pub(super) fn around(point: &Point) -> [Interval; 2] {
    point.each_ref().map(Interval::around)
}

/// How far a point is at most from the point of a segment next to it, in the coordinate in which it is further.
fn to_segment(a: [Interval; 2], b: [Interval; 2], point: [Interval; 2]) -> f64 {
    let share = share_next_to(middle(a), middle(b), middle(point));
    let apart = [0, 1].map(|i| (point[i] - a[i] - (b[i] - a[i]) * share).magnitude());
    apart[0].max(apart[1])
}

/// The share of the way along a segment to the point next to another one.
fn share_next_to(a: [f64; 2], b: [f64; 2], point: [f64; 2]) -> f64 {
    let difference = |to: [f64; 2]| [to[0] - a[0], to[1] - a[1]];
    let (along, towards) = (difference(b), difference(point));
    let dot = |x: [f64; 2], y: [f64; 2]| x[0] * y[0] + x[1] * y[1];
    let share = dot(along, towards) / dot(along, along);
    match share.is_nan() {
        true => 0.0,
        false => share.clamp(0.0, 1.0),
    }
}

fn middle(point: [Interval; 2]) -> [f64; 2] {
    point.map(Interval::middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(x: i64, y: i64) -> Point {
        [x, y].map(Rational::integer)
    }

    proptest! {
        #[test]
        fn a_point_is_the_mixture_of_vertices_that_is_named(
            all in prop::collection::vec((-4i64..5, -4i64..5), 1..9), x in -9i64..10, y in -9i64..10,
        ) {
            let all: Vec<Point> = all.into_iter().map(|(x, y)| point(x, y)).collect();
            let vertices = hull(all.clone());
            let sought = [Rational::ratio(x, 2), Rational::ratio(y, 2)];
            let sides = (0..vertices.len()).map(|k| turn(&vertices[k], &vertices[(k + 1) % vertices.len()], &sought));
            let inside = sides.into_iter().all(|side| side.sign().is_ge());
            match mixture(&vertices, &sought) {
                Some(mixture) => for axis in 0..2 {
                    prop_assert!(mixture.iter().all(|(_, p)| p.sign().is_gt()));
                    let sum: Rational = mixture.iter().map(|(_, p)| p.clone()).sum();
                    prop_assert_eq!(sum, Rational::ONE);
                    let mean: Rational = mixture.iter().map(|(k, p)| p * &vertices[*k][axis]).sum();
                    prop_assert_eq!(&mean, &sought[axis]);
                },
                None => prop_assert!(vertices.len() < 3 || !inside),
            }
            for point in &all {
                prop_assert!(mixture(&vertices, point).is_some());
            }
        }
    }

    #[test]
    fn the_area_of_a_square_is_that_of_its_side_squared() {
        let square = hull(vec![
            point(0, 0),
            point(2, 2),
            point(2, 0),
            point(0, 2),
            point(1, 1),
        ]);
        assert_eq!(square.len(), 4);
        assert_eq!(double_area(&square), Rational::integer(8));
    }
}
