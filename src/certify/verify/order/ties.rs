//! Where somebody is indifferent between what equilibria of what follows give.

use std::collections::BTreeSet;

use super::Behaviour;
use crate::certify::claim::{Claim, ClaimedConcept};
use crate::certify::order_claim::OrderClaim;
use crate::certify::{Check, Verification};
use crate::game::{Node, Tree};
use crate::num::Rational;

/// The most payoffs of equilibria that are kept of one node, and combinations of these over what chance may bring.
const VALUES: usize = 2_000;

/// The payoffs that pure equilibria of what follows a node give.
type Continuations = BTreeSet<Vec<Rational>>;

pub(super) fn verify(
    tree: &Tree,
    claim: &Claim,
    order: &OrderClaim,
    behaviours: &[Option<Behaviour>],
    report: &mut Verification,
) {
    let place = "/order/ties";
    let before = report.refuted.len();
    let name = |set: usize| claim.players[set].id.as_str();
    for (number, set) in order.ties.iter().enumerate() {
        if order.ties[..number].contains(set) {
            let words = format!("{} is listed more than once", name(*set));
            report.refute(Check::Order, &format!("{place}/{number}"), words);
        }
    }
    let (exact, is_all) = if tree.has_perfect_information() {
        match by_induction(tree) {
            Some(exact) => (exact, true),
            None => {
                let words = "indifference: too many equilibria of what follows a decision";
                return report.leave(Check::Order, place, words);
            }
        }
    } else if tree.has_subgames() {
        if claim.concept != ClaimedConcept::SubgamePerfect {
            let words = "indifference where not everybody knows what happened";
            return report.leave(Check::Order, place, words);
        }
        (among_listed(tree, behaviours), false)
    } else {
        (BTreeSet::new(), true)
    };
    for set in &exact {
        if !order.ties.contains(set) {
            let words = format!(
                "at {} somebody is indifferent, and it is not listed",
                name(*set)
            );
            report.refute(Check::Order, place, words);
        }
    }
    let mut unseen = 0;
    for (number, set) in order.ties.iter().enumerate() {
        if exact.contains(set) {
            continue;
        }
        if is_all {
            let words = format!("at {} nobody is indifferent", name(*set));
            report.refute(Check::Order, &format!("{place}/{number}"), words);
        } else {
            unseen += 1;
        }
    }
    if unseen > 0 || !is_all {
        let words = "indifference where not everybody knows what happened is checked between the equilibria listed alone";
        report.leave(Check::Order, place, words);
    }
    if unseen == 0 {
        let words = match order.ties.len() {
            0 => "nobody is said to be indifferent, and nobody was found to be".to_owned(),
            number => format!("indifference at {number} of the decisions, and found at no other"),
        };
        report.conclude(before, Check::Order, place, words);
    }
}

/// Everybody knows what happened: the payoffs of all pure equilibria of all subgames, from the last to the first.
fn by_induction(tree: &Tree) -> Option<BTreeSet<usize>> {
    let mut ties = BTreeSet::new();
    let mut values: Vec<Continuations> = vec![BTreeSet::new(); tree.nodes().len()];
    for node in (0..values.len()).rev() {
        let following: Vec<&Continuations> = tree
            .children(node)
            .iter()
            .map(|child| &values[*child as usize])
            .collect();
        let found = match tree.nodes()[node] {
            Node::Outcome(outcome) => BTreeSet::from([tree.payoffs(outcome as usize).to_vec()]),
            Node::Decision { set, .. } => {
                let player = tree.sets()[set as usize].player;
                if is_tied(&following, player) {
                    ties.insert(set as usize);
                }
                // An action with what follows it is best for some choice of what follows the others.
                let least = least(&following, player);
                let all = following.iter().copied().flatten();
                all.filter(|value| least.iter().all(|least| **least <= value[player]))
                    .cloned()
                    .collect()
            }
            Node::Chance { .. } => {
                let combinations = following.iter().try_fold(1usize, |all, values| {
                    all.checked_mul(values.len())
                        .filter(|combinations| *combinations <= VALUES)
                });
                combinations?;
                let mut sums = BTreeSet::from([vec![Rational::ZERO; tree.players().len()]]);
                for (values, probability) in following.iter().zip(tree.probabilities(node)) {
                    sums = sums
                        .iter()
                        .flat_map(|sum| {
                            values.iter().map(move |value| {
                                let parts = sum.iter().zip(value);
                                parts
                                    .map(|(sum, value)| sum + &(probability * value))
                                    .collect()
                            })
                        })
                        .collect();
                }
                sums
            }
        };
        if found.len() > VALUES {
            return None;
        }
        values[node] = found;
    }
    Some(ties)
}

/// For each action the least that what may follow gives.
fn least<'a>(following: &[&'a Continuations], player: usize) -> Vec<&'a Rational> {
    let of_action = |values: &&'a Continuations| values.iter().map(|value| &value[player]).min();
    following.iter().filter_map(of_action).collect()
}

/// Whether what follows two actions can be the same, and best.
fn is_tied(following: &[&Continuations], player: usize) -> bool {
    let least = least(following, player);
    let best = |value: &&Rational| least.iter().all(|least| *least <= *value);
    let mut seen: BTreeSet<&Rational> = BTreeSet::new();
    for values in following {
        let own: BTreeSet<&Rational> = values.iter().map(|value| &value[player]).collect();
        if own
            .iter()
            .filter(|own| best(own))
            .any(|own| seen.contains(*own))
        {
            return true;
        }
        seen.extend(own);
    }
    false
}

/// Decisions of somebody who knows what happened, with the payoffs that the listed equilibria give from each action on; those who mix at such a
/// decision are left out.
fn among_listed(tree: &Tree, behaviours: &[Option<Behaviour>]) -> BTreeSet<usize> {
    let alone: Vec<usize> = (0..tree.sets().len())
        .filter(|set| matches!(tree.members(*set), [only] if tree.starts_subgame(*only as usize)))
        .collect();
    let counted = |behaviour: &&Behaviour| {
        let certain = |set: &usize| behaviour[*set].contains(&Rational::ONE);
        alone.iter().all(certain)
    };
    let listed = behaviours.iter().flatten().filter(counted);
    let mut values: Vec<Continuations> = vec![BTreeSet::new(); tree.nodes().len()];
    for behaviour in listed {
        for (all, value) in values.iter_mut().zip(from_each_node(tree, behaviour)) {
            all.insert(value);
        }
    }
    let tied = |set: &usize| {
        let node = tree.members(*set)[0] as usize;
        let children = tree.children(node).iter();
        // What follows must be a game of its own: then any of its equilibria may follow any of the others.
        let own = children
            .clone()
            .all(|child| tree.starts_subgame(*child as usize));
        let following: Vec<&Continuations> =
            children.map(|child| &values[*child as usize]).collect();
        own && is_tied(&following, tree.sets()[*set].player)
    };
    alone.iter().copied().filter(tied).collect()
}

fn from_each_node(tree: &Tree, behaviour: &Behaviour) -> Vec<Vec<Rational>> {
    let mut values: Vec<Vec<Rational>> = vec![Vec::new(); tree.nodes().len()];
    for node in (0..values.len()).rev() {
        let weights = match tree.nodes()[node] {
            Node::Outcome(outcome) => {
                values[node] = tree.payoffs(outcome as usize).to_vec();
                continue;
            }
            Node::Decision { set, .. } => &behaviour[set as usize][..],
            Node::Chance { .. } => tree.probabilities(node),
        };
        let mut sum = vec![Rational::ZERO; tree.players().len()];
        for (child, weight) in tree.children(node).iter().zip(weights) {
            for (sum, value) in sum.iter_mut().zip(&values[*child as usize]) {
                *sum += &(weight * value);
            }
        }
        values[node] = sum;
    }
    values
}
