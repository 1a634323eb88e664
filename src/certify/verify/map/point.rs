//! The pure equilibria at a point, by definition, from payoffs put together there.

use super::conditions::{counts, deviations};
use crate::certify::map_claim::{Guard, SymbolicGame};
use crate::game::Payoffs;
use crate::num::Rational;

impl Guard {
    /// Whether it holds at a point.
    pub fn holds_at(&self, point: &[Rational]) -> bool {
        let sign = self.expression.evaluate(point).sign();
        sign.is_gt() || (sign.is_eq() && !self.strict)
    }
}

impl SymbolicGame {
    /// Whether the unknowns mean something at a point.
    pub fn is_defined_at(&self, point: &[Rational]) -> bool {
        self.domain.iter().all(|guard| guard.holds_at(point))
    }

    /// A payoff at a point; none unless exactly one piece holds there and its denominator is positive.
    pub fn payoff_at(&self, player: usize, profile: usize, point: &[Rational]) -> Option<Rational> {
        let pieces = self.payoffs[player][profile].iter();
        let mut here = pieces.filter(|piece| piece.guards.iter().all(|g| g.holds_at(point)));
        let (piece, None) = (here.next()?, here.next()) else {
            return None;
        };
        let mut value = piece.numerator.evaluate(point);
        for (factor, exponent) in &piece.denominator {
            let under = factor.evaluate(point);
            if !under.sign().is_gt() {
                return None;
            }
            for _ in 0..*exponent {
                value = &value / &under;
            }
        }
        Some(value)
    }
}

/// The numbers of the profiles that are equilibria at a point; none if a payoff is not defined there.
pub(super) fn equilibria_at(game: &SymbolicGame, point: &[Rational]) -> Option<Vec<usize>> {
    let counts = counts(&game.players);
    let number = Payoffs::profiles_of(&counts).count();
    let of = |player| (0..number).map(move |profile| game.payoff_at(player, profile, point));
    let payoffs = (0..counts.len()).map(|player| of(player).collect());
    let payoffs: Vec<Vec<Rational>> = payoffs.collect::<Option<_>>()?;
    let profiles = Payoffs::profiles_of(&counts).enumerate();
    let rests = |(stay, profile): &(usize, Vec<usize>)| {
        deviations(&counts, profile)
            .all(|(player, go)| payoffs[player][*stay] >= payoffs[player][go])
    };
    let found = profiles.filter(rests).map(|(number, _)| number);
    Some(found.collect())
}
