//! Plans that answer a deviation with some periods of pure profiles, and then return to the path.
//!
//! # Source
//! Abreu (1988), "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (simple penal codes).

use crate::certify::{Automaton, PlanState, Play};
use crate::game::Game;

use super::states::{ON_THE_PATH, punish, surely};

/// The automaton that plays a profile for ever and answers each player's deviations, from whatever state, with the player's path.
///
/// # Shapes
/// `paths[player]`: the profiles of the periods after the deviation; an empty path ignores the deviation. Players with the same path share
/// its states.
pub(super) fn automaton(game: &Game, carrot: usize, paths: &[Vec<usize>]) -> Automaton {
    let mut states = vec![(ON_THE_PATH.to_owned(), carrot, 0)];
    let mut first = vec![0; paths.len()];
    for (player, path) in paths.iter().enumerate() {
        if path.is_empty() {
            continue;
        }
        if let Some(earlier) = (0..player).find(|earlier| paths[*earlier] == *path) {
            first[player] = first[earlier];
            continue;
        }
        first[player] = states.len();
        let sharing = (0..paths.len()).filter(|other| paths[*other] == *path);
        let name = punish(game, &sharing.collect::<Vec<_>>());
        for (period, profile) in path.iter().enumerate() {
            let is_last = period + 1 == path.len();
            let next = if is_last { 0 } else { states.len() + 1 };
            let name = match path.len() {
                1 => name.clone(),
                _ => format!("{name}, period {}", period + 1),
            };
            states.push((name, *profile, next));
        }
    }
    let after: Vec<_> = first.into_iter().map(surely).collect();
    let state = |(name, profile, next)| PlanState {
        name,
        play: Play::Pure(profile),
        next: surely(next),
        after: after.clone(),
    };
    Automaton {
        start: surely(0),
        states: states.into_iter().map(state).collect(),
    }
}
