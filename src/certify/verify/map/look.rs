//! A closer look at a cell: what the signs stated do not decide is decided by others, in smaller parts, or refuted at a point.

use std::cmp::Ordering;
use std::collections::{BTreeSet, VecDeque};

use dashu_int::IBig;

use super::conditions::{Conditions, Signs};
use super::denominators::seen_axis;
use super::tensor::{Cell, Tensor, halves, middle};
use crate::certify::map_claim::ClaimedAxis;
use crate::num::Rational;

/// The most parts into which one cell is divided.
const PARTS: usize = 300;

/// No side of the box is halved more often.
const FINEST: u32 = 62;

/// What is known of each profile on a cell: an equilibrium or not.
pub(super) type Standing = Vec<Option<bool>>;

/// What is asked of a cell.
pub(super) struct Question<'a> {
    /// Which profiles are said to be equilibria.
    pub label: &'a [bool],
    /// Only where this atom has this sign.
    pub side: Option<(usize, Ordering)>,
}

/// What came of it.
pub(super) enum Found {
    /// It is as said.
    Agrees,
    /// It is not: on the cell, or at a point of it, a profile is an equilibrium or is none.
    Differs {
        profile: usize,
        is_equilibrium: bool,
        point: Option<Vec<Rational>>,
    },
    /// That was not decided.
    Open,
}

/// What cells are looked at with.
pub(super) struct Lens<'a> {
    pub conditions: &'a Conditions,
    pub tensors: &'a [Tensor],
    pub axes: &'a [ClaimedAxis],
    /// How many more parts of cells may be looked at in all.
    pub left: usize,
}

impl Lens<'_> {
    /// Decides the profiles that are open, as far as the signs do.
    pub fn settle(&self, signs: &mut Signs, standing: &mut Standing) {
        for (profile, known) in standing.iter_mut().enumerate() {
            if known.is_none() {
                *known = self.conditions.decide(profile, signs);
            }
        }
    }

    /// The atoms on whose signs it depends which of the open profiles are equilibria.
    pub fn unknown(&self, signs: &Signs, standing: &Standing) -> BTreeSet<usize> {
        let mut unknown = BTreeSet::new();
        for (profile, known) in standing.iter().enumerate() {
            if known.is_none() {
                self.conditions.unknown(profile, signs, &mut unknown);
            }
        }
        unknown
    }

    /// Whether the equilibria on a cell are those said, given signs and profiles known there.
    pub fn look(
        &mut self,
        cell: &Cell,
        signs: &Signs,
        standing: &Standing,
        asked: &Question<'_>,
    ) -> Found {
        // Large parts first, so that points are spread over the cell.
        let mut parts = VecDeque::from([(cell.clone(), signs.clone(), standing.clone())]);
        let mut seen = 0;
        while let Some((cell, mut signs, mut standing)) = parts.pop_front() {
            if let Some((atom, side)) = asked.side {
                match signs[atom].or_else(|| self.tensors[atom].sign(&cell)) {
                    Some(sign) if sign != side => continue,
                    _ => signs[atom] = Some(side),
                }
            }
            if self.conditions.is_outside(&signs) {
                continue;
            }
            self.settle(&mut signs, &mut standing);
            if standing.iter().any(Option::is_none) {
                for atom in self.unknown(&signs, &standing) {
                    let sign = self.tensors[atom].sign(&cell);
                    signs[atom] = sign.or_else(|| self.implied(atom, &cell, asked.side));
                }
                self.settle(&mut signs, &mut standing);
            }
            if let Some((profile, is_equilibrium)) = differing(&standing, asked.label) {
                return Found::Differs {
                    profile,
                    is_equilibrium,
                    point: None,
                };
            }
            if standing.iter().all(Option::is_some) {
                continue;
            }
            if let Some(found) = self.refuted_at(middle(&cell, self.axes), asked) {
                return found;
            }
            let axis = seen_axis(&cell);
            seen += 1;
            self.left = self.left.saturating_sub(1);
            if seen >= PARTS || self.left == 0 || cell[axis].1 >= FINEST {
                return Found::Open;
            }
            // The side's atom is undecided again in the halves.
            if let Some((atom, _)) = asked.side {
                signs[atom] = None;
            }
            for half in halves(&cell, axis) {
                parts.push_back((half, signs.clone(), standing.clone()));
            }
        }
        Found::Agrees
    }

    /// The sign of an atom where another has a sign: if on the cell the one is at least (or at most) a multiple of the other.
    ///
    /// `q >= r p` with `r >= 0` where that holds for the Bernstein coefficients, one by one, so `q > 0` where `p > 0`.
    fn implied(
        &self,
        atom: usize,
        cell: &Cell,
        side: Option<(usize, Ordering)>,
    ) -> Option<Ordering> {
        let (other, other_sign) = side?;
        let [p, q] = [other, atom].map(|atom| &self.tensors[atom]);
        let degrees = p.degrees().iter().zip(q.degrees());
        let degrees: Vec<usize> = degrees.map(|(a, b)| *a.max(b)).collect();
        let mut values = p.raised(&degrees).coefficients(cell);
        if other_sign.is_lt() {
            values = values.iter().map(|value| -value).collect();
        }
        let mut wanted = q.raised(&degrees).coefficients(cell);
        for sign in [Ordering::Greater, Ordering::Less] {
            if exceeds_a_multiple(&wanted, &values) {
                return Some(sign);
            }
            wanted = wanted.iter().map(|value| -value).collect();
        }
        None
    }

    /// A profile that is not what is said of it at a point where no atom is zero, so that it is not so near the point either.
    fn refuted_at(&self, point: Vec<Rational>, asked: &Question<'_>) -> Option<Found> {
        let atoms = self.conditions.atoms.iter();
        let mut signs: Signs = atoms.map(|a| Some(a.evaluate(&point).sign())).collect();
        let on_side = asked
            .side
            .is_none_or(|(atom, side)| signs[atom] == Some(side));
        if !on_side || signs.contains(&Some(Ordering::Equal)) || self.conditions.is_outside(&signs)
        {
            return None;
        }
        let mut standing = vec![None; asked.label.len()];
        self.settle(&mut signs, &mut standing);
        let (profile, is_equilibrium) = differing(&standing, asked.label)?;
        Some(Found::Differs {
            profile,
            is_equilibrium,
            point: Some(point),
        })
    }
}

/// Whether `q - r p` has no negative coefficient for some `r >= 0`, and is not zero with `r` zero.
fn exceeds_a_multiple(q: &[IBig], p: &[IBig]) -> bool {
    let ratio = |over: &IBig, under: &IBig| {
        let ratio = Rational::from_integers(over.clone(), under.clone());
        ratio.expect("invariant: the divisor is not zero")
    };
    let (mut least, mut most) = (Rational::ZERO, None::<Rational>);
    for (q, p) in q.iter().zip(p) {
        if *p > IBig::ZERO {
            let bound = ratio(q, p);
            most = Some(most.map_or(bound.clone(), |most| most.min(bound)));
        } else if *p < IBig::ZERO {
            least = least.max(ratio(q, p));
        } else if *q < IBig::ZERO {
            return false;
        }
    }
    // With r = 0 the sign of q itself would have been known.
    most.is_some_and(|most| least <= most && most.sign().is_gt())
}

/// The first profile that is known not to be what is said of it, and what it is.
pub(super) fn differing(standing: &Standing, label: &[bool]) -> Option<(usize, bool)> {
    let known = standing.iter().zip(label).enumerate();
    let mut differs = known.filter_map(|(profile, (known, said))| {
        let is = (*known)?;
        (is != *said).then_some((profile, is))
    });
    differs.next()
}
