//! Evidence for perfect Bayesian equilibria: a plan, and for every information set what is believed there.

use super::Refutation;
use crate::game::{Node, Tree};
use crate::num::{Rational, Real};

/// A plan in pure actions with beliefs that were proved to support it.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    plan: Vec<usize>,
    beliefs: Vec<Vec<Rational>>,
}

impl Assessment {
    /// The action in each information set.
    pub fn plan(&self) -> &[usize] {
        &self.plan
    }

    /// For each information set the probabilities of its nodes.
    pub fn beliefs(&self) -> &[Vec<Rational>] {
        &self.beliefs
    }
}

/// Certifies a plan with beliefs as a (weak) perfect Bayesian equilibrium, or says why it is none.
///
/// In every information set the planned action is best, given the beliefs there and the plan from then on; where the plan leads to a set, its
/// beliefs follow from the plan by Bayes' rule.
/// # Shapes
/// `plan` has an action for each information set, `beliefs` a probability for each node of each.
/// # Errors
/// A [`Refutation`]: the first reason found.
/// # Source
/// Fudenberg, Tirole (1991), *Perfect Bayesian equilibrium and sequential equilibrium*; weak beliefs as in Mas-Colell, Whinston, Green (1995), *Microeconomic
/// Theory*, section 9.C.
pub fn assessment(
    tree: &Tree,
    plan: &[usize],
    beliefs: &[Vec<Rational>],
) -> Result<Assessment, Refutation> {
    let sets = tree.sets();
    if plan.len() != sets.len() || beliefs.len() != sets.len() {
        return Err(Refutation::Players {
            given: plan.len().min(beliefs.len()),
            players: sets.len(),
        });
    }
    let values = planned_values(tree, plan);
    let reached = reached(tree, plan);
    for (place, set) in sets.iter().enumerate() {
        let nodes = tree.members(place);
        let belief = &beliefs[place];
        if belief.len() != nodes.len() || plan[place] >= set.actions.len() {
            return Err(Refutation::Actions {
                player: set.id.clone(),
                given: belief.len(),
                actions: nodes.len(),
            });
        }
        let sum = belief.iter().fold(Rational::ZERO, |sum, p| &sum + p);
        let total = nodes
            .iter()
            .fold(Rational::ZERO, |sum, node| &sum + &reached[*node as usize]);
        let follows = |(node, p): (&u32, &Rational)| &total * p == reached[*node as usize];
        let is_one = sum == Rational::ONE && belief.iter().all(|p| p.sign().is_ge());
        let by_bayes = total.is_zero() || nodes.iter().zip(belief).all(follows);
        if !is_one || !by_bayes {
            return Err(Refutation::Belief {
                set: set.id.clone(),
            });
        }
        for (action, offered) in set.actions.iter().enumerate() {
            let gain = nodes
                .iter()
                .zip(belief)
                .fold(Rational::ZERO, |sum, (node, p)| {
                    let children = tree.children(*node as usize);
                    let other = &values[children[action] as usize][set.player];
                    let own = &values[children[plan[place]] as usize][set.player];
                    &sum + &(p * &(other - own))
                });
            if gain.sign().is_gt() {
                return Err(Refutation::Gain {
                    player: set.id.clone(),
                    action: offered.id.clone(),
                    gain: Real::from(gain),
                });
            }
        }
    }
    Ok(Assessment {
        plan: plan.to_vec(),
        beliefs: beliefs.to_vec(),
    })
}

/// What each player expects of the plan from each node on.
fn planned_values(tree: &Tree, plan: &[usize]) -> Vec<Vec<Rational>> {
    let mut values: Vec<Vec<Rational>> = vec![Vec::new(); tree.nodes().len()];
    for node in (0..values.len()).rev() {
        let children = tree.children(node);
        values[node] = match tree.nodes()[node] {
            Node::Outcome(outcome) => tree.payoffs(outcome as usize).to_vec(),
            Node::Decision { set, .. } => values[children[plan[set as usize]] as usize].clone(),
            Node::Chance { .. } => (0..tree.players().len())
                .map(|player| {
                    let parts = children.iter().zip(tree.probabilities(node));
                    parts.fold(Rational::ZERO, |sum, (child, p)| {
                        &sum + &(p * &values[*child as usize][player])
                    })
                })
                .collect(),
        };
    }
    values
}

/// The probability with which the plan leads to each node.
fn reached(tree: &Tree, plan: &[usize]) -> Vec<Rational> {
    let mut reached = vec![Rational::ZERO; tree.nodes().len()];
    reached[0] = Rational::ONE;
    for node in 0..reached.len() {
        let children = tree.children(node);
        match tree.nodes()[node] {
            Node::Outcome(_) => {}
            Node::Decision { set, .. } => {
                reached[children[plan[set as usize]] as usize] = reached[node].clone();
            }
            Node::Chance { .. } => {
                for (child, p) in children.iter().zip(tree.probabilities(node)) {
                    reached[*child as usize] = &reached[node] * p;
                }
            }
        }
    }
    reached
}
