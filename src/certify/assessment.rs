//! Evidence for perfect Bayesian equilibria: a plan, and for every information set what is believed there.

use super::Refutation;
use crate::game::Tree;
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
/// In every information set no way on is better for its player than the plan, given the beliefs there: not only another action, but also other
/// later decisions with it. Where the plan leads to a set, its beliefs follow from the plan by Bayes' rule.
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
    let reached = tree.reached(&tree.certain(plan));
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
        let refused = || Refutation::Belief {
            set: set.id.clone(),
        };
        for (action, gains) in gains(tree, plan, place).ok_or_else(refused)? {
            let gain = gains
                .iter()
                .zip(belief)
                .fold(Rational::ZERO, |sum, (gain, p)| &sum + &(gain * p));
            if gain.sign().is_gt() {
                return Err(Refutation::Gain {
                    player: set.id.clone(),
                    action: set.actions[action].id.clone(),
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

/// What the player who decides in a set gains, node by node, by each way on that is not the plan's: the action there, and the gains. Nothing of players
/// who forget.
pub fn gains(tree: &Tree, plan: &[usize], set: usize) -> Option<Vec<(usize, Vec<Rational>)>> {
    let player = tree.sets()[set].player;
    let values = |plan: &[usize]| -> Vec<Rational> {
        let nodes = tree.members(set).iter();
        nodes
            .map(|node| tree.expected(player, *node as usize, &[], plan))
            .collect()
    };
    let planned = values(plan);
    let ways = tree.ways_on(set).ok()?.into_iter();
    let plans = ways.map(|way| -> Vec<usize> {
        let chosen = way.into_iter().zip(plan);
        chosen.map(|(other, own)| other.unwrap_or(*own)).collect()
    });
    let others = plans.filter(|other| other != plan).map(|other| {
        let gains = values(&other).into_iter().zip(&planned);
        (other[set], gains.map(|(value, own)| &value - own).collect())
    });
    Some(others.collect())
}
