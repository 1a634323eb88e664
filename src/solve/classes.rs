//! Equilibria that differ only by the names of identical members: one class each.

use std::collections::BTreeMap;

use super::exchangeable::check_exchangeable;
use super::solve::groups_of;
use crate::certify::Equilibrium;
use crate::game::Game;
use crate::num::Real;

/// Equilibria that are the same up to renaming members of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// The equilibria, by place in the list, ascending.
    pub equilibria: Vec<usize>,
    /// Per group whose members are exchangeable: how many members play each strategy.
    pub groups: Vec<(String, Vec<Counted>)>,
}

/// How many members play a strategy.
pub type Counted = (usize, Vec<Real>);

/// Sorts equilibria into classes, if the game has a group whose members are exchangeable.
///
/// # Answer
/// Every equilibrium is in exactly one class; classes in the order of their first equilibrium. That members are
/// exchangeable is verified payoff by payoff; groups whose members differ are not renamed.
pub fn classes(game: &Game, equilibria: &[Equilibrium]) -> Option<Vec<Class>> {
    let groups: Vec<(String, Vec<usize>)> = groups_of(game)
        .into_iter()
        .filter(|(_, members)| check_exchangeable(game, members).is_ok())
        .collect();
    if groups.is_empty() {
        return None;
    }
    let mut classes: Vec<Class> = Vec::new();
    let mut class_of: BTreeMap<Vec<Vec<Real>>, usize> = BTreeMap::new();
    for (place, equilibrium) in equilibria.iter().enumerate() {
        let mut canonical = equilibrium.profile().to_vec();
        for (_, members) in &groups {
            let mut strategies: Vec<Vec<Real>> =
                members.iter().map(|m| canonical[*m].clone()).collect();
            // Larger probabilities first.
            strategies.sort_by(|a, b| b.cmp(a));
            for (member, strategy) in members.iter().zip(strategies) {
                canonical[*member] = strategy;
            }
        }
        if let Some(class) = class_of.get(&canonical) {
            classes[*class].equilibria.push(place);
            continue;
        }
        let counts = groups.iter();
        let counts = counts.map(|(group, members)| (group.clone(), counted(&canonical, members)));
        classes.push(Class {
            equilibria: vec![place],
            groups: counts.collect(),
        });
        class_of.insert(canonical, classes.len() - 1);
    }
    Some(classes)
}

/// How many of the members, whose strategies are sorted, play each strategy.
fn counted(profile: &[Vec<Real>], members: &[usize]) -> Vec<Counted> {
    let mut counted: Vec<Counted> = Vec::new();
    for member in members {
        match counted.last_mut() {
            Some((count, strategy)) if *strategy == profile[*member] => *count += 1,
            _ => counted.push((1, profile[*member].clone())),
        }
    }
    counted
}
