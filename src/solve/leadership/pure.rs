//! Commitment to an action: for each of them, the equilibria of the game that the others then play.
//!
//! With one follower these are its best replies. With several, the leader's payoff is linear in the strategy of each, so that over a component of
//! equilibria it is greatest and least at extreme ones, which is what a complete list holds.
//!
//! # Source
//! von Stackelberg (1934), *Marktform und Gleichgewicht*; with several followers, as Sherali, Soyster and Murphy (1983), "Stackelberg-Nash-Cournot
//! equilibria: characterizations and computations", *Operations Research* 31.

use super::super::request::{Request, Watch};
use super::super::solution::{Concept, Solution};
use super::super::solve::solve_as_asked;
use crate::game::Game;
use crate::num::{Rational, Real};

/// An action of the leader, and what the others may play once it is chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct PureCommitment {
    /// The action.
    pub action: usize,
    /// The equilibria of the game that the others then play: the same game, in which the leader has this action only. With one follower, its best
    /// replies.
    pub induced: Solution,
}

/// The best action to commit to.
#[derive(Debug, Clone, PartialEq)]
pub struct PureValue {
    /// What it gives.
    pub value: Real,
    /// The actions that give it; where a payoff is known by bounds alone, those that may.
    pub actions: Vec<usize>,
    /// Whether it is known to be the value; if not, it is a bound: of what the leader gets at best from below, of what it can be sure of from above.
    pub exact: bool,
}

/// How ties of the followers are broken, and which of several equilibria they play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ties {
    /// In the leader's favour.
    Strong,
    /// Against the leader.
    Weak,
}

/// All actions, with what the others may answer.
pub(super) fn pure_commitments(
    game: &Game,
    leader: usize,
    followers: &[usize],
    watch: Watch,
) -> Vec<PureCommitment> {
    let all: Vec<Vec<usize>> = game.counts().iter().map(|n| (0..*n).collect()).collect();
    // One follower needs no mixture among its best replies: they are extreme without.
    let concept = match followers.len() {
        0 | 1 => Concept::Pure,
        _ => Concept::Nash,
    };
    let commitment = |action| {
        let mut kept = all.clone();
        kept[leader] = vec![action];
        let request = Request {
            watch,
            ..Request::all(concept)
        };
        PureCommitment {
            action,
            induced: solve_as_asked(&game.restricted(&kept), &request),
        }
    };
    (0..game.counts()[leader]).map(commitment).collect()
}

impl PureCommitment {
    /// What the leader gets at best and at worst; none if no answer is known.
    pub fn payoffs(&self, leader: usize) -> Option<[Real; 2]> {
        let payoffs = || self.induced.equilibria.iter().map(|a| &a.payoffs()[leader]);
        Some([greatest(payoffs())?, least(payoffs())?])
    }
}

/// The best action, by how ties are broken; none if too little is known.
pub(super) fn pure_value(
    commitments: &[PureCommitment],
    leader: usize,
    ties: Ties,
) -> Option<PureValue> {
    let valued: Vec<(usize, Option<Real>)> = commitments
        .iter()
        .map(|c| {
            (
                c.action,
                c.payoffs(leader).map(|[best, worst]| match ties {
                    Ties::Strong => best,
                    Ties::Weak => worst,
                }),
            )
        })
        .collect();
    // Against an action of which nothing is known, nothing bounds what the leader can be sure of.
    if ties == Ties::Weak && valued.iter().any(|(_, value)| value.is_none()) {
        return None;
    }
    let known = || valued.iter().filter_map(|(_, value)| value.as_ref());
    let value = greatest(known())?;
    let may_give_it = |of: &Option<Real>| of.as_ref().is_some_and(|of| !of.is_apart(&value));
    let actions = valued.iter().filter(|(_, of)| may_give_it(of));
    Some(PureValue {
        actions: actions.map(|(action, _)| *action).collect(),
        exact: commitments
            .iter()
            .all(|c| c.induced.completeness.is_complete()),
        value,
    })
}

/// The greatest of some numbers; by bounds where bounds overlap. None of none.
pub(super) fn greatest<'a>(numbers: impl Iterator<Item = &'a Real> + Clone) -> Option<Real> {
    let found = numbers.clone().max_by(|a, b| a.compare(b))?;
    let rivals: Vec<&Real> = numbers.filter(|number| !number.is_apart(found)).collect();
    if rivals.iter().all(|rival| *rival == found) {
        return Some(found.clone());
    }
    let ends = rivals.iter().map(|rival| rival.enclosure(&width()));
    let (lower, upper): (Vec<Rational>, Vec<Rational>) = ends.unzip();
    Some(Real::from((
        lower.into_iter().max()?,
        upper.into_iter().max()?,
    )))
}

/// The least of some numbers.
pub(super) fn least<'a>(numbers: impl Iterator<Item = &'a Real> + Clone) -> Option<Real> {
    let negated: Vec<Real> = numbers.map(|number| -number).collect();
    greatest(negated.iter()).map(|number| -&number)
}

/// Bounds as narrow as those of probabilities, where an exact number meets one that is not.
fn width() -> Rational {
    let width = Rational::ratio(1, 10).checked_pow(24);
    width.expect("invariant: a tenth is not zero")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_of_overlapping_bounds_lies_between_the_greatest_of_both_ends() {
        let bounds = |lower, upper| {
            let [lower, upper] = [lower, upper].map(|n| Rational::ratio(n, 10));
            Real::from((lower, upper))
        };
        let numbers = [bounds(1, 5), bounds(3, 4), Real::ZERO];
        assert_eq!(greatest(numbers.iter()), Some(bounds(3, 5)));
        assert_eq!(least(numbers.iter()), Some(Real::ZERO));
        assert_eq!(greatest([].iter()), None);
    }
}
