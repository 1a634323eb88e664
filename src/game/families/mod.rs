//! Families of games with known answers or known difficulties: for tests, for measurements, and to try things out.
//!
//! Each family is made from whole numbers alone, so that the same request gives the same game on every machine.

mod coordination;
mod covariant;
mod degenerate;
mod guess_two_thirds;
mod many_equilibria;
mod minimum_effort;
mod random;
mod threshold;
mod travellers;

use super::{Game, Payoffs, Player, SizeError};
use crate::num::Rational;

/// A family of games.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Every payoff drawn on its own.
    Random,
    /// Payoffs of one profile correlated with each other.
    Covariant,
    /// Everybody gains if all do the same.
    Coordination,
    /// What all gain depends on who does least.
    MinimumEffort,
    /// Who claims less is rewarded.
    Travellers,
    /// Who is nearest to two thirds of the mean wins.
    GuessTwoThirds,
    /// All gain if enough is given.
    Threshold,
    /// Small payoffs, so that many are equal.
    Degenerate,
    /// As many equilibria as are known to be possible in games of even size.
    ManyEquilibria,
}

/// What is asked of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The number of actions of each player.
    pub counts: Vec<usize>,
    /// What random numbers begin with.
    pub seed: u64,
    /// The correlation of the payoffs of two players at one profile; for [`Family::Covariant`] alone.
    pub correlation: Rational,
}

/// Why a family has no such game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FamilyError {
    /// Nobody plays.
    #[error("a game has at least one player")]
    NoPlayers,
    /// A player without actions.
    #[error("player {0} has no actions: a size is at least 1")]
    NoActions(usize),
    /// More or fewer players than the family has.
    #[error("games of the family `{family}` have {wanted}, not {found}")]
    Players {
        /// The family.
        family: &'static str,
        /// How many there must be, in words.
        wanted: &'static str,
        /// How many were asked for.
        found: usize,
    },
    /// Players of different size in a family in which all are alike.
    #[error("in games of the family `{0}` all players have as many actions")]
    DifferentCounts(&'static str),
    /// A size that the family has no game of.
    #[error("games of the family `{family}` have {wanted}, not {found}")]
    Size {
        /// The family.
        family: &'static str,
        /// Which sizes there are, in words.
        wanted: &'static str,
        /// The size that was asked for.
        found: usize,
    },
    /// A correlation that so many players cannot have.
    #[error(
        "the payoffs of {players} players cannot all have the correlation {correlation}: it is from {least} to 1"
    )]
    Correlation {
        /// How many players there are.
        players: usize,
        /// What was asked for.
        correlation: Rational,
        /// The least correlation.
        least: Rational,
    },
    /// More payoffs than a game may have.
    #[error(transparent)]
    TooLarge(#[from] SizeError),
}

impl Family {
    /// All families.
    pub const ALL: [Family; 9] = [
        Family::Random,
        Family::Covariant,
        Family::Coordination,
        Family::MinimumEffort,
        Family::Travellers,
        Family::GuessTwoThirds,
        Family::Threshold,
        Family::Degenerate,
        Family::ManyEquilibria,
    ];

    /// What the family is called.
    pub fn name(self) -> &'static str {
        match self {
            Family::Random => "random",
            Family::Covariant => "covariant",
            Family::Coordination => "coordination",
            Family::MinimumEffort => "minimum-effort",
            Family::Travellers => "travellers",
            Family::GuessTwoThirds => "guess-two-thirds",
            Family::Threshold => "threshold",
            Family::Degenerate => "degenerate",
            Family::ManyEquilibria => "many-equilibria",
        }
    }

    /// The family of a name.
    pub fn named(name: &str) -> Option<Self> {
        Family::ALL.into_iter().find(|family| family.name() == name)
    }

    /// Whether its games are drawn at random, so that they differ by the seed.
    pub fn draws_numbers(self) -> bool {
        matches!(
            self,
            Family::Random | Family::Covariant | Family::Degenerate
        )
    }

    /// The game that was wished for.
    ///
    /// # Errors
    /// Sizes that the family does not have, correlations that nobody can have, games too large to be written down.
    ///
    /// # Examples
    /// ```
    /// use unipole::game::{Family, Wish};
    /// use unipole::num::Rational;
    /// let wish = Wish { counts: vec![3, 3], seed: 0, correlation: Rational::ZERO };
    /// let game = Family::Coordination.game(&wish)?;
    /// assert_eq!(game.payoff(1, game.index_of(&[2, 2])), Rational::ONE);
    /// # Ok::<(), unipole::game::FamilyError>(())
    /// ```
    pub fn game(self, wish: &Wish) -> Result<Game, FamilyError> {
        let counts = wish.counts.as_slice();
        if counts.is_empty() {
            return Err(FamilyError::NoPlayers);
        }
        if let Some(player) = counts.iter().position(|count| *count == 0) {
            return Err(FamilyError::NoActions(player + 1));
        }
        super::PayoffsBuilder::size(counts)?;
        match self {
            Family::Random => random::game(counts, wish.seed),
            Family::Covariant => covariant::game(counts, wish.seed, &wish.correlation),
            Family::Coordination => coordination::game(counts),
            Family::MinimumEffort => minimum_effort::game(counts),
            Family::Travellers => travellers::game(counts),
            Family::GuessTwoThirds => guess_two_thirds::game(counts),
            Family::Threshold => threshold::game(counts),
            Family::Degenerate => degenerate::game(counts, wish.seed),
            Family::ManyEquilibria => many_equilibria::game(counts),
        }
    }

    /// The one size of players that are alike.
    fn common_size(self, counts: &[usize]) -> Result<usize, FamilyError> {
        match counts.iter().all(|count| *count == counts[0]) {
            true => Ok(counts[0]),
            false => Err(FamilyError::DifferentCounts(self.name())),
        }
    }

    /// Refuses less than two players.
    fn needs_several(self, counts: &[usize]) -> Result<(), FamilyError> {
        self.refuse_players(counts, counts.len() >= 2, "two players or more")
    }

    /// Refuses all but two players.
    fn needs_two(self, counts: &[usize]) -> Result<(), FamilyError> {
        self.refuse_players(counts, counts.len() == 2, "two players")
    }

    fn refuse_players(
        self,
        counts: &[usize],
        fits: bool,
        wanted: &'static str,
    ) -> Result<(), FamilyError> {
        match fits {
            true => Ok(()),
            false => Err(FamilyError::Players {
                family: self.name(),
                wanted,
                found: counts.len(),
            }),
        }
    }
}

/// Players `P1`, `P2`, .., whose actions are numbers from `first` on.
fn numbered(counts: &[usize], first: usize) -> Vec<Player> {
    let player = |(place, count): (usize, &usize)| {
        let actions: Vec<String> = (first..first + count).map(|n| n.to_string()).collect();
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        Player::plain(&format!("P{}", place + 1), &actions)
    };
    counts.iter().enumerate().map(player).collect()
}

/// A game of numbered players with whole payoffs.
fn whole(
    title: &str,
    counts: &[usize],
    first: usize,
    mut payoff: impl FnMut(usize, &[usize]) -> i64,
) -> Result<Game, FamilyError> {
    let payoffs = Payoffs::from_fn(counts, |player, profile| {
        Rational::integer(payoff(player, profile))
    })?;
    Ok(Game::new(title, numbered(counts, first), payoffs))
}

/// `3 x 4`.
fn sizes(counts: &[usize]) -> String {
    let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
    counts.join(" x ")
}

/// A size as a payoff.
fn integer(size: usize) -> i64 {
    i64::try_from(size).expect("invariant: a size within the limit of payoffs")
}
