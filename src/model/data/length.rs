//! `n = "length of m"`: a number of members that follows a list.
//!
//! Where a scenario gives another list and says nothing of the number, the number follows it there too.

use super::DataError;
use crate::model::document::{Entry, Node, Value};
use crate::model::error::{Error, Errors};

const WORDS: &str = "length of ";

/// Puts the number in the place of every `length of`, once what a model extends is known.
///
/// # Errors
/// A name that is no parameter given as a list.
pub(in crate::model) fn count_lists(entries: &mut [Entry]) -> Result<(), Errors> {
    let mut lists = Vec::new();
    let mut followers = Vec::new();
    for parameter in inner_of(entries, "parameters") {
        let name = parameter.key.clone();
        if let Value::List(items) = &default_of(parameter).value {
            lists.push((name, items.len()));
        }
    }
    for parameter in inner_of(entries, "parameters") {
        let name = parameter.key.clone();
        let node = default_of(parameter);
        if let Some(list) = wanted(node) {
            count(node, &list, &lists)?;
            followers.push((name, list));
        }
    }
    for scenario in inner_of(entries, "scenarios") {
        let Value::Table(settings) = &mut scenario.value.value else {
            continue;
        };
        let own = settings
            .iter()
            .filter_map(|setting| match &setting.value.value {
                Value::List(items) => Some((setting.key.clone(), items.len())),
                _ => None,
            });
        let own: Vec<(String, usize)> = own.collect();
        // What stands first is found first.
        let known: Vec<(String, usize)> = own.iter().chain(&lists).cloned().collect();
        for setting in settings.iter_mut() {
            if let Some(list) = wanted(&setting.value) {
                count(&mut setting.value, &list, &known)?;
            }
        }
        for (name, list) in &followers {
            let is_set = settings.iter().any(|setting| setting.key == *name);
            let spot = settings.iter().find(|setting| setting.key == *list);
            let spot = spot.map(|setting| setting.value.spot.clone());
            if let (false, Some(spot)) = (is_set, spot)
                && own.iter().any(|(own, _)| own == list)
            {
                let mut value = Node {
                    spot: spot.clone(),
                    value: Value::Other("a length"),
                };
                count(&mut value, list, &own)?;
                settings.push(Entry {
                    key: name.clone(),
                    key_spot: spot,
                    value,
                });
            }
        }
    }
    Ok(())
}

/// The entries of a section.
fn inner_of<'a>(entries: &'a mut [Entry], section: &str) -> &'a mut [Entry] {
    let found = entries.iter_mut().find(|entry| entry.key == section);
    match found.map(|entry| &mut entry.value.value) {
        Some(Value::Table(inner)) => inner,
        _ => &mut [],
    }
}

/// The value of a parameter, which may be its field `default`.
fn default_of(parameter: &mut Entry) -> &mut Node {
    let place = match &parameter.value.value {
        Value::Table(fields) => fields.iter().position(|field| field.key == "default"),
        _ => None,
    };
    match (&mut parameter.value, place) {
        (
            Node {
                value: Value::Table(fields),
                ..
            },
            Some(place),
        ) => &mut fields[place].value,
        (node, _) => node,
    }
}

/// The list whose length a value is to be.
fn wanted(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text { text, .. } => Some(text.trim().strip_prefix(WORDS)?.trim().to_owned()),
        _ => None,
    }
}

fn count(node: &mut Node, list: &str, lists: &[(String, usize)]) -> Result<(), Errors> {
    let found = lists.iter().find(|(name, _)| name == list);
    let Some((_, length)) = found else {
        return Err(Error {
            spot: node.spot.clone(),
            kind: DataError::NoList(list.to_owned()).into(),
        }
        .into());
    };
    node.value = Value::Text {
        text: length.to_string(),
        verbatim: None,
    };
    Ok(())
}
