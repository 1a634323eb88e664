//! A best-reply cycle: the witness to see when a game has no pure equilibrium.

use crate::game::Game;

/// One move of a best-reply path: one player leaves an action for a better one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The number of the profile the player moves from.
    pub profile: usize,
    /// The player who moves.
    pub player: usize,
    /// The action left.
    pub from: usize,
    /// The action taken: a best reply, strictly better than `from`.
    pub to: usize,
}

/// Follows strict best replies from the first profile until they come round, and returns the cycle.
///
/// In each profile the first player who can gain moves to its first best reply. As profiles are finite in number, the path
/// ends in a profile where nobody can gain, a pure equilibrium, or it repeats a profile.
///
/// # Answer
/// The cycle from its first repeated profile, one step for each profile; the last step leads back to the first.
/// `None` when the path ends in a pure equilibrium: so always a cycle when the game has none. A game
/// that has pure equilibria may have cycles too, which this does not look for.
///
/// # Source
/// Improvement paths: Monderer and Shapley (1996), "Potential games", section 2. Along best replies: Young (1993),
/// "The evolution of conventions".
pub fn best_reply_cycle(game: &Game) -> Option<Vec<Step>> {
    let mut visited = vec![false; game.profiles()];
    let mut profile = 0;
    while !visited[profile] {
        visited[profile] = true;
        profile = after(game, &improvement(game, profile)?);
    }
    let mut cycle = Vec::new();
    let start = profile;
    loop {
        let step = improvement(game, profile)?;
        profile = after(game, &step);
        cycle.push(step);
        if profile == start {
            return Some(cycle);
        }
    }
}

/// The profile a step leads to.
fn after(game: &Game, step: &Step) -> usize {
    game.deviation(step.profile, step.player, step.to)
}

/// The move of the first player who can gain, to its first best reply.
fn improvement(game: &Game, profile: usize) -> Option<Step> {
    (0..game.counts().len()).find_map(|player| {
        let from = profile / game.payoffs().stride(player) % game.counts()[player];
        let mut greatest = game.payoff(player, profile);
        let mut to = from;
        for action in 0..game.counts()[player] {
            let payoff = game.payoff(player, game.deviation(profile, player, action));
            if payoff > greatest {
                (greatest, to) = (payoff, action);
            }
        }
        let step = Step {
            profile,
            player,
            from,
            to,
        };
        (to != from).then_some(step)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::num::Rational;
    use proptest::prelude::*;

    fn game(counts: &[usize], mut payoff: impl FnMut(usize, &[usize]) -> i64) -> Game {
        let actions = ["1", "2", "3"];
        let players = counts.iter().enumerate();
        let players = players.map(|(i, &n)| Player::plain(&format!("P{i}"), &actions[..n]));
        let payoffs = Payoffs::from_fn(counts, |player, profile| {
            Rational::integer(payoff(player, profile))
        });
        Game::new("test", players.collect(), payoffs.expect("a small game"))
    }

    #[test]
    fn matching_pennies_goes_round_all_four_profiles() {
        let game = game(&[2, 2], |player, profile| {
            i64::from((profile[0] == profile[1]) == (player == 0))
        });
        let cycle = best_reply_cycle(&game).expect("no pure equilibrium");
        // From (1, 1) the second player leaves, then the first follows, and so on.
        let moves: Vec<_> = cycle
            .iter()
            .map(|s| (s.profile, s.player, s.from, s.to))
            .collect();
        assert_eq!(
            moves,
            [(0, 1, 0, 1), (2, 0, 0, 1), (3, 1, 1, 0), (1, 0, 1, 0)]
        );
    }

    #[test]
    fn a_path_into_an_equilibrium_is_no_cycle() {
        let game = game(&[2, 2], |_, profile| i64::from(profile[0] == profile[1]));
        assert_eq!(best_reply_cycle(&game), None);
    }

    proptest! {
        #[test]
        fn a_cycle_is_made_of_strict_best_replies_and_closes(
            counts in prop::collection::vec(1usize..4, 2..4),
            values in prop::collection::vec(-5i64..5, 3 * 27),
        ) {
            let mut values = values.into_iter();
            let game = game(&counts, |_, _| values.next().expect("enough"));
            let payoff = |player: usize, profile: &[usize]| game.payoff(player, game.index_of(profile));
            let has_equilibrium = (0..game.profiles()).map(|index| game.profile_at(index)).any(|profile| {
                (0..counts.len()).all(|player| (0..counts[player]).all(|action| {
                    let mut other = profile.clone();
                    other[player] = action;
                    payoff(player, &other) <= payoff(player, &profile)
                }))
            });
            let Some(cycle) = best_reply_cycle(&game) else {
                prop_assert!(has_equilibrium);
                return Ok(());
            };
            for (place, step) in cycle.iter().enumerate() {
                let before = game.profile_at(step.profile);
                prop_assert_eq!(before[step.player], step.from);
                let mut next = before.clone();
                next[step.player] = step.to;
                prop_assert!(payoff(step.player, &next) > payoff(step.player, &before));
                for action in 0..counts[step.player] {
                    let mut other = before.clone();
                    other[step.player] = action;
                    prop_assert!(payoff(step.player, &other) <= payoff(step.player, &next));
                }
                prop_assert_eq!(game.index_of(&next), cycle[(place + 1) % cycle.len()].profile);
                prop_assert!(cycle[..place].iter().all(|earlier| earlier.profile != step.profile));
            }
        }
    }
}
