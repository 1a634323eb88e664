//! Why a claimed equilibrium is none. A refutation is an answer, not a failure.

use crate::num::Real;

/// Why a profile is not an equilibrium of the game, or cannot be certified as one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refutation {
    /// The profile is for another number of players.
    #[error("the profile is for {given} players but the game has {players}")]
    Players {
        /// Number of players in the profile.
        given: usize,
        /// Number of players in the game.
        players: usize,
    },
    /// A player's probabilities are for another number of actions.
    #[error("the probabilities of player {player} number {given}, its actions {actions}")]
    Actions {
        /// The player's id.
        player: String,
        /// Number of probabilities given.
        given: usize,
        /// Number of the player's actions.
        actions: usize,
    },
    /// There is no pure profile of that number.
    #[error("there is no profile number {index}: the game has {profiles}, counted from 0")]
    Profile {
        /// The number given.
        index: usize,
        /// Number of pure profiles.
        profiles: usize,
    },
    /// A probability is negative.
    #[error("player {player} plays {action} with the negative probability {probability}")]
    NegativeProbability {
        /// The player's id.
        player: String,
        /// The action's id.
        action: String,
        /// The probability given.
        probability: Real,
    },
    /// A player's probabilities do not sum to one.
    #[error("the probabilities of player {player} sum to {sum}, not 1")]
    Sum {
        /// The player's id.
        player: String,
        /// The sum of the probabilities.
        sum: Real,
    },
    /// Payoffs are ranks, so there are no expected payoffs.
    #[error("payoffs are ranks: only a pure profile can be certified, and player {player} mixes")]
    MixedRanks {
        /// The id of a player who mixes.
        player: String,
    },
    /// The probabilities are in different irrational roots, between which there is no arithmetic.
    #[error("player {player} has a probability in another irrational root than those before")]
    DifferentRoots {
        /// The player's id.
        player: String,
    },
    /// A probability is known by bounds alone, which do not show that nobody gains.
    #[error("player {player} has a probability that is known by bounds: see `enclosed_nash`")]
    Bounds {
        /// The player's id.
        player: String,
    },
    /// What is believed in an information set does not follow from the plan, or is no probability.
    #[error("what is believed at {set} is not what the plan leads to")]
    Belief {
        /// The information set.
        set: String,
    },
    /// A player gains by deviating; this is what makes a profile no equilibrium.
    #[error("player {player} gains {gain} by action {action}")]
    Gain {
        /// The player's id.
        player: String,
        /// The id of an action that gives the player more.
        action: String,
        /// By how much; a difference of ranks where payoffs are ranks.
        gain: Real,
    },
}
