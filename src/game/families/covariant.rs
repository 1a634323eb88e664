//! The payoffs of all players at one profile are drawn together, and any two of them have a given correlation; profiles are drawn apart.
//!
//! With z drawn for each player on its own, payoff i is a z_i + (c - a) mean(z), a^2 = 1 - r, c^2 = 1 + (n - 1) r: its variance is 1, and its
//! correlation with any other is r. A z is a sum of twelve even draws less 6, which is nearly normal; roots are taken to six decimals; payoffs are rounded to
//! thousandths of the standard deviation and counted in these.
//!
//! # Source
//! Rinott and Scarsini (2000), "On the number of pure strategy Nash equilibria in random games", Games and Economic Behavior 33; the family
//! CovariantGame of Nudelman and others (2004), "Run the GAMUT", AAMAS.

use super::{FamilyError, sizes, whole};
use crate::game::Game;
use crate::num::{Rational, SplitMix};

/// The steps of a draw.
const STEPS: usize = 1 << 20;
/// In how many parts a root is given.
const ROOT: i64 = 1_000_000;
/// In how many parts of the standard deviation payoffs are counted.
const PARTS: i128 = 1000;

pub(super) fn game(
    counts: &[usize],
    seed: u64,
    correlation: &Rational,
) -> Result<Game, FamilyError> {
    let players = counts.len();
    let others = super::integer(players) - 1;
    let least = match others {
        0 => Rational::integer(-1),
        others => Rational::ratio(-1, others),
    };
    if *correlation < least || *correlation > Rational::ONE {
        return Err(FamilyError::Correlation {
            players,
            correlation: correlation.clone(),
            least,
        });
    }
    let own = root(&(&Rational::ONE - correlation));
    let common = root(&(&Rational::ONE + &(&Rational::integer(others) * correlation)));
    let mut numbers = SplitMix::new(seed);
    let mut drawn = vec![0i128; players];
    let title = format!(
        "covariant {}, correlation {correlation}, seed {seed}",
        sizes(counts)
    );
    whole(&title, counts, 1, |player, _| {
        if player == 0 {
            drawn.fill_with(|| draw(&mut numbers));
        }
        let sum: i128 = drawn.iter().sum();
        let players = players as i128;
        let value = players * own * drawn[player] + (common - own) * sum;
        let unit = players * i128::from(ROOT) * STEPS as i128;
        rounded(value * PARTS, unit)
    })
}

/// A sum of twelve even draws less 6, times [`STEPS`].
fn draw(numbers: &mut SplitMix) -> i128 {
    let sum: usize = (0..12).map(|_| numbers.below(STEPS)).sum();
    // The mean of an even draw from 0 to STEPS - 1 is half a step below STEPS / 2.
    sum as i128 + 6 - 6 * STEPS as i128
}

/// The root of a number that is not negative, times [`ROOT`], rounded down.
fn root(value: &Rational) -> i128 {
    let squared = &Rational::integer(ROOT * ROOT) * value;
    let (whole, _) = squared
        .floor()
        .to_small()
        .expect("invariant: at most ten to the twelfth for each player");
    whole.isqrt()
}

/// A quotient rounded to the nearest whole number, halves away from zero.
fn rounded(value: i128, unit: i128) -> i64 {
    let nearest = (2 * value.abs() + unit) / (2 * unit);
    i64::try_from(value.signum() * nearest)
        .expect("invariant: draws are at most six deviations away")
}
