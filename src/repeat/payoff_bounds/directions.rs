//! The directions in which payoffs are bounded: every player's payoff counted once, not at all, or against, but not all of them not at all.

use super::PLAYERS;
use crate::num::Rational;

/// How a player's payoff counts: -1, 0 or 1; zero for players that there are not.
pub(super) type Direction = [i64; PLAYERS];

/// All directions.
pub(super) struct Directions {
    /// How the payoffs count.
    pub normals: Vec<Direction>,
    /// Where those along the axes are: up and down for each player.
    pub axes: Vec<[usize; 2]>,
    /// Where the joint payoff is.
    pub joint: usize,
}

impl Directions {
    /// The directions for so many players.
    pub fn of(players: usize) -> Self {
        let mut normals: Vec<Direction> = vec![[0; PLAYERS]];
        for player in 0..players {
            let with = |normal: &Direction| {
                [0, 1, -1].map(|entry| {
                    let mut normal = *normal;
                    normal[player] = entry;
                    normal
                })
            };
            normals = normals.iter().flat_map(with).collect();
        }
        normals.remove(0);
        let place = |wanted: Direction| {
            let found = normals.iter().position(|normal| *normal == wanted);
            found.expect("invariant: all directions are there")
        };
        let axes = (0..players).map(|player| {
            [1, -1].map(|entry| {
                let mut axis = [0; PLAYERS];
                axis[player] = entry;
                place(axis)
            })
        });
        let axes = axes.collect();
        let mut joint = [0; PLAYERS];
        joint[..players].fill(1);
        let joint = place(joint);
        Directions {
            normals,
            axes,
            joint,
        }
    }

    /// The player whose least payoff a direction is about; none if it is about more.
    pub fn is_down(&self, direction: usize) -> Option<usize> {
        self.axes.iter().position(|[_, down]| *down == direction)
    }
}

/// How far a payoff goes in a direction.
pub(super) fn reach<'a>(
    normal: &Direction,
    payoff: impl Iterator<Item = &'a Rational>,
) -> Rational {
    let mut reach = Rational::ZERO;
    for (entry, payoff) in normal.iter().zip(payoff) {
        match entry {
            0 => {}
            1.. => reach += payoff,
            _ => reach -= payoff,
        }
    }
    reach
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_direction_is_there_once_with_its_opposite() {
        for players in 1..=PLAYERS {
            let all = Directions::of(players);
            assert_eq!(all.normals.len(), 3_usize.pow(players as u32) - 1);
            for normal in &all.normals {
                let opposite = normal.map(|entry| -entry);
                let count = |wanted| all.normals.iter().filter(|n| **n == wanted).count();
                assert_eq!((count(*normal), count(opposite)), (1, 1));
                assert!(normal[players..].iter().all(|entry| *entry == 0));
            }
            assert_eq!(all.normals[all.joint].iter().sum::<i64>(), players as i64);
            for (player, [up, down]) in all.axes.iter().enumerate() {
                assert_eq!(all.normals[*up][player], 1);
                assert_eq!(all.is_down(*down), Some(player));
                assert_eq!(all.is_down(*up), None);
            }
        }
    }

    #[test]
    fn payoffs_count_as_the_direction_says() {
        let payoffs = [5, 7, 11].map(Rational::integer);
        assert_eq!(reach(&[1, 0, -1, 0], payoffs.iter()), Rational::integer(-6));
    }
}
