//! Phase maps of two bundled models at two depths: the box of ranges is halved so often across each axis.
//!
//! Every timed map has several regions, leaves little undecided, adds up to the whole box, and has at the default point the pure
//! equilibria that the solver of that game, which knows of no maps, lists.

use std::cmp::Ordering;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use unipole::model::{Free, Model, Parametric, load};
use unipole::num::Rational;
use unipole::region::{
    Axis, PhaseMap, ProfileConditions, Prover, Resolution, Rest, Strictness, conditions, subdivide,
};
use unipole::solve::pure::pure_equilibria;

/// As many as `unipole map` allows.
const CELLS: usize = 4_000_000;

fn axes(model: &Model, names: &[String]) -> Vec<Axis> {
    let side = |name: &String| {
        let parameter = model.parameters.iter().find(|p| p.name == *name);
        let range = parameter.and_then(|p| p.range.clone());
        let (lower, upper) = range.expect("a parameter with a range");
        Axis {
            name: name.clone(),
            lower,
            upper,
        }
    };
    names.iter().map(side).collect()
}

fn conditions_of(model: &Model, names: &[String]) -> (Parametric, Vec<ProfileConditions>) {
    let found = model
        .parametric(None, &[], Free::Axes(names))
        .expect("a bundled model");
    let prover = Prover::new(&found.game.domain);
    let profiles: Vec<Vec<usize>> = found.game.profiles().collect();
    let all =
        conditions(&found.game, &prover, &profiles, Strictness::Weak).expect("few enough cases");
    (found, all)
}

/// The region of a point that lies on no side of a cell and on no curve; none if its cell is undecided.
fn region_at(map: &PhaseMap, point: &[Rational]) -> Option<usize> {
    let mut ends: Vec<[Rational; 2]> = map
        .axes
        .iter()
        .map(|axis| [axis.lower.clone(), axis.upper.clone()])
        .collect();
    let mut node = &map.root;
    loop {
        match &node.rest {
            Rest::Region(region) => return Some(*region),
            Rest::Undecided => return None,
            Rest::Cut {
                polynomial,
                below,
                above,
            } => {
                let value = map.polynomials[*polynomial].evaluate(point);
                return match value.sign() {
                    Ordering::Less => Some(below.0),
                    Ordering::Greater => Some(above.0),
                    Ordering::Equal => panic!("the point lies on a curve"),
                };
            }
            Rest::Halves(axis, halves) => {
                let [low, high] = &mut ends[*axis];
                let middle = &(&*low + &*high) / &Rational::integer(2);
                assert_ne!(point[*axis], middle, "the point lies on a side of a cell");
                let upper = point[*axis] > middle;
                *(if upper { low } else { high }) = middle;
                node = &halves[usize::from(upper)];
            }
        }
    }
}

fn check(model: &Model, found: &Parametric, map: &PhaseMap, depth: u32) {
    assert_eq!(map.depth, depth, "halved less often than asked");
    assert!(map.regions.len() > 1, "a map of one region");
    assert!(
        map.undecided < Rational::ratio(1, 1000),
        "{} of the box is undecided",
        map.undecided
    );
    let whole = map
        .regions
        .iter()
        .fold(map.undecided.clone(), |sum, region| &sum + &region.area);
    assert_eq!(whole, Rational::ONE, "the shares do not add up");
    let game = model.game(&found.point).expect("a game at the point");
    let region = region_at(map, &found.values()).expect("the default point is decided");
    let mut mapped: Vec<usize> = map.regions[region]
        .equilibria
        .iter()
        .map(|place| game.index_of(&map.profiles[*place]))
        .collect();
    mapped.sort_unstable();
    let mut solved = pure_equilibria(&game);
    solved.sort_unstable();
    assert_eq!(mapped, solved, "{} at its default point", model.title);
}

fn maps(criterion: &mut Criterion) {
    for (name, sides) in [("core", ["u", "s"]), ("continuum", ["u", "h"])] {
        let mut group = criterion.benchmark_group(format!("map {name}"));
        let model = load(name).expect("a bundled model");
        let names = sides.map(str::to_owned);
        let axes = axes(&model, &names);
        let (found, all) = conditions_of(&model, &names);
        for depth in [8, 10] {
            let resolution = Resolution {
                depth,
                cells: CELLS,
            };
            check(&model, &found, &subdivide(&all, &axes, resolution), depth);
            group.bench_function(BenchmarkId::from_parameter(depth), |bencher| {
                bencher.iter(|| subdivide(black_box(&all), &axes, resolution));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, maps);
criterion_main!(benches);
