//! All extreme equilibria of seeded random two-player games, at three sizes.
//!
//! Every timed answer is checked by what must hold of it: the indices of its components add up to one, and a game without a
//! degenerate equilibrium has an odd number of equilibria.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use unipole::game::{Game, Payoffs, Player};
use unipole::num::Rational;
use unipole::solve::components::{BASIS_LIMIT, components};
use unipole::solve::two_player::{ExtremeEquilibria, extreme_equilibria};

/// The SplitMix64 sequence.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let word = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// A square game with payoffs drawn from `0..values`.
fn random_game(size: usize, values: u64, seed: u64) -> Game {
    let actions: Vec<String> = (0..size).map(|k| format!("a{k}")).collect();
    let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
    let players = vec![Player::plain("R", &actions), Player::plain("C", &actions)];
    let mut state = seed;
    let payoffs = Payoffs::from_fn(&[size, size], |_, _| {
        Rational::from((next(&mut state) % values) as i64)
    });
    Game::new("random", players, payoffs.expect("a small game"))
}

fn check(game: &Game, found: &ExtremeEquilibria) {
    let parts = components(game, found, BASIS_LIMIT).expect("two players");
    let total: Option<i64> = parts.iter().map(|part| part.index).sum();
    assert_eq!(total, Some(1), "the indices do not add up to one");
    if parts
        .iter()
        .all(|part| part.index.is_some_and(|index| index != 0) && part.equilibria.len() == 1)
    {
        assert_eq!(found.len() % 2, 1, "an even number of equilibria");
    }
}

fn two_player(criterion: &mut Criterion) {
    for (family, values) in [("random", 1000), ("degenerate", 5)] {
        let mut group = criterion.benchmark_group(format!("two_player/{family}"));
        for size in [4, 8, 10] {
            let game = random_game(size, values, 1);
            let solve = || extreme_equilibria(&game, &|| false).expect("two players");
            let found = solve();
            check(&game, &found);
            group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
                bencher.iter(|| black_box(solve()));
            });
            assert_eq!(solve(), found, "the answer changes");
        }
        group.finish();
    }
}

criterion_group!(benches, two_player);
criterion_main!(benches);
