//! The conditions of all pure profiles of four bundled models, all number parameters free.
//!
//! At the default point and at every scenario, a profile must meet its conditions exactly where the solver of that game, which knows
//! of no formulas, lists it.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use unipole::model::{Free, Model, Parametric, load};
use unipole::region::{ProfileConditions, Prover, Strictness, conditions};
use unipole::solve::pure::pure_equilibria;

fn conditions_of(model: &Model, scenario: Option<&str>) -> (Parametric, Vec<ProfileConditions>) {
    let found = model
        .parametric(scenario, &[], Free::Numbers)
        .expect("a bundled model");
    let prover = Prover::new(&found.game.domain);
    let profiles: Vec<Vec<usize>> = found.game.profiles().collect();
    let all =
        conditions(&found.game, &prover, &profiles, Strictness::Weak).expect("few enough cases");
    (found, all)
}

fn check(model: &Model) {
    let scenarios = model.scenarios.iter().map(|s| Some(s.name.as_str()));
    for scenario in std::iter::once(None).chain(scenarios) {
        let (found, all) = conditions_of(model, scenario);
        let game = model.game(&found.point).expect("a game at the point");
        let values = found.values();
        let meets = |conditions: &ProfileConditions| {
            let mut cases = conditions.cases.iter();
            cases.any(|case| case.iter().all(|i| i.condition.holds_at(&values)))
        };
        let met: Vec<usize> = all
            .iter()
            .filter(|conditions| meets(conditions))
            .map(|conditions| game.index_of(&conditions.profile))
            .collect();
        let mut solved = pure_equilibria(&game);
        solved.sort_unstable();
        let mut met = met;
        met.sort_unstable();
        assert_eq!(met, solved, "{} {scenario:?}", model.title);
    }
}

fn all_profiles(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("conditions");
    for name in [
        "core",
        "regional-protectorates",
        "hard-balancing",
        "continuum",
    ] {
        let model = load(name).expect("a bundled model");
        check(&model);
        group.bench_function(name, |bencher| {
            bencher.iter(|| conditions_of(black_box(&model), None).1);
        });
    }
    group.finish();
}

criterion_group!(benches, all_profiles);
criterion_main!(benches);
