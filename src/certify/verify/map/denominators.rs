//! Whether the payoffs' denominators are positive on the box wherever their pieces hold.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::tensor::{Cell, Tensor, halves};
use crate::certify::map_claim::{ClaimedAxis, Guard, MapClaim, SymbolicGame};
use crate::certify::verify::counted;
use crate::certify::{Check, Verification};
use crate::num::Multivariate;

/// The most parts into which the box is divided for one denominator.
const PARTS: usize = 500;

pub(super) fn verify(claim: &MapClaim, game: &SymbolicGame, report: &mut Verification) {
    let mut where_needed: BTreeMap<&Multivariate, BTreeSet<&[Guard]>> = BTreeMap::new();
    for piece in game.payoffs.iter().flatten().flatten() {
        for (factor, _) in &piece.denominator {
            where_needed
                .entry(factor)
                .or_default()
                .insert(&piece.guards);
        }
    }
    let number = where_needed.len();
    let mut open = 0;
    for (factor, guards) in where_needed {
        let tensor = Tensor::new(factor, &claim.axes);
        let proved = |guards: &&[Guard]| {
            let guards = guards.iter().chain(&game.domain);
            is_positive(&tensor, guards, &claim.axes)
        };
        if !guards.iter().all(proved) {
            open += 1;
            let names: Vec<&str> = claim.axes.iter().map(|axis| axis.name.as_str()).collect();
            let words = format!("whether {} is positive on the box", factor.text(&names));
            report.leave(Check::Denominator, "/axes", words);
        }
    }
    if number > 0 && open == 0 {
        let words = format!("{} positive on the box", counted(number, "denominator"));
        report.verify(Check::Denominator, "/axes", words);
    }
}

/// Whether a polynomial is positive almost everywhere on the box where all of the guards hold.
fn is_positive<'a>(
    tensor: &Tensor,
    guards: impl Iterator<Item = &'a Guard>,
    axes: &[ClaimedAxis],
) -> bool {
    let mut open: Vec<Cell> = vec![vec![(0, 0); axes.len()]];
    if tensor.sign(&open[0]) == Some(Ordering::Greater) {
        return true;
    }
    let guards: Vec<Tensor> = guards.map(|g| Tensor::new(&g.expression, axes)).collect();
    let mut seen = 0;
    while let Some(cell) = open.pop() {
        seen += 1;
        let settled = tensor.sign(&cell) == Some(Ordering::Greater)
            || guards.iter().any(|g| g.sign(&cell) == Some(Ordering::Less));
        if settled {
            continue;
        }
        if seen >= PARTS {
            return false;
        }
        let axis = seen_axis(&cell);
        open.extend(halves(&cell, axis));
    }
    true
}

/// The axis across which a cell was halved least often.
pub(super) fn seen_axis(cell: &Cell) -> usize {
    let axes = cell.iter().enumerate();
    let least = axes.min_by_key(|(_, (_, halvings))| *halvings);
    least.map_or(0, |(axis, _)| axis)
}
