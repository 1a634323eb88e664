//! One equilibrium of a two-player game by the Lemke-Howson path from an action, exactly, with its length.

use crate::certify::{Equilibrium, nash};
use crate::game::{Game, Values};
use crate::linalg::{
    LabelledPolytope, ProvedPath, complementary_path, face_vertices, machine_path,
    scaled_to_integers,
};
use crate::num::{Rational, Real};

use dashu_int::IBig;

/// An equilibrium, and how long the path to it was.
#[derive(Debug, Clone, PartialEq)]
pub struct LemkeHowson {
    /// The equilibrium.
    pub equilibrium: Equilibrium,
    /// How many pivots the path has.
    pub pivots: usize,
}

/// The equilibrium at the end of the Lemke-Howson path on which a player's action may be missing.
///
/// # Mathematics
/// The path starts where nobody plays anything, which has every label, and lets go of the label of one action. It runs along edges of both best-reply
/// polytopes in turn, on which all other labels stay, and ends where that label comes back: at an equilibrium. Ties are broken lexicographically, as if
/// payoffs were moved a little, so that degenerate games have a path too. Different actions may lead to different equilibria, and not every
/// equilibrium need be found so.
///
/// The path is followed in machine numbers if each of its vertices can be proved there, so that no tie was met; its end is then solved for in
/// integers. Otherwise all is done in integers.
///
/// # Answer
/// One equilibrium, certified; none if `stop` said so on the way in integers: paths may be exponentially long (Savani and von Stengel 2006).
///
/// # Panics
/// When the game has another number of players than two, or no such action.
///
/// # Source
/// Lemke and Howson (1964), "Equilibrium points of bimatrix games", J. SIAM 12; Shapley (1974), "A note on the Lemke-Howson algorithm".
///
/// # Examples
/// ```
/// use unipole::solve::lemke_howson::lemke_howson;
/// let model = unipole::model::load("soft-balancing").expect("a bundled model");
/// let point = model.point(Some("two-states"), &[]).expect("a scenario");
/// let game = model.game(&point).expect("a game");
/// let found = lemke_howson(&game, (0, 0), &|| false).expect("nobody stops it");
/// assert_eq!(found.equilibrium.pure_profile(), Some(vec![0, 0]));
/// ```
pub fn lemke_howson(
    game: &Game,
    (player, action): (usize, usize),
    stop: &dyn Fn() -> bool,
) -> Option<LemkeHowson> {
    let [m, n] = *game.counts() else {
        panic!("invariant: two players");
    };
    assert!(action < [m, n][player], "invariant: one of the actions");
    if let Some(path) = proved_path(game, (player, action))
        && let Some(profile) = end_of(game, &path)
    {
        return Some(LemkeHowson {
            equilibrium: nash(game, &profile).expect("invariant: every label is there"),
            pivots: path.pivots,
        });
    }
    exact_path(game, (player, action), stop)
}

/// The same in integers alone.
fn exact_path(
    game: &Game,
    (player, action): (usize, usize),
    stop: &dyn Fn() -> bool,
) -> Option<LemkeHowson> {
    let [m, n] = [0, 1].map(|player| game.counts()[player]);
    let [own, others] = [0, 1].map(|player| positive_payoffs(game, player));
    // Row `j` of the first polytope holds what the second player's action `j` gives it against each action of the first.
    let rows: Vec<Vec<IBig>> = (0..n)
        .map(|j| (0..m).map(|i| others[i + m * j].clone()).collect())
        .collect();
    let columns: Vec<Vec<IBig>> = (0..m)
        .map(|i| (0..n).map(|j| own[i + m * j].clone()).collect())
        .collect();
    let label = [action, m + action][player];
    let end = complementary_path(&rows, &columns, label, stop)?;
    let profile = [end.first, end.second].map(|vertex| {
        let sum = vertex
            .iter()
            .fold(Rational::ZERO, |sum, entry| &sum + entry);
        vertex
            .iter()
            .map(|entry| Real::from(entry / &sum))
            .collect()
    });
    Some(LemkeHowson {
        equilibrium: nash(game, &profile).expect("invariant: every label is there"),
        pivots: end.pivots,
    })
}

/// The most pivots of a path in machine numbers.
const LONGEST: usize = 2000;

/// Payoffs are no farther apart than this, so that machine numbers hold them.
const RANGE: i64 = 1 << 50;

/// The Lemke-Howson path in machine numbers, with a proof of each of its vertices: which variables are positive at its end, and its length.
///
/// # Shapes
/// Labels: the first player's actions, then the second's.
///
/// # Answer
/// The path that integers give; none where that is not proved, because of ties or payoffs too far apart, or the game is not one for two.
pub fn proved_path(game: &Game, (player, action): (usize, usize)) -> Option<ProvedPath> {
    let [m, n] = *game.counts() else {
        return None;
    };
    let whole = |player: usize| match game.payoffs().values(player) {
        Values::Scaled(values) => {
            let (least, most) = (values.iter().min()?, values.iter().max()?);
            (most.checked_sub(*least)? < RANGE).then_some((values, *least))
        }
        Values::Exact(_) => None,
    };
    let ((own, own_least), (others, others_least)) = (whole(0)?, whole(1)?);
    let rows: Vec<f64> = others
        .iter()
        .map(|v| (v - others_least + 1) as f64)
        .collect();
    let mut columns = Vec::with_capacity(m * n);
    for i in 0..m {
        let row = own[i..].iter().step_by(m);
        columns.extend(row.map(|value| (value - own_least + 1) as f64));
    }
    let label = [action, m + action][player];
    machine_path(&rows, &columns, (m, n), label, LONGEST)
}

/// The exact equilibrium with the positive variables of the end of a path.
fn end_of(game: &Game, path: &ProvedPath) -> Option<Vec<Vec<Real>>> {
    let [m, n] = [0, 1].map(|player| game.counts()[player]);
    let [own, others] = [0, 1].map(|player| positive_payoffs(game, player));
    let transposed = (0..m).flat_map(|i| (0..n).map(move |j| i + m * j));
    let transposed: Vec<IBig> = transposed.map(|at| own[at].clone()).collect();
    let polytopes = [
        LabelledPolytope::new(others, m, 0, m),
        LabelledPolytope::new(transposed, n, m, 0),
    ];
    let mut profile = Vec::with_capacity(2);
    for (polytope, basic) in polytopes.iter().zip(&path.basic) {
        let mut zero = vec![true; m + n];
        basic.iter().for_each(|label| zero[*label] = false);
        let vertex = face_vertices(polytope, &zero, 2)?.pop()?;
        profile.push(vertex.strategy.into_iter().map(Real::from).collect());
    }
    Some(profile)
}

/// A player's payoffs as whole numbers above zero: scaled and shifted, which changes no equilibrium.
fn positive_payoffs(game: &Game, player: usize) -> Vec<IBig> {
    let payoffs: Vec<Rational> = (0..game.profiles())
        .map(|index| game.payoff(player, index))
        .collect();
    let (scaled, _) = scaled_to_integers(&payoffs);
    let least = scaled.iter().min().cloned().unwrap_or(IBig::ZERO);
    scaled
        .iter()
        .map(|value| value - &least + IBig::ONE)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::num::SplitMix;
    use crate::solve::{Concept, solve};

    fn random(counts: [usize; 2], most: usize, seed: u64) -> Game {
        let mut numbers = SplitMix::new(seed);
        let players = counts.iter().enumerate().map(|(player, count)| {
            let names: Vec<String> = (0..*count).map(|n| format!("a{n}")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Player::plain(&format!("P{player}"), &names)
        });
        let payoffs = Payoffs::from_fn(&counts, |_, _| {
            Rational::integer(i64::try_from(numbers.below(most)).expect("a small number"))
        });
        Game::new("", players.collect(), payoffs.expect("a small game"))
    }

    #[test]
    fn every_path_ends_at_a_listed_equilibrium() {
        for seed in 0..120 {
            let most = [3, 1000][seed as usize % 2];
            let counts = [[3, 4], [5, 5], [2, 6]][seed as usize % 3];
            let game = random(counts, most, seed);
            let all = solve(&game, Concept::Nash).equilibria;
            for (player, count) in counts.into_iter().enumerate() {
                for action in 0..count {
                    let found = lemke_howson(&game, (player, action), &|| false).expect("a path");
                    assert!(found.pivots >= 2);
                    let same = |one: &&Equilibrium| one.profile() == found.equilibrium.profile();
                    assert!(all.iter().any(|one| same(&one)), "seed {seed}");
                }
            }
        }
    }

    /// In a game of coordination the path from an action ends where both do it, in two steps (Shapley 1974).
    #[test]
    fn coordination_is_found_in_two_steps() {
        let counts = [5, 5];
        let payoffs = Payoffs::from_fn(&counts, |_, profile| {
            Rational::integer(i64::from(profile[0] == profile[1]))
        });
        let game = random(counts, 2, 0);
        let game = Game::new("", game.players().to_vec(), payoffs.expect("a small game"));
        for action in 0..5 {
            let found = lemke_howson(&game, (1, action), &|| false).expect("a path");
            assert_eq!(found.equilibrium.pure_profile(), Some(vec![action, action]));
            assert_eq!(found.pivots, 2);
        }
    }

    /// Machine numbers and integers walk the same path; with ties machine numbers give up.
    #[test]
    fn a_proved_path_is_the_path_in_integers() {
        let (mut proved, mut all) = (0, 0);
        for seed in 0..150 {
            let most = [3, 1000, 1_000_000_000][seed as usize % 3];
            let counts = [[4, 4], [9, 12], [15, 15], [2, 7]][seed as usize % 4];
            let game = random(counts, most, seed);
            for missing in [(0, 0), (1, 1)] {
                let exact = exact_path(&game, missing, &|| false).expect("a path");
                assert_eq!(lemke_howson(&game, missing, &|| false), Some(exact.clone()));
                all += usize::from(most > 3);
                if let Some(path) = proved_path(&game, missing) {
                    assert_eq!(path.pivots, exact.pivots, "seed {seed}");
                    proved += usize::from(most > 3);
                }
            }
        }
        assert!(proved * 100 > all * 97, "{proved} of {all}");
    }

    #[test]
    fn who_stops_it_gets_nothing() {
        assert_eq!(exact_path(&random([4, 4], 9, 1), (0, 0), &|| true), None);
    }
}
