//! What a saved answer on a repeated game claims, as plain data: names are resolved to positions, and nothing else has been checked.

use super::plan::Automaton;
use crate::num::Rational;

/// Everything one saved answer on a repeated game claims that can be checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatClaim {
    /// The ids of the players, each with the ids of its actions.
    pub players: Vec<(String, Vec<String>)>,
    /// The least that the others, by pure actions, can hold each player to, and where it stands.
    pub minmax: Option<(String, Vec<Rational>)>,
    /// The plans behind critical discount factors.
    pub plans: Vec<ClaimedPlan>,
    /// The payoff sets of two players.
    pub payoff_sets: Vec<ClaimedPayoffSet>,
    /// Bounds of the payoffs of more players.
    pub payoff_bounds: Vec<ClaimedPayoffBounds>,
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
    /// The name of the state, the player and the action of the deviation that is said to bind.
    pub binding: Option<(String, usize, usize)>,
}

/// A set of payoffs with how each vertex is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPayoffSet {
    /// Where it stands.
    pub place: String,
    /// The discount factor.
    pub discount: Rational,
    /// The vertices.
    pub vertices: Vec<Vec<Rational>>,
    /// For each vertex the first profile, by its actions' numbers, the promise, and the promise as a draw of vertices.
    pub witnesses: Vec<ClaimedWitness>,
    /// Whether it is said to be the whole set.
    pub exact: bool,
    /// The vertices of the polygon that is said to hold all payoffs.
    pub outer: Vec<Vec<Rational>>,
}

/// Numbers between which what players get in plans is said to lie, and what proves them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPayoffBounds {
    /// Where they stand.
    pub place: String,
    /// The discount factor.
    pub discount: Rational,
    /// Whether there are said to be no plans.
    pub is_empty: bool,
    /// For each player the least and the greatest payoff; none if there are no plans.
    pub players: Vec<[ClaimedBound; 2]>,
    /// The greatest joint payoff.
    pub joint: Option<ClaimedBound>,
    /// Payoffs of plans.
    pub points: Vec<Vec<Rational>>,
    /// How each of these is played.
    pub witnesses: Vec<ClaimedWitness>,
    /// How payoffs count, and the most that all together are said to be.
    pub half_spaces: Vec<(Vec<i64>, Rational)>,
}

/// A number that is said to lie between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedBound {
    /// What some plan gives.
    pub inner: Option<Rational>,
    /// What no plan is beyond.
    pub outer: Rational,
    /// Whether the two are said to be the same.
    pub exact: bool,
}

/// How a vertex or a point is said to be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedWitness {
    /// The profile of the first period.
    pub profile: Vec<usize>,
    /// What is promised from the second period on.
    pub continuation: Vec<Rational>,
    /// The promise as a public draw of vertices or points.
    pub mixture: Vec<(usize, Rational)>,
}
