//! The evidence of an answer as JSON, by the contract in `docs/json.md`: all complex roots of the equations of some supports, in decimals.

use serde_json::{Map, Value as Json, json};

use crate::certify::complementarity::{Multipliers, TreeNode};
use crate::game::Game;
use crate::solve::Solution;
use crate::solve::counted_roots::{CountedRoot, CountedRoots};

/// What shows that a list is complete, where anything is kept: supports that were decided by a count, each with its roots, or a tree of labels.
pub(super) fn proof(game: &Game, solution: &Solution) -> Option<Json> {
    if let Some(tree) = &solution.evidence {
        let nodes: Vec<String> = tree.nodes.iter().map(node).collect();
        return Some(json!({ "tree": nodes }));
    }
    let counted = solution.counted.iter();
    let counted: Vec<Json> = counted.map(|roots| count(game, roots)).collect();
    (!counted.is_empty()).then(|| json!({ "counted": counted }))
}

/// `7`, a branch at label 7; `empty 1: 0*17 3*-2`, multipliers of replies; or `set`.
fn node(node: &TreeNode) -> String {
    let (player, entries): (usize, Vec<String>) = match node {
        TreeNode::Branch { label } => return label.to_string(),
        TreeNode::Set => return "set".to_owned(),
        TreeNode::Empty {
            player,
            multipliers: Multipliers::Machine(all),
        } => (
            *player,
            all.iter()
                .map(|(place, t)| format!("{place}*{t}"))
                .collect(),
        ),
        TreeNode::Empty {
            player,
            multipliers: Multipliers::Big(all),
        } => (
            *player,
            all.iter()
                .map(|(place, t)| format!("{place}*{t}"))
                .collect(),
        ),
    };
    format!("empty {player}: {}", entries.join(" "))
}

fn count(game: &Game, counted: &CountedRoots) -> Json {
    let players = game.players().iter().zip(&counted.supports);
    let supports: Map<String, Json> = players
        .map(|(player, support)| {
            let actions = support.iter().map(|action| &player.actions[*action].id);
            (player.id.clone(), actions.map(|id| json!(id)).collect())
        })
        .collect();
    let roots = counted.roots.iter();
    let roots: Vec<Json> = roots
        .map(|found| root(game, &counted.supports, found))
        .collect();
    json!({ "supports": supports, "bound": roots.len(), "roots": roots })
}

fn root(game: &Game, supports: &[Vec<usize>], root: &CountedRoot) -> Json {
    let players = game.players().iter().zip(supports);
    let mixing = players.filter(|(_, support)| support.len() > 1);
    let entries = root.units.iter().zip(&root.centre);
    let at: Map<String, Json> = mixing
        .zip(entries)
        .map(|((player, _), (unit, centre))| {
            let number = |entry| complex(entry, root.decimals);
            let mut numbers: Vec<String> = centre.iter().map(number).collect();
            if let Some(unit) = unit {
                numbers.insert(*unit, "*".to_owned());
            }
            (player.id.clone(), json!(numbers.join(" ")))
        })
        .collect();
    json!({ "at": at, "radius": format!("1e-{}", root.radius) })
}

/// `0.25`, or `0.25-1.5i`.
fn complex([re, im]: &[i64; 2], decimals: u32) -> String {
    let real = decimal(*re, decimals);
    match im.signum() {
        0 => real,
        -1 => format!("{real}{}i", decimal(*im, decimals)),
        _ => format!("{real}+{}i", decimal(*im, decimals)),
    }
}

/// A whole number of the last of some decimals, written with no more of them than it has.
fn decimal(value: i64, decimals: u32) -> String {
    let unit = 10u64.pow(decimals);
    let (whole, rest) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{rest:0width$}", width = decimals as usize);
    match digits.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        digits => format!("{sign}{whole}.{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_no_zeros_at_their_end() {
        assert_eq!(complex(&[25, 0], 2), "0.25");
        assert_eq!(complex(&[-100, 50], 2), "-1+0.5i");
        assert_eq!(complex(&[0, -105], 2), "0-1.05i");
    }
}
