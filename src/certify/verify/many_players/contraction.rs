//! Krawczyk's operator on a cell: where solutions of the equations are, and that there is at most one.
//!
//! Let `m` be a point of a convex cell `C`, and `F` bounds of the derivatives of the equations `f` over `C`. Between two points of `C` the
//! equations change by a matrix within `F` times the difference of the points. So every solution in `C` lies in
//! `K = m - Y f(m) + (I - Y F)(C - m)`, whatever the matrix `Y` is; if every matrix in `I - Y F` has rows with absolute values that add up to
//! less than one, every matrix in `F` is regular, and `C` holds at most one solution; and if besides `K` lies in `C`, it holds one,
//! since `m -> m - Y f(m)` takes `C` into itself.
//!
//! # Source
//! Krawczyk (1969), "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken", Computing 4; Moore (1977), "A test for
//! existence of solutions to nonlinear systems", SIAM J. Numer. Anal. 14; Brouwer's fixed point theorem.

use super::forms::{Cell, Conditions, DIGITS, PLACES, Span, UNIT};

/// The binary places of the entries of `Y`, and the digits beyond which no `Y` is used.
const SHORT: u32 = 24;
const LONGEST: i128 = 1 << 44;

/// The operator at one point of one cell.
pub(super) struct Contraction {
    centre: Vec<i128>,
    /// `Y f(m)`.
    step: Vec<Span>,
    /// `I - Y F`, in units of `2^-40`.
    matrix: Vec<Vec<Span>>,
}

impl Contraction {
    /// The operator about a point of the cell; none if the derivatives there are singular, or almost so.
    pub fn new(conditions: &Conditions, cell: &Cell, centre: &Cell) -> Option<Self> {
        let at = |place: &(usize, usize)| centre[place.0][place.1].low;
        let here: Vec<Vec<i128>> = derivatives(conditions, centre)
            .iter()
            .map(|row| row.iter().map(|entry| entry.low).collect())
            .collect();
        let inverse = inverse(&here)?;
        let over = derivatives(conditions, cell);
        let values: Vec<Span> = conditions
            .equations
            .iter()
            .map(|f| f.bounds(centre))
            .collect();
        let step = inverse.iter().map(|row| {
            let terms = row.iter().zip(&values);
            let sum = terms.fold(Span::new(0, 0), |sum, (y, value)| {
                plus(sum, times(*value, *y))
            });
            outwards(sum, SHORT + DIGITS - PLACES)
        });
        let columns = conditions.unknowns.len();
        let matrix = inverse.iter().enumerate().map(|(number, row)| {
            let entry = |column: usize| {
                let one = if column == number {
                    1 << (SHORT + DIGITS)
                } else {
                    0
                };
                let terms = row.iter().zip(&over);
                let less =
                    |sum: Span, (y, row): (&i128, &Vec<Span>)| sum.minus(times(row[column], *y));
                outwards(
                    terms.fold(Span::new(one, one), less),
                    SHORT + DIGITS - PLACES,
                )
            };
            (0..columns).map(entry).collect()
        });
        Some(Contraction {
            centre: conditions.unknowns.iter().map(at).collect(),
            step: step.collect(),
            matrix: matrix.collect(),
        })
    }

    /// Whether the cell holds at most one solution of the equations.
    pub fn holds_at_most_one(&self) -> bool {
        let sum = |row: &Vec<Span>| row.iter().map(|entry| entry.magnitude()).sum::<i128>();
        self.matrix.iter().all(|row| sum(row) < UNIT)
    }

    /// Bounds of each unknown at the solutions in the cell.
    pub fn image(&self, conditions: &Conditions, cell: &Cell) -> Vec<Span> {
        let offsets = conditions
            .unknowns
            .iter()
            .zip(&self.centre)
            .map(|((player, action), m)| {
                let share = cell[*player][*action];
                Span::new(share.low - m, share.high - m)
            });
        let offsets: Vec<Span> = offsets.collect();
        let rows = self.matrix.iter().zip(self.centre.iter().zip(&self.step));
        let image = rows.map(|(row, (m, step))| {
            let terms = row.iter().zip(&offsets);
            let sum = terms.fold(Span::new(0, 0), |sum, (a, b)| plus(sum, product(*a, *b)));
            plus(Span::new(*m, *m).minus(*step), outwards(sum, PLACES))
        });
        image.collect()
    }
}

/// Bounds of the derivative of each equation by each unknown.
pub(super) fn derivatives(conditions: &Conditions, cell: &Cell) -> Vec<Vec<Span>> {
    let rows = conditions.derivatives.iter().map(|row| {
        let entries = row.iter().map(|entry| match entry {
            Some(form) => form.bounds(cell),
            None => Span::new(0, 0),
        });
        entries.collect()
    });
    rows.collect()
}

/// A matrix near the inverse, in units of `2^-24`, of a matrix in units of `2^-56`; none if entries become too long.
fn inverse(matrix: &[Vec<i128>]) -> Option<Vec<Vec<i128>>> {
    let size = matrix.len();
    let unit = |row: usize| (0..size).map(move |column| if row == column { UNIT } else { 0 });
    let rows = matrix.iter().enumerate().map(|(number, row)| {
        let entries = row.iter().map(|entry| entry >> (DIGITS - PLACES));
        entries.chain(unit(number)).collect()
    });
    let mut rows: Vec<Vec<i128>> = rows.collect();
    for column in 0..size {
        let pivot = (column..size).max_by_key(|row| rows[*row][column].abs())?;
        rows.swap(column, pivot);
        let head = rows[column][column];
        for entry in &mut rows[column] {
            *entry = entry.checked_mul(UNIT)?.checked_div(head)?;
        }
        let pivot_row = rows[column].clone();
        for (_, row) in rows
            .iter_mut()
            .enumerate()
            .filter(|(place, _)| *place != column)
        {
            let factor = row[column];
            for (entry, pivot) in row.iter_mut().zip(&pivot_row) {
                *entry = entry.checked_sub(factor.checked_mul(*pivot)? >> PLACES)?;
            }
        }
    }
    let shortened = rows.iter().map(|row| {
        let entries = row[size..].iter().map(|entry| entry >> (PLACES - SHORT));
        entries
            .map(|entry| (entry.abs() < LONGEST).then_some(entry))
            .collect()
    });
    shortened.collect()
}

fn plus(a: Span, b: Span) -> Span {
    Span::new(a.low + b.low, a.high + b.high)
}

fn times(a: Span, factor: i128) -> Span {
    if factor < 0 {
        return Span::new(a.high * factor, a.low * factor);
    }
    Span::new(a.low * factor, a.high * factor)
}

fn product(a: Span, b: Span) -> Span {
    let (low, high) = (times(a, b.low), times(a, b.high));
    Span::new(low.low.min(high.low), low.high.max(high.high))
}

fn outwards(value: Span, digits: u32) -> Span {
    Span::new(value.low >> digits, -(-value.high >> digits))
}
