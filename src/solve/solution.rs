//! An answer: the equilibria, whether they are all, and what shows it.

use std::fmt;

use super::best_reply_cycle::Step as CycleStep;
use super::counted_roots::CountedRoots;
use super::dominance::Step as DominanceStep;
use super::prospect::{Prospect, grouped};
use super::some_equilibria::Covered;
use crate::certify::Equilibrium;
use crate::certify::complementarity::ComplementarityTree;
use crate::num::Rational;

/// What counts as a solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concept {
    /// Nash equilibria, pure and mixed.
    Nash,
    /// Nash equilibria in pure actions.
    Pure,
    /// Subgame-perfect equilibria of a game whose moves have an order.
    SubgamePerfect,
    /// Bayesian equilibria of a game with private types: every type of every player decides for itself.
    Bayesian,
    /// Bayesian equilibria with beliefs that support what is planned where play does not lead.
    PerfectBayesian,
}

impl Concept {
    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Concept::Nash => "nash",
            Concept::Pure => "pure",
            Concept::SubgamePerfect => "subgame-perfect",
            Concept::Bayesian => "bayesian",
            Concept::PerfectBayesian => "perfect-bayesian",
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
    /// A tree of complementary labels was searched to its ends.
    ComplementarityTree,
    /// The vertices of the two best-reply polytopes were matched.
    VertexEnumeration,
    /// A zero-sum game, perhaps after dominated actions were removed: the vertices of both optimal faces.
    OptimalFaces,
    /// Dominated actions were removed until at most one player had a choice left.
    IteratedDominance,
    /// Dominated actions were removed, and the game of the two players who had a choice left was solved.
    DominanceThenComplementarityTree,
    /// The same, the vertices of the two best-reply polytopes being matched.
    DominanceThenVertexEnumeration,
    /// Every pure profile was examined, and symmetric mixtures of groups were solved for.
    PureSweepAndSymmetricMixtures,
    /// Every combination of supports was examined.
    Supports,
    /// Pure profiles, small supports and paths of the global Newton method, until there were enough.
    FirstFound,
    /// Lemke-Howson paths were followed, one from each action.
    LemkeHowson,
    /// Every subgame was solved, from the end of the tree to its beginning.
    BackwardInduction,
}

impl Method {
    /// A short name, for JSON and tables.
    pub fn name(self) -> &'static str {
        match self {
            Method::PureSweep => "pure sweep",
            Method::BestActions => "best actions",
            Method::ComplementarityTree => "complementarity tree",
            Method::IteratedDominance => "iterated dominance",
            Method::VertexEnumeration => "vertex enumeration",
            Method::OptimalFaces => "optimal faces of a zero-sum game",
            Method::DominanceThenVertexEnumeration => "iterated dominance, then vertex enumeration",
            Method::DominanceThenComplementarityTree => {
                "iterated dominance, then complementarity tree"
            }
            Method::PureSweepAndSymmetricMixtures => "pure sweep and symmetric mixtures",
            Method::Supports => "every combination of supports",
            Method::FirstFound => "pure sweep, small supports and global Newton paths",
            Method::LemkeHowson => "Lemke-Howson paths",
            Method::BackwardInduction => "backward induction",
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
    /// Three or more players have a choice, and too many combinations of supports to go through.
    TooManySupports(Prospect),
    /// The search was stopped on its way through the combinations of supports.
    StoppedAt {
        /// How many were gone through.
        examined: u64,
        /// How many there are; none if a machine number does not hold it.
        combinations: Option<u64>,
        /// Every combination in which all players together play at most so many actions is among those; none if not even pure profiles are.
        actions: Option<usize>,
    },
    /// The search was stopped before anything but pure equilibria was found.
    Stopped,
    /// Only some equilibria were asked for.
    First {
        /// How many are listed.
        listed: usize,
    },
    /// In some combinations of supports there may be more equilibria.
    UndecidedSupports {
        /// How many.
        number: usize,
    },
    /// The indices of the equilibria of a regular game do not add up to one, which they must.
    IndexSum {
        /// Their sum.
        sum: i64,
    },
    /// Fewer equilibria were found than were asked for.
    Fewer {
        /// How many were found.
        found: usize,
        /// How many were asked for.
        wanted: usize,
        /// What was gone through for them.
        covered: Covered,
    },
    /// Mixed equilibria are listed that were found on the way, if there was none else.
    OneMixed,
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
    /// The search of a two-player game was stopped.
    StoppedInTree {
        /// The weight of what was searched, in thousandths.
        thousandths: u64,
    },
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
    /// The search of a two-player game took too long, or found too many equilibria to list.
    TreeTooLarge {
        /// The most nodes that are visited.
        nodes: u64,
    },
    /// Somebody is indifferent between what is planned and something else, so that mixtures may be equilibria too.
    MixedTies,
    /// Too many plans to look for beliefs.
    NotCredible,
    /// Only plans in pure actions were gone through.
    PureBayesian,
    /// Only the first subgame-perfect equilibria are listed.
    PlansCutShort {
        /// How many there are.
        found: String,
        /// How many are listed.
        listed: usize,
    },
    /// Too many combinations of what may follow a decision or a draw.
    Combinations {
        /// How many were gone through.
        limit: usize,
    },
    /// Decisions that are taken without knowing of each other, of whose equilibria not all are known.
    Block {
        /// The information set that comes first.
        first: String,
        /// What is not known.
        reason: String,
    },
    /// Decisions that are taken without knowing of each other, too many to be solved.
    BlockTooLarge {
        /// The information set that comes first.
        first: String,
    },
    /// A part of a tree in which a player decides more than once, not knowing all that happened.
    DecidesTwice {
        /// The information set that comes first.
        first: String,
    },
    /// Equilibria with irrational probabilities, which backward induction does not carry on.
    IrrationalBlock {
        /// The information set that comes first.
        first: String,
    },
    /// Only the first pure equilibria are listed.
    PureCutShort {
        /// How many there are.
        found: usize,
        /// How many are listed.
        listed: usize,
    },
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Gap::TooManySupports(prospect) => write!(
                f,
                "all pure equilibria are listed; a complete list of the mixed ones would take {prospect}"
            ),
            Gap::StoppedAt {
                examined,
                combinations,
                actions,
            } => {
                let all = combinations.map_or("all".to_owned(), grouped);
                write!(
                    f,
                    "stopped after {} of {all} combinations of supports",
                    grouped(*examined)
                )?;
                match actions {
                    Some(actions) => write!(
                        f,
                        ": those in which all players together play at most {actions} actions are done"
                    ),
                    None => Ok(()),
                }
            }
            Gap::Stopped => f.write_str("all pure equilibria are listed; the search for others was stopped"),
            Gap::First { listed: 1 } => {
                f.write_str("the first equilibrium that was found; there may be more")
            }
            Gap::First { listed } => write!(
                f,
                "the first {listed} equilibria that were found; there may be more"
            ),
            Gap::UndecidedSupports { number: 1 } => f.write_str(
                "in one combination of supports there may be more equilibria: where is said under undecided",
            ),
            Gap::UndecidedSupports { number } => write!(
                f,
                "in {number} combinations of supports there may be more equilibria: where is said under undecided"
            ),
            Gap::IndexSum { sum } => write!(
                f,
                "the indices add up to {sum} and not to one, so that an equilibrium is missing or wrong: please report this game"
            ),
            Gap::Fewer {
                found,
                wanted,
                covered,
            } => {
                let (found, wanted) = (grouped(*found), grouped(*wanted));
                write!(f, "{found} of the {wanted} equilibria asked for were found, ")?;
                if covered.pure {
                    f.write_str("all pure ones among them, ")?;
                }
                let end = match covered.stopped {
                    true => "before the search was stopped",
                    false => "and there may be more",
                };
                write!(f, "others by {} paths", grouped(covered.paths))?;
                if covered.supports > 0 {
                    let supports = grouped(covered.supports);
                    write!(f, " and in {supports} combinations of supports")?;
                }
                write!(f, ", {end}")?;
                match covered.up_to {
                    Some(actions) => write!(
                        f,
                        "; none is missing in which all players together play at most {actions} actions"
                    ),
                    None => Ok(()),
                }
            }
            Gap::OneMixed => f.write_str("listed too is the mixed equilibrium that was found first"),
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
            Gap::StoppedInTree { thousandths } => write!(
                f,
                "all pure equilibria are listed, and others that were found until the search was stopped, {}.{} % of it being done",
                thousandths / 10,
                thousandths % 10
            ),
            Gap::TooManyVertices { limit } => write!(
                f,
                "all pure equilibria are listed; a best-reply polytope has more than {limit} vertices, so mixed ones are not searched for"
            ),
            Gap::TooManyExtreme { found } => write!(
                f,
                "all pure equilibria are listed; the {found} extreme equilibria are too many to list"
            ),
            Gap::TreeTooLarge { nodes: u64::MAX } => f.write_str(
                "all pure equilibria are listed; the search for others was given up: there are too many to list",
            ),
            Gap::TreeTooLarge { nodes } => write!(
                f,
                "all pure equilibria are listed; the search for others was given up: it has more than {} nodes, or there are too many equilibria to list",
                grouped(*nodes)
            ),
            Gap::PureCutShort { found, listed } => write!(
                f,
                "of {found} pure equilibria only the first {listed} are listed, and nothing else was searched for"
            ),
            Gap::MixedTies => f.write_str(
                "where somebody is indifferent all equilibria are listed in which nobody mixes there; mixtures of them may be equilibria too",
            ),
            Gap::NotCredible => f.write_str(
                "there are too many plans to look for beliefs that support them: listed are all Bayesian equilibria in pure actions, credible or not",
            ),
            Gap::PureBayesian => {
                f.write_str("all in pure actions are listed; mixed ones were not searched for (`--concept nash` lists the equilibria of the normal form)")
            }
            Gap::PlansCutShort { found, listed } => {
                write!(f, "of {found} plans that are equilibria the first {listed} are listed")
            }
            Gap::Combinations { limit } => write!(
                f,
                "so much may follow some decision or draw that only {} combinations were gone through",
                grouped(*limit)
            ),
            Gap::Block { first, reason } => {
                write!(f, "where {first} decides without knowing what others do: {reason}")
            }
            Gap::BlockTooLarge { first } => write!(
                f,
                "where {first} decides without knowing what others do, there are too many combinations of decisions to be solved"
            ),
            Gap::DecidesTwice { first } => write!(
                f,
                "from {first} on somebody decides more than once without knowing all that happened, which is not worked out"
            ),
            Gap::IrrationalBlock { first } => write!(
                f,
                "where {first} decides without knowing what others do, an equilibrium with irrational probabilities is left out"
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

/// A connected set of equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its extreme equilibria, by place in the list.
    pub equilibria: Vec<usize>,
    /// Its maximal Nash subsets, each by places in the list: any mixtures of the players' strategies in it, each of its own, are an
    /// equilibrium.
    pub subsets: Vec<Vec<usize>>,
    /// Its index, where it was found; over all components they add up to one.
    pub index: Option<i64>,
}

/// Where a game may have equilibria that are not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// For each player and action the least and the greatest probability: all zero for an action that is not played there.
    pub bounds: Vec<Vec<(Rational, Rational)>>,
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
    /// The connected sets the equilibria span.
    pub components: Vec<Component>,
    /// Where there may be more equilibria: of games in which three or more players have a choice.
    pub undecided: Vec<Undecided>,
    /// The supports that were decided by a count of all complex roots, with these as evidence.
    pub counted: Vec<CountedRoots>,
    /// The dominated actions removed on the way, with the reasons, in order.
    pub eliminated: Vec<DominanceStep>,
    /// Where there is no pure equilibrium, a cycle of best replies that shows it.
    pub cycle: Vec<CycleStep>,
    /// Where two players have a choice, and if it was asked for: a tree that shows that no extreme equilibrium is missing, in the actions that
    /// are not eliminated.
    pub evidence: Option<ComplementarityTree>,
}

impl Solution {
    /// A list of equilibria, with nothing else found on the way.
    pub fn listing(
        concept: Concept,
        method: Method,
        completeness: Completeness,
        equilibria: Vec<Equilibrium>,
    ) -> Self {
        Solution {
            concept,
            method,
            completeness,
            equilibria,
            components: Vec::new(),
            undecided: Vec::new(),
            counted: Vec::new(),
            eliminated: Vec::new(),
            cycle: Vec::new(),
            evidence: None,
        }
    }
}
