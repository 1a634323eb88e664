//! `extends`: a model that starts from another and changes some of it.
//!
//! Tables are merged name by name; a new definition replaces the old one. Two things are taken whole: the actions of
//! a player, which take its old payoffs with them, and `[[expect]]`, since a changed model has other answers. Assumptions add up.

use super::diagnostic::Spot;
use super::document::{Entry, Node, Value};

/// The entries of a model laid over those of the model it extends.
pub(super) fn merge(base: Vec<Entry>, changes: Vec<Entry>) -> Vec<Entry> {
    let new_actions: Vec<String> = changes
        .iter()
        .filter(|section| section.key == "players")
        .flat_map(|section| section.value.entries())
        .filter(|player| player.value.entries().iter().any(|f| f.key == "actions"))
        .map(|player| player.key.clone())
        .collect();
    let mut merged: Vec<Entry> = base
        .into_iter()
        .filter(|section| !["expect", "claims", "extends"].contains(&section.key.as_str()))
        .collect();
    for section in &mut merged {
        let other = match section.key.as_str() {
            "payoffs" => "ranking",
            "ranking" => "payoffs",
            _ => continue,
        };
        let replaced = players_in(&changes, other);
        if let Value::Table(players) = &mut section.value.value {
            players.retain(|p| !new_actions.contains(&p.key) && !replaced.contains(&p.key));
        }
    }
    for change in changes {
        if change.key == "assume" {
            add_up(&mut merged, change);
        } else {
            let shorthand = change.key == "parameters";
            lay_over(&mut merged, change, 0, shorthand);
        }
    }
    merged
}

/// The players a section of a file speaks of.
fn players_in(entries: &[Entry], section: &str) -> Vec<String> {
    let sections = entries.iter().filter(|entry| entry.key == section);
    sections
        .flat_map(|section| section.value.entries())
        .map(|player| player.key.clone())
        .collect()
}

/// Lays one entry over a table: tables into tables down to the fields of a parameter, a player or a scenario.
///
/// With `shorthand`, a value alone stands for the `default` of a table, as among parameters.
fn lay_over(entries: &mut Vec<Entry>, change: Entry, depth: usize, shorthand: bool) {
    let Some(old) = entries.iter_mut().find(|e| e.key == change.key) else {
        entries.push(change);
        return;
    };
    match (&mut old.value.value, change.value.value) {
        (Value::Table(old_fields), Value::Table(new_fields)) if depth < 2 => {
            for field in new_fields {
                lay_over(old_fields, field, depth + 1, shorthand);
            }
        }
        (Value::Table(fields), value) if depth == 1 && shorthand => {
            let value = Node {
                spot: change.value.spot,
                value,
            };
            lay_over(
                fields,
                default(change.key_spot, value),
                depth + 1,
                shorthand,
            );
        }
        (_, Value::Table(mut fields)) if depth == 1 && shorthand => {
            if !fields.iter().any(|field| field.key == "default") {
                fields.push(default(old.key_spot.clone(), old.value.clone()));
            }
            old.key_spot = change.key_spot;
            old.value = Node {
                spot: change.value.spot,
                value: Value::Table(fields),
            };
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

fn default(key_spot: Spot, value: Node) -> Entry {
    Entry {
        key: "default".to_owned(),
        key_spot,
        value,
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
