//! One path from a root of one system of multilinear equations to a root of another.
//!
//! The path leads along `G + t (F - G)`. A step is predicted, for each unknown, by the fraction with a numerator of degree two and a
//! denominator of degree one that has the path's values and derivatives at the last two points, and corrected by Newton's method twice; its
//! length follows what the prediction missed. Vectors are points of projective spaces: where an
//! entry grows, it becomes the one that is one, so no path leads far away.
//!
//! # Source
//! Timme (2021), "Mixed precision path tracking for polynomial homotopy continuation", Advances in Computational Mathematics 47 (the control
//! of the steps); Allgower and Georg (1990), *Numerical Continuation Methods*, section 6.3 (predictors by Hermite interpolation).

use super::complex::Complex;
use super::multilinear::Multilinear;
use super::newton_step::{NewtonStep, newton_step};

/// How careful a path is followed.
pub struct Pace {
    /// How far a predicted point may be off, relative to its size.
    miss: f64,
    /// How much a second correction may be of the first.
    contraction: f64,
    /// The share of the distance to the nearest pole that a step may take.
    reach: f64,
    /// How many points may be tried.
    trials: usize,
}

/// Few steps; paths that come near each other may be exchanged.
pub const FAST: Pace = Pace {
    miss: 5e-2,
    contraction: 0.15,
    reach: 0.6,
    trials: 400,
};
/// Many steps.
pub const CAREFUL: Pace = Pace {
    miss: 1e-6,
    contraction: 0.01,
    reach: 0.3,
    trials: 4000,
};
/// A second correction below this is due to rounding.
const ROUNDING: f64 = 1e-11;
/// An entry that is larger becomes the one that is one.
const LARGE: f64 = 3.0;
/// The first step, which follows the tangent.
const FIRST: f64 = 0.05;
/// A path whose steps are shorter is lost.
const SHORTEST: f64 = 1e-7;

/// One path at a time, with room for all it needs.
#[derive(Debug)]
pub struct PathTracker<'a> {
    given: [&'a Multilinear<Complex>; 2],
    /// The first system and the difference, the entries of their vectors in this order.
    start: Multilinear<Complex>,
    difference: Multilinear<Complex>,
    order: Vec<Vec<usize>>,
    steps: Box<dyn NewtonStep>,
    /// The correction of the last evaluation.
    correction: Vec<Complex>,
    /// The derivative of the path by the time at the last point.
    tangent: Vec<Complex>,
    /// The point before the last one and the derivative there, once there is one.
    before: Option<f64>,
    point_before: Vec<Complex>,
    tangent_before: Vec<Complex>,
}

impl<'a> PathTracker<'a> {
    /// Room for the paths from the roots of one system to those of another, given by the first and the difference of the two.
    pub fn new(start: &'a Multilinear<Complex>, difference: &'a Multilinear<Complex>) -> Self {
        let dimension = start.dimension();
        PathTracker {
            given: [start, difference],
            start: start.clone(),
            difference: difference.clone(),
            order: Vec::new(),
            steps: newton_step(start),
            correction: vec![Complex::ZERO; dimension],
            tangent: vec![Complex::ZERO; dimension],
            before: None,
            point_before: vec![Complex::ZERO; dimension],
            tangent_before: vec![Complex::ZERO; dimension],
        }
    }

    /// Follows the path from a root of the first system to a root of the other one; none where it is lost. The first entry of each
    /// player's vector is one at both ends.
    pub fn follow(&mut self, start: &[Complex], pace: &Pace) -> Option<Vec<Complex>> {
        let mut point = start.to_vec();
        let mut trial = start.to_vec();
        let (mut time, mut step) = (0.0, FIRST);
        let mut trials = 0;
        self.begin();
        self.correct(&mut point, time)?;
        while time < 1.0 {
            if self.exchange(&mut point) {
                self.correct(&mut point, time)?;
            }
            self.steps.tangent(&point, &mut self.tangent);
            step = f64::min(step, pace.reach * self.radius(&point));
            loop {
                trials += 1;
                if trials > pace.trials || step < SHORTEST {
                    return None;
                }
                let next = f64::min(time + step, 1.0);
                self.predict(&point, next - time, &mut trial);
                let missed = self.correct(&mut trial, next).unwrap_or(f64::INFINITY);
                let factor = (0.4 * pace.miss / missed).sqrt().sqrt();
                if missed > pace.miss || missed.is_nan() {
                    step *= f64::clamp(factor, 0.1, 0.7);
                    continue;
                }
                let left = self.correct(&mut trial, next).unwrap_or(f64::INFINITY);
                if left > f64::max(pace.contraction * missed, ROUNDING) || left.is_nan() {
                    step *= 0.3;
                    continue;
                }
                step *= f64::clamp(factor, 0.5, 4.0);
                self.before = Some(next - time);
                self.point_before.copy_from_slice(&point);
                std::mem::swap(&mut self.tangent_before, &mut self.tangent);
                time = next;
                point.copy_from_slice(&trial);
                break;
            }
        }
        for _ in 0..3 {
            if self.correct(&mut point, 1.0)? < 1e-14 {
                break;
            }
        }
        let end = self.restored(&point);
        let is_finite = end.iter().all(|entry| entry.size().is_finite());
        is_finite.then_some(end)
    }

    /// Returns to the charts of the start.
    fn begin(&mut self) {
        let [start, difference] = self.given;
        self.start.coefficients.copy_from_slice(&start.coefficients);
        self.difference
            .coefficients
            .copy_from_slice(&difference.coefficients);
        self.order = start
            .sizes()
            .iter()
            .map(|size| (0..*size).collect())
            .collect();
        self.before = None;
        self.steps.load(&self.start, &self.difference);
    }

    /// Makes a large entry of a vector the one that is one; whether there was any.
    fn exchange(&mut self, point: &mut [Complex]) -> bool {
        let mut any = false;
        for player in 0..self.order.len() {
            let unknowns = &mut point[self.start.places(player)];
            let largest = largest_place(unknowns);
            if unknowns[largest].size() < LARGE {
                continue;
            }
            divide(unknowns, largest);
            let places = self.start.places(player);
            let (known, slopes) = (&mut self.point_before, &mut self.tangent_before);
            let (known, slopes) = (&mut known[places.clone()], &mut slopes[places]);
            let (factor, slope) = (known[largest].inverse(), slopes[largest]);
            divide(known, largest);
            slopes[largest] = Complex::ZERO;
            for (entry, value) in slopes.iter_mut().zip(known) {
                *entry = (*entry - *value * slope) * factor;
            }
            self.order[player].swap(0, largest + 1);
            self.start.exchange(player, largest + 1);
            self.difference.exchange(player, largest + 1);
            any = true;
        }
        if any {
            self.steps.load(&self.start, &self.difference);
        }
        any
    }

    /// A point in the charts of the start.
    fn restored(&self, point: &[Complex]) -> Vec<Complex> {
        let mut restored = Vec::with_capacity(point.len());
        for (player, order) in self.order.iter().enumerate() {
            let mut entries = vec![Complex::ONE; order.len()];
            for (place, unknown) in order[1..].iter().zip(&point[self.start.places(player)]) {
                entries[*place] = *unknown;
            }
            let factor = entries[0].inverse();
            restored.extend(entries[1..].iter().map(|entry| *entry * factor));
        }
        restored
    }

    /// One step of Newton's method at a time: how long it is, relative to the size of the point; none where the derivative is singular.
    fn correct(&mut self, point: &mut [Complex], time: f64) -> Option<f64> {
        if !self.steps.correction(point, time, &mut self.correction) {
            return None;
        }
        let largest = |entries: &[Complex]| entries.iter().map(|e| e.size()).fold(0.0, f64::max);
        let length = largest(&self.correction) / (1.0 + largest(point));
        for (entry, correction) in point.iter_mut().zip(&self.correction) {
            *entry = *entry - *correction;
        }
        Some(length)
    }

    /// How far the path lies beside its tangent at the point before, and the same of the derivatives, times the time between.
    fn bend(&self, point: &[Complex], place: usize, gap: f64) -> [Complex; 2] {
        let missed = self.point_before[place] - point[place] + self.tangent[place] * gap;
        let turned = (self.tangent_before[place] - self.tangent[place]) * gap;
        [missed, missed + turned]
    }

    /// How far the nearest pole seems to be.
    fn radius(&self, point: &[Complex]) -> f64 {
        let Some(gap) = self.before else {
            return f64::INFINITY;
        };
        let [mut first, mut second, mut third] = [0.0f64; 3];
        for place in 0..point.len() {
            let [missed, sum] = self.bend(point, place, gap);
            first = first.max(self.tangent[place].size() * gap);
            second = second.max((missed + missed + sum).size());
            third = third.max((missed + sum).size());
        }
        match third > f64::EPSILON {
            true => gap * f64::max(second / third, (first / third).sqrt()),
            false => f64::INFINITY,
        }
    }

    /// The fractions with a numerator of degree two and a denominator of degree one that have the values and derivatives of the path at
    /// the last two points.
    fn predict(&self, point: &[Complex], step: f64, trial: &mut [Complex]) {
        for (place, entry) in trial.iter_mut().enumerate() {
            *entry = point[place] + self.tangent[place] * step;
            let Some(gap) = self.before else { continue };
            let ratio = step / gap;
            let [missed, sum] = self.bend(point, place, gap);
            let under = sum + (missed + sum) * ratio;
            let square = ratio * ratio;
            // Where the pole is near, the polynomial of degree three.
            let rest = match under.size() > 0.5 * sum.size()
                && (missed + sum).size() * ratio < sum.size()
            {
                true => missed * missed * under.inverse() * -1.0,
                false => missed + missed + sum + (missed + sum) * ratio,
            };
            *entry = *entry + rest * square;
        }
    }
}

/// Divides a vector, the first entry of which is one and left out, by an entry, and exchanges the two.
fn divide(unknowns: &mut [Complex], place: usize) {
    let factor = unknowns[place].inverse();
    unknowns[place] = Complex::ONE;
    for entry in unknowns {
        *entry = *entry * factor;
    }
}

/// Where the first of the largest entries is.
pub fn largest_place(entries: &[Complex]) -> usize {
    (1..entries.len()).fold(0, |largest, place| {
        match entries[place].size() > entries[largest].size() {
            true => place,
            false => largest,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_root_of_the_other_system() {
        // From y = 1 and x = 1 to y = -3 and x = i / 2; two players with two actions each, so each equation has one unknown.
        let complex = |re: f64, im: f64| Complex { re, im };
        let forms = |y: Complex, x: Complex| {
            let of = |root: Complex| vec![Complex::ZERO - root, Complex::ONE];
            Multilinear::new(&[2, 2], [(0, of(y)), (1, of(x))])
        };
        let start = forms(complex(1.0, 0.0), complex(1.0, 0.0));
        let ends = [complex(0.0, 0.5), complex(-3.0, 1.0)];
        let target = forms(ends[1], ends[0]);
        let pairs = target.coefficients.iter().zip(&start.coefficients);
        let difference = start.with(pairs.map(|(there, here)| *there - *here).collect());
        let mut tracker = PathTracker::new(&start, &difference);
        for pace in [FAST, CAREFUL] {
            let end = tracker
                .follow(&[Complex::ONE; 2], &pace)
                .expect("a regular path");
            assert!(end.iter().zip(&ends).all(|(a, b)| (*a - *b).size() < 1e-12));
        }
    }

    #[test]
    fn a_path_to_a_system_that_says_nothing_is_lost() {
        let start = Multilinear::new(
            &[2, 2],
            [0, 1].map(|player| (player, vec![Complex::ONE; 2])),
        );
        let difference = start.with(vec![Complex::from(-1.0); 4]);
        let mut tracker = PathTracker::new(&start, &difference);
        let root = [Complex::from(-1.0); 2];
        assert_eq!(tracker.follow(&root, &CAREFUL), None);
    }
}
