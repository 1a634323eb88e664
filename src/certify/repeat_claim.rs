//! What a saved answer on a repeated game claims, as plain data: names are resolved to positions, and nothing else has been checked.

use super::plan::Automaton;
use crate::num::Rational;

/// Everything one saved answer on a repeated game claims that can be checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatClaim {
    /// The ids of the players, each with the ids of its actions.
    pub players: Vec<(String, Vec<String>)>,
    /// The plans behind critical discount factors.
    pub plans: Vec<ClaimedPlan>,
    /// The payoff sets of two players.
    pub payoff_sets: Vec<ClaimedPayoffSet>,
    /// Parts of the answer that are not checked, with their places.
    pub unchecked: Vec<(String, &'static str)>,
}

/// A plan that is said to sustain a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPlan {
    /// Where it stands.
    pub place: String,
    /// The profile it is said to play for ever, by the actions' numbers.
    pub profile: Vec<usize>,
    /// By which class of plans.
    pub by: String,
    /// The least discount factor, if it is rational.
    pub threshold: Option<Rational>,
    /// The discount factor of the plan.
    pub discount: Rational,
    /// What is played after which history.
    pub automaton: Automaton,
    /// For each state the promised payoff of each player.
    pub payoffs: Vec<Vec<Rational>>,
    /// State, player, action, and what the deviation is said to lose.
    pub losses: Vec<(usize, usize, usize, Rational)>,
}

/// A set of payoffs with how each vertex is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPayoffSet {
    /// Where it stands.
    pub place: String,
    /// The discount factor.
    pub discount: Rational,
    /// The vertices.
    pub vertices: Vec<[Rational; 2]>,
    /// For each vertex the first profile, by its actions' numbers, the promise, and the promise as a draw of vertices.
    pub witnesses: Vec<ClaimedWitness>,
    /// Whether it is said to be the whole set.
    pub exact: bool,
    /// The vertices of the polygon that is said to hold all payoffs.
    pub outer: Vec<[Rational; 2]>,
}

/// How a vertex is said to be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedWitness {
    /// The profile of the first period.
    pub profile: Vec<usize>,
    /// What is promised from the second period on.
    pub continuation: [Rational; 2],
    /// The promise as a public draw of vertices.
    pub mixture: Vec<(usize, Rational)>,
}
