//! Zero-sum games: the pairs of both optimal faces, beside the tree of complementary labels, which knows nothing of them.

#[path = "helpers/games.rs"]
mod games;

use unipole::game::{Game, Payoffs};
use unipole::num::{Rational, SplitMix};
use unipole::solve::complementarity_tree::extreme_equilibria;
use unipole::solve::zero_sum::optimal_faces;
use unipole::solve::{Completeness, Concept, Method, solve};

use games::{bimatrix, random};

/// What the first wins the second loses.
fn zero_sum(counts: [usize; 2], most: usize, seed: u64) -> Game {
    let game = random(&counts, most, seed);
    turned(&game, |own, _| -own)
}

/// The second player's payoff as a function of the first's and of the profile.
fn turned(game: &Game, second: impl Fn(&Rational, &[usize]) -> Rational) -> Game {
    let payoffs = Payoffs::from_fn(game.counts(), |player, profile| {
        let own = game.payoff(0, game.index_of(profile));
        match player {
            0 => own,
            _ => second(&own, profile),
        }
    });
    Game::new("", game.players().to_vec(), payoffs.expect("a small game"))
}

#[test]
fn the_faces_hold_what_the_tree_lists() {
    let (mut degenerate, mut several) = (0, 0);
    for seed in 0..400 {
        let counts = [[3, 3], [2, 5], [5, 4], [6, 6], [1, 4], [4, 1], [8, 3]][seed as usize % 7];
        let most = [2, 3, 5, 1000][seed as usize % 4];
        let game = zero_sum(counts, most, seed);
        let found = optimal_faces(&game, &|| false).expect("zero-sum");
        let all = extreme_equilibria(&game).expect("a small game");
        assert_eq!(found, all, "seed {seed}");
        degenerate += usize::from(most < 1000 && found.len() == 1);
        several += usize::from(found.len() > 1);
    }
    assert!(degenerate > 20 && several > 100, "{degenerate} {several}");
}

/// Other units, and what the other decides alone, change nothing; half a win more for one profile is no zero-sum game.
#[test]
fn units_and_what_others_decide_alone_do_not_matter() {
    let mut numbers = SplitMix::new(9);
    for seed in 0..60 {
        let game = random(&[4, 4], 6, seed);
        let plain = turned(&game, |own, _| -own);
        let shifts: Vec<i64> = (0..4).map(|_| numbers.below(90) as i64).collect();
        let moved = turned(&game, |own, profile| {
            &(own * &Rational::ratio(-3, 7)) + &Rational::integer(shifts[profile[0]])
        });
        let expected = extreme_equilibria(&plain).expect("a small game");
        assert_eq!(
            optimal_faces(&moved, &|| false),
            Some(expected),
            "seed {seed}"
        );
        let broken = turned(&game, |own, profile| match profile {
            [2, 3] => &Rational::ratio(1, 2) - own,
            _ => -own,
        });
        assert_eq!(optimal_faces(&broken, &|| false), None);
        // Both want the same.
        let same = turned(&game, |own, _| own.clone());
        assert!(optimal_faces(&same, &|| false).is_none(), "seed {seed}");
    }
}

#[test]
fn textbook_games() {
    let huge = 10_000_000_000;
    let payoff = |wins: i64| (huge + wins, huge - wins);
    let rock = bimatrix(&[
        &[payoff(0), payoff(-1), payoff(1)],
        &[payoff(1), payoff(0), payoff(-1)],
        &[payoff(-1), payoff(1), payoff(0)],
    ]);
    let found = optimal_faces(&rock, &|| false).expect("zero-sum");
    let third = vec![Rational::ratio(1, 3); 3];
    assert_eq!(
        (&found.rows, &found.columns),
        (&vec![third.clone()], &vec![third])
    );
    let nothing = bimatrix(&[&[(0, 0), (0, 0)], &[(0, 0), (0, 0)]]);
    assert_eq!(
        optimal_faces(&nothing, &|| false).expect("zero-sum").len(),
        4
    );
    // A skew-symmetric game of odd size has the value zero.
    let size = 31;
    let wins = random(&[size, size], 2000, 3);
    let payoffs = Payoffs::from_fn(&[size, size], |player, profile| {
        let at = |i: usize, j: usize| wins.payoff(0, wins.index_of(&[i, j]));
        let own = &at(profile[0], profile[1]) - &at(profile[1], profile[0]);
        if player == 0 { own } else { -&own }
    });
    let game = Game::new("", wins.players().to_vec(), payoffs.expect("a game"));
    let solution = solve(&game, Concept::Nash);
    assert_eq!(solution.completeness, Completeness::Proved);
    for one in &solution.equilibria {
        assert!(one.payoffs().iter().all(unipole::num::Real::is_zero));
        assert_eq!(one.profile()[0], one.profile()[1]);
    }
}

/// A hundred actions each: the value and both faces.
#[test]
fn a_hundred_actions_each_are_solved() {
    let solution = solve(&zero_sum([100, 100], 1000, 1), Concept::Nash);
    assert_eq!(solution.method, Method::OptimalFaces);
    assert_eq!(solution.completeness, Completeness::Proved);
    assert_eq!(solution.equilibria.len(), 1);
    assert_eq!(solution.components.len(), 1);
    assert_eq!(solution.components[0].index, Some(1));
}
