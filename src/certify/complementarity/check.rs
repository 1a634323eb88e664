//! The check of a tree: every branch is walked, and every end of one is verified from the payoffs.

use std::collections::{BTreeMap, BTreeSet};

use super::replies::Replies;
use super::{ComplementarityTree, TreeNode};
use crate::game::Game;
use crate::linalg::BitSet;
use crate::num::Rational;

/// What a tree that was checked consists of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CheckedTree {
    /// How often it branches.
    pub branches: usize,
    /// How many ends are empty.
    pub empty: usize,
    /// How many ends are sets of equilibria, all in the list.
    pub sets: usize,
}

/// Why a tree does not show that a list is complete.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IncompleteTree {
    /// The tree is for two players.
    #[error("the game has {players} players; the tree is for two")]
    Players {
        /// The number of players.
        players: usize,
    },
    /// Nodes are missing.
    #[error("the tree ends after {nodes} nodes, before all branches do")]
    TooShort {
        /// How many there are.
        nodes: usize,
    },
    /// There are nodes after the last branch.
    #[error("the tree has {nodes} nodes, but ends after {used}")]
    TooLong {
        /// How many there are.
        nodes: usize,
        /// How many belong to the tree.
        used: usize,
    },
    /// A branch on a label that does not exist, or on one that is settled already.
    #[error("node {node} branches on label {label}, which is none or is settled above it")]
    Label {
        /// The place of the node.
        node: usize,
        /// The label.
        label: usize,
    },
    /// The multipliers do not show that a branch is empty.
    #[error("node {node} is said to be empty, but its multipliers do not show it")]
    NotEmpty {
        /// The place of the node.
        node: usize,
    },
    /// Strategies of a set are not equilibria with each other.
    #[error("node {node} is said to be a set of equilibria, but label {label} is open on it")]
    Open {
        /// The place of the node.
        node: usize,
        /// The label.
        label: usize,
    },
    /// A strategy in the list is a mixture of others that settle the same labels.
    #[error("strategy {place} of player {player} in the list is not extreme")]
    NotExtreme {
        /// The player, 0 or 1.
        player: usize,
        /// Its place among the strategies.
        place: usize,
    },
    /// An extreme strategy, or a pair of them, is not in the list.
    #[error("node {node} holds an extreme equilibrium that is not in the list")]
    Missing {
        /// The place of the node.
        node: usize,
    },
    /// A set is too large to be checked.
    #[error("node {node} holds a set with too many extreme strategies to be checked")]
    TooLarge {
        /// The place of the node.
        node: usize,
    },
}

/// Checks that a tree shows a list to hold all extreme equilibria of a two-player game.
///
/// Everything is computed from the payoffs; nothing that the tree says is believed. That the pairs in the list are equilibria is not checked here.
///
/// # Shapes
/// `strategies`: for either player those that occur; `pairs`: the equilibria by their places in these.
///
/// # Cost
/// For each empty end as many products as its multipliers times the actions; for each set the rank of a matrix, and more where strategies are
/// mixed freely.
///
/// # Errors
/// An [`IncompleteTree`]: the first reason found.
pub fn check_complementarity_tree(
    game: &Game,
    strategies: [&[Vec<Rational>]; 2],
    pairs: &BTreeSet<[usize; 2]>,
    tree: &ComplementarityTree,
) -> Result<CheckedTree, IncompleteTree> {
    let players = game.counts().len();
    if players != 2 {
        return Err(IncompleteTree::Players { players });
    }
    let list = List::new(game, strategies, pairs);
    for (player, replies) in list.replies.iter().enumerate() {
        for (place, settled) in list.settled[player].iter().enumerate() {
            if !replies.is_extreme(settled) {
                return Err(IncompleteTree::NotExtreme { player, place });
            }
        }
    }
    let labels = game.counts().iter().sum();
    let mut settled = [BitSet::empty(labels), BitSet::empty(labels)];
    let mut checked = CheckedTree::default();
    // The labels on the way to the node, and whether the second player's strategy settles them.
    let mut path: Vec<(usize, bool)> = Vec::new();
    for (node, entry) in tree.nodes.iter().enumerate() {
        match entry {
            TreeNode::Branch { label } => {
                let label = *label;
                if label >= labels || settled.iter().any(|side| side.contains(label)) {
                    return Err(IncompleteTree::Label { node, label });
                }
                settled[0].insert(label);
                path.push((label, false));
                checked.branches += 1;
                continue;
            }
            TreeNode::Empty {
                player,
                multipliers,
            } => {
                let replies = list.replies.get(*player);
                if !replies.is_some_and(|r| r.none_settles(&settled[*player], multipliers)) {
                    return Err(IncompleteTree::NotEmpty { node });
                }
                checked.empty += 1;
            }
            TreeNode::Set => {
                list.check_set(&settled, node)?;
                checked.sets += 1;
            }
        }
        loop {
            let Some((label, second)) = path.last_mut() else {
                let (nodes, used) = (tree.nodes.len(), node + 1);
                return match used == nodes {
                    true => Ok(checked),
                    false => Err(IncompleteTree::TooLong { nodes, used }),
                };
            };
            if *second {
                settled[1].remove(*label);
                path.pop();
            } else {
                settled[0].remove(*label);
                settled[1].insert(*label);
                *second = true;
                break;
            }
        }
    }
    Err(IncompleteTree::TooShort {
        nodes: tree.nodes.len(),
    })
}

/// The game and the list.
struct List<'a> {
    replies: [Replies; 2],
    /// For either player the labels that each strategy settles.
    settled: [Vec<BitSet>; 2],
    places: [BTreeMap<&'a [Rational], usize>; 2],
    pairs: &'a BTreeSet<[usize; 2]>,
    labels: usize,
}

impl<'a> List<'a> {
    fn new(
        game: &Game,
        strategies: [&'a [Vec<Rational>]; 2],
        pairs: &'a BTreeSet<[usize; 2]>,
    ) -> Self {
        let replies = [0, 1].map(|player| Replies::new(game, player));
        let settled = [0, 1].map(|player| {
            let own = strategies[player].iter();
            own.map(|strategy| replies[player].settled_by(strategy))
                .collect()
        });
        let places = strategies.map(|list| {
            let numbered = list.iter().enumerate();
            numbered
                .map(|(place, strategy)| (strategy.as_slice(), place))
                .collect()
        });
        List {
            replies,
            settled,
            places,
            pairs,
            labels: game.counts().iter().sum(),
        }
    }

    /// Checks that whatever settles these labels is an equilibrium, and that the extreme ones are in the list.
    fn check_set(&self, settled: &[BitSet; 2], node: usize) -> Result<(), IncompleteTree> {
        if [0, 1]
            .iter()
            .any(|player| self.replies[*player].playable(&settled[*player]).is_empty())
        {
            // Nobody plays no action at all.
            return Ok(());
        }
        let first = self.extreme(0, &settled[0], node)?;
        let second = self.extreme(1, &settled[1], node)?;
        for label in 0..self.labels {
            let by_first = first.iter().all(|x| self.settled[0][*x].contains(label));
            if !by_first && !second.iter().all(|y| self.settled[1][*y].contains(label)) {
                return Err(IncompleteTree::Open { node, label });
            }
        }
        let mut all = first
            .iter()
            .flat_map(|x| second.iter().map(move |y| [*x, *y]));
        match all.all(|pair| self.pairs.contains(&pair)) {
            true => Ok(()),
            false => Err(IncompleteTree::Missing { node }),
        }
    }

    /// The places in the list of all extreme strategies of a player that settle some labels.
    fn extreme(
        &self,
        player: usize,
        settled: &BitSet,
        node: usize,
    ) -> Result<Vec<usize>, IncompleteTree> {
        let replies = &self.replies[player];
        if replies.at_most_one_settles(settled) {
            let mut listed = self.settled[player].iter();
            if let Some(place) = listed.position(|own| settled.is_subset_of(own)) {
                return Ok(vec![place]);
            }
        }
        let extreme = replies
            .extreme(settled)
            .ok_or(IncompleteTree::TooLarge { node })?;
        let places = extreme.iter().map(|strategy| {
            let place = self.places[player].get(strategy.as_slice()).copied();
            place.ok_or(IncompleteTree::Missing { node })
        });
        places.collect()
    }
}
