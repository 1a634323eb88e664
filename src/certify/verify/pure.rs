//! All pure equilibria from the definition: each profile, each player, each deviation.

use crate::certify::claim::Claim;
use crate::certify::{Check, Verification};
use crate::game::{Game, Values};
use crate::num::Real;

use super::{Profile, counted, profile_in_words};

/// The most profiles that are looked through.
pub(super) const PROFILE_LIMIT: usize = 10_000_000;

/// The most missing equilibria that are named.
pub(super) const NAMED: usize = 10;

/// Checks that every pure equilibrium of the game is listed; returns whether it was found to be so.
pub(super) fn verify(
    game: &Game,
    claim: &Claim,
    profiles: &[Profile],
    report: &mut Verification,
) -> bool {
    if game.profiles() > PROFILE_LIMIT {
        let words = format!(
            "whether all pure equilibria are listed: the game has {} profiles, and at most {PROFILE_LIMIT} are looked through",
            game.profiles()
        );
        report.leave(Check::Completeness, "/equilibria", words);
        return false;
    }
    let mut listed: Vec<usize> = profiles
        .iter()
        .filter_map(|p| pure_index(game, p))
        .collect();
    listed.sort_unstable();
    let before = report.refuted.len();
    let mut missing = 0;
    for index in (0..game.profiles()).filter(|index| is_equilibrium(game, *index)) {
        if listed.binary_search(&index).is_ok() {
            continue;
        }
        missing += 1;
        if missing <= NAMED {
            let words = format!(
                "the pure equilibrium {} is missing",
                profile_in_words(claim, &game.profile_at(index))
            );
            report.refute(Check::Completeness, "/equilibria", words);
        }
    }
    if missing > NAMED {
        let words = format!("{} more pure equilibria are missing", missing - NAMED);
        report.refute(Check::Completeness, "/equilibria", words);
    }
    let words = format!(
        "all pure equilibria are listed: {} examined",
        counted(game.profiles(), "profile")
    );
    report.conclude(before, Check::Completeness, "/equilibria", words)
}

/// The number of a profile in which every player plays one action.
pub(super) fn pure_index(game: &Game, profile: &Profile) -> Option<usize> {
    let certain = |strategy: &Vec<Real>| {
        let mut played = (0..strategy.len()).filter(|action| !strategy[*action].is_zero());
        let action = played.next()?;
        (played.next().is_none() && strategy[action] == Real::ONE).then_some(action)
    };
    let actions: Option<Vec<usize>> = profile.iter().map(certain).collect();
    actions.map(|actions| game.index_of(&actions))
}

/// The definition: no player has an action that gives more.
pub(super) fn is_equilibrium(game: &Game, index: usize) -> bool {
    (0..game.players().len()).all(|player| {
        let mut actions = 0..game.counts()[player];
        actions.all(|action| !gains(game, player, index, game.deviation(index, player, action)))
    })
}

/// Whether a player's payoff is greater at the second profile.
pub(super) fn gains(game: &Game, player: usize, from: usize, to: usize) -> bool {
    match game.payoffs().values(player) {
        Values::Scaled(values) => values[to] > values[from],
        Values::Exact(values) => values[to] > values[from],
    }
}
