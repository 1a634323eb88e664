//! Supports on which every condition is about one player's mixture: the equilibria are all products of points of polytopes.
//!
//! Where one or two players mix, or others do not matter, what an action gives more than another is linear in one mixture. The mixtures of
//! a player that meet all conditions on them are a polytope, and an equilibrium is a choice of one from each. So the listed equilibria
//! are all, with what they span, if every choice of vertices is listed. Vertices are found by trying all sets of conditions that could be
//! tight.
//!
//! # Source
//! Winkels (1979), "An algorithm to determine all equilibrium points of a bimatrix game", in *Game Theory and Related Topics*; Ziegler
//! (1995), *Lectures on Polytopes*, chapter 2.

use super::counted::System;
use crate::certify::verify::Profile;
use crate::certify::verify::linear::unique_solution;
use crate::game::Game;
use crate::num::{Rational, Real};

/// The most sets of conditions that are tried for one player.
const SETS: usize = 20_000;

/// The most choices of vertices that are compared with the list.
const CHOICES: usize = 10_000;

/// What must be zero, and what must not be positive, of one player's mixture: sums of a number for each action times its probability.
#[derive(Default, Clone)]
struct Polytope {
    zero: Vec<Vec<Rational>>,
    not_positive: Vec<Vec<Rational>>,
}

/// Whether the equilibria with these supports are all products of points of polytopes, every choice of whose vertices is listed.
pub(super) fn are_listed(game: &Game, supports: &[Vec<usize>], profiles: &[Profile]) -> bool {
    let Some(vertices) = vertices(&System::new(game, supports)) else {
        return false;
    };
    let choices = vertices.iter().map(Vec::len);
    let choices = choices.fold(1usize, |all, number| all.saturating_mul(number));
    if choices > CHOICES {
        return false;
    }
    (0..choices).all(|mut choice| {
        let mut chosen = vertices.iter().map(|vertices| {
            let vertex = &vertices[choice % vertices.len()];
            choice /= vertices.len();
            vertex
        });
        let strategies = supports.iter().zip(game.counts());
        let strategies = strategies.map(|(support, count)| {
            let mut strategy = vec![Real::ZERO; *count];
            match support[..] {
                [only] => strategy[only] = Real::ONE,
                _ => {
                    let vertex = chosen.next().expect("invariant: one for each who mixes");
                    for (action, probability) in support.iter().zip(vertex) {
                        strategy[*action] = Real::from(probability.clone());
                    }
                }
            }
            strategy
        });
        let profile: Profile = strategies.collect();
        profiles.contains(&profile)
    })
}

/// The vertices of the polytope of each player who mixes; none where some condition is about more than one mixture, or too much to try.
///
/// # Answer
/// No vertices of some player, if no equilibrium has these supports.
fn vertices(system: &System) -> Option<Vec<Vec<Vec<Rational>>>> {
    let mut polytopes = vec![Polytope::default(); system.actions.len()];
    let mut is_possible = true;
    for (form, is_zero) in system.conditions() {
        match form.about_one()? {
            (None, value) => {
                let sign = value[0].sign();
                is_possible &= sign.is_eq() || (sign.is_lt() && !is_zero);
            }
            (Some(player), row) if is_zero => polytopes[player].zero.push(row),
            (Some(player), row) => polytopes[player].not_positive.push(row),
        }
    }
    if !is_possible {
        return Some(vec![Vec::new()]);
    }
    let pairs = polytopes.into_iter().zip(&system.actions);
    pairs
        .map(|(polytope, size)| polytope.vertices(*size))
        .collect()
}

impl Polytope {
    fn vertices(mut self, size: usize) -> Option<Vec<Vec<Rational>>> {
        for action in 0..size {
            let mut row = vec![Rational::ZERO; size];
            row[action] = Rational::integer(-1);
            self.not_positive.push(row);
        }
        let rows: Vec<&Vec<Rational>> = self.zero.iter().chain(&self.not_positive).collect();
        let mut found: Vec<Vec<Rational>> = Vec::new();
        for tight in sets(rows.len(), size - 1)? {
            let chosen = tight.iter().map(|row| with(rows[*row], Rational::ZERO));
            let sum = with(&vec![Rational::ONE; size], Rational::ONE);
            let Some((point, _)) = unique_solution(chosen.chain([sum]).collect()) else {
                continue;
            };
            let value = |row: &Vec<Rational>| -> Rational {
                row.iter().zip(&point).map(|(c, x)| c * x).sum()
            };
            let meets = self.zero.iter().all(|row| value(row).is_zero())
                && self
                    .not_positive
                    .iter()
                    .all(|row| !value(row).sign().is_gt());
            if meets && !found.contains(&point) {
                found.push(point);
            }
        }
        Some(found)
    }
}

fn with(row: &[Rational], side: Rational) -> Vec<Rational> {
    row.iter().cloned().chain([side]).collect()
}

/// All sets of so many of the first numbers; none if they are too many.
fn sets(of: usize, many: usize) -> Option<Vec<Vec<usize>>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..many {
        let longer = found.iter().flat_map(|set| {
            let next = set.last().map_or(0, |last| last + 1);
            (next..of).map(move |number| set.iter().copied().chain([number]).collect())
        });
        found = longer.collect();
        if found.len() > SETS {
            return None;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};

    #[test]
    fn who_never_cares_mixes_within_what_others_bear() {
        // A does not care; B loses by its first action unless A plays its first with at least 1/4; C loses by its own in any case.
        let players = ["A", "B", "C"].map(|id| Player::plain(id, &["1", "2"]));
        let payoff = |player: usize, p: &[usize]| {
            Rational::integer(match player {
                1 if p[1] == 0 => [3, -1][p[0]],
                2 => i64::from(p[2] == 1),
                _ => 0,
            })
        };
        let payoffs = Payoffs::from_fn(&[2, 2, 2], payoff).expect("a small game");
        let game = Game::new("test", players.to_vec(), payoffs);
        let supports = |b: usize| [vec![0, 1], vec![b], vec![1]];
        let shares = |least: i64, most: i64| -> Vec<Vec<Rational>> {
            let mixture = |n| vec![Rational::ratio(n, 4), Rational::ratio(4 - n, 4)];
            vec![mixture(least), mixture(most)]
        };
        for (b, (least, most)) in [(0, (1, 4)), (1, (0, 1))] {
            let found = vertices(&System::new(&game, &supports(b))).expect("of one mixture");
            let [mut of_a] = <[_; 1]>::try_from(found).expect("only A mixes");
            of_a.sort();
            assert_eq!(of_a, shares(least, most));
        }
        let empty = vertices(&System::new(&game, &[vec![0, 1], vec![0], vec![0]]));
        assert_eq!(empty, Some(vec![Vec::new()]));
        let profile = |share: &Vec<Rational>| -> Profile {
            let certain = |first: i64| {
                vec![
                    Rational::integer(first).into(),
                    Rational::integer(1 - first).into(),
                ]
            };
            let strategy = share.iter().cloned().map(Real::from).collect();
            vec![strategy, certain(1), certain(0)]
        };
        let listed: Vec<Profile> = shares(1, 4).iter().map(profile).collect();
        assert!(are_listed(&game, &supports(0), &listed));
        assert!(!are_listed(&game, &supports(0), &listed[..1]));
    }
}
