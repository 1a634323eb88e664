//! Reading `[parameters]` and `[scenarios]`.

use super::declare::{Parameter, Scenario, ValueFormula};
use super::diagnostic::Spot;
use super::document::{Entry, Node, Value, field};
use super::domain::Domain;
use super::error::ErrorKind;
use super::point::Setting;
use super::read::Reader;
use crate::formula::{Context, ParameterName, closest};
use crate::num::Rational;

const FIELDS: &[&str] = &[
    "default", "data", "domain", "range", "meaning", "symbol", "unit", "of",
];

/// A parameter as declared, its name known; formulas wait until all names are.
pub(super) struct Draft<'a> {
    entry: &'a Entry,
    default: Option<&'a Node>,
    fields: &'a [Entry],
}

/// Makes all parameter names known.
pub(super) fn drafts<'a>(reader: &mut Reader, node: Option<&'a Node>) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    for entry in reader.table(node) {
        reader.check_name(entry, "a parameter");
        if entry.key == "about" {
            let kind = ErrorKind::BadName {
                name: entry.key.clone(),
                what: "a parameter",
                reason: "scenarios use it for their description",
            };
            reader.error(&entry.key_spot, kind);
        }
        let (default, fields): (_, &[Entry]) = match &entry.value.value {
            Value::Table(fields) => (field(fields, "default"), fields),
            _ => (Some(&entry.value), &[]),
        };
        reader.check_keys(
            fields,
            FIELDS,
            "default, data, domain, range, meaning, symbol, unit, of",
        );
        let group = field(fields, "of").and_then(|node| group(reader, node));
        reader.names.parameters.push(ParameterName {
            name: entry.key.clone(),
            group,
        });
        drafts.push(Draft {
            entry,
            default,
            fields,
        });
    }
    for draft in &drafts {
        reader.check_not_of_member(draft.entry);
    }
    drafts
}

fn group(reader: &mut Reader, node: &Node) -> Option<usize> {
    let name = reader.text(node)?;
    let found = reader.names.player(&name);
    let is_group =
        |player: &usize| *player < reader.declared && reader.names.players[*player].is_group;
    if let Some(player) = found.filter(is_group) {
        return Some(player);
    }
    let groups = reader.names.players.iter().filter(|p| p.is_group);
    let kind = ErrorKind::UnknownPlayer {
        nearest: closest(&name, groups.map(|p| p.id.as_str())).map(str::to_owned),
        name,
    };
    reader.error(&node.spot, kind);
    None
}

/// The parameters, their defaults parsed.
pub(super) fn parameters(reader: &mut Reader, drafts: Vec<Draft<'_>>) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for (number, draft) in drafts.into_iter().enumerate() {
        let Some(default) = draft.default else {
            let kind = ErrorKind::Missing {
                key: "default",
                place: format!("[parameters.{}]", draft.entry.key),
            };
            reader.error(&draft.entry.key_spot, kind);
            continue;
        };
        let group = reader.names.parameters[number].group;
        let spot = default.spot.clone();
        let default = match field(draft.fields, "of") {
            Some(_) if group.is_none() => None, // whose values these are is a mistake already reported
            _ => value(reader, default, number, None),
        };
        let domain = field(draft.fields, "domain")
            .and_then(|node| domain(reader, node))
            .unwrap_or_default();
        let range = field(draft.fields, "range").and_then(|node| range(reader, node));
        let optional =
            |reader: &mut Reader, key| field(draft.fields, key).and_then(|node| reader.text(node));
        let meaning = optional(reader, "meaning").unwrap_or_default();
        let symbol = optional(reader, "symbol");
        let unit = optional(reader, "unit");
        if let Some(default) = default {
            parameters.push(Parameter {
                name: draft.entry.key.clone(),
                default,
                domain,
                range,
                meaning,
                symbol,
                unit,
                group,
                spot,
            });
        }
    }
    parameters
}

/// A parameter's value: a formula, or a list of formulas for a list parameter.
fn value(
    reader: &mut Reader,
    node: &Node,
    parameter: usize,
    member: Option<usize>,
) -> Option<ValueFormula> {
    let declared = &reader.names.parameters[parameter];
    let context = match declared.group {
        Some(group) => Context::ParametersOfMember(group),
        None => Context::Parameters,
    };
    let Value::List(items) = &node.value else {
        return reader.formula(node, context).map(ValueFormula::One);
    };
    if declared.group.is_none() || member.is_some() {
        let kind = ErrorKind::NotAList {
            name: declared.name.clone(),
            found: items.len(),
        };
        reader.error(&node.spot, kind);
        return None;
    }
    items
        .iter()
        .map(|item| reader.formula(item, context))
        .collect::<Option<_>>()
        .map(ValueFormula::Each)
}

fn domain(reader: &mut Reader, node: &Node) -> Option<Domain> {
    let text = reader.text(node)?;
    Domain::parse(&text)
        .map_err(|kind| reader.error(&node.spot, kind))
        .ok()
}

fn range(reader: &mut Reader, node: &Node) -> Option<(Rational, Rational)> {
    let items = reader.list(node);
    let ends: Vec<Rational> = items
        .iter()
        .filter_map(|item| literal(reader, item))
        .collect();
    match ends.as_slice() {
        [low, high] if low < high => Some((low.clone(), high.clone())),
        [low, high] => {
            let text = format!("[{low}, {high}]");
            reader.error(&node.spot, ErrorKind::EmptyInterval(text));
            None
        }
        _ if items.len() == 2 => None,
        _ => {
            reader.wrong_kind(node, "a list of two numbers, the least and the greatest");
            None
        }
    }
}

/// A number literal.
pub(super) fn literal(reader: &mut Reader, node: &Node) -> Option<Rational> {
    let text = match &node.value {
        Value::Text { text, .. } => text,
        Value::Number(text) => text,
        _ => {
            reader.wrong_kind(node, "a number");
            return None;
        }
    };
    text.parse()
        .map_err(|e: crate::num::LiteralError| reader.error(&node.spot, e.into()))
        .ok()
}

/// The parameters of the map that is drawn unless others are named, and the scenario in which: `["u", "s"]`, or
/// `{ over = ["u", "s"], scenario = "peer" }`.
pub(super) fn map(
    reader: &mut Reader,
    node: &Node,
    scenarios: &[Scenario],
) -> (Vec<String>, Option<String>) {
    let Value::Table(fields) = &node.value else {
        return (map_names(reader, node), None);
    };
    reader.check_keys(fields, &["over", "scenario"], "over, scenario");
    let names = field(fields, "over").map_or(Vec::new(), |node| map_names(reader, node));
    let scenario = field(fields, "scenario").and_then(|node| {
        let name = reader.text(node)?;
        if !scenarios.iter().any(|known| known.name == name) {
            let known = || scenarios.iter().map(|s| s.name.as_str());
            let kind = ErrorKind::UnknownScenario {
                nearest: closest(&name, known()).map(str::to_owned),
                known: known().collect::<Vec<_>>().join(", "),
                name: name.clone(),
            };
            reader.error(&node.spot, kind);
        }
        Some(name)
    });
    (names, scenario)
}

fn map_names(reader: &mut Reader, node: &Node) -> Vec<String> {
    let items = reader.list(node);
    if !(1..=2).contains(&items.len()) {
        reader.wrong_kind(node, "a list of one or two parameters");
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    for item in items {
        let Some(name) = reader.text(item) else {
            continue;
        };
        if target(reader, &name, &item.spot).is_some() {
            if names.contains(&name) {
                reader.error(&item.spot, ErrorKind::FreeTwice(name.clone()));
            }
            names.push(name);
        }
    }
    names
}

/// The named parameter points.
pub(super) fn scenarios(reader: &mut Reader, node: Option<&Node>) -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    for entry in reader.table(node) {
        if entry.key == "all" || entry.key == "default" || entry.key.contains(['@', ',', '=']) {
            let kind = ErrorKind::BadName {
                name: entry.key.clone(),
                what: "a scenario",
                reason: "the command line uses it",
            };
            reader.error(&entry.key_spot, kind);
        }
        let fields = reader.table(Some(&entry.value));
        let about = reader.optional_text(field(fields, "about"));
        scenarios.push(Scenario {
            name: entry.key.clone(),
            about,
            settings: settings(reader, fields.iter().filter(|e| e.key != "about")),
        });
    }
    scenarios
}

/// Settings `parameter = value`.
pub(super) fn settings<'a>(
    reader: &mut Reader,
    entries: impl Iterator<Item = &'a Entry>,
) -> Vec<Setting> {
    let mut settings = Vec::new();
    for entry in entries {
        let Some((parameter, member)) = target(reader, &entry.key, &entry.key_spot) else {
            continue;
        };
        if let Some(value) = value(reader, &entry.value, parameter, member) {
            settings.push(Setting {
                parameter,
                member,
                value,
                spot: entry.value.spot.clone(),
            });
        }
    }
    settings
}

/// The parameter, and the member if one is named, that `c` or `c_2` stands for.
pub(super) fn target(
    reader: &mut Reader,
    name: &str,
    spot: &Spot,
) -> Option<(usize, Option<usize>)> {
    if let Some(parameter) = reader.names.parameter(name) {
        return Some((parameter, None));
    }
    if let Some((parameter, member)) = reader.names.parameter_of_member(name) {
        return Some((parameter, Some(member)));
    }
    let known: Vec<&str> = reader
        .names
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    let kind = ErrorKind::UnknownParameter {
        name: name.to_owned(),
        nearest: closest(name, known.iter().copied()).map(str::to_owned),
        known: known.join(", "),
    };
    reader.error(spot, kind);
    None
}
