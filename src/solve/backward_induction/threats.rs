//! Whether an equilibrium of the normal form is credible, or rests on a threat that would not be carried out.
//!
//! # Source
//! Selten (1975), "Reexamination of the perfectness concept for equilibrium points in extensive games".

use crate::certify::{SubgamePerfect, subgame_perfect};
use crate::game::Tree;
use crate::num::Rational;

/// What an equilibrium of the normal form rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credibility {
    /// Every decision it names would be taken, wherever play had led to it.
    Credible,
    /// A decision would not be taken.
    Threat {
        /// The information set.
        set: usize,
        /// What is said to be done there.
        planned: usize,
        /// What would be done instead.
        better: usize,
        /// How much that gives more.
        gain: Rational,
    },
    /// Neither was shown.
    Open,
}

/// Says of an equilibrium of the normal form whether it is credible; a decision that its own player's earlier ones rule out is taken from
/// the first of the subgame-perfect equilibria in pure actions with which the whole is one too.
///
/// Decisions are looked at from the end: the first one that is not the best there is the threat, since what follows it would be carried out.
/// # Shapes
/// `planned` has an entry for each information set, none where the equilibrium is silent.
pub fn credibility(
    tree: &Tree,
    planned: &[Option<usize>],
    perfect: &[SubgamePerfect],
) -> Credibility {
    let pure = perfect.iter().filter(|equilibrium| equilibrium.is_pure());
    let fillings: Vec<Vec<usize>> = pure
        .map(|equilibrium| {
            let chosen = equilibrium.behaviour().iter().map(|probabilities| {
                probabilities
                    .iter()
                    .position(|p| *p == Rational::ONE)
                    .unwrap_or(0)
            });
            chosen
                .zip(planned)
                .map(|(filling, planned)| planned.unwrap_or(filling))
                .collect()
        })
        .collect();
    let is_perfect = |plan: &Vec<usize>| {
        let behaviour: Vec<Vec<Rational>> = plan
            .iter()
            .zip(tree.sets())
            .map(|(chosen, set)| {
                let probability = |action| {
                    if action == *chosen {
                        Rational::ONE
                    } else {
                        Rational::ZERO
                    }
                };
                (0..set.actions.len()).map(probability).collect()
            })
            .collect();
        subgame_perfect(tree, &behaviour).is_ok()
    };
    if fillings.iter().any(is_perfect) {
        return Credibility::Credible;
    }
    let Some(plan) = fillings.first() else {
        return Credibility::Open;
    };
    for (set, decided) in tree.sets().iter().enumerate().rev() {
        if planned[set].is_none() {
            continue;
        }
        let origin = tree.origin(set);
        let value = |action: usize| {
            let mut other = plan.clone();
            other[set] = action;
            tree.expected(decided.player, origin, &decided.given, &other)
        };
        let values: Vec<Rational> = (0..decided.actions.len()).map(value).collect();
        let most = values.iter().max().cloned().unwrap_or(Rational::ZERO);
        let gain = &most - &values[plan[set]];
        if gain.sign().is_gt() {
            return Credibility::Threat {
                set,
                planned: plan[set],
                better: values.iter().position(|value| *value == most).unwrap_or(0),
                gain,
            };
        }
    }
    Credibility::Open
}
