//! Moving first as it is asked for and printed.

use std::fs;

use serde_json::{Value, json};

use crate::{folder, printed, printed_in, refused, unipole};

const DUEL: &str = "NFG 1 R \"A duel\" { \"U\" \"S\" } { 2 2 }\n2 1 1 0 4 0 3 1\n";

#[test]
fn the_answer_says_what_moving_first_is_worth() {
    let folder = folder();
    fs::write(folder.path().join("duel.nfg"), DUEL).expect("a file");
    let text = printed_in(
        folder.path(),
        &["solve", "duel.nfg", "--concept", "stackelberg"],
    );
    for said in [
        "U moves first; S sees it and answers.",
        "If U binds itself to an action before S moves, 2 is best: it gets 3.",
        "If U could bind itself to a mixture of actions before S moves, it would play 1/2 1 + 1/2 2; S would answer 2, and U would get 7/2.",
        "it gets as nearly 7/2 as it likes, but not all of it",
        "When all move at once, U gets 2 in the one equilibrium.",
        "Moving first with an action is worth 1 to U.",
        "Moving first with a mixture is worth 3/2 to U.",
    ] {
        assert!(text.contains(said), "{said:?} is not in:\n{text}");
    }
}

#[test]
fn a_saved_answer_is_verified_and_a_tampered_one_refused() {
    let folder = folder();
    let solve = [
        "solve",
        "neutrality",
        "--concept",
        "stackelberg",
        "-o",
        "answer.json",
    ];
    printed_in(folder.path(), &solve);
    let file = folder.path().join("answer.json");
    let text = fs::read_to_string(&file).expect("the answer");
    let mut answer: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(answer["schema"], "unipole/solution/1");
    assert_eq!(answer["concept"], "stackelberg");
    assert_eq!(answer["leader"], "U");
    // Of forcing with 7/20 the follower is indifferent: 7/20 * 1/4 + 13/20 * 3/10.
    assert_eq!(answer["mixed"]["strong"]["value"], "113/400");
    assert_eq!(answer["mixed"]["weak"]["attained"], json!(false));
    assert_eq!(answer["nash"]["best"], "3/20");
    assert_eq!(
        answer["worth"]["mixture"],
        json!({"strong": "53/400", "weak": "53/400"})
    );
    let found = printed_in(folder.path(), &["check", "answer.json", "--strict"]);
    assert!(
        found.contains("Everything the answer claims was verified."),
        "{found}"
    );
    answer["mixed"]["strong"]["value"] = json!("3/10");
    fs::write(&file, answer.to_string()).expect("written");
    let found = unipole(folder.path(), &["check", "answer.json"])
        .assert()
        .code(1);
    let text = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
    assert!(
        text.contains("REFUTED     leader /mixed/strong/value"),
        "{text}"
    );
}

#[test]
fn all_scenarios_and_all_forms_are_written() {
    let all = [
        "solve",
        "core",
        "--concept",
        "stackelberg",
        "--scenario",
        "all",
    ];
    let with = |more: &[&'static str]| printed(&[&all[..], more].concat());
    let data: Value = serde_json::from_str(&with(&["--format", "json"])).expect("JSON");
    assert_eq!(data["schema"], "unipole/solutions/1");
    let csv = with(&["--format", "csv"]);
    assert!(
        csv.starts_with("model,scenario,leader,commitment,number,attained,player,"),
        "{csv}"
    );
    assert!(
        csv.contains("core,default,U,pure,1,true,U,unipole,press,,1,13/20,true\n"),
        "{csv}"
    );
    assert!(with(&["--format", "markdown"]).contains("| commitment to "));
    let latex = with(&["--format", "latex"]);
    assert!(
        latex.contains("unipole solve core --scenario all --concept stackelberg --format latex"),
        "{latex}"
    );
    let text = printed(&["solve", "core", "--concept", "stackelberg", "--leader", "C"]);
    assert!(
        text.contains("C (Challenger) moves first; U and S see it and answer, all at once."),
        "{text}"
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let here = std::path::Path::new(".");
    let leader = ["solve", "core", "--leader", "U"];
    refused(
        &mut unipole(here, &leader),
        &["--leader", "--concept stackelberg"],
    );
    let unknown = ["solve", "core", "--concept", "stackelberg", "--leader", "X"];
    refused(
        &mut unipole(here, &unknown),
        &["no player is called `X`", "U, C, S"],
    );
    let first = ["solve", "core", "--concept", "stackelberg", "--first", "1"];
    refused(&mut unipole(here, &first), &["--first"]);
    let diff = ["diff", "core", "@bipolar", "--concept", "stackelberg"];
    refused(
        &mut unipole(here, &diff),
        &["`unipole diff` knows no `--concept stackelberg`"],
    );
}
