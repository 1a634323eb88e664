//! What a map proves, at points.

use unipole::model::BUNDLED;
use unipole::num::Rational;
use unipole::region::{Axis, Node, PhaseMap, Rest};
use unipole::report::map::{MapError, Mapped};

use crate::brute::{brute, map, named, own_axes, try_map};
use crate::seeded::Seeded;

/// The region of a point that lies on no side of a cell; none where the map leaves it open.
fn region(map: &PhaseMap, point: &[Rational]) -> Option<usize> {
    let mut ends: Vec<(Rational, Rational)> = map
        .axes
        .iter()
        .map(|axis| (axis.lower.clone(), axis.upper.clone()))
        .collect();
    let mut node: &Node = &map.root;
    loop {
        match &node.rest {
            Rest::Region(region) => return Some(*region),
            Rest::Undecided => return None,
            Rest::Cut {
                polynomial,
                below,
                above,
            } => {
                let sign = map.polynomials[*polynomial].evaluate(point).sign();
                return match sign {
                    std::cmp::Ordering::Less => Some(below.0),
                    std::cmp::Ordering::Greater => Some(above.0),
                    std::cmp::Ordering::Equal => None,
                };
            }
            Rest::Halves(axis, halves) => {
                let (lower, upper) = &mut ends[*axis];
                let middle = &(&*lower + &*upper) / &Rational::integer(2);
                if point[*axis] < middle {
                    *upper = middle;
                    node = &halves[0];
                } else {
                    *lower = middle;
                    node = &halves[1];
                }
            }
        }
    }
}

/// A point of the box on no halving of a side.
fn inside(random: &mut Seeded, axes: &[Axis]) -> Vec<Rational> {
    let within = |axis: &Axis| {
        let share = &Rational::from(random.between(1, 10_006)) / &Rational::integer(10_007);
        &axis.lower + &(&(&axis.upper - &axis.lower) * &share)
    };
    axes.iter().map(within).collect()
}

/// The models whose own map is a map: the others have the same equilibria at every point of it.
#[test]
fn every_models_own_map_agrees_with_brute_force_at_points() {
    let mut random = Seeded::new(5);
    let mut maps = 0;
    for (name, _) in BUNDLED {
        let axes = own_axes(name);
        let answer = match try_map(name, &[], &axes, 10) {
            Ok(answer) => answer,
            Err(MapError::Constant(_)) => {
                let anywhere = brute(name, &[], &axes, &inside(&mut random, &axes));
                for _ in 0..100 {
                    let point = inside(&mut random, &axes);
                    assert_eq!(brute(name, &[], &axes, &point), anywhere, "{name}");
                }
                continue;
            }
            Err(error) => panic!("{name}: {error:?}"),
        };
        let Mapped::Box(map) = &answer.map else {
            panic!("{name}: two axes make a box");
        };
        maps += 1;
        assert!(map.undecided < Rational::ratio(1, 1000), "{name}");
        let regions = answer.regions();
        for (set, point) in &regions {
            let expected = brute(name, &[], &axes, point);
            assert_eq!(named(&answer, set), expected, "{name} {point:?}");
        }
        let mut open = 0;
        for _ in 0..300 {
            let point = inside(&mut random, &axes);
            let Some(region) = region(map, &point) else {
                open += 1;
                continue;
            };
            let expected = brute(name, &[], &axes, &point);
            assert_eq!(
                named(&answer, &regions[region].0),
                expected,
                "{name} {point:?}"
            );
        }
        assert!(open < 10, "{name}: {open} of 300 points are left open");
    }
    assert!(maps > 8, "only {maps} models have a map");
}

#[test]
fn shares_of_regions_and_what_is_undecided_add_up() {
    for (name, _) in BUNDLED {
        let Ok(answer) = try_map(name, &[], &own_axes(name), 6) else {
            continue;
        };
        let Mapped::Box(map) = &answer.map else {
            panic!("{name}: two axes make a box");
        };
        let proved = map.regions.iter().map(|region| &region.area);
        let whole = proved.fold(map.undecided.clone(), |sum, area| &sum + area);
        assert_eq!(whole, Rational::ONE, "{name}");
        assert!(map.regions.iter().all(|r| r.area.sign().is_ge()), "{name}");
        let finer = self::map(name, &[], &own_axes(name), 8);
        let Mapped::Box(finer) = &finer.map else {
            panic!("{name}: two axes make a box");
        };
        assert!(finer.undecided <= map.undecided, "{name}");
    }
}
