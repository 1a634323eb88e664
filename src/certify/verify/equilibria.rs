//! Each listed equilibrium against the definition, and everything said about it against what is recomputed.

use std::cmp::Ordering;

use super::number::{NumberFault, agrees, denotes, isolated};
use super::{Profile, counted, enclosed, pointer, tolerance};
use crate::certify::claim::{Claim, ClaimedEquilibrium, ClaimedNumber, ClaimedStrategy};
use crate::certify::{Check, Equilibrium, Verification, nash};
use crate::game::Game;
use crate::num::{Rational, Real};

/// Checks all listed equilibria.
///
/// # Answer
/// Their exact profiles, also of those that are no equilibria; none when one cannot be rebuilt from what is written.
pub(super) fn verify(
    game: &Game,
    claim: &Claim,
    report: &mut Verification,
) -> Option<Vec<Profile>> {
    let before = report.refuted.len();
    let mut profiles = Vec::new();
    for (place, claimed) in claim.equilibria.iter().enumerate() {
        let place = format!("/equilibria/{place}");
        let Some(profile) = rebuilt(claim, claimed, &place, report) else {
            continue;
        };
        let certified = if enclosed::has_bounds(&profile) {
            enclosed::certified(game, claim, &profile)
        } else {
            nash(game, &profile).map_err(|refutation| refutation.to_string())
        };
        match certified {
            Ok(equilibrium) => {
                enclosed::decimals(claim, claimed, &equilibrium, &place, report);
                described(claim, claimed, &equilibrium, &place, report);
                tolerance::verify(game, claimed, &equilibrium, &place, report);
            }
            Err(refutation) => {
                report.refute(Check::Equilibrium, &place, shortened(refutation));
            }
        }
        profiles.push(profile);
    }
    let words = match claim.equilibria.len() {
        0 => "none is listed".to_owned(),
        listed => format!(
            "{} listed: no player gains by any deviation; payoffs, slacks, kind, strictness and postures are as recomputed",
            counted(listed, "equilibrium")
        ),
    };
    report.conclude(before, Check::Equilibrium, "/equilibria", words);
    tolerance::leave_the_rest(claim, report);
    (profiles.len() == claim.equilibria.len()).then_some(profiles)
}

/// The exact profiles of all listed equilibria, if each can be rebuilt.
pub(super) fn exact_profiles(claim: &Claim) -> Option<Vec<Profile>> {
    let mut unheard = Verification::default();
    let equilibria = claim.equilibria.iter();
    equilibria
        .map(|claimed| rebuilt(claim, claimed, "", &mut unheard))
        .collect()
}

/// Checks that no equilibrium is listed twice; returns whether that is so.
pub(super) fn verify_distinct(profiles: &[Profile], report: &mut Verification) -> bool {
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by(|a, b| compare_profiles(&profiles[*a], &profiles[*b]).then(a.cmp(b)));
    let before = report.refuted.len();
    for pair in order.windows(2) {
        if compare_profiles(&profiles[pair[0]], &profiles[pair[1]]).is_eq() {
            let place = format!("/equilibria/{}", pair[1]);
            let words = format!("the same as equilibrium {} of the list", pair[0]);
            report.refute(Check::Distinctness, &place, words);
        }
    }
    for (first, second) in enclosed::not_told_apart(profiles) {
        let place = format!("/equilibria/{second}");
        let words = format!("its bounds do not tell it apart from equilibrium {first} of the list");
        report.refute(Check::Distinctness, &place, words);
    }
    report.conclude(
        before,
        Check::Distinctness,
        "/equilibria",
        "each is listed once",
    )
}

/// Lexicographic; exact, also between numbers in different roots, and by their bounds where numbers are known by these.
pub(super) fn compare_profiles(a: &Profile, b: &Profile) -> Ordering {
    let numbers = a.iter().flatten().zip(b.iter().flatten());
    let mut orders = numbers.map(|(x, y)| x.compare(y));
    orders
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The exact profile that is written, if all its numbers lie in the field of one root; or the bounds that are.
fn rebuilt(
    claim: &Claim,
    claimed: &ClaimedEquilibrium,
    place: &str,
    report: &mut Verification,
) -> Option<Profile> {
    let before = report.refuted.len();
    let at = |player: usize, action: usize| {
        let player = &claim.players[player];
        let path = [player.id.as_str(), player.actions[action].0.as_str()];
        pointer(&format!("{place}/profile"), &path)
    };
    if enclosed::is_claimed(claimed) {
        return enclosed::rebuilt(claimed, report, at);
    }
    let mut generator: Option<Real> = None;
    for (player, strategy) in claimed.profile.iter().enumerate() {
        for (action, number) in strategy.iter().enumerate() {
            match number {
                Some(ClaimedNumber::Root(root)) => match isolated(root) {
                    Ok(value) => generator = generator.or(Some(value)),
                    Err(fault) => refute_number(report, &at(player, action), &fault),
                },
                Some(ClaimedNumber::Rational(value)) if value.is_zero() => {
                    let words = "only positive probabilities are listed, and this is zero";
                    report.refute(Check::Number, &at(player, action), words);
                }
                _ => {}
            }
        }
    }
    if report.refuted.len() > before {
        return None;
    }
    let generator = generator.unwrap_or(Real::ZERO);
    let strategies = claimed.profile.iter().enumerate();
    strategies
        .map(|(player, strategy)| match in_field(strategy, &generator) {
            Ok(strategy) => Some(strategy),
            Err((action, Some(fault))) => {
                refute_number(report, &at(player, action), &fault);
                None
            }
            Err((action, None)) => {
                let words = "this is neither the first irrational probability q of the profile, nor 1 - q, \
                     nor what the player's other probabilities leave of one";
                report.refute(Check::Number, &at(player, action), words);
                None
            }
        })
        .collect()
}

/// A player's probabilities as polynomials in one root `q`: each is rational, `q`, `1 - q`, or what the others leave of one.
fn in_field(
    strategy: &ClaimedStrategy,
    generator: &Real,
) -> Result<Vec<Real>, (usize, Option<NumberFault>)> {
    let rest = &Real::ONE - generator;
    let mut open = None;
    let mut values = Vec::new();
    for (action, number) in strategy.iter().enumerate() {
        let value = match number {
            None => Real::ZERO,
            Some(ClaimedNumber::Rational(rational)) => Real::from(rational.clone()),
            Some(ClaimedNumber::Enclosed(_)) => {
                unreachable!("invariant: profiles with bounds are rebuilt elsewhere")
            }
            Some(ClaimedNumber::Root(root)) => match [generator, &rest]
                .into_iter()
                .map(|candidate| (candidate, denotes(root, candidate)))
                .find(|(_, fit)| fit.is_ok() || matches!(fit, Err(NumberFault::Decimal { .. })))
            {
                Some((candidate, Ok(()))) => candidate.clone(),
                Some((_, Err(fault))) => return Err((action, Some(fault))),
                None if open.is_some() => return Err((action, None)),
                None => {
                    open = Some((action, root));
                    Real::ZERO
                }
            },
        };
        values.push(value);
    }
    if let Some((action, root)) = open {
        let left = values.iter().fold(Real::ONE, |left, value| &left - value);
        match denotes(root, &left) {
            Ok(()) => values[action] = left,
            Err(fault @ NumberFault::Decimal { .. }) => return Err((action, Some(fault))),
            Err(_) => return Err((action, None)),
        }
    }
    Ok(values)
}

/// Compares what is said about an equilibrium with what is recomputed.
fn described(
    claim: &Claim,
    claimed: &ClaimedEquilibrium,
    exact: &Equilibrium,
    place: &str,
    report: &mut Verification,
) {
    if claimed.is_pure != exact.is_pure() {
        let words = if exact.is_pure() {
            "it is pure"
        } else {
            "it is mixed"
        };
        report.refute(Check::Kind, &format!("{place}/kind"), words);
    }
    if claimed.is_strict != exact.is_strict() {
        let words = if exact.is_strict() {
            "it is strict"
        } else {
            "it is not strict"
        };
        report.refute(Check::Strictness, &format!("{place}/strict"), words);
    }
    for (number, player) in claim.players.iter().enumerate() {
        if let Err(fault) = agrees(&claimed.payoffs[number], &exact.payoffs()[number]) {
            let at = pointer(&format!("{place}/payoffs"), &[&player.id]);
            report.refute(Check::Payoff, &at, shortened(fault.to_string()));
        }
        for (action, (id, _)) in player.actions.iter().enumerate() {
            if let Err(fault) = agrees(&claimed.slacks[number][action], exact.slack(number, action))
            {
                let at = pointer(&format!("{place}/slack"), &[&player.id, id]);
                report.refute(Check::Slack, &at, shortened(fault.to_string()));
            }
        }
        let strategy = &exact.profile()[number];
        let written = claimed.postures[number].as_deref();
        let at = pointer(&format!("{place}/postures"), &[&player.id]);
        postures(&player.actions, strategy, written, &at, report);
    }
}

/// Compares the probabilities of postures with the sums of those of the actions.
pub(super) fn postures(
    actions: &[(String, Option<String>)],
    strategy: &[Real],
    written: Option<&[(String, ClaimedNumber)]>,
    place: &str,
    report: &mut Verification,
) {
    let mut exact: Vec<(&str, Real)> = Vec::new();
    for ((_, posture), probability) in actions.iter().zip(strategy) {
        let Some(posture) = posture else { continue };
        if probability.is_zero() {
            continue;
        }
        match exact.iter_mut().find(|(known, _)| known == posture) {
            Some((_, sum)) => *sum = &*sum + probability,
            None => exact.push((posture, probability.clone())),
        }
    }
    let mut played = actions.iter().zip(strategy).filter(|(_, p)| !p.is_zero());
    if let [(_, sum)] = exact.as_mut_slice()
        && played.all(|((_, posture), _)| posture.is_some())
    {
        // All that is played, and so certain: bounds would not add up to one.
        *sum = Real::ONE;
    }
    let has_postures = actions.iter().any(|(_, posture)| posture.is_some());
    if has_postures != written.is_some() {
        let words = if has_postures {
            "the postures played are missing"
        } else {
            "the player has no postures"
        };
        report.refute(Check::Posture, place, words);
        return;
    }
    let written = written.unwrap_or_default();
    for (name, number) in written {
        let at = pointer(place, &[name]);
        match exact.iter().find(|(known, _)| known == name) {
            None => report.refute(Check::Posture, &at, "this posture is not played"),
            Some((_, value)) => {
                if let Err(fault) = agrees(number, value) {
                    report.refute(Check::Posture, &at, shortened(fault.to_string()));
                }
            }
        }
    }
    for (name, _) in &exact {
        if !written.iter().any(|(known, _)| known == name) {
            let words = format!("the posture `{name}` is played and not listed");
            report.refute(Check::Posture, place, words);
        }
    }
}

pub(super) fn refute_number(report: &mut Verification, place: &str, fault: &NumberFault) {
    report.refute(Check::Number, place, shortened(fault.to_string()));
}

/// A message short enough to be read, however long the numbers in it.
fn shortened(text: String) -> String {
    match text.char_indices().nth(300) {
        None => text,
        Some((end, _)) => format!("{}..", &text[..end]),
    }
}

/// The strategy as rationals, if it is rational.
pub(super) fn rationals(strategy: &[Real]) -> Option<Vec<Rational>> {
    strategy.iter().map(Real::to_rational).collect()
}
