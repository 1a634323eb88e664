//! Random and known games, with the regret of every answer worked out by the definition.
//!
//! # Source
//! McKelvey and McLennan (1996), "Computation of equilibria in finite games", Handbook of Computational Economics 1 (their example).

use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::many_players::all_equilibria;
use super::super::request::Watch;
use super::*;
use crate::game::{Payoffs, Player};
use crate::num::Interval;

fn game(counts: &[usize], payoff: impl FnMut(usize, &[usize]) -> Rational) -> Game {
    let ids = ["A", "B", "C", "D", "E", "F"];
    let actions = ["1", "2", "3", "4", "5"];
    let players = counts
        .iter()
        .zip(ids)
        .map(|(n, id)| Player::plain(id, &actions[..*n]));
    let payoffs = Payoffs::from_fn(counts, payoff).expect("a small game");
    Game::new("test", players.collect(), payoffs)
}

/// Payoffs drawn at random; at odds: nearly without a pure equilibrium, for they nearly add up to zero.
pub fn random(counts: &[usize], seed: u64, at_odds: bool) -> Game {
    let mut state = seed;
    let mut draw = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 1000) as i64
    };
    let players = counts.len();
    let profiles: usize = counts.iter().product();
    let rows: Vec<Vec<i64>> = (0..profiles)
        .map(|_| {
            let row: Vec<i64> = (0..players).map(|_| draw()).collect();
            let mean = if at_odds {
                row.iter().sum::<i64>() / players as i64
            } else {
                0
            };
            row.iter().map(|value| value - mean).collect()
        })
        .collect();
    game(counts, |player, profile| {
        Rational::integer(rows[Payoffs::index_in(counts, profile)][player])
    })
}

/// Whether a proposal can be certified.
pub fn certified(game: &Game, kept: &[Vec<usize>], (supports, near): Proposal) -> bool {
    let both = supports.into_iter().zip(kept);
    let supports: Vec<Vec<usize>> = both
        .map(|(places, kept)| places.into_iter().map(|place| kept[place]).collect())
        .collect();
    certified_near(game, &supports, &near, &width()).is_some()
}

fn width() -> Rational {
    Rational::ratio(1, 1_000_000_000_000_000)
}

fn everything(game: &Game) -> Vec<Vec<usize>> {
    game.counts()
        .iter()
        .map(|count| (0..*count).collect())
        .collect()
}

fn first(game: &Game, wanted: usize) -> FirstEquilibria {
    first_equilibria(game, &everything(game), wanted, &width(), &|| false)
}

/// The most that anybody could gain, by summing over all profiles; payoffs of about a thousand.
#[track_caller]
fn check(game: &Game, equilibrium: &Equilibrium) {
    let middle = |p: &Real| Interval::around(&p.enclosure(&width()).0).middle();
    let profile: Vec<Vec<f64>> = equilibrium
        .profile()
        .iter()
        .map(|strategy| strategy.iter().map(middle).collect())
        .collect();
    for (player, strategy) in profile.iter().enumerate() {
        let mut gives = vec![0.0; strategy.len()];
        for index in 0..game.profiles() {
            let pure = game.profile_at(index);
            let others = pure
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != player);
            let chance: f64 = others
                .map(|(other, action)| profile[other][*action])
                .product();
            gives[pure[player]] += chance * Interval::around(&game.payoff(player, index)).middle();
        }
        let own: f64 = gives.iter().zip(strategy).map(|(value, p)| value * p).sum();
        assert!(gives.iter().all(|value| *value <= own + 1e-8));
        assert!((strategy.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

fn is_apart(a: &Equilibrium, b: &Equilibrium) -> bool {
    let mut pairs = a
        .profile()
        .iter()
        .flatten()
        .zip(b.profile().iter().flatten());
    pairs.any(|(p, q)| p.is_apart(q))
}

#[test]
fn one_is_found_in_random_games_of_many_shapes() {
    let shapes: [&[usize]; 7] = [
        &[3; 3], &[4; 3], &[5; 3], &[4; 4], &[2; 6], &[3; 5], &[5; 5],
    ];
    for shape in shapes {
        for seed in 1..4 {
            for at_odds in [false, true] {
                let game = random(shape, seed, at_odds);
                let found = first(&game, 1);
                assert_eq!(found.equilibria.len(), 1, "{shape:?}, seed {seed}");
                check(&game, &found.equilibria[0]);
            }
        }
    }
}

#[test]
fn what_is_found_is_among_all_equilibria() {
    for seed in 1..9 {
        let game = random(&[3, 2, 3], seed, true);
        let all = all_equilibria(&game, &everything(&game), &width(), &Watch::NOBODY);
        assert!(all.undecided.is_empty());
        let found = first(&game, 3);
        assert!(!found.equilibria.is_empty());
        for equilibrium in &found.equilibria {
            assert!(
                all.equilibria
                    .iter()
                    .any(|listed| !is_apart(listed, equilibrium))
            );
        }
    }
}

#[test]
fn all_nine_equilibria_of_mckelvey_and_mclennan_are_found() {
    let game = game(&[2, 2, 2], |player, p| {
        let row = match p {
            [0, 0, 0] => [9, 8, 12],
            [1, 1, 0] => [9, 8, 2],
            [1, 0, 1] | [0, 1, 1] => [3, 4, 6],
            _ => [0, 0, 0],
        };
        Rational::integer(row[player])
    });
    let found = first(&game, 100);
    assert_eq!(found.equilibria.len(), 9);
    assert_eq!(found.covered.up_to, Some(6));
    let ratio = |over| Real::from(Rational::ratio(over, 60));
    for mixed in [[24, 30, 20], [30, 24, 15]] {
        let is_it =
            |e: &Equilibrium| (0..3).all(|player| e.profile()[player][0] == ratio(mixed[player]));
        assert!(found.equilibria.iter().any(is_it));
    }
}

#[test]
fn three_are_apart_and_the_same_with_any_number_of_threads() {
    let game = random(&[4, 4, 4], 2, true);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(|| first(&game, 3))
    };
    let [one, three] = [1, 3].map(with);
    assert_eq!(one.equilibria.len(), 3);
    for (place, equilibrium) in one.equilibria.iter().enumerate() {
        check(&game, equilibrium);
        assert!(
            one.equilibria[..place]
                .iter()
                .all(|other| is_apart(other, equilibrium))
        );
    }
    assert_eq!(one.equilibria, three.equilibria);
    assert_eq!(one.covered, three.covered);
}

#[test]
fn who_says_stop_gets_what_was_found_by_then() {
    let game = random(&[5; 5], 1, true);
    let nothing = first_equilibria(&game, &everything(&game), 1, &width(), &|| true);
    assert!(nothing.equilibria.is_empty());
    assert_eq!(
        nothing.covered,
        Covered {
            stopped: true,
            ..Covered::default()
        }
    );
    let asked = AtomicUsize::new(0);
    let stop = || asked.fetch_add(1, Ordering::Relaxed) > 3_000;
    let some = first_equilibria(&game, &everything(&game), 1_000, &width(), &stop);
    assert!(some.covered.stopped && some.covered.pure && some.equilibria.len() < 1_000);
    some.equilibria
        .iter()
        .for_each(|equilibrium| check(&game, equilibrium));
}

#[test]
fn unplayed_kept_and_huge_numbers_do_no_harm() {
    // Everyone wants to match the next, the last not to match the first; the third action of each costs more than it can bring.
    let huge = Rational::integer(10).checked_pow(30).expect("not zero");
    let game = game(&[3, 3, 3], |player, p| {
        let matches = p[player] == p[(player + 1) % 3];
        let wins = i64::from(matches == (player < 2)) - 5 * i64::from(p[player] == 2);
        &huge + &Rational::integer(wins)
    });
    let half = Real::from(Rational::ratio(1, 2));
    for kept in [vec![vec![0, 1]; 3], everything(&game)] {
        let found = first_equilibria(&game, &kept, 2, &width(), &|| false);
        assert_eq!(found.equilibria.len(), 1);
        for strategy in found.equilibria[0].profile() {
            assert_eq!(strategy, &[half.clone(), half.clone(), Real::ZERO]);
        }
    }
}

#[test]
fn expected_payoffs_are_those_of_the_definition() {
    let game = random(&[3, 2, 4, 2], 7, false);
    let machine = MachineGame::new(&game, &everything(&game));
    let supports = vec![vec![0, 2], vec![1], vec![0, 1, 3], vec![0, 1]];
    let profile = vec![
        vec![0.25, 0.75],
        vec![1.0],
        vec![0.5, 0.2, 0.3],
        vec![0.1, 0.9],
    ];
    let expected = machine.against(&supports).expected(&profile);
    let chance = |player: usize, action: usize| {
        let place = supports[player].iter().position(|played| *played == action);
        place.map_or(0.0, |place| profile[player][place])
    };
    for player in 0..4 {
        for own in 0..game.counts()[player] {
            // Over all profiles in which the player plays this, and one other, if any, a given action.
            let sum = |fixed: Option<(usize, usize)>| -> f64 {
                let weight = |pure: &[usize]| -> f64 {
                    let of = |other: usize| match fixed {
                        _ if other == player => f64::from(u8::from(pure[other] == own)),
                        Some((given, action)) if given == other => {
                            f64::from(u8::from(pure[other] == action))
                        }
                        _ => chance(other, pure[other]),
                    };
                    (0..4).map(of).product()
                };
                let all = 0..game.profiles();
                all.map(|index| weight(&game.profile_at(index)) * machine.payoffs(player)[index])
                    .sum()
            };
            assert!((expected.payoffs[player][own] - sum(None)).abs() < 1e-12);
            for (place, other) in [0, 2, 3]
                .into_iter()
                .enumerate()
                .filter(|(_, o)| *o != player)
            {
                for (k, action) in supports[other].iter().enumerate() {
                    let found = expected.against[player][place][own + game.counts()[player] * k];
                    assert!((found - sum(Some((other, *action)))).abs() < 1e-12);
                }
            }
        }
    }
}
