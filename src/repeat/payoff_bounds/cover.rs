//! How far half-spaces let a payoff go in a direction, proved by a sum of them, in whole numbers.
//!
//! If `n_k w <= c_k` for all `k`, and `n = sum z_k n_k` with weights `z >= 0`, then `n w <= sum z_k c_k`. The least such sum is a linear program
//! whose weights do not depend on the levels `c`: any basis that was found once stays a proof, for other levels a looser one. All entries of the
//! directions are -1, 0 or 1, so bases are inverted in small whole numbers.
//!
//! # Source
//! Dantzig and Orchard-Hays (1954), "The product form for the inverse in the simplex method"; Edmonds (1967) (pivots in whole numbers).

use super::PLAYERS;
use super::directions::Direction;
use crate::num::Rational;

/// Weights that write a direction as a sum of others: a basis of the program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cover {
    players: usize,
    /// The directions with weights.
    columns: [usize; PLAYERS],
    /// The inverse of the matrix of these, times the determinant.
    inverse: [[i64; PLAYERS]; PLAYERS],
    determinant: i64,
    /// The weights, times the determinant.
    weights: [i64; PLAYERS],
}

/// The most exchanges of a basis; a basis that is not the best is a proof too.
const PIVOTS: usize = 200;

impl Cover {
    /// A direction as a sum of those along the axes, whose places are given, up and down for each player.
    pub fn by_axes(normal: &Direction, axes: &[[usize; 2]]) -> Self {
        let mut cover = Cover {
            players: axes.len(),
            columns: [0; PLAYERS],
            inverse: [[0; PLAYERS]; PLAYERS],
            determinant: 1,
            weights: [0; PLAYERS],
        };
        for (i, [up, down]) in axes.iter().enumerate() {
            let is_up = normal[i] >= 0;
            cover.columns[i] = if is_up { *up } else { *down };
            cover.inverse[i][i] = if is_up { 1 } else { -1 };
            cover.weights[i] = normal[i].abs();
        }
        cover
    }

    /// Lowers the sum for some levels as far as it goes; `false` if it has no least: then no payoff is below all levels.
    pub fn lower(&mut self, normals: &[Direction], levels: &[i64]) -> bool {
        let mut stands_still = false;
        for _ in 0..PIVOTS {
            let Some(entering) = self.entering(normals, levels, stands_still) else {
                return true;
            };
            let players = 0..self.players;
            let mut column = [0; PLAYERS];
            for i in players.clone() {
                let row = &self.inverse[i];
                column[i] = players.clone().map(|j| row[j] * normals[entering][j]).sum();
            }
            // The least ratio of weight and entry; ties go to the first direction.
            let limiting = players.filter(|i| column[*i] > 0).min_by(|i, j| {
                let (i, j) = (*i, *j);
                let ratios = (self.weights[i] * column[j]).cmp(&(self.weights[j] * column[i]));
                ratios.then(self.columns[i].cmp(&self.columns[j]))
            });
            let Some(leaving) = limiting else {
                return false;
            };
            stands_still = self.weights[leaving] == 0;
            self.exchange(leaving, entering, &column);
        }
        true
    }

    /// The direction that lowers the sum most, or the first that does.
    fn entering(&self, normals: &[Direction], levels: &[i64], first: bool) -> Option<usize> {
        let players = 0..self.players;
        let mut prices = [0; PLAYERS];
        for i in players.clone() {
            for (j, price) in prices.iter_mut().enumerate() {
                *price += levels[self.columns[i]] * self.inverse[i][j];
            }
        }
        let mut best = (0, None);
        for (k, normal) in normals.iter().enumerate() {
            let worth: i64 = (0..PLAYERS).map(|j| prices[j] * normal[j]).sum();
            let change = self.determinant * levels[k] - worth;
            if change < best.0 {
                best = (change, Some(k));
                if first {
                    break;
                }
            }
        }
        best.1
    }

    fn exchange(&mut self, row: usize, entering: usize, column: &[i64; PLAYERS]) {
        let (pivot, before) = (column[row], self.determinant);
        let (own, weight) = (self.inverse[row], self.weights[row]);
        for i in (0..self.players).filter(|i| *i != row) {
            for (entry, own) in self.inverse[i].iter_mut().zip(own) {
                *entry = (*entry * pivot - column[i] * own) / before;
            }
            self.weights[i] = (self.weights[i] * pivot - column[i] * weight) / before;
        }
        self.columns[row] = entering;
        self.determinant = pivot;
    }

    /// The sum for some levels, rounded up.
    pub fn bound(&self, levels: &[i64]) -> i64 {
        let terms = (0..self.players).map(|i| self.weights[i] * levels[self.columns[i]]);
        -(-terms.sum::<i64>()).div_euclid(self.determinant)
    }

    /// The sum for some levels, exactly.
    pub fn exactly(&self, level: impl Fn(usize) -> Rational) -> Rational {
        let terms = (0..self.players).filter(|i| self.weights[*i] != 0);
        let terms = terms.map(|i| Rational::integer(self.weights[i]) * level(self.columns[i]));
        terms.sum::<Rational>() / Rational::integer(self.determinant)
    }
}

#[cfg(test)]
mod tests {
    use super::super::directions::Directions;
    use super::*;
    use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};

    /// The most that a direction is in all half-spaces, by the general simplex method; payoffs are at least -100.
    fn by_simplex(directions: &Directions, levels: &[i64], place: usize) -> Option<Rational> {
        let players = directions.axes.len();
        let row = |normal: &Direction| -> Vec<Rational> {
            let entries = normal[..players].iter().copied();
            entries.map(Rational::integer).collect()
        };
        let moved = |normal: &Direction| Rational::integer(-100 * normal.iter().sum::<i64>());
        let constraints = directions.normals.iter().zip(levels);
        let program = LinearProgram {
            objective: row(&directions.normals[place]),
            constraints: constraints
                .map(|(normal, level)| Constraint {
                    coefficients: row(normal),
                    relation: Relation::AtMost,
                    bound: Rational::integer(*level) - moved(normal),
                })
                .collect(),
        };
        match maximise(&program) {
            Optimum::Optimal { value, .. } => Some(&value + &moved(&directions.normals[place])),
            _ => None,
        }
    }

    #[test]
    fn the_least_sum_is_the_most_that_the_half_spaces_allow() {
        let mut state = 7_u64;
        let mut empty = 0;
        for players in [2, 3, 4] {
            let directions = Directions::of(players);
            for round in 0..8 {
                let levels = directions.normals.iter().map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    i64::try_from((state >> 33) % 30).expect("small") - round / 2
                });
                let levels: Vec<i64> = levels.collect();
                for (place, normal) in directions.normals.iter().enumerate() {
                    let mut cover = Cover::by_axes(normal, &directions.axes);
                    let loose = cover.exactly(|k| Rational::integer(levels[k]));
                    let expected = by_simplex(&directions, &levels, place);
                    if !cover.lower(&directions.normals, &levels) {
                        assert_eq!(expected, None);
                        empty += 1;
                        continue;
                    }
                    let sum = cover.exactly(|k| Rational::integer(levels[k]));
                    assert_eq!(Some(&sum), expected.as_ref());
                    assert!(sum <= loose);
                    assert_eq!(Rational::integer(cover.bound(&levels)), -(-sum).floor());
                }
            }
        }
        assert!(empty > 0);
    }
}
