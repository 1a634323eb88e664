//! Reading `[players]` and `[postures]`.

use super::declare::DeclaredPlayer;
use super::document::{Entry, Node, Value, field};
use super::error::ErrorKind;
use super::read::Reader;
use crate::formula::{Context, PlayerName};
use crate::game::{Continuum, Posture, PostureError};

/// A player as declared, and the node of its count, which is a formula in names not all known yet.
pub(super) struct Draft<'a> {
    player: DeclaredPlayer,
    count: Option<&'a Node>,
}

/// The postures in order, the author's own added.
pub(super) fn continuum(reader: &mut Reader, node: Option<&Node>) -> Continuum {
    let mut continuum = Continuum::default();
    for entry in reader.table(node) {
        let fields = reader.table(Some(&entry.value));
        reader.check_keys(fields, &["after"], "after");
        if entry.key.trim() != entry.key || entry.key.is_empty() || entry.key.contains(['(', ')']) {
            let kind = ErrorKind::BadName {
                name: entry.key.clone(),
                what: "a posture",
                reason: "words make a name, without parentheses",
            };
            reader.error(&entry.key_spot, kind);
        }
        let Some(after) = field(fields, "after") else {
            let kind = ErrorKind::Missing {
                key: "after",
                place: format!("[postures.{}]", entry.key),
            };
            reader.error(&entry.key_spot, kind);
            continue;
        };
        let Some(text) = reader.text(after) else {
            continue;
        };
        if let Err(error) = continuum.insert_after(&entry.key, &text) {
            let spot = match &error {
                PostureError::Duplicate(_) => &entry.key_spot,
                _ => &after.spot,
            };
            reader.posture_error(spot, error, &text, &continuum);
        }
    }
    continuum
}

/// Players and groups in file order; their names become known to formulas.
pub(super) fn players<'a>(
    reader: &mut Reader,
    node: Option<&'a Node>,
    moves: Option<&'a Node>,
    continuum: &Continuum,
) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    for entry in reader.table(node) {
        reader.check_name(entry, "a player");
        let fields = reader.table(Some(&entry.value));
        reader.check_keys(
            fields,
            &[
                "title", "role", "count", "actions", "after", "times", "types",
            ],
            "title, role, count, actions, after, times, types",
        );
        let own_moves = moves.map_or(&[][..], Node::entries).iter().any(|other| {
            let owner = field(other.value.entries(), "player").map(|node| &node.value);
            matches!(owner, Some(Value::Text { text, .. }) if *text == entry.key)
        });
        let actions = match field(fields, "actions") {
            None if own_moves => Vec::new(),
            node => actions(reader, entry, "players", node, continuum),
        };
        if let (Some(times), Some(_)) = (field(fields, "times"), field(fields, "count")) {
            reader.error(&times.spot, ErrorKind::TimesOfGroup(entry.key.clone()));
        }
        let title = reader.optional_text(field(fields, "title"));
        let count = field(fields, "count");
        let is_group = count.is_some() || field(fields, "times").is_some();
        reader.player_spots.push(entry.key_spot.clone());
        reader.names.players.push(PlayerName {
            id: entry.key.clone(),
            is_group,
            actions: actions.iter().map(|(id, _)| id.clone()).collect(),
        });
        drafts.push(Draft {
            player: DeclaredPlayer {
                id: entry.key.clone(),
                title: if title.is_empty() {
                    entry.key.clone()
                } else {
                    title
                },
                role: reader.optional_text(field(fields, "role")),
                count: None,
                actions,
            },
            count,
        });
    }
    for entry in reader.table(node) {
        if let Some((group, _)) = reader.names.member(&entry.key)
            && reader.names.players[group].id != entry.key
        {
            let kind = ErrorKind::Taken {
                name: entry.key.clone(),
                what: "a member of a group",
            };
            reader.error(&entry.key_spot, kind);
        }
    }
    drafts
}

/// The players with the sizes of groups understood, once parameters are known.
pub(super) fn with_counts(reader: &mut Reader, drafts: Vec<Draft<'_>>) -> Vec<DeclaredPlayer> {
    drafts
        .into_iter()
        .map(|draft| DeclaredPlayer {
            count: draft
                .count
                .and_then(|node| reader.formula(node, Context::Parameters)),
            ..draft.player
        })
        .collect()
}

pub(super) fn actions(
    reader: &mut Reader,
    player: &Entry,
    table: &'static str,
    node: Option<&Node>,
    continuum: &Continuum,
) -> Vec<(String, Option<Posture>)> {
    let mut actions = Vec::new();
    let Some(node) = node else {
        let kind = ErrorKind::Missing {
            key: "actions",
            place: format!("[{table}.{}]", player.key),
        };
        reader.error(&player.key_spot, kind);
        return actions;
    };
    if let Value::List(items) = &node.value {
        for item in items {
            if let Some(id) = reader.text(item) {
                check_action_name(reader, item, &id);
                if actions.iter().any(|(known, _)| *known == id) {
                    let what = "an action of this player";
                    reader.error(&item.spot, ErrorKind::Taken { name: id, what });
                    continue;
                }
                actions.push((id, None));
            }
        }
    } else {
        for entry in reader.table(Some(node)) {
            check_action_name_entry(reader, entry);
            actions.push((entry.key.clone(), posture(reader, &entry.value, continuum)));
        }
    }
    if actions.is_empty() {
        reader.error(&node.spot, ErrorKind::NoActions(player.key.clone()));
    }
    actions
}

/// What each action is as a verb with its object: `proxy = { words = "arms a proxy" }`.
pub(super) fn words(node: Option<&Node>) -> Vec<Option<String>> {
    let of_action = |node: &Node| match &field(node.entries(), "words")?.value {
        Value::Text { text, .. } if !text.is_empty() => Some(text.clone()),
        _ => None,
    };
    match node.map(|node| &node.value) {
        Some(Value::Table(entries)) => entries.iter().map(|e| of_action(&e.value)).collect(),
        Some(Value::List(items)) => vec![None; items.len()],
        _ => Vec::new(),
    }
}

fn posture(reader: &mut Reader, node: &Node, continuum: &Continuum) -> Option<Posture> {
    if let Value::Table(fields) = &node.value {
        reader.check_keys(fields, &["posture", "words"], "posture, words");
        if let Some(words) = field(fields, "words") {
            reader.text(words);
        }
        let own = field(fields, "posture")?;
        return match own.value {
            Value::Table(_) => {
                reader.wrong_kind(own, "text");
                None
            }
            _ => posture(reader, own, continuum),
        };
    }
    let text = reader.text(node)?;
    if text.is_empty() {
        return None;
    }
    match continuum.posture(&text) {
        Ok(posture) => Some(posture),
        Err(error) => {
            reader.posture_error(&node.spot, error, &text, continuum);
            None
        }
    }
}

fn check_action_name_entry(reader: &mut Reader, entry: &Entry) {
    if let Some(kind) = bad_action_name(&entry.key) {
        reader.error(&entry.key_spot, kind);
    }
}

fn check_action_name(reader: &mut Reader, node: &Node, id: &str) {
    if let Some(kind) = bad_action_name(id) {
        reader.error(&node.spot, kind);
    }
}

fn bad_action_name(id: &str) -> Option<ErrorKind> {
    let good = id.split('-').enumerate().all(|(place, part)| {
        let starts_well = match part.chars().next() {
            None => false,
            Some(first) => first.is_ascii_alphabetic() || (place > 0 && first.is_ascii_digit()),
        };
        starts_well && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    });
    (!good).then(|| ErrorKind::BadName {
        name: id.to_owned(),
        what: "an action",
        reason: "letters, digits, underscores and hyphens make a name, beginning with a letter",
    })
}
