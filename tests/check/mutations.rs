//! Anything changed anywhere, and random games.

use super::*;
use proptest::prelude::*;

/// Every place in a document.
pub(super) fn places(value: &Json, above: &str, found: &mut Vec<String>) {
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

pub(super) fn scrap() -> impl Strategy<Value = Json> {
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
        which in 0usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![3 => scrap().prop_map(Some), 1 => Just(None)]), 1..4),
    ) {
        let mut case = match which {
            0 => deterrence(),
            1 => of_model("core", None, Concept::Nash),
            2 => alike(),
            3 => proof::three(),
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
                prop_assert!(!check(&short).refuted.is_empty());
            }
        }
    }
}
