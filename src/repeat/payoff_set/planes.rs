//! Half-planes in machine numbers: their polygon, and certain bounds of what lies in it.

use super::crossings::Crossings;
use super::directions::angle;
use super::enclosed_stage::EnclosedStage;
use super::machine_polygon::{CLEAR, STEEP, cut, value};
use crate::num::Interval;

/// Half-planes `n w <= c` by the angles of their directions, those of the axes among them.
pub(super) struct Planes {
    pub normals: Vec<[f64; 2]>,
    pub levels: Vec<f64>,
    /// The angles of the directions.
    pub angles: Vec<f64>,
    /// One over each entry of the directions.
    pub inverse: Vec<[f64; 2]>,
    /// The vertices, as machine numbers show them.
    pub points: Vec<[f64; 2]>,
    /// Where the directions along the axes are: down for each player.
    pub down: [usize; 2],
    /// Those that point to more for both, or for one and no less for the other.
    pub upward: Vec<usize>,
    pub crossings: Crossings,
}

/// A half-plane that the line through a corner crosses along which one coordinate is the corner's: machine numbers.
pub(super) struct Crossed {
    axis: usize,
    /// One over the other entry of its direction, and this one.
    inverse: f64,
    along: f64,
    level: f64,
    corner: f64,
}

/// Vertices that move no further than this, stay.
pub(super) const STILL: f64 = 1e-14;

impl Planes {
    /// None where the half-planes of an axis have nothing in common.
    pub fn new(normals: Vec<[f64; 2]>, levels: Vec<f64>) -> Option<Self> {
        let place = |axis: usize, sign: f64| {
            let mut unit = [0.0; 2];
            unit[axis] = sign;
            let found = normals
                .iter()
                .position(|normal| value(*normal, unit) >= 1.0 && normal[1 - axis].abs() <= 0.0);
            found.expect("invariant: the axes are among the directions")
        };
        let down = [place(0, -1.0), place(1, -1.0)];
        let up = [place(0, 1.0), place(1, 1.0)];
        if (0..2).any(|i| -levels[down[i]] > levels[up[i]]) {
            return None;
        }
        let mut points = vec![
            [-levels[down[0]], -levels[down[1]]],
            [levels[up[0]], -levels[down[1]]],
            [levels[up[0]], levels[up[1]]],
            [-levels[down[0]], levels[up[1]]],
        ];
        for (normal, level) in normals.iter().zip(&levels) {
            // A little beyond, so that rounding leaves something of polygons without an inside.
            points = cut(&points, *normal, level + STILL);
        }
        let is_upward = |j: &usize| normals[*j].iter().all(|entry| *entry >= 0.0);
        Some(Planes {
            upward: (0..normals.len()).filter(is_upward).collect(),
            crossings: Crossings::new(&normals, &levels),
            angles: normals.iter().map(angle).collect(),
            inverse: normals.iter().map(|n| n.map(f64::recip)).collect(),
            normals,
            levels,
            points,
            down,
        })
    }

    /// The corner above which continuations of a profile lie.
    #[inline]
    pub fn corner(&self, stage: &EnclosedStage, a: usize) -> [Interval; 2] {
        [0, 1].map(|i| stage.needed[a][i] - Interval::point(self.levels[self.down[i]]))
    }

    /// Whether nothing of the half-planes lies above a corner: it is beyond one that points upwards.
    pub fn exclude(&self, corner: [Interval; 2]) -> bool {
        let near = corner.map(Interval::middle);
        self.upward.iter().any(|j| {
            let (normal, level) = (self.normals[*j], self.levels[*j]);
            let seen = value(normal, near) - level;
            let is_beyond = || enclosed_value(around(&normal), corner).lower() > level;
            seen > -CLEAR && (seen > CLEAR || is_beyond())
        })
    }

    /// How far the half-planes go in a direction, not less: by the two between which it lies.
    pub fn support(&self, normal: [Interval; 2]) -> f64 {
        let near = normal.map(Interval::middle);
        let angle = angle(&near);
        let count = self.normals.len();
        let after = self.angles.partition_point(|other| *other <= angle);
        let pairs = [(0, 1), (1, 1), (0, 2)].map(|(before, beyond)| {
            (
                (after + 2 * count - 1 - before) % count,
                (after + beyond - 1) % count,
            )
        });
        let cross = |x: [Interval; 2], y: [Interval; 2]| x[0] * y[1] - x[1] * y[0];
        let bound = |(a, b): (usize, usize)| {
            let [first, second] = [a, b].map(|k| around(&self.normals[k]));
            let whole = cross(first, second);
            let weights = [
                cross(normal, second).quotient(whole)?,
                cross(first, normal).quotient(whole)?,
            ];
            let holds = whole.is_positive() && weights.iter().all(|w| w.lower() >= 0.0);
            holds.then(|| (weights[0] * self.levels[a] + weights[1] * self.levels[b]).upper())
        };
        let same = |k: usize| {
            let is_same = (0..2).all(|i| normal[i] == Interval::point(self.normals[k][i]));
            is_same.then_some(self.levels[k])
        };
        let exact = same(pairs[0].0);
        exact
            .or_else(|| pairs.into_iter().find_map(bound))
            .unwrap_or(f64::INFINITY)
    }

    /// A bound of a direction above a corner, by one half-plane and one coordinate of the corner; none if it does not bound it, or only perhaps.
    pub fn bound(
        &self,
        normal: [Interval; 2],
        axis: usize,
        edge: usize,
        corner: [Interval; 2],
    ) -> Option<f64> {
        let (other, along) = (1 - axis, around(&self.normals[edge]));
        let weight = normal[other].quotient(along[other])?;
        let line = weight * along[axis] - normal[axis];
        let holds = weight.lower() >= 0.0 && line.lower() >= 0.0;
        holds.then(|| (weight * self.levels[edge] - line * corner[axis]).upper())
    }

    /// What bounds by half-planes that lines through a corner cross are made of.
    #[inline]
    pub fn crossed(&self, crossed: [(usize, usize); 4], corner: [f64; 2]) -> [Crossed; 4] {
        crossed.map(|(axis, edge)| Crossed {
            axis,
            inverse: self.inverse[edge][1 - axis],
            along: self.normals[edge][axis],
            level: self.levels[edge],
            corner: corner[axis],
        })
    }

    /// What machine numbers show of a bound, if it is one; none where they do not tell enough.
    #[inline]
    pub fn seen_bound(
        &self,
        normal: [f64; 2],
        axis: usize,
        edge: usize,
        corner: [f64; 2],
    ) -> Option<f64> {
        let [weight, line] = self.near_weights(normal, axis, edge);
        let is_small = weight.abs() + line.abs() < STEEP;
        is_small.then(|| weight * self.levels[edge] - line * corner[axis])
    }

    #[inline]
    fn near_weights(&self, normal: [f64; 2], axis: usize, edge: usize) -> [f64; 2] {
        let other = 1 - axis;
        let weight = normal[other] * self.inverse[edge][other];
        [weight, weight * self.normals[edge][axis] - normal[axis]]
    }
}

impl Crossed {
    /// The bound of a direction, which errs by much less than [`CLEAR`]; infinite where the bound is not clear.
    #[inline]
    pub fn bound(&self, normal: [f64; 2]) -> f64 {
        let weight = normal[1 - self.axis] * self.inverse;
        let line = weight * self.along - normal[self.axis];
        match weight > CLEAR && line > CLEAR && weight + line < STEEP {
            true => weight * self.level - line * self.corner,
            false => f64::INFINITY,
        }
    }
}

#[inline]
pub(super) fn around(normal: &[f64; 2]) -> [Interval; 2] {
    normal.map(Interval::point)
}

#[inline]
pub(super) fn enclosed_value(normal: [Interval; 2], at: [Interval; 2]) -> Interval {
    normal[0] * at[0] + normal[1] * at[1]
}
