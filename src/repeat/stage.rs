//! What a stage game offers those who play it again and again: payoffs, temptations and the least a player can be held to.
//!
//! # Source
//! Fudenberg and Tirole (1991), *Game Theory*, section 5.1 (pure minmax payoffs).

use crate::game::Game;
use crate::num::Rational;

/// A stage game with what deviations from each of its profiles give.
///
/// # Shapes
/// Tables are `[player][profile]`, profiles by their numbers in the game.
#[derive(Debug, Clone)]
pub struct Stage {
    counts: Vec<usize>,
    payoffs: Vec<Vec<Rational>>,
    best: Vec<Vec<Rational>>,
    minmax: Vec<(Rational, usize)>,
}

/// A game that cannot be repeated here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StageError {
    /// Payoffs are ranks.
    #[error(
        "payoffs of this game are ranks, and today's gain cannot be weighed against tomorrow's loss"
    )]
    Ranks,
    /// Nobody to deter.
    #[error("a repeated game needs at least two players, and this one has {0}")]
    Players(usize),
    /// Too many profiles.
    #[error("the stage game has {profiles} profiles, and at most {limit} are gone through")]
    TooLarge {
        /// How many there are.
        profiles: usize,
        /// How many are allowed.
        limit: usize,
    },
}

/// The most profiles of a stage game.
pub const PROFILES: usize = 2_000_000;

impl Stage {
    /// Works out what deviations from each profile give.
    ///
    /// # Errors
    /// [`StageError`].
    ///
    /// # Examples
    /// ```
    /// use unipole::game::{Game, Payoffs, Player};
    /// use unipole::num::Rational;
    /// use unipole::repeat::Stage;
    /// let players = ["U", "C"].map(|id| Player::plain(id, &["cooperate", "defect"])).to_vec();
    /// let row = [[9, 1], [10, 3]];
    /// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(row[p[player]][p[1 - player]]))?;
    /// let stage = Stage::new(&Game::new("dilemma", players, payoffs)).expect("two players");
    /// assert_eq!(stage.gain(0, 0), Rational::ONE);
    /// assert_eq!(stage.minmax(0), &Rational::integer(3));
    /// # Ok::<(), unipole::game::SizeError>(())
    /// ```
    pub fn new(game: &Game) -> Result<Self, StageError> {
        let (counts, profiles) = (game.counts().to_vec(), game.profiles());
        if game.is_ordinal() {
            return Err(StageError::Ranks);
        }
        if counts.len() < 2 {
            return Err(StageError::Players(counts.len()));
        }
        if profiles > PROFILES {
            return Err(StageError::TooLarge {
                profiles,
                limit: PROFILES,
            });
        }
        let players = 0..counts.len();
        let payoffs: Vec<Vec<Rational>> = players
            .clone()
            .map(|player| (0..profiles).map(|a| game.payoff(player, a)).collect())
            .collect();
        let best: Vec<Vec<Rational>> = players
            .map(|player| best_replies(game, player, &payoffs[player]))
            .collect();
        let minmax = payoffs
            .iter()
            .zip(&best)
            .map(|(own, best)| least(own, best));
        let minmax = minmax.collect();
        Ok(Stage {
            counts,
            payoffs,
            best,
            minmax,
        })
    }

    /// The same stage game with every number of a player's replaced; the order of numbers is kept.
    pub(super) fn mapped(&self, to: impl Fn(usize, &Rational) -> Rational) -> Self {
        let table = |rows: &[Vec<Rational>]| -> Vec<Vec<Rational>> {
            let rows = rows.iter().enumerate();
            rows.map(|(player, row)| row.iter().map(|number| to(player, number)).collect())
                .collect()
        };
        let minmax = self.minmax.iter().enumerate();
        Stage {
            counts: self.counts.clone(),
            payoffs: table(&self.payoffs),
            best: table(&self.best),
            minmax: minmax
                .map(|(player, (value, profile))| (to(player, value), *profile))
                .collect(),
        }
    }

    /// The same stage game in which some profiles are never played: a deviation from them gains more than anything can make up for.
    pub(super) fn without(&self, profiles: &[usize], temptation: &Rational) -> Self {
        let mut stage = self.clone();
        for profile in profiles {
            let best = &mut stage.best[0][*profile];
            *best = &*best + temptation;
        }
        stage
    }

    /// How many actions each player has.
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// How many players there are.
    pub fn players(&self) -> usize {
        self.counts.len()
    }

    /// How many profiles there are.
    pub fn profiles(&self) -> usize {
        self.payoffs[0].len()
    }

    /// What a player gets at a profile.
    pub fn payoff(&self, player: usize, profile: usize) -> &Rational {
        &self.payoffs[player][profile]
    }

    /// The most that a player gets against the others' actions in a profile.
    pub fn best(&self, player: usize, profile: usize) -> &Rational {
        &self.best[player][profile]
    }

    /// What the best deviation from a profile gains a player: zero if the action is a best reply.
    pub fn gain(&self, player: usize, profile: usize) -> Rational {
        self.best(player, profile) - self.payoff(player, profile)
    }

    /// The least that pure actions of the others can hold a player to.
    pub fn minmax(&self, player: usize) -> &Rational {
        &self.minmax[player].0
    }

    /// The first profile that holds a player to the least, the player's action in it being a best reply.
    pub fn minmax_profile(&self, player: usize) -> usize {
        self.minmax[player].1
    }

    /// Whether a profile is an equilibrium of the stage game.
    pub fn is_equilibrium(&self, profile: usize) -> bool {
        (0..self.players()).all(|player| self.best(player, profile) == self.payoff(player, profile))
    }
}

/// For each profile the most that a player gets against the others' actions.
fn best_replies(game: &Game, player: usize, payoffs: &[Rational]) -> Vec<Rational> {
    let (count, stride) = (game.counts()[player], game.payoffs().stride(player));
    let mut best = payoffs.to_vec();
    for first in 0..payoffs.len() {
        if first / stride % count != 0 {
            continue;
        }
        let own = || (0..count).map(|action| first + action * stride);
        let most = own()
            .map(|a| &payoffs[a])
            .max()
            .expect("invariant: a player has an action");
        own().for_each(|a| best[a] = most.clone());
    }
    best
}

/// The least of the most that can be had, and the first profile in which it is had.
fn least(payoffs: &[Rational], best: &[Rational]) -> (Rational, usize) {
    let had = (0..best.len()).filter(|a| payoffs[*a] == best[*a]);
    let place = had.min_by(|a, b| best[*a].cmp(&best[*b]));
    let place = place.expect("invariant: some action is a best reply");
    (best[place].clone(), place)
}
