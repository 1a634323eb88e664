//! Anything changed anywhere in a map.

use proptest::prelude::*;

use super::*;
use crate::mutations::{places, scrap};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_changed_in_a_map_is_read_or_refused_and_never_a_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), scrap()), 1..4),
    ) {
        let mut map = Map::of("core", None, &[], &[("u", 5, 100), ("s", 5, 100)], 2);
        for (index, scrap) in changes {
            let mut all = Vec::new();
            places(&map.0, "", &mut all);
            let place = index.get(&all[..]);
            *map.0.pointer_mut(place).expect("a place") = scrap;
        }
        if let Ok(Document::Map(saved)) = answer_json::read(map.0.to_string().as_bytes()) {
            let _ = verified(&saved, &load("core").expect("a bundled model"));
        }
    }

    #[test]
    fn a_map_with_other_numbers_in_its_cells_is_never_verified(
        index in any::<prop::sample::Index>(), other in 0u64..6,
    ) {
        let map = core();
        let mut all = Vec::new();
        places(&map.0, "", &mut all);
        all.retain(|place| is_said(place) && map.0.pointer(place).is_some_and(Json::is_number));
        let place = index.get(&all[..]);
        prop_assume!(map.0.pointer(place) != Some(&json!(other)));
        let changed = map.with(|json| *json.pointer_mut(place).expect("a place") = json!(other));
        if let Ok(Document::Map(saved)) = answer_json::read(changed.0.to_string().as_bytes()) {
            let found = verified(&saved, &load("core").expect("a bundled model"));
            prop_assert!(found.is_refuted(), "{place} = {other}");
        }
    }
}
