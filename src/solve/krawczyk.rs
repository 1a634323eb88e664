//! The equations of a support together: Newton's method, and boxes that hold no solution or exactly one.
//!
//! Coordinates are the probabilities of all actions but a player's last, which is one minus the others.
//!
//! # Source
//! Krawczyk (1969), "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken", Computing 4; Moore, Kearfott and Cloud
//! (2009), *Introduction to Interval Analysis*, chapter 8.

use super::contraction::{Cell, Form, dot, tighten_sum, value};
use super::indifference::{Equation, Indifference};
use crate::num::Interval;

/// Steps of Newton's method.
const NEWTON: usize = 12;

/// The equations of a support.
#[derive(Debug, Clone)]
pub struct Equations {
    /// How many actions each player who mixes plays.
    pub sizes: Vec<usize>,
    /// The forms that have to be zero, as many as there are coordinates.
    pub forms: Vec<Form>,
}

impl From<&Indifference> for Equations {
    fn from(system: &Indifference) -> Self {
        let form = |equation: &Equation| Form {
            axes: equation.gain.axes.clone(),
            coefficients: equation.bounds.clone(),
        };
        Equations {
            sizes: system.sizes.clone(),
            forms: system.equations.iter().map(form).collect(),
        }
    }
}

impl Equations {
    /// Tightens a cell by all equations together; false if it is proved to hold no solution.
    ///
    /// The mean value form of all equations, preconditioned: `x` lies in `m - Y F(m) + (1 - Y J)(x - m)`.
    ///
    /// The middle `m` is a strategy in the cell, so the segment from it to a solution is in the hull of both, over which `J` is bounded.
    pub fn tighten(&self, cell: &mut Cell) -> bool {
        let middle: Vec<Vec<Interval>> = cell.iter().map(|strategy| balanced(strategy)).collect();
        let hull: Cell = cell
            .iter()
            .zip(&middle)
            .map(|(strategy, middle)| {
                strategy
                    .iter()
                    .zip(middle)
                    .map(|(x, m)| x.hull(*m))
                    .collect()
            })
            .collect();
        let slopes = self.slopes(|form| form.linear(&hull, value));
        let Some(inverse) = inverse(&middles(&slopes)) else {
            return true;
        };
        let values: Vec<Interval> = self
            .forms
            .iter()
            .map(|form| form.range(&middle, dot))
            .collect();
        let mut row = 0;
        let mut offsets = Vec::with_capacity(slopes.len());
        for (strategy, middle) in hull.iter().zip(&middle) {
            for (x, m) in strategy.iter().zip(middle).take(strategy.len() - 1) {
                offsets.push(*x - *m);
            }
        }
        for player in 0..cell.len() {
            for action in 0..self.sizes[player] - 1 {
                let image = image(
                    &inverse[row],
                    row,
                    middle[player][action],
                    &values,
                    &slopes,
                    &offsets,
                );
                match cell[player][action].meet(image) {
                    Some(met) => cell[player][action] = met,
                    None => return false,
                }
                row += 1;
            }
        }
        cell.iter_mut().all(|strategy| tighten_sum(strategy))
    }

    /// The box around a point, if it is proved to hold exactly one solution; a player's last probability may be negative in it.
    pub fn unique(&self, near: &[Vec<f64>], radius: f64) -> Option<Cell> {
        let reach = Interval::new(-radius, radius);
        let around = |strategy: &Vec<f64>, reach: Interval| -> Vec<Interval> {
            let (_, free) = strategy
                .split_last()
                .expect("invariant: an action is played");
            let mut strategy: Vec<Interval> =
                free.iter().map(|p| Interval::point(*p) + reach).collect();
            let last = strategy.iter().fold(Interval::ONE, |left, x| left - *x);
            strategy.push(last);
            strategy
        };
        let middle: Cell = near
            .iter()
            .map(|strategy| around(strategy, Interval::ZERO))
            .collect();
        let unique: Cell = near
            .iter()
            .map(|strategy| around(strategy, reach))
            .collect();
        let slopes = self.slopes(|form| form.linear(&unique, dot));
        let inverse = inverse(&middles(&slopes))?;
        let values: Vec<Interval> = self
            .forms
            .iter()
            .map(|form| form.range(&middle, dot))
            .collect();
        let coordinates: Vec<(Interval, Interval)> = unique
            .iter()
            .zip(&middle)
            .flat_map(|(strategy, middle)| {
                let free = strategy.len() - 1;
                strategy
                    .iter()
                    .copied()
                    .zip(middle.iter().copied())
                    .take(free)
            })
            .collect();
        let offsets: Vec<Interval> = coordinates.iter().map(|(x, m)| *x - *m).collect();
        let proved = coordinates.iter().enumerate().all(|(row, (x, m))| {
            image(&inverse[row], row, *m, &values, &slopes, &offsets).is_inside(*x)
        });
        proved.then_some(unique)
    }

    /// Newton's method from a point; none where it finds nothing.
    pub fn newton(&self, mut point: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
        for _ in 0..NEWTON {
            let at: Cell = point
                .iter()
                .map(|s| s.iter().map(|p| Interval::point(*p)).collect())
                .collect();
            let inverse = inverse(&middles(&self.slopes(|form| form.linear(&at, dot))))?;
            let values: Vec<f64> = self
                .forms
                .iter()
                .map(|form| form.range(&at, dot).middle())
                .collect();
            let mut row = 0;
            let mut moved = 0.0f64;
            for strategy in &mut point {
                let free = strategy.len() - 1;
                for p in strategy.iter_mut().take(free) {
                    let step: f64 = inverse[row].iter().zip(&values).map(|(y, f)| y * f).sum();
                    *p -= step;
                    moved = moved.max(step.abs());
                    row += 1;
                }
                strategy[free] = 1.0 - strategy[..free].iter().sum::<f64>();
            }
            if !moved.is_finite() || moved > 4.0 {
                return None;
            }
            if moved < 1e-14 {
                break;
            }
        }
        Some(point)
    }

    /// Bounds of the derivatives of each equation by the free probabilities, from those by all.
    fn slopes(&self, linear: impl Fn(&Form) -> Vec<Vec<Interval>>) -> Vec<Vec<Interval>> {
        let starts: Vec<usize> = self
            .sizes
            .iter()
            .scan(0, |from, size| {
                let start = *from;
                *from += size - 1;
                Some(start)
            })
            .collect();
        let free: usize = self.sizes.iter().map(|size| size - 1).sum();
        let row = |form: &Form| {
            let mut row = vec![Interval::ZERO; free];
            for (axis, coefficients) in form.axes.iter().zip(linear(form)) {
                let (last, others) = coefficients
                    .split_last()
                    .expect("invariant: an action is played");
                for (action, coefficient) in others.iter().enumerate() {
                    row[starts[*axis] + action] = *coefficient - *last;
                }
            }
            row
        };
        self.forms.iter().map(row).collect()
    }
}

/// One coordinate of `m - Y F(m) + (1 - Y J)(x - m)`.
pub(super) fn image(
    inverse: &[f64],
    row: usize,
    middle: Interval,
    values: &[Interval],
    slopes: &[Vec<Interval>],
    offsets: &[Interval],
) -> Interval {
    let times = |y: f64, x: Interval| Interval::point(y) * x;
    let step = inverse
        .iter()
        .zip(values)
        .fold(Interval::ZERO, |sum, (y, f)| sum + times(*y, *f));
    let mut image = middle - step;
    for (column, offset) in offsets.iter().enumerate() {
        let identity = if column == row {
            Interval::ONE
        } else {
            Interval::ZERO
        };
        let product = inverse
            .iter()
            .zip(slopes)
            .fold(Interval::ZERO, |sum, (y, slope)| {
                sum + times(*y, slope[column])
            });
        image = image + (identity - product) * *offset;
    }
    image
}

/// A strategy in the box, as far into each side as into the others; the last probability is one minus the rest.
pub fn balanced(strategy: &[Interval]) -> Vec<Interval> {
    let [low, high] =
        [Interval::lower, Interval::upper].map(|end| strategy.iter().map(|x| end(*x)).sum::<f64>());
    let share = if high > low {
        ((1.0 - low) / (high - low)).clamp(0.0, 1.0)
    } else {
        0.5
    };
    let free = strategy.len() - 1;
    let mut middle: Vec<Interval> = strategy
        .iter()
        .take(free)
        .map(|x| Interval::point(x.lower() + share * (x.upper() - x.lower())))
        .collect();
    let last = middle.iter().fold(Interval::ONE, |left, x| left - *x);
    middle.push(last);
    middle
}

pub(super) fn middles(matrix: &[Vec<Interval>]) -> Vec<Vec<f64>> {
    matrix
        .iter()
        .map(|row| row.iter().map(|x| x.middle()).collect())
        .collect()
}

/// An approximate inverse; none if the matrix looks singular. Whatever it is, what is proved with it is proved.
pub(super) fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut rows: Vec<Vec<f64>> = matrix
        .iter()
        .enumerate()
        .map(|(place, row)| {
            let identity = (0..n).map(|column| if column == place { 1.0 } else { 0.0 });
            row.iter().copied().chain(identity).collect()
        })
        .collect();
    for column in 0..n {
        let pivot =
            (column..n).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        let size = rows[pivot][column];
        if !size.is_finite() || size.abs() < 1e-300 {
            return None;
        }
        rows.swap(column, pivot);
        for entry in &mut rows[column] {
            *entry /= size;
        }
        let lead = rows[column].clone();
        for (place, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if place != column && factor.abs() > 0.0 {
                for (entry, lead) in row.iter_mut().zip(&lead) {
                    *entry -= factor * lead;
                }
            }
        }
    }
    let found: Vec<Vec<f64>> = rows.into_iter().map(|row| row[n..].to_vec()).collect();
    found
        .iter()
        .flatten()
        .all(|entry| entry.is_finite())
        .then_some(found)
}
