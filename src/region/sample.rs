//! Points of a domain, found by trying simple numbers: enough to refute most claims, never to prove one.

use crate::num::{Multivariate, Rational, SplitMix};

use super::coordinates::Coordinates;
use super::parametric::{Bound, Condition, Relation};

/// How often a point is moved to meet conditions it violates.
const MOVES: usize = 12;

/// Whether a condition holds where its expression has this sign.
pub(super) fn holds(relation: Relation, sign: std::cmp::Ordering) -> bool {
    match relation {
        Relation::AtLeast => sign.is_ge(),
        Relation::Above => sign.is_gt(),
    }
}

/// Whether a point, given in the unknowns, meets a condition.
pub(super) fn meets(point: &[Rational], condition: &Condition) -> bool {
    holds(
        condition.relation,
        condition.expression.evaluate(point).sign(),
    )
}

/// A point with simple numbers within the ends of the unknowns that meets all conditions, if one is found.
///
/// The first attempt is the simplest point. A condition that fails is mended by moving one unknown, in which it is affine, onto or
/// beyond the value where it begins to hold.
pub(super) fn point(
    conditions: &[&Condition],
    coordinates: &Coordinates,
    numbers: &mut SplitMix,
    attempts: usize,
) -> Option<Vec<Rational>> {
    (0..attempts).find_map(|attempt| {
        let unknowns = 0..coordinates.ends.len();
        let choice = |k| {
            value(
                coordinates,
                k,
                if attempt == 0 { 0 } else { numbers.below(12) },
            )
        };
        let mut point: Vec<Rational> = unknowns.map(choice).collect::<Option<_>>()?;
        // Whether each condition is met, as far as it was looked at since an unknown in it was moved.
        let mut met: Vec<Option<bool>> = vec![None; conditions.len()];
        for _ in 0..MOVES {
            let mut is_met =
                |place: usize| *met[place].get_or_insert_with(|| meets(&point, conditions[place]));
            let Some(failing) = (0..conditions.len()).find(|place| !is_met(*place)) else {
                return Some(point);
            };
            let moved = mend(&mut point, conditions[failing], coordinates, numbers)?;
            for (condition, met) in conditions.iter().zip(&mut met) {
                if condition.expression.degree_in(moved) > 0 {
                    *met = None;
                }
            }
        }
        None
    })
}

/// A zero of a polynomial in place of one of the unknowns of a point, in which the polynomial is affine.
pub(super) fn zero(
    point: &[Rational],
    polynomial: &Multivariate,
    coordinates: &Coordinates,
) -> Option<Vec<Rational>> {
    polynomial.unknowns().into_iter().find_map(|k| {
        let mut solved = point.to_vec();
        solved[k] = edge(point, polynomial, k)?.0;
        is_inside(&solved[k], k, coordinates).then_some(solved)
    })
}

/// Where along an unknown, in which it is affine, the polynomial is zero, and whether it rises there.
fn edge(point: &[Rational], polynomial: &Multivariate, k: usize) -> Option<(Rational, bool)> {
    let (constant, slope) = polynomial.line(k, point)?;
    let end = -constant.checked_div(&slope)?;
    Some((end, slope.sign().is_gt()))
}

/// Moves one unknown of a point, so that a failing condition is met there; says which.
fn mend(
    point: &mut [Rational],
    failing: &Condition,
    coordinates: &Coordinates,
    numbers: &mut SplitMix,
) -> Option<usize> {
    let unknowns = failing.expression.unknowns();
    let first = numbers.below(unknowns.len().max(1));
    let order = (0..unknowns.len()).map(|step| unknowns[(first + step) % unknowns.len()]);
    for k in order {
        let Some((end, rises)) = edge(point, &failing.expression, k) else {
            continue;
        };
        let beyond = between(&end, rises, &coordinates.ends[k], coordinates.integer[k]);
        let on_the_edge = failing.relation == Relation::AtLeast && numbers.below(2) == 0;
        let mut values = on_the_edge.then_some(end).into_iter().chain(beyond);
        if let Some(value) = values.find(|value| is_inside(value, k, coordinates)) {
            point[k] = value;
            return Some(k);
        }
    }
    None
}

/// A value beyond an edge, towards an end of the unknown: the middle if there is an end.
fn between(edge: &Rational, rises: bool, ends: &(Bound, Bound), integer: bool) -> Option<Rational> {
    let one = Rational::ONE;
    let value = match (rises, ends) {
        (true, (Some((lower, _)), _)) if edge < lower => lower + &one,
        (false, (_, Some((upper, _)))) if edge > upper => upper - &one,
        (true, (_, Some((upper, _)))) if !integer => middle(edge, upper),
        (false, (Some((lower, _)), _)) if !integer => middle(edge, lower),
        (true, _) => edge.floor() + one,
        (false, _) => -(-edge).floor() - one,
    };
    Some(value)
}

fn middle(a: &Rational, b: &Rational) -> Rational {
    (a + b) / Rational::integer(2)
}

fn is_inside(value: &Rational, k: usize, coordinates: &Coordinates) -> bool {
    let (lower, upper) = &coordinates.ends[k];
    let above = lower
        .as_ref()
        .is_none_or(|(end, belongs)| value > end || (*belongs && value == end));
    let below = upper
        .as_ref()
        .is_none_or(|(end, belongs)| value < end || (*belongs && value == end));
    above && below && (!coordinates.integer[k] || value.is_integer())
}

/// One of twelve simple values of an unknown, the simplest first; none if it can have no value.
fn value(coordinates: &Coordinates, k: usize, choice: usize) -> Option<Rational> {
    let ratio = |over: i64, under: i64| Rational::ratio(over, under);
    let integer = coordinates.integer[k];
    let (over, under) = [
        (1, 1),
        (1, 2),
        (2, 1),
        (0, 1),
        (1, 3),
        (3, 1),
        (1, 5),
        (4, 5),
        (3, 2),
        (1, 20),
        (7, 1),
        (0, 1),
    ][choice];
    let step = match integer {
        true => Rational::integer(over),
        false => ratio(over, under),
    };
    let candidate = match &coordinates.ends[k] {
        (Some((lower, _)), Some((upper, _))) => {
            let share = [
                (1, 2),
                (1, 3),
                (2, 3),
                (0, 1),
                (1, 1),
                (1, 4),
                (3, 4),
                (1, 5),
                (4, 5),
                (1, 20),
                (19, 20),
                (1, 1),
            ][choice];
            let inside = lower + &(&(upper - lower) * &ratio(share.0, share.1));
            if integer { inside.floor() } else { inside }
        }
        (Some((lower, _)), None) => lower + &step,
        (None, Some((upper, _))) => upper - &step,
        (None, None) if choice % 2 == 1 => -step,
        (None, None) => step,
    };
    if is_inside(&candidate, k, coordinates) {
        return Some(candidate);
    }
    match &coordinates.ends[k] {
        (Some((lower, _)), Some((upper, _))) => Some(middle(lower, upper)),
        (Some((lower, _)), None) => Some(lower + &Rational::ONE),
        (None, Some((upper, _))) => Some(upper - &Rational::ONE),
        (None, None) => Some(Rational::ONE),
    }
    .filter(|value| is_inside(value, k, coordinates))
}
