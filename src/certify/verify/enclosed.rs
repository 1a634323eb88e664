//! Equilibria whose probabilities are written as bounds: that exactly one solution lies between them is proved anew.

use super::equilibria::refute_number;
use super::number::agrees;
use super::{Profile, pointer};
use crate::certify::claim::{Claim, ClaimedEquilibrium, ClaimedNumber, ClaimedStrategy};
use crate::certify::enclosed::enclosed_within;
use crate::certify::{Check, Equilibrium, NotEnclosed, Verification};
use crate::game::Game;
use crate::num::{Enclosed, Rational, Real};

/// Whether a probability is written as bounds.
pub(super) fn is_claimed(claimed: &ClaimedEquilibrium) -> bool {
    let mut numbers = claimed.profile.iter().flatten().flatten();
    numbers.any(|number| matches!(number, ClaimedNumber::Enclosed(_)))
}

/// Whether a probability is known by bounds.
pub(super) fn has_bounds(profile: &Profile) -> bool {
    let mut numbers = profile.iter().flatten();
    numbers.any(|number| matches!(number, Real::Enclosed(_)))
}

/// The bounds that are written, if every player plays one action for certain or all of its actions with probabilities between positive bounds.
pub(super) fn rebuilt(
    claimed: &ClaimedEquilibrium,
    report: &mut Verification,
    at: impl Fn(usize, usize) -> String,
) -> Option<Profile> {
    let before = report.refuted.len();
    let mut profile = Vec::new();
    for (player, strategy) in claimed.profile.iter().enumerate() {
        match bounds(strategy) {
            Ok(strategy) => profile.push(strategy),
            Err((action, words)) => report.refute(Check::Number, &at(player, action), words),
        }
    }
    (report.refuted.len() == before).then_some(profile)
}

fn bounds(strategy: &ClaimedStrategy) -> Result<Vec<Real>, (usize, &'static str)> {
    let played = strategy.iter().flatten().count();
    let mut bounds = Vec::with_capacity(strategy.len());
    for (action, number) in strategy.iter().enumerate() {
        bounds.push(match number {
            None => Real::ZERO,
            Some(ClaimedNumber::Rational(value)) if played == 1 && *value == Rational::ONE => Real::ONE,
            Some(ClaimedNumber::Enclosed(known)) if played > 1 => {
                if !known.lower.sign().is_gt() {
                    let words = "only positive probabilities are listed, and the bounds do not show that this is positive";
                    return Err((action, words));
                }
                Real::Enclosed(Enclosed::new(known.lower.clone(), known.upper.clone()))
            }
            Some(_) => {
                let words = "where a probability is written as bounds, each player plays one action with probability 1, \
                     or several with probabilities that are all written so";
                return Err((action, words));
            }
        });
    }
    match played {
        0 => Err((0, "the player plays nothing")),
        _ => Ok(bounds),
    }
}

/// Proves that exactly one solution lies between the bounds, and that it is an equilibrium; or says what is not shown.
pub(super) fn certified(
    game: &Game,
    claim: &Claim,
    profile: &Profile,
) -> Result<Equilibrium, String> {
    let of = |player: usize, action: usize| {
        let player = &claim.players[player];
        (&player.id, &player.actions[action].0)
    };
    enclosed_within(game, profile).map_err(|fault| match fault {
        NotEnclosed::Boundary { player, action } => {
            let (player, action) = of(player, action);
            format!("it is not shown that player {player} plays {action} with positive probability")
        }
        NotEnclosed::Outside { player, action } => {
            let (player, action) = of(player, action);
            format!("player {player} would have to play {action} with a negative probability")
        }
        NotEnclosed::Undecided { player, action } => {
            let (player, action) = of(player, action);
            format!("it is not shown that player {player} does not gain by action {action}")
        }
        NotEnclosed::Gain { player, action } => {
            let (player, action) = of(player, action);
            format!("player {player} gains by action {action}")
        }
        NotEnclosed::Elsewhere { player, action } => {
            let (player, action) = of(player, action);
            format!("the probability with which player {player} plays {action} does not lie between its bounds")
        }
        NotEnclosed::NotProved => {
            "it is not shown that exactly one profile between the bounds leaves all who mix indifferent".to_owned()
        }
        other => other.to_string(),
    })
}

/// Checks bounds and decimals that are written of probabilities against the bounds that are proved.
pub(super) fn decimals(
    claim: &Claim,
    claimed: &ClaimedEquilibrium,
    exact: &Equilibrium,
    place: &str,
    report: &mut Verification,
) {
    for ((player, written), known) in claim
        .players
        .iter()
        .zip(&claimed.profile)
        .zip(exact.profile())
    {
        let actions = player.actions.iter().zip(written.iter().zip(known));
        for ((action, _), (number, value)) in actions {
            if let Some(number @ ClaimedNumber::Enclosed(_)) = number
                && let Err(fault) = agrees(number, value)
            {
                let at = pointer(&format!("{place}/profile"), &[&player.id, action]);
                refute_number(report, &at, &fault);
            }
        }
    }
}

/// Whether two profiles are known to be different.
pub(super) fn are_apart(a: &Profile, b: &Profile) -> bool {
    let mut numbers = a.iter().flatten().zip(b.iter().flatten());
    numbers.any(|(x, y)| x.is_apart(y))
}

/// Pairs of profiles, one at least with bounds, that may be the same although their bounds are not.
pub(super) fn not_told_apart(profiles: &[Profile]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let bounded: Vec<bool> = profiles.iter().map(has_bounds).collect();
    for second in (0..profiles.len()).filter(|place| bounded[*place]) {
        for (first, other) in profiles.iter().enumerate() {
            // A pair with bounds on both sides is looked at once.
            let is_new = first < second || !bounded[first];
            let known = &profiles[second];
            if is_new && first != second && known != other && !are_apart(known, other) {
                pairs.push((first, second));
            }
        }
    }
    pairs
}

/// Whether bounds of one number overlap those of another that is not written the same.
pub(super) fn has_overlaps(profiles: &[Profile]) -> bool {
    if !profiles.iter().any(has_bounds) {
        return false;
    }
    let mut numbers: Vec<&Real> = profiles.iter().flatten().flatten().collect();
    numbers.sort();
    numbers.dedup();
    // In the order of lower bounds: what overlaps anything after it overlaps the next.
    numbers.windows(2).any(|pair| !pair[0].is_apart(pair[1]))
}
