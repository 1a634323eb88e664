//! Maps for tests: a box halved by the signs at sampled points, which proves nothing but looks like a proved map.

use std::cmp::Ordering;

use super::{AxisTitle, MapPicture, Mark, Panel, RegionLabel, Words};
use crate::num::{Multivariate, Rational};
use crate::region::{Axis, Node, PhaseMap, Region, Rest};

/// A map over a box: `equilibria` says which profiles are an equilibrium, from which polynomials are positive.
pub(super) struct Sampler<'a> {
    pub polynomials: Vec<Multivariate>,
    pub lower: [i64; 2],
    pub upper: [i64; 2],
    pub depth: usize,
    pub equilibria: &'a dyn Fn(&[bool]) -> Vec<usize>,
}

impl Sampler<'_> {
    pub fn map(&self) -> PhaseMap {
        let mut regions = Vec::new();
        let [lower, upper] = [self.lower, self.upper].map(|ends| ends.map(Rational::integer));
        let mut undecided = Rational::ZERO;
        let root = self.node(
            [lower, upper],
            0,
            Rational::ONE,
            &mut regions,
            &mut undecided,
        );
        let axis = |k: usize, name: &str| Axis {
            name: name.to_owned(),
            lower: Rational::integer(self.lower[k]),
            upper: Rational::integer(self.upper[k]),
        };
        PhaseMap {
            axes: vec![axis(0, "c"), axis(1, "s")],
            profiles: (0..4).map(|n| vec![n / 2, n % 2]).collect(),
            polynomials: self.polynomials.clone(),
            regions,
            undecided,
            depth: u32::try_from(self.depth / 2).expect("invariant: a few levels"),
            root,
        }
    }

    fn node(
        &self,
        cell: [[Rational; 2]; 2],
        level: usize,
        share: Rational,
        regions: &mut Vec<Region>,
        undecided: &mut Rational,
    ) -> Node {
        let [lower, upper] = &cell;
        let at = |k: usize, step: i64| {
            &lower[k] + &(&(&upper[k] - &lower[k]) * &Rational::ratio(step, 4))
        };
        let mut signs: Vec<Vec<bool>> = Vec::new();
        for [x, y] in [[0, 0], [4, 0], [0, 4], [4, 4], [2, 2], [1, 3], [3, 1]] {
            let point = [at(0, x), at(1, y)];
            signs.push(
                self.polynomials
                    .iter()
                    .map(|p| p.evaluate(&point).sign() != Ordering::Less)
                    .collect(),
            );
        }
        let mixed: Vec<usize> = (0..self.polynomials.len())
            .filter(|p| signs.iter().any(|s| s[*p] != signs[0][*p]))
            .collect();
        let mut region = |signs: &[bool], share: &Rational| {
            let equilibria = (self.equilibria)(signs);
            let known = regions.iter().position(|r| r.equilibria == equilibria);
            let place = known.unwrap_or(regions.len());
            if known.is_none() {
                let inside = vec![at(0, 2), at(1, 2)];
                regions.push(Region {
                    equilibria,
                    area: Rational::ZERO,
                    inside,
                });
            }
            regions[place].area = &regions[place].area + share;
            place
        };
        let rest = match mixed.as_slice() {
            [] => Rest::Region(region(&signs[0], &share)),
            [polynomial] if level >= self.depth => {
                let [mut below, mut above] = [signs[0].clone(), signs[0].clone()];
                below[*polynomial] = false;
                above[*polynomial] = true;
                let fourth = &share * &Rational::ratio(1, 4);
                *undecided = &*undecided + &(&share * &Rational::ratio(1, 2));
                let [below, above] = [region(&below, &fourth), region(&above, &fourth)];
                if below == above {
                    Rest::Region(below)
                } else {
                    let quarter = Rational::ratio(1, 4);
                    Rest::Cut {
                        polynomial: *polynomial,
                        below: (below, quarter.clone()),
                        above: (above, quarter),
                    }
                }
            }
            _ if level >= self.depth => {
                *undecided = &*undecided + &share;
                Rest::Undecided
            }
            _ => {
                let axis = level % 2;
                let middle = at(axis, 2);
                let half = &share * &Rational::ratio(1, 2);
                let (mut first, mut second) = (cell.clone(), cell.clone());
                first[1][axis] = middle.clone();
                second[0][axis] = middle;
                let first = self.node(first, level + 1, half.clone(), regions, undecided);
                let second = self.node(second, level + 1, half, regions, undecided);
                Rest::Halves(axis, Box::new([first, second]))
            }
        };
        Node {
            facts: Vec::new(),
            rest,
        }
    }
}

/// The polynomial with these terms: coefficient (a fraction) and two exponents.
pub(super) fn polynomial(terms: &[(i64, i64, u32, u32)]) -> Multivariate {
    terms
        .iter()
        .fold(Multivariate::zero(), |sum, (over, under, x, y)| {
            let term = &Multivariate::unknown(0).pow(*x) * &Multivariate::unknown(1).pow(*y);
            &sum + &term.scaled(&Rational::ratio(*over, *under))
        })
}

/// A coordination game of balancing: a circle, a hyperbola and a line on the unit square, moved by `shift` hundredths.
pub(super) fn balancing(shift: i64, depth: usize) -> PhaseMap {
    let hyperbola = polynomial(&[(1, 1, 1, 1), (-20 + shift, 100, 0, 0)]);
    let parabola = polynomial(&[(1, 1, 0, 1), (-1, 1, 2, 0), (-30 - shift, 100, 0, 0)]);
    let line = polynomial(&[(1, 1, 1, 0), (-3, 4, 0, 0), (1, 8, 0, 1)]);
    let equilibria = |signs: &[bool]| match signs {
        [false, false, _] => vec![0],
        [false, true, _] => vec![0, 3],
        [true, true, _] => vec![3],
        [true, false, false] => vec![1, 2],
        _ => vec![],
    };
    let polynomials = vec![hyperbola, parabola, line];
    Sampler {
        polynomials,
        lower: [0, 0],
        upper: [1, 1],
        depth,
        equilibria: &equilibria,
    }
    .map()
}

pub(super) fn label(equilibria: &[usize]) -> RegionLabel {
    let (short, long) = match equilibria {
        [0] => ("both balance", "both secondary states balance"),
        [0, 3] => ("all or none", "either both balance or both bandwagon"),
        [3] => ("both bandwagon", "both secondary states bandwagon"),
        [1, 2] => ("one balances", "one balances, the other free-rides on it"),
        _ => ("none", "no equilibrium in pure strategies"),
    };
    RegionLabel {
        short: short.to_owned(),
        long: long.to_owned(),
    }
}

pub(super) fn panel(title: &str, map: PhaseMap, marks: &[(&str, i64, i64)]) -> Panel {
    let mark = |(name, x, y): &(&str, i64, i64)| Mark {
        name: (*name).to_owned(),
        at: [Rational::ratio(*x, 100), Rational::ratio(*y, 100)],
    };
    Panel {
        title: title.to_owned(),
        labels: map
            .regions
            .iter()
            .map(|region| label(&region.equilibria))
            .collect(),
        map,
        marks: marks.iter().map(mark).collect(),
    }
}

pub(super) fn picture(panels: Vec<Panel>) -> MapPicture {
    MapPicture {
        title: "Where which alignments are an equilibrium".to_owned(),
        x: AxisTitle {
            meaning: "cost of hard balancing, as a share of the gain from checking the unipole"
                .to_owned(),
            symbol: Words::with_latex("c", "$c$"),
        },
        y: AxisTitle {
            meaning: "severity of the unipole's punishment".to_owned(),
            symbol: Words::with_latex("λ", "$\\lambda$"),
        },
        panels,
    }
}
