//! The checker: honest answers are verified, and each kind of evidence is refuted by name where it is tampered with.
//!
//! Where an answer is tampered with, the test says what is false about it; nothing is compared with what the checker said before.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use unipole::certify::claim::Claim;
use unipole::certify::{Check, Verification, verify, verify_changes};
use unipole::format::answer_json::{self, Document};
use unipole::game::{Game, Payoffs, Player};
use unipole::model::{BUNDLED, load};
use unipole::num::Rational;
use unipole::report::{Answer, Subject, json as report_json};
use unipole::solve::{Concept, solve};

/// An answer as it is saved, and its game.
struct Case {
    saved: Json,
    game: Game,
}

fn of_model(id: &str, scenario: Option<&str>, concept: Concept) -> Case {
    let model = load(id).expect("a bundled model");
    let point = model.point(scenario, &[]).expect("a point");
    let game = model.game(&point).expect("a game");
    let subject = Subject::of_model(id, &model, scenario, &point);
    of(game, subject, concept)
}

fn of_game(game: Game, concept: Concept) -> Case {
    let subject = Subject::of_game("none", &game);
    of(game, subject, concept)
}

fn of(game: Game, subject: Subject, concept: Concept) -> Case {
    let answer = Answer {
        solution: solve(&game, concept),
        subject,
        game,
    };
    Case {
        saved: report_json::solution(&answer, report_json::DIGITS),
        game: answer.game,
    }
}

/// A game for players `A`, `B`, .. with actions `1`, `2`, ..
fn game(counts: &[usize], mut payoff: impl FnMut(usize, &[usize]) -> i64) -> Game {
    let ids = ["A", "B", "C", "D"];
    let actions = ["1", "2", "3", "4", "5", "6", "7", "8"];
    let players = counts.iter().zip(ids);
    let players = players.map(|(count, id)| Player::plain(id, &actions[..*count]));
    let payoffs = Payoffs::from_fn(counts, |player, profile| {
        Rational::integer(payoff(player, profile))
    });
    Game::new("test", players.collect(), payoffs.expect("a small game"))
}

fn two(a: &[&[i64]], b: &[&[i64]]) -> Game {
    game(&[a.len(), a[0].len()], |player, p| {
        [a, b][player][p[0]][p[1]]
    })
}

/// Stay out or enter against fight or give in: one strict equilibrium, and a component of two extreme ones.
fn deterrence() -> Case {
    of_game(two(&[&[1, 1], &[0, 2]], &[&[2, 2], &[0, 1]]), Concept::Nash)
}

/// Two of three alike must balance: three pure and two mixed equilibria besides that of abstention.
fn alike() -> Case {
    of_model("hard-balancing", Some("three-alike"), Concept::Nash)
}

fn claim_of(saved: &Json) -> Claim {
    match answer_json::read(saved.to_string().as_bytes()) {
        Ok(Document::Solution(saved)) => saved.claim,
        other => panic!("no solution: {other:?}"),
    }
}

fn check(case: &Case) -> Verification {
    verify(&claim_of(&case.saved), Some(&case.game)).expect("a game")
}

impl Case {
    fn at(&mut self, place: &str) -> &mut Json {
        self.saved
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("nothing at {place}"))
    }

    fn list(&mut self, place: &str) -> &mut Vec<Json> {
        self.at(place).as_array_mut().expect("a list")
    }

    /// The place of the first equilibrium of a kind.
    fn first(&self, kind: &str) -> usize {
        let listed = self.saved["equilibria"].as_array().expect("a list");
        let found = listed.iter().position(|e| e["kind"] == kind);
        found.expect("one of the kind")
    }

    #[track_caller]
    fn verified(self) -> Self {
        let found = check(&self);
        assert_eq!(found.refuted, []);
        self
    }

    #[track_caller]
    fn refuted(&self, expected: Check, place: &str) {
        let found = check(self);
        let named = |f: &unipole::certify::Finding| f.check == expected && f.place == place;
        assert!(
            found.refuted.iter().any(named),
            "{expected:?} at {place} is not among {:#?}",
            found.refuted
        );
    }

    /// The answer after a change, which was verified before it.
    #[track_caller]
    fn with(self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.verified();
        let before = changed.saved.clone();
        change(&mut changed);
        assert_ne!(changed.saved, before, "nothing was changed");
        changed
    }
}

#[test]
fn answers_of_all_models_and_scenarios_are_verified() {
    let mut complete = 0;
    for (id, _) in BUNDLED {
        let model = load(id).expect("a bundled model");
        let named = model.scenarios.iter().map(|s| Some(s.name.as_str()));
        for scenario in std::iter::once(None).chain(named) {
            for concept in [Concept::Nash, Concept::Pure] {
                let case = of_model(id, scenario, concept).verified();
                let found = check(&case);
                let shown = |f: &unipole::certify::Finding| f.place == "/complete";
                complete += usize::from(found.verified.iter().any(shown));
                let says = case.saved["complete"] == true;
                let left = found
                    .not_verified
                    .iter()
                    .any(|f| f.check == Check::Completeness);
                assert_ne!(says, left, "{id} {scenario:?}");
            }
        }
    }
    assert!(complete > 20, "only {complete} lists were found complete");
}

#[test]
fn without_a_model_the_payoffs_written_are_taken_and_that_is_said() {
    let case = deterrence();
    let claim = claim_of(&case.saved);
    let found = verify(&claim, None).expect("payoffs are written");
    assert_eq!(found.refuted, []);
    assert!(found.not_verified.iter().any(|f| f.check == Check::Game));
    let bare = Claim {
        payoffs: None,
        ..claim
    };
    assert!(verify(&bare, None).is_err());
}

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
                .filter(|e| e["kind"] == "mixed");
            // By the number of roots of C(n-1, k-1) q^(k-1) (1-q)^(n-k) = 1/5: one if all are needed, else two.
            if n > 2 {
                assert_eq!(mixed.count(), if needed == n { 1 } else { 2 });
            }
        }
    }
}

/// Two of three are needed: q = (1 - sqrt(3/5))/2 first. With the place of the first player's probability.
fn irrational() -> (Case, String) {
    let case = threshold(3, 2).verified();
    let place = format!("/equilibria/{}/profile/S1/balance", case.first("mixed"));
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

#[test]
fn a_dominance_step_with_a_false_dominator_or_margin_is_refuted() {
    let core = || of_model("core", None, Concept::Nash);
    let place = "/dominated/3";
    let case = core().with(|case| *case.at("/dominated/3/by") = json!({ "balance": "1" }));
    case.refuted(Check::Dominance, place);
    let case = core().with(|case| *case.at("/dominated/3/by") = json!({ "bandwagon": "1/2" }));
    case.refuted(Check::Dominance, place);
    let case = core().with(|case| *case.at("/dominated/3/margin") = json!("1/1000"));
    case.refuted(Check::Dominance, place);
    // Out of order: in the first round `accommodate` is not dominated yet.
    let case = core().with(|case| case.list("/dominated").swap(0, 1));
    case.refuted(Check::Dominance, "/dominated/0");
    // Removed twice, and the action that everyone plays.
    let case = core().with(|case| {
        let again = case.at("/dominated/3").clone();
        case.list("/dominated").push(again);
    });
    case.refuted(Check::Dominance, "/dominated/4");
    let case = core().with(|case| {
        *case.at("/dominated/0/action") = json!("press");
        *case.at("/dominated/0/by") = json!({ "restrain": "1" });
    });
    case.refuted(Check::Dominance, "/dominated/0");
}

#[test]
fn without_its_eliminations_a_list_for_three_is_not_shown_to_be_complete() {
    let case = of_model("core", None, Concept::Nash).with(|case| {
        case.saved
            .as_object_mut()
            .expect("an object")
            .shift_remove("dominated");
    });
    case.refuted(Check::Completeness, "/complete");
}

#[test]
fn components_merged_split_or_left_out_are_refuted() {
    let merged = deterrence().with(|case| {
        *case.at("/components") = json!([[0, 1, 2]]);
        *case.at("/index") = json!([1]);
        let subsets: Vec<Json> = case
            .list("/nash_subsets")
            .iter()
            .flat_map(|s| s.as_array().cloned().unwrap_or_default())
            .collect();
        *case.at("/nash_subsets") = json!([subsets]);
    });
    merged.refuted(Check::Components, "/components/0");
    let pair = |case: &Json| {
        let components = case["components"].as_array().expect("a list");
        components
            .iter()
            .position(|c| c.as_array().is_some_and(|c| c.len() == 2))
            .expect("a pair")
    };
    let split = deterrence().with(|case| {
        let place = pair(&case.saved);
        let last = case
            .list(&format!("/components/{place}"))
            .pop()
            .expect("two");
        case.list("/components").push(json!([last]));
        case.list("/index").push(json!(0));
        case.list("/nash_subsets").push(json!([[last]]));
    });
    let place = pair(&deterrence().saved);
    split.refuted(Check::Components, &format!("/components/{place}"));
    let left_out = deterrence().with(|case| {
        case.list(&format!("/components/{place}")).pop();
    });
    left_out.refuted(Check::Components, "/components");
}

/// A game in which rows 1 and 2 are alike against column 1 only: subsets that share an equilibrium.
fn hinge() -> Case {
    of_game(two(&[&[1, 1], &[1, 0]], &[&[1, 1], &[1, 0]]), Concept::Nash)
}

#[test]
fn a_nash_subset_enlarged_shrunk_or_forgotten_is_refuted() {
    // Equilibria: (1, 1), (1, 2), (2, 1), so two segments with a common end; (2, 2) is none.
    let case = hinge().verified();
    assert_eq!(
        case.saved["nash_subsets"][0].as_array().map(Vec::len),
        Some(2)
    );
    let enlarged = hinge().with(|case| *case.at("/nash_subsets/0/0") = json!([0, 1, 2]));
    enlarged.refuted(Check::NashSubsets, "/nash_subsets/0/0");
    let shrunk = hinge().with(|case| {
        case.list("/nash_subsets/0/0").pop();
    });
    shrunk.refuted(Check::NashSubsets, "/nash_subsets/0/0");
    let forgotten = hinge().with(|case| {
        case.list("/nash_subsets/0").pop();
    });
    forgotten.refuted(Check::NashSubsets, "/nash_subsets");
    let twice = hinge().with(|case| {
        let again = case.at("/nash_subsets/0/0").clone();
        case.list("/nash_subsets/0").push(again);
    });
    twice.refuted(Check::NashSubsets, "/nash_subsets/0/2");
}

#[test]
fn an_index_of_the_wrong_sign_or_sum_is_refuted() {
    let meet = || of_game(two(&[&[1, 0], &[0, 1]], &[&[1, 0], &[0, 1]]), Concept::Nash);
    let case = meet().with(|case| *case.at("/index") = json!([1, -1, 1]));
    case.refuted(Check::Index, "/index/1");
    // A degenerate component: its index follows from the other one, and from the sum.
    let case = deterrence();
    let degenerate = case.saved["index"]
        .as_array()
        .expect("a list")
        .iter()
        .position(|i| *i == 0);
    let place = format!("/index/{}", degenerate.expect("an empty threat"));
    case.with(|case| *case.at(&place) = json!(2))
        .refuted(Check::Index, &place);
}

#[test]
fn classes_that_are_no_orbits_are_refuted() {
    let alike = || {
        let case = alike().verified();
        let classes = case.saved["classes"].as_array().expect("classes");
        let three = classes
            .iter()
            .position(|c| c["equilibria"].as_array().is_some_and(|e| e.len() == 3));
        let place = format!("/classes/{}", three.expect("an orbit of three"));
        (case, place)
    };
    let (case, place) = alike();
    let case = case.with(|case| {
        let one = case
            .list(&format!("{place}/equilibria"))
            .pop()
            .expect("three");
        let groups = case.at(&format!("{place}/groups")).clone();
        case.list("/classes")
            .push(json!({ "equilibria": [one], "groups": groups }));
    });
    case.refuted(Check::Classes, &place);
    let (case, place) = alike();
    let stranger = case.first("mixed");
    let case = case.with(|case| {
        for class in case.list("/classes") {
            class["equilibria"]
                .as_array_mut()
                .expect("a list")
                .retain(|e| *e != stranger);
        }
        case.list(&format!("{place}/equilibria"))
            .push(json!(stranger));
    });
    case.refuted(Check::Classes, &place);
    let (case, place) = alike();
    let case = case.with(|case| *case.at(&format!("{place}/groups/S/0/members")) = json!(1));
    case.refuted(Check::Classes, &format!("{place}/groups/S/0"));
    // Members who differ have no classes, whatever the answer says.
    let case = of_model("hard-balancing", None, Concept::Nash).with(|case| {
        case.saved["classes"] = json!([{ "equilibria": [0], "groups": { "S": [] } }]);
    });
    case.refuted(Check::Classes, "/classes/0/groups");
}

#[test]
fn a_cycle_reversed_or_broken_is_refuted() {
    let neutrality = || of_model("neutrality", None, Concept::Nash);
    let case = neutrality().with(|case| case.list("/best_reply_cycle").reverse());
    case.refuted(Check::Cycle, "/best_reply_cycle/0");
    let case = neutrality().with(|case| {
        let step = case.at("/best_reply_cycle/0");
        let player = step["player"].as_str().expect("text").to_owned();
        step["to"] = step["profile"][&player].clone();
    });
    case.refuted(Check::Cycle, "/best_reply_cycle/0");
    let case = neutrality().with(|case| {
        case.list("/best_reply_cycle").pop();
    });
    case.refuted(Check::Cycle, "/best_reply_cycle/2");
}

#[test]
fn a_list_that_is_not_known_to_be_complete_cannot_be_declared_so() {
    let declare = |case: &mut Case| {
        *case.at("/complete") = json!(true);
        *case.at("/completeness") = json!("proved");
    };
    alike()
        .with(declare)
        .refuted(Check::Completeness, "/complete");
    let case = alike().with(|case| *case.at("/complete") = json!(true));
    case.refuted(Check::Completeness, "/completeness");
    // Ranks: nothing can be said of mixtures.
    let ranks = two(&[&[1, 0], &[0, 1]], &[&[0, 1], &[1, 0]]).into_ordinal();
    of_game(ranks, Concept::Nash)
        .with(declare)
        .refuted(Check::Completeness, "/complete");
    // A mixed equilibrium among pure ones.
    let case = alike().with(|case| *case.at("/concept") = json!("pure"));
    let mixed = case.first("mixed");
    case.refuted(Check::Completeness, &format!("/equilibria/{mixed}"));
}

#[test]
fn what_changes_between_two_answers_is_compared_again() {
    let answer = |scenario: Option<&str>| {
        let model = load("core").expect("a bundled model");
        let point = model.point(scenario, &[]).expect("a point");
        let game = model.game(&point).expect("a game");
        Answer {
            solution: solve(&game, Concept::Nash),
            subject: Subject::of_model("core", &model, scenario, &point),
            game,
        }
    };
    let (before, after) = (answer(None), answer(Some("bipolar")));
    let document = json!({
        "schema": "unipole/diff/1",
        "before": report_json::solution(&before, 16),
        "after": report_json::solution(&after, 16),
        "changes": report_json::changes(&before, &after),
    });
    let found = |document: &Json| match answer_json::read(document.to_string().as_bytes()) {
        Ok(Document::Diff {
            before,
            after,
            changes,
        }) => verify_changes(&before.claim, &after.claim, &changes),
        other => panic!("no difference: {other:?}"),
    };
    assert!(!found(&document).is_refuted());
    let mut changed = document.clone();
    let lost = changed["changes"]["lost"].as_array_mut().expect("a list");
    if lost.pop().is_none() {
        lost.push(json!(0));
    }
    assert_eq!(found(&changed).refuted[0].place, "/changes/lost");
}

#[test]
fn unknown_keys_are_listed_as_not_checked() {
    let case = deterrence().with(|case| case.saved["stability"] = json!("certain"));
    let found = check(&case);
    assert!(!found.is_refuted());
    assert!(found.not_verified.iter().any(|f| f.place == "/stability"));
}

#[track_caller]
fn unreadable(text: &str, expected: &str) {
    let error = answer_json::read(text.as_bytes()).expect_err("no answer");
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn what_is_no_answer_is_refused_with_a_place() {
    unreadable("", "EOF");
    unreadable("{", "EOF");
    unreadable(&"[".repeat(100_000), "recursion limit");
    unreadable(
        r#"{"schema": "unipole/solution/1", "schema": "x"}"#,
        "`schema` stands twice",
    );
    unreadable(r#"{"schema": "unipole/map/1"}"#, "unipole/map/1");
    unreadable(
        r#"{"schema": "unipole/solution/1"}"#,
        "`/players` is missing",
    );
    unreadable(
        r#"{"schema": "unipole/diff/1", "before": []}"#,
        "`/before` should be an object",
    );
    let refused = |change: &dyn Fn(&mut Case), expected: &str| {
        let case = deterrence().with(|case| change(case));
        unreadable(&case.saved.to_string(), expected);
    };
    refused(
        &|case| *case.at("/players/1/id") = json!("A"),
        "`/players/1` is `A`, as one before it",
    );
    refused(
        &|case| *case.at("/players/1/actions") = json!([]),
        "/players/1/actions",
    );
    refused(
        &|case| *case.at("/players/1/actions/1") = json!("1"),
        "`/players/1/actions/1` is `1`",
    );
    refused(
        &|case| *case.at("/equilibria/0/profile/A") = json!({ "9": "1" }),
        "names `9`",
    );
    refused(
        &|case| *case.at("/equilibria/1/payoffs") = json!({ "A": "1" }),
        "`/equilibria/1/payoffs/B` is missing",
    );
    for number in [
        json!("NaN"),
        json!("1/0"),
        json!("1e9"),
        json!(0.5),
        json!("1/2/3"),
        json!(null),
    ] {
        refused(
            &|case| case.at("/equilibria/0/payoffs/A").clone_from(&number),
            "`/equilibria/0/payoffs/A` should be an exact number",
        );
    }
    refused(
        &|case| case.list("/payoffs/A").clear(),
        "`/payoffs/A` should be a list of 4 payoffs",
    );
    refused(
        &|case| case.list("/index").clear(),
        "`/index` should be a list of 2",
    );
    let high = json!({ "decimal": "0", "error": "0", "polynomial": vec!["1"; 100], "interval": ["0", "1"] });
    refused(
        &|case| case.at("/equilibria/0/payoffs/A").clone_from(&high),
        "at most 65 coefficients",
    );
    let wide: Vec<Json> = (0..70)
        .map(|i| json!({ "id": format!("P{i}"), "title": "", "role": "", "actions": ["1", "2"] }))
        .collect();
    refused(
        &|case| *case.at("/players") = json!(wide),
        "`/payoffs` should be left out",
    );
}

/// Von Stengel's count: every set of matching actions is the support of one equilibrium.
#[test]
fn a_list_of_255_equilibria_is_verified_and_one_fewer_is_not() {
    let rows: Vec<Vec<i64>> = (0..8)
        .map(|i| (0..8).map(|j| i64::from(i == j)).collect())
        .collect();
    let rows: Vec<&[i64]> = rows.iter().map(Vec::as_slice).collect();
    let case = of_game(two(&rows, &rows), Concept::Nash);
    assert_eq!(case.saved["equilibria"].as_array().map(Vec::len), Some(255));
    let case = case.with(|case| {
        case.list("/equilibria").remove(100);
    });
    case.refuted(Check::Completeness, "/equilibria");
}

/// Every place in a document.
fn places(value: &Json, above: &str, found: &mut Vec<String>) {
    found.push(above.to_owned());
    match value {
        Json::Array(list) => {
            for (number, item) in list.iter().enumerate() {
                places(item, &format!("{above}/{number}"), found);
            }
        }
        Json::Object(object) => {
            for (key, entry) in object {
                places(entry, &format!("{above}/{key}"), found);
            }
        }
        _ => {}
    }
}

fn scrap() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(json!(null)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[0]])),
        Just(json!({ "1": "1" })),
        any::<bool>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        (0usize..4).prop_map(|value| json!(value)),
        any::<f64>().prop_map(|value| json!(value)),
        (-3i64..4, 1i64..4).prop_map(|(n, d)| json!(format!("{n}/{d}"))),
        "[A-C1-3/.e-]{0,4}".prop_map(|text| json!(text)),
        (prop::collection::vec(-3i64..4, 0..5), -2i64..2).prop_map(|(coefficients, lower)| {
            let coefficients: Vec<String> = coefficients.iter().map(ToString::to_string).collect();
            json!({ "decimal": "0.5", "error": "1", "polynomial": coefficients, "interval": [lower.to_string(), "2"] })
        }),
    ]
}

/// A game for two with many ties, or without.
fn game_for_two() -> impl Strategy<Value = Game> {
    (
        2usize..6,
        2usize..6,
        prop::sample::select(vec![2i64, 4, 1000]),
    )
        .prop_flat_map(|(m, n, values)| {
            prop::collection::vec(0..values, 2 * m * n).prop_map(move |values| {
                let mut values = values.into_iter();
                game(&[m, n], |_, _| values.next().expect("enough"))
            })
        })
}

/// A small game with many ties.
fn tied_game() -> impl Strategy<Value = Game> {
    prop::collection::vec(1usize..4, 2..4).prop_flat_map(|counts| {
        let size: usize = counts.iter().product::<usize>() * counts.len();
        prop::collection::vec(0i64..3, size).prop_map(move |values| {
            let mut values = values.into_iter();
            game(&counts, |_, _| values.next().expect("enough"))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_changed_is_read_or_refused_and_never_a_panic(
        which in 0usize..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![3 => scrap().prop_map(Some), 1 => Just(None)]), 1..4),
    ) {
        let mut case = match which {
            0 => deterrence(),
            1 => of_model("core", None, Concept::Nash),
            2 => alike(),
            _ => of_model("neutrality", None, Concept::Nash),
        };
        for (index, scrap) in changes {
            let mut all = Vec::new();
            places(&case.saved, "", &mut all);
            let place = index.get(&all[..]).clone();
            let (above, key) = place.rsplit_once('/').unwrap_or(("", ""));
            match (scrap, case.saved.pointer_mut(above)) {
                (None, Some(Json::Object(object))) => { object.shift_remove(key); }
                (None, Some(Json::Array(list))) => { list.pop(); }
                (Some(scrap), _) => *case.at(&place) = scrap,
                _ => {}
            }
        }
        if let Ok(Document::Solution(saved)) = answer_json::read(case.saved.to_string().as_bytes()) {
            let _ = verify(&saved.claim, Some(&case.game));
            let _ = verify(&saved.claim, None);
        }
    }

    #[test]
    fn bytes_changed_are_never_a_panic(place in any::<prop::sample::Index>(), byte: u8) {
        let mut text = deterrence().saved.to_string().into_bytes();
        let place = place.index(text.len());
        text[place] = byte;
        if let Ok(Document::Solution(saved)) = answer_json::read(&text) {
            let _ = verify(&saved.claim, None);
        }
    }

    #[test]
    fn games_for_two_are_verified_whatever_their_ties(game in game_for_two(), place in any::<prop::sample::Index>()) {
        let mut case = of_game(game, Concept::Nash).verified();
        let last = case.list("/equilibria").len();
        case.list("/equilibria").remove(place.index(last));
        case.refuted(Check::Completeness, "/equilibria");
    }

    #[test]
    fn honest_answers_are_verified_and_lose_that_with_any_equilibrium(game in tied_game(), pure: bool) {
        let concept = if pure { Concept::Pure } else { Concept::Nash };
        let case = of_game(game, concept);
        prop_assert_eq!(&check(&case).refuted, &[]);
        let listed = case.saved["equilibria"].as_array().map_or(0, Vec::len);
        for place in 0..listed {
            let mut short = Case { saved: case.saved.clone(), game: case.game.clone() };
            let gone = short.list("/equilibria").remove(place);
            if short.saved["complete"] == true || gone["kind"] == "pure" {
                short.refuted(Check::Completeness, "/equilibria");
            }
        }
    }
}

mod program {
    //! The command, on files.

    use super::*;
    use assert_cmd::Command;

    fn unipole(arguments: &[&str], folder: &std::path::Path) -> assert_cmd::assert::Assert {
        let mut command = Command::cargo_bin("unipole").expect("the program");
        command.args(arguments).current_dir(folder).assert()
    }

    fn saved(case: &Case) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("answer.json"), case.saved.to_string()).expect("written");
        folder
    }

    #[test]
    fn exit_codes_tell_verified_refuted_and_unreadable_apart() {
        let core = || of_model("core", None, Concept::Nash);
        let folder = saved(&core());
        unipole(&["check", "answer.json"], folder.path()).code(0);
        unipole(&["check", "missing.json"], folder.path()).code(2);
        let folder = saved(&core().with(|case| *case.at("/parameters/u") = json!("1/2")));
        let found = unipole(&["check", "answer.json"], folder.path()).code(1);
        let text = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
        assert!(text.contains("REFUTED     game /payoffs/"), "{text}");
        let folder = saved(&core().with(|case| *case.at("/concept") = json!("correlated")));
        unipole(&["check", "answer.json"], folder.path()).code(2);
    }

    #[test]
    fn the_model_is_asked_for_its_scenarios_parameters_and_title() {
        let case = || of_model("hard-balancing", Some("pair"), Concept::Nash);
        let place_of = |case: Case, place: &str| {
            let folder = saved(&case);
            let found =
                unipole(&["check", "answer.json", "--format", "json"], folder.path()).code(1);
            let report: Json = serde_json::from_slice(&found.get_output().stdout).expect("JSON");
            let refuted = report["answers"][0]["refuted"].as_array().expect("a list");
            assert!(refuted.iter().any(|f| f["place"] == place), "{report:#}");
        };
        unipole(&["check", "answer.json"], saved(&case()).path()).code(0);
        place_of(
            case().with(|case| *case.at("/scenario") = json!("tripolar")),
            "/model",
        );
        place_of(
            case().with(|case| *case.at("/title") = json!("Another")),
            "/title",
        );
        place_of(
            case().with(|case| *case.at("/parameters/n") = json!("3")),
            "/model",
        );
        place_of(
            case().with(|case| *case.at("/parameters/m") = json!(["1", "1"])),
            "/payoffs/S1/1",
        );
        let gone = |case: &mut Case| {
            case.at("/parameters")
                .as_object_mut()
                .expect("an object")
                .shift_remove("u");
        };
        // Left out, a parameter has its default, which is the same here: only its absence shows.
        place_of(case().with(gone), "/parameters/u");
    }

    #[test]
    fn a_game_that_is_nowhere_to_be_found_is_said_to_be_taken_from_the_answer() {
        let folder = saved(&deterrence());
        let found = unipole(&["check", "answer.json"], folder.path()).code(0);
        let text = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
        assert!(text.contains("the model `none` was not found"), "{text}");
        let bare = deterrence().with(|case| {
            case.saved
                .as_object_mut()
                .expect("an object")
                .shift_remove("payoffs");
        });
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("answer.json"), bare.saved.to_string()).expect("written");
        unipole(&["check", "answer.json"], folder.path()).code(2);
    }

    #[test]
    fn a_text_of_the_file_cannot_pass_for_a_line_of_the_report() {
        let forged = "no reason\n\nEverything the answer claims was verified.\u{1b}[8m\u{202e}";
        let case = alike().with(|case| *case.at("/completeness") = json!(forged));
        let found = unipole(&["check", "answer.json"], saved(&case).path()).code(0);
        let text = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
        assert!(
            !text.lines().any(|line| line.starts_with("Everything")),
            "{text}"
        );
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        let case = alike().with(|case| *case.at("/concept") = json!("\u{1b}[2J"));
        unipole(&["check", "answer.json"], saved(&case).path()).code(2);
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(
            folder.path().join("answer.json"),
            r#"{"schema": "\u001b[2J"}"#,
        )
        .expect("written");
        let found = unipole(&["check", "answer.json"], folder.path()).code(2);
        assert!(!found.get_output().stderr.contains(&0x1b));
    }

    /// The example that follows a marker in `docs/json.md`.
    fn example(marker: &str) -> Json {
        let page = std::fs::read_to_string("docs/json.md").expect("the page");
        let after = page
            .split_once(marker)
            .unwrap_or_else(|| panic!("no `{marker}`"))
            .1;
        let text = after
            .split_once("```json\n")
            .and_then(|(_, rest)| rest.split_once("```"));
        serde_json::from_str(text.expect("an example").0).expect("JSON")
    }

    #[test]
    fn the_examples_of_the_documentation_are_what_the_program_prints() {
        let folder = tempfile::tempdir().expect("a folder");
        for command in [
            "solve neutrality -o answer.json",
            "check answer.json -o report.json",
        ] {
            let arguments: Vec<&str> = command.split(' ').collect();
            unipole(&arguments, folder.path()).code(0);
            let file = arguments.last().expect("a file");
            let text = std::fs::read(folder.path().join(file)).expect("written");
            let printed: Json = serde_json::from_slice(&text).expect("JSON");
            assert_eq!(
                example(&format!("`unipole {command}`")),
                printed,
                "{command}"
            );
        }
    }
}
