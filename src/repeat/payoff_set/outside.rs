//! Proved outer bounds: half-planes that hold all equilibrium payoffs, ever closer, in machine numbers rounded outwards.
//!
//! Let `v` be the payoff of the set `V*` that goes furthest in direction `n`, played by a profile `a` with continuation `w`. Since `n w <= n v`,
//! `n v <= n g(a)`; and `n v = (1 - d) n g(a) + d n w` with `w` in `V*`, above the corner `x = u + (1 - d)/d h(a)`. If half-planes hold `V*`, then
//! `n w` is at most `y c_k - l x_i` whenever `n = y n_k - l e_i` with `y, l >= 0`: those edges are taken which the lines through the corner
//! cross. The largest of these bounds, over all profiles whose continuations do not lie outside all together, holds `V*` in direction `n`. The
//! next directions are those of the edges that machine numbers show.
//!
//! # Source
//! Judd, Yeltekin and Conklin (2003), "Computing supergame equilibria", *Econometrica* 71, 1239-1254 (outer approximation by directions).

use super::crossings::Crossings;
use super::enclosed_stage::EnclosedStage;
use super::iteration::Machine;
use super::machine_polygon::cut;
use super::polygon::{Point, half_planes};
use crate::num::{Interval, exactly};

/// Half-planes around all equilibrium payoffs; none if there are proved to be no such payoffs.
pub(super) struct Outside<'a> {
    stage: &'a EnclosedStage,
    machine: &'a Machine,
    active: Vec<usize>,
    /// Profiles that play the vertices, as machine numbers show them.
    foremost: Vec<usize>,
    planes: Option<Planes>,
    /// How many times they were brought closer.
    pub steps: usize,
}

/// Half-planes `n w <= c` by the angles of their directions, those of the axes among them.
struct Planes {
    normals: Vec<[f64; 2]>,
    levels: Vec<f64>,
    /// The vertices, as machine numbers show them.
    points: Vec<[f64; 2]>,
    /// Where the directions along the axes are: down for each player.
    down: [usize; 2],
    crossings: Crossings,
}

/// Vertices that move no further than this, stay.
const STILL: f64 = 1e-14;
/// Machine numbers of payoffs in units of their own, and of directions, err by much less than this wherever they are not far apart.
const CLEAR: f64 = 1e-9;
/// Of bounds whose weights are larger than this, machine numbers do not tell enough.
const STEEP: f64 = 1e3;

impl<'a> Outside<'a> {
    /// The half-planes around all stage payoffs that are not below the minmax.
    pub fn new(stage: &'a EnclosedStage, machine: &'a Machine) -> Self {
        let normals = directions(&machine.start);
        let level = |normal: &[f64; 2]| {
            let values = stage
                .payoffs
                .iter()
                .map(|g| value(around(normal), *g).upper());
            let axis = (0..2).find(|i| normal[*i] < 0.0 && normal[1 - *i].abs() <= 0.0);
            match axis {
                Some(axis) => (-stage.minmax[axis]).upper(),
                None => values.fold(f64::MIN, f64::max),
            }
        };
        let levels = normals.iter().map(level).collect();
        Outside {
            stage,
            machine,
            active: (0..stage.payoffs.len()).collect(),
            foremost: Vec::new(),
            planes: Planes::new(normals, levels),
            steps: 0,
        }
    }

    /// Whether there are proved to be no equilibrium payoffs.
    pub fn is_empty(&self) -> bool {
        self.planes.is_none()
    }

    /// Brings the half-planes closer once; whether they moved by more than machine numbers err.
    pub fn step(&mut self) -> bool {
        let Some(planes) = &self.planes else {
            return false;
        };
        self.steps += 1;
        let (next, foremost) = self.machine.applied(&planes.points);
        let normals = match next.is_empty() {
            true => planes.normals.clone(),
            false => directions(&next),
        };
        let around: Vec<[Interval; 2]> = normals.iter().map(around).collect();
        let (levels, active) = self.image(planes, &around, &foremost);
        let closer = levels.and_then(|levels| Planes::new(normals, levels));
        let moved = match &closer {
            Some(closer) => moved(&planes.points, &closer.points) > STILL,
            None => true,
        };
        self.active = active;
        self.foremost = foremost;
        self.planes = closer;
        moved
    }

    /// Whether all equilibrium payoffs are proved to be at most at some levels in some directions, by one step more.
    pub fn is_within(&self, normals: &[[Interval; 2]], levels: &[f64]) -> bool {
        let Some(planes) = &self.planes else {
            return true;
        };
        let seems = normals.iter().zip(levels).all(|(normal, level)| {
            let normal = normal.map(Interval::middle);
            planes
                .points
                .iter()
                .all(|p| normal[0] * p[0] + normal[1] * p[1] <= *level)
        });
        seems && {
            let (reached, _) = self.image(planes, normals, &self.foremost);
            reached.is_none_or(|reached| reached.iter().zip(levels).all(|(r, level)| r <= level))
        }
    }

    /// The polygon; empty if there are no payoffs.
    pub fn polygon(&self) -> Vec<Point> {
        self.planes.as_ref().map_or_else(Vec::new, |planes| {
            let normals: Vec<Point> = planes.normals.iter().map(|n| n.map(exactly)).collect();
            let levels: Vec<_> = planes.levels.iter().copied().map(exactly).collect();
            half_planes(&normals, &levels)
        })
    }

    /// How far equilibrium payoffs go at most in some directions, none if there are none; and the profiles that can still be played. Those that
    /// come `first` make it faster.
    fn image(
        &self,
        planes: &Planes,
        normals: &[[Interval; 2]],
        first: &[usize],
    ) -> (Option<Vec<f64>>, Vec<usize>) {
        let stage = self.stage;
        let widest: Vec<f64> = normals
            .iter()
            .map(|normal| planes.support(*normal))
            .collect();
        let mut levels = vec![f64::NEG_INFINITY; normals.len()];
        let corner = |a: usize| {
            [0, 1].map(|i| stage.needed[a][i] - Interval::point(planes.levels[planes.down[i]]))
        };
        let is_left = |a: &usize| !planes.exclude(corner(*a));
        let active: Vec<usize> = self.active.iter().copied().filter(is_left).collect();
        let first = first.iter().filter(|a| is_left(a));
        let (present, future) = (1.0 - self.machine.discount, self.machine.discount);
        let near: Vec<[f64; 2]> = normals.iter().map(|n| n.map(Interval::middle)).collect();
        for a in first.chain(&active) {
            let (payoff, above) = (stage.payoffs[*a], corner(*a));
            let (near_payoff, near_above) = (self.machine.payoffs[*a], above.map(Interval::middle));
            let mut crossed = None;
            for (j, normal) in normals.iter().enumerate() {
                // What is clearly below the level so far in machine numbers, which err by much less, needs no second look.
                let clearly = levels[j] - CLEAR;
                let seen = value_near(&near[j], &near_payoff);
                if seen.min(present * seen + future * widest[j]) < clearly {
                    continue;
                }
                let crossed = *crossed.get_or_insert_with(|| planes.crossings.of(near_above));
                let is_below = |(axis, edge): (usize, usize)| {
                    let bound = planes.near_bound(near[j], axis, edge, near_above);
                    present * seen + future * bound < clearly
                };
                if crossed.into_iter().any(is_below) {
                    continue;
                }
                let own = value(*normal, payoff);
                let now = stage.present * own;
                let later = |most: f64| (now + stage.future * most).upper();
                let mut most = own.upper().min(later(widest[j]));
                if normal.iter().all(|entry| entry.upper() <= 0.0) {
                    most = most.min(later(value(*normal, above).upper()));
                }
                for (axis, edge) in crossed {
                    if let Some(bound) = planes.bound(*normal, axis, edge, above) {
                        most = most.min(later(bound));
                    }
                }
                levels[j] = levels[j].max(most);
            }
        }
        let levels = levels.iter().zip(&widest);
        let levels = levels.map(|(level, widest)| level.min(*widest)).collect();
        ((!active.is_empty()).then_some(levels), active)
    }
}

impl Planes {
    /// None where the half-planes of an axis have nothing in common.
    fn new(normals: Vec<[f64; 2]>, levels: Vec<f64>) -> Option<Self> {
        let place = |axis: usize, sign: f64| {
            let mut unit = [0.0; 2];
            unit[axis] = sign;
            let found = normals.iter().position(|normal| {
                value_near(normal, &unit) >= 1.0 && normal[1 - axis].abs() <= 0.0
            });
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
        let crossings = Crossings::new(&normals, &levels);
        Some(Planes {
            normals,
            levels,
            points,
            down,
            crossings,
        })
    }

    /// Whether nothing of the half-planes lies above a corner: it is beyond one that points upwards.
    fn exclude(&self, corner: [Interval; 2]) -> bool {
        let near = corner.map(Interval::middle);
        let mut planes = self.normals.iter().zip(&self.levels);
        planes.any(|(normal, level)| {
            let seen = value_near(normal, &near) - level;
            normal[0] >= 0.0
                && normal[1] >= 0.0
                && seen > -CLEAR
                && (seen > CLEAR || value(around(normal), corner).lower() > *level)
        })
    }

    /// How far the half-planes go in a direction, not less: by the two between which it lies.
    fn support(&self, normal: [Interval; 2]) -> f64 {
        let near = normal.map(Interval::middle);
        let angle = near[1].atan2(near[0]);
        let count = self.normals.len();
        let after = self.normals.partition_point(|n| n[1].atan2(n[0]) <= angle);
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
    fn bound(
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

    /// The same in machine numbers, which err by much less than [`CLEAR`]; infinite where the bound is not clear.
    fn near_bound(&self, normal: [f64; 2], axis: usize, edge: usize, corner: [f64; 2]) -> f64 {
        let (other, along) = (1 - axis, self.normals[edge]);
        let weight = normal[other] / along[other];
        let line = weight * along[axis] - normal[axis];
        match weight > CLEAR && line > CLEAR && weight + line < STEEP {
            true => weight * self.levels[edge] - line * corner[axis],
            false => f64::INFINITY,
        }
    }
}

fn around(normal: &[f64; 2]) -> [Interval; 2] {
    normal.map(Interval::point)
}

fn value(normal: [Interval; 2], at: [Interval; 2]) -> Interval {
    normal[0] * at[0] + normal[1] * at[1]
}

fn value_near(normal: &[f64; 2], at: &[f64; 2]) -> f64 {
    normal[0] * at[0] + normal[1] * at[1]
}

/// The outward directions of a polygon's edges and those of the axes, by their angles.
fn directions(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut all = vec![[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]];
    for (k, from) in points.iter().enumerate() {
        let to = points[(k + 1) % points.len()];
        let normal = [to[1] - from[1], from[0] - to[0]];
        let size = normal[0].abs().max(normal[1].abs());
        // Of edges this short the direction is noise.
        if size > 1e3 * STILL && normal.iter().all(|entry| entry.abs() > 1e-12 * size) {
            all.push(normal.map(|entry| entry / size));
        }
    }
    let angle = |normal: &[f64; 2]| normal[1].atan2(normal[0]);
    all.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    all.dedup();
    all
}

/// How far the vertices of two polygons are apart, one by one; infinite if there are more of one.
fn moved(a: &[[f64; 2]], b: &[[f64; 2]]) -> f64 {
    if a.len() != b.len() {
        return f64::INFINITY;
    }
    let pairs = a
        .iter()
        .zip(b)
        .flat_map(|(p, q)| [(p[0] - q[0]).abs(), (p[1] - q[1]).abs()]);
    pairs.fold(0.0, f64::max)
}
