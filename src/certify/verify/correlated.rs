//! Correlated equilibria, checked again: each end of a range by its distribution and its weights.

use super::{NoGame, game};
use crate::certify::claim::Claim;
use crate::certify::{Check, Extreme, Obedience, Quantity, Verification};
use crate::game::Game;

/// What a saved answer claims of the correlated equilibria of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrelatedClaim {
    /// Which kind.
    pub obedience: Obedience,
    /// The ranges.
    pub ranges: Vec<ClaimedRange>,
}

/// The least and the greatest average of a quantity, as claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedRange {
    /// The quantity.
    pub quantity: Quantity,
    /// The least average.
    pub least: Extreme,
    /// The greatest one.
    pub greatest: Extreme,
}

/// Checks that each end of each range is attained and cannot be passed; `about` is what the answer says of the game.
///
/// # Answer
/// As [`verify`](super::verify()).
/// # Errors
/// There is no game: the answer holds no payoffs, and none was rebuilt.
pub fn verify_correlated(
    about: &Claim,
    claim: &CorrelatedClaim,
    rebuilt: Option<&Game>,
) -> Result<Verification, NoGame> {
    let mut report = Verification::default();
    let Some(game) = game::needed(about, rebuilt, &mut report)? else {
        return Ok(report);
    };
    let before = report.refuted.len();
    for (place, range) in claim.ranges.iter().enumerate() {
        for (end, extreme, is_greatest) in [
            ("least", &range.least, false),
            ("greatest", &range.greatest, true),
        ] {
            let found = extreme.verify(&game, claim.obedience, &range.quantity, is_greatest);
            if let Err(reason) = found {
                let place = format!("/ranges/{place}/{end}");
                report.refute(Check::Correlated, &place, reason.to_string());
            }
        }
    }
    let words = format!(
        "{} ranges: each end is attained by a distribution that nobody gains by disobeying, and the weights bound it",
        claim.ranges.len()
    );
    report.conclude(before, Check::Correlated, "/ranges", words);
    for key in &about.unknown_keys {
        let words = "this key is not known to the checker";
        report.leave(Check::UnknownKey, &super::pointer("", &[key]), words);
    }
    Ok(report)
}
