//! The regions of a finished subdivision: how much of the box each takes, and a point of it.

use std::cmp::Ordering;

use super::conditions::ProfileConditions;
use super::phase_map::{Axis, Node, PhaseMap, Region, Rest};
use super::volume::SHARE_DIGITS;
use crate::num::{Multivariate, Rational};

/// A subdivision whose cells bear labels, not yet numbered in order.
pub(super) struct Tree {
    /// The cells; a region is a place into `labels`.
    pub(super) root: Node,
    /// Sets of profiles, each once.
    pub(super) labels: Vec<Vec<usize>>,
    /// The level of the smallest cells.
    pub(super) level: u32,
}

/// The phase map of a subdivision: its regions in order of their first cell, with areas, and the profiles that occur in them.
pub(super) fn phase_map(
    tree: Tree,
    conditions: &[ProfileConditions],
    polynomials: Vec<Multivariate>,
    axes: &[Axis],
    depth: u32,
) -> PhaseMap {
    let mut root = tree.root;
    while give_up_unproved(&mut root, tree.labels.len()) {}
    let mut survey = Survey {
        level: tree.level,
        place: vec![(0, 0); axes.len()],
        numbers: vec![None; tree.labels.len()],
        found: Vec::new(),
    };
    survey.visit(&mut root, 0);
    let mut profiles: Vec<usize> = survey
        .found
        .iter()
        .flat_map(|found| tree.labels[found.label].iter().copied())
        .collect();
    profiles.sort_unstable();
    profiles.dedup();
    let region = |found: &Found| {
        let label = tree.labels[found.label].iter();
        let places = label.filter_map(|profile| profiles.binary_search(profile).ok());
        Region {
            equilibria: places.collect(),
            area: found.area(tree.level),
            inside: found.inside(axes, &polynomials),
        }
    };
    let regions: Vec<Region> = survey.found.iter().map(region).collect();
    let decided: Rational = regions.iter().map(|region| &region.area).sum();
    PhaseMap {
        axes: axes.to_vec(),
        profiles: profiles
            .iter()
            .map(|p| conditions[*p].profile.clone())
            .collect(),
        polynomials,
        regions,
        undecided: &Rational::ONE - &decided,
        depth,
        root,
    }
}

/// Calls cut cells undecided that name a label no part of which is proved; whether there were any.
fn give_up_unproved(root: &mut Node, labels: usize) -> bool {
    let mut proved = vec![false; labels];
    each_leaf(root, &mut |rest| match rest {
        Rest::Region(label) => proved[*label] = true,
        Rest::Cut { below, above, .. } => {
            for (label, share) in [below, above] {
                proved[*label] |= share.sign().is_gt();
            }
        }
        _ => {}
    });
    let mut changed = false;
    each_leaf(root, &mut |rest| {
        if let Rest::Cut { below, above, .. } = rest
            && !(proved[below.0] && proved[above.0])
        {
            *rest = Rest::Undecided;
            changed = true;
        }
    });
    changed
}

fn each_leaf(node: &mut Node, visit: &mut impl FnMut(&mut Rest)) {
    match &mut node.rest {
        Rest::Halves(_, halves) => halves.iter_mut().for_each(|half| each_leaf(half, visit)),
        rest => visit(rest),
    }
}

/// Where a cell lies along an axis: it is part `index` of `2^halvings` equal parts.
type Place = Vec<(u64, u32)>;

/// Numbers labels as it meets them.
struct Survey {
    level: u32,
    place: Place,
    numbers: Vec<Option<usize>>,
    found: Vec<Found>,
}

/// How long a point is looked for where no polynomial at all is zero.
const GENERAL_STEPS: u32 = 99;

/// What was met of a region.
struct Found {
    label: usize,
    /// How many whole cells there are of each level.
    cells: Vec<u64>,
    /// Shares of cut cells, in units of `2^-SHARE_DIGITS` of a smallest cell.
    shares: u128,
    /// The level and the place of the largest whole cell.
    largest: Option<(u32, Place)>,
    /// The cut cell with the largest share: that share, the place, the polynomial and its sign.
    cut: Option<(Rational, Place, usize, Ordering)>,
}

impl Survey {
    fn visit(&mut self, node: &mut Node, level: u32) {
        match &mut node.rest {
            Rest::Halves(axis, halves) => {
                let before = self.place[*axis];
                for (upper, half) in (0..).zip(halves.iter_mut()) {
                    self.place[*axis] = (2 * before.0 + upper, before.1 + 1);
                    self.visit(half, level + 1);
                }
                self.place[*axis] = before;
            }
            Rest::Region(label) => {
                let number = self.number(*label);
                let found = &mut self.found[number];
                found.cells[level as usize] += 1;
                if found
                    .largest
                    .as_ref()
                    .is_none_or(|(least, _)| level < *least)
                {
                    found.largest = Some((level, self.place.clone()));
                }
                *label = number;
            }
            Rest::Cut {
                polynomial,
                below,
                above,
            } => {
                for (sign, side) in [(Ordering::Less, below), (Ordering::Greater, above)] {
                    side.0 = self.number(side.0);
                    let found = &mut self.found[side.0];
                    let (over, under) = side.1.to_small().expect("invariant: shares are small");
                    let units = over * ((1 << SHARE_DIGITS) / under);
                    found.shares += units.unsigned_abs();
                    if found.cut.as_ref().is_none_or(|(most, ..)| side.1 > *most) {
                        let place = self.place.clone();
                        found.cut = Some((side.1.clone(), place, *polynomial, sign));
                    }
                }
            }
            Rest::Undecided => {}
        }
    }

    fn number(&mut self, label: usize) -> usize {
        let (found, levels) = (&mut self.found, self.level as usize + 1);
        *self.numbers[label].get_or_insert_with(|| {
            found.push(Found {
                label,
                cells: vec![0; levels],
                shares: 0,
                largest: None,
                cut: None,
            });
            found.len() - 1
        })
    }
}

impl Found {
    fn area(&self, level: u32) -> Rational {
        let cells = (0..).zip(&self.cells).filter(|(_, count)| **count > 0);
        let whole = cells.map(|(level, count)| (u128::from(*count), level));
        let parts = whole.chain([(self.shares, level + SHARE_DIGITS)]);
        parts.fold(Rational::ZERO, |area, (count, level)| {
            let count = i128::try_from(count).expect("invariant: cells fit in memory");
            &area + &(&Rational::from(count) * &power_of_half(level))
        })
    }

    /// The middle of the largest whole cell; without one, a point of a cut cell where the polynomial has the sign.
    ///
    /// Where a polynomial is zero that does not matter on the cell, a profile may be an equilibrium by `>=` or fail to be one by `>`, so
    /// that such a point speaks for nothing; others near the corners are tried. An affine bound that is above zero on a part of a cell
    /// is so at a corner, and hence near it inside.
    fn inside(&self, axes: &[Axis], polynomials: &[Multivariate]) -> Vec<Rational> {
        let cut = self.cut.as_ref();
        let cut = cut.map(|(_, place, polynomial, sign)| (place, Some((*polynomial, *sign))));
        let whole = self.largest.as_ref().map(|(_, place)| (place, None));
        let (place, asked) = whole.or(cut).expect("invariant: a region has a cell");
        let fits = |at: &[Rational], strictly: bool| {
            let sign = |polynomial: usize| polynomials[polynomial].evaluate(at).sign();
            asked.is_none_or(|(polynomial, asked)| sign(polynomial) == asked)
                && !(strictly && (0..polynomials.len()).any(|p| sign(p).is_eq()))
        };
        for step in 1u32.. {
            let near = |axis: usize| match step {
                1 => power_of_half(1),
                _ => {
                    // Unlike along the axes, so as to leave curves through the corner.
                    let unlike = Rational::ratio(i64::from(step), i64::from(step) + axis as i64);
                    &unlike * &power_of_half(step)
                }
            };
            for corner in 0..1u64 << axes.len() {
                let at = point(axes, place, |axis| match corner >> axis & 1 {
                    0 => near(axis),
                    _ => &Rational::ONE - &near(axis),
                });
                if fits(&at, step <= GENERAL_STEPS) {
                    return at;
                }
            }
        }
        unreachable!("invariant: the sign holds near a corner")
    }
}

/// The point of a cell at the given share of each of its sides.
fn point(axes: &[Axis], place: &Place, share: impl Fn(usize) -> Rational) -> Vec<Rational> {
    let sides = axes.iter().zip(place).enumerate();
    let coordinate = |(axis, (side, (index, halvings))): (usize, (&Axis, &(u64, u32)))| {
        let within = &Rational::from(i128::from(*index)) + &share(axis);
        let share = &within * &power_of_half(*halvings);
        &side.lower + &(&(&side.upper - &side.lower) * &share)
    };
    sides.map(coordinate).collect()
}

fn power_of_half(exponent: u32) -> Rational {
    let exponent = i32::try_from(exponent).expect("invariant: few levels");
    let power = Rational::ratio(1, 2).checked_pow(exponent);
    power.expect("invariant: a half is not zero")
}
