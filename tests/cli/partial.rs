//! Answers that are not all: the first equilibria, a search that is stopped, a game too large for a complete list.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{folder, unipole};

/// A game in which every payoff is a different residue: no ties.
fn write_game(folder: &Path, name: &str, counts: &[usize]) {
    let players: Vec<String> = (1..=counts.len()).map(|n| format!("\"P{n}\"")).collect();
    let sizes: Vec<String> = counts.iter().map(usize::to_string).collect();
    let numbers = counts.iter().product::<usize>() * counts.len();
    let payoffs: Vec<String> = (1..=numbers as u64)
        .map(|n| (n * n % 1_000_003 * 7_919 % 99_991).to_string())
        .collect();
    let text = format!(
        "NFG 1 R \"large\" {{ {} }} {{ {} }}\n\n{}\n",
        players.join(" "),
        sizes.join(" "),
        payoffs.join(" ")
    );
    fs::write(folder.join(name), text).expect("a file");
}

/// The document, and what is said beside it.
fn solved(folder: &Path, arguments: &[&str]) -> (Value, String) {
    let all = [&["solve"], arguments, &["--format", "json"]].concat();
    let done = unipole(folder, &all).assert().success();
    let done = done.get_output();
    let document = serde_json::from_slice(&done.stdout).expect("JSON");
    (document, String::from_utf8_lossy(&done.stderr).into_owned())
}

#[test]
fn the_first_equilibria_are_listed_as_such() {
    let folder = folder();
    write_game(folder.path(), "game.nfg", &[5, 5, 5]);
    let (document, beside) = solved(folder.path(), &["game.nfg", "--first", "2"]);
    assert_eq!(beside, "");
    assert_eq!(document["complete"], false);
    let completeness = document["completeness"].as_str().expect("words");
    assert!(
        completeness.contains("the first 2 equilibria"),
        "{completeness}"
    );
    assert_eq!(document["equilibria"].as_array().map(Vec::len), Some(2));
    assert_eq!(document.get("components"), None);
    // Where all are few, the list is complete.
    let (document, _) = solved(folder.path(), &["core", "--first", "5"]);
    assert_eq!(document["complete"], true);
}

#[test]
fn an_answer_that_lists_what_was_asked_for_is_not_refuted_for_the_rest() {
    let folder = folder();
    let game = "2 2\n\n1 0\n0 1\n\n1 0\n0 1\n";
    fs::write(folder.path().join("game.lrs"), game).expect("a file");
    for asked in [&["--first", "1"][..], &["--lemke-howson"]] {
        let words = [&["solve", "game.lrs", "-o", "answer.json"], asked].concat();
        unipole(folder.path(), &words).assert().success();
        let done = unipole(folder.path(), &["check", "answer.json"]).assert();
        let found = String::from_utf8_lossy(&done.success().get_output().stdout).into_owned();
        assert!(found.contains("only some were asked for"), "{found}");
    }
}

#[test]
fn a_game_too_large_for_all_says_so_first_and_offers_what_can_be_had() {
    let folder = folder();
    write_game(folder.path(), "game.nfg", &[5, 5, 5, 5, 5]);
    let (document, beside) = solved(folder.path(), &["game.nfg"]);
    for words in [
        "28,629,151 combinations of supports",
        "--max-time",
        "--first",
    ] {
        assert!(beside.contains(words), "{beside}");
    }
    assert_eq!(document["complete"], false);
    let completeness = document["completeness"].as_str().expect("words");
    assert!(
        completeness.contains("all pure equilibria are listed"),
        "{completeness}"
    );
    assert_ne!(document["equilibria"].as_array().map(Vec::len), Some(0));
    let quiet = unipole(folder.path(), &["solve", "game.nfg", "-q"]);
    { quiet }.assert().success().stderr("");
}

#[test]
fn a_search_that_is_stopped_says_what_it_covered() {
    let folder = folder();
    write_game(folder.path(), "game.nfg", &[5, 5, 5, 5]);
    let (document, beside) = solved(folder.path(), &["game.nfg", "--max-time", "300ms"]);
    assert!(beside.contains("when the time is over"), "{beside}");
    assert_eq!(document["complete"], false);
    let completeness = document["completeness"].as_str().expect("words");
    assert!(completeness.contains("stopped after"), "{completeness}");
    assert!(
        completeness.contains("of 923,521 combinations"),
        "{completeness}"
    );
    // What it lists is checked like any other answer.
    fs::write(folder.path().join("answer.json"), document.to_string()).expect("a file");
    unipole(folder.path(), &["check", "answer.json"])
        .assert()
        .success();
}

#[test]
fn a_time_that_is_none_is_refused() {
    for time in ["0", "-1s", "soon", "5 parsecs"] {
        let arguments = ["solve", "core", &format!("--max-time={time}")];
        let done = unipole(Path::new("."), &arguments)
            .assert()
            .code(2)
            .stdout("");
        let message = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(message.contains("90s, 5m or 2h"), "{message}");
    }
    let done = unipole(Path::new("."), &["solve", "core", "--first", "0"]).assert();
    done.code(2);
}

#[cfg(unix)]
#[test]
fn control_c_prints_what_there_is() {
    let folder = folder();
    write_game(folder.path(), "game.nfg", &[5, 5, 5, 5]);
    let program = assert_cmd::cargo::cargo_bin("unipole");
    let child = std::process::Command::new(program)
        .current_dir(folder.path())
        .args([
            "solve",
            "game.nfg",
            "--max-time",
            "1h",
            "--format",
            "json",
            "-q",
        ])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(std::time::Duration::from_millis(700));
    let kill = std::process::Command::new("kill");
    let killed = { kill }.args(["-INT", &child.id().to_string()]).status();
    assert!(killed.expect("kill is there").success());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(130));
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let completeness = document["completeness"].as_str().expect("words");
    assert!(completeness.contains("stopped after"), "{completeness}");
}
