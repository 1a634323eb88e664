//! Benchmarks as they are typed. No time is asserted, only answers, words and shapes.

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{folder, names, printed, printed_in, refused, unipole};

fn json(arguments: &[&str]) -> Value {
    json_in(Path::new("."), arguments, 0)
}

/// The document, however the command ends, if it ends so.
#[track_caller]
fn json_in(folder: &Path, arguments: &[&str], code: i32) -> Value {
    let arguments = [
        &["bench"][..],
        arguments,
        &["--format", "json", "--runs", "1"],
    ]
    .concat();
    let done = unipole(folder, &arguments).assert().code(code).stderr("");
    serde_json::from_slice(&done.get_output().stdout).expect("one JSON document")
}

fn run<'a>(document: &'a Value, game: usize, by: &str) -> &'a Value {
    let runs = document["games"][game]["runs"].as_array().expect("runs");
    let found = runs.iter().find(|run| run["by"] == by);
    found.unwrap_or_else(|| panic!("nothing by {by} in {runs:?}"))
}

/// A program that prints what it is told, whatever the game.
fn peer(folder: &Path, name: &str, script: &str) -> String {
    fs::write(folder.join(format!("{name}.sh")), script).expect("a script");
    format!("{name}=sh {name}.sh {{nfg}}")
}

#[test]
fn every_method_that_applies_agrees_and_answers_stand_before_times() {
    let text = printed(&["bench", "coordination", "--size", "3", "--runs", "1"]);
    let at = |word: &str| {
        text.find(word)
            .unwrap_or_else(|| panic!("{word} is not in {text}"))
    };
    assert!(at("answers compared, and none contradicts another") < at("found"));
    assert!(at("answer  ") < at("median, ms"));
    assert!(text.contains("one thread for each method") && !text.contains("ALARM"));
    let document = json(&["coordination", "random", "--size", "3"]);
    assert_eq!(document["schema"], "unipole/bench/1");
    assert_eq!(document["agree"], true);
    assert_eq!(document["games"][0]["equilibria"], 7);
    for (by, answer, listed) in [
        ("tree", "same", 7),
        ("vertices", "same", 7),
        ("solve", "same", 7),
        ("pure", "same", 3),
        ("lemke-howson", "within", 1),
        ("one", "within", 1),
    ] {
        let run = run(&document, 0, by);
        assert_eq!(
            (&run["answer"], &run["equilibria"]),
            (&answer.into(), &listed.into()),
            "{by}"
        );
        assert_eq!(run["seconds"].as_array().map(Vec::len), Some(1));
    }
    assert!(run(&document, 0, "correlated")["equilibria"].is_null());
    assert_eq!(run(&document, 0, "correlated")["answer"], "within");
    assert_eq!(run(&document, 0, "lemke-howson")["work"]["unit"], "pivots");
    assert_eq!(run(&document, 0, "tree")["work"]["unit"], "nodes");
    assert_eq!(document["games"][1]["seed"], 0);
}

#[test]
fn files_models_and_three_players_are_games_too() {
    let folder = folder();
    let path = folder.path();
    for file in ["a.nfg", "a.lrs", "a.gam", "a.csv", "a.json"] {
        printed_in(path, &["generate", "random", "--size", "2x3", "-o", file]);
    }
    let arguments = [
        "a.nfg",
        "a.lrs",
        "a.gam",
        "a.csv",
        "a.json",
        "--method",
        "tree,vertices",
    ];
    let document = json_in(path, &arguments, 0);
    let games = document["games"].as_array().expect("games");
    assert_eq!(games.len(), 5);
    assert!(
        games
            .iter()
            .all(|game| game["equilibria"] == games[0]["equilibria"])
    );
    let document = json(&[
        "random",
        "core",
        "--size",
        "2x2x2",
        "--method",
        "supports,solve,tree",
    ]);
    assert_eq!(document["agree"], true);
    assert_eq!(run(&document, 0, "supports")["answer"], "same");
    let remarks = document["games"][0]["remarks"].to_string();
    assert!(
        remarks.contains("tree was not run, it is for two players"),
        "{remarks}"
    );
    assert_eq!(document["games"][1]["name"], "core");
}

#[test]
fn a_wrong_answer_is_an_alarm_and_has_no_ratio() {
    let folder = folder();
    let path = folder.path();
    let wrong = peer(path, "wrong", "echo NE,1,0,0,1\n");
    let short = peer(
        path,
        "short",
        "printf '2 1 0 1\\n1 1 0 1\\n\\n*Number of equilibria found: 1\\n'\n",
    );
    for (peer, name, words) in [
        (
            &wrong,
            "wrong",
            "P1 (1, 0), P2 (0, 1) is none: player P1 gains 1 by action 2",
        ),
        (&short, "short", "P1 (0, 1), P2 (0, 1) is missing"),
    ] {
        let arguments = [
            "coordination",
            "--size",
            "2",
            "--method",
            "tree",
            "--peer",
            peer,
        ];
        let document = json_in(path, &arguments, 1);
        assert_eq!(document["agree"], false);
        assert_eq!(run(&document, 0, name)["answer"], "different");
        assert!(run(&document, 0, name)["ratio"].is_null());
        let told = document["contradictions"][0].to_string();
        assert!(
            told.contains(words) && told.contains("coordination 2x2"),
            "{told}"
        );
        let arguments = [&["bench", "--runs", "1"][..], &arguments].concat();
        let done = unipole(path, &arguments).assert().code(1);
        let text = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
        assert!(
            text.starts_with("ALARM: answers contradict each other.\ncoordination 2x2,"),
            "{text}"
        );
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn the_same_answer_has_a_ratio_and_decimals_count_to_their_digits() {
    let folder = folder();
    let path = folder.path();
    let exact = peer(
        path,
        "exact",
        "printf 'NE,1,0,1,0\\nNE,0,1,0,1\\nNE,1/2,1/2,1/2,1/2\\n'\n",
    );
    let rounded = peer(
        path,
        "rounded",
        "printf 'NE,0.50,0.50,0.50,0.50\\nNE,0.00,1.00,0.00,1.00\\nNE,1.00,0.00,1.00,0.00\\n'\n",
    );
    let some = peer(path, "some", "echo NE,1,0,1,0\n");
    let arguments = [
        "coordination",
        "--size",
        "2",
        "--method",
        "pure",
        "--peer",
        &exact,
        "--peer",
        &rounded,
        "--peer",
        &some,
    ];
    let document = json_in(path, &arguments, 0);
    for (name, answer, has_ratio) in [
        ("exact", "same", true),
        ("rounded", "same-to-digits", true),
        ("some", "within", false),
        ("unipole solve", "same", false),
    ] {
        let run = run(&document, 0, name);
        assert_eq!(run["answer"], answer, "{name}");
        assert_eq!(run["ratio"].is_number(), has_ratio, "{name}");
    }
    assert_eq!(document["peers"][0]["name"], "exact");
}

/// Whether a process is gone, or dead and not yet buried, soon. Where processes cannot be looked up, they are taken to be gone.
fn has_ended(pid: &str) -> bool {
    let status = Path::new("/proc").join(pid).join("status");
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(10) {
        match fs::read_to_string(&status) {
            Ok(text) if !text.contains("State:\tZ") => {}
            _ => return true,
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

#[test]
fn a_program_that_is_missing_fails_or_takes_too_long_is_told_in_words() {
    let folder = folder();
    let path = folder.path();
    let fails = peer(path, "fails", "echo no licence >&2; exit 3\n");
    let slow = peer(path, "slow", "echo $$ > pid; sleep 60\n");
    let other = peer(path, "other", "echo hello\n");
    let arguments = [
        "coordination",
        "--size",
        "2",
        "--method",
        "pure",
        "--max-time",
        "2s",
        "--peer",
        "missing=no-such-program {lrs}",
        "--peer",
        &fails,
        "--peer",
        &slow,
        "--peer",
        &other,
    ];
    let begin = Instant::now();
    let document = json_in(path, &arguments, 0);
    assert!(begin.elapsed() < Duration::from_secs(50));
    for (name, outcome, words) in [
        ("missing", "failed", "`no-such-program` cannot be started"),
        ("fails", "failed", "no licence"),
        ("slow", "longer", ""),
        ("other", "answered", "no form that is known"),
    ] {
        let run = run(&document, 0, name);
        assert_eq!(run["outcome"], outcome, "{run}");
        assert!(run.to_string().contains(words), "{run}");
        assert!(run["ratio"].is_null());
    }
    let pid = fs::read_to_string(path.join("pid")).expect("the slow program began");
    assert!(has_ended(pid.trim()), "the slow program goes on");
    let text = printed_in(path, &[&["bench", "--runs", "1"][..], &arguments].concat());
    assert!(
        text.contains("more than 2 s") && text.contains("other is not compared: its output"),
        "{text}"
    );
}

#[test]
fn three_sizes_show_how_times_grow() {
    let folder = folder();
    let path = folder.path();
    let arguments = [
        "random",
        "--size",
        "4,2..3",
        "--seeds",
        "2",
        "--method",
        "tree,vertices",
    ];
    let document = json_in(
        path,
        &[&arguments[..], &["--figure", "growth.svg"]].concat(),
        0,
    );
    assert_eq!(document["games"].as_array().map(Vec::len), Some(6));
    assert_eq!(document["games"][0]["actions"], serde_json::json!([2, 2]));
    let growth = &document["growth"][0];
    assert_eq!(
        (&growth["family"], &growth["games_of_a_size"]),
        (&"random".into(), &2.into())
    );
    for row in growth["rows"].as_array().expect("rows") {
        assert_eq!(row["medians"].as_array().map(Vec::len), Some(3));
        assert!(row["factor"]["value"].is_number() && row["exponent"]["r_squared"].is_number());
    }
    let picture = fs::read_to_string(path.join("growth.svg")).expect("a picture");
    assert!(
        picture.starts_with("<svg")
            && picture.contains("vertices")
            && picture.contains("actions of each player")
    );
    let two = json(&["random", "--size", "2,3", "--method", "tree"]);
    assert_eq!(two["growth"], serde_json::json!([]));
    let text = printed_in(
        path,
        &[
            &["bench"][..],
            &arguments,
            &["--runs", "1", "-o", "growth.svg"],
        ]
        .concat(),
    );
    assert!(
        text.contains("factor per action") && text.contains("exponent"),
        "{text}"
    );
}

#[test]
fn tables_have_the_forms_of_other_tables() {
    let folder = folder();
    let path = folder.path();
    let command = [
        "bench",
        "coordination",
        "--size",
        "2",
        "--method",
        "tree",
        "--runs",
        "1",
    ];
    let written = |more: &[&str]| printed_in(path, &[&command[..], more].concat());
    let csv = written(&["--format", "csv"]);
    assert!(
        csv.starts_with(
            "game,players,actions,family,seed,by,kind,outcome,equilibria,answer,runs,median seconds"
        ),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), 2);
    let latex = written(&["--format", "latex"]);
    assert!(
        latex.contains("\\toprule") && latex.contains("unipole bench coordination --size 2"),
        "{latex}"
    );
    let markdown = written(&["--format", "markdown"]);
    assert!(
        markdown.starts_with("Made by `unipole bench coordination")
            && markdown.contains("| tree |"),
        "{markdown}"
    );
    for file in ["a.txt", "a.json", "a.csv", "a.md", "a.tex"] {
        assert_eq!(written(&["-o", file]), "");
    }
    assert_eq!(names(path).len(), 5);
}

#[test]
fn mistakes_are_refused_before_anything_runs() {
    let folder = folder();
    let path = folder.path();
    printed_in(path, &["generate", "coordination", "-o", "a.nfg"]);
    for (arguments, fragments) in [
        (&["randon"][..], &["`randon`", "did you mean `random`?"][..]),
        (
            &["zzzzzz.nfg"],
            &[
                "no file",
                "the families are random",
                "the bundled models are",
            ],
        ),
        (
            &["random", "--method", "tre"],
            &[
                "no method is called `tre`",
                "did you mean `tree`?",
                "lemke-howson",
            ],
        ),
        (
            &["random", "--method", "tree,simplex"],
            &["`simplex`", "the methods are tree, vertices"],
        ),
        (&["a.nfg", "--size", "4"], &["`--size` is for families"]),
        (&["a.nfg", "--seeds", "4"], &["`--seeds` is for families"]),
        (&["random", "--size", "8..4"], &["`8..4` is not a range"]),
        (
            &["random", "--size", "0..99999999999999999999"],
            &["not a range"],
        ),
        (
            &["random", "--size", "four"],
            &["`four` is not a number of actions"],
        ),
        (
            &["many-equilibria", "--size", "4..6"],
            &["an even number of actions, at most 100, not 5"],
        ),
        (
            &["random", "--rho", "1/2"],
            &["`--rho` is for the family `covariant`"],
        ),
        (
            &["random", "--set", "u=1"],
            &["families have no parameters"],
        ),
        (
            &["random", "--peer", "lrsnash {lrs}"],
            &["not NAME=COMMAND", "--peer 'lrsnash=lrsnash {lrs}'"],
        ),
        (
            &["random", "--peer", "a=lrsnash"],
            &["where the game goes", "{nfg}"],
        ),
        (
            &["random", "--peer", "tree=lrsnash {lrs}"],
            &["the name `tree` is taken"],
        ),
        (
            &["random", "--size", "2,3", "--figure", "a.svg"],
            &["three sizes or more"],
        ),
        (
            &["random", "--size", "2,3,4", "--figure", "a.gif"],
            &["which kind of picture"],
        ),
        (&["random", "-o", "a.xls"], &["does not say which format"]),
        (
            &["random", "-o", "nowhere/a.txt"],
            &["there is no directory `nowhere`"],
        ),
        (&["random", "--runs", "0"], &["--runs"]),
        (&["random", "--max-time", "soon"], &["--max-time"]),
        (&[], &["FILE|FAMILY"]),
    ] {
        let arguments = [&["bench"][..], arguments].concat();
        refused(&mut unipole(path, &arguments), fragments);
        assert_eq!(names(path), ["a.nfg"], "{arguments:?}");
    }
}

/// What lrsnash lists is what every method lists, in games with ties too.
#[test]
fn lrsnash_lists_the_same() {
    if Process::new("lrsnash")
        .stdout(Stdio::null())
        .stdin(Stdio::null())
        .status()
        .is_err()
    {
        println!("lrsnash is not installed: nothing is compared");
        return;
    }
    let arguments = [
        "random",
        "degenerate",
        "--size",
        "3,4x5",
        "--seeds",
        "3",
        "--method",
        "tree",
        "--peer",
        "lrsnash=lrsnash {lrs}",
    ];
    let document = json(&arguments);
    assert_eq!(document["games"].as_array().map(Vec::len), Some(12));
    for game in 0..12 {
        assert_eq!(
            run(&document, game, "lrsnash")["answer"],
            "same",
            "{document:#}"
        );
        assert_eq!(run(&document, game, "lrsnash")["work"]["unit"], "pivots");
    }
}

/// Ctrl-C gives what is finished.
#[cfg(unix)]
#[test]
fn who_stops_it_gets_what_is_finished() {
    let folder = folder();
    let path = folder.path();
    let peer = peer(path, "slow", "touch begun; sleep 60\n");
    let program = assert_cmd::cargo::cargo_bin("unipole");
    let child = Process::new(program)
        .args([
            "bench",
            "coordination",
            "--size",
            "2",
            "--method",
            "tree",
            "--max-time",
            "5m",
            "--peer",
            &peer,
        ])
        .current_dir(path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let begin = Instant::now();
    while !path.join("begun").exists() && begin.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let id = child.id().to_string();
    assert!(
        Process::new("kill")
            .args(["-INT", &id])
            .status()
            .expect("a signal")
            .success()
    );
    let done = child.wait_with_output().expect("it ends");
    assert_eq!(done.status.code(), Some(130));
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(text.contains("Stopped after 2 of 3 measurements"), "{text}");
    assert!(text.contains("tree"), "{text}");
    assert!(begin.elapsed() < Duration::from_secs(60));
}
