//! Stage games that look the same to both players: exchanging them maps the payoff set to itself.
//!
//! If the second player's tables are the transpose of the first's, exactly, then to every plan belongs the one in which the players have changed
//! places, and the set of equilibrium payoffs is its own mirror image. So whatever bounds the payoffs that a profile plays in a direction, bounds
//! those that its twin plays in the mirrored direction: a proof for one profile of each pair, in all directions, is one for both.
//!
//! # Source
//! Nash (1951), "Non-cooperative games", *Annals of Mathematics* 54 (symmetries of a game map its equilibria to equilibria).

use super::machine_polygon::CLEAR;
use super::structure::{Place, Structure};
use crate::num::Rational;
use crate::repeat::Stage;

/// The exchange of two players who have the same actions, payoffs and temptations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Symmetry {
    actions: usize,
}

impl Symmetry {
    /// None where exchanging the players changes the stage game.
    pub fn of(stage: &Stage) -> Option<Self> {
        let [actions, others] = *stage.counts() else {
            return None;
        };
        let symmetry = Symmetry { actions };
        let is_alike = |a: usize| {
            let twin = symmetry.twin(a);
            stage.payoff(0, a) == stage.payoff(1, twin) && stage.best(0, a) == stage.best(1, twin)
        };
        let holds = actions == others
            && stage.minmax(0) == stage.minmax(1)
            && (0..stage.profiles()).all(is_alike);
        holds.then_some(symmetry)
    }

    /// The profile in which the players have changed places.
    pub fn twin(self, profile: usize) -> usize {
        profile % self.actions * self.actions + profile / self.actions
    }

    /// Whether a profile is the first of its pair, or has no other twin.
    pub fn is_first(self, profile: usize) -> bool {
        profile <= self.twin(profile)
    }
}

/// For each direction, by their angles, where its mirror image is; none where that of one is not among them.
pub(super) fn mirrors<T: PartialEq>(normals: &[[T; 2]]) -> Option<Vec<usize>> {
    let count = normals.len();
    let is_mirror = |a: usize, b: usize| {
        let ([x, y], [other_x, other_y]) = (&normals[a], &normals[b]);
        x == other_y && y == other_x
    };
    // Mirroring turns the order of the angles round.
    let first = (0..count).find(|k| is_mirror(0, *k))?;
    let mirrors = (0..count).map(|j| {
        let mirror = (first + count - j) % count;
        is_mirror(j, mirror).then_some(mirror)
    });
    mirrors.collect()
}

/// For each vertex of a polygon in machine numbers where its mirror image is; none where that of one does not come from the same place, or is not
/// there.
pub(super) fn mirrored_vertices(
    symmetry: Symmetry,
    structure: &Structure,
    points: &[[f64; 2]],
) -> Option<Vec<usize>> {
    let (origins, count) = (&structure.origins, points.len());
    // Mirroring turns the order round, and the worst for one is the worst for the other.
    let [worst, other] = structure.worst;
    let mirror = |vertex: usize| (worst + other + count - vertex) % count;
    let is_mirror = |vertex: usize| {
        let (here, there) = (origins[vertex], origins[mirror(vertex)]);
        let is_near = (0..2).all(|i| {
            let apart = points[vertex][i] - points[mirror(vertex)][1 - i];
            apart.abs() < CLEAR
        });
        let is_placed = match (here.place, there.place) {
            (
                Place::Line { axis, p, q },
                Place::Line {
                    axis: k,
                    p: r,
                    q: s,
                },
            ) => axis != k && [[r, s], [s, r]].contains(&[p, q].map(mirror)),
            (here, there) => here == there,
        };
        is_near && is_placed && symmetry.twin(here.profile) == there.profile
    };
    let all = (0..count).map(|vertex| is_mirror(vertex).then(|| mirror(vertex)));
    all.collect()
}

/// Whether numbers are the same at mirrored places.
pub(super) fn has_mirrors(numbers: &[Rational], mirrors: &[usize]) -> bool {
    let mut pairs = numbers.iter().zip(mirrors);
    pairs.all(|(number, mirror)| *number == numbers[*mirror])
}

/// Directions with entries of size at most one, those below the diagonal, on it and the mirror images of those below: in place of those above it,
/// which are noisy mirror images themselves.
pub(super) fn mirrored(normals: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let mut all = Vec::with_capacity(normals.len());
    for [x, y] in normals {
        match x - y {
            apart if apart > DIAGONAL => all.extend([[x, y], [y, x]]),
            apart if apart >= -DIAGONAL => all.push([x, x]),
            _ => {}
        }
    }
    all
}

/// Directions nearer to the diagonal are taken to be on it.
const DIAGONAL: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Game, Payoffs, Player};

    fn stage(row: [[i64; 3]; 3], other: [[i64; 3]; 3]) -> Stage {
        let players = ["1", "2"].map(|id| Player::plain(id, &["a", "b", "c"]));
        let payoffs = Payoffs::from_fn(&[3, 3], |player, p| {
            Rational::integer([row, other][player][p[player]][p[1 - player]])
        });
        let game = Game::new("stage", players.to_vec(), payoffs.expect("a small game"));
        Stage::new(&game).expect("two players")
    }

    #[test]
    fn players_with_the_same_table_are_exchanged_and_others_are_not() {
        let row = [[7, 0, 2], [9, 1, 5], [8, 4, 3]];
        let stage_of_both = stage(row, row);
        let symmetry = Symmetry::of(&stage_of_both).expect("the same table");
        for profile in 0..9 {
            let twin = symmetry.twin(profile);
            assert_eq!(symmetry.twin(twin), profile);
            assert_eq!(
                stage_of_both.payoff(0, profile),
                stage_of_both.payoff(1, twin)
            );
        }
        for (i, j) in (0..3).flat_map(|i| (0..3).map(move |j| (i, j))) {
            let mut other = row;
            other[i][j] += 1;
            assert!(Symmetry::of(&stage(row, other)).is_none());
        }
        // Profiles that only the first player is tempted to leave.
        let tempted = stage_of_both.without(&[1], &Rational::ONE);
        assert!(Symmetry::of(&tempted).is_none());
    }

    #[test]
    fn mirrored_directions_are_found_by_their_places() {
        let axes = [[-1.0, 0.0], [0.0, -1.0], [1.0, 0.0], [0.0, 1.0]];
        let some = [
            [-0.5, -1.0],
            [-1.0, -1.0],
            [1.0, 0.25],
            [-0.3, 1.0],
            [1.0, -0.3],
        ];
        let mut all = mirrored(axes.into_iter().chain(some).collect());
        let angle = |normal: &[f64; 2]| normal[1].atan2(normal[0]);
        all.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
        let found = mirrors(&all).expect("all are there");
        for (j, k) in found.iter().enumerate() {
            assert_eq!(
                [all[j][1], all[j][0]].map(f64::to_bits),
                all[*k].map(f64::to_bits)
            );
        }
        assert_eq!(all.len(), 4 + 1 + 2 + 2 + 2);
        all.remove(2);
        assert_eq!(mirrors(&all), None);
    }
}
