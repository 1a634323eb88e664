//! How far assumptions may move, against evaluation of the conditions themselves.
//!
//! The oracle finds no roots: it evaluates every inequality along lines, beside the ends found, and at the corners of boxes of payoffs
//! and parameters.

#[path = "helpers/conditions.rs"]
mod conditions;

use std::cmp::Ordering;

use proptest::prelude::*;
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Monomial, Multivariate, Polynomial, Rational, Real};
use unipole::region::Relation::{Above, AtLeast};
use unipole::region::{
    Condition, Domain, Inequality, ProfileConditions, Unknown, parameter_tolerance,
    payoff_tolerance, proved_box, tolerance,
};

use conditions::{conditions, holds_with, inequality, least, polynomial};

/// Whether a case of the conditions holds at a point.
fn holds_at(given: &ProfileConditions, point: &[Rational]) -> bool {
    let met = |i: &Inequality| {
        i.condition.expression.evaluate(point).sign() >= least(i.condition.relation)
    };
    given.cases.iter().any(|case| case.iter().all(met))
}

fn in_three(degree: u32) -> impl Strategy<Value = Multivariate> {
    let term = (prop::collection::vec(0..=degree, 3), -5i64..6);
    prop::collection::vec(term, 1..5).prop_map(move |terms| {
        let terms = terms.into_iter().map(|(exponents, value)| {
            let exponents = exponents.into_iter().enumerate();
            (Monomial::of(exponents), Rational::integer(value))
        });
        Multivariate::from_terms(terms.filter(|(m, _)| m.degree() <= degree + 1))
    })
}

fn cases_in_three(degree: u32) -> impl Strategy<Value = ProfileConditions> {
    let one = in_three(degree).prop_map(|p| inequality(p, Above));
    let case = prop::collection::vec(one, 1..4);
    prop::collection::vec(case, 1..3).prop_map(conditions)
}

fn point() -> impl Strategy<Value = Vec<Rational>> {
    let number = (-6i64..7, 1i64..4).prop_map(|(a, b)| Rational::ratio(a, b));
    prop::collection::vec(number, 3)
}

fn anywhere() -> Domain {
    let unknown = |name: &str| Unknown {
        name: name.to_owned(),
        lower: None,
        upper: None,
        integer: false,
        listed: None,
        owner: None,
    };
    Domain {
        unknowns: ["x", "y", "z"].map(unknown).to_vec(),
        assumptions: Vec::new(),
    }
}

fn moved(point: &[Rational], share: &Rational, by: &[Rational]) -> Vec<Rational> {
    let moves = point.iter().zip(by);
    moves
        .map(|(value, by)| value + &(&(value * share) * by))
        .collect()
}

fn game(counts: &[usize], payoffs: Payoffs) -> Game {
    let names = ["a", "b", "c"];
    let players = counts
        .iter()
        .map(|count| Player::plain("P", &names[..*count]));
    Game::new("random", players.collect(), payoffs)
}

proptest! {
    #[test]
    fn payoffs_may_move_by_less_than_the_tolerance_and_by_no_more(
        values in prop::collection::vec(-6i64..7, 54),
        place in 0usize..18, share in 0i64..100, noise in prop::collection::vec(-1i64..2, 54),
    ) {
        let counts = [3, 2, 3];
        let whole = |player: usize, profile: &[usize]| {
            let number = profile[0] + 3 * profile[1] + 6 * profile[2] + 18 * player;
            (Rational::integer(values[number]), number)
        };
        let profile: Vec<usize> = vec![place % 3, place / 3 % 2, place / 6];
        let payoffs = Payoffs::from_fn(&counts, |i, p| whole(i, p).0).expect("a small game");
        let found = payoff_tolerance(&game(&counts, payoffs), &profile).expect("there are deviations");
        let epsilon = found.epsilon();
        // The profile is a strict equilibrium when its own payoffs go down and those of all deviations up by this much.
        let strict = |change: &dyn Fn(usize, bool) -> Rational| {
            (0..3).all(|player| {
                let own = whole(player, &profile);
                let own = own.0 + change(own.1, true);
                (0..counts[player]).filter(|action| *action != profile[player]).all(|action| {
                    let mut other = profile.clone();
                    other[player] = action;
                    let other = whole(player, &other);
                    own > other.0 + change(other.1, false)
                })
            })
        };
        let corner = |by: Rational| move |_: usize, own: bool| if own { -&by } else { by.clone() };
        prop_assert_eq!(strict(&|_, _| Rational::ZERO), epsilon.sign().is_gt());
        prop_assert!(!strict(&corner(epsilon.clone())));
        if epsilon.sign().is_gt() {
            let less = &epsilon * &Rational::ratio(share, 100);
            prop_assert!(strict(&corner(less.clone())));
            prop_assert!(strict(&|number, _| &less * &Rational::integer(noise[number])));
        }
    }

    #[test]
    fn conditions_hold_everywhere_in_the_proved_box(
        given in cases_in_three(2), at in point(),
        by in prop::collection::vec(prop::collection::vec(-8i64..9, 3), 12), still in 0usize..4,
    ) {
        let moving: Vec<usize> = (0..3).filter(|unknown| *unknown != still).collect();
        let found = proved_box(&given, &at, &moving);
        prop_assert_eq!(found.is_some(), holds_at(&given, &at));
        if let Some(found) = found {
            let radius = found.radius.map(|r| r.enclosure(&Rational::ratio(1, 1_000_000)).0);
            let share = radius.unwrap_or(Rational::integer(1000)) * Rational::ratio(999_999, 1_000_000);
            prop_assume!(share.sign().is_gt());
            let corners = (0..8).map(|c| [c & 1, c >> 1 & 1, c >> 2].map(|s| 16 * s - 8).to_vec());
            for by in by.into_iter().chain(corners) {
                let mut by: Vec<Rational> = by.iter().map(|b| Rational::ratio(*b, 8)).collect();
                if still < 3 {
                    by[still] = Rational::ZERO;
                }
                prop_assert!(holds_at(&given, &moved(&at, &share, &by)));
            }
        }
    }

    #[test]
    fn the_proved_box_of_linear_conditions_cannot_be_larger(constant in -5i64..6, slopes in prop::collection::vec(-4i64..5, 3), at in point()) {
        let terms = slopes.iter().enumerate().map(|(k, slope)| Multivariate::unknown(k).scaled(&Rational::integer(*slope)));
        let constant = Rational::integer(constant);
        let linear = terms.fold(Multivariate::constant(constant), |sum, term| &sum + &term);
        let only = conditions(vec![vec![inequality(linear.clone(), AtLeast)]]);
        if let Some(found) = proved_box(&only, &at, &[0, 1, 2]) {
            let worst: Vec<Rational> = at.iter().zip(&slopes).map(|(value, slope)| {
                let product = value * &Rational::integer(*slope);
                Rational::integer(if product.sign().is_gt() { -1 } else { 1 })
            }).collect();
            match found.radius.map(|radius| radius.to_rational().expect("linear")) {
                Some(radius) => prop_assert!(linear.evaluate(&moved(&at, &radius, &worst)).is_zero()),
                None => prop_assert!(at.iter().zip(&slopes).all(|(v, s)| v.is_zero() || *s == 0)),
            }
        }
    }

    #[test]
    fn an_unknown_moves_to_the_ends_of_its_interval_and_not_beyond(
        given in cases_in_three(2), at in point(), unknown in 0usize..3,
    ) {
        let found = parameter_tolerance(&given, &anywhere(), &at, unknown);
        prop_assert_eq!(found.is_some(), holds_at(&given, &at));
        let Some(found) = found else { return Ok(()) };
        let holds = |value: &Rational| {
            let mut point = at.clone();
            point[unknown] = value.clone();
            holds_at(&given, &point)
        };
        for step in -200..=200 {
            let value = &at[unknown] + &Rational::ratio(step, 40);
            prop_assert!(!found.interval.contains(&value.clone().into()) || holds(&value));
        }
        // An end that is not included is rational or a crossing; beside it, or at it, something fails.
        let near = Rational::ratio(1, 1_000_000_000);
        for (end, side) in [(&found.interval.lower, -1), (&found.interval.upper, 1)] {
            let Some((end, included)) = end else { continue };
            prop_assert!(found.nearest.is_some());
            let step = &near * &Rational::integer(side);
            let (below, above) = end.enclosure(&near);
            let outside = if side < 0 { &below } else { &above } + &step;
            let at_end = end.to_rational().map(|value| holds(&value));
            prop_assert!(at_end.is_none_or(|held| held == *included));
            prop_assert!(!holds(&outside) || at_end == Some(false));
            let inside = if side < 0 { &above } else { &below } - &step;
            prop_assert!(holds(&inside) || at_end == Some(true));
            let nearest = found.nearest.as_ref().expect("there is an end");
            let distance = (end - &Real::from(at[unknown].clone())).compare(&Real::ZERO);
            prop_assert!(distance != side.cmp(&0).reverse());
            let length = &(end - &Real::from(at[unknown].clone())) * &Real::from(Rational::integer(side));
            prop_assert!(nearest.distance <= length);
        }
    }

    #[test]
    fn the_box_of_one_unknown_and_one_linear_condition_is_the_distance_to_its_root(
        a in -9i64..10, b in -9i64..10, v in 1i64..20,
    ) {
        let only = conditions(vec![vec![inequality(polynomial(&[a, b]), Above)]]);
        prop_assume!(a + b * v > 0 && b != 0);
        let at = [Rational::integer(v)];
        let radius = proved_box(&only, &at, &[0]).expect("it holds").radius;
        let expected = (Rational::ratio(-a, b) - &at[0]).abs() / &at[0];
        prop_assert_eq!(radius.as_ref().and_then(Real::to_rational), Some(expected));
        let alone = parameter_tolerance(&only, &anywhere(), &at, 0).expect("it holds");
        prop_assert_eq!(alone.nearest.and_then(|n| n.relative), radius);
    }
}

#[test]
fn the_assumption_that_breaks_it_first_is_named_and_ends_of_the_domain_are_not_breaks() {
    // u - s > 0 and s^2 - 2 > 0 at u = 3, s = 2, where u is at most 10, s at most 5, and 2 (u + s) <= 11.
    let [u, s] = [0, 1].map(Multivariate::unknown);
    let constant = |value| Multivariate::constant(Rational::integer(value));
    let given = conditions(vec![vec![
        inequality(&u - &s, Above),
        inequality(&s.pow(2) - &constant(2), Above),
    ]]);
    let mut domain = anywhere();
    domain.unknowns[0].upper = Some((Rational::integer(10), true));
    domain.unknowns[1].upper = Some((Rational::integer(5), false));
    domain.assumptions.push(Condition {
        expression: &constant(11) - &(&u + &s).scaled(&Rational::integer(2)),
        relation: AtLeast,
    });
    let at = [3, 2, 0].map(Rational::integer);
    let payoffs = Payoffs::from_fn(&[2], |_, profile| {
        Rational::integer(3 * (profile[0] == 0) as i64)
    });
    let game = game(&[2], payoffs.expect("a small game"));
    let found = tolerance(&game, &given, &domain, &at, &[0, 1, 2]).expect("it holds");
    let integer = |value| Real::from(Rational::integer(value));
    // u alone: down to s = 2, a third of its value; the domain ends sooner, upwards, which breaks nothing.
    let end = Real::from(Rational::ratio(7, 2));
    assert_eq!(found.parameters[0].interval.upper, Some((end, true)));
    let nearest = found.parameters[0].nearest.as_ref().expect("a break");
    assert_eq!(nearest.end, (integer(2), false));
    assert_eq!(nearest.direction, Ordering::Less);
    assert_eq!(nearest.relative, Some(Real::from(Rational::ratio(1, 3))));
    // s alone: down to the root of 2, less than a third of its value.
    let nearest = found.parameters[1].nearest.as_ref().expect("a break");
    assert_eq!(&nearest.end.0 * &nearest.end.0, integer(2));
    assert_eq!(found.first, Some(1));
    // z does not matter.
    assert_eq!(found.parameters[2].nearest, None);
    // Together: 3 - 2 = r (3 + 2).
    assert_eq!(
        found.proved_box.radius,
        Some(Real::from(Rational::ratio(1, 5)))
    );
    assert_eq!(found.proved_box.first, Some(0));
    let payoffs = found.payoffs.expect("there is a deviation");
    assert_eq!(
        (payoffs.player, payoffs.action, payoffs.epsilon()),
        (0, 1, Rational::ratio(3, 2))
    );
    // Outside the domain there is nothing to say.
    let outside = [5, 2, 0].map(Rational::integer);
    assert_eq!(tolerance(&game, &given, &domain, &outside, &[0]), None);
    assert_eq!(
        tolerance(
            &game,
            &given,
            &domain,
            &[2, 2, 0].map(Rational::integer),
            &[0]
        ),
        None
    );
}

#[test]
fn even_powers_that_help_do_not_shrink_the_box_and_zero_values_move_absolutely() {
    let given = |coefficients: &[i64]| holds_with(AtLeast, coefficients);
    // At 1: 1 + (x - 1)^2 has no odd term; x^2 - 2x + 1 touches zero there and is never negative.
    let one = [Rational::ONE];
    for harmless in [&[2, -2, 1][..], &[1, -2, 1], &[7], &[]] {
        let found = proved_box(&given(harmless), &one, &[0]).expect("it holds");
        assert_eq!((found.radius, found.first), (None, None));
    }
    // At 1: 2 - x^2 = 1 - 2 r t - r^2 t^2, so r = sqrt(2) - 1, the distance itself; x - 1 allows no move.
    let radius = proved_box(&given(&[2, 0, -1]), &one, &[0]).and_then(|found| found.radius);
    let radius = radius.expect("a limit");
    assert!(
        radius
            .apply(&Polynomial::new([-1, 2, 1].map(Rational::integer).to_vec()))
            .is_zero()
    );
    let at_once = proved_box(&given(&[-1, 1]), &one, &[0]).and_then(|found| found.radius);
    assert_eq!(at_once, Some(Real::ZERO));
    let alone = parameter_tolerance(&given(&[3, -1]), &anywhere(), &[Rational::ZERO], 0);
    let nearest = alone.and_then(|found| found.nearest).expect("a break");
    assert_eq!(
        (nearest.distance, nearest.relative),
        (Real::from(Rational::integer(3)), None)
    );
}
