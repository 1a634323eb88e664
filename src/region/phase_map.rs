//! A phase map: which sets of pure equilibria hold where in a box of parameters, with the facts that prove it.

use std::cmp::Ordering;

use crate::num::{Multivariate, Rational};

/// One side of the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The parameter's name.
    pub name: String,
    /// Its least value.
    pub lower: Rational,
    /// Its greatest value.
    pub upper: Rational,
}

/// A set of pure equilibria and how much of the box it holds on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The equilibria: places into [`PhaseMap::profiles`], in order; none where no pure profile is an equilibrium.
    pub equilibria: Vec<usize>,
    /// The share of the box proved to lie in the region.
    pub area: Rational,
    /// A point proved to lie inside, one number per axis, the middle of the largest cell.
    pub inside: Vec<Rational>,
}

/// Signs proved on a whole cell: `(polynomial, sign)`, holding on the open cell.
pub type Facts = Vec<(usize, Ordering)>;

/// A cell of the subdivision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Signs proved here that were not proved on a larger cell.
    pub facts: Facts,
    /// What became of the cell.
    pub rest: Rest,
}

/// What became of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// All of it lies in one region.
    Region(usize),
    /// One polynomial alone is undecided, and decides: the cell lies in one region where it is negative and in another where it is
    /// positive. The share of the cell on which each sign is proved is a lower bound.
    Cut {
        /// The polynomial.
        polynomial: usize,
        /// The region where it is negative, and the proved share of the cell.
        below: (usize, Rational),
        /// The region where it is positive, and the proved share of the cell.
        above: (usize, Rational),
    },
    /// Nothing is proved about the cell as a whole.
    Undecided,
    /// Halved across an axis, lower half first.
    Halves(usize, Box<[Node; 2]>),
}

/// A subdivision of a box into cells, each proved to lie in one equilibrium region, cut in two by one curve, or undecided.
///
/// # Shapes
/// Unknown `k` of the polynomials is axis `k`, in the parameter's own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseMap {
    /// The sides of the box.
    pub axes: Vec<Axis>,
    /// The pure profiles that are an equilibrium somewhere, each with the action of every player.
    pub profiles: Vec<Vec<usize>>,
    /// The polynomials on whose signs the equilibria depend.
    pub polynomials: Vec<Multivariate>,
    /// The regions, in order of their first cell.
    pub regions: Vec<Region>,
    /// The share of the box not proved to lie in any region.
    pub undecided: Rational,
    /// How often each side was halved in the smallest cells; less than asked where that took too many cells.
    pub depth: u32,
    /// The cells.
    pub root: Node,
}
