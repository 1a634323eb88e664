//! Quantal responses as they are asked for and printed.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{folder, printed, printed_in, refused, unipole};

/// The last digits of measured errors depend on the machine's exponential function.
fn settled(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.contains("measured"));
    lines
        .map(|line| {
            line.split(" At precision ")
                .next()
                .unwrap_or(line)
                .trim_end()
        })
        .collect::<Vec<&str>>()
        .join("\n")
}

#[test]
fn the_path_is_told_in_words() {
    insta::assert_snapshot!(settled(&printed(&["logit", "core", "--precision", "3"])), @r"
    The core alignment game
    at u=3/5  c=1/5  s=1/5  V=1  KU=3/20  KC=3/20  lam=1  pi=1/10  k=1/20  nu=1/10  rho=1/10  al=3/10  be=2/5  chi=3/10

    Quantal responses: an action that gives 1 more is played exp(precision) times as often.

    At precision 0 everyone chooses at random.
    From about precision 2.9 on, U plays press with at least 90 %.
    From about precision 9.4 on, S plays bandwagon with at least 90 %.
    From about precision 44 on, C plays resist with at least 90 %.
    It ends near equilibrium 1 of `unipole solve`, which is certified: U press, C resist, S bandwagon.

    Along the path:
    precision  U press  U restrain  C resist  C accommodate  S balance  S neutral  S bandwagon
    ─────────  ───────  ──────────  ────────  ─────────────  ─────────  ─────────  ───────────
            0   0.5000      0.5000    0.5000         0.5000     0.3333     0.3333       0.3333
          0.1   0.5196      0.4804    0.5017         0.4983     0.3322     0.3322       0.3356
            1   0.6849      0.3151    0.5220         0.4780     0.3146     0.3090       0.3764
           10   0.9995      0.0005    0.6524         0.3476     0.0580     0.0277       0.9143
          100   1.0000      0.0000    0.9933         0.0067     0.0000     0.0000       1.0000
          338   1.0000      0.0000    1.0000         0.0000     0.0000     0.0000       1.0000

    At precision 3 there is exactly one logit equilibrium, proved:
    no.  branch     U press  U restrain  C resist  C accommodate  S balance  S neutral  S bandwagon
    ───  ─────────  ───────  ──────────  ────────  ─────────────  ─────────  ─────────  ───────────
      1  principal  ~0.9085     ~0.0915   ~0.5740        ~0.4260    ~0.2445    ~0.2110      ~0.5445

    Proved are the equilibria it is said to end near, and what is listed at a precision that was asked for.
    There may be branches that are not connected to this path.
    ");
}

const CHICKEN: &str = r#"
title = "Chicken"
precision = "lam"

[parameters]
lam = { default = 4, domain = ">= 0", meaning = "precision of choice" }

[players.S]
count = 2
actions = ["resist", "yield"]

[payoffs.S]
resist = "if count(others, resist) == 0 then 1 else -1"
yield = "0"
"#;

#[test]
fn a_model_may_name_the_precision_and_a_setting_moves_it() {
    let folder = folder();
    fs::write(folder.path().join("chicken.toml"), CHICKEN).expect("a file");
    let asked = |arguments: &[&str]| -> Value {
        let arguments = [&["logit", "chicken.toml", "--format", "json"], arguments].concat();
        serde_json::from_str(&printed_in(folder.path(), &arguments)).expect("one document")
    };
    let declared = asked(&[]);
    assert_eq!(declared["schema"], "unipole/logit/1");
    assert_eq!(declared["at"]["precision"], "4");
    assert_eq!(declared["at"]["complete"], true);
    let found = declared["at"]["equilibria"].as_array().expect("a list");
    assert_eq!(found.len(), 3);
    for number in ["decimal", "error", "interval"] {
        assert!(found[0]["profile"]["S1"]["resist"][number] != Value::Null);
    }
    assert_eq!(declared["alike"], serde_json::json!(["S"]));
    assert_eq!(
        declared["branch_points"][0]["part"],
        serde_json::json!(["S1", "S2"])
    );
    assert_eq!(declared["branches"][1]["copies"], 2);
    assert_eq!(asked(&["--set", "lam=1"])["at"]["precision"], "1");
    let one = asked(&["--set", "lam=1", "--precision", "1/2"]);
    assert_eq!(one["at"]["precision"], "1/2");
    assert_eq!(one["at"]["equilibria"].as_array().map(Vec::len), Some(1));
    let limit = &one["branches"][0]["limit"];
    assert_eq!(limit["profile"]["S1"]["resist"], "1/2");
    assert!(limit["number"].is_u64());
}

#[test]
fn rows_and_pictures_are_made() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("chicken.toml"), CHICKEN).expect("a file");
    let rows = printed_in(path, &["logit", "chicken.toml", "--format", "csv"]);
    let header = "model,scenario,kind,branch,point,precision,player,action,probability,lower,upper";
    assert_eq!(rows.lines().next(), Some(header));
    for kind in [
        ",path,0,0,0,S1,resist,0.5,,",
        ",branch point,0,",
        ",proved,",
    ] {
        assert!(rows.contains(kind), "{kind}");
    }
    printed_in(path, &["logit", "chicken.toml", "-o", "chicken.svg"]);
    printed_in(path, &["logit", "chicken.toml", "-o", "chicken.tex"]);
    let drawn = fs::read_to_string(path.join("chicken.svg")).expect("written");
    for word in [
        ">precision<",
        ">resist<",
        ">yield<",
        "#0072B2",
        "stroke-dasharray",
    ] {
        assert!(drawn.contains(word), "{word}");
    }
    let drawn = fs::read_to_string(path.join("chicken.tex")).expect("written");
    assert!(drawn.contains("\\definecolor{map0072B2}") && drawn.contains("precision"));
    printed_in(path, &["convert", "chicken.toml", "chicken.nfg"]);
    let game = printed_in(path, &["logit", "chicken.nfg", "--largest", "1"]);
    assert!(game.contains("It is followed to precision 1."), "{game}");
}

#[test]
fn what_has_no_quantal_response_is_refused() {
    let folder = folder();
    let path = folder.path();
    for (arguments, words) in [
        (
            &["core", "--precision", "-1"][..],
            &["`--precision -1` is below zero", "at random"][..],
        ),
        (
            &["core", "--precision", "x"],
            &["`--precision x` is no number"],
        ),
        (
            &["core", "--largest", "1e99"],
            &["outside of what can be followed"],
        ),
        (
            &["core", "--format", "svg", "--scenario", "all"],
            &["one scenario"],
        ),
        (&["core", "-o", "a.doc"], &["a.doc", ".svg"]),
    ] {
        let arguments = [&["logit"], arguments].concat();
        refused(&mut unipole(path, &arguments), words);
    }
    let ranked = "[players.S]\nactions = [\"a\", \"b\"]\n[ranking]\nS = [\"a\", \"b\"]\n";
    fs::write(path.join("ranked.toml"), ranked).expect("a file");
    refused(
        &mut unipole(path, &["logit", "ranked.toml"]),
        &["ranks", "by how much", "unipole solve"],
    );
    fs::write(path.join("both.toml"), format!("precision = 2\n{ranked}")).expect("a file");
    refused(
        &mut unipole(path, &["solve", "both.toml"]),
        &[
            "both.toml:1:13",
            "payoffs are ranks",
            "leave out `precision`",
        ],
    );
    let negative = CHICKEN.replace("precision = \"lam\"", "precision = \"lam - 9\"");
    fs::write(path.join("negative.toml"), negative).expect("a file");
    refused(
        &mut unipole(path, &["logit", "negative.toml"]),
        &[
            "negative.toml:3:13",
            "the precision of choice is -5",
            "at random",
        ],
    );
    let unknown = CHICKEN.replace("precision = \"lam\"", "precision = \"lamb\"");
    fs::write(path.join("unknown.toml"), unknown).expect("a file");
    refused(
        &mut unipole(path, &["logit", "unknown.toml"]),
        &["unknown.toml:3:14", "lamb", "did you mean `lam`?"],
    );
    refused(
        &mut unipole(Path::new("."), &["logit", "cor"]),
        &["did you mean `core`?"],
    );
}
