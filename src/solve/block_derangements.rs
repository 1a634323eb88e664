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
    let mut product = vec![Rational::ONE];
    for size in sizes {
        let degree = size.saturating_sub(1);
        let mut longer = vec![Rational::ZERO; product.len() + degree];
        // (-1)^d C(d, k) (-1)^k / k! for the powers k.
        let mut laguerre = Rational::integer(if degree % 2 == 0 { 1 } else { -1 });
        for power in 0..=degree {
            for (place, coefficient) in product.iter().enumerate() {
                longer[place + power] = &longer[place + power] + &(coefficient * &laguerre);
            }
            let next = i64::try_from(power + 1).expect("invariant: a small degree");
            let left = i64::try_from(degree - power).expect("invariant: a small degree");
            laguerre = &laguerre * &(Rational::integer(-left) / Rational::integer(next * next));
        }
        product = longer;
    }
    let mut factorial = Rational::ONE;
    let mut integral = Rational::ZERO;
    for (power, coefficient) in product.iter().enumerate() {
        if power > 0 {
            let power = i64::try_from(power).expect("invariant: a small degree");
            factorial = &factorial * &Rational::integer(power);
        }
        integral = &integral + &(coefficient * &factorial);
    }
    u128::try_from(integral.to_integers().0).unwrap_or(u128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
