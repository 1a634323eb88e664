//! Eliminations, components, subsets, indices, classes, cycles, completeness and changes.

use super::*;

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
fn without_its_eliminations_a_list_for_three_is_examined_by_supports() {
    let bare = || {
        of_model("core", None, Concept::Nash)
            .with(|case| {
                let saved = case.saved.as_object_mut().expect("an object");
                saved.shift_remove("dominated");
            })
            .verified()
    };
    let found = check(&bare());
    assert!(found.verified.iter().any(|f| f.place == "/complete"));
    let case = bare().with(|case| *case.at("/index/0") = json!(-1));
    case.refuted(Check::Index, "/index/0");
    let case = bare().with(|case| *case.at("/nash_subsets/0") = json!([]));
    case.refuted(Check::NashSubsets, "/nash_subsets/0");
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
    // An equilibrium in which somebody mixes is missing.
    let case = alike().with(|case| {
        let mixed = case.first("mixed");
        case.list("/equilibria").remove(mixed);
    });
    case.refuted(Check::Completeness, "/equilibria");
    let case = alike().with(|case| *case.at("/complete") = json!(false));
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
            tolerances: Vec::new(),
            refinements: None,
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

#[test]
fn a_tolerance_of_payoffs_is_computed_again() {
    let model = load("core").expect("a bundled model");
    let point = model.point(None, &[]).expect("a point");
    let game = model.game(&point).expect("a game");
    let mut answer = Answer {
        solution: solve(&game, Concept::Nash),
        subject: Subject::of_model("core", &model, None, &point),
        game,
        tolerances: Vec::new(),
        refinements: None,
    };
    answer.measure(Some((&model, &[])));
    let saved = report_json::solution(&answer, 16);
    let case = || Case {
        saved: saved.clone(),
        game: answer.game.clone(),
    };
    let found = check(&case().verified());
    let left = |f: &unipole::certify::Finding| f.check == Check::Tolerance;
    assert!(found.not_verified.iter().any(left), "{found:?}");
    let place = "/equilibria/0/tolerance/payoffs";
    case()
        .with(|case| *case.at(place) = json!("1/20"))
        .refuted(Check::Tolerance, place);
    let by = "/equilibria/0/tolerance/by";
    let other = json!({ "player": "S", "deviation": "balance" });
    case()
        .with(|case| *case.at(by) = other)
        .refuted(Check::Tolerance, by);
}
