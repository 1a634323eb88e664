//! What a saved answer on leadership claims, as plain data: names are resolved to positions, and nothing else has been checked.

use super::claim::{Claim, ClaimedNumber, ClaimedPostures, ClaimedStrategy};
use crate::num::Rational;

/// Everything one saved answer claims of a player who moves first.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadershipClaim {
    /// Who moves first.
    pub leader: usize,
    /// The others who are said to have a choice.
    pub followers: Vec<usize>,
    /// The best action in the best case and in the worst, where known.
    pub pure: [Option<ClaimedPureValue>; 2],
    /// For each action of the leader what is said to follow.
    pub commitments: Vec<ClaimedCommitment>,
    /// The best mixtures, if they are said to have been worked out.
    pub mixed: Option<ClaimedMixtures>,
    /// What is said of the game in which all move at once.
    pub nash: Claim,
    /// The leader's payoff in its best and in its worst equilibrium.
    pub nash_payoffs: [Option<ClaimedNumber>; 2],
    /// What moving first is worth: by an action and by a mixture, in the best case and in the worst.
    pub worth: [[Option<ClaimedNumber>; 2]; 2],
}

/// The best action to commit to.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedPureValue {
    /// What it is said to give.
    pub value: ClaimedNumber,
    /// Whether this is said to be exact.
    pub exact: bool,
    /// The actions said to give it.
    pub actions: Vec<usize>,
}

/// What is said to follow an action of the leader.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedCommitment {
    /// The action.
    pub action: usize,
    /// The equilibria of the game that the others then play; its players are those of the game, the leader with this action only.
    pub induced: Claim,
}

/// The best mixtures to commit to.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedMixtures {
    /// What the leader is said to get if ties are broken in its favour.
    pub strong: Rational,
    /// What is played.
    pub commitments: Vec<ClaimedOutcome>,
    /// For each answer why there is no more.
    pub strong_proof: Vec<ClaimedRegion>,
    /// What the leader is said to be sure of.
    pub weak: Rational,
    /// Whether some mixture is said to give exactly that.
    pub attained: bool,
    /// What is played, or nearly played.
    pub commitment: ClaimedOutcome,
    /// Which way to move a little.
    pub towards: Option<ClaimedStrategy>,
    /// For each answer why there is no more.
    pub weak_proof: Vec<ClaimedRegion>,
}

/// What is said to be played after a mixture, and who gets what.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedOutcome {
    /// Whether the mixture is said to be an action.
    pub is_pure: bool,
    /// The strategy of each player.
    pub profile: Vec<ClaimedStrategy>,
    /// The payoff of each player.
    pub payoffs: Vec<ClaimedNumber>,
    /// Per player the probability of each posture, where given.
    pub postures: ClaimedPostures,
}

/// What is said of the mixtures to which an answer is a best reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedRegion {
    /// The answer; none where nobody answers.
    pub answer: Option<usize>,
    /// Why the leader gets no more there.
    pub bound: ClaimedBoundOfRegion,
}

/// Why a leader gets no more where an answer is a best reply.
///
/// # Shapes
/// One number for each answer of the follower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimedBoundOfRegion {
    /// Weights of the other answers, and shares of equivalent ones where these count.
    AtMost {
        /// The bound.
        value: Rational,
        /// The weights.
        weights: Vec<Rational>,
        /// The shares; none for the best case.
        shares: Option<Vec<Rational>>,
    },
    /// A mixture of answers is always better.
    Dominated(Vec<Rational>),
    /// A mixture of other answers is always as good.
    Matched(Vec<Rational>),
}
