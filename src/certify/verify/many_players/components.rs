//! Components and Nash subsets of the equilibria of many players.
//!
//! A set of listed equilibria that holds every combination of its players' strategies spans a product of equilibria: an action
//! played somewhere in the product is a best reply to each combination of the others' strategies, so to all their mixtures.
//! A regular equilibrium is isolated, and a component by itself. Where two equilibria differ in one player's strategy only, all mixtures of the
//! two are equilibria: the player does not care, and what others gain is linear in it.
//!
//! # Source
//! Harsanyi (1973), *Int. J. Game Theory* 2, for isolation; products of best replies from the definition.

use std::collections::{BTreeMap, BTreeSet};

use super::indices;
use crate::certify::claim::ClaimedComponent;
use crate::certify::verify::components::{numbered, verify_division};
use crate::certify::verify::{Profile, counted, enclosed, index};
use crate::certify::{Check, Verification};
use crate::game::Game;

/// Checks components, Nash subsets and indices.
///
/// # Shapes
/// `complete`: sets of places in the list that connect components, if the list was found to be complete.
pub(in crate::certify::verify) fn verify(
    game: &Game,
    claimed: &[ClaimedComponent],
    profiles: &[Profile],
    kept: &[Vec<usize>],
    complete: Option<&[Vec<usize>]>,
    report: &mut Verification,
) {
    let before = report.refuted.len();
    if !verify_division(claimed, profiles.len(), report) {
        return;
    }
    let indices = indices(game, profiles, kept);
    let parts = connected(profiles, complete.unwrap_or_default());
    verify_apart(claimed, &parts, report);
    let mut degenerate = 0;
    for (number, component) in claimed.iter().enumerate() {
        let place = format!("/components/{number}");
        let isolated = component.equilibria.iter().find(|e| indices[**e].is_some());
        match (component.equilibria.len(), isolated) {
            (0, _) => report.refute(Check::Components, &place, "it is empty"),
            (1, Some(_)) => {}
            (_, Some(isolated)) => {
                let words =
                    format!("equilibrium {isolated} is regular, so not connected with the others");
                report.refute(Check::Components, &place, words);
            }
            (_, None) => {
                degenerate += 1;
                if !is_connected(component) {
                    let words = "its Nash subsets do not connect all of it";
                    report.refute(Check::Components, &place, words);
                }
            }
        }
    }
    let all = counted(claimed.len(), "component");
    let is_proved = complete.is_some() || degenerate == 0;
    let words = if is_proved {
        format!("{all}: the list is divided, each part is connected, and no two touch")
    } else {
        let regular = match claimed.len() - degenerate {
            0 => "none is regular".to_owned(),
            1 => "1 is regular, and so by itself".to_owned(),
            more => format!("{more} are regular, and so each by itself"),
        };
        format!("{all}: every equilibrium is in one, each is connected, {regular}")
    };
    report.conclude(before, Check::Components, "/components", words);
    if degenerate > 0 && report.refuted.len() == before {
        let (these, touch, their) = match degenerate {
            1 => ("the 1 degenerate component".to_owned(), "touches", "its"),
            more => (
                format!("the {more} degenerate components"),
                "touch",
                "their",
            ),
        };
        let words = if is_proved {
            format!("that the Nash subsets of {these} are all maximal ones")
        } else {
            format!(
                "that {these} {touch} no other, and that {their} Nash subsets are all maximal ones"
            )
        };
        report.leave(Check::Components, "/components", words);
    }
    verify_subsets(claimed, profiles, report);
    index::compare(claimed, |place| indices[place], complete.is_some(), report);
}

/// A number for each listed equilibrium, the same for those that are connected: in a set, or by segments of equilibria.
fn connected(profiles: &[Profile], sets: &[Vec<usize>]) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..profiles.len()).collect();
    let mut join = |one: usize, other: usize| {
        let (new, old) = (parts[one], parts[other]);
        if new != old {
            let joined = parts.iter_mut().filter(|part| **part == old);
            joined.for_each(|part| *part = new);
        }
    };
    for set in sets {
        set.windows(2).for_each(|pair| join(pair[0], pair[1]));
    }
    // Strategies with the same bounds may differ.
    let exact = (0..profiles.len()).filter(|place| !enclosed::has_bounds(&profiles[*place]));
    let exact: Vec<usize> = exact.collect();
    let strategies = strategies(exact.iter().map(|place| &profiles[*place]));
    for player in 0..strategies.len() {
        let mut first: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        for (at, place) in exact.iter().enumerate() {
            let others = strategies.iter().enumerate();
            let others = others.filter(|(other, _)| *other != player);
            let others = others.map(|(_, own)| own[at]).collect();
            join(*first.entry(others).or_insert(*place), *place);
        }
    }
    parts
}

/// No two components hold equilibria that are connected.
fn verify_apart(claimed: &[ClaimedComponent], parts: &[usize], report: &mut Verification) {
    let mut first: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (number, component) in claimed.iter().enumerate() {
        for equilibrium in &component.equilibria {
            let known = first.entry(parts[*equilibrium]);
            let (other, connected) = *known.or_insert((number, *equilibrium));
            if other != number {
                let words = format!(
                    "equilibrium {connected} is connected with equilibrium {equilibrium} of component {number}"
                );
                report.refute(Check::Components, &format!("/components/{other}"), words);
                break;
            }
        }
    }
}

/// For each player a number for each profile, the same where the strategies are.
fn strategies<'a>(profiles: impl Iterator<Item = &'a Profile>) -> Vec<Vec<usize>> {
    let profiles: Vec<&Profile> = profiles.collect();
    let own = |player: usize| -> Vec<Profile> {
        let own = profiles.iter().map(|p| vec![p[player].clone()]);
        own.collect()
    };
    let players = profiles.first().map_or(0, |profile| profile.len());
    (0..players)
        .map(|player| numbered(&own(player)).0)
        .collect()
}

/// Whether subsets that share an equilibrium connect all equilibria of a component.
fn is_connected(component: &ClaimedComponent) -> bool {
    let all: BTreeSet<usize> = component.equilibria.iter().copied().collect();
    let mut reached: BTreeSet<usize> = all.iter().take(1).copied().collect();
    loop {
        let before = reached.len();
        for subset in &component.subsets {
            if subset.iter().any(|place| reached.contains(place)) {
                reached.extend(subset);
            }
        }
        if reached.len() == before {
            return reached == all;
        }
    }
}

/// Each subset is a product of listed equilibria of its component, none within another, and together they are all of it.
fn verify_subsets(claimed: &[ClaimedComponent], profiles: &[Profile], report: &mut Verification) {
    let before = report.refuted.len();
    let strategies = strategies(profiles.iter());
    let mut count = 0;
    for (number, component) in claimed.iter().enumerate() {
        let sets: Vec<BTreeSet<usize>> = component
            .subsets
            .iter()
            .map(|s| s.iter().copied().collect())
            .collect();
        let all: BTreeSet<usize> = component.equilibria.iter().copied().collect();
        for (place, (subset, listed)) in sets.iter().zip(&component.subsets).enumerate() {
            count += 1;
            let at = format!("/nash_subsets/{number}/{place}");
            if subset.is_empty() || subset.len() != listed.len() {
                report.refute(
                    Check::NashSubsets,
                    &at,
                    "it is empty, or lists an equilibrium twice",
                );
                continue;
            }
            if let Some(stranger) = subset.difference(&all).next() {
                let words = format!("equilibrium {stranger} is not in its component");
                report.refute(Check::NashSubsets, &at, words);
                continue;
            }
            let product = strategies.iter().try_fold(1usize, |product, strategies| {
                let own: BTreeSet<usize> = subset.iter().map(|place| strategies[*place]).collect();
                product.checked_mul(own.len())
            });
            if product != Some(subset.len()) {
                let words =
                    "not every combination of the strategies in it is listed as an equilibrium";
                report.refute(Check::NashSubsets, &at, words);
            }
            let mut others = sets.iter().enumerate().filter(|(other, _)| *other != place);
            if others
                .any(|(other, wider)| subset.is_subset(wider) && (subset != wider || other < place))
            {
                report.refute(Check::NashSubsets, &at, "it is not maximal, or given twice");
            }
        }
        let covered: BTreeSet<usize> = sets.iter().flatten().copied().collect();
        if let Some(missing) = all.difference(&covered).next() {
            let words = format!("equilibrium {missing} is in none of them");
            report.refute(
                Check::NashSubsets,
                &format!("/nash_subsets/{number}"),
                words,
            );
        }
    }
    let words = format!(
        "{}: every combination of the strategies in each is an equilibrium, so every mixture too",
        counted(count, "Nash subset")
    );
    report.conclude(before, Check::NashSubsets, "/nash_subsets", words);
}
