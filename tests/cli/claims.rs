//! `unipole claims`: on another model, with values set, and what is refused.

use std::fs;

use super::{folder, printed, printed_in, refused, unipole};

#[test]
fn a_claim_about_what_the_other_model_does_not_have_is_not_applicable() {
    let folder = folder();
    let renamed = r#"
title = "Stag hunt"
[parameters]
a = { default = "1", range = ["1", "3"], meaning = "what a hare is worth" }
[players.A]
actions = { stag = "hard balancing", hare = "" }
[players.B]
actions = { stag = "hard balancing", hare = "" }
[payoffs.A]
stag = "if B == stag then 4 else 0"
hare = "a"
[payoffs.B]
stag = "if A == stag then 4 else 0"
hare = "a"
"#;
    let claims = r#"
[[claims]]
id = "X1"
says = "Both hunt the stag."
formal = "for all: [stag x 2]"
[[claims]]
id = "X2"
says = "The value of a hare matters."
formal = "for all a where a > 2: risk-dominant [hare x 2]"
"#;
    let other = renamed.replace("a = {", "b = {").replace("\"a\"", "\"b\"");
    fs::write(folder.path().join("one.toml"), format!("{renamed}{claims}")).expect("a file");
    fs::write(folder.path().join("two.toml"), other).expect("a file");
    let arguments = [
        "claims",
        "one.toml",
        "--against",
        "two.toml",
        "--format",
        "csv",
    ];
    let table = printed_in(folder.path(), &arguments);
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[1].starts_with("X2,holds,not applicable,"), "{table}");
    assert!(lines[1].contains("Not about this model"), "{table}");
    assert!(lines[2].starts_with("X1,holds,holds,"), "{table}");
}

#[test]
fn a_parameter_that_is_set_no_longer_varies() {
    let free = printed(&["claims", "soft-balancing", "--only", "P17"]);
    assert!(
        free.contains("box         h in [0, 1], d in [0, 1], m in"),
        "{free}"
    );
    let set = printed(&[
        "claims",
        "soft-balancing",
        "--only",
        "P17",
        "--set",
        "d=2/5",
    ]);
    assert!(set.contains("box         h in [0, 1], m in"), "{set}");
    assert!(set.contains("verdict     holds"), "{set}");
}

#[test]
fn what_is_set_cannot_be_what_a_statement_is_about() {
    let arguments = ["claims", "core", "--only", "P32", "--set", "u=1/2"];
    refused(
        &mut unipole(folder().path(), &arguments),
        &["`u`, which is set", "left open by `--set`"],
    );
}

#[test]
fn a_listed_parameter_takes_its_listed_values_only() {
    let folder = folder();
    let model = r#"
title = "A switch"
[parameters]
z = { default = "0", domain = "{0, 1}", range = ["0", "1"], meaning = "a switch" }
[players.A]
actions = { on = "hard balancing", off = "" }
[players.B]
actions = { wait = "neutrality" }
[payoffs.A]
on = "z*(1 - z)"
off = "0"
[payoffs.B]
wait = "0"
[[claims]]
id = "X1"
says = "Between the values that the switch takes, on is better: which is no counterexample."
formal = "for all z: [off, wait]"
[[claims]]
id = "X2"
says = "At both, on is as good."
formal = "for all z: strict [off, wait]"
expect = "fails"
"#;
    fs::write(folder.path().join("switch.toml"), model).expect("a file");
    let table = printed_in(folder.path(), &["claims", "switch.toml", "--format", "csv"]);
    let verdict = |id: &str| {
        let line = table.lines().find(|line| line.starts_with(id));
        line.expect("a line for each claim").to_owned()
    };
    assert!(verdict("X1").contains("undecided"), "{table}");
    assert!(verdict("X2").contains("fails"), "{table}");
}
