//! The index of each component of equilibria of a two-player game.
//!
//! A nondegenerate equilibrium with supports I and J of k actions each has index `(-1)^(k+1) sign det A_IJ sign det B_IJ`, the
//! payoffs being positive; so a strict pure equilibrium has index +1. The index of a component is the sum of the
//! indices of the equilibria near it in any game close by. That game is taken from the polytopes of
//! [`two_player`](super::two_player): dividing the payoffs of row `i` of A by 1 + e^(i+1) and of column `j` of B by 1 + e^(j+1), for a small
//! e > 0, moves the right-hand sides, and its equilibria are the pairs of lexicographically feasible bases that
//! complement each other. Each lies near the vertices at which its bases were found.
//!
//! # Source
//! Shapley 1974, "A note on the Lemke-Howson algorithm", Math. Programming Study 1 (the sign); Balthasar 2009, "Geometry and equilibria in
//! bimatrix games", thesis, LSE (components).

use std::cmp::Ordering;

use dashu_int::IBig;
use rayon::prelude::*;

use crate::game::Game;
use crate::linalg::{BitSet, determinant_sign, lexicographic_cobases, scaled_to_integers};
use crate::num::Rational;

use super::two_player::{BestReplyPolytopes, ExtremeEquilibria, TwoPlayerError};

/// The index of each group of extreme equilibria, a group being all those of a component.
///
/// # Answer
/// `None` for a component for which more than `basis_limit` bases would have to be listed.
pub(super) fn indices(
    game: &Game,
    found: &ExtremeEquilibria,
    groups: &[Vec<usize>],
    basis_limit: usize,
) -> Result<Vec<Option<i64>>, TwoPlayerError> {
    let polytopes = BestReplyPolytopes::new(game)?;
    let index = |group: &Vec<usize>| index_of(&polytopes, found, group, basis_limit);
    Ok(groups.par_iter().map(index).collect())
}

fn index_of(
    polytopes: &BestReplyPolytopes,
    found: &ExtremeEquilibria,
    group: &[usize],
    basis_limit: usize,
) -> Option<i64> {
    let mut index = 0;
    let mut left = basis_limit;
    for &place in group {
        let (x, y) = found.profile(place);
        let total = x.len() + y.len();
        let first = tight_constraints(&polytopes.p, x);
        let second = tight_constraints(&polytopes.q, y);
        // Labels that one vertex lacks must come from the other.
        let required = complement(&second, total, x.len());
        let in_p = lexicographic_cobases(&polytopes.p, &first, &required, left)?;
        left -= in_p.len();
        if in_p.is_empty() {
            continue;
        }
        let required = complement(&first, total, y.len());
        let in_q = lexicographic_cobases(&polytopes.q, &second, &required, left)?;
        left -= in_q.len();
        for cobasis in in_p {
            if in_q
                .binary_search(&complement(&cobasis, total, y.len()))
                .is_ok()
            {
                index += sign(polytopes, &cobasis);
            }
        }
    }
    Some(index)
}

/// The constraints met with equality at the vertex: actions not played, then the other player's best replies.
fn tight_constraints(rows: &[Vec<IBig>], strategy: &[Rational]) -> BitSet {
    let mut tight = BitSet::empty(strategy.len() + rows.len());
    for (action, probability) in strategy.iter().enumerate() {
        if probability.is_zero() {
            tight.insert(action);
        }
    }
    // In whole numbers, as only comparisons matter.
    let (weights, _) = scaled_to_integers(strategy);
    let played: Vec<usize> = (0..weights.len())
        .filter(|action| !weights[*action].is_zero())
        .collect();
    let values: Vec<IBig> = rows
        .iter()
        .map(|row| played.iter().map(|a| &row[*a] * &weights[*a]).sum())
        .collect();
    let best = values.iter().max();
    for (place, value) in values.iter().enumerate() {
        if Some(value) == best {
            tight.insert(strategy.len() + place);
        }
    }
    tight
}

/// The labels that are missing, as constraints of the other polytope, whose strategies have `actions` entries.
fn complement(constraints: &BitSet, total: usize, actions: usize) -> BitSet {
    let mut other = BitSet::empty(total);
    for label in BitSet::full(total).difference(constraints).iter() {
        other.insert((label + actions) % total);
    }
    other
}

/// Shapley's sign of the equilibrium of the perturbed game with this cobasis in P.
fn sign(polytopes: &BestReplyPolytopes, cobasis: &BitSet) -> i64 {
    let (m, n) = (polytopes.q.len(), polytopes.p.len());
    let played: Vec<usize> = (0..m).filter(|&i| !cobasis.contains(i)).collect();
    let replies: Vec<usize> = (0..n).filter(|&j| cobasis.contains(m + j)).collect();
    let part = |matrix: &[Vec<IBig>], rows: &[usize], columns: &[usize]| -> Vec<Vec<IBig>> {
        let row = |r: &usize| columns.iter().map(|c| matrix[*r][*c].clone()).collect();
        rows.iter().map(row).collect()
    };
    let first = determinant_sign(&part(&polytopes.q, &played, &replies));
    let second = determinant_sign(&part(&polytopes.p, &replies, &played));
    let of_minors = match (first, second) {
        (Ordering::Equal, _) | (_, Ordering::Equal) => {
            unreachable!("invariant: the minors of a basis are not zero")
        }
        (first, second) if first == second => 1,
        _ => -1,
    };
    if played.len() % 2 == 1 {
        of_minors
    } else {
        -of_minors
    }
}
