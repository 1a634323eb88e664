//! Areas, equilibria and points of regions; and maps of something else.

use super::*;

#[test]
fn shares_and_areas_that_are_too_large_are_refuted() {
    for map in [core(), hard()] {
        for cell in map.cells(is_cut).into_iter().step_by(17) {
            for place in [2, 4] {
                let other = 6 - place;
                let larger = map.with(|json| {
                    let rest = json["cells"][cell][1][other].as_u64().expect("a share");
                    json["cells"][cell][1][place] = json!((1u64 << 32) - rest + 1);
                });
                larger.refuted(Check::Area, &format!("/cells/{cell}/1"));
            }
        }
        for region in 0..map.regions() {
            let place = format!("/regions/{region}/area");
            let larger = map.with(|json| json["regions"][region]["area"] = json!("999/1000"));
            larger.refuted(Check::Area, &place);
        }
        let smaller = map.with(|json| json["undecided"] = json!("1/100000"));
        smaller.refuted(Check::Area, "/undecided");
        let negative = map.with(|json| json["undecided"] = json!("-1"));
        negative.refuted(Check::Area, "/undecided");
    }
}

#[test]
fn regions_that_lack_or_add_an_equilibrium_are_refuted() {
    for map in [core(), hard()] {
        for region in 0..map.regions() {
            let listed = map.0["regions"][region]["equilibria"]
                .as_array()
                .map_or(0, Vec::len);
            let place = format!("/regions/{region}/inside");
            for gone in 0..listed {
                let less = map.with(|json| {
                    let list = json["regions"][region]["equilibria"].as_array_mut();
                    list.expect("a list").remove(gone);
                });
                less.refuted(Check::Inside, &place);
                assert!(less.found().refuted.iter().any(|f| f.check == Check::Cell));
            }
        }
        let other = map.with(|json| json["profiles"][0] = json["profiles"][1].clone());
        other.refuted(Check::Distinctness, "/profiles/1");
        assert!(other.found().refuted.iter().any(|f| f.check == Check::Cell));
    }
}

#[test]
fn points_of_another_region_are_refuted() {
    for map in [core(), hard()] {
        let regions = map.regions();
        for region in 0..regions {
            let place = format!("/regions/{region}/inside");
            let other = (region + 1) % regions;
            let moved = map.with(|json| {
                json["regions"][region]["inside"] = json["regions"][other]["inside"].clone();
            });
            moved.refuted(Check::Inside, &place);
            let away = map.with(|json| json["regions"][region]["inside"][0] = json!("9"));
            away.refuted(Check::Inside, &place);
        }
    }
}

#[test]
fn another_polynomial_another_box_and_another_game_are_refuted() {
    for map in [core(), hard()] {
        let polynomials = map.0["polynomials"].as_array().map_or(0, Vec::len);
        for polynomial in 0..polynomials {
            let place = format!("/polynomials/{polynomial}");
            let changed = map.with(|json| {
                let text = json["polynomials"][polynomial].as_str().expect("a text");
                json["polynomials"][polynomial] = json!(format!("{text} + 1/1000"));
            });
            // Signs of another polynomial may be true; then they prove nothing, and the report says so.
            let found = changed.found();
            let named = found.refuted.iter().chain(&found.not_verified);
            let named = named.filter(|f| f.check == Check::Fact && f.place == place);
            assert!(named.count() > 0, "{place}: {found:?}");
        }
        for axis in 0..2 {
            let wider = map.with(|json| json["axes"][axis]["upper"] = json!("3"));
            assert!(wider.found().refuted.iter().any(|f| f.check == Check::Fact));
        }
        let renamed = map.with(|json| json["axes"][0]["name"] = json!("B"));
        let saved = answer_json::read(renamed.0.to_string().as_bytes());
        assert!(saved.is_err() || renamed.found().is_refuted());
        let player = map.with(|json| json["players"][0]["actions"][0] = json!("surrender"));
        player.refuted(Check::Game, "/players");
        let unknown = map.with(|json| json["settings"] = json!(["none=1"]));
        unknown.refuted(Check::Game, "/model");
        let axis_set = map.with(|json| {
            let name = json["axes"][0]["name"].as_str().expect("a text").to_owned();
            json["settings"] = json!([format!("{name}=1")]);
        });
        axis_set.refuted(Check::Game, "/model");
    }
    let other = core().with(|json| json["settings"] = json!(["al=1/2"]));
    assert!(other.found().is_refuted());
    let other = hard().with(|json| json["settings"] = json!(["B=3/4"]));
    assert!(other.found().is_refuted());
}
