//! Commitment to actions: the games that the others then play, and the best action.

use super::{Inner, compare, payoffs};
use crate::certify::claim::ClaimedConcept;
use crate::certify::leadership_claim::LeadershipClaim;
use crate::certify::{Check, Verification};
use crate::num::Real;

/// Checks what follows each action, and which is best.
///
/// # Answer
/// The values in the best and in the worst case, where they are shown to be exact.
pub(super) fn verify(
    whole: &Inner,
    claim: &LeadershipClaim,
    report: &mut Verification,
) -> [Option<Real>; 2] {
    let none = [None, None];
    let game = whole.game;
    let place = "/pure/commitments";
    let listed: Vec<usize> = claim.commitments.iter().map(|c| c.action).collect();
    if listed != (0..game.counts()[claim.leader]).collect::<Vec<_>>() {
        let words = "these are not the actions of the leader, each once and in order";
        report.refute(Check::Leader, place, words);
        return none;
    }
    let concept = match claim.followers.len() {
        0 | 1 => ClaimedConcept::Pure,
        _ => ClaimedConcept::Nash,
    };
    let before = report.refuted.len();
    let counts = game.counts().iter();
    let all: Vec<Vec<usize>> = counts.map(|count| (0..*count).collect()).collect();
    for (number, commitment) in claim.commitments.iter().enumerate() {
        let mut kept = all.clone();
        kept[claim.leader] = vec![commitment.action];
        let leader = &whole.about.players[claim.leader];
        let what = format!(
            "after {} {}",
            leader.id, leader.actions[commitment.action].0
        );
        let place = format!("{place}/{number}");
        if commitment.induced.concept != concept {
            let words = "with one follower best replies in pure actions are listed, with several equilibria";
            report.refute(Check::Leader, &format!("{place}/concept"), words);
        }
        let induced = game.restricted(&kept);
        whole.list(&induced, &commitment.induced, &place, &what, report);
    }
    if report.refuted.len() > before {
        return none;
    }
    let ends: Vec<Option<[Real; 2]>> = claim
        .commitments
        .iter()
        .map(|commitment| payoffs(&commitment.induced, claim.leader))
        .collect();
    let complete = claim.commitments.iter().all(|c| c.induced.complete);
    let mut known = none;
    for (side, key) in ["strong", "weak"].into_iter().enumerate() {
        let place = format!("/pure/{key}");
        let values: Vec<Option<&Real>> = ends
            .iter()
            .map(|ends| ends.as_ref().map(|ends| &ends[side]))
            .collect();
        // In the worst case, an action of which nothing is known may be the best.
        let is_bounded = side == 0 || values.iter().all(Option::is_some);
        let found: Vec<Real> = values.iter().flatten().map(|v| (*v).clone()).collect();
        let best = super::ends(&found)
            .filter(|_| is_bounded)
            .map(|[most, _]| most);
        let written = claim.pure[side].as_ref();
        compare(written.map(|w| &w.value), best.as_ref(), &place, report);
        let (Some(written), Some(best)) = (written, best) else {
            continue;
        };
        let gives_it = |action: &usize| values[*action].is_some_and(|v| !v.is_apart(&best));
        let expected: Vec<usize> = (0..values.len()).filter(gives_it).collect();
        if written.actions != expected {
            let words = "these are not the actions that give the value";
            report.refute(Check::Leader, &format!("{place}/actions"), words);
        }
        if written.exact != complete {
            let words =
                "it is exact if all that may follow each action is listed, and else a bound";
            report.refute(Check::Leader, &format!("{place}/exact"), words);
        }
        if !complete {
            let words =
                "the value is a bound: what may follow some action is not known to be listed";
            report.leave(Check::Leader, &place, words);
        }
        known[side] = Some(best).filter(|_| complete);
    }
    let words = "the best action to commit to, in the best and in the worst case";
    report.conclude(before, Check::Leader, "/pure", words);
    known
}
