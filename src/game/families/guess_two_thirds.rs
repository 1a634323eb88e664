//! Everybody names a number from 0 on; who is nearest to two thirds of the mean of all gets 1, which several share evenly.
//!
//! With two players the lower number is always nearer, and the only equilibrium is that both name 0.
//!
//! # Source
//! Nagel (1995), "Unraveling in guessing games: an experimental study", American Economic Review 85.

use super::{Family, FamilyError, integer, numbered, sizes};
use crate::game::{Game, Payoffs};
use crate::num::Rational;

pub(super) fn game(counts: &[usize]) -> Result<Game, FamilyError> {
    let family = Family::GuessTwoThirds;
    family.needs_several(counts)?;
    family.common_size(counts)?;
    let title = format!("guess two thirds {}", sizes(counts));
    let payoffs = Payoffs::from_fn(counts, |player, profile| {
        let sum: usize = profile.iter().sum();
        // Everything times three times the number of players, so that two thirds of the mean are whole.
        let distance = |number: usize| (3 * profile.len() * number).abs_diff(2 * sum);
        let least = profile.iter().map(|number| distance(*number)).min();
        let winners = profile
            .iter()
            .filter(|number| Some(distance(**number)) == least);
        match Some(distance(profile[player])) == least {
            true => Rational::ratio(1, integer(winners.count())),
            false => Rational::ZERO,
        }
    })?;
    Ok(Game::new(&title, numbered(counts, 0), payoffs))
}
