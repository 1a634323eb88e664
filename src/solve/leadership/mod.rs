//! Leadership: one player moves first and is seen, and the others answer; what that is worth to it.
//!
//! The leader may bind itself to an action, or to a mixture of actions with known probabilities. Where followers are indifferent, or several
//! equilibria are left to them, the answer is told for the best (*strong*) and for the worst case (*weak*) of the leader.
//!
//! # Source
//! Breton, Alj and Haurie (1988), "Sequential Stackelberg equilibria in two-person games", *Journal of Optimization Theory and Applications* 59
//! (strong and weak); von Stengel and Zamir (2010), "Leadership games with
//! convex strategy sets", *Games and Economic Behavior* 69.

mod duel;
mod outcome;
mod pure;
mod strong;
mod weak;

pub use outcome::{Outcome, Worth};
pub use pure::{PureCommitment, PureValue};
pub use strong::{Commitment, StrongMixture, StrongRegion};
pub use weak::{WeakMixture, WeakRegion};

use super::request::{Request, Watch};
use super::solution::{Concept, Solution};
use super::solve::solve_as_asked;
use crate::game::Game;
use crate::num::Real;
use duel::Duel;
use pure::Ties;

/// What a player gets that moves first.
#[derive(Debug, Clone, PartialEq)]
pub struct Leadership {
    /// The player who moves first.
    pub leader: usize,
    /// The others who have a choice.
    pub followers: Vec<usize>,
    /// Commitment to each of the leader's actions.
    pub pure: Vec<PureCommitment>,
    /// Commitment to mixtures.
    pub mixed: Result<MixedLeadership, NoMixtures>,
    /// The game in which all move at once, to compare with.
    pub simultaneous: Solution,
}

/// What a leader gets that can commit itself to a mixture.
#[derive(Debug, Clone, PartialEq)]
pub struct MixedLeadership {
    /// The follower breaks ties in the leader's favour.
    pub strong: StrongMixture,
    /// The follower breaks ties against the leader.
    pub weak: WeakMixture,
}

/// Why commitment to mixtures was not worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoMixtures {
    /// What several followers play may jump, and bend, with the mixture.
    #[error(
        "commitment to a mixture is worked out for one follower who has a choice, and here are {followers}"
    )]
    Followers {
        /// How many have a choice.
        followers: usize,
    },
    /// Ranks cannot be averaged.
    #[error("payoffs are ranks, so that nothing can be said of mixtures")]
    Ranks,
}

/// What a player gets that moves first, by an action or by a mixture.
///
/// 1. For each of its actions, the equilibria of the game that the others then play.
/// 2. If one other player has a choice: the best mixture to commit to, ties broken for the leader, by a linear programme for each answer;
///    and what it can be sure of if ties are broken against it.
/// 3. The equilibria of the game in which all move at once.
///
/// # Answer
/// Exact. With one follower everything is proved; with several, actions only, and as completely as their games are solved.
///
/// # Panics
/// When there is no such player.
///
/// # Source
/// As of this room.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::solve::leadership::leadership;
/// use unipole::solve::Watch;
/// // Conitzer and Sandholm (2006), introduction: the first row dominates, and yet an even mixture is the best to commit to.
/// let payoffs = [[[2, 1], [4, 0]], [[1, 0], [3, 1]]];
/// let players = vec![Player::plain("U", &["press", "restrain"]), Player::plain("S", &["balance", "bandwagon"])];
/// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(payoffs[p[0]][p[1]][player]))?;
/// let found = leadership(&Game::new("", players, payoffs), 0, Watch::NOBODY);
/// let mixed = found.mixed.expect("one follower");
/// assert_eq!(mixed.strong.value, Rational::ratio(7, 2));
/// assert_eq!(mixed.strong.commitments[0].mixture, [Rational::ratio(1, 2), Rational::ratio(1, 2)]);
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn leadership(game: &Game, leader: usize, watch: Watch) -> Leadership {
    let players = 0..game.players().len();
    let followers: Vec<usize> = players
        .filter(|player| *player != leader && game.counts()[*player] > 1)
        .collect();
    let mixed = match followers.as_slice() {
        _ if game.is_ordinal() => Err(NoMixtures::Ranks),
        [_, _, ..] => Err(NoMixtures::Followers {
            followers: followers.len(),
        }),
        one_or_none => {
            let duel = Duel::new(game, leader, one_or_none.first().copied());
            Ok(MixedLeadership {
                strong: strong::strong_mixture(&duel),
                weak: weak::weak_mixture(&duel),
            })
        }
    };
    let request = Request {
        watch,
        ..Request::all(Concept::Nash)
    };
    Leadership {
        leader,
        pure: pure::pure_commitments(game, leader, &followers, watch),
        mixed,
        simultaneous: solve_as_asked(game, &request),
        followers,
    }
}

impl Leadership {
    /// The best action to commit to if followers choose in the leader's favour where they are indifferent or have several equilibria; none
    /// if no answer is known.
    pub fn strong_pure(&self) -> Option<PureValue> {
        pure::pure_value(&self.pure, self.leader, Ties::Strong)
    }

    /// The same if they choose against it; none if no answer to some action is known.
    pub fn weak_pure(&self) -> Option<PureValue> {
        pure::pure_value(&self.pure, self.leader, Ties::Weak)
    }

    /// What the leader gets in the best and in the worst of the listed equilibria of the game in which all move at once; none if none is listed.
    /// Of a complete list, at best and at worst.
    pub fn nash_payoffs(&self) -> Option<[Real; 2]> {
        let payoffs = || {
            let listed = self.simultaneous.equilibria.iter();
            listed.map(|equilibrium| &equilibrium.payoffs()[self.leader])
        };
        Some([pure::greatest(payoffs())?, pure::least(payoffs())?])
    }
}
