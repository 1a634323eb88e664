//! The exact outer proof: equilibrium payoffs that lie near a polygon lie in it.
//!
//! Let `n_j w <= c_j` be the polygon `V`, `V(t)` that with `c_j + t e_j`, `e > 0`, and suppose that `V*` lies in `V(t)`, `0 < t <= 1`.
//! The payoff of `V*` furthest in direction `n_j` is played by a profile `a`. If `n_j g(a) <= c_j`, it is not beyond `c_j` (see
//! [`super::outside`]). Else continuations lie in `V(t)` above the corner `u - t e_down + (1 - d)/d h(a)`; either there are none at `t = 1`, and
//! then at no smaller `t`; or some dual bounds them by a number that is linear in `t`. If with it the payoff goes no further than `c_j` at
//! `t = 0`, and less far than `c_j + e_j` at `t = 1`, then no further than `c_j + q t e_j` for some `q < 1`; the largest `q` of the finitely many
//! profiles and directions serves all. Directions that follow from two others, at both ends, follow in between. So `V*` lies in `V(q t)`, and by repetition in all `V(q^k t)`, hence in `V`.
//!
//! # Source
//! The contraction is that of Abreu, Pearce and Stacchetti (1990), "Toward a theory of discounted repeated games with imperfect monitoring",
//! *Econometrica* 58; the linear bounds are the duality theorem of linear programming.

use super::polygon::Point;
use super::template::{Dual, Template};
use crate::num::{Interval, Rational, exactly};
use crate::repeat::{Discount, Stage};

/// A polygon as half-planes, with what is to be shown.
pub(super) struct Closure<'a> {
    template: &'a Template,
    levels: Vec<Rational>,
    beyond: Vec<Beyond>,
    future: Rational,
    near_future: f64,
    scale: f64,
}

/// A profile whose payoff lies outside the polygon.
struct Beyond {
    /// The corner that continuations lie above.
    corner: Point,
    /// The directions in which it lies outside, and `(1 - d) n g(a) - c` for each.
    directions: Vec<(usize, Rational)>,
    /// Whether nothing in the polygon is above the corner, by far.
    is_empty: bool,
}

/// Where the levels of the polygon go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Levels {
    /// Outwards.
    Rise,
    /// Inwards.
    Fall,
}

const NEAR: f64 = 1e-9;
const ITERATIONS: usize = 200_000;

impl<'a> Closure<'a> {
    pub fn new(
        stage: &Stage,
        discount: &Discount,
        template: &'a Template,
        levels: Vec<Rational>,
        scale: f64,
    ) -> Self {
        let count = levels.len();
        let near_levels: Vec<Interval> = levels.iter().map(Interval::around).collect();
        let ratio = &discount.present() / discount.value();
        let middle: Vec<f64> = near_levels.iter().map(|level| level.middle()).collect();
        let mut beyond = Vec::new();
        for profile in 0..stage.profiles() {
            let payoff = [0, 1].map(|i| stage.payoff(i, profile));
            let near = payoff.map(Interval::around);
            let outside = |j: usize| {
                let [x, y] = template.near[j];
                let over = x * near[0] + y * near[1] - near_levels[j];
                if over.is_negative() {
                    return None;
                }
                let value = template.value(j, &payoff.map(Rational::clone));
                (value > levels[j]).then(|| (j, &(&discount.present() * &value) - &levels[j]))
            };
            let directions: Vec<(usize, Rational)> = (0..count).filter_map(outside).collect();
            if directions.is_empty() {
                continue;
            }
            let corner =
                [0, 1].map(|i| &(&ratio * &stage.gain(i, profile)) - &levels[template.down[i]]);
            let near = [0, 1].map(|i| Interval::around(&corner[i]).middle());
            let is_empty = emptiness(template, &middle, near) > NEAR * scale;
            beyond.push(Beyond {
                corner,
                directions,
                is_empty,
            });
        }
        Closure {
            template,
            levels,
            beyond,
            future: discount.value().clone(),
            near_future: Interval::around(discount.value()).middle(),
            scale,
        }
    }

    /// How far each level may be raised so that the proof goes through; none if no such distance is found.
    pub fn distance(&self, direction: &[f64]) -> Option<Vec<Rational>> {
        for shrinks in 0..24 {
            let factor = self.scale * 4.0f64.powi(2 - shrinks);
            let mut raised: Vec<Rational> = direction.iter().map(|e| short(e * factor)).collect();
            let followed = self.follow(&mut raised);
            if self.holds(&raised, &followed) {
                return Some(raised);
            }
        }
        None
    }

    /// The levels of the polygon.
    pub fn levels(&self) -> &[Rational] {
        &self.levels
    }

    /// Positive numbers, at most one, that the derivative of the bounds makes smaller; machine numbers. Of several binding duals, levels that
    /// rise follow the least, levels that fall the greatest.
    pub fn direction(&self, levels: Levels) -> Option<Vec<f64>> {
        let mut tight: Vec<(usize, Vec<&Dual>)> = Vec::new();
        for profile in self.beyond.iter().filter(|profile| !profile.is_empty) {
            let corner = [0, 1].map(|i| Interval::around(&profile.corner[i]).middle());
            let levels: Vec<f64> = self
                .levels
                .iter()
                .map(|level| Interval::around(level).middle())
                .collect();
            for (j, constant) in &profile.directions {
                let constant = Interval::around(constant).middle();
                let over = |dual: &Dual| constant + self.near_future * dual.upper(&levels, corner);
                let duals = &self.template.duals[*j];
                let least = duals.iter().map(over).fold(f64::INFINITY, f64::min);
                if least > NEAR * self.scale {
                    return None;
                }
                if least >= -NEAR * self.scale {
                    let binding = duals.iter().filter(|dual| over(dual) <= NEAR * self.scale);
                    tight.push((*j, binding.collect()));
                }
            }
        }
        let redundant = self.redundant();
        let mut raised = vec![1.0; self.levels.len()];
        for _ in 0..ITERATIONS {
            let mut image = vec![0.0; raised.len()];
            for (j, duals) in &tight {
                let slopes = duals
                    .iter()
                    .map(|dual| self.near_future * slope(self.template, dual, &raised));
                let slope = match levels {
                    Levels::Rise => slopes.fold(f64::INFINITY, f64::min),
                    Levels::Fall => slopes.fold(0.0, f64::max),
                };
                image[*j] = f64::max(image[*j], slope);
            }
            let follows = |j: usize, e: f64| {
                let combined = redundant.iter().find(|(k, _)| *k == j);
                levels == Levels::Rise
                    && combined
                        .is_some_and(|(_, edges)| e >= combination(edges, &raised) * (1.0 - 1e-9))
            };
            let mut rows = image.iter().zip(&raised).enumerate();
            if rows.all(|(j, (image, raised))| *image <= raised - 0.5 || follows(j, *raised)) {
                let largest = raised.iter().copied().fold(1.0, f64::max);
                return Some(raised.iter().map(|e| e / largest).collect());
            }
            let before =
                std::mem::replace(&mut raised, image.iter().map(|image| 1.0 + image).collect());
            for (j, edges) in &redundant {
                raised[*j] = match levels {
                    Levels::Rise => raised[*j].min(combination(edges, &raised)),
                    Levels::Fall => raised[*j].max(combination(edges, &before)),
                };
            }
            if raised.iter().any(|e| *e > 1e12) {
                return None;
            }
        }
        None
    }

    /// Directions that touch the polygon at a vertex only, with the weights of the edges that meet there: they fall at least with these.
    fn redundant(&self) -> Vec<(usize, [(usize, f64); 2])> {
        let count = self.levels.len();
        let level = |j: usize| Interval::around(&self.levels[j]).middle();
        let normal = |j: usize| self.template.near[j].map(Interval::middle);
        let cross = |x: [f64; 2], y: [f64; 2]| x[0] * y[1] - x[1] * y[0];
        let between = |j: usize| {
            let (a, b) = ((j + count - 1) % count, (j + 1) % count);
            let whole = cross(normal(a), normal(b));
            let on_a = cross(normal(j), normal(b)) / whole;
            let on_b = cross(normal(a), normal(j)) / whole;
            let touches = on_a * level(a) + on_b * level(b) - level(j) <= NEAR * self.scale;
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

    /// Directions that go no further than the edges beside them let them, in the polygon and in the raised one: where machine numbers say so,
    /// they are raised just so far. They need no proof of their own.
    fn follow(&self, raised: &mut [Rational]) -> Vec<usize> {
        let near: Vec<f64> = raised
            .iter()
            .map(|e| Interval::around(e).middle())
            .collect();
        let mut found = Vec::new();
        for (j, edges) in self.redundant() {
            if near[j] < combination(&edges, &near) * (1.0 - 1e-6) {
                continue;
            }
            let [(a, _), (b, _)] = edges;
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

    fn holds(&self, raised: &[Rational], followed: &[usize]) -> bool {
        let template = self.template;
        let levels: Vec<Rational> = self.levels.iter().zip(raised).map(|(c, e)| c + e).collect();
        let near = |values: &[Rational]| -> Vec<f64> {
            values
                .iter()
                .map(|value| Interval::around(value).middle())
                .collect()
        };
        let (near_old, near_new) = (near(&self.levels), near(&levels));
        self.beyond.iter().all(|profile| {
            let corner = [0, 1].map(|i| &profile.corner[i] - &raised[template.down[i]]);
            if is_empty(template, &levels, &corner) {
                return true;
            }
            let middle = |corner: &Point| [0, 1].map(|i| Interval::around(&corner[i]).middle());
            let (old, new) = (middle(&profile.corner), middle(&corner));
            let mut asked = profile
                .directions
                .iter()
                .filter(|(j, _)| !followed.contains(j));
            asked.all(|(j, constant)| {
                let about = Interval::around(constant).middle();
                template.duals[*j].iter().any(|dual| {
                    let likely = about + self.near_future * dual.upper(&near_old, old)
                        <= NEAR * self.scale
                        && about + self.near_future * dual.upper(&near_new, new)
                            <= Interval::around(&raised[*j]).upper();
                    likely && {
                        let at = |levels, corner| {
                            constant + &(&self.future * &dual.value(levels, corner))
                        };
                        at(&self.levels, &profile.corner).sign().is_le()
                            && at(&levels, &corner) < raised[*j]
                    }
                })
            })
        })
    }
}

/// By how much a bound rises with the levels and the falling corner.
fn slope(template: &Template, dual: &Dual, raised: &[f64]) -> f64 {
    let edge = dual
        .edge
        .as_ref()
        .map_or(0.0, |(k, _)| dual.near_edge.middle() * raised[*k]);
    edge + (0..2)
        .map(|i| dual.near_lines[i].middle() * raised[template.down[i]])
        .sum::<f64>()
}

fn combination(edges: &[(usize, f64); 2], of: &[f64]) -> f64 {
    edges.iter().map(|(edge, weight)| weight * of[*edge]).sum()
}

fn emptiness(template: &Template, levels: &[f64], corner: [f64; 2]) -> f64 {
    let upward = (0..levels.len()).filter(|k| template.is_upward(*k));
    let over = |k: usize| {
        (0..2)
            .map(|i| template.near[k][i].middle() * corner[i])
            .sum::<f64>()
            - levels[k]
    };
    upward.map(over).fold(f64::MIN, f64::max)
}

/// Whether the corner is beyond a half-plane that points upwards, which includes those of the axes.
fn is_empty(template: &Template, levels: &[Rational], corner: &Point) -> bool {
    let mut upward = (0..levels.len()).filter(|k| template.is_upward(*k));
    upward.any(|k| template.value(k, corner) > levels[k])
}

/// A number with few digits near a machine number.
pub(super) fn short(value: f64) -> Rational {
    exactly(f64::from_bits(value.to_bits() & !((1 << 28) - 1)))
}
