//! Games in normal form as trees: one player after the other, and nobody sees what those before did.

use super::super::Game;
use super::super::Player;
use super::{InformationSet, Tree, TreeBuilder, TreeError};

impl Tree {
    /// A game in normal form as a tree in which each player has one information set.
    ///
    /// # Errors
    /// A tree with too many nodes.
    ///
    /// # Examples
    /// ```
    /// use unipole::game::{Game, Payoffs, Player, Tree};
    /// use unipole::num::Rational;
    /// let players = vec![Player::plain("S1", &["balance", "abstain"]), Player::plain("S2", &["balance", "abstain"])];
    /// let payoffs = Payoffs::from_fn(&[2, 2], |_, profile| Rational::integer((profile == [0, 1]) as i64))?;
    /// let tree = Tree::simultaneous(&Game::new("alone", players, payoffs)).expect("a small game");
    /// assert_eq!((tree.sets().len(), tree.outcomes()), (2, 4));
    /// assert_eq!(tree.payoffs(1), [Rational::ONE, Rational::ONE]);
    /// # Ok::<(), unipole::game::SizeError>(())
    /// ```
    pub fn simultaneous(game: &Game) -> Result<Tree, TreeError> {
        let players = game.players().iter().map(|player| Player {
            actions: Vec::new(),
            ..player.clone()
        });
        let mut tree = TreeBuilder::new(game.title(), players.collect());
        for (place, player) in game.players().iter().enumerate() {
            tree.set(InformationSet {
                actions: player.actions.clone(),
                words: vec![None; player.actions.len()],
                ..InformationSet::plain(&player.id, place, &[])
            });
        }
        let mut profile = vec![0; game.players().len()];
        // The players from this one on decide anew.
        let mut first = 0;
        loop {
            for player in first..profile.len() {
                tree.decision(player)?;
            }
            let index = game.index_of(&profile);
            let payoffs = (0..profile.len()).map(|player| game.payoff(player, index));
            tree.outcome(payoffs.collect())?;
            // The next profile, the last player's action varying fastest.
            let more = |player: &usize| profile[*player] + 1 < game.counts()[*player];
            let Some(next) = (0..profile.len()).rev().find(more) else {
                return tree.build();
            };
            profile[next] += 1;
            profile[next + 1..].fill(0);
            first = next + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Payoffs;
    use crate::num::Rational;

    #[test]
    fn the_normal_form_of_a_simultaneous_tree_is_the_game() {
        let players = vec![
            Player::plain("A", &["a", "b"]),
            Player::plain("B", &["only"]),
            Player::plain("C", &["x", "y", "z"]),
        ];
        let value = |player: usize, profile: &[usize]| {
            let digits = profile.iter().fold(0, |sum, action| 10 * sum + action);
            Rational::integer((100 * player + digits) as i64)
        };
        let payoffs = Payoffs::from_fn(&[2, 1, 3], value).expect("small");
        let game = Game::new("three", players, payoffs);
        let tree = Tree::simultaneous(&game).expect("small");
        assert_eq!(tree.nodes().len(), 1 + 2 + 2 + 6);
        assert_eq!(tree.normal_form().map(|form| form.game), Ok(game));
    }
}
