//! One Lemke-Howson path in seeded random games: in machine numbers with each vertex proved, and with the exact equilibrium at its end, certified.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, SplitMix};
use unipole::solve::lemke_howson::{lemke_howson, proved_path};

/// Payoffs from 0 to 999.
fn random_game(actions: usize, seed: u64) -> Game {
    let mut numbers = SplitMix::new(seed);
    let names: Vec<String> = (0..actions).map(|number| number.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let players = vec![Player::plain("R", &names), Player::plain("C", &names)];
    let payoffs = Payoffs::from_fn(&[actions, actions], |_, _| {
        Rational::integer(numbers.below(1000) as i64)
    });
    Game::new("random", players, payoffs.expect("a game within the limit"))
}

fn paths(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lemke_howson");
    for actions in [5, 15, 30] {
        let games: Vec<Game> = (0..50).map(|seed| random_game(actions, seed)).collect();
        let name = |what: &str| BenchmarkId::new(what, actions);
        // Fifty games an iteration.
        group.bench_function(name("fifty proved paths"), |b| {
            b.iter(|| {
                for game in &games {
                    black_box(proved_path(black_box(game), (0, 0)));
                }
            })
        });
        group.bench_function(name("fifty exact equilibria"), |b| {
            b.iter(|| {
                for game in &games {
                    black_box(lemke_howson(black_box(game), (0, 0), &|| false));
                }
            })
        });
    }
    group.finish();
}

criterion_group!(benches, paths);
criterion_main!(benches);
