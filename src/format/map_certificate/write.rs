//! A phase map with its evidence, as text.

use std::cmp::Ordering;
use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::game::Player;
use crate::num::Rational;
use crate::region::{Node, PhaseMap, Region, Rest};

/// Where a map comes from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The id of a bundled model, or the path of a file.
    pub model: &'a str,
    /// The scenario, if one was named.
    pub scenario: Option<&'a str>,
    /// The settings on top of it, as `name=value`.
    pub settings: &'a [String],
    /// The players of the game.
    pub players: &'a [Player],
}

/// The certificate of a phase map: a JSON document with one cell a line.
///
/// # Answer
/// Everything the map says, and every sign it rests on, where it was proved first.
/// # Panics
/// When the map has a polynomial that is zero, or shares finer than `2^-32`, which [`subdivide`](crate::region::subdivide) does not make.
pub fn certificate(origin: &Origin<'_>, map: &PhaseMap) -> String {
    let names: Vec<&str> = map.axes.iter().map(|axis| axis.name.as_str()).collect();
    let mut lines: Vec<(&str, Json)> = vec![
        ("schema", json!("unipole/map-certificate/1")),
        ("model", json!(origin.model)),
    ];
    if let Some(scenario) = origin.scenario {
        lines.push(("scenario", json!(scenario)));
    }
    lines.push(("settings", json!(origin.settings)));
    let axes = map.axes.iter().map(|axis| {
        json!({ "name": axis.name, "lower": axis.lower.to_string(), "upper": axis.upper.to_string() })
    });
    lines.push(("axes", axes.collect()));
    lines.push(("players", origin.players.iter().map(player).collect()));
    let polynomials = map.polynomials.iter().map(|p| json!(p.text(&names)));
    lines.push(("polynomials", polynomials.collect()));
    lines.push(("profiles", json!(map.profiles)));
    lines.push(("regions", map.regions.iter().map(region).collect()));
    lines.push(("undecided", json!(map.undecided.to_string())));
    lines.push(("depth", json!(map.depth)));
    let mut text = "{\n".to_owned();
    for (key, value) in lines {
        let _ = writeln!(text, "  \"{key}\": {value},");
    }
    text += "  \"cells\": [";
    let mut open = vec![&map.root];
    while let Some(node) = open.pop() {
        let comma = if text.ends_with('[') { "" } else { "," };
        let _ = write!(text, "{comma}\n{}", cell(node));
        if let Rest::Halves(_, halves) = &node.rest {
            let [lower, upper] = &**halves;
            open.extend([upper, lower]);
        }
    }
    text += "\n]}\n";
    text
}

fn player(player: &Player) -> Json {
    let actions: Vec<&str> = player.actions.iter().map(|a| a.id.as_str()).collect();
    json!({ "id": player.id, "actions": actions })
}

fn region(region: &Region) -> Json {
    let inside: Vec<String> = region.inside.iter().map(ToString::to_string).collect();
    json!({ "equilibria": region.equilibria, "area": region.area.to_string(), "inside": inside })
}

fn cell(node: &Node) -> Json {
    let facts = node.facts.iter().map(|(polynomial, sign)| {
        assert!(sign.is_ne(), "invariant: no polynomial of a map is zero");
        json!([polynomial, if *sign == Ordering::Less { -1 } else { 1 }])
    });
    let facts: Vec<Json> = facts.collect();
    let rest = match &node.rest {
        Rest::Region(region) => json!(region),
        Rest::Undecided => Json::Null,
        Rest::Halves(axis, _) => json!([axis]),
        Rest::Cut {
            polynomial,
            below,
            above,
        } => json!([
            polynomial,
            below.0,
            units(&below.1),
            above.0,
            units(&above.1)
        ]),
    };
    json!([facts, rest])
}

/// A share in units of `2^-32`.
fn units(share: &Rational) -> i64 {
    let units = share * &Rational::integer(1 << 32);
    units
        .to_i64()
        .expect("invariant: shares are multiples of 2^-32")
}
