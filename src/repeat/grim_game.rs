//! Grim reversion in symbols: the parameters at which a profile is played for ever because a stage equilibrium answers a deviation for ever.
//!
//! Player `i` is kept from a deviation to a profile `b` of the stage game iff `g_i(a) >= (1 - d) g_i(b) + d g_i(e)`, where the stage
//! equilibrium `e` answers. These are the conditions of a game whose deviators get the right-hand side; joined with those under which `e`
//! is a stage equilibrium, and over all pure `e`, they say when some pure stage equilibrium keeps everybody.
//!
//! # Source
//! Friedman (1971), "A non-cooperative equilibrium for supergames", *Review of Economic Studies* 38.

use crate::num::Rational;
use crate::region::{
    Case, Condition, Fraction, Inequality, ParametricGame, Piece, ProfileConditions, Prover,
    Strictness, TooManyCases, conditions,
};

/// The conditions under which profiles are played for ever, under the threat of one pure stage equilibrium for ever.
///
/// # Answer
/// Exact on the domain, as [`conditions`]: a profile is sustained so iff some case holds. The same stage equilibrium answers whoever deviates,
/// one of those that `may_answer`.
/// # Errors
/// More cases than can be followed.
pub fn grim_conditions(
    game: &ParametricGame,
    discount: &Fraction,
    profiles: &[Vec<usize>],
    may_answer: impl Fn(&[usize]) -> bool,
) -> Result<Vec<ProfileConditions>, TooManyCases> {
    let all: Vec<Vec<usize>> = game.profiles().collect();
    let prover = Prover::new(&game.domain);
    let stage = conditions(game, &prover, &all, Strictness::Weak)?;
    let mut found: Vec<ProfileConditions> = profiles
        .iter()
        .map(|profile| ProfileConditions {
            profile: profile.clone(),
            cases: Vec::new(),
        })
        .collect();
    let threats = stage.iter().enumerate();
    for (number, answer) in threats.filter(|(_, answer)| may_answer(&answer.profile)) {
        let Some(threat) = answered(game, discount, number, &answer.cases) else {
            continue;
        };
        let prover = Prover::new(&threat.domain);
        let kept = conditions(&threat, &prover, profiles, Strictness::Weak)?;
        for (so_far, kept) in found.iter_mut().zip(kept) {
            let is_itself = so_far.profile == answer.profile;
            for case in kept.cases {
                for credible in &answer.cases {
                    // A stage equilibrium is sustained by itself; that it is one is the whole condition.
                    let own = if is_itself { Vec::new() } else { case.clone() };
                    so_far.cases.push(joined(credible, own, is_itself));
                }
            }
        }
    }
    for conditions in &mut found {
        let mut distinct: Vec<Case> = Vec::new();
        for case in conditions.cases.drain(..) {
            let is_within = |other: &Case| other.iter().all(|i| case.contains(i));
            if !distinct.iter().any(is_within) {
                distinct.push(case);
            }
        }
        conditions.cases = distinct;
    }
    Ok(found)
}

/// The conditions of a case of the threat and those of a profile under it.
fn joined(credible: &Case, own: Case, is_itself: bool) -> Case {
    let of_threat = credible.iter().map(|inequality| Inequality {
        deviation: inequality.deviation.filter(|_| is_itself),
        condition: inequality.condition.clone(),
    });
    let mut case = own;
    for inequality in of_threat {
        if !case.iter().any(|i| i.condition == inequality.condition) {
            case.push(inequality);
        }
    }
    case
}

/// The game whose deviators are answered by a stage equilibrium for ever; none where that is never one.
fn answered(
    game: &ParametricGame,
    discount: &Fraction,
    answer: usize,
    credible: &[Case],
) -> Option<ParametricGame> {
    let domain = match credible {
        [] => return None,
        // Where there is one case only, it may be relied on in the proofs.
        [case] => {
            let mut domain = game.domain.clone();
            let stated = case.iter().map(|inequality| inequality.condition.clone());
            domain.assumptions.extend(stated);
            domain.assumptions.sort();
            domain.assumptions.dedup();
            domain
        }
        _ => game.domain.clone(),
    };
    let prover = Prover::new(&domain);
    let present = Fraction::constant(Rational::ONE).plus(&discount.negative());
    let pieces = |player: usize, profile: usize| -> Vec<Piece> {
        let now = &game.payoffs[player][profile];
        if answer == profile {
            return now.clone();
        }
        let later = &game.payoffs[player][answer];
        let pairs = now
            .iter()
            .flat_map(|one| later.iter().map(move |other| (one, other)));
        pairs
            .filter_map(|(one, other)| {
                let mut guards: Vec<Condition> = one.guards.clone();
                guards.extend(other.guards.iter().cloned());
                guards.sort();
                guards.dedup();
                let value = present
                    .times(&one.value)
                    .plus(&discount.times(&other.value));
                (!prover.contradicts(&guards)).then_some(Piece { guards, value })
            })
            .collect()
    };
    let players = 0..game.players.len();
    let profiles = game.payoffs[0].len();
    let answered = players.map(|player| (0..profiles).map(|b| pieces(player, b)).collect());
    Some(ParametricGame {
        players: game.players.clone(),
        payoffs: game.payoffs.clone(),
        answered: Some(answered.collect()),
        domain,
    })
}
