//! Newton's method towards a solution, and Krawczyk's test, which proves that there is exactly one nearby.
//!
//! For equations `f`, a point `m`, a box `X` around it and a regular matrix `Y`, let `K = m - Y f(m) + (I - Y F)(X - m)`, where `F` holds the
//! derivatives of `f` over all of `X`. If `K` lies in the interior of `X`, then `Y` is regular, and exactly one solution lies in `X`; it lies
//! in `K`. `Y` is near the inverse of the derivatives at `m`, and need not be nearer than makes the test succeed.
//!
//! # Source
//! Krawczyk (1969), "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken", *Computing* 4; Moore (1977), "A test for
//! existence of solutions to nonlinear systems", *SIAM Journal on Numerical Analysis* 14.

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest};

use super::equations::Equations;
use super::span::{Quantity, Span, shifted_down};

/// The binary places of derivatives after each equation is multiplied by a power of two that brings its largest near one.
const PLACES: usize = 96;

/// The binary places of the approximate inverse.
const SHORT: usize = 40;

/// The most binary places of the probabilities at which derivatives are taken: the inverse needs no more.
const COARSE: usize = 48;

/// The most steps towards a solution.
const STEPS: usize = 60;

/// A step that does not gain this many binary places calls for new derivatives.
const GAINED: usize = 16;

/// A matrix near the inverse of the derivatives, with the powers of two by which derivatives and values of equations are multiplied.
pub(super) struct Preconditioner {
    inverse: Vec<Vec<IBig>>,
    of_derivatives: Vec<isize>,
    of_values: Vec<isize>,
}

impl Preconditioner {
    /// At a point; none where the derivatives are singular, or nearly.
    pub fn at(equations: &Equations, point: &[IBig], places: usize) -> Option<Self> {
        let coarse = places.min(COARSE);
        let dropped = isize::try_from(places - coarse).ok()?;
        let point: Vec<IBig> = point.iter().map(|x| shifted_down(x, -dropped)).collect();
        let mut of_derivatives = Vec::new();
        let mut of_values = Vec::new();
        let mut matrix: Vec<Vec<IBig>> = Vec::new();
        for (row, degree) in equations
            .derivatives(&point, coarse)
            .iter()
            .zip(equations.degrees())
        {
            let largest = row.iter().map(BitTest::bit_len).max()?;
            if largest == 0 {
                return None;
            }
            let power = PLACES as isize - isize::try_from(largest).ok()?;
            matrix.push(row.iter().map(|entry| shifted_down(entry, power)).collect());
            of_derivatives.push(power);
            // A derivative has a unit of places for each other player who mixes but one.
            of_values.push(power - dropped * (isize::try_from(degree).ok()? - 1));
        }
        let mut inverse = inverse(matrix)?;
        for entry in inverse.iter_mut().flatten() {
            *entry = &*entry >> (PLACES - SHORT);
        }
        Some(Preconditioner {
            inverse,
            of_derivatives,
            of_values,
        })
    }

    /// The inverse times the values at a point, in units of `2^-places`: how far Newton's step goes back.
    fn step(&self, equations: &Equations, point: &[IBig], places: usize) -> Vec<Span> {
        let values = equations.values(point, places);
        let values: Vec<Span> = values
            .into_iter()
            .zip(&self.of_values)
            .map(|(value, power)| Span::point(value).shifted(*power))
            .collect();
        let back = -((SHORT + PLACES) as isize);
        self.inverse
            .iter()
            .map(|row| {
                let mut sum = Span::point(IBig::ZERO);
                for (factor, value) in row.iter().zip(&values) {
                    sum.add(&value.scaled(factor));
                }
                sum.shifted(back)
            })
            .collect()
    }

    /// For each unknown the largest value of `(I - Y F)(X - m)`, `X` having these radii, in units of `2^-places`.
    fn spread(
        &self,
        equations: &Equations,
        middle: &[IBig],
        radii: &[IBig],
        places: usize,
    ) -> Vec<IBig> {
        let coarse = places.min(COARSE);
        let dropped = isize::try_from(places - coarse).expect("invariant: places are few");
        let all = middle.iter().zip(radii);
        let all: Vec<Span> = all
            .map(|(middle, radius)| Span::around(middle, radius).shifted(-dropped))
            .collect();
        let mut derivatives = equations.derivatives(&all, coarse);
        for (row, power) in derivatives.iter_mut().zip(&self.of_derivatives) {
            for entry in row {
                *entry = entry.shifted(*power);
            }
        }
        let one = IBig::ONE << (SHORT + PLACES);
        let rows = self.inverse.iter().enumerate();
        rows.map(|(row, factors)| {
            let mut largest = IBig::ZERO;
            for (column, radius) in radii.iter().enumerate() {
                let mut sum = Span::point(IBig::ZERO);
                for (factor, derivatives) in factors.iter().zip(&derivatives) {
                    sum.add(&derivatives[column].scaled(factor));
                }
                if row == column {
                    sum = Span::point(one.clone()).less(&sum);
                }
                largest += sum.magnitude() * radius;
            }
            (largest >> (SHORT + PLACES)) + IBig::ONE
        })
        .collect()
    }

    /// Bounds of the one solution that lies within these radii of the middle, all in units of `2^-places`; none where that is not proved.
    pub fn only_solution(
        &self,
        equations: &Equations,
        middle: &[IBig],
        radii: &[IBig],
        places: usize,
    ) -> Option<Vec<Span>> {
        let steps = self.step(equations, middle, places);
        let spread = self.spread(equations, middle, radii, places);
        let mut bounds = Vec::with_capacity(middle.len());
        for (((middle, radius), step), spread) in middle.iter().zip(radii).zip(steps).zip(spread) {
            if step.magnitude() + &spread >= *radius {
                return None;
            }
            bounds.push(Span {
                lower: middle - step.upper - &spread,
                upper: middle - step.lower + spread,
            });
        }
        Some(bounds)
    }
}

/// Goes from a point to a solution until a step is at most `enough`, all in units of `2^-places`; none where that does not happen.
pub(super) fn refined(
    equations: &Equations,
    mut point: Vec<IBig>,
    places: usize,
    enough: &IBig,
) -> Option<(Vec<IBig>, Preconditioner)> {
    let far = IBig::ONE << (places + 2);
    let mut preconditioner = Preconditioner::at(equations, &point, places)?;
    let mut before = IBig::ONE << places;
    for _ in 0..STEPS {
        let step = preconditioner.step(equations, &point, places);
        let mut largest = IBig::ZERO;
        for (value, step) in point.iter_mut().zip(&step) {
            let step = step.middle();
            *value -= &step;
            largest = largest.max(step.abs());
            if (&*value).abs() > far {
                return None;
            }
        }
        if largest <= *enough {
            return Some((point, preconditioner));
        }
        if &largest << GAINED > before {
            preconditioner = Preconditioner::at(equations, &point, places)?;
        }
        before = largest;
    }
    None
}

/// The inverse by elimination with the largest pivots, rounded, all in units of `2^-PLACES`; none where a pivot is zero.
fn inverse(mut matrix: Vec<Vec<IBig>>) -> Option<Vec<Vec<IBig>>> {
    let size = matrix.len();
    for (place, row) in matrix.iter_mut().enumerate() {
        row.extend((0..size).map(|column| IBig::from(u8::from(column == place)) << PLACES));
    }
    for column in 0..size {
        let pivot = (column..size).max_by_key(|row| (&matrix[*row][column]).abs())?;
        matrix.swap(column, pivot);
        let mut row = std::mem::take(&mut matrix[column]);
        let pivot = row[column].clone();
        if pivot.is_zero() {
            return None;
        }
        for entry in row[column..].iter_mut().filter(|entry| !entry.is_zero()) {
            *entry = (&*entry << PLACES) / &pivot;
        }
        for other in matrix.iter_mut().filter(|other| !other.is_empty()) {
            let factor = other[column].clone();
            if factor.is_zero() {
                continue;
            }
            for (entry, pivotal) in other
                .iter_mut()
                .zip(&row)
                .skip(column)
                .filter(|(_, p)| !p.is_zero())
            {
                *entry -= (&factor * pivotal) >> PLACES;
            }
        }
        matrix[column] = row;
    }
    Some(matrix.into_iter().map(|row| row[size..].to_vec()).collect())
}
