//! The simplex method in machine numbers: it proposes which variables are positive at an optimum, and decides nothing.
//!
//! # Source
//! Dantzig (1951), "Maximization of a linear function of variables subject to linear inequalities".

/// What is less than this is taken for zero, entries being about one.
const NEAR: f64 = 1e-9;

/// Which rows are tight and which variables positive where the sum of `x` over {x >= 0, A x <= 1} is largest, if machine numbers find it.
///
/// # Shapes
/// `rows`: of A, positive and about one. The answer: rows and columns in ascending order.
///
/// # Answer
/// A proposal: to be verified by whoever uses it. None if there are too many steps.
pub fn propose_optimum(mut rows: Vec<Vec<f64>>) -> Option<(Vec<usize>, Vec<usize>)> {
    let (height, width) = (rows.len(), rows[0].len());
    // Each row: the coefficients of what is not in the basis, and the value; a gain for each column below.
    rows.iter_mut().for_each(|row| row.push(1.0));
    let mut gains = vec![1.0; width];
    gains.push(0.0);
    // Variables of columns come first, then slacks.
    let mut outside: Vec<usize> = (0..width).collect();
    let mut inside: Vec<usize> = (width..width + height).collect();
    for _ in 0..50 * (height + width) {
        let columns = (0..width).filter(|column| gains[*column] > NEAR);
        let Some(column) = columns.max_by(|a, b| gains[*a].total_cmp(&gains[*b])) else {
            inside.retain(|variable| *variable < width);
            inside.sort_unstable();
            outside.retain(|variable| *variable >= width);
            outside.sort_unstable();
            let tight = outside.into_iter().map(|variable| variable - width);
            return Some((tight.collect(), inside));
        };
        let ratio = |row: &usize| rows[*row][width] / rows[*row][column];
        let falling = (0..height).filter(|row| rows[*row][column] > NEAR);
        let row = falling.min_by(|a, b| ratio(a).total_cmp(&ratio(b)))?;
        let pivot = rows[row][column];
        let mut own = std::mem::take(&mut rows[row]);
        own.iter_mut().for_each(|entry| *entry /= pivot);
        own[column] = 1.0 / pivot;
        for other in rows
            .iter_mut()
            .chain([&mut gains])
            .filter(|r| !r.is_empty())
        {
            let factor = other[column];
            if factor == 0.0 {
                continue;
            }
            other[column] = 0.0;
            for (entry, above) in other.iter_mut().zip(&own) {
                *entry -= factor * above;
            }
        }
        rows[row] = own;
        std::mem::swap(&mut inside[row], &mut outside[column]);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At most 1/2 of the first and 1/4 of the second, alone and in the middle.
    #[test]
    fn corners_are_found() {
        let found = propose_optimum(vec![vec![2.0, 1.0], vec![1.0, 4.0]]);
        assert_eq!(found, Some((vec![0, 1], vec![0, 1])));
        let found = propose_optimum(vec![vec![2.0, 3.0], vec![3.0, 4.0]]);
        assert_eq!(found, Some((vec![1], vec![0])));
    }
}
