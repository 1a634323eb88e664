//! Payoffs that generate themselves: each is played once, with a public draw of them to follow, and nobody gains by deviating.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), "Toward a theory of discounted repeated games with imperfect monitoring", *Econometrica* 58
//! (self-generation).

use crate::certify::repeat_claim::ClaimedWitness;
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Rational;

/// Payoffs that are said to be those of plans, and how each is played.
pub(super) struct Generation<'a> {
    /// Where they stand.
    pub place: &'a str,
    /// What one is called.
    pub noun: &'static str,
    pub discount: &'a Rational,
    /// One number for each player.
    pub points: &'a [Vec<Rational>],
    pub witnesses: &'a [ClaimedWitness],
}

impl Generation<'_> {
    /// Refutes points that are not what their profile and their draw give, or that somebody leaves for the worst point.
    pub fn verify(&self, game: &Game, report: &mut Verification) {
        let players = 0..game.counts().len();
        let fits = |numbers: &Vec<Rational>| numbers.len() == players.len();
        let all = self.witnesses.iter().map(|witness| &witness.continuation);
        if self.witnesses.len() != self.points.len() || !self.points.iter().chain(all).all(fits) {
            let said = format!("not every {} says how it is played", self.noun);
            report.refute(Check::PayoffSet, self.place, said);
            return;
        }
        let least: Vec<Option<Rational>> = players
            .map(|player| self.points.iter().map(|point| point[player].clone()).min())
            .collect();
        for (number, (point, witness)) in self.points.iter().zip(self.witnesses).enumerate() {
            let place = format!("{}/inner/witnesses/{number}", self.place);
            let words = self.words(point);
            if !self.is_draw(witness) {
                let said = format!(
                    "{words}: the promise is not the draw of {} it is said to be",
                    match self.noun {
                        "vertex" => "vertices",
                        _ => "points",
                    }
                );
                report.refute(Check::PayoffSet, &place, said);
                continue;
            }
            let present = &Rational::ONE - self.discount;
            let index = game.index_of(&witness.profile);
            for (player, least) in least.iter().enumerate() {
                let payoff =
                    |action: usize| game.payoff(player, game.deviation(index, player, action));
                let value = &(&present * &game.payoff(player, index))
                    + &(self.discount * &witness.continuation[player]);
                let best = (0..game.counts()[player]).map(payoff).max();
                let punished = best
                    .zip(least.as_ref())
                    .map(|(best, least)| &(&present * &best) + &(self.discount * least));
                let id = &game.players()[player].id;
                if value != point[player] {
                    let said = format!("{words}: its witness gives {id} {value}");
                    report.refute(Check::PayoffSet, &place, said);
                } else if punished.is_none_or(|punished| punished > value) {
                    let said = format!("{words}: {id} gains by deviating");
                    report.refute(Check::PayoffSet, &place, said);
                }
            }
        }
    }

    /// `point (1, 0, 1/2)`.
    pub fn words(&self, point: &[Rational]) -> String {
        let numbers: Vec<String> = point.iter().map(ToString::to_string).collect();
        format!("{} ({})", self.noun, numbers.join(", "))
    }

    /// Whether the promise of a point is the mean of its draw.
    fn is_draw(&self, witness: &ClaimedWitness) -> bool {
        let mut sum = Rational::ZERO;
        let mut mean = vec![Rational::ZERO; witness.continuation.len()];
        for (other, p) in &witness.mixture {
            let Some(other) = self.points.get(*other).filter(|_| p.sign().is_ge()) else {
                return false;
            };
            sum = &sum + p;
            for (mean, payoff) in mean.iter_mut().zip(other) {
                *mean = &*mean + &(p * payoff);
            }
        }
        sum == Rational::ONE && mean == witness.continuation
    }
}
