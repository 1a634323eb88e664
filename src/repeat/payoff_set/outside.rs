//! Proved outer bounds: half-planes that hold all equilibrium payoffs, ever closer, in machine numbers rounded outwards.
//!
//! Let `v` be the payoff of the set `V*` that goes furthest in direction `n`, played by a profile `a` with continuation `w`. Since `n w <= n v`,
//! `n v <= n g(a)`; and `n v = (1 - d) n g(a) + d n w` with `w` in `V*`, above the corner `x = u + (1 - d)/d h(a)`. If half-planes hold `V*`, then
//! `n w` is at most `y c_k - l x_i` whenever `n = y n_k - l e_i` with `y, l >= 0`: those edges are taken which the lines through the corner
//! cross. The largest of these bounds, over all profiles whose continuations do not lie outside all together, holds `V*` in direction `n`. The
//! next directions are those of the edges that machine numbers show. Since `n v <= n g(a)`, no profile whose payoffs lie in the polygon that is to
//! be reached goes beyond it: these need not be looked at, if half-planes never cut that polygon. Where the players can be exchanged, what bounds a
//! profile in a direction bounds its twin in the mirrored one: one profile of each pair is looked at, in all directions (see [`super::symmetry`]).
//!
//! # Source
//! Judd, Yeltekin and Conklin (2003), "Computing supergame equilibria", *Econometrica* 71, 1239-1254 (outer approximation by directions).

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::directions::directions;
use super::enclosed_stage::EnclosedStage;
use super::half_planes::half_planes;
use super::iteration::{Machine, Played};
use super::machine_polygon::{CLEAR, distance, is_clearly_held, value};
use super::planes::{Planes, STILL, around, enclosed_value};
use super::polygon::Point;
use super::symmetry::mirrors;
use crate::num::{Interval, exactly};

/// Half-planes around all equilibrium payoffs, brought closer step by step.
pub(super) struct Outside<'a> {
    stage: &'a EnclosedStage,
    machine: &'a Machine,
    /// What the search came by: where there is such a step, it shows the next directions.
    trail: &'a [Played],
    /// A polygon that the half-planes need not cut: a profile whose payoffs lie in it goes no further.
    kept: &'a [[f64; 2]],
    /// Whether there are such profiles: then there may be payoffs that no other plays.
    holds_some: bool,
    /// Where they were at first, and after each step so far.
    reached: Vec<Stand>,
    /// Whether the last step moved nothing.
    is_still: bool,
}

/// Where the half-planes are after some steps.
struct Stand {
    /// The profiles that can still be played, one of each pair of twins; without those whose payoffs need not be looked at.
    active: Vec<usize>,
    /// The polygon that showed the directions.
    shown: Played,
    /// None if there are proved to be no equilibrium payoffs.
    planes: Option<Planes>,
}

/// How far payoffs go in each direction, by the profiles that were looked at.
struct Reached<'a> {
    stage: &'a EnclosedStage,
    planes: &'a Planes,
    normals: &'a [[Interval; 2]],
    /// Where the mirrored directions are: what is said of one holds of both. None unless the players can be exchanged.
    mirrors: Option<Vec<usize>>,
    /// How far the half-planes go.
    widest: Vec<f64>,
    levels: Vec<f64>,
    /// What machine numbers show to be of less value now goes less far than the levels: those are well below.
    floors: Vec<f64>,
    /// For each direction a profile that was looked at, if any was.
    by: Vec<Option<usize>>,
}

impl<'a> Outside<'a> {
    /// The half-planes around all stage payoffs that are not below the minmax, to be brought near a polygon that was found on some trail. Where
    /// none is `kept`, they may come closer.
    pub fn new(
        stage: &'a EnclosedStage,
        machine: &'a Machine,
        trail: &'a [Played],
        kept: &'a [[f64; 2]],
    ) -> Self {
        let normals = directions(&machine.start, stage.symmetry);
        let level = |normal: &[f64; 2]| {
            let axis = (0..2).find(|i| normal[*i] < 0.0 && normal[1 - *i].abs() <= 0.0);
            match axis {
                Some(axis) => (-stage.minmax[axis]).upper(),
                None => {
                    let seen = machine.payoffs.iter().map(|g| value(*normal, *g));
                    let furthest = seen.clone().fold(f64::MIN, f64::max);
                    let seen = stage.payoffs.iter().zip(seen);
                    let reached = seen.filter(|(_, seen)| *seen >= furthest - CLEAR);
                    let reached = reached.map(|(g, _)| enclosed_value(around(normal), *g).upper());
                    reached.fold(f64::MIN, f64::max)
                }
            }
        };
        let levels = normals.iter().map(level).collect();
        let goes_further = |a: usize| !is_clearly_held(kept, machine.payoffs[a]);
        let mut holds_some = false;
        let mut active = Vec::with_capacity(stage.payoffs.len());
        for a in 0..stage.payoffs.len() {
            let twin = stage.symmetry.map(|symmetry| symmetry.twin(a));
            if twin.is_some_and(|twin| twin < a) {
                continue;
            }
            match goes_further(a) || twin.is_some_and(goes_further) {
                true => active.push(a),
                false => holds_some = true,
            }
        }
        Outside {
            stage,
            machine,
            trail,
            kept,
            holds_some,
            reached: vec![Stand {
                active,
                shown: Played::default(),
                planes: Planes::new(normals, levels),
            }],
            is_still: false,
        }
    }

    /// Whether after some steps there are proved to be no equilibrium payoffs.
    pub fn is_empty(&self, steps: usize) -> bool {
        self.reached[steps].planes.is_none()
    }

    /// Brings the half-planes closer once more after some steps, unless that was done; whether they may come closer still, by more than machine
    /// numbers err.
    pub fn step_after(&mut self, steps: usize) -> bool {
        if steps + 1 < self.reached.len() {
            return steps + 2 < self.reached.len() || !self.is_still;
        }
        let Stand { shown, planes, .. } = &self.reached[steps];
        let Some(planes) = planes else {
            return false;
        };
        let next = match self.trail.get(steps) {
            Some(next) => next.clone(),
            None => self.machine.applied(&planes.points, &shown.profiles),
        };
        let normals = match next.points.is_empty() {
            true => planes.normals.clone(),
            false => directions(&next.points, self.stage.symmetry),
        };
        let around: Vec<[Interval; 2]> = normals.iter().map(around).collect();
        let (levels, active) = self.image(steps, planes, &around, &next);
        let closer = levels.and_then(|levels| Planes::new(normals, levels));
        let moved = closer.as_ref().map_or(f64::INFINITY, |closer| {
            distance(&planes.points, &closer.points)
        });
        // What was shown may have been too near.
        self.is_still = steps >= self.trail.len() && moved <= STILL;
        self.reached.push(Stand {
            active,
            shown: next,
            planes: closer,
        });
        !self.is_still
    }

    /// Takes the steps of the trail, as long as it is not told to stop.
    pub fn ahead(&mut self, stop: &AtomicBool) {
        for steps in 0..self.trail.len() {
            if stop.load(Relaxed) || !self.step_after(steps) {
                return;
            }
        }
    }

    /// Whether all equilibrium payoffs are proved to be at most at some levels in some directions, by one step more after some.
    pub fn is_within(&self, steps: usize, normals: &[[Interval; 2]], levels: &[f64]) -> bool {
        let Stand { shown, planes, .. } = &self.reached[steps];
        let Some(planes) = planes else {
            return true;
        };
        let seems = normals.iter().zip(levels).all(|(normal, level)| {
            let normal = normal.map(Interval::middle);
            let mut points = planes.points.iter();
            points.all(|point| value(normal, *point) <= *level)
        });
        seems && {
            let (reached, _) = self.image(steps, planes, normals, shown);
            reached.is_none_or(|reached| reached.iter().zip(levels).all(|(r, level)| r <= level))
        }
    }

    /// The polygon after some steps; empty if there are no payoffs.
    pub fn polygon(&self, steps: usize) -> Vec<Point> {
        let planes = self.reached[steps].planes.as_ref();
        planes.map_or_else(Vec::new, |planes| {
            let normals: Vec<Point> = planes.normals.iter().map(|n| n.map(exactly)).collect();
            let levels: Vec<_> = planes.levels.iter().copied().map(exactly).collect();
            half_planes(&normals, &levels)
        })
    }

    /// How far equilibrium payoffs go at most in some directions, none if there are none; and the profiles that can still be played, one of each
    /// pair. Profiles that are `shown` to go furthest make it faster.
    fn image(
        &self,
        steps: usize,
        planes: &Planes,
        normals: &[[Interval; 2]],
        shown: &Played,
    ) -> (Option<Vec<f64>>, Vec<usize>) {
        let stage = self.stage;
        let is_left = |a: &usize| !planes.exclude(planes.corner(stage, *a));
        let active = self.reached[steps].active.iter().copied();
        let active: Vec<usize> = active.filter(is_left).collect();
        let near: Vec<[f64; 2]> = normals.iter().map(|n| n.map(Interval::middle)).collect();
        let mut reached = Reached::new(stage, planes, normals, self.kept);
        for (j, normal) in near.iter().enumerate() {
            if reached.is_second(j) {
                continue;
            }
            let values = shown.points.iter().map(|point| value(*normal, *point));
            let furthest = values
                .zip(&shown.profiles)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, a)) = furthest.filter(|(_, a)| is_left(a)) {
                let above = planes.corner(stage, *a);
                let near_above = above.map(Interval::middle);
                let crossed = planes.crossings.of(near_above);
                reached.raise(j, *normal, *a, (above, near_above), crossed);
                reached.by[j] = Some(*a);
                if let (Some(symmetry), Some(mirrors)) = (stage.symmetry, &reached.mirrors) {
                    reached.by[mirrors[j]] = Some(symmetry.twin(*a));
                }
            }
        }
        // Without the mirrored directions twins have to be looked at themselves.
        let twins = match (stage.symmetry, &reached.mirrors) {
            (Some(symmetry), None) => {
                let twins = active.iter().map(|a| symmetry.twin(*a));
                twins.zip(&active).filter(|(twin, a)| twin != *a).collect()
            }
            _ => Vec::new(),
        };
        for a in active.iter().chain(twins.iter().map(|(twin, _)| twin)) {
            let payoff = self.machine.payoffs[*a];
            let seen = near.iter().zip(&reached.floors);
            let is_low = |(normal, floor): (&[f64; 2], &f64)| value(*normal, payoff) < *floor;
            if seen.fold(true, |all, pair| all & is_low(pair)) {
                continue;
            }
            let above = planes.corner(stage, *a);
            let near_above = above.map(Interval::middle);
            let crossed = planes.crossings.of(near_above);
            let by_edges = planes.crossed(crossed, near_above);
            for (j, normal) in near.iter().enumerate() {
                let seen = value(*normal, payoff);
                if seen < reached.floors[j] || reached.by[j] == Some(*a) {
                    continue;
                }
                let is_low = |bound| reached.is_clearly_low(j, seen, bound);
                let is_down = || normal.iter().all(|entry| *entry <= 0.0);
                let mut by_edges = by_edges.iter();
                let is_cut = by_edges.any(|edge| is_low(edge.bound(*normal)))
                    || is_down() && is_low(value(*normal, near_above));
                if !is_cut {
                    reached.raise(j, *normal, *a, (above, near_above), crossed);
                }
            }
        }
        let levels = reached.levels.iter().zip(&reached.widest);
        let levels = levels.map(|(level, widest)| level.min(*widest)).collect();
        let may_be_any = self.holds_some || !active.is_empty();
        (may_be_any.then_some(levels), active)
    }
}

impl<'a> Reached<'a> {
    fn new(
        stage: &'a EnclosedStage,
        planes: &'a Planes,
        normals: &'a [[Interval; 2]],
        kept: &[[f64; 2]],
    ) -> Self {
        let mut reached = Reached {
            stage,
            planes,
            normals,
            mirrors: stage.symmetry.and_then(|_| mirrors(normals)),
            widest: vec![f64::INFINITY; normals.len()],
            levels: vec![f64::NEG_INFINITY; normals.len()],
            floors: vec![f64::NEG_INFINITY; normals.len()],
            by: vec![None; normals.len()],
        };
        for j in 0..normals.len() {
            if reached.is_second(j) {
                continue;
            }
            let widest = planes.support(normals[j]);
            reached.widest[j] = widest;
            if let Some(mirrors) = &reached.mirrors {
                reached.widest[mirrors[j]] = widest;
            }
        }
        for (j, normal) in normals.iter().enumerate() {
            let normal = normal.map(Interval::middle);
            let values = kept.iter().map(|point| value(normal, *point));
            // Much more than machine numbers err.
            let held = values.fold(f64::NEG_INFINITY, f64::max) + 10.0 * STILL;
            reached.lift(j, held);
        }
        reached
    }

    /// Whether what is said of a direction is said of its mirror image, which comes first.
    fn is_second(&self, j: usize) -> bool {
        self.mirrors.as_ref().is_some_and(|mirrors| mirrors[j] < j)
    }

    /// The level of a direction, and of its mirror image, is not less than this.
    fn lift(&mut self, j: usize, level: f64) {
        self.lift_alone(j, level);
        if let Some(mirrors) = &self.mirrors {
            self.lift_alone(mirrors[j], level);
        }
    }

    fn lift_alone(&mut self, j: usize, level: f64) {
        if level > self.levels[j] {
            let (present, future) = (self.stage.present.middle(), self.stage.future.middle());
            self.levels[j] = level;
            let low = level - CLEAR;
            self.floors[j] = low.max((low - future * self.widest[j]) / present);
        }
    }

    /// The level of a direction is not less than a profile goes, whose continuations lie above a corner; direction and corner in machine numbers too.
    fn raise(
        &mut self,
        j: usize,
        near: [f64; 2],
        a: usize,
        (above, near_above): ([Interval; 2], [f64; 2]),
        crossed: [(usize, usize); 4],
    ) {
        let (stage, normal) = (self.stage, self.normals[j]);
        let own = enclosed_value(normal, stage.payoffs[a]);
        let mut later = self.widest[j];
        if normal.iter().all(|entry| entry.upper() <= 0.0) {
            later = later.min(enclosed_value(normal, above).upper());
        }
        for (axis, edge) in crossed {
            let seen = self.planes.seen_bound(near, axis, edge, near_above);
            if seen.is_none_or(|seen| seen < later + CLEAR)
                && let Some(bound) = self.planes.bound(normal, axis, edge, above)
            {
                later = later.min(bound);
            }
        }
        let together = stage.present * own + stage.future * later;
        self.lift(j, own.upper().min(together.upper()));
    }

    /// Whether a profile of some value now and a bound of what follows is clearly below the level, in machine numbers, which err by much less.
    #[inline]
    fn is_clearly_low(&self, j: usize, seen: f64, bound: f64) -> bool {
        let (present, future) = (self.stage.present.middle(), self.stage.future.middle());
        present * seen + future * bound < self.levels[j] - CLEAR
    }
}
