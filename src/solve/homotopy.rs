//! Complex roots of the equations of a support, followed from those of an easier system.
//!
//! The start system replaces each equation of player `i` by a product of linear forms with random coefficients, one form in the strategy
//! of each other player. A root makes one factor of every product zero; a player with `d` unknowns takes `d` of the forms, so the roots are
//! the ways to assign the equations to factors such that each player gets as many as it has unknowns, and each is found by one small
//! linear system a player. Their number, that of the block derangements, bounds the isolated roots of every system of this shape.
//!
//! From each of them, a path leads along `(1 - t) G + t F` to a root of the system `F`. Strategies are points of projective spaces while
//! the path is followed, in charts taken at random, so that a root may pass infinity. A step is predicted by a Padé approximant of each
//! unknown and corrected by Newton's method. Nothing here is proved: what is found is a proposal.
//!
//! # Source
//! McKelvey and McLennan (1997), "The maximal number of regular totally mixed Nash equilibria", JET 72; Morgan and Sommese (1987), "A
//! homotopy for solving general polynomial systems that respects m-homogeneous structures"; Timme (2021), "Mixed precision path tracking
//! for polynomial homotopy continuation" (the predictor).

use std::ops::Range;

use rayon::prelude::*;

use super::complex::{Complex, LuFactors};
use super::indifference::Indifference;
use super::multilinear::{Multilinear, Work, inner};
use crate::num::Rational;

/// How many isolated complex roots the equations of a support have at most, when so many actions are played.
///
/// The coefficient of the product of `z_i^d_i` in the product over `i` of the `d_i`-th powers of the sum of the other `z_j`, where `d_i` is
/// one less than the number of actions: the multihomogeneous Bézout number. Computed as the integral of `exp(-x)` times the product of the
/// Laguerre polynomials of degrees `d_i`, up to its sign.
///
/// # Source
/// McKelvey and McLennan (1997), section 3; Even and Gillis (1976), "Derangements and Laguerre polynomials".
///
/// # Examples
/// ```
/// use unipole::solve::homotopy::block_derangements;
/// assert_eq!(block_derangements(&[2, 2, 2]), 2);
/// assert_eq!(block_derangements(&[4, 4, 4]), 56);
/// ```
///
/// `u128::MAX` stands for all that are larger.
pub fn block_derangements(sizes: &[usize]) -> u128 {
    let mut product = vec![Rational::ONE];
    for size in sizes {
        let degree = size.saturating_sub(1);
        let mut longer = vec![Rational::ZERO; product.len() + degree];
        // (-1)^d C(d, k) (-1)^k / k! for the powers k.
        let mut laguerre = Rational::integer(if degree % 2 == 0 { 1 } else { -1 });
        for power in 0..=degree {
            for (place, coefficient) in product.iter().enumerate() {
                longer[place + power] = &longer[place + power] + &(coefficient * &laguerre);
            }
            let next = i64::try_from(power + 1).expect("invariant: a small degree");
            let left = i64::try_from(degree - power).expect("invariant: a small degree");
            laguerre = &laguerre * &(Rational::integer(-left) / Rational::integer(next * next));
        }
        product = longer;
    }
    let mut factorial = Rational::ONE;
    let mut integral = Rational::ZERO;
    for (power, coefficient) in product.iter().enumerate() {
        if power > 0 {
            let power = i64::try_from(power).expect("invariant: a small degree");
            factorial = &factorial * &Rational::integer(power);
        }
        integral = &integral + &(coefficient * &factorial);
    }
    u128::try_from(integral.to_integers().0).unwrap_or(u128::MAX)
}

/// The ends of the paths: near roots of the equations, for those whose path could be followed. Two may be the same.
///
/// # Shapes
/// The players' strategies one after the other, each up to a complex factor: a root at infinity is one whose entries sum to zero.
///
/// # Answer
/// Not complete by itself, and the same for the same system on every machine.
pub fn endpoints(system: &Indifference) -> Vec<Vec<Complex>> {
    let Some(homotopy) = Homotopy::new(system) else {
        return Vec::new();
    };
    let starts = homotopy.starts();
    let follow = |which: &[usize], pace: &Pace| -> Vec<Option<Vec<Complex>>> {
        which
            .par_iter()
            .with_min_len(4)
            .map_init(
                || Tracker::new(&homotopy),
                |tracker, path| tracker.follow(&starts[*path], pace),
            )
            .collect()
    };
    let all: Vec<usize> = (0..starts.len()).collect();
    let mut ends = follow(&all, &FAST);
    let again = suspects(&ends);
    for (path, end) in again.iter().zip(follow(&again, &CAREFUL)) {
        ends[*path] = end;
    }
    ends.into_iter()
        .flatten()
        .map(|end| homotopy.point(&end))
        .collect()
}

/// The paths that were lost, or ended where another one did: on the way to different regular roots, paths never meet.
fn suspects(ends: &[Option<Vec<Complex>>]) -> Vec<usize> {
    let mut suspect: Vec<bool> = ends.iter().map(Option::is_none).collect();
    for (place, end) in ends.iter().enumerate() {
        for (before, other) in ends[..place].iter().enumerate() {
            if let (Some(end), Some(other)) = (end, other)
                && end
                    .iter()
                    .zip(other)
                    .all(|(a, b)| (*a - *b).size() <= SAME * (1.0 + a.size()))
            {
                suspect[place] = true;
                suspect[before] = true;
            }
        }
    }
    (0..ends.len()).filter(|path| suspect[*path]).collect()
}

/// How careful a path is followed.
struct Pace {
    /// How far a predicted point may be off, relative to its size.
    miss: f64,
    /// How much a second correction may be of the first.
    contraction: f64,
    /// The share of the distance to the nearest pole that a step may take.
    reach: f64,
    /// How many points may be tried.
    trials: usize,
}

const FAST: Pace = Pace {
    miss: 1e-3,
    contraction: 0.1,
    reach: 0.6,
    trials: 400,
};
const CAREFUL: Pace = Pace {
    miss: 1e-6,
    contraction: 0.01,
    reach: 0.3,
    trials: 4000,
};
/// Ends whose relative distance is at most this are suspected to be the same.
const SAME: f64 = 1e-6;
/// A second correction below this is due to rounding.
const ROUNDING: f64 = 1e-11;
/// A path whose steps are shorter is lost.
const SHORTEST: f64 = 1e-7;

/// The equations between the start system and a system, in charts taken at random.
struct Homotopy {
    start: Multilinear<Complex>,
    /// The coefficients of the system less those of the start system.
    difference: Multilinear<Complex>,
    /// For each equation, its linear forms, by the other players in order.
    factors: Vec<Vec<Vec<Complex>>>,
    /// For each player, the unitary matrix from its vector in the chart to its strategy, row after row.
    charts: Vec<Vec<Complex>>,
}

impl Homotopy {
    /// None where an equation says nothing or is too large for machine numbers.
    fn new(system: &Indifference) -> Option<Self> {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let charts: Vec<Vec<Complex>> = system.sizes.iter().map(|k| random.unitary(*k)).collect();
        let mut forms = Vec::new();
        for equation in &system.equations {
            let middles: Vec<f64> = equation.bounds.iter().map(|b| b.middle()).collect();
            let coefficients = middles.iter().map(|c| Complex::from(*c)).collect();
            let largest = middles.iter().fold(0.0, |most, c| c.abs().max(most));
            if !(largest > 0.0 && largest.is_finite() && largest.recip().is_finite()) {
                return None;
            }
            forms.push((equation.player, scaled(coefficients, largest.recip())));
        }
        let mut target = Multilinear::new(&system.sizes, forms);
        target.change(|player, fibre| {
            let size = fibre.len();
            (0..size)
                .map(|column| {
                    (0..size).fold(Complex::ZERO, |sum, row| {
                        sum + fibre[row] * charts[player][row * size + column]
                    })
                })
                .collect()
        });
        let mut factors = Vec::new();
        let mut products = Vec::new();
        for player in target.players() {
            let forms: Vec<Vec<Complex>> = target
                .others(*player)
                .map(|other| (0..system.sizes[other]).map(|_| random.complex()).collect())
                .collect();
            let mut product = vec![Complex::ONE];
            for form in &forms {
                product = form
                    .iter()
                    .flat_map(|entry| product.iter().map(|known| *known * *entry))
                    .collect();
            }
            let largest = product.iter().map(|c| c.size()).fold(0.0, f64::max);
            products.extend(scaled(product, largest.recip()));
            factors.push(forms);
        }
        let pairs = target.coefficients.iter().zip(&products);
        let difference = target.with(pairs.map(|(there, here)| *there - *here).collect());
        Some(Homotopy {
            start: target.with(products),
            difference,
            factors,
            charts,
        })
    }

    /// The roots of the start system.
    fn starts(&self) -> Vec<Vec<Complex>> {
        let mut taken = vec![Vec::new(); self.start.sizes().len()];
        let mut found = Vec::new();
        self.assign(0, &mut taken, &mut found);
        found
    }

    /// Assigns the equations from one on to factors, each player taking one form for each of its unknowns.
    fn assign(
        &self,
        equation: usize,
        taken: &mut Vec<Vec<(usize, usize)>>,
        found: &mut Vec<Vec<Complex>>,
    ) {
        if equation == self.start.players().len() {
            let root = (0..taken.len()).map(|player| self.common_zero(&taken[player]));
            found.extend(root.collect::<Option<Vec<_>>>().map(|root| root.concat()));
            return;
        }
        let player = self.start.players()[equation];
        for (place, other) in self.start.others(player).enumerate() {
            if taken[other].len() < self.start.places(other).len() {
                taken[other].push((equation, place));
                self.assign(equation + 1, taken, found);
                taken[other].pop();
            }
        }
    }

    /// Where the linear forms that a player takes are zero.
    fn common_zero(&self, taken: &[(usize, usize)]) -> Option<Vec<Complex>> {
        let mut factors = LuFactors::new(taken.len());
        let mut side = Vec::with_capacity(taken.len());
        for (row, (equation, place)) in taken.iter().enumerate() {
            let form = &self.factors[*equation][*place];
            factors.entries[row * taken.len()..][..taken.len()].copy_from_slice(&form[1..]);
            side.push(Complex::ZERO - form[0]);
        }
        factors.factor().then(|| {
            factors.solve(&mut side);
            side
        })
    }

    /// The strategies of unknowns, each scaled so that its largest entry is one.
    fn point(&self, unknowns: &[Complex]) -> Vec<Complex> {
        let mut point = Vec::new();
        for (player, size) in self.start.sizes().iter().enumerate() {
            let known = &unknowns[self.start.places(player)];
            let strategy: Vec<Complex> = self.charts[player]
                .chunks_exact(*size)
                .map(|row| inner(row, &[&[Complex::ONE], known].concat()))
                .collect();
            let largest = strategy.iter().copied().fold(Complex::ZERO, |most, entry| {
                if entry.size() > most.size() {
                    entry
                } else {
                    most
                }
            });
            let factor = largest.inverse();
            point.extend(strategy.iter().map(|entry| *entry * factor));
        }
        point
    }
}

fn scaled(coefficients: Vec<Complex>, factor: f64) -> Vec<Complex> {
    coefficients.into_iter().map(|c| c * factor).collect()
}

/// One path at a time, with room for all it needs.
struct Tracker<'a> {
    homotopy: &'a Homotopy,
    /// The system at the time of the last evaluation.
    now: Multilinear<Complex>,
    work: Work<Complex>,
    factors: LuFactors,
    /// The correction of the last evaluation.
    correction: Vec<Complex>,
    /// The path as a power series in the time from the last point on, power after power.
    series: [Vec<Complex>; 4],
    /// The products of the others' entries along the series.
    products: [Vec<Complex>; 4],
}

impl<'a> Tracker<'a> {
    fn new(homotopy: &'a Homotopy) -> Self {
        let dimension = homotopy.start.dimension();
        Tracker {
            homotopy,
            now: homotopy.start.clone(),
            work: Work::new(Complex::ONE),
            factors: LuFactors::new(dimension),
            correction: vec![Complex::ZERO; dimension],
            series: std::array::from_fn(|_| vec![Complex::ZERO; dimension]),
            products: std::array::from_fn(|_| Vec::new()),
        }
    }

    /// Follows the path from a root of the start system to a root of the system; none where it is lost.
    fn follow(&mut self, start: &[Complex], pace: &Pace) -> Option<Vec<Complex>> {
        let mut point = start.to_vec();
        let mut trial = start.to_vec();
        let (mut time, mut step) = (0.0, 0.1);
        let mut trials = 0;
        self.correct(&mut point, time)?;
        while time < 1.0 {
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
        point
            .iter()
            .all(|entry| entry.size().is_finite())
            .then_some(point)
    }

    /// One step of Newton's method at a time: how long it is, relative to the size of the point; none where the derivative is singular.
    fn correct(&mut self, point: &mut [Complex], time: f64) -> Option<f64> {
        let Homotopy {
            start, difference, ..
        } = self.homotopy;
        let ends = start.coefficients.iter().zip(&difference.coefficients);
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
                let difference = self.homotopy.difference.form(equation);
                let mut sum = match power {
                    1 => inner(difference, &self.products[0]),
                    _ => sum_of_products(difference, &self.products[power - 1]),
                };
                if power > 1 {
                    let form = self.now.form(equation);
                    sum = sum + sum_of_products(form, &self.products[power]);
                }
                self.series[power][equation] = Complex::ZERO - sum;
            }
            self.factors.solve(&mut self.series[power]);
        }
    }

    /// The products of the entries of the others' vectors, up to a power of the time.
    fn multiply(&mut self, player: usize, power: usize) {
        for (of, products) in self.products[..=power].iter_mut().enumerate() {
            products.clear();
            products.push(if of == 0 { Complex::ONE } else { Complex::ZERO });
        }
        for other in self.now.others(player) {
            let known = self.products[0].len();
            let places: Range<usize> = self.now.places(other);
            for of in (0..=power).rev() {
                for unknown in places.clone() {
                    for place in 0..known {
                        let mut sum = self.products[of][place] * self.series[0][unknown];
                        for part in 1..=of {
                            // The coefficient of the power sought is still unknown: it is on the other side of the equation.
                            if part < power {
                                let product = self.products[of - part][place];
                                sum = sum + product * self.series[part][unknown];
                            }
                        }
                        self.products[of].push(sum);
                    }
                }
            }
        }
    }

    /// How far the nearest pole seems to be.
    fn radius(&self) -> f64 {
        let largest = |entries: &[Complex]| entries.iter().map(|e| e.size()).fold(0.0, f64::max);
        let [_, first, second, third] = &self.series;
        let (first, second, third) = (largest(first), largest(second), largest(third));
        f64::min(
            second / f64::max(third, f64::MIN_POSITIVE),
            (first / f64::max(third, f64::MIN_POSITIVE)).sqrt(),
        )
        .max(SHORTEST)
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

fn sum_of_products(form: &[Complex], products: &[Complex]) -> Complex {
    let pairs = form.iter().zip(products);
    pairs.fold(Complex::ZERO, |sum, (c, p)| sum + *c * *p)
}

/// Numbers that look random and are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    /// Between -1 and 1.
    fn real(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    fn complex(&mut self) -> Complex {
        Complex {
            re: self.real(),
            im: self.real(),
        }
    }

    /// A reflection in a plane: unitary, and equal to its inverse.
    fn unitary(&mut self, size: usize) -> Vec<Complex> {
        let normal: Vec<Complex> = (0..size).map(|_| self.complex()).collect();
        let square: f64 = normal.iter().map(|e| e.re * e.re + e.im * e.im).sum();
        let entry = |row: usize, column: usize| {
            let unit = if row == column {
                Complex::ONE
            } else {
                Complex::ZERO
            };
            unit - normal[row] * normal[column].conjugate() * (2.0 / square)
        };
        (0..size * size)
            .map(|place| entry(place / size, place % size))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ways to assign each of the equations of every player to another player, so that each gets as many as it has unknowns.
    fn counted(left: &mut [usize], of: &[usize]) -> u128 {
        let Some((player, others)) = of.split_first() else {
            return 1;
        };
        let mut count = 0;
        for other in 0..left.len() {
            if other != *player && left[other] > 0 {
                left[other] -= 1;
                count += counted(left, others);
                left[other] += 1;
            }
        }
        count
    }

    #[test]
    fn the_bound_is_the_number_of_assignments() {
        let shapes: [&[usize]; 12] = [
            &[],
            &[1],
            &[2],
            &[2, 2],
            &[3, 2],
            &[2, 2, 2],
            &[2, 2, 3],
            &[3, 3, 3],
            &[4, 3, 2, 1],
            &[2, 2, 2, 2],
            &[2, 2, 2, 2, 2],
            &[4, 4, 4],
        ];
        for sizes in shapes {
            let mut left: Vec<usize> = sizes.iter().map(|size| size - 1).collect();
            let of: Vec<usize> = (0..sizes.len())
                .flat_map(|player| vec![player; sizes[player] - 1])
                .collect();
            assert_eq!(
                block_derangements(sizes),
                counted(&mut left, &of),
                "{sizes:?}"
            );
        }
        assert_eq!(block_derangements(&[2; 40]), u128::MAX);
    }
}
