//! Proved outer bounds: half-planes that hold all equilibrium payoffs, ever closer, in machine numbers rounded outwards.
//!
//! Let `v` be the payoff of the set `V*` that goes furthest in direction `n`, played by a profile `a` with continuation `w`. Since `n w <= n v`,
//! `n v <= n g(a)`; and `n v = (1 - d) n g(a) + d n w` with `w` in `V*`, above the corner `u + (1 - d)/d h(a)`. If half-planes hold `V*`, so do
//! the half-planes with the largest of these bounds over all profiles whose continuations do not lie outside all together. Of the ways to bound
//! `n w` those are taken that belong to the edges which the lines through the corner cross.
//!
//! # Source
//! Judd, Yeltekin and Conklin (2003), "Computing supergame equilibria", *Econometrica* 71, 1239-1254 (outer approximation by directions).

use super::enclosed_stage::EnclosedStage;
use super::template::{Dual, Template};
use crate::num::{Interval, Rational, exactly};

/// Levels of half-planes; none if no payoff is left.
pub(super) struct Outside<'a> {
    stage: &'a EnclosedStage,
    template: &'a Template,
    active: Vec<usize>,
    between: Vec<Option<[Interval; 2]>>,
    /// For each axis the directions that bound the other coordinate from above, and from below, with their slopes along the axis and weights.
    crossings: [[Vec<Crossing>; 2]; 2],
    /// The levels, none when the set is proved to be empty.
    pub levels: Option<Vec<f64>>,
    /// How many times all levels were lowered.
    pub steps: usize,
}

/// A half-plane as a bound of one coordinate by the other: `level * scale - slope * x`.
struct Crossing {
    edge: usize,
    scale: f64,
    slope: f64,
}

impl<'a> Outside<'a> {
    /// The half-planes around all stage payoffs that are not below the minmax.
    pub fn new(stage: &'a EnclosedStage, template: &'a Template) -> Self {
        let count = template.len();
        let value = |j: usize, g: &[Interval; 2]| {
            (template.near[j][0] * g[0] + template.near[j][1] * g[1]).upper()
        };
        let mut levels: Vec<f64> = (0..count)
            .map(|j| {
                let values = stage.payoffs.iter().map(|g| value(j, g));
                values.fold(f64::MIN, f64::max)
            })
            .collect();
        for i in 0..2 {
            levels[template.down[i]] = (-stage.minmax[i]).upper();
        }
        let crossings = [0, 1].map(|axis| {
            [1.0, -1.0].map(|sign| {
                let other = 1 - axis;
                let near = |j: usize| template.near[j].map(Interval::middle);
                let all = (0..count).filter(|j| sign * near(*j)[other] > 0.0);
                all.map(|edge| Crossing {
                    edge,
                    scale: near(edge)[other].recip(),
                    slope: near(edge)[axis] / near(edge)[other],
                })
                .collect()
            })
        });
        let mut outside = Outside {
            stage,
            template,
            active: (0..stage.payoffs.len()).collect(),
            between: (0..count).map(|j| neighbours(template, j)).collect(),
            crossings,
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
        let (stage, template) = (self.stage, self.template);
        let count = levels.len();
        let near: Vec<Interval> = levels.iter().copied().map(Interval::point).collect();
        let mut lowered = vec![f64::NEG_INFINITY; count];
        let mut active = std::mem::take(&mut self.active);
        active.retain(|a| {
            let corner = [0, 1].map(|i| stage.needed[*a][i] - near[template.down[i]]);
            if template.excess(&near, corner) > 0.0 {
                return false;
            }
            let duals = self.crossed(&levels, corner);
            for j in 0..count {
                let payoff = stage.payoffs[*a];
                let own = template.near[j][0] * payoff[0] + template.near[j][1] * payoff[1];
                let mut most = own.upper().min(levels[j]);
                for dual in &duals {
                    if most <= lowered[j] {
                        break;
                    }
                    if let Some(then) = template.bound(j, *dual, &near, corner) {
                        most = most.min((stage.present * own + stage.future * then).upper());
                    }
                }
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

    /// The ways to bound continuations above a corner that may be best: which they are needs no proof.
    fn crossed(&self, levels: &[f64], corner: [Interval; 2]) -> [Dual; 6] {
        let of = |axis: usize, end: usize| {
            let at = corner[axis].middle();
            let height =
                |crossing: &Crossing| levels[crossing.edge] * crossing.scale - crossing.slope * at;
            let mut edges = self.crossings[axis][end].iter();
            let first = edges.next().expect("invariant: an axis bounds");
            let mut best = (height(first), first.edge);
            for crossing in edges {
                let height = height(crossing);
                if (end == 0 && height < best.0) || (end == 1 && height > best.0) {
                    best = (height, crossing.edge);
                }
            }
            Dual::Edge { axis, edge: best.1 }
        };
        [
            Dual::Itself,
            of(0, 0),
            of(1, 0),
            of(0, 1),
            of(1, 1),
            Dual::Corner,
        ]
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

/// The weights that make a direction of its two neighbours.
fn neighbours(template: &Template, j: usize) -> Option<[Interval; 2]> {
    let count = template.len();
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
