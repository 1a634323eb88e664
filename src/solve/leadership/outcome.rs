//! What comes of a commitment: who plays what, and who gets what; and what it is worth against moving at once.
//!
//! # Source
//! von Stengel and Zamir (2010), "Leadership games with convex strategy sets", *Games and Economic Behavior* 69.

use super::strong::Commitment;
use super::{Leadership, PureCommitment, PureValue};
use crate::certify::Equilibrium;
use crate::game::Game;
use crate::num::{Rational, Real};

/// What is played, and what everybody gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The probability of each action of each player.
    pub profile: Vec<Vec<Real>>,
    /// The expected payoff of each player.
    pub payoffs: Vec<Real>,
}

/// How much more than at once: against the best equilibrium in the best case, against the worst in the worst.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Worth {
    /// In the best case.
    pub strong: Option<Real>,
    /// In the worst case.
    pub weak: Option<Real>,
}

impl Leadership {
    /// What comes of a mixture and the only follower's answer to it.
    pub fn outcome(&self, game: &Game, commitment: &Commitment) -> Outcome {
        let certain = |count: usize, action: usize| {
            let mut strategy = vec![Rational::ZERO; count];
            strategy[action] = Rational::ONE;
            strategy
        };
        let counts = game.counts().iter();
        let mut profile: Vec<Vec<Rational>> = counts.map(|count| certain(*count, 0)).collect();
        let mut answered = 0;
        if let [follower] = self.followers[..] {
            profile[follower] = certain(game.counts()[follower], commitment.answer);
            answered = game.deviation(0, follower, commitment.answer);
        }
        let payoff = |player| {
            let actions = commitment.mixture.iter().enumerate();
            let weighted = actions.map(|(action, probability)| {
                probability * game.payoff(player, game.deviation(answered, self.leader, action))
            });
            Real::from(weighted.sum::<Rational>())
        };
        let payoffs = (0..profile.len()).map(payoff).collect();
        profile[self.leader] = commitment.mixture.clone();
        let real = |strategy: Vec<Rational>| strategy.into_iter().map(Real::from).collect();
        Outcome {
            profile: profile.into_iter().map(real).collect(),
            payoffs,
        }
    }

    /// What the others may play after an action of the leader, in the whole game.
    pub fn answers(&self, game: &Game, commitment: &PureCommitment) -> Vec<Outcome> {
        let mut own = vec![Real::ZERO; game.counts()[self.leader]];
        own[commitment.action] = Real::ONE;
        let outcome = |equilibrium: &Equilibrium| {
            let mut profile = equilibrium.profile().to_vec();
            profile[self.leader] = own.clone();
            Outcome {
                profile,
                payoffs: equilibrium.payoffs().to_vec(),
            }
        };
        let listed = commitment.induced.equilibria.iter();
        listed.map(outcome).collect()
    }

    /// What moving first by an action is worth to the leader; nothing is said where one of the two sides is not known.
    pub fn worth_of_actions(&self, game: &Game) -> Worth {
        let known = |value: Option<PureValue>| {
            let value = value.filter(|value| value.exact);
            value.map(|value| value.value)
        };
        self.worth(game, known(self.strong_pure()), known(self.weak_pure()))
    }

    /// What moving first by a mixture is worth to the leader.
    pub fn worth_of_mixtures(&self, game: &Game) -> Worth {
        match &self.mixed {
            Ok(mixed) => {
                let [strong, weak] = [&mixed.strong.value, &mixed.weak.value];
                let real = |value: &Rational| Some(Real::from(value.clone()));
                self.worth(game, real(strong), real(weak))
            }
            Err(_) => Worth::default(),
        }
    }

    fn worth(&self, game: &Game, strong: Option<Real>, weak: Option<Real>) -> Worth {
        let is_known = self.simultaneous.completeness.is_complete() && !game.is_ordinal();
        let Some([best, worst]) = self.nash_payoffs().filter(|_| is_known) else {
            return Worth::default();
        };
        let more = |value: Option<Real>, than: &Real| {
            let value = value.filter(|value| value.shares_root(than))?;
            Some(&value - than)
        };
        Worth {
            strong: more(strong, &best),
            weak: more(weak, &worst),
        }
    }
}
