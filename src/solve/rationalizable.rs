//! The rationalizable actions of a two-player game: what is left when actions that are never best replies are removed, again
//! and again.
//!
//! With positive payoffs, action i of the first player is a best reply to some mixed strategy if and only if the
//! maximum of `a_i y` on {y >= 0, a_k y <= 1 for the other actions k} is at least one. An action that is not is strictly
//! dominated by a mixed strategy and is in no equilibrium, so removing it keeps every equilibrium and its extreme points.
//!
//! # Source
//! Bernheim 1984, "Rationalizable strategic behavior", and Pearce 1984, "Rationalizable strategic behavior and the
//! problem of perfection", both Econometrica 52; for two players this is iterated strict dominance (Pearce, Lemma 3).

use dashu_int::IBig;

use crate::linalg::maximum;
use crate::num::Rational;

/// The actions of either player that survive, ascending.
///
/// # Shapes
/// `first`: m x n, `first[i][j]` what action i earns against action j; `second`: n x m, the second player's own
/// payoffs likewise; every entry positive.
pub(super) fn rationalizable(
    first: &[Vec<IBig>],
    second: &[Vec<IBig>],
) -> (Vec<usize>, Vec<usize>) {
    let mut rows: Vec<usize> = (0..first.len()).collect();
    let mut columns: Vec<usize> = (0..second.len()).collect();
    loop {
        let before = rows.len() + columns.len();
        remove_never_best(first, &mut rows, &columns);
        remove_never_best(second, &mut columns, &rows);
        if rows.len() + columns.len() == before {
            return (rows, columns);
        }
    }
}

/// Removes the actions of `own` that are a best reply to no mixture of `other`.
fn remove_never_best(payoffs: &[Vec<IBig>], own: &mut Vec<usize>, other: &[usize]) {
    let best_payoff = |j: usize| own.iter().map(|&i| &payoffs[i][j]).max();
    let best: Vec<Option<&IBig>> = other.iter().map(|&j| best_payoff(j)).collect();
    let doubtful: Vec<usize> = own
        .iter()
        .copied()
        .filter(|&i| {
            let mut against_pure = other.iter().zip(&best);
            against_pure.all(|(&j, best)| Some(&payoffs[i][j]) < *best)
        })
        .collect();
    let against =
        |i: usize| -> Vec<IBig> { other.iter().map(|&j| payoffs[i][j].clone()).collect() };
    for action in doubtful {
        let others = own.iter().filter(|&&k| k != action);
        let others: Vec<Vec<IBig>> = others.map(|&k| against(k)).collect();
        if maximum(&others, &against(action)) < Rational::ONE {
            own.retain(|&k| k != action);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(rows: &[&[i64]]) -> Vec<Vec<IBig>> {
        let row = |row: &&[i64]| row.iter().map(|e| IBig::from(*e)).collect();
        rows.iter().map(row).collect()
    }

    #[test]
    fn an_action_dominated_by_a_mixture_only_is_removed() {
        // The third action earns 2, half and half of the others 5/2.
        let first = big(&[&[4, 1], &[1, 4], &[2, 2]]);
        let second = big(&[&[1, 2, 9], &[2, 1, 1]]);
        assert_eq!(rationalizable(&first, &second), (vec![0, 1], vec![0, 1]));
    }

    #[test]
    fn an_action_that_ties_with_a_mixture_stays() {
        let first = big(&[&[3, 1], &[1, 3], &[2, 2]]);
        let second = big(&[&[1, 1, 1], &[1, 1, 1]]);
        assert_eq!(rationalizable(&first, &second), (vec![0, 1, 2], vec![0, 1]));
    }

    #[test]
    fn removals_make_further_removals_possible() {
        // Prisoners' dilemma in which only the second player has the temptation at first.
        let first = big(&[&[1, 4], &[2, 3]]);
        let second = big(&[&[2, 2], &[1, 1]]);
        assert_eq!(rationalizable(&first, &second), (vec![1], vec![0]));
    }
}
