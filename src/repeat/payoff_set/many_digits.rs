//! The fixed point of a structure to many digits: its error in fixed-point numbers, made smaller by the derivative in machine numbers.
//!
//! # Source
//! Higham (2002), *Accuracy and Stability of Numerical Algorithms*, chapter 12 (iterative refinement).

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest};

use super::polygon::Point;
use super::structure::{Origin, Place, Structure};
use crate::linalg::Factors;
use crate::num::Rational;
use crate::repeat::{Discount, Stage};

/// The equations of a structure in multiples of a power of two: rounded, to propose only.
pub(super) struct ManyDigits<'a> {
    structure: &'a Structure,
    /// The vertices that are sought.
    unknowns: &'a [usize],
    /// For each of these, the place of an earlier one whose mirror image it is, if there is one: it is not worked out again.
    twins: Vec<Option<usize>>,
    digits: usize,
    future: IBig,
    /// For each of these that is no mirror image: `(1 - d) g`, and `(1 - d)/d h`.
    now: Vec<[IBig; 2]>,
    needed: Vec<[IBig; 2]>,
}

/// Points in multiples of a power of two.
pub(super) struct Refined {
    points: Vec<[IBig; 2]>,
    digits: usize,
}

/// Digits beyond those that are asked for.
const GUARD: u32 = 24;
const REFINEMENTS: usize = 40;

impl<'a> ManyDigits<'a> {
    /// The equations of some vertices; `mirrors` says where the mirror image of each vertex is, if the polygon is its own.
    pub fn new(
        stage: &Stage,
        discount: &Discount,
        structure: &'a Structure,
        unknowns: &'a [usize],
        mirrors: Option<&[usize]>,
        digits: u32,
    ) -> Self {
        let digits = (digits + GUARD) as usize;
        let (present, future) = (discount.present(), discount.value());
        let ratio = &present / future;
        let twin = |k: usize| {
            let mirror = mirrors?[unknowns[k]];
            unknowns[..k].iter().position(|vertex| *vertex == mirror)
        };
        let twins: Vec<Option<usize>> = (0..unknowns.len()).map(twin).collect();
        let of_both = |of: &dyn Fn(usize, usize) -> Rational| {
            let profiles = unknowns.iter().zip(&twins);
            let numbers = profiles.map(|(vertex, twin)| match twin {
                Some(_) => [IBig::ZERO, IBig::ZERO],
                None => [0, 1].map(|i| fixed(&of(i, structure.origins[*vertex].profile), digits)),
            });
            numbers.collect()
        };
        ManyDigits {
            now: of_both(&|i, a| &present * stage.payoff(i, a)),
            needed: of_both(&|i, a| &ratio * &stage.gain(i, a)),
            structure,
            unknowns,
            twins,
            digits,
            future: fixed(future, digits),
        }
    }

    /// Points to begin with: those that were refined to fewer digits, if any were, in place of the unknown ones.
    pub fn begun(&self, near: &[Point], refined: Option<&Refined>) -> Vec<[IBig; 2]> {
        let fixed = |point: &Point| [0, 1].map(|i| fixed(&point[i], self.digits));
        let mut points: Vec<[IBig; 2]> = near.iter().map(fixed).collect();
        if let Some(refined) = refined {
            let more = self.digits - refined.digits;
            for vertex in self.unknowns {
                let known = &refined.points[*vertex];
                points[*vertex] = known.each_ref().map(|x| x.clone() << more);
            }
        }
        self.mirror(&mut points);
        points
    }

    /// Puts mirror images where they are those of the others.
    fn mirror(&self, points: &mut [[IBig; 2]]) {
        for (vertex, twin) in self.unknowns.iter().zip(&self.twins) {
            if let Some(twin) = twin {
                let [x, y] = points[self.unknowns[*twin]].clone();
                points[*vertex] = [y, x];
            }
        }
    }

    /// The points with the unknown vertices moved until the error is a few units of the last digit asked for, or a step that gains as many digits
    /// as the one before makes it so; none if it stays larger.
    pub fn refined(&self, mut points: Vec<[IBig; 2]>, derivative: &Factors) -> Option<Refined> {
        const FEW: usize = GUARD as usize - 6;
        let unknowns = self.unknowns;
        let mut before = 0usize;
        for _ in 0..REFINEMENTS {
            let mut errors: Vec<IBig> = Vec::with_capacity(2 * unknowns.len());
            for (k, vertex) in unknowns.iter().enumerate() {
                match self.twins[k] {
                    Some(twin) => {
                        errors.extend([1, 0].map(|i| errors[2 * twin + i].clone()));
                    }
                    None => {
                        let image = self.image(&points, k)?;
                        errors.extend([0, 1].map(|i| &points[*vertex][i] - &image[i]));
                    }
                }
            }
            let longest = errors.iter().map(|error| error.bit_len()).max()?;
            if longest > FEW {
                // The leading digits of all errors, to the same scale.
                let shift = longest.saturating_sub(60);
                let scaled = errors.iter().map(|error| leading(error, shift)).collect();
                for (k, step) in derivative.solution(scaled).into_iter().enumerate() {
                    if !step.is_finite() || step.abs() > 1e30 {
                        return None;
                    }
                    if self.twins[k / 2].is_none() {
                        points[unknowns[k / 2]][k % 2] -= IBig::from(step as i128) << shift;
                    }
                }
                self.mirror(&mut points);
            }
            let left = longest.saturating_sub(before.saturating_sub(longest));
            if longest <= FEW || before > longest && left + 4 <= FEW {
                return Some(Refined {
                    points,
                    digits: self.digits,
                });
            }
            before = longest;
        }
        None
    }

    fn image(&self, points: &[[IBig; 2]], k: usize) -> Option<[IBig; 2]> {
        let vertex = self.unknowns[k];
        let Origin { place, .. } = self.structure.origins[vertex];
        let worst = self.structure.worst;
        let line = |i: usize| &points[worst[i]][i] + &self.needed[k][i];
        let then = match place {
            Place::Own => return Some(points[vertex].clone()),
            Place::Corner => [line(0), line(1)],
            Place::Line { axis, p, q } => {
                let (other, level) = (1 - axis, line(axis));
                let (from, to) = (&points[p], &points[q]);
                let width = &to[axis] - &from[axis];
                let height = match p == q {
                    true => from[other].clone(),
                    false if width == IBig::ZERO => return None,
                    false => {
                        let rise = (&level - &from[axis]) * (&to[other] - &from[other]);
                        &from[other] + rise / width
                    }
                };
                let mut then = [level.clone(), level];
                then[other] = height;
                then
            }
        };
        Some([0, 1].map(|i| &self.now[k][i] + ((&self.future * &then[i]) >> self.digits)))
    }
}

impl Refined {
    /// The fraction with the least denominator that agrees with a coordinate of a point in so many digits, or nearly.
    pub fn simplest(&self, vertex: usize, i: usize, digits: u32) -> Option<Rational> {
        let kept = digits as usize + 6;
        let point = &self.points[vertex][i] >> (self.digits - kept);
        let ends = [&point - IBig::from(64), point + IBig::from(65)];
        Rational::simplest_of_quotients(ends, IBig::ONE << kept)
    }
}

fn fixed(value: &Rational, digits: usize) -> IBig {
    let (numerator, denominator) = value.to_integers();
    (numerator << digits) / denominator
}

fn leading(value: &IBig, shift: usize) -> f64 {
    let size = i128::try_from(value.clone().abs() >> shift).map_or(f64::INFINITY, |x| x as f64);
    if *value < IBig::ZERO { -size } else { size }
}
