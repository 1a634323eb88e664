//! Evidence for equilibria of games whose moves have an order: what every single deviation loses, and that nobody gains by any other plan.
//!
//! A [`SubgamePerfect`] can only be made here. One deviation at a time is enough: a plan that is improved upon anywhere is improved upon by
//! changing one decision and going on as planned.

use super::Refutation;
use crate::game::{Node, Tree};
use crate::num::{Rational, Real};

/// A plan for every information set that was proved to be an equilibrium of every subgame.
#[derive(Debug, Clone, PartialEq)]
pub struct SubgamePerfect {
    behaviour: Vec<Vec<Rational>>,
    payoffs: Vec<Rational>,
    slacks: Vec<Vec<Rational>>,
}

impl SubgamePerfect {
    /// The probability of each action in each information set.
    pub fn behaviour(&self) -> &[Vec<Rational>] {
        &self.behaviour
    }

    /// The expected payoff of each player from the beginning on.
    pub fn payoffs(&self) -> &[Rational] {
        &self.payoffs
    }

    /// What the player who decides in a set loses by an action, counted from the smallest subgame that holds the set.
    ///
    /// # Panics
    /// When there is no such set or action.
    pub fn slack(&self, set: usize, action: usize) -> &Rational {
        &self.slacks[set][action]
    }

    /// Whether no decision mixes.
    pub fn is_pure(&self) -> bool {
        self.behaviour
            .iter()
            .flatten()
            .all(|p| p.is_zero() || *p == Rational::ONE)
    }

    /// The sets in which the player is indifferent between what is planned and something that is not.
    pub fn ties(&self) -> impl Iterator<Item = usize> + '_ {
        let sets = self.behaviour.iter().zip(&self.slacks).enumerate();
        let tied = sets.filter(|(_, (planned, slacks))| {
            let mut actions = planned.iter().zip(slacks.iter());
            actions.any(|(probability, slack)| probability.is_zero() && slack.is_zero())
        });
        tied.map(|(set, _)| set)
    }
}

/// Certifies a plan as a subgame-perfect equilibrium, or says why it is none.
///
/// In each information set the slack of action `a` is the sum, over the nodes of the set, of the probability with which play gets there from where
/// the smallest subgame begins that holds the set, times what the plan gives there less what `a` gives. No slack may be negative.
/// # Shapes
/// `behaviour[set][action]` is a probability.
/// # Errors
/// A [`Refutation`]: the first reason found.
/// # Source
/// Selten (1975), *Reexamination of the perfectness concept for equilibrium points in extensive games*; Hendon, Jacobsen, Sloth (1996), *The one-shot-deviation principle
/// for sequential rationality*.
pub fn subgame_perfect(
    tree: &Tree,
    behaviour: &[Vec<Rational>],
) -> Result<SubgamePerfect, Refutation> {
    check_probabilities(tree, behaviour)?;
    let values = values(tree, behaviour);
    let parents = tree.parents();
    let mut slacks = Vec::with_capacity(behaviour.len());
    for (place, set) in tree.sets().iter().enumerate() {
        let origin = tree.origin(place);
        let mut own = vec![Rational::ZERO; set.actions.len()];
        for &node in tree.members(place) {
            let node = node as usize;
            let reached = reached(tree, behaviour, &parents, (origin, node), &set.given);
            if reached.is_zero() {
                continue;
            }
            for (slack, &child) in own.iter_mut().zip(tree.children(node)) {
                let lost = &values[node][set.player] - &values[child as usize][set.player];
                *slack = &*slack + &(&reached * &lost);
            }
        }
        if let Some(action) = own.iter().position(|slack| slack.sign().is_lt()) {
            return Err(Refutation::Gain {
                player: set.id.clone(),
                action: set.actions[action].id.clone(),
                gain: Real::from(-&own[action]),
            });
        }
        slacks.push(own);
    }
    Ok(SubgamePerfect {
        behaviour: behaviour.to_vec(),
        payoffs: values[0].clone(),
        slacks,
    })
}

/// Whether no player gains by any other plan of its own, whatever the beliefs: a Nash equilibrium of the whole game.
///
/// The best that a player can do against the others' plans is found from the end: in each of its information sets the action is taken that
/// gives most, over the nodes of the set with the probabilities that chance and the others give them. This needs players who do not forget.
/// # Errors
/// A [`Refutation`]: the first player who gains, with its first decision that differs.
pub fn nash_in_tree(tree: &Tree, behaviour: &[Vec<Rational>]) -> Result<(), Refutation> {
    check_probabilities(tree, behaviour)?;
    let planned = values(tree, behaviour);
    for (player, expected) in planned[0].iter().enumerate() {
        let mut best = behaviour.to_vec();
        // Ahead of a node everybody but this player counts.
        let mut others = behaviour.to_vec();
        for (set, probabilities) in tree.sets().iter().zip(&mut others) {
            if set.player == player {
                probabilities.fill(Rational::ONE);
            }
        }
        let parents = tree.parents();
        let own: Vec<usize> = (0..tree.sets().len())
            .filter(|set| tree.sets()[*set].player == player)
            .collect();
        for &set in own.iter().rev() {
            let mut gains = vec![Rational::ZERO; tree.sets()[set].actions.len()];
            for &node in tree.members(set) {
                let reached = reached(tree, &others, &parents, (0, node as usize), &[]);
                for (gain, &child) in gains.iter_mut().zip(tree.children(node as usize)) {
                    let value = value(tree, &best, player, child as usize);
                    *gain = &*gain + &(&reached * &value);
                }
            }
            let most = gains.iter().max().cloned().unwrap_or(Rational::ZERO);
            let chosen = gains.iter().position(|gain| *gain == most).unwrap_or(0);
            best[set] = (0..gains.len())
                .map(|action| {
                    if action == chosen {
                        Rational::ONE
                    } else {
                        Rational::ZERO
                    }
                })
                .collect();
        }
        let gain = &value(tree, &best, player, 0) - expected;
        if gain.sign().is_gt() {
            let differs = own.iter().find(|set| best[**set] != behaviour[**set]);
            let words = differs.map(|set| {
                let action = best[*set].iter().position(|p| !p.is_zero()).unwrap_or(0);
                let set = &tree.sets()[*set];
                (set.id.clone(), set.actions[action].id.clone())
            });
            let (player, action) = words.unwrap_or_default();
            return Err(Refutation::Gain {
                player,
                action,
                gain: Real::from(gain),
            });
        }
    }
    Ok(())
}

fn check_probabilities(tree: &Tree, behaviour: &[Vec<Rational>]) -> Result<(), Refutation> {
    if behaviour.len() != tree.sets().len() {
        return Err(Refutation::Players {
            given: behaviour.len(),
            players: tree.sets().len(),
        });
    }
    for (set, probabilities) in tree.sets().iter().zip(behaviour) {
        if probabilities.len() != set.actions.len() {
            return Err(Refutation::Actions {
                player: set.id.clone(),
                given: probabilities.len(),
                actions: set.actions.len(),
            });
        }
        if let Some(action) = probabilities.iter().position(|p| p.sign().is_lt()) {
            return Err(Refutation::NegativeProbability {
                player: set.id.clone(),
                action: set.actions[action].id.clone(),
                probability: Real::from(probabilities[action].clone()),
            });
        }
        let sum = probabilities.iter().fold(Rational::ZERO, |sum, p| &sum + p);
        if sum != Rational::ONE {
            return Err(Refutation::Sum {
                player: set.id.clone(),
                sum: Real::from(sum),
            });
        }
    }
    Ok(())
}

/// What each player expects from each node on.
fn values(tree: &Tree, behaviour: &[Vec<Rational>]) -> Vec<Vec<Rational>> {
    let mut values: Vec<Vec<Rational>> = vec![Vec::new(); tree.nodes().len()];
    for node in (0..values.len()).rev() {
        values[node] = match tree.nodes()[node] {
            Node::Outcome(outcome) => tree.payoffs(outcome as usize).to_vec(),
            Node::Decision { set, .. } => mixed(tree, &values, node, &behaviour[set as usize]),
            Node::Chance { .. } => mixed(tree, &values, node, tree.probabilities(node)),
        };
    }
    values
}

fn mixed(
    tree: &Tree,
    values: &[Vec<Rational>],
    node: usize,
    probabilities: &[Rational],
) -> Vec<Rational> {
    let mut sum = vec![Rational::ZERO; tree.players().len()];
    for (&child, probability) in tree.children(node).iter().zip(probabilities) {
        if probability.is_zero() {
            continue;
        }
        if *probability == Rational::ONE {
            return values[child as usize].clone();
        }
        for (total, value) in sum.iter_mut().zip(&values[child as usize]) {
            *total = &*total + &(probability * value);
        }
    }
    sum
}

/// What one player expects from a node on.
fn value(tree: &Tree, behaviour: &[Vec<Rational>], player: usize, node: usize) -> Rational {
    let probabilities = match tree.nodes()[node] {
        Node::Outcome(outcome) => return tree.payoffs(outcome as usize)[player].clone(),
        Node::Decision { set, .. } => &behaviour[set as usize],
        Node::Chance { .. } => tree.probabilities(node),
    };
    let children = tree.children(node).iter().zip(probabilities);
    let played = children.filter(|(_, probability)| !probability.is_zero());
    played.fold(Rational::ZERO, |sum, (child, probability)| {
        &sum + &(probability * &value(tree, behaviour, player, *child as usize))
    })
}

/// The probability with which play that begins at one node gets to another, given some draws of chance.
fn reached(
    tree: &Tree,
    behaviour: &[Vec<Rational>],
    parents: &[Option<u32>],
    (origin, node): (usize, usize),
    given: &[(usize, usize)],
) -> Rational {
    let mut probability = Rational::ONE;
    let mut at = node;
    while at != origin {
        let Some(parent) = parents[at] else { break };
        let parent = parent as usize;
        let children = tree.children(parent).iter();
        let way = children.take_while(|child| **child as usize != at).count();
        let step = match tree.nodes()[parent] {
            Node::Outcome(_) => unreachable!("invariant: nothing follows an outcome"),
            Node::Decision { set, .. } => behaviour[set as usize][way].clone(),
            Node::Chance { draw, .. } => {
                match given.iter().find(|(known, _)| *known == draw as usize) {
                    Some((_, result)) if *result == way => Rational::ONE,
                    Some(_) => Rational::ZERO,
                    None => tree.probabilities(parent)[way].clone(),
                }
            }
        };
        probability = &probability * &step;
        if probability.is_zero() {
            break;
        }
        at = parent;
    }
    probability
}
