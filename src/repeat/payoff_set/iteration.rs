//! Finds candidates for the payoff set in machine numbers: which vertex comes from which profile, and by which binding incentive.
//!
//! The operator `R(W, u)` keeps of every profile `a` its own payoff `g(a)` where no incentive is missing, and else the ends of the lines
//! `w_i = u_i + (1 - d)/d h_i(a)` in `W`: at most four. It is repeated from the feasible payoffs above the minmax. Whenever the same vertices
//! come from the same places twice, that structure's fixed point is tried at once; it may lie inside a larger one, and where a proof says so,
//! the iteration goes on from where it was. What is found proves nothing.
//!
//! # Source
//! Abreu and Sannikov (2014), "An algorithm for two-player repeated games with perfect monitoring", *Theoretical Economics* 9, 313-338.

use super::enclosed_stage::EnclosedStage;
use super::machine_polygon::{Core, chains, cut, distance, hull, inside, merged};
use super::strips::Touched;
use super::structure::{Origin, Place, Structure, solved};
use crate::num::Interval;
use crate::repeat::Discount;

/// The stage game in machine numbers, each player's payoffs in a range between one and two.
pub(super) struct Machine {
    /// Payoffs, by profile.
    pub payoffs: Vec<[f64; 2]>,
    /// What must be lost from tomorrow on, for each player: `(1 - d)/d h(a)`.
    pub needed: Vec<[f64; 2]>,
    /// The least the players can be held to.
    pub minmax: [f64; 2],
    /// The discount factor.
    pub discount: f64,
    /// The feasible payoffs above the minmax.
    pub start: Vec<[f64; 2]>,
}

/// A polygon whose vertices know where they come from.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    pub points: Vec<[f64; 2]>,
    pub structure: Structure,
    /// Whether it is a fixed point as far as machine numbers show.
    pub settled: bool,
}

/// A polygon, and the profiles that play its vertices.
#[derive(Debug, Clone, Default)]
pub(super) struct Played {
    pub points: Vec<[f64; 2]>,
    pub profiles: Vec<usize>,
}

/// The operator, applied again and again.
pub(super) struct Search<'a> {
    machine: &'a Machine,
    slack: f64,
    points: Vec<[f64; 2]>,
    least: [f64; 2],
    active: Vec<usize>,
    structure: Structure,
    is_repeated: bool,
    tried: Vec<Structure>,
    ended: bool,
    /// What came of each application of the operator.
    pub trail: Vec<Played>,
}

/// Vertices nearer than this to others, or to the line between two others, are left out. It must be far below [`SLACK`]: what is lost so in
/// each step adds up, and must not make an incentive that just binds look missing.
const MERGED: f64 = 1e-13;
/// By how much an incentive that is taken to bind may be missing.
const SLACK: f64 = 1e-9;
/// A step that moves no vertex further is the last.
const STILL: f64 = 1e-12;
/// How near vertices may be that are tried as one, since they may meet in the end.
const MEETING: [f64; 2] = [1e-8, 1e-5];
/// For so many profiles it is worth to list the edges that cross strips, and how many strips there are.
const MANY: usize = 64;
const STRIPS: usize = 32;
/// The most applications of the operator.
const STEPS: usize = 3_000;

impl<'a> Search<'a> {
    /// From the feasible payoffs above the minmax. `binding` says whether incentives that just bind are taken for met.
    pub fn new(machine: &'a Machine, binding: bool) -> Self {
        let points = machine.start.clone();
        Search {
            machine,
            slack: if binding { SLACK } else { -SLACK },
            least: machine.least(&points),
            points,
            active: (0..machine.payoffs.len()).collect(),
            structure: Structure::default(),
            is_repeated: false,
            tried: Vec::new(),
            ended: false,
            trail: Vec::new(),
        }
    }

    /// The next candidate: a fixed point that was leapt to, or where the iteration ends; none after that.
    pub fn next(&mut self) -> Option<Candidate> {
        while !self.ended {
            let found = self.step().or_else(|| self.leap());
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Goes on from a candidate, which is proved to be so near all equilibrium payoffs that no others need be lost on the way.
    pub fn go_on_from(&mut self, candidate: &Candidate) {
        self.points = candidate.points.clone();
        self.least = self.machine.least(&self.points);
    }

    /// Where the iteration ends without leaps.
    pub fn last(&mut self) -> Candidate {
        loop {
            if let Some(last) = self.step() {
                return last;
            }
        }
    }

    /// Applies the operator; the candidate if nothing changes any more, or a limit of steps is reached.
    fn step(&mut self) -> Option<Candidate> {
        let machine = self.machine;
        let (next, structure) = machine.image(
            &self.points,
            self.least,
            &mut self.active,
            self.slack,
            MERGED,
            &self.structure.profiles(),
        );
        self.trail.push(Played {
            points: next.clone(),
            profiles: structure.profiles(),
        });
        let moved = distance(&self.points, &next);
        self.is_repeated = structure == self.structure;
        self.points = next;
        self.structure = structure;
        self.least = machine.least(&self.points);
        let stays = self.points.is_empty() || moved <= STILL && self.is_repeated;
        self.ended = stays || self.trail.len() == STEPS;
        self.ended.then(|| {
            let fixed = stays.then(|| solved(machine, &self.structure, &self.points));
            Candidate {
                points: fixed.flatten().unwrap_or_else(|| self.points.clone()),
                structure: self.structure.clone(),
                settled: stays,
            }
        })
    }

    /// The fixed point of the present structure, if it came twice, or of one in which vertices that are near meet.
    fn leap(&mut self) -> Option<Candidate> {
        if self.is_repeated
            && let Some(found) = self.attempt(self.structure.clone(), &self.points.clone())
        {
            return Some(found);
        }
        let steps = self.trail.len();
        if steps < 8 || !steps.is_power_of_two() {
            return None;
        }
        let (machine, likely) = (self.machine, self.structure.profiles());
        MEETING.into_iter().find_map(|near| {
            let joined = merged(&self.points, near);
            let slack = near * self.slack.signum();
            let all = || (0..machine.payoffs.len()).collect::<Vec<usize>>();
            let (once, first) =
                machine.image(&joined, self.least, &mut all(), slack, near, &likely);
            let least = machine.least(&once);
            let (twice, second) =
                machine.image(&once, least, &mut all(), slack, near, &first.profiles());
            match first == second {
                true => self.attempt(second, &twice),
                false => None,
            }
        })
    }

    /// The fixed point of a structure that was not tried before, if the operator leaves it as it is and it lies in what is left.
    pub fn attempt(&mut self, structure: Structure, points: &[[f64; 2]]) -> Option<Candidate> {
        if !structure.is_closed() || self.tried.contains(&structure) {
            return None;
        }
        self.tried.push(structure.clone());
        let machine = self.machine;
        let fixed = solved(machine, &structure, points)?;
        let mut all: Vec<usize> = (0..machine.payoffs.len()).collect();
        let (again, _) = machine.image(
            &fixed,
            machine.least(&fixed),
            &mut all,
            self.slack,
            MERGED,
            &structure.profiles(),
        );
        let stays = distance(&merged(&fixed, MERGED), &again) <= SLACK;
        (stays && inside(&fixed, &self.points, 10.0 * SLACK)).then_some(Candidate {
            points: fixed,
            structure,
            settled: true,
        })
    }
}

impl Machine {
    pub fn new(stage: &EnclosedStage) -> Self {
        let payoffs: Vec<[f64; 2]> = stage.payoffs.iter().map(middle).collect();
        let minmax = middle(&stage.minmax);
        let feasible = merged(&payoffs, MERGED);
        Machine {
            start: cut(
                &cut(&feasible, [-1.0, 0.0], -minmax[0]),
                [0.0, -1.0],
                -minmax[1],
            ),
            payoffs,
            needed: stage.needed.iter().map(middle).collect(),
            minmax,
            discount: stage.future.middle(),
        }
    }

    /// The same stage game with another discount factor.
    pub fn at(&self, stage: &EnclosedStage, discount: &Discount) -> Self {
        Machine {
            payoffs: self.payoffs.clone(),
            needed: stage.needed_at(discount).iter().map(middle).collect(),
            minmax: self.minmax,
            discount: Interval::around(discount.value()).middle(),
            start: self.start.clone(),
        }
    }

    /// The operator applied to a polygon; some profiles are likely to play the vertices.
    pub fn applied(&self, points: &[[f64; 2]], likely: &[usize]) -> Played {
        let mut all: Vec<usize> = (0..self.payoffs.len()).collect();
        let least = self.least(points);
        let (points, structure) = self.image(points, least, &mut all, SLACK, MERGED, likely);
        Played {
            points,
            profiles: structure.profiles(),
        }
    }

    /// The least payoffs in a polygon, not below the minmax.
    fn least(&self, points: &[[f64; 2]]) -> [f64; 2] {
        [0, 1].map(|i| {
            let least = points.iter().map(|point| point[i]);
            least.fold(f64::INFINITY, f64::min).max(self.minmax[i])
        })
    }

    /// One application of the operator; profiles that leave nothing are dropped from the active ones, since the sets only shrink. If it is said
    /// which profiles are likely to play the vertices, it is faster: those come first, and of no other whose own payoffs lie in their hull is
    /// anything looked at. That leaves out no equilibrium payoffs: what goes furthest beyond the image is no equilibrium payoff or played by a
    /// profile that pays at least as much in that direction (see [`super::outside`]), and so lies beyond the hull itself.
    fn image(
        &self,
        points: &[[f64; 2]],
        least: [f64; 2],
        active: &mut Vec<usize>,
        slack: f64,
        near: f64,
        likely: &[usize],
    ) -> (Vec<[f64; 2]>, Structure) {
        let greatest = [0, 1].map(|i| points.iter().map(|p| p[i]).fold(f64::MIN, f64::max));
        let strips = match active.len() < MANY {
            true => 1,
            false => STRIPS,
        };
        let domain = Domain {
            points,
            spans: [0, 1].map(|axis| Spans::new(points, axis, slack.abs(), strips)),
            least,
            greatest,
            slack,
        };
        let mut found: Vec<([f64; 2], Origin)> = Vec::with_capacity(4 * likely.len() + 16);
        let mut is_done = vec![false; self.payoffs.len()];
        for profile in likely {
            if !is_done[*profile] {
                is_done[*profile] = true;
                self.ends(&domain, *profile, None, &mut found);
            }
        }
        // What lies between them need not be looked at again.
        let mut found = chains(found, near);
        let core = Core::new(found.clone());
        active.retain(|a| is_done[*a] || self.ends(&domain, *a, core.as_ref(), &mut found));
        let found = match core {
            Some(_) => chains(found, near),
            None => hull(found, near),
        };
        let (points, origins): (Vec<[f64; 2]>, Vec<Origin>) = found.into_iter().unzip();
        // Of those that are lowest, as far as machine numbers tell, the first.
        let lowest = |i: usize| {
            let least = points.iter().map(|p| p[i]).fold(f64::INFINITY, f64::min);
            points.iter().position(|point| point[i] <= least + near)
        };
        let worst = [0, 1].map(|i| lowest(i).unwrap_or(0));
        (points, Structure { origins, worst })
    }

    /// Adds what a profile plays that is not clearly held by others, if its own payoffs are not; whether it can be played.
    fn ends(
        &self,
        domain: &Domain,
        profile: usize,
        held: Option<&Core>,
        found: &mut Vec<([f64; 2], Origin)>,
    ) -> bool {
        let (payoff, needed) = (self.payoffs[profile], self.needed[profile]);
        let (slack, future) = (domain.slack, self.discount);
        let corner = [0, 1].map(|i| domain.least[i] + needed[i]);
        if (0..2).any(|i| corner[i] > domain.greatest[i] + slack) {
            return false;
        }
        let is_held = |point: [f64; 2]| held.is_some_and(|held| held.holds(point));
        if is_held(payoff) {
            return true;
        }
        if (0..2).all(|i| payoff[i] >= corner[i] - slack) {
            let place = Place::Own;
            found.push((payoff, Origin { profile, place }));
            return true;
        }
        for axis in 0..2 {
            let ends = ends(domain.points, &domain.spans[axis], axis, corner, slack);
            for (height, place) in ends.into_iter().flatten() {
                let mut then = corner;
                then[1 - axis] = height;
                let value = [0, 1].map(|i| (1.0 - future) * payoff[i] + future * then[i]);
                if !is_held(value) {
                    found.push((value, Origin { profile, place }));
                }
            }
        }
        true
    }
}

fn middle(pair: &[Interval; 2]) -> [f64; 2] {
    pair.map(Interval::middle)
}

/// What the operator is applied to.
struct Domain<'a> {
    points: &'a [[f64; 2]],
    /// Between which payoffs of each axis the edges lie.
    spans: [Spans; 2],
    least: [f64; 2],
    greatest: [f64; 2],
    /// By how much an incentive may be missing.
    slack: f64,
}

/// Between which payoffs of an axis each edge lies, or nearly so.
struct Spans {
    all: Vec<(f64, f64)>,
    touched: Touched,
}

impl Spans {
    fn new(points: &[[f64; 2]], axis: usize, about: f64, strips: usize) -> Self {
        let next = points.iter().cycle().skip(1);
        let span = |(from, to): (&[f64; 2], &[f64; 2])| {
            let (from, to) = (from[axis], to[axis]);
            (from.min(to) - about, from.max(to) + about)
        };
        let all: Vec<(f64, f64)> = points.iter().zip(next).map(span).collect();
        Spans {
            touched: Touched::new(&all, strips),
            all,
        }
    }
}

/// The ends of the line through the corner, along which payoffs of `axis` are the corner's, in the polygon and above the corner: the upper one first.
fn ends(
    points: &[[f64; 2]],
    spans: &Spans,
    axis: usize,
    corner: [f64; 2],
    slack: f64,
) -> [Option<(f64, Place)>; 2] {
    let (line, other, about) = (corner[axis], 1 - axis, slack.abs());
    // Heights, and the vertices of the edges that are crossed there.
    let (mut low, mut high) = ((f64::INFINITY, [0; 2]), (f64::NEG_INFINITY, [0; 2]));
    let mut hit = |height: f64, edge: [usize; 2]| {
        if height < low.0 {
            low = (height, edge);
        }
        if height > high.0 {
            high = (height, edge);
        }
    };
    for p in spans.touched.about(line).iter().copied() {
        let (left, right) = spans.all[p];
        if line < left || line > right {
            continue;
        }
        let q = match p + 1 == points.len() {
            true => 0,
            false => p + 1,
        };
        let (from, to) = (points[p], points[q]);
        // An edge along the line, as far as machine numbers tell, ends where its vertices are.
        match (to[axis] - from[axis]).abs() <= 10.0 * about {
            true => [p, q]
                .into_iter()
                .for_each(|k| hit(points[k][other], [k, k])),
            false => {
                let share = ((line - from[axis]) / (to[axis] - from[axis])).clamp(0.0, 1.0);
                hit(from[other] + share * (to[other] - from[other]), [p, q]);
            }
        }
    }
    // Also where no edge is crossed.
    if high.0 < corner[other] - slack {
        return [None, None];
    }
    let place = |[p, q]: [usize; 2]| Place::Line { axis, p, q };
    let lower = match low.0 >= corner[other] {
        true => (low.0, place(low.1)),
        false => (corner[other], Place::Corner),
    };
    let is_above = high.0 > corner[other] + about;
    [is_above.then(|| (high.0, place(high.1))), Some(lower)]
}
