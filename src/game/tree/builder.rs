//! A tree being written down, node after node, each before what follows it.

use super::{Draw, InformationSet, NODE_LIMIT, Node, Tree};
use crate::game::Player;
use crate::num::Rational;

/// Why no tree can be made of what was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TreeError {
    /// More nodes than can be written down.
    #[error("the tree has more than {NODE_LIMIT} nodes")]
    TooLarge,
    /// A node after the tree was complete.
    #[error("the tree is complete, and another node follows")]
    TooMany,
    /// The nodes end before the tree is complete.
    #[error("the tree ends before every decision and every draw has all that follows it")]
    TooFew,
    /// Probabilities that are none.
    #[error("the probabilities of {} add up to {sum}, not to 1", in_words(draw))]
    Probabilities {
        /// The draw.
        draw: String,
        /// Their sum.
        sum: String,
    },
    /// A probability below zero.
    #[error(
        "the probability of {result} in {} is {value}, below zero",
        in_words(draw)
    )]
    Negative {
        /// The draw.
        draw: String,
        /// The result.
        result: String,
        /// The probability.
        value: String,
    },
    /// An information set without a node.
    #[error("nothing leads to {0}")]
    Unreached(String),
    /// A decision without an action.
    #[error("{0} has nothing to choose from")]
    NoActions(String),
}

/// `war`, `the types of U`.
fn in_words(draw: &str) -> String {
    match draw.strip_prefix("type of ") {
        Some(player) => format!("the types of {player}"),
        None => draw.to_owned(),
    }
}

/// A tree being written down. A node given is the next child of the last decision or draw that still lacks one.
#[derive(Debug)]
pub struct TreeBuilder {
    tree: Tree,
    /// Nodes whose children are being given: the node, and how many it has already.
    open: Vec<(usize, usize)>,
}

impl TreeBuilder {
    /// An empty tree of these players.
    pub fn new(title: &str, players: Vec<Player>) -> Self {
        TreeBuilder {
            tree: Tree {
                title: title.to_owned(),
                players,
                sets: Vec::new(),
                draws: Vec::new(),
                nodes: Vec::new(),
                children: Vec::new(),
                probabilities: Vec::new(),
                payoffs: Vec::new(),
                members: Vec::new(),
                ends: Vec::new(),
                subgames: Vec::new(),
            },
            open: Vec::new(),
        }
    }

    /// Adds an information set and gives its place.
    pub fn set(&mut self, set: InformationSet) -> usize {
        self.tree.sets.push(set);
        self.tree.members.push(Vec::new());
        self.tree.sets.len() - 1
    }

    /// Adds a draw of chance and gives its place.
    pub fn draw(&mut self, draw: Draw) -> usize {
        self.tree.draws.push(draw);
        self.tree.draws.len() - 1
    }

    /// Says what a set is called, also together with others of its group, and what was seen before.
    pub fn describe(
        &mut self,
        set: usize,
        (id, group): (String, Option<String>),
        seen: Vec<(String, String)>,
    ) {
        self.tree.sets[set].group = group;
        self.tree.sets[set].id = id;
        self.tree.sets[set].seen = seen;
    }

    /// The information sets so far.
    pub fn sets(&self) -> &[InformationSet] {
        &self.tree.sets
    }

    /// A player of the tree.
    ///
    /// # Panics
    /// When there is no such player.
    pub fn player(&self, player: usize) -> &Player {
        &self.tree.players[player]
    }

    /// How many nodes there are so far.
    pub fn len(&self) -> usize {
        self.tree.nodes.len()
    }

    /// Whether there is no node yet.
    pub fn is_empty(&self) -> bool {
        self.tree.nodes.is_empty()
    }

    /// The next node: a decision.
    ///
    /// # Errors
    /// A tree that is complete or too large, and a set without actions.
    pub fn decision(&mut self, set: usize) -> Result<(), TreeError> {
        let actions = self.tree.sets[set].actions.len();
        if actions == 0 {
            return Err(TreeError::NoActions(self.tree.sets[set].id.clone()));
        }
        let children = self.room(actions)?;
        let node = self.add(Node::Decision {
            set: narrow(set)?,
            children,
        })?;
        self.tree.members[set].push(narrow(node)?);
        self.open.push((node, 0));
        Ok(())
    }

    /// The next node: a draw of chance.
    ///
    /// # Errors
    /// A tree that is complete or too large, probabilities below zero or of another sum than 1.
    pub fn chance(&mut self, draw: usize, probabilities: &[Rational]) -> Result<(), TreeError> {
        let drawn = &self.tree.draws[draw];
        let negative = probabilities.iter().position(|p| p.sign().is_lt());
        if let Some(result) = negative {
            return Err(TreeError::Negative {
                draw: drawn.id.clone(),
                result: drawn.results[result].clone(),
                value: probabilities[result].to_string(),
            });
        }
        let sum = probabilities.iter().fold(Rational::ZERO, |sum, p| &sum + p);
        if sum != Rational::ONE || probabilities.len() != drawn.results.len() {
            return Err(TreeError::Probabilities {
                draw: drawn.id.clone(),
                sum: sum.to_string(),
            });
        }
        let children = self.room(probabilities.len())?;
        let first = narrow(self.tree.probabilities.len())?;
        let node = self.add(Node::Chance {
            draw: narrow(draw)?,
            children,
            probabilities: first,
        })?;
        self.tree.probabilities.extend_from_slice(probabilities);
        self.open.push((node, 0));
        Ok(())
    }

    /// The next node: an outcome with the payoff of each player.
    ///
    /// # Errors
    /// A tree that is complete or too large.
    pub fn outcome(&mut self, payoffs: Vec<Rational>) -> Result<(), TreeError> {
        assert_eq!(
            payoffs.len(),
            self.tree.players.len(),
            "invariant: an outcome has a payoff for each player"
        );
        let outcome = narrow(self.tree.outcomes())?;
        self.add(Node::Outcome(outcome))?;
        self.tree.payoffs.extend(payoffs);
        Ok(())
    }

    /// The finished tree.
    ///
    /// # Errors
    /// Nodes that are missing, and information sets without any.
    pub fn build(mut self) -> Result<Tree, TreeError> {
        if !self.open.is_empty() || self.tree.nodes.is_empty() {
            return Err(TreeError::TooFew);
        }
        let unreached = self.tree.members.iter().position(Vec::is_empty);
        if let Some(set) = unreached {
            return Err(TreeError::Unreached(self.tree.sets[set].id.clone()));
        }
        self.tree.subgames = self.tree.find_subgames();
        Ok(self.tree)
    }

    fn room(&mut self, count: usize) -> Result<u32, TreeError> {
        let first = narrow(self.tree.children.len())?;
        let filled = self.tree.children.len() + count;
        self.tree.children.resize(filled, 0);
        Ok(first)
    }

    fn add(&mut self, node: Node) -> Result<usize, TreeError> {
        let place = self.tree.nodes.len();
        if place >= NODE_LIMIT {
            return Err(TreeError::TooLarge);
        }
        match self.open.last_mut() {
            None if place > 0 => return Err(TreeError::TooMany),
            None => {}
            Some((parent, filled)) => {
                let (Node::Decision { children, .. } | Node::Chance { children, .. }) =
                    self.tree.nodes[*parent]
                else {
                    unreachable!("invariant: outcomes are never open")
                };
                self.tree.children[children as usize + *filled] = narrow(place)?;
                *filled += 1;
            }
        }
        self.tree.nodes.push(node);
        self.tree.ends.push(0);
        if let Node::Outcome(_) = node {
            self.close(place + 1)?;
        }
        Ok(place)
    }

    /// After an outcome: every open node that has all its children ends here.
    fn close(&mut self, end: usize) -> Result<(), TreeError> {
        self.tree.ends[end - 1] = narrow(end)?;
        while let Some((node, filled)) = self.open.last().copied() {
            if filled < self.tree.children(node).len() {
                break;
            }
            self.tree.ends[node] = narrow(end)?;
            self.open.pop();
        }
        Ok(())
    }
}

fn narrow(number: usize) -> Result<u32, TreeError> {
    u32::try_from(number).map_err(|_| TreeError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> TreeBuilder {
        TreeBuilder::new("", vec![Player::plain("A", &[])])
    }

    fn pay() -> Vec<Rational> {
        vec![Rational::ONE]
    }

    #[test]
    fn a_tree_with_a_hole_and_one_with_too_much_are_refused() {
        let mut tree = two();
        let set = tree.set(InformationSet::plain("A", 0, &["a", "b"]));
        tree.decision(set).expect("room");
        tree.outcome(pay()).expect("room");
        assert_eq!(tree.build().map(|_| ()), Err(TreeError::TooFew));
        let mut tree = two();
        tree.outcome(pay()).expect("room");
        assert_eq!(tree.outcome(pay()), Err(TreeError::TooMany));
    }

    #[test]
    fn probabilities_must_add_up() {
        let mut tree = two();
        let draw = tree.draw(Draw {
            id: "weather".to_owned(),
            results: vec!["fair".to_owned(), "foul".to_owned()],
            is_type: false,
        });
        let halves = [Rational::ratio(1, 2), Rational::ratio(1, 3)];
        let error = tree.chance(draw, &halves).map_err(|e| e.to_string());
        assert_eq!(
            error,
            Err("the probabilities of weather add up to 5/6, not to 1".to_owned())
        );
    }

    #[test]
    fn a_set_that_nothing_leads_to_is_refused() {
        let mut tree = two();
        tree.set(InformationSet::plain("A", 0, &["a", "b"]));
        tree.outcome(pay()).expect("room");
        let error = TreeError::Unreached("A".to_owned());
        assert_eq!(tree.build().map(|_| ()), Err(error));
    }
}
