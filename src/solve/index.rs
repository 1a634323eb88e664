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
use std::sync::OnceLock;

use dashu_int::IBig;
use rayon::prelude::*;

use crate::game::Game;
use crate::linalg::{
    BitSet, determinant_sign, lexicographic_cobases, machine_determinant_sign, scaled_to_integers,
};
use crate::num::Rational;

use super::complementarity_tree::machine_rows;
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
    let [m, n] = *game.counts() else {
        return Err(TwoPlayerError::Players {
            players: game.counts().len(),
        });
    };
    let polytopes = Polytopes {
        game,
        counts: [m, n],
        machine: [1, 0].map(|player| positive_rows(game, player)),
        big: OnceLock::new(),
    };
    let tight = |side: usize, strategies: &[Vec<Rational>]| -> Vec<BitSet> {
        let strategies = strategies.par_iter().with_min_len(SHARE);
        strategies.map(|s| polytopes.tight(side, s)).collect()
    };
    let vertices = Vertices {
        first: tight(0, &found.rows),
        second: tight(1, &found.columns),
    };
    let index = |group: &Vec<usize>| index_of(&polytopes, &vertices, found, group, basis_limit);
    let groups = groups.par_iter().with_min_len(SHARE);
    Ok(groups.map(index).collect())
}

/// The least number of strategies, or groups, that one thread looks at.
const SHARE: usize = 16;

/// P and Q.
struct Polytopes<'a> {
    game: &'a Game,
    counts: [usize; 2],
    /// The rows of P and of Q in machine integers, one after the other, if they fit.
    machine: [Option<Vec<i64>>; 2],
    /// The same in big integers, made when they are needed.
    big: OnceLock<BestReplyPolytopes>,
}

/// What each strategy that occurs meets with equality.
struct Vertices {
    first: Vec<BitSet>,
    second: Vec<BitSet>,
}

/// The rows of P for the second player, of Q for the first.
fn positive_rows(game: &Game, player: usize) -> Option<Vec<i64>> {
    let mut rows = machine_rows(game, player)?;
    rows.iter_mut().for_each(|entry| *entry += 1);
    Some(rows)
}

impl Polytopes<'_> {
    fn big(&self) -> &BestReplyPolytopes {
        self.big.get_or_init(|| {
            BestReplyPolytopes::new(self.game).expect("invariant: two players were counted")
        })
    }

    /// The constraints met with equality at the vertex of P or of Q: actions not played, then the other player's best replies.
    fn tight(&self, side: usize, strategy: &[Rational]) -> BitSet {
        let mut tight = BitSet::empty(self.counts[0] + self.counts[1]);
        for (action, probability) in strategy.iter().enumerate() {
            if probability.is_zero() {
                tight.insert(action);
            }
        }
        // In whole numbers, as only comparisons matter.
        match (
            &self.machine[side],
            Rational::over_common_of(strategy.iter()),
        ) {
            (Some(rows), Some((weights, _))) => {
                let played: Vec<(usize, i128)> = in_play(&weights).collect();
                // The weights add up to a machine integer, so the values fit.
                let value = |row: &[i64]| -> i128 {
                    let terms = played
                        .iter()
                        .map(|(a, weight)| weight * i128::from(row[*a]));
                    terms.sum()
                };
                let values = rows.chunks_exact(weights.len()).map(value).collect();
                note_largest::<i128>(values, strategy.len(), &mut tight);
            }
            _ => {
                let big = self.big();
                let rows = if side == 0 { &big.p } else { &big.q };
                let (weights, _) = scaled_to_integers(strategy);
                let played: Vec<usize> = (0..weights.len())
                    .filter(|a| !weights[*a].is_zero())
                    .collect();
                let value = |row: &Vec<IBig>| played.iter().map(|a| &row[*a] * &weights[*a]).sum();
                note_largest::<IBig>(rows.iter().map(value).collect(), strategy.len(), &mut tight);
            }
        }
        tight
    }
}

/// The actions that are played, with their weights.
fn in_play(weights: &[i64]) -> impl Iterator<Item = (usize, i128)> {
    let all = weights.iter().enumerate();
    let played = all.filter(|(_, weight)| **weight != 0);
    played.map(|(action, weight)| (action, i128::from(*weight)))
}

/// Notes the constraints `first` and on of which the value is largest.
fn note_largest<T: Ord>(values: Vec<T>, first: usize, tight: &mut BitSet) {
    let best = values.iter().max();
    for (place, value) in values.iter().enumerate() {
        if Some(value) == best {
            tight.insert(first + place);
        }
    }
}

fn index_of(
    polytopes: &Polytopes<'_>,
    vertices: &Vertices,
    found: &ExtremeEquilibria,
    group: &[usize],
    basis_limit: usize,
) -> Option<i64> {
    let [m, n] = polytopes.counts;
    let mut index = 0;
    let mut left = basis_limit;
    let bases = |side: usize, tight: &BitSet, missing: &BitSet, left: usize| {
        if tight.len() == polytopes.counts[side] {
            return (left > 0).then(|| vec![tight.clone()]);
        }
        // Labels that one vertex lacks must come from the other.
        let required = complement(missing, m + n, polytopes.counts[side]);
        let big = polytopes.big();
        let rows = if side == 0 { &big.p } else { &big.q };
        lexicographic_cobases(rows, tight, &required, left)
    };
    for &place in group {
        let equilibrium = found.equilibria[place];
        let first = &vertices.first[equilibrium.row];
        let second = &vertices.second[equilibrium.column];
        let in_p = bases(0, first, second, left)?;
        left -= in_p.len();
        if in_p.is_empty() {
            continue;
        }
        let in_q = bases(1, second, first, left)?;
        left -= in_q.len();
        for cobasis in in_p {
            if in_q.binary_search(&complement(&cobasis, m + n, n)).is_ok() {
                index += sign(polytopes, &cobasis);
            }
        }
    }
    Some(index)
}

/// The labels that are missing, as constraints of the other polytope, whose strategies have `actions` entries.
fn complement(constraints: &BitSet, total: usize, actions: usize) -> BitSet {
    let mut other = BitSet::empty(total);
    for label in (0..total).filter(|label| !constraints.contains(*label)) {
        other.insert((label + actions) % total);
    }
    other
}

/// Shapley's sign of the equilibrium of the perturbed game with this cobasis in P.
fn sign(polytopes: &Polytopes<'_>, cobasis: &BitSet) -> i64 {
    let [m, n] = polytopes.counts;
    let played: Vec<usize> = (0..m).filter(|&i| !cobasis.contains(i)).collect();
    let replies: Vec<usize> = (0..n).filter(|&j| cobasis.contains(m + j)).collect();
    let minor = |side: usize, rows: &[usize], columns: &[usize]| -> Ordering {
        let width = polytopes.counts[side];
        let machine = polytopes.machine[side].as_ref().and_then(|entries| {
            let row = |r: &usize| {
                let row = &entries[r * width..][..width];
                columns.iter().map(move |c| row[*c])
            };
            let part: Vec<i64> = rows.iter().flat_map(row).collect();
            machine_determinant_sign(&part, rows.len())
        });
        machine.unwrap_or_else(|| {
            let big = polytopes.big();
            let matrix = if side == 0 { &big.p } else { &big.q };
            let row = |r: &usize| columns.iter().map(|c| matrix[*r][*c].clone()).collect();
            determinant_sign(&rows.iter().map(row).collect::<Vec<Vec<IBig>>>())
        })
    };
    let of_minors = match (minor(1, &played, &replies), minor(0, &replies, &played)) {
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
