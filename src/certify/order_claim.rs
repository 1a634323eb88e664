//! What a saved answer on a game whose moves have an order claims of that order, as plain data: decisions are places among the answer's players, which
//! are its decisions, and nothing else has been checked.

use crate::num::Rational;

/// What stands under `order`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderClaim {
    /// The ids of the players.
    pub players: Vec<String>,
    /// For each decision whose it is said to be, by place among the players.
    pub owners: Vec<usize>,
    /// One for each listed equilibrium.
    pub plays: Vec<ClaimedPlay>,
    /// The decisions at which somebody is said to be indifferent.
    pub ties: Vec<usize>,
    /// The pure equilibria of the reduced normal form, where given.
    pub normal_form: Option<Vec<ClaimedPlans>>,
}

/// What is said of one equilibrium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPlay {
    /// How play goes, in words.
    pub in_words: Option<String>,
    /// What each player expects from the beginning on, where given.
    pub payoffs: Option<Vec<Rational>>,
    /// The decisions that play is said not to lead to.
    pub unreached: Vec<usize>,
    /// Whether types can be told apart, in words.
    pub types: Vec<String>,
    /// What is believed.
    pub beliefs: Vec<ClaimedBelief>,
}

/// What is said to be believed at a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedBelief {
    /// The decision.
    pub decision: usize,
    /// Types in words, each with its probability.
    pub types: Vec<(String, Rational)>,
    /// Whether play is said to lead there.
    pub reached: bool,
}

/// A plan for each player, said to be an equilibrium of the reduced normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPlans {
    /// The plan of each player, in words.
    pub profile: Vec<String>,
    /// Whether it is said to be credible; none where that is left open.
    pub credible: Option<bool>,
    /// On which threat it is said to rest.
    pub threat: Option<ClaimedThreat>,
}

/// A threat said not to be credible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedThreat {
    /// At which decision.
    pub decision: usize,
    /// What is planned there.
    pub planned: usize,
    /// What is said to be better.
    pub better: usize,
    /// By how much.
    pub gain: Rational,
}
