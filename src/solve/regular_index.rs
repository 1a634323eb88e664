//! The index of a regular equilibrium.
//!
//! With the gains `F` of every action in a support over the reference action, as functions of the probabilities of all actions but the
//! reference ones, the index is the sign of `det(-DF)`. Over all equilibria of a regular game the indices add up to one, which is what is
//! left to audit when every support has been decided.
//!
//! # Source
//! Wilson (1971), "Computing equilibria of n-person games"; Ritzberger (1994), "The theory of normal form games from the differentiable
//! viewpoint", International Journal of Game Theory 23.

use super::indifference::{Equation, Indifference};
use crate::linalg::{determinant_sign, scaled_to_integers};
use crate::num::Rational;

/// The index of an equilibrium in whose unplayed actions something is lost; none if it is not regular.
///
/// # Shapes
/// `point`: for each player who mixes the probabilities of the actions in its support. The sign is exact at this point; where the
/// derivatives are regular all the way to the equilibrium it is the equilibrium's.
pub fn regular_index(system: &Indifference, point: &[Vec<Rational>]) -> Option<i64> {
    let rows: Vec<_> = system
        .equations
        .iter()
        .map(|equation| scaled_to_integers(&slopes(equation, &system.sizes, point)).0)
        .collect();
    let sign = determinant_sign(&rows) as i64;
    let parity = if rows.len() % 2 == 0 { 1 } else { -1 };
    (sign != 0).then_some(sign * parity)
}

/// The derivatives of an equation by all probabilities but the last of each player.
fn slopes(equation: &Equation, sizes: &[usize], point: &[Vec<Rational>]) -> Vec<Rational> {
    let mut row = Vec::new();
    for (player, size) in sizes.iter().enumerate() {
        if player == equation.player {
            row.extend(std::iter::repeat_n(Rational::ZERO, size - 1));
            continue;
        }
        let mut totals = equation.gain.along(player, sizes, |other| &point[other]);
        let last = totals
            .pop()
            .expect("invariant: a player who mixes has two actions");
        row.extend(totals.iter().map(|total| total - &last));
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Game, Payoffs, Player};

    fn index(payoff: impl Fn(usize, &[usize]) -> i64) -> Option<i64> {
        let players = ["U", "C"].map(|id| Player::plain(id, &["a", "b"]));
        let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(payoff(player, p)));
        let game = Game::new("test", players.to_vec(), payoffs.expect("a small game"));
        let half = vec![Rational::ratio(1, 2); 2];
        regular_index(
            &Indifference::new(&game, &[vec![0, 1], vec![0, 1]]),
            &[half.clone(), half],
        )
    }

    #[test]
    fn the_mixture_of_matching_pennies_counts_one_and_that_of_a_coordination_game_minus_one() {
        assert_eq!(
            index(|player, p| i64::from((p[0] == p[1]) == (player == 0))),
            Some(1)
        );
        assert_eq!(index(|_, p| i64::from(p[0] == p[1])), Some(-1));
        assert_eq!(index(|_, _| 0), None);
    }
}
