//! The logit correspondence against closed forms, a fixed-point iteration of its own, and textbook facts.

use proptest::prelude::*;
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, Real, exactly};
use unipole::solve::logit::{End, Logit, LogitError, Request, logit};
use unipole::solve::{Concept, solve};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

fn game(counts: &[usize], payoff: impl Fn(usize, &[usize]) -> i64) -> Game {
    let players = (0..counts.len())
        .map(|p| Player::plain(&format!("P{p}"), &NAMES[..counts[p]]))
        .collect();
    let payoffs = Payoffs::from_fn(counts, |player, profile| {
        Rational::integer(payoff(player, profile))
    });
    Game::new("test", players, payoffs.expect("a small game"))
}

/// A two-player game from the payoffs of both at each pair of actions.
fn two(rows: &[&[(i64, i64)]]) -> Game {
    game(&[rows.len(), rows[0].len()], |player, profile| {
        let pair = rows[profile[0]][profile[1]];
        if player == 0 { pair.0 } else { pair.1 }
    })
}

/// `members` identical players with two actions; a member gets `gain[k]` more by the first when `k` others play it.
fn group(gain: &[i64]) -> Game {
    let members = gain.len();
    let players = (1..=members).map(|member| Player {
        group: Some("S".to_owned()),
        ..Player::plain(&format!("S{member}"), &NAMES[..2])
    });
    let payoffs = Payoffs::from_fn(&vec![2; members], |player, profile| {
        let first = profile.iter().filter(|action| **action == 0).count();
        Rational::integer(match profile[player] {
            0 => gain[first - 1],
            _ => 0,
        })
    });
    Game::new("test", players.collect(), payoffs.expect("a small game"))
}

fn trace(game: &Game) -> Logit {
    logit(game, &Request::default(), &[]).expect("payoffs are numbers")
}

fn at(game: &Game, precision: Rational) -> Logit {
    let request = Request {
        precision: Some(precision),
        largest: None,
    };
    let known = solve(game, Concept::Nash).equilibria;
    logit(game, &request, &known).expect("payoffs are numbers")
}

/// The precision at which identical players who play the first of two actions with probability `p` are in a logit equilibrium:
/// the logit of `p` over the gain there, by the closed form.
fn precision_of(gain: &[i64], p: f64) -> f64 {
    let others = gain.len() - 1;
    let mut expected = 0.0;
    let mut ways = 1.0;
    for (k, gain) in gain.iter().enumerate() {
        let (with, without) = (k as i32, (others - k) as i32);
        expected += *gain as f64 * ways * p.powi(with) * (1.0 - p).powi(without);
        ways *= (others - k) as f64 / (k + 1) as f64;
    }
    (p / (1.0 - p)).ln() / expected
}

#[test]
fn random_choice_is_where_it_starts_and_an_equilibrium_where_it_ends() {
    for seed in 1..=12i64 {
        let shape: &[usize] = [&[2, 2, 2][..], &[3, 2, 2], &[3, 3]][(seed % 3) as usize];
        let random = game(shape, |player, profile| {
            let mixed = profile.iter().fold(seed * 31 + player as i64, |sum, a| {
                (sum * 37 + 11 * *a as i64 + 5) % 997
            });
            mixed * mixed % 53
        });
        let found = trace(&random);
        let principal = &found.branches[0];
        let first = &principal.points[0];
        for (strategy, count) in first.profile.iter().zip(shape) {
            assert!(
                strategy
                    .iter()
                    .all(|p| (p * *count as f64 - 1.0).abs() < 1e-12)
            );
        }
        assert_eq!(principal.end, End::Settled, "seed {seed}");
        let limit = principal
            .limit
            .as_ref()
            .expect("an equilibrium is certified");
        let all = solve(&random, Concept::Nash);
        assert!(all.completeness.is_complete());
        let is_listed = all.equilibria.iter().any(|listed| {
            let pairs = listed.profile().iter().flatten();
            let mut pairs = pairs.zip(limit.equilibrium.profile().iter().flatten());
            pairs.all(|(a, b)| !a.is_apart(b))
        });
        assert!(is_listed, "seed {seed}");
    }
}

#[test]
fn a_path_keeps_to_the_closed_form_through_both_its_folds() {
    // The gain from the first action is (240 (p - 11/20)^2 + 2/5) when each of the two others plays it with probability p: least
    // just beside random choice, and steep beyond, so that the path has the shape of an S.
    let gain = [73, -59, 49];
    let slope = |p: f64| precision_of(&gain, p + 1e-6) - precision_of(&gain, p - 1e-6);
    let found = trace(&group(&gain));
    let principal = &found.branches[0];
    for point in &principal.points[1..] {
        let p = point.profile[0][0];
        if (p - 0.5).abs() > 1e-6 && p < 1.0 - 1e-9 && p > 1e-9 {
            let expected = precision_of(&gain, p);
            assert!((point.precision / expected - 1.0).abs() < 1e-5, "{p}");
        }
        assert!(point.profile.iter().all(|s| (s[0] - p).abs() < 1e-12));
    }
    for (_, fold) in &principal.folds {
        assert!(slope(fold.profile[0][0]).abs() < 1e-5 * fold.precision);
    }
    // How often the closed form turns between the start and the end of the path.
    let ends = [
        principal.points[0].profile[0][0],
        principal.points.last().expect("points").profile[0][0],
    ];
    let steps = 20_000;
    let between = |step: usize| ends[0] + (ends[1] - ends[0]) * (step as f64 + 0.5) / steps as f64;
    let rises: Vec<bool> = (0..steps)
        .map(between)
        .filter(|p| (p - 0.5).abs() > 1e-3)
        .map(|p| slope(p) * (ends[1] - ends[0]) > 0.0)
        .collect();
    let turns = rises.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(turns >= 2);
    assert_eq!(principal.folds.len(), turns);
}

#[test]
fn the_pitchfork_of_pure_coordination_is_at_precision_two_and_its_arms_are_the_closed_form() {
    // x = 1/(1 + exp(-l (2x - 1))) has other solutions than 1/2 from l = 2 on: l = logit(x) / (2x - 1).
    let game = two(&[&[(1, 1), (0, 0)], &[(0, 0), (1, 1)]]);
    let found = at(&game, Rational::integer(3));
    assert_eq!(found.branch_points.len(), 1);
    assert!((found.branch_points[0].point.precision - 2.0).abs() < 1e-8);
    assert_eq!(found.branches.len(), 3);
    for branch in &found.branches[1..] {
        for point in &branch.points {
            let [x, y] = [point.profile[0][0], point.profile[1][0]];
            assert!((x - y).abs() < 1e-9);
            if x > 1e-8 && x < 1.0 - 1e-8 {
                let expected = (x / (1.0 - x)).ln() / (2.0 * x - 1.0);
                assert!((point.precision / expected - 1.0).abs() < 1e-6);
            }
        }
        let limit = branch.limit.as_ref().expect("certified");
        assert!(limit.equilibrium.is_strict());
    }
    let at = found.at.expect("asked for");
    assert_eq!((at.points.len(), &at.complete), (3, &Ok(())));
}

#[test]
fn identical_members_part_where_the_transverse_eigenvalue_is_zero() {
    // Chicken: at the even profile the derivative in the difference of two members is 1 - l p (1 - p) |slope|: zero at l = 4 / 2.
    let gain = [1, -1];
    let found = trace(&group(&gain));
    assert_eq!(found.alike, ["S"]);
    assert_eq!(found.branch_points.len(), 1);
    let point = &found.branch_points[0];
    assert_eq!(point.part, [0, 1]);
    assert!((point.point.precision - 2.0).abs() < 1e-8);
    assert_eq!(found.branches.len(), 2);
    assert_eq!(found.branches[1].copies, 2);
    let limit = found.branches[1].limit.as_ref().expect("certified");
    let pure = limit.equilibrium.pure_profile().expect("pure");
    assert!(pure == [0, 1] || pure == [1, 0]);
    // Three members: two ways to divide them, each from both sides, and every limit is an equilibrium on which they differ.
    let three = trace(&group(&[2, -1, -1]));
    let parting = three.branch_points.iter().filter(|p| p.part.len() == 3);
    assert_eq!(parting.count(), 1);
    assert!(three.branches.len() >= 2);
    for branch in &three.branches[1..] {
        let limit = branch.limit.as_ref().expect("certified");
        let profile = limit.equilibrium.profile();
        assert!(profile.iter().any(|strategy| strategy != &profile[0]));
    }
}

#[test]
fn asymmetric_matching_pennies_meets_its_two_equations() {
    // McKelvey and Palfrey (1995), section 4: the row player's own payoff moves its choice although the equilibrium does not.
    let game = two(&[&[(9, 0), (0, 1)], &[(0, 1), (1, 0)]]);
    let found = at(&game, Rational::ratio(1, 2));
    let principal = &found.branches[0];
    for point in &principal.points {
        let [x, y] = [point.profile[0][0], point.profile[1][0]];
        let logistic = |z: f64| 1.0 / (1.0 + (-point.precision * z).exp());
        assert!((x - logistic(10.0 * y - 1.0)).abs() < 1e-7);
        assert!((y - logistic(1.0 - 2.0 * x)).abs() < 1e-7);
    }
    let limit = principal.limit.as_ref().expect("certified");
    let half = Real::from(Rational::ratio(1, 2));
    assert_eq!(limit.equilibrium.profile()[0][0], half);
    assert_eq!(
        limit.equilibrium.profile()[1][0],
        Rational::ratio(1, 10).into()
    );
    let most = principal
        .points
        .iter()
        .map(|p| p.profile[0][0])
        .fold(0.0, f64::max);
    assert!(most > 0.6, "the own payoff matters on the way");
    let at = found.at.expect("asked for");
    assert_eq!((at.points.len(), &at.complete), (1, &Ok(())));
}

#[test]
fn a_degenerate_limit_is_certified_or_none_is_named() {
    // The column player is indifferent between its columns whatever happens; choice stays even, and that is an equilibrium.
    let indifferent = two(&[&[(1, 0), (3, 0)], &[(2, 0), (0, 0)]]);
    let found = trace(&indifferent);
    let limit = found.branches[0].limit.as_ref().expect("certified");
    assert_eq!(
        limit.equilibrium.profile()[1][0],
        Rational::ratio(1, 2).into()
    );
    // No payoff differs at all.
    let idle = trace(&two(&[&[(7, 7), (7, 7)], &[(7, 7), (7, 7)]]));
    assert!(idle.branches[0].limit.is_some());
}

#[test]
fn a_path_has_not_settled_while_anybody_still_chooses_by_small_payoffs() {
    // What the first player gets is millions, what the others get is one; all are led by dominance to the second actions.
    let rich = [10, 10, 0, -80, 80, 30, -80, -10];
    let second = [0, 0, 1, 1, 0, 0, 1, 1];
    let third = [0, 0, 0, 0, 1, 1, 1, 1];
    let game = game(&[2, 2, 2], |player, profile| {
        let place = profile[0] + 2 * profile[1] + 4 * profile[2];
        match player {
            0 => 1_000_000 * rich[place],
            1 => second[place],
            _ => third[place],
        }
    });
    // Given the second actions of the others the first player loses 80 or 10 million.
    let found = trace(&game);
    let limit = found.branches[0].limit.as_ref().expect("certified");
    assert_eq!(limit.equilibrium.pure_profile(), Some(vec![1, 1, 1]));
    // A player of two dominant choices follows the logistic function whatever others get.
    for point in &found.branches[0].points {
        let expected = 1.0 / (1.0 + (-point.precision).exp());
        assert!((point.profile[1][1] - expected).abs() < 1e-6);
    }
    let largest = Request {
        precision: None,
        largest: Some(Rational::integer(5)),
    };
    let short = logit(&game, &largest, &[]).expect("payoffs are numbers");
    let principal = &short.branches[0];
    assert_eq!(
        (principal.end, principal.limit.is_some()),
        (End::Largest, false)
    );
    assert!((principal.points.last().expect("points").precision - 5.0).abs() < 1e-9);
    // One player's payoffs of very different size.
    let near = self::game(&[3], |_, profile| {
        [1_000_000_000, 1_000_000_001, 0][profile[0]]
    });
    let found = at(&near, Rational::integer(20));
    let limit = found.branches[0].limit.as_ref().expect("certified");
    assert_eq!(limit.equilibrium.pure_profile(), Some(vec![1]));
    let at = found.at.expect("asked for");
    assert_eq!((at.points.len(), &at.complete), (1, &Ok(())));
}

#[test]
fn payoffs_that_machine_numbers_take_for_zero_are_refused() {
    let tiny = Rational::integer(10).checked_pow(-400).expect("a power");
    let payoffs = Payoffs::from_fn(&[2], |_, profile| match profile[0] {
        0 => tiny.clone(),
        _ => Rational::ZERO,
    });
    let players = vec![Player::plain("P", &NAMES[..2])];
    let game = Game::new("test", players, payoffs.expect("a small game"));
    assert_eq!(
        logit(&game, &Request::default(), &[]).err(),
        Some(LogitError::Payoffs)
    );
}

#[test]
fn requests_that_make_no_sense_are_refused() {
    let game = two(&[&[(1, 1), (0, 0)], &[(0, 0), (1, 1)]]);
    let request = |precision: i64| Request {
        precision: Some(Rational::integer(precision)),
        largest: None,
    };
    let refused = logit(&game, &request(-1), &[]).expect_err("below zero");
    assert!(matches!(refused, LogitError::Precision(_, _)));
    let refused = logit(&game, &request(1_000_000_000_000), &[]).expect_err("too large");
    assert!(refused.to_string().contains("1000000000000"), "{refused}");
    let ranks = game.into_ordinal();
    assert_eq!(
        logit(&ranks, &Request::default(), &[]).err(),
        Some(LogitError::Ranks)
    );
}

#[test]
fn at_precision_zero_there_is_one_logit_equilibrium() {
    let game = two(&[&[(1, 1), (0, 0)], &[(0, 0), (1, 1)]]);
    let at = at(&game, Rational::ZERO).at.expect("asked for");
    assert_eq!((at.points.len(), &at.complete), (1, &Ok(())));
    assert_eq!(at.points[0].branch, Some(0));
}

#[test]
fn a_precision_at_a_fold_is_not_said_to_be_decided() {
    // At the pitchfork itself the equations are singular.
    let game = two(&[&[(1, 1), (0, 0)], &[(0, 0), (1, 1)]]);
    let at = at(&game, Rational::integer(2)).at.expect("asked for");
    assert!(at.complete.is_err());
    assert!(at.points.is_empty());
}

#[test]
fn more_players_than_can_be_searched_are_still_proved_on_the_path() {
    let gain = [3, -2, 1, -1, 4, -3, 2, 1];
    let found = at(&group(&gain), Rational::ratio(1, 2));
    let at = found.at.expect("asked for");
    assert!(at.complete.is_err());
    assert!(at.points.iter().any(|point| point.branch == Some(0)));
    let p = &at.points[0].profile[0][0];
    let (lower, _) = p.enclosure(&Rational::ONE);
    let near = (0..=1_000_000).map(|k| f64::from(k) / 1e6);
    let root = near
        .filter(|p| *p > 0.0 && *p < 1.0 && (p - 0.5).abs() > 1e-9)
        .min_by(|a, b| {
            let miss = |p: f64| (precision_of(&gain, p) - 0.5).abs();
            miss(*a).total_cmp(&miss(*b))
        });
    let root = exactly(root.expect("some"));
    assert!((lower - root).abs() < Rational::ratio(1, 100_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn proved_bounds_hold_what_a_damped_iteration_converges_to(
        payoffs in prop::collection::vec(-9i64..=9, 24),
        tenths in 1i64..=8,
    ) {
        let random = game(&[2, 2, 2], |player, profile| {
            payoffs[8 * player + profile[0] + 2 * profile[1] + 4 * profile[2]]
        });
        // Small precisions, at which there is one logit equilibrium and iteration converges.
        let precision = Rational::ratio(tenths, 200);
        let found = at(&random, precision);
        let at = found.at.expect("asked for");
        prop_assert_eq!((at.points.len(), &at.complete), (1, &Ok(())));
        let mut p = [0.5f64; 3];
        for _ in 0..400 {
            let mut next = p;
            for player in 0..3 {
                let mut gain = 0.0;
                for index in 0..8 {
                    let profile = [index & 1, index >> 1 & 1, index >> 2 & 1];
                    let others = (0..3).filter(|other| *other != player);
                    let weight: f64 = others.map(|other| if profile[other] == 0 { p[other] } else { 1.0 - p[other] }).product();
                    let sign = if profile[player] == 0 { 1.0 } else { -1.0 };
                    gain += sign * weight * payoffs[8 * player + index] as f64;
                }
                next[player] = 1.0 / (1.0 + (-(tenths as f64) / 200.0 * gain).exp());
            }
            p = next;
        }
        for (player, p) in p.iter().enumerate() {
            let (lower, upper) = at.points[0].profile[player][0].enclosure(&Rational::ONE);
            let slack = Rational::ratio(1, 100_000_000_000_000);
            prop_assert!(&lower - &slack <= exactly(*p) && exactly(*p) <= &upper + &slack);
            prop_assert!(&upper - &lower < Rational::ratio(1, 1_000_000_000_000));
        }
    }

    #[test]
    fn every_branch_meets_the_equations(payoffs in prop::collection::vec(-9i64..=9, 18)) {
        let random = game(&[3, 3], |player, profile| payoffs[9 * player + profile[0] + 3 * profile[1]]);
        let found = trace(&random);
        for branch in &found.branches {
            for point in branch.points.iter().filter(|point| point.precision < 50.0) {
                for player in 0..2 {
                    let own = &point.profile[player];
                    let other = &point.profile[1 - player];
                    let gives = |action: usize| -> f64 {
                        let payoff = |by: usize| match player {
                            0 => payoffs[action + 3 * by],
                            _ => payoffs[9 + by + 3 * action],
                        };
                        (0..3).map(|by| other[by] * payoff(by) as f64).sum()
                    };
                    for action in 1..3 {
                        let expected = point.precision * (gives(action) - gives(0));
                        if own[action] > 1e-12 && own[0] > 1e-12 {
                            let ratio = (own[action] / own[0]).ln();
                            prop_assert!((ratio - expected).abs() < 1e-5 * (1.0 + expected.abs()));
                        }
                    }
                }
            }
        }
    }
}
