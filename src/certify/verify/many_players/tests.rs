//! Lists that are complete, and lists from which something was taken.

use super::*;
use crate::certify::claim::{ClaimedConcept, ClaimedPlayer};
use crate::certify::verify::two_player::TwoPlayers;
use crate::game::{Payoffs, Player};
use crate::num::Enclosed;

fn game(counts: &[usize], payoff: impl FnMut(usize, &[usize]) -> Rational) -> Game {
    let actions = ["1", "2", "3", "4"];
    let players = counts.iter().zip(["A", "B", "C", "D"]);
    let players = players.map(|(count, id)| Player::plain(id, &actions[..*count]));
    let payoffs = Payoffs::from_fn(counts, payoff).expect("a small game");
    Game::new("test", players.collect(), payoffs)
}

fn claim_of(game: &Game) -> Claim {
    let player = |(player, count): (&Player, &usize)| ClaimedPlayer {
        id: player.id.clone(),
        title: String::new(),
        role: String::new(),
        group: None,
        actions: (1..=*count)
            .map(|action| (action.to_string(), None))
            .collect(),
    };
    Claim {
        players: game
            .players()
            .iter()
            .zip(game.counts())
            .map(player)
            .collect(),
        payoffs: None,
        ordinal: false,
        concept: ClaimedConcept::Nash,
        complete: true,
        completeness: "proved".to_owned(),
        equilibria: Vec::new(),
        components: None,
        classes: None,
        dominated: Vec::new(),
        cycle: Vec::new(),
        counted: Vec::new(),
        tree: None,
        potential: None,
        risk_dominance: Vec::new(),
        selection: None,
        order: None,
        unknown_keys: Vec::new(),
    }
}

fn all_actions(game: &Game) -> Vec<Vec<usize>> {
    game.counts()
        .iter()
        .map(|count| (0..*count).collect())
        .collect()
}

fn checked(game: &Game, profiles: &[Profile]) -> (bool, Verification) {
    let mut report = Verification::default();
    let complete = verify(
        game,
        &claim_of(game),
        profiles,
        &all_actions(game),
        &[],
        &mut report,
    );
    (complete.is_some(), report)
}

/// Complete as it is, and refuted without any one of its equilibria.
#[track_caller]
fn check(game: &Game, profiles: &[Profile]) {
    let (complete, report) = checked(game, profiles);
    assert!(complete, "{report:#?}");
    for left_out in 0..profiles.len() {
        let mut fewer = profiles.to_vec();
        fewer.remove(left_out);
        let (complete, report) = checked(game, &fewer);
        assert!(
            !complete && report.is_refuted(),
            "without {left_out}: {report:#?}"
        );
    }
}

fn even(shares: &[(i64, i64)]) -> Vec<Real> {
    shares
        .iter()
        .map(|(a, b)| Rational::ratio(*a, *b).into())
        .collect()
}

fn mckelvey_mclennan() -> Game {
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

/// The solutions of the nine combinations of supports, worked out by hand from indifference.
fn nine() -> Vec<Profile> {
    let (one, two) = ((1, 1), (0, 1));
    let lists = [
        [[one, two], [one, two], [one, two]],
        [[two, one], [two, one], [one, two]],
        [[one, two], [two, one], [two, one]],
        [[two, one], [one, two], [two, one]],
        [[two, one], [(1, 4), (3, 4)], [(1, 3), (2, 3)]],
        [[(1, 3), (2, 3)], [one, two], [(1, 4), (3, 4)]],
        [[(1, 2), (1, 2)], [(1, 2), (1, 2)], [one, two]],
        [[(1, 2), (1, 2)], [(2, 5), (3, 5)], [(1, 4), (3, 4)]],
        [[(2, 5), (3, 5)], [(1, 2), (1, 2)], [(1, 3), (2, 3)]],
    ];
    lists
        .map(|profile| profile.map(|strategy| even(&strategy)).to_vec())
        .to_vec()
}

#[test]
fn nine_equilibria_of_two_by_two_by_two_are_all() {
    let game = mckelvey_mclennan();
    for profile in nine() {
        crate::certify::nash(&game, &profile).expect("an equilibrium");
    }
    check(&game, &nine());
}

/// Numbers of a linear congruential generator, from -500 to 500.
fn numbers(seed: u64) -> impl FnMut() -> i64 {
    let mut state = seed;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % 1001).expect("small") - 500
    }
}

#[test]
fn a_third_player_without_influence_adds_its_best_reply() {
    for seed in 0..4 {
        let mut next = numbers(seed);
        let table: Vec<i64> = (0..18 + 27).map(|_| next()).collect();
        let game = game(&[3, 3, 3], |player, p| {
            let place = if player < 2 {
                player * 9
            } else {
                18 + 9 * p[2]
            };
            Rational::ratio(table[place + 3 * p[0] + p[1]], 7)
        });
        let kept = vec![vec![0, 1, 2], vec![0, 1, 2], vec![0]];
        let two = TwoPlayers::new(&game, &kept, [0, 1]);
        let replied = two.extreme_equilibria().into_iter().map(|[x, y]| {
            let payoff = |action: usize| -> Rational {
                let cells = (0..9).map(|c| {
                    &(&x[c / 3] * &y[c % 3])
                        * &game.payoff(2, game.index_of(&[c / 3, c % 3, action]))
                });
                cells.sum()
            };
            let best = (0..3)
                .max_by_key(|action| payoff(*action))
                .expect("three actions");
            let third = (0..3).map(|action| Rational::integer(i64::from(action == best)));
            [x, y, third.collect()]
                .map(|strategy| strategy.into_iter().map(Real::from).collect())
                .to_vec()
        });
        let all: Vec<Profile> = replied.collect();
        check(&game, &all);
    }
}

/// The missing equilibria that the search itself comes upon, one after another.
fn found(game: &Game) -> Vec<Profile> {
    let (kept, scaled) = (all_actions(game), Scaled::new(game));
    let mut profiles: Vec<Profile> = Vec::new();
    for index in (0..game.profiles()).filter(|index| pure::is_equilibrium(game, *index)) {
        let pure = game.profile_at(index).into_iter().zip(game.counts());
        let certain = pure.map(|(action, count)| {
            (0..*count)
                .map(|a| Rational::integer(i64::from(a == action)).into())
                .collect()
        });
        profiles.push(certain.collect());
    }
    for supports in combinations(&kept).expect("few") {
        if supports.iter().all(|support| support.len() == 1) {
            continue;
        }
        let conditions = Conditions::new(game, &scaled, &kept, &supports);
        loop {
            let listed: Vec<Listed> = profiles.iter().map(Listed::new).collect();
            let known: Vec<Cell> = listed
                .iter()
                .filter(|l| l.solves(game, &supports))
                .map(|l| enclosed(l.profile, &supports))
                .collect();
            let Outcome::Missing(cell) = cells::search(&conditions, &known, &mut CELLS.clone())
            else {
                break;
            };
            let unit = Rational::integer(1 << PLACES);
            let share = |share: &Span| {
                Real::Enclosed(Enclosed::new(
                    Rational::from(share.low) / unit.clone(),
                    Rational::from(share.high + 1) / unit.clone(),
                ))
            };
            let strategies =
                supports
                    .iter()
                    .zip(&cell)
                    .zip(game.counts())
                    .map(|((support, shares), count)| {
                        let mut strategy = vec![Real::ZERO; *count];
                        for (action, bounds) in support.iter().zip(shares) {
                            strategy[*action] = if support.len() == 1 {
                                Real::ONE
                            } else {
                                share(bounds)
                            };
                        }
                        strategy
                    });
            profiles.push(strategies.collect());
        }
    }
    profiles
}

#[test]
fn indices_of_what_is_found_in_random_games_add_up_to_one() {
    for (seed, counts) in [
        (1, [2, 2, 3]),
        (2, [2, 2, 3]),
        (3, [2, 2, 2]),
        (4, [3, 3, 3]),
    ] {
        let mut next = numbers(seed);
        let game = game(&counts, |_, _| Rational::ratio(next(), 9));
        let all = found(&game);
        let (complete, report) = checked(&game, &all);
        assert!(complete, "{counts:?}: {report:#?}");
        let known = indices(&game, &all, &all_actions(&game));
        assert_eq!(known.into_iter().sum::<Option<i64>>(), Some(1));
        let (complete, report) = checked(&game, &all[1..]);
        assert!(!complete && report.is_refuted());
    }
}
