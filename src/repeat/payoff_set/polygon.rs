//! Exact convex polygons of the plane: hulls, and points as mixtures of vertices. Points and segments are polygons too.
//!
//! # Source
//! Andrew (1979), "Another efficient algorithm for convex hulls in two dimensions", *Information Processing Letters* 9 (monotone chain).

use std::cmp::Ordering;

use super::symmetry::{has_mirrors, mirrors};
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
fn sign(near: Interval, exact: impl FnOnce() -> Rational) -> Ordering {
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

/// The vertices of a polygon of half-planes with many edges: where the lines of those meet that are not beyond where the lines beside them meet.
/// None where this does not tell, because some turn far from the one before.
fn meetings(normals: &[Point], levels: &[Rational]) -> Option<Vec<Point>> {
    let near: Vec<[Interval; 2]> = normals.iter().map(around).collect();
    let near_levels: Vec<Interval> = levels.iter().map(Interval::around).collect();
    let cross = |a: usize, b: usize| near[a][0] * near[b][1] - near[a][1] * near[b][0];
    let exact_cross = |a: usize, b: usize| {
        &(&normals[a][0] * &normals[b][1]) - &(&normals[a][1] * &normals[b][0])
    };
    let is_beyond = |[a, j, b]: [usize; 3]| {
        let certain = cross(j, b) * near_levels[a] + cross(a, j) * near_levels[b]
            - cross(a, b) * near_levels[j];
        let over = sign(certain, || {
            let combined = &(&exact_cross(j, b) * &levels[a]) + &(&exact_cross(a, j) * &levels[b]);
            &combined - &(&exact_cross(a, b) * &levels[j])
        });
        over.is_le()
    };
    let mut kept: Vec<usize> = (0..normals.len()).collect();
    let (mut k, mut looked) = (0, 0);
    while looked < kept.len() {
        let count = kept.len();
        let beside = [k % count, (k + 1) % count, (k + 2) % count].map(|place| kept[place]);
        let [a, j, b] = beside;
        if [(a, j), (j, b), (a, b)]
            .iter()
            .any(|(from, to)| !cross(*from, *to).is_positive())
        {
            return None;
        }
        match is_beyond(beside) {
            true => {
                kept.remove((k + 1) % count);
                // Those beside it have new neighbours.
                (k, looked) = ((k + 2 * count - 2) % count, 0);
            }
            false => (k, looked) = (k + 1, looked + 1),
        }
    }
    let mirrors = mirrors(normals).filter(|mirrors| has_mirrors(levels, mirrors));
    let next = kept.iter().cycle().skip(1);
    let pairs: Vec<(usize, usize)> = kept.iter().copied().zip(next.copied()).collect();
    let mut vertices: Vec<Point> = Vec::with_capacity(pairs.len());
    for (k, (a, b)) in pairs.iter().enumerate() {
        let mirrored = mirrors.as_ref().and_then(|mirrors| {
            let mirrored = (mirrors[*b], mirrors[*a]);
            pairs[..k].iter().position(|pair| *pair == mirrored)
        });
        vertices.push(match mirrored {
            Some(mirrored) => {
                let [x, y] = &vertices[mirrored];
                [y.clone(), x.clone()]
            }
            None => meeting([*a, *b].map(|k| (&normals[k], &levels[k])))?,
        });
    }
    // The least vertex goes furthest in directions just beyond that to the left.
    let left = [-1, 0].map(Rational::integer);
    let left = normals.iter().position(|normal| *normal == left)?;
    let beyond = kept.partition_point(|j| *j <= left);
    vertices.rotate_left((beyond + kept.len() - 1) % kept.len());
    Some(vertices)
}

/// Where two lines `n w = c` meet, by determinants of whole numbers; none where they nowhere or everywhere do.
fn meeting(lines: [(&Point, &Rational); 2]) -> Option<Point> {
    let [a, b] = lines.map(|(normal, level)| {
        let [(x, x_under), (y, y_under), (c, under)] =
            [&normal[0], &normal[1], level].map(Rational::to_integers);
        [
            x * &y_under * &under,
            y * &x_under * under,
            c * x_under * y_under,
        ]
    });
    let determinant = |i: usize, k: usize| &a[i] * &b[k] - &a[k] * &b[i];
    let under = determinant(0, 1);
    let entry = |over| Rational::from_integers(over, under.clone());
    Some([entry(determinant(2, 1))?, entry(determinant(0, 2))?])
}

/// The vertices of the polygon of half-planes `n w <= c`, by the angles of their directions, those of the axes, with entries one and zero, among them.
pub(super) fn half_planes(normals: &[Point], levels: &[Rational]) -> Vec<Point> {
    let level = |x: i64, y: i64| {
        let unit = [x, y].map(Rational::integer);
        let place = normals.iter().position(|normal| *normal == unit);
        &levels[place.expect("invariant: the axes are among the directions")]
    };
    let (left, low) = (-level(-1, 0), -level(0, -1));
    let (right, high) = (level(1, 0), level(0, 1));
    if left > *right || low > *high {
        return Vec::new();
    }
    if let Some(vertices) = meetings(normals, levels) {
        return vertices;
    }
    let corners = [[&left, &low], [right, &low], [right, high], [&left, high]];
    let mut points: Vec<Point> = corners.map(|corner| corner.map(Rational::clone)).to_vec();
    for (normal, level) in normals.iter().zip(levels) {
        let over = |point: &Point| &(&(&normal[0] * &point[0]) + &(&normal[1] * &point[1])) - level;
        let around = [&normal[0], &normal[1], level].map(Interval::around);
        // Only where machine numbers leave it open it is worked out.
        let sign = |point: &Point| {
            let [x, y] = point.each_ref().map(Interval::around);
            sign(around[0] * x + around[1] * y - around[2], || over(point))
        };
        let signs: Vec<Ordering> = points.iter().map(sign).collect();
        let mut kept = Vec::new();
        for (k, from) in points.iter().enumerate() {
            let next = (k + 1) % points.len();
            if signs[k].is_le() {
                kept.push(from.clone());
            }
            if signs[k].is_ne() && signs[next] == signs[k].reverse() {
                let to = &points[next];
                let (here, there) = (over(from), over(to));
                let share = &here / &(&here - &there);
                kept.push([0, 1].map(|i| &from[i] + &(&share * &(&to[i] - &from[i]))));
            }
        }
        points = kept;
    }
    hull(points)
}

/// The least payoff of each player at some points; none if there are none.
pub(in crate::repeat) fn minimum(points: &[Point]) -> Option<Point> {
    let least = |i: usize| points.iter().map(|point| &point[i]).min().cloned();
    Some([least(0)?, least(1)?])
}

/// Twice the area.
pub(super) fn double_area(vertices: &[Point]) -> Rational {
    let triangles = vertices.windows(2);
    triangles
        .map(|edge| turn(&vertices[0], &edge[0], &edge[1]))
        .sum()
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

fn around(point: &Point) -> [Interval; 2] {
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
