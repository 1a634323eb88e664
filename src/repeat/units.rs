//! Units of payoffs: each player's own, so that machine numbers serve payoffs of any size and offset.
//!
//! Equilibria do not change when a player's payoffs are shifted and scaled. With the least payoff at zero and the range between one and two, what
//! machine numbers propose is as good for thousands as for thousandths. Ranges are scaled by powers of two, which keeps fractions short.

use super::Stage;
use super::payoff_set::Point;
use crate::num::{Interval, Rational};

/// What zero and one mean for each player.
pub(super) struct Units {
    zero: Vec<Rational>,
    one: Vec<Rational>,
}

impl Units {
    /// The units in which the least payoff of each player in a stage game is zero, and the greatest between one and two.
    pub fn of(stage: &Stage) -> Self {
        let range = |player: usize| {
            let payoffs = || (0..stage.profiles()).map(|profile| stage.payoff(player, profile));
            let least = payoffs().min().expect("invariant: a game has a profile");
            let most = payoffs().max().expect("invariant: a game has a profile");
            (least.clone(), power_below(&(most - least)))
        };
        let (zero, one) = (0..stage.players()).map(range).unzip();
        Units { zero, one }
    }

    /// The stage game in these units.
    pub fn measured(&self, stage: &Stage) -> Stage {
        stage.mapped(|player, payoff| &(payoff - &self.zero[player]) / &self.one[player])
    }

    /// Payoffs of two players in the units of the stage game.
    pub fn back(&self, point: &Point) -> Point {
        [0, 1].map(|i| &self.zero[i] + &(&self.one[i] * &point[i]))
    }
}

/// A power of two that is at most the number and more than its half, as far as machine numbers tell; one for zero.
fn power_below(range: &Rational) -> Rational {
    let near = Interval::around(range).middle();
    match near > 0.0 && near.is_finite() {
        true => Rational::dyadic(1, near.log2().floor() as i32),
        false => Rational::ONE,
    }
}
