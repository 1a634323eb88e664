//! All pure equilibria of a game, in one pass over its payoffs for each player.

use crate::game::{Game, Values};

/// How many neighbouring profiles of the opponents are looked at together; their maxima stay in the cache.
const TOGETHER: usize = 2048;

/// All pure equilibria of a game of any number of players: the numbers of their profiles, ascending.
///
/// A profile is an equilibrium iff each player's payoff there is the greatest among those of the player's own actions,
/// the others' actions being what they are. So for each player and each profile of the opponents the greatest payoff is
/// found, and the profiles that fall short of it are struck out; what is left at the end are the equilibria. Only
/// payoffs of one player are compared with each other, so the answer is right for ordinal games too.
///
/// # Answer
/// Complete: every pure equilibrium, and nothing else; an empty list means that there is none.
///
/// # Cost
/// Each payoff is read twice, in the order it is stored in.
///
/// # Source
/// The definition: Nash (1951), restricted to pure strategies.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::solve::pure::pure_equilibria;
/// // Chicken: 0 swerves, 1 does not.
/// let own = [[0, -1], [1, -10]];
/// let payoffs = Payoffs::from_fn(&[2, 2], |i, profile| Rational::integer(own[profile[i]][profile[1 - i]]))?;
/// let players = ["A", "B"].map(|id| Player::plain(id, &["swerve", "drive"]));
/// let game = Game::new("chicken", players.to_vec(), payoffs);
/// assert_eq!(pure_equilibria(&game), [game.index_of(&[1, 0]), game.index_of(&[0, 1])]);
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn pure_equilibria(game: &Game) -> Vec<usize> {
    let mut stable = vec![true; game.profiles()];
    for (player, &count) in game.counts().iter().enumerate() {
        let stride = game.payoffs().stride(player);
        match game.payoffs().values(player) {
            Values::Scaled(values) => keep_best_replies(values, stride, count, &mut stable),
            Values::Exact(values) => keep_best_replies(values, stride, count, &mut stable),
        }
    }
    let numbered = stable.iter().enumerate();
    numbered
        .filter(|(_, s)| **s)
        .map(|(index, _)| index)
        .collect()
}

/// Strikes out the profiles in which one player, whose payoffs these are, does not play a best reply.
fn keep_best_replies<T: Ord + Clone>(
    values: &[T],
    stride: usize,
    count: usize,
    stable: &mut [bool],
) {
    let mut greatest = Vec::with_capacity(stride.min(TOGETHER));
    // In a block all players after this one stand still; in a slice of it so do nearly all before it.
    for block in (0..values.len()).step_by(stride * count) {
        for first in (0..stride).step_by(TOGETHER) {
            let width = TOGETHER.min(stride - first);
            let starts = (0..count).map(|action| block + action * stride + first);
            greatest.clear();
            greatest.extend_from_slice(&values[block + first..][..width]);
            for start in starts.clone().skip(1) {
                for (greatest, value) in greatest.iter_mut().zip(&values[start..][..width]) {
                    if value > greatest {
                        greatest.clone_from(value);
                    }
                }
            }
            for start in starts {
                let slice = values[start..][..width].iter().zip(&greatest);
                for (stable, (value, greatest)) in stable[start..][..width].iter_mut().zip(slice) {
                    *stable &= value == greatest;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};
    use crate::num::Rational;
    use proptest::prelude::*;

    fn game(counts: &[usize], mut payoff: impl FnMut(usize, &[usize]) -> Rational) -> Game {
        let actions = ["1", "2", "3", "4"];
        let players = counts.iter().enumerate();
        let players = players.map(|(i, &n)| Player::plain(&format!("P{i}"), &actions[..n]));
        let payoffs = Payoffs::from_fn(counts, &mut payoff).expect("a small game");
        Game::new("test", players.collect(), payoffs)
    }

    /// The definition, profile by profile.
    fn by_definition(game: &Game) -> Vec<usize> {
        let is_stable = |index: &usize| {
            let profile = game.profile_at(*index);
            (0..profile.len()).all(|player| {
                (0..game.counts()[player]).all(|action| {
                    let mut other = profile.clone();
                    other[player] = action;
                    game.payoff(player, game.index_of(&other)) <= game.payoff(player, *index)
                })
            })
        };
        (0..game.profiles()).filter(is_stable).collect()
    }

    proptest! {
        #[test]
        fn the_sweep_finds_what_the_definition_says(
            counts in prop::collection::vec(1usize..5, 1..5),
            values in prop::collection::vec(-2i64..3, 4 * 256),
            huge: bool,
        ) {
            // Units beyond machine integers make the game keep rationals.
            let unit = if huge { Rational::from(i128::MAX) } else { Rational::ratio(1, 3) };
            let mut values = values.into_iter();
            let game = game(&counts, |_, _| {
                Rational::integer(values.next().expect("enough")) * &unit
            });
            prop_assert_eq!(pure_equilibria(&game), by_definition(&game));
        }
    }

    #[test]
    fn matching_pennies_has_no_pure_equilibrium() {
        let game = game(&[2, 2], |player, profile| {
            Rational::integer(i64::from((profile[0] == profile[1]) == (player == 0)))
        });
        assert!(pure_equilibria(&game).is_empty());
    }

    #[test]
    fn slices_narrower_than_a_stride_fit_together() {
        // 4^7 profiles: the last player's stride is longer than a slice. Everyone wants to play what the next plays.
        let game = game(&[4; 7], |player, profile| {
            Rational::integer(i64::from(profile[player] == profile[(player + 1) % 7]))
        });
        let all_alike = (0..4).map(|action| game.index_of(&[action; 7]));
        assert_eq!(pure_equilibria(&game), all_alike.collect::<Vec<_>>());
    }
}
