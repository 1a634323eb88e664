//! Equilibria whose probabilities are written as bounds.

use super::*;
use unipole::certify::{Equilibrium, enclosed_nash};
use unipole::num::{Enclosed, Real};
use unipole::report::{Notation, print_real, print_strategy};
use unipole::solve::{Completeness, Gap};

fn width() -> Rational {
    Rational::integer(10).checked_pow(-20).expect("not zero")
}

/// An equilibrium of a game in which everybody mixes the first two actions, near these probabilities of the first, in hundredths.
fn near(game: &Game, first: [i64; 3]) -> Equilibrium {
    let strategies = first.into_iter().zip(game.counts());
    let strategies: Vec<Vec<Rational>> = strategies
        .map(|(hundredths, count)| {
            let mut strategy = vec![Rational::ZERO; *count];
            strategy[0] = Rational::ratio(hundredths, 100);
            strategy[1] = Rational::ratio(100 - hundredths, 100);
            strategy
        })
        .collect();
    enclosed_nash(game, &vec![vec![0, 1]; 3], &strategies, &width()).expect("an equilibrium")
}

/// The answer for a game, its mixed equilibria replaced by these.
fn with_mixed(game: Game, mixed: Vec<Equilibrium>) -> Case {
    let mut solution = solve(&game, Concept::Nash);
    solution.equilibria.retain(Equilibrium::is_pure);
    solution.equilibria.extend(mixed);
    // Not all are listed any more.
    solution.completeness = Completeness::Incomplete(vec![Gap::Stopped]);
    solution.components.clear();
    let answer = Answer {
        subject: Subject::of_game("none", &game),
        solution,
        game,
        tolerances: Vec::new(),
        refinements: None,
    };
    Case {
        saved: report_json::solution(&answer, report_json::DIGITS),
        game: answer.game,
    }
}

/// The game of McKelvey and McLennan (1997), with both equilibria in which everybody mixes.
fn nine_equilibria() -> Case {
    let game = game(&[2, 2, 2], |player, profile| {
        let payoffs = match profile {
            [0, 0, 0] => [9, 8, 12],
            [1, 1, 0] => [9, 8, 2],
            [1, 0, 1] | [0, 1, 1] => [3, 4, 6],
            _ => [0, 0, 0],
        };
        payoffs[player]
    });
    let mixed = [[49, 41, 24], [41, 49, 34]].map(|first| near(&game, first));
    with_mixed(game, mixed.to_vec())
}

/// With `x`, `y`, `z` the probabilities of the first actions, A is indifferent where `y = z`, B where `x z = 1/5`, C where `x + y = 1`:
/// so `y = (1 +- 1/sqrt 5)/2`. A third action of A is worse by one tenth.
fn golden() -> (Game, [Equilibrium; 2]) {
    let game = game(&[3, 2, 2], |player, profile| {
        let first = |player: usize| i64::from(profile[player] == 0);
        match (player, profile[player]) {
            (0, 0) => 10 * first(1),
            (0, 1) => 10 * first(2),
            (0, _) => 10 * first(1) - 1,
            (1, 0) => 5 * first(0) * first(2),
            (2, 0) => first(0) + first(1),
            _ => 1,
        }
    });
    let found = [[28, 72, 72], [72, 28, 28]].map(|first| near(&game, first));
    (game, found)
}

fn golden_case() -> Case {
    let (game, mixed) = golden();
    with_mixed(game, mixed.to_vec())
}

/// The place of a number of the first mixed equilibrium.
fn place(case: &Case, key: &str) -> String {
    format!("/equilibria/{}/{key}", case.first("mixed"))
}

#[test]
fn bounds_that_hold_an_equilibrium_are_verified() {
    for case in [nine_equilibria(), golden_case()] {
        let case = case.verified();
        let listed = case.saved["equilibria"].as_array().expect("a list");
        let mixed = listed.iter().filter(|e| e["kind"] == "mixed");
        assert_eq!(mixed.count(), 2);
        let number = case
            .saved
            .pointer(&place(&case, "profile/B/1"))
            .expect("a number");
        assert!(number.get("polynomial").is_none() && number["interval"].is_array());
        assert!(number["decimal"].as_str().expect("text").len() >= 17);
    }
    // 1/5 times five, whatever the others do.
    let case = golden_case();
    assert_eq!(
        case.saved.pointer(&place(&case, "payoffs/B")),
        Some(&json!("1"))
    );
}

#[test]
fn bounds_that_do_not_hold_the_equilibrium_are_refuted() {
    for shift in [
        "1/1000",
        "1/10000000000000000000",
        "-1/10000000000000000000",
    ] {
        let case = golden_case().with(|case| {
            let interval = place(case, "profile/B/1/interval");
            for end in case.list(&interval) {
                let value: Rational = end.as_str().expect("text").parse().expect("a number");
                let by: Rational = shift.parse().expect("a number");
                *end = json!((value + by).to_string());
            }
        });
        case.refuted(Check::Equilibrium, place(&case, "").trim_end_matches('/'));
    }
    // Half of an interval holds the number, or the other half does: not both.
    let halves = [(0, 1), (1, 2)].map(|(low, high)| {
        let case = golden_case().with(|case| {
            let interval = place(case, "profile/B/1/interval");
            let ends = case.list(&interval);
            let exact: Vec<Rational> = ends
                .iter()
                .map(|end| end.as_str().expect("text").parse().expect("a number"))
                .collect();
            let step = (&exact[1] - &exact[0]) / Rational::integer(2);
            let at =
                |part: i64| json!((&exact[0] + &(&step * &Rational::integer(part))).to_string());
            let changed = vec![at(low), at(high)];
            *ends = changed;
        });
        check(&case).is_refuted()
    });
    assert!(halves[0] || halves[1]);
}

#[test]
fn swapped_actions_and_wrong_rests_are_refuted() {
    let case = golden_case().with(|case| {
        let player = place(case, "profile/B");
        let strategy = case.at(&player).as_object_mut().expect("an object");
        let swapped = [strategy["2"].clone(), strategy["1"].clone()];
        for (probability, changed) in strategy.values_mut().zip(swapped) {
            *probability = changed;
        }
    });
    case.refuted(Check::Equilibrium, place(&case, "").trim_end_matches('/'));
    // The probability of the last action is no unknown, and has to be what is left.
    let case = golden_case().with(|case| {
        let (from, to) = (place(case, "profile/B/1"), place(case, "profile/B/2"));
        let other = case.at(&from).clone();
        *case.at(&to) = other;
    });
    case.refuted(Check::Equilibrium, place(&case, "").trim_end_matches('/'));
    // The third action of A instead of the second.
    let case = golden_case().with(|case| {
        let player = place(case, "profile/A");
        let strategy = case.at(&player).as_object_mut().expect("an object");
        let moved = strategy.remove("2").expect("a probability");
        strategy.insert("3".to_owned(), moved);
    });
    case.refuted(Check::Equilibrium, place(&case, "").trim_end_matches('/'));
}

#[test]
fn wrong_payoffs_slacks_and_decimals_are_refuted() {
    let moved = |key: &str, field: &str, text: Json| {
        golden_case().with(|case| {
            let at = place(case, &format!("{key}/{field}"));
            *case.at(&at) = text;
        })
    };
    let far = || json!(["7/10", "71/100"]);
    let case = moved("payoffs/A", "interval", far());
    case.refuted(Check::Payoff, &place(&case, "payoffs/A"));
    let case = moved("slack/A/3", "interval", far());
    case.refuted(Check::Slack, &place(&case, "slack/A/3"));
    let case = moved("profile/C/1", "decimal", json!("0.7236"));
    case.refuted(Check::Number, &place(&case, "profile/C/1"));
    let case = moved("payoffs/A", "error", json!("0"));
    case.refuted(Check::Payoff, &place(&case, "payoffs/A"));
    let case = golden_case().with(|case| {
        let at = place(case, "slack/A/1");
        *case.at(&at) = json!("1/1000000");
    });
    case.refuted(Check::Slack, &place(&case, "slack/A/1"));
}

#[test]
fn exact_numbers_beside_bounds_and_bounds_that_reach_zero_are_refuted() {
    let replaced = |number: Json| {
        golden_case().with(|case| {
            let at = place(case, "profile/B/1");
            *case.at(&at) = number;
        })
    };
    for number in [
        json!("1/2"),
        json!({ "decimal": "0.5", "error": "1", "interval": ["0", "1"] }),
        json!({ "decimal": "0.7071", "error": "1e-3", "interval": ["0", "1"], "polynomial": ["-1", "0", "2"] }),
    ] {
        let case = replaced(number);
        case.refuted(Check::Number, &place(&case, "profile/B/1"));
    }
    // So wide that both solutions lie in it, or that nothing is proved.
    let case = golden_case().with(|case| {
        for player in ["A", "B", "C"] {
            for action in ["1", "2"] {
                let at = place(case, &format!("profile/{player}/{action}/interval"));
                *case.at(&at) = json!(["1/100", "99/100"]);
            }
        }
    });
    case.refuted(Check::Equilibrium, place(&case, "").trim_end_matches('/'));
}

#[test]
fn the_same_equilibrium_in_other_bounds_is_not_told_apart() {
    let case = golden_case().with(|case| {
        let first = case.first("mixed");
        let mut again = case.at(&format!("/equilibria/{first}")).clone();
        let upper = &mut again["profile"]["B"]["1"]["interval"][1];
        let value: Rational = upper.as_str().expect("text").parse().expect("a number");
        *upper = json!((value + width()).to_string());
        case.list("/equilibria").push(again);
    });
    let listed = case.saved["equilibria"].as_array().expect("a list").len();
    case.refuted(Check::Distinctness, &format!("/equilibria/{}", listed - 1));
}

#[test]
fn members_of_a_group_that_mix_alike_are_one_class() {
    // Two of three are needed, balancing costs one of five: pivotal with probability 2 q (1 - q) = 1/5.
    let member = |i: usize| Player {
        group: Some("S".to_owned()),
        ..Player::plain(&format!("S{i}"), &["balance", "abstain"])
    };
    let payoffs = Payoffs::from_fn(&[2, 2, 2], |player, profile| {
        let balancers = profile.iter().filter(|action| **action == 0).count();
        Rational::integer(5 * i64::from(balancers >= 2) - i64::from(profile[player] == 0))
    });
    let game = Game::new(
        "threshold",
        (1..=3).map(member).collect(),
        payoffs.expect("a small game"),
    );
    let mixed = [[11, 12, 10], [89, 88, 90]].map(|first| near(&game, first));
    for equilibrium in &mixed {
        assert_eq!(equilibrium.profile()[0], equilibrium.profile()[2]);
    }
    let case = with_mixed(game, mixed.to_vec()).verified();
    let found = check(&case);
    assert!(found.verified.iter().any(|f| f.check == Check::Classes));
    assert!(
        case.saved["classes"]
            .as_array()
            .is_some_and(|classes| classes.len() > 2)
    );
}

#[test]
fn only_digits_that_are_certain_are_printed() {
    let between = |lower: &str, upper: &str| {
        let [lower, upper] = [lower, upper].map(|end| end.parse::<Rational>().expect("a number"));
        Real::Enclosed(Enclosed::new(lower, upper))
    };
    let printed = |lower: &str, upper: &str, digits: u32| {
        print_real(&between(lower, upper), Notation::Decimals(digits))
    };
    assert_eq!(printed("0.33333", "0.33334", 3), "~0.333");
    assert_eq!(printed("0.33333", "0.33334", 9), "~0.3333");
    assert_eq!(printed("-0.00001", "0.00001", 3), "~0.000");
    assert_eq!(printed("0.49999999", "0.50000001", 0), "~0.5");
    assert_eq!(printed("-1.5", "12.5", 3), "~-2..13");
    let json = |lower: &str, upper: &str| report_json::number(&between(lower, upper), 16);
    let interval = json!(["1/3", "2/5"]);
    assert_eq!(
        json("1/3", "2/5"),
        json!({ "decimal": "0.3", "error": "2e-1", "interval": interval })
    );
    let wide = json("-3/2", "25/2");
    assert_eq!(
        (&wide["decimal"], &wide["error"]),
        (&json!("-2"), &json!("15"))
    );
    let (game, [high, _]) = golden();
    let words = print_strategy(
        &game.players()[1],
        &high.profile()[1],
        Notation::Decimals(6),
    );
    // 1/2 + 1/(2 sqrt 5) and what it leaves.
    assert_eq!(words, "~0.723607 1 + ~0.276393 2");
}
