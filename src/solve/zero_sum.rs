//! All equilibria of a game for two in which one wins what the other loses: the pairs of two optimal faces.
//!
//! # Mathematics
//! A game is strategically zero-sum if `A[i][j] + k B[i][j] = u[i] + v[j]` for some `k > 0`: what is won is lost, up to units and up to what the other
//! decides alone, neither of which changes a best reply. In such a game equilibria can be exchanged: if (x, y) and (x', y') are two, then so are
//! (x, y') and (x', y). So with one equilibrium (x, y) all are known: the pairs of X = {x' : (x', y) is an equilibrium} and Y = {y' : (x, y') is one}. X is the
//! face of the first best-reply polytope on which only best replies to `y` are played and all that `y` plays is a best reply; the same of Y.
//!
//! # Source
//! von Neumann (1928), "Zur Theorie der Gesellschaftsspiele" (the value, exchange); Dantzig (1951), "A proof of the equivalence of the programming problem and
//! the game problem"; Moulin and Vial (1978), "Strategically zero-sum games", *International Journal of Game Theory* 7.

use super::two_player::{BestReplyPolytopes, ExtremeEquilibria, list_limit};
use crate::game::Game;
use crate::linalg::{
    FaceVertex, LabelledPolytope, complementary_path, face_vertices, propose_optimum,
};
use crate::num::{Interval, Rational};

use dashu_int::IBig;

/// All extreme equilibria of a strategically zero-sum game for two: every extreme optimal strategy of one with every one of the other.
///
/// # Answer
/// Complete and exact. None if the game is not of this kind, if there are too many extreme equilibria to list, or `stop` said so.
///
/// # Cost
/// A linear programme in machine numbers, which proposes what is played; linear equations in integers for each face, and its vertices. If the
/// proposal fails, a Lemke-Howson path in integers.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::solve::zero_sum::optimal_faces;
/// let players = vec![Player::plain("U", &["guard", "open"]), Player::plain("C", &["left", "right"])];
/// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(((p[0] == p[1]) ^ (player == 1)) as i64))?;
/// let found = optimal_faces(&Game::new("matching pennies", players, payoffs), &|| false).expect("zero-sum");
/// let half = Rational::ratio(1, 2);
/// assert_eq!((found.len(), found.profile(0).0), (1, &[half.clone(), half][..]));
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn optimal_faces(game: &Game, stop: &dyn Fn() -> bool) -> Option<ExtremeEquilibria> {
    let matrix = zero_sum_matrix(game)?;
    let BestReplyPolytopes { p, q } = BestReplyPolytopes::new(game).ok()?;
    let (m, n) = (q.len(), p.len());
    let polytopes = [
        LabelledPolytope::new(p.concat(), m, 0, m),
        LabelledPolytope::new(q.concat(), n, m, 0),
    ];
    let [first, second] = match proposed(&matrix, &polytopes) {
        Some(labels) => labels,
        None => exact(&p, &q, stop)?,
    };
    // What the other side leaves untight has to be tight here.
    let face = |side: usize, other: &[bool]| {
        let zero: Vec<bool> = other.iter().map(|is_tight| !is_tight).collect();
        let found = face_vertices(&polytopes[side], &zero, list_limit(m + n))?;
        Some(found.into_iter().map(|one| one.strategy).collect())
    };
    let rows: Vec<Vec<Rational>> = face(0, &second)?;
    let columns: Vec<Vec<Rational>> = face(1, &first)?;
    let pairs = rows.len().checked_mul(columns.len())?;
    (pairs <= list_limit(m + n)).then(|| ExtremeEquilibria::pairs_of(rows, columns))
}

/// The payoffs of the first player in a zero-sum game with the same best replies, if there is one.
///
/// # Shapes
/// Rows of as many entries as the second player has actions.
fn zero_sum_matrix(game: &Game) -> Option<Vec<Vec<Rational>>> {
    let [m, n] = *game.counts() else {
        return None;
    };
    if game.is_ordinal() {
        return None;
    }
    let at = |player: usize, i: usize, j: usize| game.payoff(player, i + m * j);
    // What is left of a player's payoffs when all that one decides alone is taken away.
    let joint = |player: usize, i: usize, j: usize| {
        &(&at(player, i, j) - &at(player, 0, j)) - &(&at(player, i, 0) - &at(player, 0, 0))
    };
    let mut scale: Option<Rational> = None;
    for i in 1..m {
        for j in 1..n {
            let (own, others) = (joint(0, i, j), joint(1, i, j));
            let holds = match &scale {
                Some(scale) => (&own + &(scale * &others)).is_zero(),
                None if own.is_zero() => others.is_zero(),
                None => {
                    let found = -&own.checked_div(&others)?;
                    let is_positive = found.sign().is_gt();
                    scale = Some(found);
                    is_positive
                }
            };
            if !holds {
                return None;
            }
        }
    }
    let scale = scale.unwrap_or(Rational::ONE);
    let taken = |j: usize| {
        let own = &at(0, 0, j) - &at(0, 0, 0);
        &own + &(&scale * &(&at(1, 0, j) - &at(1, 0, 0)))
    };
    let taken: Vec<Rational> = (0..n).map(taken).collect();
    let row = |i: usize| (0..n).map(|j| &at(0, i, j) - &taken[j]).collect();
    Some((0..m).map(row).collect())
}

/// The labels that are tight at both strategies of an equilibrium, each of one side, proposed by machine numbers and verified.
fn proposed(
    matrix: &[Vec<Rational>],
    polytopes: &[LabelledPolytope<IBig>; 2],
) -> Option<[Vec<bool>; 2]> {
    let entries = matrix.iter().flatten();
    let least = entries.clone().min()?.clone();
    let range = entries.max()? - &least;
    let size = match range.is_zero() {
        true => Rational::ONE,
        false => range,
    };
    let near = |entry: &Rational| 1.0 + Interval::around(&(&(entry - &least) / &size)).middle();
    let rows = matrix.iter().map(|row| row.iter().map(near).collect());
    let (tight, played) = propose_optimum(rows.collect())?;
    let (m, labels) = (matrix.len(), polytopes[0].labels());
    // The first player plays the rows that are tight, and only those; the second plays the columns.
    let is_used = |label: usize| match label < m {
        true => tight.binary_search(&label).is_ok(),
        false => played.binary_search(&(label - m)).is_ok(),
    };
    let vertex = |side: usize| -> Option<FaceVertex> {
        // On its own side what is not used is zero; on the other side what is used is a best reply.
        let own = |label: usize| (label < m) == (side == 0);
        let zero: Vec<bool> = (0..labels)
            .map(|label| own(label) != is_used(label))
            .collect();
        face_vertices(&polytopes[side], &zero, 2)?
            .into_iter()
            .next()
    };
    let found = [vertex(0)?, vertex(1)?];
    Some(found.map(|one| (0..labels).map(|label| one.tight.contains(label)).collect()))
}

/// The same of the end of a path in integers.
fn exact(p: &[Vec<IBig>], q: &[Vec<IBig>], stop: &dyn Fn() -> bool) -> Option<[Vec<bool>; 2]> {
    let end = complementary_path(p, q, 0, stop)?;
    let is_tight = |rows: &[Vec<IBig>], vertex: &[Rational]| -> Vec<bool> {
        let value = |row: &Vec<IBig>| -> Rational {
            let used = row.iter().zip(vertex).filter(|(_, x)| !x.is_zero());
            used.map(|(entry, x)| {
                let entry = Rational::from_integers(entry.clone(), IBig::ONE);
                &entry.expect("invariant: one is not zero") * x
            })
            .sum()
        };
        rows.iter().map(|row| value(row) == Rational::ONE).collect()
    };
    let is_zero = |vertex: &[Rational]| vertex.iter().map(Rational::is_zero).collect::<Vec<_>>();
    Some([
        [is_zero(&end.first), is_tight(p, &end.first)].concat(),
        [is_tight(q, &end.second), is_zero(&end.second)].concat(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::num::SplitMix;

    /// What machine numbers propose and what the path in integers finds may be different equilibria; the faces are the same.
    #[test]
    fn where_nothing_is_proposed_integers_find_the_same_faces() {
        for seed in 0..80 {
            let mut numbers = SplitMix::new(seed);
            let names = ["a", "b", "c", "d", "e"];
            let players = vec![Player::plain("R", &names[..4]), Player::plain("C", &names)];
            let wins: Vec<i64> = (0..20)
                .map(|_| numbers.below([3, 900][seed as usize % 2]) as i64)
                .collect();
            let payoffs = Payoffs::from_fn(&[4, 5], |player, profile| {
                Rational::integer([1, -1][player] * wins[5 * profile[0] + profile[1]])
            });
            let game = Game::new("", players, payoffs.expect("a small game"));
            let BestReplyPolytopes { p, q } = BestReplyPolytopes::new(&game).expect("two");
            let [_, second] = exact(&p, &q, &|| false).expect("nobody stops it");
            let polytope = LabelledPolytope::new(p.concat(), 4, 0, 4);
            let zero: Vec<bool> = second.iter().map(|is_tight| !is_tight).collect();
            let mut face = face_vertices(&polytope, &zero, 1000).expect("few");
            let found = optimal_faces(&game, &|| false).expect("zero-sum");
            face.retain(|one| !found.rows.contains(&one.strategy));
            assert!(face.is_empty(), "seed {seed}");
        }
    }
}
