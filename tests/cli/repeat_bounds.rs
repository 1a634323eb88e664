//! What three and more states get when a game is played again and again, as it is printed and checked.

use std::fs;

use serde_json::{Value, json};

use crate::{folder, printed, printed_in, unipole};

fn answer(arguments: &[&str]) -> Value {
    let all: Vec<&str> = arguments
        .iter()
        .chain(&["--format", "json"])
        .copied()
        .collect();
    serde_json::from_str(&printed(&all)).expect("JSON")
}

/// Each contribution costs its giver 3 and gives all three states 2.
const PUBLIC_GOOD: &str = r#"title = "A public good"
[parameters]
delta = { default = "9/10", domain = "[0, 1)" }
[repeat]
discount = "delta"
[players.S]
count = 3
actions = { balance = "hard balancing", keep = "" }
[payoffs.S]
balance = "2*count(S, balance) - 3"
keep = "2*count(S, balance)"
"#;

#[test]
fn what_three_states_get_is_said_in_words_and_rows_and_on_the_page() {
    let here = folder();
    fs::write(here.path().join("good.toml"), PUBLIC_GOOD).expect("a file");
    let said = printed_in(here.path(), &["repeat", "good.toml"]);
    // Alone a state keeps what it has; the two others give, which leaves each of them with 1; all give 3 each.
    for line in [
        "Discount factor 9/10: what the players get in subgame-perfect plans in pure actions with public draws; every bound is proved.",
        "  In no such plan does any of S1, S2 and S3 get less than 0 or more than 4; some plans give just that.",
        "  In no such plan do all of them together get more than 9 (some plan gives just that).",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let hasty = ["repeat", "good.toml", "--discount", "1/10"];
    let hasty = printed_in(here.path(), &hasty);
    let line = "  In every such plan each of S1, S2 and S3 gets 0.";
    assert!(hasty.contains(line), "{hasty}");
    let rows = ["repeat", "good.toml", "--format", "csv"];
    let rows = printed_in(here.path(), &rows);
    assert!(
        rows.contains(",payoff-bounds,0.900000000000,9/10,S2,greatest,4,4"),
        "{rows}"
    );
    let paper = ["repeat", "good.toml", "--format", "latex"];
    let paper = printed_in(here.path(), &paper);
    assert!(paper.contains("& all together & & 9 "), "{paper}");
    printed_in(here.path(), &["report", "good.toml", "-o", "pages"]);
    let page = fs::read_to_string(here.path().join("pages/good.md")).expect("a page");
    let row: Vec<&str> = page
        .lines()
        .find(|line| line.starts_with('|') && line.contains("| all together"))
        .expect("a row")
        .split('|')
        .map(str::trim)
        .collect();
    assert_eq!(row, ["", "", "all together", "", "9", ""], "{page}");
}

#[test]
fn what_has_no_bounds_is_said_to_have_none() {
    let five = printed(&["repeat", "coalition", "--set", "n=5"]);
    let line =
        "Not worked out, bounds of the payoffs: the game has 5 players, and this is done up to 4.";
    assert!(five.contains(line), "{five}");
    let five = answer(&["repeat", "coalition", "--set", "n=5"]);
    let over = five["not_worked_out"].as_array().expect("a list");
    assert_eq!(over.last().expect("an entry")["by"], "payoff-bounds");
    assert!(five.get("payoff_bounds").is_none());
    let critical = answer(&["repeat", "coalition", "--set", "n=5", "--critical"]);
    assert_eq!(critical["not_worked_out"], json!([]));
    let two = answer(&["repeat", "coalition-punish"]);
    assert!(two.get("payoff_bounds").is_none());
    // Matching pennies with an onlooker: no pure plan.
    let here = folder();
    let pennies = r#"title = "Pennies"
[repeat]
discount = "1/10"
[players]
A = { actions = { head = "", tail = "" } }
B = { actions = { head = "", tail = "" } }
C = { actions = { look = "", leave = "" } }
[payoffs.A]
head = "if B == head then 1 else -1"
tail = "if B == tail then 1 else -1"
[payoffs.B]
head = "if A == head then -1 else 1"
tail = "if A == tail then -1 else 1"
[payoffs.C]
look = "0"
leave = "0"
"#;
    fs::write(here.path().join("pennies.toml"), pennies).expect("a file");
    let said = printed_in(here.path(), &["repeat", "pennies.toml"]);
    let line = "Discount factor 1/10: there are no subgame-perfect plans in pure actions with public draws, proved.";
    assert!(said.contains(line), "{said}");
    let save = ["repeat", "pennies.toml", "-o", "none.json"];
    printed_in(here.path(), &save);
    let checked = printed_in(here.path(), &["check", "none.json"]);
    assert!(
        checked.contains("there are no subgame-perfect equilibria in pure actions"),
        "{checked}"
    );
}

#[test]
fn bounds_are_checked_again_and_tampered_ones_are_refused_by_name() {
    let here = folder();
    let file = here.path().join("bounds.json");
    fs::write(here.path().join("good.toml"), PUBLIC_GOOD).expect("a file");
    let save = ["repeat", "good.toml", "--discount", "2/5,1/2", "-o"];
    printed_in(here.path(), &[&save[..], &["bounds.json"]].concat());
    let saved = fs::read_to_string(&file).expect("a file");
    let document: Value = serde_json::from_str(&saved).expect("JSON");
    let of = |place: &str| document.pointer(place).expect("a place").clone();
    assert_eq!(of("/payoff_bounds"), of("/discounts/0/payoff_bounds"));
    assert_eq!(of("/discounts/1/discount"), json!("1/2"));
    // Giving costs 1 now, and what is lost is worth 3: all give from 1/4 on.
    assert_eq!(of("/payoff_bounds/joint/outer"), json!("9"));
    assert_eq!(of("/payoff_bounds/players/S3/least/inner"), json!("0"));
    let right = printed_in(here.path(), &["check", "bounds.json"]);
    assert!(right.contains("(self-generation)"), "{right}");
    assert!(
        right.contains("all payoffs lie in the 26 half-spaces"),
        "{right}"
    );
    let first = of("/payoff_bounds/points/0/0");
    assert_eq!(first, json!("0"));
    for bounds in ["/payoff_bounds", "/discounts/1/payoff_bounds"] {
        for (place, number, name) in [
            (
                "points/0/0",
                json!("1"),
                "point (1, 0, 0): the promise is not the draw",
            ),
            ("inner/witnesses/0/profile/S2", json!("balance"), "gives S1"),
            (
                "inner/witnesses/1/mixture",
                json!([[0, "1"]]),
                "the promise is not the draw",
            ),
            (
                "players/S2/greatest/inner",
                json!("5"),
                "the greatest payoff of S2: the inner bound",
            ),
            (
                "players/S2/least/outer",
                json!("-1"),
                "the least payoff of S2: the outer bound",
            ),
            (
                "joint/exact",
                json!(false),
                "the greatest joint payoff: whether it is exact",
            ),
            ("outer/0/level", json!("-20"), "lies outside a half-space"),
            ("empty", json!(true), "said to be no plans"),
        ] {
            let mut document = document.clone();
            let place = format!("{bounds}/{place}");
            *document.pointer_mut(&place).expect("a place") = number;
            fs::write(&file, document.to_string()).expect("a file");
            let done = unipole(here.path(), &["check", "bounds.json"])
                .assert()
                .code(1);
            let words = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
            assert!(words.contains(name), "{place}: {words}");
        }
    }
}
