//! Games of two players on which other solvers are known to go wrong, and the right answers, each with its reason.
//!
//! Elsewhere: payoff sets of patient players, and sets that are points and segments (`repeated_sets`); games of 3x3 without ties, against
//! supports solved one by one (`oracle`); three and more players (`many_players`); words and `1/0` in files (`formats`).

use std::collections::BTreeSet;

use unipole::certify::{Equilibrium, nash};
use unipole::format::lrs;
use unipole::game::{Game, Payoffs};
use unipole::num::{Rational, Real};
use unipole::solve::lemke_howson::lemke_howson;
use unipole::solve::logit::{Request, logit};
use unipole::solve::{Concept, Solution, solve};

#[path = "helpers/games.rs"]
mod games;

use games::{bimatrix, random};

/// Each player's probabilities.
type Profile = Vec<Vec<Rational>>;

fn exact(equilibrium: &Equilibrium) -> Profile {
    let number = |p: &Real| p.to_rational().expect("two players");
    let profile = equilibrium.profile().iter();
    profile
        .map(|own| own.iter().map(number).collect())
        .collect()
}

fn listed(solution: &Solution) -> BTreeSet<Profile> {
    solution.equilibria.iter().map(exact).collect()
}

/// All extreme equilibria; fails where the list is not complete, an equilibrium none, or the indices do not add up to one.
#[track_caller]
fn all(game: &Game) -> BTreeSet<Profile> {
    let solution = solve(game, Concept::Nash);
    assert!(solution.completeness.is_complete());
    for equilibrium in &solution.equilibria {
        nash(game, equilibrium.profile()).expect("an equilibrium");
    }
    let indices: Option<i64> = solution.components.iter().map(|part| part.index).sum();
    assert_eq!(indices, Some(1));
    listed(&solution)
}

fn at_the_end_of_the_path(game: &Game, start: (usize, usize)) -> Profile {
    exact(
        &lemke_howson(game, start, &|| false)
            .expect("nobody stops it")
            .equilibrium,
    )
}

fn probabilities(own: &[(i64, i64)]) -> Vec<Rational> {
    own.iter().map(|(a, b)| Rational::ratio(*a, *b)).collect()
}

/// The same game with every payoff changed.
fn changed(game: &Game, change: impl Fn(&Rational) -> Rational) -> Game {
    let payoffs = Payoffs::from_fn(game.counts(), |player, profile| {
        change(&game.payoff(player, game.index_of(profile)))
    });
    let payoffs = payoffs.expect("a small game");
    Game::new("changed", game.players().to_vec(), payoffs)
}

fn rock_paper_scissors() -> Game {
    bimatrix(&[
        &[(0, 0), (-1, 1), (1, -1)],
        &[(1, -1), (0, 0), (-1, 1)],
        &[(-1, 1), (1, -1), (0, 0)],
    ])
}

/// Nashpy's lemke_howson does not stop on three of six such runs.
#[test]
fn paths_end_from_every_action_of_games_with_fifteen_actions() {
    for seed in 0..6 {
        let game = random(&[15, 15], 1000, seed);
        let listed = all(&game);
        for start in (0..30).map(|label| (label / 15, label % 15)) {
            let found = at_the_end_of_the_path(&game, start);
            assert!(listed.contains(&found), "seed {seed}, from {start:?}");
        }
    }
}

/// Gambit's enummixed in fractions lists nothing where payoffs are as large, without a word.
#[test]
fn large_payoffs_lose_no_equilibrium() {
    let third = probabilities(&[(1, 3); 3]);
    let expected = BTreeSet::from([vec![third.clone(), third]]);
    for power in [10u32, 17, 18] {
        let offset = Rational::integer(10i64.pow(power));
        let far = changed(&rock_paper_scissors(), |payoff| payoff + &offset);
        assert_eq!(all(&far), expected, "an offset of 10^{power}");
    }
    let factor = Rational::integer(100_000_000);
    for seed in 0..40 {
        let game = random(&[4, 4], 1000, seed);
        let scaled = changed(&game, |payoff| payoff * &factor);
        assert_eq!(all(&scaled), all(&game), "seed {seed}");
    }
}

/// Gambit's gnm returns a profile of rock-paper-scissors that is no equilibrium, and its ipa does not finish a prisoner's dilemma.
#[test]
fn one_equilibrium_is_found_where_homotopies_fail() {
    let dilemma = bimatrix(&[&[(3, 3), (0, 5)], &[(5, 0), (1, 1)]]);
    for (game, expected) in [
        (rock_paper_scissors(), probabilities(&[(1, 3); 3])),
        (dilemma, probabilities(&[(0, 1), (1, 1)])),
    ] {
        let expected = vec![expected.clone(), expected];
        assert_eq!(all(&game), BTreeSet::from([expected.clone()]));
        for start in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            assert_eq!(at_the_end_of_the_path(&game, start), expected);
        }
    }
}

/// Gambit's logit returns a profile of such a game from which one player would gain a half.
#[test]
fn the_logit_path_of_chicken_ends_at_its_mixed_equilibrium() {
    // Who swerves gets 2 against one who dares and 6 against one who swerves; who dares 7 and 0: indifferent where daring has 1/3.
    let chicken = bimatrix(&[&[(0, 0), (7, 2)], &[(2, 7), (6, 6)]]);
    let found = logit(&chicken, &Request::default(), &[]).expect("payoffs are numbers");
    let limit = found.branches[0].limit.as_ref().expect("a limit");
    let mixed = probabilities(&[(1, 3), (2, 3)]);
    assert_eq!(exact(&limit.equilibrium), [mixed.clone(), mixed]);
    assert!(limit.distance < 1e-3, "{}", limit.distance);
}

/// QuantEcon's lemke_howson says that it has converged where somebody gains 57 percent by leaving.
#[test]
fn a_path_among_payoffs_of_seventeen_digits_ends_at_an_equilibrium() {
    let offset = Rational::integer(100_000_000_000_000_000);
    let third = probabilities(&[(1, 3); 3]);
    let far = changed(&rock_paper_scissors(), |payoff| payoff + &offset);
    for start in (0..6).map(|label| (label / 3, label % 3)) {
        assert_eq!(
            at_the_end_of_the_path(&far, start),
            [third.clone(), third.clone()]
        );
    }
}

/// lrsnash takes `1.5` for 1, and lists these payoffs as if the row were no better.
#[test]
fn decimals_are_not_cut() {
    let file = b"2 2\n\n1.5 1\n1 1.25\n\n0 1\n1 0.5\n";
    let game = lrs::read(file).expect("a game");
    // The column is drawn so that 1.5 y + 1 - y = y + 1.25 (1 - y): y = 1/3; the row so that 1 - x = x + 0.5 (1 - x): x = 1/3.
    let third = probabilities(&[(1, 3), (2, 3)]);
    assert_eq!(all(&game), BTreeSet::from([vec![third.clone(), third]]));
}

/// Others list the extreme equilibria of such games and leave it to their users to know that all mixtures are equilibria too.
#[test]
fn a_continuum_is_said_to_be_one() {
    // The newcomer may stay out, where the incumbent's threat costs nothing.
    let entry = bimatrix(&[&[(0, 2), (0, 2)], &[(-1, -1), (1, 1)]]);
    let solution = solve(&entry, Concept::Nash);
    // In, and shared; out, with a threat of at least one half.
    let [enters, stays]: [Vec<Rational>; 2] =
        [&[(0, 1), (1, 1)], &[(1, 1), (0, 1)]].map(|own| probabilities(own));
    let threat = |least: &[(i64, i64)]| vec![stays.clone(), probabilities(least)];
    let expected = BTreeSet::from([
        vec![enters.clone(), enters.clone()],
        threat(&[(1, 1), (0, 1)]),
        threat(&[(1, 2), (1, 2)]),
    ]);
    assert_eq!(listed(&solution), expected);
    let mut sizes: Vec<(usize, Option<i64>)> = (solution.components.iter())
        .map(|part| (part.equilibria.len(), part.index))
        .collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [(1, Some(1)), (2, Some(0))]);
}
