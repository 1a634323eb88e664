//! Convex polygons of the plane in machine numbers, whose vertices know where they come from: to propose.
//!
//! # Source
//! Andrew (1979), "Another efficient algorithm for convex hulls in two dimensions", *Information Processing Letters* 9 (monotone chain).

use super::structure::Origin;

/// Positive where `c` lies to the left of the line from `a` to `b`.
fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Whether a point is no further from a segment.
fn is_near(a: [f64; 2], b: [f64; 2], point: [f64; 2], near: f64) -> bool {
    let (along, towards) = (
        [b[0] - a[0], b[1] - a[1]],
        [point[0] - a[0], point[1] - a[1]],
    );
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

/// The part of a polygon in the half-plane `n w <= level`.
pub(super) fn cut(points: &[[f64; 2]], normal: [f64; 2], level: f64) -> Vec<[f64; 2]> {
    let value = |point: &[f64; 2]| normal[0] * point[0] + normal[1] * point[1];
    let over: Vec<f64> = points.iter().map(|point| value(point) - level).collect();
    let mut kept = Vec::new();
    for (k, from) in points.iter().enumerate() {
        let next = (k + 1) % points.len();
        if over[k] <= 0.0 {
            kept.push(*from);
        }
        if over[k] * over[next] < 0.0 {
            let share = over[k] / (over[k] - over[next]);
            kept.push([0, 1].map(|i| from[i] + share * (points[next][i] - from[i])));
        }
    }
    kept
}

/// The extreme points alone.
pub(super) fn merged(points: &[[f64; 2]], near: f64) -> Vec<[f64; 2]> {
    let points = points.iter().map(|point| (*point, Origin::default()));
    let hull = hull(points.collect(), near).into_iter();
    hull.map(|(point, _)| point).collect()
}

/// How far inside a point is by so much that it is left out at once.
const CLEAR: f64 = 1e-9;

/// Leaves out points that clearly lie inside the hull, by the octagon of those that go furthest in eight directions.
///
/// # Source
/// Akl and Toussaint (1978), "A fast convex hull algorithm", *Information Processing Letters* 7.
fn clear_inside(points: &mut Vec<([f64; 2], Origin)>) {
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
    let mut furthest = [(f64::NEG_INFINITY, [0.0; 2]); 8];
    for (point, _) in points.iter() {
        for (direction, most) in DIRECTIONS.iter().zip(&mut furthest) {
            let value = direction[0] * point[0] + direction[1] * point[1];
            if value > most.0 {
                *most = (value, *point);
            }
        }
    }
    let mut corners = furthest.map(|(_, point)| point).to_vec();
    corners.dedup();
    if corners.first() == corners.last() {
        corners.pop();
    }
    let count = corners.len();
    if count < 4 {
        return;
    }
    let edges = || (0..count).map(|k| (corners[k], corners[(k + 1) % count]));
    points.retain(|(point, _)| edges().any(|(a, b)| turn(a, b, *point) <= CLEAR));
}

/// The extreme points, counter-clockwise from the leftmost; points that nearly coincide or lie nearly between others are left out.
pub(super) fn hull(mut points: Vec<([f64; 2], Origin)>, near: f64) -> Vec<([f64; 2], Origin)> {
    clear_inside(&mut points);
    // Points that are nearly above each other are put just there, so that their order along the line counts, not the noise across it.
    points.sort_by(|(p, _), (q, _)| p[0].total_cmp(&q[0]));
    let mut line = f64::NEG_INFINITY;
    for (point, _) in &mut points {
        if point[0] - line > near {
            line = point[0];
        }
        point[0] = line;
    }
    points.sort_by(|(p, a), (q, b)| {
        let places = p[0].total_cmp(&q[0]).then(p[1].total_cmp(&q[1]));
        places.then(a.cmp(b))
    });
    // Of points that coincide the one of the first profile stays, so that structures can be compared.
    let mut distinct: Vec<([f64; 2], Origin)> = Vec::new();
    for point in points {
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
    let chain = |points: &mut dyn Iterator<Item = &([f64; 2], Origin)>| {
        let mut kept: Vec<([f64; 2], Origin)> = Vec::new();
        for point in points {
            while let [.., a, b] = kept.as_slice()
                && (turn(a.0, point.0, b.0) >= 0.0 || is_near(a.0, point.0, b.0, near))
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
