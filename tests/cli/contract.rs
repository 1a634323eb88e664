//! Conditions as data: what is printed can be read again, and says the same.

use std::collections::BTreeSet;

use serde_json::Value;
use unipole::formula::{
    AtPoint, Context, Evaluation, Layout, Names, ParameterName, Situation, parse_number,
};
use unipole::model::BUNDLED;
use unipole::num::Rational;

use crate::printed;

/// The value of a formula in the names given.
fn value(formula: &str, free: &[(String, Rational)]) -> Rational {
    let parameters = free.iter().map(|(name, _)| ParameterName {
        name: name.clone(),
        group: None,
    });
    let known = Names {
        parameters: parameters.collect(),
        players: Vec::new(),
        lets: Vec::new(),
        types: Vec::new(),
    };
    let number = parse_number(formula, 0, &known, Context::Parameters);
    let number = number.unwrap_or_else(|error| panic!("{formula}: {}", error.kind));
    let values: Vec<Vec<Rational>> = free.iter().map(|(_, v)| vec![v.clone()]).collect();
    let mut evaluation = Evaluation {
        arithmetic: &mut AtPoint(&values),
        situation: Situation {
            layout: &Layout(Vec::new()),
            profile: &[],
            own: None,
        },
    };
    evaluation.number(&number).expect("no division")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} in {value}"))
}

/// Whether some case holds.
fn hold(cases: &Value, free: &[(String, Rational)], actions: &dyn Fn(&str) -> Vec<String>) -> bool {
    let cases = cases.as_array().expect("cases");
    let holds = |inequality: &Value| {
        if let Some(player) = inequality["player"].as_str() {
            let deviation = text(inequality, "deviation").to_owned();
            assert!(actions(player).contains(&deviation), "{inequality}");
        } else {
            assert!(inequality["player"].is_null() && inequality["deviation"].is_null());
        }
        let sign = value(text(inequality, "expression"), free).sign();
        match text(inequality, "relation") {
            ">=" => sign.is_ge(),
            ">" => sign.is_gt(),
            other => panic!("{other}"),
        }
    };
    cases.iter().any(|case| {
        let inequalities = case.as_array().expect("a case");
        inequalities.iter().all(holds)
    })
}

/// At the default point of each model the conditions hold for exactly the equilibria that `solve` lists; expressions are formulas of
/// the model language in free names alone.
#[test]
fn conditions_as_data_follow_their_contract() {
    for (id, _) in BUNDLED {
        let document: Value =
            serde_json::from_str(&printed(&["conditions", id, "--format", "json"]))
                .expect("one JSON document");
        assert_eq!(document["schema"], "unipole/conditions/1");
        assert_eq!(document["model"], *id);
        let listed = document["free"].as_array().expect("free names");
        let parameters = &document["parameters"];
        let free = listed.iter().map(|name| {
            let name = name.as_str().expect("a name");
            let value = match (&parameters[name], name.rsplit_once('_')) {
                (Value::String(value), _) => value.clone(),
                (_, Some((list, member))) => {
                    let member: usize = member.parse().expect("a member's number");
                    let value = parameters[list][member - 1].as_str();
                    value.expect("a member's value").to_owned()
                }
                _ => panic!("{id}: {name} has no value"),
            };
            (name.to_owned(), value.parse().expect("a number"))
        });
        let free: Vec<(String, Rational)> = free.collect();
        let players = document["players"].as_array().expect("players");
        let actions = |player: &str| -> Vec<String> {
            let found = players.iter().find(|p| p["id"] == player);
            let actions = found.expect("a player")["actions"].as_array();
            let ids = actions.expect("actions").iter();
            ids.map(|id| id.as_str().expect("an id").to_owned())
                .collect()
        };
        let profiles = document["profiles"].as_array().expect("profiles");
        let all: usize = players
            .iter()
            .map(|p| actions(text(p, "id")).len())
            .product();
        assert_eq!(profiles.len(), all, "{id}");
        let mut found = BTreeSet::new();
        for profile in profiles {
            let cases = profile["cases"].as_array().expect("cases");
            let expected = match cases.as_slice() {
                [] => "never",
                some if some.iter().any(|c| c == &serde_json::json!([])) => "always",
                _ => "when",
            };
            assert_eq!(profile["holds"], expected, "{id}: {profile}");
            if hold(&profile["cases"], &free, &actions) {
                found.insert(profile["profile"].to_string());
            } else {
                assert!(!hold(&profile["strict"]["cases"], &free, &actions));
            }
        }
        // With an order of moves, conditions are of subgame-perfect equilibria and not of those of the normal form.
        let in_order = unipole::model::load(id).expect("a bundled model").is_tree();
        let concept: &[&str] = if in_order {
            &[]
        } else {
            &["--concept", "pure"]
        };
        let solve = printed(&[&["solve", id, "--format", "json"], concept].concat());
        let solved: Value = serde_json::from_str(&solve).expect("one JSON document");
        let equilibria = solved["equilibria"].as_array().expect("equilibria").iter();
        let equilibria = equilibria.filter(|equilibrium| equilibrium["kind"] == "pure");
        let plain = |equilibrium: &Value| {
            let played = equilibrium["profile"]
                .as_object()
                .expect("a profile")
                .iter();
            let played = played.map(|(player, strategy)| {
                let (action, _) = strategy
                    .as_object()
                    .expect("a strategy")
                    .iter()
                    .next()
                    .expect("one");
                (player.clone(), Value::from(action.clone()))
            });
            Value::Object(played.collect()).to_string()
        };
        assert_eq!(found, equilibria.map(plain).collect(), "{id}");
    }
}
