//! Where the vertices of a payoff set come from, and the exact vertices that a structure determines.
//!
//! A vertex is `g(a)`, or `(1 - d) g(a) + d w` with `w` on a line `w_i = u_i + (1 - d)/d h_i(a)`: where that line crosses the edge between two
//! vertices, or where both lines meet. The least payoffs `u` are coordinates of vertices. These equations are solved by Newton's method in
//! machine numbers, and the rationals with the least denominators there are taken if they solve the equations exactly. If not, the error of the
//! solution is computed exactly and made smaller, and more digits are taken. Whether the structure is right is decided elsewhere.
//!
//! # Source
//! Wang and Pan (2003), "Acceleration of Euclidean algorithm and rational number reconstruction", *SIAM Journal on Computing* 32.

use dashu_int::ops::BitTest;

use super::iteration::Machine;
use super::many_digits::ManyDigits;
use super::polygon::Point;
use crate::linalg::Factors;
use crate::num::{Rational, exactly};
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

impl Structure {
    /// The profiles that play the vertices.
    pub fn profiles(&self) -> Vec<usize> {
        self.origins.iter().map(|origin| origin.profile).collect()
    }
}

/// Digits after the binary point from which fractions are tried to be read; those that machine numbers have are the first.
const DIGITS: [u32; 3] = [MACHINE_DIGITS, 128, 240];
const MACHINE_DIGITS: u32 = 48;
const NEWTON_STEPS: usize = 30;
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

/// The derivatives of a number: by which coordinate of which vertex, and how much.
type Slopes = Vec<(usize, usize, f64)>;

/// What is promised at a vertex, and its derivatives.
fn continuation(
    machine: &Machine,
    structure: &Structure,
    points: &[[f64; 2]],
    vertex: usize,
) -> ([f64; 2], [Slopes; 2]) {
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

/// The derivative of `x - T(x)`, ready to solve with; none if it looks singular.
fn derivative(
    machine: &Machine,
    structure: &Structure,
    unknowns: &Unknowns,
    points: &[[f64; 2]],
) -> Option<Factors> {
    let size = 2 * unknowns.vertices.len();
    let mut rows = vec![vec![0.0; size]; size];
    for (k, vertex) in unknowns.vertices.iter().enumerate() {
        let (_, slopes) = continuation(machine, structure, points, *vertex);
        for (axis, slopes) in slopes.into_iter().enumerate() {
            let row = &mut rows[2 * k + axis];
            row[2 * k + axis] += 1.0;
            for (vertex, coordinate, slope) in slopes {
                if let Some(place) = unknowns.places[vertex] {
                    row[place + coordinate] -= machine.discount * slope;
                }
            }
        }
    }
    Factors::new(rows)
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
        let derivative = derivative(machine, structure, &unknowns, &points)?;
        let mut furthest = 0f64;
        for (k, step) in derivative.solution(errors).into_iter().enumerate() {
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
    for digits in DIGITS {
        if digits > MACHINE_DIGITS {
            let derivative = derivative(machine, structure, &unknowns, points)?;
            let many = ManyDigits::new(stage, discount, structure, digits);
            near = many.refined(&near, &unknowns.vertices, &derivative)?;
        }
        let Some(short) = shortened(&near, &unknowns, digits) else {
            continue;
        };
        let mut moving = unknowns.vertices.iter();
        let is_fixed = moving.all(|vertex| {
            let image = exact_image(stage, discount, &ratio, structure, &short, *vertex);
            image.is_some_and(|image| image == short[*vertex])
        });
        if is_fixed {
            return Some(short);
        }
    }
    None
}

/// The rationals of the least denominators near the unknowns; none unless they are so short that so many digits can hardly be chance.
fn shortened(near: &[Point], unknowns: &Unknowns, digits: u32) -> Option<Vec<Point>> {
    let precision = Rational::dyadic(1, 6 - digits as i32);
    let mut short = near.to_vec();
    for vertex in &unknowns.vertices {
        for coordinate in &mut short[*vertex] {
            let (lower, upper) = (&*coordinate - &precision, &*coordinate + &precision);
            let found = Rational::simplest_between(&lower, &upper)?;
            if found.to_integers().1.bit_len() as u32 > digits / 2 - 7 {
                return None;
            }
            *coordinate = found;
        }
    }
    Some(short)
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
