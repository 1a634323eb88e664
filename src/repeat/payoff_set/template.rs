//! Half-planes of fixed directions around the payoff set, and the ways to bound what continuations can give in each direction.
//!
//! In the polygon `n_j w <= c_j` continuations of a profile lie above a corner `x`. By linear duality `n_j w` is at most
//! `y c_k - l_1 x_1 - l_2 x_2` whenever `n_j = y n_k - (l_1, l_2)` with `y, l >= 0`. Such a [`Dual`] holds for all `c` and `x` at once.

use super::polygon::{Point, turn};
use crate::num::{Interval, Rational};

/// A way to bound a direction by another one and the corner.
#[derive(Debug, Clone)]
pub(super) struct Dual {
    /// The other direction and its weight.
    pub edge: Option<(usize, Rational)>,
    /// The weights of the corner's coordinates.
    pub lines: [Rational; 2],
    pub near_edge: Interval,
    pub near_lines: [Interval; 2],
}

/// Directions in the order of their angles, with the four of the axes, and their duals.
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub normals: Vec<Point>,
    pub near: Vec<[Interval; 2]>,
    pub duals: Vec<Vec<Dual>>,
    /// Where the directions along the axes are: up for each player, down for each.
    pub up: [usize; 2],
    pub down: [usize; 2],
}

impl Template {
    /// The directions of the edges of polygons, and those of the axes.
    pub fn new(polygons: &[&[Point]]) -> Self {
        let unit = |x, y| [Rational::integer(x), Rational::integer(y)];
        let axes = [unit(1, 0), unit(0, 1), unit(-1, 0), unit(0, -1)];
        let mut normals = axes.to_vec();
        for vertices in polygons.iter().filter(|vertices| vertices.len() > 1) {
            for (k, from) in vertices.iter().enumerate() {
                let to = &vertices[(k + 1) % vertices.len()];
                let normal = [&to[1] - &from[1], &from[0] - &to[0]];
                let size = normal[0].abs().max(normal[1].abs());
                normals.push(normal.map(|entry| &entry / &size));
            }
        }
        let origin = unit(0, 0);
        let half = |n: &Point| {
            (n[1].sign(), n[0].sign()) < (std::cmp::Ordering::Equal, std::cmp::Ordering::Greater)
        };
        normals.sort_by(|a, b| {
            half(a)
                .cmp(&half(b))
                .then_with(|| turn(&origin, b, a).sign())
        });
        normals.dedup();
        let place = |axis: &Point| {
            let found = normals.iter().position(|normal| normal == axis);
            found.expect("invariant: the axes are among the directions")
        };
        let (up, down) = (
            [place(&axes[0]), place(&axes[1])],
            [place(&axes[2]), place(&axes[3])],
        );
        let near: Vec<[Interval; 2]> = normals
            .iter()
            .map(|n| [0, 1].map(|i| Interval::around(&n[i])))
            .collect();
        let duals = (0..normals.len())
            .map(|j| duals(&normals, &near, j))
            .collect();
        Template {
            normals,
            near,
            duals,
            up,
            down,
        }
    }

    /// How far the values of the directions go on a polygon.
    pub fn supports(&self, points: &[Point]) -> Vec<Rational> {
        let most = |j: usize| points.iter().map(|point| self.value(j, point)).max();
        let all =
            (0..self.normals.len()).map(|j| most(j).expect("invariant: a polygon has a vertex"));
        all.collect()
    }

    /// The value of a direction at a point.
    pub fn value(&self, j: usize, point: &Point) -> Rational {
        let normal = &self.normals[j];
        &(&normal[0] * &point[0]) + &(&normal[1] * &point[1])
    }

    /// Whether a direction points to more for both, or for one and no less for the other.
    pub fn is_upward(&self, j: usize) -> bool {
        self.near[j].iter().all(|entry| entry.lower() >= 0.0)
    }

    /// The polygon of half-planes; its vertices.
    pub fn polygon(&self, levels: &[Rational]) -> Vec<Point> {
        let [left, low] = self.down.map(|j| -&levels[j]);
        let [right, high] = self.up.map(|j| levels[j].clone());
        if left > right || low > high {
            return Vec::new();
        }
        let corners = [
            [&left, &low],
            [&right, &low],
            [&right, &high],
            [&left, &high],
        ];
        let mut points: Vec<Point> = corners.map(|corner| corner.map(Rational::clone)).to_vec();
        for (j, level) in levels.iter().enumerate() {
            let over: Vec<Rational> = points
                .iter()
                .map(|point| &self.value(j, point) - level)
                .collect();
            let mut kept = Vec::new();
            for (k, from) in points.iter().enumerate() {
                let next = (k + 1) % points.len();
                if over[k].sign().is_le() {
                    kept.push(from.clone());
                }
                if (&over[k] * &over[next]).sign().is_lt() {
                    let share = &over[k] / &(&over[k] - &over[next]);
                    let to = &points[next];
                    kept.push([0, 1].map(|i| &from[i] + &(&share * &(&to[i] - &from[i]))));
                }
            }
            points = kept;
        }
        super::polygon::hull(points)
    }
}

impl Dual {
    /// An upper bound in machine numbers: from upper bounds of the levels and lower bounds of the corner.
    pub fn upper(&self, levels: &[f64], corner: [f64; 2]) -> f64 {
        let edge = match &self.edge {
            Some((k, _)) => self.near_edge * levels[*k],
            None => Interval::ZERO,
        };
        let lines = self.near_lines[0] * corner[0] + self.near_lines[1] * corner[1];
        (edge - lines).upper()
    }

    /// The bound.
    pub fn value(&self, levels: &[Rational], corner: &Point) -> Rational {
        let lines = &(&self.lines[0] * &corner[0]) + &(&self.lines[1] * &corner[1]);
        match &self.edge {
            Some((k, weight)) => &(weight * &levels[*k]) - &lines,
            None => -lines,
        }
    }
}

/// All duals of a direction with one other direction and the line of one player, with both lines, and the direction itself.
fn duals(normals: &[Point], near: &[[Interval; 2]], j: usize) -> Vec<Dual> {
    let of = |edge: Option<(usize, Rational)>, lines: [Rational; 2]| Dual {
        near_edge: edge
            .as_ref()
            .map_or(Interval::ZERO, |(_, weight)| Interval::around(weight)),
        near_lines: [0, 1].map(|i| Interval::around(&lines[i])),
        edge,
        lines,
    };
    let normal = &normals[j];
    let mut found = vec![of(
        Some((j, Rational::ONE)),
        [Rational::ZERO, Rational::ZERO],
    )];
    if normal.iter().all(|entry| entry.sign().is_le()) {
        found.push(of(None, [0, 1].map(|i| -&normal[i])));
    }
    for axis in 0..2 {
        let other = 1 - axis;
        for k in (0..normals.len()).filter(|k| *k != j) {
            let sign = |entry: Interval| (entry.is_positive(), entry.is_negative());
            if normal[other].is_zero() || sign(near[k][other]) != sign(near[j][other]) {
                continue;
            }
            let weight = &normal[other] / &normals[k][other];
            let line = &(&weight * &normals[k][axis]) - &normal[axis];
            if line.sign().is_ge() {
                let mut lines = [Rational::ZERO, Rational::ZERO];
                lines[axis] = line;
                found.push(of(Some((k, weight)), lines));
            }
        }
    }
    found
}
