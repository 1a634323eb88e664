//! Games whose complex roots are known by hand.

use super::*;
use crate::certify::claim::{ClaimedPlace, ClaimedVector};
use crate::certify::verify::many_players::cells::Outcome;
use crate::game::{Payoffs, Player};
use crate::num::Real;

fn game(payoff: impl Fn(usize, &[usize]) -> i64) -> Game {
    let players = ["A", "B", "C"].map(|id| Player::plain(id, &["1", "2"]));
    let payoffs = Payoffs::from_fn(&[2, 2, 2], |player, p| Rational::integer(payoff(player, p)));
    Game::new("test", players.to_vec(), payoffs.expect("a small game"))
}

/// The roots 1/2, 2/5, 1/4 and 2/5, 1/2, 1/3, both of them equilibria.
fn mckelvey_mclennan() -> (Game, ClaimedCount) {
    let game = game(|player, profile| match profile {
        [0, 0, 0] => [9, 8, 12][player],
        [1, 1, 0] => [9, 8, 2][player],
        [1, 0, 1] | [0, 1, 1] => [3, 4, 6][player],
        _ => 0,
    });
    let roots = [[(1, 2), (2, 5), (1, 4)], [(2, 5), (1, 2), (1, 3)]];
    (
        game,
        claim(&roots.map(|root| root.map(|(n, d)| number(n, d)))),
    )
}

/// With `x`, `y`, `z` for the first actions the equations are `3yz - y - z + 1 = 0`, `(2z - 1) s = 0` where `s = 1` is the sum of the
/// numbers of A, and `4x - 3 + y = 0`: roots are `1, -1, 1/2` and `z = 1/3` with both others at infinity, where their numbers sum to zero.
fn one_at_infinity() -> (Game, ClaimedCount) {
    let game = game(|player, p| {
        let [x, y, z] = [p[0] == 0, p[1] == 0, p[2] == 0].map(i64::from);
        match player {
            0 => x * (3 * y * z - y - z + 1),
            1 => y * (2 * z - 1),
            _ => z * (4 * x - 3 + y),
        }
    });
    let far = |unit| ClaimedVector {
        unit: Some(unit),
        ..number(-1, 1)
    };
    let roots = [
        [number(1, 1), number(-1, 1), number(1, 2)],
        [far(0), far(1), number(1, 3)],
    ];
    (game, claim(&roots))
}

fn number(over: i64, under: i64) -> ClaimedVector {
    ClaimedVector {
        unit: None,
        entries: vec![[Rational::ratio(over, under), Rational::ZERO]],
    }
}

fn claim(roots: &[[ClaimedVector; 3]]) -> ClaimedCount {
    let roots = roots.iter().map(|vectors| ClaimedPlace {
        vectors: vectors.to_vec(),
        radius: Rational::ratio(1, 1000),
    });
    ClaimedCount {
        supports: vec![vec![0, 1]; 3],
        bound: 2,
        roots: roots.collect(),
    }
}

#[track_caller]
fn refused(game: &Game, claimed: &ClaimedCount, at: &str) {
    match Counted::new(game, claimed) {
        Err(Fault::Wrong(place, _)) => assert_eq!(place, at),
        Err(Fault::Left(words)) => panic!("{words}"),
        Ok(_) => panic!("not refused"),
    }
}

#[test]
fn both_roots_are_counted_at_infinity_too() {
    for (game, claimed) in [mckelvey_mclennan(), one_at_infinity()] {
        assert!(Counted::new(&game, &claimed).is_ok());
        for root in 0..2 {
            let mut changed = claimed.clone();
            changed.roots[root].radius = Rational::integer(1);
            refused(&game, &changed, &format!("/roots/{root}"));
            let mut changed = claimed.clone();
            changed.roots[root].vectors[2] = number(2, 5);
            refused(&game, &changed, &format!("/roots/{root}"));
            let mut changed = claimed.clone();
            changed.roots.remove(root);
            refused(&game, &changed, "/roots");
            let mut changed = claimed.clone();
            changed.roots[root] = claimed.roots[1 - root].clone();
            refused(&game, &changed, "/roots");
        }
    }
}

#[test]
fn a_root_in_another_chart_is_the_same_root() {
    let (game, mut claimed) = mckelvey_mclennan();
    // The first root once more, each vector divided by its second number.
    claimed.roots[1].vectors = [(1, 1), (2, 3), (1, 3)]
        .map(|(n, d)| ClaimedVector {
            unit: Some(1),
            ..number(n, d)
        })
        .to_vec();
    refused(&game, &claimed, "/roots");
}

#[test]
fn a_disc_around_two_roots_is_refused() {
    let (game, mut claimed) = mckelvey_mclennan();
    claimed.roots[0].vectors = vec![number(9, 20), number(9, 20), number(7, 24)];
    claimed.roots[0].radius = Rational::ratio(1, 10);
    refused(&game, &claimed, "/roots/0");
}

#[test]
fn equilibria_among_the_roots_have_to_be_listed() {
    let (game, claimed) = mckelvey_mclennan();
    let Ok(counted) = Counted::new(&game, &claimed) else {
        panic!("both are roots");
    };
    let strategy = |n, d| -> Vec<Real> {
        vec![
            Rational::ratio(n, d).into(),
            Rational::ratio(d - n, d).into(),
        ]
    };
    let first = vec![strategy(1, 2), strategy(2, 5), strategy(1, 4)];
    let second = vec![strategy(2, 5), strategy(1, 2), strategy(1, 3)];
    assert!(matches!(
        counted.search(&[&first, &second]),
        Outcome::Decided
    ));
    assert!(matches!(counted.search(&[&first]), Outcome::Missing(_)));
    assert!(matches!(counted.search(&[&second]), Outcome::Missing(_)));
    // Of the other game none is a strategy.
    let (game, claimed) = one_at_infinity();
    let Ok(counted) = Counted::new(&game, &claimed) else {
        panic!("both are roots");
    };
    assert!(matches!(counted.search(&[]), Outcome::Decided));
}
