//! Repeated games: payoff sets of a dilemma and of Cournot grids, thresholds by any plan, and all that six states can sustain with payments.
//!
//! Every timed payoff set is proved exact, every threshold is the known one, and what is sustained with payments grows with the discount factor.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, SplitMix};
use unipole::repeat::{Discount, Stage, Transfers, optimal, payoff_set};

fn game(counts: &[usize], payoff: impl FnMut(usize, &[usize]) -> Rational) -> Game {
    let players = counts.iter().enumerate().map(|(number, count)| {
        let actions: Vec<String> = (0..*count).map(|action| format!("a{action}")).collect();
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        Player::plain(&format!("S{}", number + 1), &actions)
    });
    let payoffs = Payoffs::from_fn(counts, payoff).expect("a small game");
    Game::new("stage", players.collect(), payoffs)
}

fn dilemma() -> Game {
    let rows = [[9, 1], [10, 3]];
    game(&[2, 2], |player, p| {
        Rational::integer(rows[p[player]][p[1 - player]])
    })
}

/// Quantities i/n, profits q_i (1 - q_i - q_j).
fn cournot(size: usize) -> Game {
    let number = |places: usize| i64::try_from(places).expect("small");
    let quantity = |action: usize| Rational::ratio(number(action), number(size));
    game(&[size, size], |player, p| {
        let (own, other) = (quantity(p[player]), quantity(p[1 - player]));
        &own * &(&(&Rational::ONE - &own) - &other)
    })
}

fn discount(text: &str) -> Discount {
    Discount::new(text.parse().expect("a number")).expect("a discount factor")
}

fn payoff_sets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("payoff set");
    for (name, game, patience) in [
        ("dilemma", dilemma(), "9/10"),
        ("Cournot 15x15", cournot(15), "7/20"),
        ("Cournot 15x15", cournot(15), "9/10"),
        ("Cournot 30x30", cournot(30), "7/20"),
    ] {
        let discount = discount(patience);
        let solve = || {
            let stage = Stage::new(&game).expect("two players");
            payoff_set(&stage, &discount).expect("two players")
        };
        assert!(solve().exact);
        group.bench_function(BenchmarkId::new(name, patience), |bencher| {
            bencher.iter(|| black_box(solve()));
        });
    }
}

fn thresholds(criterion: &mut Criterion) {
    let rows = [[6, 0, -4], [8, 2, -1], [1, -2, -2]];
    let game = game(&[3, 3], |player, p| {
        Rational::integer(rows[p[player]][p[1 - player]])
    });
    let stage = Stage::new(&game).expect("two players");
    let find = || optimal(&game, &stage, 0).expect("two players");
    let found = find().discount.and_then(|d| d.to_rational());
    assert_eq!(found, Some(Rational::ratio(2, 9)));
    criterion.bench_function("threshold by any plan, 3x3", |bencher| {
        bencher.iter(|| black_box(find()));
    });
}

fn payments(criterion: &mut Criterion) {
    let mut dice = SplitMix::new(1);
    let game = game(&[5; 6], |_, _| {
        Rational::integer(i64::try_from(dice.below(1000)).expect("small"))
    });
    let solve = || {
        let stage = Stage::new(&game).expect("six players");
        let transfers = Transfers::new(&game, &stage);
        ["1/2", "9/10"].map(|patience| transfers.payoffs(&discount(patience)))
    };
    let [less, more] = solve().map(|payoffs| payoffs.expect("an equilibrium").joint);
    assert!(less <= more);
    criterion.bench_function("with payments, 6 players of 5", |bencher| {
        bencher.iter(|| black_box(solve()));
    });
}

criterion_group!(benches, payoff_sets, thresholds, payments);
criterion_main!(benches);
