//! Families of games: equilibria counted by closed forms, sizes, determinism, and what each family refuses.

use unipole::game::{Family, FamilyError, Game, Wish};
use unipole::num::Rational;
use unipole::solve::{Concept, Solution, solve};

fn game(family: Family, counts: &[usize]) -> Game {
    let wish = Wish {
        counts: counts.to_vec(),
        seed: 0,
        correlation: Rational::ZERO,
    };
    family.game(&wish).expect("a game")
}

#[track_caller]
fn equilibria(family: Family, counts: &[usize]) -> Solution {
    let solution = solve(&game(family, counts), Concept::Nash);
    assert!(solution.completeness.is_complete());
    solution
}

#[test]
fn coordination_has_an_equilibrium_for_each_set_of_actions() {
    for size in 1..=7 {
        let found = equilibria(Family::Coordination, &[size, size]).equilibria;
        assert_eq!(found.len(), (1 << size) - 1);
        assert_eq!(found.iter().filter(|one| one.is_pure()).count(), size);
    }
}

/// Central Delannoy numbers, by counting king's walks.
fn delannoy(size: usize) -> usize {
    let mut walks = vec![vec![1; size + 1]; size + 1];
    for row in 1..=size {
        for column in 1..=size {
            walks[row][column] =
                walks[row - 1][column] + walks[row][column - 1] + walks[row - 1][column - 1];
        }
    }
    walks[size][size]
}

#[test]
fn many_equilibria_has_as_many_as_von_stengel_counts() {
    assert_eq!(delannoy(3) + delannoy(2) - 1, 75);
    for half in 1..=4 {
        let found = equilibria(Family::ManyEquilibria, &[2 * half, 2 * half]);
        let expected = delannoy(half) + delannoy(half - 1) - 1;
        assert_eq!(found.equilibria.len(), expected, "{half}");
        assert_eq!(found.components.len(), expected, "all are isolated");
    }
}

#[test]
fn minimum_effort_has_one_equilibrium_for_each_effort_and_each_pair() {
    for size in 1..=7 {
        let found = equilibria(Family::MinimumEffort, &[size, size]).equilibria;
        assert_eq!(found.len(), size * (size + 1) / 2);
        for one in found.iter().filter(|one| one.is_pure()) {
            // All make the same effort, and get it.
            assert_eq!(one.profile()[0], one.profile()[1]);
            let effort = one.profile()[0]
                .iter()
                .position(|p| !p.is_zero())
                .expect("an effort");
            let payoff = Rational::integer(effort as i64 + 1);
            assert_eq!(one.payoffs()[0].to_rational(), Some(payoff));
        }
    }
    let found = solve(&game(Family::MinimumEffort, &[4, 4, 4]), Concept::Pure);
    assert_eq!(found.equilibria.len(), 4);
}

#[test]
fn travellers_claim_two_however_much_they_could_claim() {
    for size in [2, 3, 10] {
        let found = equilibria(Family::Travellers, &[size, size]).equilibria;
        assert_eq!(found.len(), 1, "{size}");
        for player in 0..2 {
            assert!(!found[0].profile()[player][0].is_zero() && found[0].is_pure());
            let payoff = found[0].payoffs()[player].to_rational();
            assert_eq!(payoff, Some(Rational::integer(2)));
        }
    }
    // Basu's own numbers: 100 and 99 are claimed.
    let game = game(Family::Travellers, &[99, 99]);
    let index = game.index_of(&[98, 97]);
    assert_eq!(game.players()[0].actions[98].id, "100");
    assert_eq!(game.payoff(0, index), Rational::integer(97));
    assert_eq!(game.payoff(1, index), Rational::integer(101));
}

#[test]
fn two_who_guess_name_nothing() {
    for size in [2, 3, 8] {
        let found = equilibria(Family::GuessTwoThirds, &[size, size]).equilibria;
        assert_eq!(found.len(), 1, "{size}");
        let profile = found[0].profile();
        assert!(!profile[0][0].is_zero() && !profile[1][0].is_zero() && found[0].is_pure());
    }
    // Three name 0, 1 and 2: two thirds of the mean are 2/3, and 1 is nearest.
    let game = game(Family::GuessTwoThirds, &[3, 3, 3]);
    let index = game.index_of(&[0, 1, 2]);
    let payoffs: Vec<Rational> = (0..3).map(|player| game.payoff(player, index)).collect();
    assert_eq!(payoffs, [Rational::ZERO, Rational::ONE, Rational::ZERO]);
    let shared = game.payoff(2, game.index_of(&[1, 1, 1]));
    assert_eq!(shared, Rational::ratio(1, 3));
}

#[test]
fn threshold_goods_are_divided_exactly_or_not_provided() {
    for (players, size) in [(2, 2), (3, 2), (4, 2), (5, 2), (2, 5), (3, 3), (4, 3)] {
        let counts = vec![size; players];
        let game = game(Family::Threshold, &counts);
        let needed = players * (size - 1) / 2 + 1;
        // Divisions of what is needed, counted player by player.
        let mut ways = vec![0; needed + 1];
        ways[0] = 1;
        for _ in 0..players {
            let own = |sum: usize| (0..size).filter_map(move |gift| sum.checked_sub(gift));
            ways = (0..=needed)
                .map(|sum| own(sum).map(|rest| ways[rest]).sum())
                .collect();
        }
        let found = solve(&game, Concept::Pure).equilibria;
        assert_eq!(found.len(), 1 + ways[needed], "{players} players, {size}");
    }
}

#[test]
fn correlation_is_what_was_asked_for() {
    for (correlation, players) in [
        ((-1, 1), 2),
        ((-1, 2), 2),
        ((0, 1), 2),
        ((1, 2), 2),
        ((1, 1), 3),
        ((-1, 2), 3),
        ((9, 10), 2),
    ] {
        let correlation = Rational::ratio(correlation.0, correlation.1);
        let wish = Wish {
            counts: [vec![60, 60], vec![1; players - 2]].concat(),
            seed: 5,
            correlation: correlation.clone(),
        };
        let game = Family::Covariant.game(&wish).expect("a game");
        let value = |player, index| game.payoff(player, index).to_i64().expect("whole");
        let (mut own, mut both, mut sum) = (0i64, 0i64, 0i64);
        for index in 0..game.profiles() {
            let (first, second) = (value(0, index), value(1, index));
            own += first * first;
            both += first * second;
            sum += first;
            match correlation.to_i64() {
                Some(1) => assert!((1..players).all(|player| value(player, index) == first)),
                Some(-1) => assert_eq!(first, -second),
                _ => {}
            }
            if players == 3 && correlation == Rational::ratio(-1, 2) {
                let all = first + second + value(2, index);
                assert!(all.abs() <= 3, "all are opposed as far as three can be");
            }
        }
        let profiles = game.profiles() as i64;
        // Mean 0, deviation 1000: within a few standard errors of 3600 draws.
        assert!((sum / profiles).abs() < 80, "mean of {correlation}");
        assert!(
            (own / profiles - 1_000_000).abs() < 100_000,
            "variance of {correlation}"
        );
        let off = &Rational::ratio(both, profiles * 1_000_000) - &correlation;
        assert!(
            off.abs() < Rational::ratio(1, 10),
            "{correlation} is off by {off}"
        );
    }
}

#[test]
fn the_same_request_gives_the_same_game_and_another_seed_another() {
    for family in Family::ALL {
        let wish = |seed| Wish {
            counts: vec![4, 4],
            seed,
            correlation: Rational::ratio(1, 3),
        };
        let made = |seed| family.game(&wish(seed)).expect("a game");
        assert_eq!(made(7), made(7));
        assert_eq!(made(7).counts(), [4, 4]);
        let is_random = [Family::Random, Family::Covariant, Family::Degenerate].contains(&family);
        assert_eq!(
            made(7).payoffs() != made(8).payoffs(),
            is_random,
            "{}",
            family.name()
        );
        assert_eq!(Family::named(family.name()), Some(family));
    }
    // The words of SplitMix64 from seed 1234567, less multiples of 201 and less 100: worked out by hand from Vigna's reference.
    let wish = Wish {
        counts: vec![1, 1],
        seed: 1_234_567,
        correlation: Rational::ZERO,
    };
    let game = Family::Random.game(&wish).expect("a game");
    let words = [6_457_827_717_110_365_317u64, 3_203_168_211_198_807_973];
    for (player, word) in words.into_iter().enumerate() {
        let expected = i64::try_from(word % 201).expect("small") - 100;
        assert_eq!(game.payoff(player, 0), Rational::integer(expected));
    }
    let small = game_of_small_payoffs();
    assert!(
        (0..small.profiles())
            .all(|index| (0..4).contains(&small.payoff(0, index).to_i64().expect("whole")))
    );
}

fn game_of_small_payoffs() -> Game {
    game(Family::Degenerate, &[20, 20])
}

#[test]
fn families_of_many_players_have_them_and_others_refuse() {
    for family in Family::ALL {
        let wish = |counts: &[usize]| Wish {
            counts: counts.to_vec(),
            seed: 1,
            correlation: Rational::ZERO,
        };
        let two_only = [Family::Travellers, Family::ManyEquilibria].contains(&family);
        let four = family.game(&wish(&[2; 4]));
        assert_eq!(matches!(four, Err(FamilyError::Players { .. })), two_only);
        assert_eq!(family.game(&wish(&[])), Err(FamilyError::NoPlayers));
        assert_eq!(family.game(&wish(&[2, 0])), Err(FamilyError::NoActions(2)));
        let free = [
            Family::Random,
            Family::Covariant,
            Family::Coordination,
            Family::Degenerate,
        ];
        assert_eq!(family.game(&wish(&[2, 4])).is_ok(), free.contains(&family));
        let large = family.game(&wish(&[10_000, 10_000]));
        let message = large.expect_err("too large").to_string();
        assert_eq!(
            message,
            "the game has 200000000 payoffs; at most 134217728 fit"
        );
    }
    let odd = Wish {
        counts: vec![5, 5],
        seed: 0,
        correlation: Rational::ZERO,
    };
    let message = Family::ManyEquilibria
        .game(&odd)
        .expect_err("odd")
        .to_string();
    assert_eq!(
        message,
        "games of the family `many-equilibria` have an even number of actions, at most 100, not 5"
    );
    for (correlation, players) in [((11, 10), 2), ((-3, 4), 3)] {
        let wish = Wish {
            counts: vec![2; players],
            seed: 0,
            correlation: Rational::ratio(correlation.0, correlation.1),
        };
        let refused = Family::Covariant.game(&wish);
        assert!(matches!(refused, Err(FamilyError::Correlation { .. })));
    }
}
