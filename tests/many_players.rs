//! Games of three and more players against the definition: closed forms, two-by-two-by-two games solved by hand, and
//! expected payoffs by brute force.
//!
//! The oracles know nothing of boxes, paths or supports.

#[path = "helpers/fraction.rs"]
mod fraction;
#[path = "helpers/seeded.rs"]
mod seeded;
#[path = "helpers/surd.rs"]
mod surd;
#[path = "helpers/two_by_two_by_three.rs"]
mod two_by_two_by_three;
#[path = "helpers/two_by_two_by_two.rs"]
mod two_by_two_by_two;

use std::collections::BTreeSet;

use fraction::{Fraction, fraction};
use seeded::Seeded;
use two_by_two_by_three::{Counted, TwoByTwoByThree};
use two_by_two_by_two::{TwoByTwoByTwo, certain};
use unipole::certify::Equilibrium;
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, Real};
use unipole::solve::{Concept, Solution, solve};

fn game(counts: &[usize], payoff: impl FnMut(usize, &[usize]) -> Rational) -> Game {
    let players = counts.iter().enumerate().map(|(place, count)| {
        let actions: Vec<String> = (0..*count).map(|action| format!("a{action}")).collect();
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        Player::plain(&format!("p{place}"), &actions)
    });
    let payoffs = Payoffs::from_fn(counts, payoff).expect("a small game");
    Game::new("many", players.collect(), payoffs)
}

fn random_game(counts: &[usize], seeded: &mut Seeded, least: i128, most: i128) -> Game {
    game(counts, |_, _| Rational::from(seeded.between(least, most)))
}

/// How many players play more than one action.
fn mixing(equilibrium: &Equilibrium) -> usize {
    let is_mixed = |strategy: &&Vec<Real>| strategy.iter().filter(|p| !p.is_zero()).count() > 1;
    equilibrium.profile().iter().filter(is_mixed).count()
}

/// In a complete answer every equilibrium is in a component, and known indices add up to one.
#[track_caller]
fn assert_components(solution: &Solution, about: &str) {
    let places = 0..solution.equilibria.len();
    for place in places {
        let holding = solution.components.iter();
        let holding = holding.filter(|c| c.equilibria.contains(&place)).count();
        assert_eq!(
            holding, 1,
            "components that hold equilibrium {place}\n{about}"
        );
    }
    let indices: Option<Vec<i64>> = solution.components.iter().map(|c| c.index).collect();
    if let Some(indices) = indices {
        assert_eq!(indices.iter().sum::<i64>(), 1, "{indices:?}\n{about}");
    }
}

#[test]
fn the_game_of_mckelvey_and_mclennan_has_nine_equilibria_of_which_two_are_totally_mixed() {
    let game = game(&[2, 2, 2], |player, actions| {
        let payoffs = match actions {
            [0, 0, 0] => [9, 8, 12],
            [1, 1, 0] => [9, 8, 2],
            [1, 0, 1] | [0, 1, 1] => [3, 4, 6],
            _ => [0, 0, 0],
        };
        Rational::integer(payoffs[player])
    });
    let solution = solve(&game, Concept::Nash);
    assert!(solution.completeness.is_complete());
    assert_eq!(solution.equilibria.len(), 9);
    assert_components(&solution, "McKelvey and McLennan");
    let totally_mixed: Vec<Vec<Fraction>> = solution
        .equilibria
        .iter()
        .filter(|equilibrium| mixing(equilibrium) == 3)
        .map(first_probabilities)
        .collect();
    let known = [[(1, 2), (2, 5), (1, 4)], [(2, 5), (1, 2), (1, 3)]];
    assert_eq!(totally_mixed.len(), known.len());
    for point in known {
        assert!(totally_mixed.contains(&point.map(|(n, d)| fraction(n, d)).to_vec()));
    }
}

/// The probability with which each player takes its first action.
fn first_probabilities(equilibrium: &Equilibrium) -> Vec<Fraction> {
    let profile = equilibrium.profile().iter();
    profile
        .map(|strategy| Fraction::from(&strategy[0]))
        .collect()
}

#[test]
fn two_by_two_by_two_games_have_the_equilibria_of_linear_and_quadratic_equations() {
    const GAMES: usize = 320;
    let mut seeded = Seeded::new(3);
    let mut skipped = 0;
    let mut met = [0; 4];
    for number in 0..GAMES {
        let game = random_game(&[2, 2, 2], &mut seeded, -9, 9);
        let oracle = TwoByTwoByTwo::new(&game);
        let solution = solve(&game, Concept::Nash);
        let of_kind = |kind: usize| -> Vec<&Equilibrium> {
            let all = solution.equilibria.iter();
            all.filter(|equilibrium| mixing(equilibrium) == kind)
                .collect()
        };
        let about = format!("game {number}: gains {:?}", oracle.gains);
        let Ok(listed) = oracle.equilibria() else {
            skipped += 1;
            // Ties elsewhere do not matter to those where all mix.
            if let (Ok(three_mix), true) = (oracle.three_mix(), solution.undecided.is_empty()) {
                assert_eq!(of_kind(3).len(), three_mix, "three mix\n{about}");
            }
            continue;
        };
        assert!(solution.completeness.is_complete(), "{about}");
        for (kind, expected) in [(0, &listed.pure), (2, &listed.two_mix)] {
            let found: Vec<Vec<Fraction>> =
                of_kind(kind).into_iter().map(first_probabilities).collect();
            assert_eq!(found.len(), expected.len(), "{kind} mix\n{about}");
            assert!(
                expected.iter().all(|point| found.contains(point)),
                "{about}"
            );
        }
        assert_eq!(of_kind(1).len(), 0, "one mixes alone\n{about}");
        assert_eq!(of_kind(3).len(), listed.three_mix, "three mix\n{about}");
        assert_components(&solution, &about);
        for (kind, met) in met.iter_mut().enumerate() {
            *met += of_kind(kind).len();
        }
    }
    assert!(GAMES - skipped >= 200, "{skipped} of {GAMES} skipped");
    let [pure, _, two_mix, three_mix] = met;
    assert!(pure > 0 && two_mix > 0 && three_mix > 0, "{met:?}");
}

#[test]
fn two_by_two_by_three_games_have_as_many_equilibria_as_the_signs_of_quadratics_say() {
    const GAMES: usize = 320;
    let mut seeded = Seeded::new(23);
    let mut skipped = 0;
    let mut all_mix = 0;
    for number in 0..GAMES {
        let game = random_game(&[2, 2, 3], &mut seeded, -30, 30);
        let about = format!("game {number}");
        let Ok(expected) = TwoByTwoByThree::new(&game).equilibria() else {
            skipped += 1;
            continue;
        };
        let solution = solve(&game, Concept::Nash);
        assert!(solution.completeness.is_complete(), "{about}");
        let mut found = Counted::default();
        for equilibrium in &solution.equilibria {
            let third = equilibrium.profile()[2].iter();
            let third = third.filter(|p| !p.is_zero()).count();
            match (mixing(equilibrium), third) {
                (0, _) => found.pure += 1,
                (2, _) => found.two_mix += 1,
                (3, 2) => found.three_mix_two_of_three += 1,
                (3, 3) => found.three_mix_all += 1,
                kind => panic!("{about}: {kind:?}"),
            }
        }
        assert_eq!(found, expected, "{about}");
        assert_components(&solution, &about);
        all_mix += found.three_mix_all;
    }
    assert!(GAMES - skipped >= 200, "{skipped} of {GAMES} skipped");
    assert!(all_mix > 10, "all mix in {all_mix}");
}

fn power_of_ten(exponent: i32) -> Rational {
    let ten = Rational::integer(10);
    ten.checked_pow(exponent).expect("ten is not zero")
}

/// The middles of narrow enclosures.
fn middles(equilibrium: &Equilibrium) -> Vec<Vec<Rational>> {
    let width = power_of_ten(-24);
    let middle = |number: &Real| {
        let (low, high) = number.enclosure(&width);
        assert!(&high - &low <= power_of_ten(-20), "a wide enclosure");
        (low + high) * Rational::ratio(1, 2)
    };
    let strategies = equilibrium.profile().iter();
    strategies
        .map(|strategy| strategy.iter().map(middle).collect())
        .collect()
}

/// What each action of a player earns against the others' strategies: the sum over all profiles.
fn earnings(game: &Game, player: usize, profile: &[Vec<Rational>]) -> Vec<Rational> {
    let mut earned = vec![Rational::ZERO; game.counts()[player]];
    for index in 0..game.profiles() {
        let actions = game.profile_at(index);
        let probability = (0..actions.len())
            .filter(|other| *other != player)
            .fold(Rational::ONE, |product, other| {
                product * &profile[other][actions[other]]
            });
        earned[actions[player]] += &(probability * game.payoff(player, index));
    }
    earned
}

/// Nobody gains by any action, and what is played earns the most, up to the width of the enclosures.
#[track_caller]
fn assert_best_replies(game: &Game, equilibrium: &Equilibrium, about: &str) {
    let slight = power_of_ten(-15);
    let profile = middles(equilibrium);
    for (player, strategy) in profile.iter().enumerate() {
        let sum: Rational = strategy.iter().sum();
        assert!((sum - Rational::ONE).abs() < slight, "{about}");
        let earned = earnings(game, player, &profile);
        let best = earned.iter().max().expect("a player has an action");
        let products = earned.iter().zip(strategy).map(|(e, p)| e * p);
        let expected: Rational = products.sum();
        assert!(best - &expected <= slight, "player {player} gains\n{about}");
        for (action, probability) in strategy.iter().enumerate() {
            assert!(probability.sign().is_ge(), "{about}");
            let is_best = best - &earned[action] <= slight;
            let is_played = !equilibrium.profile()[player][action].is_zero();
            assert!(
                is_best || !is_played,
                "player {player} loses by {action}\n{about}"
            );
        }
    }
}

#[test]
fn what_is_listed_for_random_games_is_an_equilibrium_by_brute_force() {
    let shapes: [&[usize]; 3] = [&[2, 2, 3], &[3, 3, 3], &[2, 2, 2, 2]];
    let mut seeded = Seeded::new(14);
    let mut complete = 0;
    for number in 0..60 {
        let game = random_game(shapes[number % 3], &mut seeded, 0, 99);
        let solution = solve(&game, Concept::Nash);
        let about = format!("game {number} of {:?}", game.counts());
        for equilibrium in &solution.equilibria {
            assert_best_replies(&game, equilibrium, &about);
        }
        assert_eq!(pure_listed(&solution), pure_by_definition(&game), "{about}");
        if solution.completeness.is_complete() {
            assert!(solution.undecided.is_empty(), "{about}");
            assert!(!solution.equilibria.is_empty(), "{about}");
            assert_components(&solution, &about);
            complete += 1;
        } else {
            let gaps = &solution.completeness;
            assert!(!solution.undecided.is_empty(), "{about}: {gaps}");
        }
    }
    assert!(complete >= 55, "{complete} of 60 are complete");
}

/// If two equilibria differ in the strategy of one player only, so do all between them, which are equilibria too: what
/// anybody else gains is linear along the way, and the player itself is indifferent.
#[test]
fn equilibria_of_games_with_many_ties_that_differ_in_one_strategy_are_in_one_component() {
    let shapes: [&[usize]; 2] = [&[2, 2, 2], &[2, 2, 3]];
    let mut seeded = Seeded::new(15);
    let mut neighbours = 0;
    for number in 0..60 {
        let game = random_game(shapes[number % 2], &mut seeded, 0, 2);
        let solution = solve(&game, Concept::Nash);
        let about = format!("game {number} of {:?}", game.counts());
        for equilibrium in &solution.equilibria {
            assert_best_replies(&game, equilibrium, &about);
        }
        assert_eq!(pure_listed(&solution), pure_by_definition(&game), "{about}");
        if !solution.completeness.is_complete() {
            assert!(!solution.undecided.is_empty(), "{about}");
            continue;
        }
        assert_components(&solution, &about);
        let all = &solution.equilibria;
        for (a, b) in (0..all.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let pairs = all[a].profile().iter().zip(all[b].profile());
            let different = pairs.filter(|(one, other)| one != other).count();
            assert_ne!(different, 0, "{a} and {b} are the same\n{about}");
            if different == 1 {
                let mut components = solution.components.iter().map(|c| &c.equilibria);
                assert!(
                    components.any(|held| held.contains(&a) && held.contains(&b)),
                    "{a} and {b} are apart\n{about}"
                );
                neighbours += 1;
            }
        }
    }
    assert!(neighbours > 0);
}

fn pure_listed(solution: &Solution) -> BTreeSet<Vec<usize>> {
    let listed = solution.equilibria.iter();
    listed.filter_map(Equilibrium::pure_profile).collect()
}

fn pure_by_definition(game: &Game) -> BTreeSet<Vec<usize>> {
    let is_best = |profile: &[usize], player: usize| {
        let payoff = |action: usize| {
            let mut changed = profile.to_vec();
            changed[player] = action;
            game.payoff(player, game.index_of(&changed))
        };
        (0..game.counts()[player]).all(|action| payoff(action) <= payoff(profile[player]))
    };
    Payoffs::profiles_of(game.counts())
        .filter(|profile| (0..profile.len()).all(|player| is_best(profile, player)))
        .collect()
}

/// A volunteer earns one less the cost; whoever does not volunteer earns one if somebody else does, else nothing.
fn volunteers_dilemma(players: usize, cost: &Rational) -> Game {
    game(&vec![2; players], |player, actions| {
        if actions[player] == 0 {
            Rational::ONE - cost
        } else {
            Rational::integer(i64::from(actions.contains(&0)))
        }
    })
}

/// In each nonempty set of players, whoever mixes is indifferent when all others in it stay away at once as likely as
/// the cost is great: hence all mix alike, and those outside stay away. One alone volunteers for certain.
#[test]
fn in_the_volunteers_dilemma_each_set_of_players_mixes_by_a_root_of_the_cost() {
    let costs = [(1, 5), (1, 4), (1, 2), (8, 27)];
    for (players, (numerator, denominator)) in (3..=4).flat_map(|n| costs.map(|cost| (n, cost))) {
        let cost = Rational::ratio(numerator, denominator);
        let solution = solve(&volunteers_dilemma(players, &cost), Concept::Nash);
        let about = format!("{players} players, cost {cost}");
        assert!(solution.completeness.is_complete(), "{about}");
        assert_eq!(solution.equilibria.len(), (1 << players) - 1, "{about}");
        assert_components(&solution, &about);
        for equilibrium in &solution.equilibria {
            let mixing = mixing(equilibrium);
            assert_ne!(mixing, 1, "{about}");
            for strategy in equilibrium.profile() {
                if strategy.iter().any(Real::is_zero) {
                    let volunteers = !strategy[0].is_zero();
                    assert!(!volunteers || mixing == 0, "{about}");
                    continue;
                }
                let (low, high) = strategy[1].enclosure(&power_of_ten(-24));
                assert!(&high - &low <= power_of_ten(-20), "{about}");
                let others = i32::try_from(mixing - 1).expect("few players");
                let [below, above] =
                    [low, high].map(|end| end.checked_pow(others).expect("a power"));
                assert!(below <= cost && cost <= above, "{about}");
            }
        }
        let all_mix = solution.equilibria.iter().filter(|e| mixing(e) == players);
        assert_eq!(all_mix.count(), 1, "{about}");
    }
}

#[test]
fn where_nothing_matters_all_profiles_are_one_component() {
    for players in [3, 4] {
        let counts = vec![2; players];
        let game = game(&counts, |_, _| Rational::ZERO);
        let solution = solve(&game, Concept::Nash);
        assert!(solution.completeness.is_complete());
        let [component] = &solution.components[..] else {
            panic!("{players} players: {:?}", solution.components);
        };
        let held: Vec<Vec<usize>> = component
            .equilibria
            .iter()
            .filter_map(|place| solution.equilibria[*place].pure_profile())
            .collect();
        assert!(Payoffs::profiles_of(&counts).all(|profile| held.contains(&profile)));
        assert_eq!(held.len(), 1 << players);
    }
}

#[test]
fn a_player_for_whom_nobody_cares_does_whatever_it_likes_beside_matching_pennies() {
    let game = game(&[2, 2, 2], |player, actions| match player {
        0 => Rational::integer(i64::from(actions[0] == actions[1])),
        1 => Rational::integer(i64::from(actions[0] != actions[1])),
        _ => Rational::ZERO,
    });
    let solution = solve(&game, Concept::Nash);
    assert!(solution.completeness.is_complete());
    assert_eq!(solution.components.len(), 1);
    let half = fraction(1, 2);
    let found: Vec<Vec<Fraction>> = solution
        .equilibria
        .iter()
        .map(first_probabilities)
        .collect();
    assert_eq!(found.len(), 2);
    for action in [0, 1] {
        assert!(found.contains(&vec![half, half, certain(action)]));
    }
}

/// A good worth ten is provided when at least half of the players contribute four each.
fn collective_action(players: usize) -> Game {
    let threshold = players.div_ceil(2);
    game(&vec![2; players], |player, actions| {
        let contributors = actions.iter().filter(|action| **action == 0).count();
        let good = if contributors >= threshold { 10 } else { 0 };
        let cost = if actions[player] == 0 { 4 } else { 0 };
        Rational::integer(good - cost)
    })
}

/// The chance that exactly `successes` of `trials` succeed, each with the same chance.
fn binomial(trials: usize, successes: Option<usize>, chance: f64) -> f64 {
    let Some(successes) = successes.filter(|successes| *successes <= trials) else {
        return 0.0;
    };
    (0..trials).fold(1.0, |product, trial| {
        let factor = match trial < successes {
            true => (trials - trial) as f64 / (trial + 1) as f64 * chance,
            false => 1.0 - chance,
        };
        product * factor
    })
}

/// Where the binomial chance has a value, on either side of its mode.
fn chances(trials: usize, successes: usize, value: f64) -> Vec<f64> {
    let above = |chance: f64| binomial(trials, Some(successes), chance) > value;
    let mode = successes as f64 / trials as f64;
    [(0.0, mode), (mode, 1.0)]
        .into_iter()
        .filter(|(low, high)| above(*low) != above(*high))
        .map(|(mut low, mut high)| {
            for _ in 0..60 {
                let middle = 0.5 * (low + high);
                match above(middle) == above(low) {
                    true => low = middle,
                    false => high = middle,
                }
            }
            low
        })
        .collect()
}

/// A contribution pays if the chance of being the one on whom the good depends is at least 2/5. Some contribute, some do not, and
/// the others mix alike; with five players there are equilibria too in which they do not.
#[test]
fn in_collective_action_those_who_mix_are_as_likely_to_be_decisive_as_it_costs() {
    let factorial = |n: usize| (1..=n).product::<usize>();
    for (players, all_alike) in [(3_usize, true), (4, true), (5, false)] {
        let needed = players.div_ceil(2);
        let mut expected: Vec<(usize, usize, f64)> = Vec::new();
        let mut count = 0;
        for (give, mix) in (0..=players).flat_map(|a| (0..=players - a).map(move |m| (a, m))) {
            let keep = players - give - mix;
            let others = (needed - 1).checked_sub(give);
            let shares = match (mix, others) {
                (0, _) => vec![0.0],
                (1, _) | (_, None) => Vec::new(),
                (_, Some(others)) if others > mix - 1 => Vec::new(),
                (_, Some(others)) => chances(mix - 1, others, 0.4),
            };
            for share in shares {
                let gives = give == 0 || binomial(mix, needed.checked_sub(give), share) > 0.4;
                let keeps = keep == 0 || binomial(mix, others, share) < 0.4;
                if gives && keeps {
                    expected.push((give, mix, share));
                    count +=
                        factorial(players) / factorial(give) / factorial(mix) / factorial(keep);
                }
            }
        }
        let game = collective_action(players);
        let solution = solve(&game, Concept::Nash);
        assert!(solution.completeness.is_complete(), "{players} players");
        let mut alike_listed = 0;
        for equilibrium in &solution.equilibria {
            let first = middles(equilibrium).into_iter().map(|strategy| {
                let share = &strategy[0] * &Rational::integer(1_000_000);
                share.floor().to_i64().expect("a share") as f64 * 1e-6
            });
            let first: Vec<f64> = first.collect();
            let give = first.iter().filter(|share| **share > 1.0 - 1e-9).count();
            let mixed: Vec<f64> = first
                .into_iter()
                .filter(|s| *s > 0.0 && *s < 1.0 - 1e-9)
                .collect();
            let is_it = |(a, m, share): &(usize, usize, f64)| {
                let alike = mixed.iter().all(|own| (own - share).abs() < 1e-5);
                *a == give && *m == mixed.len() && alike
            };
            alike_listed += usize::from(expected.iter().any(is_it));
            assert_best_replies(&game, equilibrium, &format!("{players} players"));
        }
        assert_eq!(alike_listed, count, "{players} players");
        assert!(
            !all_alike || solution.equilibria.len() == count,
            "{players} players"
        );
    }
}
