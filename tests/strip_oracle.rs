//! Equilibria along one parameter against evaluation of the conditions themselves.
//!
//! The oracle finds no roots: it evaluates every inequality at a fine grid, beside every threshold, and at the thresholds in their
//! own number fields.

#[path = "helpers/conditions.rs"]
mod conditions;

use proptest::prelude::*;
use unipole::num::{Multivariate, Polynomial, Rational, Real};
use unipole::region::Relation::{Above, AtLeast};
use unipole::region::{Axis, Inequality, Interval, ProfileConditions, solution_set, strip};

use conditions::{conditions, holds_with, inequality, least, polynomial};

fn axis(lower: i64, upper: i64) -> Axis {
    Axis {
        name: "x".to_owned(),
        lower: Rational::integer(lower),
        upper: Rational::integer(upper),
    }
}

/// Products of factors with known roots, so that roots are shared, repeated and irrational.
fn expression() -> impl Strategy<Value = Multivariate> {
    let factor = prop::sample::select(vec![
        polynomial(&[-1, 1]),
        polynomial(&[1, 2]),
        polynomial(&[-3, 2]),
        polynomial(&[-2, 0, 1]),
        polynomial(&[-3, 0, 1]),
        polynomial(&[-7, 0, 4]),
        polynomial(&[-1, -1, 0, 1]),
        polynomial(&[1, 0, 1]),
    ]);
    let factors = prop::collection::vec(factor, 0..4);
    (factors, -2i64..3).prop_map(|(factors, scale)| {
        let scale = polynomial(&[scale]);
        factors
            .iter()
            .fold(scale, |product, factor| &product * factor)
    })
}

fn some_conditions() -> impl Strategy<Value = ProfileConditions> {
    let one = (expression(), any::<bool>()).prop_map(|(expression, strict)| {
        let relation = [AtLeast, Above][usize::from(strict)];
        inequality(expression, relation)
    });
    let case = prop::collection::vec(one, 0..3);
    prop::collection::vec(case, 0..3).prop_map(conditions)
}

/// The profiles whose conditions hold at a number, and those that hold strictly, by arithmetic in the number's own field.
fn hold_at(given: &[ProfileConditions], at: &Real) -> (Vec<usize>, Vec<usize>) {
    let select = |strictly: bool| {
        let holds = |i: &Inequality| {
            let p: Polynomial = i.condition.expression.in_one(0).expect("one unknown");
            at.apply(&p).sign()
                >= least(if strictly {
                    Above
                } else {
                    i.condition.relation
                })
        };
        let profiles = given.iter().enumerate();
        let found = profiles.filter(|(_, c)| c.cases.iter().any(|c| c.iter().all(holds)));
        found.map(|(place, _)| place).collect()
    };
    (select(false), select(true))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn every_point_of_a_fine_grid_and_every_threshold_agrees_with_evaluation(
        given in prop::collection::vec(some_conditions(), 1..4),
    ) {
        let found = strip(&given, &axis(-2, 2));
        for (number, threshold) in found.thresholds.iter().enumerate() {
            let (held, strict) = hold_at(&given, &threshold.value);
            prop_assert_eq!(&threshold.equilibria, &held);
            prop_assert_eq!(&threshold.strict, &strict);
            for (place, expression) in found.polynomials.iter().enumerate() {
                let p = expression.in_one(0).expect("one unknown");
                let vanishes = !p.is_zero() && threshold.value.apply(&p).is_zero();
                prop_assert_eq!(threshold.vanishing.contains(&place), vanishes);
            }
            // A threshold that is no end is there for a reason.
            if let (Some(before), Some(after)) =
                (number.checked_sub(1).map(|n| &found.stretches[n]), found.stretches.get(number))
            {
                let same = before.equilibria == held && after.equilibria == held;
                prop_assert!(!same);
            }
        }
        // A grid, and numbers just beside every threshold.
        let mut samples: Vec<Rational> = (-48..=48).map(|n| Rational::ratio(n, 24)).collect();
        let near = Rational::ratio(1, 1_000_000_000);
        for threshold in &found.thresholds {
            let (below, above) = threshold.value.enclosure(&near);
            samples.extend([below - &near, above + &near]);
        }
        samples.retain(|s| Rational::integer(-2) <= *s && *s <= Rational::integer(2));
        for sample in samples {
            let at = Real::from(sample);
            let (held, strict) = hold_at(&given, &at);
            let after = found.thresholds.partition_point(|t| t.value <= at);
            let last = &found.thresholds[after - 1];
            if last.value == at {
                prop_assert_eq!(&last.equilibria, &held);
            } else {
                let stretch = &found.stretches[after - 1];
                prop_assert_eq!(&stretch.equilibria, &held);
                prop_assert!(stretch.strict.iter().all(|p| strict.contains(p)));
            }
            for (profile, conditions) in given.iter().enumerate() {
                let intervals = found.intervals_of(profile);
                let held = held.contains(&profile);
                prop_assert_eq!(intervals.iter().any(|i| i.contains(&at)), held);
                let everywhere = solution_set(conditions, &(None, None));
                prop_assert_eq!(everywhere.iter().any(|i| i.contains(&at)), held);
            }
        }
    }
}

#[test]
fn touching_zero_matters_only_where_the_set_changes() {
    let sets = |given: &[ProfileConditions]| {
        let found = strip(given, &axis(0, 2));
        let at = found.thresholds.iter().map(|t| t.equilibria.clone());
        let between = found.stretches.iter().map(|s| s.equilibria.clone());
        (at.collect::<Vec<_>>(), between.collect::<Vec<_>>(), found)
    };
    // (x - 1)^2 is never negative, but holds less strictly than 5.
    let (at, between, found) = sets(&[holds_with(AtLeast, &[1, -2, 1]), holds_with(AtLeast, &[5])]);
    assert_eq!((at, between), (vec![vec![0, 1]; 2], vec![vec![0, 1]]));
    assert_eq!(found.stretches[0].strict, [1]);
    // -(x - 1)^2 reaches zero at 1 alone, and (x - 1)^2 > 0 fails there alone.
    let (at, between, found) = sets(&[
        holds_with(AtLeast, &[-1, 2, -1]),
        holds_with(Above, &[1, -2, 1]),
    ]);
    assert_eq!(at, [vec![1], vec![0], vec![1]]);
    assert_eq!(between, [vec![1], vec![1]]);
    let point = Some((Real::ONE, true));
    let single = Interval {
        lower: point.clone(),
        upper: point,
    };
    assert_eq!(found.intervals_of(0), [single]);
    assert_eq!(found.intervals_of(1).len(), 2);
}

#[test]
fn a_domain_without_ends_gives_intervals_without_ends() {
    let x = |bound: Option<(i64, bool)>| bound.map(|(v, i)| (Rational::integer(v), i));
    let solve = |c: &ProfileConditions, lower, upper| solution_set(c, &(x(lower), x(upper)));
    let outside = holds_with(AtLeast, &[-2, 0, 1]);
    let found = solve(&outside, None, None);
    assert_eq!(found.len(), 2);
    assert!(found[0].lower.is_none() && found[1].upper.is_none());
    assert_eq!(solve(&holds_with(Above, &[1]), None, None).len(), 1);
    assert!(solve(&holds_with(Above, &[-1]), None, None).is_empty());
    // Ends that do not belong, and a domain of one point.
    let all = &solve(&holds_with(Above, &[1]), Some((-3, false)), None)[0];
    assert_eq!(all.lower, Some((Real::from(Rational::integer(-3)), false)));
    assert!(!all.contains(&Real::from(Rational::integer(-3))));
    assert_eq!(
        solve(
            &holds_with(Above, &[0, 1]),
            Some((2, true)),
            Some((2, true))
        )
        .len(),
        1
    );
    assert!(
        solve(
            &holds_with(Above, &[0, 1]),
            Some((2, true)),
            Some((2, false))
        )
        .is_empty()
    );
    assert_eq!(
        solve(&holds_with(AtLeast, &[-90, 1]), Some((100, true)), None).len(),
        1
    );
    assert_eq!(
        solve(&holds_with(AtLeast, &[-90, 1]), None, Some((100, true))).len(),
        1
    );
}
