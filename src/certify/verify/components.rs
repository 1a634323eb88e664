//! The structure of a list of extreme equilibria, built again from the list alone.
//!
//! Join a strategy of the first player to a strategy of the second when the pair is listed. The components are the connected
//! parts. The maximal Nash subsets are the maximal products contained in the list: their second sides are the
//! intersections of neighbourhoods of first strategies. Every mixture within a product of equilibria is an equilibrium, since
//! each strategy on one side is a best reply to each on the other.
//!
//! # Source
//! Winkels (1979); Jansen (1981), "Maximal Nash subsets for bimatrix games". The intersections: Ganter & Wille (1999), *Formal Concept
//! Analysis*, section 2.1.

use std::collections::{BTreeMap, BTreeSet};

use super::equilibria::compare_profiles;
use super::{Profile, counted, many_players};
use crate::certify::claim::{Claim, ClaimedComponent, ClaimedConcept};
use crate::certify::{Check, Verification};
use crate::game::Game;

/// The most Nash subsets that are built again.
const SUBSET_LIMIT: usize = 10_000;

/// Checks components, Nash subsets and indices; `complete` is there if the list was found to be complete.
pub(super) fn verify(
    game: &Game,
    claim: &Claim,
    profiles: &[Profile],
    kept: Option<&[Vec<usize>]>,
    complete: Option<&[Vec<usize>]>,
    report: &mut Verification,
) {
    let Some(claimed) = &claim.components else {
        return;
    };
    if !claim.complete || claim.concept == ClaimedConcept::Pure {
        let words =
            "components are those of all equilibria, and the answer does not claim to list them";
        report.refute(Check::Components, "/components", words);
        return;
    }
    let Some(kept) = kept else {
        let words =
            "components: they rest on the elimination of dominated actions, which was not verified";
        report.leave(Check::Components, "/components", words);
        return;
    };
    let choosing = super::choosing(kept);
    let (first, second) = match choosing.as_slice() {
        [] => (0, None),
        [player] => (*player, None),
        [first, second] => (*first, Some(*second)),
        _ => {
            many_players::verify_components(game, claimed, profiles, kept, complete, report);
            return;
        }
    };
    let pairs = Pairs::new(profiles, first);
    if !verify_partition(claimed, &pairs, report) {
        return;
    }
    verify_subsets(claimed, &pairs, report);
    super::index::verify(
        game,
        claimed,
        profiles,
        kept,
        second.map(|second| [first, second]),
        complete.is_some(),
        report,
    );
}

/// The listed equilibria as pairs of a strategy of one player and the strategies of all others, numbered.
struct Pairs {
    of: Vec<(usize, usize)>,
    firsts: usize,
}

impl Pairs {
    fn new(profiles: &[Profile], first: usize) -> Self {
        let own: Vec<Profile> = profiles
            .iter()
            .map(|profile| vec![profile[first].clone()])
            .collect();
        let others: Vec<Profile> = profiles
            .iter()
            .map(|profile| {
                let others = profile
                    .iter()
                    .enumerate()
                    .filter(|(player, _)| *player != first);
                others.map(|(_, strategy)| strategy.clone()).collect()
            })
            .collect();
        let (own, firsts) = numbered(&own);
        let (others, _) = numbered(&others);
        Pairs {
            of: own.into_iter().zip(others).collect(),
            firsts,
        }
    }
}

/// Numbers equal profiles alike; returns the numbers and how many there are.
pub(super) fn numbered(profiles: &[Profile]) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by(|a, b| compare_profiles(&profiles[*a], &profiles[*b]));
    let mut numbers = vec![0; profiles.len()];
    let mut next = 0;
    for (place, &profile) in order.iter().enumerate() {
        if place > 0 && compare_profiles(&profiles[order[place - 1]], &profiles[profile]).is_ne() {
            next += 1;
        }
        numbers[profile] = next;
    }
    (numbers, if profiles.is_empty() { 0 } else { next + 1 })
}

/// Every listed equilibrium in one component.
pub(super) fn verify_division(
    claimed: &[ClaimedComponent],
    listed: usize,
    report: &mut Verification,
) -> bool {
    let before = report.refuted.len();
    let mut seen = vec![false; listed];
    for (number, component) in claimed.iter().enumerate() {
        for &place in &component.equilibria {
            let words = match seen.get_mut(place) {
                None => format!("there is no equilibrium {place} in the list of {listed}"),
                Some(seen) if *seen => {
                    format!("equilibrium {place} is in two components, or twice in one")
                }
                Some(seen) => {
                    *seen = true;
                    continue;
                }
            };
            report.refute(Check::Components, &format!("/components/{number}"), words);
        }
    }
    for place in (0..listed).filter(|place| !seen[*place]) {
        let words = format!("equilibrium {place} is in no component");
        report.refute(Check::Components, "/components", words);
    }
    report.refuted.len() == before
}

/// Every listed equilibrium in one component, and the components those that shared strategies connect.
fn verify_partition(
    claimed: &[ClaimedComponent],
    pairs: &Pairs,
    report: &mut Verification,
) -> bool {
    let before = report.refuted.len();
    if !verify_division(claimed, pairs.of.len(), report) {
        return false;
    }
    let (parts, part_of) = connected(pairs);
    for (number, component) in claimed.iter().enumerate() {
        let place = format!("/components/{number}");
        let own: BTreeSet<usize> = component.equilibria.iter().copied().collect();
        let Some(part) = own.first().map(|place| &parts[part_of[*place]]) else {
            report.refute(Check::Components, &place, "it is empty");
            continue;
        };
        if let Some(apart) = own.difference(part).next() {
            let words = format!("equilibrium {apart} is not connected with the others");
            report.refute(Check::Components, &place, words);
        }
        if let Some(missing) = part.difference(&own).next() {
            let words = format!("equilibrium {missing} is connected with it and belongs to it");
            report.refute(Check::Components, &place, words);
        }
    }
    let words = format!(
        "{}: the list is divided, each part is connected, and no two touch",
        counted(claimed.len(), "component")
    );
    report.conclude(before, Check::Components, "/components", words)
}

/// The connected parts of the list, and the part of each listed equilibrium.
fn connected(pairs: &Pairs) -> (Vec<BTreeSet<usize>>, Vec<usize>) {
    let mut with_first: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut with_second: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, (x, y)) in pairs.of.iter().enumerate() {
        with_first.entry(*x).or_default().push(place);
        with_second.entry(*y).or_default().push(place);
    }
    let mut parts: Vec<BTreeSet<usize>> = Vec::new();
    let mut part_of = vec![usize::MAX; pairs.of.len()];
    for start in 0..pairs.of.len() {
        if part_of[start] != usize::MAX {
            continue;
        }
        part_of[start] = parts.len();
        let mut part = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(place) = open.pop() {
            let (x, y) = pairs.of[place];
            // Each strategy is followed once only: its list is taken.
            let own = with_first.remove(&x).unwrap_or_default();
            let others = with_second.remove(&y).unwrap_or_default();
            for other in own.into_iter().chain(others) {
                if part.insert(other) {
                    part_of[other] = parts.len();
                    open.push(other);
                }
            }
        }
        parts.push(part);
    }
    (parts, part_of)
}

/// Each subset is a product of listed equilibria, and they are exactly the maximal ones.
fn verify_subsets(claimed: &[ClaimedComponent], pairs: &Pairs, report: &mut Verification) {
    let before = report.refuted.len();
    let expected = maximal_products(pairs);
    let mut given: BTreeSet<Vec<usize>> = BTreeSet::new();
    for (number, component) in claimed.iter().enumerate() {
        for (subset_number, subset) in component.subsets.iter().enumerate() {
            let place = format!("/nash_subsets/{number}/{subset_number}");
            match product_fault(subset, component, pairs) {
                Some(words) => report.refute(Check::NashSubsets, &place, words),
                None => {
                    let mut sorted = subset.clone();
                    sorted.sort_unstable();
                    if expected.as_ref().is_some_and(|all| !all.contains(&sorted)) {
                        report.refute(Check::NashSubsets, &place, "it is not maximal");
                    }
                    if !given.insert(sorted) {
                        report.refute(Check::NashSubsets, &place, "it is given twice");
                    }
                }
            }
        }
    }
    let Some(expected) = expected else {
        let words =
            format!("whether these are all maximal ones: there are more than {SUBSET_LIMIT}");
        report.leave(Check::NashSubsets, "/nash_subsets", words);
        return;
    };
    if report.refuted.len() == before
        && let Some(missing) = expected.difference(&given).next()
    {
        let words = format!("the maximal Nash subset {missing:?} is missing");
        report.refute(Check::NashSubsets, "/nash_subsets", words);
    }
    let words = format!(
        "{}: in each, every strategy of one player is in equilibrium with every strategy of the other; no other set is maximal",
        counted(expected.len(), "maximal Nash subset")
    );
    report.conclude(before, Check::NashSubsets, "/nash_subsets", words);
}

/// Why places in the list are no product of strategies, if so.
fn product_fault(subset: &[usize], component: &ClaimedComponent, pairs: &Pairs) -> Option<String> {
    let own: BTreeSet<usize> = subset.iter().copied().collect();
    if own.is_empty() || own.len() != subset.len() {
        return Some("it is empty, or lists an equilibrium twice".to_owned());
    }
    if let Some(stranger) = own
        .iter()
        .find(|place| !component.equilibria.contains(place))
    {
        return Some(format!("equilibrium {stranger} is not in its component"));
    }
    let firsts: BTreeSet<usize> = own.iter().map(|place| pairs.of[*place].0).collect();
    let seconds: BTreeSet<usize> = own.iter().map(|place| pairs.of[*place].1).collect();
    (firsts.len() * seconds.len() != own.len()).then(|| {
        format!(
            "it mixes {} strategies with {} of the other player, but only {} of these pairs are equilibria",
            firsts.len(),
            seconds.len(),
            own.len()
        )
    })
}

/// All maximal products in the list, each as sorted places; none beyond the limit.
fn maximal_products(pairs: &Pairs) -> Option<BTreeSet<Vec<usize>>> {
    let mut neighbours: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); pairs.firsts];
    for (x, y) in &pairs.of {
        neighbours[*x].insert(*y);
    }
    let mut closed: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    for own in &neighbours {
        let mut new: Vec<BTreeSet<usize>> = vec![own.clone()];
        new.extend(
            closed
                .iter()
                .map(|known| known & own)
                .filter(|common| !common.is_empty()),
        );
        closed.extend(new);
        if closed.len() > SUBSET_LIMIT {
            return None;
        }
    }
    let product = |seconds: BTreeSet<usize>| {
        let inside =
            |(x, y): &(usize, usize)| seconds.contains(y) && seconds.is_subset(&neighbours[*x]);
        (0..pairs.of.len())
            .filter(|place| inside(&pairs.of[*place]))
            .collect()
    };
    Some(closed.into_iter().map(product).collect())
}
