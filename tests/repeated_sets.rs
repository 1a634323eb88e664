//! Payoff sets of repeated games: published polygons, sets derived by hand, laws, and an independent iteration in rationals.

use proptest::prelude::*;
use unipole::certify::plan;
use unipole::game::{Game, Payoffs, Player};
use unipole::num::Rational;
use unipole::repeat::{Discount, PayoffSet, Point, Stage, automaton_for, payoff_set};

type Table = Vec<Vec<(i64, i64)>>;

fn game(table: &Table) -> Game {
    let actions = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let counts = [table.len(), table[0].len()];
    let players = [0, 1].map(|i| Player::plain(["S1", "S2"][i], &actions[..counts[i]]));
    let payoffs = Payoffs::from_fn(&counts, |player, p| {
        let (x, y) = table[p[0]][p[1]];
        Rational::integer([x, y][player])
    });
    Game::new("stage", players.to_vec(), payoffs.expect("a small game"))
}

fn number(text: &str) -> Rational {
    text.parse().expect("a number")
}

fn set(table: &Table, discount: &str) -> PayoffSet {
    let stage = Stage::new(&game(table)).expect("two players");
    let discount = Discount::new(number(discount)).expect("a discount factor");
    payoff_set(&stage, &discount).expect("two players")
}

/// The set is exact, has these vertices, and every vertex's plan is accepted with the payoffs it promises.
#[track_caller]
fn check(table: &Table, discount: &str, expected: &[[&str; 2]]) {
    let set = set(table, discount);
    let mut expected: Vec<Point> = expected.iter().map(|p| p.map(number)).collect();
    expected.sort();
    let mut found = set.vertices.clone();
    found.sort();
    assert_eq!(found, expected);
    assert!(set.exact, "{set:?}");
    obeyed(table, &set);
}

#[track_caller]
fn obeyed(table: &Table, set: &PayoffSet) {
    for vertex in &set.vertices {
        let automaton = automaton_for(set, vertex).expect("a vertex");
        let plan = plan(&game(table), set.discount.value(), &automaton).expect("obeyed by all");
        assert_eq!(plan.payoffs(), vertex);
    }
}

fn dilemma(reward: i64, sucker: i64, temptation: i64, punishment: i64) -> Table {
    vec![
        vec![(reward, reward), (sucker, temptation)],
        vec![(temptation, sucker), (punishment, punishment)],
    ]
}

fn published() -> Table {
    vec![
        vec![(16, 9), (3, 13), (0, 3)],
        vec![(21, 1), (10, 4), (-1, 0)],
        vec![(9, 0), (5, -4), (-5, -15)],
    ]
}

#[test]
fn the_published_three_by_three_game_has_its_six_vertices() {
    let set = set(&published(), "3/10");
    assert!(set.exact, "{set:?}");
    let printed = [
        (1.1256824, 2.8),
        (7.33770472, 0.0),
        (7.86308964, 0.0),
        (7.33770472, 10.9826253),
        (15.5630896, 9.1),
        (19.7917977, 2.8),
    ];
    assert_eq!(set.vertices.len(), printed.len(), "{:?}", set.vertices);
    let near = |value: &Rational, decimal: f64| {
        let million = Rational::integer(10_000_000);
        let whole = (value * &million).floor().to_i64().expect("small") as f64;
        (whole / 1e7 - decimal).abs() < 2e-7 * decimal.abs().max(1.0)
    };
    for (x, y) in printed {
        assert!(
            set.vertices
                .iter()
                .any(|v| near(&v[0], x) && near(&v[1], y)),
            "({x}, {y}) in {:?}",
            set.vertices
        );
    }
    obeyed(&published(), &set);
}

#[test]
fn patient_prisoners_have_the_same_set_at_every_high_discount_factor() {
    for discount in ["3/4", "0.9", "0.99", "0.999"] {
        check(
            &dilemma(9, 1, 10, 3),
            discount,
            &[["3", "3"], ["3", "39/4"], ["39/4", "3"], ["9", "9"]],
        );
        assert_eq!(
            set(&dilemma(9, 1, 10, 3), discount).double_area(),
            Rational::integer(81)
        );
    }
}

#[test]
fn impatient_prisoners_defect() {
    check(&dilemma(9, 1, 10, 3), "0.05", &[["3", "3"]]);
    check(&dilemma(9, 1, 10, 3), "0", &[["3", "3"]]);
}

#[test]
fn without_a_stage_equilibrium_impatience_leaves_nothing() {
    check(
        &vec![vec![(1, -1), (-1, 2)], vec![(-2, 2), (1, 0)]],
        "0.05",
        &[],
    );
    let pennies = vec![vec![(1, -1), (-1, 1)], vec![(-1, 1), (1, -1)]];
    check(&pennies, "0.9", &[]);
    check(&pennies, "0", &[]);
}

#[test]
fn a_game_without_stakes_has_one_payoff() {
    check(
        &vec![vec![(0, 0), (0, 0)], vec![(0, 0), (0, 0)]],
        "0.9",
        &[["0", "0"]],
    );
}
