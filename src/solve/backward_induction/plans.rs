//! The plans behind what backward induction found: what is done in every information set, where play leads and where it does not.
//!
//! # Source
//! Osborne, Rubinstein (1994), "A Course in Game Theory", section 6.2.

use super::continuation::{Continuation, Continuations, Way, combinations};
use crate::game::{Node, Tree};
use crate::num::Rational;

/// What is done in an information set.
#[derive(Debug, Clone)]
enum Choice {
    Action(usize),
    Mixed(Vec<Rational>),
}

type Decisions = Vec<(usize, Choice)>;

/// The most numbers that the plans listed may take up.
const NUMBERS: usize = 20_000_000;

/// The first plans, at most so many: for each information set the probabilities of its actions.
pub(super) fn of(tree: &Tree, found: &Continuations<'_>, limit: usize) -> Vec<Vec<Vec<Rational>>> {
    let actions: usize = tree.sets().iter().map(|set| set.actions.len()).sum();
    let limit = limit.min(NUMBERS / actions.max(1)).max(1);
    let mut decisions: Vec<Decisions> = Vec::new();
    for class in 0..found.classes(0) {
        let room = limit - decisions.len();
        decisions.extend(from(tree, found, 0, class, room));
    }
    let plan = |decisions: &Decisions| {
        let mut plan: Vec<Vec<Rational>> = vec![Vec::new(); tree.sets().len()];
        for (set, choice) in decisions {
            plan[*set] = match choice {
                Choice::Mixed(probabilities) => probabilities.clone(),
                Choice::Action(chosen) => (0..tree.sets()[*set].actions.len())
                    .map(|action| {
                        if action == *chosen {
                            Rational::ONE
                        } else {
                            Rational::ZERO
                        }
                    })
                    .collect(),
            };
        }
        plan
    };
    decisions.iter().map(plan).collect()
}

/// The plans from a node on that give a class.
fn from(
    tree: &Tree,
    found: &Continuations<'_>,
    node: usize,
    class: usize,
    limit: usize,
) -> Vec<Decisions> {
    if limit == 0 {
        return Vec::new();
    }
    if found.is_single(node) {
        return vec![only(tree, found, node)];
    }
    let mut plans: Vec<Decisions> = Vec::new();
    for way in found.ways(node, class) {
        let room = limit - plans.len();
        let (own, follows) = parts(tree, found, (node, class), &way);
        // For each place at which play may go on, all plans from there.
        let parts: Vec<Vec<Decisions>> = follows
            .iter()
            .map(|(child, classes)| {
                let mut plans = Vec::new();
                for class in classes {
                    let left = room - plans.len();
                    plans.extend(from(tree, found, *child, *class, left));
                }
                plans
            })
            .collect();
        let counts: Vec<usize> = parts.iter().map(Vec::len).collect();
        for combination in combinations(&counts, room) {
            let mut plan = own.clone();
            for (part, chosen) in parts.iter().zip(combination) {
                plan.extend(part[chosen].iter().cloned());
            }
            plans.push(plan);
        }
        if plans.len() >= limit {
            break;
        }
    }
    plans
}

/// What is decided at a node, and where play may go on with which classes.
fn parts(
    tree: &Tree,
    found: &Continuations<'_>,
    (node, class): (usize, usize),
    way: &Way,
) -> (Decisions, Vec<(usize, Vec<usize>)>) {
    match way {
        Way::Action {
            action,
            class: follows,
        } => {
            let Node::Decision { set, .. } = tree.nodes()[node] else {
                unreachable!("invariant: actions are taken at decisions")
            };
            let children = tree.children(node).iter().enumerate();
            let follows = children.map(|(other, child)| {
                let child = *child as usize;
                let classes = match other == *action {
                    true => vec![*follows],
                    false => found.deterring(node, class, child),
                };
                (child, classes)
            });
            (
                vec![(set as usize, Choice::Action(*action))],
                follows.collect(),
            )
        }
        Way::Draw(classes) => {
            let children = tree.children(node).iter().zip(classes);
            let follows = children.map(|(child, class)| (*child as usize, vec![*class]));
            (Vec::new(), follows.collect())
        }
        Way::Block { plan, exits } => {
            let own = plan
                .iter()
                .map(|(set, mixed)| (*set, Choice::Mixed(mixed.clone())));
            let follows = exits.iter().map(|(exit, class)| (*exit, vec![*class]));
            (own.collect(), follows.collect())
        }
    }
}

/// The one plan from a node on.
fn only(tree: &Tree, found: &Continuations<'_>, node: usize) -> Decisions {
    let mut decisions = Vec::new();
    for node in tree.following(node) {
        if !tree.starts_subgame(node) {
            continue;
        }
        match found.at(node) {
            Continuation::Only { action, .. } => {
                if let Node::Decision { set, .. } = tree.nodes()[node] {
                    decisions.push((set as usize, Choice::Action(*action as usize)));
                }
            }
            Continuation::Several(_) => {
                for way in found.ways(node, 0) {
                    decisions.extend(parts(tree, found, (node, 0), &way).0);
                }
            }
        }
    }
    decisions
}
