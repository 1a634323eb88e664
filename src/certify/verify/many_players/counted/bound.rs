//! How many isolated roots the equations of some supports have at most.

/// The multihomogeneous Bézout number of the equations when so many actions are played.
///
/// Each of the `d_i` equations of player `i` is linear in the mixture of each other player, who has `d_j` unknowns, one fewer than actions. So
/// it is the coefficient of the product of all `z_j^d_j` in the product over `i` of the `d_i`-th powers of the sum of the other `z_j`, which
/// is multiplied out. None if it is beyond 128 binary digits.
///
/// # Source
/// McKelvey and McLennan (1997), "The maximal number of regular totally mixed Nash equilibria", *Journal of Economic Theory* 72.
pub(super) fn most_roots(actions: &[usize]) -> Option<u128> {
    let unknowns: Vec<usize> = actions.iter().map(|actions| actions - 1).collect();
    // By powers of all z, those of the first varying fastest; higher powers than are asked for are left out.
    let mut coefficients = vec![0u128; actions.iter().product()];
    coefficients[0] = 1;
    for (player, equations) in unknowns.iter().enumerate() {
        for _ in 0..*equations {
            let mut product = vec![0u128; coefficients.len()];
            let mut step = 1;
            for (other, actions) in actions.iter().enumerate() {
                for (place, coefficient) in coefficients.iter().enumerate() {
                    let power = place / step % actions;
                    if other != player && power < unknowns[other] {
                        let entry = &mut product[place + step];
                        *entry = entry.checked_add(*coefficient)?;
                    }
                }
                step *= actions;
            }
            coefficients = product;
        }
    }
    coefficients.last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In how many ways the equations can be given to other players, as many to each as it has unknowns.
    fn ways(owners: &[usize], left: &mut [usize]) -> u128 {
        let Some((owner, others)) = owners.split_first() else {
            return 1;
        };
        let mut sum = 0;
        for player in (0..left.len()).filter(|player| player != owner) {
            if let Some(fewer) = left[player].checked_sub(1) {
                left[player] = fewer;
                sum += ways(others, left);
                left[player] += 1;
            }
        }
        sum
    }

    #[test]
    fn it_is_the_number_of_ways_to_give_equations_to_unknowns_of_others() {
        let shapes: [&[usize]; 9] = [
            &[2, 2],
            &[3, 2],
            &[2, 2, 2],
            &[3, 3, 3],
            &[4, 2, 2],
            &[4, 3, 2],
            &[4, 4, 4],
            &[2, 2, 2, 2, 2],
            &[3, 3, 2, 2],
        ];
        for actions in shapes {
            let owners = (0..actions.len()).flat_map(|p| vec![p; actions[p] - 1]);
            let mut left: Vec<usize> = actions.iter().map(|actions| actions - 1).collect();
            let expected = ways(&owners.collect::<Vec<_>>(), &mut left);
            assert_eq!(most_roots(actions), Some(expected), "{actions:?}");
        }
    }

    #[test]
    fn two_actions_each_give_the_derangements() {
        // 1, 2, 9, 44, 265: known since Montmort (1713).
        for (players, derangements) in (2..=6).zip([1, 2, 9, 44, 265]) {
            assert_eq!(most_roots(&vec![2; players]), Some(derangements));
        }
    }
}
