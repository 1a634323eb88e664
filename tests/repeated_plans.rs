//! Critical discount factors: closed forms of the literature, and brute force on seeded games that shares no code with the search.

#[path = "helpers/fraction.rs"]
mod fraction;
#[path = "helpers/seeded.rs"]
mod seeded;

use fraction::Fraction;
use seeded::Seeded;
use unipole::certify::{Automaton, Equilibrium, PlanState, Play, plan, pure_nash};
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Polynomial, Rational, Real};
use unipole::repeat::{
    Class, Critical, Discount, Stage, Transfers, grim, grim_holds, paths, paths_hold,
    stick_and_carrot, stick_and_carrot_holds,
};
use unipole::solve::{Concept, solve};

fn game(counts: &[usize], payoff: impl Fn(usize, &[usize]) -> Rational) -> Game {
    let named = |(place, count): (usize, &usize)| {
        let actions: Vec<String> = (0..*count).map(|a| format!("a{a}")).collect();
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        Player::plain(&format!("P{}", place + 1), &actions)
    };
    let players = counts.iter().enumerate().map(named).collect();
    let payoffs = Payoffs::from_fn(counts, payoff).expect("a small game");
    Game::new("seeded", players, payoffs)
}

fn stage(game: &Game) -> Stage {
    Stage::new(game).expect("two players or more")
}

fn discount(value: &Rational) -> Discount {
    Discount::new(value.clone()).expect("below one")
}

/// A symmetric game of two players from the row player's table.
fn symmetric(row: &[&[i64]]) -> Game {
    let size = row.len();
    game(&[size, size], |player, p| {
        Rational::integer(row[p[player]][p[1 - player]])
    })
}

fn rational(critical: &Critical) -> Option<Rational> {
    let discount = critical.discount.as_ref()?;
    Some(discount.to_rational().expect("a rational threshold"))
}

#[track_caller]
fn check_grim(game: &Game, profile: usize, expected: Rational) {
    check_grim_by(
        game,
        &solve(game, Concept::Pure).equilibria,
        profile,
        expected,
    );
}

#[track_caller]
fn check_grim_by(game: &Game, threats: &[Equilibrium], profile: usize, expected: Rational) {
    let stage = stage(game);
    let critical = grim(game, &stage, threats, profile);
    assert_eq!(rational(&critical), Some(expected.clone()));
    let plan = critical.plan.expect("a plan at the threshold");
    assert_eq!(*plan.discount(), expected);
    let below = &expected - &Rational::ratio(1, 1_000_000);
    let holds = |d: &Rational| grim_holds(game, &stage, threats, profile, &discount(d));
    assert!(holds(&expected).is_some() && holds(&below).is_none());
}

/// Each contribution gives `b` to all and costs `c`; a lone defector is paid `rho`.
fn public_good(players: usize, [b, c, rho]: [&Rational; 3]) -> Game {
    game(&vec![2; players], |player, p| {
        let contributions = p.iter().filter(|action| **action == 0).count();
        let mut payoff = Rational::integer(contributions as i64) * b;
        if p[player] == 0 {
            payoff -= c;
        } else if contributions == players - 1 {
            payoff += rho;
        }
        payoff
    })
}

#[test]
fn a_bribed_coalition_holds_from_its_closed_form_on() {
    // b < c < n b: (c - b + rho) / ((n - 1) b + rho).
    for players in 2..=8 {
        let [b, c, rho] = [(3, 5), (1, 1), (1, 10)].map(|(n, d)| Rational::ratio(n, d));
        let game = public_good(players, [&b, &c, &rho]);
        let others = Rational::integer(players as i64 - 1);
        let expected = (&c - &b + &rho) / (others * &b + &rho);
        check_grim(&game, 0, expected);
    }
    let game = public_good(
        4,
        [(2, 5), (1, 1), (1, 10)]
            .map(|(n, d)| Rational::ratio(n, d))
            .each_ref(),
    );
    check_grim(&game, 0, Rational::ratio(7, 13));
}

#[test]
fn textbook_thresholds_are_met() {
    check_grim(&symmetric(&[&[3, 0], &[5, 1]]), 0, Rational::ratio(1, 2));
    let punishing = symmetric(&[&[6, 0, -4], &[8, 2, -1], &[1, -2, -2]]);
    check_grim(&punishing, 0, Rational::ratio(1, 3));
    let critical = stick_and_carrot(&punishing, &stage(&punishing), 0);
    assert_eq!(rational(&critical), Some(Rational::ratio(1, 4)));
    assert_eq!(critical.class, Class::StickAndCarrot);
    let binding = critical.binding.expect("a deviation binds");
    assert_eq!((binding.state.as_str(), binding.action), ("on the path", 1));
}

/// Cournot: demand less cost is one, quantities from a list.
fn cournot(firms: usize, quantities: &[(i64, i64)]) -> Game {
    let quantities: Vec<Rational> = quantities
        .iter()
        .map(|(n, d)| Rational::ratio(*n, *d))
        .collect();
    game(&vec![quantities.len(); firms], |player, p| {
        let total: Rational = p.iter().map(|action| &quantities[*action]).sum();
        &quantities[p[player]] * &(&Rational::ONE - &total)
    })
}

#[test]
fn oligopolies_collude_from_the_known_thresholds_on() {
    // (n + 1)^2 / (n^2 + 6 n + 1), and 9/32 for two firms with a stick of 5/12 each.
    for (firms, expected) in [(2, (9, 17)), (3, (4, 7)), (4, (25, 41))] {
        let n = firms as i64;
        let quantities = [(1, 2 * n), (1, n + 1), (n + 1, 4 * n)];
        let game = cournot(firms, &quantities);
        let nash = game.index_of(&vec![1; firms]);
        let nash = pure_nash(&game, nash).expect("n + 1 equal parts");
        check_grim_by(&game, &[nash], 0, Rational::ratio(expected.0, expected.1));
    }
    // Three firms on the grid have an equilibrium (1/3, 1/4, 1/6) that is worse for the last one: 1/24, so (1/36) / (1/36 + 1/24).
    check_grim(
        &cournot(3, &[(1, 6), (1, 4), (1, 3)]),
        0,
        Rational::ratio(2, 5),
    );
    let duopoly = cournot(2, &[(1, 4), (1, 3), (3, 8), (5, 12), (7, 24)]);
    let critical = stick_and_carrot(&duopoly, &stage(&duopoly), 0);
    assert_eq!(rational(&critical), Some(Rational::ratio(9, 32)));
    let plan = critical.plan.expect("a plan");
    assert_eq!(plan.automaton().states.len(), 2);
    assert_eq!(plan.automaton().states[1].name, "punish P1 and P2");
}

#[test]
fn a_mixed_punishment_is_played_where_it_is_worst() {
    // Chicken with a mixed equilibrium (1/2, 1/2): 3 each from peace, 2 each from the mixture.
    let chicken = symmetric(&[&[3, 1], &[4, 0]]);
    let all = solve(&chicken, Concept::Nash);
    let mixed: Vec<_> = all
        .equilibria
        .into_iter()
        .filter(|e| !e.is_pure())
        .collect();
    let critical = grim(&chicken, &stage(&chicken), &mixed, 0);
    // (4 - 3) / (4 - 2).
    assert_eq!(mixed[0].payoffs()[0], Real::from(Rational::integer(2)));
    assert_eq!(rational(&critical), Some(Rational::ratio(1, 2)));
    assert!(grim(&chicken, &stage(&chicken), &[], 0).discount.is_none());
}

/// Small games in integers: two or three players, payoffs from 0 to 9.
fn drawn(seed: u64, counts: &[usize]) -> Vec<Vec<i128>> {
    let mut draw = Seeded::new(seed);
    let profiles: usize = counts.iter().product();
    let mut row = || (0..profiles).map(|_| draw.between(0, 9)).collect();
    counts.iter().map(|_| row()).collect()
}

fn build(counts: &[usize], payoffs: &[Vec<i128>]) -> Game {
    game(counts, |player, p| {
        let pairs = p.iter().zip(counts).rev();
        let index = pairs.fold(0, |index, (action, count)| index * count + action);
        Rational::from(payoffs[player][index])
    })
}

/// The number of the profile in which one player plays another action; the first player's action varies fastest.
fn instead(counts: &[usize], profile: usize, player: usize, action: usize) -> usize {
    let stride: usize = counts[..player].iter().product();
    let own = profile / stride % counts[player];
    profile - own * stride + action * stride
}

/// Whether nobody deviates once from a plan that answers player `j` with one period of `sticks[j]`, from discounted sums.
fn obeyed(
    counts: &[usize],
    payoffs: &[Vec<i128>],
    carrot: usize,
    sticks: &[usize],
    d: Fraction,
) -> bool {
    let present = Fraction::from(1) - d;
    let pay = |player: usize, profile: usize| Fraction::from(payoffs[player][profile]);
    let from =
        |player: usize, profile: usize| present * pay(player, profile) + d * pay(player, carrot);
    let mut states = sticks.to_vec();
    states.push(carrot);
    states.iter().all(|state| {
        (0..counts.len()).all(|player| {
            (0..counts[player]).all(|action| {
                let deviation = instead(counts, *state, player, action);
                deviation == *state
                    || present * pay(player, deviation) + d * from(player, sticks[player])
                        <= from(player, *state)
            })
        })
    })
}

/// All choices of a stick for each player.
fn choices(profiles: usize, players: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..players {
        let longer = |choice: &Vec<usize>| -> Vec<Vec<usize>> {
            let add = |stick| [choice.clone(), vec![stick]].concat();
            (0..profiles).map(add).collect()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

#[test]
fn no_choice_of_sticks_does_with_less_patience() {
    // Thresholds are ratios of integers from 0 to 9, so two of them are at least 1/81 apart.
    let mut sustained = 0;
    for (counts, seeds) in [(vec![2, 2], 60), (vec![3, 3], 25), (vec![2, 2, 2], 12)] {
        for seed in 0..seeds {
            let payoffs = drawn(seed, &counts);
            let game = build(&counts, &payoffs);
            let stage = stage(&game);
            let choices = choices(game.profiles(), counts.len());
            for profile in 0..game.profiles() {
                let critical = stick_and_carrot(&game, &stage, profile);
                let some = |d: Fraction| {
                    let mut choices = choices.iter();
                    choices.any(|sticks| obeyed(&counts, &payoffs, profile, sticks, d))
                };
                let least = rational(&critical);
                if let Some(least) = &least {
                    assert!(
                        some(least.into()),
                        "seed {seed}, {counts:?}, profile {profile}"
                    );
                    sustained += 1;
                }
                let refused =
                    least.map_or(Rational::ratio(999, 1000), |d| d - Rational::ratio(1, 1000));
                if refused > Rational::ZERO {
                    assert!(
                        !some((&refused).into()),
                        "seed {seed}, {counts:?}, profile {profile}"
                    );
                    let refused = discount(&refused);
                    assert!(stick_and_carrot_holds(&game, &stage, profile, &refused).is_none());
                }
            }
        }
    }
    assert!(sustained > 100, "only {sustained} thresholds were met");
}

/// What can be played with transfers at a discount factor, straight from the definition; for each profile whether, and what is left to punish.
fn enforceable(
    counts: &[usize],
    payoffs: &[Vec<i128>],
    d: Fraction,
) -> Option<(Vec<usize>, i128, Vec<i128>)> {
    let players = counts.len();
    let best = |player: usize, profile: usize| -> i128 {
        let actions = 0..counts[player];
        let payoff = |action| payoffs[player][instead(counts, profile, player, action)];
        actions.map(payoff).max().expect("an action")
    };
    let joint = |profile: &usize| -> i128 { payoffs.iter().map(|own| own[*profile]).sum() };
    let mut kept: Vec<usize> = (0..payoffs[0].len()).collect();
    loop {
        let most = kept.iter().map(joint).max()?;
        let held: Vec<i128> = (0..players)
            .map(|player| {
                kept.iter()
                    .map(|a| best(player, *a))
                    .min()
                    .expect("some are kept")
            })
            .collect();
        let loss = Fraction::from(most - held.iter().sum::<i128>());
        let before = kept.len();
        kept.retain(|profile| {
            let gain: i128 = (0..players)
                .map(|player| best(player, *profile))
                .sum::<i128>()
                - joint(profile);
            (Fraction::from(1) - d) * Fraction::from(gain) <= d * loss
        });
        if kept.len() == before {
            return Some((kept, most, held));
        }
    }
}

#[test]
fn transfers_sustain_what_the_definition_says_at_every_patience() {
    let (mut empty, mut codes) = (0, 0);
    for (counts, seeds) in [
        (vec![2, 2], 25),
        (vec![3, 3], 20),
        (vec![2, 2, 2], 20),
        (vec![2, 3, 2], 5),
    ] {
        for seed in 0..seeds {
            let payoffs = drawn(seed, &counts);
            let game = build(&counts, &payoffs);
            let stage = stage(&game);
            let transfers = Transfers::new(&game, &stage);
            let critical: Vec<_> = (0..game.profiles())
                .map(|a| transfers.critical(a))
                .collect();
            let mut patience: Vec<Rational> = (0..13).map(|k| Rational::ratio(k, 13)).collect();
            patience.extend(critical.iter().filter_map(rational));
            patience.extend((0..game.profiles()).filter_map(|a| transfers.enforceable(a)));
            for value in &patience {
                let (d, discount) = (Fraction::from(value), discount(value));
                let case = format!("seed {seed}, {counts:?}, discount {value}");
                let Some((kept, most, held)) = enforceable(&counts, &payoffs, d) else {
                    assert!(transfers.payoffs(&discount).is_none(), "{case}");
                    empty += 1;
                    continue;
                };
                let found = transfers
                    .payoffs(&discount)
                    .expect("something can be played");
                let punishments: Vec<Rational> =
                    found.punishments.iter().map(|(v, _)| v.clone()).collect();
                let expected: Vec<Rational> = held.iter().copied().map(Rational::from).collect();
                assert_eq!(
                    (found.joint.clone(), &punishments),
                    (Rational::from(most), &expected),
                    "{case}"
                );
                assert!(found.corners().iter().all(|corner| found.contains(corner)));
                for profile in 0..game.profiles() {
                    let can = transfers
                        .enforceable(profile)
                        .is_some_and(|least| least <= *value);
                    assert_eq!(can, kept.contains(&profile), "{case}, profile {profile}");
                    let joint: i128 = payoffs.iter().map(|own| own[profile]).sum();
                    let best = |player: usize| {
                        let actions = 0..counts[player];
                        actions
                            .map(|action| {
                                payoffs[player][instead(&counts, profile, player, action)]
                            })
                            .max()
                    };
                    let gain: i128 = (0..counts.len()).filter_map(best).sum::<i128>() - joint;
                    let loss = Fraction::from(joint - held.iter().sum::<i128>());
                    let for_ever = (Fraction::from(1) - d) * Fraction::from(gain) <= d * loss;
                    let least = rational(&critical[profile]);
                    assert_eq!(
                        least.is_some_and(|least| least <= *value),
                        for_ever,
                        "{case}, profile {profile}"
                    );
                    let code = transfers.penal_code(profile, &discount);
                    assert_eq!(code.is_some(), for_ever, "{case}, profile {profile}");
                    if let Some(code) = code {
                        let players = 0..counts.len();
                        let values: Rational =
                            players.clone().map(|player| code.value(player, 0)).sum();
                        assert_eq!(
                            values,
                            Rational::from(joint),
                            "{case}: nothing is thrown away"
                        );
                        assert!(
                            players
                                .clone()
                                .all(|player| *code.punishment(player) == expected[player]),
                            "{case}"
                        );
                        codes += 1;
                    }
                }
            }
        }
    }
    assert!(empty > 10 && codes > 1000, "{empty} empty, {codes} codes");
}

#[test]
fn transfers_never_need_more_patience_than_plans_without_them() {
    for seed in 0..40 {
        let counts = [3, 3];
        let game = build(&counts, &drawn(seed, &counts));
        let stage = stage(&game);
        let transfers = Transfers::new(&game, &stage);
        let pure = solve(&game, Concept::Pure).equilibria;
        for profile in 0..game.profiles() {
            let with = rational(&transfers.critical(profile));
            for without in [
                grim(&game, &stage, &pure, profile),
                stick_and_carrot(&game, &stage, profile),
            ] {
                if let Some(without) = rational(&without) {
                    let with = with
                        .clone()
                        .expect("a plan without transfers is a plan with them");
                    assert!(with <= without, "seed {seed}, profile {profile}");
                }
            }
        }
    }
}

#[test]
fn scales_and_names_do_not_matter() {
    for seed in 0..30 {
        let counts = [2, 3, 2];
        let payoffs = drawn(seed, &counts);
        let base = build(&counts, &payoffs);
        // Each player's payoffs on a scale of its own; joint payoffs on one scale; the first and the third player renamed.
        let affine = |factors: [i64; 3]| {
            game(&counts, |player, p| {
                Rational::integer(factors[player]) * base.payoff(player, base.index_of(p))
                    - Rational::integer(7 * player as i64)
            })
        };
        let (own, common) = (affine([2, 3, 5]), affine([3, 3, 3]));
        let renamed = game(&counts, |player, p| {
            base.payoff(2 - player, base.index_of(&[p[2], p[1], p[0]]))
        });
        let least =
            |game: &Game, profile: usize| rational(&stick_and_carrot(game, &stage(game), profile));
        let shared = |game: &Game, profile: usize| {
            rational(&Transfers::new(game, &stage(game)).critical(profile))
        };
        for profile in 0..base.profiles() {
            let p = base.profile_at(profile);
            let other = base.index_of(&[p[2], p[1], p[0]]);
            assert_eq!(least(&base, profile), least(&own, profile), "seed {seed}");
            assert_eq!(least(&base, profile), least(&renamed, other), "seed {seed}");
            assert_eq!(
                shared(&base, profile),
                shared(&common, profile),
                "seed {seed}"
            );
            assert_eq!(
                shared(&base, profile),
                shared(&renamed, other),
                "seed {seed}"
            );
        }
    }
}

#[test]
fn two_periods_of_defection_deter_from_an_irrational_threshold_on() {
    // Cooperation 6, temptation 8, defection 3, and being exploited is so bad that it is no punishment: 2 <= d (3 + 3 d).
    let game = symmetric(&[&[6, -20], &[8, 3]]);
    let stage = stage(&game);
    let critical = paths(&game, &stage, 0, 2).expect("16 paths");
    let quadratic = Polynomial::new([-2, 3, 3].map(Rational::integer).to_vec());
    let root = Real::roots(&quadratic, &Rational::ZERO, &Rational::ONE).expect("not zero");
    assert_eq!(critical.discount, Some(root[0].clone()));
    let plan = critical.plan.expect("a plan just above");
    assert!(Real::from(plan.discount().clone()) > root[0]);
    let names: Vec<&str> = plan
        .automaton()
        .states
        .iter()
        .map(|state| state.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "on the path",
            "punish P1 and P2, period 1",
            "punish P1 and P2, period 2"
        ]
    );
    assert_eq!(
        rational(&stick_and_carrot(&game, &stage, 0)),
        Some(Rational::ratio(2, 3))
    );
    assert!(paths(&game, &stage, 0, 7).is_err());
}

/// Whether the plan that answers each player with a path of profiles is certified.
fn certified(game: &Game, carrot: usize, code: &[&Vec<usize>], d: &Rational) -> bool {
    let sure = |state: usize| vec![(state, Rational::ONE)];
    let length = code[0].len();
    let after: Vec<_> = (0..code.len())
        .map(|player| sure(1 + player * length))
        .collect();
    let state = |profile, next| PlanState {
        name: "a state".to_owned(),
        play: Play::Pure(profile),
        next: sure(next),
        after: after.clone(),
    };
    let mut states = vec![state(carrot, 0)];
    for path in code {
        for (period, profile) in path.iter().enumerate() {
            let next = if period + 1 == length {
                0
            } else {
                states.len() + 1
            };
            states.push(state(*profile, next));
        }
    }
    let start = sure(0);
    plan(game, d, &Automaton { start, states }).is_ok()
}

#[test]
fn short_paths_are_found_where_there_are_some() {
    let (mut gained, mut irrational) = (0, 0);
    for seed in 0..30 {
        let counts = [2, 2];
        let game = build(&counts, &drawn(seed, &counts));
        let stage = stage(&game);
        let codes = choices(4, 2);
        for profile in 0..4 {
            let holds = |length, d: &Rational| {
                let plan = paths_hold(&game, &stage, profile, length, &discount(d));
                plan.expect("few paths").is_some()
            };
            let any = |d: &Rational| {
                let mut pairs = codes
                    .iter()
                    .flat_map(|one| codes.iter().map(move |two| [one, two]));
                pairs.any(|pair| certified(&game, profile, &pair, d))
            };
            let [one, two] = [1, 2].map(|length| {
                paths(&game, &stage, profile, length)
                    .expect("few paths")
                    .discount
            });
            let case = format!("seed {seed}, profile {profile}");
            assert_eq!(
                one,
                stick_and_carrot(&game, &stage, profile).discount,
                "{case}"
            );
            let mut patience: Vec<Rational> = [1, 3, 5, 7].map(|k| Rational::ratio(k, 8)).to_vec();
            if let Some(least) = &two {
                let (lower, upper) = least.enclosure(&Rational::ratio(1, 1 << 20));
                assert!(holds(2, &upper) && any(&upper), "{case}");
                if lower > Rational::ratio(1, 1 << 20) {
                    let below = lower - Rational::ratio(1, 1 << 20);
                    assert!(!holds(2, &below) && !any(&below), "{case}");
                }
                irrational += usize::from(least.to_rational().is_none());
                assert!(one.as_ref().is_none_or(|one| least <= one), "{case}");
                gained += usize::from(one != two);
            } else {
                patience.push(Rational::ratio(999, 1000));
            }
            for d in &patience {
                assert_eq!(holds(2, d), any(d), "{case}, discount {d}");
                if two
                    .as_ref()
                    .is_some_and(|least| *least <= Real::from(d.clone()))
                {
                    assert!(holds(2, d), "{case}, discount {d}");
                }
            }
        }
    }
    assert!(
        gained > 2 && irrational > 0,
        "{gained} gained, {irrational} irrational"
    );
}
