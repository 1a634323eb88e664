//! Reading `[[expect]]`: answers known independently, which the tests compare with the solver's.

use super::declare::{Expectation, NamedProfile, Scenario};
use super::document::{Entry, Node, field};
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
        profiles.iter().map(|node| reader.texts_of(node)).collect()
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

fn mixed_profile(reader: &mut Reader, profile: &Node) -> NamedProfile {
    let players = reader.table(Some(profile));
    players
        .iter()
        .map(|player| {
            let actions = reader.table(Some(&player.value));
            let probabilities = actions
                .iter()
                .filter_map(|a| Some((a.key.clone(), literal(reader, &a.value)?)))
                .collect();
            (player.key.clone(), probabilities)
        })
        .collect()
}
