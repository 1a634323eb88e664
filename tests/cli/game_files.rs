//! Games from and for other tools: converted, solved, refused without a trace.

use std::fs;
use std::path::Path;
use std::process::Command;

use unipole::format::{csv_game, gam, lrs, nfg};
use unipole::game::Game;

use crate::{folder, names, printed_in, refused, unipole};

const TABLE: &str = "U,S,U payoff,S payoff\npress,align,2,1\nrestrain,align,0,0\npress,balance,0,0\nrestrain,balance,1,2\n";

fn read(path: &Path, file: &str) -> Game {
    let bytes = fs::read(path.join(file)).expect("a file");
    match file.rsplit('.').next() {
        Some("nfg") => nfg::read(&bytes).expect("a game"),
        Some("lrs") => lrs::read(&bytes).expect("a game"),
        Some("gam") => gam::read(&bytes).expect("a game"),
        _ => csv_game::read(&bytes).expect("a game").game,
    }
}

#[test]
fn every_format_is_converted_to_every_other_and_solved() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("a.csv"), TABLE).expect("a file");
    let game = read(path, "a.csv");
    let files = ["a.csv", "a.nfg", "a.lrs", "a.gam"];
    for file in &files[1..] {
        printed_in(path, &["convert", "a.csv", file]);
        assert_eq!(read(path, file).payoffs(), game.payoffs(), "{file}");
    }
    printed_in(path, &["convert", "a.csv", "a.json"]);
    let bimatrix = printed_in(path, &["convert", "a.json", "-", "--format", "bimatrix"]);
    assert_eq!(
        bimatrix,
        "U \\ S,align,balance\npress,\"2, 1\",\"0, 0\"\nrestrain,\"0, 0\",\"1, 2\"\n"
    );
    let lines = "NE,1,0,1,0\nNE,0,1,0,1\nNE,2/3,1/3,1/3,2/3\n";
    for file in files.iter().chain(&["a.json"]) {
        for other in &files {
            let to = format!("b.{}", other.rsplit('.').next().expect("an ending"));
            printed_in(path, &["convert", file, &to]);
            assert_eq!(read(path, &to).payoffs(), game.payoffs(), "{file} {to}");
        }
        assert_eq!(
            printed_in(path, &["solve", file, "--format", "gambit"]),
            lines,
            "{file}"
        );
        assert!(
            printed_in(path, &["solve", file]).contains("3 equilibria"),
            "{file}"
        );
    }
}

#[test]
fn lines_for_gambit_say_when_they_are_rounded_or_not_all() {
    let folder = folder();
    let path = folder.path();
    // A volunteer's dilemma: 2 for all if somebody pays 1. All three pay with 1 - 1/sqrt(2); two of them alone with 1/2.
    let volunteers = r#"NFG 1 R "" { "A" "B" "C" } { 2 2 2 }
1 1 1  2 1 1  1 2 1  2 2 1  1 1 2  2 1 2  1 2 2  0 0 0
"#;
    fs::write(path.join("t.nfg"), volunteers).expect("a file");
    let solve = ["solve", "t.nfg", "--format", "gambit"];
    let done = unipole(path, &solve).assert().success();
    let output = done.get_output().clone();
    let text = String::from_utf8(output.stdout).expect("text");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort();
    let expected = [
        "NE,0,1,0,1,1,0",
        "NE,0,1,1,0,0,1",
        "NE,0,1,1/2,1/2,1/2,1/2",
        "NE,0.292893,0.707107,0.292893,0.707107,0.292893,0.707107",
        "NE,1,0,0,1,0,1",
        "NE,1/2,1/2,0,1,1/2,1/2",
        "NE,1/2,1/2,1/2,1/2,0,1",
    ];
    assert_eq!(lines, expected);
    let notes = String::from_utf8(output.stderr).expect("text");
    assert_eq!(notes.matches("note: ").count(), 1, "{notes}");
    assert!(
        notes.contains("irrational probabilities are rounded"),
        "{notes}"
    );
    let quiet = unipole(path, &solve)
        .args(["-q", "-d", "3"])
        .assert()
        .success()
        .stderr("");
    let text = String::from_utf8(quiet.get_output().stdout.clone()).expect("text");
    assert!(
        text.contains("NE,0.293,0.707,0.293,0.707,0.293,0.707\n"),
        "{text}"
    );
    let several = ["solve", "core", "--format", "gambit", "--scenario", "all"];
    refused(
        &mut unipole(path, &several),
        &["which game", "one scenario"],
    );
    let first = [
        "solve",
        "core",
        "--format",
        "gambit",
        "--concept",
        "stackelberg",
    ];
    refused(&mut unipole(path, &first), &["--format gambit"]);
}

#[test]
fn decisions_of_a_tree_come_player_by_player() {
    let folder = folder();
    let path = folder.path();
    // P2 knows what P1 did; P1 moves again after both.
    let tree = r#"EFG 2 R "" { "A" "B" }
p "" 1 1 "first" { "l" "r" } 0
p "" 2 1 "after l" { "x" "y" } 0
t "" 1 "" { 3 1 }
p "" 1 2 "again" { "u" "v" "w" } 0
t "" 2 "" { 0 5 }
t "" 3 "" { 1 2 }
t "" 4 "" { 0 0 }
t "" 5 "" { 2 2 }
"#;
    fs::write(path.join("t.efg"), tree).expect("a file");
    // Again A takes v, so B takes y and gets 2; then A prefers r.
    let lines = printed_in(path, &["solve", "t.efg", "--format", "gambit"]);
    assert_eq!(lines, "NE,0,1,0,1,0,0,1\n");
}

#[test]
fn a_payoff_matrix_marks_best_replies_and_equilibria_and_compiles() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("a.csv"), TABLE).expect("a file");
    assert_eq!(printed_in(path, &["convert", "a.csv", "a.tex"]), "");
    let text = fs::read_to_string(path.join("a.tex")).expect("a file");
    assert!(
        text.contains(r"$\underline{\boldsymbol{2}},\, \underline{\boldsymbol{1}}$ & $0,\, 0$"),
        "{text}"
    );
    assert!(
        text.contains("Pure equilibria: (press, align); (restrain, balance)."),
        "{text}"
    );
    assert!(
        text.contains(
            "Mixed equilibria: ($2/3$ press $+$ $1/3$ restrain, $1/3$ align $+$ $2/3$ balance)."
        ),
        "{text}"
    );
    assert!(
        text.starts_with("% Made by: unipole convert a.csv a.tex\n"),
        "{text}"
    );

    let names = "x_1 & 50%,[y],\"{z} \\ #\"";
    let awkward = format!(",{names}\n*a,1;1,0;0,0;0\n\"~b, $c\",0;0,-1/2;1,1;0\n");
    fs::write(path.join("b.csv"), awkward).expect("a file");
    printed_in(path, &["convert", "b.csv", "b.tex"]);
    printed_in(path, &["convert", "core", "c.tex"]);
    let three = fs::read_to_string(path.join("c.tex")).expect("a file");
    assert_eq!(
        three.matches(r"\begin{tabular}").count(),
        3,
        "one for each action of S"
    );
    assert!(three.contains("S: bandwagon"), "{three}");
    // Where moves have an order, the tree; a picture can be had of any game.
    printed_in(path, &["convert", "targeted-balancing", "d.tex"]);
    assert!(
        fs::read_to_string(path.join("d.tex"))
            .expect("a file")
            .contains("tikzpicture")
    );
    let tree = printed_in(path, &["convert", "a.csv", "-", "--format", "tikz"]);
    assert!(tree.contains("tikzpicture"));
    for file in ["a.tex", "b.tex", "c.tex"] {
        let mut latex = Command::new("pdflatex");
        latex
            .current_dir(path)
            .args(["-interaction=nonstopmode", "-halt-on-error", file]);
        match latex.output() {
            Err(_) => eprintln!("note: pdflatex is not installed, so {file} was not compiled"),
            Ok(done) => {
                let log = String::from_utf8_lossy(&done.stdout).into_owned();
                assert!(done.status.success(), "{file}: {log}");
                assert!(!log.contains("Overfull"), "{file}: {log}");
            }
        }
    }
}

#[test]
fn files_that_say_something_wrong_leave_no_trace() {
    let folder = folder();
    let path = folder.path();
    for (file, content, fragments) in [
        (
            "a.lrs",
            "2 2\n1 2 3\n4 5 6 7 8 9\n",
            &["a.lrs:3:11", "one more"][..],
        ),
        (
            "b.lrs",
            "10000 10000\n1 2\n",
            &["b.lrs:1:1", "200000000 payoffs", "GiB"],
        ),
        (
            "c.gam",
            "2\n2 x\n",
            &["c.gam:2:3", "number of actions of player 2", "`x`"],
        ),
        (
            "d.csv",
            "A,B,A payoff,B payoff\nx,u,1\n",
            &["d.csv:2:1", "row 2", "4 cells", "found 3"],
        ),
        (
            "e.csv",
            ",l\nt,\n",
            &["e.csv:2:3", "row 2, column 2", "empty cell"],
        ),
        ("f.csv", "", &["empty", "A payoff"]),
        (
            "g.nfg",
            "NFG 1 R \"\" { \"A\" \"B\" } { 10000 10000 } 1",
            &["200000000", "GiB"],
        ),
    ] {
        fs::write(path.join(file), content).expect("a file");
        let before = names(path);
        for output in ["new.nfg", "new.csv", "new.tex"] {
            refused(&mut unipole(path, &["convert", file, output]), fragments);
        }
        refused(
            &mut unipole(path, &["solve", file, "-o", "new.json"]),
            fragments,
        );
        assert_eq!(names(path), before, "{file}");
    }
    printed_in(
        path,
        &["generate", "random", "--players", "3", "-o", "three.csv"],
    );
    let before = names(path);
    let three = ["convert", "three.csv", "new.lrs"];
    refused(
        &mut unipole(path, &three),
        &["two players", "this one has 3", ".gam"],
    );
    let three = ["convert", "three.csv", "-", "--format", "bimatrix"];
    refused(&mut unipole(path, &three), &["two players", "has 3"]);
    printed_in(
        path,
        &["generate", "random", "--size", "13", "-o", "large.nfg"],
    );
    let large = ["convert", "large.nfg", "new.tex"];
    refused(
        &mut unipole(path, &large),
        &["169 profiles", "13 columns", ".csv"],
    );
    refused(
        &mut unipole(path, &["convert", "large.nfg", "new.xls"]),
        &["new.xls", ".gam"],
    );
    assert_eq!(names(path).len(), before.len() + 1);
}

#[test]
fn numbers_that_lrsnash_would_read_wrong_are_noted() {
    let folder = folder();
    let path = folder.path();
    for (number, noted) in [
        ("9223372036854775807", false),
        ("9223372036854775808", true),
        ("1/9223372036854775808", true),
    ] {
        fs::write(path.join("a.gam"), format!("2\n1 1\n{number}\n-1/2\n")).expect("a file");
        let done = unipole(path, &["convert", "a.gam", "b.lrs"])
            .assert()
            .success()
            .stdout("");
        let notes = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert_eq!(
            notes.contains("more than 64 bits"),
            noted,
            "{number}: {notes}"
        );
        let written = fs::read_to_string(path.join("b.lrs")).expect("a file");
        assert_eq!(written, format!("1 1\n\n{number}\n\n-1/2\n"));
    }
}

#[test]
fn a_name_that_ends_in_a_backslash_is_noted() {
    let folder = folder();
    let path = folder.path();
    for (name, written, noted) in [(r"a\b", r#""a\b""#, false), (r"a\", r#""a\ ""#, true)] {
        let table = format!("U,C,U payoff,C payoff\n{name},x,1,0\nz,x,0,0\n");
        fs::write(path.join("a.csv"), table).expect("a file");
        let done = unipole(path, &["convert", "a.csv", "b.nfg"])
            .assert()
            .success();
        let notes = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert_eq!(notes.contains("backslash"), noted, "{notes}");
        let text = fs::read_to_string(path.join("b.nfg")).expect("a file");
        assert!(text.contains(written), "{text}");
    }
}

#[test]
fn repeated_labels_are_noted_unless_quiet() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("a.csv"), ",l,l\nt,1;1,0;0\n").expect("a file");
    let arguments = ["convert", "a.csv", "b.nfg"];
    let done = unipole(path, &arguments).assert().success().stdout("");
    let note = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(
        note.starts_with("note: a.csv: the action of P2 `l` is there twice"),
        "{note}"
    );
    unipole(path, &arguments)
        .arg("-q")
        .assert()
        .success()
        .stdout("")
        .stderr("");
    assert_eq!(read(path, "b.nfg").players()[1].actions[1].id, "l (2)");
}
