//! Checking a saved answer again from the definitions, with nothing of what found it.
//!
//! Everything here is slower than the solver and simpler: each claim is put into its definition, and what could be missing
//! from a list is looked for by trying everything.

mod classes;
mod completeness;
mod components;
mod correlated;
mod cycle;
mod dominance;
mod enclosed;
mod equilibria;
mod game;
mod index;
mod leadership;
mod linear;
mod many_players;
mod map;
mod number;
mod order;
mod pure;
mod refinement;
mod repeat;
mod risk_dominance;
mod tolerance;
mod two_player;

pub use correlated::{ClaimedRange, CorrelatedClaim, verify_correlated};
pub use leadership::verify_leadership;
pub use map::verify_map;
pub use repeat::verify_repeat;

use super::claim::{Claim, ClaimedChanges};
use super::{Check, Verification};
use crate::game::Game;
use crate::num::Real;

/// The probability of each action of each player: exact, or the bounds that are written.
type Profile = Vec<Vec<Real>>;

/// An answer without payoffs whose model is not there: nothing can be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the answer holds no payoffs, and its model was not found: there is nothing to check it against"
)]
pub struct NoGame;

/// Checks everything a saved answer claims.
///
/// 1. The game: what is written of it against the game rebuilt from its model, if there is one.
/// 2. Each equilibrium against the definition, with all that is said of it; that none is listed twice.
/// 3. Each removal of a dominated action, and what the list of equilibria is said to cover.
/// 4. Components, Nash subsets, indices, classes under renaming, and a cycle of best replies, where given.
/// 5. Where moves have an order or types are private: how play goes, beliefs, ties, and threats, on the tree of the model.
///
/// # Answer
/// All that was verified, all that was refuted, and all that was not checked again, with the reason.
/// # Errors
/// There is no game: the answer holds no payoffs, and none was rebuilt.
pub fn verify(claim: &Claim, rebuilt: Option<&Game>) -> Result<Verification, NoGame> {
    let mut report = Verification::default();
    let Some(game) = game::needed(claim, rebuilt, &mut report)? else {
        return Ok(report);
    };
    let profiles = equilibria::verify(&game, claim, &mut report);
    let kept = dominance::verify(&game, claim, &mut report);
    cycle::verify(&game, claim, &mut report);
    match &profiles {
        Some(profiles) => {
            let distinct = equilibria::verify_distinct(profiles, &mut report);
            let kept = kept.as_deref();
            let complete = completeness::verify(&game, claim, profiles, kept, &mut report);
            if distinct {
                let complete = complete.as_deref();
                components::verify(&game, claim, profiles, kept, complete, &mut report);
                classes::verify(&game, claim, profiles, &mut report);
                refinement::verify(&game, claim, profiles, &mut report);
            }
        }
        None => {
            let words =
                "completeness and structure of a list with a strategy that cannot be rebuilt";
            report.leave(Check::Completeness, "/equilibria", words);
        }
    }
    order::verify(
        (&game, rebuilt.is_some()),
        claim,
        profiles.as_deref(),
        &mut report,
    );
    for key in &claim.unknown_keys {
        let words = "this key is not known to the checker";
        report.leave(Check::UnknownKey, &pointer("", &[key]), words);
    }
    Ok(report)
}

/// Checks what is said to differ between two answers: equilibria in both lists, in the first only, in the second only.
///
/// # Answer
/// As [`verify`]; only what is said of the difference, not the two answers.
pub fn verify_changes(before: &Claim, after: &Claim, changes: &ClaimedChanges) -> Verification {
    let mut report = Verification::default();
    let profiles = [before, after].map(equilibria::exact_profiles);
    let [Some(old), Some(new)] = profiles else {
        let words = "a list with a strategy that cannot be rebuilt";
        report.leave(Check::Changes, "/changes", words);
        return report;
    };
    let shape = |claim: &Claim| -> Vec<(String, Vec<String>)> {
        let actions = |actions: &[(String, Option<String>)]| {
            actions.iter().map(|(id, _)| id.clone()).collect()
        };
        claim
            .players
            .iter()
            .map(|p| (p.id.clone(), actions(&p.actions)))
            .collect()
    };
    let comparable = shape(before) == shape(after);
    let partner = |profile: &Profile| {
        let same = |other: &Profile| comparable && !enclosed::are_apart(profile, other);
        new.iter().position(same)
    };
    let mut exact = ClaimedChanges {
        kept: Vec::new(),
        lost: Vec::new(),
        gained: Vec::new(),
    };
    for (place, profile) in old.iter().enumerate() {
        match partner(profile) {
            Some(other) => exact.kept.push((place, other)),
            None => exact.lost.push(place),
        }
    }
    exact.gained = (0..new.len())
        .filter(|place| !exact.kept.iter().any(|(_, other)| other == place))
        .collect();
    let mut sorted = changes.clone();
    sorted.kept.sort_unstable();
    sorted.lost.sort_unstable();
    sorted.gained.sort_unstable();
    let before = report.refuted.len();
    if sorted.kept != exact.kept {
        report.refute(
            Check::Changes,
            "/changes/kept",
            format!("it should be {:?}", exact.kept),
        );
    }
    for (key, said, is) in [
        ("lost", &sorted.lost, &exact.lost),
        ("gained", &sorted.gained, &exact.gained),
    ] {
        if said != is {
            report.refute(
                Check::Changes,
                &format!("/changes/{key}"),
                format!("it should be {is:?}"),
            );
        }
    }
    let words = "equilibria kept, lost and gained are those of the two lists";
    report.conclude(before, Check::Changes, "/changes", words);
    report
}

/// The players who have more than one action left.
fn choosing(kept: &[Vec<usize>]) -> Vec<usize> {
    (0..kept.len())
        .filter(|player| kept[*player].len() > 1)
        .collect()
}

/// `U press, S balance`.
fn profile_in_words(claim: &Claim, profile: &[usize]) -> String {
    let words = claim
        .players
        .iter()
        .zip(profile)
        .map(|(player, action)| format!("{} {}", player.id, player.actions[*action].0));
    words.collect::<Vec<_>>().join(", ")
}

/// `1 player`, `2 players`.
fn counted(number: usize, thing: &str) -> String {
    let plural = match thing {
        "class" => "classes".to_owned(),
        _ => match thing.strip_suffix("um") {
            Some(stem) => format!("{stem}a"),
            None => format!("{thing}s"),
        },
    };
    format!("{number} {}", if number == 1 { thing } else { &plural })
}

/// A JSON pointer below another.
fn pointer(above: &str, keys: &[&str]) -> String {
    keys.iter().fold(above.to_owned(), |path, key| {
        format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
    })
}
