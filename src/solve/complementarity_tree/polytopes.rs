//! The two best-reply polytopes of a game, in the narrowest integers that hold all that is computed with them.
//!
//! # Source
//! As in [`complementarity_tree`](super); Hadamard 1893, "Résolution d'une question relative aux déterminants" (the bound of minors).

use dashu_int::IBig;
use dashu_int::ops::Gcd;

use crate::game::{Game, Values};
use crate::linalg::{LabelledPolytope, scaled_to_integers};
use crate::solve::two_player::TwoPlayerError;

/// P and Q.
pub(super) enum Polytopes {
    /// All minors are machine integers.
    Small([LabelledPolytope<i64>; 2]),
    /// All entries are machine integers, none much smaller than another.
    Machine([LabelledPolytope<i64>; 2]),
    /// Some entries are larger than machine integers.
    Big([LabelledPolytope<IBig>; 2]),
}

/// Entries are below this, so that sums of a few are machine integers too.
const ENTRY_LIMIT: i128 = 1 << 59;

/// Minors are below the square root of this.
const SQUARED_MINOR_LIMIT: f64 = (1u128 << 121) as f64;

/// Games with no more actions than this are searched in integers, if these are small: then machine numbers are no faster.
const SMALL_LABELS: usize = 10;

impl Polytopes {
    pub(super) fn new(game: &Game) -> Result<Self, TwoPlayerError> {
        let [m, n] = *game.counts() else {
            return Err(TwoPlayerError::Players {
                players: game.counts().len(),
            });
        };
        let (Some(mut p), Some(mut q)) = (machine_rows(game, 1), machine_rows(game, 0)) else {
            return Ok(Polytopes::big(game, m, n));
        };
        let labelled = |p: Vec<i64>, q: Vec<i64>| {
            [
                LabelledPolytope::new(p, m, 0, m),
                LabelledPolytope::new(q, n, m, 0),
            ]
        };
        if m + n <= SMALL_LABELS && minors_fit(&p, m) && minors_fit(&q, n) {
            p.iter_mut().chain(&mut q).for_each(|entry| *entry += 1);
            return Ok(Polytopes::Small(labelled(p, q)));
        }
        for entries in [&mut p, &mut q] {
            let largest = entries.iter().max().map_or(0, |entry| *entry);
            entries
                .iter_mut()
                .for_each(|entry| *entry += largest / 2 + 1);
        }
        Ok(Polytopes::Machine(labelled(p, q)))
    }

    fn big(game: &Game, m: usize, n: usize) -> Self {
        let integers = |player: usize| match game.payoffs().values(player) {
            Values::Scaled(values) => values.iter().map(|value| IBig::from(*value)).collect(),
            Values::Exact(values) => scaled_to_integers(values).0,
        };
        let (first, second): (Vec<IBig>, Vec<IBig>) = (integers(0), integers(1));
        let p = big_differences(&second, n, m, |row, column| column + m * row);
        let q = big_differences(&first, m, n, |row, column| row + m * column);
        Polytopes::Big([
            LabelledPolytope::new(p, m, 0, m),
            LabelledPolytope::new(q, n, m, 0),
        ])
    }

    /// The number of actions of both players.
    pub(super) fn labels(&self) -> usize {
        match self {
            Polytopes::Small([p, _]) | Polytopes::Machine([p, _]) => p.labels(),
            Polytopes::Big([p, _]) => p.labels(),
        }
    }
}

/// The rows of P for the second of two players, of Q for the first, one after the other, each entry less by one; none if some entry is too large.
///
/// A row of P is a reply of the second player, a row of Q one of the first.
pub(in crate::solve) fn machine_rows(game: &Game, player: usize) -> Option<Vec<i64>> {
    let (m, n) = (game.counts()[0], game.counts()[1]);
    // Profiles have the first player's action vary fastest.
    match (game.payoffs().values(player), player) {
        (Values::Scaled(values), 1) => differences(values, n, m, |row, column| column + m * row),
        (Values::Scaled(values), _) => differences(values, m, n, |row, column| row + m * column),
        (Values::Exact(_), _) => None,
    }
}

/// The entries less the least one of their column, divided by the greatest common divisor of all; row by row.
fn differences(
    values: &[i64],
    height: usize,
    width: usize,
    place: impl Fn(usize, usize) -> usize,
) -> Option<Vec<i64>> {
    let mut entries = vec![0; height * width];
    let mut divisor = 0u64;
    for column in 0..width {
        let least = (0..height).map(|row| values[place(row, column)]).min()?;
        for row in 0..height {
            let entry = i128::from(values[place(row, column)]) - i128::from(least);
            let entry = i64::try_from(entry)
                .ok()
                .filter(|e| i128::from(*e) < ENTRY_LIMIT)?;
            entries[row * width + column] = entry;
            if divisor != 1 && entry != 0 {
                divisor = entry.unsigned_abs().gcd(divisor);
            }
        }
    }
    if divisor > 1 {
        let divisor = i64::try_from(divisor).ok()?;
        entries.iter_mut().for_each(|entry| *entry /= divisor);
    }
    Some(entries)
}

/// The same in big integers, and one more.
fn big_differences(
    values: &[IBig],
    height: usize,
    width: usize,
    place: impl Fn(usize, usize) -> usize,
) -> Vec<IBig> {
    let mut entries = vec![IBig::ZERO; height * width];
    let mut divisor = IBig::ZERO;
    for column in 0..width {
        let own = (0..height).map(|row| &values[place(row, column)]);
        let least = own.min().expect("invariant: a player has an action");
        for row in 0..height {
            let entry = &values[place(row, column)] - least;
            if !entry.is_zero() {
                divisor = IBig::from((&divisor).gcd(&entry));
            }
            entries[row * width + column] = entry;
        }
    }
    for entry in &mut entries {
        if !divisor.is_zero() {
            *entry = &*entry / &divisor;
        }
        *entry += IBig::ONE;
    }
    entries
}

/// Whether all minors of the rows with a one more in each, their entries being one more too, are machine integers with room to spare.
///
/// A determinant is at most the product of the lengths of its rows.
fn minors_fit(entries: &[i64], width: usize) -> bool {
    let squared = |row: &[i64]| -> f64 {
        let squares = row
            .iter()
            .map(|entry| (*entry as f64 + 1.0) * (*entry as f64 + 1.0));
        1.0 + squares.sum::<f64>()
    };
    let mut lengths: Vec<f64> = entries.chunks_exact(width).map(squared).collect();
    lengths.sort_unstable_by(|a, b| b.total_cmp(a));
    lengths.iter().take(width + 1).product::<f64>() < SQUARED_MINOR_LIMIT
}
