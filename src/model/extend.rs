//! `extends`: a model that starts from another and changes some of it.
//!
//! Tables are merged name by name; a new definition replaces the old one. Two things are taken whole: the actions of
//! a player, together with its payoffs, and `[[expect]]`, since a changed model has other answers. Assumptions add up.

use super::document::{Entry, Node, Value};

/// The entries of a model laid over those of the model it extends.
pub(super) fn merge(base: Vec<Entry>, changes: Vec<Entry>) -> Vec<Entry> {
    let new_actions: Vec<String> = changes
        .iter()
        .filter(|section| section.key == "players")
        .flat_map(|section| table(&section.value))
        .filter(|player| table(&player.value).iter().any(|f| f.key == "actions"))
        .map(|player| player.key.clone())
        .collect();
    let mut merged: Vec<Entry> = base
        .into_iter()
        .filter(|section| section.key != "expect" && section.key != "extends")
        .collect();
    for section in &mut merged {
        if (section.key == "payoffs" || section.key == "ranking")
            && let Value::Table(players) = &mut section.value.value
        {
            players.retain(|player| !new_actions.contains(&player.key));
        }
    }
    for change in changes {
        if change.key == "assume" {
            add_up(&mut merged, change);
        } else {
            lay_over(&mut merged, change, 0);
        }
    }
    merged
}

fn table(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Table(entries) => entries,
        _ => &[],
    }
}

/// Lays one entry over a table: tables into tables down to the fields of a parameter, a player or a scenario.
fn lay_over(entries: &mut Vec<Entry>, change: Entry, depth: usize) {
    let Some(old) = entries.iter_mut().find(|e| e.key == change.key) else {
        entries.push(change);
        return;
    };
    match (&mut old.value.value, change.value.value) {
        (Value::Table(old_fields), Value::Table(new_fields)) if depth < 2 => {
            for field in new_fields {
                lay_over(old_fields, field, depth + 1);
            }
        }
        (
            Value::Table(fields),
            default @ (Value::Text { .. } | Value::Number(_) | Value::List(_)),
        ) if depth == 1 && fields.iter().any(|f| f.key == "default") => {
            let value = Node {
                spot: change.value.spot,
                value: default,
            };
            let default = Entry {
                key: "default".to_owned(),
                key_spot: change.key_spot,
                value,
            };
            lay_over(fields, default, depth + 1);
        }
        (_, value) => {
            old.key_spot = change.key_spot;
            old.value = Node {
                spot: change.value.spot,
                value,
            };
        }
    }
}

fn add_up(entries: &mut Vec<Entry>, change: Entry) {
    let Some(old) = entries.iter_mut().find(|e| e.key == change.key) else {
        entries.push(change);
        return;
    };
    let mut all = items(old.value.clone());
    all.extend(items(change.value));
    old.value.value = Value::List(all);
}

fn items(node: Node) -> Vec<Node> {
    match node.value {
        Value::List(items) => items,
        _ => vec![node],
    }
}
