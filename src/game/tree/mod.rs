//! Games whose moves have an order: a tree of decisions, draws of chance and outcomes, and who knows what.
//!
//! Nodes are numbered in the order in which one walks through the tree, a node before everything that follows it, so that going backwards
//! through the numbers is backward induction.

mod agent_form;
mod builder;
mod normal_form;
mod plan;
mod simultaneous;
mod subgames;

pub use agent_form::Term;
pub use builder::{TreeBuilder, TreeError};
pub use normal_form::{NormalForm, NormalFormError};

use super::players::{Action, Player};
use crate::num::Rational;

/// The most nodes a tree may have.
pub const NODE_LIMIT: usize = 1 << 24;

/// A finite game in extensive form.
///
/// # Shapes
/// `sets`, `draws` and `players` are referred to by place. A decision or a draw has one child for each action of its set or of its draw.
///
/// # Examples
/// ```
/// use unipole::game::{Action, InformationSet, Player, TreeBuilder};
/// use unipole::num::Rational;
/// let action = |id: &str| Action { id: id.to_owned(), posture: None };
/// let pay = |u: i64, s: i64| vec![Rational::integer(u), Rational::integer(s)];
/// let mut tree = TreeBuilder::new("a threat", vec![Player::plain("U", &[]), Player::plain("S", &[])]);
/// let first = tree.set(InformationSet::plain("U", 0, &["threaten", "stay"]));
/// let second = tree.set(InformationSet::plain("S", 1, &["yield", "resist"]));
/// tree.decision(first)?;
/// tree.decision(second)?;
/// tree.outcome(pay(2, 0))?;
/// tree.outcome(pay(-1, -1))?;
/// tree.outcome(pay(0, 1))?;
/// let tree = tree.build()?;
/// assert_eq!(tree.nodes().len(), 5);
/// assert!(tree.starts_subgame(1));
/// # Ok::<(), unipole::game::TreeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    title: String,
    players: Vec<Player>,
    sets: Vec<InformationSet>,
    draws: Vec<Draw>,
    nodes: Vec<Node>,
    children: Vec<u32>,
    probabilities: Vec<Rational>,
    payoffs: Vec<Rational>,
    /// The nodes of each information set.
    members: Vec<Vec<u32>>,
    /// One past the last node that follows each node.
    ends: Vec<u32>,
    subgames: Vec<bool>,
}

/// What a player knows when it decides: nodes that it cannot tell apart, and what it may do there.
#[derive(Debug, Clone, PartialEq)]
pub struct InformationSet {
    /// What it is called: `S`, `U:benign`, `S after U=force`.
    pub id: String,
    /// Who decides.
    pub player: usize,
    /// Those who decide at once with this one and are members of the same group: what they are called together.
    pub group: Option<String>,
    /// What may be done, in order.
    pub actions: Vec<Action>,
    /// Each action as a verb with its object: `arms a proxy`; nothing where there are no such words.
    pub words: Vec<Option<String>>,
    /// The deciding player's own type, by its name.
    pub own_type: Option<String>,
    /// What was seen before, as far as it tells this set from the other sets of the same decision: who did what.
    pub seen: Vec<(String, String)>,
    /// The draws of chance whose result the player knows and nobody chose: its own type. Payoffs of this set are given these.
    pub given: Vec<(usize, usize)>,
}

/// A draw of chance: what can come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// What it is called.
    pub id: String,
    /// What can come of it, in order.
    pub results: Vec<String>,
    /// Whether it is the type of a player, which that player alone sees.
    pub is_type: bool,
}

/// A place in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    /// The end: payoffs.
    Outcome(u32),
    /// A decision.
    Decision {
        /// The information set.
        set: u32,
        /// Where its children begin.
        children: u32,
    },
    /// A draw of chance.
    Chance {
        /// The draw.
        draw: u32,
        /// Where its children begin.
        children: u32,
        /// Where its probabilities begin.
        probabilities: u32,
    },
}

impl InformationSet {
    /// A set with nothing but an id, a player and action ids.
    pub fn plain(id: &str, player: usize, actions: &[&str]) -> Self {
        let action = |id: &&str| Action {
            id: (*id).to_owned(),
            posture: None,
        };
        InformationSet {
            id: id.to_owned(),
            player,
            group: None,
            actions: actions.iter().map(action).collect(),
            words: vec![None; actions.len()],
            own_type: None,
            seen: Vec::new(),
            given: Vec::new(),
        }
    }
}

impl Tree {
    /// The game's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The players in order; what they do is said by the information sets, so they have no actions here.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// The information sets in the order of their first nodes.
    pub fn sets(&self) -> &[InformationSet] {
        &self.sets
    }

    /// The draws of chance.
    pub fn draws(&self) -> &[Draw] {
        &self.draws
    }

    /// All nodes, each before those that follow it; the first is the root.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// How many outcomes there are.
    pub fn outcomes(&self) -> usize {
        self.payoffs.len() / self.players.len()
    }

    /// The payoffs of an outcome, one for each player.
    pub fn payoffs(&self, outcome: usize) -> &[Rational] {
        &self.payoffs[outcome * self.players.len()..(outcome + 1) * self.players.len()]
    }

    /// The nodes that directly follow a node.
    pub fn children(&self, node: usize) -> &[u32] {
        match self.nodes[node] {
            Node::Outcome(_) => &[],
            Node::Decision { set, children } => {
                let count = self.sets[set as usize].actions.len();
                &self.children[children as usize..children as usize + count]
            }
            Node::Chance { draw, children, .. } => {
                let count = self.draws[draw as usize].results.len();
                &self.children[children as usize..children as usize + count]
            }
        }
    }

    /// The probabilities of a chance node's children; none of another node.
    pub fn probabilities(&self, node: usize) -> &[Rational] {
        match self.nodes[node] {
            Node::Chance {
                draw,
                probabilities,
                ..
            } => {
                let count = self.draws[draw as usize].results.len();
                &self.probabilities[probabilities as usize..probabilities as usize + count]
            }
            _ => &[],
        }
    }

    /// The nodes of an information set.
    pub fn members(&self, set: usize) -> &[u32] {
        &self.members[set]
    }

    /// The nodes that follow a node, with the node itself.
    pub fn following(&self, node: usize) -> std::ops::Range<usize> {
        node..self.ends[node] as usize
    }

    /// Whether everything that follows a node, the node included, is a game of its own: nobody there mistakes it for anything outside.
    pub fn starts_subgame(&self, node: usize) -> bool {
        self.subgames[node]
    }

    /// Whether every decision is taken by somebody who knows all that happened.
    pub fn has_perfect_information(&self) -> bool {
        self.members.iter().all(|nodes| nodes.len() == 1)
    }

    /// Whether some decision after the beginning starts a game of its own, so that what is planned there can be credible or not.
    pub fn has_subgames(&self) -> bool {
        let inner = self.nodes.iter().zip(&self.subgames).skip(1);
        inner
            .into_iter()
            .any(|(node, starts)| *starts && !matches!(node, Node::Outcome(_)))
    }

    /// The node before each node, none before the root.
    pub fn parents(&self) -> Vec<Option<u32>> {
        let mut parents = vec![None; self.nodes.len()];
        for node in 0..self.nodes.len() {
            for &child in self.children(node) {
                parents[child as usize] =
                    Some(u32::try_from(node).expect("invariant: nodes are counted in 32 bits"));
            }
        }
        parents
    }
}
