//! The exact outer proof: equilibrium payoffs that lie near a polygon lie in it.
//!
//! Let `n_j w <= c_j` be the polygon `V`, `V(t)` that with `c_j + t e_j`, `e > 0`, and suppose that `V*` lies in `V(t)`, `0 < t <= 1`.
//! The payoff of `V*` furthest in direction `n_j` is played by a profile `a`. If `n_j g(a) <= c_j`, it is not beyond `c_j` (see
//! [`super::outside`]). Else continuations lie in `V(t)` above the corner `u - t e_down + (1 - d)/d h(a)`; either there are none at `t = 1`, and
//! then at no smaller `t`; or some dual bounds them by a number that is linear in `t`. If with it the payoff goes no further than `c_j` at
//! `t = 0`, and less far than `c_j + e_j` at `t = 1`, then no further than `c_j + q t e_j` for some `q < 1`; the largest `q` of the finitely many
//! profiles and directions serves all. Directions that follow from two others, at both ends, follow in between. Where exchanging the players changes neither the game nor the
//! polygon nor `e`, what is shown of a profile in a direction holds of its twin in the mirrored one, and one profile of each pair is looked at. So `V*` lies in `V(q t)`, and by repetition in all `V(q^k t)`, hence in `V`.
//!
//! # Source
//! The contraction is that of Abreu, Pearce and Stacchetti (1990), "Toward a theory of discounted repeated games with imperfect monitoring",
//! *Econometrica* 58; the linear bounds are the duality theorem of linear programming.

use std::cell::OnceCell;

use super::crossings::Crossings;
use super::enclosed_stage::EnclosedStage;
use super::enclosure::short;
use super::iteration::Machine;
use super::machine_polygon::{CLEAR, value};
use super::polygon::Point;
use super::symmetry::{has_mirrors, mirrors};
use super::template::{Dual, Template, combination, redundant};
use crate::num::{Interval, Rational};
use crate::repeat::{Discount, Stage};

/// A polygon as half-planes, with what is to be shown.
pub(super) struct Closure<'a> {
    stage: &'a Stage,
    enclosed: &'a EnclosedStage,
    machine: &'a Machine,
    discount: &'a Discount,
    template: &'a Template,
    levels: Vec<Rational>,
    /// Certain bounds of the levels, and the same in machine numbers.
    near: Vec<Interval>,
    middle: Vec<f64>,
    /// Directions that touch the polygon at a vertex only, with the weights of the edges that meet there: they fall at least with these.
    redundant: Vec<(usize, [(usize, f64); 2])>,
    /// Where the mirrored directions are, if game and polygon are their own mirror images: then one profile of each pair is listed below.
    mirrors: Option<Vec<usize>>,
    /// Profiles that nothing in the polygon can follow, by far.
    alone: Vec<usize>,
    /// Other profiles whose payoffs lie outside the polygon, with the directions in which they do.
    beyond: Vec<(usize, Vec<Beyond>)>,
}

/// A direction in which a profile's payoffs lie outside the polygon.
#[derive(Debug, Clone, Copy)]
struct Beyond {
    j: usize,
    /// What bounds it there clearly, or else most closely.
    close: Dual,
    /// How far it goes beyond the polygon by this bound, in machine numbers.
    over: f64,
}

const ITERATIONS: usize = 200_000;
/// How often the distance that is tried is divided by four.
const SHRINKS: i32 = 24;

impl<'a> Closure<'a> {
    pub fn new(
        stage: &'a Stage,
        enclosed: &'a EnclosedStage,
        machine: &'a Machine,
        discount: &'a Discount,
        template: &'a Template,
        levels: Vec<Rational>,
    ) -> Self {
        let mirrors = enclosed.symmetry.and_then(|_| mirrors(&template.normals));
        let is_mirrored = |mirrors: &Vec<usize>| has_mirrors(&levels, mirrors);
        let mirrors = mirrors.filter(is_mirrored);
        Closure::mirrored(
            stage, enclosed, machine, discount, template, levels, mirrors,
        )
    }

    /// With the mirrored directions; none if all profiles are to be looked at.
    fn mirrored(
        stage: &'a Stage,
        enclosed: &'a EnclosedStage,
        machine: &'a Machine,
        discount: &'a Discount,
        template: &'a Template,
        levels: Vec<Rational>,
        mirrors: Option<Vec<usize>>,
    ) -> Self {
        let near = around(&levels);
        let middle: Vec<f64> = near.iter().map(|level| level.middle()).collect();
        let mut closure = Closure {
            stage,
            enclosed,
            machine,
            discount,
            template,
            levels,
            redundant: redundant(&template.middle, &middle),
            near,
            middle,
            mirrors,
            alone: Vec::new(),
            beyond: Vec::new(),
        };
        let middle = &closure.middle;
        let crossings = Crossings::new(&template.middle, middle);
        let (mut alone, mut all_beyond) = (Vec::new(), Vec::new());
        let is_looked_at = |profile: &usize| match (enclosed.symmetry, &closure.mirrors) {
            (Some(symmetry), Some(_)) => symmetry.is_first(*profile),
            _ => true,
        };
        for profile in (0..stage.profiles()).filter(is_looked_at) {
            let corner = closure.near_corner(profile, middle);
            if template.excess(middle, corner) > CLEAR {
                alone.push(profile);
                continue;
            }
            let crossed = OnceCell::new();
            let beyond = |j: usize| {
                let crossed = crossed.get_or_init(|| crossings.of(corner)).iter();
                let crossed = crossed.map(|&(axis, edge)| Dual::Edge { axis, edge });
                let mut closest = (Dual::Itself, f64::INFINITY);
                for dual in crossed.chain([Dual::Corner, Dual::Itself]) {
                    let bound = template.near_bound(j, dual, middle, corner);
                    if bound < closest.1 {
                        closest = (dual, bound);
                    }
                    if closure.near_over(profile, j, bound, middle[j]) < -CLEAR {
                        break;
                    }
                }
                let (close, bound) = closest;
                let over = closure.near_over(profile, j, bound, middle[j]);
                Beyond { j, close, over }
            };
            let outside = (0..template.len()).filter(|j| closure.is_beyond(profile, *j));
            let beyond: Vec<Beyond> = outside.map(beyond).collect();
            if !beyond.is_empty() {
                all_beyond.push((profile, beyond));
            }
        }
        (closure.alone, closure.beyond) = (alone, all_beyond);
        closure
    }

    /// Whether the payoffs of a profile go further in a direction than the polygon.
    #[inline]
    fn is_beyond(&self, profile: usize, j: usize) -> bool {
        let payoff = self.machine.payoffs[profile];
        let over = value(self.template.middle[j], payoff) - self.middle[j];
        let is_certain = || {
            let ([a, b], [x, y]) = (self.template.near[j], self.enclosed.payoffs[profile]);
            let over = a * x + b * y - self.near[j];
            over.is_positive()
                || !over.is_negative() && {
                    let payoff = [0, 1].map(|i| self.stage.payoff(i, profile).clone());
                    self.template.value(j, &payoff) > self.levels[j]
                }
        };
        over > CLEAR || over >= -CLEAR && is_certain()
    }

    /// The same with levels that are no lower: nothing else goes beyond them.
    pub fn raised(&self, levels: Vec<Rational>) -> Self {
        let template = self.template;
        let has_mirrors = |mirrors: &Vec<usize>| has_mirrors(&levels, mirrors);
        let mirrors = self.mirrors.clone().filter(has_mirrors);
        if mirrors.is_some() != self.mirrors.is_some() {
            return self.anew(levels, None);
        }
        let near = around(&levels);
        let middle: Vec<f64> = near.iter().map(|level| level.middle()).collect();
        let mut raised = Closure {
            levels,
            redundant: redundant(&template.middle, &middle),
            near,
            middle,
            mirrors,
            alone: self.alone.clone(),
            beyond: Vec::with_capacity(self.beyond.len()),
            ..*self
        };
        let is_alone = |profile: &usize| {
            let corner = raised.near_corner(*profile, &raised.middle);
            template.excess(&raised.middle, corner) > CLEAR
        };
        if !raised.alone.iter().all(is_alone) {
            return self.anew(raised.levels, raised.mirrors);
        }
        for (profile, directions) in &self.beyond {
            let corner = raised.near_corner(*profile, &raised.middle);
            let again = |at: &Beyond| {
                let bound = template.near_bound(at.j, at.close, &raised.middle, corner);
                let over = raised.near_over(*profile, at.j, bound, raised.middle[at.j]);
                Beyond { over, ..*at }
            };
            let still = directions
                .iter()
                .filter(|at| raised.is_beyond(*profile, at.j));
            let still: Vec<Beyond> = still.map(again).collect();
            if !still.is_empty() {
                raised.beyond.push((*profile, still));
            }
        }
        raised
    }

    /// With other levels, and the mirrored directions; none if all profiles are to be looked at.
    fn anew(&self, levels: Vec<Rational>, mirrors: Option<Vec<usize>>) -> Self {
        let (stage, enclosed, machine) = (self.stage, self.enclosed, self.machine);
        let (discount, template) = (self.discount, self.template);
        Closure::mirrored(
            stage, enclosed, machine, discount, template, levels, mirrors,
        )
    }

    /// How far each level may be raised so that the proof goes through; none if no such distance is found.
    pub fn distance(&self, direction: &[f64]) -> Option<Vec<Rational>> {
        for shrinks in 0..SHRINKS {
            let factor = 4.0f64.powi(2 - shrinks);
            let raised = self.middle.iter().zip(direction);
            let raised: Vec<f64> = raised.map(|(level, e)| level + e * factor).collect();
            let is_followed = |profile: &usize| {
                let corner = self.near_corner(*profile, &raised);
                self.template.excess(&raised, corner) < -CLEAR
            };
            if self.alone.iter().any(is_followed) {
                continue;
            }
            let mut raised: Vec<Rational> = direction.iter().map(|e| short(e * factor)).collect();
            let followed = self.follow(&mut raised);
            let is_mirrored = self.mirrors.as_ref().is_none_or(|mirrors| {
                let is_followed = |j: usize| followed.contains(&j);
                has_mirrors(&raised, mirrors) && followed.iter().all(|j| is_followed(mirrors[*j]))
            });
            let holds = match is_mirrored {
                true => self.holds(&raised, &followed),
                false => self
                    .anew(self.levels.clone(), None)
                    .holds(&raised, &followed),
            };
            if holds {
                return Some(raised);
            }
        }
        None
    }

    /// The directions of the half-planes.
    pub fn normals(&self) -> &[[Interval; 2]] {
        &self.template.near
    }

    /// The levels of the polygon.
    pub fn levels(&self) -> &[Rational] {
        &self.levels
    }

    /// Positive numbers, at most one, that the derivative of the bounds makes smaller, by the least of several binding duals; machine numbers.
    pub fn direction(&self) -> Option<Vec<f64>> {
        let tight = self.tight()?;
        let mut raised = vec![1.0; self.levels.len()];
        for _ in 0..ITERATIONS {
            let mut image = vec![0.0; raised.len()];
            for (j, duals) in &tight {
                let slopes = duals.iter().map(|dual| {
                    self.enclosed.future.middle() * self.template.slope(*j, *dual, &raised)
                });
                let slope = slopes.fold(f64::INFINITY, f64::min);
                image[*j] = f64::max(image[*j], slope);
            }
            let follows = |j: usize, e: f64| {
                let combined = self.redundant.iter().find(|(k, _)| *k == j);
                combined.is_some_and(|(_, edges)| e >= combination(edges, &raised) * (1.0 - 1e-9))
            };
            let mut rows = image.iter().zip(&raised).enumerate();
            if rows.all(|(j, (image, raised))| *image <= raised - 0.5 || follows(j, *raised)) {
                if let Some(mirrors) = &self.mirrors {
                    let least = |(j, mirror): (usize, &usize)| raised[j].min(raised[*mirror]);
                    raised = mirrors.iter().enumerate().map(least).collect();
                }
                let largest = raised.iter().copied().fold(1.0, f64::max);
                return Some(raised.iter().map(|e| e / largest).collect());
            }
            raised = image.iter().map(|image| 1.0 + image).collect();
            for (j, edges) in &self.redundant {
                raised[*j] = raised[*j].min(combination(edges, &raised));
            }
            if raised.iter().any(|e| *e > 1e12) {
                return None;
            }
        }
        None
    }

    /// The directions in which a profile goes just as far as the polygon, with the duals that say so; none if one goes further.
    fn tight(&self) -> Option<Vec<(usize, Vec<Dual>)>> {
        let template = self.template;
        let levels = &self.middle;
        let mut tight: Vec<(usize, Vec<Dual>)> = Vec::new();
        for (profile, directions) in &self.beyond {
            let corner = self.near_corner(*profile, levels);
            for Beyond { j, .. } in directions.iter().filter(|at| at.over >= -CLEAR) {
                let mut binding: Vec<Dual> = Vec::new();
                let mut least = f64::INFINITY;
                for (dual, bound) in template.near_bounds(*j, levels, corner) {
                    let over = self.near_over(*profile, *j, bound, levels[*j]);
                    if over <= CLEAR {
                        binding.push(dual);
                        least = least.min(over);
                    }
                }
                if binding.is_empty() {
                    return None;
                }
                if least >= -CLEAR {
                    tight.push((*j, binding));
                }
            }
        }
        if let Some(mirrors) = &self.mirrors {
            let mirrored = |(j, duals): &(usize, Vec<Dual>)| {
                let duals = duals.iter().map(|dual| dual.mirrored(mirrors));
                (mirrors[*j], duals.collect())
            };
            let twins: Vec<(usize, Vec<Dual>)> = tight.iter().map(mirrored).collect();
            tight.extend(twins);
        }
        Some(tight)
    }

    /// How far a profile goes beyond a level in a direction, by a bound of what may come later; in machine numbers.
    #[inline]
    fn near_over(&self, profile: usize, j: usize, bound: f64, level: f64) -> f64 {
        let future = self.machine.discount;
        let now = value(self.template.middle[j], self.machine.payoffs[profile]);
        (1.0 - future) * now + future * bound - level
    }

    /// The corner above which continuations of a profile lie, in machine numbers.
    fn near_corner(&self, profile: usize, levels: &[f64]) -> [f64; 2] {
        [0, 1].map(|i| self.machine.needed[profile][i] - levels[self.template.down[i]])
    }

    /// The corner above which continuations of a profile lie.
    fn corner(&self, profile: usize, levels: &[Interval]) -> [Interval; 2] {
        [0, 1].map(|i| self.enclosed.needed[profile][i] - levels[self.template.down[i]])
    }

    fn exact_corner(&self, profile: usize, levels: &[Rational]) -> Point {
        let ratio = &self.discount.present() / self.discount.value();
        [0, 1].map(|i| &(&ratio * &self.stage.gain(i, profile)) - &levels[self.template.down[i]])
    }

    /// How far a profile goes beyond the polygon's level in a direction, by a dual at some levels.
    fn over(
        &self,
        profile: usize,
        j: usize,
        dual: Dual,
        levels: &[Interval],
        corner: [Interval; 2],
    ) -> Option<Interval> {
        let bound = self.template.bound(j, dual, levels, corner)?;
        let (normal, payoff) = (self.template.near[j], self.enclosed.payoffs[profile]);
        let now = normal[0] * payoff[0] + normal[1] * payoff[1];
        let level = self.near[j];
        Some(self.enclosed.present * now + self.enclosed.future * bound - level)
    }

    /// Whether a profile goes no further than the polygon's level in a direction by a dual, and with all levels raised less far than the raised one.
    fn exactly_holds(&self, profile: usize, j: usize, dual: Dual, raised: &[Rational]) -> bool {
        let corner = self.exact_corner(profile, &self.levels);
        let bound = self
            .template
            .exact_bound(j, dual, &self.levels, raised, &corner);
        bound.is_some_and(|[bound, rise]| {
            let payoff = [0, 1].map(|i| self.stage.payoff(i, profile).clone());
            let now = &self.discount.present() * &self.template.value(j, &payoff);
            let future = self.discount.value();
            let over = &(&now + &(future * &bound)) - &self.levels[j];
            over.sign().is_le() && &over + &(future * &rise) < raised[j]
        })
    }

    /// Directions that go no further than the edges beside them let them, in the polygon and in the raised one: where machine numbers say so,
    /// they are raised just so far. They need no proof of their own.
    fn follow(&self, raised: &mut [Rational]) -> Vec<usize> {
        let near: Vec<f64> = raised
            .iter()
            .map(|e| Interval::around(e).middle())
            .collect();
        let mut found = Vec::new();
        for (j, edges) in &self.redundant {
            let j = *j;
            if near[j] < combination(edges, &near) * (1.0 - 1e-6) {
                continue;
            }
            let [(a, _), (b, _)] = *edges;
            let cross = |x: &Point, y: &Point| &(&x[0] * &y[1]) - &(&x[1] * &y[0]);
            let normal = |j: usize| &self.template.normals[j];
            let whole = cross(normal(a), normal(b));
            if whole.sign().is_le() {
                continue;
            }
            let on_a = &cross(normal(j), normal(b)) / &whole;
            let on_b = &cross(normal(a), normal(j)) / &whole;
            let combined = |of: &[Rational]| &(&on_a * &of[a]) + &(&on_b * &of[b]);
            if on_a.sign().is_ge()
                && on_b.sign().is_ge()
                && combined(&self.levels) <= self.levels[j]
            {
                raised[j] = combined(raised);
                found.push(j);
            }
        }
        found
    }

    /// Whether no profile goes further than the polygon at its levels, and less far than the raised levels at these, by the same dual.
    fn holds(&self, raised: &[Rational], followed: &[usize]) -> bool {
        let template = self.template;
        let levels: Vec<Rational> = self.levels.iter().zip(raised).map(|(c, e)| c + e).collect();
        let (old, new, rise) = (&self.near, around(&levels), around(raised));
        let middle = |of: &[Interval]| -> Vec<f64> { of.iter().map(|x| x.middle()).collect() };
        let (near_old, near_new, raised_near) = (&self.middle, middle(&new), middle(&rise));
        let is_empty = |profile: &usize| {
            let excess = template.excess(&near_new, self.near_corner(*profile, &near_new));
            excess > CLEAR || excess > -CLEAR && self.is_empty(*profile, &levels)
        };
        self.alone.iter().all(is_empty)
            && self.beyond.iter().all(|(profile, directions)| {
                if is_empty(profile) {
                    return true;
                }
                let near_corners =
                    [near_old, &near_new].map(|levels| self.near_corner(*profile, levels));
                let mut asked = directions.iter().filter(|at| !followed.contains(&at.j));
                asked.all(
                    |Beyond {
                         j,
                         close,
                         over: before,
                     }| {
                        let over = |bound| self.near_over(*profile, *j, bound, near_old[*j]);
                        // Machine numbers err by much less than by what these are clear.
                        let after = template.near_bound(*j, *close, &near_new, near_corners[1]);
                        if *before < -CLEAR && over(after) < raised_near[*j] - CLEAR {
                            return true;
                        }
                        let corners = [self.corner(*profile, old), self.corner(*profile, &new)];
                        let certain = |dual: Dual| {
                            let at = |levels, corner| self.over(*profile, *j, dual, levels, corner);
                            let (before, after) = (at(old, corners[0])?, at(&new, corners[1])?);
                            Some((
                                before,
                                after,
                                before.upper() <= 0.0 && after.upper() < rise[*j].lower(),
                            ))
                        };
                        if certain(*close).is_some_and(|(.., is_certain)| is_certain) {
                            return true;
                        }
                        let before = template.near_bounds(*j, near_old, near_corners[0]);
                        let after = template.near_bounds(*j, &near_new, near_corners[1]);
                        let rises = near_new[*j] - near_old[*j];
                        let mut likely = before
                            .zip(after)
                            .filter(|((_, before), (_, after))| {
                                over(*before) <= CLEAR && over(*after) <= rises + CLEAR
                            })
                            .map(|((dual, _), _)| dual);
                        likely.any(|dual| {
                            let Some((before, after, is_certain)) = certain(dual) else {
                                return false;
                            };
                            if is_certain {
                                return true;
                            }
                            let may_hold =
                                before.lower() <= 0.0 && after.lower() < rise[*j].upper();
                            may_hold && self.exactly_holds(*profile, *j, dual, raised)
                        })
                    },
                )
            })
    }

    /// Whether the corner is beyond a half-plane that points upwards, which includes those of the axes.
    fn is_empty(&self, profile: usize, levels: &[Rational]) -> bool {
        let corner = self.exact_corner(profile, levels);
        let mut upward = self.template.upward.iter();
        upward.any(|k| self.template.value(*k, &corner) > levels[*k])
    }
}

fn around(numbers: &[Rational]) -> Vec<Interval> {
    numbers.iter().map(Interval::around).collect()
}
