//! Risk dominance and the linear tracing procedure: closed forms, equilibria of every game on the way found by enumeration, and changed paths.

#[path = "helpers/games.rs"]
mod games;

use unipole::certify::risk_dominance::{Compared, Comparison, as_mixed, strict_equilibria};
use unipole::certify::risk_dominant;
use unipole::certify::tracing::{Bimatrix, TracedPoint, Tracing};
use unipole::game::{Game, Payoffs};
use unipole::num::{Rational, Real, SplitMix};
use unipole::solve::linear_tracing::linear_tracing;
use unipole::solve::risk_dominance::risk_dominance;
use unipole::solve::{Concept, solve};

use games::{bimatrix, random};

fn whole(game: &Game) -> Bimatrix {
    let all: Vec<Vec<usize>> = game
        .counts()
        .iter()
        .map(|count| (0..*count).collect())
        .collect();
    Bimatrix::of(game, [&all[0], &all[1]])
}

/// A belief with all parts positive, of odd denominators.
fn belief(actions: usize, numbers: &mut SplitMix) -> Vec<Rational> {
    let parts: Vec<i64> = (0..actions)
        .map(|_| 1 + numbers.below(997) as i64)
        .collect();
    let sum = parts.iter().sum();
    parts
        .iter()
        .map(|part| Rational::ratio(*part, sum))
        .collect()
}

/// In two by two the path leads where more is lost by leaving (Harsanyi and Selten 1988, section 5.4 shows that both agree).
#[test]
fn two_by_two_it_agrees_with_the_product_of_losses() {
    let mut seen = 0;
    for seed in 0..600 {
        let game = random(&[2, 2], [4, 50, 1000][seed as usize % 3], seed);
        let strict = strict_equilibria(&game);
        let [one, other] = &strict[..] else {
            continue;
        };
        seen += 1;
        let expected = match [one, other].map(|profile| risk_dominant(&game, profile)) {
            [Some(true), _] => Compared::First,
            [_, Some(true)] => Compared::Second,
            // As much is lost by leaving both: what each does first depends on a tie.
            _ => Compared::Undecided,
        };
        let found = risk_dominance(&game).expect("two players");
        assert_eq!(found.pairs[0].result, expected, "seed {seed}");
    }
    assert!(seen > 50, "{seen}");
}

/// Where all get nothing unless they agree, every pair is compared as if it were alone: by the products.
#[test]
fn unanimity_is_decided_by_products() {
    for seed in 0..40 {
        let mut numbers = SplitMix::new(seed);
        let gains: Vec<[i64; 2]> = (0..4)
            .map(|_| [0, 1].map(|_| 1 + numbers.below(30) as i64))
            .collect();
        let payoffs = Payoffs::from_fn(&[4, 4], |player, profile| match profile[0] == profile[1] {
            true => Rational::integer(gains[profile[0]][player]),
            false => Rational::ZERO,
        });
        let game = random(&[4, 4], 2, 0);
        let game = Game::new("", game.players().to_vec(), payoffs.expect("a small game"));
        let found = risk_dominance(&game).expect("two players");
        assert_eq!(found.pairs.len(), 6);
        for pair in &found.pairs {
            let [one, other] = pair.places.map(|place| gains[found.strict[place][0]]);
            let expected = match (one[0] * one[1]).cmp(&(other[0] * other[1])) {
                std::cmp::Ordering::Greater => Compared::First,
                std::cmp::Ordering::Less => Compared::Second,
                std::cmp::Ordering::Equal => Compared::Undecided,
            };
            assert_eq!(pair.result, expected, "seed {seed}");
        }
    }
}

/// The game in which everybody answers the prior with weight `1 - t`.
fn on_the_way(game: &Game, prior: &[Vec<Rational>; 2], t: &Rational) -> Game {
    let matrix = whole(game);
    let against = [0, 1].map(|player| matrix.against(player, &prior[1 - player]));
    let rest = &Rational::ONE - t;
    let payoffs = Payoffs::from_fn(game.counts(), |player, profile| {
        let own = game.payoff(player, game.index_of(profile));
        &(t * &own) + &(&rest * &against[player][profile[player]])
    });
    Game::new("", game.players().to_vec(), payoffs.expect("a small game"))
}

/// Where the path is at `t`, as often as it is there.
fn crossings(path: &[TracedPoint], t: &Rational) -> Vec<[Vec<Rational>; 2]> {
    let pieces = path.windows(2).filter_map(|ends| {
        let [from, to] = [&ends[0].t, &ends[1].t];
        let is_inside = (from < t && t < to) || (to < t && t < from);
        let share = (t - from).checked_div(&(to - from)).filter(|_| is_inside)?;
        let at = |player: usize| {
            let weights = ends[0].weights[player].iter().zip(&ends[1].weights[player]);
            let there = weights.map(|(from, to)| from + &(&share * &(to - from)));
            there.map(|weight| &weight / t).collect()
        };
        Some([at(0), at(1)])
    });
    pieces.collect()
}

/// At every `t` the path is at equilibria of the game there, which enumeration finds; it crosses every `t` an odd number of times; and whoever follows the
/// nearest of the enumerated equilibria from the prior on, where `t` never stands still, ends at the same.
#[test]
fn it_goes_through_equilibria_of_every_game_on_the_way() {
    let (mut followed, mut back) = (0, 0);
    for seed in 0..60 {
        let counts = [[3, 3], [2, 4], [4, 3]][seed as usize % 3];
        let game = random(&counts, 1000, seed);
        let mut numbers = SplitMix::new(seed);
        let prior = counts.map(|count| belief(count, &mut numbers));
        let matrix = whole(&game);
        let path = linear_tracing(&matrix, &prior, &|| false).expect("no ties");
        assert!(Tracing::new(&matrix, &prior).is_path(&path), "seed {seed}");
        let goes_back = path.windows(2).any(|ends| ends[1].t <= ends[0].t);
        back += usize::from(goes_back);
        let mut at: Option<Vec<f64>> = None;
        for step in 1..60 {
            let t = Rational::ratio(2 * step + 1, 121);
            let all = solve(&on_the_way(&game, &prior, &t), Concept::Nash).equilibria;
            let here = crossings(&path, &t);
            assert_eq!(here.len() % 2, 1, "seed {seed} t {t}");
            for profile in &here {
                let profile = profile
                    .clone()
                    .map(|s| s.into_iter().map(Real::from).collect::<Vec<_>>());
                assert!(
                    all.iter().any(|one| one.profile() == profile),
                    "seed {seed} t {t}"
                );
            }
            let points = all.iter().map(|one| -> Vec<f64> {
                one.profile()
                    .iter()
                    .flatten()
                    .map(|share| {
                        share.to_string().split_once('/').map_or_else(
                            || share.to_string().parse().expect("a number"),
                            |(n, d)| n.parse::<f64>().expect("n") / d.parse::<f64>().expect("d"),
                        )
                    })
                    .collect()
            });
            let points: Vec<Vec<f64>> = points.collect();
            let Some(from) = &at else {
                at = points.first().filter(|_| points.len() == 1).cloned();
                continue;
            };
            let distance = |point: &Vec<f64>| -> f64 {
                point.iter().zip(from).map(|(a, b)| (a - b).abs()).sum()
            };
            at = points
                .into_iter()
                .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        }
        if let (false, Some(at)) = (goes_back, at) {
            let end = path.last().expect("an end");
            let end: Vec<f64> = end
                .weights
                .iter()
                .flatten()
                .map(|w| {
                    let (n, d) = w.to_small().expect("small");
                    n as f64 / d as f64
                })
                .collect();
            let apart: f64 = end.iter().zip(&at).map(|(a, b)| (a - b).abs()).sum();
            assert!(apart < 0.4, "seed {seed}: {apart}");
            followed += 1;
        }
    }
    println!("{followed} followed, {back} not");
    assert!(followed > 10 && back > 2, "{followed} {back}");
}

/// Neither scales of payoffs, nor what one player gets for what the other does, nor the order of the two matter.
#[test]
fn what_does_not_change_best_replies_changes_nothing() {
    let mut seen = [0; 4];
    for seed in 0..1500 {
        let game = random(&[3, 3], 60, seed);
        let found = risk_dominance(&game).expect("two players");
        let payoffs = Payoffs::from_fn(&[3, 3], |player, profile| {
            let own = game.payoff(player, game.index_of(profile));
            let others = profile[1 - player] as i64 * 17 - 5;
            &(&own * &Rational::ratio([3, 5][player], 7)) + &Rational::integer(others)
        });
        let moved = Game::new("", game.players().to_vec(), payoffs.expect("a small game"));
        assert_eq!(risk_dominance(&moved), Some(found.clone()), "seed {seed}");
        for pair in &found.pairs {
            seen[Compared::ALL
                .iter()
                .position(|one| *one == pair.result)
                .expect("one")] += 1;
            let [one, other] = pair
                .places
                .map(|place| as_mixed(&game, &found.strict[place]));
            let comparison = Comparison::new(&game, [&other, &one]);
            let path = linear_tracing(&comparison.game, &comparison.prior, &|| false);
            let turned = path.map_or(Compared::Undecided, |path| comparison.result(&path));
            let expected = match pair.result {
                Compared::First => Compared::Second,
                Compared::Second => Compared::First,
                same => same,
            };
            assert_eq!(turned, expected, "seed {seed}");
        }
    }
    println!(
        "first {}, second {}, neither {}, undecided {}",
        seen[0], seen[1], seen[2], seen[3]
    );
    assert!(seen[0] > 5 && seen[1] > 5);
}

/// A path with a point left out, moved, or with another end is none.
#[test]
fn a_changed_path_is_refused() {
    for seed in 0..30 {
        let game = random(&[3, 3], 1000, seed);
        let mut numbers = SplitMix::new(seed);
        let prior = [3, 3].map(|count| belief(count, &mut numbers));
        let matrix = whole(&game);
        let path = linear_tracing(&matrix, &prior, &|| false).expect("no ties");
        let tracing = Tracing::new(&matrix, &prior);
        assert!(tracing.is_path(&path));
        for place in 0..path.len() {
            let mut shorter = path.clone();
            shorter.remove(place);
            assert!(!tracing.is_path(&shorter), "seed {seed}");
            let mut moved = path.clone();
            let by = Rational::ratio(1, 1000);
            moved[place].weights[0][0] += &by;
            assert!(!tracing.is_path(&moved), "seed {seed}");
            moved[place].t += &by;
            moved[place].weights[1][0] += &by;
            assert!(!tracing.is_path(&moved), "seed {seed}");
        }
        let other = [3, 3].map(|count| belief(count, &mut numbers));
        let is_same = linear_tracing(&matrix, &other, &|| false).as_ref() == Ok(&path);
        assert_eq!(Tracing::new(&matrix, &other).is_path(&path), is_same);
    }
}

/// Two ways lead on where both pure equilibria are as good an answer to the prior: that is said, and nothing picked.
#[test]
fn ties_are_undecided() {
    let game = bimatrix(&[&[(1, 1), (0, 0)], &[(0, 0), (1, 1)]]);
    let half = vec![Rational::ratio(1, 2); 2];
    let found = linear_tracing(&whole(&game), &[half.clone(), half], &|| false);
    assert!(found.is_err(), "{found:?}");
    // A copy of an action ties all the way.
    let game = bimatrix(&[&[(2, 2), (0, 0)], &[(2, 2), (0, 0)], &[(0, 0), (1, 1)]]);
    let third = vec![Rational::ratio(1, 3); 3];
    let half = vec![Rational::ratio(1, 2); 2];
    assert!(linear_tracing(&whole(&game), &[third, half], &|| false).is_err());
}

/// A tie on the way that leaves one way on is no branching: an action that is best at one `t` only.
#[test]
fn a_tie_that_leaves_one_way_is_followed() {
    let game = bimatrix(&[&[(4, 4), (0, 3)], &[(3, 0), (3, 3)]]);
    // The first player is indifferent at the prior, and the second's answer decides.
    let prior = [
        vec![Rational::ratio(1, 5), Rational::ratio(4, 5)],
        vec![Rational::ratio(3, 4), Rational::ratio(1, 4)],
    ];
    let path = linear_tracing(&whole(&game), &prior, &|| false).expect("one way");
    assert_eq!(
        path.last().expect("an end").weights[0],
        [Rational::ZERO, Rational::ONE]
    );
}

/// A stag hunt from even odds, of which the solution is printed in the examples of sGameSolver: both stay safe.
#[test]
fn a_published_stag_hunt() {
    let game = bimatrix(&[&[(5, 5), (0, 4)], &[(4, 0), (2, 2)]]);
    let half = vec![Rational::ratio(1, 2); 2];
    let path = linear_tracing(&whole(&game), &[half.clone(), half], &|| false).expect("no ties");
    let safe = vec![Rational::ZERO, Rational::ONE];
    assert_eq!(path.last().expect("an end").weights, [safe.clone(), safe]);
}
