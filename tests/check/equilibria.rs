//! What is said of each equilibrium, and what the list leaves out.

use super::*;

#[test]
fn a_changed_probability_is_no_equilibrium() {
    let case = of_model("bandwagoning-population", None, Concept::Nash);
    let mixed = case.first("mixed");
    let player = case.saved["players"][0]["id"]
        .as_str()
        .expect("text")
        .to_owned();
    let place = format!("/equilibria/{mixed}/profile/{player}");
    let case = case.with(|case| {
        let strategy = case.at(&place).as_object_mut().expect("an object");
        for (probability, changed) in strategy.values_mut().zip(["1/1000", "999/1000"]) {
            *probability = json!(changed);
        }
    });
    case.refuted(Check::Equilibrium, &format!("/equilibria/{mixed}"));
}

#[test]
fn probabilities_that_do_not_sum_to_one_are_refuted() {
    let case =
        deterrence().with(|case| *case.at("/equilibria/0/profile/A") = json!({ "1": "1/2" }));
    case.refuted(Check::Equilibrium, "/equilibria/0");
    let case = deterrence()
        .with(|case| *case.at("/equilibria/0/profile/A") = json!({ "1": "-1", "2": "2" }));
    case.refuted(Check::Equilibrium, "/equilibria/0");
}

#[test]
fn a_payoff_off_by_a_thousandth_is_refuted() {
    let case = of_model("core", None, Concept::Nash);
    let case = case.with(|case| {
        let payoff = case.at("/equilibria/0/payoffs/S");
        let exact: Rational = payoff.as_str().expect("text").parse().expect("a number");
        *payoff = json!((exact + Rational::ratio(1, 1000)).to_string());
    });
    case.refuted(Check::Payoff, "/equilibria/0/payoffs/S");
    let case = of_model("core", None, Concept::Nash)
        .with(|case| *case.at("/equilibria/0/slack/U/restrain") = json!("0"));
    case.refuted(Check::Slack, "/equilibria/0/slack/U/restrain");
}

#[test]
fn kind_and_strictness_are_recomputed() {
    let flip = |case: &mut Case| {
        let strict = case.at("/equilibria/0/strict");
        *strict = json!(*strict != json!(true));
    };
    deterrence()
        .with(flip)
        .refuted(Check::Strictness, "/equilibria/0/strict");
    let case = deterrence().with(|case| *case.at("/equilibria/0/kind") = json!("mixed"));
    case.refuted(Check::Kind, "/equilibria/0/kind");
}

#[test]
fn a_renamed_posture_is_refuted_in_equilibria_and_in_players() {
    let played = "/equilibria/0/postures/S";
    let case = of_model("core", None, Concept::Nash)
        .with(|case| *case.at(played) = json!({ "neutrality": "1" }));
    case.refuted(Check::Posture, played);
    case.refuted(Check::Posture, "/equilibria/0/postures/S/neutrality");
    let case = of_model("core", None, Concept::Nash)
        .with(|case| *case.at("/players/2/postures/bandwagon") = json!("neutrality"));
    case.refuted(Check::Game, "/players/2/postures/bandwagon");
    // Renamed in both places the answer agrees with itself, not with the model.
    let case = case.saved["equilibria"][0]["postures"]["S"].clone();
    assert_eq!(case, json!({ "bandwagoning": "1" }));
}

#[test]
fn a_payoff_that_is_not_the_models_is_refuted() {
    let case =
        of_model("core", None, Concept::Nash).with(|case| *case.at("/payoffs/C/7") = json!("5"));
    case.refuted(Check::Game, "/payoffs/C/7");
}

#[test]
fn a_missing_equilibrium_is_named_in_lists_of_every_kind() {
    let last = |case: &mut Case| {
        case.list("/equilibria").pop();
    };
    let pure = of_game(two(&[&[1, 0], &[0, 1]], &[&[1, 0], &[0, 1]]), Concept::Pure);
    pure.with(last).refuted(Check::Completeness, "/equilibria");
    // The one mixed equilibrium of a coordination game.
    let mixed = of_game(two(&[&[1, 0], &[0, 1]], &[&[1, 0], &[0, 1]]), Concept::Nash);
    mixed.with(last).refuted(Check::Completeness, "/equilibria");
    // An end of the segment of equilibria in which entry is deterred.
    deterrence()
        .with(last)
        .refuted(Check::Completeness, "/equilibria");
    // A list that claims nothing of mixed equilibria claims all pure ones still.
    let first = |case: &mut Case| {
        case.list("/equilibria").remove(0);
    };
    alike()
        .with(first)
        .refuted(Check::Completeness, "/equilibria");
    // One player with two best actions.
    let tie = game(&[3], |_, p| [1, 1, 0][p[0]]);
    of_game(tie, Concept::Nash)
        .with(last)
        .refuted(Check::Completeness, "/equilibria");
}

#[test]
fn an_equilibrium_that_is_none_is_refuted_and_so_is_one_listed_twice() {
    let case = deterrence().with(|case| {
        let mut other = case.at("/equilibria/0").clone();
        other["profile"] = json!({ "A": { "1": "1" }, "B": { "2": "1" } });
        case.list("/equilibria").push(other);
    });
    case.refuted(Check::Equilibrium, "/equilibria/3");
    let case = deterrence().with(|case| {
        let again = case.at("/equilibria/1").clone();
        case.list("/equilibria").push(again);
    });
    case.refuted(Check::Distinctness, "/equilibria/3");
}

#[test]
fn an_equilibrium_that_is_not_extreme_does_not_belong_into_a_list_for_two() {
    // All payoffs zero: every profile is an equilibrium, and the even mixture is no extreme one.
    let idle = || of_game(two(&[&[0, 0]], &[&[0, 0]]), Concept::Nash);
    let case = idle().with(|case| {
        let mut middle = case.at("/equilibria/0").clone();
        middle["kind"] = json!("mixed");
        middle["profile"]["B"] = json!({ "1": "1/2", "2": "1/2" });
        case.list("/equilibria").push(middle);
        case.list("/components/0").push(json!(2));
    });
    case.refuted(Check::Completeness, "/equilibria/2");
}

/// `n` identical states: 5 for all if `needed` balance, which costs 1. Mixed equilibria are irrational.
fn threshold(n: usize, needed: usize) -> Case {
    let member = |i: usize| Player {
        group: Some("S".to_owned()),
        ..Player::plain(&format!("S{i}"), &["balance", "abstain"])
    };
    let payoffs = Payoffs::from_fn(&vec![2; n], |player, profile| {
        let balancers = profile.iter().filter(|action| **action == 0).count();
        let won = 5 * i64::from(balancers >= needed);
        Rational::integer(won - i64::from(profile[player] == 0))
    });
    let players = (1..=n).map(member).collect();
    let game = Game::new("threshold", players, payoffs.expect("a small game"));
    of_game(game, Concept::Nash)
}

#[test]
fn irrational_equilibria_of_groups_of_any_size_are_verified() {
    for n in 2..=6 {
        for needed in 2..=n {
            let case = threshold(n, needed).verified();
            let mixed = case.saved["equilibria"]
                .as_array()
                .expect("a list")
                .iter()
                .filter(|e| e["kind"] == "mixed")
                .filter(|e| (2..=n).all(|i| e["profile"][format!("S{i}")] == e["profile"]["S1"]));
            // Those in which all mix alike, by the number of roots of C(n-1, k-1) q^(k-1) (1-q)^(n-k) = 1/5: one if all are needed, else two.
            if n > 2 {
                assert_eq!(
                    mixed.count(),
                    if needed == n { 1 } else { 2 },
                    "{needed} of {n}"
                );
            }
        }
    }
}

/// Two of three are needed: q = (1 - sqrt(3/5))/2 first. With the place of the first player's probability.
fn irrational() -> (Case, String) {
    let case = threshold(3, 2).verified();
    let listed = case.saved["equilibria"].as_array().expect("a list");
    let irrational = |e: &Json| e["profile"]["S1"]["balance"].is_object();
    let first = listed.iter().position(irrational).expect("two of them");
    let place = format!("/equilibria/{first}/profile/S1/balance");
    assert!(case.saved.pointer(&place).is_some_and(Json::is_object));
    (case, place)
}

#[test]
fn a_wrong_polynomial_interval_or_decimal_is_refuted() {
    let change = |key: &str, change: &dyn Fn(&mut Json)| {
        let (case, place) = irrational();
        let case = case.with(|case| change(case.at(&format!("{place}/{key}"))));
        case.refuted(Check::Number, &place);
    };
    let shift = |text: &mut Json, by: &str| {
        let value: Rational = text.as_str().expect("text").parse().expect("a number");
        *text = json!((value + by.parse::<Rational>().expect("a number")).to_string());
    };
    change("polynomial", &|polynomial| shift(&mut polynomial[0], "1"));
    change("polynomial", &|polynomial| *polynomial = json!(["0"]));
    change("polynomial", &|polynomial| *polynomial = json!(["-1", "2"]));
    change("interval", &|interval| {
        shift(&mut interval[0], "5");
        shift(&mut interval[1], "5");
    });
    change("interval", &|interval| *interval = json!(["1", "0"]));
    change("interval", &|interval| *interval = json!(["-1000", "1000"]));
    change("decimal", &|decimal| *decimal = json!("0.5000000000000001"));
    change("error", &|error| *error = json!("0"));
}

#[test]
fn another_root_of_another_polynomial_is_no_equilibrium() {
    // Probabilities sqrt(1/2) and 1 - sqrt(1/2) instead of the indifferent ones.
    let (case, place) = irrational();
    let (player, _) = place.rsplit_once('/').expect("a path");
    let half = json!({ "decimal": "0.70710678", "error": "1e-7", "polynomial": ["-1", "0", "2"], "interval": ["0", "1"] });
    let rest = json!({ "decimal": "0.29289321", "error": "1e-7", "polynomial": ["1", "-4", "2"], "interval": ["0", "1"] });
    let number: usize = player
        .split('/')
        .nth(2)
        .and_then(|n| n.parse().ok())
        .expect("a number");
    let case = case.with(|case| {
        for member in 1..=3 {
            let strategy = case.at(&format!("/equilibria/{number}/profile/S{member}"));
            let strategy = strategy.as_object_mut().expect("an object");
            for (probability, changed) in strategy.values_mut().zip([&half, &rest]) {
                probability.clone_from(changed);
            }
        }
    });
    case.refuted(Check::Equilibrium, &format!("/equilibria/{number}"));
    // One player alone with another root: the numbers have no field in common.
    let (case, place) = irrational();
    let case = case.with(|case| case.at(&place.replace("S1", "S2")).clone_from(&half));
    case.refuted(Check::Number, &place.replace("S1", "S2"));
}
