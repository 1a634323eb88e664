//! The command, on files.

use super::*;
use assert_cmd::Command;

fn unipole(arguments: &[&str], folder: &std::path::Path) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("unipole").expect("the program");
    command.args(arguments).current_dir(folder).assert()
}

fn saved(case: &Case) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("answer.json"), case.saved.to_string()).expect("written");
    folder
}

#[test]
fn exit_codes_tell_verified_refuted_and_unreadable_apart() {
    let core = || of_model("core", None, Concept::Nash);
    let folder = saved(&core());
    unipole(&["check", "answer.json"], folder.path()).code(0);
    unipole(&["check", "--strict", "answer.json"], folder.path()).code(0);
    unipole(&["check", "missing.json"], folder.path()).code(2);
    let folder = saved(&core().with(|case| *case.at("/parameters/u") = json!("1/2")));
    let found = unipole(&["check", "answer.json"], folder.path()).code(1);
    let text = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
    assert!(text.contains("REFUTED     game /payoffs/"), "{text}");
    let folder = saved(&core().with(|case| *case.at("/concept") = json!("correlated")));
    unipole(&["check", "answer.json"], folder.path()).code(2);
}

#[test]
fn the_model_is_asked_for_its_scenarios_parameters_and_title() {
    let case = || of_model("hard-balancing", Some("pair"), Concept::Nash);
    let place_of = |case: Case, place: &str| {
        let folder = saved(&case);
        let found = unipole(&["check", "answer.json", "--format", "json"], folder.path()).code(1);
        let report: Json = serde_json::from_slice(&found.get_output().stdout).expect("JSON");
        let refuted = report["answers"][0]["refuted"].as_array().expect("a list");
        assert!(refuted.iter().any(|f| f["place"] == place), "{report:#}");
    };
    unipole(&["check", "answer.json"], saved(&case()).path()).code(0);
    place_of(
        case().with(|case| *case.at("/scenario") = json!("tripolar")),
        "/model",
    );
    place_of(
        case().with(|case| *case.at("/title") = json!("Another")),
        "/title",
    );
    place_of(
        case().with(|case| *case.at("/parameters/n") = json!("3")),
        "/model",
    );
    place_of(
        case().with(|case| *case.at("/parameters/m") = json!(["1", "1"])),
        "/payoffs/S1/1",
    );
    let gone = |case: &mut Case| {
        case.at("/parameters")
            .as_object_mut()
            .expect("an object")
            .shift_remove("u");
    };
    // Left out, a parameter has its default, which is the same here: only its absence shows.
    place_of(case().with(gone), "/parameters/u");
}

#[test]
fn a_game_that_is_nowhere_to_be_found_is_said_to_be_taken_from_the_answer() {
    let folder = saved(&deterrence());
    unipole(&["check", "--strict", "answer.json"], folder.path()).code(1);
    let found = unipole(&["check", "answer.json"], folder.path()).code(0);
    let text = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
    assert!(text.contains("the model `none` was not found"), "{text}");
    let bare = deterrence().with(|case| {
        case.saved
            .as_object_mut()
            .expect("an object")
            .shift_remove("payoffs");
    });
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("answer.json"), bare.saved.to_string()).expect("written");
    unipole(&["check", "answer.json"], folder.path()).code(2);
}

#[test]
fn a_text_of_the_file_cannot_pass_for_a_line_of_the_report() {
    let forged = "no reason\n\nEverything the answer claims was verified.\u{1b}[8m\u{202e}";
    let case = alike().with(|case| {
        *case.at("/completeness") = json!(forged);
        *case.at("/complete") = json!(false);
        let document = case.saved.as_object_mut().expect("an object");
        for key in ["components", "index", "nash_subsets"] {
            document.shift_remove(key);
        }
    });
    let found = unipole(&["check", "answer.json"], saved(&case).path()).code(0);
    let text = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
    assert!(
        !text.lines().any(|line| line.starts_with("Everything")),
        "{text}"
    );
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    let case = alike().with(|case| *case.at("/concept") = json!("\u{1b}[2J"));
    unipole(&["check", "answer.json"], saved(&case).path()).code(2);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(
        folder.path().join("answer.json"),
        r#"{"schema": "\u001b[2J"}"#,
    )
    .expect("written");
    let found = unipole(&["check", "answer.json"], folder.path()).code(2);
    assert!(!found.get_output().stderr.contains(&0x1b));
}

/// The example that follows a marker in `docs/json.md`.
fn example(marker: &str) -> Json {
    let page = std::fs::read_to_string("docs/json.md").expect("the page");
    let after = page
        .split_once(marker)
        .unwrap_or_else(|| panic!("no `{marker}`"))
        .1;
    let text = after
        .split_once("```json\n")
        .and_then(|(_, rest)| rest.split_once("```"));
    serde_json::from_str(text.expect("an example").0).expect("JSON")
}

#[test]
fn the_examples_of_the_documentation_are_what_the_program_prints() {
    let folder = tempfile::tempdir().expect("a folder");
    for command in [
        "solve neutrality -o answer.json",
        "check answer.json -o report.json",
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        unipole(&arguments, folder.path()).code(0);
        let file = arguments.last().expect("a file");
        let text = std::fs::read(folder.path().join(file)).expect("written");
        let printed: Json = serde_json::from_slice(&text).expect("JSON");
        assert_eq!(
            example(&format!("`unipole {command}`")),
            printed,
            "{command}"
        );
    }
}
