//! The two-player solver against brute force from the definition, and under changes that keep equilibria.
//!
//! The oracle knows nothing of polytopes or labels. A strategy is extreme when it is the only one that uses some
//! actions only and makes some replies equally good; all such systems are solved in fractions of its own.

use std::collections::BTreeSet;

use proptest::prelude::*;
use unipole::game::{Game, Payoffs, Player};
use unipole::num::Rational;
use unipole::solve::complementarity_tree;
use unipole::solve::components::{BASIS_LIMIT, Component, components};
use unipole::solve::two_player::{ExtremeEquilibria, TwoPlayerError, extreme_equilibria};

#[path = "helpers/seeded.rs"]
mod seeded;

use seeded::Seeded;

type Matrix = Vec<Vec<i128>>;

/// A fraction in lowest terms with a positive denominator.
type Fraction = (i128, i128);

fn fraction(numerator: i128, denominator: i128) -> Fraction {
    let (mut a, mut b) = (numerator.abs(), denominator.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let sign = denominator.signum();
    (sign * numerator / a, sign * denominator / a)
}

fn minus(a: Fraction, b: Fraction) -> Fraction {
    fraction(a.0 * b.1 - b.0 * a.1, a.1 * b.1)
}

fn times(a: Fraction, b: Fraction) -> Fraction {
    fraction(a.0 * b.0, a.1 * b.1)
}

/// The solution of a square system with the right-hand sides in the last column, if there is exactly one.
fn solve(mut rows: Vec<Vec<Fraction>>) -> Option<Vec<Fraction>> {
    let size = rows.len();
    for column in 0..size {
        let pivot = (column..size).find(|&r| rows[r][column].0 != 0)?;
        rows.swap(pivot, column);
        let (numerator, denominator) = rows[column][column];
        let inverse = fraction(denominator, numerator);
        rows[column] = rows[column].iter().map(|e| times(*e, inverse)).collect();
        for other in (0..size).filter(|r| *r != column) {
            let factor = rows[other][column];
            rows[other] = (0..=size)
                .map(|k| minus(rows[other][k], times(factor, rows[column][k])))
                .collect();
        }
    }
    Some(rows.iter().map(|row| row[size]).collect())
}

/// What each reply earns against a strategy: `payoffs[reply][action]`.
fn earnings(payoffs: &Matrix, strategy: &[Fraction]) -> Vec<Fraction> {
    let earn = |row: &Vec<i128>| {
        row.iter().zip(strategy).fold((0, 1), |sum, (payoff, p)| {
            minus(sum, times((-payoff, 1), *p))
        })
    };
    payoffs.iter().map(earn).collect()
}

fn is_less(a: Fraction, b: Fraction) -> bool {
    a.0 * b.1 < b.0 * a.1
}

/// Whether each action played earns the most.
fn is_best_reply(strategy: &[Fraction], earned: &[Fraction]) -> bool {
    let played = (0..strategy.len()).filter(|&i| strategy[i].0 > 0);
    played
        .into_iter()
        .all(|i| earned.iter().all(|other| !is_less(earned[i], *other)))
}

fn subsets(count: usize, size: usize) -> Vec<Vec<usize>> {
    (0u32..1 << count)
        .filter(|set| set.count_ones() as usize == size)
        .map(|set| (0..count).filter(|i| set >> i & 1 == 1).collect())
        .collect()
}

/// The extreme strategies: the only ones on some actions that make as many replies equally good, and best.
fn extreme_strategies(payoffs: &Matrix) -> BTreeSet<Vec<Fraction>> {
    let (replies, actions) = (payoffs.len(), payoffs[0].len());
    let mut found = BTreeSet::new();
    for size in 1..=replies.min(actions) {
        for support in subsets(actions, size) {
            for equal in subsets(replies, size) {
                // Unknowns: the probabilities on the support, and what the replies earn.
                let mut system: Vec<Vec<Fraction>> = equal
                    .iter()
                    .map(|&reply| {
                        let entries = support.iter().map(|&action| (payoffs[reply][action], 1));
                        entries.chain([(-1, 1), (0, 1)]).collect()
                    })
                    .collect();
                let total = std::iter::repeat_n((1, 1), size);
                system.push(total.chain([(0, 1), (1, 1)]).collect());
                let Some(solution) = solve(system) else {
                    continue;
                };
                let mut strategy = vec![(0, 1); actions];
                for (action, value) in support.iter().zip(&solution) {
                    strategy[*action] = *value;
                }
                let earned = earnings(payoffs, &strategy);
                let most = solution[size];
                if strategy.iter().all(|p| p.0 >= 0) && earned.iter().all(|e| !is_less(most, *e)) {
                    found.insert(strategy);
                }
            }
        }
    }
    found
}

type Profile = (Vec<Fraction>, Vec<Fraction>);

fn transposed(matrix: &Matrix) -> Matrix {
    (0..matrix[0].len())
        .map(|j| matrix.iter().map(|row| row[j]).collect())
        .collect()
}

fn brute_force(a: &Matrix, b: &Matrix) -> BTreeSet<Profile> {
    let b_by_reply = transposed(b);
    let (rows, columns) = (extreme_strategies(&b_by_reply), extreme_strategies(a));
    let mut found = BTreeSet::new();
    for x in &rows {
        for y in &columns {
            if is_best_reply(x, &earnings(a, y)) && is_best_reply(y, &earnings(&b_by_reply, x)) {
                found.insert((x.clone(), y.clone()));
            }
        }
    }
    found
}

fn build_with(a: &Matrix, b: &Matrix, number: impl Fn(usize, i128) -> Rational) -> Game {
    let player = |id: &str, count: usize| {
        let actions: Vec<String> = (0..count).map(|k| format!("{id}{k}")).collect();
        Player::plain(id, &actions.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let counts = [a.len(), a[0].len()];
    let payoffs = Payoffs::from_fn(&counts, |player, profile| {
        let matrix = if player == 0 { a } else { b };
        number(player, matrix[profile[0]][profile[1]])
    });
    let players = vec![player("R", counts[0]), player("C", counts[1])];
    Game::new("test", players, payoffs.expect("a small game"))
}

fn build(a: &Matrix, b: &Matrix) -> Game {
    build_with(a, b, |_, value| Rational::from(value))
}

/// By vertices, and by the tree.
fn find(game: &Game) -> ExtremeEquilibria {
    let found = extreme_equilibria(game, &|| false).expect("two players");
    let by_tree = complementarity_tree::extreme_equilibria(game).expect("two players");
    assert_eq!(by_tree, found, "the two methods do not agree");
    found
}

fn parts(game: &Game) -> Vec<Component> {
    components(game, &find(game), BASIS_LIMIT).expect("two players")
}

fn profiles(found: &ExtremeEquilibria) -> BTreeSet<Profile> {
    let small = |strategy: &[Rational]| -> Vec<Fraction> {
        let fits = |p: &Rational| p.to_small().expect("a small fraction");
        strategy.iter().map(fits).collect()
    };
    let listed: BTreeSet<Profile> = (found.profiles())
        .map(|(x, y)| (small(x), small(y)))
        .collect();
    assert_eq!(listed.len(), found.len(), "an equilibrium is listed twice");
    listed
}

fn matrices(
    sizes: std::ops::RangeInclusive<usize>,
    largest: i128,
) -> impl Strategy<Value = (Matrix, Matrix)> {
    (sizes.clone(), sizes).prop_flat_map(move |(m, n)| {
        let matrix = || prop::collection::vec(prop::collection::vec(0..=largest, n), m);
        (matrix(), matrix())
    })
}

fn index_sum(game: &Game) -> Option<i64> {
    parts(game).iter().map(|part| part.index).sum()
}

/// QuantEcon's enumerations of supports and of vertices drop equilibria of hundreds of such games without a word.
#[test]
fn ten_thousand_games_of_three_actions_have_the_extreme_equilibria_of_brute_force() {
    let mut seeded = Seeded::new(33);
    for number in 0..10_000 {
        // Every other game has many ties.
        let largest = [100, 3][number % 2];
        let mut matrix = || -> Matrix {
            let mut row = || (0..3).map(|_| seeded.between(0, largest)).collect();
            vec![row(), row(), row()]
        };
        let (a, b) = (matrix(), matrix());
        let found = complementarity_tree::extreme_equilibria(&build(&a, &b)).expect("two players");
        assert_eq!(profiles(&found), brute_force(&a, &b), "{a:?} {b:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn degenerate_games_have_the_extreme_equilibria_of_brute_force((a, b) in matrices(1..=4, 2)) {
        prop_assert_eq!(profiles(&find(&build(&a, &b))), brute_force(&a, &b));
    }

    #[test]
    fn ordinary_games_have_the_extreme_equilibria_of_brute_force((a, b) in matrices(1..=4, 99)) {
        prop_assert_eq!(profiles(&find(&build(&a, &b))), brute_force(&a, &b));
    }

    #[test]
    fn zero_sum_games_have_the_extreme_equilibria_of_brute_force((a, _) in matrices(1..=4, 2)) {
        let b: Matrix = a.iter().map(|row| row.iter().map(|e| -e).collect()).collect();
        prop_assert_eq!(profiles(&find(&build(&a, &b))), brute_force(&a, &b));
        prop_assert_eq!(parts(&build(&a, &b)).len(), 1);
    }

    #[test]
    fn indices_add_up_to_one_in_very_degenerate_games((a, b) in matrices(2..=5, 2)) {
        prop_assert_eq!(index_sum(&build(&a, &b)), Some(1));
    }

    #[test]
    fn indices_add_up_to_one_in_degenerate_games((a, b) in matrices(2..=5, 4)) {
        prop_assert_eq!(index_sum(&build(&a, &b)), Some(1));
    }

    #[test]
    fn players_swapped_swap_their_strategies((a, b) in matrices(1..=4, 3)) {
        let found = profiles(&find(&build(&a, &b)));
        let swapped = build(&transposed(&b), &transposed(&a));
        let back: BTreeSet<Profile> = profiles(&find(&swapped)).into_iter().map(|(x, y)| (y, x)).collect();
        prop_assert_eq!(found, back);
        let indices = |game: &Game| {
            let mut indices: Vec<_> = parts(game).iter().map(|p| (p.index, p.equilibria.len(), p.subsets.len())).collect();
            indices.sort_unstable();
            indices
        };
        prop_assert_eq!(indices(&build(&a, &b)), indices(&swapped));
    }

    #[test]
    fn actions_reordered_keep_equilibria_and_indices((a, b) in matrices(1..=4, 3)) {
        let reorder = |matrix: &Matrix| -> Matrix {
            matrix.iter().rev().map(|row| row.iter().rev().copied().collect()).collect()
        };
        let game = build(&reorder(&a), &reorder(&b));
        let back: BTreeSet<Profile> = profiles(&find(&game))
            .into_iter()
            .map(|(x, y)| (x.into_iter().rev().collect(), y.into_iter().rev().collect()))
            .collect();
        prop_assert_eq!(profiles(&find(&build(&a, &b))), back);
        let indices = |game: &Game| {
            let mut indices: Vec<_> = parts(game).iter().map(|p| p.index).collect();
            indices.sort_unstable();
            indices
        };
        prop_assert_eq!(indices(&build(&a, &b)), indices(&game));
    }

    #[test]
    fn units_and_zero_points_of_payoffs_do_not_matter((a, b) in matrices(1..=4, 3)) {
        let changed = build_with(&a, &b, |player, value| {
            let unit = Rational::ratio(3 - 2 * player as i64, 7);
            unit * Rational::from(value) + Rational::integer(100_000_000_000_000_000)
        });
        prop_assert_eq!(find(&changed), find(&build(&a, &b)));
        let huge = build_with(&a, &b, |_, value| {
            Rational::from(value) * Rational::integer(i64::MAX) * Rational::ratio(i64::MAX, 3)
        });
        prop_assert_eq!(find(&huge), find(&build(&a, &b)));
    }

    #[test]
    fn components_hold_every_equilibrium_once_and_subsets_are_complete((a, b) in matrices(1..=4, 1)) {
        let game = build(&a, &b);
        let found = find(&game);
        let mut seen = vec![false; found.len()];
        for part in parts(&game) {
            for &place in &part.equilibria {
                prop_assert!(!std::mem::replace(&mut seen[place], true));
                let pair = found.equilibria[place];
                prop_assert!(part.subsets.iter().any(|s| s.rows.contains(&pair.row) && s.columns.contains(&pair.column)));
            }
        }
        prop_assert!(seen.into_iter().all(|s| s));
    }

    #[test]
    fn a_strict_pure_equilibrium_is_a_component_of_index_one((a, b) in matrices(2..=4, 5)) {
        let game = build(&a, &b);
        let found = find(&game);
        for part in parts(&game) {
            let (x, y) = found.profile(part.equilibria[0]);
            let at = |s: &[Rational]| s.iter().position(|p| *p == Rational::ONE);
            let (Some(i), Some(j)) = (at(x), at(y)) else { continue };
            let strict = (0..a.len()).all(|k| k == i || a[k][j] < a[i][j])
                && (0..a[0].len()).all(|k| k == j || b[i][k] < b[i][j]);
            if strict {
                prop_assert_eq!((part.equilibria.len(), part.index), (1, Some(1)));
            }
        }
    }

    #[test]
    fn pure_equilibria_come_first((a, b) in matrices(1..=4, 2)) {
        let found = find(&build(&a, &b));
        let pure: Vec<bool> = found
            .profiles()
            .map(|(x, y)| x.contains(&Rational::ONE) && y.contains(&Rational::ONE))
            .collect();
        prop_assert!(pure.is_sorted_by_key(|p| !p));
    }
}

/// Von Stengel & Shapley: a coordination game has an equilibrium on every set of matching actions, of sign (-1)^(k+1).
#[test]
fn pure_coordination_has_an_equilibrium_on_every_set_of_actions() {
    for size in 1..=8usize {
        let identity: Matrix = (0..size)
            .map(|i| (0..size).map(|j| i128::from(i == j)).collect())
            .collect();
        let game = build(&identity, &identity);
        let found = find(&game);
        assert_eq!(found.len(), (1 << size) - 1);
        for (part, (x, y)) in parts(&game).iter().zip(found.profiles()) {
            assert_eq!(x, y);
            let played = x.iter().filter(|p| !p.is_zero()).count();
            let sign = if played % 2 == 1 { 1 } else { -1 };
            assert_eq!((part.equilibria.len(), part.index), (1, Some(sign)));
        }
    }
}

/// Payoffs all equal: every profile is an equilibrium, in one product.
#[test]
fn indifferent_players_have_one_component_of_index_one() {
    let zero: Matrix = vec![vec![0; 4]; 3];
    let game = build(&zero, &zero);
    let all = parts(&game);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].equilibria.len(), 12);
    assert_eq!(all[0].subsets.len(), 1);
    assert_eq!(all[0].index, Some(1));
}

/// A threat that is not carried out makes a component of index zero: entry deterrence in normal form
/// (stay out | enter against fight | give in).
#[test]
fn deterrence_by_an_empty_threat_has_index_zero() {
    let game = build(&vec![vec![1, 1], vec![0, 2]], &vec![vec![2, 2], vec![0, 1]]);
    let found = find(&game);
    let mut listed: Vec<(usize, Option<i64>)> = parts(&game)
        .iter()
        .map(|part| (part.equilibria.len(), part.index))
        .collect();
    listed.sort_unstable();
    assert_eq!(found.len(), 3);
    assert_eq!(listed, [(1, Some(1)), (2, Some(0))]);
}

#[test]
fn a_game_for_three_players_is_refused() {
    let players = vec![
        Player::plain("A", &["a"]),
        Player::plain("B", &["b"]),
        Player::plain("C", &["c"]),
    ];
    let payoffs = Payoffs::from_fn(&[1, 1, 1], |_, _| Rational::ZERO).expect("a small game");
    let refused = extreme_equilibria(&Game::new("three", players, payoffs), &|| false);
    assert_eq!(
        refused.map(|_| ()),
        Err(TwoPlayerError::Players { players: 3 })
    );
}
