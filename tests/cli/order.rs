//! Games whose moves have an order, and games with private types, as they are asked for and printed.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{folder, printed_in, refused, unipole};

/// Who comes in may be fought, which costs both; coming in gives `k` if not.
const ENTRY: &str = r#"
title = "Entry"
order = ["E", "I"]
[parameters]
k = { default = "1", domain = "[0, 2]" }
[players.E]
actions = ["out", "in"]
[players.I]
actions = ["fight", "yield"]
after = "E == in"
[scenarios.tied]
k = 0
[payoffs]
E = "if E == out then 0 else if I == yield then k else -1"
I = "if E == out then 2 else if I == yield then 1 else -1"
"#;

/// The pole presses only if it is predatory, which the state does not know.
const TYPES: &str = r#"
title = "Shelter"
[parameters]
p = { default = "1/4", domain = "[0, 1]" }
[players.U]
types = { benign = "1 - p", predatory = "p" }
actions = ["protect", "press"]
[players.S]
actions = ["rely", "arm"]
[payoffs.U]
benign = "if U == protect then 1 else 0"
predatory = "if U == press then 1 else 0"
[payoffs]
S = "if S == arm then 1/2 else if U == protect then 1 else 0"
"#;

/// Beer and quiche (Cho & Kreps 1987).
const BEER: &str = r#"
title = "Beer and quiche"
order = ["S", "R"]
[parameters]
p = { default = "1/10", domain = "[0, 1]" }
[players.S]
types = { strong = "1 - p", weak = "p" }
actions = ["beer", "quiche"]
[players.R]
actions = ["fight", "let"]
[payoffs.S]
strong = "(if S == beer then 1 else 0) + (if R == let then 2 else 0)"
weak = "(if S == quiche then 1 else 0) + (if R == let then 2 else 0)"
[payoffs]
R = "if R == let then 0 else if S is weak then 1 else -1"
"#;

fn models() -> TempDir {
    let folder = folder();
    for (name, text) in [
        ("entry.toml", ENTRY),
        ("types.toml", TYPES),
        ("beer.toml", BEER),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

#[track_caller]
fn says(folder: &Path, arguments: &[&str], fragments: &[&str]) {
    let text = printed_in(folder, arguments);
    for fragment in fragments {
        assert!(text.contains(fragment), "{fragment:?} is not in:\n{text}");
    }
}

fn data(folder: &Path, arguments: &[&str]) -> Value {
    let text = printed_in(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&text).expect("one JSON document")
}

#[test]
fn how_play_goes_and_which_threats_are_empty() {
    let folder = models();
    says(
        folder.path(),
        &["solve", "entry.toml"],
        &[
            "One subgame-perfect equilibrium. Complete (backward induction).",
            "How play goes: E plays in, I plays yield.   (payoffs: E 1, I 1)",
            "2 pure equilibria, of which 1 credible.",
            "E out | I fight: rests on a threat that is not credible: that I plays fight, where I would get 2 more by yield",
            "E in | I yield: credible",
        ],
    );
    says(
        folder.path(),
        &["solve", "entry.toml", "--scenario", "tied"],
        &[
            "2 subgame-perfect equilibria. Not known to be complete",
            "How play goes in equilibrium 1: E plays out.   (payoffs: E 0, I 2)",
            "Planned where play does not lead: I yield.",
            "Indifferent between actions, given what follows: E.",
        ],
    );
    let answer = data(folder.path(), &["solve", "entry.toml"]);
    assert_eq!(answer["concept"], "subgame-perfect");
    assert_eq!(answer["order"]["decisions"], json!({"E": "E", "I": "I"}));
    assert_eq!(
        answer["order"]["plays"][0]["payoffs"],
        json!({"E": "1", "I": "1"})
    );
    let listed = answer["order"]["normal_form"]["pure_equilibria"]
        .as_array()
        .expect("a list");
    let threat = json!({"decision": "I", "planned": "fight", "better": "yield", "gain": "2"});
    assert!(listed.contains(
        &json!({"profile": {"E": "out", "I": "fight"}, "credible": false, "threat": threat})
    ));
    assert!(listed.contains(&json!({"profile": {"E": "in", "I": "yield"}, "credible": true})));
    assert_eq!(listed.len(), 2);
}

#[test]
fn types_that_nobody_else_knows() {
    let folder = models();
    // Relying gives 3/4, arming 1/2.
    says(
        folder.path(),
        &["solve", "types.toml"],
        &[
            "One Bayesian equilibrium. Complete",
            "if U is benign (probability 3/4): U plays protect, S plays rely; if U is predatory (probability 1/4): U plays press, S plays rely",
            "separating: the types of U can be told apart by what they do",
        ],
    );
    let answer = data(folder.path(), &["solve", "types.toml"]);
    assert_eq!(answer["concept"], "bayesian");
    let play = &answer["order"]["plays"][0];
    assert_eq!(play["payoffs"], json!({"U": "1", "S": "3/4"}));
    assert_eq!(
        play["beliefs"],
        json!([{
            "decision": "S",
            "types": {"U benign": "3/4", "U predatory": "1/4"},
            "reached": true,
        }])
    );
}

#[test]
fn signals_and_what_is_believed_of_who_sends_them() {
    let folder = models();
    says(
        folder.path(),
        &["solve", "beer.toml"],
        &[
            "2 weak perfect Bayesian equilibria.",
            "Types: pooling: every type of S plays beer.",
            "Types: pooling: every type of S plays quiche.",
            "at R after S=beer, S strong with 9/10, S weak with 1/10",
            "(for example: play does not lead there)",
        ],
    );
    let answer = data(folder.path(), &["solve", "beer.toml"]);
    assert_eq!(answer["concept"], "perfect-bayesian");
    assert_eq!(answer["complete"], json!(false));
    let play = &answer["order"]["plays"][0];
    // The strong get 3, the weak 2.
    assert_eq!(play["payoffs"], json!({"S": "29/10", "R": "0"}));
    assert_eq!(play["unreached"], json!(["R after S=quiche"]));
}

#[test]
fn the_concept_asked_for_is_the_one_of_which_the_answer_speaks() {
    let folder = models();
    let with =
        |model: &str, concept: &str| data(folder.path(), &["solve", model, "--concept", concept]);
    assert_eq!(
        with("entry.toml", "subgame-perfect")["concept"],
        "subgame-perfect"
    );
    assert_eq!(with("types.toml", "bayesian")["concept"], "bayesian");
    assert_eq!(
        with("beer.toml", "perfect-bayesian")["concept"],
        "perfect-bayesian"
    );
    // Plans for the whole game: the one that would fight too, alone or mixed with the other.
    let nash = with("entry.toml", "nash");
    assert_eq!(nash["players"][1]["actions"], json!(["fight", "yield"]));
    assert_eq!(nash["equilibria"].as_array().map(Vec::len), Some(3));
    assert_eq!(nash.get("order"), None);
    let pure = with("beer.toml", "pure");
    assert_eq!(
        pure["players"][0]["actions"].as_array().map(Vec::len),
        Some(4)
    );
    for (model, concept, fragments) in [
        (
            "entry.toml",
            "bayesian",
            ["in `entry.toml` nobody has a private type", "`types`"],
        ),
        (
            "entry.toml",
            "perfect-bayesian",
            ["in `entry.toml` nobody has a private type", "`types`"],
        ),
        (
            "types.toml",
            "subgame-perfect",
            [
                "in `types.toml` nothing after the beginning is a game of its own",
                "order of moves",
            ],
        ),
        (
            "core",
            "subgame-perfect",
            [
                "in `core` nothing after the beginning is a game of its own",
                "order of moves",
            ],
        ),
        (
            "core",
            "bayesian",
            ["in `core` nobody has a private type", "`types`"],
        ),
    ] {
        let mut command = unipole(folder.path(), &["solve", model, "--concept", concept]);
        refused(&mut command, &fragments);
    }
}

#[test]
fn conditions_maps_and_differences_speak_of_decisions() {
    let folder = models();
    says(
        folder.path(),
        &["conditions", "entry.toml"],
        &[
            "E out, I yield: an equilibrium iff\n  E out over in   k = 0",
            "E in, I yield: always an equilibrium\n  strict iff k > 0",
            "E out, I fight  (I gains by yield)",
        ],
    );
    // Relying gives 1 - p.
    says(
        folder.path(),
        &["conditions", "types.toml"],
        &["S rely over arm   p <= 1/2", "S arm over rely   p >= 1/2"],
    );
    let diff = ["diff", "entry.toml", "@tied"];
    says(
        folder.path(),
        &diff,
        &["kept", "E in, I yield", "gained", "E out, I yield"],
    );
    let changes = &data(folder.path(), &diff)["changes"];
    assert_eq!(changes["lost"], json!([]));
    assert_eq!(changes["gained"].as_array().map(Vec::len), Some(1));
    let map = ["map", "types.toml", "--x", "p=0..1", "--format", "json"];
    let map: Value = serde_json::from_str(&printed_in(folder.path(), &map)).expect("JSON");
    let at = |value: &str| {
        let all = map["thresholds"].as_array().expect("a list");
        all.iter().any(|threshold| threshold["value"] == value)
    };
    assert!(at("1/2"), "{map:#}");
}

#[test]
fn tables_name_the_decisions() {
    let folder = models();
    let in_format =
        |format: &str| printed_in(folder.path(), &["solve", "beer.toml", "--format", format]);
    let csv = in_format("csv");
    assert!(
        csv.contains("beer.toml,default,1,pure,false,R after S=quiche,,fight,,1,0,false\n"),
        "{csv}"
    );
    assert!(in_format("markdown").contains("| R after S=quiche | fight"));
    let latex = in_format("latex");
    assert!(
        latex.contains("S:strong") && latex.contains("\\end{tabular}"),
        "{latex}"
    );
}

#[test]
fn what_an_answer_says_of_the_order_is_verified_or_refuted() {
    let folder = models();
    let path = folder.path().join("answer.json");
    let saved = |model: &str| -> Value {
        let file = ["solve", model, "-o", "answer.json"];
        printed_in(folder.path(), &file);
        let text = fs::read_to_string(&path).expect("the answer");
        serde_json::from_str(&text).expect("JSON")
    };
    let refuted = |answer: &Value, fragment: &str| {
        fs::write(&path, answer.to_string()).expect("written");
        let found = unipole(folder.path(), &["check", "answer.json"])
            .assert()
            .code(1);
        let text = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
        assert!(text.contains(fragment), "{fragment:?} is not in:\n{text}");
    };
    let check = ["check", "answer.json"];
    let mut answer = saved("entry.toml");
    says(
        folder.path(),
        &check,
        &[
            "verified    order: 2 decisions of 2 players, each that of the player named",
            "verified    order: nobody is said to be indifferent, and nobody was found to be",
            "verified    credibility: 2 pure equilibria of the normal form, all of 4 profiles examined; 1 credible, the threats named are not",
            "Nothing was refuted",
        ],
    );
    let threat = "/order/normal_form/pure_equilibria/0/threat/gain";
    *answer.pointer_mut(threat).expect("a threat") = json!("1");
    refuted(
        &answer,
        &format!("REFUTED     credibility {threat}: at I yield gives 2 more than fight"),
    );
    let mut answer = saved("beer.toml");
    says(
        folder.path(),
        &check,
        &[
            "verified    completeness: all pure perfect Bayesian equilibria are listed: 16 plans examined",
            "verified    belief: beliefs of 2 equilibria",
        ],
    );
    let off = "/order/plays/0/beliefs/1";
    *answer.pointer_mut(&format!("{off}/types")).expect("types") =
        json!({"S strong": "9/10", "S weak": "1/10"});
    refuted(
        &answer,
        &format!(
            "REFUTED     belief {off}: with these beliefs `fight` is not best at R after S=quiche"
        ),
    );
    let mut answer = saved("types.toml");
    says(folder.path(), &check, &["Nothing was refuted"]);
    answer["order"]["plays"][0]["payoffs"]["S"] = json!("1/2");
    refuted(
        &answer,
        "REFUTED     payoff /order/plays/0/payoffs/S: S expects 3/4 from the beginning on",
    );
    // Where the model is not, there is no tree to check the order on.
    saved("entry.toml");
    fs::remove_file(folder.path().join("entry.toml")).expect("removed");
    says(
        folder.path(),
        &check,
        &[
            "not checked order /order: who decides when, beliefs and threats: without the model there is no tree to check them on",
        ],
    );
    let error = ["check", "answer.json", "--strict"];
    unipole(folder.path(), &error).assert().code(1);
}
