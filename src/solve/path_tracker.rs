//! One path from a root of one system of multilinear equations to a root of another.
//!
//! The path leads along `G + t (F - G)`. A step is predicted by a Padé approximant of each unknown, made from the path's power series, and
//! corrected by Newton's method twice; its length follows what the prediction missed. Vectors are points of projective spaces: where an
//! entry grows, it becomes the one that is one, so no path leads far away.
//!
//! # Source
//! Timme (2021), "Mixed precision path tracking for polynomial homotopy continuation", Advances in Computational Mathematics 47.

use super::complex::{Complex, LuFactors};
use super::multilinear::{Multilinear, Work};

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
    miss: 1e-2,
    contraction: 0.05,
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
    /// The system at the time of the last evaluation.
    now: Multilinear<Complex>,
    work: Work<Complex>,
    factors: LuFactors,
    /// The correction of the last evaluation.
    correction: Vec<Complex>,
    /// The path as a power series in the time from the last point on, power after power.
    series: [Vec<Complex>; 4],
    /// For each player, the products of the others' entries, the first of the others' varying fastest, as series.
    products: Vec<Vec<[Complex; 4]>>,
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
            now: start.clone(),
            work: Work::new(Complex::ONE),
            factors: LuFactors::new(dimension),
            correction: vec![Complex::ZERO; dimension],
            series: std::array::from_fn(|_| vec![Complex::ZERO; dimension]),
            products: products_of_ones(start),
        }
    }

    /// Follows the path from a root of the first system to a root of the other one; none where it is lost. The first entry of each
    /// player's vector is one at both ends.
    pub fn follow(&mut self, start: &[Complex], pace: &Pace) -> Option<Vec<Complex>> {
        let mut point = start.to_vec();
        let mut trial = start.to_vec();
        let (mut time, mut step) = (0.0, 0.1);
        let mut trials = 0;
        self.begin();
        self.correct(&mut point, time)?;
        while time < 1.0 {
            if self.exchange(&mut point) {
                self.correct(&mut point, time)?;
            }
            self.expand(&point);
            step = f64::min(step, pace.reach * self.radius());
            loop {
                trials += 1;
                if trials > pace.trials || step < SHORTEST {
                    return None;
                }
                let next = f64::min(time + step, 1.0);
                self.predict(next - time, &mut trial);
                let missed = self.correct(&mut trial, next).unwrap_or(f64::INFINITY);
                let factor = (0.5 * pace.miss / missed).sqrt().sqrt();
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
            let factor = unknowns[largest].inverse();
            unknowns[largest] = Complex::ONE;
            unknowns
                .iter_mut()
                .for_each(|entry| *entry = *entry * factor);
            self.order[player].swap(0, largest + 1);
            self.start.exchange(player, largest + 1);
            self.difference.exchange(player, largest + 1);
            any = true;
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
        let ends = self.start.coefficients.iter();
        let ends = ends.zip(&self.difference.coefficients);
        for (now, (from, change)) in self.now.coefficients.iter_mut().zip(ends) {
            *now = *from + *change * time;
        }
        self.factors.entries.fill(Complex::ZERO);
        self.now.evaluate(
            point,
            &mut self.correction,
            &mut self.factors.entries,
            &mut self.work,
        );
        if !self.factors.factor() {
            return None;
        }
        self.factors.solve(&mut self.correction);
        let largest = |entries: &[Complex]| entries.iter().map(|e| e.size()).fold(0.0, f64::max);
        let length = largest(&self.correction) / (1.0 + largest(point));
        for (entry, correction) in point.iter_mut().zip(&self.correction) {
            *entry = *entry - *correction;
        }
        Some(length)
    }

    /// Expands the path at a point to the third power of the time, by the factors of the last evaluation.
    fn expand(&mut self, point: &[Complex]) {
        self.series[0].copy_from_slice(point);
        for power in 1..4 {
            self.series[power].fill(Complex::ZERO);
            let mut prepared = None;
            for equation in 0..self.correction.len() {
                let player = self.now.players()[equation];
                if prepared != Some(player) {
                    self.multiply(player, power);
                    prepared = Some(player);
                }
                let products = &self.products[player];
                let mut sum = sum_of_products(self.difference.form(equation), products, power - 1);
                if power > 1 {
                    sum = sum + sum_of_products(self.now.form(equation), products, power);
                }
                self.series[power][equation] = Complex::ZERO - sum;
            }
            self.factors.solve(&mut self.series[power]);
        }
    }

    /// The products of the entries of the others' vectors: the power before one of the time, and this power without what the entries'
    /// coefficients of it add, which are still unknown and on the other side of the equation. Lower powers are known.
    fn multiply(&mut self, player: usize, power: usize) {
        let products = &mut self.products[player];
        let [zeroth, first, second, _] = &self.series;
        let mut known = 1;
        for other in self.now.others(player) {
            let mut filled = known;
            for unknown in self.now.places(other) {
                let (before, after) = products.split_at_mut(filled);
                let (x, y, z) = (zeroth[unknown], first[unknown], second[unknown]);
                for (old, new) in before[..known].iter().zip(after) {
                    match power {
                        1 => new[0] = old[0] * x,
                        2 => {
                            new[1] = old[1] * x + old[0] * y;
                            new[2] = old[2] * x + old[1] * y;
                        }
                        _ => {
                            new[2] = old[2] * x + old[1] * y + old[0] * z;
                            new[3] = old[3] * x + old[2] * y + old[1] * z;
                        }
                    }
                }
                filled += known;
            }
            known = filled;
        }
    }

    /// How far the nearest pole seems to be.
    fn radius(&self) -> f64 {
        let largest = |entries: &[Complex]| entries.iter().map(|e| e.size()).fold(0.0, f64::max);
        let [_, first, second, third] = self.series.each_ref().map(|powers| largest(powers));
        match third > f64::EPSILON {
            true => f64::max(second / third, (first / third).sqrt()),
            false => f64::INFINITY,
        }
    }

    /// The Padé approximants with a numerator of degree two and a denominator of degree one.
    fn predict(&self, step: f64, trial: &mut [Complex]) {
        let [value, first, second, third] = &self.series;
        for (place, entry) in trial.iter_mut().enumerate() {
            let quadratic = second[place] * step;
            let cubic = third[place] * (step * step);
            // The rest of the series as if it were geometric.
            let quotient = second[place] - third[place] * step;
            let rest = if quotient.size() > 0.5 * second[place].size() {
                second[place] * quadratic * quotient.inverse()
            } else {
                quadratic + cubic
            };
            *entry = value[place] + (first[place] + rest) * step;
        }
    }
}

/// For each player the products of the others' entries, all zero but the first, which is the empty product.
fn products_of_ones(system: &Multilinear<Complex>) -> Vec<Vec<[Complex; 4]>> {
    let of = |player: usize| {
        let sizes = system.others(player).map(|other| system.sizes()[other]);
        let mut products = vec![[Complex::ZERO; 4]; sizes.product()];
        products[0][0] = Complex::ONE;
        products
    };
    (0..system.sizes().len()).map(of).collect()
}

fn sum_of_products(form: &[Complex], products: &[[Complex; 4]], power: usize) -> Complex {
    let pairs = form.iter().zip(products);
    pairs.fold(Complex::ZERO, |sum, (c, p)| sum + *c * p[power])
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
