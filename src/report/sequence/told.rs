//! How play goes, told in a sentence.

use crate::certify::Equilibrium;
use crate::game::{Node, Tree};

/// How play goes in an equilibrium in which nobody mixes: `C arms a proxy, P accepts, U counters`.
pub(super) fn play(tree: &Tree, equilibrium: &Equilibrium) -> Option<String> {
    let profile = equilibrium.pure_profile()?;
    Some(from(tree, &profile, 0))
}

fn from(tree: &Tree, profile: &[usize], node: usize) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut at = node;
    loop {
        match tree.nodes()[at] {
            Node::Outcome(_) => return steps.join(", "),
            Node::Decision { set, .. } => {
                let action = profile[set as usize];
                steps.push(decision(tree, set as usize, action));
                at = tree.children(at)[action] as usize;
            }
            Node::Chance { draw, .. } => {
                let draw = &tree.draws()[draw as usize];
                let children = tree.children(at).iter().zip(tree.probabilities(at));
                let ends: Vec<(String, String)> = draw
                    .results
                    .iter()
                    .zip(children)
                    .filter(|(_, (_, probability))| !probability.is_zero())
                    .map(|(result, (child, probability))| {
                        let name = match draw.id.strip_prefix("type of ") {
                            Some(player) => {
                                format!("if {player} is {result} (probability {probability})")
                            }
                            None => format!(
                                "if {} brings {result} (probability {probability})",
                                draw.id
                            ),
                        };
                        (name, from(tree, profile, *child as usize))
                    })
                    .collect();
                let same = ends.windows(2).all(|two| two[0].1 == two[1].1);
                let rest = match (same, ends.first()) {
                    (_, None) => String::new(),
                    (true, Some((_, end))) => end.clone(),
                    (false, _) => {
                        let told: Vec<String> = ends
                            .into_iter()
                            .map(|(name, end)| match end.is_empty() {
                                true => format!("{name} that is the end"),
                                false => format!("{name}: {end}"),
                            })
                            .collect();
                        told.join("; ")
                    }
                };
                steps.extend(Some(rest).filter(|rest| !rest.is_empty()));
                return steps.join(", ");
            }
        }
    }
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
