//! All complex roots of a support in decimals: evidence that they are all, which whoever has the game can check again.
//!
//! A root is given by a point and a radius, such that exactly one root is no farther from the point in any entry. A strategy with small
//! entries is written as it is; one with large entries, or at infinity, is divided by its largest entry. So all numbers are small.
//!
//! # Source
//! Breiding, Rose and Timme (2023), "Certifying zeros of polynomial systems using interval arithmetic" (arXiv 2011.05000), on certificates.

use super::complex::{Complex, ComplexBox};
use super::root_chart::Chart;

/// As many complex roots of the equations of some supports as there can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRoots {
    /// The actions that each player plays, in ascending order.
    pub supports: Vec<Vec<usize>>,
    /// All roots: as many as there are block derangements.
    pub roots: Vec<CountedRoot>,
}

/// A complex root, known to some decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRoot {
    /// For each player who mixes the place in its support of the entry by which its strategy is divided; none where the entries sum to one.
    pub units: Vec<Option<usize>>,
    /// How many decimals the point has.
    pub decimals: u32,
    /// For each player who mixes a point near all entries, real and imaginary parts, but the one it is divided by, or the last: whole
    /// numbers, of the last decimal.
    pub centre: Vec<Vec<[i64; 2]>>,
    /// The root is no farther from the point in any entry than ten to the power of minus this, and there is no other one so near.
    pub radius: u32,
}

impl CountedRoot {
    /// The root at the mirror image in the real axis.
    pub(super) fn mirrored(&self) -> Self {
        let mut mirrored = self.clone();
        for [_, im] in mirrored.centre.iter_mut().flatten() {
            *im = -*im;
        }
        mirrored
    }
}

/// The radii that are tried, and the decimals of the points, as powers of ten.
const RADII: [(u32, u32); 4] = [(8, 11), (10, 13), (12, 15), (13, 16)];
/// The share of its radius by which a disc has to hold what is proved to hold the root: others may bound less sharply.
const MARGIN: f64 = 1.0 / 8.0;

/// A root in decimals, proved.
pub(super) struct InDecimals {
    pub root: CountedRoot,
    /// A tight box that holds the root.
    pub near: Vec<ComplexBox>,
    /// A box twice as wide as the one that is proved to hold the root and no other.
    pub wide: Vec<ComplexBox>,
}

/// The root near a centre in decimals; none where that is not proved with some margin.
pub(super) fn in_decimals(chart: &mut Chart, centre: &[Complex]) -> Option<InDecimals> {
    RADII
        .iter()
        .find_map(|digits| rounded(chart, centre, *digits))
}

fn rounded(
    chart: &mut Chart,
    centre: &[Complex],
    (radius, decimals): (u32, u32),
) -> Option<InDecimals> {
    let ten = |power: u32| 10f64.powi(i32::try_from(power).expect("invariant: few decimals"));
    let unit = ten(decimals);
    let whole = |part: f64| (part * unit).round();
    let middle: Vec<Complex> = centre
        .iter()
        .map(|e| Complex {
            re: whole(e.re) / unit,
            im: whole(e.im) / unit,
        })
        .collect();
    let around = |radius: f64| -> Vec<ComplexBox> {
        middle
            .iter()
            .map(|e| ComplexBox::around(*e, radius))
            .collect()
    };
    let reach = ten(radius).recip();
    let near = chart.image(&middle, &around(reach));
    let inner = around(reach * MARGIN);
    let is_proved = near.iter().zip(&inner).all(|(a, b)| a.is_inside(*b));
    is_proved.then(|| {
        // Entries are small, so the whole numbers are too.
        let mut entries = centre
            .iter()
            .map(|e| [whole(e.re) as i64, whole(e.im) as i64]);
        let root = CountedRoot {
            units: chart.units.clone(),
            decimals,
            centre: chart
                .sizes()
                .iter()
                .map(|size| entries.by_ref().take(size - 1).collect())
                .collect(),
            radius,
        };
        InDecimals {
            root,
            near,
            wide: around(2.0 * reach),
        }
    })
}
