//! The largest number of isolated roots that the equations of a support have.

use crate::num::Rational;

/// How many isolated complex roots the equations of a support have at most, when so many actions are played.
///
/// The coefficient of the product of `z_i^d_i` in the product over `i` of the `d_i`-th powers of the sum of the other `z_j`, where `d_i` is
/// one less than the number of actions: the multihomogeneous Bézout number. Computed as the integral of `exp(-x)` times the product of the
/// Laguerre polynomials of degrees `d_i`, up to its sign. `u128::MAX` stands for all that are larger.
///
/// # Source
/// McKelvey and McLennan (1997), "The maximal number of regular totally mixed Nash equilibria", JET 72; Even and Gillis (1976),
/// "Derangements and Laguerre polynomials".
///
/// # Examples
/// ```
/// use unipole::solve::block_derangements::block_derangements;
/// assert_eq!(block_derangements(&[2, 2, 2]), 2);
/// assert_eq!(block_derangements(&[4, 4, 4]), 56);
/// ```
pub fn block_derangements(sizes: &[usize]) -> u128 {
    integral(sizes.iter().map(|size| laguerre(size.saturating_sub(1))))
}

/// The sum of these bounds over all combinations of supports in a game with so many actions.
///
/// So many paths would find all roots of all supports. `u128::MAX` stands for all that are larger.
///
/// # Examples
/// ```
/// use unipole::solve::block_derangements::over_all_supports;
/// assert_eq!(over_all_supports(&[2, 2, 2]), 16);
/// assert_eq!(over_all_supports(&[4, 4, 4]), 5_248);
/// ```
pub fn over_all_supports(counts: &[usize]) -> u128 {
    // The integral is linear in each player's polynomial.
    integral(counts.iter().map(|count| {
        let mut sum = vec![Rational::ZERO; *count];
        let mut supports = Rational::ONE;
        for size in 1..=*count {
            let share = Rational::ratio(small(count - size + 1), small(size));
            supports = &supports * &share;
            for (place, coefficient) in laguerre(size - 1).iter().enumerate() {
                sum[place] = &sum[place] + &(coefficient * &supports);
            }
        }
        sum
    }))
}

/// The Laguerre polynomial of a degree, with a positive highest coefficient: `(-1)^d C(d, k) (-1)^k / k!` for the powers `k`.
fn laguerre(degree: usize) -> Vec<Rational> {
    let mut coefficient = Rational::integer(if degree.is_multiple_of(2) { 1 } else { -1 });
    let mut polynomial = Vec::with_capacity(degree + 1);
    for power in 0..=degree {
        polynomial.push(coefficient.clone());
        let (next, left) = (small(power + 1), small(degree - power));
        coefficient = &coefficient * &(Rational::integer(-left) / Rational::integer(next * next));
    }
    polynomial
}

/// The integral of `exp(-x)` times a product of polynomials over all positive `x`.
fn integral(factors: impl Iterator<Item = Vec<Rational>>) -> u128 {
    let mut product = vec![Rational::ONE];
    for factor in factors {
        let mut longer = vec![Rational::ZERO; product.len() + factor.len() - 1];
        for (power, own) in factor.iter().enumerate() {
            for (place, coefficient) in product.iter().enumerate() {
                longer[place + power] = &longer[place + power] + &(coefficient * own);
            }
        }
        product = longer;
    }
    let mut factorial = Rational::ONE;
    let mut integral = Rational::ZERO;
    for (power, coefficient) in product.iter().enumerate() {
        if power > 0 {
            factorial = &factorial * &Rational::integer(small(power));
        }
        integral = &integral + &(coefficient * &factorial);
    }
    u128::try_from(integral.to_integers().0).unwrap_or(u128::MAX)
}

fn small(number: usize) -> i64 {
    i64::try_from(number).expect("invariant: a small degree")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::supports::all_supports;

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

    #[test]
    fn the_sum_over_all_supports_is_the_sum() {
        let shapes: [&[usize]; 6] = [
            &[1],
            &[3, 2],
            &[2, 2, 3],
            &[3, 3, 3],
            &[2, 2, 2, 2],
            &[4, 3, 2, 1],
        ];
        for counts in shapes {
            let bound = |supports: Vec<u64>| {
                let sizes: Vec<usize> = supports.iter().map(|s| s.count_ones() as usize).collect();
                block_derangements(&sizes)
            };
            assert_eq!(
                over_all_supports(counts),
                all_supports(counts).map(bound).sum::<u128>(),
                "{counts:?}"
            );
        }
    }
}
