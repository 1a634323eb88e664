//! One step at a time along a curve of logit equilibria: prediction, correction, and the signs that tell folds and branch points.
//!
//! The unknowns are the log ratios of each class to its most likely action, and the precision last; the curve is the zero set of one equation
//! fewer. A point is predicted by the cubic through the last two points with their tangents (Hermite's, extrapolated) and corrected by
//! Newton's method in the hyperplane across the last tangent. Where the sign of the determinant of the derivatives bordered by the
//! tangent changes, another curve crosses; where the tangent's last entry does, the curve turns back. Within a class of `m` members the
//! derivatives in directions in which members differ repeat one matrix `m - 1` times; where its determinant changes sign, curves
//! leave on which members differ.
//!
//! # Source
//! Allgower and Georg (2003), *Introduction to Numerical Continuation Methods*, chapters 2, 6 and 8; Golubitsky, Stewart and Schaeffer
//! (1988), *Singularities and Groups in Bifurcation Theory* 2, chapter 13 (directions in which symmetry breaks).

use super::equations::{Equations, softmax};
use super::linear::{Factors, dot, normalise};

/// A correction below this, in log ratios, is the last.
const ENOUGH: f64 = 1e-7;
/// The most corrections of one point.
const CORRECTIONS: usize = 6;
/// A correction that is more than this share of the one before does not converge.
const CONTRACTION: f64 = 0.5;
/// Errors of large log ratios, of actions that are hardly played, matter less to the length of steps.
const UNLIKELY: f64 = 0.1;
/// Log ratios grow with the precision, and so do their rounding errors: this share of a number is none.
const ROUNDING: f64 = 1e-6;

/// The most steps of a search, and the least share of a step that is taken.
const SEARCH: usize = 60;
const SHORTEST: f64 = 1e-3;

/// A point on a curve, and where the curve leads from there.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Logarithms of the probabilities of the actions of each class, up to a constant in each.
    pub logs: Vec<f64>,
    /// The precision, in units of one over the unit of payoffs.
    pub precision: f64,
    /// The derivatives of both along the curve.
    pub tangent: (Vec<f64>, f64),
    /// The probabilities.
    pub probabilities: Vec<f64>,
    /// The determinant of the derivatives bordered by the tangent of the place before.
    pub crossing: f64,
    /// For each class the determinant in directions in which its members differ; one where they cannot.
    pub breaking: Vec<f64>,
    /// The least probability of a class's most likely action.
    pub surely: f64,
    /// The largest error of the equations before the last correction.
    pub residual: f64,
}

/// A step, and how good its prediction was.
#[derive(Debug)]
pub(super) struct Step {
    /// Where it leads.
    pub place: Place,
    /// The first correction, in log ratios.
    pub missed: f64,
    /// The cosine of the angle between the tangents.
    pub cosine: f64,
}

/// What came of a correction.
#[derive(Debug)]
struct Corrected {
    /// The first correction.
    missed: f64,
    residual: f64,
}

/// Follows curves for one division of the players into classes.
#[derive(Debug, Clone)]
pub(super) struct Tracker {
    pub equations: Equations,
    references: Vec<usize>,
    /// Class and action of each unknown.
    unknowns: Vec<(usize, usize)>,
    bordered: Factors,
    breaking: Vec<Factors>,
    signs: Vec<f64>,
    logs: Vec<f64>,
    side: Vec<f64>,
    tangent: Vec<f64>,
}

impl Tracker {
    pub fn new(equations: Equations) -> Self {
        let unknowns = equations
            .counts
            .iter()
            .map(|count| count - 1)
            .sum::<usize>();
        let breaking = equations.counts.iter();
        Tracker {
            references: vec![0; equations.counts.len()],
            unknowns: Vec::with_capacity(unknowns),
            bordered: Factors::new(unknowns + 1),
            breaking: breaking.map(|count| Factors::new(count - 1)).collect(),
            signs: vec![0.0; equations.counts.len()],
            logs: vec![0.0; equations.probabilities.len()],
            side: vec![0.0; unknowns + 1],
            tangent: vec![0.0; unknowns + 1],
            equations,
        }
    }

    /// The number of unknown log ratios.
    pub fn dimension(&self) -> usize {
        self.side.len() - 1
    }

    /// Everyone chooses at random: the start of the principal curve.
    pub fn start(&mut self) -> Option<Place> {
        let even = vec![0.0; self.logs.len()];
        self.refer(&even);
        let mut point = vec![0.0; self.dimension() + 1];
        let mut normal = point.clone();
        *normal.last_mut()? = 1.0;
        let base = point.clone();
        let corrected = self.correct(&mut point, &base, &normal, 0.0)?;
        Some(self.place(&point, &normal, corrected.residual))
    }

    /// The point so far along the tangent from a place, and by how much the prediction missed it.
    pub fn step(&mut self, from: &Place, before: Option<&Place>, reach: f64) -> Option<Step> {
        self.refer(&from.logs);
        let base = self.compact(&from.logs, from.precision);
        let mut normal = self.compact(&from.tangent.0, from.tangent.1);
        normalise(&mut normal);
        let mut point: Vec<f64> = base
            .iter()
            .zip(&normal)
            .map(|(y, t)| y + reach * t)
            .collect();
        if let Some(before) = before {
            let last = self.compact(&before.logs, before.precision);
            let tangent = self.compact(&before.tangent.0, before.tangent.1);
            extrapolate(&mut point, [&last, &base], [&tangent, &normal], reach);
        }
        let corrected = self.correct(&mut point, &base, &normal, reach)?;
        let place = self.place(&point, &normal, corrected.residual);
        Some(Step {
            cosine: dot(&self.tangent, &normal),
            missed: corrected.missed,
            place,
        })
    }

    /// The point half-way to the next place of the curve.
    pub fn between(&mut self, from: &Place, to: &Place) -> Option<Place> {
        self.refer(&from.logs);
        let [base, next] = [from, to].map(|place| self.compact(&place.logs, place.precision));
        let mut normal: Vec<f64> = next.iter().zip(&base).map(|(y, b)| y - b).collect();
        let length = dot(&normal, &normal).sqrt();
        normalise(&mut normal);
        let middle = |(y, b): (&f64, &f64)| b + 0.5 * (y - b);
        let mut point: Vec<f64> = next.iter().zip(&base).map(middle).collect();
        let corrected = self.correct(&mut point, &base, &normal, 0.5 * length)?;
        Some(self.place(&point, &normal, corrected.residual))
    }

    /// A solution at a precision, by damped steps of Newton's method from logarithms of probabilities that need not be near one.
    pub fn search(&mut self, logs: &[f64], precision: f64) -> Option<Place> {
        self.refer(logs);
        let n = self.dimension();
        let mut point = self.compact(logs, precision);
        let mut normal = vec![0.0; n + 1];
        normal[n] = 1.0;
        let size = |side: &[f64]| side.iter().fold(0.0, |most: f64, f| most.max(f.abs()));
        self.fill(&point, &normal);
        let mut error = size(&self.side[..n]);
        for _ in 0..SEARCH {
            self.side[n] = 0.0;
            if !self.bordered.factor() {
                return None;
            }
            self.bordered.solve(&mut self.side);
            let step = self.side.clone();
            let mut share = 1.0;
            let next = loop {
                let moved = point.iter().zip(&step).map(|(y, s)| y - share * s);
                let moved: Vec<f64> = moved.collect();
                self.fill(&moved, &normal);
                let found = size(&self.side[..n]);
                if found < (1.0 - 0.1 * share) * error || found < ENOUGH {
                    break Some((moved, found));
                }
                share *= 0.5;
                if share < SHORTEST {
                    break None;
                }
            };
            (point, error) = next?;
            if error < ENOUGH {
                let base = point.clone();
                let corrected = self.correct(&mut point, &base, &normal, 0.0)?;
                return Some(self.place(&point, &normal, corrected.residual));
            }
        }
        None
    }

    /// A point at a distance from another one in a direction that need not be along a curve.
    pub fn aside(
        &mut self,
        from: (&[f64], f64),
        direction: (&[f64], f64),
        reach: f64,
    ) -> Option<Place> {
        self.refer(from.0);
        let base = self.compact(from.0, from.1);
        let mut normal = self.compact(direction.0, direction.1);
        normalise(&mut normal);
        let mut point: Vec<f64> = base
            .iter()
            .zip(&normal)
            .map(|(y, t)| y + reach * t)
            .collect();
        let corrected = self.correct(&mut point, &base, &normal, reach)?;
        Some(self.place(&point, &normal, corrected.residual))
    }

    /// The point of the curve at a precision near a place.
    pub fn at_precision(&mut self, near: &Place, precision: f64) -> Option<Place> {
        self.refer(&near.logs);
        let mut point = self.compact(&near.logs, near.precision);
        let mut base = point.clone();
        *base.last_mut()? = precision;
        *point.last_mut()? = precision;
        let mut normal = vec![0.0; point.len()];
        *normal.last_mut()? = 1.0;
        let corrected = self.correct(&mut point, &base, &normal, 0.0)?;
        Some(self.place(&point, &normal, corrected.residual))
    }

    /// The direction other than the tangent in which the derivatives vanish at a place where curves cross.
    pub fn crossing(&mut self, at: &Place) -> Option<(Vec<f64>, f64)> {
        self.refer(&at.logs);
        let point = self.compact(&at.logs, at.precision);
        let mut normal = self.compact(&at.tangent.0, at.tangent.1);
        normalise(&mut normal);
        self.fill(&point, &normal);
        if !self.bordered.factor_singular() {
            return None;
        }
        let null = self.bordered.null_vector();
        Some(self.expanded(&null))
    }

    /// The direction in which one member of a class moves, another one the opposite way, where curves leave on which they differ.
    pub fn difference(&mut self, at: &Place, class: usize) -> Option<Vec<f64>> {
        self.refer(&at.logs);
        let point = self.compact(&at.logs, at.precision);
        let normal = point.clone();
        self.fill(&point, &normal);
        self.fill_breaking(class, at.precision);
        if !self.breaking[class].factor_singular() {
            return None;
        }
        let null = self.breaking[class].null_vector();
        let mut logs = vec![0.0; self.equations.counts[class]];
        let actions = (0..logs.len()).filter(|action| *action != self.references[class]);
        for (action, value) in actions.collect::<Vec<usize>>().into_iter().zip(null) {
            logs[action] = value;
        }
        Some(logs)
    }

    /// Takes the most likely action of each class as its reference.
    fn refer(&mut self, logs: &[f64]) {
        self.unknowns.clear();
        for class in 0..self.references.len() {
            let own = &logs[self.equations.places(class)];
            let best = (1..own.len()).fold(0, |best, a| if own[a] > own[best] { a } else { best });
            self.references[class] = best;
            let others = (0..own.len()).filter(|action| *action != best);
            self.unknowns.extend(others.map(|action| (class, action)));
        }
    }

    fn compact(&self, logs: &[f64], last: f64) -> Vec<f64> {
        let ratio = |(class, action): &(usize, usize)| {
            let start = self.equations.starts[*class];
            logs[start + action] - logs[start + self.references[*class]]
        };
        let ratios = self.unknowns.iter().map(ratio);
        ratios.chain(std::iter::once(last)).collect()
    }

    fn expanded(&self, point: &[f64]) -> (Vec<f64>, f64) {
        let mut logs = vec![0.0; self.logs.len()];
        for ((class, action), value) in self.unknowns.iter().zip(point) {
            logs[self.equations.starts[*class] + action] = *value;
        }
        (logs, point[point.len() - 1])
    }

    /// Newton's method within the hyperplane at a distance from a base point.
    fn correct(
        &mut self,
        point: &mut [f64],
        base: &[f64],
        normal: &[f64],
        distance: f64,
    ) -> Option<Corrected> {
        let n = self.dimension();
        let (mut missed, mut last) = (0.0, f64::INFINITY);
        for round in 0..CORRECTIONS {
            self.fill(point, normal);
            let offsets = point.iter().zip(base).map(|(y, b)| y - b);
            self.side[n] = normal.iter().zip(offsets).map(|(t, o)| t * o).sum::<f64>() - distance;
            let residual = self.side[..n]
                .iter()
                .fold(0.0, |most: f64, f| most.max(f.abs()));
            if !self.bordered.factor() {
                return None;
            }
            self.bordered.solve(&mut self.side);
            let (mut size, mut matters) = (0.0f64, 0.0f64);
            for (y, correction) in point.iter_mut().zip(&self.side) {
                size = size.max(correction.abs() / (1.0 + ROUNDING * y.abs()));
                matters = matters.max(correction.abs() / (1.0 + UNLIKELY * y.abs()));
                *y -= correction;
            }
            if !size.is_finite() {
                return None;
            }
            if round == 0 {
                missed = matters;
            }
            if size < ENOUGH {
                return Some(Corrected { missed, residual });
            }
            if size > CONTRACTION * last {
                return None;
            }
            last = size;
        }
        None
    }

    /// The derivatives bordered by a normal, and the equations as the right side.
    fn fill(&mut self, point: &[f64], normal: &[f64]) {
        let n = self.dimension();
        self.logs.fill(0.0);
        for ((class, action), value) in self.unknowns.iter().zip(point) {
            self.logs[self.equations.starts[*class] + action] = *value;
        }
        self.equations.evaluate(&self.logs);
        let precision = point[n];
        let equations = &self.equations;
        for (row, (class, action)) in self.unknowns.iter().enumerate() {
            let reference = self.references[*class];
            let start = equations.starts[*class];
            let gain = equations.payoffs[start + action] - equations.payoffs[start + reference];
            self.side[row] = point[row] - precision * gain;
            let line = &mut self.bordered.entries[row * (n + 1)..][..n + 1];
            line[n] = -gain;
            for (entry, (other, by)) in line.iter_mut().zip(&self.unknowns) {
                let met = equations.met(*class, *other);
                *entry = if met == 0 {
                    0.0
                } else {
                    let p = equations.probabilities[equations.starts[*other] + by];
                    let slope = equations.slope(*class, [*action, reference], *other, *by);
                    -precision * met as f64 * p * slope
                };
            }
            line[row] += 1.0;
        }
        self.bordered.entries[n * (n + 1)..].copy_from_slice(normal);
    }

    /// The derivatives in directions in which the members of a class differ, at the last evaluation.
    fn fill_breaking(&mut self, class: usize, precision: f64) {
        let equations = &self.equations;
        let count = equations.counts[class];
        let reference = self.references[class];
        let actions = || (0..count).filter(|action| *action != reference);
        let entries = &mut self.breaking[class].entries;
        for (row, action) in actions().enumerate() {
            for (column, by) in actions().enumerate() {
                let p = equations.probabilities[equations.starts[class] + by];
                let slope = equations.slope(class, [action, reference], class, by);
                let unit = f64::from(u8::from(row == column));
                entries[row * (count - 1) + column] = unit + precision * p * slope;
            }
        }
    }

    /// The point with its tangent, which leads the way of the normal, after a correction.
    fn place(&mut self, point: &[f64], normal: &[f64], residual: f64) -> Place {
        let n = self.dimension();
        self.tangent.fill(0.0);
        self.tangent[n] = 1.0;
        let mut tangent = std::mem::take(&mut self.tangent);
        self.bordered.solve(&mut tangent);
        normalise(&mut tangent);
        if dot(&tangent, normal) < 0.0 {
            tangent.iter_mut().for_each(|t| *t = -*t);
        }
        let (logs, precision) = self.expanded(point);
        for class in 0..self.references.len() {
            self.signs[class] = 1.0;
            if self.equations.classes[class].len() > 1 && self.equations.counts[class] > 1 {
                self.fill_breaking(class, precision);
                let is_regular = self.breaking[class].factor();
                let found = self.breaking[class].determinant;
                self.signs[class] = if is_regular { found } else { 0.0 };
            }
        }
        let (mut probabilities, mut surely) = (logs.clone(), 1.0f64);
        for class in 0..self.references.len() {
            let places = self.equations.places(class);
            softmax(&logs[places.clone()], &mut probabilities[places.clone()]);
            surely = surely.min(probabilities[places.start + self.references[class]]);
        }
        let place = Place {
            tangent: self.expanded(&tangent),
            crossing: self.bordered.determinant,
            breaking: self.signs.clone(),
            probabilities,
            surely,
            logs,
            precision,
            residual,
        };
        self.tangent = tangent;
        place
    }
}

/// The cubic through two points with their tangents, at a distance beyond the second along its tangent.
fn extrapolate(point: &mut [f64], at: [&[f64]; 2], tangents: [&[f64]; 2], reach: f64) {
    let normal = tangents[1];
    let offset: f64 = (0..normal.len())
        .map(|i| normal[i] * (at[0][i] - at[1][i]))
        .sum();
    let pace = dot(tangents[0], normal);
    if offset > -1e-9 || pace <= 0.0 || reach > -4.0 * offset {
        return;
    }
    // On the way from 0 to 1 between the two; beyond is more than one.
    let width = -offset;
    let s = 1.0 + reach / width;
    let basis = [
        (1.0 + 2.0 * s) * (1.0 - s) * (1.0 - s),
        s * (1.0 - s) * (1.0 - s),
        s * s * (3.0 - 2.0 * s),
        s * s * (s - 1.0),
    ];
    for (place, y) in point.iter_mut().enumerate() {
        let first = tangents[0][place] / pace * width;
        let second = normal[place] * width;
        *y = basis[0] * at[0][place]
            + basis[1] * first
            + basis[2] * at[1][place]
            + basis[3] * second;
    }
}
