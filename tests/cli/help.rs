//! What the program says of itself, and how it speaks to pipes.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use unipole::model::BUNDLED;

use crate::{folder, printed, printed_in, refused, unipole};

const COMMANDS: [&str; 9] = [
    "solve",
    "logit",
    "capabilities",
    "convert",
    "generate",
    "bench",
    "models",
    "diff",
    "completions",
];

#[test]
fn a_reader_that_leaves_early_is_no_mistake() {
    let answer = printed(&[
        "solve",
        "continuum",
        "--scenario",
        "all",
        "--format",
        "json",
    ]);
    assert!(answer.len() > 1 << 16, "the answer would fit into a pipe");
    let early =
        r#"{ "$0" solve continuum --scenario all --format json; echo "code $?" >&2; } | head -n 1"#;
    let mut shell = Command::new("sh");
    shell
        .args(["-c", early])
        .arg(assert_cmd::cargo::cargo_bin("unipole"));
    shell.assert().success().stdout("{\n").stderr("code 0\n");
}

#[test]
fn no_colours_go_into_a_pipe_and_none_to_a_terminal_that_wants_none() {
    for value in ["", "1"] {
        for arguments in [&["solve", "core"][..], &["solve", "cor"]] {
            let mut command = unipole(Path::new("."), arguments);
            let output = command.env("NO_COLOR", value).output().expect("it runs");
            assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));
        }
    }
}

#[test]
fn a_plain_call_and_every_help_say_what_to_do() {
    let start = printed(&[]);
    assert!(start.contains("Start here:") && start.contains("unipole solve core"));
    let help = printed(&["--help"]);
    for command in COMMANDS {
        assert!(help.contains(command), "{command} is not in the help");
        let own = printed(&[command, "--help"]);
        assert!(own.contains(&format!("Usage: unipole {command}")), "{own}");
    }
    assert!(printed(&["completions", "bash"]).contains("unipole"));
    assert!(printed(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
    refused(
        &mut unipole(Path::new("."), &["slove", "core"]),
        &["slove", "solve"],
    );
}

#[test]
fn models_lists_every_bundled_model_and_prints_one_to_start_from() {
    let list = printed(&["models"]);
    let folder = folder();
    for (id, text) in BUNDLED {
        assert!(list.contains(id), "{id} is not listed");
        assert_eq!(printed(&["models", id]), *text);
    }
    let mine = folder.path().join("mine.toml");
    fs::write(&mine, printed(&["models", "core"])).expect("a file");
    let body = |text: String| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let own = printed_in(folder.path(), &["solve", "mine.toml"]);
    assert_eq!(body(own), body(printed(&["solve", "core"])));
    refused(
        &mut unipole(Path::new("."), &["models", "cor"]),
        &["did you mean `core`?"],
    );
}
