//! The vertices of exact polygons that are given by half-planes.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::polygon::{Point, around, hull, sign};
use super::symmetry::{has_mirrors, mirrors};
use crate::num::{Interval, Rational};

/// The vertices of a polygon of half-planes with many edges: where the lines of those meet that are not beyond where the lines beside them meet.
/// None where this does not tell, because some turn far from the one before.
fn meetings(normals: &[Point], levels: &[Rational]) -> Option<Vec<Point>> {
    let near: Vec<[Interval; 2]> = normals.iter().map(around).collect();
    let near_levels: Vec<Interval> = levels.iter().map(Interval::around).collect();
    let cross = |a: usize, b: usize| near[a][0] * near[b][1] - near[a][1] * near[b][0];
    let lines: Vec<Line> = normals.iter().zip(levels).map(line).collect();
    let is_beyond = |[a, j, b]: [usize; 3]| {
        let certain = cross(j, b) * near_levels[a] + cross(a, j) * near_levels[b]
            - cross(a, b) * near_levels[j];
        match (certain.is_negative(), certain.is_positive()) {
            (true, _) => true,
            (_, true) => false,
            _ => {
                let [a, j, b] = [a, j, b].map(|k| &lines[k]);
                let part = |x: &Line, y: &Line, z: &Line| determinant(x, y, [0, 1]) * &z[2];
                part(j, b, a) + part(a, j, b) <= part(a, b, j)
            }
        }
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
            None => meeting(&lines[*a], &lines[*b])?,
        });
    }
    // The least vertex goes furthest in directions just beyond that to the left.
    let left = [-1, 0].map(Rational::integer);
    let left = normals.iter().position(|normal| *normal == left)?;
    let beyond = kept.partition_point(|j| *j <= left);
    vertices.rotate_left((beyond + kept.len() - 1) % kept.len());
    Some(vertices)
}

/// A half-plane in whole numbers: the entries of its direction, and its level.
type Line = [IBig; 3];

fn line((normal, level): (&Point, &Rational)) -> Line {
    let [(x, x_under), (y, y_under), (c, under)] =
        [&normal[0], &normal[1], level].map(Rational::to_integers);
    [
        x * &y_under * &under,
        y * &x_under * under,
        c * x_under * y_under,
    ]
}

fn determinant(a: &Line, b: &Line, [i, k]: [usize; 2]) -> IBig {
    &a[i] * &b[k] - &a[k] * &b[i]
}

/// Where two lines meet; none where they nowhere or everywhere do.
fn meeting(a: &Line, b: &Line) -> Option<Point> {
    let under = determinant(a, b, [0, 1]);
    let entry = |places| Rational::from_integers(determinant(a, b, places), under.clone());
    Some([entry([2, 1])?, entry([0, 2])?])
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
