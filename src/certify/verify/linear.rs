//! Square linear systems, exactly: Gaussian elimination in rationals, written for the checker alone.

use std::cmp::Ordering;

use crate::num::Rational;

/// The solution of a square system whose rows end in their right-hand sides, and the sign of its determinant; none if the
/// determinant is zero.
pub(super) fn unique_solution(mut rows: Vec<Vec<Rational>>) -> Option<(Vec<Rational>, Ordering)> {
    let size = rows.len();
    let mut sign = Ordering::Greater;
    for column in 0..size {
        let pivot = (column..size).find(|&row| !rows[row][column].is_zero())?;
        if pivot != column {
            rows.swap(pivot, column);
            sign = sign.reverse();
        }
        if rows[column][column].sign().is_lt() {
            sign = sign.reverse();
        }
        let (above, below) = rows.split_at_mut(column + 1);
        let pivot_row = &above[column];
        for row in below {
            if row[column].is_zero() {
                continue;
            }
            let factor = &row[column] / &pivot_row[column];
            for (entry, pivot) in row.iter_mut().zip(pivot_row).skip(column + 1) {
                *entry -= &(&factor * pivot);
            }
        }
    }
    let mut solution = vec![Rational::ZERO; size];
    for row in (0..size).rev() {
        let mut value = rows[row][size].clone();
        for column in row + 1..size {
            value -= &(&rows[row][column] * &solution[column]);
        }
        solution[row] = &value / &rows[row][row];
    }
    Some((solution, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(rows: &[&[i64]]) -> Vec<Vec<Rational>> {
        let row = |row: &&[i64]| row.iter().map(|entry| Rational::integer(*entry)).collect();
        rows.iter().map(row).collect()
    }

    #[test]
    fn cramers_rule_gives_the_same() {
        // x + y = 3, x - y = 1: determinant -2; with a row exchange first: 2y = 4, 3x = 3, determinant -6.
        let (solution, sign) =
            unique_solution(system(&[&[1, 1, 3], &[1, -1, 1]])).expect("regular");
        assert_eq!(
            (solution, sign),
            (system(&[&[2, 1]])[0].clone(), Ordering::Less)
        );
        let (solution, sign) = unique_solution(system(&[&[0, 2, 4], &[3, 0, 3]])).expect("regular");
        assert_eq!(
            (solution, sign),
            (system(&[&[1, 2]])[0].clone(), Ordering::Less)
        );
        assert_eq!(unique_solution(system(&[&[1, 2, 3], &[2, 4, 6]])), None);
    }
}
