//! The equations of a support in a chart of projective spaces, and boxes that hold exactly one complex root of them.
//!
//! Around a point `c` a box `X` of complex numbers is made, and Krawczyk's operator `K(X) = c - Y f(c) + (1 - Y f'(X)) (X - c)` is bounded with
//! outward rounding, where `Y` is near the inverse of the derivative at `c`. If `K(X)` lies in the interior of `X` then `X` holds exactly
//! one root, which is simple and lies in `K(X)`.
//!
//! # Source
//! Breiding, Rose and Timme (2023), "Certifying zeros of polynomial systems using interval arithmetic" (arXiv 2011.05000).

use super::complex::{Complex, ComplexBox, LuFactors};
use super::indifference::Indifference;
use super::multilinear::{Multilinear, Work};
use crate::num::Interval;

/// An imaginary part below this may be zero.
const NEARLY_REAL: f64 = 1e-6;
/// The radii of the boxes, relative to the largest entry of a strategy.
const RADII: [f64; 3] = [1e-8, 1e-10, 1e-12];

/// The equations in a chart, with room to enclose their roots.
#[derive(Clone)]
pub(super) struct Chart {
    /// For each player the action whose entry is one, or none where the entries sum to one and the last is not an unknown.
    pub units: Vec<Option<usize>>,
    bounds: Multilinear<Interval>,
    middles: Multilinear<Complex>,
    factors: LuFactors,
    /// Near the inverse of the derivative at the centre, column after column.
    inverse: Vec<Complex>,
    values: Vec<ComplexBox>,
    rows: Vec<ComplexBox>,
    work: Work<ComplexBox>,
}

impl Chart {
    /// The equations in the chart with these units.
    pub fn new(system: &Indifference, units: Vec<Option<usize>>) -> Self {
        let forms = system.equations.iter();
        let forms = forms.map(|equation| (equation.player, equation.bounds.clone()));
        let mut bounds = Multilinear::new(&system.sizes, forms);
        bounds.change(|player, fibre| {
            let unit = units[player].unwrap_or(fibre.len() - 1);
            let others = (0..fibre.len()).filter(|action| *action != unit);
            let others = others.map(|action| match units[player] {
                None => fibre[action] - fibre[unit],
                Some(_) => fibre[action],
            });
            std::iter::once(fibre[unit]).chain(others).collect()
        });
        let middles = bounds.coefficients.iter();
        let middles = bounds.with(middles.map(|c| Complex::from(c.middle())).collect());
        let dimension = bounds.dimension();
        Chart {
            units,
            bounds,
            middles,
            factors: LuFactors::new(dimension),
            inverse: vec![Complex::ZERO; dimension * dimension],
            values: vec![ComplexBox::ZERO; dimension],
            rows: vec![ComplexBox::ZERO; dimension * dimension],
            work: Work::new(ComplexBox::ONE),
        }
    }

    /// A point near some strategies, each scaled as the chart says, after some steps of Newton's method; real where it is nearly so.
    pub fn centre(&mut self, strategies: &[Vec<Complex>]) -> Option<Vec<Complex>> {
        let centre = self.polished(self.unknowns(strategies))?;
        let is_nearly_real = |e: &Complex| e.im.abs() <= NEARLY_REAL * (1.0 + e.size());
        let is_real = |e: &Complex| Interval::point(e.im) == Interval::ZERO;
        match centre.iter().all(is_nearly_real) && !centre.iter().all(is_real) {
            true => self.polished(centre.iter().map(|e| Complex::from(e.re)).collect()),
            false => Some(centre),
        }
    }

    fn unknowns(&self, strategies: &[Vec<Complex>]) -> Vec<Complex> {
        let mut unknowns = Vec::new();
        for (strategy, unit) in strategies.iter().zip(&self.units) {
            let unit = unit.unwrap_or(strategy.len() - 1);
            unknowns.extend_from_slice(&strategy[..unit]);
            unknowns.extend_from_slice(&strategy[unit + 1..]);
        }
        unknowns
    }

    /// How many entries the vector of each player has.
    pub fn sizes(&self) -> &[usize] {
        self.bounds.sizes()
    }

    /// All entries of the vectors of which the unknowns are given.
    pub fn strategies(&self, unknowns: &[ComplexBox]) -> Vec<Vec<ComplexBox>> {
        let players = self.units.iter().enumerate();
        players
            .map(|(player, unit)| {
                let mut strategy = unknowns[self.bounds.places(player)].to_vec();
                match unit {
                    Some(unit) => strategy.insert(*unit, ComplexBox::ONE),
                    None => {
                        let one = ComplexBox::ONE;
                        strategy.push(strategy.iter().fold(one, |left, e| left - *e));
                    }
                }
                strategy
            })
            .collect()
    }

    /// A point after some steps of Newton's method; none where the derivative is singular. The inverse is that at it, nearly.
    fn polished(&mut self, mut point: Vec<Complex>) -> Option<Vec<Complex>> {
        let dimension = point.len();
        let mut side = vec![Complex::ZERO; dimension];
        let mut work = Work::new(Complex::ONE);
        for _ in 0..3 {
            self.factors.entries.fill(Complex::ZERO);
            let rows = &mut self.factors.entries;
            self.middles.evaluate(&point, &mut side, rows, &mut work);
            if !self.factors.factor() {
                return None;
            }
            self.factors.solve(&mut side);
            let moved = side.iter().map(|e| e.size()).fold(0.0, f64::max);
            for (entry, correction) in point.iter_mut().zip(&side) {
                *entry = *entry - *correction;
            }
            if moved < 1e-13 {
                break;
            }
        }
        self.inverse.fill(Complex::ZERO);
        for (place, column) in self.inverse.chunks_exact_mut(dimension.max(1)).enumerate() {
            column[place] = Complex::ONE;
            self.factors.solve(column);
        }
        let numbers = point.iter().chain(&self.inverse);
        numbers
            .into_iter()
            .all(|e| e.size().is_finite())
            .then_some(point)
    }

    /// A tight box with exactly one root around a centre.
    pub fn enclosed(&mut self, centre: &[Complex]) -> Option<Vec<ComplexBox>> {
        RADII.iter().find_map(|radius| {
            let mut unique = Vec::with_capacity(centre.len());
            for player in 0..self.units.len() {
                let strategy = &centre[self.bounds.places(player)];
                let size = strategy.iter().map(|e| e.size()).fold(1.0, f64::max);
                unique.extend(
                    strategy
                        .iter()
                        .map(|e| ComplexBox::around(*e, radius * size)),
                );
            }
            let image = self.image(centre, &unique);
            let mut pairs = image.iter().zip(&unique);
            let is_proved = pairs.all(|(inner, outer)| inner.is_inside(*outer));
            is_proved.then_some(image)
        })
    }

    /// Krawczyk's operator.
    pub fn image(&mut self, centre: &[Complex], unique: &[ComplexBox]) -> Vec<ComplexBox> {
        let dimension = centre.len();
        let points: Vec<ComplexBox> = centre.iter().map(|e| ComplexBox::from(*e)).collect();
        let (values, rows, work) = (&mut self.values, &mut self.rows, &mut self.work);
        self.bounds.evaluate(&points, values, rows, work);
        let mut image = points.clone();
        for (equation, value) in values.iter().enumerate() {
            for (place, entry) in image.iter_mut().enumerate() {
                let weight = self.inverse[equation * dimension + place];
                *entry = *entry - *value * weight;
            }
        }
        rows.fill(ComplexBox::ZERO);
        self.bounds
            .evaluate(unique, &mut vec![ComplexBox::ZERO; dimension], rows, work);
        for (place, entry) in image.iter_mut().enumerate() {
            for unknown in 0..dimension {
                let mut left = if place == unknown {
                    ComplexBox::ONE
                } else {
                    ComplexBox::ZERO
                };
                for equation in 0..dimension {
                    let weight = self.inverse[equation * dimension + place];
                    left = left - rows[equation * dimension + unknown] * weight;
                }
                *entry = *entry + left * (unique[unknown] - points[unknown]);
            }
        }
        image
    }
}
