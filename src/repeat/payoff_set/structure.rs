//! Where the vertices of a payoff set come from, and the exact vertices that a structure determines.
//!
//! A vertex is `g(a)`, or `(1 - d) g(a) + d w` with `w` on a line `w_i = u_i + (1 - d)/d h_i(a)`: where that line crosses the edge between two
//! vertices, or where both lines meet. The least payoffs `u` are coordinates of vertices. Machine numbers solve these equations by Newton's method.
//! Exactly, most coordinates follow one after another from those that are known. Where none does, the fewest vertices are taken that depend on no
//! others but each other, and of these the rationals with the least denominators near the solution, if they solve their equations exactly. If not,
//! the error of the solution is computed and made smaller, and more digits are taken. Whether the structure is right is decided elsewhere.
//!
//! # Source
//! Wang and Pan (2003), "Acceleration of Euclidean algorithm and rational number reconstruction", *SIAM Journal on Computing* 32.

use dashu_int::ops::BitTest;

use super::iteration::Machine;
use super::many_digits::{ManyDigits, Refined};
use super::polygon::Point;
use super::symmetry::{Symmetry, mirrored_vertices};
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

    /// Whether all edges that are crossed are between vertices of its own. Where the iteration stopped before it settled, they may be between those
    /// of the polygon before.
    pub fn is_closed(&self) -> bool {
        self.origins.iter().all(|origin| match origin.place {
            Place::Own | Place::Corner => true,
            Place::Line { p, q, .. } => p.max(q) < self.origins.len(),
        })
    }
}

/// Digits after the binary point from which fractions are tried to be read; those that machine numbers have are the first.
const DIGITS: [u32; 3] = [MACHINE_DIGITS, 112, 240];
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
    /// Coordinates of the vertices that are no profile's own payoffs.
    fn of(structure: &Structure) -> Self {
        let origins = structure.origins.iter().enumerate();
        let moving = origins.filter(|(_, origin)| origin.place != Place::Own);
        Unknowns::at(structure, moving.map(|(vertex, _)| vertex).collect())
    }

    fn at(structure: &Structure, vertices: Vec<usize>) -> Self {
        let mut places = vec![None; structure.origins.len()];
        for (k, vertex) in vertices.iter().enumerate() {
            places[*vertex] = Some(2 * k);
        }
        Unknowns { vertices, places }
    }
}

/// The derivatives of a number: by which coordinate of which vertex, and how much.
type Slopes = [Option<(usize, usize, f64)>; 5];
const CONSTANT: Slopes = [None; 5];

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
        Place::Own => (machine.payoffs[origin.profile], [CONSTANT; 2]),
        Place::Corner => {
            let slopes = [0, 1].map(|i| only((worst[i], i, 1.0)));
            ([line(0), line(1)], slopes)
        }
        Place::Line { axis, p, q } => {
            let other = 1 - axis;
            let mut value = [line(axis); 2];
            let mut slopes = [CONSTANT; 2];
            slopes[axis] = only((worst[axis], axis, 1.0));
            if p == q {
                value[other] = points[p][other];
                slopes[other] = only((p, other, 1.0));
                return (value, slopes);
            }
            let (from, to) = (points[p], points[q]);
            let width = to[axis] - from[axis];
            let (share, rise) = ((value[axis] - from[axis]) / width, to[other] - from[other]);
            value[other] = from[other] + share * rise;
            let slope = rise / width;
            let all = [
                (p, other, 1.0 - share),
                (q, other, share),
                (worst[axis], axis, slope),
                (p, axis, -(1.0 - share) * slope),
                (q, axis, -share * slope),
            ];
            slopes[other] = all.map(Some);
            (value, slopes)
        }
    }
}

/// One derivative that is not zero.
fn only(slope: (usize, usize, f64)) -> Slopes {
    [Some(slope), None, None, None, None]
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
            for (vertex, coordinate, slope) in slopes.into_iter().flatten() {
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

/// The vertices as rationals, near the machine points: an exact fixed point of the structure; none where none is found.
///
/// What follows from known coordinates is worked out; of vertices that hang together in circles, fractions with short denominators are tried.
pub(super) fn rational_vertices(
    stage: &Stage,
    discount: &Discount,
    machine: &Machine,
    structure: &Structure,
    points: &[[f64; 2]],
    symmetry: Option<Symmetry>,
) -> Option<Vec<Point>> {
    let mirrors = symmetry.and_then(|symmetry| mirrored_vertices(symmetry, structure, points));
    let equations = Equations::new(stage, discount, structure);
    let mut known = vec![[None, None]; points.len()];
    loop {
        known = equations.propagated(known)?;
        let all = known.iter().cloned().map(whole);
        if let Some(all) = all.collect::<Option<Vec<Point>>>() {
            return Some(all);
        }
        let near = known.iter().zip(points);
        let near = near.map(|(known, point)| {
            let coordinate = |i: usize| known[i].clone().unwrap_or_else(|| exactly(point[i]));
            [coordinate(0), coordinate(1)]
        });
        let unknowns = Unknowns::at(structure, equations.circle(&known)?);
        let found = fractions(
            &equations,
            machine,
            &unknowns,
            near.collect(),
            points,
            mirrors.as_deref(),
        )?;
        for vertex in &unknowns.vertices {
            known[*vertex] = found[*vertex].clone().map(Some);
        }
    }
}

/// The points with fractions for the unknown vertices that solve the equations of these exactly, near the machine points; none where none are
/// found.
fn fractions(
    equations: &Equations,
    machine: &Machine,
    unknowns: &Unknowns,
    near: Vec<Point>,
    points: &[[f64; 2]],
    mirrors: Option<&[usize]>,
) -> Option<Vec<Point>> {
    let Equations {
        stage,
        discount,
        structure,
        ..
    } = equations;
    let mut slopes = None;
    let mut refined: Option<Refined> = None;
    for digits in DIGITS {
        if digits > MACHINE_DIGITS {
            if slopes.is_none() {
                slopes = Some(derivative(machine, structure, unknowns, points)?);
            }
            let derivative = slopes.as_ref()?;
            let many = ManyDigits::new(
                stage,
                discount,
                structure,
                &unknowns.vertices,
                mirrors,
                digits,
            );
            refined = Some(many.refined(many.begun(&near, refined.as_ref()), derivative)?);
        }
        // The last digits may be wrong.
        let certain = digits - 6;
        let simplest = |vertex: usize, i: usize| match &refined {
            Some(refined) => refined.simplest(vertex, i, certain),
            None => {
                let (near, about) = (&near[vertex][i], Rational::dyadic(1, -(certain as i32)));
                Rational::simplest_between(&(near - &about), &(near + &about))
            }
        };
        let Some(short) = shortened(&near, simplest, unknowns, digits) else {
            continue;
        };
        let mut moving = unknowns.vertices.iter();
        if moving.all(|vertex| equations.image(&short, *vertex).as_ref() == Some(&short[*vertex])) {
            return Some(short);
        }
    }
    None
}

/// The points with the rationals of the least denominators near the coordinates of the unknowns; none unless they are so short that so many digits
/// can hardly be chance.
fn shortened(
    near: &[Point],
    simplest: impl Fn(usize, usize) -> Option<Rational>,
    unknowns: &Unknowns,
    digits: u32,
) -> Option<Vec<Point>> {
    let mut found = Vec::with_capacity(unknowns.vertices.len());
    for vertex in &unknowns.vertices {
        for i in 0..2 {
            let simplest = simplest(*vertex, i)?;
            if simplest.to_integers().1.bit_len() as u32 > digits / 2 - 7 {
                return None;
            }
            found.push((*vertex, i, simplest));
        }
    }
    let mut short = near.to_vec();
    for (vertex, i, simplest) in found {
        short[vertex][i] = simplest;
    }
    Some(short)
}

/// What a structure says of its vertices, exactly.
struct Equations<'a> {
    stage: &'a Stage,
    discount: &'a Discount,
    structure: &'a Structure,
    present: Rational,
    ratio: Rational,
}

impl<'a> Equations<'a> {
    fn new(stage: &'a Stage, discount: &'a Discount, structure: &'a Structure) -> Self {
        let present = discount.present();
        Equations {
            ratio: &present / discount.value(),
            stage,
            discount,
            structure,
            present,
        }
    }

    /// What a profile pays with a continuation.
    fn paid(&self, i: usize, profile: usize, then: &Rational) -> Rational {
        &(&self.present * self.stage.payoff(i, profile)) + &(self.discount.value() * then)
    }

    /// The least a continuation may give a player.
    fn line(&self, i: usize, profile: usize, least: &Rational) -> Rational {
        least + &(&self.ratio * &self.stage.gain(i, profile))
    }

    /// The image of a vertex.
    fn image(&self, points: &[Point], vertex: usize) -> Option<Point> {
        let Origin { profile, place } = self.structure.origins[vertex];
        let line = |i: usize| self.line(i, profile, &points[self.structure.worst[i]][i]);
        let then = match place {
            Place::Own => return Some([0, 1].map(|i| self.stage.payoff(i, profile).clone())),
            Place::Corner => [line(0), line(1)],
            Place::Line { axis, p, q } => {
                let level = line(axis);
                let height = crossed(axis, &level, [&points[p], &points[q]])?;
                let mut then = [level.clone(), level];
                then[1 - axis] = height;
                then
            }
        };
        Some([0, 1].map(|i| self.paid(i, profile, &then[i])))
    }

    /// The coordinates that follow one after another from known ones; none where an edge that is crossed is along the line.
    fn propagated(
        &self,
        mut known: Vec<[Option<Rational>; 2]>,
    ) -> Option<Vec<[Option<Rational>; 2]>> {
        loop {
            let mut is_done = true;
            for vertex in 0..known.len() {
                for i in 0..2 {
                    if known[vertex][i].is_none() {
                        known[vertex][i] = self.coordinate(&known, vertex, i)?;
                        is_done &= known[vertex][i].is_none();
                    }
                }
            }
            if is_done {
                return Some(known);
            }
        }
    }

    /// The fewest vertices with unknown coordinates that follow from no other unknown ones; none if all are known.
    fn circle(&self, known: &[[Option<Rational>; 2]]) -> Option<Vec<usize>> {
        let is_open = |vertex: &usize| known[*vertex].iter().any(Option::is_none);
        let worst = self.structure.worst;
        let needs = |vertex: usize| {
            let (axes, edge) = match self.structure.origins[vertex].place {
                Place::Own => (0..0, [None; 2]),
                Place::Corner => (0..2, [None; 2]),
                Place::Line { axis, p, q } => (axis..axis + 1, [Some(p), Some(q)]),
            };
            let least = axes.filter(|i| known[worst[*i]][*i].is_none());
            let least = least.map(|i| worst[i]);
            edge.into_iter().flatten().chain(least).filter(is_open)
        };
        let reached = |from: usize| {
            let mut is_reached = vec![false; known.len()];
            is_reached[from] = true;
            let mut reached = vec![from];
            let mut next = 0;
            while let Some(vertex) = reached.get(next).copied() {
                for needed in needs(vertex) {
                    if !is_reached[needed] {
                        is_reached[needed] = true;
                        reached.push(needed);
                    }
                }
                next += 1;
            }
            reached
        };
        let open = (0..known.len()).filter(is_open);
        open.map(reached).min_by_key(Vec::len)
    }

    /// A coordinate of a vertex; none inside if it does not follow from what is known.
    fn coordinate(
        &self,
        known: &[[Option<Rational>; 2]],
        vertex: usize,
        i: usize,
    ) -> Option<Option<Rational>> {
        let Origin { profile, place } = self.structure.origins[vertex];
        let worst = self.structure.worst;
        let (axis, p, q) = match place {
            Place::Own => return Some(Some(self.stage.payoff(i, profile).clone())),
            Place::Line { axis, p, q } if axis != i => (axis, p, q),
            // Who gets the least here, gets what the best deviation gives: `u = (1 - d) g + d u + (1 - d) h`.
            _ if worst[i] == vertex => return Some(Some(self.stage.best(i, profile).clone())),
            _ => {
                let least = known[worst[i]][i].as_ref();
                let line = least.map(|least| self.line(i, profile, least));
                return Some(line.map(|line| self.paid(i, profile, &line)));
            }
        };
        if p == q {
            return Some(match p == vertex {
                true => Some(self.stage.payoff(i, profile).clone()),
                false => known[p][i].as_ref().map(|then| self.paid(i, profile, then)),
            });
        }
        let point = |vertex: usize| whole(known[vertex].clone());
        let least = known[worst[axis]][axis].as_ref();
        let Some((least, (from, to))) = least.zip(point(p).zip(point(q))) else {
            return Some(None);
        };
        let level = self.line(axis, profile, least);
        let height = crossed(axis, &level, [&from, &to])?;
        Some(Some(self.paid(i, profile, &height)))
    }
}

/// A point of which both coordinates are known.
fn whole([x, y]: [Option<Rational>; 2]) -> Option<Point> {
    Some([x?, y?])
}

/// Where the line along which coordinates of an axis are at some level crosses an edge; none if it goes along it.
fn crossed(axis: usize, level: &Rational, [from, to]: [&Point; 2]) -> Option<Rational> {
    let other = 1 - axis;
    if from == to {
        return Some(from[other].clone());
    }
    let share = (level - &from[axis]).checked_div(&(&to[axis] - &from[axis]))?;
    Some(&from[other] + &(&share * &(&to[other] - &from[other])))
}
