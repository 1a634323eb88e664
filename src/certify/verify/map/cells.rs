//! The cells of a saved phase map, one after the other: their signs, their regions, their shares.

use std::cmp::Ordering;

use super::area::has_share;
use super::conditions::{Conditions, Signs, counts};
use super::look::{Found, Lens, Question, Standing};
use super::tensor::{Cell, Tensor, halves, volume};
use super::{NAMED, profile_in_words};
use crate::certify::map_claim::{ClaimedRest, MapClaim};
use crate::certify::verify::counted;
use crate::certify::{Check, Verification};
use crate::game::Payoffs;
use crate::num::Rational;

/// The most parts of cells that are looked at in all.
const PARTS: usize = 100_000;

/// Checks all cells; returns the share of the box that the cells say each region takes.
pub(super) fn verify(
    claim: &MapClaim,
    conditions: &Conditions,
    report: &mut Verification,
) -> Vec<Rational> {
    let counts = counts(&claim.players);
    let label = |equilibria: &Vec<usize>| {
        let mut label = vec![false; conditions.profiles()];
        for place in equilibria {
            label[Payoffs::index_in(&counts, &claim.profiles[*place])] = true;
        }
        label
    };
    let tensors = conditions.atoms.iter();
    let tensors: Vec<Tensor> = tensors.map(|a| Tensor::new(a, &claim.axes)).collect();
    let mut walk = Walk {
        claim,
        labels: claim.regions.iter().map(|r| label(&r.equilibria)).collect(),
        lens: Lens {
            conditions,
            tensors: &tensors,
            axes: &claim.axes,
            left: PARTS,
        },
        next: 0,
        tally: Tally::default(),
        volumes: vec![Rational::ZERO; claim.regions.len()],
        refuted: [0; 3],
        report,
    };
    let before = walk.report.refuted.len();
    let whole: Cell = vec![(0, 0); claim.axes.len()];
    walk.visit(
        whole,
        conditions.on_domain(),
        vec![None; conditions.profiles()],
    );
    walk.conclude(before);
    walk.volumes
}

/// What was met.
#[derive(Default)]
struct Tally {
    facts: usize,
    regions: usize,
    cuts: usize,
    undecided: usize,
    /// Cells that were not decided, with the share of the box they take.
    open: Vec<(usize, Rational)>,
}

struct Walk<'a> {
    claim: &'a MapClaim,
    /// For each region which profiles are equilibria in it.
    labels: Vec<Vec<bool>>,
    lens: Lens<'a>,
    /// The place of the next cell.
    next: usize,
    tally: Tally,
    volumes: Vec<Rational>,
    /// How many facts, cells and shares are wrong.
    refuted: [usize; 3],
    report: &'a mut Verification,
}

/// What of a cell is wrong.
#[derive(Clone, Copy)]
enum Wrong {
    Fact,
    Label,
    Share,
}

impl Walk<'_> {
    fn visit(&mut self, cell: Cell, mut signs: Signs, mut standing: Standing) {
        let claim = self.claim;
        let number = self.next;
        let claimed = &claim.cells[number];
        self.next += 1;
        for (place, (polynomial, positive)) in claimed.facts.iter().enumerate() {
            let sign = match positive {
                true => Ordering::Greater,
                false => Ordering::Less,
            };
            self.tally.facts += 1;
            if self.lens.tensors[*polynomial].sign(&cell) == Some(sign) {
                signs[*polynomial] = Some(sign);
            } else {
                let word = if *positive { "positive" } else { "negative" };
                let place = format!("/cells/{number}/0/{place}");
                let words = format!("polynomial {polynomial} is not proved {word} on this cell");
                self.wrong(Wrong::Fact, &place, words);
            }
        }
        // Signs the map does not state are followed down where they are needed.
        let listed = claim.polynomials.len();
        if number == 0 || !claimed.facts.is_empty() {
            self.lens.settle(&mut signs, &mut standing);
        }
        let unknown = self.lens.unknown(&signs, &standing);
        let mut more = false;
        for atom in unknown.range(listed..) {
            signs[*atom] = self.lens.tensors[*atom].sign(&cell);
            more |= signs[*atom].is_some();
        }
        if more {
            self.lens.settle(&mut signs, &mut standing);
        }
        match &claimed.rest {
            ClaimedRest::Halves(axis) => {
                for half in halves(&cell, *axis) {
                    self.visit(half, signs.clone(), standing.clone());
                }
            }
            ClaimedRest::Undecided => self.tally.undecided += 1,
            ClaimedRest::Region(region) => {
                self.tally.regions += 1;
                let share = volume(&cell);
                self.volumes[*region] += &share;
                self.label(number, &cell, &signs, &standing, (*region, None));
            }
            ClaimedRest::Cut {
                polynomial,
                below,
                above,
            } => {
                self.tally.cuts += 1;
                let whole = volume(&cell);
                for (sign, (region, share)) in [(Ordering::Less, below), (Ordering::Greater, above)]
                {
                    self.volumes[*region] += &(share * &whole);
                    let side = Some((*polynomial, sign));
                    self.label(number, &cell, &signs, &standing, (*region, side));
                    let tensor = &self.lens.tensors[*polynomial];
                    if !has_share(tensor, &cell, sign, share) {
                        let word = if sign.is_lt() { "below" } else { "above" };
                        let words = format!(
                            "the polynomial is not proved to be {word} zero on a share of {share} of the cell"
                        );
                        self.wrong(Wrong::Share, &format!("/cells/{number}/1"), words);
                    }
                }
            }
        }
    }

    /// Checks that a cell, or one side of a polynomial on it, lies in a region.
    fn label(
        &mut self,
        number: usize,
        cell: &Cell,
        signs: &Signs,
        standing: &Standing,
        (region, side): (usize, Option<(usize, Ordering)>),
    ) {
        let asked = Question {
            label: &self.labels[region],
            side,
        };
        match self.lens.look(cell, signs, standing, &asked) {
            Found::Agrees => {}
            Found::Open => self.tally.open.push((number, volume(cell))),
            Found::Differs {
                profile,
                is_equilibrium,
                point,
            } => {
                let is = if is_equilibrium { "an" } else { "no" };
                let at = point.map_or(String::new(), |point| {
                    let point: Vec<String> = point.iter().map(ToString::to_string).collect();
                    format!(" near ({})", point.join(", "))
                });
                let profile = profile_in_words(&self.claim.players, profile);
                let words =
                    format!("{profile} is {is} equilibrium here{at}, unlike in region {region}");
                self.wrong(Wrong::Label, &format!("/cells/{number}/1"), words);
            }
        }
    }

    fn wrong(&mut self, what: Wrong, place: &str, words: String) {
        let count = &mut self.refuted[what as usize];
        *count += 1;
        if *count <= NAMED {
            self.report.refute(what.check(), place, words);
        }
    }

    fn conclude(&mut self, before: usize) {
        let report = &mut self.report;
        for what in [Wrong::Fact, Wrong::Label, Wrong::Share] {
            let more = self.refuted[what as usize].saturating_sub(NAMED);
            if more > 0 {
                let words = format!("{more} more like these");
                report.refute(what.check(), "/cells", words);
            }
        }
        let Tally {
            facts,
            regions,
            cuts,
            undecided,
            open,
        } = &self.tally;
        if self.refuted[Wrong::Fact as usize] == 0 {
            let facts = counted(*facts, "sign");
            let words = format!("{facts}, each proved anew on the cell that states it");
            report.verify(Check::Fact, "/cells", words);
        }
        if let Some((first, _)) = open.first() {
            let share: Rational = open.iter().map(|(_, share)| share).sum();
            let words = format!(
                "the regions of {}, which take {share} of the box: their signs do not decide all profiles",
                counted(open.len(), "cell"),
            );
            report.leave(Check::Cell, &format!("/cells/{first}"), words);
        }
        let words = format!(
            "{} in one region each and {} cut by a curve: the pure equilibria follow from the signs; {} {} nothing",
            counted(*regions, "cell"),
            counted(*cuts, "cell"),
            undecided,
            if *undecided == 1 { "claims" } else { "claim" },
        );
        report.conclude(before, Check::Cell, "/cells", words);
    }
}

impl Wrong {
    fn check(self) -> Check {
        match self {
            Wrong::Fact => Check::Fact,
            Wrong::Label => Check::Cell,
            Wrong::Share => Check::Area,
        }
    }
}
