//! Saved complex roots of the equations of some supports: that each is one, that no two are the same, and that there are no others.
//!
//! Regard mixtures as points of projective spaces, and let `n` be the multihomogeneous Bézout number of the equations of some supports, which
//! is positive. Systems of this shape with a root each form an irreducible variety, a vector bundle over the space of points, that lies
//! over the space of systems with as many dimensions; over a generic system there are `n` points. So every connected set of roots of a
//! system, of whatever dimension, has a root of each nearby generic system in its neighbourhood. Around a simple root there is one of
//! these. Hence where `n` different simple roots are known there are no others, and no continuum of them.
//!
//! An equilibrium with these supports is then one of the roots: real, positive, and such that no other action gains. Each root is shown
//! not to be such a one, or to be a listed equilibrium, or the equilibrium that is missing is named.
//!
//! # Source
//! Morgan & Sommese (1987), "A homotopy for solving general polynomial systems that respects m-homogeneous structures", *Applied
//! Mathematics and Computation* 24; Sommese & Wampler (2005), *The Numerical Solution of Systems of Polynomials*, chapters 8 and A.14;
//! McKelvey & McLennan (1997), *Journal of Economic Theory* 72.

mod bound;
mod distinct;
mod equilibria;
mod gaussian;
mod polydisc;
mod system;

use std::collections::BTreeMap;

use dashu_int::IBig;
use dashu_int::ops::BitTest;
use rayon::prelude::*;

use super::PROFILES;
use crate::certify::claim::{Claim, ClaimedCount, ClaimedPlace};
use crate::certify::verify::counted;
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Rational;
use gaussian::Gaussian;
use polydisc::Polydisc;
pub(super) use system::System;
use system::{Units, common_denominator};

/// The most roots of one combination of supports.
const ROOTS: u128 = 20_000;

/// The most binary digits of the unit of which all numbers of a count are multiples, and of whole parts.
const DIGITS: usize = 256;

/// Supports with all complex roots of their equations, verified.
pub(in crate::certify::verify) struct Counted {
    /// The actions that each player plays.
    pub supports: Vec<Vec<usize>>,
    /// The conditions in each chart that some root is in.
    charts: BTreeMap<Units, System>,
    discs: Vec<Polydisc>,
}

/// Why a count was not verified.
enum Fault {
    /// It is wrong.
    Wrong(String, String),
    /// It is too large.
    Left(String),
}

/// Checks each count of roots; returns those that hold.
pub(in crate::certify::verify) fn verify(
    game: &Game,
    claim: &Claim,
    report: &mut Verification,
) -> Vec<Counted> {
    if claim.counted.is_empty() {
        return Vec::new();
    }
    if game.is_ordinal() || game.profiles() > PROFILES {
        let words = "complex roots of a game whose payoffs are ranks, or of one too large";
        report.leave(Check::Proof, "/proof", words);
        return Vec::new();
    }
    let mut found: Vec<Counted> = Vec::new();
    for (number, claimed) in claim.counted.iter().enumerate() {
        let place = format!("/proof/counted/{number}");
        if found.iter().any(|other| other.supports == claimed.supports) {
            report.refute(Check::Proof, &place, "these supports are given twice");
            continue;
        }
        match Counted::new(game, claimed) {
            Ok(counted) => found.push(counted),
            Err(Fault::Wrong(at, words)) => {
                report.refute(Check::Proof, &format!("{place}{at}"), words);
            }
            Err(Fault::Left(words)) => report.leave(Check::Proof, &place, words),
        }
    }
    let roots = found.iter().map(|counted| counted.discs.len()).sum();
    if !found.is_empty() {
        let words = format!(
            "all complex roots on {} of supports: {} in discs of their own, as many as there can be",
            counted(found.len(), "combination"),
            counted(roots, "root")
        );
        report.verify(Check::Proof, "/proof", words);
    }
    found
}

impl Counted {
    fn new(game: &Game, claimed: &ClaimedCount) -> Result<Counted, Fault> {
        let wrong = |at: &str, words: String| Err(Fault::Wrong(at.to_owned(), words));
        let supports = &claimed.supports;
        let mixing = supports.iter().map(Vec::len).filter(|size| *size > 1);
        let most = bound::most_roots(&mixing.collect::<Vec<_>>());
        let Some(most) = most.filter(|most| *most <= ROOTS) else {
            return Err(Fault::Left(format!(
                "there may be more than {ROOTS} complex roots on these supports"
            )));
        };
        if claimed.bound as u128 != most {
            let words = format!(
                "the bound for these supports is {most}, not {}",
                claimed.bound
            );
            return wrong("/bound", words);
        }
        if most == 0 {
            let words =
                "a generic game has no root on these supports: nothing follows from a count";
            return wrong("/bound", words.to_owned());
        }
        if claimed.roots.len() as u128 != most {
            let words = format!(
                "there are {}, and the bound is {most}",
                counted(claimed.roots.len(), "root")
            );
            return wrong("/roots", words);
        }
        let numbers = claimed.roots.iter().flat_map(numbers);
        let whole = numbers.clone().map(|n| n.floor().to_integers().0.bit_len());
        let unit = common_denominator(numbers);
        if unit.bit_len() > DIGITS || whole.max() > Some(DIGITS) {
            let words = format!("its numbers have more than {DIGITS} binary digits");
            return Err(Fault::Left(words));
        }
        let discs: Vec<Polydisc> = claimed.roots.iter().map(|r| disc(r, &unit)).collect();
        let system = System::new(game, supports);
        let mut charts: BTreeMap<Units, System> = BTreeMap::new();
        for disc in &discs {
            charts
                .entry(disc.units.clone())
                .or_insert_with(|| system.in_chart(&disc.units));
        }
        let holds = |disc: &Polydisc| disc.holds_one_root(&charts[&disc.units]);
        let proved: Vec<bool> = discs.par_iter().map(holds).collect();
        if let Some(place) = proved.iter().position(|proved| !proved) {
            let words = "it is not shown that there is exactly one root within this radius";
            return wrong(&format!("/roots/{place}"), words.to_owned());
        }
        if let Some((first, second)) = distinct::not_apart(&discs) {
            let words =
                format!("roots {first} and {second} may be the same: they are not counted twice");
            return wrong("/roots", words);
        }
        Ok(Counted {
            supports: supports.clone(),
            charts,
            discs,
        })
    }
}

fn numbers(root: &ClaimedPlace) -> impl Iterator<Item = &Rational> + Clone {
    let entries = root.vectors.iter().flat_map(|vector| &vector.entries);
    entries.flatten().chain([&root.radius])
}

/// A root as it is written, in multiples of one part of `unit`.
fn disc(root: &ClaimedPlace, unit: &IBig) -> Polydisc {
    let factor = Rational::from_integers(unit.clone(), IBig::ONE);
    let factor = factor.expect("invariant: one is not zero");
    let whole = |number: &Rational| (number * &factor).to_integers().0;
    let one = Gaussian::real(unit.clone());
    let vectors = root.vectors.iter();
    let centre = vectors.clone().map(|vector| {
        let entries = vector.entries.iter().map(|[re, im]| Gaussian {
            re: whole(re),
            im: whole(im),
        });
        std::iter::once(one.clone()).chain(entries).collect()
    });
    let radius = whole(&root.radius);
    let radii = vectors.clone().map(|vector| {
        let radii = vector.entries.iter().map(|_| radius.clone());
        std::iter::once(IBig::ZERO).chain(radii).collect()
    });
    Polydisc {
        units: vectors.map(|vector| vector.unit).collect(),
        unit: unit.clone(),
        centre: centre.collect(),
        radii: radii.collect(),
    }
}

#[cfg(test)]
mod tests;
