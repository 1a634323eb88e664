//! All extreme equilibria of seeded two-player games: the list alone, and the whole solution, of four families at three sizes; and in bulk, thousands
//! of small games one after the other.
//!
//! Every timed answer is checked: each equilibrium against the definition, and the indices of the components, which add up to one; the answers to
//! small games also against the other engine, which enumerates vertices.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use unipole::certify::nash;
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, Real, SplitMix};
use unipole::solve::complementarity_tree::extreme_equilibria;
use unipole::solve::two_player::{self, ExtremeEquilibria};
use unipole::solve::{Concept, Solution, solve};

/// A square game with these payoffs of a player at a row and a column.
fn square(size: usize, mut payoff: impl FnMut(usize, usize) -> i64) -> Game {
    let actions: Vec<String> = (0..size).map(|k| format!("a{k}")).collect();
    let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
    let players = vec![Player::plain("R", &actions), Player::plain("C", &actions)];
    let payoffs = Payoffs::from_fn(&[size, size], |_, profile| {
        Rational::integer(payoff(profile[0], profile[1]))
    });
    Game::new("square", players, payoffs.expect("a small game"))
}

/// Payoffs drawn from `0..values`.
fn random(size: usize, values: u64, seed: u64) -> Game {
    let mut draw = SplitMix::new(seed);
    square(size, |_, _| (draw.word() % values) as i64)
}

fn identity(size: usize) -> Game {
    square(size, |row, column| i64::from(row == column))
}

/// Each equilibrium by the definition.
fn check_list(game: &Game, found: &ExtremeEquilibria) {
    let reals = |strategy: &[Rational]| strategy.iter().cloned().map(Real::from).collect();
    for (row, column) in found.profiles() {
        let profile: [Vec<Real>; 2] = [reals(row), reals(column)];
        assert!(nash(game, &profile).is_ok(), "no equilibrium is listed");
    }
    if game.profiles() <= 36 {
        let other = two_player::extreme_equilibria(game, &|| false);
        assert_eq!(other.as_ref(), Ok(found), "two engines differ");
    }
}

fn check_solution(game: &Game, solution: &Solution) {
    assert!(solution.completeness.is_complete());
    for equilibrium in &solution.equilibria {
        assert!(nash(game, equilibrium.profile()).is_ok());
    }
    let sum: Option<i64> = solution.components.iter().map(|part| part.index).sum();
    assert_eq!(sum, Some(1), "the indices do not add up to one");
}

fn one_game(criterion: &mut Criterion) {
    type Family = (&'static str, fn(usize) -> Game);
    let families: [Family; 4] = [
        ("random", |size| random(size, 1000, 1)),
        ("degenerate", |size| random(size, 4, 1)),
        ("zero or one", |size| random(size, 2, 1)),
        ("identity", identity),
    ];
    for (family, game) in families {
        let mut group = criterion.benchmark_group(format!("two_player/{family}"));
        for size in [4, 8, 10] {
            let game = game(size);
            let list = || extreme_equilibria(&game).expect("two players");
            check_list(&game, &list());
            group.bench_function(BenchmarkId::new("list", size), |bencher| {
                bencher.iter(|| black_box(list()));
            });
            check_solution(&game, &solve(&game, Concept::Nash));
            group.bench_function(BenchmarkId::new("solve", size), |bencher| {
                bencher.iter(|| black_box(solve(&game, Concept::Nash)));
            });
        }
        group.finish();
    }
}

/// Games a second, in one thread.
fn bulk(criterion: &mut Criterion) {
    const GAMES: u64 = 10_000;
    let mut group = criterion.benchmark_group("two_player/bulk 3x3");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(GAMES));
    for values in [4, 10, 1000] {
        let games: Vec<Game> = (0..GAMES).map(|seed| random(3, values, seed)).collect();
        for game in &games {
            check_list(game, &extreme_equilibria(game).expect("two players"));
            check_solution(game, &solve(game, Concept::Nash));
        }
        group.bench_function(BenchmarkId::new("list", values), |bencher| {
            bencher.iter(|| {
                for game in &games {
                    black_box(extreme_equilibria(game).expect("two players"));
                }
            });
        });
        group.bench_function(BenchmarkId::new("solve", values), |bencher| {
            bencher.iter(|| {
                for game in &games {
                    black_box(solve(game, Concept::Nash));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, one_game, bulk);
criterion_main!(benches);
