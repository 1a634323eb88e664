//! Checking a saved phase map again: each sign on its cell, each region from the definition of an equilibrium, each area.
//!
//! Nothing here is shared with what made the map: signs come straight from the coefficients of the polynomials, and what they say about the
//! profiles from the pieces of the payoffs.

mod area;
mod cells;
mod conditions;
mod denominators;
mod look;
mod point;
mod tensor;

use std::collections::BTreeSet;

use super::counted;
use crate::certify::map_claim::{MapClaim, NamedPlayer, SymbolicGame};
use crate::certify::{Check, Verification};
use crate::game::Payoffs;
use crate::num::Rational;

/// The most findings of one kind that are named.
const NAMED: usize = 10;

/// Checks everything a saved phase map claims about a game.
///
/// 1. The players, and that each polynomial is part of a condition for an equilibrium; that denominators are positive on the box.
/// 2. Each sign, once, on the cell that states it: from the Bernstein coefficients there.
/// 3. Each cell's region: for every profile, from the signs, whether any deviation gains. Signs that the map does not state are computed where they
///    are needed, or tried both ways; where that does not decide, the cell is looked at in smaller parts and at points.
/// 4. Each cut cell likewise on both sides, and the shares of both sides.
/// 5. Areas and the undecided share; the point of each region, by definition.
///
/// # Answer
/// All that was verified, all that was refuted, and all that was not checked again, with the reason. Regions are verified up to sets without
/// volume: on the curves between them more or fewer profiles may be equilibria.
pub fn verify_map(claim: &MapClaim, game: &SymbolicGame) -> Verification {
    let mut report = Verification::default();
    if let Some(fault) = claim.fault() {
        let words = format!("there should be {}", fault.expected);
        report.refute(Check::Cell, &fault.place, words);
        return report;
    }
    if !is_about(claim, game, &mut report) {
        return report;
    }
    let conditions = conditions::Conditions::new(game, &claim.polynomials);
    for (number, asked) in conditions.asked.iter().enumerate() {
        if !asked {
            let words = "nothing was found to depend on this polynomial; its signs are true and prove nothing";
            report.leave(Check::Fact, &format!("/polynomials/{number}"), words);
        }
    }
    denominators::verify(claim, game, &mut report);
    let volumes = cells::verify(claim, &conditions, &mut report);
    regions(claim, &mut report);
    areas(claim, &volumes, &mut report);
    insides(claim, game, &mut report);
    report
}

fn is_about(claim: &MapClaim, game: &SymbolicGame, report: &mut Verification) -> bool {
    let before = report.refuted.len();
    let listed = |players: &[NamedPlayer]| {
        let player = |(id, actions): &NamedPlayer| format!("{id} ({})", actions.join(", "));
        players.iter().map(player).collect::<Vec<_>>().join("; ")
    };
    if claim.players != game.players {
        let [said, is] = [&claim.players, &game.players].map(|players| listed(players));
        let words = format!("the map says {said}; the model has {is}");
        report.refute(Check::Game, "/players", words);
    }
    let names = claim.axes.iter().map(|axis| &axis.name);
    if !names.eq(&game.unknowns) {
        let words = format!("the symbols of the game are {}", game.unknowns.join(", "));
        report.refute(Check::Game, "/axes", words);
    }
    report.refuted.len() == before
}

/// No profile and no set of equilibria is listed twice, and each region has an area.
fn regions(claim: &MapClaim, report: &mut Verification) {
    let mut seen = BTreeSet::new();
    for (number, profile) in claim.profiles.iter().enumerate() {
        if !seen.insert(profile) {
            let place = format!("/profiles/{number}");
            report.refute(Check::Distinctness, &place, "this profile is listed before");
        }
    }
    let mut sets = BTreeSet::new();
    for (number, region) in claim.regions.iter().enumerate() {
        if !sets.insert(&region.equilibria) {
            let place = format!("/regions/{number}/equilibria");
            let words = "a region before has the same equilibria";
            report.refute(Check::Distinctness, &place, words);
        }
    }
}

/// Areas are the sums over cells, and the undecided share is what they leave.
fn areas(claim: &MapClaim, volumes: &[Rational], report: &mut Verification) {
    let before = report.refuted.len();
    for (number, (region, sum)) in claim.regions.iter().zip(volumes).enumerate() {
        if region.area != *sum {
            let place = format!("/regions/{number}/area");
            let words = format!("its cells take {sum} of the box, not {}", region.area);
            report.refute(Check::Area, &place, words);
        }
    }
    let left = &Rational::ONE - &volumes.iter().sum::<Rational>();
    if claim.undecided != left {
        let words = format!("the cells leave {left} undecided, not {}", claim.undecided);
        report.refute(Check::Area, "/undecided", words);
    }
    let words = format!(
        "the areas of {} and the undecided share are the sums over the cells",
        counted(claim.regions.len(), "region")
    );
    report.conclude(before, Check::Area, "/regions", words);
}

/// The point of each region lies in the box, and the equilibria there are those of the region.
fn insides(claim: &MapClaim, game: &SymbolicGame, report: &mut Verification) {
    let before = report.refuted.len();
    let counts = conditions::counts(&game.players);
    let mut solved = 0;
    for (number, region) in claim.regions.iter().enumerate() {
        let place = format!("/regions/{number}/inside");
        let mut sides = region.inside.iter().zip(&claim.axes);
        if !sides.all(|(at, side)| side.lower < *at && *at < side.upper) {
            report.refute(
                Check::Inside,
                &place,
                "the point does not lie inside the box",
            );
            continue;
        }
        if !game.is_defined_at(&region.inside) {
            let words = "the parameters mean nothing at this point";
            report.leave(Check::Inside, &place, words);
            continue;
        }
        let Some(found) = point::equilibria_at(game, &region.inside) else {
            let words = "the formulas give no payoffs at this point";
            report.refute(Check::Inside, &place, words);
            continue;
        };
        solved += 1;
        let listed = region.equilibria.iter();
        let listed = listed.map(|p| Payoffs::index_in(&counts, &claim.profiles[*p]));
        let listed: BTreeSet<usize> = listed.collect();
        let found: BTreeSet<usize> = found.into_iter().collect();
        if let Some(other) = listed.symmetric_difference(&found).next() {
            let is = if found.contains(other) { "an" } else { "no" };
            let profile = profile_in_words(&game.players, *other);
            let words = format!("{profile} is {is} equilibrium there");
            report.refute(Check::Inside, &place, words);
        }
    }
    let words = format!(
        "{}: the pure equilibria there, from the definition, are those of the region",
        counted(solved, "point")
    );
    report.conclude(before, Check::Inside, "/regions", words);
}

/// `U press, S balance`.
fn profile_in_words(players: &[NamedPlayer], mut number: usize) -> String {
    let mut words = Vec::with_capacity(players.len());
    for (id, actions) in players {
        words.push(format!("{id} {}", actions[number % actions.len()]));
        number /= actions.len();
    }
    words.join(", ")
}
