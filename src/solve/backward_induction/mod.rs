//! Every subgame-perfect equilibrium by backward induction (Zermelo 1913; Selten 1965).
//!
//! From the end of the tree to its beginning every subgame gets the list of payoffs that its equilibria give, each with the ways in which it comes
//! about: what its own decision is, and which equilibrium follows. Where somebody is indifferent there are several, and all are kept. Where players decide
//! without knowing of each other, or of a type, the part of the tree up to the next subgames is a game in normal form, which is solved with the
//! payoffs of what follows in place of it.

mod block;
mod continuation;
mod plans;
mod threats;

use std::cmp::Ordering;

use dashu_int::IBig;

pub use self::block::decides_twice;
use self::continuation::{Continuation, Continuations};
pub use self::threats::{Credibility, credibility};
use super::solution::{Completeness, Concept, Gap, Method, Solution};
use crate::certify::{SubgamePerfect, nash, subgame_perfect};
use crate::game::{Game, Node, Tree};
use crate::num::{Rational, Real};

/// The most equilibria that are listed.
pub const LISTED: usize = 1000;
/// The most combinations of what may follow that are gone through at one node.
const COMBINATION_LIMIT: usize = 20_000;

/// What backward induction found.
#[derive(Debug, Clone, PartialEq)]
pub struct Induction {
    /// The equilibria, each certified; of more than can be listed the first.
    pub equilibria: Vec<SubgamePerfect>,
    /// How many there are of those that were looked for.
    pub number: IBig,
    /// Whether these are all subgame-perfect equilibria.
    pub completeness: Completeness,
    /// The information sets in which a player is indifferent between what some equilibrium that follows gives.
    pub ties: Vec<usize>,
}

/// All subgame-perfect equilibria of a tree.
///
/// # Answer
/// Where nobody is ever indifferent and everybody knows what happened there is exactly one. Where a player is indifferent, all equilibria are listed in
/// which nobody mixes at such a decision, and [`Induction::ties`] says where; that mixtures may be added is a gap in the completeness.
/// # Cost
/// Linear in the nodes where everybody knows what happened and nobody is indifferent.
/// # Source
/// Selten (1965), *Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit*; Osborne, Rubinstein (1994), *A Course in Game Theory*, section 6.2.
/// # Examples
/// ```
/// use unipole::game::{InformationSet, Player, TreeBuilder};
/// use unipole::num::Rational;
/// use unipole::solve::backward_induction;
/// let mut tree = TreeBuilder::new("a threat", vec![Player::plain("U", &[]), Player::plain("S", &[])]);
/// let first = tree.set(InformationSet::plain("U", 0, &["threaten", "stay"]));
/// let second = tree.set(InformationSet::plain("S", 1, &["yield", "resist"]));
/// tree.decision(first)?;
/// tree.decision(second)?;
/// for (u, s) in [(2, 0), (-1, -1), (0, 1)] {
///     tree.outcome(vec![Rational::integer(u), Rational::integer(s)])?;
/// }
/// let found = backward_induction(&tree.build()?);
/// assert_eq!(found.equilibria.len(), 1);
/// assert_eq!(found.equilibria[0].payoffs(), [Rational::integer(2), Rational::ZERO]);
/// # Ok::<(), unipole::game::TreeError>(())
/// ```
pub fn backward_induction(tree: &Tree) -> Induction {
    let mut continuations = Continuations::new(tree);
    for node in (0..tree.nodes().len()).rev() {
        if !tree.starts_subgame(node) {
            continue;
        }
        let found = if tree
            .children(node)
            .iter()
            .all(|child| tree.starts_subgame(*child as usize))
        {
            single(tree, &mut continuations, node)
        } else {
            block::solve(tree, &mut continuations, node)
        };
        continuations.set(node, found);
    }
    let number = continuations.number(0);
    let plans = plans::of(tree, &continuations, LISTED);
    let equilibria: Vec<SubgamePerfect> = plans
        .iter()
        .map(|plan| {
            subgame_perfect(tree, plan)
                .expect("invariant: backward induction keeps best replies only")
        })
        .collect();
    let mut gaps = std::mem::take(&mut continuations.gaps);
    if !continuations.ties.is_empty() {
        gaps.push(Gap::MixedTies);
    }
    let listed = equilibria.len();
    if IBig::from(listed) < number {
        gaps.push(Gap::PlansCutShort {
            found: number.to_string(),
            listed,
        });
    }
    gaps.dedup();
    let mut ties = continuations.ties;
    ties.sort_unstable();
    ties.dedup();
    Induction {
        equilibria,
        number,
        completeness: match gaps.is_empty() {
            true => Completeness::Exhaustive,
            false => Completeness::Incomplete(gaps),
        },
        ties,
    }
}

/// The subgame-perfect equilibria of a tree as equilibria of its agent form, each certified there again.
///
/// # Answer
/// As of [`backward_induction`](fn@backward_induction), pure ones first.
/// # Panics
/// When the game is no agent form.
pub fn in_agent_form(agents: &Game) -> Solution {
    let tree = agents.tree().expect("invariant: asked of agent forms only");
    let found = backward_induction(tree);
    let real = |plan: &Vec<Rational>| plan.iter().cloned().map(Real::from).collect::<Vec<Real>>();
    let mut equilibria: Vec<_> = found
        .equilibria
        .iter()
        .map(|equilibrium| {
            let profile: Vec<Vec<Real>> = equilibrium.behaviour().iter().map(real).collect();
            nash(agents, &profile).expect("invariant: no decision can be improved upon")
        })
        .collect();
    equilibria.sort_by_key(|equilibrium| !equilibrium.is_pure());
    Solution::listing(
        Concept::SubgamePerfect,
        Method::BackwardInduction,
        found.completeness,
        equilibria,
    )
}

/// A subgame that begins with an outcome, a draw, or a decision of somebody who knows what happened.
fn single(tree: &Tree, continuations: &mut Continuations<'_>, node: usize) -> Continuation {
    match tree.nodes()[node] {
        Node::Outcome(outcome) => Continuation::only(outcome, u32::MAX),
        Node::Decision { set, .. } => decision(tree, continuations, node, set as usize),
        Node::Chance { .. } => draw(tree, continuations, node),
    }
}

/// The best that the player who decides can do, for every combination of what may follow each action.
///
/// An action with one of its continuations is an equilibrium iff every other action has a continuation that gives the player no more: which of those is
/// meant does not change the payoffs, so they are only counted.
fn decision(
    tree: &Tree,
    continuations: &mut Continuations<'_>,
    node: usize,
    set: usize,
) -> Continuation {
    let player = tree.sets()[set].player;
    let children = tree.children(node);
    if let Some(only) = only_best(continuations, children, player) {
        return only;
    }
    // The least that a continuation of each action gives the player.
    let least: Vec<Rational> = children
        .iter()
        .map(|child| {
            let classes = continuations.classes(*child as usize);
            let own = (0..classes).map(|class| continuations.value(*child as usize, class, player));
            own.min().cloned().unwrap_or(Rational::ZERO)
        })
        .collect();
    let mut found = Continuation::none();
    if children
        .iter()
        .any(|child| continuations.classes(*child as usize) == 0)
    {
        return found;
    }
    for (action, child) in children.iter().enumerate() {
        for class in 0..continuations.classes(*child as usize) {
            let own = continuations.value(*child as usize, class, player);
            let mut others = least
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != action);
            if others.all(|(_, least)| least <= own) {
                let value = continuations.class(*child as usize, class);
                continuations.add_action(&mut found, value, action, class);
            }
        }
    }
    // Several actions may be best because different equilibria follow them, or because the player is indifferent.
    let is_tied = children.iter().enumerate().any(|(action, child)| {
        (0..continuations.classes(*child as usize)).any(|class| {
            let own = continuations.value(*child as usize, class, player);
            let is_best = least.iter().all(|least| least <= own);
            is_best
                && children.iter().enumerate().any(|(other, another)| {
                    other != action
                        && (0..continuations.classes(*another as usize)).any(|class| {
                            continuations.value(*another as usize, class, player) == own
                        })
                })
        })
    });
    if is_tied {
        continuations.ties.push(set);
    }
    found
}

/// The one best action, where each has one continuation and no other is as good.
fn only_best(
    continuations: &Continuations<'_>,
    children: &[u32],
    player: usize,
) -> Option<Continuation> {
    let mut best: Option<(usize, &Rational)> = None;
    let mut is_tied = false;
    for (action, child) in children.iter().enumerate() {
        let child = *child as usize;
        if continuations.classes(child) != 1 {
            return None;
        }
        let value = continuations.value(child, 0, player);
        match best.map(|(_, most)| value.cmp(most)) {
            None | Some(Ordering::Greater) => (best, is_tied) = (Some((action, value)), false),
            Some(Ordering::Equal) => is_tied = true,
            Some(Ordering::Less) => {}
        }
    }
    let (action, _) = best.filter(|_| !is_tied)?;
    let value = continuations.class(children[action] as usize, 0);
    let action = u32::try_from(action).expect("invariant: actions are few");
    Some(Continuation::only(value, action))
}

/// The mean over what chance may bring, for every combination of what may follow.
fn draw(tree: &Tree, continuations: &mut Continuations<'_>, node: usize) -> Continuation {
    let children = tree.children(node);
    let counts: Vec<usize> = children
        .iter()
        .map(|child| continuations.classes(*child as usize))
        .collect();
    let mut found = Continuation::none();
    for combination in continuation::combinations(&counts, COMBINATION_LIMIT) {
        let mut mean = vec![Rational::ZERO; tree.players().len()];
        for ((child, class), probability) in children
            .iter()
            .zip(&combination)
            .zip(tree.probabilities(node))
        {
            for (player, mean) in mean.iter_mut().enumerate() {
                let value = continuations.value(*child as usize, *class, player);
                *mean = &*mean + &(probability * value);
            }
        }
        let value = continuations.value_of(mean);
        continuations.add_draw(&mut found, value, combination);
    }
    if continuation::too_many(&counts, COMBINATION_LIMIT) {
        continuations.gaps.push(Gap::Combinations {
            limit: COMBINATION_LIMIT,
        });
    }
    found
}
