//! An answer: the equilibria, whether they are all, and what shows it.

use std::fmt;

use super::best_reply_cycle::Step as CycleStep;
use super::dominance::Step as DominanceStep;
use crate::certify::Equilibrium;

/// What counts as a solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concept {
    /// Nash equilibria, pure and mixed.
    Nash,
    /// Nash equilibria in pure actions.
    Pure,
}

impl Concept {
    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Concept::Nash => "nash",
            Concept::Pure => "pure",
        }
    }
}

/// How equilibria were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Every pure profile was examined.
    PureSweep,
    /// One player: its best actions.
    BestActions,
    /// The vertices of the two best-reply polytopes were matched.
    VertexEnumeration,
    /// Dominated actions were removed until at most one player had a choice left.
    IteratedDominance,
    /// Dominated actions were removed, and the game of the two players who had a choice left was solved.
    DominanceThenVertexEnumeration,
    /// Every pure profile was examined, and symmetric mixtures of groups were solved for.
    PureSweepAndSymmetricMixtures,
}

impl Method {
    /// A short name, for JSON and tables.
    pub fn name(self) -> &'static str {
        match self {
            Method::PureSweep => "pure sweep",
            Method::BestActions => "best actions",
            Method::VertexEnumeration => "vertex enumeration",
            Method::IteratedDominance => "iterated dominance",
            Method::DominanceThenVertexEnumeration => "iterated dominance, then vertex enumeration",
            Method::PureSweepAndSymmetricMixtures => "pure sweep and symmetric mixtures",
        }
    }
}

/// What a list of equilibria covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// Every profile that could be one was examined: the list is complete.
    Exhaustive,
    /// A theorem says that nothing else can be one: the list is complete.
    Proved,
    /// The list is not known to be complete.
    Incomplete(Vec<Gap>),
}

/// What a list that is not known to be complete leaves out, and what it does cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// Three or more players have a choice: mixed equilibria are not searched for.
    MixedOfManyPlayers {
        /// The players who have a choice after dominated actions are removed.
        players: Vec<String>,
    },
    /// All equilibria are listed in which the members of a group mix two actions alike and the others play pure actions.
    SymmetricListed {
        /// The group.
        group: String,
    },
    /// Members of a group are indifferent whatever the others do: there may be a continuum of symmetric equilibria.
    SymmetricContinuum {
        /// The group.
        group: String,
        /// The two actions.
        actions: (String, String),
    },
    /// Payoffs are rankings, so that nothing can be said of mixtures.
    Ordinal,
    /// The polytopes of a two-player game have too many vertices to list.
    TooManyVertices {
        /// The limit for a game of this size.
        limit: usize,
    },
    /// A two-player game has too many extreme equilibria to list.
    TooManyExtreme {
        /// How many there are.
        found: usize,
    },
    /// Only the first pure equilibria are listed.
    PureCutShort {
        /// How many there are.
        found: usize,
        /// How many are listed.
        listed: usize,
    },
}

/// The most players that a gap names one by one.
const PLAYERS_NAMED: usize = 4;

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Gap::MixedOfManyPlayers { players } => {
                let more = match players.len() {
                    n if n > PLAYERS_NAMED => ", ..",
                    _ => "",
                };
                let named = &players[..players.len().min(PLAYERS_NAMED)];
                write!(
                    f,
                    "all pure equilibria are listed; mixed equilibria are not searched for, since {} players have a choice ({}{more})",
                    players.len(),
                    named.join(", ")
                )
            }
            Gap::SymmetricListed { group } => write!(
                f,
                "listed too is every equilibrium in which the members of {group} mix two actions alike and the others play pure actions"
            ),
            Gap::SymmetricContinuum {
                group,
                actions: (first, second),
            } => write!(
                f,
                "members of {group} may be indifferent between {first} and {second} whatever the others do: such equilibria form a continuum and are not listed"
            ),
            Gap::Ordinal => f.write_str(
                "all pure equilibria are listed; payoffs are rankings, so that nothing can be said of mixtures",
            ),
            Gap::TooManyExtreme { found } => write!(
                f,
                "all pure equilibria are listed; the {found} extreme equilibria are too many to list"
            ),
            Gap::PureCutShort { found, listed } => write!(
                f,
                "of {found} pure equilibria only the first {listed} are listed, and nothing else was searched for"
            ),
            Gap::TooManyVertices { limit } => write!(
                f,
                "all pure equilibria are listed; a best-reply polytope has more than {limit} vertices, so mixed ones are not searched for"
            ),
        }
    }
}

impl Completeness {
    /// Whether the list holds every equilibrium (of a two-player game: every extreme equilibrium).
    pub fn is_complete(&self) -> bool {
        !matches!(self, Completeness::Incomplete(_))
    }
}

impl fmt::Display for Completeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Completeness::Exhaustive => f.write_str("exhaustive"),
            Completeness::Proved => f.write_str("proved"),
            Completeness::Incomplete(gaps) => {
                let gaps: Vec<String> = gaps.iter().map(Gap::to_string).collect();
                f.write_str(&gaps.join("; "))
            }
        }
    }
}

/// A connected set of equilibria of a game in which at most two players have a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its extreme equilibria, by place in the list.
    pub equilibria: Vec<usize>,
    /// Its maximal Nash subsets, each by places in the list: any mixture of the first player's strategies in it is in
    /// equilibrium with any mixture of the second's.
    pub subsets: Vec<Vec<usize>>,
    /// Its index, where it was found; over all components they add up to one.
    pub index: Option<i64>,
}

/// The equilibria of a game, and what is known of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// What was asked for.
    pub concept: Concept,
    /// How it was found.
    pub method: Method,
    /// Whether it is all.
    pub completeness: Completeness,
    /// The equilibria, pure ones first, each certified. With two players: exactly the extreme ones, each once.
    pub equilibria: Vec<Equilibrium>,
    /// The connected sets the extreme equilibria span; none where more than two players have a choice.
    pub components: Vec<Component>,
    /// The dominated actions removed on the way, with the reasons, in order.
    pub eliminated: Vec<DominanceStep>,
    /// Where there is no pure equilibrium, a cycle of best replies that shows it.
    pub cycle: Vec<CycleStep>,
}
