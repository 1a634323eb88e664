//! An answer on a tree with too many decisions for tables: how play goes, and every plan as data.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::super::decimal::Notation;
use super::told;
use crate::certify::SubgamePerfect;
use crate::game::Tree;
use crate::num::Rational;
use crate::solve::{Concept, Induction, Method};

/// So many equilibria are told.
const LISTED: usize = 12;

/// The answer for a person at a terminal.
pub fn large_tree_reading(tree: &Tree, found: &Induction, notation: Notation) -> String {
    let mut out = format!(
        "{}\n{} decisions, {} nodes\n\n",
        tree.title(),
        tree.sets().len(),
        tree.nodes().len()
    );
    let number = found.number.to_string();
    let equilibria = if number == "1" {
        "equilibrium"
    } else {
        "equilibria"
    };
    let sure = match found.completeness.is_complete() {
        true => format!("Complete ({}).", Method::BackwardInduction.name()),
        false => format!("Not known to be complete: {}.", found.completeness),
    };
    let _ = writeln!(out, "{number} subgame-perfect {equilibria}. {sure}");
    for (place, equilibrium) in found.equilibria.iter().enumerate().take(LISTED) {
        let told = match pure_plan(equilibrium) {
            Some(plan) => told::pure_play(tree, &plan),
            None => "somebody mixes; `--format json` has the plan".to_owned(),
        };
        let values = tree.players().iter().zip(equilibrium.payoffs());
        let values: Vec<String> = values
            .map(|(player, value)| format!("{} {}", player.id, notation.print(value)))
            .collect();
        let _ = writeln!(
            out,
            "\n{}. How play goes: {told}.   (payoffs: {})",
            place + 1,
            values.join(", ")
        );
    }
    if found.equilibria.len() > LISTED {
        let _ = writeln!(
            out,
            "\nand {} more: `--format json` lists them",
            found.equilibria.len() - LISTED
        );
    }
    if !found.ties.is_empty() {
        let _ = writeln!(
            out,
            "\nIndifferent between actions, given what follows, at {} decisions.",
            found.ties.len()
        );
    }
    out
}

/// The document: the keys of `unipole/solution/1`, without what only a table of payoffs could hold.
pub fn large_tree_json(model: &str, tree: &Tree, found: &Induction) -> Json {
    let equilibria: Vec<Json> = found
        .equilibria
        .iter()
        .map(|equilibrium| {
            let sets = tree.sets().iter().zip(equilibrium.behaviour());
            let profile: Map<String, Json> = sets
                .map(|(set, probabilities)| {
                    let played = set
                        .actions
                        .iter()
                        .zip(probabilities)
                        .filter(|(_, p)| !p.is_zero());
                    let played: Map<String, Json> = played
                        .map(|(action, p)| (action.id.clone(), json!(p.to_string())))
                        .collect();
                    (set.id.clone(), Json::Object(played))
                })
                .collect();
            let payoffs: Map<String, Json> = tree
                .players()
                .iter()
                .zip(equilibrium.payoffs())
                .map(|(player, value)| (player.id.clone(), json!(value.to_string())))
                .collect();
            json!({
                "kind": if equilibrium.is_pure() { "pure" } else { "mixed" },
                "strict": equilibrium.is_pure() && equilibrium.ties().next().is_none(),
                "profile": profile,
                "payoffs": payoffs,
            })
        })
        .collect();
    let players: Vec<Json> = tree
        .players()
        .iter()
        .map(|player| json!({ "id": player.id, "title": player.title, "role": player.role, "actions": [] }))
        .collect();
    let ties: Vec<&str> = found
        .ties
        .iter()
        .map(|set| tree.sets()[*set].id.as_str())
        .collect();
    json!({
        "schema": "unipole/tree/1",
        "model": model,
        "title": tree.title(),
        "parameters": {},
        "players": players,
        "concept": Concept::SubgamePerfect.name(),
        "method": Method::BackwardInduction.name(),
        "complete": found.completeness.is_complete(),
        "completeness": found.completeness.to_string(),
        "number": found.number.to_string(),
        "equilibria": equilibria,
        "ties": ties,
    })
}

fn pure_plan(equilibrium: &SubgamePerfect) -> Option<Vec<usize>> {
    let sets = equilibrium.behaviour().iter();
    sets.map(|probabilities| probabilities.iter().position(|p| *p == Rational::ONE))
        .collect()
}
