//! What a sentence means over the symbols of a game: signs of polynomials.

use super::subject::{Subject, fault};
use crate::certify::{Asked, Statement};
use crate::model::{Errors, Pattern, Sentence, Which};

/// A sentence as a statement about the unknowns, or its opposite.
///
/// # Errors
/// Forms that are not about the players, actions that do not exist, formulas that cannot be read over symbols.
pub(super) fn meaning(
    subject: &Subject<'_>,
    sentence: &Sentence,
    is_true: bool,
) -> Result<Statement, Errors> {
    let parts = |parts: &[Sentence]| -> Result<Vec<Statement>, Errors> {
        let parts = parts.iter().map(|part| meaning(subject, part, is_true));
        parts.collect()
    };
    Ok(match sentence {
        Sentence::Truth(written) => {
            let truth = subject.truth(written)?;
            match is_true {
                true => truth,
                false => truth.negated(),
            }
        }
        Sentence::Not(inner) => meaning(subject, inner, !is_true)?,
        Sentence::All(all) if is_true => Statement::All(parts(all)?),
        Sentence::All(all) => Statement::Any(parts(all)?),
        Sentence::Any(any) if is_true => Statement::Any(parts(any)?),
        Sentence::Any(any) => Statement::All(parts(any)?),
        Sentence::Equilibrium(pattern, which) => equilibria(subject, pattern, *which, is_true)?,
        Sentence::Prefers {
            player,
            better,
            worse,
            pattern,
            strictly,
        } => {
            let (profile, deviation) = preference(subject, player, [better, worse], pattern)?;
            let asked = match (is_true, strictly) {
                (true, false) => Asked::None,
                (true, true) => Asked::Loss,
                (false, false) => Asked::Gain,
                (false, true) => Asked::NoLoss,
            };
            subject.game.deviation(&profile, deviation, asked)
        }
    })
}

/// The profile in which a player does the better of two actions, and the deviation to the other.
pub(super) fn preference(
    subject: &Subject<'_>,
    player: &str,
    actions: [&String; 2],
    pattern: &Pattern,
) -> Result<(Vec<usize>, (usize, usize)), Errors> {
    let player = subject.player(player, &pattern.spot)?;
    let [better, worse] = actions.map(|id| subject.action(player, id, &pattern.spot));
    let (better, worse) = (better?, worse?);
    let mut profiles = subject.profiles(pattern)?;
    for profile in &mut profiles {
        profile[player] = better;
    }
    profiles.sort();
    profiles.dedup();
    match profiles.as_slice() {
        [profile] => Ok((profile.clone(), (player, worse))),
        _ => Err(fault(
            &pattern.spot,
            format!("`{}`, which leaves open what others do", pattern.text),
            "an action of every other player".to_owned(),
        )),
    }
}

fn equilibria(
    subject: &Subject<'_>,
    pattern: &Pattern,
    which: Which,
    is_true: bool,
) -> Result<Statement, Errors> {
    let profiles = subject.profiles(pattern)?;
    let game = &subject.game;
    let one = |profile: &Vec<usize>| match (which, is_true) {
        (Which::PayoffDominant, _) => Ok(game.payoff_dominance(profile, is_true)),
        (Which::RiskDominant, _) => game
            .risk_dominance(profile, is_true)
            .ok_or_else(|| too_large(pattern)),
        (_, true) => Ok(game.equilibrium(profile, which == Which::Strict)),
        (_, false) => Ok(game.no_equilibrium(profile, which == Which::Strict)),
    };
    let some: Vec<Statement> = profiles.iter().map(one).collect::<Result<_, Errors>>()?;
    let mut found = match (is_true, some.len()) {
        (_, 1) => some.into_iter().next().expect("invariant: one"),
        (true, _) => Statement::Any(some),
        (false, _) => Statement::All(some),
    };
    if which == Which::Only {
        let everybody = Pattern {
            entries: vec![crate::model::PatternEntry {
                action: None,
                times: subject.game.players.len(),
            }],
            ..pattern.clone()
        };
        let others = subject.profiles(&everybody)?;
        let others = others.iter().filter(|other| !profiles.contains(other));
        let others: Vec<Statement> = match is_true {
            true => others
                .map(|p| subject.game.no_equilibrium(p, false))
                .collect(),
            false => others.map(|p| subject.game.equilibrium(p, false)).collect(),
        };
        found = match is_true {
            true => Statement::All(std::iter::once(found).chain(others).collect()),
            false => Statement::Any(std::iter::once(found).chain(others).collect()),
        };
    }
    Ok(found)
}

pub(super) fn too_large(pattern: &Pattern) -> Errors {
    let found = format!("`risk-dominant {}`", pattern.text);
    let expected = "a game of two players with two actions each, where risk dominance is defined";
    fault(&pattern.spot, found, expected.to_owned())
}

/// What must be true nowhere for a sentence to hold wherever something is supposed.
///
/// # Errors
/// As the sentences' meanings.
pub(super) fn obligations(
    subject: &Subject<'_>,
    given: &[&Sentence],
    conclusion: Statement,
) -> Result<Statement, Errors> {
    let mut all = vec![subject.game.accepted()];
    for sentence in given {
        all.push(meaning(subject, sentence, true)?);
    }
    all.push(conclusion);
    Ok(Statement::All(all))
}
