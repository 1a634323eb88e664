//! How play goes, told in a sentence.

use super::super::decimal::Notation;
use super::super::notation::print_real;
use super::{Belief, unreached};
use crate::certify::Equilibrium;
use crate::game::{Node, Tree};
use crate::num::{Rational, Real};
use crate::solve::perfect_bayesian::{supporting, types_before};

/// The actions that a plan takes in an information set, each with its probability unless it is certain.
type Played<'a> = dyn Fn(usize) -> Vec<(usize, Option<String>)> + 'a;

/// How play goes in an equilibrium: `C arms a proxy, P accepts, U counters`.
pub(super) fn play(tree: &Tree, equilibrium: &Equilibrium) -> String {
    let played = |set: usize| {
        let strategy = equilibrium.profile()[set].iter().enumerate();
        let played: Vec<(usize, &Real)> = strategy.filter(|(_, p)| !p.is_zero()).collect();
        match played.as_slice() {
            [(action, _)] => vec![(*action, None)],
            mixed => mixed
                .iter()
                .map(|(action, p)| (*action, Some(print_real(p, Notation::Exact))))
                .collect(),
        }
    };
    from(tree, &played, 0)
}

/// How play goes where each information set takes one action.
pub(super) fn pure_play(tree: &Tree, plan: &[usize]) -> String {
    from(tree, &|set| vec![(plan[set], None)], 0)
}

/// How play goes from a node on.
fn from(tree: &Tree, played: &Played<'_>, node: usize) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut at = node;
    loop {
        let children = tree.children(at);
        let ends: Vec<(String, String)> = match tree.nodes()[at] {
            Node::Outcome(_) => return steps.join(", "),
            Node::Decision { set, .. } => {
                let set = set as usize;
                let actions = played(set);
                if let [(action, None)] = actions[..] {
                    steps.push(decision(tree, set, action));
                    at = children[action] as usize;
                    continue;
                }
                let mixed: Vec<String> = actions
                    .iter()
                    .map(|(action, probability)| {
                        let id = &tree.sets()[set].actions[*action].id;
                        format!("{} {id}", probability.as_deref().unwrap_or("1"))
                    })
                    .collect();
                let player = &tree.players()[tree.sets()[set].player].id;
                steps.push(format!("{player} mixes {}", mixed.join(" + ")));
                let after = |(action, _): &(usize, Option<String>)| {
                    let words = format!("after {player} {}", tree.sets()[set].actions[*action].id);
                    (words, from(tree, played, children[*action] as usize))
                };
                actions.iter().map(after).collect()
            }
            Node::Chance { draw, .. } => {
                let draw = &tree.draws()[draw as usize];
                let drawn = draw
                    .results
                    .iter()
                    .zip(children)
                    .zip(tree.probabilities(at));
                drawn
                    .filter(|(_, probability)| !probability.is_zero())
                    .map(|((result, child), probability)| {
                        let who = match draw.id.strip_prefix("type of ") {
                            Some(player) => format!("{player} is"),
                            None => format!("{} brings", draw.id),
                        };
                        let words = format!("if {who} {result} (probability {probability})");
                        (words, from(tree, played, *child as usize))
                    })
                    .collect()
            }
        };
        steps.extend(Some(joined(ends)).filter(|rest| !rest.is_empty()));
        return steps.join(", ");
    }
}

/// What may happen, each with what follows; once where the same follows all.
fn joined(ends: Vec<(String, String)>) -> String {
    if ends.windows(2).all(|two| two[0].1 == two[1].1) {
        return ends
            .into_iter()
            .next()
            .map(|(_, end)| end)
            .unwrap_or_default();
    }
    let told = ends.into_iter().map(|(words, end)| match end.is_empty() {
        true => format!("{words} that is the end"),
        false => format!("{words}: {end}"),
    });
    told.collect::<Vec<_>>().join("; ")
}

/// `C arms a proxy`, or `C: proxy` where the model has no words for it.
pub(super) fn decision(tree: &Tree, set: usize, action: usize) -> String {
    let set = &tree.sets()[set];
    let player = &tree.players()[set.player].id;
    match &set.words[action] {
        Some(words) => format!("{player} {words}"),
        None => format!("{player} plays {}", set.actions[action].id),
    }
}

/// What is believed of types wherever somebody decides without knowing them.
pub(super) fn beliefs(tree: &Tree, equilibrium: &Equilibrium) -> Vec<Belief> {
    if !tree.draws().iter().any(|draw| draw.is_type) {
        return Vec::new();
    }
    let supported = equilibrium
        .pure_profile()
        .and_then(|plan| supporting(tree, &plan));
    let Some(assessment) = supported else {
        return Vec::new();
    };
    let parents = tree.parents();
    let unreached = unreached(tree, equilibrium);
    let mut found = Vec::new();
    for (set, probabilities) in assessment.beliefs().iter().enumerate() {
        let mut types: Vec<(String, Rational)> = Vec::new();
        for (node, probability) in tree.members(set).iter().zip(probabilities) {
            let own = &tree.sets()[set].given;
            let drawn = types_before(tree, &parents, *node as usize);
            let others = drawn.into_iter().filter(|drawn| !own.contains(drawn));
            let words: Vec<String> = others
                .map(|(draw, result)| {
                    let draw = &tree.draws()[draw];
                    let who = draw.id.strip_prefix("type of ").unwrap_or(&draw.id);
                    format!("{who} {}", draw.results[result])
                })
                .collect();
            let words = words.join(", ");
            match types.iter_mut().find(|(known, _)| *known == words) {
                Some((_, sum)) => *sum = &*sum + probability,
                None => types.push((words, probability.clone())),
            }
        }
        if types.len() > 1 {
            let is_reached = !unreached.contains(&set);
            found.push(Belief {
                set,
                types,
                is_reached,
            });
        }
    }
    found
}

/// Of each player with types whether what it does tells them apart: pooling, or separating.
pub(super) fn types(tree: &Tree, equilibrium: &Equilibrium) -> Vec<String> {
    let Some(profile) = equilibrium.pure_profile() else {
        return Vec::new();
    };
    let unreached = unreached(tree, equilibrium);
    let mut told = Vec::new();
    for player in 0..tree.players().len() {
        let mut done: Vec<&[(String, String)]> = Vec::new();
        for set in tree.sets().iter().filter(|set| set.player == player) {
            if set.own_type.is_none() || done.contains(&set.seen.as_slice()) {
                continue;
            }
            done.push(&set.seen);
            let alike: Vec<usize> = (0..tree.sets().len())
                .filter(|other| {
                    let other_set = &tree.sets()[*other];
                    (other_set.player, &other_set.seen) == (player, &set.seen)
                        && !unreached.contains(other)
                })
                .collect();
            let mut actions: Vec<&str> = alike
                .iter()
                .map(|other| tree.sets()[*other].actions[profile[*other]].id.as_str())
                .collect();
            let count = actions.len();
            actions.sort_unstable();
            actions.dedup();
            let id = &tree.players()[player].id;
            match (count, actions.len()) {
                (0 | 1, _) => {}
                (_, 1) => told.push(format!("pooling: every type of {id} plays {}", actions[0])),
                (all, different) if all == different => {
                    told.push(format!(
                        "separating: the types of {id} can be told apart by what they do"
                    ));
                }
                _ => told.push(format!("partly separating: some types of {id} do the same")),
            }
        }
    }
    told
}
