//! Subdivisions against areas and points known by formula.

use proptest::prelude::*;

use super::*;
use crate::region::{Condition, Inequality, Relation};

fn side(lower: i64, upper: i64) -> Axis {
    Axis {
        name: "x".to_owned(),
        lower: Rational::integer(lower),
        upper: Rational::integer(upper),
    }
}

/// A profile with one action a player, which tells it from the others.
fn profile(name: usize, cases: Vec<Vec<(Multivariate, Relation)>>) -> ProfileConditions {
    let inequality = |(expression, relation)| Inequality {
        deviation: None,
        condition: Condition {
            expression,
            relation,
        },
    };
    let cases = cases.into_iter();
    ProfileConditions {
        profile: vec![name],
        cases: cases
            .map(|case| case.into_iter().map(inequality).collect())
            .collect(),
    }
}

fn at_least_zero(expression: Multivariate) -> Vec<ProfileConditions> {
    vec![profile(0, vec![vec![(expression, Relation::AtLeast)]])]
}

fn integer(value: i64) -> Multivariate {
    Multivariate::constant(Rational::integer(value))
}

fn map_of(conditions: &[ProfileConditions], axes: &[Axis], depth: u32) -> PhaseMap {
    subdivide(
        conditions,
        axes,
        Resolution {
            depth,
            cells: 1_000_000,
        },
    )
}

fn area(map: &PhaseMap, equilibria: &[usize]) -> Rational {
    let found = map.regions.iter().find(|r| r.equilibria == equilibria);
    found.map_or(Rational::ZERO, |region| region.area.clone())
}

/// Checks that the area on which `p >= 0` in a box brackets a share known in closed form, to the given number of digits.
#[track_caller]
fn check(p: &Multivariate, axes: &[Axis], depth: u32, share: Rational, digits: u32) {
    let map = map_of(&at_least_zero(p.clone()), axes, depth);
    let lower = area(&map, &[0]);
    let upper = &Rational::ONE - &area(&map, &[]);
    assert!(lower <= share && share <= upper, "{lower} {share} {upper}");
    assert_eq!(&upper - &lower, map.undecided);
    assert!(
        map.undecided < Rational::ratio(1, 10i64.pow(digits)),
        "{}",
        map.undecided
    );
}

#[test]
fn areas_bracket_closed_forms() {
    let [x, y, z, w] = [0, 1, 2, 3].map(Multivariate::unknown);
    let unit = side(0, 1);
    let square = [unit.clone(), unit.clone()];
    let disc = &integer(1) - &(&x.pow(2) + &y.pow(2));
    let quarter_of_pi = Rational::ratio(7_853_981_633_974_483, 10_000_000_000_000_000);
    check(&disc, &square, 8, quarter_of_pi.clone(), 4);
    check(&disc, &[side(-1, 1), side(-1, 1)], 8, quarter_of_pi, 4);
    check(&(&x.pow(2) - &y), &square, 8, Rational::ratio(1, 3), 4);
    check(
        &(&x.pow(3) - &integer(2)),
        &[side(0, 4)],
        20,
        Rational::ratio(685_019_737_526_281_709, 1_000_000_000_000_000_000),
        6,
    );
    let simplex = &integer(1) - &(&(&x + &y) + &z);
    check(
        &simplex,
        &vec![unit.clone(); 3],
        3,
        Rational::ratio(1, 6),
        9,
    );
    check(
        &(&simplex - &w),
        &vec![unit; 4],
        2,
        Rational::ratio(1, 24),
        5,
    );
    let line = &(&integer(1) - &x) - &y.scaled(&Rational::integer(2));
    let map = map_of(&at_least_zero(line), &square, 5);
    assert_eq!(area(&map, &[0]), Rational::ratio(1, 4));
    assert!(map.undecided.is_zero());
}

#[test]
fn maps_without_anything_to_decide_are_one_region() {
    let (x, square) = (Multivariate::unknown(0), [side(0, 1), side(2, 5)]);
    let always = profile(3, vec![vec![(integer(0), Relation::AtLeast)]]);
    let never = profile(
        4,
        vec![
            vec![(integer(0), Relation::Above)],
            vec![(x.clone(), Relation::AtLeast), (-&x, Relation::AtLeast)],
        ],
    );
    let either = profile(
        5,
        vec![
            vec![(&x - &x.pow(2), Relation::Above)],
            vec![(&x.pow(2) - &x, Relation::AtLeast)],
        ],
    );
    for (conditions, profiles) in [
        (vec![], vec![]),
        (vec![always, never, either], vec![vec![3], vec![5]]),
    ] {
        let map = map_of(&conditions, &square, 4);
        assert_eq!(map.root.rest, Rest::Region(0));
        assert_eq!(map.regions[0].equilibria.len(), profiles.len());
        assert_eq!(map.profiles, profiles);
        assert_eq!(map.regions[0].area, Rational::ONE);
    }
    let touching = at_least_zero((&x - &Multivariate::unknown(1)).pow(2));
    let map = map_of(&touching, &[side(0, 1), side(0, 1)], 5);
    assert_eq!(map.regions.len(), 1, "a square is nowhere below zero");
    assert!(!map.undecided.is_zero());
}

#[test]
fn too_few_cells_make_the_map_coarser_not_wrong() {
    let [x, y] = [0, 1].map(Multivariate::unknown);
    let conditions = at_least_zero(&x.pow(2) - &y);
    let square = [side(0, 1), side(0, 1)];
    for (cells, depth) in [(0, 0), (1, 0), (200, 4), (1_000_000, 6)] {
        let map = subdivide(&conditions, &square, Resolution { depth: 6, cells });
        assert!(
            map.depth >= depth && (map.depth == 6) == (cells > 200),
            "{}",
            map.depth
        );
        assert_eq!(map.root, map_of(&conditions, &square, map.depth).root);
    }
}

/// The region of a point by way of the tree; none if it is undecided there or lies on the side of a cell.
fn region_at(map: &PhaseMap, at: &[Rational]) -> Option<usize> {
    let mut node = &map.root;
    let mut sides = map.axes.clone();
    loop {
        match &node.rest {
            Rest::Region(region) => return Some(*region),
            Rest::Undecided => return None,
            Rest::Cut {
                polynomial,
                below,
                above,
            } => {
                return match map.polynomials[*polynomial].evaluate(at).sign() {
                    Ordering::Less => Some(below.0),
                    Ordering::Equal => None,
                    Ordering::Greater => Some(above.0),
                };
            }
            Rest::Halves(axis, halves) => {
                let side = &mut sides[*axis];
                let middle = (&side.lower + &side.upper) * Rational::ratio(1, 2);
                match at[*axis].cmp(&middle) {
                    Ordering::Less => (node, side.upper) = (&halves[0], middle),
                    Ordering::Equal => return None,
                    Ordering::Greater => (node, side.lower) = (&halves[1], middle),
                }
            }
        }
    }
}

fn polynomial() -> impl Strategy<Value = Multivariate> {
    prop::collection::vec((0u32..3, 0u32..3, -4i64..5), 1..5).prop_map(|terms| {
        let [x, y] = [0, 1].map(Multivariate::unknown);
        let terms = terms
            .into_iter()
            .map(|(i, j, c)| &(&x.pow(i) * &y.pow(j)) * &integer(c));
        terms.fold(Multivariate::zero(), |sum, term| &sum + &term)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_point_bears_the_label_that_its_own_conditions_give(
        polynomials in prop::collection::vec(polynomial(), 4),
        cases in prop::collection::vec(prop::collection::vec(prop::collection::vec((0usize..4, any::<bool>(), any::<bool>()), 0..4), 0..3), 4),
        points in prop::collection::vec((1i64..997, 1i64..997), 40),
    ) {
        let relation = |strict| if strict { Relation::Above } else { Relation::AtLeast };
        let signed = |(p, negated, strict): (usize, bool, bool)| {
            let p: &Multivariate = &polynomials[p];
            (if negated { -p } else { p.clone() }, relation(strict))
        };
        let case = |case: Vec<_>| case.into_iter().map(signed).collect();
        let conditions: Vec<ProfileConditions> = cases.into_iter().enumerate().map(|(name, cases)| {
            profile(name, cases.into_iter().map(case).collect())
        }).collect();
        let holds = |profile: &ProfileConditions, at: &[Rational]| profile.cases.iter().any(|case| case.iter().all(|inequality| {
            let sign = inequality.condition.expression.evaluate(at).sign();
            match inequality.condition.relation { Relation::AtLeast => sign.is_ge(), Relation::Above => sign.is_gt() }
        }));
        let truth = |at: &[Rational]| -> Vec<Vec<usize>> {
            conditions.iter().filter(|c| holds(c, at)).map(|c| c.profile.clone()).collect()
        };
        let axes = [side(-1, 2), side(-2, 1)];
        let map = map_of(&conditions, &axes, 4);
        let label = |region: &crate::region::Region| -> Vec<Vec<usize>> {
            region.equilibria.iter().map(|p| map.profiles[*p].clone()).collect()
        };
        for (i, j) in points {
            // Polynomials of small coefficients are rarely zero at such points, and conditions hold either way there.
            let at = [Rational::ratio(3 * i, 997) - Rational::ONE, Rational::ratio(3 * j, 997) - Rational::integer(2)];
            let zero = polynomials.iter().any(|p| !p.is_zero() && p.evaluate(&at).is_zero());
            if let (Some(region), false) = (region_at(&map, &at), zero) {
                prop_assert_eq!(label(&map.regions[region]), truth(&at));
            }
        }
        for region in &map.regions {
            prop_assert_eq!(label(region), truth(&region.inside));
            prop_assert!(region.area.sign().is_gt());
        }
        let areas: Rational = map.regions.iter().map(|region| &region.area).sum();
        prop_assert_eq!(&areas + &map.undecided, Rational::ONE);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        prop_assert_eq!(pool.install(|| map_of(&conditions, &axes, 4)), map);
    }
}
