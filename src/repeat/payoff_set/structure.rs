//! Where the vertices of a payoff set come from, and the exact vertices that a structure determines.
//!
//! A vertex is `g(a)`, or `(1 - d) g(a) + d w` with `w` on a line `w_i = u_i + (1 - d)/d h_i(a)`: where that line crosses the edge between two
//! vertices, or where both lines meet. The least payoffs `u` are coordinates of vertices. These equations are solved by Newton's method in
//! machine numbers, and the rationals with the least denominators there are taken if they solve the equations exactly. If not, the error of the
//! solution is computed exactly and made smaller, and more digits are taken. Whether the structure is right is decided elsewhere.
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

/// Digits after the binary point that are computed at most.
const DIGITS: i32 = 240;
const NEWTON_STEPS: usize = 30;
/// The most refinements for so many digits more.
const REFINEMENTS: usize = 20;
const SINGULAR: f64 = 1e-13;
const SOLVED: f64 = 1e-14;

/// The unknowns of a structure: coordinates of the vertices that are no profile's own payoffs.
struct Unknowns {
    vertices: Vec<usize>,
    /// The place of the first unknown of each vertex.
    places: Vec<Option<usize>>,
}

impl Unknowns {
    fn of(structure: &Structure) -> Self {
        let origins = structure.origins.iter().enumerate();
        let moving = origins.filter(|(_, origin)| origin.place != Place::Own);
        let vertices: Vec<usize> = moving.map(|(vertex, _)| vertex).collect();
        let mut places = vec![None; structure.origins.len()];
        for (k, vertex) in vertices.iter().enumerate() {
            places[*vertex] = Some(2 * k);
        }
        Unknowns { vertices, places }
    }
}

/// What is promised at a vertex, and its derivatives: lists of (vertex, coordinate, factor) by coordinates of the promise.
fn continuation(
    machine: &Machine,
    structure: &Structure,
    points: &[[f64; 2]],
    vertex: usize,
) -> ([f64; 2], [Vec<(usize, usize, f64)>; 2]) {
    let origin = structure.origins[vertex];
    let needed = machine.needed[origin.profile];
    let worst = structure.worst;
    let line = |i: usize| points[worst[i]][i] + needed[i];
    match origin.place {
        Place::Own => (machine.payoffs[origin.profile], [vec![], vec![]]),
        Place::Corner => ([line(0), line(1)], [0, 1].map(|i| vec![(worst[i], i, 1.0)])),
        Place::Line { axis, p, q } => {
            let other = 1 - axis;
            let mut value = [line(axis); 2];
            let mut slopes = [vec![], vec![]];
            slopes[axis] = vec![(worst[axis], axis, 1.0)];
            if p == q {
                value[other] = points[p][other];
                slopes[other] = vec![(p, other, 1.0)];
                return (value, slopes);
            }
            let (from, to) = (points[p], points[q]);
            let width = to[axis] - from[axis];
            let (share, rise) = ((value[axis] - from[axis]) / width, to[other] - from[other]);
            value[other] = from[other] + share * rise;
            let slope = rise / width;
            slopes[other] = vec![
                (p, other, 1.0 - share),
                (q, other, share),
                (worst[axis], axis, slope),
                (p, axis, -(1.0 - share) * slope),
                (q, axis, -share * slope),
            ];
            (value, slopes)
        }
    }
}

/// The inverse of the derivative of `x - T(x)`, row after row.
fn inverse(
    machine: &Machine,
    structure: &Structure,
    unknowns: &Unknowns,
    points: &[[f64; 2]],
) -> Option<Vec<Vec<f64>>> {
    let size = 2 * unknowns.vertices.len();
    let mut matrix = vec![vec![0.0; 2 * size]; size];
    for (k, vertex) in unknowns.vertices.iter().enumerate() {
        let (_, slopes) = continuation(machine, structure, points, *vertex);
        for (axis, slopes) in slopes.into_iter().enumerate() {
            let row = &mut matrix[2 * k + axis];
            row[2 * k + axis] = 1.0;
            row[size + 2 * k + axis] = 1.0;
            for (vertex, coordinate, slope) in slopes {
                if let Some(place) = unknowns.places[vertex] {
                    row[place + coordinate] -= machine.discount * slope;
                }
            }
        }
    }
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| {
            let [a, b] = [a, b].map(|row| matrix[*row][column].abs());
            a.total_cmp(&b)
        })?;
        if matrix[pivot][column].abs() < SINGULAR {
            return None;
        }
        matrix.swap(column, pivot);
        let scale = matrix[column][column].recip();
        matrix[column].iter_mut().for_each(|entry| *entry *= scale);
        let row = matrix[column].clone();
        for (k, other) in matrix.iter_mut().enumerate() {
            let factor = other[column];
            if k != column && factor.abs() > 0.0 {
                let pairs = other.iter_mut().zip(&row);
                pairs.for_each(|(entry, pivot)| *entry -= factor * pivot);
            }
        }
    }
    let inverse: Vec<Vec<f64>> = matrix.into_iter().map(|row| row[size..].to_vec()).collect();
    let is_finite = inverse.iter().flatten().all(|entry| entry.is_finite());
    is_finite.then_some(inverse)
}

/// The fixed point of a structure near some points, in machine numbers.
pub(super) fn solved(
    machine: &Machine,
    structure: &Structure,
    points: &[[f64; 2]],
) -> Option<Vec<[f64; 2]>> {
    let unknowns = Unknowns::of(structure);
    let mut points = points.to_vec();
    for (vertex, origin) in structure.origins.iter().enumerate() {
        if origin.place == Place::Own {
            points[vertex] = machine.payoffs[origin.profile];
        }
    }
    for _ in 0..NEWTON_STEPS {
        let error = |vertex: &usize| {
            let (then, _) = continuation(machine, structure, &points, *vertex);
            let payoff = machine.payoffs[structure.origins[*vertex].profile];
            [0, 1].map(|i| {
                let image = (1.0 - machine.discount) * payoff[i] + machine.discount * then[i];
                points[*vertex][i] - image
            })
        };
        let errors: Vec<f64> = unknowns.vertices.iter().flat_map(error).collect();
        let size = errors
            .iter()
            .fold(0.0, |most: f64, error| most.max(error.abs()));
        if !size.is_finite() {
            return None;
        }
        if size <= SOLVED {
            return Some(points);
        }
        let inverse = inverse(machine, structure, &unknowns, &points)?;
        let mut furthest = 0f64;
        for (k, row) in inverse.iter().enumerate() {
            let step: f64 = row.iter().zip(&errors).map(|(a, b)| a * b).sum();
            points[unknowns.vertices[k / 2]][k % 2] -= step;
            furthest = furthest.max(step.abs());
        }
        if furthest <= 10.0 * SOLVED {
            return Some(points);
        }
    }
    None
}

/// The vertices as rationals with short denominators, near the machine points: an exact fixed point of the structure; none where none is found.
pub(super) fn rational_vertices(
    stage: &Stage,
    discount: &Discount,
    machine: &Machine,
    structure: &Structure,
    points: &[[f64; 2]],
) -> Option<Vec<Point>> {
    let unknowns = Unknowns::of(structure);
    let own = |profile: usize| [0, 1].map(|i| stage.payoff(i, profile).clone());
    let origins = structure.origins.iter().zip(points);
    let mut near: Vec<Point> = origins
        .map(|(origin, point)| match origin.place {
            Place::Own => own(origin.profile),
            _ => point.map(exactly),
        })
        .collect();
    let ratio = &discount.present() / discount.value();
    let image = |points: &[Point], vertex: usize| {
        exact_image(stage, discount, &ratio, structure, points, vertex)
    };
    let is_fixed = |points: &[Point]| {
        let mut moving = unknowns.vertices.iter();
        moving.all(|vertex| image(points, *vertex).is_some_and(|image| image == points[*vertex]))
    };
    let mut lines = None;
    // Twice as many digits hold as are asked of the fraction.
    let mut digits: i32 = 40;
    loop {
        let precision = Rational::dyadic(1, -digits);
        let mut short = near.clone();
        for vertex in &unknowns.vertices {
            for coordinate in &mut short[*vertex] {
                *coordinate = simplest(coordinate, &precision)?;
            }
        }
        if is_fixed(&short) {
            return Some(short);
        }
        digits += 40;
        if digits > DIGITS {
            return None;
        }
        if lines.is_none() {
            lines = Some(inverse(machine, structure, &unknowns, points)?);
        }
        let inverse = lines.as_ref().expect("invariant: just computed");
        refine(&mut near, &unknowns, inverse, digits + 8, image)?;
    }
}

/// Makes the error of a fixed point less than so many digits after the binary point, by the inverse of the derivative.
fn refine(
    near: &mut [Point],
    unknowns: &Unknowns,
    inverse: &[Vec<f64>],
    digits: i32,
    image: impl Fn(&[Point], usize) -> Option<Point>,
) -> Option<()> {
    let unit = Rational::dyadic(1, digits + 20);
    for _ in 0..REFINEMENTS {
        let mut errors = Vec::with_capacity(2 * unknowns.vertices.len());
        for vertex in &unknowns.vertices {
            let image = image(near, *vertex)?;
            errors.extend([0, 1].map(|i| &near[*vertex][i] - &image[i]));
        }
        // Errors are scaled so that the largest is about one: machine numbers reach no further than 1e-308.
        let largest = errors.iter().map(Rational::abs).max()?;
        if largest <= Rational::dyadic(1, -digits) {
            return Some(());
        }
        let scaled: Vec<f64> = errors
            .iter()
            .map(|error| Interval::around(&(error / &largest)).middle())
            .collect();
        for (k, row) in inverse.iter().enumerate() {
            let step: f64 = row.iter().zip(&scaled).map(|(a, b)| a * b).sum();
            let place = &mut near[unknowns.vertices[k / 2]][k % 2];
            let moved = &*place - &(&exactly(step) * &largest);
            *place = &(&moved * &unit).floor() / &unit;
        }
    }
    None
}

/// What the structure says of a vertex.
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
