//! The rank of an integer matrix modulo a prime: cheap, and never larger than the rank.
//!
//! # Source
//! Dixon 1982, "Exact solution of linear equations using p-adic expansions", Numer. Math. 40: arithmetic modulo one large prime.

/// The Mersenne prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

/// The number of rows that are independent modulo 2^61 - 1.
///
/// # Mathematics
/// Minors that are zero are zero modulo every prime, so the rank is at least this.
///
/// # Shapes
/// `matrix`: as rows, all equally long.
///
/// # Examples
/// ```
/// use unipole::linalg::rank_modulo_a_prime;
/// assert_eq!(rank_modulo_a_prime(&[vec![1, -2], vec![-2, 4]]), 1);
/// // 2^61 - 1 is zero here.
/// assert_eq!(rank_modulo_a_prime(&[vec![(1 << 61) - 1]]), 0);
/// ```
pub fn rank_modulo_a_prime(matrix: &[Vec<i64>]) -> usize {
    let remainder = |entry: &i64| entry.rem_euclid(PRIME as i64) as u64;
    let remainders = |row: &Vec<i64>| row.iter().map(remainder).collect();
    let mut rows: Vec<Vec<u64>> = matrix.iter().map(remainders).collect();
    let width = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..width {
        let Some(found) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else {
            continue;
        };
        rows.swap(rank, found);
        let (above, below) = rows.split_at_mut(rank + 1);
        let own = &above[rank];
        for row in below.iter_mut().filter(|row| row[column] != 0) {
            // The row times the pivot less the pivot row times the factor.
            let factor = row[column];
            for (entry, above) in row.iter_mut().zip(own).skip(column) {
                let difference = times(*entry, own[column]) + PRIME - times(*above, factor);
                *entry = difference % PRIME;
            }
        }
        rank += 1;
    }
    rank
}

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::rank;
    use crate::num::Rational;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn small_minors_are_not_multiples_of_the_prime(
            m in proptest::collection::vec(proptest::collection::vec(-3i64..=3, 4), 0..6)
        ) {
            let exact: Vec<Vec<Rational>> = m
                .iter()
                .map(|row| row.iter().map(|entry| Rational::integer(*entry)).collect())
                .collect();
            prop_assert_eq!(rank_modulo_a_prime(&m), rank(&exact));
        }
    }
}
