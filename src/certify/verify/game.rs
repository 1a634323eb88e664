//! The game an answer is about: what is written of it against the game its model gives.

use std::borrow::Cow;

use super::{NoGame, counted, pointer, profile_in_words};
use crate::certify::claim::{Claim, ClaimedPlayer};
use crate::certify::{Check, Verification};
use crate::game::{Action, Game, Payoffs, Player};

/// The most payoffs that differ which are named.
const NAMED: usize = 10;

/// The game to check an answer against; none if what is written of it is refuted and there is no other.
///
/// # Errors
/// The answer holds no payoffs, and none was rebuilt.
pub(super) fn needed<'a>(
    claim: &Claim,
    rebuilt: Option<&'a Game>,
    report: &mut Verification,
) -> Result<Option<Cow<'a, Game>>, NoGame> {
    match verify(claim, rebuilt, report) {
        None if !report.is_refuted() => Err(NoGame),
        game => Ok(game),
    }
}

/// The game to check the answer against: the model's, or where there is none the one written.
fn verify<'a>(
    claim: &Claim,
    rebuilt: Option<&'a Game>,
    report: &mut Verification,
) -> Option<Cow<'a, Game>> {
    let Some(rebuilt) = rebuilt else {
        return claim.payoffs.clone().map(|payoffs| {
            let words = "where the payoffs come from: they were taken from the answer";
            report.leave(Check::Game, "/payoffs", words);
            Cow::Owned(written(claim, payoffs))
        });
    };
    let before = report.refuted.len();
    players(claim, rebuilt, report);
    if claim.ordinal != rebuilt.is_ordinal() {
        let words = if rebuilt.is_ordinal() {
            "the model's payoffs are ranks"
        } else {
            "the model's payoffs are no ranks"
        };
        report.refute(Check::Game, "/ordinal", words);
    }
    let counts: Vec<usize> = claim
        .players
        .iter()
        .map(|player| player.actions.len())
        .collect();
    if counts != rebuilt.counts() {
        let payoffs = claim.payoffs.clone();
        return payoffs.map(|payoffs| Cow::Owned(written(claim, payoffs)));
    }
    if let Some(payoffs) = &claim.payoffs {
        compare_payoffs(claim, payoffs, rebuilt, report);
    }
    let words = format!(
        "{} and the payoffs of {}, as the model gives them",
        counted(rebuilt.players().len(), "player"),
        counted(rebuilt.profiles(), "profile")
    );
    report.conclude(before, Check::Game, "/model", words);
    Some(Cow::Borrowed(rebuilt))
}

fn written(claim: &Claim, payoffs: Payoffs) -> Game {
    let player = |player: &ClaimedPlayer| Player {
        id: player.id.clone(),
        title: player.title.clone(),
        role: player.role.clone(),
        group: player.group.clone(),
        actions: player
            .actions
            .iter()
            .map(|(id, _)| Action {
                id: id.clone(),
                posture: None,
            })
            .collect(),
    };
    let game = Game::new("", claim.players.iter().map(player).collect(), payoffs);
    if claim.ordinal {
        game.into_ordinal()
    } else {
        game
    }
}

fn players(claim: &Claim, rebuilt: &Game, report: &mut Verification) {
    let (written, exact) = (claim.players.len(), rebuilt.players().len());
    if written != exact {
        report.refute(
            Check::Game,
            "/players",
            format!("{written} players are listed, the model has {exact}"),
        );
    }
    for (number, (written, exact)) in claim.players.iter().zip(rebuilt.players()).enumerate() {
        let place = format!("/players/{number}");
        let mut compare = |key: &str, written: &str, exact: &str| {
            if written != exact {
                let words = format!("the answer says `{written}`, the model `{exact}`");
                report.refute(Check::Game, &format!("{place}/{key}"), words);
            }
        };
        compare("id", &written.id, &exact.id);
        compare("title", &written.title, &exact.title);
        compare("role", &written.role, &exact.role);
        let group = |group: &Option<String>| group.clone().unwrap_or_default();
        compare("group", &group(&written.group), &group(&exact.group));
        let ids = |ids: Vec<&str>| ids.join(", ");
        compare(
            "actions",
            &ids(written.actions.iter().map(|(id, _)| id.as_str()).collect()),
            &ids(exact
                .actions
                .iter()
                .map(|action| action.id.as_str())
                .collect()),
        );
        for ((id, posture), action) in written.actions.iter().zip(&exact.actions) {
            let exact = action.posture.as_ref().map(ToString::to_string);
            if *posture != exact {
                let none = || "none".to_owned();
                let words = format!(
                    "the answer says `{}`, the model `{}`",
                    posture.clone().unwrap_or_else(none),
                    exact.unwrap_or_else(none)
                );
                report.refute(
                    Check::Game,
                    &pointer(&format!("{place}/postures"), &[id]),
                    words,
                );
            }
        }
    }
}

fn compare_payoffs(claim: &Claim, written: &Payoffs, exact: &Game, report: &mut Verification) {
    let mut different = 0usize;
    for (number, player) in claim.players.iter().enumerate() {
        for index in 0..exact.profiles() {
            let (said, is) = (written.get(number, index), exact.payoff(number, index));
            if said == is {
                continue;
            }
            different += 1;
            if different <= NAMED {
                let words = format!(
                    "the answer says {said} at {}, the model gives {is}",
                    profile_in_words(claim, &exact.profile_at(index))
                );
                let place = pointer("/payoffs", &[&player.id, &index.to_string()]);
                report.refute(Check::Game, &place, words);
            }
        }
    }
    if different > NAMED {
        let words = format!(
            "{} more payoffs are not those of the model",
            different - NAMED
        );
        report.refute(Check::Game, "/payoffs", words);
    }
}
