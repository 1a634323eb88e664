//! Components and Nash subsets of the equilibria of many players.
//!
//! A set of listed equilibria that holds every combination of its players' strategies spans a product of equilibria: an action
//! played somewhere in the product is a best reply to each combination of the others' strategies, so to all their mixtures.
//! A regular equilibrium is isolated, and a component by itself.
//!
//! # Source
//! Harsanyi (1973), *Int. J. Game Theory* 2, for isolation; products of best replies from the definition.

use std::collections::BTreeSet;

use super::indices;
use crate::certify::claim::ClaimedComponent;
use crate::certify::verify::components::{numbered, verify_division};
use crate::certify::verify::{Profile, counted, index};
use crate::certify::{Check, Verification};
use crate::game::Game;

/// Checks components, Nash subsets and indices; `complete` says that the list was found to be complete.
pub(in crate::certify::verify) fn verify(
    game: &Game,
    claimed: &[ClaimedComponent],
    profiles: &[Profile],
    kept: &[Vec<usize>],
    complete: bool,
    report: &mut Verification,
) {
    let before = report.refuted.len();
    if !verify_division(claimed, profiles.len(), report) {
        return;
    }
    let indices = indices(game, profiles, kept);
    let mut open = 0;
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
                open += 1;
                if !is_connected(component) {
                    let words = "its Nash subsets do not connect all of it";
                    report.leave(Check::Components, &place, words);
                }
            }
        }
    }
    let words = format!(
        "{}: the list is divided, and {} regular",
        counted(claimed.len(), "component"),
        if open == 0 {
            "each is".to_owned()
        } else {
            format!("{} are", claimed.len() - open)
        }
    );
    report.conclude(before, Check::Components, "/components", words);
    if open > 0 {
        let words = format!(
            "whether {} with an equilibrium that is not regular touch no other, and whether their Nash subsets are all maximal ones",
            counted(open, "component")
        );
        report.leave(Check::Components, "/components", words);
    }
    verify_subsets(claimed, profiles, report);
    index::compare(claimed, |place| indices[place], complete, report);
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
    let players = profiles.first().map_or(0, Vec::len);
    let strategies: Vec<Vec<usize>> = (0..players)
        .map(|player| {
            let own: Vec<Profile> = profiles.iter().map(|p| vec![p[player].clone()]).collect();
            numbered(&own).0
        })
        .collect();
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
