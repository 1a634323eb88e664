//! What is proved about a candidate for the payoff set: from inside, vertex by vertex, and from outside, by half-planes that hold everything.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), *Econometrica* 58, 1041-1063: theorem 1 (self-generation) inside, theorem 5 (iteration) outside.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::closure::Closure;
use super::enclosed_stage::EnclosedStage;
use super::enclosure::{self, Tried};
use super::half_planes::half_planes;
use super::iteration::{Candidate, Machine, Played};
use super::machine_polygon::CLEAR;
use super::outside::Outside;
use super::polygon::{self, Known, Point};
use super::structure::{self, Place};
use super::template::Template;
use super::{PayoffSet, Witness};
use crate::num::{Interval, Rational};
use crate::repeat::{Discount, Stage};

/// With so many profiles it is worth to work on the proofs from inside and outside side by side.
const MANY: usize = 100;

/// The game whose payoff sets are proved.
pub(super) struct Prover<'a> {
    stage: &'a Stage,
    discount: &'a Discount,
    enclosed: &'a EnclosedStage,
    machine: &'a Machine,
}

/// The most times the outer half-planes are brought closer, and the most work that goes into it: steps times profiles.
const OUTER_STEPS: usize = 10_000;
const OUTER_WORK: usize = 400_000;

/// An inner polygon whose area falls short of the candidate's by less than this power of two is not tried to be made larger.
const NEARLY: i32 = 24;

/// The largest polygon inside that candidates of smaller discount factors gave so far, and whether all of these were tried: they are the same
/// for all candidates.
#[derive(Default)]
pub(super) struct Sought {
    most: Inner,
    is_done: bool,
}

/// A polygon inside: its vertices and how they are played.
#[derive(Clone)]
struct Inner {
    vertices: Vec<Point>,
    witnesses: Vec<Witness>,
    /// Twice the area.
    area: Rational,
}

/// How the approach of half-planes ended, after so many steps.
struct Approach {
    reached: bool,
    limited: bool,
    steps: usize,
}

/// What is to be proved from outside: half-planes that must be reached.
struct Goals {
    normals: Vec<[Interval; 2]>,
    levels: Vec<f64>,
}

impl<'a> Prover<'a> {
    pub fn new(
        stage: &'a Stage,
        discount: &'a Discount,
        enclosed: &'a EnclosedStage,
        machine: &'a Machine,
    ) -> Self {
        Prover {
            stage,
            discount,
            enclosed,
            machine,
        }
    }

    /// The candidate as the exact payoff set, found on some trail; none unless it is proved to be just that. `points` are its vertices.
    pub fn exactly(
        &self,
        candidate: &Candidate,
        points: &[Point],
        trail: &[Played],
    ) -> Option<PayoffSet> {
        let (inside, mut outside) = self.beside(candidate, trail, || {
            let vertices = polygon::hull(points.to_vec());
            let hints = hints(candidate, points, &vertices);
            let witnesses: Option<Vec<Witness>> = self.played(&vertices, &hints);
            let witnesses = witnesses?;
            let goals = match vertices.is_empty() {
                true => None,
                false => Some(self.goals(&vertices)?),
            };
            Some((vertices, witnesses, goals))
        });
        let (vertices, witnesses, goals) = inside?;
        let Approach { reached, steps, .. } = self.approach(&mut outside, goals.as_ref());
        reached.then(|| PayoffSet {
            discount: self.discount.clone(),
            minimum: polygon::minimum(&vertices),
            outer: vertices.clone(),
            vertices,
            exact: true,
            witnesses,
            gap: Some(Rational::ZERO),
            steps: [trail.len(), steps],
            limited: false,
        })
    }

    /// What is worked out about a candidate; and beside it, where there are many profiles, the first steps of half-planes from outside.
    fn beside<T: Send>(
        &'a self,
        candidate: &'a Candidate,
        trail: &'a [Played],
        work: impl FnOnce() -> T + Send,
    ) -> (T, Outside<'a>) {
        let mut outside = Outside::new(self.enclosed, self.machine, trail, &candidate.points);
        if self.stage.profiles() < MANY {
            return (work(), outside);
        }
        let is_done = AtomicBool::new(false);
        let (done, ()) = rayon::join(
            || {
                let done = work();
                is_done.store(true, Relaxed);
                done
            },
            || outside.ahead(&is_done),
        );
        (done, outside)
    }

    /// Two pieces of work, side by side where there are many profiles.
    fn both<A: Send, B: Send>(
        &self,
        first: impl FnOnce() -> A + Send,
        second: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        match self.stage.profiles() < MANY {
            true => (first(), second()),
            false => rayon::join(first, second),
        }
    }

    /// The vertices of a candidate as rationals; none where they have none.
    pub fn rational(&self, candidate: &Candidate) -> Option<Vec<Point>> {
        let (stage, discount) = (self.stage, self.discount);
        let (machine, structure) = (self.machine, &candidate.structure);
        let (points, symmetry) = (&candidate.points, self.enclosed.symmetry);
        candidate.settled.then(|| {
            structure::rational_vertices(stage, discount, machine, structure, points, symmetry)
        })?
    }

    /// How each vertex is played, where it is; `hints`: by which profiles first.
    fn played<T: FromIterator<Option<Witness>>>(
        &self,
        vertices: &[Point],
        hints: &[Option<usize>],
    ) -> T {
        let Some(least) = polygon::minimum(vertices) else {
            return T::from_iter([]);
        };
        let (known, machine) = (Known::new(vertices), self.machine);
        let floor = least.each_ref().map(Interval::around);
        let witness = |(vertex, hint): (&Point, &Option<usize>)| {
            let near = vertex.each_ref().map(Interval::around);
            let may_obey = |profile: &usize| {
                // Machine numbers err by much less than by what this is clear.
                let is_clearly_missed = (0..2).any(|i| {
                    let payoff = machine.payoffs[*profile][i];
                    let later = machine.needed[*profile][i] + floor[i].middle();
                    let now = (1.0 - machine.discount) * payoff;
                    near[i].middle() - now - machine.discount * later < -CLEAR
                });
                if is_clearly_missed {
                    return false;
                }
                let (payoff, needed) = (
                    self.enclosed.payoffs[*profile],
                    self.enclosed.needed[*profile],
                );
                (0..2).all(|i| {
                    let later = self.enclosed.future * (needed[i] + floor[i]);
                    !(near[i] - self.enclosed.present * payoff[i] - later).is_negative()
                })
            };
            let mut profiles = hint.iter().copied().chain(0..self.stage.profiles());
            let mut profiles = profiles.by_ref().filter(may_obey);
            profiles.find_map(|profile| self.witness(&known, &least, vertex, profile))
        };
        vertices.iter().zip(hints).map(witness).collect()
    }

    /// How a profile plays a vertex: with a continuation in the polygon after which no deviation pays; `v_i >= (1 - d) b_i(a) + d u_i`.
    fn witness(
        &self,
        vertices: &Known,
        least: &Point,
        vertex: &Point,
        profile: usize,
    ) -> Option<Witness> {
        let (stage, future) = (self.stage, self.discount.value());
        let present = self.discount.present();
        let obeyed = (0..2)
            .all(|i| vertex[i] >= &(&present * stage.best(i, profile)) + &(future * &least[i]));
        if !obeyed {
            return None;
        }
        let continuation =
            [0, 1].map(|i| &(&vertex[i] - &(&present * stage.payoff(i, profile))) / future);
        Some(Witness {
            profile,
            mixture: vertices.mixture(&continuation)?,
            continuation,
        })
    }

    /// The largest hull of some of the points each vertex of which is played with a continuation in the hull, and how; and whether it is not empty
    /// and that of all of them.
    fn generated(&self, candidate: &Candidate, points: &[Point]) -> (Inner, bool) {
        let mut kept = points.to_vec();
        let mut is_whole = true;
        loop {
            let vertices = polygon::hull(kept.clone());
            let found: Vec<Option<Witness>> =
                self.played(&vertices, &hints(candidate, points, &vertices));
            if found.iter().all(Option::is_some) {
                is_whole &= !vertices.is_empty();
                let witnesses = found.into_iter().flatten().collect();
                return (Inner::new(vertices, witnesses), is_whole);
            }
            is_whole = false;
            let failed = vertices.iter().zip(&found);
            let failed: Vec<&Point> = failed
                .filter(|(_, found)| found.is_none())
                .map(|(vertex, _)| vertex)
                .collect();
            kept.retain(|point| !failed.contains(&point));
        }
    }

    /// How near half-planes must come for the proof that equilibrium payoffs lie in a polygon; none where nothing is near enough.
    fn goals(&self, vertices: &[Point]) -> Option<Goals> {
        let own = Template::new(vertices);
        let levels = own.supports(vertices);
        let closure = self.closure(&own, levels);
        let distance = closure.distance(&closure.direction()?)?;
        Some(Goals::new(&closure, &distance))
    }

    fn closure<'t>(&'t self, template: &'t Template, levels: Vec<Rational>) -> Closure<'t> {
        let (stage, discount) = (self.stage, self.discount);
        Closure::new(
            stage,
            self.enclosed,
            self.machine,
            discount,
            template,
            levels,
        )
    }

    /// A polygon inside the payoff set and one outside near a candidate, found on some trail, with its vertices as rationals if they are.
    pub fn within(
        &self,
        candidate: &Candidate,
        rational: Option<Vec<Point>>,
        trail: &[Played],
        sought: &mut Sought,
    ) -> PayoffSet {
        let is_rational = rational.is_some();
        let points = rational.unwrap_or_else(|| self.approximate(candidate));
        let claimed = polygon::hull(points.clone());
        let own = Template::new(&claimed);
        let ((inside, shown), outside) = self.beside(candidate, trail, || {
            self.both(
                || self.inside(candidate, &points, &claimed, is_rational, sought),
                || self.shown(&own, &claimed, false),
            )
        });
        let Inner {
            vertices,
            witnesses,
            ..
        } = inside;
        let (outer, approach) = self.brought_near(outside, &own, shown, trail);
        let gap = polygon::gap(&vertices, &outer);
        let exact = gap.as_ref().is_some_and(Rational::is_zero);
        PayoffSet {
            discount: self.discount.clone(),
            minimum: polygon::minimum(&vertices),
            exact,
            outer: if exact { vertices.clone() } else { outer },
            vertices,
            witnesses,
            gap,
            steps: [trail.len(), approach.steps],
            limited: approach.limited || !candidate.settled,
        }
    }

    /// A polygon that holds all equilibrium payoffs, near a candidate that was found on some trail if that can be proved.
    pub fn outer(&self, candidate: &Candidate, trail: &[Played]) -> Vec<Point> {
        let claimed = polygon::hull(self.approximate(candidate));
        let own = Template::new(&claimed);
        let outside = Outside::new(self.enclosed, self.machine, trail, &candidate.points);
        let shown = self.shown(&own, &claimed, true);
        self.brought_near(outside, &own, shown, trail).0
    }

    /// The levels of a polygon a little larger than the claimed one, and how near half-planes must come for the proof that equilibrium payoffs
    /// lie in it; none where nothing is near enough.
    fn shown(
        &self,
        own: &Template,
        claimed: &[Point],
        is_finest: bool,
    ) -> Option<(Vec<Rational>, Goals)> {
        if claimed.is_empty() {
            return None;
        }
        let closure = self.closure(own, own.supports(claimed));
        let (raised, distance) = enclosure::outer(&closure, &closure.direction()?, is_finest)?;
        let goals = Goals::new(&raised, &distance);
        Some((raised.levels().to_vec(), goals))
    }

    /// The polygon of the levels that are shown, if half-planes come near enough; else that of the half-planes.
    fn brought_near(
        &self,
        mut outside: Outside<'a>,
        own: &Template,
        shown: Option<(Vec<Rational>, Goals)>,
        trail: &'a [Played],
    ) -> (Vec<Point>, Approach) {
        let goals = shown.as_ref().map(|(_, goals)| goals);
        if goals.is_none() {
            outside = Outside::new(self.enclosed, self.machine, trail, &[]);
        }
        let approach = self.approach(&mut outside, goals);
        let outer = match shown.filter(|_| approach.reached) {
            Some((levels, _)) => half_planes(&own.normals, &levels),
            None => outside.polygon(approach.steps),
        };
        (outer, approach)
    }

    /// The largest polygon inside that is found: of the points of a candidate, whose hull is claimed, or of candidates for a smaller discount factor.
    fn inside(
        &self,
        candidate: &Candidate,
        points: &[Point],
        claimed: &[Point],
        is_rational: bool,
        sought: &mut Sought,
    ) -> Inner {
        let own = || self.generated(candidate, points).0;
        if claimed.is_empty() {
            return own();
        }
        // Vertices that are rounded are hardly all played.
        let mut most = match is_rational {
            true => own(),
            false => self
                .played::<Option<_>>(claimed, &hints(candidate, points, claimed))
                .map_or_else(Inner::default, |witnesses| {
                    Inner::new(claimed.to_vec(), witnesses)
                }),
        };
        let area = polygon::double_area(claimed);
        let nearly = &area * &(&Rational::ONE - &Rational::dyadic(1, -NEARLY));
        let is_enough = |of: &Inner| !of.vertices.is_empty() && of.area >= nearly;
        if is_enough(&most) {
            return most;
        }
        if !sought.is_done && !is_enough(&sought.most) {
            let (enclosed, machine) = (self.enclosed, self.machine);
            sought.is_done = true;
            let tries = super::CANDIDATES;
            let attempt = |less: Candidate| {
                let (inner, is_whole) = self.generated(&less, &self.approximate(&less));
                if inner.area > sought.most.area {
                    sought.most = inner;
                }
                let is_enough = is_enough(&sought.most);
                sought.is_done &= !is_enough;
                Tried {
                    is_enough,
                    is_whole,
                }
            };
            enclosure::less_patient(enclosed, machine, self.discount, candidate, tries, attempt);
        }
        if sought.most.area > most.area {
            most = sought.most.clone();
        }
        if !is_rational && !is_enough(&most) {
            let own = own();
            if own.area >= most.area {
                return own;
            }
        }
        most
    }

    /// Rational points near those of the candidate: exact where a profile is played for ever.
    fn approximate(&self, candidate: &Candidate) -> Vec<Point> {
        let payoff = |profile: usize| [0, 1].map(|i| self.stage.payoff(i, profile).clone());
        let origins = candidate.structure.origins.iter().zip(&candidate.points);
        let point = origins.map(|(origin, point)| match origin.place {
            Place::Own => payoff(origin.profile),
            _ => point.map(enclosure::likely),
        });
        let profiles = 0..self.stage.profiles();
        let equilibria = profiles.filter(|profile| self.stage.is_equilibrium(*profile));
        point.chain(equilibria.map(payoff)).collect()
    }

    /// Brings half-planes closer until they reach the goals, or show that the set is empty where there are none, or stay.
    fn approach(&self, outside: &mut Outside, goals: Option<&Goals>) -> Approach {
        let most = OUTER_STEPS.min(OUTER_WORK / self.stage.profiles() + 100);
        let mut steps = 0;
        loop {
            let ended = |reached, limited, steps| Approach {
                reached,
                limited,
                steps,
            };
            if outside.is_empty(steps) {
                return ended(goals.is_none(), false, steps);
            }
            if goals.is_some_and(|goals| outside.is_within(steps, &goals.normals, &goals.levels)) {
                return ended(true, false, steps);
            }
            if steps == most {
                return ended(false, true, steps);
            }
            let is_moving = outside.step_after(steps);
            steps += 1;
            if !is_moving {
                return ended(false, false, steps);
            }
        }
    }
}

impl Default for Inner {
    fn default() -> Self {
        Inner::new(Vec::new(), Vec::new())
    }
}

impl Inner {
    fn new(vertices: Vec<Point>, witnesses: Vec<Witness>) -> Self {
        Inner {
            area: polygon::double_area(&vertices),
            vertices,
            witnesses,
        }
    }
}

impl Goals {
    fn new(closure: &Closure, distance: &[Rational]) -> Self {
        let levels = closure.levels().iter().zip(distance);
        let levels = levels.map(|(level, distance)| Interval::around(&(level + distance)).lower());
        Goals {
            normals: closure.normals().to_vec(),
            levels: levels.collect(),
        }
    }
}

/// The profile from which the candidate has each vertex, where it says.
fn hints(candidate: &Candidate, points: &[Point], vertices: &[Point]) -> Vec<Option<usize>> {
    let profile = |vertex: &Point| {
        let place = points.iter().position(|point| point == vertex)?;
        let origin = candidate.structure.origins.get(place)?;
        Some(origin.profile)
    };
    vertices.iter().map(profile).collect()
}
