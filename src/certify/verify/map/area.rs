//! The share of a cell on which a sign is proved, from the areas of polygons.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::tensor::{Cell, Tensor, halves};
use crate::num::Rational;

/// Cells are halved this often along each axis at most.
const FINEST: u32 = 4;

/// Whether a polynomial is proved to have a sign on at least a share of a cell, for maps over one axis or two.
///
/// On each of finer and finer parts an affine function below the polynomial (or above it) bounds the share from below by the area of the polygon on
/// which that function has the sign.
///
/// # Source
/// Garloff, Jansson and Smith (2003), "Lower bound functions for polynomials", Journal of Computational and Applied Mathematics 157,
/// 207-225.
pub(super) fn has_share(tensor: &Tensor, cell: &Cell, sign: Ordering, claimed: &Rational) -> bool {
    let mut parts = vec![cell.clone()];
    let mut share = Rational::ONE;
    for step in 0..=FINEST {
        let found: Rational = parts.iter().map(|part| bound(tensor, part, sign)).sum();
        if &found * &share >= *claimed {
            return true;
        }
        if step < FINEST {
            for axis in 0..cell.len() {
                let finer = parts.iter().flat_map(|part| halves(part, axis));
                parts = finer.collect();
                share = share * Rational::ratio(1, 2);
            }
        }
    }
    false
}

/// A lower bound of the share of a cell on which the polynomial has a sign.
fn bound(tensor: &Tensor, cell: &Cell, sign: Ordering) -> Rational {
    let values: Vec<IBig> = match sign {
        Ordering::Less => tensor.coefficients(cell).iter().map(|v| -v).collect(),
        _ => tensor.coefficients(cell),
    };
    let positive = values.iter().any(|value| *value > IBig::ZERO);
    if !positive {
        return Rational::ZERO;
    }
    if values.iter().all(|value| *value >= IBig::ZERO) {
        return Rational::ONE;
    }
    let exact = |value: &IBig| {
        let whole = Rational::from_integers(value.clone(), IBig::ONE);
        whole.expect("invariant: one is not zero")
    };
    let values: Vec<Rational> = values.iter().map(exact).collect();
    let (offset, slopes) = affine_below(&values, tensor.degrees());
    let [first, second] = [0, 1].map(|axis| slopes.get(axis).cloned().unwrap_or(Rational::ZERO));
    area_above_zero(&offset, &first, &second)
}

/// An affine function at or below the polynomial with these Bernstein coefficients: its value at the origin, and its slopes.
///
/// Coefficient `i` of `x_k` itself is `i_k / d_k`. The slope along an axis is the mean difference of the last and the first
/// coefficients; the offset is the largest that leaves the function below.
fn affine_below(values: &[Rational], degrees: &[usize]) -> (Rational, Vec<Rational>) {
    let mut strides = vec![1; degrees.len()];
    for axis in (1..degrees.len()).rev() {
        strides[axis - 1] = strides[axis] * (degrees[axis] + 1);
    }
    let level = |number: usize, axis: usize| number / strides[axis] % (degrees[axis] + 1);
    let slope = |axis: usize| {
        if degrees[axis] == 0 {
            return Rational::ZERO;
        }
        let on = |asked: usize| -> Rational {
            let numbered = values.iter().enumerate();
            let on_level = numbered.filter(|(number, _)| level(*number, axis) == asked);
            on_level.map(|(_, value)| value).sum()
        };
        let lines = values.len() / (degrees[axis] + 1);
        let lines = Rational::integer(lines as i64);
        &(on(degrees[axis]) - on(0)) / &lines
    };
    let slopes: Vec<Rational> = (0..degrees.len()).map(slope).collect();
    let residuals = values.iter().enumerate().map(|(number, value)| {
        let along = slopes.iter().enumerate().map(|(axis, slope)| {
            let degree = degrees[axis].max(1) as i64;
            slope * &Rational::ratio(level(number, axis) as i64, degree)
        });
        value - &along.sum::<Rational>()
    });
    let least = residuals.min();
    (least.expect("invariant: there is a coefficient"), slopes)
}

/// The area of the part of the unit square on which `offset + first x + second y > 0`: the square is clipped, and the polygon left is measured.
///
/// # Source
/// Sutherland and Hodgman (1974), "Reentrant polygon clipping", Communications of the ACM 17, 32-42.
fn area_above_zero(offset: &Rational, first: &Rational, second: &Rational) -> Rational {
    let corners = [(0, 0), (1, 0), (1, 1), (0, 1)];
    let corners = corners.map(|(x, y)| [x, y].map(Rational::integer));
    let value = |corner: &[Rational; 2]| &(offset + &(first * &corner[0])) + &(second * &corner[1]);
    let mut polygon: Vec<[Rational; 2]> = Vec::with_capacity(5);
    for (number, from) in corners.iter().enumerate() {
        let to = &corners[(number + 1) % 4];
        let (here, there) = (value(from), value(to));
        if !here.sign().is_lt() {
            polygon.push(from.clone());
        }
        if here.sign() == there.sign().reverse() && !here.is_zero() {
            let share = &here / &(&here - &there);
            let crossing = |axis: usize| &from[axis] + &(&share * &(&to[axis] - &from[axis]));
            polygon.push([crossing(0), crossing(1)]);
        }
    }
    let next = polygon.iter().cycle().skip(1);
    let twice: Rational = polygon
        .iter()
        .zip(next)
        .map(|(p, q)| &(&p[0] * &q[1]) - &(&q[0] * &p[1]))
        .sum();
    twice * Rational::ratio(1, 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certify::map_claim::ClaimedAxis;
    use crate::num::Multivariate;

    fn integer(value: i64) -> Rational {
        Rational::integer(value)
    }

    #[test]
    fn polygons_have_the_areas_of_school() {
        for (line, over, under) in [
            ([1, 0, 0], 1, 1),
            ([-1, 0, 0], 0, 1),
            ([1, -1, -1], 1, 2),
            ([1, -2, -1], 1, 4),
            ([-1, 4, 0], 3, 4),
            ([3, -2, -2], 7, 8),
            ([0, 1, 0], 1, 1),
            ([0, -1, 0], 0, 1),
        ] {
            let [offset, first, second] = line.map(integer);
            let area = area_above_zero(&offset, &first, &second);
            assert_eq!(area, Rational::ratio(over, under), "{line:?}");
        }
    }

    #[test]
    fn shares_below_the_true_one_are_proved_and_none_above_it() {
        let side = ClaimedAxis {
            name: String::new(),
            lower: Rational::ZERO,
            upper: Rational::ONE,
        };
        let [x, y] = [0, 1].map(Multivariate::unknown);
        // The square of side one is divided by the parabola into one third and two thirds.
        let tensor = Tensor::new(&(&x.pow(2) - &y), &[side.clone(), side]);
        let cell = vec![(0, 0), (0, 0)];
        for (sign, over) in [(Ordering::Greater, 1), (Ordering::Less, 2)] {
            let exact = Rational::ratio(over, 3);
            let little = Rational::ratio(1, 100);
            assert!(has_share(&tensor, &cell, sign, &(&exact - &little)));
            assert!(!has_share(&tensor, &cell, sign, &exact));
        }
    }
}
