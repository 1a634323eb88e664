//! Pure equilibria of seeded random games at three sizes; the answers at small sizes are counted again, naively.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use unipole::game::{Action, Game, Payoffs, Player};
use unipole::num::Rational;
use unipole::solve::pure::pure_equilibria;

/// Games up to this number of profiles are checked against the definition.
const CHECKED: usize = 4000;

fn random_game(players: usize, actions: usize) -> Game {
    let mut state = 1u64;
    let mut random = move || {
        // Marsaglia (2003), xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Rational::integer((state % 201) as i64 - 100)
    };
    let action = |number: usize| Action {
        id: number.to_string(),
        posture: None,
    };
    let player = |number: usize| Player {
        actions: (1..=actions).map(action).collect(),
        ..Player::plain(&format!("P{number}"), &[])
    };
    let payoffs = Payoffs::from_fn(&vec![actions; players], |_, _| random());
    Game::new(
        "random",
        (1..=players).map(player).collect(),
        payoffs.expect("a game within the limit"),
    )
}

fn naive_count(game: &Game) -> usize {
    let is_equilibrium = |index: &usize| {
        game.counts().iter().enumerate().all(|(player, count)| {
            (0..*count).all(|action| {
                let other = game.deviation(*index, player, action);
                game.payoff(player, other) <= game.payoff(player, *index)
            })
        })
    };
    (0..game.profiles()).filter(is_equilibrium).count()
}

fn pure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pure");
    for (players, actions) in [(3, 5), (5, 5), (6, 7)] {
        let game = random_game(players, actions);
        if game.profiles() <= CHECKED {
            assert_eq!(pure_equilibria(&game).len(), naive_count(&game));
        }
        group.throughput(Throughput::Elements((game.profiles() * players) as u64));
        let name = BenchmarkId::from_parameter(format!("{actions}^{players}"));
        group.bench_function(name, |b| b.iter(|| pure_equilibria(black_box(&game))));
    }
    group.finish();
}

criterion_group!(benches, pure);
criterion_main!(benches);
