//! Whether a list that is said to be complete is: everything that could be missing is looked for again.

use std::collections::{BTreeMap, BTreeSet};

use super::equilibria::rationals;
use super::order::verify_perfect_bayesian;
use super::pure::{NAMED, is_equilibrium};
use super::two_player::{BASIS_LIMIT, TwoPlayers};
use super::{Profile, counted, many_players, profile_in_words, pure};
use crate::certify::claim::{Claim, ClaimedConcept};
use crate::certify::complementarity::{ComplementarityTree, check_complementarity_tree};
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Rational;

/// Checks that the list holds what it is said to hold.
///
/// # Answer
/// None if it was not found to hold all (extreme) equilibria, mixed ones too. Otherwise sets of places in it; where three or more players have a
/// choice, what they connect are the components.
pub(super) fn verify(
    game: &Game,
    claim: &Claim,
    profiles: &[Profile],
    kept: Option<&[Vec<usize>]>,
    report: &mut Verification,
) -> Option<Vec<Vec<usize>>> {
    let counts = many_players::verify_counts(game, claim, report);
    let says_complete = ["exhaustive", "proved"].contains(&claim.completeness.as_str());
    if says_complete != claim.complete {
        let words = format!(
            "`complete` is {}, but the reason given is `{}`",
            claim.complete, claim.completeness
        );
        report.refute(Check::Completeness, "/completeness", words);
    }
    if !claim.complete {
        let words = format!(
            "the list is not said to be complete: {}",
            claim.completeness
        );
        report.leave(Check::Completeness, "/complete", words);
    }
    if claim.concept == ClaimedConcept::Pure {
        for place in
            (0..profiles.len()).filter(|place| pure::pure_index(game, &profiles[*place]).is_none())
        {
            let words = "it is mixed, and pure equilibria were asked for";
            report.refute(Check::Completeness, &format!("/equilibria/{place}"), words);
        }
    }
    if claim.concept == ClaimedConcept::PerfectBayesian
        && let Some(tree) = game.tree()
    {
        verify_perfect_bayesian(game, tree, claim, profiles, report);
        return None;
    }
    if !claim.complete && lists_some_only(&claim.completeness) {
        let words = "whether equilibria are missing: only some were asked for";
        report.leave(Check::Completeness, "/equilibria", words);
        return None;
    }
    if claim.concept == ClaimedConcept::Pure || !claim.complete {
        pure::verify(game, claim, profiles, report);
        return None;
    }
    if claim.concept == ClaimedConcept::SubgamePerfect
        && let [only] = profiles
        && verify_by_induction(game, only, report)
    {
        return Some(Vec::new());
    }
    let Some(kept) = kept else {
        let words = "completeness: it rests on the elimination of dominated actions, which was not verified";
        report.leave(Check::Completeness, "/complete", words);
        return None;
    };
    match super::choosing(kept).as_slice() {
        [] | [_] => verify_best_actions(game, claim, profiles, kept, report).then(Vec::new),
        [first, second] if !game.is_ordinal() => {
            verify_two_players(game, claim, profiles, kept, [*first, *second], report)
                .then(Vec::new)
        }
        _ if !game.is_ordinal() => {
            many_players::verify(game, claim, profiles, kept, &counts, report)
        }
        _ => {
            let words = "nothing shows that all mixed equilibria are listed: payoffs are ranks, so that nothing can be said of mixtures";
            report.refute(Check::Completeness, "/complete", words);
            pure::verify(game, claim, profiles, report);
            None
        }
    }
}

/// Whether an answer says that only so many equilibria were asked for, and does not say that all pure ones are among them.
fn lists_some_only(completeness: &str) -> bool {
    let is_cut_short = completeness.contains("equilibria asked for were found")
        || completeness.contains("; there may be more") && completeness.starts_with("the first ");
    is_cut_short && !completeness.contains("all pure ones among them")
}

/// Everybody knows what happened, and every decision is the only best one given what follows: then there is no other subgame-perfect
/// equilibrium, from the last decisions to the first.
fn verify_by_induction(game: &Game, profile: &Profile, report: &mut Verification) -> bool {
    let Some(tree) = game.tree().filter(|tree| tree.has_perfect_information()) else {
        return false;
    };
    let Some(index) = pure::pure_index(game, profile) else {
        return false;
    };
    let chosen = game.profile_at(index);
    let is_only_best = |set: usize| {
        let other = |action: &usize| *action != chosen[set];
        let mut others = (0..game.counts()[set]).filter(other);
        others.all(|action| {
            game.payoff(set, game.deviation(index, set, action)) < game.payoff(set, index)
        })
    };
    if !(0..tree.sets().len()).all(is_only_best) {
        return false;
    }
    let words = "complete: everybody knows what happened, and every decision is the only best one given what follows";
    report.conclude(
        report.refuted.len(),
        Check::Completeness,
        "/complete",
        words,
    )
}

/// At most one player has a choice: the extreme equilibria are its best actions.
fn verify_best_actions(
    game: &Game,
    claim: &Claim,
    profiles: &[Profile],
    kept: &[Vec<usize>],
    report: &mut Verification,
) -> bool {
    let mut expected: Vec<Vec<usize>> = vec![Vec::new()];
    for actions in kept {
        expected = expected
            .into_iter()
            .flat_map(|profile| {
                actions.iter().map(move |action| {
                    let mut longer = profile.clone();
                    longer.push(*action);
                    longer
                })
            })
            .collect();
    }
    expected.retain(|profile| is_equilibrium(game, game.index_of(profile)));
    let listed: Vec<Option<usize>> = profiles.iter().map(|p| pure::pure_index(game, p)).collect();
    let before = report.refuted.len();
    for (place, listed) in listed.iter().enumerate() {
        if listed.is_none() {
            let words = "it is no extreme equilibrium: one player has a choice, and mixes";
            report.refute(Check::Completeness, &format!("/equilibria/{place}"), words);
        }
    }
    for profile in &expected {
        if !listed.contains(&Some(game.index_of(profile))) {
            let words = format!(
                "the equilibrium {} is missing",
                profile_in_words(claim, profile)
            );
            report.refute(Check::Completeness, "/equilibria", words);
        }
    }
    let words = "complete: at most one player has a choice, and its best actions are listed";
    report.conclude(before, Check::Completeness, "/complete", words)
}

/// Two players have a choice: every extreme equilibrium, found again from all bases.
fn verify_two_players(
    game: &Game,
    claim: &Claim,
    profiles: &[Profile],
    kept: &[Vec<usize>],
    players: [usize; 2],
    report: &mut Verification,
) -> bool {
    if let Some(tree) = &claim.tree {
        return verify_by_tree(game, tree, profiles, kept, players, report);
    }
    let two = TwoPlayers::new(game, kept, players);
    let [m, n] = players.map(|player| kept[player].len());
    let bases = two.bases().filter(|bases| *bases <= BASIS_LIMIT);
    let Some(bases) = bases else {
        let words = format!(
            "completeness: a game of {m} x {n} actions has more than {BASIS_LIMIT} bases to try"
        );
        report.leave(Check::Completeness, "/complete", words);
        pure::verify(game, claim, profiles, report);
        return false;
    };
    let mut expected: BTreeMap<Vec<Vec<Rational>>, bool> = BTreeMap::new();
    for pair in two.extreme_equilibria() {
        let mut profile: Vec<Vec<Rational>> = game
            .counts()
            .iter()
            .map(|count| vec![Rational::ZERO; *count])
            .collect();
        for (player, actions) in kept.iter().enumerate() {
            profile[player][actions[0]] = Rational::ONE;
        }
        for (player, strategy) in players.into_iter().zip(pair) {
            profile[player][kept[player][0]] = Rational::ZERO;
            for (action, probability) in kept[player].iter().zip(strategy) {
                profile[player][*action] = probability;
            }
        }
        expected.insert(profile, false);
    }
    let before = report.refuted.len();
    for (place, profile) in profiles.iter().enumerate() {
        let exact: Option<Vec<Vec<Rational>>> = profile.iter().map(|s| rationals(s)).collect();
        match exact.and_then(|exact| expected.get_mut(&exact)) {
            Some(found) => *found = true,
            None => {
                let words = "it is no extreme equilibrium: only those are listed of a game for two";
                report.refute(Check::Completeness, &format!("/equilibria/{place}"), words);
            }
        }
    }
    let missing: Vec<&Vec<Vec<Rational>>> = expected
        .iter()
        .filter(|(_, found)| !**found)
        .map(|(profile, _)| profile)
        .collect();
    for profile in missing.iter().take(NAMED) {
        let words = format!(
            "the extreme equilibrium {} is missing",
            in_words(claim, profile)
        );
        report.refute(Check::Completeness, "/equilibria", words);
    }
    if missing.len() > NAMED {
        let words = format!(
            "{} more extreme equilibria are missing",
            missing.len() - NAMED
        );
        report.refute(Check::Completeness, "/equilibria", words);
    }
    let words = format!(
        "complete: {} found again from the {bases} bases of each best-reply polytope",
        counted(expected.len(), "extreme equilibrium")
    );
    report.conclude(before, Check::Completeness, "/complete", words)
}

/// Two players have a choice: the tree that the answer holds shows that no extreme equilibrium is missing.
fn verify_by_tree(
    game: &Game,
    tree: &ComplementarityTree,
    profiles: &[Profile],
    kept: &[Vec<usize>],
    players: [usize; 2],
    report: &mut Verification,
) -> bool {
    let two = game.between(kept, players);
    let mut strategies: [Vec<Vec<Rational>>; 2] = Default::default();
    let mut places: [BTreeMap<Vec<Rational>, usize>; 2] = Default::default();
    let mut pairs = BTreeSet::new();
    let before = report.refuted.len();
    for (place, profile) in profiles.iter().enumerate() {
        let own = players.map(|player| {
            let exact = rationals(&profile[player])?;
            let within: Vec<Rational> = kept[player].iter().map(|a| exact[*a].clone()).collect();
            let sum = within
                .iter()
                .fold(Rational::ZERO, |sum, share| &sum + share);
            (sum == Rational::ONE).then_some(within)
        });
        let [Some(row), Some(column)] = own else {
            let words = "it is no extreme equilibrium: only those are listed of a game for two";
            report.refute(Check::Completeness, &format!("/equilibria/{place}"), words);
            continue;
        };
        let mut pair = [0; 2];
        for (player, strategy) in [row, column].into_iter().enumerate() {
            let next = strategies[player].len();
            pair[player] = *places[player].entry(strategy.clone()).or_insert(next);
            if pair[player] == next {
                strategies[player].push(strategy);
            }
        }
        pairs.insert(pair);
    }
    let [first, second] = &strategies;
    match check_complementarity_tree(&two, [first, second], &pairs, tree) {
        Ok(checked) => {
            let words = format!(
                "complete: {} of a tree over what is not played or a best reply show it; {} are proved empty, and {} hold listed equilibria only",
                counted(tree.nodes.len(), "node"),
                checked.empty,
                checked.sets
            );
            report.conclude(before, Check::Completeness, "/complete", words)
        }
        Err(reason) => {
            report.refute(Check::Proof, "/proof/tree", reason.to_string());
            false
        }
    }
}

/// `S1 1/2 arm + 1/2 ally, S2 arm`.
pub(super) fn in_words(claim: &Claim, profile: &[Vec<Rational>]) -> String {
    let strategy = |(player, strategy): (usize, &Vec<Rational>)| {
        let player = &claim.players[player];
        let played = player
            .actions
            .iter()
            .zip(strategy)
            .filter(|(_, p)| !p.is_zero());
        let played: Vec<String> = played
            .map(|((id, _), p)| {
                if *p == Rational::ONE {
                    id.clone()
                } else {
                    format!("{p} {id}")
                }
            })
            .collect();
        format!("{} {}", player.id, played.join(" + "))
    };
    profile
        .iter()
        .enumerate()
        .map(strategy)
        .collect::<Vec<_>>()
        .join(", ")
}
