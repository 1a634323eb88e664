//! Where the vertices of a payoff set come from, and the exact vertices that a structure determines.
//!
//! A vertex is `g(a)`, or `(1 - d) g(a) + d w` with `w` on a line `w_i = u_i + (1 - d)/d h_i(a)`: where that line crosses the edge between two
//! vertices, or where both lines meet. The least payoffs `u` are coordinates of vertices. These equations are solved by Newton's method in
//! machine numbers, the error of the solution is computed exactly and made smaller until two hundred binary digits hold, and the rational with
//! the least denominator there is taken. Whether it is right is decided elsewhere.
//!
//! # Source
//! Wang and Pan (2003), "Acceleration of Euclidean algorithm and rational number reconstruction", *SIAM Journal on Computing* 32 (continued
//! fractions); Higham (2002), *Accuracy and Stability of Numerical Algorithms*, chapter 12 (iterative refinement).

use super::iteration::Machine;
use super::polygon::Point;
use crate::num::{Interval, Rational, exactly};
use crate::repeat::{Discount, Stage};

/// Where the continuation of a vertex lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Place {
    /// The vertex is the profile's own payoff.
    #[default]
    Own,
    /// On the line of one player, where it crosses the edge between two vertices; or at the height of one vertex.
    Line { axis: usize, p: usize, q: usize },
    /// Where the lines of both players meet.
    Corner,
}

/// Where a vertex comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Origin {
    pub profile: usize,
    pub place: Place,
}

/// Where all vertices come from, and which are the worst for whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Structure {
    pub origins: Vec<Origin>,
    pub worst: [usize; 2],
}

/// Digits after the binary point.
const DIGITS: u32 = 240;
/// Denominators are shorter than this.
const DENOMINATOR: u32 = 80;
const REFINEMENTS: usize = 40;

/// The continuation of a vertex and its derivatives: lists of (coordinate, factor) by coordinates of the continuation.
fn continuation(
    machine: &Machine,
    structure: &Structure,
    points: &[[f64; 2]],
    vertex: usize,
) -> ([f64; 2], [Vec<(usize, f64)>; 2]) {
    let origin = structure.origins[vertex];
    let needed = machine.needed[origin.profile];
    let place = |i: usize| 2 * structure.worst[i] + i;
    let line = |i: usize| points[structure.worst[i]][i] + needed[i];
    match origin.place {
        Place::Own => (machine.payoffs[origin.profile], [vec![], vec![]]),
        Place::Corner => ([line(0), line(1)], [0, 1].map(|i| vec![(place(i), 1.0)])),
        Place::Line { axis, p, q } => {
            let other = 1 - axis;
            let mut value = [line(axis); 2];
            let mut slopes = [vec![], vec![]];
            slopes[axis] = vec![(place(axis), 1.0)];
            if p == q {
                value[other] = points[p][other];
                slopes[other] = vec![(2 * p + other, 1.0)];
                return (value, slopes);
            }
            let (from, to) = (points[p], points[q]);
            let width = to[axis] - from[axis];
            let (share, rise) = ((value[axis] - from[axis]) / width, to[other] - from[other]);
            value[other] = from[other] + share * rise;
            let slope = rise / width;
            slopes[other] = vec![
                (2 * p + other, 1.0 - share),
                (2 * q + other, share),
                (place(axis), slope),
                (2 * p + axis, -(1.0 - share) * slope),
                (2 * q + axis, -share * slope),
            ];
            (value, slopes)
        }
    }
}

fn image(machine: &Machine, structure: &Structure, points: &[[f64; 2]], vertex: usize) -> [f64; 2] {
    let (then, _) = continuation(machine, structure, points, vertex);
    let payoff = machine.payoffs[structure.origins[vertex].profile];
    match structure.origins[vertex].place {
        Place::Own => payoff,
        _ => [0, 1].map(|i| (1.0 - machine.discount) * payoff[i] + machine.discount * then[i]),
    }
}

/// The inverse of the derivative of `x - T(x)`, row after row.
fn inverse(machine: &Machine, structure: &Structure, points: &[[f64; 2]]) -> Option<Vec<Vec<f64>>> {
    let size = 2 * points.len();
    let mut matrix = vec![vec![0.0; 2 * size]; size];
    for vertex in 0..points.len() {
        let (_, slopes) = continuation(machine, structure, points, vertex);
        for (axis, slopes) in slopes.into_iter().enumerate() {
            let row = &mut matrix[2 * vertex + axis];
            row[2 * vertex + axis] = 1.0;
            row[size + 2 * vertex + axis] = 1.0;
            for (place, slope) in slopes {
                row[place] -= machine.discount * slope;
            }
        }
    }
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| {
            matrix[*a][column]
                .abs()
                .total_cmp(&matrix[*b][column].abs())
        })?;
        if matrix[pivot][column].abs() < 1e-13 {
            return None;
        }
        matrix.swap(column, pivot);
        let scale = matrix[column][column].recip();
        matrix[column].iter_mut().for_each(|entry| *entry *= scale);
        let row = matrix[column].clone();
        for (k, other) in matrix.iter_mut().enumerate() {
            let factor = other[column];
            if k != column && factor.abs() > 0.0 {
                other
                    .iter_mut()
                    .zip(&row)
                    .for_each(|(entry, pivot)| *entry -= factor * pivot);
            }
        }
    }
    let inverse: Vec<Vec<f64>> = matrix.into_iter().map(|row| row[size..].to_vec()).collect();
    inverse
        .iter()
        .flatten()
        .all(|entry| entry.is_finite())
        .then_some(inverse)
}

/// The fixed point of a structure near some points, in machine numbers.
pub(super) fn solved(
    machine: &Machine,
    structure: &Structure,
    points: &[[f64; 2]],
) -> Option<Vec<[f64; 2]>> {
    let mut points = points.to_vec();
    for _ in 0..30 {
        let errors: Vec<f64> = (0..points.len())
            .flat_map(|vertex| {
                let image = image(machine, structure, &points, vertex);
                [0, 1].map(|i| points[vertex][i] - image[i])
            })
            .collect();
        let inverse = inverse(machine, structure, &points)?;
        let mut largest = 0f64;
        for (k, row) in inverse.iter().enumerate() {
            let step: f64 = row.iter().zip(&errors).map(|(a, b)| a * b).sum();
            points[k / 2][k % 2] -= step;
            largest = largest.max(step.abs());
        }
        if !largest.is_finite() {
            return None;
        }
        if largest <= 1e-13 * machine.scale {
            return Some(points);
        }
    }
    None
}

/// The vertices as rationals with short denominators, near the machine points; none where they have none.
pub(super) fn rational_vertices(
    stage: &Stage,
    discount: &Discount,
    machine: &Machine,
    structure: &Structure,
    points: &[[f64; 2]],
) -> Option<Vec<Point>> {
    let own = |vertex: usize| {
        let origin = structure.origins[vertex];
        (origin.place == Place::Own)
            .then(|| [0, 1].map(|i| stage.payoff(i, origin.profile).clone()))
    };
    let mut exact: Vec<Point> = (0..points.len())
        .map(|vertex| own(vertex).unwrap_or_else(|| points[vertex].map(exactly)))
        .collect();
    if structure
        .origins
        .iter()
        .all(|origin| origin.place == Place::Own)
    {
        return Some(exact);
    }
    let inverse = inverse(machine, structure, points)?;
    let unit = Rational::integer(2).checked_pow(DIGITS as i32)?;
    let ratio = &discount.present() / discount.value();
    for _ in 0..REFINEMENTS {
        let mut errors = Vec::with_capacity(2 * points.len());
        for vertex in 0..points.len() {
            let image = exact_image(stage, discount, &ratio, structure, &exact, vertex)?;
            errors.extend([0, 1].map(|i| &exact[vertex][i] - &image[i]));
        }
        // Errors are scaled so that the largest is about one: machine numbers reach no further than 1e-308.
        let largest = errors.iter().map(Rational::abs).max()?;
        if (&largest * &unit) <= Rational::integer(1 << 20) {
            let bound = Rational::integer(2).checked_pow(DENOMINATOR as i32)?;
            let precision = Rational::ONE
                .checked_div(&Rational::integer(2).checked_pow(DIGITS as i32 - 60)?)?;
            let coordinate = |value: &Rational| {
                simplest(value, &precision).filter(|found| {
                    let (_, denominator) = found.to_integers();
                    Rational::from_integers(denominator, 1.into())
                        .is_some_and(|denominator| denominator < bound)
                })
            };
            return exact
                .iter()
                .map(|[x, y]| Some([coordinate(x)?, coordinate(y)?]))
                .collect();
        }
        let scaled: Vec<f64> = errors
            .iter()
            .map(|error| Interval::around(&(error / &largest)).middle())
            .collect();
        for (k, row) in inverse.iter().enumerate() {
            let step: f64 = row.iter().zip(&scaled).map(|(a, b)| a * b).sum();
            let place = &mut exact[k / 2][k % 2];
            *place = rounded(&(&*place - &(&exactly(step) * &largest)), &unit);
        }
        for (vertex, point) in exact.iter_mut().enumerate() {
            if let Some(own) = own(vertex) {
                *point = own;
            }
        }
    }
    None
}

fn exact_image(
    stage: &Stage,
    discount: &Discount,
    ratio: &Rational,
    structure: &Structure,
    points: &[Point],
    vertex: usize,
) -> Option<Point> {
    let Origin { profile, place } = structure.origins[vertex];
    let line = |i: usize| &points[structure.worst[i]][i] + &(ratio * &stage.gain(i, profile));
    let then = match place {
        Place::Own => return Some([0, 1].map(|i| stage.payoff(i, profile).clone())),
        Place::Corner => [line(0), line(1)],
        Place::Line { axis, p, q } => {
            let (other, level) = (1 - axis, line(axis));
            let (from, to) = (&points[p], &points[q]);
            let height = match p == q {
                true => from[other].clone(),
                false => {
                    let share = (&level - &from[axis]).checked_div(&(&to[axis] - &from[axis]))?;
                    &from[other] + &(&share * &(&to[other] - &from[other]))
                }
            };
            let mut then = [level.clone(), level];
            then[other] = height;
            then
        }
    };
    let present = discount.present();
    Some([0, 1].map(|i| &(&present * stage.payoff(i, profile)) + &(discount.value() * &then[i])))
}

fn rounded(value: &Rational, unit: &Rational) -> Rational {
    &(value * unit).floor() / unit
}

/// The rational of the least denominator within `precision` of a number.
pub(in crate::repeat) fn simplest(value: &Rational, precision: &Rational) -> Option<Rational> {
    let (mut low, mut high) = (value - precision, value + precision);
    let mut parts = Vec::new();
    // The continued fractions of both ends, as far as they agree.
    loop {
        let whole = low.floor();
        if whole == low || &whole + &Rational::ONE <= high {
            parts.push(if whole == low {
                whole
            } else {
                &whole + &Rational::ONE
            });
            break;
        }
        let (rest_low, rest_high) = (&low - &whole, &high - &whole);
        low = Rational::ONE.checked_div(&rest_high)?;
        high = Rational::ONE.checked_div(&rest_low)?;
        parts.push(whole);
    }
    let mut found = parts.pop()?;
    while let Some(part) = parts.pop() {
        found = &part + &Rational::ONE.checked_div(&found)?;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simplest_number_near_a_decimal_is_the_fraction_meant() {
        let near = |value: &str, precision: &str| {
            let [value, precision] = [value, precision].map(|text| text.parse().expect("a number"));
            simplest(&value, &precision)
        };
        assert_eq!(near("0.333333", "0.00001"), Some(Rational::ratio(1, 3)));
        assert_eq!(
            near("-0.142857143", "0.00000001"),
            Some(Rational::ratio(-1, 7))
        );
        assert_eq!(near("3.14159", "0.01"), Some(Rational::ratio(22, 7)));
        assert_eq!(near("5", "0.01"), Some(Rational::integer(5)));
    }
}
