//! What an answer on a game with an order of moves, or with private types, says beyond its equilibria: how play goes, where somebody is indifferent, and
//! which equilibria of the normal form rest on threats that would not be carried out.

mod data;
mod large;
mod reading;
mod told;

pub(super) use data::sequence_json;
pub use large::{large_tree_json, large_tree_reading};
pub(super) use reading::{believed, rests_on, sequence_reading};

use crate::certify::{Equilibrium, subgame_perfect};
use crate::game::{Game, Tree};
use crate::num::Rational;
use crate::solve::perfect_bayesian::has_signals;
use crate::solve::pure::pure_equilibria;
use crate::solve::{Credibility, Solution, backward_induction, credibility};

/// What there is to say of the order of moves.
#[derive(Debug, Clone, PartialEq)]
pub struct Sequence<'a> {
    /// The tree.
    pub tree: &'a Tree,
    /// How play goes in each equilibrium.
    pub told: Vec<String>,
    /// What each player expects of each equilibrium from the beginning on, where that is rational.
    pub values: Vec<Option<Vec<Rational>>>,
    /// The information sets that no play leads to, of each equilibrium.
    pub unreached: Vec<Vec<usize>>,
    /// What is believed of types in each equilibrium, set by set: the types with their probabilities. Only where somebody decides without knowing them.
    pub beliefs: Vec<Vec<Belief>>,
    /// Of each player with types, in each equilibrium in which nobody mixes, whether the types can be told apart by what they do.
    pub types: Vec<Vec<String>>,
    /// The information sets in which a player is indifferent between what equilibria of what follows give.
    pub ties: Vec<usize>,
    /// The pure equilibria of the reduced normal form, where there are subgames and few enough strategies.
    pub normal: Option<Normal>,
}

/// What is believed of types in an information set.
#[derive(Debug, Clone, PartialEq)]
pub struct Belief {
    /// The information set.
    pub set: usize,
    /// Types in words, and their probability.
    pub types: Vec<(String, Rational)>,
    /// Whether play leads there; where not, these are beliefs that support the plan, and there may be others.
    pub is_reached: bool,
}

/// The pure equilibria of a reduced normal form.
#[derive(Debug, Clone, PartialEq)]
pub struct Normal {
    /// The game.
    pub game: Game,
    /// Its pure equilibria, by the number of the profile, and what each rests on.
    pub equilibria: Vec<(usize, Credibility)>,
}

/// The most strategies of a normal form, over all players, whose equilibria are looked at.
const PROFILES: usize = 200_000;

impl<'a> Sequence<'a> {
    /// What there is to say of a solved game; nothing where everybody moves at once and nobody has a type.
    pub fn of(game: &'a Game, solution: &Solution) -> Option<Self> {
        let tree = game.tree()?;
        // Where beliefs matter, subgames do not say what is credible.
        let induced = tree.has_subgames() && !has_signals(tree);
        let found = induced.then(|| backward_induction(tree));
        let normal = found.as_ref().and_then(|found| {
            let form = tree
                .normal_form()
                .ok()
                .filter(|form| form.game.profiles() <= PROFILES)?;
            let equilibria = pure_equilibria(&form.game);
            let judged = equilibria.into_iter().map(|index| {
                let profile = form.game.profile_at(index);
                let mut planned = vec![None; tree.sets().len()];
                for (strategies, chosen) in form.strategies.iter().zip(profile) {
                    for (set, action) in strategies[chosen].iter().enumerate() {
                        planned[set] = planned[set].or(*action);
                    }
                }
                (index, credibility(tree, &planned, &found.equilibria))
            });
            Some(Normal {
                equilibria: judged.collect(),
                game: form.game.clone(),
            })
        });
        let listed = &solution.equilibria;
        Some(Sequence {
            tree,
            told: listed
                .iter()
                .map(|equilibrium| told::play(tree, equilibrium))
                .collect(),
            values: listed
                .iter()
                .map(|equilibrium| values(tree, equilibrium))
                .collect(),
            unreached: listed
                .iter()
                .map(|equilibrium| unreached(tree, equilibrium))
                .collect(),
            beliefs: listed
                .iter()
                .map(|equilibrium| told::beliefs(tree, equilibrium))
                .collect(),
            types: listed
                .iter()
                .map(|equilibrium| told::types(tree, equilibrium))
                .collect(),
            ties: found.map(|found| found.ties).unwrap_or_default(),
            normal,
        })
    }
}

/// What each player expects from the beginning on.
fn values(tree: &Tree, equilibrium: &Equilibrium) -> Option<Vec<Rational>> {
    let strategies = equilibrium.profile().iter();
    let behaviour: Option<Vec<Vec<Rational>>> = strategies
        .map(|strategy| strategy.iter().map(crate::num::Real::to_rational).collect())
        .collect();
    subgame_perfect(tree, &behaviour?)
        .ok()
        .map(|certified| certified.payoffs().to_vec())
}

/// The information sets that an equilibrium does not lead to.
pub(super) fn unreached(tree: &Tree, equilibrium: &Equilibrium) -> Vec<usize> {
    let mut reached = vec![false; tree.sets().len()];
    let mut waiting = vec![0];
    while let Some(node) = waiting.pop() {
        let children = tree.children(node).iter().enumerate();
        match tree.nodes()[node] {
            crate::game::Node::Outcome(_) => {}
            crate::game::Node::Decision { set, .. } => {
                reached[set as usize] = true;
                let strategy = &equilibrium.profile()[set as usize];
                let played = children.filter(|(action, _)| !strategy[*action].is_zero());
                waiting.extend(played.map(|(_, child)| *child as usize));
            }
            crate::game::Node::Chance { .. } => {
                // A result without probability does not come about.
                let probabilities = tree.probabilities(node);
                let drawn = children.filter(|(result, _)| !probabilities[*result].is_zero());
                waiting.extend(drawn.map(|(_, child)| *child as usize));
            }
        }
    }
    (0..reached.len()).filter(|set| !reached[*set]).collect()
}
