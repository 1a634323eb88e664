//! What is proved about a candidate for the payoff set: from inside, vertex by vertex, and from outside, by half-planes that hold everything.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), *Econometrica* 58, 1041-1063: theorem 1 (self-generation) inside, theorem 5 (iteration) outside.

use super::closure::Closure;
use super::enclosed_stage::EnclosedStage;
use super::enclosure;
use super::iteration::{Candidate, Machine};
use super::outside::Outside;
use super::polygon::{self, Known, Point};
use super::structure::{self, Place};
use super::template::Template;
use super::{PayoffSet, Witness};
use crate::num::{Interval, Rational};
use crate::repeat::{Discount, Stage};

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

/// How the approach of half-planes ended.
struct Approach {
    reached: bool,
    limited: bool,
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

    /// The candidate as the exact payoff set, found in so many steps; none unless it is proved to be just that.
    pub fn exactly(&self, candidate: &Candidate, steps: usize) -> Option<PayoffSet> {
        let points = self.rational(candidate)?;
        let vertices = polygon::hull(points.clone());
        let hints = hints(candidate, &points, &vertices);
        let witnesses: Option<Vec<Witness>> = self.played(&vertices, &hints).into_iter().collect();
        let witnesses = witnesses?;
        let lowered = self.confined(&vertices)?;
        Some(PayoffSet {
            discount: self.discount.clone(),
            minimum: polygon::minimum(&vertices),
            outer: vertices.clone(),
            vertices,
            exact: true,
            witnesses,
            gap: Some(Rational::ZERO),
            steps: [steps, lowered],
            limited: false,
        })
    }

    /// The vertices of a candidate as rationals; none where they have none.
    fn rational(&self, candidate: &Candidate) -> Option<Vec<Point>> {
        let (stage, discount) = (self.stage, self.discount);
        let (machine, structure) = (self.machine, &candidate.structure);
        candidate.settled.then(|| {
            structure::rational_vertices(stage, discount, machine, structure, &candidate.points)
        })?
    }

    /// How each vertex is played, where it is; `hints`: by which profiles first.
    fn played(&self, vertices: &[Point], hints: &[Option<usize>]) -> Vec<Option<Witness>> {
        let Some(least) = polygon::minimum(vertices) else {
            return Vec::new();
        };
        let known = Known::new(vertices);
        let floor = least.each_ref().map(Interval::around);
        let witness = |(vertex, hint): (&Point, &Option<usize>)| {
            let near = vertex.each_ref().map(Interval::around);
            let may_obey = |profile: &usize| {
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

    /// The largest hull of some of the points each vertex of which is played with a continuation in the hull, and how.
    fn generated(&self, candidate: &Candidate, points: &[Point]) -> (Vec<Point>, Vec<Witness>) {
        let mut kept = points.to_vec();
        loop {
            let vertices = polygon::hull(kept.clone());
            let found = self.played(&vertices, &hints(candidate, points, &vertices));
            if found.iter().all(Option::is_some) {
                return (vertices, found.into_iter().flatten().collect());
            }
            let failed = vertices.iter().zip(&found);
            let failed: Vec<&Point> = failed
                .filter(|(_, found)| found.is_none())
                .map(|(vertex, _)| vertex)
                .collect();
            kept.retain(|point| !failed.contains(&point));
        }
    }

    /// How many times half-planes were brought closer until they proved that all equilibrium payoffs lie in a polygon; none if they did not.
    fn confined(&self, vertices: &[Point]) -> Option<usize> {
        let mut outside = Outside::new(self.enclosed, self.machine);
        let approach = if vertices.is_empty() {
            self.approach(&mut outside, None)
        } else {
            let own = Template::new(vertices);
            let levels = own.supports(vertices);
            let closure = Closure::new(self.stage, self.enclosed, self.discount, &own, levels);
            let distance = closure.distance(&closure.direction()?)?;
            self.approach(&mut outside, Some((&own, &goals(&closure, &distance))))
        };
        approach.reached.then_some(outside.steps)
    }

    /// A polygon inside the payoff set and one outside near a candidate, found in so many steps.
    pub fn within(&self, candidate: &Candidate, steps: usize) -> PayoffSet {
        let points = match self.rational(candidate) {
            Some(points) => points,
            None => self.approximate(candidate),
        };
        let (mut vertices, mut witnesses) = self.generated(candidate, &points);
        let claimed = polygon::hull(points);
        let (stage, discount) = (self.stage, self.discount);
        let own = Template::new(&claimed);
        let mut outside = Outside::new(self.enclosed, self.machine);
        let mut shown = None;
        if !claimed.is_empty() {
            let levels = own.supports(&claimed);
            let closure = Closure::new(stage, self.enclosed, discount, &own, levels);
            if let Some(direction) = closure.direction() {
                shown = enclosure::outer(&closure, &direction);
            }
            let area = polygon::double_area(&claimed);
            let nearly = &area * &(&Rational::ONE - &Rational::dyadic(1, -NEARLY));
            for less in enclosure::less_patient(stage, discount, super::CANDIDATES) {
                if polygon::double_area(&vertices) >= nearly && !vertices.is_empty() {
                    break;
                }
                let inner = self.generated(&less, &self.approximate(&less));
                if polygon::double_area(&inner.0) > polygon::double_area(&vertices) {
                    (vertices, witnesses) = inner;
                }
            }
        }
        let aim = shown
            .as_ref()
            .map(|(closure, distance)| goals(closure, distance));
        let aim = aim.as_deref().map(|goals| (&own, goals));
        let Approach { reached, limited } = self.approach(&mut outside, aim);
        let outer = match shown.filter(|_| reached) {
            Some((closure, _)) => polygon::half_planes(&own.normals, closure.levels()),
            None => outside.polygon(),
        };
        let gap = polygon::gap(&vertices, &outer);
        let exact = gap.as_ref().is_some_and(Rational::is_zero);
        PayoffSet {
            discount: discount.clone(),
            minimum: polygon::minimum(&vertices),
            exact,
            outer: if exact { vertices.clone() } else { outer },
            vertices,
            witnesses,
            gap,
            steps: [steps, outside.steps],
            limited: limited || !candidate.settled,
        }
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
    fn approach(&self, outside: &mut Outside, goals: Option<(&Template, &[f64])>) -> Approach {
        let most = OUTER_STEPS.min(OUTER_WORK / self.stage.profiles() + 100);
        let ended = |reached, limited| Approach { reached, limited };
        loop {
            if outside.is_empty() {
                return ended(goals.is_none(), false);
            }
            if goals.is_some_and(|(own, levels)| outside.is_within(&own.near, levels)) {
                return ended(true, false);
            }
            if outside.steps == most {
                return ended(false, true);
            }
            if !outside.step() {
                return ended(false, false);
            }
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

/// How near half-planes must come for the proof that equilibrium payoffs lie in a polygon.
fn goals(closure: &Closure, distance: &[Rational]) -> Vec<f64> {
    let levels = closure.levels().iter().zip(distance);
    levels
        .map(|(level, distance)| Interval::around(&(level + distance)).lower())
        .collect()
}
