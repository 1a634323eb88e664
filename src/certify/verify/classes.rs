//! Whether each class of equilibria is one orbit: all renamings of identical members of one equilibrium, and nothing else.

use std::cmp::Ordering;

use super::equilibria::compare_profiles;
use super::number::agrees;
use super::pure::PROFILE_LIMIT;
use super::{Profile, enclosed, pointer};
use crate::certify::claim::{Claim, ClaimedClass, ClaimedNumber, ClaimedStrategy};
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Real;

/// Checks the classes.
pub(super) fn verify(game: &Game, claim: &Claim, profiles: &[Profile], report: &mut Verification) {
    let Some(classes) = &claim.classes else {
        return;
    };
    let Some(groups) = exchangeable_groups(game, claim, classes, report) else {
        return;
    };
    if enclosed::has_overlaps(profiles) {
        let words = "classes: there are numbers known by bounds that overlap and are not the same, so that strategies cannot be told apart";
        report.leave(Check::Classes, "/classes", words);
        return;
    }
    let before = report.refuted.len();
    let canonical: Vec<Profile> = profiles
        .iter()
        .map(|profile| sorted(profile, &groups))
        .collect();
    let mut seen = vec![false; profiles.len()];
    let mut first_of_class: Vec<usize> = Vec::new();
    for (number, class) in classes.iter().enumerate() {
        let place = format!("/classes/{number}");
        for &member in &class.equilibria {
            match seen.get_mut(member) {
                Some(seen) if !*seen => *seen = true,
                _ => {
                    let words =
                        format!("equilibrium {member} is in two classes, or not in the list");
                    report.refute(Check::Classes, &place, words);
                    return;
                }
            }
        }
        let Some(&first) = class.equilibria.first() else {
            report.refute(Check::Classes, &place, "it is empty");
            continue;
        };
        let renamed =
            |other: &usize| compare_profiles(&canonical[first], &canonical[*other]).is_eq();
        if let Some(stranger) = class.equilibria.iter().find(|other| !renamed(other)) {
            let words = format!("equilibrium {stranger} is no renaming of equilibrium {first}");
            report.refute(Check::Classes, &place, words);
        }
        let orbit = groups.iter().try_fold(1u128, |size, (_, members)| {
            size.checked_mul(renamings(&counted(&canonical[first], members))?)
        });
        if orbit != Some(class.equilibria.len() as u128) {
            let orbit = orbit.map_or("more than can be counted".to_owned(), |orbit| {
                orbit.to_string()
            });
            let words = format!(
                "equilibrium {first} has {orbit} renamings, and {} are listed",
                class.equilibria.len()
            );
            report.refute(Check::Classes, &place, words);
        }
        verify_counts(claim, class, &canonical[first], &groups, &place, report);
        first_of_class.push(first);
    }
    if let Some(alone) = seen.iter().position(|seen| !seen) {
        let words = format!("equilibrium {alone} is in no class");
        report.refute(Check::Classes, "/classes", words);
    }
    first_of_class.sort_by(|a, b| compare_profiles(&canonical[*a], &canonical[*b]));
    for pair in first_of_class.windows(2) {
        if compare_profiles(&canonical[pair[0]], &canonical[pair[1]]).is_eq() {
            let words = format!(
                "equilibria {} and {} are renamings of each other",
                pair[0], pair[1]
            );
            report.refute(Check::Classes, "/classes", words);
        }
    }
    let words = format!(
        "{}: members of each group were exchanged payoff by payoff, and each class is all renamings of one equilibrium",
        super::counted(classes.len(), "class")
    );
    report.conclude(before, Check::Classes, "/classes", words);
}

/// The groups named by the classes with their members, if exchanging members changes nothing.
fn exchangeable_groups(
    game: &Game,
    claim: &Claim,
    classes: &[ClaimedClass],
    report: &mut Verification,
) -> Option<Vec<(String, Vec<usize>)>> {
    let names: Vec<&str> = match classes.first() {
        None => Vec::new(),
        Some(class) => class.groups.iter().map(|(name, _)| name.as_str()).collect(),
    };
    let mut groups = Vec::new();
    for name in &names {
        let members: Vec<usize> = (0..claim.players.len())
            .filter(|player| claim.players[*player].group.as_deref() == Some(name))
            .collect();
        groups.push(((*name).to_owned(), members));
    }
    for (number, class) in classes.iter().enumerate() {
        if !class
            .groups
            .iter()
            .map(|(name, _)| name.as_str())
            .eq(names.iter().copied())
        {
            let words = "it names other groups than the first class";
            report.refute(Check::Classes, &format!("/classes/{number}/groups"), words);
            return None;
        }
    }
    let exchanges: usize = groups.iter().map(|(_, members)| members.len()).sum();
    if game.profiles().saturating_mul(exchanges) > PROFILE_LIMIT {
        let words = format!(
            "classes: exchanging members in a game of {} profiles is too much work",
            game.profiles()
        );
        report.leave(Check::Classes, "/classes", words);
        return None;
    }
    for (name, members) in &groups {
        let different = members
            .windows(2)
            .find(|pair| !are_exchangeable(game, claim, pair[0], pair[1]));
        if members.len() < 2 || different.is_some() {
            let words = format!("the members of `{name}` are not exchangeable");
            report.refute(Check::Classes, "/classes/0/groups", words);
            return None;
        }
    }
    Some(groups)
}

/// Whether exchanging the actions of two players exchanges their payoffs and changes no other.
fn are_exchangeable(game: &Game, claim: &Claim, first: usize, second: usize) -> bool {
    let actions = |player: usize| claim.players[player].actions.iter().map(|(id, _)| id);
    if !actions(first).eq(actions(second)) {
        return false;
    }
    (0..game.profiles()).all(|index| {
        let mut profile = game.profile_at(index);
        profile.swap(first, second);
        let exchanged = game.index_of(&profile);
        (0..profile.len()).all(|player| {
            let image = if player == first {
                second
            } else if player == second {
                first
            } else {
                player
            };
            game.payoff(player, index) == game.payoff(image, exchanged)
        })
    })
}

/// The profile with the strategies of each group's members sorted, larger probabilities first.
fn sorted(profile: &Profile, groups: &[(String, Vec<usize>)]) -> Profile {
    let mut canonical = profile.clone();
    for (_, members) in groups {
        let mut strategies: Vec<Vec<Real>> = members.iter().map(|m| profile[*m].clone()).collect();
        strategies.sort_by(|a, b| larger_first(a, b));
        for (member, strategy) in members.iter().zip(strategies) {
            canonical[*member] = strategy;
        }
    }
    canonical
}

fn larger_first(a: &[Real], b: &[Real]) -> Ordering {
    let mut orders = a.iter().zip(b).map(|(x, y)| y.compare(x));
    orders
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// How many of the members, whose strategies are sorted, play each strategy.
fn counted<'a>(canonical: &'a Profile, members: &[usize]) -> Vec<(usize, &'a [Real])> {
    let mut counted: Vec<(usize, &[Real])> = Vec::new();
    for member in members {
        let strategy = canonical[*member].as_slice();
        match counted.last_mut() {
            Some((count, known)) if *known == strategy => *count += 1,
            _ => counted.push((1, strategy)),
        }
    }
    counted
}

/// The number of ways to give the strategies to the members: a multinomial coefficient; none beyond 128 bits.
fn renamings(counted: &[(usize, &[Real])]) -> Option<u128> {
    let mut ways = 1u128;
    let mut placed = 0u128;
    for (count, _) in counted {
        for k in 1..=*count as u128 {
            placed += 1;
            ways = ways.checked_mul(placed)? / k;
        }
    }
    Some(ways)
}

/// Compares how many members are said to play each strategy with how many do.
fn verify_counts(
    claim: &Claim,
    class: &ClaimedClass,
    canonical: &Profile,
    groups: &[(String, Vec<usize>)],
    place: &str,
    report: &mut Verification,
) {
    for ((name, members), (_, written)) in groups.iter().zip(&class.groups) {
        let exact = counted(canonical, members);
        let at = pointer(&format!("{place}/groups"), &[name]);
        if exact.len() != written.len() {
            let words = format!(
                "the members play {} strategies, not {}",
                exact.len(),
                written.len()
            );
            report.refute(Check::Classes, &at, words);
            continue;
        }
        for (number, (count, strategy)) in exact.iter().enumerate() {
            let (written_count, written) = &written[number];
            let at = format!("{at}/{number}");
            if count != written_count {
                let words = format!("{count} members play this strategy, not {written_count}");
                report.refute(Check::Classes, &at, words);
            }
            verify_strategy(claim, members[0], written, strategy, &at, report);
        }
    }
}

fn verify_strategy(
    claim: &Claim,
    member: usize,
    written: &ClaimedStrategy,
    exact: &[Real],
    place: &str,
    report: &mut Verification,
) {
    let zero = ClaimedNumber::Rational(crate::num::Rational::ZERO);
    for (action, (written, exact)) in written.iter().zip(exact).enumerate() {
        if let Err(fault) = agrees(written.as_ref().unwrap_or(&zero), exact) {
            let id = &claim.players[member].actions[action].0;
            let at = pointer(&format!("{place}/strategy"), &[id]);
            report.refute(Check::Classes, &at, fault.to_string());
        }
    }
}
