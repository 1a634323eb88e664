//! The cells of a phase map on one fine grid, and on which side of a curve a place lies.

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use crate::num::{Multivariate, Rational};
use crate::region::{Node, PhaseMap, Rest};

/// Halvings of each axis of the grid: at least so many that curves look smooth, at most so many that the eye could tell.
const COARSEST: u32 = 7;
const FINEST: u32 = 11;

/// To whom a place of the sheet belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// It is outside the box.
    Outside,
    /// To no region, as far as is proved.
    Undecided,
    /// To a region.
    Region(usize),
}

/// What became of a cell, for drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf {
    /// All of it has one owner.
    Whole(Owner),
    /// A curve cuts it.
    Cut {
        /// The polynomial.
        polynomial: usize,
        /// The region where it is negative.
        below: usize,
        /// The region where it is not.
        above: usize,
    },
}

/// The map on a grid of equal cells; place `[x, y]` of the unit square is measured from the lower ends of the axes.
pub(super) struct Grid {
    /// Cells along each axis.
    pub size: [usize; 2],
    leaves: Vec<Leaf>,
    cells: Vec<u32>,
    polynomials: Vec<Vec<([u32; 2], f64)>>,
}

impl Grid {
    /// # Panics
    /// When the map is not in two parameters: our own bug.
    pub fn new(map: &PhaseMap) -> Self {
        assert_eq!(map.axes.len(), 2, "invariant: the map is flat");
        let mut depth = [0, 0];
        deepest(&map.root, [0, 0], &mut depth);
        let size = depth.map(|depth| 1usize << depth.clamp(COARSEST, FINEST));
        let polynomials = map.polynomials.iter();
        let mut grid = Grid {
            size,
            leaves: Vec::new(),
            cells: vec![0; size[0] * size[1]],
            polynomials: polynomials.map(|p| on_unit_square(p, map)).collect(),
        };
        grid.fill(&map.root, [0.0, 0.0], [1.0, 1.0]);
        grid
    }

    fn fill(&mut self, node: &Node, corner: [f64; 2], side: [f64; 2]) {
        let leaf = match &node.rest {
            Rest::Halves(axis, halves) => {
                let mut half = side;
                half[*axis] /= 2.0;
                let mut upper = corner;
                upper[*axis] += half[*axis];
                self.fill(&halves[0], corner, half);
                self.fill(&halves[1], upper, half);
                return;
            }
            Rest::Region(region) => Leaf::Whole(Owner::Region(*region)),
            Rest::Undecided => Leaf::Whole(Owner::Undecided),
            Rest::Cut {
                polynomial,
                below,
                above,
            } => Leaf::Cut {
                polynomial: *polynomial,
                below: below.0,
                above: above.0,
            },
        };
        let number = u32::try_from(self.leaves.len()).expect("invariant: cells are countable");
        self.leaves.push(leaf);
        // Powers of two: these products are exact, and a cell below the grid falls into the one that holds it.
        let [first, last] = [0.0, 1.0].map(|end| {
            [0, 1].map(|axis| ((corner[axis] + end * side[axis]) * self.size[axis] as f64) as usize)
        });
        for y in first[1]..last[1].max(first[1] + 1) {
            for x in first[0]..last[0].max(first[0] + 1) {
                self.cells[y * self.size[0] + x] = number;
            }
        }
    }

    /// What a cell of the grid belongs to; outside the box, a whole cell of the outside.
    pub fn leaf(&self, x: isize, y: isize) -> Leaf {
        match (usize::try_from(x), usize::try_from(y)) {
            (Ok(x), Ok(y)) if x < self.size[0] && y < self.size[1] => {
                self.leaves[self.cells[y * self.size[0] + x] as usize]
            }
            _ => Leaf::Whole(Owner::Outside),
        }
    }

    /// Whether the polynomial is at least zero at a place of the unit square.
    pub fn is_positive(&self, polynomial: usize, at: [f64; 2]) -> bool {
        let terms = self.polynomials[polynomial].iter();
        let values = terms.map(|(powers, coefficient)| {
            coefficient * power(at[0], powers[0]) * power(at[1], powers[1])
        });
        values.sum::<f64>() >= 0.0
    }

    /// The place of a grid's corner in the unit square.
    pub fn place(&self, x: usize, y: usize) -> [f64; 2] {
        [
            x as f64 / self.size[0] as f64,
            y as f64 / self.size[1] as f64,
        ]
    }

    /// The owner at a place of the unit square.
    pub fn owner(&self, at: [f64; 2]) -> Owner {
        let [x, y] = [0, 1].map(|axis| (at[axis] * self.size[axis] as f64).floor() as isize);
        match self.leaf(x, y) {
            Leaf::Whole(owner) => owner,
            Leaf::Cut {
                polynomial,
                below,
                above,
            } => Owner::Region(if self.is_positive(polynomial, at) {
                above
            } else {
                below
            }),
        }
    }

    /// Whether some cell is undecided.
    pub fn has_undecided(&self) -> bool {
        self.leaves.contains(&Leaf::Whole(Owner::Undecided))
    }
}

fn power(base: f64, exponent: u32) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

fn deepest(node: &Node, depth: [u32; 2], most: &mut [u32; 2]) {
    *most = [0, 1].map(|axis| most[axis].max(depth[axis]));
    if let Rest::Halves(axis, halves) = &node.rest {
        let mut next = depth;
        next[*axis] += 1;
        deepest(&halves[0], next, most);
        deepest(&halves[1], next, most);
    }
}

/// The polynomial over the unit square, scaled exactly so that its largest coefficient is one, then rounded.
fn on_unit_square(polynomial: &Multivariate, map: &PhaseMap) -> Vec<([u32; 2], f64)> {
    let mut moved = polynomial.clone();
    for (unknown, axis) in map.axes.iter().enumerate() {
        let length = &axis.upper - &axis.lower;
        let place = Multivariate::unknown(unknown).scaled(&length);
        moved = moved.substitute(
            unknown,
            &(&place + &Multivariate::constant(axis.lower.clone())),
        );
    }
    let largest = moved
        .terms()
        .map(|(_, coefficient)| coefficient.abs())
        .max();
    let scale = largest.filter(|largest| !largest.is_zero());
    let terms = moved.terms().map(|(monomial, coefficient)| {
        let scaled = scale
            .as_ref()
            .map_or_else(|| coefficient.clone(), |scale| coefficient / scale);
        (
            [monomial.exponent(0), monomial.exponent(1)],
            rounded(&scaled),
        )
    });
    terms.collect()
}

/// The fraction as a machine number, good to far more than a picture shows.
pub(super) fn rounded(value: &Rational) -> f64 {
    let (numerator, denominator) = value.to_integers();
    let excess = |n: &IBig| n.bit_len().saturating_sub(1000);
    // Shifting both alike keeps the quotient; what is shifted out is beyond the precision.
    let shift = excess(&numerator).max(excess(&denominator));
    let [numerator, denominator] =
        [numerator >> shift, denominator >> shift].map(|n| n.to_f64().value());
    if denominator == 0.0 {
        0.0
    } else {
        numerator / denominator
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_beyond_machine_numbers_are_rounded_too() {
        let huge = Rational::integer(10).checked_pow(500).expect("a power");
        let third = &huge / &(&huge * &Rational::integer(3) + Rational::ONE);
        assert!((rounded(&third) - 1.0 / 3.0).abs() < 1e-15);
        assert!((rounded(&Rational::ratio(-7, 4)) + 1.75).abs() < 1e-15);
        assert!(rounded(&(Rational::ONE / huge)).abs() < 1e-300);
    }
}
