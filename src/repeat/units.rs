//! Units of payoffs: each player's own, so that machine numbers serve payoffs of any size and offset.
//!
//! Equilibria do not change when a player's payoffs are shifted and scaled. Where payoffs range over one to two, and are not far from zero, what
//! machine numbers propose is as good for thousands as for thousandths. Units are powers of two, which keeps fractions short.

use std::borrow::Cow;

use super::Stage;
use super::payoff_set::Point;
use crate::num::{Interval, Rational};

/// What zero and one mean for each player.
pub(super) struct Units {
    zero: Vec<Rational>,
    one: Vec<Rational>,
}

/// Payoffs are shifted where they are further from zero than so many times their range.
const FAR: f64 = 4.0;

impl Units {
    /// The units in which the payoffs of each player in a stage game range over one to two, and are not far from zero.
    pub fn of(stage: &Stage) -> Self {
        let units = |player: usize| {
            let payoffs = (0..stage.profiles()).map(|profile| stage.payoff(player, profile));
            let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
            for payoff in payoffs.clone() {
                let near = Interval::around(payoff).middle();
                (least, greatest) = (least.min(near), greatest.max(near));
            }
            let range = greatest - least;
            let zero = match least.abs() > FAR * range {
                true => payoffs.min().cloned(),
                false => None,
            };
            (zero.unwrap_or(Rational::ZERO), power_below(range))
        };
        let (zero, one) = (0..stage.players()).map(units).unzip();
        Units { zero, one }
    }

    /// The stage game in these units.
    pub fn measured<'a>(&self, stage: &'a Stage) -> Cow<'a, Stage> {
        let is_itself = self.zero.iter().all(Rational::is_zero)
            && self.one.iter().all(|one| *one == Rational::ONE);
        if is_itself {
            return Cow::Borrowed(stage);
        }
        Cow::Owned(
            stage.mapped(|player, payoff| &(payoff - &self.zero[player]) / &self.one[player]),
        )
    }

    /// What one means for both players, if it is the same.
    pub fn of_both(&self) -> Option<&Rational> {
        let [first, second] = self.one.as_slice() else {
            return None;
        };
        (first == second).then_some(first)
    }

    /// Payoffs of two players in the units of the stage game.
    pub fn back(&self, point: &Point) -> Point {
        [0, 1].map(|i| &self.zero[i] + &(&self.one[i] * &point[i]))
    }
}

/// The power of two between a range and its half; one for zero.
fn power_below(range: f64) -> Rational {
    match range > 0.0 && range.is_finite() {
        true => Rational::dyadic(1, range.log2().floor() as i32),
        false => Rational::ONE,
    }
}
