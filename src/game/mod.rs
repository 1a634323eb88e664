//! What a game is: players, actions, postures, profiles and exact payoffs. No algorithms.

mod families;
mod payoffs;
mod players;
mod posture;
mod tree;

pub use families::{Family, FamilyError, Wish};
pub use payoffs::{PAYOFF_LIMIT, Payoffs, PayoffsBuilder, SizeError, Values};
pub use players::{Action, Player};
pub use posture::{Continuum, Posture, PostureError};
pub use tree::{
    Draw, InformationSet, NODE_LIMIT, Node, NormalForm, NormalFormError, Term, Tree, TreeBuilder,
    TreeError,
};

use std::sync::Arc;

use crate::num::Rational;

/// A finite game in normal form: named players with named actions, and an exact payoff for each profile.
///
/// Profiles are numbered with the first player's action varying fastest.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// let players = vec![Player::plain("S1", &["balance", "abstain"]), Player::plain("S2", &["balance", "abstain"])];
/// let counts = [2, 2];
/// let payoffs = Payoffs::from_fn(&counts, |player, profile| Rational::integer((profile[player] == 0) as i64))?;
/// let game = Game::new("alone", players, payoffs);
/// assert_eq!(game.payoff(0, game.index_of(&[0, 1])), Rational::ONE);
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Game {
    title: String,
    players: Vec<Player>,
    payoffs: Payoffs,
    ordinal: bool,
    /// The tree whose agent form this is, if it is one.
    tree: Option<Arc<Tree>>,
}

impl Game {
    /// Puts players and payoffs together.
    ///
    /// # Panics
    /// When the payoffs are for other numbers of players or actions: our own bug, never a user's.
    pub fn new(title: &str, players: Vec<Player>, payoffs: Payoffs) -> Self {
        let counts: Vec<usize> = players.iter().map(|p| p.actions.len()).collect();
        assert_eq!(
            counts,
            payoffs.counts(),
            "invariant: the payoffs are those of the players"
        );
        Game {
            title: title.to_owned(),
            players,
            payoffs,
            ordinal: false,
            tree: None,
        }
    }

    /// The same game, its payoffs being ranks: only their order means anything.
    pub fn into_ordinal(mut self) -> Self {
        self.ordinal = true;
        self
    }

    /// The same game, said to be the agent form of a tree.
    fn of_tree(mut self, tree: &Tree) -> Self {
        self.tree = Some(Arc::new(tree.clone()));
        self
    }

    /// The tree whose agent form this game is: its players are the information sets.
    pub fn tree(&self) -> Option<&Tree> {
        self.tree.as_deref()
    }

    /// The game's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The players in order.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// The exact payoffs.
    pub fn payoffs(&self) -> &Payoffs {
        &self.payoffs
    }

    /// Whether payoffs are ranks, of which only the order means anything.
    pub fn is_ordinal(&self) -> bool {
        self.ordinal
    }

    /// Number of actions of each player.
    pub fn counts(&self) -> &[usize] {
        self.payoffs.counts()
    }

    /// Number of pure profiles.
    pub fn profiles(&self) -> usize {
        self.payoffs.profiles()
    }

    /// The payoff of `player` at the pure profile numbered `index`.
    pub fn payoff(&self, player: usize, index: usize) -> Rational {
        self.payoffs.get(player, index)
    }

    /// The number of a pure profile.
    pub fn index_of(&self, profile: &[usize]) -> usize {
        self.payoffs.index_of(profile)
    }

    /// The pure profile of a number.
    pub fn profile_at(&self, index: usize) -> Vec<usize> {
        self.payoffs.profile_at(index)
    }

    /// The number of the profile in which `player` plays `action` and all others play as in `index`.
    pub fn deviation(&self, index: usize, player: usize, action: usize) -> usize {
        let stride = self.payoffs.stride(player);
        let current = index / stride % self.counts()[player];
        index - current * stride + action * stride
    }

    /// The game of two players in the actions kept, everyone else keeping one.
    pub fn between(&self, kept: &[Vec<usize>], players: [usize; 2]) -> Game {
        let number =
            |player: usize, place: usize| kept[player][place] * self.payoffs.stride(player);
        let others = (0..kept.len()).filter(|player| !players.contains(player));
        let fixed: usize = others.map(|player| number(player, 0)).sum();
        let counts = players.map(|player| kept[player].len());
        let payoffs = Payoffs::from_fn(&counts, |player, actions| {
            let two = number(players[0], actions[0]) + number(players[1], actions[1]);
            self.payoff(players[player], fixed + two)
        })
        .expect("invariant: a part of a game is not larger than the game");
        let of_two = players.map(|player| self.players[player].keeping(&kept[player]));
        Game::new(self.title(), of_two.to_vec(), payoffs)
    }

    /// The game in which each player keeps the listed actions only (in order, at least one each).
    pub fn restricted(&self, kept: &[Vec<usize>]) -> Game {
        let players = self
            .players
            .iter()
            .zip(kept)
            .map(|(player, kept)| player.keeping(kept))
            .collect();
        let counts: Vec<usize> = kept.iter().map(Vec::len).collect();
        let payoffs = Payoffs::from_fn(&counts, |player, profile| {
            let profile: Vec<usize> = profile.iter().zip(kept).map(|(&a, k)| k[a]).collect();
            self.payoff(player, self.index_of(&profile))
        })
        .expect("invariant: a part of a game is not larger than the game");
        Game {
            title: self.title.clone(),
            players,
            payoffs,
            ordinal: self.ordinal,
            tree: None,
        }
    }
}
