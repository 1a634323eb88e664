//! Certificates of phase maps: honest ones are verified, and each kind of lie is refuted.

use super::*;
use unipole::certify::map_claim::{ClaimedRest, MapClaim};
use unipole::format::answer_json::SavedMap;
use unipole::format::map_certificate::{Origin, certificate, verified};
use unipole::model::{Free, Model};
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

#[test]
#[ignore]
fn timing() {
    for (id, scenario, sides, depth) in [
        ("core", None, &[("u", 5, 100), ("s", 5, 100)][..], 10),
        ("continuum", None, &[("u", 1, 100), ("h", 0, 150)], 10),
        (
            "hard-balancing",
            None,
            &[("phi", 50, 200), ("c", 5, 150)],
            10,
        ),
        (
            "arms-or-allies",
            None,
            &[("u", 5, 100), ("phi", 50, 200)],
            8,
        ),
    ] {
        let text = written(id, scenario, &[], sides, depth);
        let start = std::time::Instant::now();
        let saved = read(&text);
        let reading = start.elapsed();
        let model = load(id).expect("a model");
        let found = verified(&saved, &model);
        println!(
            "{id}: {} bytes {} cells {} polys; read {reading:?} all {:?}",
            text.len(),
            saved.claim.cells.len(),
            saved.claim.polynomials.len(),
            start.elapsed()
        );
        println!("{found:#?}");
    }
}

fn read(text: &str) -> SavedMap {
    match answer_json::read(text.as_bytes()) {
        Ok(Document::Map(saved)) => *saved,
        other => panic!("no map: {other:?}"),
    }
}
