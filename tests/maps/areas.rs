//! Areas of regions against areas by hand, and against counting squares.

use std::collections::BTreeMap;

use unipole::num::Rational;
use unipole::region::Axis;
use unipole::report::map::{MapAnswer, Mapped};

use crate::brute::{Set, axis, map, named, number, set};

/// Each region with the least and the greatest share of the box it can have.
fn brackets(answer: &MapAnswer) -> BTreeMap<Set, (Rational, Rational)> {
    let Mapped::Box(map) = &answer.map else {
        panic!("two parameters make a box");
    };
    let regions = answer.regions().into_iter().zip(&map.regions);
    regions
        .map(|((places, _), region)| {
            let most = &region.area + &map.undecided;
            (named(answer, &places), (region.area.clone(), most))
        })
        .collect()
}

#[track_caller]
fn contain(answer: &MapAnswer, expected: &[(&[&str], &str)]) {
    let found = brackets(answer);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (profiles, share) in expected {
        let (least, most) = &found[&set(profiles)];
        let share = number(share);
        assert!(
            *least <= share && share <= *most,
            "{profiles:?}: {least} {most}"
        );
        assert!(most - least < number("1/100000"), "{profiles:?}");
    }
}

/// With m = 1/5, kap = 1 and a gap of 3/10 (below L), alliance holds iff cE <= r/5 and arming always: in the box below the area is that
/// above the line r = 5 cE for cE up to 1/5, (1/5 - 1/100) - 5 (1/25 - 1/10000)/2 = 361/4000, of 49/100.
#[test]
fn allies_hold_on_a_triangle_of_autonomy_and_reliability() {
    let axes = [axis(("cE", "1/100", "1/2")), axis(("r", "0", "1"))];
    let answer = map("arms-or-allies", &[], &axes, 10);
    contain(
        &answer,
        &[
            (&["arm arm", "ally ally"], "361/1960"),
            (&["arm arm"], "1599/1960"),
        ],
    );
}

/// With B = 1 and cs = 1/5 the specific treaty is best where w1 >= 1/5 and cg >= 6/5 - w1: half of a square of side 4/5.
#[test]
fn the_specific_treaty_is_best_on_a_triangle() {
    let axes = [axis(("w1", "0", "1")), axis(("cg", "0", "1"))];
    let answer = map("treaties", &[], &axes, 10);
    contain(&answer, &[(&["general"], "17/25"), (&["specific"], "8/25")]);
}

/// Toleration holds iff F <= 1/10. A forced state bears the fine iff F <= 1/20 + tR/10 and forcing pays iff F >= 1/10: a triangle of
/// 1/2 by 1/20. Alignment without force would need tR <= -1/2.
#[test]
fn neutrality_is_left_alone_where_the_fine_is_small() {
    let axes = [axis(("F", "0", "1")), axis(("tR", "0", "1"))];
    let answer = map("neutrality", &[], &axes, 10);
    contain(
        &answer,
        &[
            (&["tolerate neutral"], "1/10"),
            (&["force neutral"], "1/80"),
            (&[], "71/80"),
        ],
    );
}

/// The core game at its defaults over u and s, in integers: every comparison times its denominators.
fn core(u: i64, s: i64, unit: i64) -> Set {
    // u, s and c = 1/5 in units, all times twenty where costs come in.
    let (c, m) = (unit / 5, u + unit / 5);
    let t = m + s;
    let mut found = Set::new();
    // Balance over neutral: u s >= M (u/10 - T/20); over bandwagon, times 20: 11 s >= 14 u - 3 M - 6 c.
    let over_neutral = 20 * u * s >= m * (2 * u - t);
    let over_bandwagon = 11 * s >= 14 * u - 3 * m - 6 * c;
    let under_bandwagon = 11 * s <= 14 * u - 3 * m - 6 * c;
    // Bandwagon over neutral, times 10: [4 (u + s) + 3 c] M <= (10 u - M) T.
    let from_neutral = (4 * (u + s) + 3 * c) * m <= (10 * u - m) * t;
    // A contest is worth 3/20 of T, or of M, to each side.
    if over_neutral && over_bandwagon && 20 * u >= 3 * t && 20 * (c + s) >= 3 * t {
        found.insert("press resist balance".to_owned());
    }
    let neutral = 20 * u * s <= m * (2 * u - t) && (4 * (u + s) + 3 * c) * m >= (10 * u - m) * t;
    if neutral && 20 * u >= 3 * m && 20 * c >= 3 * m {
        found.insert("press resist neutral".to_owned());
    }
    if under_bandwagon && from_neutral && 20 * (u + s) >= 3 * t && 20 * c >= 3 * t {
        found.insert("press resist bandwagon".to_owned());
    }
    // Where the challenger gives way, bandwagoning is worth -3/5, neutrality -11/10, balancing -23/20.
    if 20 * c <= 3 * t {
        found.insert("press accommodate bandwagon".to_owned());
    }
    // A unipole that restrains itself leaves neutrality as the best reply.
    if 20 * u <= 3 * m {
        found.insert("restrain resist neutral".to_owned());
    }
    found
}

/// Squares of which the corners and the middle agree are counted; the others say how far the count can be off.
#[test]
fn regions_of_the_core_game_have_the_areas_of_the_squares_inside_them() {
    const SIDE: i64 = 190;
    let axes: [Axis; 2] = [axis(("u", "1/20", "1")), axis(("s", "1/20", "1"))];
    let answer = map("core", &["c=1/5"], &axes, 10);
    // In units of 1/400 the box goes from 20 to 400, and a square is 2 wide.
    let at = |x: i64, y: i64| core(20 + x, 20 + y, 400);
    let mut counted: BTreeMap<Set, i64> = BTreeMap::new();
    let mut slack = 0;
    let rows: Vec<Vec<Set>> = (0..=SIDE)
        .map(|x| (0..=SIDE).map(|y| at(2 * x, 2 * y)).collect())
        .collect();
    for x in 0..SIDE {
        for y in 0..SIDE {
            let middle = at(2 * x + 1, 2 * y + 1);
            let [i, j] = [x, y].map(|n| usize::try_from(n).expect("small"));
            let corners = [
                &rows[i][j],
                &rows[i + 1][j],
                &rows[i][j + 1],
                &rows[i + 1][j + 1],
            ];
            match corners.iter().all(|set| **set == middle) {
                true => *counted.entry(middle).or_default() += 1,
                false => slack += 1,
            }
        }
    }
    assert!(slack < SIDE * SIDE / 20, "{slack} squares are cut");
    let share = |squares: i64| Rational::ratio(squares, SIDE * SIDE);
    let found = brackets(&answer);
    for (set, squares) in &counted {
        let (least, most) = &found[set];
        assert!(*least <= share(squares + slack), "{set:?}");
        assert!(*most >= share(squares - slack), "{set:?}");
    }
    for (set, (least, _)) in &found {
        let squares = counted.get(set).copied().unwrap_or(0);
        assert!(*least <= share(squares + slack), "{set:?}");
    }
}
