//! Polygons inside and around a payoff set whose vertices are not rational, or whose exact proof fails.
//!
//! Let `e` be a direction that the operator contracts. The polygon with levels lowered by a little `e` lies inside its own image, so the image's
//! extreme points generate each other. The polygon with levels raised by a little `e` contains its own image, so equilibrium payoffs near it
//! lie in it. Neither is taken for granted: both are proved where they are used.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), *Econometrica* 58, 1041-1063 (self-generation, monotone operator).

use super::closure::{Closure, short};
use super::machine_polygon::cut;
use super::polygon::{Known, Point, hull, minimum, mixture};
use super::template::Template;
use crate::num::{Interval, Rational, exactly};
use crate::repeat::{Discount, Stage};

/// By which shares of the payoffs' range levels are moved.
const SHARES: [i32; 5] = [-36, -33, -27, -20, -13];
/// Digits after the binary point of numbers that may be rounded; many more than those of the smallest share.
const FEW_DIGITS: i32 = 44;

/// A polygon a little larger than that of the levels, if equilibrium payoffs near it can be proved to lie in it.
pub(super) fn outer<'a>(
    closure: &Closure<'a>,
    direction: &[f64],
) -> Option<(Closure<'a>, Vec<Rational>)> {
    SHARES.into_iter().find_map(|share| {
        let by = 2f64.powi(share);
        let raised = closure.at(moved(closure.levels(), direction, by, |c, e| c + e));
        let distance = raised.distance(direction)?;
        Some((raised, distance))
    })
}

/// Points that generate each other, from the polygon a little smaller than that of the levels; `profiles` are those worth a look.
///
/// Any polygon that lies in its own image serves, so that its vertices, and the continuations, may be rounded to few digits.
pub(super) fn inner(
    stage: &Stage,
    discount: &Discount,
    template: &Template,
    levels: &[Rational],
    direction: &[f64],
    profiles: &[usize],
) -> Option<Vec<Point>> {
    let near: Vec<f64> = levels
        .iter()
        .map(|level| Interval::around(level).middle())
        .collect();
    let bound = 2.0
        * near
            .iter()
            .fold(1.0, |most: f64, level| most.max(level.abs()));
    SHARES.into_iter().find_map(|share| {
        let by = 2f64.powi(share);
        let mut corners = vec![
            [-bound, -bound],
            [bound, -bound],
            [bound, bound],
            [-bound, bound],
        ];
        for (j, normal) in template.near.iter().enumerate() {
            let normal = normal.map(Interval::middle);
            corners = cut(&corners, normal, near[j] - direction[j] * by);
        }
        let polygon = hull(corners.iter().map(|point| point.map(few_digits)).collect());
        let least = minimum(&polygon)?;
        let mut points = Vec::new();
        for profile in profiles {
            points.extend(image(stage, discount, &polygon, &least, *profile));
        }
        let image = hull(points);
        let known = Known::new(&image);
        let covers = polygon.iter().all(|point| known.mixture(point).is_some());
        covers.then_some(image)
    })
}

/// A number of few digits near a machine number.
pub(super) fn few_digits(value: f64) -> Rational {
    rounded(&exactly(value), Rounding::Down)
}

/// Which way a number is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rounding {
    Down,
    Up,
}

/// A number of few digits near a number.
fn rounded(value: &Rational, rounding: Rounding) -> Rational {
    let unit = Rational::dyadic(1, -FEW_DIGITS);
    let times = value / &unit;
    match rounding {
        Rounding::Down => &times.floor() * &unit,
        Rounding::Up => &-(-times).floor() * &unit,
    }
}

fn moved(
    levels: &[Rational],
    direction: &[f64],
    by: f64,
    how: impl Fn(&Rational, &Rational) -> Rational,
) -> Vec<Rational> {
    let pairs = levels.iter().zip(direction);
    pairs.map(|(level, e)| how(level, &short(e * by))).collect()
}

/// What a profile contributes to the image of a polygon: its own payoff, or the ends of its binding lines.
fn image(
    stage: &Stage,
    discount: &Discount,
    polygon: &[Point],
    least: &Point,
    profile: usize,
) -> Vec<Point> {
    let (present, future) = (discount.present(), discount.value());
    let ratio = &present / future;
    let payoff = [0, 1].map(|i| stage.payoff(i, profile).clone());
    let corner = [0, 1].map(|i| &least[i] + &(&ratio * &stage.gain(i, profile)));
    if (0..2).all(|i| payoff[i] >= corner[i]) {
        return vec![payoff];
    }
    let mut then: Vec<Point> = mixture(polygon, &corner)
        .map(|_| corner.clone())
        .into_iter()
        .collect();
    for axis in 0..2 {
        let other = 1 - axis;
        let line = &corner[axis];
        let crossings = polygon.iter().enumerate().filter_map(|(k, from)| {
            let to = &polygon[(k + 1) % polygon.len()];
            let (least, most) = ((&from[axis]).min(&to[axis]), (&from[axis]).max(&to[axis]));
            if line < least || line > most {
                return None;
            }
            let share = (line - &from[axis]).checked_div(&(&to[axis] - &from[axis]))?;
            Some(&from[other] + &(&share * &(&to[other] - &from[other])))
        });
        let heights: Vec<Rational> = crossings.collect();
        let (Some(low), Some(high)) = (heights.iter().min(), heights.iter().max()) else {
            continue;
        };
        // Rounded towards each other, if there is anything between them.
        let ends = [rounded(low, Rounding::Up), rounded(high, Rounding::Down)];
        for height in ends {
            if height >= *low && height <= *high && height >= corner[other] {
                let mut point = corner.clone();
                point[other] = height;
                then.push(point);
            }
        }
    }
    let value = |then: Point| [0, 1].map(|i| &(&present * &payoff[i]) + &(future * &then[i]));
    then.into_iter().map(value).collect()
}
