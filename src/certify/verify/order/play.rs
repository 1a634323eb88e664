//! How play goes in each equilibrium: what players expect, which decisions are not reached, whether types can be told apart.

use super::Behaviour;
use super::{Profile, pure_plan};
use crate::certify::claim::Claim;
use crate::certify::order_claim::OrderClaim;
use crate::certify::verify::{counted, pointer};
use crate::certify::{Check, Verification};
use crate::game::{Node, Tree};
use crate::num::Rational;

pub(super) fn verify(
    tree: &Tree,
    claim: &Claim,
    order: &OrderClaim,
    (profiles, behaviours): (&[Profile], &[Option<Behaviour>]),
    report: &mut Verification,
) {
    let before = report.refuted.len();
    for (number, play) in order.plays.iter().enumerate() {
        let place = format!("/order/plays/{number}");
        let reached = sets_reached(tree, &profiles[number]);
        for (set, is_reached) in reached.iter().enumerate() {
            let listed = play.unreached.iter().filter(|other| **other == set).count();
            if listed != usize::from(!is_reached) {
                let words = match (is_reached, listed) {
                    (true, _) => format!("play leads to {}", claim.players[set].id),
                    (false, 0) => format!(
                        "play does not lead to {}, which is not listed",
                        claim.players[set].id
                    ),
                    _ => format!("{} is listed more than once", claim.players[set].id),
                };
                report.refute(Check::Order, &format!("{place}/unreached"), words);
            }
        }
        let Some(behaviour) = &behaviours[number] else {
            if play.payoffs.is_some() {
                let words = "what players expect where probabilities are not rational";
                report.leave(Check::Payoff, &format!("{place}/payoffs"), words);
            }
            continue;
        };
        if let Some(payoffs) = &play.payoffs {
            let exact = expected(tree, behaviour);
            for ((player, said), is) in tree.players().iter().zip(payoffs).zip(exact) {
                if *said != is {
                    let at = pointer(&format!("{place}/payoffs"), &[&player.id]);
                    let words = format!("{} expects {is} from the beginning on", player.id);
                    report.refute(Check::Payoff, &at, words);
                }
            }
        }
        if !play.types.is_empty() {
            kinds(tree, behaviour, (&play.types, &reached), &place, report);
        }
    }
    let words = format!(
        "{}: what each player expects from the beginning on, and which decisions play does not lead to",
        counted(order.plays.len(), "play")
    );
    report.conclude(before, Check::Order, "/order/plays", words);
    if order.plays.iter().any(|play| play.in_words.is_some()) {
        let words = "`in_words`: sentences are not read; what they tell follows from the profiles";
        report.leave(Check::Order, "/order/plays", words);
    }
}

/// Whether each information set can be reached, by draws and actions of positive probability.
fn sets_reached(tree: &Tree, profile: &Profile) -> Vec<bool> {
    let mut reached = vec![false; tree.sets().len()];
    let mut nodes = vec![false; tree.nodes().len()];
    nodes[0] = true;
    for node in 0..nodes.len() {
        if !nodes[node] {
            continue;
        }
        let children = tree.children(node).iter().enumerate();
        for (way, &child) in children {
            nodes[child as usize] = match tree.nodes()[node] {
                Node::Decision { set, .. } => !profile[set as usize][way].is_zero(),
                _ => !tree.probabilities(node)[way].is_zero(),
            };
        }
        if let Node::Decision { set, .. } = tree.nodes()[node] {
            reached[set as usize] = true;
        }
    }
    reached
}

/// What each player expects: over all outcomes, the probability with which play gets there times the payoff.
fn expected(tree: &Tree, behaviour: &Behaviour) -> Vec<Rational> {
    let mut sums = vec![Rational::ZERO; tree.players().len()];
    for (node, probability) in tree.reached(behaviour).iter().enumerate() {
        if let Node::Outcome(outcome) = tree.nodes()[node]
            && !probability.is_zero()
        {
            for (sum, payoff) in sums.iter_mut().zip(tree.payoffs(outcome as usize)) {
                *sum += &(probability * payoff);
            }
        }
    }
    sums
}

/// Checks `pooling`, `separating` and `partly separating`: of the types of a player that get to the same decision, whether all do the same.
fn kinds(
    tree: &Tree,
    behaviour: &Behaviour,
    (said, reached): (&[String], &[bool]),
    place: &str,
    report: &mut Verification,
) {
    let Some(plan) = pure_plan(behaviour) else {
        let words = "whether types can be told apart where somebody mixes";
        report.leave(Check::Belief, &format!("{place}/types"), words);
        return;
    };
    // The sets of one decision for all types of its player, in the order of the first.
    let mut alike: Vec<Vec<usize>> = Vec::new();
    for (set, described) in tree.sets().iter().enumerate() {
        if described.own_type.is_none() {
            continue;
        }
        let same = |other: &&mut Vec<usize>| {
            let other = &tree.sets()[other[0]];
            (other.player, &other.seen) == (described.player, &described.seen)
        };
        match alike.iter_mut().find(same) {
            Some(sets) => sets.push(set),
            None => alike.push(vec![set]),
        }
    }
    alike.sort_by_key(|sets| tree.sets()[sets[0]].player);
    let mut exact = Vec::new();
    for sets in &alike {
        let open: Vec<usize> = sets.iter().copied().filter(|set| reached[*set]).collect();
        let mut actions: Vec<&str> = open
            .iter()
            .map(|set| tree.sets()[*set].actions[plan[*set]].id.as_str())
            .collect();
        actions.sort_unstable();
        actions.dedup();
        exact.extend(match (open.len(), actions.len()) {
            (0 | 1, _) => None,
            (_, 1) => Some("pooling"),
            (all, different) if all == different => Some("separating"),
            _ => Some("partly separating"),
        });
    }
    let kind = |words: &String| words.split(':').next().unwrap_or("").to_owned();
    if said.iter().map(kind).collect::<Vec<String>>() != exact {
        let words = format!("it should be {}", exact.join(", "));
        report.refute(Check::Belief, &format!("{place}/types"), words);
    }
}
