//! Payoff sets of repeated games: published polygons, sets derived by hand, laws, and an independent iteration in rationals.

use proptest::prelude::*;
use unipole::certify::plan;
use unipole::game::{Game, Payoffs, Player};
use unipole::num::Rational;
use unipole::repeat::{Discount, PayoffSet, Point, Stage, automaton_for, optimal, payoff_set};

type Table = Vec<Vec<(i64, i64)>>;

fn game(table: &Table) -> Game {
    let actions = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let counts = [table.len(), table[0].len()];
    let players = [0, 1].map(|i| Player::plain(["S1", "S2"][i], &actions[..counts[i]]));
    let payoffs = Payoffs::from_fn(&counts, |player, p| {
        let (x, y) = table[p[0]][p[1]];
        Rational::integer([x, y][player])
    });
    Game::new("stage", players.to_vec(), payoffs.expect("a small game"))
}

fn number(text: &str) -> Rational {
    text.parse().expect("a number")
}

fn set(table: &Table, discount: &str) -> PayoffSet {
    let stage = Stage::new(&game(table)).expect("two players");
    let discount = Discount::new(number(discount)).expect("a discount factor");
    payoff_set(&stage, &discount).expect("two players")
}

/// The set is exact, has these vertices, and every vertex's plan is accepted with the payoffs it promises.
#[track_caller]
fn check(table: &Table, discount: &str, expected: &[[&str; 2]]) {
    let set = set(table, discount);
    let mut expected: Vec<Point> = expected.iter().map(|p| p.map(number)).collect();
    expected.sort();
    let mut found = set.vertices.clone();
    found.sort();
    assert_eq!(found, expected);
    assert!(set.exact, "{set:?}");
    obeyed(table, &set);
}

#[track_caller]
fn obeyed(table: &Table, set: &PayoffSet) {
    for vertex in &set.vertices {
        let automaton = automaton_for(set, vertex).expect("a vertex");
        let plan = plan(&game(table), set.discount.value(), &automaton).expect("obeyed by all");
        assert_eq!(plan.payoffs(), vertex);
    }
}

fn dilemma(reward: i64, sucker: i64, temptation: i64, punishment: i64) -> Table {
    vec![
        vec![(reward, reward), (sucker, temptation)],
        vec![(temptation, sucker), (punishment, punishment)],
    ]
}

fn published() -> Table {
    vec![
        vec![(16, 9), (3, 13), (0, 3)],
        vec![(21, 1), (10, 4), (-1, 0)],
        vec![(9, 0), (5, -4), (-5, -15)],
    ]
}

#[test]
fn the_published_three_by_three_game_has_its_six_vertices() {
    let set = set(&published(), "3/10");
    let printed = [
        (1.1256824, 2.8),
        (7.33770472, 0.0),
        (7.86308964, 0.0),
        (7.33770472, 10.9826253),
        (15.5630896, 9.1),
        (19.7917977, 2.8),
    ];
    // Printed to nine digits; the vertices are irrational, so they are known between two polygons.
    let ten = |decimal: f64| Rational::ratio((decimal * 1e8).round() as i64, 100_000_000);
    let near = |value: &Rational, decimal: f64| {
        (value - &ten(decimal)).abs() < Rational::ratio(1, 10_000_000)
    };
    for polygon in [&set.vertices, &set.outer] {
        for (x, y) in printed {
            assert!(
                polygon.iter().any(|v| near(&v[0], x) && near(&v[1], y)),
                "({x}, {y}) in {polygon:?}"
            );
        }
    }
    assert!(
        set.gap
            .as_ref()
            .is_some_and(|gap| *gap < Rational::ratio(1, 1_000_000_000))
    );
    obeyed(&published(), &set);
}

#[test]
fn patient_prisoners_have_the_same_set_at_every_high_discount_factor() {
    for discount in ["3/4", "0.9", "0.99", "0.999"] {
        check(
            &dilemma(9, 1, 10, 3),
            discount,
            &[["3", "3"], ["3", "39/4"], ["39/4", "3"], ["9", "9"]],
        );
        assert_eq!(
            set(&dilemma(9, 1, 10, 3), discount).double_area(),
            Rational::integer(81)
        );
    }
}

#[test]
fn impatient_prisoners_defect() {
    check(&dilemma(9, 1, 10, 3), "0.05", &[["3", "3"]]);
    check(&dilemma(9, 1, 10, 3), "0", &[["3", "3"]]);
}

#[test]
fn without_a_stage_equilibrium_impatience_leaves_nothing() {
    check(
        &vec![vec![(1, -1), (-1, 2)], vec![(-2, 2), (1, 0)]],
        "0.05",
        &[],
    );
    let pennies = vec![vec![(1, -1), (-1, 1)], vec![(-1, 1), (1, -1)]];
    check(&pennies, "0.9", &[]);
    check(&pennies, "0", &[]);
}

#[test]
fn a_game_without_stakes_has_one_payoff() {
    check(
        &vec![vec![(0, 0), (0, 0)], vec![(0, 0), (0, 0)]],
        "0.9",
        &[["0", "0"]],
    );
}

fn coalition() -> Table {
    vec![
        vec![(6, 6), (0, 8), (-4, 1)],
        vec![(8, 0), (2, 2), (-1, -2)],
        vec![(1, -4), (-2, -1), (-2, -2)],
    ]
}

#[test]
fn a_coalition_that_punishes_holds_from_two_ninths_on() {
    let game = game(&coalition());
    let stage = Stage::new(&game).expect("two players");
    let critical = optimal(&game, &stage, 0).expect("two players");
    assert_eq!(
        critical.discount.and_then(|d| d.to_rational()),
        Some(number("2/9"))
    );
    let plan = critical.plan.expect("a plan");
    assert_eq!(plan.payoffs(), [number("6"), number("6")]);
    assert!(critical.binding.is_some_and(|binding| binding.action == 1));
    assert!(
        set(&coalition(), "2222/10000")
            .vertices
            .iter()
            .all(|v| *v != [number("6"), number("6")])
    );
    assert!(
        set(&coalition(), "2223/10000")
            .vertices
            .contains(&[number("6"), number("6")])
    );
}

#[test]
fn polygons_that_do_not_settle_before_the_last_step_are_no_structure() {
    // Edges that such a polygon crosses are those of the one before it, which has more of them.
    let table = vec![
        vec![(18, 237), (524, 374), (279, -950)],
        vec![(69, 922), (152, 101), (602, 259)],
        vec![(532, 609), (897, 221), (-787, 890)],
    ];
    let game = game(&table);
    let stage = Stage::new(&game).expect("two players");
    for profile in 0..stage.profiles() {
        let critical = optimal(&game, &stage, profile).expect("decided");
        let sustained = critical.discount.is_some();
        assert_eq!(critical.plan.is_some(), sustained);
    }
}

#[test]
fn stag_hunt_and_battle_of_the_sexes_leave_what_stage_equilibria_mix() {
    // Nobody can be held below 3, and (0, 3) needs more than the others give: the hull of the two equilibria.
    check(
        &vec![vec![(4, 4), (0, 3)], vec![(3, 0), (3, 3)]],
        "7/20",
        &[["3", "3"], ["4", "4"]],
    );
}

#[test]
fn battle_of_the_sexes_is_a_segment_where_punishment_is_too_dear() {
    // Above (1, 1) only mixtures of the equilibria are left: miscoordination needs (2, 2) or more tomorrow.
    check(
        &vec![vec![(2, 1), (0, 0)], vec![(0, 0), (1, 2)]],
        "1/2",
        &[["1", "2"], ["2", "1"]],
    );
}

/// The points of a polygon where a payoff is at least `level`.
fn at_least(points: &[Point], axis: usize, level: &Rational) -> Vec<Point> {
    let mut kept = Vec::new();
    for (k, p) in points.iter().enumerate() {
        let q = &points[(k + 1) % points.len()];
        if p[axis] >= *level {
            kept.push(p.clone());
        }
        if (p[axis] < *level) != (q[axis] < *level) {
            let share = &(level - &p[axis]) / &(&q[axis] - &p[axis]);
            kept.push([0, 1].map(|i| &p[i] + &(&share * &(&q[i] - &p[i]))));
        }
    }
    kept
}

/// A wrapping by turning lines: the extreme points counter-clockwise.
fn wrapped(points: &[Point]) -> Vec<Point> {
    let Some(first) = points.iter().min().cloned() else {
        return Vec::new();
    };
    let mut found = vec![first.clone()];
    loop {
        let at = found.last().expect("a start").clone();
        let mut next = at.clone();
        for point in points.iter().filter(|point| **point != at) {
            let (a, b) = (
                [&next[0] - &at[0], &next[1] - &at[1]],
                [&point[0] - &at[0], &point[1] - &at[1]],
            );
            let cross = &(&a[0] * &b[1]) - &(&a[1] * &b[0]);
            let longer = a[0].abs() + a[1].abs() < b[0].abs() + b[1].abs();
            if next == at || cross.sign().is_lt() || (cross.is_zero() && longer) {
                next = point.clone();
            }
        }
        if next == first || next == at {
            return found;
        }
        found.push(next);
    }
}

/// What profiles and continuations in a polygon above the threats yield: the operator of Abreu, Pearce and Stacchetti.
fn generated(table: &Table, d: &Rational, points: &[Point]) -> Vec<Point> {
    let least = |i: usize| points.iter().map(|p| p[i].clone()).min();
    let (Some(x), Some(y)) = (least(0), least(1)) else {
        return Vec::new();
    };
    let (u, present) = ([x, y], &Rational::ONE - d);
    let (rows, columns) = (table.len(), table[0].len());
    let mut all = Vec::new();
    for r in 0..rows {
        for c in 0..columns {
            let g = [table[r][c].0, table[r][c].1];
            let best = [
                (0..rows).map(|r| table[r][c].0).max(),
                (0..columns).map(|c| table[r][c].1).max(),
            ];
            let best = best.map(|best| best.expect("an action"));
            let mut then = points.to_vec();
            for i in 0..2 {
                let needed = &(&present * &Rational::integer(best[i] - g[i])) / d;
                then = at_least(&then, i, &(&u[i] + &needed));
            }
            all.extend(
                then.iter()
                    .map(|w| [0, 1].map(|i| &(&present * &Rational::integer(g[i])) + &(d * &w[i]))),
            );
        }
    }
    wrapped(&all)
}

fn is_within(point: &Point, polygon: &[Point]) -> bool {
    let mut more = polygon.to_vec();
    more.push(point.clone());
    let mut hull = wrapped(&more);
    let mut before = wrapped(polygon);
    hull.sort();
    before.sort();
    hull == before
}

/// Payoffs from 0 to 20, scattered by a linear congruence.
fn scattered(seed: u64, size: usize) -> Table {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % 21).expect("small")
    };
    let row = |_| (0..size).map(|_| (next(), next())).collect();
    (0..size).map(row).collect()
}

#[test]
fn no_payoffs_are_lost_in_a_hundred_scattered_games() {
    // The gap is proved: what is between the two polygons is all that is not known. Where it is not zero, vertices are irrational.
    let (mut exact, mut all) = (0, 0);
    for (size, seeds) in [(2, 0..60), (3, 60..100)] {
        for (seed, discount) in seeds.zip(["3/5", "4/5", "9/10"].into_iter().cycle()) {
            let set = set(&scattered(seed, size), discount);
            let narrow = Rational::ratio(1, 10_000_000);
            assert!(
                set.gap.as_ref().is_some_and(|gap| *gap < narrow),
                "seed {seed}, {size}x{size}, {discount}: {set:?}"
            );
            exact += usize::from(set.exact);
            all += 1;
        }
    }
    assert!(exact * 10 >= all * 9, "{exact} of {all} are exact");
}

#[test]
fn incentives_that_just_bind_are_met() {
    // Each is held to just the minmax, where what must be lost is just what can be.
    check(
        &vec![vec![(7, 2), (15, 5)], vec![(4, 17), (16, 15)]],
        "9/10",
        &[["7", "5"], ["15", "5"], ["16", "15"], ["7", "33/2"]],
    );
}

#[test]
fn payoffs_of_any_size_and_offset_have_the_same_set() {
    let table = dilemma(9, 1, 10, 3);
    let moved = |by: i64, times: i64| -> Table {
        let cell = |(x, y): &(i64, i64)| (by + times * x, y - 3_000_000);
        table
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect()
    };
    for (by, times) in [(0, 1_000_000), (1_000_000_000, 1), (-70_000, 3)] {
        let set = set(&moved(by, times), "0.99");
        assert!(set.exact, "{by} {times}: {set:?}");
        let back = |p: &Point| {
            [
                &(&p[0] - &Rational::integer(by)) / &Rational::integer(times),
                &p[1] + &Rational::integer(3_000_000),
            ]
        };
        let found: Vec<Point> = set.vertices.iter().map(back).collect();
        let expected = [["3", "3"], ["39/4", "3"], ["9", "9"], ["3", "39/4"]];
        assert_eq!(found, expected.map(|p| p.map(number)));
    }
}

#[test]
fn a_threshold_at_which_the_set_jumps_is_exact() {
    // What punishes the deviators is played at no discount factor below the threshold, and there is slack at it.
    let three = vec![
        vec![(14, 19), (10, 13), (12, 4)],
        vec![(15, 11), (0, 2), (10, 8)],
        vec![(15, 17), (1, 1), (3, 20)],
    ];
    let jumps = [
        (three, [0, 0], "2/5"),
        (
            vec![vec![(13, 6), (16, 19)], vec![(10, 3), (18, 16)]],
            [0, 1],
            "13/16",
        ),
        (
            vec![vec![(7, 2), (15, 5)], vec![(4, 17), (16, 15)]],
            [1, 1],
            "3/13",
        ),
    ];
    for (table, profile, threshold) in jumps {
        let game = game(&table);
        let profile = game.index_of(&profile);
        let stage = Stage::new(&game).expect("two players");
        let critical = optimal(&game, &stage, profile).expect("two players");
        let found = critical.discount.and_then(|d| d.to_rational());
        assert_eq!(found, Some(number(threshold)));
        assert!(critical.plan.is_some());
        let below = &number(threshold) - &Rational::ratio(1, 1_000_000_000);
        let outer = set(&table, &below.to_string()).outer;
        let gains = |i: usize| {
            let least = outer.iter().map(|p| p[i].clone()).min();
            least.is_none_or(|least| {
                let present = &Rational::ONE - &below;
                let loss = stage.payoff(i, profile) - &least;
                &present * &stage.gain(i, profile) > &below * &loss
            })
        };
        assert!(gains(0) || gains(1));
    }
}

fn small_games(size: usize) -> impl Strategy<Value = Table> {
    let payoff = || -4i64..5;
    prop::collection::vec(prop::collection::vec((payoff(), payoff()), size), size)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn sets_lie_in_every_step_of_an_exact_iteration_and_generate_just_themselves(table in small_games(2), tenths in 1i64..9) {
        let d = Rational::ratio(tenths, 10);
        let set = set(&table, &d.to_string());
        obeyed(&table, &set);
        let mut outer: Vec<Point> = table.iter().flatten().map(|(x, y)| [*x, *y].map(Rational::integer)).collect();
        outer = wrapped(&outer);
        for _ in 0..5 {
            for vertex in &set.vertices {
                prop_assert!(is_within(vertex, &outer));
            }
            outer = generated(&table, &d, &outer);
        }
        for vertex in &set.vertices {
            prop_assert!(is_within(vertex, &set.outer));
        }
        if set.exact {
            let mut image = generated(&table, &d, &set.vertices);
            image.sort();
            let mut vertices = set.vertices.clone();
            vertices.sort();
            prop_assert_eq!(image, vertices);
        }
    }

    #[test]
    fn sets_grow_with_the_discount_factor(table in small_games(3), tenths in 1i64..8) {
        let [less, more] = [tenths, tenths + 1].map(|t| set(&table, &Rational::ratio(t, 10).to_string()));
        for vertex in &less.vertices {
            prop_assert!(is_within(vertex, &more.outer));
        }
    }

    #[test]
    fn units_of_payoffs_and_the_order_of_players_do_not_matter(table in small_games(3), tenths in 1i64..9, scale in 1i64..5, shift in -9i64..9) {
        let d = Rational::ratio(tenths, 10).to_string();
        let original = set(&table, &d);
        let changed: Table = table.iter().map(|row| row.iter().map(|(x, y)| (scale * x + shift, *y)).collect()).collect();
        let changed = set(&changed, &d);
        let swapped: Table = (0..3).map(|c| (0..3).map(|r| (table[r][c].1, table[r][c].0)).collect()).collect();
        let swapped = set(&swapped, &d);
        if original.exact && changed.exact {
            let moved = |p: &Point| [&(&p[0] * &Rational::integer(scale)) + &Rational::integer(shift), p[1].clone()];
            prop_assert_eq!(original.vertices.iter().map(moved).collect::<Vec<_>>(), changed.vertices);
        }
        if original.exact && swapped.exact {
            let mut exchanged: Vec<Point> = swapped.vertices.iter().map(|[x, y]| [y.clone(), x.clone()]).collect();
            exchanged.sort();
            let mut sorted = original.vertices.clone();
            sorted.sort();
            prop_assert_eq!(sorted, exchanged);
        }
    }

    #[test]
    fn players_with_the_same_table_have_the_set_of_their_copy_in_other_units(
        own in prop::collection::vec(-4i64..9, 16), tenths in 1i64..10,
    ) {
        // Tables that differ in their units are not seen to be alike, so all is worked out for both players.
        let table: Table = (0..4).map(|r| (0..4).map(|c| (own[4 * r + c], own[4 * c + r])).collect()).collect();
        let unlike: Table = table.iter().map(|row| row.iter().map(|(x, y)| (*x, 3 * y + 1)).collect()).collect();
        let d = Rational::ratio(tenths, 10).to_string();
        let (alike, unlike) = (set(&table, &d), set(&unlike, &d));
        obeyed(&table, &alike);
        let back = |points: &[Point]| -> Vec<Point> {
            let back = |[x, y]: &Point| [x.clone(), &(y - &Rational::ONE) / &Rational::integer(3)];
            points.iter().map(back).collect()
        };
        match alike.exact && unlike.exact {
            true => prop_assert_eq!(&alike.vertices, &back(&unlike.vertices)),
            false => {
                prop_assert!(alike.vertices.iter().all(|vertex| is_within(vertex, &back(&unlike.outer))));
                prop_assert!(back(&unlike.vertices).iter().all(|vertex| is_within(vertex, &alike.outer)));
            }
        }
        if alike.exact {
            let mut exchanged: Vec<Point> = alike.vertices.iter().map(|[x, y]| [y.clone(), x.clone()]).collect();
            let mut vertices = alike.vertices.clone();
            exchanged.sort();
            vertices.sort();
            prop_assert_eq!(exchanged, vertices);
        }
    }
}
