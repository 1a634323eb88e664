//! Certificates of phase maps: honest ones are verified, and each kind of lie is refuted.

mod cells;
mod program;
mod random;
mod regions;
mod unreadable;

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
