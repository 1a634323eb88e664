//! Correlated equilibria against textbook games, Nash equilibria, which are among them, and changed evidence, which is refused.

#[path = "helpers/games.rs"]
mod games;

use unipole::certify::{Disobedience, NoExtreme, Obedience, Quantity, disobediences};
use unipole::game::{Game, Payoffs};
use unipole::num::Rational;
use unipole::solve::correlated::{Range, ranges, usual_quantities};
use unipole::solve::{Concept, solve};

use games::{bimatrix, random};

fn range(game: &Game, obedience: Obedience, quantity: Quantity) -> Range {
    let mut found = ranges(game, obedience, &[quantity]).expect("a small game");
    found.remove(0)
}

/// Aumann's game of chicken (1974): the best correlated equilibrium gives 21/2 together, more than any mixture of Nash equilibria.
#[test]
fn the_game_of_chicken() {
    let game = bimatrix(&[&[(6, 6), (2, 7)], &[(7, 2), (0, 0)]]);
    let welfare = range(&game, Obedience::Correlated, Quantity::Welfare);
    assert_eq!(welfare.greatest.value, Rational::ratio(21, 2));
    let half = Rational::ratio(1, 2);
    let quarter = Rational::ratio(1, 4);
    let expected = vec![(0, half), (1, quarter.clone()), (2, quarter)];
    assert_eq!(welfare.greatest.distribution, expected);
    let own = range(&game, Obedience::Correlated, Quantity::Payoff(0));
    assert_eq!(own.greatest.value, Rational::integer(7));
    assert_eq!(own.least.value, Rational::integer(2));
}

/// Moulin and Vial (1978): a coarse correlated equilibrium may give more than every correlated one.
#[test]
fn a_coarse_one_may_give_more() {
    let game = bimatrix(&[
        &[(3, 3), (1, 1), (4, 1)],
        &[(1, 4), (5, 2), (0, 0)],
        &[(1, 1), (0, 0), (2, 5)],
    ]);
    let [fine, coarse] = [Obedience::Correlated, Obedience::Coarse]
        .map(|obedience| range(&game, obedience, Quantity::Welfare).greatest.value);
    assert!(coarse >= fine);
    let game = bimatrix(&[
        &[(1, 1), (-1, -1), (0, 0)],
        &[(-1, -1), (1, 1), (0, 0)],
        &[(0, 0), (0, 0), (-2, -2)],
    ]);
    let fine = range(&game, Obedience::Correlated, Quantity::Plays(0, vec![2]));
    let coarse = range(&game, Obedience::Coarse, Quantity::Plays(0, vec![2]));
    assert!(coarse.greatest.value >= fine.greatest.value);
}

/// Every pure and mixed Nash equilibrium lies within the ranges, and those within the coarse ones; two-person zero-sum games leave one value.
#[test]
fn nash_equilibria_lie_within_the_ranges() {
    for seed in 0..40 {
        let counts: &[usize] = [&[3usize, 3][..], &[2, 2, 2], &[2, 4]][seed as usize % 3];
        let game = random(counts, 8, seed);
        let quantities = usual_quantities(&game);
        let fine = ranges(&game, Obedience::Correlated, &quantities).expect("small");
        let coarse = ranges(&game, Obedience::Coarse, &quantities).expect("small");
        for (inner, outer) in fine.iter().zip(&coarse) {
            assert!(outer.least.value <= inner.least.value, "seed {seed}");
            assert!(inner.greatest.value <= outer.greatest.value, "seed {seed}");
        }
        for found in solve(&game, Concept::Nash).equilibria {
            for one in &fine {
                let Quantity::Payoff(player) = one.quantity else {
                    continue;
                };
                let (low, high) = found.payoffs()[player].enclosure(&Rational::ratio(1, 1_000_000));
                assert!(
                    one.least.value <= high && low <= one.greatest.value,
                    "seed {seed}"
                );
            }
        }
    }
    for seed in 0..10 {
        let rows = random(&[3, 4], 8, seed);
        let payoffs = Payoffs::from_fn(&[3, 4], |player, profile| {
            let value = rows.payoff(0, rows.index_of(profile));
            if player == 0 { value } else { -&value }
        });
        let game = Game::new("", rows.players().to_vec(), payoffs.expect("small"));
        let value = range(&game, Obedience::Coarse, Quantity::Payoff(0));
        assert_eq!(value.least.value, value.greatest.value);
        assert_eq!(
            unipole::num::Real::from(value.least.value),
            solve(&game, Concept::Nash).equilibria[0].payoffs()[0]
        );
    }
}

#[test]
fn changed_evidence_is_refused() {
    let game = bimatrix(&[&[(6, 6), (2, 7)], &[(7, 2), (0, 0)]]);
    let kind = Obedience::Correlated;
    let honest = range(&game, kind, Quantity::Welfare).greatest;
    let verify =
        |changed: &unipole::certify::Extreme| changed.verify(&game, kind, &Quantity::Welfare, true);
    assert_eq!(verify(&honest), Ok(()));
    let mut changed = honest.clone();
    changed.distribution = vec![(0, Rational::ONE)];
    changed.value = Rational::integer(12);
    assert!(matches!(verify(&changed), Err(NoExtreme::Gains { .. })));
    let mut changed = honest.clone();
    changed.distribution[0].1 = Rational::ratio(1, 3);
    assert_eq!(verify(&changed), Err(NoExtreme::Distribution));
    let mut changed = honest.clone();
    changed.value = Rational::integer(10);
    assert!(matches!(verify(&changed), Err(NoExtreme::Average { .. })));
    let mut changed = honest.clone();
    changed.because.pop();
    assert!(matches!(verify(&changed), Err(NoExtreme::Bound { .. })));
    let mut changed = honest;
    changed.because[0].0 = Disobedience {
        player: 0,
        told: None,
        does: 0,
    };
    assert_eq!(verify(&changed), Err(NoExtreme::Weight));
    assert_eq!(disobediences(&[2, 3], kind).len(), 2 + 6);
    assert_eq!(disobediences(&[2, 3], Obedience::Coarse).len(), 2 + 3);
}
