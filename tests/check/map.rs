//! Certificates of phase maps: honest ones are verified, and each kind of lie is refuted.

use proptest::prelude::*;

use super::mutations::{places, scrap};
use super::*;
use unipole::format::answer_json::SavedMap;
use unipole::format::map_certificate::{Origin, certificate, verified};
use unipole::model::Free;
use unipole::region::{Axis, Prover, Resolution, Strictness, conditions, subdivide};

/// A side of the box: the name, and its ends in hundredths.
type Side = (&'static str, i64, i64);

fn written(
    id: &str,
    scenario: Option<&str>,
    settings: &[&str],
    sides: &[Side],
    depth: u32,
) -> String {
    let model = load(id).expect("a bundled model");
    let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
    let names: Vec<String> = sides.iter().map(|(name, ..)| name.to_string()).collect();
    let parametric = model.parametric(scenario, &settings, Free::Axes(&names));
    let game = parametric.expect("formulas").game;
    let prover = Prover::new(&game.domain);
    let profiles: Vec<Vec<usize>> = game.profiles().collect();
    let conditions = conditions(&game, &prover, &profiles, Strictness::Weak).expect("few cases");
    let axis = |(name, lower, upper): &Side| Axis {
        name: name.to_string(),
        lower: Rational::ratio(*lower, 100),
        upper: Rational::ratio(*upper, 100),
    };
    let axes: Vec<Axis> = sides.iter().map(axis).collect();
    let cells = 1_000_000;
    let map = subdivide(&conditions, &axes, Resolution { depth, cells });
    let origin = Origin {
        model: id,
        scenario,
        settings: &settings,
        players: &game.players,
    };
    certificate(&origin, &map)
}

fn read(text: &str) -> SavedMap {
    match answer_json::read(text.as_bytes()) {
        Ok(Document::Map(saved)) => *saved,
        other => panic!("no map: {other:?}"),
    }
}

/// A certificate as JSON, and what the checker finds about it.
struct Map(Json);

/// Two axes of the core game, on which all kinds of cells occur.
fn core() -> Map {
    Map::of("core", None, &[], &[("u", 5, 100), ("s", 5, 100)], 5)
}

/// A model whose payoffs are in pieces, by a list parameter.
fn hard() -> Map {
    let sides = [("phi", 50, 200), ("c", 5, 150)];
    Map::of(
        "hard-balancing",
        Some("three-alike"),
        &["pi=1/20"],
        &sides,
        4,
    )
}

impl Map {
    fn of(id: &str, scenario: Option<&str>, settings: &[&str], sides: &[Side], depth: u32) -> Self {
        let text = written(id, scenario, settings, sides, depth);
        Map(serde_json::from_str(&text).expect("a document"))
    }

    fn found(&self) -> Verification {
        let saved = read(&self.0.to_string());
        let model = load(&saved.model).expect("a bundled model");
        verified(&saved, &model)
    }

    #[track_caller]
    fn honest(self) -> Self {
        let found = self.found();
        assert_eq!((found.refuted, found.not_verified), (vec![], vec![]));
        self
    }

    /// After a change.
    #[track_caller]
    fn with(&self, change: impl FnOnce(&mut Json)) -> Self {
        let mut changed = Map(self.0.clone());
        change(&mut changed.0);
        // Not printed: a map is long.
        assert!(changed.0 != self.0, "nothing was changed");
        changed
    }

    #[track_caller]
    fn refuted(&self, expected: Check, place: &str) {
        let found = self.found();
        let named = |f: &unipole::certify::Finding| f.check == expected && f.place == place;
        assert!(
            found.refuted.iter().any(named),
            "{expected:?} at {place} is not among {found:#?}"
        );
    }

    /// The places of cells of which something holds.
    fn cells(&self, asked: impl Fn(&Json) -> bool) -> Vec<usize> {
        let cells = self.0["cells"].as_array().expect("a list");
        let numbered = cells.iter().enumerate();
        let found: Vec<usize> = numbered.filter(|(_, c)| asked(c)).map(|(n, _)| n).collect();
        assert!(!found.is_empty(), "there is no such cell");
        found
    }

    fn regions(&self) -> usize {
        self.0["regions"].as_array().map_or(0, Vec::len)
    }

    /// Where the cells below a cell end.
    fn end(&self, cell: usize) -> usize {
        let (mut place, mut awaited) = (cell, 1);
        while awaited > 0 {
            let is_halved = self.0["cells"][place][1]
                .as_array()
                .is_some_and(|r| r.len() == 1);
            awaited += if is_halved { 1 } else { -1 };
            place += 1;
        }
        place
    }
}

/// Whether a place is below what is said of a cell; another fact may be as true.
fn is_said(place: &str) -> bool {
    let mut keys = place.split('/').skip(1);
    keys.next() == Some("cells") && keys.nth(1) == Some("1")
}

fn is_cut(cell: &Json) -> bool {
    cell[1].as_array().is_some_and(|rest| rest.len() == 5)
}

#[test]
fn honest_maps_are_verified() {
    core().honest();
    hard().honest();
    Map::of("continuum", None, &[], &[("u", 1, 100), ("h", 0, 150)], 5).honest();
    Map::of("neutrality", None, &[], &[("F", 0, 50)], 6).honest();
    Map::of(
        "core",
        Some("bipolar"),
        &["c=4/5-u"],
        &[("u", 5, 75), ("nu", 0, 50)],
        4,
    )
    .honest();
}

#[test]
fn where_the_parameters_mean_nothing_nothing_is_refuted_and_that_is_said() {
    // The model assumes phi u > m, and the box begins below.
    let sides = [("u", 5, 100), ("phi", 50, 200)];
    let found = Map::of("arms-or-allies", None, &[], &sides, 3).found();
    assert_eq!(found.refuted, []);
    let left: Vec<&str> = found
        .not_verified
        .iter()
        .map(|f| f.place.as_str())
        .collect();
    assert_eq!(left, ["/regions/0/inside", "/model"]);
}

#[test]
fn a_sign_that_is_turned_round_or_stated_too_early_is_refuted() {
    for map in [core(), hard()] {
        for cell in map
            .cells(|cell| cell[0][0].is_array())
            .into_iter()
            .step_by(3)
        {
            let turned = map.with(|json| {
                let sign = json["cells"][cell][0][0][1].as_i64().expect("a sign");
                json["cells"][cell][0][0][1] = json!(-sign);
            });
            turned.refuted(Check::Fact, &format!("/cells/{cell}/0/0"));
            if cell > 0 {
                let early = map.with(|json| {
                    let fact = json["cells"][cell][0][0].take();
                    json["cells"][cell][0] = json!([]);
                    json["cells"][0][0] = json!([fact]);
                });
                early.refuted(Check::Fact, "/cells/0/0/0");
            }
        }
    }
}

#[test]
fn cells_in_a_wrong_region_are_refuted() {
    for map in [core(), hard()] {
        let regions = map.regions();
        for cell in map.cells(|cell| cell[1].is_u64()).into_iter().step_by(5) {
            let changed = map.with(|json| {
                let region = json["cells"][cell][1].as_u64().expect("a region");
                json["cells"][cell][1] = json!((region as usize + 1) % regions);
            });
            changed.refuted(Check::Cell, &format!("/cells/{cell}/1"));
        }
        for cell in map.cells(is_cut).into_iter().step_by(5) {
            let turned = map.with(|json| {
                let below = json["cells"][cell][1][1].clone();
                json["cells"][cell][1][1] = json["cells"][cell][1][3].clone();
                json["cells"][cell][1][3] = below;
            });
            turned.refuted(Check::Cell, &format!("/cells/{cell}/1"));
            for side in [1, 3] {
                let whole = map.with(|json| {
                    json["cells"][cell][1] = json["cells"][cell][1][side].clone();
                });
                whole.refuted(Check::Area, "/undecided");
            }
        }
        for cell in map.cells(|cell| cell[1].is_null()) {
            for region in 0..regions {
                let claimed = map.with(|json| json["cells"][cell][1] = json!(region));
                claimed.refuted(Check::Cell, &format!("/cells/{cell}/1"));
            }
        }
    }
}

#[test]
fn a_cell_cut_by_a_curve_is_not_all_in_one_region() {
    let map = core();
    // Where the curve leaves a fair part on both sides.
    let fair = |share: &Json| share.as_u64().is_some_and(|share| share > 1 << 27);
    let asked = |c: &Json| is_cut(c) && fair(&c[1][2]) && fair(&c[1][4]);
    for cell in map.cells(asked).into_iter().step_by(3) {
        for side in [1, 3] {
            let whole = map.with(|json| {
                json["cells"][cell][1] = json["cells"][cell][1][side].clone();
            });
            whole.refuted(Check::Cell, &format!("/cells/{cell}/1"));
        }
    }
}

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
fn halves_in_the_wrong_order_are_refuted() {
    for map in [core(), hard()] {
        let (middle, end) = (map.end(1), map.end(0));
        let swapped = map.with(|json| {
            let cells = json["cells"].as_array_mut().expect("a list");
            cells[1..end].rotate_left(middle - 1);
        });
        let found = swapped.found();
        assert!(found.refuted.iter().any(|f| f.check == Check::Fact));
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

#[track_caller]
fn unreadable(text: &str, expected: &str) {
    let error = answer_json::read(text.as_bytes()).expect_err("no map");
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn what_is_no_map_is_refused_with_a_place() {
    let map = core();
    let keys: Vec<String> = map
        .0
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    for key in keys.iter().filter(|key| *key != "schema") {
        let short = map.with(|json| {
            json.as_object_mut().expect("an object").shift_remove(key);
        });
        unreadable(&short.0.to_string(), &format!("/{key}` is missing"));
    }
    let refused = |place: &str, value: Json, expected: &str| {
        let changed = map.with(|json| *json.pointer_mut(place).expect("a place") = value);
        unreadable(&changed.0.to_string(), expected);
    };
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = map.0.to_string();
    unreadable(
        &text.replacen("\"cells\":[", &format!("\"cells\":[{deep},"), 1),
        "recursion limit",
    );
    let many = vec![json!([[], [0]]); 100_000];
    refused("/cells", json!(many), "`/cells/5/1` should be an axis");
    refused(
        "/cells",
        json!([[[], [0]], [[], 0]]),
        "`/cells` should be 1 cells more",
    );
    refused(
        "/cells",
        json!([[[], 0], [[], 0]]),
        "`/cells/1` should be nothing",
    );
    refused("/cells", json!([]), "`/cells` should be 1 cells more");
    refused(
        "/cells/0",
        json!([[], 99]),
        "`/cells/0/1` should be a place",
    );
    refused(
        "/cells/0",
        json!([[], -1]),
        "`/cells/0/1` should be a whole number",
    );
    refused(
        "/cells/0",
        json!([[[9999, 1]], 0]),
        "`/cells/0/0` should be places",
    );
    refused(
        "/cells/0",
        json!([[[0, 0]], 0]),
        "`/cells/0/0/0/1` should be 1 or -1",
    );
    refused(
        "/cells/0",
        json!([[], [7]]),
        "`/cells/0/1` should be an axis",
    );
    refused(
        "/cells/0",
        json!([[], [0, 0, u64::MAX, 0, 0]]),
        "shares up to one",
    );
    refused(
        "/cells/0",
        json!([[], [0, 0, 1]]),
        "`/cells/0/1` should be a list of 5",
    );
    refused(
        "/cells/0",
        json!([[], 1e300]),
        "`/cells/0/1` should be a whole number",
    );
    refused("/depth", json!(61), "`/depth` should be at most 60");
    refused(
        "/depth",
        json!(1u64 << 40),
        "`/depth` should be a small number",
    );
    refused(
        "/axes/0/upper",
        json!("1/100"),
        "`/axes/0` should be an axis that has a length",
    );
    refused(
        "/axes/0/upper",
        json!("1/0"),
        "`/axes/0/upper` should be an exact number",
    );
    refused(
        "/axes/0/upper",
        json!("9".repeat(5000)),
        "`/axes/0/upper` should be an exact number",
    );
    refused(
        "/axes",
        json!([]),
        "`/polynomials/0` should be a polynomial",
    );
    refused(
        "/polynomials/0",
        json!("u^9999999999"),
        "`/polynomials/0` should be a polynomial",
    );
    refused(
        "/polynomials/0",
        json!("u +".repeat(50_000)),
        "`/polynomials/0` should be a polynomial",
    );
    refused(
        "/profiles/0/0",
        json!(17),
        "`/profiles/0` should be one action",
    );
    refused(
        "/regions/0/equilibria",
        json!([0, 0]),
        "`/regions/0/equilibria` should be rising",
    );
    refused(
        "/regions/0/inside",
        json!(["1/2"]),
        "`/regions/0/inside` should be one number",
    );
    let more = map.with(|json| json["proof"] = json!(0));
    unreadable(&more.0.to_string(), "`/proof` should be left out");
}

#[test]
fn the_program_verifies_refutes_and_refuses_maps() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("map.json");
    let map = Map::of("core", None, &[], &[("u", 5, 100), ("s", 5, 100)], 3);
    let run = |json: &Json, format: &str| {
        std::fs::write(&file, json.to_string()).expect("a file");
        let mut command = assert_cmd::Command::cargo_bin("unipole").expect("the program");
        let output = command
            .args(["check", "--format", format])
            .arg(&file)
            .output();
        let output = output.expect("it runs");
        let text = String::from_utf8(output.stdout).expect("text");
        (output.status.code(), text)
    };
    let (code, text) = run(&map.0, "text");
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("Everything the answer claims was verified"),
        "{text}"
    );
    let (code, text) = run(&map.0, "json");
    let report: Json = serde_json::from_str(&text).expect("a report");
    assert_eq!((code, &report["verdict"]), (Some(0), &json!("verified")));
    let lie = map.with(|json| json["undecided"] = json!("0"));
    assert_eq!(run(&lie.0, "text").0, Some(1));
    let odd = map.with(|json| json["cells"] = json!(0));
    assert_eq!(run(&odd.0, "text").0, Some(2));
    let nowhere = map.with(|json| json["model"] = json!("nowhere.toml"));
    assert_eq!(run(&nowhere.0, "text").0, Some(2));
}

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
