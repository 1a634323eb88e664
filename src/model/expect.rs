//! Reading `[[expect]]`: answers known independently, which the tests compare with the solver's.

use super::declare::{Expectation, NamedProfile, Scenario};
use super::diagnostic::Spot;
use super::document::{Entry, Node, Value, field};
use super::error::ErrorKind;
use super::parameters::{literal, settings};
use super::read::Reader;
use crate::formula::closest;

/// All expectations.
pub(super) fn expectations(
    reader: &mut Reader,
    node: Option<&Node>,
    scenarios: &[Scenario],
) -> Vec<Expectation> {
    let Some(node) = node else {
        return Vec::new();
    };
    let items = reader.list(node);
    items
        .iter()
        .map(|item| expectation(reader, item, scenarios))
        .collect()
}

fn expectation(reader: &mut Reader, item: &Node, scenarios: &[Scenario]) -> Expectation {
    let fields = reader.table(Some(item));
    reader.check_keys(
        fields,
        &["scenario", "set", "pure", "mixed", "from"],
        "scenario, set, pure, mixed, from",
    );
    let scenario = field(fields, "scenario").and_then(|node| {
        let name = reader.text(node)?;
        if !scenarios.iter().any(|s| s.name == name) {
            let names: Vec<&str> = scenarios.iter().map(|s| s.name.as_str()).collect();
            let kind = ErrorKind::UnknownScenario {
                nearest: closest(&name, names.iter().copied()).map(str::to_owned),
                known: names.join(", "),
                name: name.clone(),
            };
            reader.error(&node.spot, kind);
        }
        Some(name)
    });
    let set: &[Entry] = match field(fields, "set") {
        Some(node) => reader.table(Some(node)),
        None => &[],
    };
    let settings = settings(reader, set.iter());
    let pure = field(fields, "pure").map(|node| {
        let profiles = reader.list(node);
        profiles
            .iter()
            .map(|node| pure_profile(reader, node))
            .collect()
    });
    let mixed = match field(fields, "mixed") {
        Some(node) => reader
            .list(node)
            .iter()
            .map(|profile| mixed_profile(reader, profile))
            .collect(),
        None => Vec::new(),
    };
    let from = reader.optional_text(field(fields, "from"));
    if from.is_empty() {
        let kind = ErrorKind::Missing {
            key: "from",
            place: "[[expect]]".to_owned(),
        };
        reader.error(&item.spot, kind);
    }
    Expectation {
        scenario,
        settings,
        pure,
        mixed,
        from,
        spot: item.spot.clone(),
    }
}

/// One action per player; how many a group has is known only at a point, where [`Model::point_expected`] counts.
///
/// [`Model::point_expected`]: super::Model::point_expected
fn pure_profile(reader: &mut Reader, node: &Node) -> Vec<String> {
    let items = match &node.value {
        Value::Text { .. } => std::slice::from_ref(node),
        _ => reader.list(node),
    };
    let actions: Vec<String> = items.iter().filter_map(|item| reader.text(item)).collect();
    let players = reader.names.players.len();
    let open = reader.is_tree || reader.names.players.iter().any(|player| player.is_group);
    if open || actions.len() < items.len() {
        return actions;
    }
    if actions.len() != players {
        let kind = ErrorKind::ProfileLength {
            expected: players,
            found: actions.len(),
        };
        reader.error(&node.spot, kind);
        return actions;
    }
    for (player, (action, item)) in actions.iter().zip(items).enumerate() {
        check_action(reader, player, action, &item.spot);
    }
    actions
}

fn check_action(reader: &mut Reader, player: usize, action: &str, spot: &Spot) {
    let declared = &reader.names.players[player];
    if declared.actions.iter().any(|known| known == action) {
        return;
    }
    let kind = ErrorKind::UnknownAction {
        player: declared.id.clone(),
        action: action.to_owned(),
        known: declared.actions.join(", "),
        nearest: closest(action, declared.actions.iter().map(String::as_str)).map(str::to_owned),
    };
    reader.error(spot, kind);
}

fn mixed_profile(reader: &mut Reader, profile: &Node) -> NamedProfile {
    let players = reader.table(Some(profile));
    players
        .iter()
        .map(|player| {
            let names = &reader.names;
            let group = names.member(&player.key).map(|(group, _)| group);
            let single = names
                .player(&player.key)
                .filter(|p| !names.players[*p].is_group);
            let declared = group.or(single);
            let actions = reader.table(Some(&player.value));
            match declared {
                Some(declared) => {
                    for action in actions {
                        check_action(reader, declared, &action.key, &action.key_spot);
                    }
                }
                None => {
                    let ids = reader.names.players.iter().map(|p| p.id.as_str());
                    let kind = ErrorKind::UnknownPlayer {
                        name: player.key.clone(),
                        nearest: closest(&player.key, ids).map(str::to_owned),
                    };
                    reader.error(&player.key_spot, kind);
                }
            }
            let probabilities = actions
                .iter()
                .filter_map(|a| Some((a.key.clone(), literal(reader, &a.value)?)))
                .collect();
            (player.key.clone(), probabilities)
        })
        .collect()
}
