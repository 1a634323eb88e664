//! What is refused, with which words, and that nothing is written then.

use std::fs;

use crate::{folder, printed_in, refused, refused_without_a_trace, unipole};

#[test]
fn mistakes_in_what_is_asked_are_refused_at_their_place() {
    let folder = folder();
    for (arguments, fragments) in [
        (
            &["core", "--set", "lamb=1"][..],
            &[
                "no parameter is called `lamb`",
                "--set:1:1",
                "did you mean `lam`?",
            ][..],
        ),
        (
            &["core", "--set", "be=2"],
            &["be = 2", "[0, 1]", "--set:1:4"],
        ),
        (&["core", "--set", "u=0"], &["u = 0", "> 0", "--set:1:3"]),
        (&["core", "--set", "u=1/0"], &["zero", "--set:1:5"]),
        (&["core", "--set", "u"], &["`u`", "name=value"]),
        (
            &["core", "--set", "u=c", "--set", "c=u"],
            &["depends on itself"],
        ),
        (
            &["arms-or-allies", "--set", "m=1"],
            &["assumes", "m = 1, u = 1/2", "arms-or-allies:"],
        ),
        (
            &["hard-balancing", "--set", "m=1,2"],
            &["each of the 5 members of S, but 2 are given", "--set:1:"],
        ),
        (
            &["hard-balancing", "--set", "n=1000000000000"],
            &["1000000000000"],
        ),
        (
            &["core", "--scenario", "bipolr"],
            &["`bipolr`", "did you mean `bipolar`?"],
        ),
        (&["cor"], &["`cor`", "did you mean `core`?"]),
        (&["core", "--format", "xml"], &["xml", "possible values"]),
        (
            &["core", "--concept", "stable"],
            &["stable", "possible values"],
        ),
        (&["core", "-d", "x"], &["'x'"]),
        (&["core", "--nonsense"], &["--nonsense"]),
    ] {
        let arguments: Vec<&str> = ["solve"].iter().chain(arguments).copied().collect();
        refused_without_a_trace(folder.path(), &arguments, fragments);
    }
}

const DECISION: &str = r#"
title = "A decision"
[parameters]
u = { default = "2", domain = "> 0", meaning = "one" }
c = { default = "1", domain = "> 0", meaning = "other" }
[players.S]
title = "State"
role = "secondary state"
actions = { resist = "", yield = "" }
[payoffs.S]
resist = "1/(u - c)"
yield = "if S == yield then 0 else 1"
"#;

#[test]
fn mistakes_in_a_model_are_refused_at_their_place() {
    let folder = folder();
    let write =
        |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).expect("a file");
    write("whole.toml", DECISION.as_bytes());
    write(
        "action.toml",
        DECISION.replace("S == yield", "S == yeld").as_bytes(),
    );
    write("cut.toml", &DECISION.as_bytes()[..DECISION.len() - 9]);
    write("binary.toml", &[b't', 0xff, 0xfe, 0, 1, 2, 0x80]);
    write("empty.toml", b"");
    printed_in(folder.path(), &["solve", "whole.toml"]);
    for (arguments, fragments) in [
        (
            &["whole.toml", "--set", "c=u"][..],
            &["division by zero", "whole.toml:11:"][..],
        ),
        (
            &["action.toml"],
            &["`yeld`", "did you mean `yield`?", "action.toml:12:"],
        ),
        (&["cut.toml"], &["not TOML", "cut.toml:12:"]),
        (&["binary.toml"], &["UTF-8", "binary.toml:1:2"]),
        (&["empty.toml"], &["empty", "empty.toml:1:1"]),
        (&["missing.toml"], &["`missing.toml`"]),
    ] {
        let arguments: Vec<&str> = ["solve"].iter().chain(arguments).copied().collect();
        refused_without_a_trace(folder.path(), &arguments, fragments);
    }
}

#[test]
fn mistakes_in_a_game_file_are_refused_at_their_place() {
    let folder = folder();
    let head = r#"NFG 1 R "x" { "A" "B" }"#;
    for (name, text, fragments) in [
        (
            "few.nfg",
            "{ 2 2 }\n\n1 2 3 4 5 6 7\n",
            &["expected 8 payoffs, found 7", "few.nfg:"][..],
        ),
        (
            "many.nfg",
            "{ 2 2 }\n\n1 2 3 4 5 6 7 8 9\n",
            &["one more", "many.nfg:3:17"],
        ),
        (
            "zero.nfg",
            "{ 2 2 }\n\n1 2 3 1/0 5 6 7 8\n",
            &["`1/0`", "zero.nfg:3:7"],
        ),
        (
            "word.nfg",
            "{ 2 2 }\n\n1 2 3 four 5 6 7 8\n",
            &["four", "word.nfg:3:7"],
        ),
        (
            "negative.nfg",
            "{ 2 -2 }\n\n1 2 3 4 5 6 7 8\n",
            &["action", "negative.nfg:1:29"],
        ),
        (
            "huge.nfg",
            "{ 2 1000000000000 }\n\n1 2\n",
            &["4000000000000 payoffs", "huge.nfg:1:"],
        ),
        ("open.nfg", "{ 2 2\n\n1 2 3 4 5 6 7 8\n", &["open.nfg:"]),
    ] {
        fs::write(folder.path().join(name), format!("{head} {text}")).expect("a file");
        refused_without_a_trace(folder.path(), &["solve", name], fragments);
        refused_without_a_trace(folder.path(), &["diff", "core", name], fragments);
        refused(
            &mut unipole(folder.path(), &["convert", name, "new.json"]),
            fragments,
        );
    }
    fs::write(folder.path().join("empty.nfg"), "").expect("a file");
    refused_without_a_trace(
        folder.path(),
        &["solve", "empty.nfg"],
        &["empty", "empty.nfg:1:1"],
    );
    fs::write(folder.path().join("list.json"), "[1, 2").expect("a file");
    refused_without_a_trace(
        folder.path(),
        &["solve", "list.json"],
        &["JSON", "list.json"],
    );
    assert!(!folder.path().join("new.json").exists());
}
