//! Supports whose complex roots are saved: what is changed in them is refused.

use super::seeded::Seeded;
use super::*;

fn random(counts: &[usize], seed: u64) -> Case {
    let mut seeded = Seeded::new(seed);
    let payoff = |_: usize, _: &[usize]| i64::try_from(seeded.between(0, 999)).expect("small");
    of_game(game(counts, payoff), Concept::Nash)
}

/// A game whose largest count belongs to supports on which there is an equilibrium.
pub(super) fn three() -> Case {
    random(&[3, 3, 3], 2)
}

fn counts(case: &Case) -> &[Json] {
    match case.saved.pointer("/proof/counted") {
        Some(counted) => counted.as_array().expect("a list"),
        None => &[],
    }
}

/// The place of the count with most roots.
fn largest(case: &Case) -> String {
    let sizes = counts(case).iter().map(|count| count["bound"].as_u64());
    let largest = sizes.enumerate().max_by_key(|(_, bound)| *bound);
    format!("/proof/counted/{}", largest.expect("a count").0)
}

/// The places of mixed equilibria whose supports have been counted.
fn on_counted_supports(case: &Case) -> Vec<usize> {
    let supports = |profile: &Json| -> Vec<(String, Vec<String>)> {
        let players = profile.as_object().expect("an object").iter();
        let actions = |strategy: &Json| match strategy {
            Json::Object(played) => played.keys().cloned().collect(),
            listed => listed
                .as_array()
                .expect("a list")
                .iter()
                .map(|id| id.as_str().expect("an id").to_owned())
                .collect(),
        };
        players
            .map(|(id, strategy)| (id.clone(), actions(strategy)))
            .collect()
    };
    let counted: Vec<_> = counts(case)
        .iter()
        .map(|c| supports(&c["supports"]))
        .collect();
    let listed = case.saved["equilibria"].as_array().expect("a list").iter();
    let listed = listed.enumerate();
    listed
        .filter(|(_, e)| counted.contains(&supports(&e["profile"])))
        .map(|(place, _)| place)
        .collect()
}

fn words(found: &Verification, check: Check) -> String {
    let of = found.verified.iter().filter(|f| f.check == check);
    of.map(|f| f.words.as_str()).collect::<Vec<_>>().join("; ")
}

#[test]
fn all_that_is_counted_is_verified() {
    let shapes: [(&[usize], std::ops::Range<u64>); 4] = [
        (&[3, 3, 3], 0..12),
        (&[2, 2, 2, 2], 0..6),
        (&[2, 2, 2, 2, 2], 0..3),
        (&[2, 4, 3], 0..6),
    ];
    for (shape, seeds) in shapes {
        let mut roots = 0;
        for seed in seeds {
            let case = random(shape, seed).verified();
            let found = check(&case);
            let open = found.not_verified;
            assert!(open.is_empty(), "{shape:?} {seed}: {open:#?}");
            roots += counts(&case).len();
        }
        assert!(roots > 0, "{shape:?}: nothing was counted");
    }
}

#[test]
fn four_by_four_by_four_is_verified_without_anything_left_open() {
    let case = random(&[4, 4, 4], 1);
    assert_eq!(case.saved["complete"], true);
    let most = case.saved.pointer(&largest(&case)).expect("a count")["bound"].as_u64();
    let found = check(&case);
    assert_eq!((found.refuted, found.not_verified), (vec![], vec![]));
    assert!(most > Some(20), "{most:?}");
}

#[test]
fn without_the_roots_the_supports_are_searched() {
    let case = three();
    assert!(words(&check(&case), Check::Completeness).contains("by counted roots"));
    let case = case.with(|case| {
        let answer = case.saved.as_object_mut().expect("an object");
        answer.shift_remove("proof");
    });
    let found = check(&case);
    assert_eq!((found.refuted, found.not_verified), (vec![], vec![]));
    let found = check(&case);
    assert!(!words(&found, Check::Completeness).contains("roots"));
    assert_eq!(words(&found, Check::Proof), "");
}

#[test]
fn a_root_removed_is_refused() {
    let roots = format!("{}/roots", largest(&three()));
    for place in [0, 3, 9] {
        let case = three().with(|case| drop(case.list(&roots).remove(place)));
        case.refuted(Check::Proof, &roots);
        // The bound is that of the supports, whatever is written.
        let bound = roots.replace("roots", "bound");
        let case = case.changed(|case| *case.at(&bound) = json!(9));
        case.refuted(Check::Proof, &bound);
    }
}

#[test]
fn a_root_removed_with_its_equilibrium_is_refused() {
    let roots = format!("{}/roots", largest(&three()));
    let equilibria = on_counted_supports(&three());
    assert!(!equilibria.is_empty());
    for equilibrium in equilibria {
        for root in 0..10 {
            let case = three().changed(|case| {
                case.list("/equilibria").remove(equilibrium);
                case.list(&roots).remove(root);
            });
            case.refuted(Check::Proof, &roots);
        }
    }
}

#[test]
fn an_equilibrium_that_the_roots_show_is_missed() {
    for equilibrium in on_counted_supports(&three()) {
        let case = three().with(|case| drop(case.list("/equilibria").remove(equilibrium)));
        let found = check(&case);
        let is_named = |f: &unipole::certify::Finding| f.words.contains("near");
        assert!(found.refuted.iter().any(is_named), "{:#?}", found.refuted);
    }
}

#[test]
fn a_root_given_twice_is_refused() {
    let roots = format!("{}/roots", largest(&three()));
    for (from, to) in [(0, 1), (9, 4)] {
        let case = three().with(|case| {
            let list = case.list(&roots);
            list[to] = list[from].clone();
        });
        case.refuted(Check::Proof, &roots);
    }
}

#[test]
fn a_root_elsewhere_or_with_too_large_a_radius_is_refused() {
    let root = format!("{}/roots/7", largest(&three()));
    for radius in ["1", "0", "1e-30", "-1e-8"] {
        let at = format!("{root}/radius");
        let case = three().with(|case| *case.at(&at) = json!(radius));
        case.refuted(Check::Proof, &root);
    }
    let centre = format!("{root}/at/A");
    let case = three().with(|case| {
        let vector = case.at(&centre);
        let numbers: Vec<&str> = vector.as_str().expect("text").split(' ').collect();
        *vector = json!([numbers[1], numbers[0]].join(" "));
    });
    case.refuted(Check::Proof, &root);
    let case = three().with(|case| *case.at(&centre) = json!("0.5 0.25+0.5i"));
    case.refuted(Check::Proof, &root);
}

#[test]
fn roots_of_other_supports_are_refused() {
    let case = three();
    let players = ["A", "B", "C"];
    let pairs = counts(&case)
        .iter()
        .enumerate()
        .flat_map(|(number, count)| {
            let two = |id: &&str| count["supports"][*id].as_array().map(Vec::len) == Some(2);
            players.into_iter().filter(two).map(move |id| (number, id))
        });
    let (number, player) = pairs.min().expect("two actions somewhere");
    let supports = format!("/proof/counted/{number}/supports/{player}");
    let count = format!("/proof/counted/{number}");
    for actions in [["1", "2"], ["1", "3"], ["2", "3"]] {
        let mut case = three().verified();
        let honest = case.at(&supports).clone();
        if honest == json!(actions) {
            continue;
        }
        *case.at(&supports) = json!(actions);
        let found = check(&case).refuted;
        let is_named =
            |f: &unipole::certify::Finding| f.check == Check::Proof && f.place.starts_with(&count);
        assert!(found.iter().any(is_named), "{found:#?}");
    }
    let twice = three().with(|case| {
        let first = case.at("/proof/counted/0").clone();
        case.list("/proof/counted").push(first);
    });
    let place = format!("/proof/counted/{}", counts(&twice).len() - 1);
    twice.refuted(Check::Proof, &place);
}

#[test]
fn roots_are_verified_even_where_the_list_is_not_said_to_be_complete() {
    let roots = format!("{}/roots", largest(&three()));
    let incomplete = |case: &mut Case| {
        *case.at("/complete") = json!(false);
        *case.at("/completeness") = json!("some are missing");
    };
    let case = three().with(incomplete);
    let found = check(&case);
    assert!(found.refuted.iter().all(|f| f.check != Check::Proof));
    assert_ne!(words(&found, Check::Proof), "");
    let case = three().with(|case| {
        incomplete(case);
        case.list(&roots).pop();
    });
    case.refuted(Check::Proof, &roots);
}

#[test]
fn evidence_of_another_shape_is_not_read() {
    let count = largest(&three());
    let refused = |at: &str, scrap: Json| {
        let place = format!("{count}{at}");
        let case = three().with(|case| *case.at(&place) = scrap.clone());
        let read = answer_json::read(case.saved.to_string().as_bytes());
        let error = read.expect_err("another shape").to_string();
        assert!(error.contains(&count), "{error}");
    };
    for text in [
        "", "0.5", "0.5  0.5", "* *", "* 1 1 1", "a b", "1e2 1", "1 i", "1 +i", "1 1/2",
    ] {
        refused("/roots/0/at/A", json!(text));
    }
    refused("/roots/0/at/A", json!(["0.5", "0.5"]));
    refused("/roots/0/radius", json!("1/2"));
    refused("/bound", json!(-1));
    refused("/supports/A", json!(["2", "1"]));
    refused("/supports/A", json!(["1", "1", "2"]));
    refused("/supports/A", json!([]));
    // Nobody has numbers who does not mix.
    refused("/supports/A", json!(["1"]));
}
