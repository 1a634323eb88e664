//! Asking the library: a model at a point, and its pure equilibria by the names of their actions.

use std::collections::BTreeSet;

use unipole::game::Game;
use unipole::model::Model;
use unipole::solve::{Concept, solve};

/// A set of pure profiles, each the actions of the players in order.
pub type Profiles = BTreeSet<Vec<String>>;

/// The game of a model's scenario with settings `name=value` on top.
#[track_caller]
pub fn game_at(model: &Model, scenario: Option<&str>, settings: &[String]) -> Game {
    let point = model
        .point(scenario, settings)
        .unwrap_or_else(|errors| panic!("{settings:?}\n{errors}"));
    model
        .game(&point)
        .unwrap_or_else(|errors| panic!("{settings:?}\n{errors}"))
}

/// All pure equilibria of a game; fails unless the answer says that the list is complete.
#[track_caller]
pub fn pure_equilibria(game: &Game) -> Profiles {
    let solution = solve(game, Concept::Pure);
    assert!(solution.completeness.is_complete(), "not complete");
    let named = |profile: Vec<usize>| -> Vec<String> {
        let players = profile.iter().zip(game.players());
        players.map(|(a, p)| p.actions[*a].id.clone()).collect()
    };
    let listed: Profiles = solution
        .equilibria
        .iter()
        .map(|e| named(e.pure_profile().expect("pure equilibria were asked for")))
        .collect();
    assert_eq!(listed.len(), solution.equilibria.len(), "listed twice");
    listed
}
