//! Components of games for three that hold more than one equilibrium, and what the checker can say of them.

use super::*;

/// Who is alone on one side wins: the pure equilibria and the segments between them are a hexagon, besides all playing even chances.
fn minority() -> Case {
    let alone = |player: usize, p: &[usize]| p.iter().filter(|a| **a == p[player]).count() == 1;
    of_game(
        game(&[2, 2, 2], |player, p| i64::from(alone(player, p))),
        Concept::Nash,
    )
}

/// A does not care. B plays its first action where A does with 1/4 or more, its second where with 1/4 or less; C its second unless B
/// plays its second with 1/2 or more.
fn path() -> Case {
    let payoff = |player: usize, p: &[usize]| match player {
        1 if p[1] == 0 => [3, -1][p[0]],
        2 if p[2] == 0 => [0, 2][p[1]],
        2 => 1,
        _ => 0,
    };
    of_game(game(&[2, 2, 2], payoff), Concept::Nash)
}

/// A game in which each plays one of two actions, the first of A given twice.
fn twice(tables: [[i64; 8]; 3]) -> Case {
    let payoff =
        |player: usize, p: &[usize]| tables[player][4 * p[0].saturating_sub(1) + 2 * p[1] + p[2]];
    of_game(game(&[3, 2, 2], payoff), Concept::Nash)
}

fn is_complete(case: &Case) -> bool {
    let found = check(case);
    let shown = |f: &unipole::certify::Finding| f.place == "/complete";
    found.verified.iter().any(shown)
}

/// The largest component.
fn largest(case: &Case) -> usize {
    let components = case.saved["components"].as_array().expect("a list");
    let sizes = components.iter().map(|c| c.as_array().map(Vec::len));
    sizes
        .enumerate()
        .max_by_key(|(_, size)| *size)
        .expect("one")
        .0
}

#[test]
fn a_hexagon_divided_is_refuted() {
    let place = largest(&minority());
    let case = minority().with(|case| {
        let subsets = case.list(&format!("/nash_subsets/{place}")).clone();
        let edge = subsets[0].clone();
        let ends = edge.as_array().expect("a list").clone();
        let is_free = |s: &Json| {
            s.as_array()
                .is_some_and(|s| s.iter().all(|e| !ends.contains(e)))
        };
        let others: Vec<Json> = subsets.into_iter().filter(is_free).collect();
        case.list(&format!("/components/{place}"))
            .retain(|e| !ends.contains(e));
        *case.at(&format!("/nash_subsets/{place}")) = json!(others);
        case.list("/components").push(edge.clone());
        case.list("/nash_subsets").push(json!([edge]));
        case.list("/index").push(json!(null));
    });
    case.refuted(Check::Components, &format!("/components/{place}"));
    let found = check(&case);
    assert!(!found.verified.iter().any(|f| f.check == Check::Components));
}

#[test]
fn subsets_that_do_not_connect_their_component_refute_it() {
    let place = largest(&minority());
    let case = minority().with(|case| {
        let subsets = case.list(&format!("/nash_subsets/{place}"));
        subsets.remove(0);
        subsets.remove(1);
    });
    case.refuted(Check::Components, &format!("/components/{place}"));
}

#[test]
fn the_division_of_a_list_found_complete_is_proved() {
    for case in [minority(), path()] {
        assert!(is_complete(&case));
        let found = check(&case.verified());
        let words = |f: &unipole::certify::Finding| f.words.contains("no two touch");
        assert!(found.verified.iter().any(words), "{found:#?}");
        assert!(
            found
                .not_verified
                .iter()
                .all(|f| !f.words.contains("touch"))
        );
    }
}

#[test]
fn an_extreme_equilibrium_left_out_is_missed() {
    let listed = path().saved["equilibria"].as_array().map_or(0, Vec::len);
    assert!(listed > 4);
    for place in 0..listed {
        let case = path().changed(|case| {
            case.list("/equilibria").remove(place);
        });
        case.refuted(Check::Completeness, "/equilibria");
    }
}

#[test]
fn a_duplicated_action_leaves_nothing_open() {
    let mixing = [
        [
            [3, 0, 0, 1, 0, 2, 2, 0],
            [0, 1, 3, 0, 2, 0, 0, 1],
            [1, 0, 0, 2, 0, 3, 1, 0],
        ],
        [
            [5, 1, 2, 7, 4, 3, 6, 1],
            [2, 6, 3, 1, 7, 0, 2, 5],
            [1, 4, 8, 2, 3, 6, 0, 7],
        ],
    ];
    for tables in mixing {
        let case = twice(tables).verified();
        assert!(is_complete(&case), "{:#?}", check(&case));
    }
}

#[test]
fn the_last_index_follows_from_the_others_and_one_not_given_is_not_counted() {
    let place = largest(&minority());
    let index = format!("/index/{place}");
    // Even chances are regular: the index of the hexagon is one minus that of these.
    let other = minority().saved["index"][1 - place]
        .as_i64()
        .expect("a number");
    let wrong = minority().changed(|case| *case.at(&index) = json!(2 - other));
    wrong.refuted(Check::Index, &index);
    let right = minority().changed(|case| {
        *case.at(&index) = json!(1 - other);
        case.saved["method"] = json!("another");
    });
    let without = right.verified().with(|case| *case.at(&index) = json!(null));
    let found = check(&without.verified());
    let words = |f: &unipole::certify::Finding| f.words == "computed again: 1 of 2; 1 is not given";
    assert!(found.verified.iter().any(words), "{found:#?}");
}
