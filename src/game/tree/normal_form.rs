//! The reduced normal form of a tree: a strategy says what a player does wherever it may still have to decide (Kuhn 1953, "Extensive games and
//! the problem of information").

use super::agent_form::check_size;
use super::{Node, Tree};
use crate::game::{Action, Game, Payoffs, Player, SizeError};

/// The reduced normal form, and what its strategies are.
#[derive(Debug, Clone, PartialEq)]
pub struct NormalForm {
    /// The game: the players of the tree, and their strategies as actions.
    pub game: Game,
    /// For each player and strategy what it does in each information set; nothing in those of others, and where its own earlier decisions do
    /// not lead.
    pub strategies: Vec<Vec<Vec<Option<usize>>>>,
}

/// Why a tree has no reduced normal form here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NormalFormError {
    /// Too many strategies.
    #[error("the reduced normal form has {} payoffs, too many to write down", .0.size)]
    TooLarge(SizeError),
    /// A player who forgets what it did or knew.
    #[error("at {0} a player has forgotten what it did before")]
    Forgetful(String),
}

impl Tree {
    /// For each information set the last decision that its player took on the way there: set and action.
    ///
    /// # Errors
    /// A player who took different decisions on the way to different nodes of the set, and cannot tell.
    pub fn last_own_decisions(&self) -> Result<Vec<Option<(usize, usize)>>, NormalFormError> {
        let mut found: Vec<Option<Option<(usize, usize)>>> = vec![None; self.sets.len()];
        let nobody = vec![None; self.players.len()];
        let mut waiting = vec![(0, nobody)];
        while let Some((node, last)) = waiting.pop() {
            let Node::Decision { set, .. } = self.nodes[node] else {
                let children = self.children(node).iter();
                waiting.extend(children.map(|child| (*child as usize, last.clone())));
                continue;
            };
            let set = set as usize;
            let player = self.sets[set].player;
            match &found[set] {
                Some(known) if *known != last[player] => {
                    return Err(NormalFormError::Forgetful(self.sets[set].id.clone()));
                }
                _ => found[set] = Some(last[player]),
            }
            for (action, child) in self.children(node).iter().enumerate() {
                let mut after = last.clone();
                after[player] = Some((set, action));
                waiting.push((*child as usize, after));
            }
        }
        Ok(found.into_iter().map(Option::flatten).collect())
    }

    /// The reduced normal form; payoffs are expected before any type is known.
    ///
    /// # Errors
    /// Too many strategies, and players who forget.
    pub fn normal_form(&self) -> Result<NormalForm, NormalFormError> {
        let last = self.last_own_decisions()?;
        let mut strategies = Vec::new();
        for player in 0..self.players.len() {
            let own: Vec<usize> = (0..self.sets.len())
                .filter(|set| self.sets[*set].player == player)
                .collect();
            strategies.push(self.strategies_of(&own, &last)?);
        }
        let counts: Vec<usize> = strategies.iter().map(Vec::len).collect();
        check_size(&counts).map_err(NormalFormError::TooLarge)?;
        let players: Vec<Player> = self
            .players
            .iter()
            .zip(&strategies)
            .map(|(player, strategies)| Player {
                actions: strategies
                    .iter()
                    .map(|strategy| self.strategy_in_words(strategy))
                    .collect(),
                ..player.clone()
            })
            .collect();
        let mut actions = vec![0; self.sets.len()];
        let payoffs = Payoffs::from_fn(&counts, |player, profile| {
            for (strategies, chosen) in strategies.iter().zip(profile) {
                for (set, action) in strategies[*chosen].iter().enumerate() {
                    if let Some(action) = action {
                        actions[set] = *action;
                    }
                }
            }
            self.expected(player, 0, &[], &actions)
        })
        .map_err(NormalFormError::TooLarge)?;
        Ok(NormalForm {
            game: Game::new(&self.title, players, payoffs),
            strategies,
        })
    }

    /// The ways in which a player can go on from one of its decisions: what it does there, and in those of its later decisions that this leads to.
    ///
    /// # Errors
    /// Too many ways, and players who forget.
    pub fn ways_on(&self, set: usize) -> Result<Vec<Vec<Option<usize>>>, NormalFormError> {
        let last = self.last_own_decisions()?;
        let mut own = vec![set];
        for (later, before) in last.iter().enumerate().skip(set + 1) {
            if before.is_some_and(|(before, _)| own.contains(&before)) {
                own.push(later);
            }
        }
        self.strategies_of(&own, &last)
    }

    /// What can be done in some information sets of a player; a decision that none of these leads to arises.
    fn strategies_of(
        &self,
        own: &[usize],
        last: &[Option<(usize, usize)>],
    ) -> Result<Vec<Vec<Option<usize>>>, NormalFormError> {
        let mut strategies = vec![vec![None; self.sets.len()]];
        // Sets stand in the order of their first nodes, so a decision comes before those that it leads to.
        for &set in own {
            let mut longer = Vec::new();
            for strategy in strategies {
                let arises = last[set].is_none_or(|(before, action)| {
                    !own.contains(&before) || strategy[before] == Some(action)
                });
                if !arises {
                    longer.push(strategy);
                    continue;
                }
                for action in 0..self.sets[set].actions.len() {
                    let mut with = strategy.clone();
                    with[set] = Some(action);
                    longer.push(with);
                }
                check_size(&[longer.len()]).map_err(NormalFormError::TooLarge)?;
            }
            strategies = longer;
        }
        Ok(strategies)
    }

    /// `counter`, or `align after U=force, neutral after U=tolerate`.
    fn strategy_in_words(&self, strategy: &[Option<usize>]) -> Action {
        let chosen = strategy.iter().enumerate();
        let mut parts: Vec<(String, &Action)> = Vec::new();
        for (set, action) in chosen.filter_map(|(set, action)| Some((set, (*action)?))) {
            let set = &self.sets[set];
            let action = &set.actions[action];
            let mut words = action.id.clone();
            if let Some(own) = &set.own_type {
                words.push_str(&format!(" if {own}"));
            }
            if !set.seen.is_empty() {
                let seen: Vec<String> = set
                    .seen
                    .iter()
                    .map(|(who, what)| format!("{who}={what}"))
                    .collect();
                words.push_str(&format!(" after {}", seen.join(", ")));
            }
            parts.push((words, action));
        }
        match parts.as_slice() {
            [(words, action)] => Action {
                id: words.clone(),
                posture: action.posture.clone(),
            },
            parts => {
                let same = parts
                    .windows(2)
                    .all(|two| two[0].1.posture == two[1].1.posture);
                let words: Vec<&str> = parts.iter().map(|(words, _)| words.as_str()).collect();
                Action {
                    id: match words.as_slice() {
                        [] => "no decision".to_owned(),
                        words => words.join("; "),
                    },
                    posture: parts
                        .first()
                        .filter(|_| same)
                        .and_then(|(_, a)| a.posture.clone()),
                }
            }
        }
    }
}
