//! Bounds of the equilibrium payoffs of repeated games: numbers derived by hand, the two-player set, laws, and an independent step in rationals.

use unipole::game::{Game, Payoffs, Player};
use unipole::num::Rational;
use unipole::repeat::{
    Bound, Discount, NotBounded, PayoffBounds, PayoffSet, Stage, payoff_bounds, payoff_set,
};

const ACTIONS: [&str; 4] = ["a", "b", "c", "d"];

fn game(counts: &[usize], payoff: impl Fn(usize, &[usize]) -> i64) -> Game {
    let players = counts.iter().enumerate();
    let players =
        players.map(|(i, count)| Player::plain(["A", "B", "C", "D", "E"][i], &ACTIONS[..*count]));
    let payoffs = Payoffs::from_fn(counts, |player, p| Rational::integer(payoff(player, p)));
    Game::new("stage", players.collect(), payoffs.expect("a small game"))
}

/// Each contribution, the action 0, costs its giver 3 and gives everybody 2.
fn public_good(players: usize) -> Game {
    game(&vec![2; players], |player, p| {
        let given = p.iter().filter(|action| **action == 0).count() as i64;
        2 * given - if p[player] == 0 { 3 } else { 0 }
    })
}

/// Payoffs from -9 to 9 by a linear congruential generator.
fn seeded(counts: &[usize], seed: u64) -> Game {
    let profiles: usize = counts.iter().product();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % 19).expect("small") - 9
    };
    let table: Vec<i64> = (0..profiles * counts.len()).map(|_| next()).collect();
    game(counts, |player, p| {
        let place = p
            .iter()
            .zip(counts)
            .fold(0, |place, (action, count)| place * count + action);
        table[player * profiles + place]
    })
}

fn bounds(game: &Game, discount: Rational) -> PayoffBounds {
    let stage = Stage::new(game).expect("players");
    let discount = Discount::new(discount).expect("a discount factor");
    payoff_bounds(game, &stage, &discount).expect("few profiles")
}

fn dot(normal: &[i64], payoffs: &[Rational]) -> Rational {
    let terms = normal.iter().zip(payoffs);
    terms.map(|(n, v)| Rational::integer(*n) * v.clone()).sum()
}

fn holds(bounds: &PayoffBounds, payoffs: &[Rational]) -> bool {
    let mut all = bounds.half_spaces.iter();
    !bounds.is_empty && all.all(|half| dot(&half.normal, payoffs) <= half.level)
}

#[track_caller]
fn exact(bound: &Bound, expected: Rational) {
    assert!(bound.is_exact(), "{bound:?}");
    assert_eq!(bound.outer, expected);
}

/// Every point is what its profile and its mixture give, and nobody gains by deviating and getting the worst point.
#[track_caller]
fn generates_itself(game: &Game, bounds: &PayoffBounds) {
    let (d, players) = (bounds.discount.value(), game.counts().len());
    let present = Rational::ONE - d.clone();
    for point in &bounds.points {
        let total: Rational = point.mixture.iter().map(|(_, p)| p.clone()).sum();
        assert_eq!(total, Rational::ONE);
        for player in 0..players {
            let continued: Rational = point
                .mixture
                .iter()
                .map(|(place, p)| {
                    assert!(*p > Rational::ZERO);
                    p * &bounds.points[*place].payoffs[player]
                })
                .sum();
            let own = &present * &game.payoff(player, point.profile) + d * &continued;
            assert_eq!(own, point.payoffs[player], "{point:?}");
            let worst = bounds
                .points
                .iter()
                .map(|p| p.payoffs[player].clone())
                .min()
                .expect("points");
            for action in 0..game.counts()[player] {
                let other = game.payoff(player, game.deviation(point.profile, player, action));
                assert!(&present * &other + d * &worst <= own, "{point:?}");
            }
        }
    }
}

#[test]
fn a_public_good_of_patient_states_reaches_what_is_feasible() {
    let bounds = bounds(&public_good(3), Rational::ratio(9, 10));
    let joint = bounds.joint.as_ref().expect("equilibria");
    exact(joint, Rational::integer(9));
    for [least, greatest] in &bounds.players {
        // Keeping alone gives nothing, and nobody can be held to less.
        exact(least, Rational::ZERO);
        // The two others give, which leaves each of them with 1.
        exact(greatest, Rational::integer(4));
    }
    generates_itself(&public_good(3), &bounds);
}

#[test]
fn impatient_states_are_left_with_the_stage_equilibrium() {
    // Giving costs 3 - 2 = 1 now, and at most (9 - 0) / 3 = 3 is lost later.
    for discount in [Rational::ZERO, Rational::ratio(1, 10)] {
        let bounds = bounds(&public_good(3), discount);
        exact(bounds.joint.as_ref().expect("equilibria"), Rational::ZERO);
        for ends in &bounds.players {
            ends.iter().for_each(|end| exact(end, Rational::ZERO));
        }
    }
}

#[test]
fn matching_pennies_with_an_onlooker_has_no_pure_plan_and_that_is_proved() {
    let pennies = game(&[2, 2, 2], |player, p| match (player, p[0] == p[1]) {
        (0, true) | (1, false) => 1,
        (2, _) => 0,
        _ => -1,
    });
    for (discount, is_empty) in [((1, 10), true), ((0, 1), true)] {
        let bounds = bounds(&pennies, Rational::ratio(discount.0, discount.1));
        assert_eq!(bounds.is_empty, is_empty);
        assert!(bounds.points.is_empty() && bounds.half_spaces.is_empty());
    }
}

#[test]
fn what_is_found_inside_is_inside() {
    let shapes: [&[usize]; 4] = [&[2, 2, 2], &[3, 2, 2], &[2, 2, 2, 2], &[2, 3, 2]];
    let mut found = 0;
    for seed in 0..40 {
        let game = seeded(shapes[seed as usize % 4], seed);
        let bounds = bounds(&game, Rational::ratio(1 + seed as i64 % 9, 10));
        generates_itself(&game, &bounds);
        for point in &bounds.points {
            assert!(holds(&bounds, &point.payoffs), "seed {seed}: {point:?}");
        }
        found += usize::from(!bounds.points.is_empty());
    }
    assert!(found > 20, "{found}");
}

#[test]
fn patience_only_adds_payoffs() {
    for seed in 100..115 {
        let game = seeded(&[2, 2, 2], seed);
        let [less, more] = [Rational::ratio(2, 5), Rational::ratio(3, 5)].map(|d| bounds(&game, d));
        for point in &less.points {
            assert!(holds(&more, &point.payoffs), "seed {seed}");
        }
    }
}

#[test]
fn two_players_and_a_dummy_have_the_set_of_two() {
    for seed in 200..220 {
        let two = seeded(&[2, 3], seed);
        let three = game(&[2, 3, 2], |player, p| match player {
            2 => 0,
            own => two
                .payoff(own, two.index_of(&p[..2]))
                .to_i64()
                .expect("whole"),
        });
        let discount = Rational::ratio(1 + seed as i64 % 8, 9);
        let bounds = bounds(&three, discount.clone());
        let stage = Stage::new(&two).expect("two players");
        let set = payoff_set(&stage, &Discount::new(discount).expect("below one")).expect("two");
        for vertex in &set.vertices {
            let with = [vertex[0].clone(), vertex[1].clone(), Rational::ZERO];
            assert!(holds(&bounds, &with), "seed {seed}: {vertex:?}");
        }
        if set.exact {
            assert!(
                bounds.points.iter().all(|p| is_in(&set, &p.payoffs)),
                "seed {seed}"
            );
        }
    }
}

fn is_in(set: &PayoffSet, payoffs: &[Rational]) -> bool {
    set.mixture(&[payoffs[0].clone(), payoffs[1].clone()])
        .is_some()
}

#[test]
fn large_games_are_refused() {
    let refused = |counts: &[usize]| {
        let game = game(counts, |_, _| 0);
        let stage = Stage::new(&game).expect("players");
        payoff_bounds(
            &game,
            &stage,
            &Discount::new(Rational::ratio(1, 2)).expect("below one"),
        )
        .expect_err("too large")
    };
    assert_eq!(refused(&[2, 2, 2, 2, 2]), NotBounded::Players(5));
}

/// The solution of three equations, by Cramer's rule.
fn meet(rows: [&(Vec<Rational>, Rational); 3]) -> Option<Vec<Rational>> {
    let det = |m: [[&Rational; 3]; 3]| {
        let minor = |i: usize, j: usize| m[1][i] * m[2][j] - m[1][j] * m[2][i];
        m[0][0] * &minor(1, 2) - m[0][1] * &minor(0, 2) + m[0][2] * &minor(0, 1)
    };
    let entry = |i: usize, j: usize| &rows[i].0[j];
    let whole = det([0, 1, 2].map(|i| [0, 1, 2].map(|j| entry(i, j))));
    if whole.is_zero() {
        return None;
    }
    let part = |column: usize| {
        let row = |i: usize| [0, 1, 2].map(|j| if j == column { &rows[i].1 } else { entry(i, j) });
        det([0, 1, 2].map(row)) / whole.clone()
    };
    Some((0..3).map(part).collect())
}

/// One application of the operator by going through all corners of the half-spaces and the incentives.
fn brute_step(game: &Game, bounds: &PayoffBounds) -> Vec<Rational> {
    let d = bounds.discount.value();
    let present = Rational::ONE - d.clone();
    let mut next: Vec<Option<Rational>> = vec![None; bounds.half_spaces.len()];
    for profile in 0..game.profiles() {
        let mut rows: Vec<(Vec<Rational>, Rational)> = bounds
            .half_spaces
            .iter()
            .map(|half| {
                (
                    half.normal.iter().map(|n| Rational::integer(*n)).collect(),
                    half.level.clone(),
                )
            })
            .collect();
        let payoffs: Vec<Rational> = (0..3).map(|i| game.payoff(i, profile)).collect();
        for (player, payoff) in payoffs.iter().enumerate() {
            let best = (0..game.counts()[player])
                .map(|a| game.payoff(player, game.deviation(profile, player, a)))
                .max()
                .expect("actions");
            let least = &bounds.players[player][0].outer;
            let corner = least + &((best - payoff.clone()) * present.clone() / d.clone());
            let normal = (0..3)
                .map(|i| Rational::integer(-i64::from(i == player)))
                .collect();
            rows.push((normal, -corner));
        }
        for i in 0..rows.len() {
            for j in 0..i {
                for k in 0..j {
                    let Some(corner) = meet([&rows[i], &rows[j], &rows[k]]) else {
                        continue;
                    };
                    let is_met = |(normal, level): &(Vec<Rational>, Rational)| {
                        normal
                            .iter()
                            .zip(&corner)
                            .map(|(n, v)| n * v)
                            .sum::<Rational>()
                            <= *level
                    };
                    if !rows.iter().all(is_met) {
                        continue;
                    }
                    for (half, next) in bounds.half_spaces.iter().zip(&mut next) {
                        let now = dot(&half.normal, &payoffs);
                        let later = &present * &now + d * &dot(&half.normal, &corner);
                        *next = next.take().max(Some(now.min(later)));
                    }
                }
            }
        }
    }
    next.into_iter()
        .map(|level| level.expect("somebody plays"))
        .collect()
}

#[test]
fn an_independent_step_finds_the_half_spaces_at_rest() {
    for (game, discount) in [(public_good(3), (2, 5)), (seeded(&[2, 2, 2], 3), (3, 5))] {
        let bounds = bounds(&game, Rational::ratio(discount.0, discount.1));
        assert!(!bounds.is_empty && !bounds.limited);
        let next = brute_step(&game, &bounds);
        for (half, level) in bounds.half_spaces.iter().zip(next) {
            // Downwards the bounds jump ahead of the operator.
            let is_down =
                half.normal.iter().sum::<i64>() == -1 && half.normal.iter().all(|n| *n <= 0);
            let (fallen, close) = (&half.level - &level, Rational::ratio(1, 10_000));
            assert!(
                fallen < close && (is_down || fallen > -&close),
                "{half:?}: {level}"
            );
        }
    }
}
