//! The indices of regular equilibria.
//!
//! An equilibrium is regular if every action not played gives strictly less, and the equations of its supports have a regular derivative
//! `D` there. Its index is the sign of `det(-D)`.
//!
//! # Source
//! Harsanyi (1973), "Oddness of the number of equilibrium points: a new proof", *Int. J. Game Theory* 2; Gül, Pearce & Stacchetti (1993),
//! *Math. Oper. Res.* 18.

use super::cells::{centre, tighten};
use super::contraction::{Contraction, derivatives};
use super::forms::{Cell, Conditions, Scaled};
use super::{PROFILES, enclosed, supports_of};
use crate::certify::verify::Profile;
use crate::certify::verify::linear::unique_solution;
use crate::game::Game;
use crate::num::Rational;

/// The index of each equilibrium that was found to be regular; none in a game of very many profiles.
pub(super) fn indices(game: &Game, profiles: &[Profile], kept: &[Vec<usize>]) -> Vec<Option<i64>> {
    if game.profiles() > PROFILES {
        return vec![None; profiles.len()];
    }
    let scaled = Scaled::new(game);
    let index = |profile: &Profile| {
        let supports = supports_of(profile);
        // What was claimed may be no profile at all, which is said elsewhere.
        if supports.iter().any(Vec::is_empty) {
            return None;
        }
        let conditions = Conditions::new(game, &scaled, kept, &supports);
        let mut cell = enclosed(profile, &supports);
        tighten(&mut cell).then(|| index(&conditions, &cell))?
    };
    profiles.iter().map(index).collect()
}

/// The index of the equilibrium in a small cell.
fn index(conditions: &Conditions, cell: &Cell) -> Option<i64> {
    let mut slacks = conditions.not_positive.iter();
    if !slacks.all(|form| form.bounds(cell).high < 0) {
        return None;
    }
    let middle = centre(cell);
    // All matrices between the derivatives over the cell are regular, so their determinants have one sign.
    if !conditions.unknowns.is_empty()
        && !Contraction::new(conditions, cell, &middle)?.holds_at_most_one()
    {
        return None;
    }
    let rows = derivatives(conditions, &middle).into_iter().map(|row| {
        // Those at the middle: bounds that differ are those of gains that are not whole, and either will do.
        let entries = row.iter().map(|entry| Rational::from(-entry.low));
        entries.chain([Rational::ZERO]).collect()
    });
    let (_, sign) = unique_solution(rows.collect())?;
    Some(if sign.is_gt() { 1 } else { -1 })
}
