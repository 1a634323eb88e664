//! `unipole check` on the file of a map.

use super::*;

#[test]
fn the_program_verifies_refutes_and_refuses_maps() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("map.json");
    let map = Map::of("core", None, &[], &[("u", 5, 100), ("s", 5, 100)], 3);
    let run = |json: &Json, format: &str| {
        std::fs::write(&file, json.to_string()).expect("a file");
        let mut command = assert_cmd::Command::cargo_bin("unipole").expect("the program");
        let output = command
            .args(["check", "--format", format])
            .arg(&file)
            .output();
        let output = output.expect("it runs");
        let text = String::from_utf8(output.stdout).expect("text");
        (output.status.code(), text)
    };
    let (code, text) = run(&map.0, "text");
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("Everything the answer claims was verified"),
        "{text}"
    );
    let (code, text) = run(&map.0, "json");
    let report: Json = serde_json::from_str(&text).expect("a report");
    assert_eq!((code, &report["verdict"]), (Some(0), &json!("verified")));
    let lie = map.with(|json| json["undecided"] = json!("0"));
    assert_eq!(run(&lie.0, "text").0, Some(1));
    let odd = map.with(|json| json["cells"] = json!(0));
    assert_eq!(run(&odd.0, "text").0, Some(2));
    let nowhere = map.with(|json| json["model"] = json!("nowhere.toml"));
    assert_eq!(run(&nowhere.0, "text").0, Some(2));
}
