//! Whether players are exchangeable: the premise of everything said about symmetric profiles.

use crate::game::Game;

/// Why symmetric mixed equilibria of a group make no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotApplicable {
    /// Payoffs are ranks, so there are no expected payoffs.
    #[error("payoffs are ranks, so mixing has no expected payoff")]
    Ranks,
    /// The group has no member, a member twice, or one that is no player.
    #[error("a group needs at least one member, each of them a player and listed once")]
    Members,
    /// Two members have different actions.
    #[error("not symmetric: {first} and {second} have different actions")]
    Actions {
        /// The id of one member.
        first: String,
        /// The id of the other.
        second: String,
    },
    /// Exchanging the actions of two members changes somebody's payoff.
    #[error("not symmetric: exchanging {first} and {second} changes the payoff of {player}")]
    Payoffs {
        /// The id of one member.
        first: String,
        /// The id of the other.
        second: String,
        /// The id of the player whose payoff changes; for the two members, it is not the other's payoff.
        player: String,
        /// The pure profile before the exchange.
        profile: Vec<usize>,
    },
}

/// Verifies that exchanging neighbours in the list exchanges their payoffs and changes no other payoff. Exchanges of
/// neighbours generate all permutations.
pub(super) fn check_exchangeable(game: &Game, members: &[usize]) -> Result<(), NotApplicable> {
    if game.is_ordinal() {
        return Err(NotApplicable::Ranks);
    }
    let players = game.players();
    let listed_once =
        |(i, member): (usize, &usize)| *member < players.len() && !members[..i].contains(member);
    if members.is_empty() || !members.iter().enumerate().all(listed_once) {
        return Err(NotApplicable::Members);
    }
    for pair in members.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        let ids = |player: usize| players[player].actions.iter().map(|action| &action.id);
        if !ids(first).eq(ids(second)) {
            return Err(NotApplicable::Actions {
                first: players[first].id.clone(),
                second: players[second].id.clone(),
            });
        }
        if let Some((player, profile)) = changed_payoff(game, first, second) {
            return Err(NotApplicable::Payoffs {
                first: players[first].id.clone(),
                second: players[second].id.clone(),
                player: players[player].id.clone(),
                profile,
            });
        }
    }
    Ok(())
}

/// A player and a profile where exchanging the two players does not exchange their payoffs or changes another's.
fn changed_payoff(game: &Game, first: usize, second: usize) -> Option<(usize, Vec<usize>)> {
    for index in 0..game.profiles() {
        let profile = game.profile_at(index);
        let exchanged = game.deviation(index, first, profile[second]);
        let exchanged = game.deviation(exchanged, second, profile[first]);
        for player in 0..profile.len() {
            let image = match player {
                p if p == first => second,
                p if p == second => first,
                // Each pair of profiles is compared from the smaller number; members' payoffs even when they agree.
                _ if exchanged <= index => continue,
                p => p,
            };
            if !game.payoffs().agree((player, index), (image, exchanged)) {
                return Some((player, profile));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::num::Rational;

    fn game(ids: &[&str], payoff: impl Fn(usize, &[usize]) -> usize) -> Game {
        let players = ids
            .iter()
            .map(|id| Player::plain(id, &["a", "b"]))
            .collect();
        let payoffs = Payoffs::from_fn(&vec![2; ids.len()], |player, profile| {
            Rational::integer(payoff(player, profile) as i64)
        });
        Game::new("test", players, payoffs.expect("a small game"))
    }

    #[track_caller]
    fn refused(game: &Game, members: &[usize], expected: &str) {
        let reason = check_exchangeable(game, members).expect_err("no group of equals");
        assert_eq!(reason.to_string(), expected);
    }

    #[test]
    fn players_who_differ_only_in_name_are_exchangeable() {
        let counting = game(&["S1", "U", "S2", "S3"], |player, profile| {
            let count = profile[0] + profile[2] + profile[3];
            if player == 1 {
                count * count + 7 * profile[1]
            } else {
                count + 3 * profile[player] * profile[1]
            }
        });
        assert_eq!(check_exchangeable(&counting, &[3, 0, 2]), Ok(()));
        refused(
            &counting,
            &[0, 1],
            "not symmetric: exchanging S1 and U changes the payoff of S1",
        );
    }

    #[test]
    fn an_outsider_who_tells_members_apart_is_found() {
        let observed = game(&["S1", "S2", "U"], |player, profile| {
            player / 2 * profile[0]
        });
        refused(
            &observed,
            &[0, 1],
            "not symmetric: exchanging S1 and S2 changes the payoff of U",
        );
        // A difference that only two distant members have.
        let ends = game(&["S1", "S2", "S3"], |player, profile| {
            player / 2 * profile[2]
        });
        refused(
            &ends,
            &[0, 1, 2],
            "not symmetric: exchanging S2 and S3 changes the payoff of S2",
        );
    }

    #[test]
    fn ranks_and_lists_that_are_no_group_are_refused() {
        let idle = game(&["S1", "S2"], |_, _| 0);
        let none: [usize; 0] = [];
        for members in [&none[..], &[0, 0], &[0, 2]] {
            assert_eq!(
                check_exchangeable(&idle, members),
                Err(NotApplicable::Members)
            );
        }
        assert_eq!(
            check_exchangeable(&idle.into_ordinal(), &[0, 1]),
            Err(NotApplicable::Ranks)
        );
        let players = vec![
            Player::plain("S1", &["a", "b"]),
            Player::plain("S2", &["b", "a"]),
        ];
        let payoffs = Payoffs::from_fn(&[2, 2], |_, _| Rational::ZERO).expect("a small game");
        refused(
            &Game::new("test", players, payoffs),
            &[0, 1],
            "not symmetric: S1 and S2 have different actions",
        );
    }
}
