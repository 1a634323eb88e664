//! The words and the arrows of plans: what states are called and where they lead.

use crate::certify::{Automaton, Lottery, Plan, plan};
use crate::game::Game;
use crate::num::{Rational, Real};

use super::{Binding, Class, Critical, Stage};

/// The state in which the profile that is to be sustained is played.
pub(super) const ON_THE_PATH: &str = "on the path";

/// The state that is sure to follow.
pub(super) fn surely(state: usize) -> Lottery {
    vec![(state, Rational::ONE)]
}

/// The name of the state that punishes these players: `punish S1 and S2`.
pub(super) fn punish(game: &Game, players: &[usize]) -> String {
    let ids: Vec<&str> = players
        .iter()
        .map(|player| game.players()[*player].id.as_str())
        .collect();
    match &ids[..] {
        [] => "punish nobody".to_owned(),
        [only] => format!("punish {only}"),
        [first @ .., last] => format!("punish {} and {last}", first.join(", ")),
    }
}

/// The deviation from a profile that gives a player most.
pub(super) fn deviation(
    game: &Game,
    stage: &Stage,
    state: &str,
    player: usize,
    profile: usize,
) -> Binding {
    let mut actions = 0..stage.counts()[player];
    let is_best = |action: &usize| {
        let deviation = game.deviation(profile, player, *action);
        stage.payoff(player, deviation) == stage.best(player, profile)
    };
    Binding {
        state: state.to_owned(),
        player,
        action: actions
            .find(is_best)
            .expect("invariant: some action is best"),
    }
}

/// The plan that an automaton is, where the algorithm that built it says that nobody gains by deviating.
pub(super) fn certified(game: &Game, discount: &Rational, automaton: &Automaton) -> Plan {
    plan(game, discount, automaton).expect("invariant: no deviation pays from a state of the plan")
}

/// A profile that no plan of the class sustains.
pub(super) fn never(profile: usize, class: Class) -> Critical {
    Critical {
        profile,
        class,
        discount: None,
        binding: None,
        plan: None,
    }
}

/// An equilibrium of the stage game is played for ever at every discount factor.
pub(super) fn at_once(game: &Game, profile: usize, class: Class) -> Critical {
    Critical {
        discount: Some(Real::ZERO),
        plan: Some(for_ever(game, profile, &Rational::ZERO)),
        ..never(profile, class)
    }
}

/// The plan that plays an equilibrium of the stage game whatever happens.
pub(super) fn for_ever(game: &Game, profile: usize, discount: &Rational) -> Plan {
    let automaton = super::sticks::automaton(game, profile, &vec![Vec::new(); game.counts().len()]);
    certified(game, discount, &automaton)
}
