//! Enclosures against equilibria known in closed form.

use super::*;
use crate::game::{Payoffs, Player};
use proptest::prelude::*;

fn ratio(numerator: i64, denominator: i64) -> Rational {
    Rational::ratio(numerator, denominator)
}

fn game(counts: &[usize], payoff: impl FnMut(usize, &[usize]) -> Rational) -> Game {
    let ids = ["A", "B", "C", "D"];
    let actions = ["1", "2", "3", "4"];
    let players = counts.iter().zip(ids);
    let players = players
        .map(|(count, id)| Player::plain(id, &actions[..*count]))
        .collect();
    Game::new(
        "test",
        players,
        Payoffs::from_fn(counts, payoff).expect("a small game"),
    )
}

/// The game of McKelvey and McLennan (1997) with nine equilibria, two of them totally mixed.
fn nine_equilibria() -> Game {
    game(&[2, 2, 2], |player, profile| {
        let payoffs = match profile {
            [0, 0, 0] => [9, 8, 12],
            [1, 1, 0] => [9, 8, 2],
            [1, 0, 1] | [0, 1, 1] => [3, 4, 6],
            _ => [0, 0, 0],
        };
        Rational::integer(payoffs[player])
    })
}

/// Each player's second action gives what the third does not reach; with `x`, `y`, `z` the probabilities of the first actions:
/// A has `y` against `z`, B has `x z` against `1/5`, C has `x + y` against `1`. So `y = z`, `x = 1 - y` and `y - y^2 = 1/5`.
/// A third action of A gives `y - 1/10`.
fn golden() -> Game {
    game(&[3, 2, 2], |player, profile| {
        let first = |player: usize| Rational::integer(i64::from(profile[player] == 0));
        match (player, profile[player]) {
            (0, 0) => first(1),
            (0, 1) => first(2),
            (0, _) => first(1) - ratio(1, 10),
            (1, 0) => first(0) * first(2),
            (1, _) => ratio(1, 5),
            (_, 0) => first(0) + first(1),
            _ => Rational::ONE,
        }
    })
}

fn tiny() -> Rational {
    Rational::integer(10).checked_pow(-20).expect("not zero")
}

fn all_mix(near: [(i64, i64); 3]) -> Vec<Vec<Rational>> {
    let pair = |(over, under)| vec![ratio(over, under), ratio(under - over, under)];
    near.map(pair).to_vec()
}

/// The supports in which everybody plays the first two actions.
fn first_two() -> Vec<Vec<usize>> {
    vec![vec![0, 1]; 3]
}

#[track_caller]
fn holds(value: &Real, expected: &Rational) {
    let (lower, upper) = ends(value);
    assert!(
        lower <= *expected && *expected <= upper,
        "{value} does not hold {expected}"
    );
    assert!(&upper - &lower <= tiny(), "{value} is wide");
}

#[test]
fn both_totally_mixed_equilibria_of_the_nine_are_enclosed() {
    let cases = [
        ([(49, 100), (41, 100), (24, 100)], [(1, 2), (2, 5), (1, 4)]),
        ([(41, 100), (49, 100), (34, 100)], [(2, 5), (1, 2), (1, 3)]),
    ];
    for (near, exact) in cases {
        let found = enclosed_nash(&nine_equilibria(), &first_two(), &all_mix(near), &tiny());
        let found = found.expect("an equilibrium");
        assert!(!found.is_pure() && !found.is_strict());
        for (strategy, (over, under)) in found.profile().iter().zip(exact) {
            holds(&strategy[0], &ratio(over, under));
            holds(&strategy[1], &ratio(under - over, under));
        }
        // A's first action gives 9 y z + 3 (1 - y)(1 - z).
        let [_, y, z] = exact.map(|(over, under)| ratio(over, under));
        let neither = (Rational::ONE - &y) * (Rational::ONE - &z);
        let payoff = &y * &z * Rational::integer(9) + neither * Rational::integer(3);
        holds(&found.payoffs()[0], &payoff);
        assert_eq!(found.slack(2, 1), &Real::ZERO);
    }
}

#[test]
fn an_equilibrium_with_a_square_root_is_enclosed() {
    for (near, sign) in [((72, 100), 1), ((28, 100), -1)] {
        let near = vec![
            vec![
                ratio(near.1 - near.0, near.1),
                ratio(near.0, near.1),
                Rational::ZERO,
            ],
            vec![ratio(near.0, near.1), ratio(near.1 - near.0, near.1)],
            vec![ratio(near.0, near.1), ratio(near.1 - near.0, near.1)],
        ];
        let found = enclosed_nash(&golden(), &first_two(), &near, &tiny()).expect("an equilibrium");
        // y = (1 +- 1 / sqrt 5) / 2: (2 y - 1)^2 - 1/5 changes its sign between the bounds.
        for (player, action) in [(1, 0), (2, 0), (0, 1)] {
            let (lower, upper) = ends(&found.profile()[player][action]);
            let at = |y: &Rational| {
                let offset = y * &Rational::integer(2) - Rational::ONE;
                assert_eq!(offset.sign(), 0.cmp(&-sign));
                (&offset * &offset - ratio(1, 5)).sign()
            };
            assert_eq!(at(&lower), at(&upper).reverse());
            assert!(at(&lower).is_ne() && &upper - &lower <= tiny());
        }
        assert_eq!(found.profile()[0][2], Real::ZERO);
        // What does not depend on anybody is exact.
        assert_eq!(found.payoffs()[1], Real::from(ratio(1, 5)));
        assert_eq!(found.payoffs()[2], Real::ONE);
        holds(found.slack(0, 2), &ratio(1, 10));
    }
}

#[test]
fn what_is_not_shown_is_named() {
    let refused = |supports: &[Vec<usize>], near: &[Vec<Rational>]| {
        enclosed_nash(&golden(), supports, near, &tiny()).expect_err("no equilibrium")
    };
    let (half, zero) = (ratio(1, 2), Rational::ZERO);
    let even = || vec![half.clone(), half.clone()];
    // At y = 1/2 the derivatives are singular.
    let middle = vec![
        vec![half.clone(), half.clone(), zero.clone()],
        even(),
        even(),
    ];
    assert_eq!(refused(&first_two(), &middle), NotEnclosed::NotProved);
    assert_eq!(refused(&first_two()[1..], &middle), NotEnclosed::Shape);
    assert_eq!(
        refused(&[vec![1, 0], vec![0, 1], vec![0, 1]], &middle),
        NotEnclosed::Shape
    );
    assert_eq!(
        refused(&[vec![0], vec![0], vec![0]], &middle),
        NotEnclosed::NobodyMixes
    );
    // A pure action 1: B has z against 1/5, C has 1 + y against 1: y = 0, and so on the boundary.
    let near = vec![
        vec![Rational::ONE, zero.clone(), zero.clone()],
        vec![ratio(1, 100), ratio(99, 100)],
        vec![ratio(1, 5), ratio(4, 5)],
    ];
    let boundary = NotEnclosed::Boundary {
        player: 1,
        action: 0,
    };
    assert_eq!(refused(&[vec![0], vec![0, 1], vec![0, 1]], &near), boundary);
    let ranks = golden().into_ordinal();
    assert_eq!(
        enclosed_nash(&ranks, &first_two(), &middle, &tiny()),
        Err(NotEnclosed::Ranks)
    );
}

#[test]
fn deviations_that_gain_tie_or_lie_outside_are_named() {
    // Matching pennies of A and B, whose probabilities are 1/2 up to `shift`; a third action of A gives `third`.
    let pennies = |third: Rational, shift: i64| {
        let payoffs = game(&[3, 2], |player, profile| match (player, profile) {
            (0, [2, _]) => third.clone(),
            (0, [a, b]) => Rational::integer(i64::from(a == b)),
            (_, [a, b]) => Rational::integer(i64::from(a != b) + if *b == 0 { shift } else { 0 }),
            _ => Rational::ZERO,
        });
        let half = ratio(1, 2);
        let near = vec![
            vec![half.clone(), half.clone(), Rational::ZERO],
            vec![half.clone(), half],
        ];
        enclosed_nash(&payoffs, &[vec![0, 1], vec![0, 1]], &near, &tiny())
    };
    assert!(pennies(ratio(2, 5), 0).is_ok());
    assert_eq!(
        pennies(ratio(3, 5), 0),
        Err(NotEnclosed::Gain {
            player: 0,
            action: 2
        })
    );
    assert_eq!(
        pennies(ratio(1, 2), 0),
        Err(NotEnclosed::Undecided {
            player: 0,
            action: 2
        })
    );
    // B wants its first action whatever A does: 1 - 2 x + 2 = 0.
    assert_eq!(
        pennies(ratio(2, 5), 2),
        Err(NotEnclosed::Outside {
            player: 0,
            action: 1
        })
    );
}

#[test]
fn a_probability_below_the_width_keeps_its_positive_bound() {
    // A is indifferent where B plays its first action with probability 10^-25.
    let small = Rational::integer(10).checked_pow(-25).expect("not zero");
    let rare = game(&[2, 2], |player, profile| match (player, profile) {
        (0, [0, b]) => Rational::integer(i64::from(*b == 0)),
        (0, _) => small.clone(),
        (_, [a, b]) => Rational::integer(i64::from(a == b)),
        _ => Rational::ZERO,
    });
    let half = ratio(1, 2);
    let near = vec![
        vec![half.clone(), half],
        vec![Rational::ZERO, Rational::ONE],
    ];
    let found = enclosed_nash(&rare, &vec![vec![0, 1]; 2], &near, &tiny()).expect("an equilibrium");
    let value = &found.profile()[1][0];
    holds(value, &small);
    assert_eq!(value.decided_sign(), Some(Ordering::Greater));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_start_nearby_the_bounds_are_the_same(moves in prop::array::uniform3(-50i64..50), places in 1i32..30) {
        let exact = [(1, 2), (2, 5), (1, 4)];
        let found = |near: &[Vec<Rational>]| {
            let width = Rational::integer(10).checked_pow(-places).expect("not zero");
            enclosed_nash(&nine_equilibria(), &first_two(), near, &width)
        };
        let mut near = all_mix(exact);
        for (strategy, shift) in near.iter_mut().zip(moves) {
            strategy[0] = &strategy[0] + &ratio(shift, 5000);
        }
        // The box of one tenth holds more than is known of the derivatives: there it may be that nothing is proved.
        match (found(&near), found(&all_mix(exact))) {
            (Ok(moved), Ok(unmoved)) => prop_assert_eq!(moved, unmoved),
            (moved, _) => prop_assert!(places < 3, "{:?}", moved),
        }
    }

    #[test]
    fn bounds_that_are_found_are_proved_again_and_moved_ones_are_not(
        places in 3i32..25, player in 0usize..3, action in 0usize..2, shift in prop::sample::select(vec![-40i64, -4, 4, 40]),
    ) {
        let width = Rational::integer(10).checked_pow(-places).expect("not zero");
        let near = all_mix([(2, 5), (1, 2), (1, 3)]);
        let found = enclosed_nash(&nine_equilibria(), &first_two(), &near, &width).expect("an equilibrium");
        let mut bounds = found.profile().to_vec();
        let again = enclosed_within(&nine_equilibria(), &bounds).expect("proved again");
        for (value, narrow) in bounds.iter().flatten().zip(again.profile().iter().flatten()) {
            let ((lower, upper), (low, high)) = (ends(value), ends(narrow));
            prop_assert!(lower <= low && high <= upper);
        }
        let (lower, upper) = ends(&bounds[player][action]);
        let distance = (&upper - &lower) * ratio(shift, 4);
        bounds[player][action] = (lower + &distance, upper + &distance).into();
        prop_assert!(enclosed_within(&nine_equilibria(), &bounds).is_err());
    }
}
