//! Iterated elimination, step by step: each action removed against each profile of what is left when its round begins.
//!
//! All actions of a round are removed together. An action that some strategy of what is left at the beginning of the round
//! strictly dominates is played in no equilibrium of it; so no equilibrium is lost, whatever else the round removes.

use super::counted;
use crate::certify::claim::{Claim, ClaimedElimination};
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Rational;

/// The most payoffs that are looked at in all steps together.
const WORK_LIMIT: usize = 100_000_000;

/// Checks the steps in order.
///
/// # Answer
/// The actions kept of each player; none when a step is wrong or too large to be checked.
pub(super) fn verify(
    game: &Game,
    claim: &Claim,
    report: &mut Verification,
) -> Option<Vec<Vec<usize>>> {
    let mut kept: Vec<Vec<usize>> = game
        .counts()
        .iter()
        .map(|count| (0..*count).collect())
        .collect();
    if claim.dominated.is_empty() {
        return Some(kept);
    }
    let work = claim
        .dominated
        .iter()
        .map(|step| game.profiles() / game.counts()[step.player] * (step.dominator.len() + 1));
    if work.fold(0usize, usize::saturating_add) > WORK_LIMIT {
        let words = format!("the steps compare more than {WORK_LIMIT} payoffs");
        report.leave(Check::Dominance, "/dominated", words);
        return None;
    }
    let before = report.refuted.len();
    let mut left = kept.clone();
    let mut round = 1;
    for (number, step) in claim.dominated.iter().enumerate() {
        let place = format!("/dominated/{number}");
        if step.round != round && (step.round != round + 1 || number == 0) {
            let words = format!("round {} does not follow round {round}", step.round);
            report.refute(Check::Dominance, &place, words);
            break;
        }
        if step.round != round {
            round = step.round;
            kept.clone_from(&left);
        }
        if let Err(words) = dominated(game, claim, &kept, step) {
            report.refute(Check::Dominance, &place, words);
            continue;
        }
        if !left[step.player].contains(&step.action) {
            let words = "this action has been removed before";
            report.refute(Check::Dominance, &place, words);
        }
        left[step.player].retain(|action| *action != step.action);
    }
    let words = format!(
        "{}: each action removed is strictly dominated in what is left, by the margin given",
        counted(claim.dominated.len(), "step")
    );
    report
        .conclude(before, Check::Dominance, "/dominated", words)
        .then_some(left)
}

/// Whether the action is strictly dominated as the step says, or why not.
fn dominated(
    game: &Game,
    claim: &Claim,
    kept: &[Vec<usize>],
    step: &ClaimedElimination,
) -> Result<(), String> {
    let player = &claim.players[step.player];
    let id = |action: usize| player.actions[action].0.as_str();
    let is_kept = |action: &usize| kept[step.player].contains(action);
    if !is_kept(&step.action) {
        return Err(format!(
            "{} has no action `{}` left",
            player.id,
            id(step.action)
        ));
    }
    let mut total = Rational::ZERO;
    for (action, probability) in &step.dominator {
        if !is_kept(action) {
            return Err(format!(
                "the dominating strategy plays `{}`, which is removed",
                id(*action)
            ));
        }
        if probability.sign().is_le() {
            return Err(format!(
                "`{}` has a probability that is not positive",
                id(*action)
            ));
        }
        total += probability;
    }
    if total != Rational::ONE {
        return Err(format!(
            "the probabilities of the dominating strategy sum to {total}"
        ));
    }
    if game.is_ordinal() && step.dominator.len() > 1 {
        return Err("payoffs are ranks, so that no mixed strategy dominates".to_owned());
    }
    let mut least: Option<Rational> = None;
    let mut profile: Vec<usize> = kept.iter().map(|actions| actions[0]).collect();
    let mut cursor = vec![0; kept.len()];
    loop {
        let index = game.index_of(&profile);
        let payoff = |action| game.payoff(step.player, game.deviation(index, step.player, action));
        let mixed: Rational = step.dominator.iter().map(|(a, p)| p * &payoff(*a)).sum();
        let gain = mixed - payoff(step.action);
        if gain.sign().is_le() {
            let against: Vec<String> = (0..profile.len())
                .filter(|other| *other != step.player)
                .map(|other| {
                    let other_player = &claim.players[other];
                    format!(
                        "{} {}",
                        other_player.id, other_player.actions[profile[other]].0
                    )
                })
                .collect();
            let against = if against.is_empty() {
                String::new()
            } else {
                format!(" against {}", against.join(", "))
            };
            return Err(format!(
                "the strategy said to dominate `{}` of {} gains {gain}{against}",
                id(step.action),
                player.id
            ));
        }
        least = Some(match least {
            Some(known) if known <= gain => known,
            _ => gain,
        });
        if !advance(&mut profile, &mut cursor, kept, step.player) {
            break;
        }
    }
    let margin = least.filter(|_| !game.is_ordinal());
    if margin == step.margin {
        return Ok(());
    }
    let print = |margin: &Option<Rational>| {
        margin
            .as_ref()
            .map_or("none".to_owned(), Rational::to_string)
    };
    Err(format!(
        "the margin is {}, not {}",
        print(&margin),
        print(&step.margin)
    ))
}

/// The next profile of the opponents in the kept actions; false when there is none.
fn advance(
    profile: &mut [usize],
    cursor: &mut [usize],
    kept: &[Vec<usize>],
    player: usize,
) -> bool {
    for other in (0..profile.len()).filter(|other| *other != player) {
        cursor[other] = (cursor[other] + 1) % kept[other].len();
        profile[other] = kept[other][cursor[other]];
        if cursor[other] != 0 {
            return true;
        }
    }
    false
}
