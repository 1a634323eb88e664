//! Conditions solved for one unknown: where it must lie, and how the bounds move with the other unknowns.

use std::cmp::Ordering;

use super::conditions::Inequality;
use super::parametric::{Condition, Domain};
use super::prover::Prover;
use crate::num::{Factored, Multivariate, Rational, factor};

/// An inequality solved for one unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solved {
    /// The inequality.
    pub inequality: Inequality,
    /// What it says of the unknown.
    pub says: Says,
}

/// What an inequality says of an unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// Nothing: the unknown does not occur.
    Nothing,
    /// A bound on the unknown, case by case of the sign of its coefficient.
    Bounds(Vec<Bounding>),
    /// A side of, or the space between, the roots of a quadratic, case by case of the sign of its leading coefficient.
    Roots(Roots),
    /// It is of this degree in the unknown, for which no formula is given.
    Degree(u32),
}

/// A bound that an inequality of degree one puts on the unknown, in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounding {
    /// The sign of the coefficient, if it had to be assumed.
    pub when: Option<(Multivariate, Ordering)>,
    /// The bound.
    pub bound: Limit,
}

/// What is left of an inequality when the sign of the unknown's coefficient is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// The unknown is at least (or above) the threshold.
    AtLeast(ThresholdFormula),
    /// The unknown is at most (or below) the threshold.
    AtMost(ThresholdFormula),
    /// The unknown drops out, and this must not be negative (or be positive, as the inequality says).
    Requires(Multivariate),
    /// The unknown drops out, and what is left is proved to fail.
    Never,
}

/// A threshold as a rational function of the other unknowns, and how it moves with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThresholdFormula {
    /// The numerator.
    pub numerator: Multivariate,
    /// The denominator, positive in this case.
    pub denominator: Multivariate,
    /// How it moves with each other unknown that occurs, as long as it lies inside the domain of the unknown it bounds; nothing where no
    /// point is known at which it does.
    pub statics: Vec<Static>,
}

/// The roots of a quadratic `leading x^2 + linear x + constant`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roots {
    /// The coefficients, constant first.
    pub coefficients: [Multivariate; 3],
    /// The discriminant.
    pub discriminant: Multivariate,
    /// The sign of the leading coefficient where it is proved: less or greater; none if it has to be looked at.
    pub leading: Option<Ordering>,
    /// The signs of the leading coefficient that are not ruled out.
    pub possible: Vec<Ordering>,
    /// How the root at which the expression rises with the unknown moves with each other unknown.
    pub rising: Vec<Static>,
    /// How the root at which it falls moves.
    pub falling: Vec<Static>,
}

/// How a threshold moves with an unknown, as proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Static {
    /// The unknown.
    pub unknown: usize,
    /// The effect.
    pub effect: Effect,
}

/// The sign of a derivative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It rises.
    Rises,
    /// It never falls.
    NeverFalls,
    /// It does not move.
    Stays,
    /// It never rises.
    NeverRises,
    /// It falls.
    Falls,
    /// It rises where this is positive and falls where it is negative; neither is proved.
    Depends(Multivariate),
}

/// Solves an inequality for an unknown.
///
/// With `p = A x + B` the condition `p >= 0` is `x >= -B/A` where `A > 0` and `x <= -B/A` where `A < 0`. The derivative of `N/D` in
/// another unknown has the sign of `N' D - N D'`; its proof may use the sign of `D`, the domain, and that the threshold
/// lies inside the domain of `x`. A root of a quadratic moves against the derivative of the quadratic in the other unknown where
/// the quadratic rises with `x`, and with it where it falls.
///
/// # Answer
/// Signs that are stated are proved; where no proof was found, the polynomial is given on whose sign it depends.
pub fn solved(prover: &Prover, domain: &Domain, inequality: &Inequality, unknown: usize) -> Solved {
    let expression = &inequality.condition.expression;
    let coefficients = expression.coefficients_in(unknown);
    let says = match coefficients.as_slice() {
        [] | [_] => Says::Nothing,
        [constant, slope] => Says::Bounds(bounds(prover, domain, unknown, constant, slope)),
        [constant, linear, leading] => {
            let four = Rational::integer(4);
            let square = linear * linear;
            Says::Roots(Roots {
                discriminant: &square - &(leading * constant).scaled(&four),
                leading: proved_sign(prover, &[], leading).filter(|sign| sign.is_ne()),
                possible: possible_signs(prover, leading),
                rising: root_statics(prover, expression, unknown, Ordering::Greater),
                falling: root_statics(prover, expression, unknown, Ordering::Less),
                coefficients: [constant.clone(), linear.clone(), leading.clone()],
            })
        }
        more => Says::Degree(u32::try_from(more.len() - 1).expect("invariant: degrees are small")),
    };
    Solved {
        inequality: inequality.clone(),
        says,
    }
}

/// The bounds that `slope x + constant >= 0` puts on `x`, for each sign the slope may have.
fn bounds(
    prover: &Prover,
    domain: &Domain,
    unknown: usize,
    constant: &Multivariate,
    slope: &Multivariate,
) -> Vec<Bounding> {
    let threshold = |numerator: Multivariate, denominator: Multivariate| ThresholdFormula {
        statics: statics(prover, domain, unknown, &numerator, &denominator),
        numerator,
        denominator,
    };
    let of_sign = |sign: Ordering| match sign {
        Ordering::Greater => Limit::AtLeast(threshold(-constant, slope.clone())),
        Ordering::Less => Limit::AtMost(threshold(constant.clone(), -slope)),
        Ordering::Equal if prover.proves(&[], &Condition::above(-constant)) => Limit::Never,
        Ordering::Equal => Limit::Requires(constant.clone()),
    };
    if let Some(sign) = proved_sign(prover, &[], slope) {
        return vec![Bounding {
            when: None,
            bound: of_sign(sign),
        }];
    }
    let possible = possible_signs(prover, slope).into_iter();
    possible
        .map(|sign| Bounding {
            when: Some((slope.clone(), sign)),
            bound: of_sign(sign),
        })
        .collect()
}

/// How `numerator / denominator` moves with each other unknown, where the denominator is positive and the value inside the domain of
/// the unknown it bounds.
fn statics(
    prover: &Prover,
    domain: &Domain,
    unknown: usize,
    numerator: &Multivariate,
    denominator: &Multivariate,
) -> Vec<Static> {
    let mut facts = vec![Condition::above(denominator.clone())];
    let bounds = &domain.unknowns[unknown];
    if let Some((low, _)) = &bounds.lower {
        facts.push(Condition::above(numerator - &denominator.scaled(low)));
    }
    if let Some((high, _)) = &bounds.upper {
        facts.push(Condition::above(&denominator.scaled(high) - numerator));
    }
    facts.retain(|fact| {
        fact.expression
            .as_constant()
            .is_none_or(|value| !value.sign().is_gt())
    });
    // Of a threshold that never lies inside the domain everything could be proved, so nothing is said.
    if !is_possible(prover, &facts) {
        return Vec::new();
    }
    let mut unknowns = numerator.unknowns();
    unknowns.extend(denominator.unknowns());
    unknowns.sort_unstable();
    unknowns.dedup();
    unknowns
        .into_iter()
        .map(|other| {
            let grows = &numerator.derivative(other) * denominator;
            let shrinks = numerator * &denominator.derivative(other);
            Static {
                unknown: other,
                effect: effect(prover, &facts, &(&grows - &shrinks)),
            }
        })
        .collect()
}

/// Whether a point of the domain is found that meets all facts.
fn is_possible(prover: &Prover, facts: &[Condition]) -> bool {
    let never = Condition::at_least(Multivariate::constant(Rational::integer(-1)));
    prover.counterexample(facts, &never).is_some()
}

/// How a root of the expression in the unknown moves, where the expression crosses zero in the given direction.
fn root_statics(
    prover: &Prover,
    expression: &Multivariate,
    unknown: usize,
    crossing: Ordering,
) -> Vec<Static> {
    let slope = expression.derivative(unknown);
    let crosses = match crossing {
        Ordering::Less => -&slope,
        _ => slope,
    };
    let facts = [
        Condition::at_least(expression.clone()),
        Condition::at_least(-expression),
        Condition::above(crosses),
    ];
    if prover.contradicts(&facts) {
        return Vec::new();
    }
    let others = expression.unknowns().into_iter().filter(|u| *u != unknown);
    others
        .map(|other| {
            let derivative = expression.derivative(other);
            let moves = match crossing {
                Ordering::Less => derivative,
                _ => -&derivative,
            };
            Static {
                unknown: other,
                effect: effect(prover, &facts, &moves),
            }
        })
        .collect()
}

/// The effect of an unknown on a threshold whose derivative has the sign of an expression: factor by factor, and where the sign of
/// some is not proved, of what those leave together.
fn effect(prover: &Prover, facts: &[Condition], derivative: &Multivariate) -> Effect {
    if derivative.is_zero() {
        return Effect::Stays;
    }
    let Factored { content, factors } = factor(derivative);
    let mut left = Multivariate::constant(match content.sign().is_lt() {
        true => Rational::integer(-1),
        false => Rational::ONE,
    });
    for (factor, exponent) in factors {
        match proved_sign(prover, facts, &factor) {
            Some(Ordering::Greater) => {}
            Some(Ordering::Less) if exponent % 2 == 0 => {}
            Some(Ordering::Less) => left = -&left,
            _ => left = &left * &factor.pow(exponent),
        }
    }
    match left.as_constant() {
        Some(sign) if sign.sign().is_gt() => Effect::Rises,
        Some(_) => Effect::Falls,
        None if prover.proves(facts, &Condition::above(left.clone())) => Effect::Rises,
        None if prover.proves(facts, &Condition::above(-&left)) => Effect::Falls,
        None if prover.proves(facts, &Condition::at_least(left.clone())) => Effect::NeverFalls,
        None if prover.proves(facts, &Condition::at_least(-&left)) => Effect::NeverRises,
        None => Effect::Depends(left),
    }
}

/// The signs an expression may have as far as is proved: positive, negative, zero.
fn possible_signs(prover: &Prover, expression: &Multivariate) -> Vec<Ordering> {
    let never = |claim: Condition| prover.proves(&[], &claim);
    let mut possible = Vec::new();
    if !never(Condition::at_least(-expression)) {
        possible.push(Ordering::Greater);
    }
    if !never(Condition::at_least(expression.clone())) {
        possible.push(Ordering::Less);
    }
    if !never(Condition::above(expression.clone())) && !never(Condition::above(-expression)) {
        possible.push(Ordering::Equal);
    }
    possible
}

fn proved_sign(
    prover: &Prover,
    facts: &[Condition],
    expression: &Multivariate,
) -> Option<Ordering> {
    if expression.is_zero() {
        return Some(Ordering::Equal);
    }
    let positive = prover.proves(facts, &Condition::above(expression.clone()));
    let negative = || prover.proves(facts, &Condition::above(-expression));
    match positive {
        true => Some(Ordering::Greater),
        false => negative().then_some(Ordering::Less),
    }
}
