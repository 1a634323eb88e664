//! What is written is read back, what is wrong is refused where it is wrong, and nothing makes the reader panic.

use super::{EfgErrorKind, read, write};
use crate::game::{Draw, InformationSet, NODE_LIMIT, Player, Tree, TreeBuilder};
use crate::num::Rational;
use proptest::prelude::*;

const BAYES: &str = r#"EFG 2 R "two stages" { "Player 1" "Player 2" } "a \"comment\""
c "ROOT" 1 "(0,1)" { "1G" 0.500000 "1B" 1/2 } 0
p "" 1 1 "(1,1)" { "H" "L" } 7 "paid to enter" { -1, 1/3 }
p "" 2 1 "(2,1)" { "h" "l" } 0
t "" 1 "Outcome 1" { 10.000000 2.000000 }
t "" 2 "Outcome 2" { 0 10 }
p "" 2 1 7
t "" 1
t "" 0
p "" 1 2 "(1,2)" { "H" "L" } 0
p "" 2 1 "(2,1)" { "h" "l" } 0
t "" 5 "Outcome 5" { 4e0, 2 }
t "" 1
c "" 1 0
t "" 1
t "" 9 "Outcome 9" { 0, 10.0 }
"#;

const SEEDS: [&str; 3] = [
    BAYES,
    "EFG 2 D \"t\" { \"A\" } t \"\" 1 \"\" { 3/4 }\n",
    "EFG 2 R \"é\\\"\" { \"A\" \"B\" } p \"\" 2 4 \"\" { \"x\" \"x\" } 0 t \"\" 0 p \"\" 1 9 \"n\" { \"u\" } 0 t \"\" 3 \"\" { 1 2 }",
];

fn parsed(file: &str) -> Tree {
    read(file.as_bytes()).unwrap_or_else(|error| panic!("{error} in {file}"))
}

#[track_caller]
fn refused(file: &str, at: &str, message: &str) {
    let error = read(file.as_bytes()).expect_err("a mistake");
    assert_eq!(error.message(), message);
    assert_eq!(&file[error.span()], at, "{message}");
}

/// A file with two players whose nodes are these.
fn with(nodes: &str) -> String {
    format!("EFG 2 R \"\" {{ \"A\" \"B\" }} {nodes}")
}

#[test]
fn payoffs_on_the_way_are_added_up_and_descriptions_may_be_left_out() {
    let tree = parsed(BAYES);
    let payoffs: Vec<String> = (0..tree.outcomes())
        .map(|outcome| {
            let own = tree.payoffs(outcome).iter();
            own.map(Rational::to_string).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let expected = [
        "9 7/3", "-1 31/3", "8 8/3", "-2 2/3", "4 2", "10 2", "10 2", "0 10",
    ];
    assert_eq!(payoffs, expected);
    assert_eq!(tree.title(), "two stages");
    assert_eq!(tree.players()[1].id, "Player 2");
    let sets: Vec<(&str, usize)> = tree
        .sets()
        .iter()
        .enumerate()
        .map(|(place, set)| (set.id.as_str(), tree.members(place).len()))
        .collect();
    assert_eq!(sets, [("(1,1)", 1), ("(2,1)", 3), ("(1,2)", 1)]);
    assert_eq!(tree.draws().len(), 1);
    assert_eq!(
        tree.probabilities(0),
        [Rational::ratio(1, 2), Rational::ratio(1, 2)]
    );
}

#[test]
fn blank_and_repeated_names_become_ids_that_tell_apart() {
    let nodes = "p \"\" 1 3 \"\" { \"x\" \"x\" } 0 p \"\" 2 1 \" \" { \"l\" \"r\" } 0 t \"\" 0 p \"\" 1 8 \"late\" { \"\" } 0 t \"\" 0 t \"\" 0";
    let tree = parsed(&with(nodes));
    let ids: Vec<&str> = tree.sets().iter().map(|set| set.id.as_str()).collect();
    assert_eq!(ids, ["A 3", "B", "late"]);
    let actions: Vec<&str> = tree.sets()[0]
        .actions
        .iter()
        .map(|a| a.id.as_str())
        .collect();
    assert_eq!(actions, ["1", "2"]);
    let nodes = "p \"\" 1 1 \"B\" { \"x\" \"y\" } 0 t \"\" 0 p \"\" 2 5 \"\" { \"z\" } 0 t \"\" 0";
    let tree = parsed(&with(nodes));
    let ids: Vec<&str> = tree.sets().iter().map(|set| set.id.as_str()).collect();
    assert_eq!(ids, ["A 1", "B 5"]);
}

#[test]
fn a_wrong_beginning_is_refused() {
    refused(" ", " ", "the file is empty");
    refused("NFG 1 R", "NFG", "not an .efg file: it begins with `NFG`");
    let version = "version `1` of the .efg format is unknown; version 2 is read";
    refused("EFG 1 R", "1", version);
    refused(
        "EFG 2 X",
        "X",
        "expected `R` or `D` after the version, found `X`",
    );
    refused("EFG 2 R \"\" { }", "{", "the game has no players");
    refused("EFG 2 R \"\" { \"A\"", "{", "this brace is never closed");
    refused(&with("\"why"), "\"", "this quotation mark is never closed");
    let none = "expected a node, found the end of the file: the game has no tree";
    refused(&with(""), "", none);
    let node = "expected a node: `c` for chance, `p` for a player or `t` for an end, found `x`";
    refused(&with("x"), "x", node);
}

#[test]
fn a_tree_with_too_few_or_too_many_nodes_is_refused() {
    let half = with("p \"\" 1 1 \"\" { \"x\" \"y\" } 0 t \"\" 0");
    refused(
        &half,
        "p",
        "the file ends, and nothing follows `y` of this node",
    );
    let draw = with("c \"\" 1 \"\" { \"x\" 1/2 \"y\" 1/2 } 0");
    refused(
        &draw,
        "c",
        "the file ends, and nothing follows `x` of this node",
    );
    let more = "the tree is complete; expected the end of the file, found `t`";
    refused(&with("t \"\" 0 t \"\" 0"), "t", more);
}

#[test]
fn wrong_nodes_are_refused() {
    let player = "there is no player 3; the players are counted from 1 to 2";
    refused(&with("p \"\" 3 1 \"\" { \"x\" } 0"), "3", player);
    let zero = "there is no player 0; the players are counted from 1 to 2";
    refused(&with("p \"\" 0 1 \"\" { \"x\" } 0"), "0", zero);
    let actions = "information set 7 has not been described yet: expected its actions";
    refused(&with("p \"\" 1 7 0"), "7", actions);
    let event = "event 7 has not been described yet: expected its actions and their probabilities";
    refused(&with("c \"\" 7 \"n\" 0"), "7", event);
    let outcome = "outcome 7 has not been described yet: expected its payoffs";
    refused(&with("t \"\" 7"), "7", outcome);
    refused(
        &with("p \"\" 1 1 \"\" { } 0"),
        "{",
        "expected at least one action, found none",
    );
    let again = with("p \"\" 1 1 \"\" { \"x\" } 0 p \"\" 1 1 \"\" { \"z\" } 0");
    let other = "information set 1 was described before, with other actions";
    refused(&again, "{", other);
    let again = with(
        "c \"\" 1 \"\" { \"x\" 1 } 0 c \"\" 1 \"\" { \"x\" 2/2 } 0 c \"\" 1 \"\" { \"y\" 1 } 0",
    );
    let other = "event 1 was described before, with other probabilities";
    refused(&again, "{ \"y\" 1 }", other);
    let name = "expected the name of the node in quotation marks, found `1`";
    refused(&with("t 1"), "1", name);
    let number = "expected the number of the information set, found `-1`";
    refused(&with("p \"\" 1 -1"), "-1", number);
}

#[test]
fn wrong_probabilities_and_payoffs_are_refused() {
    let sum = "the probabilities of weather add up to 5/6, not to 1";
    let weather = with("c \"\" 1 \"weather\" { \"fair\" 1/2 \"foul\" 1/3 } 0");
    refused(&weather, "{ \"fair\" 1/2 \"foul\" 1/3 }", sum);
    let negative = "the probability of foul in chance 1 is -1, below zero";
    let weather = with("c \"\" 1 \"\" { \"fair\" 2 \"foul\" -1 } 0");
    refused(&weather, "{ \"fair\" 2 \"foul\" -1 }", negative);
    let missing = "expected the probability of the action, found `\"foul\"`";
    refused(
        &with("c \"\" 1 \"\" { \"fair\" \"foul\" 1 } 0"),
        "\"foul\"",
        missing,
    );
    let count = "expected 2 payoffs in this outcome, one for each player, found 1";
    refused(&with("t \"\" 1 \"\" { 5 }"), "{ 5 }", count);
    let null = "outcome 0 gives nobody anything, and has neither name nor payoffs";
    refused(&with("t \"\" 0 { 0 0 }"), "{ 0 0 }", null);
    let other = "outcome 1 was described before, with other payoffs";
    let again = with("p \"\" 1 1 \"\" { \"x\" } 1 \"\" { 1, 2 } t \"\" 1 \"\" { 1, 3 }");
    refused(&again, "{ 1, 3 }", other);
    refused(&with("t \"\" 1 \"\" { 1 x }"), "x", "`x` is not a number");
}

#[test]
fn what_would_not_fit_is_refused_before_it_is_made() {
    let actions = "\"x\" ".repeat(1 << 12);
    let first = format!("p \"\" 1 1 \"\" {{ {actions}}} 0 ");
    let more = "p \"\" 1 1 0 ".repeat(NODE_LIMIT >> 12);
    let error = read(with(&(first + &more)).as_bytes()).expect_err("too large");
    assert_eq!(
        error.message(),
        format!("the tree has more than {NODE_LIMIT} nodes")
    );
    let names = "\"\" ".repeat(1 << 13);
    let ends = "t \"\" 0 ".repeat(1 << 13);
    let actions = "\"\" ".repeat(1 << 13);
    let file = format!("EFG 2 R \"\" {{ {names} }} p \"\" 1 1 \"\" {{ {actions} }} 0 {ends}");
    let error = read(file.as_bytes()).expect_err("too large");
    assert_eq!(error.kind(), &EfgErrorKind::TooManyPayoffs);
}

#[test]
fn a_tree_may_be_as_deep_as_it_likes() {
    let deep = "p \"\" 1 1 \"\" { \"x\" \"y\" } 0 ".to_owned() + &"p \"\" 1 1 0 ".repeat(50_000);
    let file = with(&(deep + &"t \"\" 0 ".repeat(50_002)));
    let tree = parsed(&file);
    assert_eq!(tree.nodes().len(), 100_003);
    assert_eq!(parsed(&write(&tree)), tree);
}

#[test]
fn every_beginning_of_a_file_but_the_whole_is_refused() {
    for seed in SEEDS {
        let whole = seed.trim_end();
        assert!(read(whole.as_bytes()).is_ok(), "{seed}");
        for end in 0..whole.rfind(' ').expect("several words") {
            assert!(read(&whole.as_bytes()[..end]).is_err(), "{}", &whole[..end]);
        }
    }
}

fn name() -> impl Strategy<Value = String> {
    "[a-zé \"\\\\{}]{0,3}[a-z\"]"
}

/// Trees of at most three players, from a list of choices: at each node who moves, in which of its sets, and where everything ends.
fn tree() -> impl Strategy<Value = Tree> {
    let names = prop::collection::btree_set(name(), 3);
    let ids = prop::collection::btree_set(name(), 12);
    let choices = prop::collection::vec((0usize..5, 0usize..3, -9i64..9, 1i64..7), 1..40);
    (names, ids, choices).prop_map(|(names, ids, choices)| {
        let players = names.iter().map(|id| Player::plain(id, &[])).collect();
        let ids: Vec<String> = ids.into_iter().collect();
        let mut tree = TreeBuilder::new("a \"title\"", players);
        let (mut missing, mut choices) = (1, choices.into_iter());
        let (mut sets, mut draws) = (Vec::new(), Vec::new());
        while missing > 0 {
            let (mover, which, numerator, denominator) = choices.next().unwrap_or((4, 0, 1, 3));
            match mover {
                0..3 => {
                    let found = sets.iter().position(|known| *known == (mover, which));
                    let set = found.unwrap_or_else(|| {
                        sets.push((mover, which));
                        let actions = ["x", "y\"", "z"];
                        let id = &ids[sets.len()];
                        tree.set(InformationSet::plain(id, mover, &actions[..which + 1]))
                    });
                    tree.decision(set).expect("room");
                    missing += which;
                }
                3 => {
                    let other = Rational::ratio(1, denominator);
                    let probabilities = [&Rational::ONE - &other, other];
                    let found = draws.iter().position(|known| *known == denominator);
                    let draw = found.unwrap_or_else(|| {
                        draws.push(denominator);
                        let results = ["fair".to_owned(), "foul".to_owned()].to_vec();
                        let id = "weather".to_owned();
                        tree.draw(Draw {
                            id,
                            results,
                            is_type: false,
                        })
                    });
                    tree.chance(draw, &probabilities).expect("room");
                    missing += 1;
                }
                _ => {
                    let payoff = |player| Rational::ratio(numerator + player, denominator);
                    tree.outcome((0..3).map(payoff).collect()).expect("room");
                    missing -= 1;
                }
            }
        }
        tree.build().expect("complete")
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(tree in tree()) {
        let text = write(&tree);
        let back = read(text.as_bytes());
        prop_assert_eq!(back.as_ref(), Ok(&tree), "{}", text);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        seed in 0..SEEDS.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0u8..3, any::<u8>()), 1..6),
    ) {
        let mut bytes = SEEDS[seed].as_bytes().to_vec();
        for (place, action, byte) in edits {
            if bytes.is_empty() { break; }
            let at = place.index(bytes.len());
            let byte = if byte < 128 { b"{}\" 0189-/.ecpt\xff"[byte as usize % 16] } else { byte };
            match action {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
        }
        match read(&bytes) {
            Ok(tree) => prop_assert_eq!(read(write(&tree).as_bytes()), Ok(tree)),
            Err(error) => {
                prop_assert!(error.span().start <= error.span().end);
                prop_assert!(error.span().end <= bytes.len());
                prop_assert!(!error.message().is_empty());
            }
        }
    }
}
