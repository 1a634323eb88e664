//! What a saved answer claims, as plain data: names are resolved to positions, and nothing else has been checked.

use super::complementarity::ComplementarityTree;
use super::order_claim::OrderClaim;
use super::risk_dominance::Compared;
use super::tracing::TracedPoint;
use super::{Admissibility, ThreeValued};
use crate::game::Payoffs;
use crate::num::{Polynomial, Rational};

/// Everything one saved solution claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The players in order.
    pub players: Vec<ClaimedPlayer>,
    /// The payoffs, where the answer holds them.
    pub payoffs: Option<Payoffs>,
    /// Whether payoffs are ranks.
    pub ordinal: bool,
    /// What counts as a solution.
    pub concept: ClaimedConcept,
    /// Whether the list is said to be complete.
    pub complete: bool,
    /// Why, or what it leaves out.
    pub completeness: String,
    /// The listed equilibria.
    pub equilibria: Vec<ClaimedEquilibrium>,
    /// The connected sets they span, where given.
    pub components: Option<Vec<ClaimedComponent>>,
    /// The classes under renaming of identical members, where given.
    pub classes: Option<Vec<ClaimedClass>>,
    /// The dominated actions removed, in order.
    pub dominated: Vec<ClaimedElimination>,
    /// A cycle of best replies.
    pub cycle: Vec<ClaimedMove>,
    /// Supports with all complex roots of their equations.
    pub counted: Vec<ClaimedCount>,
    /// A tree said to show that the list for two players is complete.
    pub tree: Option<ComplementarityTree>,
    /// The game's potential, or why it has none, where given.
    pub potential: Option<ClaimedPotential>,
    /// How strict equilibria are said to compare by risk dominance.
    pub risk_dominance: Vec<ClaimedComparison>,
    /// What is said to be selected, where a rule is named.
    pub selection: Option<ClaimedSelection>,
    /// How play goes and what it rests on, where moves have an order or types are private.
    pub order: Option<OrderClaim>,
    /// Keys of the answer that are no part of the contract.
    pub unknown_keys: Vec<String>,
}

impl Claim {
    /// A game, of which nothing is claimed.
    pub fn of_game(players: Vec<ClaimedPlayer>, payoffs: Option<Payoffs>, ordinal: bool) -> Self {
        Claim {
            players,
            payoffs,
            ordinal,
            concept: ClaimedConcept::Nash,
            complete: false,
            completeness: String::new(),
            equilibria: Vec::new(),
            components: None,
            classes: None,
            dominated: Vec::new(),
            cycle: Vec::new(),
            counted: Vec::new(),
            tree: None,
            potential: None,
            risk_dominance: Vec::new(),
            selection: None,
            order: None,
            unknown_keys: Vec::new(),
        }
    }
}

/// A player as the answer describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPlayer {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// The role.
    pub role: String,
    /// The group it is a member of.
    pub group: Option<String>,
    /// The actions' ids in order, each with its posture.
    pub actions: Vec<(String, Option<String>)>,
}

/// What counts as a solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimedConcept {
    /// Nash equilibria, pure and mixed.
    Nash,
    /// Nash equilibria in pure actions.
    Pure,
    /// Subgame-perfect equilibria: of a tree, as equilibria between its information sets.
    SubgamePerfect,
    /// Bayesian equilibria: of a tree with types, as equilibria between its information sets.
    Bayesian,
    /// Bayesian equilibria that beliefs support.
    PerfectBayesian,
}

/// A number as written: a rational, or the one root of a polynomial in an interval, or between two bounds, each with a decimal.
#[derive(Debug, Clone, PartialEq)]
pub enum ClaimedNumber {
    /// A rational number.
    Rational(Rational),
    /// A number said to be irrational.
    Root(Box<ClaimedRoot>),
    /// A number said to lie between bounds.
    Enclosed(Box<ClaimedEnclosure>),
}

/// A number said to lie between bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedEnclosure {
    /// The lower bound.
    pub lower: Rational,
    /// The upper bound, which is greater.
    pub upper: Rational,
    /// A decimal said to be near.
    pub decimal: Rational,
    /// How near.
    pub error: Rational,
}

/// A number said to be irrational.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedRoot {
    /// A polynomial it is said to be a root of.
    pub polynomial: Polynomial,
    /// The lower end of an interval said to hold no other root.
    pub lower: Rational,
    /// The upper end.
    pub upper: Rational,
    /// A decimal said to be near.
    pub decimal: Rational,
    /// How near.
    pub error: Rational,
}

/// An equilibrium as listed.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedEquilibrium {
    /// Whether it is said to be pure.
    pub is_pure: bool,
    /// Whether it is said to be strict.
    pub is_strict: bool,
    /// The strategy of each player.
    pub profile: Vec<ClaimedStrategy>,
    /// The payoff of each player.
    pub payoffs: Vec<ClaimedNumber>,
    /// Per player the probability of each posture, where given.
    pub postures: ClaimedPostures,
    /// What each action of each player is said to lose.
    pub slacks: Vec<Vec<ClaimedNumber>>,
    /// How wrong the assumptions are said to be allowed to be, where given.
    pub tolerance: Option<ClaimedTolerance>,
    /// Which refinements it is said to survive, where given.
    pub refinement: Option<ClaimedRefinement>,
}

/// What is said of an equilibrium besides that it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedRefinement {
    /// Every best reply is played.
    pub quasi_strict: ThreeValued,
    /// Nobody plays what is weakly dominated.
    pub admissible: ThreeValued,
    /// Trembling-hand perfect.
    pub perfect: ThreeValued,
    /// Proper.
    pub proper: ThreeValued,
    /// Essential.
    pub essential: ThreeValued,
    /// Everybody gets more than in every other equilibrium.
    pub payoff_dominant: ThreeValued,
    /// Risk dominant, where that is defined.
    pub risk_dominant: Option<ThreeValued>,
    /// The least `p` for which it is p-dominant, of a pure one.
    pub p_dominant_from: Option<Rational>,
    /// The potential is greatest there, where there is one and nobody mixes.
    pub greatest_potential: Option<bool>,
    /// For each player what decides whether its strategy is admissible, where given.
    pub admissibility: Vec<Option<Admissibility>>,
}

/// A potential as listed, or a cycle said to refute it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimedPotential {
    /// Its value at each profile.
    Exact(Vec<Rational>),
    /// Two moves and the way back.
    Cycle {
        /// The action of each player before the first move.
        from: Vec<usize>,
        /// Who moves to what.
        moves: [(usize, usize); 2],
        /// What the movers are said to gain together.
        gain: Rational,
    },
}

/// How two strict equilibria are said to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedComparison {
    /// An action of each player in both.
    pub between: [Vec<usize>; 2],
    /// What it is said to come to.
    pub result: Compared,
    /// The path that is said to decide it, over all actions; empty where nothing is decided.
    pub path: Vec<TracedPoint>,
}

/// A rule, the word for what it selects, and the place of the equilibrium selected.
pub type ClaimedSelection = (String, String, Option<usize>);

/// How far payoffs are said to be allowed to move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedTolerance {
    /// Below this, every change of every payoff is said to leave the equilibrium strict.
    pub payoffs: Rational,
    /// The player said to lose least by a deviation.
    pub player: usize,
    /// That deviation.
    pub deviation: usize,
    /// What else is said, by key; it is not checked.
    pub others: Vec<String>,
}

/// The probability of each action of one player; none for an action that is not listed, and so not played.
pub type ClaimedStrategy = Vec<Option<ClaimedNumber>>;

/// Per player the probability of each posture; none for a player of whom nothing is said.
pub type ClaimedPostures = Vec<Option<Vec<(String, ClaimedNumber)>>>;

/// A connected set of equilibria; numbers are places in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedComponent {
    /// Its extreme equilibria.
    pub equilibria: Vec<usize>,
    /// Its maximal Nash subsets.
    pub subsets: Vec<Vec<usize>>,
    /// Its index, if it is said to be known.
    pub index: Option<i64>,
}

/// Equilibria said to be one up to the names of identical members.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedClass {
    /// Their places in the list.
    pub equilibria: Vec<usize>,
    /// Per group, how many members play each strategy.
    pub groups: Vec<(String, Vec<(usize, ClaimedStrategy)>)>,
}

/// An action said to be strictly dominated in what is left when its round begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedElimination {
    /// The round, from 1.
    pub round: usize,
    /// The player.
    pub player: usize,
    /// The action.
    pub action: usize,
    /// The dominating strategy.
    pub dominator: Vec<(usize, Rational)>,
    /// The least gain from it; none for ranks.
    pub margin: Option<Rational>,
}

/// One move of a cycle of best replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedMove {
    /// The action of each player before the move.
    pub profile: Vec<usize>,
    /// Who moves.
    pub player: usize,
    /// The action taken.
    pub to: usize,
}

/// What is said to differ between two lists of equilibria, by places in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedChanges {
    /// Equilibria in both lists.
    pub kept: Vec<(usize, usize)>,
    /// Places in the first list of those that are not in the second.
    pub lost: Vec<usize>,
    /// Places in the second list of those that are not in the first.
    pub gained: Vec<usize>,
}

/// Complex roots of the equations of some supports, said to be all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedCount {
    /// The actions that each player plays: at least one, in ascending order.
    pub supports: Vec<Vec<usize>>,
    /// How many roots there are said to be at most.
    pub bound: usize,
    /// The roots.
    pub roots: Vec<ClaimedPlace>,
}

/// Where a complex root is said to be.
///
/// # Shapes
/// `vectors`: one for each player who mixes, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPlace {
    /// The numbers near which it is.
    pub vectors: Vec<ClaimedVector>,
    /// How near.
    pub radius: Rational,
}

/// Complex numbers for the actions in a support, up to a factor.
///
/// # Shapes
/// One number, real and imaginary part, for each action but that of `unit`, or but the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedVector {
    /// The place in the support of the number that is one; none where the numbers sum to one.
    pub unit: Option<usize>,
    /// The others.
    pub entries: Vec<[Rational; 2]>,
}
