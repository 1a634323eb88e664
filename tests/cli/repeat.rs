//! Repeated games as they are asked for and printed.

use std::fs;

use serde_json::{Value, json};

use crate::{folder, printed, printed_in, refused, unipole};

fn answer(arguments: &[&str]) -> Value {
    let all: Vec<&str> = arguments
        .iter()
        .chain(&["--format", "json"])
        .copied()
        .collect();
    serde_json::from_str(&printed(&all)).expect("JSON")
}

/// The discount factors by class of plans.
fn by_class(answer: &Value) -> Vec<(String, Value)> {
    let entries = answer["critical"].as_array().expect("a list").iter();
    entries
        .map(|entry| {
            let class = entry["by"].as_str().expect("a class").to_owned();
            (class, entry["discount"].clone())
        })
        .collect()
}

#[test]
fn the_discount_factors_of_punishing_are_those_of_theory() {
    let arguments = [
        "repeat",
        "coalition-punish",
        "--critical",
        "--profile",
        "S1=balance,S2=balance",
    ];
    let answer = answer(&arguments);
    // (T-R)/(T-P), max((T-R)/(R-p), (d-p)/(R-p)) and (T-R)/(T-minmax) with T = 8, R = 6, P = 2, p = -2, d = -1, minmax = -1.
    for (class, value) in [
        ("grim", "1/3"),
        ("stick-and-carrot", "1/4"),
        ("optimal", "2/9"),
    ] {
        let entries: Vec<Value> = by_class(&answer)
            .into_iter()
            .filter(|(known, _)| known == class)
            .map(|(_, value)| value)
            .collect();
        assert_eq!(entries, [json!(value)], "{class}");
    }
    // Both punish, then both defect, then peace: enough if 2 d^2 + 4 d >= 1, from (sqrt(6) - 2) / 2 on.
    let paths = &answer["critical"][2];
    assert_eq!(paths["by"], "paths-of-2");
    assert_eq!(paths["discount"]["polynomial"], json!(["-1", "4", "2"]));
    for entry in answer["critical"].as_array().expect("a list") {
        assert_eq!(entry["binding"]["deviation"], "defect");
        if entry["discount"].is_string() {
            assert_eq!(entry["plan"]["discount"], entry["discount"]);
        }
    }
}

#[test]
fn the_coalition_is_told_in_formulas() {
    let text = printed(&[
        "repeat",
        "coalition",
        "--critical",
        "--profile",
        "S=balance",
    ]);
    assert!(text.contains("7/13"), "{text}");
    assert!(
        text.contains("delta >= (c + rho + pi - b)/(3*b + rho)"),
        "{text}"
    );
    assert!(
        text.contains("rho <= (b*(3*delta + 1) - c - pi)/(1 - delta)"),
        "{text}"
    );
}

#[test]
fn a_map_over_the_discount_factor_has_the_threshold() {
    let text = printed(&["map", "coalition", "--x", "delta=0..1"]);
    assert!(text.contains("7/13"), "{text}");
    let arguments = ["map", "coalition", "--x", "rho=0..1", "--y", "delta=0..1"];
    let map: Value =
        serde_json::from_str(&printed(&[&arguments[..], &["--format", "json"]].concat()))
            .expect("JSON");
    assert_eq!(map["repeated"], "grim");
    let here = folder();
    let more = [&arguments[..], &["--certificate", "c.json"]].concat();
    refused(
        &mut unipole(here.path(), &more),
        &["a game played again and again"],
    );
}

#[test]
fn a_map_without_the_discount_factor_has_its_default() {
    let text = printed(&["map", "coalition", "--x", "rho=0..2"]);
    assert!(text.contains("at discount factor 4/5"), "{text}");
    assert!(text.contains("9/5"), "{text}");
    let data = printed(&["map", "coalition", "--x", "rho=0..2", "--format", "json"]);
    let map: Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(map["repeated"], "grim");
    assert_eq!(map["discount"], "4/5");
    let here = folder();
    // (3/5 + rho)/(6/5 + rho) and 3/4 are above 1/10.
    let nothing = ["map", "coalition", "--x", "rho=0..1", "--set", "delta=1/10"];
    refused(
        &mut unipole(here.path(), &nothing),
        &["whatever rho, the same profiles are played for ever: all 4 defect"],
    );
    let once = [
        "map",
        "core-repeated",
        "--x",
        "u=1/20..1",
        "--set",
        "delta=0",
    ];
    let text = printed(&once);
    assert!(text.contains("One period of a repeated game"), "{text}");
    printed_in(
        here.path(),
        &[&once[..], &["--y", "s=1/20..1", "--certificate", "c.json"]].concat(),
    );
}

#[test]
fn answers_on_one_period_of_a_repeated_model_say_so() {
    let line = "One period of a repeated game; `unipole repeat coalition` answers";
    for arguments in [
        &["solve", "coalition"][..],
        &["conditions", "coalition"],
        &["conditions", "coalition", "--share", "--free", "b,c"],
        &["diff", "coalition", "@bribed"],
    ] {
        let text = printed(arguments);
        assert!(text.contains(line), "{text}");
    }
    assert!(!printed(&["solve", "core"]).contains("One period"));
    for command in ["solve", "conditions"] {
        let answer = answer(&[command, "coalition"]);
        assert_eq!(answer["one_period"], true, "{command}");
    }
    assert_eq!(answer(&["solve", "core"])["one_period"], Value::Null);
}

#[test]
fn classes_of_plans_are_explained_and_none_goes_missing() {
    let text = printed(&["repeat", "coalition", "--critical"]);
    for says in [
        "\ngrim reversion: after a deviation the stage equilibrium that is worst for the deviator, for ever.\n",
        "\nwith payments: all plans in which the players may pay one another.\n",
        "S4 defect (and 3 more, members renamed)",
        "keeps it if and only if\n",
        // (2/5 * 17/5 - 1)/(1/5), and 2/5 + 4/5 * 13/10 - 11/10.
        ", here rho <= 9/5\n",
        ", here pi <= 17/50\n",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    assert!(!text.contains("Not worked out"), "{text}");
    let larger = ["repeat", "coalition", "--critical", "--set", "n=7"];
    let text = printed(&larger);
    let line = "Not worked out, up to 2 periods: the stage game has 128 profiles, and this is done up to 100.";
    assert!(text.contains(line), "{text}");
    assert_eq!(answer(&larger)["not_worked_out"][0]["by"], "paths-of-2");
}

#[test]
fn in_chicken_the_formula_says_what_the_number_says() {
    let here = folder();
    let state = |other: &str| {
        format!(
            "yield = \"if {other} == yield then 3 else 1\"\nstand = \"if {other} == yield then 4 else 0\"\n"
        )
    };
    let text = format!(
        "[repeat]\ndiscount = \"delta\"\n[parameters]\ndelta = {{ default = \"1/2\", domain = \"[0, 1)\" }}\n\
         [players.A]\nactions = [\"yield\", \"stand\"]\n[players.B]\nactions = [\"yield\", \"stand\"]\n\
         [payoffs.A]\n{}[payoffs.B]\n{}",
        state("B"),
        state("A")
    );
    fs::write(here.path().join("chicken.toml"), text).expect("a file");
    let profile = ["--critical", "--profile", "A=yield,B=yield"];
    let arguments = [&["repeat", "chicken.toml"][..], &profile].concat();
    let text = printed_in(here.path(), &arguments);
    assert!(text.contains("grim reversion     1/3"), "{text}");
    assert!(text.contains("delta >= 1/3"), "{text}");
}

#[test]
fn the_picture_of_critical_discount_factors_is_by_profile() {
    let punish = ["repeat", "coalition-punish", "--format", "svg"];
    assert!(printed(&punish).contains("payoff of S1"));
    let svg = printed(&[&punish[..], &["--critical"]].concat());
    assert!(svg.contains("discount factor from which on it is played for ever"));
    assert!(!svg.contains("payoff of S1"));
    let svg = printed(&["repeat", "coalition", "--format", "svg"]);
    assert!(svg.contains("3 of 4 balance"), "{svg}");
}

#[test]
fn games_from_files_are_repeated_too() {
    let here = folder();
    let dilemma = "NFG 1 R \"pd\" { \"A\" \"B\" } { 2 2 }\n\n9 9 10 1 1 10 3 3\n";
    fs::write(here.path().join("pd.nfg"), dilemma).expect("a file");
    let text = printed_in(
        here.path(),
        &[
            "repeat",
            "pd.nfg",
            "--discount",
            "999/1000",
            "--format",
            "json",
        ],
    );
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    let vertices = json!([["3", "3"], ["39/4", "3"], ["9", "9"], ["3", "39/4"]]);
    assert_eq!(answer["payoff_set"]["vertices"], vertices);
    assert_eq!(answer["payoff_set"]["exact"], true);
}

#[test]
fn pictures_and_tables_are_written() {
    let here = folder();
    for file in ["set.svg", "table.tex", "rows.csv", "data.json"] {
        printed_in(
            here.path(),
            &[
                "repeat",
                "coalition-punish",
                "--discount",
                "1/4,1/2",
                "-o",
                file,
            ],
        );
    }
    let read = |name: &str| fs::read_to_string(here.path().join(name)).expect("a file");
    assert!(read("set.svg").contains("equilibria at discount factor 1/4"));
    assert!(read("table.tex").contains(r"\toprule"));
    assert!(read("rows.csv").starts_with("scenario,profile,alike,by,discount,discount_exact"));
    let checked = printed_in(here.path(), &["check", "data.json"]);
    assert!(checked.contains("(self-generation)"), "{checked}");
}

#[test]
fn a_tampered_plan_is_refused_by_name() {
    let here = folder();
    let file = here.path().join("plan.json");
    printed_in(
        here.path(),
        &["repeat", "coalition", "--critical", "-o", "plan.json"],
    );
    let saved = fs::read_to_string(&file).expect("a file");
    let change = |change: &dyn Fn(&mut Value)| {
        let mut document: Value = serde_json::from_str(&saved).expect("JSON");
        change(&mut document);
        fs::write(&file, document.to_string()).expect("a file");
        let done = unipole(here.path(), &["check", "plan.json"])
            .assert()
            .code(1);
        String::from_utf8_lossy(&done.get_output().stdout).into_owned()
    };
    let forgiving = change(&|document| {
        document["critical"][0]["plan"]["states"][0]["after"]["S1"] = json!([[0, "1"]]);
    });
    let name = "the plan of S1 balance, S2 balance, S3 balance, S4 balance (grim): in state";
    assert!(forgiving.contains(name), "{forgiving}");
    let hasty = change(&|document| document["critical"][0]["plan"]["discount"] = json!("1/2"));
    assert!(hasty.contains("gains"), "{hasty}");
    let other = change(&|document| {
        document["critical"][0]["plan"]["states"][0]["payoffs"]["S1"] = json!("1")
    });
    assert!(other.contains("not 1"), "{other}");
}

#[test]
fn every_payoff_set_of_several_discount_factors_is_checked() {
    let here = folder();
    let file = here.path().join("sets.json");
    printed_in(
        here.path(),
        &[
            "repeat",
            "coalition-punish",
            "--discount",
            "2/9,1/2",
            "-o",
            "sets.json",
        ],
    );
    let saved = fs::read_to_string(&file).expect("a file");
    for set in [
        "/payoff_set",
        "/discounts/0/payoff_set",
        "/discounts/1/payoff_set",
    ] {
        let vertex = format!("{set}/vertices/0");
        let outer = format!("{set}/outer/0");
        for (place, number) in [(vertex, json!(["-3", "-3"])), (outer, json!(["0", "0"]))] {
            let mut document: Value = serde_json::from_str(&saved).expect("JSON");
            *document.pointer_mut(&place).expect("a place") = number;
            fs::write(&file, document.to_string()).expect("a file");
            unipole(here.path(), &["check", "sets.json"])
                .assert()
                .code(1);
        }
    }
}

#[test]
fn an_equality_is_not_given_by_one_half_and_a_bound_out_of_reach_is_said_to_be_one() {
    let here = folder();
    let model = r#"title = "Three"
[parameters]
b = { default = "1/2", domain = "> 0" }
delta = { default = "3/4", domain = "[0, 1)" }
[repeat]
discount = "delta"
[players.S]
count = 3
actions = { balance = "hard balancing", hide = "", punish = "" }
[payoffs.S]
balance = "b*count(S, balance) - 1 - (if count(S, punish) > 0 then 1/2 else 0)"
hide = "b*count(S, balance) - (if count(S, punish) > 0 then 1/2 else 0)"
punish = "b*count(S, balance) - 1 - (if count(S, punish) > 0 then 1/2 else 0)"
"#;
    fs::write(here.path().join("three.toml"), model).expect("a file");
    let said = printed_in(here.path(), &["repeat", "three.toml"]);
    assert!(said.contains("b = 1"), "{said}");
    let halves = said.split("b = 1").skip(1).map(|rest| rest.lines().nth(1));
    for line in halves.flatten() {
        assert!(!line.contains("that is"), "{said}");
    }
    let bribed = printed_in(
        here.path(),
        &[
            "repeat",
            "coalition",
            "--scenario",
            "bribed",
            "--profile",
            "S=balance",
        ],
    );
    assert!(bribed.contains("which no pi meets here"), "{bribed}");
    assert!(!bribed.contains("here pi <= -"), "{bribed}");
}

#[test]
fn bad_input_says_what_is_wrong() {
    let here = folder();
    let repeat = |more: &[&str]| unipole(here.path(), &[&["repeat"], more].concat());
    refused(
        &mut repeat(&["core", "--discount", "1"]),
        &["`1` is no discount factor", "from 0 to below 1"],
    );
    refused(
        &mut repeat(&["core", "--discount", "-1/2"]),
        &["no discount factor"],
    );
    refused(
        &mut repeat(&["core", "--discount", "soon"]),
        &["`soon` is no number"],
    );
    refused(
        &mut repeat(&["core", "--discount", "1/2,"]),
        &["`--discount 1/2,`: there is no number on one side of a comma"],
    );
    refused(&mut repeat(&["coalition", "--set", "delta=1"]), &["delta"]);
    refused(
        &mut repeat(&["core", "--profile", "S=fight"]),
        &["`fight` is neither an action nor a posture of S"],
    );
    refused(
        &mut repeat(&["core", "--profile", "X=press"]),
        &["no player is called `X`"],
    );
    refused(&mut repeat(&["treaties"]), &["at least two players"]);
    refused(&mut repeat(&["nothing"]), &["nothing"]);
    let ranks = "[players.A]\nactions = [\"a\", \"b\"]\n[players.B]\nactions = [\"a\", \"b\"]\n[ranking]\nA = [\"a, a\", \"b, b\", \"a, b ~ b, a\"]\nB = [\"a, a\", \"b, b\", \"a, b ~ b, a\"]\n";
    fs::write(here.path().join("ranks.toml"), ranks).expect("a file");
    refused(
        &mut repeat(&["ranks.toml"]),
        &["payoffs of this model are ranks"],
    );
}

#[test]
fn the_section_of_a_model_shows_its_mistakes() {
    let here = folder();
    let model = |section: &str| {
        let text = format!(
            "{section}\n[players.A]\nactions = [\"a\", \"b\"]\n[players.B]\nactions = [\"a\", \"b\"]\n[payoffs]\nA = \"1\"\nB = \"1\"\n"
        );
        fs::write(here.path().join("m.toml"), text).expect("a file");
        unipole(here.path(), &["repeat", "m.toml"])
    };
    refused(
        &mut model("[repeat]\n"),
        &["needs its discount factor", "m.toml:1"],
    );
    refused(
        &mut model("[repeat]\ndiscount = 2\n"),
        &["the discount factor is 2", "m.toml:2:12"],
    );
    refused(
        &mut model("[repeat]\ndiscounts = 1\n"),
        &["discounts", "did you mean `discount`?"],
    );
    refused(&mut model("[repeat]\ndiscount = \"dleta\"\n"), &["dleta"]);
}
