//! Correlated equilibria by their definition, and what bounds a quantity over all of them.
//!
//! # Mathematics
//! A mediator draws a profile from a known distribution `p` and tells each player its own action only. `p` is a *correlated equilibrium* if nobody who
//! is told `a` gains on average by doing `b` instead: `sum over s of p(a, s) (u_i(b, s) - u_i(a, s)) <= 0`. It is a *coarse* one if nobody gains by
//! deciding for `b` before it is told anything. A quantity `c` of the profiles is at most `v` on average in all of them if weights `y >= 0` on
//! the disobediences `d` give `c(s) <= v + sum over d of y_d g_d(s)` at every profile `s`, where `g_d(s)` is what `d` gains there.
//!
//! # Source
//! Aumann (1974), "Subjectivity and correlation in randomized strategies"; Moulin and Vial (1978), "Strategically zero-sum games"; Hart and Schmeidler (1989),
//! "Existence of correlated equilibria", for the duality.

use crate::game::Game;
use crate::num::Rational;

/// What a player may decide against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obedience {
    /// The action it is told.
    Correlated,
    /// Taking part at all, before it is told anything.
    Coarse,
}

impl Obedience {
    /// The name of the concept.
    pub fn name(self) -> &'static str {
        match self {
            Obedience::Correlated => "correlated",
            Obedience::Coarse => "coarse-correlated",
        }
    }
}

/// A player does another action than the one it is told, or whatever it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disobedience {
    /// Who.
    pub player: usize,
    /// The action it is told; any if there is none.
    pub told: Option<usize>,
    /// The action it does.
    pub does: usize,
}

impl Disobedience {
    /// What the player gains by it at a profile.
    pub fn gain(&self, game: &Game, profile: usize) -> Rational {
        let there = game.deviation(profile, self.player, self.does);
        let stride = game.payoffs().stride(self.player);
        let own = profile / stride % game.counts()[self.player];
        match self.told.is_none_or(|told| told == own) {
            true => &game.payoff(self.player, there) - &game.payoff(self.player, profile),
            false => Rational::ZERO,
        }
    }
}

/// All disobediences of a game.
pub fn disobediences(counts: &[usize], obedience: Obedience) -> Vec<Disobedience> {
    let mut found = Vec::new();
    for (player, count) in counts.iter().enumerate() {
        let told: Vec<Option<usize>> = match obedience {
            Obedience::Correlated => (0..*count).map(Some).collect(),
            Obedience::Coarse => vec![None],
        };
        for told in told {
            let others = (0..*count).filter(|does| told != Some(*does));
            found.extend(others.map(|does| Disobedience { player, told, does }));
        }
    }
    found
}

/// A quantity of which the average is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// What all players get together.
    Welfare,
    /// What a player gets.
    Payoff(usize),
    /// Whether a player does one of some actions: on average, with which probability.
    Plays(usize, Vec<usize>),
}

impl Quantity {
    /// Its value at a profile.
    pub fn at(&self, game: &Game, profile: usize) -> Rational {
        match self {
            Quantity::Welfare => {
                let payoffs = (0..game.counts().len()).map(|player| game.payoff(player, profile));
                payoffs.fold(Rational::ZERO, |sum, payoff| &sum + &payoff)
            }
            Quantity::Payoff(player) => game.payoff(*player, profile),
            Quantity::Plays(player, actions) => {
                let stride = game.payoffs().stride(*player);
                let own = profile / stride % game.counts()[*player];
                Rational::integer(i64::from(actions.contains(&own)))
            }
        }
    }
}

/// The greatest, or the least, average of a quantity over all correlated equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extreme {
    /// The average.
    pub value: Rational,
    /// A correlated equilibrium that has it: profiles with their probabilities, all positive.
    pub distribution: Vec<(usize, Rational)>,
    /// Why it is not greater, or not less: disobediences with their weights, all positive.
    pub because: Vec<(Disobedience, Rational)>,
}

/// Why something is not an extreme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoExtreme {
    /// The probabilities are not a distribution.
    #[error(
        "the probabilities are no distribution: each must be positive, and they must add up to one"
    )]
    Distribution,
    /// Somebody gains by disobeying.
    #[error("player {player} gains {gain} on average by disobeying", player = .disobedience.player)]
    Gains {
        /// How.
        disobedience: Disobedience,
        /// How much.
        gain: Rational,
    },
    /// The distribution has another average.
    #[error("the distribution has the average {average}")]
    Average {
        /// The average.
        average: Rational,
    },
    /// A weight that is not positive, or on what is no disobedience.
    #[error("a weight is not positive, or is on what is no disobedience of this kind")]
    Weight,
    /// The weights do not bound the quantity at a profile.
    #[error("the weights do not bound it at profile {profile}, where {beyond} is missing")]
    Bound {
        /// The profile.
        profile: usize,
        /// By how much it is passed.
        beyond: Rational,
    },
}

impl Extreme {
    /// Whether this is the greatest average of a quantity, or the least: the distribution attains it, and the weights show that none passes it.
    ///
    /// # Errors
    /// The first thing that is not so.
    pub fn verify(
        &self,
        game: &Game,
        obedience: Obedience,
        quantity: &Quantity,
        is_greatest: bool,
    ) -> Result<(), NoExtreme> {
        let average = |value: &dyn Fn(usize) -> Rational| {
            let terms = self
                .distribution
                .iter()
                .map(|(profile, share)| &value(*profile) * share);
            terms.fold(Rational::ZERO, |sum, term| &sum + &term)
        };
        let profiles: Vec<usize> = self
            .distribution
            .iter()
            .map(|(profile, _)| *profile)
            .collect();
        let is_inside = profiles.iter().all(|profile| *profile < game.profiles());
        let is_ascending = profiles.windows(2).all(|pair| pair[0] < pair[1]);
        let is_positive = self
            .distribution
            .iter()
            .all(|(_, share)| share.sign().is_gt());
        if !is_inside
            || !is_ascending
            || !is_positive
            || average(&|_| Rational::ONE) != Rational::ONE
        {
            return Err(NoExtreme::Distribution);
        }
        let all = disobediences(game.counts(), obedience);
        for disobedience in &all {
            let gain = average(&|profile| disobedience.gain(game, profile));
            if gain.sign().is_gt() {
                let disobedience = *disobedience;
                return Err(NoExtreme::Gains { disobedience, gain });
            }
        }
        let found = average(&|profile| quantity.at(game, profile));
        if found != self.value {
            return Err(NoExtreme::Average { average: found });
        }
        let is_weight =
            |(one, weight): &(Disobedience, Rational)| weight.sign().is_gt() && all.contains(one);
        if !self.because.iter().all(is_weight) {
            return Err(NoExtreme::Weight);
        }
        for profile in 0..game.profiles() {
            let gains = self.because.iter();
            let gains = gains.map(|(one, weight)| &one.gain(game, profile) * weight);
            let gains = gains.fold(Rational::ZERO, |sum, gain| &sum + &gain);
            let passed = &quantity.at(game, profile) - &self.value;
            let passed = if is_greatest { passed } else { -&passed };
            let beyond = &passed - &gains;
            if beyond.sign().is_gt() {
                return Err(NoExtreme::Bound { profile, beyond });
            }
        }
        Ok(())
    }
}
