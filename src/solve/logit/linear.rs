//! Small systems of linear equations in machine numbers, with the determinant.
//!
//! # Source
//! Golub and Van Loan (2013), *Matrix Computations*, algorithm 3.4.1 (Gaussian elimination with partial pivoting).

/// A square matrix, and its factors once it is factored.
#[derive(Debug, Clone)]
pub(super) struct Factors {
    size: usize,
    /// Row by row.
    pub entries: Vec<f64>,
    pivots: Vec<usize>,
    /// The determinant.
    pub determinant: f64,
    scratch: Vec<f64>,
}

impl Factors {
    pub fn new(size: usize) -> Self {
        Factors {
            size,
            entries: vec![0.0; size * size],
            pivots: vec![0; size],
            determinant: 1.0,
            scratch: vec![0.0; size],
        }
    }

    /// Factors the entries in place; false if the matrix is singular in machine numbers.
    pub fn factor(&mut self) -> bool {
        self.factor_or(0.0)
    }

    /// The same with a small pivot in the place of none, to look for what a singular matrix maps to zero.
    pub fn factor_singular(&mut self) -> bool {
        self.factor_or(f64::EPSILON)
    }

    fn factor_or(&mut self, least: f64) -> bool {
        let n = self.size;
        self.determinant = 1.0;
        for column in 0..n {
            let mut pivot = column;
            for row in column + 1..n {
                let [candidate, best] = [row, pivot].map(|row| self.entries[row * n + column]);
                if candidate.abs() > best.abs() {
                    pivot = row;
                }
            }
            if self.entries[pivot * n + column].abs() < least {
                self.entries[pivot * n + column] = least;
            }
            let size = self.entries[pivot * n + column];
            if !size.is_finite() || size.abs() < f64::MIN_POSITIVE {
                return false;
            }
            self.pivots[column] = pivot;
            if pivot != column {
                let (upper, lower) = self.entries.split_at_mut(pivot * n);
                upper[column * n..][..n].swap_with_slice(&mut lower[..n]);
                self.determinant = -self.determinant;
            }
            self.determinant *= size;
            let (upper, lower) = self.entries.split_at_mut((column + 1) * n);
            let lead = &upper[column * n..];
            for row in lower.chunks_exact_mut(n) {
                let factor = row[column] / size;
                row[column] = factor;
                if factor.abs() > 0.0 {
                    for (entry, lead) in row[column + 1..].iter_mut().zip(&lead[column + 1..]) {
                        *entry -= factor * lead;
                    }
                }
            }
        }
        true
    }

    /// Solves with the factors, in place.
    pub fn solve(&mut self, side: &mut [f64]) {
        let n = self.size;
        for (place, pivot) in self.pivots.iter().enumerate() {
            side.swap(place, *pivot);
        }
        for row in 1..n {
            let known = self.entries[row * n..][..row].iter().zip(&*side);
            side[row] -= known.map(|(factor, x)| factor * x).sum::<f64>();
        }
        for row in (0..n).rev() {
            let line = &self.entries[row * n..][..n];
            let known = line[row + 1..].iter().zip(&side[row + 1..]);
            let rest: f64 = known.map(|(factor, x)| factor * x).sum();
            side[row] = (side[row] - rest) / line[row];
        }
    }

    /// A vector of length one that the matrix nearly maps to zero, by inverse iteration with the factors.
    pub fn null_vector(&mut self) -> Vec<f64> {
        let mut vector: Vec<f64> = (0..self.size)
            .map(|place| 1.0 + 0.37 * place as f64 % 1.0)
            .collect();
        for _ in 0..3 {
            self.scratch.copy_from_slice(&vector);
            let mut side = std::mem::take(&mut self.scratch);
            self.solve_left(&mut side);
            self.solve(&mut side);
            normalise(&mut side);
            vector.copy_from_slice(&side);
            self.scratch = side;
        }
        vector
    }

    /// Solves with the transposed factors, in place.
    fn solve_left(&mut self, side: &mut [f64]) {
        let n = self.size;
        for row in 0..n {
            let mut rest = 0.0;
            for (above, x) in side[..row].iter().enumerate() {
                rest += self.entries[above * n + row] * x;
            }
            side[row] = (side[row] - rest) / self.entries[row * n + row];
        }
        for row in (0..n).rev() {
            let mut rest = 0.0;
            for (below, x) in side.iter().enumerate().skip(row + 1) {
                rest += self.entries[below * n + row] * x;
            }
            side[row] -= rest;
        }
        for (place, pivot) in self.pivots.iter().enumerate().rev() {
            side.swap(place, *pivot);
        }
    }
}

/// Scales a vector to length one.
pub(super) fn normalise(vector: &mut [f64]) {
    let largest = vector.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    let length = vector.iter().map(|x| (x / largest).powi(2)).sum::<f64>();
    let length = length.sqrt() * largest;
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}

/// The inner product.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solutions_solve_and_the_determinant_is_that_by_hand() {
        let matrix = [0.0, 2.0, 1.0, 3.0, -1.0, 4.0, 1.0, 5.0, -2.0];
        let mut factors = Factors::new(3);
        factors.entries.copy_from_slice(&matrix);
        assert!(factors.factor());
        // 0 (2 - 20) - 2 (-6 - 4) + 1 (15 + 1) = 36.
        assert!((factors.determinant - 36.0).abs() < 1e-12);
        let mut side = [7.0, 13.0, 5.0];
        factors.solve(&mut side);
        for (row, value) in matrix.chunks(3).zip([7.0, 13.0, 5.0]) {
            assert!((dot(row, &side) - value).abs() < 1e-12);
        }
        factors.entries.copy_from_slice(&matrix);
        factors.entries[..3].iter_mut().for_each(|e| *e = -*e);
        assert!(factors.factor() && factors.determinant < 0.0);
    }

    #[test]
    fn the_null_vector_of_a_nearly_singular_matrix_is_found() {
        // Rows orthogonal to (1, 2, -1) up to 1e-9.
        let matrix = [2.0, -1.0, 1e-9, 1.0, 1.0, 3.0, 3.0, 0.0, 3.0 + 2e-9];
        let mut factors = Factors::new(3);
        factors.entries.copy_from_slice(&matrix);
        assert!(factors.factor());
        let null = factors.null_vector();
        let cosine = dot(&null, &[1.0, 2.0, -1.0]).abs() / 6f64.sqrt();
        assert!((cosine - 1.0).abs() < 1e-6, "{null:?}");
    }
}
