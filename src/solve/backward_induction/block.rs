//! A part of a tree in which decisions are taken without knowing of each other, or of a type: a game in normal form between its information sets.
//!
//! # Source
//! Selten (1965), "Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit"; Harsanyi (1967), "Games with incomplete information played by Bayesian players".

use super::super::request::Request;
use super::super::solution::{Concept, Gap};
use super::super::solve::solve_as_asked;
use super::continuation::{Continuation, Continuations, combinations, too_many};
use crate::game::{Game, Node, Payoffs, Player, Tree};
use crate::num::Rational;

/// The most combinations of what may follow for which the part is solved.
const COMBINATION_LIMIT: usize = 256;
/// The most payoffs of the game in normal form.
const PAYOFF_LIMIT: usize = 1 << 20;

/// The equilibria of the subgame that begins at a node, its proper subgames being solved already.
pub(super) fn solve(
    tree: &Tree,
    continuations: &mut Continuations<'_>,
    node: usize,
) -> Continuation {
    let (sets, exits) = extent(tree, node);
    if twice(continuations.last_own_decisions(), &sets) {
        continuations.gaps.push(Gap::DecidesTwice {
            first: tree.sets()[sets[0]].id.clone(),
        });
        return Continuation::none();
    }
    let agents = tree.agents();
    let players: Vec<Player> = sets.iter().map(|set| agents[*set].clone()).collect();
    let counts: Vec<usize> = players.iter().map(|player| player.actions.len()).collect();
    let mut found = Continuation::none();
    let size = counts
        .iter()
        .try_fold(counts.len(), |size, count| size.checked_mul(*count));
    if size.is_none_or(|size| size > PAYOFF_LIMIT) {
        continuations.gaps.push(Gap::BlockTooLarge {
            first: tree.sets()[sets[0]].id.clone(),
        });
        return found;
    }
    let choices: Vec<usize> = exits
        .iter()
        .map(|exit| continuations.classes(*exit))
        .collect();
    if too_many(&choices, COMBINATION_LIMIT) {
        continuations.gaps.push(Gap::Combinations {
            limit: COMBINATION_LIMIT,
        });
    }
    for combination in combinations(&choices, COMBINATION_LIMIT) {
        let follows: Vec<(usize, usize)> = exits.iter().copied().zip(combination).collect();
        let game = game_of(tree, continuations, node, (&sets, &players), &follows);
        let solution = solve_as_asked(&game, &Request::all(Concept::Nash));
        if !solution.completeness.is_complete() {
            continuations.gaps.push(Gap::Block {
                first: tree.sets()[sets[0]].id.clone(),
                reason: solution.completeness.to_string(),
            });
        } else if solution
            .components
            .iter()
            .any(|component| component.equilibria.len() > 1)
        {
            continuations.gaps.push(Gap::MixedTies);
        }
        for equilibrium in &solution.equilibria {
            let rational = |strategy: &Vec<crate::num::Real>| {
                strategy
                    .iter()
                    .map(crate::num::Real::to_rational)
                    .collect::<Option<Vec<Rational>>>()
            };
            let Some(mixed) = equilibrium
                .profile()
                .iter()
                .map(rational)
                .collect::<Option<Vec<_>>>()
            else {
                continuations.gaps.push(Gap::IrrationalBlock {
                    first: tree.sets()[sets[0]].id.clone(),
                });
                continue;
            };
            let plan: Vec<(usize, Vec<Rational>)> = sets.iter().copied().zip(mixed).collect();
            let payoffs = (0..tree.players().len())
                .map(|player| expected(tree, continuations, player, node, &plan, &follows))
                .collect();
            let value = continuations.value_of(payoffs);
            continuations.add_block(&mut found, value, plan, follows.clone());
        }
    }
    found
}

/// Whether in some part of a tree that is no game of its own a player decides more than once: then it may change several decisions together, which the agent
/// form knows nothing of.
pub fn decides_twice(tree: &Tree) -> bool {
    let last = tree.last_own_decisions().ok();
    (0..tree.nodes().len())
        .filter(|node| tree.starts_subgame(*node))
        .any(|node| twice(last.as_deref(), &extent(tree, node).0))
}

/// Whether one of these information sets follows another of the same player, given the last decision of its player before each; of players who
/// forget nothing is known.
fn twice(last: Option<&[Option<(usize, usize)>]>, sets: &[usize]) -> bool {
    let Some(last) = last else {
        return sets.len() > 1;
    };
    sets.iter()
        .any(|set| last[*set].is_some_and(|(before, _)| sets.contains(&before)))
}

/// The information sets between a node and the next subgames, and where those begin.
fn extent(tree: &Tree, node: usize) -> (Vec<usize>, Vec<usize>) {
    let (mut sets, mut exits) = (Vec::new(), Vec::new());
    let mut at = node;
    let end = tree.following(node).end;
    while at < end {
        if at != node && tree.starts_subgame(at) {
            exits.push(at);
            at = tree.following(at).end;
            continue;
        }
        if let Node::Decision { set, .. } = tree.nodes()[at]
            && !sets.contains(&(set as usize))
        {
            sets.push(set as usize);
        }
        at += 1;
    }
    (sets, exits)
}

fn game_of(
    tree: &Tree,
    continuations: &Continuations<'_>,
    node: usize,
    (sets, players): (&[usize], &[Player]),
    follows: &[(usize, usize)],
) -> Game {
    let counts: Vec<usize> = players.iter().map(|player| player.actions.len()).collect();
    let mut plan: Vec<(usize, Vec<Rational>)> = sets
        .iter()
        .zip(&counts)
        .map(|(set, count)| (*set, vec![Rational::ZERO; *count]))
        .collect();
    let payoffs = Payoffs::from_fn(&counts, |agent, profile| {
        for ((_, probabilities), chosen) in plan.iter_mut().zip(profile) {
            probabilities.fill(Rational::ZERO);
            probabilities[*chosen] = Rational::ONE;
        }
        let set = &tree.sets()[sets[agent]];
        given(
            tree,
            continuations,
            (set.player, &set.given),
            node,
            &plan,
            follows,
        )
    })
    .expect("invariant: the size of a part was checked");
    Game::new(tree.title(), players.to_vec(), payoffs)
}

/// What a player expects from a node on when the information sets of this part play a plan.
fn expected(
    tree: &Tree,
    continuations: &Continuations<'_>,
    player: usize,
    node: usize,
    plan: &[(usize, Vec<Rational>)],
    follows: &[(usize, usize)],
) -> Rational {
    given(tree, continuations, (player, &[]), node, plan, follows)
}

/// The same, given some draws of chance.
fn given(
    tree: &Tree,
    continuations: &Continuations<'_>,
    (player, known): (usize, &[(usize, usize)]),
    node: usize,
    plan: &[(usize, Vec<Rational>)],
    follows: &[(usize, usize)],
) -> Rational {
    let exit = follows.binary_search_by_key(&node, |(exit, _)| *exit);
    if let Ok(exit) = exit {
        return continuations.value(node, follows[exit].1, player).clone();
    }
    let one = [Rational::ONE];
    let (children, probabilities): (&[u32], &[Rational]) = match tree.nodes()[node] {
        Node::Outcome(_) => unreachable!("invariant: an outcome is a subgame"),
        Node::Decision { set, .. } => {
            let own = plan.iter().find(|(own, _)| *own == set as usize);
            let (_, probabilities) = own.expect("invariant: a plan covers its part");
            (tree.children(node), probabilities)
        }
        Node::Chance { draw, .. } => {
            match known.iter().find(|(known, _)| *known == draw as usize) {
                Some((_, result)) => (&tree.children(node)[*result..=*result], &one),
                None => (tree.children(node), tree.probabilities(node)),
            }
        }
    };
    let played = children
        .iter()
        .zip(probabilities)
        .filter(|(_, p)| !p.is_zero());
    played.fold(Rational::ZERO, |sum, (child, probability)| {
        let value = given(
            tree,
            continuations,
            (player, known),
            *child as usize,
            plan,
            follows,
        );
        &sum + &(probability * &value)
    })
}
