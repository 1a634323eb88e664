//! A cycle of best replies: each move is a strict best reply, and the last one leads back to the first profile.

use std::collections::BTreeSet;

use super::pure::gains;
use super::{counted, profile_in_words};
use crate::certify::claim::Claim;
use crate::certify::{Check, Verification};
use crate::game::Game;

/// Checks the moves in order.
pub(super) fn verify(game: &Game, claim: &Claim, report: &mut Verification) {
    let moves = &claim.cycle;
    if moves.is_empty() {
        return;
    }
    let before = report.refuted.len();
    let mut visited = BTreeSet::new();
    for (number, step) in moves.iter().enumerate() {
        let place = format!("/best_reply_cycle/{number}");
        let from = game.index_of(&step.profile);
        let to = game.deviation(from, step.player, step.to);
        let player = &claim.players[step.player];
        if !gains(game, step.player, from, to) {
            let words = format!(
                "{} does not gain by moving to `{}`",
                player.id, player.actions[step.to].0
            );
            report.refute(Check::Cycle, &place, words);
        }
        let better = |action: &usize| {
            gains(
                game,
                step.player,
                to,
                game.deviation(from, step.player, *action),
            )
        };
        if let Some(better) = (0..player.actions.len()).find(better) {
            let words = format!(
                "`{}` is better for {} than `{}`",
                player.actions[better].0, player.id, player.actions[step.to].0
            );
            report.refute(Check::Cycle, &place, words);
        }
        let next = &moves[(number + 1) % moves.len()].profile;
        if game.index_of(next) != to {
            let words = format!(
                "it leads to {}, where the next move does not begin",
                profile_in_words(claim, &game.profile_at(to))
            );
            report.refute(Check::Cycle, &place, words);
        }
        if !visited.insert(from) {
            report.refute(
                Check::Cycle,
                &place,
                "the cycle has been in this profile before",
            );
        }
    }
    let words = format!(
        "{}: each is a strict best reply, and the last leads back to the first",
        counted(moves.len(), "move")
    );
    report.conclude(before, Check::Cycle, "/best_reply_cycle", words);
}
