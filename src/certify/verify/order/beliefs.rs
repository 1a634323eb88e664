//! What is believed of types: Bayes' rule where play leads, and elsewhere beliefs with which what is planned is best.
//!
//! Off the path probabilities of types are all that is written. Whether some beliefs with these make the planned action best is a linear program
//! in the probabilities of the nodes; those found are put into the definition.

use super::{Behaviour, pure_plan};
use crate::certify::claim::{Claim, ClaimedConcept};
use crate::certify::order_claim::{ClaimedBelief, OrderClaim};
use crate::certify::verify::pure::{self, NAMED};
use crate::certify::verify::{Profile, counted, pointer, profile_in_words};
use crate::certify::{Check, Verification, assessment, gains, nash_in_tree};
use crate::game::{Game, Node, Tree};
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// The most plans for which an answer is expected to name beliefs, and that are gone through for one that is missing from a list.
const PLANS: usize = 100_000;

pub(super) fn verify(
    game: &Game,
    tree: &Tree,
    claim: &Claim,
    order: &OrderClaim,
    behaviours: &[Option<Behaviour>],
    report: &mut Verification,
) {
    let before = report.refuted.len();
    let needed = claim.concept == ClaimedConcept::PerfectBayesian && game.profiles() <= PLANS;
    let mut supported = 0;
    for (number, play) in order.plays.iter().enumerate() {
        if play.beliefs.is_empty() && !needed {
            continue;
        }
        let place = format!("/order/plays/{number}/beliefs");
        let Some(plan) = behaviours[number].as_ref().and_then(pure_plan) else {
            let words = "beliefs where somebody mixes";
            report.leave(Check::Belief, &place, words);
            continue;
        };
        of_play(tree, &plan, &play.beliefs, &place, report);
        supported += 1;
    }
    if supported > 0 {
        let words = format!(
            "beliefs of {}: where play leads they follow by Bayes' rule, and elsewhere they support what is planned",
            counted(supported, "equilibrium")
        );
        report.conclude(before, Check::Belief, "/order/plays", words);
    }
}

/// Checks the beliefs of one equilibrium in which nobody mixes.
fn of_play(
    tree: &Tree,
    plan: &[usize],
    listed: &[ClaimedBelief],
    place: &str,
    report: &mut Verification,
) {
    let before = report.refuted.len();
    let parents = tree.parents();
    let reached = tree.reached(&tree.certain(plan));
    let mut beliefs = Vec::new();
    for (set, described) in tree.sets().iter().enumerate() {
        let nodes = tree.members(set);
        let types: Vec<String> = nodes
            .iter()
            .map(|node| types_in_words(tree, &parents, set, *node as usize))
            .collect();
        let mut kinds = types.clone();
        kinds.sort_unstable();
        kinds.dedup();
        let mut said = listed.iter().enumerate().filter(|(_, b)| b.decision == set);
        let claimed = said.next();
        if let Some((again, _)) = said.next() {
            let words = format!("what is believed at {} is listed twice", described.id);
            report.refute(Check::Belief, &format!("{place}/{again}"), words);
        }
        let at = claimed.map_or(place.to_owned(), |(number, _)| format!("{place}/{number}"));
        match claimed {
            None if kinds.len() > 1 => {
                let words = format!("what is believed at {} is not listed", described.id);
                report.refute(Check::Belief, &at, words);
                continue;
            }
            Some((_, belief)) => {
                let mut names: Vec<&str> = belief.types.iter().map(|(w, _)| w.as_str()).collect();
                names.sort_unstable();
                if names != kinds {
                    let words = format!("the types there can be are {}", kinds.join("; "));
                    report.refute(Check::Belief, &format!("{at}/types"), words);
                    continue;
                }
            }
            None => {}
        }
        let claimed = claimed.map(|(_, belief)| belief);
        let total = nodes
            .iter()
            .fold(Rational::ZERO, |sum, node| &sum + &reached[*node as usize]);
        if claimed.is_some_and(|belief| belief.reached == total.is_zero()) {
            let words = match total.is_zero() {
                true => "play does not lead there",
                false => "play leads there",
            };
            report.refute(Check::Belief, &format!("{at}/reached"), words);
        }
        if total.is_zero() {
            let all: Vec<usize> = (0..nodes.len()).collect();
            let of_types = claimed.map(|belief| (&types[..], &belief.types[..]));
            match believable(tree, plan, set, &all, of_types) {
                Some(belief) => beliefs.push(belief),
                None => {
                    let action = &described.actions[plan[set]].id;
                    let words = match claimed {
                        Some(_) => format!(
                            "with these beliefs `{action}` is not best at {}",
                            described.id
                        ),
                        None => format!("no beliefs make `{action}` best at {}", described.id),
                    };
                    report.refute(Check::Belief, &at, words);
                }
            }
            continue;
        }
        let belief: Vec<Rational> = nodes
            .iter()
            .map(|node| &reached[*node as usize] / &total)
            .collect();
        for (name, said) in claimed.map_or(&[][..], |belief| &belief.types) {
            let own = types
                .iter()
                .zip(&belief)
                .filter(|(words, _)| *words == name);
            let exact = own.fold(Rational::ZERO, |sum, (_, p)| &sum + p);
            if *said != exact {
                let at = pointer(&format!("{at}/types"), &[name]);
                report.refute(Check::Belief, &at, format!("by Bayes' rule it is {exact}"));
            }
        }
        beliefs.push(belief);
    }
    if report.refuted.len() == before
        && let Err(refutation) = assessment(tree, plan, &beliefs)
    {
        report.refute(Check::Belief, place, refutation.to_string());
    }
}

/// `S strong`, `S strong, R weak`: the types on the way to a node, but for those that whoever decides in the set knows.
fn types_in_words(tree: &Tree, parents: &[Option<u32>], set: usize, node: usize) -> String {
    let mut words = Vec::new();
    let mut at = node;
    while let Some(parent) = parents[at] {
        let parent = parent as usize;
        if let Node::Chance { draw, .. } = tree.nodes()[parent] {
            let described = &tree.draws()[draw as usize];
            let children = tree.children(parent).iter();
            let result = children.take_while(|child| **child as usize != at).count();
            let known = tree.sets()[set].given.contains(&(draw as usize, result));
            if described.is_type && !known {
                let who = described.id.strip_prefix("type of ");
                let who = who.unwrap_or(&described.id);
                words.push(format!("{who} {}", described.results[result]));
            }
        }
        at = parent;
    }
    words.reverse();
    words.join(", ")
}

/// For each node the types that lead to it, in words, and the probability of each.
type OfTypes<'a> = (&'a [String], &'a [(String, Rational)]);

/// Beliefs in a set, on some of its nodes alone, with which the planned action is best; where probabilities of types are given, with these.
fn believable(
    tree: &Tree,
    plan: &[usize],
    set: usize,
    open: &[usize],
    of_types: Option<OfTypes<'_>>,
) -> Option<Vec<Rational>> {
    let nodes = tree.members(set);
    let mut constraints: Vec<Constraint> = gains(tree, plan, set)?
        .into_iter()
        .map(|(_, gains)| Constraint {
            coefficients: open.iter().map(|place| gains[*place].clone()).collect(),
            relation: Relation::AtMost,
            bound: Rational::ZERO,
        })
        .collect();
    let mut sum_to = |is_in: &dyn Fn(usize) -> bool, bound: Rational| {
        let one = |place: &usize| match is_in(*place) {
            true => Rational::ONE,
            false => Rational::ZERO,
        };
        constraints.push(Constraint {
            coefficients: open.iter().map(one).collect(),
            relation: Relation::Equal,
            bound,
        });
    };
    sum_to(&|_| true, Rational::ONE);
    for (name, probability) in of_types.map_or(&[][..], |(_, listed)| listed) {
        let of_type = |place: usize| of_types.is_some_and(|(types, _)| types[place] == *name);
        sum_to(&of_type, probability.clone());
    }
    let program = LinearProgram {
        objective: vec![Rational::ZERO; open.len()],
        constraints,
    };
    let Optimum::Optimal { primal, .. } = maximise(&program) else {
        return None;
    };
    let mut belief = vec![Rational::ZERO; nodes.len()];
    for (place, probability) in open.iter().zip(primal) {
        belief[*place] = probability;
    }
    Some(belief)
}

/// Checks a list of perfect Bayesian equilibria in pure actions: beliefs support each of them, and no other plan that nobody improves upon.
///
/// Beliefs off the path lie on nodes to which the fewest departures from the plan lead.
pub(in crate::certify::verify) fn verify_list(
    game: &Game,
    tree: &Tree,
    claim: &Claim,
    profiles: &[Profile],
    report: &mut Verification,
) {
    if game.profiles() > PLANS {
        let words = format!(
            "whether all pure perfect Bayesian equilibria are listed: there are {} plans",
            game.profiles()
        );
        return report.leave(Check::Completeness, "/equilibria", words);
    }
    let before = report.refuted.len();
    let listed: Vec<Option<usize>> = profiles.iter().map(|p| pure::pure_index(game, p)).collect();
    let mut missing = 0;
    for index in (0..game.profiles()).filter(|index| pure::is_equilibrium(game, *index)) {
        let plan = game.profile_at(index);
        let place = listed.iter().position(|listed| *listed == Some(index));
        match (place, is_supported(tree, &plan)) {
            (Some(place), false) => {
                let words = "no beliefs support it where play does not lead";
                report.refute(Check::Equilibrium, &format!("/equilibria/{place}"), words);
            }
            (None, true) => {
                missing += 1;
                if missing <= NAMED {
                    let words = format!(
                        "the pure perfect Bayesian equilibrium {} is missing",
                        profile_in_words(claim, &plan)
                    );
                    report.refute(Check::Completeness, "/equilibria", words);
                }
            }
            _ => {}
        }
    }
    if missing > NAMED {
        let words = format!("{} more are missing", missing - NAMED);
        report.refute(Check::Completeness, "/equilibria", words);
    }
    let words = format!(
        "all pure perfect Bayesian equilibria are listed: {} examined",
        counted(game.profiles(), "plan")
    );
    report.conclude(before, Check::Completeness, "/equilibria", words);
}

/// Whether some beliefs support a plan wherever it does not lead.
fn is_supported(tree: &Tree, plan: &[usize]) -> bool {
    let behaviour = tree.certain(plan);
    // Where play leads, nobody gains by any other plan for all its decisions.
    if nash_in_tree(tree, &behaviour).is_err() {
        return false;
    }
    let reached = tree.reached(&behaviour);
    let mut departures = vec![0; tree.nodes().len()];
    for node in 0..departures.len() {
        for (way, &child) in tree.children(node).iter().enumerate() {
            let departs = matches!(tree.nodes()[node], Node::Decision { set, .. } if plan[set as usize] != way);
            departures[child as usize] = departures[node] + usize::from(departs);
        }
    }
    (0..tree.sets().len()).all(|set| {
        let nodes = tree.members(set);
        if nodes.iter().any(|node| !reached[*node as usize].is_zero()) {
            return true;
        }
        let fewest = nodes.iter().map(|node| departures[*node as usize]).min();
        let open: Vec<usize> = (0..nodes.len())
            .filter(|place| Some(departures[nodes[*place] as usize]) == fewest)
            .collect();
        believable(tree, plan, set, &open, None).is_some()
    })
}
