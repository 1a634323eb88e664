//! Renamings of identical members under which a game over symbols stays the same.
//!
//! If exchanging two members of a group, together with the values that are their own, leaves the game as it is, then the conditions
//! of a profile are those of the exchanged profile with the same exchange.

use super::conditions::{Inequality, ProfileConditions};
use super::parametric::{Condition, ParametricGame, Piece};
use crate::game::Payoffs;

/// The members that may be renamed, in classes of players, each with the places of its members in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symmetry {
    /// The classes with more than one member.
    pub classes: Vec<Vec<usize>>,
}

/// A renaming: where each player and each unknown goes.
struct Renaming {
    players: Vec<usize>,
    unknowns: Vec<usize>,
}

impl Symmetry {
    /// Finds for every group whether all its members may be exchanged; the exchanges of neighbours generate all others.
    pub fn of(game: &ParametricGame) -> Self {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (place, player) in game.players.iter().enumerate() {
            let same = |group: &&mut Vec<usize>| game.players[group[0]].group == player.group;
            match groups.iter_mut().find(same) {
                Some(group) if player.group.is_some() => group.push(place),
                _ => groups.push(vec![place]),
            }
        }
        groups.retain(|group| {
            group.len() > 1 && group.windows(2).all(|pair| is_kept(game, pair[0], pair[1]))
        });
        Symmetry { classes: groups }
    }

    /// The profile in which each class has its actions in order.
    pub fn representative(&self, profile: &[usize]) -> Vec<usize> {
        let mut sorted = profile.to_vec();
        for class in &self.classes {
            let mut actions: Vec<usize> = class.iter().map(|player| profile[*player]).collect();
            actions.sort_unstable();
            for (player, action) in class.iter().zip(actions) {
                sorted[*player] = action;
            }
        }
        sorted
    }

    /// The conditions of a profile, given those of its representative.
    pub fn renamed(
        &self,
        game: &ParametricGame,
        conditions: &ProfileConditions,
        profile: &[usize],
    ) -> ProfileConditions {
        let mut players: Vec<usize> = (0..profile.len()).collect();
        for class in &self.classes {
            let mut targets = class.clone();
            targets.sort_by_key(|player| profile[*player]);
            for (player, target) in class.iter().zip(targets) {
                players[*player] = target;
            }
        }
        let renaming = Renaming::of(game, players)
            .expect("invariant: exchanges of a symmetry rename unknowns");
        let inequality = |i: &Inequality| Inequality {
            deviation: i.deviation.map(|(p, action)| (renaming.players[p], action)),
            condition: renaming.condition(&i.condition),
        };
        let cases = conditions.cases.iter();
        ProfileConditions {
            profile: profile.to_vec(),
            cases: cases
                .map(|case| case.iter().map(inequality).collect())
                .collect(),
        }
    }
}

impl Renaming {
    /// The renaming of players, and of the unknowns that are their own values; none where an unknown has no counterpart.
    fn of(game: &ParametricGame, players: Vec<usize>) -> Option<Self> {
        let unknowns = &game.domain.unknowns;
        let target = |place: usize| match unknowns[place].owner {
            None => Some(place),
            Some((list, player)) => {
                let owner = Some((list, players[player]));
                unknowns.iter().position(|other| other.owner == owner)
            }
        };
        let unknowns = (0..unknowns.len()).map(target).collect::<Option<_>>()?;
        Some(Renaming { players, unknowns })
    }

    fn condition(&self, condition: &Condition) -> Condition {
        Condition {
            expression: condition
                .expression
                .renumbered(|unknown| self.unknowns[unknown]),
            relation: condition.relation,
        }
    }

    fn piece(&self, piece: &Piece) -> Piece {
        Piece {
            guards: piece.guards.iter().map(|g| self.condition(g)).collect(),
            value: piece.value.renumbered(|unknown| self.unknowns[unknown]),
        }
    }
}

/// Whether exchanging two players leaves the game as it is.
fn is_kept(game: &ParametricGame, a: usize, b: usize) -> bool {
    let mut players: Vec<usize> = (0..game.players.len()).collect();
    players.swap(a, b);
    let Some(renaming) = Renaming::of(game, players) else {
        return false;
    };
    let mut assumptions: Vec<Condition> = game
        .domain
        .assumptions
        .iter()
        .map(|assumption| renaming.condition(assumption))
        .collect();
    assumptions.sort();
    let mut kept = game.domain.assumptions.clone();
    kept.sort();
    let counts = game.counts();
    assumptions == kept
        && game.profiles().enumerate().all(|(index, mut profile)| {
            profile.swap(a, b);
            let other = Payoffs::index_in(&counts, &profile);
            let is_same = |here: &[Piece], there: &[Piece]| {
                here.len() == there.len()
                    && here.iter().zip(there).all(|(h, t)| renaming.piece(h) == *t)
            };
            (0..game.players.len()).all(|player| {
                let renamed = renaming.players[player];
                is_same(&game.payoffs[player][index], &game.payoffs[renamed][other])
                    && is_same(
                        game.deviating(player, index),
                        game.deviating(renamed, other),
                    )
            })
        })
}
