//! The solver on seeded games without formulas: brute force from the definitions, in fractions and integers of its own,
//! and changes of a game that must not change its answer. The seed of a game is in the message of a failure.

#[path = "helpers/fraction.rs"]
mod fraction;
#[path = "helpers/seeded.rs"]
mod seeded;

use std::collections::BTreeSet;

use fraction::Fraction;
use seeded::Seeded;
use unipole::certify::{Equilibrium, nash};
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, Real};
use unipole::solve::{Concept, Solution, solve};

/// A game in integers: numbers of actions, and the payoffs of each profile, first player's action fastest.
#[derive(Clone)]
struct Integers {
    counts: Vec<usize>,
    payoffs: Vec<Vec<i128>>,
}

impl Integers {
    fn drawn(seed: u64, players: (i128, i128), actions: (i128, i128), largest: i128) -> Self {
        let mut draw = Seeded::new(seed);
        let players = draw.between(players.0, players.1);
        let counts: Vec<usize> = (0..players)
            .map(|_| draw.between(actions.0, actions.1) as usize)
            .collect();
        let profiles: usize = counts.iter().product();
        let mut cell = || (0..players).map(|_| draw.between(0, largest)).collect();
        let payoffs = (0..profiles).map(|_| cell()).collect();
        Integers { counts, payoffs }
    }

    fn from_fn(counts: Vec<usize>, payoff: impl Fn(usize, &[usize]) -> i128) -> Self {
        let players = counts.len();
        let cell = |profile: Vec<usize>| (0..players).map(|p| payoff(p, &profile)).collect();
        let payoffs = all_profiles(&counts).into_iter().map(cell).collect();
        Integers { counts, payoffs }
    }

    fn payoff(&self, player: usize, profile: &[usize]) -> i128 {
        let pairs = profile.iter().zip(&self.counts);
        let index = pairs.rev().fold(0, |index, (a, count)| index * count + a);
        self.payoffs[index][player]
    }

    fn build(&self) -> Game {
        self.build_with(|_, value| Rational::from(value))
    }

    fn build_with(&self, number: impl Fn(usize, i128) -> Rational) -> Game {
        let named = |(place, count): (usize, &usize)| {
            let actions: Vec<String> = (0..*count).map(|a| format!("a{a}")).collect();
            let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
            Player::plain(&format!("P{}", place + 1), &actions)
        };
        let players = self.counts.iter().enumerate().map(named).collect();
        let payoffs = Payoffs::from_fn(&self.counts, |player, profile| {
            number(player, self.payoff(player, profile))
        });
        Game::new("seeded", players, payoffs.expect("a small game"))
    }

    /// The profiles in which nobody gains by another action.
    fn pure_equilibria(&self) -> BTreeSet<Vec<usize>> {
        let stays = |profile: &Vec<usize>| {
            (0..self.counts.len()).all(|player| {
                (0..self.counts[player]).all(|action| {
                    let mut other = profile.clone();
                    other[player] = action;
                    self.payoff(player, &other) <= self.payoff(player, profile)
                })
            })
        };
        all_profiles(&self.counts)
            .into_iter()
            .filter(stays)
            .collect()
    }
}

fn all_profiles(counts: &[usize]) -> Vec<Vec<usize>> {
    counts.iter().fold(vec![vec![]], |profiles, count| {
        // Later players vary slower.
        let extended = |a: usize| {
            let profiles = profiles.iter();
            profiles.map(move |p| p.iter().copied().chain([a]).collect())
        };
        (0..*count).flat_map(extended).collect()
    })
}

type Strategies = Vec<Vec<Fraction>>;

/// The equilibria as fractions; fails where one is listed twice, or is none. Irrational ones, of three players, are left to other tests.
#[track_caller]
fn listed(game: &Game, solution: &Solution) -> BTreeSet<Vec<Vec<String>>> {
    let mut all = BTreeSet::new();
    let is_rational = |e: &&Equilibrium| {
        e.profile()
            .iter()
            .flatten()
            .all(|p| p.to_rational().is_some())
    };
    for equilibrium in solution.equilibria.iter().filter(is_rational) {
        let again = nash(game, equilibrium.profile()).expect("only equilibria are listed");
        assert_eq!(again.payoffs(), equilibrium.payoffs());
        let strategies: Strategies = equilibrium
            .profile()
            .iter()
            .map(|own| own.iter().map(Fraction::from).collect())
            .collect();
        assert!(all.insert(printed(&strategies)), "listed twice");
    }
    all
}

/// Fractions as texts, which can be put in order.
fn printed(strategies: &Strategies) -> Vec<Vec<String>> {
    let own = |own: &Vec<Fraction>| own.iter().map(Fraction::to_string).collect();
    strategies.iter().map(own).collect()
}

#[track_caller]
fn all_equilibria(game: &Game) -> BTreeSet<Vec<Vec<String>>> {
    let solution = solve(game, Concept::Nash);
    assert!(solution.completeness.is_complete());
    listed(game, &solution)
}

/// The pure profiles listed, by the numbers of the actions.
fn pure(game: &Game) -> BTreeSet<Vec<usize>> {
    let solution = solve(game, Concept::Pure);
    assert!(solution.completeness.is_complete());
    let profiles = solution.equilibria.iter().map(|e| e.pure_profile());
    let found: BTreeSet<_> = profiles.map(|p| p.expect("pure")).collect();
    assert_eq!(found.len(), solution.equilibria.len(), "listed twice");
    assert_eq!(
        found.is_empty(),
        !solution.cycle.is_empty(),
        "a cycle shows that there is none"
    );
    found
}

#[test]
fn pure_equilibria_of_up_to_five_players_are_those_of_the_definition() {
    for seed in 0..400 {
        // Few distinct payoffs, so that ties are common, and many.
        let largest = if seed % 2 == 0 { 3 } else { 99 };
        let integers = Integers::drawn(seed, (1, 5), (1, 4), largest);
        assert_eq!(
            pure(&integers.build()),
            integers.pure_equilibria(),
            "seed {seed}"
        );
    }
}

#[test]
fn every_equilibrium_listed_is_one_and_pure_ones_are_never_missing() {
    for seed in 400..600 {
        let integers = Integers::drawn(seed, (2, 4), (1, 3), 4);
        let game = integers.build();
        let solution = solve(&game, Concept::Nash);
        listed(&game, &solution);
        let found: BTreeSet<_> = solution
            .equilibria
            .iter()
            .filter_map(|e| e.pure_profile())
            .collect();
        assert_eq!(found, integers.pure_equilibria(), "seed {seed}");
    }
}

/// The probabilities with which `actions` (columns) make `replies` (rows) earn the same, if that has exactly one answer.
fn indifference(
    payoffs: &dyn Fn(usize, usize) -> i128,
    replies: &[usize],
    actions: &[usize],
) -> Option<Vec<Fraction>> {
    let size = actions.len();
    // Unknowns: the probabilities, and what the replies earn.
    let mut rows: Vec<Vec<Fraction>> = replies
        .iter()
        .map(|reply| {
            let entries = actions.iter().map(|action| payoffs(*reply, *action).into());
            entries
                .chain([Fraction::from(-1), Fraction::from(0)])
                .collect()
        })
        .collect();
    let mut total = vec![Fraction::from(1); size];
    total.extend([Fraction::from(0), Fraction::from(1)]);
    rows.push(total);
    let zero = Fraction::from(0);
    for column in 0..=size {
        let pivot = (column..=size).find(|row| rows[*row][column] != zero)?;
        rows.swap(pivot, column);
        let unit = rows[column][column];
        let top: Vec<Fraction> = rows[column].iter().map(|entry| *entry / unit).collect();
        for (place, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if place != column {
                let reduced = row
                    .iter()
                    .zip(&top)
                    .map(|(entry, top)| *entry - factor * *top);
                *row = reduced.collect();
            }
        }
        rows[column] = top;
    }
    Some(rows.iter().take(size).map(|row| row[size + 1]).collect())
}

/// How one side of a pair of supports turns out.
enum Side {
    /// Every action of the support is played, every reply in the other's support is best, and no other one is.
    Strategy(Vec<Fraction>),
    /// No such strategy.
    Nothing,
    /// A tie: supports of one size do not tell all equilibria.
    Degenerate,
}

fn side(
    payoffs: &dyn Fn(usize, usize) -> i128,
    (replies, all_replies): (&[usize], usize),
    (actions, all_actions): (&[usize], usize),
) -> Side {
    let zero = Fraction::from(0);
    let Some(probabilities) = indifference(payoffs, replies, actions) else {
        return Side::Degenerate;
    };
    let earned = |reply: usize| {
        let terms = actions.iter().zip(&probabilities);
        terms.fold(zero, |sum, (action, p)| {
            sum + Fraction::from(payoffs(reply, *action)) * *p
        })
    };
    let most = earned(replies[0]);
    let others = (0..all_replies)
        .filter(|reply| !replies.contains(reply))
        .map(earned);
    let best_of_others = others.max();
    if probabilities.contains(&zero) || best_of_others == Some(most) {
        return Side::Degenerate;
    }
    if probabilities.iter().any(|p| *p < zero) || best_of_others.is_some_and(|b| b > most) {
        return Side::Nothing;
    }
    let mut strategy = vec![zero; all_actions];
    for (action, p) in actions.iter().zip(probabilities) {
        strategy[*action] = p;
    }
    Side::Strategy(strategy)
}

fn supports(count: usize, size: usize) -> Vec<Vec<usize>> {
    let sets = (0u32..1 << count).filter(|set| set.count_ones() as usize == size);
    sets.map(|set| (0..count).filter(|i| set >> i & 1 == 1).collect())
        .collect()
}

/// All equilibria of a two-player game by trying every pair of supports of one size; nothing for a game with a tie.
fn support_enumeration(game: &Integers) -> Option<BTreeSet<Vec<Vec<String>>>> {
    let [rows, columns] = game.counts[..] else {
        return None;
    };
    let first = |reply: usize, action: usize| game.payoff(0, &[reply, action]);
    let second = |reply: usize, action: usize| game.payoff(1, &[action, reply]);
    let mut found = BTreeSet::new();
    for size in 1..=rows.min(columns) {
        for one in supports(rows, size) {
            for two in supports(columns, size) {
                let y = side(&first, (&one, rows), (&two, columns));
                let x = side(&second, (&two, columns), (&one, rows));
                match (x, y) {
                    (Side::Degenerate, _) | (_, Side::Degenerate) => return None,
                    (Side::Strategy(x), Side::Strategy(y)) => {
                        found.insert(printed(&vec![x, y]));
                    }
                    _ => {}
                }
            }
        }
    }
    Some(found)
}

#[test]
fn games_without_ties_have_the_equilibria_of_support_enumeration() {
    let mut compared = 0;
    for seed in 1000..1300 {
        let integers = Integers::drawn(seed, (2, 2), (1, 4), 997);
        let Some(expected) = support_enumeration(&integers) else {
            continue;
        };
        compared += 1;
        let game = integers.build();
        assert_eq!(all_equilibria(&game), expected, "seed {seed}");
        assert_eq!(
            expected.len() % 2,
            1,
            "seed {seed}: a game without ties has an odd number"
        );
        let indices = solve(&game, Concept::Nash)
            .components
            .into_iter()
            .map(|c| c.index);
        assert_eq!(indices.sum::<Option<i64>>(), Some(1), "seed {seed}");
    }
    assert!(compared > 250, "only {compared} games had no ties");
}

#[test]
fn indices_add_up_to_one_where_ties_are_common() {
    for seed in 2000..2150 {
        let game = Integers::drawn(seed, (2, 2), (1, 4), 2).build();
        let indices = solve(&game, Concept::Nash)
            .components
            .into_iter()
            .map(|c| c.index);
        assert_eq!(indices.sum::<Option<i64>>(), Some(1), "seed {seed}");
    }
}

#[test]
fn pure_coordination_on_eight_actions_has_255_equilibria() {
    let game =
        Integers::from_fn(vec![8, 8], |_, profile| (profile[0] == profile[1]).into()).build();
    assert_eq!(all_equilibria(&game).len(), 255);
}

#[test]
fn units_and_zero_points_of_payoffs_do_not_matter() {
    for seed in 3000..3100 {
        let integers = Integers::drawn(seed, (2, 3), (1, 3), 5);
        let changed = integers.build_with(|player, value| {
            let unit = Rational::ratio(2 + player as i64, 7);
            unit * Rational::from(value) + Rational::integer(i64::MAX)
        });
        let game = integers.build();
        let (before, after) = (solve(&game, Concept::Nash), solve(&changed, Concept::Nash));
        assert_eq!(
            listed(&game, &before),
            listed(&changed, &after),
            "seed {seed}"
        );
        assert_eq!(before.completeness, after.completeness, "seed {seed}");
    }
}

#[test]
fn the_order_of_players_and_of_actions_does_not_matter() {
    for seed in 4000..4100 {
        let integers = Integers::drawn(seed, (2, 3), (1, 3), 5);
        let last = integers.counts.len() - 1;
        let back = |profile: &[usize]| -> Vec<usize> { profile.iter().rev().copied().collect() };
        let counts = back(&integers.counts);
        let players = Integers::from_fn(counts, |p, profile| {
            integers.payoff(last - p, &back(profile))
        });
        let other_end = |profile: &[usize]| -> Vec<usize> {
            let pairs = profile.iter().zip(&integers.counts);
            pairs.map(|(a, count)| count - 1 - a).collect()
        };
        let actions = Integers::from_fn(integers.counts.clone(), |p, profile| {
            integers.payoff(p, &other_end(profile))
        });
        let found = |integers: &Integers| {
            let game = integers.build();
            listed(&game, &solve(&game, Concept::Nash))
        };
        let reversed = |profile: Vec<Vec<String>>| profile.into_iter().rev().collect();
        let relabelled = |profile: Vec<Vec<String>>| {
            let own = |own: Vec<String>| own.into_iter().rev().collect();
            profile.into_iter().map(own).collect()
        };
        let expected = found(&integers);
        let players: BTreeSet<_> = found(&players).into_iter().map(reversed).collect();
        let actions: BTreeSet<_> = found(&actions).into_iter().map(relabelled).collect();
        assert_eq!(players, expected, "players of seed {seed}");
        assert_eq!(actions, expected, "actions of seed {seed}");
    }
}

/// The same game in which each player has one more action, strictly worse than the first whatever the others do.
fn with_dominated(game: &Integers) -> Integers {
    let counts = game.counts.iter().map(|count| count + 1).collect();
    Integers::from_fn(counts, |player, profile| {
        let within = |(a, count): (&usize, &usize)| if a < count { *a } else { 0 };
        let nearest: Vec<usize> = profile.iter().zip(&game.counts).map(within).collect();
        let worse = profile[player] == game.counts[player];
        game.payoff(player, &nearest) - i128::from(worse)
    })
}

#[test]
fn strictly_dominated_actions_are_never_played_and_change_nothing() {
    for seed in 5000..5100 {
        let integers = Integers::drawn(seed, (2, 3), (1, 3), 5);
        let longer = with_dominated(&integers).build();
        let game = integers.build();
        let (before, after) = (solve(&game, Concept::Nash), solve(&longer, Concept::Nash));
        let padded = |mut profile: Vec<Vec<String>>| {
            profile
                .iter_mut()
                .for_each(|own| own.push("0/1".to_owned()));
            profile
        };
        let expected: BTreeSet<_> = listed(&game, &before).into_iter().map(padded).collect();
        assert_eq!(listed(&longer, &after), expected, "seed {seed}");
        assert_eq!(before.completeness, after.completeness, "seed {seed}");
        assert!(
            after.eliminated.len() >= integers.counts.len(),
            "seed {seed}"
        );
    }
}

#[test]
fn a_third_player_without_a_real_choice_leaves_a_game_of_two() {
    for seed in 6000..6100 {
        let two = Integers::drawn(seed, (2, 2), (2, 3), 5);
        // The third player stands first; its other action is worse for it, and turns the game of the others round.
        let counts: Vec<usize> = [2].into_iter().chain(two.counts.iter().copied()).collect();
        let three = Integers::from_fn(counts, |player, profile| match (player, profile[0]) {
            (0, idle) => -(idle as i128),
            (_, 0) => two.payoff(player - 1, &profile[1..]),
            _ => -two.payoff(player - 1, &profile[1..]),
        });
        let game = three.build();
        let certain = vec!["1/1".to_owned(), "0/1".to_owned()];
        let extended = |profile: Vec<Vec<String>>| {
            let first = std::iter::once(certain.clone());
            first.chain(profile).collect::<Vec<_>>()
        };
        let expected: BTreeSet<_> = all_equilibria(&two.build())
            .into_iter()
            .map(extended)
            .collect();
        assert_eq!(all_equilibria(&game), expected, "seed {seed}");
    }
}

#[test]
fn a_player_alone_takes_the_best_actions() {
    for seed in 7000..7100 {
        let integers = Integers::drawn(seed, (1, 1), (1, 6), 4);
        let most = integers.payoffs.iter().map(|own| own[0]).max();
        let best = (0..integers.counts[0]).filter(|a| Some(integers.payoffs[*a][0]) == most);
        let expected: BTreeSet<Vec<usize>> = best.map(|a| vec![a]).collect();
        let game = integers.build();
        assert_eq!(pure(&game), expected, "seed {seed}");
        let solution = solve(&game, Concept::Nash);
        assert!(solution.completeness.is_complete());
        let found: BTreeSet<_> = solution
            .equilibria
            .iter()
            .filter_map(|e| e.pure_profile())
            .collect();
        assert_eq!(found, expected, "seed {seed}");
        assert!(
            solution
                .equilibria
                .iter()
                .all(|e| e.payoffs()[0] == Real::from(Rational::from(most.expect("an action"))))
        );
    }
}
