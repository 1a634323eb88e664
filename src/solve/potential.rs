//! Whether a game has an exact potential, with the potential or a cycle that refutes it.

use crate::game::Game;
use crate::num::Rational;

/// An exact potential of a game, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Potential {
    /// Each player's gain by a move alone is the gain of this function.
    ///
    /// # Shapes
    /// One number for each profile; zero at the first.
    Exact(Vec<Rational>),
    /// Two players move away and back, one after the other, and what the movers gain does not add up to zero.
    Cycle {
        /// The profile it starts from.
        profile: usize,
        /// The two players with the actions they move to: first the one, then the other; then back in the same order.
        moves: [(usize, usize); 2],
        /// What the four movers gain together.
        gain: Rational,
    },
}

/// The exact potential of a game, or a shortest cycle that shows that it has none.
///
/// # Mathematics
/// A function `P` of the profiles is an exact potential if `u_i(b, s) - u_i(a, s) = P(b, s) - P(a, s)` for every player `i`, actions `a`, `b` and
/// actions `s` of the others. There is one if and only if the gains of the movers add up to zero along every cycle of four moves by two players.
/// It is unique up to a constant, and its greatest values are at pure equilibria.
///
/// # Answer
/// Exact either way.
/// # Source
/// Monderer and Shapley (1996), "Potential games", theorem 2.8 and corollary 2.2.
pub fn potential(game: &Game) -> Potential {
    let counts = game.counts();
    for first in 0..counts.len() {
        for second in first + 1..counts.len() {
            if let Some(cycle) = cycle(game, first, second) {
                return cycle;
            }
        }
    }
    // Along a path on which the players move one after the other from their first actions.
    let value = |index: usize| {
        let mut sum = Rational::ZERO;
        let mut at = 0;
        for (player, action) in game.profile_at(index).into_iter().enumerate() {
            let next = game.deviation(at, player, action);
            sum += &(&game.payoff(player, next) - &game.payoff(player, at));
            at = next;
        }
        sum
    };
    Potential::Exact((0..game.profiles()).map(value).collect())
}

/// A cycle of two players with a gain, from a profile in which both do their first actions: all others are sums of such.
fn cycle(game: &Game, first: usize, second: usize) -> Option<Potential> {
    let counts = game.counts();
    let strides = [first, second].map(|player| game.payoffs().stride(player));
    let is_base = |index: &usize| {
        let places = [first, second].into_iter().zip(strides);
        let mut places = places.map(|(player, stride)| index / stride % counts[player]);
        places.all(|action| action == 0)
    };
    for profile in (0..game.profiles()).filter(is_base) {
        for one in 1..counts[first] {
            for other in 1..counts[second] {
                let gain = gain_around(game, profile, [(first, one), (second, other)]);
                if !gain.is_zero() {
                    return Some(Potential::Cycle {
                        profile,
                        moves: [(first, one), (second, other)],
                        gain,
                    });
                }
            }
        }
    }
    None
}

/// What the movers gain together, when two players move to other actions one after the other, and then back in the same order.
fn gain_around(game: &Game, profile: usize, moves: [(usize, usize); 2]) -> Rational {
    let before = game.profile_at(profile);
    let back = moves.map(|(player, _)| (player, before[player]));
    let mut at = profile;
    let mut sum = Rational::ZERO;
    for (player, action) in moves.into_iter().chain(back) {
        let next = game.deviation(at, player, action);
        sum += &(&game.payoff(player, next) - &game.payoff(player, at));
        at = next;
    }
    sum
}
