//! Moving first against brute force from the definition, against theory, and against the checker; and wrong answers, which it refuses.
//!
//! The oracle works in fractions of its own and knows no linear programme: a payoff that is linear on a polytope is greatest at a corner, and with
//! two actions of the leader all that happens happens between crossings of lines.

#[path = "helpers/fraction.rs"]
mod fraction;
#[path = "helpers/seeded.rs"]
mod seeded;

use fraction::{Fraction, fraction};
use seeded::Seeded;
use serde_json::{Value as Json, json};
use unipole::certify::{Verification, verify_leadership};
use unipole::format::answer_json::{self, Document};
use unipole::game::{Game, Payoffs, Player};
use unipole::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use unipole::model::load;
use unipole::num::{Rational, Real};
use unipole::report::Subject;
use unipole::report::leadership::{LeadershipAnswer, leadership_json, usual_leader};
use unipole::solve::leadership::{Leadership, MixedLeadership, leadership};
use unipole::solve::{Concept, Watch, solve};

type Matrix = Vec<Vec<i128>>;

/// A game of a leader `A`, whose payoffs are in the first matrix, and a follower `B`.
fn duel(a: &Matrix, b: &Matrix) -> Game {
    let names = ["1", "2", "3", "4"];
    let counts = [a.len(), a[0].len()];
    let players =
        [("A", counts[0]), ("B", counts[1])].map(|(id, n)| Player::plain(id, &names[..n]));
    let payoffs = Payoffs::from_fn(&counts, |player, p| {
        Rational::from([a, b][player][p[0]][p[1]])
    });
    Game::new("duel", players.to_vec(), payoffs.expect("a small game"))
}

fn rows(rows: &[&[i128]]) -> Matrix {
    rows.iter().map(|row| row.to_vec()).collect()
}

/// Small payoffs: ties, equivalent answers and dominated ones are frequent.
fn random(seed: u64, actions: usize, answers: usize) -> [Matrix; 2] {
    let mut stream = Seeded::new(seed);
    let span = stream.between(1, 4);
    [(); 2].map(|()| {
        (0..actions)
            .map(|_| (0..answers).map(|_| stream.between(-span, span)).collect())
            .collect()
    })
}

fn led(a: &Matrix, b: &Matrix) -> Leadership {
    leadership(&duel(a, b), 0, Watch::NOBODY)
}

fn mixed(a: &Matrix, b: &Matrix) -> MixedLeadership {
    led(a, b).mixed.expect("one follower")
}

fn real(value: &Real) -> Fraction {
    Fraction::from(value)
}

/// What an answer gives when the leader mixes.
fn expected(payoffs: &Matrix, mixture: &[Fraction], answer: usize) -> Fraction {
    let rows = payoffs.iter().zip(mixture);
    rows.fold(0.into(), |sum, (row, p)| sum + *p * row[answer].into())
}

fn best_answers(b: &Matrix, mixture: &[Fraction]) -> Vec<usize> {
    let values: Vec<Fraction> = (0..b[0].len()).map(|j| expected(b, mixture, j)).collect();
    let most = *values.iter().max().expect("an answer");
    (0..values.len()).filter(|j| values[*j] == most).collect()
}

/// What the leader gets if the follower chooses the worst best reply for it, and the best one.
fn worst_and_best(a: &Matrix, b: &Matrix, mixture: &[Fraction]) -> [Fraction; 2] {
    let answers = best_answers(b, mixture);
    let given = || answers.iter().map(|j| expected(a, mixture, *j));
    [given().min().expect("one"), given().max().expect("one")]
}

/// The solution of a square system whose rows end in their right-hand sides, if there is exactly one.
fn solved(mut rows: Vec<Vec<Fraction>>) -> Option<Vec<Fraction>> {
    let size = rows.len();
    let zero = Fraction::from(0);
    for column in 0..size {
        let pivot = (column..size).find(|r| rows[*r][column] != zero)?;
        rows.swap(column, pivot);
        let scale = rows[column][column];
        rows[column]
            .iter_mut()
            .for_each(|entry| *entry = *entry / scale);
        for row in 0..size {
            if row != column {
                let factor = rows[row][column];
                let pivot = rows[column].clone();
                for (entry, taken) in rows[row].iter_mut().zip(pivot) {
                    *entry = *entry - factor * taken;
                }
            }
        }
    }
    Some(rows.iter().map(|row| row[size]).collect())
}

/// The corners of the best-reply regions: every mixture at which sides of them, of the simplex and of ties, meet in a point.
fn corners(b: &Matrix) -> Vec<Vec<Fraction>> {
    let (actions, answers) = (b.len(), b[0].len());
    let mut sides: Vec<Vec<Fraction>> = (0..actions)
        .map(|i| (0..=actions).map(|k| i128::from(k == i).into()).collect())
        .collect();
    for j in 0..answers {
        for k in 0..j {
            let mut side: Vec<Fraction> = b.iter().map(|row| (row[j] - row[k]).into()).collect();
            side.push(0.into());
            sides.push(side);
        }
    }
    let mut found = Vec::new();
    let sets = 0..1_usize << sides.len();
    for set in sets.filter(|set| set.count_ones() as usize + 1 == actions) {
        let chosen = (0..sides.len()).filter(|side| set >> side & 1 == 1);
        let mut system: Vec<Vec<Fraction>> = chosen.map(|side| sides[side].clone()).collect();
        system.push(vec![1.into(); actions + 1]);
        if let Some(corner) = solved(system)
            && corner.iter().all(|p| *p >= 0.into())
        {
            found.push(corner);
        }
    }
    found
}

#[test]
fn the_best_mixture_is_that_of_all_corners_of_best_reply_regions() {
    for (actions, answers, games) in [
        (1, 3, 10),
        (2, 2, 60),
        (2, 4, 60),
        (3, 2, 40),
        (3, 3, 80),
        (4, 3, 8),
    ] {
        for seed in 0..games {
            let [a, b] = random(
                1000 * seed + (10 * actions + answers) as u64,
                actions,
                answers,
            );
            let found = mixed(&a, &b).strong;
            let corners = corners(&b);
            let best = corners
                .iter()
                .map(|corner| worst_and_best(&a, &b, corner)[1])
                .max();
            assert_eq!(Some(Fraction::from(&found.value)), best, "{a:?} {b:?}");
            for one in &found.commitments {
                let mixture: Vec<Fraction> = one.mixture.iter().map(Fraction::from).collect();
                assert!(
                    best_answers(&b, &mixture).contains(&one.answer),
                    "{a:?} {b:?}"
                );
                assert_eq!(
                    Some(expected(&a, &mixture, one.answer)),
                    best,
                    "{a:?} {b:?}"
                );
            }
        }
    }
}

/// With two actions: the least upper bound of what the leader gets for sure, and whether some mixture gives it, from the definition. Between
/// two neighbouring crossings of lines, of the follower's and of the leader's, what it gets is linear.
fn sure_with_two_actions(a: &Matrix, b: &Matrix) -> (Fraction, bool) {
    let mut places = vec![Fraction::from(0), Fraction::from(1)];
    for payoffs in [a, b] {
        for j in 0..payoffs[0].len() {
            for k in 0..j {
                // p x + (1 - p) y = 0 with the differences in the two rows.
                let [x, y] = [0, 1].map(|row| payoffs[row][j] - payoffs[row][k]);
                if x != y {
                    let p = fraction(-y, x - y);
                    if p > 0.into() && p < 1.into() {
                        places.push(p);
                    }
                }
            }
        }
    }
    places.sort();
    places.dedup();
    let one = Fraction::from(1);
    let at = |p: Fraction| worst_and_best(a, b, &[p, one - p])[0];
    let mut given: Vec<(Fraction, bool)> = places.iter().map(|p| (at(*p), true)).collect();
    for pair in places.windows(2) {
        let third = |n| pair[0] + (pair[1] - pair[0]) * fraction(n, 3);
        let [low, high] = [at(third(1)), at(third(2))];
        // The limits at both ends of the line through two points inside, which are given only if it is level.
        let level = low == high;
        given.push((low + low - high, level));
        given.push((high + high - low, level));
    }
    let most = given
        .iter()
        .map(|(value, _)| *value)
        .max()
        .expect("a value");
    (most, given.contains(&(most, true)))
}

#[test]
fn what_a_leader_of_two_actions_can_be_sure_of_follows_from_the_definition() {
    let mut kinds = [0, 0];
    for answers in 1..=4 {
        for seed in 0..90 {
            let [a, b] = random(77_000 + 100 * seed + answers as u64, 2, answers);
            let found = mixed(&a, &b).weak;
            let (value, attained) = sure_with_two_actions(&a, &b);
            assert_eq!(Fraction::from(&found.value), value, "{a:?} {b:?}");
            assert_eq!(found.towards.is_none(), attained, "{a:?} {b:?}");
            kinds[usize::from(attained)] += 1;
            if attained {
                let mixture: Vec<Fraction> = found
                    .commitment
                    .mixture
                    .iter()
                    .map(Fraction::from)
                    .collect();
                assert_eq!(worst_and_best(&a, &b, &mixture)[0], value, "{a:?} {b:?}");
            }
        }
    }
    assert!(kinds.iter().all(|number| *number > 20), "{kinds:?}");
}

#[test]
fn near_a_limit_that_is_not_attained_the_leader_gets_nearly_that() {
    let mut seen = 0;
    for seed in 0..200 {
        let [a, b] = random(5_000 + seed, 3, 3);
        let found = mixed(&a, &b).weak;
        let Some(towards) = &found.towards else {
            continue;
        };
        seen += 1;
        for parts in [100, 10_000] {
            let moved: Vec<Fraction> = found
                .commitment
                .mixture
                .iter()
                .zip(towards)
                .map(|(from, to)| {
                    let [from, to] = [from, to].map(Fraction::from);
                    from + (to - from) / parts.into()
                })
                .collect();
            let short = Fraction::from(&found.value) - worst_and_best(&a, &b, &moved)[0];
            assert!(short > 0.into(), "{a:?} {b:?}");
            assert!(
                short <= fraction(8, parts),
                "{a:?} {b:?}: {short} short after 1/{parts}"
            );
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn nothing_on_a_grid_of_mixtures_is_better() {
    for seed in 0..40 {
        let [a, b] = random(9_000 + seed, 3, 4);
        let found = mixed(&a, &b);
        let limits = [&found.weak.value, &found.strong.value].map(Fraction::from);
        for i in 0..=12 {
            for j in 0..=12 - i {
                let mixture = [i, j, 12 - i - j].map(|n| fraction(n, 12));
                let given = worst_and_best(&a, &b, &mixture);
                assert!(
                    given[0] <= limits[0] && given[1] <= limits[1],
                    "{a:?} {b:?}"
                );
            }
        }
    }
}

#[test]
fn actions_are_those_of_the_definition() {
    for seed in 0..60 {
        let [a, b] = random(31 * seed, 3, 3);
        let found = led(&a, &b);
        let given: Vec<[Fraction; 2]> = (0..3)
            .map(|i| {
                let mixture: Vec<Fraction> = (0..3).map(|k| i128::from(k == i).into()).collect();
                worst_and_best(&a, &b, &mixture)
            })
            .collect();
        for (side, value) in [found.weak_pure(), found.strong_pure()]
            .into_iter()
            .enumerate()
        {
            let value = value.expect("a value");
            let most = given
                .iter()
                .map(|pair| pair[side])
                .max()
                .expect("an action");
            assert_eq!(real(&value.value), most, "{a:?} {b:?}");
            let best: Vec<usize> = (0..3).filter(|i| given[*i][side] == most).collect();
            assert_eq!(value.actions, best, "{a:?} {b:?}");
            assert!(value.exact);
        }
    }
}

/// The most that the first player gets in a correlated equilibrium.
fn best_correlated(a: &Matrix, b: &Matrix) -> Fraction {
    let [m, n] = [a.len(), a[0].len()];
    let number = |value: i128| Rational::from(value);
    let mut constraints = vec![Constraint {
        coefficients: vec![Rational::ONE; m * n],
        relation: Relation::Equal,
        bound: Rational::ONE,
    }];
    let mut obey = |gain: &dyn Fn(usize, usize) -> i128| {
        let gains = (0..m * n).map(|place| number(gain(place / n, place % n)));
        constraints.push(Constraint {
            coefficients: gains.collect(),
            relation: Relation::AtMost,
            bound: Rational::ZERO,
        });
    };
    for told in 0..m {
        for other in 0..m {
            obey(&|i, j| if i == told { a[other][j] - a[i][j] } else { 0 });
        }
    }
    for told in 0..n {
        for other in 0..n {
            obey(&|i, j| if j == told { b[i][other] - b[i][j] } else { 0 });
        }
    }
    let objective = (0..m * n)
        .map(|place| number(a[place / n][place % n]))
        .collect();
    match maximise(&LinearProgram {
        objective,
        constraints,
    }) {
        Optimum::Optimal { value, .. } => Fraction::from(&value),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_leader_who_may_mix_gets_no_less_than_in_any_nash_or_correlated_equilibrium() {
    for seed in 0..60 {
        let [a, b] = random(400 + seed, 2 + seed as usize % 2, 3);
        let found = led(&a, &b);
        let mixed = found.mixed.as_ref().expect("one follower");
        let [strong, weak] = [&mixed.strong.value, &mixed.weak.value].map(Fraction::from);
        let [best, worst] = found
            .nash_payoffs()
            .expect("an equilibrium")
            .map(|value| real(&value));
        assert!(
            strong >= best && strong >= best_correlated(&a, &b),
            "{a:?} {b:?}"
        );
        // von Stengel and Zamir (2010): as a set, no less than in equilibria of simultaneous play.
        assert!(weak >= worst && strong >= weak, "{a:?} {b:?}");
        let pure =
            [found.strong_pure(), found.weak_pure()].map(|v| real(&v.expect("a value").value));
        assert!(strong >= pure[0] && weak >= pure[1], "{a:?} {b:?}");
    }
}

#[test]
fn in_a_game_of_pure_conflict_commitment_to_a_mixture_gives_the_value_of_the_game() {
    for seed in 0..40 {
        let [a, _] = random(60_000 + seed, 3, 3);
        let b: Matrix = a
            .iter()
            .map(|row| row.iter().map(|entry| -entry).collect())
            .collect();
        let found = led(&a, &b);
        let mixed = found.mixed.as_ref().expect("one follower");
        let [best, worst] = found
            .nash_payoffs()
            .expect("an equilibrium")
            .map(|value| real(&value));
        assert_eq!(best, worst);
        for value in [&mixed.strong.value, &mixed.weak.value] {
            assert_eq!(Fraction::from(value), best, "{a:?}");
        }
        assert!(
            mixed.weak.towards.is_none(),
            "a maximin mixture gives the value: {a:?}"
        );
        // An action alone gives what it gives at worst.
        let maximin = a.iter().map(|row| *row.iter().min().expect("one")).max();
        let action = found.weak_pure().expect("a value").value;
        assert_eq!(Some(real(&action)), maximin.map(Fraction::from), "{a:?}");
    }
}

#[test]
fn games_solved_by_hand() {
    // Battle of the sexes: whoever moves first has its way.
    let (a, b) = (rows(&[&[2, 0], &[0, 1]]), rows(&[&[1, 0], &[0, 2]]));
    let found = led(&a, &b);
    let both = found.mixed.as_ref().expect("one follower");
    assert_eq!(both.strong.value, Rational::integer(2));
    assert_eq!(both.weak.value, Rational::integer(2));
    assert_eq!(
        both.weak.commitment.mixture,
        [Rational::ONE, Rational::ZERO]
    );
    assert_eq!(found.strong_pure(), found.weak_pure());
    // At worst 2/3 when both move at once, in the mixed equilibrium.
    let worth = found.worth_of_mixtures(&duel(&a, &b));
    assert_eq!(worth.strong, Some(Real::ZERO));
    assert_eq!(worth.weak, Some(Real::from(Rational::ratio(4, 3))));
    // Conitzer and Sandholm (2006), introduction: the limit is approached from the side of the second action.
    let both = mixed(&rows(&[&[2, 4], &[1, 3]]), &rows(&[&[1, 0], &[0, 1]]));
    assert_eq!(both.strong.value, Rational::ratio(7, 2));
    assert_eq!(both.weak.value, Rational::ratio(7, 2));
    assert_eq!(both.weak.towards, Some(vec![Rational::ZERO, Rational::ONE]));
    // Answers that are the same to the follower: at best 3, for sure 6/5 by 3/5 and 2/5.
    let both = mixed(&rows(&[&[2, 0], &[0, 3]]), &rows(&[&[0, 0], &[0, 0]]));
    assert_eq!(both.strong.value, Rational::integer(3));
    assert_eq!(both.weak.value, Rational::ratio(6, 5));
    assert_eq!(
        both.weak.commitment.mixture,
        [Rational::ratio(3, 5), Rational::ratio(2, 5)]
    );
    assert!(both.weak.towards.is_none());
    // An answer that is best only where another is as good cannot be induced: 5 is a hope, and 0 is sure.
    let both = mixed(&rows(&[&[0, 5], &[0, 0]]), &rows(&[&[1, 1], &[1, 0]]));
    assert_eq!(both.strong.value, Rational::integer(5));
    assert_eq!(both.weak.value, Rational::ZERO);
    assert!(both.weak.towards.is_none());
}

/// U chooses what C and S play: with `low` both like `l` best, with `high` they want to do the same, and there are two ways and a mixture.
fn three() -> Game {
    let players = vec![
        Player::plain("U", &["low", "high"]),
        Player::plain("C", &["l", "r"]),
        Player::plain("S", &["l", "r"]),
    ];
    let payoffs = Payoffs::from_fn(&[2, 2, 2], |player, p| {
        let same = p[1] == p[2];
        let value = match (player, p[0]) {
            (0, 0) => 3,
            (0, _) => {
                if p[1] == 0 && same {
                    9
                } else {
                    1
                }
            }
            (_, 0) => i64::from(p[player] == 0),
            _ => {
                if same {
                    1
                } else {
                    0
                }
            }
        };
        Rational::integer(value)
    });
    Game::new("three", players, payoffs.expect("small"))
}

#[test]
fn several_followers_play_an_equilibrium_of_their_own() {
    let game = three();
    let found = leadership(&game, 0, Watch::NOBODY);
    assert_eq!(found.followers, [1, 2]);
    assert!(found.mixed.is_err());
    let [strong, weak] = [found.strong_pure(), found.weak_pure()].map(|v| v.expect("known"));
    assert_eq!(
        (strong.value, strong.actions, strong.exact),
        (Real::from(Rational::integer(9)), vec![1], true)
    );
    assert_eq!(
        (weak.value, weak.actions, weak.exact),
        (Real::from(Rational::integer(3)), vec![0], true)
    );
    let induced = &found.pure[1].induced;
    assert_eq!(induced.equilibria.len(), 3);
    assert!(checked(&game, 0).refuted.is_empty());
}

/// A saved answer and what the checker says of it.
fn saved(game: &Game, leader: usize) -> Json {
    let subject = Subject::of_game("none", game);
    let answer = LeadershipAnswer::new(subject, game.clone(), leader, Watch::NOBODY);
    leadership_json(&answer, 16)
}

fn check(document: &Json, game: &Game) -> Verification {
    match answer_json::read(document.to_string().as_bytes()) {
        Ok(Document::Leaderships(all)) => {
            verify_leadership(&all[0].saved.claim, &all[0].claim, Some(game)).expect("a game")
        }
        other => panic!("no answer on leadership: {other:?}"),
    }
}

fn checked(game: &Game, leader: usize) -> Verification {
    check(&saved(game, leader), game)
}

#[test]
fn the_checker_verifies_everything_in_random_games() {
    for (seed, (actions, answers)) in [(2, 2), (2, 3), (3, 3), (3, 4), (1, 3), (3, 1)]
        .into_iter()
        .cycle()
        .take(60)
        .enumerate()
    {
        let [a, b] = random(800 + seed as u64, actions, answers);
        let game = duel(&a, &b);
        for leader in 0..2 {
            let found = checked(&game, leader);
            assert_eq!(found.refuted, [], "{a:?} {b:?}");
            // Of degenerate components of simultaneous play the index is never computed again.
            let mut left = found.not_verified.iter();
            assert!(
                left.all(|f| f.place.starts_with("/nash/index")),
                "{found:#?}"
            );
        }
    }
}

#[test]
fn the_checker_verifies_the_bundled_models() {
    for id in [
        "core",
        "neutrality",
        "bandwagoning",
        "regional-balancing",
        "asymmetric-balancing",
    ] {
        let model = load(id).expect("a bundled model");
        let point = model.point(None, &[]).expect("the defaults");
        let game = model.game(&point).expect("a game");
        let leader = usual_leader(&game);
        let found = checked(&game, leader);
        assert_eq!(found.refuted, [], "{id}");
        // What three players play at once is what the solver lists.
        let document = saved(&game, leader);
        let listed = solve(&game, Concept::Nash).equilibria.len();
        assert_eq!(
            document["nash"]["equilibria"].as_array().map(Vec::len),
            Some(listed),
            "{id}"
        );
    }
}

#[test]
fn wrong_answers_are_refuted_by_name() {
    // The limit is not attained (Conitzer and Sandholm); a third answer is dominated, and a fourth is as good to the follower as the first.
    let a = rows(&[&[2, 4, 9, 3], &[1, 3, 9, 3]]);
    let b = rows(&[&[1, 0, -1, 1], &[0, 1, -1, 0]]);
    let game = duel(&a, &b);
    let right = saved(&game, 0);
    assert_eq!(check(&right, &game).refuted, []);
    let wrong: &[(&str, Json, &str)] = &[
        ("/pure/strong/value", json!("4"), "/pure/strong"),
        ("/pure/weak/value", json!("5/2"), "/pure/weak"),
        ("/pure/weak/actions", json!(["1"]), "/pure/weak/actions"),
        ("/pure/strong/exact", json!(false), "/pure/strong/exact"),
        ("/pure/commitments", json!([]), "/pure/commitments"),
        (
            "/pure/commitments/0/concept",
            json!("nash"),
            "/pure/commitments/0/concept",
        ),
        (
            "/pure/commitments/1/equilibria",
            json!([]),
            "/pure/commitments/1/equilibria",
        ),
        (
            "/pure/commitments/1/equilibria/0/payoffs/A",
            json!("4"),
            "/pure/commitments/1/equilibria/0/payoffs/A",
        ),
        ("/mixed/strong/value", json!("4"), "/mixed/strong/value"),
        (
            "/mixed/strong/commitments/0/payoffs/B",
            json!("1"),
            "/mixed/strong/commitments/0/payoffs/B",
        ),
        (
            "/mixed/strong/commitments/0/kind",
            json!("pure"),
            "/mixed/strong/commitments/0/kind",
        ),
        (
            "/mixed/strong/commitments/0/profile/A",
            json!({"1": "1"}),
            "/mixed/strong/commitments/0",
        ),
        (
            "/mixed/strong/commitments",
            json!([]),
            "/mixed/strong/commitments",
        ),
        (
            "/mixed/strong/proof/1/weights",
            json!({}),
            "/mixed/strong/proof/1",
        ),
        (
            "/mixed/strong/proof/1/at_most",
            json!("3"),
            "/mixed/strong/proof/1",
        ),
        (
            "/mixed/strong/proof/2/dominated_by",
            json!({"3": "1"}),
            "/mixed/strong/proof/2",
        ),
        ("/mixed/weak/value", json!("4"), "/mixed/weak/value"),
        (
            "/mixed/weak/proof/2/matched_by",
            json!({"3": "1"}),
            "/mixed/weak/proof/2",
        ),
        (
            "/mixed/weak/proof/0/shares",
            json!({"2": "1"}),
            "/mixed/weak/proof/0",
        ),
        (
            "/mixed/weak/commitment/profile/B",
            json!({"1": "1"}),
            "/mixed/weak/commitment",
        ),
        (
            "/mixed/weak/towards",
            json!({"1": "1"}),
            "/mixed/weak/towards",
        ),
        ("/mixed/weak/attained", json!(true), "/mixed/weak/towards"),
        ("/nash/best", json!("4"), "/nash/best"),
        ("/nash/concept", json!("pure"), "/nash/concept"),
        ("/worth/action/strong", json!("1"), "/worth/action/strong"),
        ("/worth/mixture/weak", json!(null), "/worth/mixture/weak"),
        ("/payoffs/A/0", json!("3"), "/payoffs/A/0"),
    ];
    for (place, value, named) in wrong {
        let mut document = right.clone();
        let entry = document.pointer_mut(place);
        *entry.unwrap_or_else(|| panic!("nothing at {place} in {right:#}")) = value.clone();
        let found = check(&document, &game);
        assert!(
            found
                .refuted
                .iter()
                .any(|finding| finding.place.starts_with(named)),
            "{place}: {:#?}",
            found.refuted
        );
    }
}

#[test]
fn followers_are_all_who_have_a_choice() {
    let core = load("core").expect("a bundled model");
    let game = core.game(&core.point(None, &[]).expect("the defaults"));
    let game = game.expect("a game");
    let mut document = saved(&game, 0);
    document["followers"] = json!(["C"]);
    let found = check(&document, &game);
    assert!(
        found.refuted.iter().any(|f| f.place == "/followers"),
        "{found:#?}"
    );
}

#[test]
fn an_attained_value_is_not_said_to_be_a_limit() {
    // For sure 6/5, and given exactly.
    let game = duel(&rows(&[&[2, 0], &[0, 3]]), &rows(&[&[0, 0], &[0, 0]]));
    let mut document = saved(&game, 0);
    document["mixed"]["weak"]["attained"] = json!(false);
    document["mixed"]["weak"]["towards"] = json!({"1": "1"});
    let found = check(&document, &game);
    assert!(
        found
            .refuted
            .iter()
            .any(|f| f.place == "/mixed/weak/attained"),
        "{found:#?}"
    );
}

#[test]
fn nothing_is_said_of_mixtures_of_ranks() {
    let game = duel(&rows(&[&[2, 0], &[0, 1]]), &rows(&[&[1, 0], &[0, 2]])).into_ordinal();
    let found = leadership(&game, 0, Watch::NOBODY);
    assert!(found.mixed.is_err());
    assert_eq!(found.weak_pure().expect("a value").actions, [0]);
    assert_eq!(found.worth_of_actions(&game).strong, None);
    assert_eq!(checked(&game, 0).refuted, []);
}

#[test]
fn where_a_list_is_not_complete_the_values_are_bounds() {
    // Of ranks only pure equilibria are listed.
    let game = three().into_ordinal();
    let found = leadership(&game, 0, Watch::NOBODY);
    for (value, bound) in [(found.strong_pure(), 9), (found.weak_pure(), 3)] {
        let value = value.expect("a bound");
        assert_eq!(value.value, Real::from(Rational::integer(bound)));
        assert!(!value.exact);
    }
    let document = saved(&game, 0);
    let said = check(&document, &game);
    assert_eq!(said.refuted, []);
    assert!(
        said.not_verified.iter().any(|f| f.place == "/pure/strong"),
        "{said:#?}"
    );
    let mut wrong = document.clone();
    wrong["pure"]["strong"]["exact"] = json!(true);
    let said = check(&wrong, &game);
    assert!(
        said.refuted.iter().any(|f| f.place == "/pure/strong/exact"),
        "{said:#?}"
    );
}

/// The places of all values in a document that are neither lists nor objects.
fn leaves(value: &Json, place: &str, found: &mut Vec<String>) {
    match value {
        Json::Object(entries) => {
            for (key, entry) in entries {
                leaves(entry, &format!("{place}/{key}"), found);
            }
        }
        Json::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                leaves(item, &format!("{place}/{number}"), found);
            }
        }
        _ => found.push(place.to_owned()),
    }
}

/// Whether a document is refused: it cannot be read, or the checker refutes something.
fn is_refused(document: &Json, game: &Game) -> bool {
    match answer_json::read(document.to_string().as_bytes()) {
        Ok(Document::Leaderships(all)) => {
            let [saved] = all.as_slice() else { return true };
            let found = verify_leadership(&saved.saved.claim, &saved.claim, Some(game));
            found.is_ok_and(|found| found.is_refuted())
        }
        _ => true,
    }
}

#[test]
fn no_number_of_a_saved_answer_can_be_changed_unnoticed() {
    let a = rows(&[&[2, 4, 9, 3], &[1, 3, 9, 3]]);
    let b = rows(&[&[1, 0, -1, 1], &[0, 1, -1, 0]]);
    for game in [duel(&a, &b), three()] {
        let right = saved(&game, 0);
        assert!(!is_refused(&right, &game));
        let mut places = Vec::new();
        leaves(&right, "", &mut places);
        for place in places {
            let leaf = right.pointer(&place).expect("a leaf");
            let number = leaf.as_str().and_then(|text| text.parse::<Rational>().ok());
            // Names look like numbers too; other weights may prove the same, and a bound that does not bind may be looser.
            let is_name = [
                "/players/",
                "/action",
                "/actions/",
                "/answer",
                "/title",
                "/to",
            ];
            let is_name = is_name
                .iter()
                .any(|word| place.contains(word) && !place.starts_with("/worth"));
            for junk in [json!(null), json!("-1/0"), json!([]), json!({})] {
                let mut document = right.clone();
                *document.pointer_mut(&place).expect("a leaf") = junk;
                // Whatever comes of it, nothing panics.
                is_refused(&document, &game);
            }
            let Some(number) = number.filter(|_| {
                !is_name && !place.contains("/weights/") && !place.ends_with("/at_most")
            }) else {
                continue;
            };
            let mut document = right.clone();
            *document.pointer_mut(&place).expect("a leaf") =
                json!((number + Rational::ONE).to_string());
            assert!(is_refused(&document, &game), "{place}");
        }
    }
}
