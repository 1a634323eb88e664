//! Linear equations in machine numbers, by elimination with the largest pivots.
//!
//! # Source
//! Golub and Van Loan (2013), *Matrix Computations*, 4th edition, algorithm 3.4.1.

/// A square matrix, factorised.
#[derive(Debug)]
pub struct Factors {
    rows: Vec<Vec<f64>>,
    order: Vec<usize>,
    sign: f64,
}

impl Factors {
    /// None if the matrix looks singular.
    pub fn new(mut rows: Vec<Vec<f64>>) -> Option<Self> {
        let size = rows.len();
        let mut order: Vec<usize> = (0..size).collect();
        let mut sign = 1.0;
        for column in 0..size {
            // The bits of positive numbers are in their order, and those of what is no number beyond all; of equal ones the last.
            let (mut pivot, mut most) = (column, 0);
            for (row, entries) in rows.iter().enumerate().skip(column) {
                let bits = entries[column].abs().to_bits();
                if bits >= most {
                    (pivot, most) = (row, bits);
                }
            }
            if pivot != column {
                rows.swap(column, pivot);
                order.swap(column, pivot);
                sign = -sign;
            }
            let (above, below) = rows.split_at_mut(column + 1);
            let row = &above[column];
            let largest = row[column];
            if !largest.is_finite() || largest.abs() < 1e-14 {
                return None;
            }
            if largest < 0.0 {
                sign = -sign;
            }
            for other in below {
                // Of sparse matrices most are zero already.
                if other[column].abs() <= 0.0 {
                    continue;
                }
                let factor = other[column] / largest;
                other[column] = factor;
                for (entry, pivotal) in other[column + 1..].iter_mut().zip(&row[column + 1..]) {
                    *entry -= factor * pivotal;
                }
            }
        }
        Some(Factors { rows, order, sign })
    }

    /// The sign of the determinant.
    pub fn sign(&self) -> f64 {
        self.sign
    }

    /// The solution for a right-hand side.
    pub fn solution(&self, right: Vec<f64>) -> Vec<f64> {
        let mut found: Vec<f64> = self.order.iter().map(|row| right[*row]).collect();
        for place in 0..found.len() {
            let known = self.rows[place][..place].iter().zip(&found);
            let sum: f64 = known.map(|(factor, x)| factor * x).sum();
            found[place] -= sum;
        }
        for place in (0..found.len()).rev() {
            let row = &self.rows[place];
            let known = row[place + 1..].iter().zip(&found[place + 1..]);
            let sum: f64 = known.map(|(entry, x)| entry * x).sum();
            found[place] = (found[place] - sum) / row[place];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solution_solves_and_the_sign_is_that_of_the_determinant() {
        let rows = vec![
            vec![0.0, 2.0, 1.0],
            vec![1.0, 1.0, 0.0],
            vec![3.0, 0.0, 1.0],
        ];
        // 0 (1) - 2 (1) + 1 (-3) = -5
        let factors = Factors::new(rows.clone()).expect("regular");
        assert!(factors.sign() < 0.0);
        let found = factors.solution(vec![7.0, 3.0, 6.0]);
        for (row, right) in rows.iter().zip([7.0, 3.0, 6.0]) {
            let left: f64 = row.iter().zip(&found).map(|(a, x)| a * x).sum();
            assert!((left - right).abs() < 1e-12);
        }
        assert!(Factors::new(vec![vec![1.0, 2.0], vec![2.0, 4.0]]).is_none());
    }
}
