//! The agent form of a tree: every information set decides for itself (Selten 1975, "Reexamination of the perfectness concept").
//!
//! The payoff of an information set is that of its player, counted from where the smallest subgame begins that holds the set, and given what the
//! player knows of its own type. One deviation at a time is enough to refute a subgame-perfect equilibrium, so the equilibria of this game are the
//! subgame-perfect equilibria of the tree; where types are private, they are its Bayesian equilibria.

use super::{Node, Tree};
use crate::game::payoffs::size_in_words;
use crate::game::{Game, Payoffs, Player, SizeError};
use crate::num::Rational;

/// An outcome that a profile can lead to, with the draws of chance on the way to it: `(node, which child)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The outcome.
    pub outcome: usize,
    /// The draws of chance that are not given.
    pub draws: Vec<(usize, usize)>,
}

/// The most payoffs for which agent forms and normal forms are written down.
pub(super) const FORM_LIMIT: usize = 1 << 20;

impl Tree {
    /// The information sets as players.
    pub fn agents(&self) -> Vec<Player> {
        (0..self.sets.len()).map(|set| self.agent(set)).collect()
    }

    /// An information set as a player.
    pub fn agent(&self, set: usize) -> Player {
        let set = &self.sets[set];
        let player = &self.players[set.player];
        let after = set.id.strip_prefix(&player.id).unwrap_or("");
        Player {
            id: set.id.clone(),
            title: format!("{}{after}", player.title),
            role: player.role.clone(),
            group: set.group.clone(),
            actions: set.actions.clone(),
        }
    }

    /// Where the smallest subgame begins that holds an information set.
    pub fn origin(&self, set: usize) -> usize {
        let (first, last) = match self.members[set].as_slice() {
            [] => return 0,
            [only] if self.subgames[*only as usize] => return *only as usize,
            [first, .., last] => (*first as usize, *last as usize),
            [only] => (*only as usize, *only as usize),
        };
        let holds = |node: &usize| self.subgames[*node] && self.following(*node).contains(&last);
        // Of the nodes on the way to the set the last that will do: they are those before it whose followers include it.
        let mut node = 0;
        let mut found = 0;
        loop {
            if holds(&node) {
                found = node;
            }
            if node == first {
                return found;
            }
            let next = self
                .children(node)
                .iter()
                .copied()
                .find(|child| self.following(*child as usize).contains(&first));
            match next {
                Some(child) => node = child as usize,
                None => return found,
            }
        }
    }

    /// The outcomes that a profile of actions, one of each information set, can lead to from a node on, given some draws of chance.
    ///
    /// # Shapes
    /// `profile` has an entry for each information set; `given` holds draws with their results.
    pub fn terms(&self, from: usize, given: &[(usize, usize)], profile: &[usize]) -> Vec<Term> {
        let mut terms = Vec::new();
        let mut waiting = vec![(from, Vec::new())];
        while let Some((node, draws)) = waiting.pop() {
            match self.nodes[node] {
                Node::Outcome(outcome) => terms.push(Term {
                    outcome: outcome as usize,
                    draws,
                }),
                Node::Decision { set, .. } => {
                    let child = self.children(node)[profile[set as usize]];
                    waiting.push((child as usize, draws));
                }
                Node::Chance { draw, .. } => {
                    let known = given.iter().find(|(known, _)| *known == draw as usize);
                    if let Some((_, result)) = known {
                        waiting.push((self.children(node)[*result] as usize, draws));
                        continue;
                    }
                    for (result, &child) in self.children(node).iter().enumerate().rev() {
                        let mut longer = draws.clone();
                        longer.push((node, result));
                        waiting.push((child as usize, longer));
                    }
                }
            }
        }
        terms
    }

    /// What a player expects of a profile from a node on, given some draws of chance.
    pub fn expected(
        &self,
        player: usize,
        from: usize,
        given: &[(usize, usize)],
        profile: &[usize],
    ) -> Rational {
        let terms = self.terms(from, given, profile);
        let values = terms.iter().map(|term| {
            let chance = term
                .draws
                .iter()
                .map(|(node, result)| &self.probabilities(*node)[*result]);
            chance.fold(self.payoffs(term.outcome)[player].clone(), |value, p| {
                &value * p
            })
        });
        values.fold(Rational::ZERO, |sum, value| &sum + &value)
    }

    /// Whether the agent form is small enough to be written down.
    pub fn has_agent_form(&self) -> bool {
        let mut sets = self.sets.iter();
        let size = sets.try_fold(self.sets.len(), |size, set| {
            let larger = size.checked_mul(set.actions.len());
            larger.filter(|size| *size <= FORM_LIMIT)
        });
        size.is_some()
    }

    /// The agent form: a game in normal form whose players are the information sets.
    ///
    /// # Errors
    /// A form with too many payoffs.
    pub fn agent_form(&self) -> Result<Game, SizeError> {
        let agents = self.agents();
        let counts: Vec<usize> = agents.iter().map(|agent| agent.actions.len()).collect();
        check_size(&counts)?;
        let origins: Vec<usize> = (0..agents.len()).map(|set| self.origin(set)).collect();
        let payoffs = Payoffs::from_fn(&counts, |agent, profile| {
            let set = &self.sets[agent];
            self.expected(set.player, origins[agent], &set.given, profile)
        })?;
        Ok(Game::new(&self.title, agents, payoffs).of_tree(self))
    }
}

/// Refuses forms that would be too large to be useful.
pub(super) fn check_size(counts: &[usize]) -> Result<(), SizeError> {
    let size = counts
        .iter()
        .try_fold(counts.len(), |size, count| size.checked_mul(*count));
    match size {
        Some(size) if size <= FORM_LIMIT => Ok(()),
        _ => Err(SizeError {
            size: size_in_words(counts),
            limit: FORM_LIMIT,
        }),
    }
}
