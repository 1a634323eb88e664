//! `unipole solve --concept correlated` and `--refine`: what is printed, saved answers that `check` verifies, and what is refused.

use std::fs;

use serde_json::Value as Json;

use super::{folder, printed, printed_in, refused, unipole};

const CHICKEN: &str = r#"
title = "Chicken"
select = "payoff-dominance"
[players.A]
actions = { yield = "neutrality", dare = "hard balancing" }
[players.B]
actions = { yield = "neutrality", dare = "hard balancing" }
[payoffs.A]
yield = "if B == yield then 6 else 2"
dare = "if B == yield then 7 else 0"
[payoffs.B]
yield = "if A == yield then 6 else 2"
dare = "if A == yield then 7 else 0"
"#;

#[test]
fn what_can_be_agreed_on_with_a_mediator() {
    let folder = folder();
    fs::write(folder.path().join("chicken.toml"), CHICKEN).expect("a file");
    let text = printed_in(
        folder.path(),
        &["solve", "chicken.toml", "--concept", "correlated"],
    );
    assert!(
        text.contains("Greatest all payoffs together: 21/2 where"),
        "{text}"
    );
    assert!(
        text.contains("A yield, B yield is drawn with probability 1/2"),
        "{text}"
    );
    let arguments = [
        "solve",
        "chicken.toml",
        "--concept",
        "coarse-correlated",
        "-o",
        "c.json",
    ];
    printed_in(folder.path(), &arguments);
    let done = printed_in(folder.path(), &["check", "c.json", "--strict"]);
    assert!(done.contains("ranges: each end is attained"), "{done}");
    let saved = fs::read_to_string(folder.path().join("c.json")).expect("a file");
    let mut changed: Json = serde_json::from_str(&saved).expect("JSON");
    changed["ranges"][0]["greatest"]["value"] = "11".into();
    fs::write(folder.path().join("c.json"), changed.to_string()).expect("a file");
    let done = unipole(folder.path(), &["check", "c.json"])
        .assert()
        .code(1);
    let out = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(out.contains("/ranges/0/greatest"), "{out}");
}

#[test]
fn a_model_may_name_the_rule_that_selects() {
    let folder = folder();
    fs::write(folder.path().join("chicken.toml"), CHICKEN).expect("a file");
    let text = printed_in(folder.path(), &["solve", "chicken.toml"]);
    assert!(
        text.contains("Selected by payoff dominance: none."),
        "{text}"
    );
    let arguments = [
        "solve",
        "chicken.toml",
        "--refine",
        "--select",
        "potential",
        "-o",
        "r.json",
    ];
    printed_in(folder.path(), &arguments);
    let done = printed_in(folder.path(), &["check", "r.json"]);
    assert!(done.contains("by potential"), "{done}");
    let unknown = CHICKEN.replace("payoff-dominance", "payoff dominance");
    fs::write(folder.path().join("unknown.toml"), unknown).expect("a file");
    refused(
        &mut unipole(folder.path(), &["solve", "unknown.toml"]),
        &[
            "unknown.toml:3:",
            "no rule of selection `payoff dominance`",
            "payoff-dominance, risk-dominance",
        ],
    );
}

#[test]
fn paths_from_each_action() {
    let folder = folder();
    fs::write(folder.path().join("chicken.toml"), CHICKEN).expect("a file");
    let arguments = ["solve", "chicken.toml", "--lemke-howson", "--format", "csv"];
    let table = printed_in(folder.path(), &arguments);
    // Who dares is yielded to, so that each path ends after two pivots, at one of the two pure equilibria.
    assert_eq!(table.lines().count(), 5, "{table}");
    assert!(table.contains("A dare,2,"), "{table}");
    let text = printed_in(folder.path(), &["solve", "chicken.toml", "--lemke-howson"]);
    assert!(text.contains("Not known to be complete"), "{text}");
    refused(
        &mut unipole(folder.path(), &["solve", "core", "--lemke-howson"]),
        &["games for two"],
    );
}

#[test]
fn what_is_asked_of_the_wrong_kind_is_refused() {
    let here = folder();
    for (arguments, fragments) in [
        (
            &["solve", "core", "--concept", "correlated", "--first", "1"][..],
            &["no list"][..],
        ),
        (&["solve", "atrophy", "--refine"], &["all move at once"]),
        (
            &["diff", "core", "core", "--concept", "correlated"],
            &["no `--concept correlated`"],
        ),
    ] {
        refused(&mut unipole(here.path(), arguments), fragments);
    }
    let every = printed(&[
        "solve",
        "core",
        "--scenario",
        "all",
        "--concept",
        "correlated",
        "--format",
        "markdown",
    ]);
    assert!(every.contains("multipolar"), "{every}");
}

/// Of three ways to agree the one with the greatest product is selected, where who disagrees gets nothing; the path is kept, and followed by the checker.
#[test]
fn risk_dominance_of_three_ways_to_agree() {
    let folder = folder();
    let game = "NFG 1 R \"Agree\" { \"A\" \"B\" } { 3 3 }\n5 1 0 0 0 0 0 0 2 3 0 0 0 0 0 0 1 4\n";
    fs::write(folder.path().join("agree.nfg"), game).expect("a file");
    let arguments = [
        "solve",
        "agree.nfg",
        "--refine",
        "--select",
        "risk-dominance",
        "--format",
        "text",
    ];
    let text = printed_in(folder.path(), &arguments);
    assert!(
        text.contains("Selected by risk dominance: equilibrium 2."),
        "{text}"
    );
    assert!(
        text.contains("Equilibrium 2 risk-dominates equilibrium 1: the path from the prior between them ends there"),
        "{text}"
    );
    let arguments = [
        "solve",
        "agree.nfg",
        "--select",
        "risk-dominance",
        "-o",
        "a.json",
    ];
    printed_in(folder.path(), &arguments);
    let done = printed_in(folder.path(), &["check", "a.json"]);
    assert!(
        done.contains("3 comparisons: each path starts at the prior"),
        "{done}"
    );
    let saved = fs::read_to_string(folder.path().join("a.json")).expect("a file");
    let mut changed: Json = serde_json::from_str(&saved).expect("JSON");
    changed["risk_dominance"][0]["path"][1]["t"] = "1/7".into();
    fs::write(folder.path().join("a.json"), changed.to_string()).expect("a file");
    let done = unipole(folder.path(), &["check", "a.json"])
        .assert()
        .code(1);
    let out = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(out.contains("/risk_dominance/0"), "{out}");
}

#[test]
fn refinements_are_columns_for_programs() {
    let folder = folder();
    fs::write(folder.path().join("chicken.toml"), CHICKEN).expect("a file");
    let plain = ["solve", "chicken.toml", "--format", "csv"];
    let plain = printed_in(folder.path(), &plain);
    let arguments = [
        "solve",
        "chicken.toml",
        "--refine",
        "--select",
        "logit",
        "--format",
        "csv",
    ];
    let refined = printed_in(folder.path(), &arguments);
    for (short, long) in plain.lines().zip(refined.lines()) {
        assert!(long.starts_with(short), "{long}");
    }
    let header = refined.lines().next().expect("a header");
    assert!(
        header.ends_with(",greatest_potential,p_dominant_from,selected"),
        "{header}"
    );
    // Both alike from the start, so that neither dares alone: the mixed one, in four rows.
    let chosen = refined.lines().filter(|line| line.ends_with(",yes"));
    assert_eq!(
        chosen.filter(|line| line.contains(",mixed,")).count(),
        4,
        "{refined}"
    );
    refused(
        &mut unipole(
            folder.path(),
            &[
                "solve",
                "chicken.toml",
                "--select",
                "logit",
                "--format",
                "csv",
            ],
        ),
        &["add `--refine`"],
    );
}

/// What grows out of random choice is certified; that it does is not checked again, and said so.
#[test]
fn the_limit_of_the_logit_branch_is_selected() {
    let folder = folder();
    fs::write(
        folder.path().join("chicken.toml"),
        CHICKEN.replace("payoff-dominance", "logit"),
    )
    .expect("a file");
    let text = printed_in(folder.path(), &["solve", "chicken.toml"]);
    assert!(
        text.contains("Selected by the logit branch from random choice on: equilibrium 3"),
        "{text}"
    );
    printed_in(folder.path(), &["solve", "chicken.toml", "-o", "l.json"]);
    let done = printed_in(folder.path(), &["check", "l.json"]);
    assert!(
        done.contains("where the logit branch from random choice on leads"),
        "{done}"
    );
    unipole(folder.path(), &["check", "l.json", "--strict"])
        .assert()
        .code(1);
}
