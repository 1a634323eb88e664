//! What is done in every information set of a tree, and where that leads.

use super::{Node, Tree};
use crate::num::Rational;

impl Tree {
    /// A plan as probabilities: one for the action of each information set, zero for the others.
    ///
    /// # Shapes
    /// `plan` has an action for each information set.
    pub fn certain(&self, plan: &[usize]) -> Vec<Vec<Rational>> {
        let sets = self.sets.iter().zip(plan);
        sets.map(|(set, chosen)| {
            let mut probabilities = vec![Rational::ZERO; set.actions.len()];
            probabilities[*chosen] = Rational::ONE;
            probabilities
        })
        .collect()
    }

    /// The probability with which play gets to each node.
    ///
    /// # Shapes
    /// `behaviour[set][action]` is a probability.
    pub fn reached(&self, behaviour: &[Vec<Rational>]) -> Vec<Rational> {
        let mut reached = vec![Rational::ZERO; self.nodes.len()];
        reached[0] = Rational::ONE;
        for node in 0..reached.len() {
            let probabilities = match self.nodes[node] {
                Node::Outcome(_) => continue,
                Node::Decision { set, .. } => &behaviour[set as usize],
                Node::Chance { .. } => self.probabilities(node),
            };
            for (child, probability) in self.children(node).iter().zip(probabilities) {
                reached[*child as usize] = &reached[node] * probability;
            }
        }
        reached
    }
}
