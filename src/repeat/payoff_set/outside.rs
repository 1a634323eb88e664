//! Proved outer bounds: half-planes that hold all equilibrium payoffs, ever closer, in machine numbers rounded outwards.
//!
//! Let `v` be the payoff of the set `V*` that goes furthest in direction `n`, played by a profile `a` with continuation `w`. Since `n w <= n v`,
//! `n v <= n g(a)`; and `n v = (1 - d) n g(a) + d n w` with `w` in `V*`, above the corner `u + (1 - d)/d h(a)`. If half-planes hold `V*`, so do
//! the half-planes with the largest of these bounds over all profiles whose continuations do not lie outside all together.
//!
//! # Source
//! Judd, Yeltekin and Conklin (2003), "Computing supergame equilibria", *Econometrica* 71, 1239-1254 (outer approximation by directions).

use super::template::Template;
use crate::num::{Interval, Rational, exactly};
use crate::repeat::{Discount, Stage};

/// Levels of half-planes; none if no payoff is left.
pub(super) struct Outside<'a> {
    template: &'a Template,
    values: Vec<Interval>,
    needed: Vec<[f64; 2]>,
    active: Vec<usize>,
    present: Interval,
    future: Interval,
    between: Vec<Option<[Interval; 2]>>,
    /// The levels, none when the set is proved to be empty.
    pub levels: Option<Vec<f64>>,
    /// How many times all levels were lowered.
    pub steps: usize,
}

impl<'a> Outside<'a> {
    /// The half-planes around all stage payoffs that are not below the minmax.
    pub fn new(stage: &Stage, discount: &Discount, template: &'a Template) -> Self {
        let profiles = stage.profiles();
        let ratio = &discount.present() / discount.value();
        let near = |value: &Rational| Interval::around(value);
        let payoffs: Vec<[Interval; 2]> = (0..profiles)
            .map(|a| [0, 1].map(|i| near(stage.payoff(i, a))))
            .collect();
        let count = template.normals.len();
        let values: Vec<Interval> = payoffs
            .iter()
            .flat_map(|g| template.near.iter().map(|n| n[0] * g[0] + n[1] * g[1]))
            .collect();
        let ratio = near(&ratio);
        let needed = (0..profiles).map(|a| {
            [0, 1].map(|i| match stage.best(i, a) == stage.payoff(i, a) {
                true => 0.0,
                false => ((near(stage.best(i, a)) - payoffs[a][i]) * ratio)
                    .lower()
                    .max(0.0),
            })
        });
        let needed = needed.collect();
        let mut levels: Vec<f64> = (0..count)
            .map(|j| {
                (0..profiles)
                    .map(|a| values[a * count + j].upper())
                    .fold(f64::MIN, f64::max)
            })
            .collect();
        for i in 0..2 {
            levels[template.down[i]] = (-near(stage.minmax(i))).upper();
        }
        let between = (0..count).map(|j| neighbours(template, j)).collect();
        let mut outside = Outside {
            template,
            values,
            needed,
            active: (0..profiles).collect(),
            present: near(&discount.present()),
            future: near(discount.value()),
            between,
            levels: None,
            steps: 0,
        };
        outside.tighten(&mut levels);
        outside.levels = Some(levels);
        outside
    }

    /// Lowers all levels once; whether one fell by more than machine numbers err.
    pub fn step(&mut self) -> bool {
        let Some(levels) = self.levels.take() else {
            return false;
        };
        self.steps += 1;
        let template = self.template;
        let count = levels.len();
        let mut lowered = vec![f64::NEG_INFINITY; count];
        let mut active = std::mem::take(&mut self.active);
        active.retain(|a| {
            let corner = [0, 1].map(|i| {
                (Interval::point(-levels[template.down[i]]) + Interval::point(self.needed[*a][i]))
                    .lower()
            });
            if is_beyond(template, &levels, corner) {
                return false;
            }
            for j in 0..count {
                let own = self.values[a * count + j];
                if own.upper() <= lowered[j] {
                    continue;
                }
                let duals = template.duals[j]
                    .iter()
                    .map(|dual| dual.upper(&levels, corner));
                let then = duals.fold(levels[j], f64::min);
                let mixed = (self.present * own + self.future * then).upper();
                let most = mixed.min(own.upper()).min(levels[j]);
                lowered[j] = lowered[j].max(most);
            }
            true
        });
        if active.is_empty() {
            return true;
        }
        self.active = active;
        self.tighten(&mut lowered);
        let fell =
            (0..count).any(|j| lowered[j] < levels[j] - 4.0 * f64::EPSILON * levels[j].abs());
        let kept = (0..count).map(|j| lowered[j].min(levels[j]));
        self.levels = Some(kept.collect());
        if (0..2).any(|i| self.is_empty_along(i)) {
            self.levels = None;
        }
        fell
    }

    /// The levels as rationals.
    pub fn exact_levels(&self) -> Option<Vec<Rational>> {
        self.levels
            .as_ref()
            .map(|levels| levels.iter().map(|level| exactly(*level)).collect())
    }

    fn is_empty_along(&self, axis: usize) -> bool {
        let levels = self.levels.as_ref().expect("invariant: just set");
        -levels[self.template.down[axis]] > levels[self.template.up[axis]]
    }

    /// A direction between two others goes no further than these let it.
    fn tighten(&self, levels: &mut [f64]) {
        let count = levels.len();
        for j in 0..count {
            if let Some([before, after]) = self.between[j] {
                let (a, b) = ((j + count - 1) % count, (j + 1) % count);
                levels[j] = levels[j].min((before * levels[a] + after * levels[b]).upper());
            }
        }
    }
}

/// Whether no point of the half-planes lies above a corner.
fn is_beyond(template: &Template, levels: &[f64], corner: [f64; 2]) -> bool {
    (0..2).any(|i| corner[i] > levels[template.up[i]])
        || (0..levels.len()).any(|k| {
            let near = template.near[k];
            template.is_upward(k) && (near[0] * corner[0] + near[1] * corner[1]).lower() > levels[k]
        })
}

/// The weights that make a direction of its two neighbours.
fn neighbours(template: &Template, j: usize) -> Option<[Interval; 2]> {
    let count = template.near.len();
    let (a, b, n) = (
        template.near[(j + count - 1) % count],
        template.near[(j + 1) % count],
        template.near[j],
    );
    let cross = |x: [Interval; 2], y: [Interval; 2]| x[0] * y[1] - x[1] * y[0];
    let whole = cross(a, b);
    let weights = [cross(n, b).quotient(whole)?, cross(a, n).quotient(whole)?];
    let positive = whole.is_positive() && weights.iter().all(|weight| weight.is_positive());
    positive.then_some(weights)
}
