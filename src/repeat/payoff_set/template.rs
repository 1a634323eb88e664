//! Half-planes of fixed directions around the payoff set, and the ways to bound what continuations can give in each direction.
//!
//! In the polygon `n_j w <= c_j` continuations of a profile lie above a corner `x`. By linear duality `n_j w` is at most
//! `y c_k - l_1 x_1 - l_2 x_2` whenever `n_j = y n_k - (l_1, l_2)` with `y, l >= 0`. Such a [`Dual`] holds for all `c` and `x` at once.

use std::cmp::Ordering;

use super::machine_polygon::{CLEAR, STEEP, value};
use super::polygon::{Point, cross_sign};
use crate::num::{Interval, Rational};

/// A way to bound a direction: by its own half-plane, by the corner alone, or by another half-plane and one coordinate of the corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dual {
    Itself,
    Corner,
    Edge { axis: usize, edge: usize },
}

impl Dual {
    /// What it is for players who have changed places.
    pub fn mirrored(self, mirrors: &[usize]) -> Self {
        match self {
            Dual::Itself | Dual::Corner => self,
            Dual::Edge { axis, edge } => Dual::Edge {
                axis: 1 - axis,
                edge: mirrors[edge],
            },
        }
    }
}

/// The weights of a bound by another half-plane and one coordinate of the corner: `n_j = weight n_k - line e_axis`.
#[derive(Debug, Clone, Copy)]
struct Weights {
    edge: Interval,
    line: Interval,
}

/// Directions in the order of their angles, with the four of the axes.
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub normals: Vec<Point>,
    pub near: Vec<[Interval; 2]>,
    /// The same in machine numbers.
    pub middle: Vec<[f64; 2]>,
    /// Those that point to more for both, or for one and no less for the other, the axes among them.
    pub upward: Vec<usize>,
    /// Weights of [`Dual::Edge`] in machine numbers, as two lists for each direction and axis; infinite where a direction is not bounded.
    near_weights: Vec<f64>,
    near_lines: Vec<f64>,
    /// Where the directions along the axes are: down for each player.
    pub down: [usize; 2],
}

impl Template {
    /// The directions of the edges of a polygon, and those of the axes.
    pub fn new(vertices: &[Point]) -> Self {
        let unit = |x, y| [Rational::integer(x), Rational::integer(y)];
        let axes = [unit(1, 0), unit(0, 1), unit(-1, 0), unit(0, -1)];
        let mut normals = axes.to_vec();
        for (k, from) in vertices.iter().enumerate() {
            let to = &vertices[(k + 1) % vertices.len()];
            let normal = [&to[1] - &from[1], &from[0] - &to[0]];
            let size = normal[0].abs().max(normal[1].abs());
            if !size.is_zero() {
                normals.push(normal.map(|entry| &entry / &size));
            }
        }
        let mut normals: Vec<(Point, [Interval; 2])> = normals
            .into_iter()
            .map(|n| {
                let near = n.each_ref().map(Interval::around);
                (n, near)
            })
            .collect();
        let half = |n: &Point| (n[1].sign(), n[0].sign()) < (Ordering::Equal, Ordering::Greater);
        normals.sort_by(|(a, near_a), (b, near_b)| {
            half(a)
                .cmp(&half(b))
                .then_with(|| cross_sign([b, a], [near_b, near_a]))
        });
        normals.dedup();
        let (normals, near): (Vec<Point>, Vec<[Interval; 2]>) = normals.into_iter().unzip();
        let place = |axis: &Point| {
            let found = normals.iter().position(|normal| normal == axis);
            found.expect("invariant: the axes are among the directions")
        };
        let down = [place(&axes[2]), place(&axes[3])];
        let count = near.len();
        let middle: Vec<[f64; 2]> = near.iter().map(|n| n.map(Interval::middle)).collect();
        let mut near_weights = Vec::with_capacity(2 * count * count);
        let mut near_lines = Vec::with_capacity(2 * count * count);
        for normal in &middle {
            for axis in 0..2 {
                for edge in &middle {
                    let (weight, line) = weights_near(*normal, *edge, axis)
                        .unwrap_or((f64::INFINITY, f64::INFINITY));
                    near_weights.push(weight);
                    near_lines.push(line);
                }
            }
        }
        let is_upward = |j: &usize| near[*j].iter().all(|entry| entry.lower() >= 0.0);
        Template {
            upward: (0..count).filter(is_upward).collect(),
            middle,
            near_weights,
            near_lines,
            normals,
            near,
            down,
        }
    }

    /// How many directions there are.
    pub fn len(&self) -> usize {
        self.normals.len()
    }

    /// How far the values of the directions go on a polygon.
    pub fn supports(&self, points: &[Point]) -> Vec<Rational> {
        let near = |point: &Point| [0, 1].map(|i| Interval::around(&point[i]).middle());
        let near: Vec<[f64; 2]> = points.iter().map(near).collect();
        let mut seen = vec![0.0; points.len()];
        let mut most = |j: usize| {
            for (seen, point) in seen.iter_mut().zip(&near) {
                *seen = value(self.middle[j], *point);
            }
            let greatest = seen.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            // Machine numbers err by much less than by what others are lower.
            let may_be = points
                .iter()
                .zip(&seen)
                .filter(|(_, seen)| **seen >= greatest - CLEAR);
            may_be.map(|(point, _)| self.value(j, point)).max()
        };
        let all = (0..self.len()).map(|j| most(j).expect("invariant: a polygon has a vertex"));
        all.collect()
    }

    /// The value of a direction at a point.
    pub fn value(&self, j: usize, point: &Point) -> Rational {
        let normal = &self.normals[j];
        &(&normal[0] * &point[0]) + &(&normal[1] * &point[1])
    }

    /// By how much a corner is beyond a half-plane that points upwards, in machine numbers; negative if it is not. Nothing of the half-planes lies
    /// above a corner that is beyond one.
    #[inline]
    pub fn excess(&self, levels: &[f64], corner: [f64; 2]) -> f64 {
        let over = |k: &usize| value(self.middle[*k], corner) - levels[*k];
        let upward = self.upward.iter();
        upward.map(over).fold(f64::NEG_INFINITY, f64::max)
    }

    /// The duals of a direction with their bounds in machine numbers, infinite where they do not bound it.
    #[inline]
    pub fn near_bounds(
        &self,
        j: usize,
        levels: &[f64],
        corner: [f64; 2],
    ) -> impl Iterator<Item = (Dual, f64)> {
        let itself = [Dual::Itself, Dual::Corner];
        let itself = itself.map(|dual| (dual, self.near_bound(j, dual, levels, corner)));
        let edges = [0, 1].map(|axis| {
            let first = self.place(j, axis, 0);
            let weights = &self.near_weights[first..first + self.len()];
            let lines = &self.near_lines[first..first + self.len()];
            let pairs = weights.iter().zip(lines).zip(levels).enumerate();
            pairs.map(move |(edge, ((weight, line), level))| {
                let bound = match weight.is_finite() {
                    true => weight * level - line * corner[axis],
                    false => f64::INFINITY,
                };
                (Dual::Edge { axis, edge }, bound)
            })
        });
        let [first, second] = edges;
        itself.into_iter().chain(first).chain(second)
    }

    /// The bound of a direction in machine numbers, infinite where the dual does not bound it, or with weights too large for them.
    #[inline]
    pub fn near_bound(&self, j: usize, dual: Dual, levels: &[f64], corner: [f64; 2]) -> f64 {
        match dual {
            Dual::Itself => levels[j],
            Dual::Corner => match self.middle[j].iter().all(|entry| *entry <= 0.0) {
                true => value(self.middle[j], corner),
                false => f64::INFINITY,
            },
            Dual::Edge { axis, edge } => {
                let place = self.place(j, axis, edge);
                let (weight, line) = (self.near_weights[place], self.near_lines[place]);
                match weight + line < STEEP {
                    true => weight * levels[edge] - line * corner[axis],
                    false => f64::INFINITY,
                }
            }
        }
    }

    fn place(&self, j: usize, axis: usize, edge: usize) -> usize {
        (2 * j + axis) * self.len() + edge
    }

    /// The bound of a direction, from levels and a corner that are certain; none if the dual does not bound it, or only perhaps.
    pub fn bound(
        &self,
        j: usize,
        dual: Dual,
        levels: &[Interval],
        corner: [Interval; 2],
    ) -> Option<Interval> {
        match dual {
            Dual::Itself => Some(levels[j]),
            Dual::Corner => {
                let normal = self.near[j];
                let is_down = normal.iter().all(|entry| entry.upper() <= 0.0);
                is_down.then(|| normal[0] * corner[0] + normal[1] * corner[1])
            }
            Dual::Edge { axis, edge } => {
                let weights = weights(self.near[j], self.near[edge], axis)?;
                Some(weights.edge * levels[edge] - weights.line * corner[axis])
            }
        }
    }

    /// By how much a bound rises if all levels rise as they do here, and the corner falls with those of the axes.
    pub fn slope(&self, j: usize, dual: Dual, rise: &[f64]) -> f64 {
        match dual {
            Dual::Itself => rise[j],
            Dual::Corner => (0..2)
                .map(|i| -self.middle[j][i] * rise[self.down[i]])
                .sum(),
            Dual::Edge { axis, edge } => {
                let place = self.place(j, axis, edge);
                self.near_weights[place] * rise[edge]
                    + self.near_lines[place] * rise[self.down[axis]]
            }
        }
    }

    /// The exact bound of a direction, and by how much it rises if all levels do as they do here and the corner falls with those of the axes; none
    /// if the dual does not bound it.
    pub fn exact_bound(
        &self,
        j: usize,
        dual: Dual,
        levels: &[Rational],
        rise: &[Rational],
        corner: &Point,
    ) -> Option<[Rational; 2]> {
        let normal = &self.normals[j];
        match dual {
            Dual::Itself => Some([levels[j].clone(), rise[j].clone()]),
            Dual::Corner => {
                let is_down = normal.iter().all(|entry| entry.sign().is_le());
                let fall = self.down.map(|down| -&rise[down]);
                is_down.then(|| [self.value(j, corner), self.value(j, &fall)])
            }
            Dual::Edge { axis, edge } => {
                let other = 1 - axis;
                let weight = normal[other].checked_div(&self.normals[edge][other])?;
                let line = &(&weight * &self.normals[edge][axis]) - &normal[axis];
                let holds = weight.sign().is_ge() && line.sign().is_ge();
                holds.then(|| {
                    let bound = &(&weight * &levels[edge]) - &(&line * &corner[axis]);
                    let fall = &rise[self.down[axis]];
                    [bound, &(&weight * &rise[edge]) + &(&line * fall)]
                })
            }
        }
    }
}

/// The weights with which a direction is bounded by another one and a coordinate; none where it is not, or only perhaps.
fn weights(normal: [Interval; 2], edge: [Interval; 2], axis: usize) -> Option<Weights> {
    let other = 1 - axis;
    let weight = normal[other].quotient(edge[other])?;
    let line = weight * edge[axis] - normal[axis];
    let holds = weight.is_positive() && line.lower() >= 0.0;
    holds.then_some(Weights { edge: weight, line })
}

/// The same in machine numbers.
fn weights_near(normal: [f64; 2], edge: [f64; 2], axis: usize) -> Option<(f64, f64)> {
    let other = 1 - axis;
    let weight = normal[other] / edge[other];
    let line = weight * edge[axis] - normal[axis];
    (weight > 0.0 && line >= 0.0 && weight.is_finite()).then_some((weight, line))
}

/// Directions that touch the polygon at a vertex only, with the weights of the edges that meet there: they fall at least with these.
pub(super) fn redundant(normals: &[[f64; 2]], levels: &[f64]) -> Vec<(usize, [(usize, f64); 2])> {
    let count = levels.len();
    let cross = |x: [f64; 2], y: [f64; 2]| x[0] * y[1] - x[1] * y[0];
    let between = |j: usize| {
        let (a, b) = ((j + count - 1) % count, (j + 1) % count);
        let whole = cross(normals[a], normals[b]);
        let on_a = cross(normals[j], normals[b]) / whole;
        let on_b = cross(normals[a], normals[j]) / whole;
        let touches = on_a * levels[a] + on_b * levels[b] - levels[j] <= CLEAR;
        (whole > 0.0 && touches).then_some((j, [(a, on_a), (b, on_b)]))
    };
    let mut found: Vec<(usize, [(usize, f64); 2])> = Vec::new();
    for redundant in (0..count).filter_map(between) {
        // What follows from others must not carry one of these.
        let [(a, _), (b, _)] = redundant.1;
        if found.iter().all(|(known, _)| *known != a && *known != b) {
            found.push(redundant);
        }
    }
    found
}

/// What two edges come to with their weights.
pub(super) fn combination(edges: &[(usize, f64); 2], of: &[f64]) -> f64 {
    edges.iter().map(|(edge, weight)| weight * of[*edge]).sum()
}
