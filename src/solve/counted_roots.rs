//! All complex roots of a support in decimals: evidence that they are all, which whoever has the game can check again.
//!
//! A root is given by a point and a radius, such that exactly one root is no farther from the point in any entry. A strategy with small
//! entries is written as it is; one with large entries, or at infinity, is divided by its largest entry. So all numbers are small.
//!
//! # Source
//! Breiding, Rose and Timme (2023), "Certifying zeros of polynomial systems using interval arithmetic" (arXiv 2011.05000), on certificates.

use std::collections::BTreeMap;

use super::certified_roots::{apart, differ};
use super::complex::{Complex, ComplexBox};
use super::indifference::Indifference;
use super::path_tracker::largest_place;
use super::root_chart::Chart;
use crate::num::{Rational, exactly};

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
    /// For each player who mixes a point near all entries, real and imaginary parts, but the one it is divided by, or the last.
    pub centre: Vec<Vec<[Rational; 2]>>,
    /// The root is no farther from the point in any entry, and there is no other one so near.
    pub radius: Rational,
}

/// A strategy with larger entries is divided by the largest.
const LARGE: f64 = 2.0;
/// The radii that are tried, and the decimals of the points, as powers of ten.
const RADII: [(i32, i32); 4] = [(8, 11), (10, 13), (12, 15), (13, 16)];
/// The share of its radius by which a disc has to hold what is proved to hold the root: others may bound less sharply.
const MARGIN: f64 = 1.0 / 8.0;

/// The roots near some boxes in decimals; none where that is not proved with some margin for each, or for any two that they differ.
pub(super) fn saved<'a>(
    system: &Indifference,
    near: impl Iterator<Item = &'a Vec<Vec<ComplexBox>>>,
) -> Option<Vec<CountedRoot>> {
    let mut charts: BTreeMap<Vec<Option<usize>>, Chart> = BTreeMap::new();
    let mut roots: Vec<CountedRoot> = Vec::new();
    let mut boxes: Vec<Vec<Vec<ComplexBox>>> = Vec::new();
    for strategies in near {
        let (units, strategies): (Vec<Option<usize>>, Vec<Vec<Complex>>) =
            strategies.iter().map(|entries| scaled(entries)).unzip();
        let chart = charts
            .entry(units.clone())
            .or_insert_with(|| Chart::new(system, units));
        let centre = chart.centre(&strategies)?;
        let (root, wider) = RADII
            .iter()
            .find_map(|digits| rounded(chart, &centre, *digits))?;
        let is_other = |(known, other): (&CountedRoot, &Vec<Vec<ComplexBox>>)| match known.units
            == root.units
        {
            true => apart(other, &wider),
            false => differ(other, &wider),
        };
        if !roots.iter().zip(&boxes).all(is_other) {
            return None;
        }
        roots.push(root);
        boxes.push(wider);
    }
    Some(roots)
}

/// The middle of a box of strategies, such that its entries sum to one, or divided by the largest if some are large.
fn scaled(entries: &[ComplexBox]) -> (Option<usize>, Vec<Complex>) {
    let middle = |e: &ComplexBox| Complex {
        re: e.re.middle(),
        im: e.im.middle(),
    };
    let entries: Vec<Complex> = entries.iter().map(middle).collect();
    let largest = largest_place(&entries);
    let sum = entries.iter().fold(Complex::ZERO, |sum, e| sum + *e);
    let is_small = entries[largest].size() <= LARGE * sum.size();
    let factor = if is_small { sum } else { entries[largest] }.inverse();
    let unit = (!is_small).then_some(largest);
    (unit, entries.iter().map(|e| *e * factor).collect())
}

/// A root in decimals, with a box twice as wide as is proved to hold it and no other.
fn rounded(
    chart: &mut Chart,
    centre: &[Complex],
    (radius, digits): (i32, i32),
) -> Option<(CountedRoot, Vec<Vec<ComplexBox>>)> {
    let unit = 10f64.powi(digits);
    let whole = |part: f64| (part * unit).round();
    let near: Vec<Complex> = centre
        .iter()
        .map(|e| Complex {
            re: whole(e.re) / unit,
            im: whole(e.im) / unit,
        })
        .collect();
    let around = |radius: f64| -> Vec<ComplexBox> {
        near.iter()
            .map(|e| ComplexBox::around(*e, radius))
            .collect()
    };
    let reach = 10f64.powi(-radius);
    let image = chart.image(&near, &around(reach));
    let inner = around(reach * MARGIN);
    let is_proved = image.iter().zip(&inner).all(|(a, b)| a.is_inside(*b));
    let ten = |power: i32| {
        let power = Rational::integer(10).checked_pow(power);
        power.expect("invariant: ten is not zero")
    };
    let decimal = |part: f64| &exactly(whole(part)) * &ten(-digits);
    let mut entries = centre.iter().map(|e| [decimal(e.re), decimal(e.im)]);
    is_proved.then(|| {
        let root = CountedRoot {
            units: chart.units.clone(),
            centre: chart
                .sizes()
                .iter()
                .map(|size| entries.by_ref().take(size - 1).collect())
                .collect(),
            radius: ten(-radius),
        };
        (root, chart.strategies(&around(2.0 * reach)))
    })
}
