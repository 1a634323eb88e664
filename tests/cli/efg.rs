//! Games in extensive form: read, written and drawn.

use std::fs;
use std::path::Path;

use unipole::format::{efg, game_json, nfg};
use unipole::game::{Game, Tree};
use unipole::model::load;
use unipole::num::Rational;

use crate::{folder, names, printed_in, refused, unipole};

/// An order of moves, and a player who does not see what was done.
const THREAT: &str = r#"
title = "A threat"
order = ["U", "S", "C"]
[players.U]
actions = ["force", "tolerate"]
[players.S]
count = 2
actions = ["align", "neutral"]
[players.C]
actions = ["react", "wait"]
after = "U == force"
[payoffs]
U = "if U == force then count(S, align) - 1/2 else 0"
S = "if U == force and S == neutral then -1/3 else 0"
C = "if U == tolerate then 1 else if C == react then count(S, neutral) else 1/7"
"#;

/// A signal: types are private, and what was done is seen.
const SIGNAL: &str = r#"EFG 2 R "a signal" { "U" "S" }
c "" 1 "U" { "benign" 2/3 "predatory" 1/3 } 0
p "" 1 1 "U:benign" { "restrain" "press" } 0
p "" 2 1 "S after restrain" { "align" "balance" } 0
t "" 1 "" { 2, 2 }
t "" 2 "" { 0, 0 }
p "" 2 2 "S after press" { "align" "balance" } 0
t "" 3 "" { 1, 2 }
t "" 4 "" { -1, 0 }
p "" 1 2 "U:predatory" { "restrain" "press" } 0
p "" 2 1 0
t "" 5 "" { 1, -1/2 }
t "" 6 "" { 0, 1 }
p "" 2 2 0
t "" 7 "" { 3, -1 }
t "" 8 "" { 1/2, 1 }
"#;

fn tree_in(path: &Path) -> Tree {
    efg::read(&fs::read(path).expect("a file")).expect("a tree")
}

fn game_in(path: &Path) -> Game {
    nfg::read(&fs::read(path).expect("a file")).expect("a game")
}

fn same_tree(ours: &Tree, read: &Tree) {
    assert_eq!(ours.nodes(), read.nodes());
    assert_eq!(ours.outcomes(), read.outcomes());
    for outcome in 0..ours.outcomes() {
        assert_eq!(ours.payoffs(outcome), read.payoffs(outcome));
    }
    for set in 0..ours.sets().len() {
        assert_eq!(ours.members(set), read.members(set));
        assert_eq!(ours.sets()[set].id, read.sets()[set].id);
        assert_eq!(ours.sets()[set].actions, read.sets()[set].actions);
        assert_eq!(ours.sets()[set].player, read.sets()[set].player);
    }
}

#[test]
fn a_model_with_an_order_of_moves_becomes_a_tree_and_comes_back() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("threat.toml"), THREAT).expect("a file");
    printed_in(path, &["convert", "threat.toml", "a.efg"]);
    printed_in(path, &["convert", "a.efg", "b.efg"]);
    let text = fs::read_to_string(path.join("a.efg")).expect("a file");
    assert_eq!(
        text,
        fs::read_to_string(path.join("b.efg")).expect("a file")
    );
    assert!(text.starts_with("EFG 2 R \"A threat\" { \"U\" \"S1\" \"S2\" \"C\" }\n"));
    let file = path.join("threat.toml");
    let model = load(file.to_str().expect("a path")).unwrap_or_else(|errors| panic!("{errors}"));
    let point = model.point(None, &[]).expect("a point");
    let arranged = model.tree(&point).expect("a tree").expect("an order");
    same_tree(&arranged.tree, &tree_in(&path.join("a.efg")));
    // Both ways lead to the reduced normal form.
    printed_in(path, &["convert", "threat.toml", "a.nfg"]);
    printed_in(path, &["convert", "a.efg", "b.nfg"]);
    let (there, here) = (game_in(&path.join("b.nfg")), game_in(&path.join("a.nfg")));
    assert_eq!(there.payoffs(), here.payoffs());
    assert_eq!(here.counts().len(), 4);
    printed_in(path, &["convert", "a.efg", "c.json"]);
    let json = game_json::read(&fs::read(path.join("c.json")).expect("a file"));
    assert_eq!(json.expect("a game").payoffs(), here.payoffs());
}

#[test]
fn a_tree_is_written_where_its_forms_would_be_too_large() {
    let folder = folder();
    let path = folder.path();
    // Three actions of U are seen by three secondary states, all that by C: 34 information sets.
    let large = THREAT
        .replace("count = 2", "count = 3")
        .replace("\"tolerate\"]", "\"tolerate\", \"talk\"]")
        .replace("after = \"U == force\"\n", "");
    fs::write(path.join("large.toml"), large).expect("a file");
    printed_in(path, &["convert", "large.toml", "large.efg"]);
    printed_in(path, &["convert", "large.toml", "large.svg"]);
    let tree = tree_in(&path.join("large.efg"));
    assert_eq!((tree.sets().len(), tree.outcomes()), (1 + 9 + 24, 48));
}

#[test]
fn a_model_without_an_order_becomes_a_tree_in_which_nobody_sees_the_others() {
    let folder = folder();
    let path = folder.path();
    printed_in(path, &["convert", "core", "core.efg"]);
    printed_in(path, &["convert", "core", "a.nfg"]);
    printed_in(path, &["convert", "core.efg", "b.nfg"]);
    let tree = tree_in(&path.join("core.efg"));
    assert_eq!(tree.sets().len(), tree.players().len());
    assert_eq!(game_in(&path.join("a.nfg")), game_in(&path.join("b.nfg")));
    // A game in normal form has such a tree too.
    printed_in(path, &["convert", "a.nfg", "c.efg"]);
    same_tree(&tree, &tree_in(&path.join("c.efg")));
}

#[test]
fn strategies_of_a_signal_say_what_each_type_and_each_reply_does() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("signal.efg"), SIGNAL).expect("a file");
    printed_in(path, &["convert", "signal.efg", "signal.nfg"]);
    let game = game_in(&path.join("signal.nfg"));
    assert_eq!(game.counts(), [4, 4]);
    // Both types restrain, and S aligns whatever it sees: 2/3 * 2 + 1/3 * 1, 2/3 * 2 - 1/3 * 1/2.
    let first = game.index_of(&[0, 0]);
    assert_eq!(game.payoff(0, first), Rational::ratio(5, 3));
    assert_eq!(game.payoff(1, first), Rational::ratio(7, 6));
}

#[test]
fn mistakes_in_a_file_are_shown_with_their_place() {
    let folder = folder();
    let path = folder.path();
    let broken = SIGNAL.replace("2/3 \"pred", "1/2 \"pred");
    fs::write(path.join("sum.efg"), broken).expect("a file");
    refused(
        &mut unipole(path, &["convert", "sum.efg", "new.nfg"]),
        &[
            "add up to 5/6, not to 1",
            "sum.efg:2:12",
            "help: probabilities are exact",
        ],
    );
    let short: Vec<&str> = SIGNAL.lines().take(13).collect();
    fs::write(path.join("short.txt"), short.join("\n")).expect("a file");
    refused(
        &mut unipole(path, &["convert", "short.txt", "new.svg"]),
        &["nothing follows `press` of this node", "short.txt:10:1"],
    );
    fs::write(path.join("forgets.efg"), "EFG 2 R \"\" { \"A\" } p \"\" 1 1 \"\" { \"x\" \"y\" } 0 p \"\" 1 1 0 t \"\" 0 t \"\" 0 t \"\" 0").expect("a file");
    refused(
        &mut unipole(path, &["convert", "forgets.efg", "new.nfg"]),
        &["a player has forgotten", "help: "],
    );
    fs::write(path.join("signal.efg"), SIGNAL).expect("a file");
    refused(
        &mut unipole(path, &["convert", "signal.efg", "new.nfg", "--set", "u=1"]),
        &["`signal.efg` is a game without parameters"],
    );
    assert_eq!(
        names(path),
        ["forgets.efg", "short.txt", "signal.efg", "sum.efg"]
    );
}

#[test]
fn a_tree_is_drawn_with_what_happens_in_equilibrium() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("threat.toml"), THREAT).expect("a file");
    printed_in(path, &["convert", "threat.toml", "a.svg"]);
    let svg = fs::read_to_string(path.join("a.svg")).expect("a file");
    assert!(svg.contains("What happens: U: force"), "{svg}");
    assert!(svg.contains(">−1/3</text>") && svg.contains(">neutral</text>"));
    assert!(svg.contains("cannot tell these apart"));
    let tikz = printed_in(path, &["convert", "threat.toml", "-", "--format", "latex"]);
    assert!(tikz.contains("\\begin{tikzpicture}") && tikz.contains("$-1/3$"));
    // What bold mathematics leaves behind would end a path of TikZ.
    assert!(tikz.contains(r"\bfseries {\boldmath$3/2$}"), "{tikz}");
    // Without an equilibrium in pure actions nothing is marked.
    let pennies = "NFG 1 R \"pennies\" { \"A\" \"B\" } { 2 2 } 1 -1 -1 1 -1 1 1 -1";
    fs::write(path.join("pennies.nfg"), pennies).expect("a file");
    let done = unipole(path, &["convert", "pennies.nfg", "b.svg"])
        .assert()
        .success();
    let note = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(note.contains("no equilibrium is marked"), "{note}");
    let large = THREAT.replace("count = 2", "count = 5");
    fs::write(path.join("large.toml"), large).expect("a file");
    refused(
        &mut unipole(path, &["convert", "large.toml", "c.svg"]),
        &["96 ends, too many for a picture", "help: "],
    );
    let left = ["a.svg", "b.svg", "large.toml", "pennies.nfg", "threat.toml"];
    assert_eq!(names(path), left);
}
