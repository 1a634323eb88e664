//! How much of something correlated equilibria allow: linear programmes over distributions of profiles, each with its dual as the reason.
//!
//! # Source
//! Aumann (1974), "Subjectivity and correlation in randomized strategies"; Hart and Schmeidler (1989), "Existence of correlated equilibria".

use crate::certify::{Extreme, Obedience, Quantity, disobediences};
use crate::game::Game;
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// The most coefficients of a programme.
pub const COEFFICIENTS: usize = 60_000;

/// A game with too many profiles and disobediences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{profiles} profiles and {disobediences} ways of disobeying make a programme of {} coefficients", .profiles * .disobediences)]
pub struct TooLarge {
    /// How many profiles the game has.
    pub profiles: usize,
    /// How many ways of disobeying there are.
    pub disobediences: usize,
}

/// The least and the greatest average of a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The quantity.
    pub quantity: Quantity,
    /// The least average.
    pub least: Extreme,
    /// The greatest one.
    pub greatest: Extreme,
}

/// The least and the greatest averages of some quantities over all correlated equilibria of a game, or all coarse ones.
///
/// # Answer
/// Exact; each is verified from the definition with the distribution and the weights of its dual before it is returned.
/// # Errors
/// A game too large: nothing is worked out.
pub fn ranges(
    game: &Game,
    obedience: Obedience,
    quantities: &[Quantity],
) -> Result<Vec<Range>, TooLarge> {
    let disobediences = disobediences(game.counts(), obedience);
    let profiles = game.profiles();
    if profiles.saturating_mul(disobediences.len()) > COEFFICIENTS {
        let disobediences = disobediences.len();
        return Err(TooLarge {
            profiles,
            disobediences,
        });
    }
    let mut constraints: Vec<Constraint> = disobediences
        .iter()
        .map(|one| Constraint {
            coefficients: (0..profiles)
                .map(|profile| one.gain(game, profile))
                .collect(),
            relation: Relation::AtMost,
            bound: Rational::ZERO,
        })
        .collect();
    constraints.push(Constraint {
        coefficients: vec![Rational::ONE; profiles],
        relation: Relation::Equal,
        bound: Rational::ONE,
    });
    let mut programme = LinearProgram {
        objective: Vec::new(),
        constraints,
    };
    let found = quantities.iter().map(|quantity| {
        let mut extreme = |is_greatest: bool| {
            let values = (0..profiles).map(|profile| quantity.at(game, profile));
            programme.objective = match is_greatest {
                true => values.collect(),
                false => values.map(|value| -&value).collect(),
            };
            let Optimum::Optimal {
                value,
                primal,
                dual,
            } = maximise(&programme)
            else {
                unreachable!(
                    "invariant: a finite game has a Nash equilibrium, and probabilities are bounded"
                );
            };
            let because = disobediences.iter().copied().zip(dual);
            let shares = primal.into_iter().enumerate();
            let found = Extreme {
                value: if is_greatest { value } else { -&value },
                distribution: shares.filter(|(_, share)| !share.is_zero()).collect(),
                because: because.filter(|(_, weight)| !weight.is_zero()).collect(),
            };
            let verified = found.verify(game, obedience, quantity, is_greatest);
            verified.expect("invariant: the optimum and the dual of a linear programme");
            found
        };
        Range {
            least: extreme(false),
            greatest: extreme(true),
            quantity: quantity.clone(),
        }
    });
    Ok(found.collect())
}

/// The quantities that are looked at unless others are named: what all get, what each gets, and for each player how often it takes a posture,
/// or does an action that is none.
pub fn usual_quantities(game: &Game) -> Vec<Quantity> {
    let players = game.players();
    let mut found = vec![Quantity::Welfare];
    found.extend((0..players.len()).map(Quantity::Payoff));
    for (place, player) in players.iter().enumerate() {
        let mut actions: Vec<Vec<usize>> = Vec::new();
        for (action, declared) in player.actions.iter().enumerate() {
            let posture = |other: &usize| &player.actions[*other].posture;
            let same = |group: &&mut Vec<usize>| {
                declared.posture.is_some() && *posture(&group[0]) == declared.posture
            };
            match actions.iter_mut().find(same) {
                Some(group) => group.push(action),
                None => actions.push(vec![action]),
            }
        }
        if player.actions.len() > 1 {
            found.extend(
                actions
                    .into_iter()
                    .map(|group| Quantity::Plays(place, group)),
            );
        }
    }
    found
}
