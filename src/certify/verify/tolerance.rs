//! How wrong the assumptions behind an equilibrium are said to be allowed to be: of payoffs, recomputed; of parameters, left open.

use crate::certify::claim::{Claim, ClaimedEquilibrium};
use crate::certify::{Check, Equilibrium, Verification};
use crate::game::Game;
use crate::num::{Rational, Real};

/// Checks that the number is half of what the least costly deviation loses, and that the deviation named is such a one.
pub(super) fn verify(
    game: &Game,
    claimed: &ClaimedEquilibrium,
    exact: &Equilibrium,
    place: &str,
    report: &mut Verification,
) {
    let Some(tolerance) = &claimed.tolerance else {
        return;
    };
    let place = format!("{place}/tolerance");
    if !exact.is_strict() || game.is_ordinal() {
        let words = "only a strict equilibrium has a tolerance, and only where differences of payoffs mean something";
        report.refute(Check::Tolerance, &place, words);
        return;
    }
    let mut least: Option<&Real> = None;
    for (player, strategy) in exact.profile().iter().enumerate() {
        for (action, probability) in strategy.iter().enumerate() {
            let slack = exact.slack(player, action);
            if probability.is_zero() && least.is_none_or(|least| slack < least) {
                least = Some(slack);
            }
        }
    }
    let Some(least) = least else {
        let words = "no player has another action";
        report.refute(Check::Tolerance, &place, words);
        return;
    };
    let twice = &tolerance.payoffs * &Rational::integer(2);
    if Real::from(twice) != *least {
        let words = "it is not half of what the least costly deviation loses";
        report.refute(Check::Tolerance, &format!("{place}/payoffs"), words);
    }
    let (player, action) = (tolerance.player, tolerance.deviation);
    let is_played = !exact.profile()[player][action].is_zero();
    if is_played || exact.slack(player, action) != least {
        let words = "this is not a deviation that loses least";
        report.refute(Check::Tolerance, &format!("{place}/by"), words);
    }
}

/// Says what of the tolerances is not checked again.
pub(super) fn leave_the_rest(claim: &Claim, report: &mut Verification) {
    let claimed = claim.equilibria.iter().filter_map(|e| e.tolerance.as_ref());
    let mut keys: Vec<&str> = claimed
        .flat_map(|tolerance| tolerance.others.iter().map(String::as_str))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    if !keys.is_empty() {
        let words = format!(
            "how far parameters may move is not worked out again: {}",
            keys.join(", ")
        );
        report.leave(Check::Tolerance, "/equilibria", words);
    }
}
