//! Polygons inside and around a payoff set whose vertices are not rational, or whose exact proof fails.
//!
//! Let `e` be a direction that the operator contracts. The polygon with levels lowered by a little `e` lies inside its own image, so the image's
//! extreme points generate each other. The polygon with levels raised by a little `e` contains its own image, so equilibrium payoffs near it
//! lie in it. Neither is taken for granted: both are proved where they are used.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), *Econometrica* 58, 1041-1063 (self-generation, monotone operator).

use super::closure::{Closure, short};
use super::polygon::{Point, half_planes, hull, minimum, mixture};
use super::template::Template;
use crate::num::Rational;
use crate::repeat::{Discount, Stage};

/// By which shares of the payoffs' range levels are moved.
const SHARES: [i32; 5] = [-40, -34, -27, -20, -13];

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
pub(super) fn inner(
    stage: &Stage,
    discount: &Discount,
    template: &Template,
    levels: &[Rational],
    direction: &[f64],
    profiles: &[usize],
) -> Option<Vec<Point>> {
    SHARES.into_iter().find_map(|share| {
        let lowered = moved(levels, direction, 2f64.powi(share), |c, e| c - e);
        let polygon = half_planes(&template.normals, &lowered);
        let least = minimum(&polygon)?;
        let mut points = Vec::new();
        for profile in profiles {
            points.extend(image(stage, discount, &polygon, &least, *profile));
        }
        let image = hull(points);
        let covers = polygon.iter().all(|point| mixture(&image, point).is_some());
        covers.then_some(image)
    })
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
        for (k, from) in polygon.iter().enumerate() {
            let to = &polygon[(k + 1) % polygon.len()];
            let share = (&corner[axis] - &from[axis]).checked_div(&(&to[axis] - &from[axis]));
            let Some(share) = share.filter(|share| share.sign().is_ge() && *share <= Rational::ONE)
            else {
                continue;
            };
            let point = [0, 1].map(|i| &from[i] + &(&share * &(&to[i] - &from[i])));
            if point[1 - axis] >= corner[1 - axis] {
                then.push(point);
            }
        }
    }
    let value = |then: Point| [0, 1].map(|i| &(&present * &payoff[i]) + &(future * &then[i]));
    then.into_iter().map(value).collect()
}
