//! What is said of the order of moves, checked on the tree of the model: whose decisions, how play goes, beliefs, ties, and threats.

mod beliefs;
mod plans;
mod play;
mod ties;

pub(super) use beliefs::verify_list as verify_perfect_bayesian;

use super::equilibria::rationals;
use super::{Profile, counted, pointer};
use crate::certify::claim::Claim;
use crate::certify::order_claim::OrderClaim;
use crate::certify::{Check, Refutation, Verification, nash_in_tree, subgame_perfect};
use crate::game::{Game, Tree};
use crate::num::Rational;

/// The probabilities in every information set.
type Behaviour = Vec<Vec<Rational>>;

/// Checks the key `order` on the tree that the model gives.
pub(super) fn verify(
    (game, is_rebuilt): (&Game, bool),
    claim: &Claim,
    profiles: Option<&[Profile]>,
    report: &mut Verification,
) {
    let Some(order) = &claim.order else { return };
    let Some(tree) = game.tree() else {
        match is_rebuilt {
            true => {
                let words = "there is no order: the answer is on a game in which everybody chooses at once, or chooses plans";
                report.refute(Check::Order, "/order", words);
            }
            false => {
                let words = "who decides when, beliefs and threats: without the model there is no tree to check them on";
                report.leave(Check::Order, "/order", words);
            }
        }
        return;
    };
    if !deciding(tree, claim, order, report) {
        return;
    }
    let Some(profiles) = profiles.filter(|profiles| profiles.len() == order.plays.len()) else {
        if claim.equilibria.len() == order.plays.len() {
            let words = "how play goes in a list with a strategy that cannot be rebuilt";
            report.leave(Check::Order, "/order/plays", words);
        } else {
            let words = format!(
                "there should be one for each of {}",
                counted(claim.equilibria.len(), "equilibrium")
            );
            report.refute(Check::Order, "/order/plays", words);
        }
        return;
    };
    let behaviours: Vec<Option<Behaviour>> = profiles
        .iter()
        .map(|profile| profile.iter().map(|strategy| rationals(strategy)).collect())
        .collect();
    on_the_tree(tree, &behaviours, report);
    play::verify(tree, claim, order, (profiles, &behaviours), report);
    beliefs::verify(game, tree, claim, order, &behaviours, report);
    ties::verify(tree, claim, order, &behaviours, report);
    plans::verify(tree, order, &behaviours, report);
}

/// Checks the players, and whose each decision is.
fn deciding(tree: &Tree, claim: &Claim, order: &OrderClaim, report: &mut Verification) -> bool {
    let before = report.refuted.len();
    let players: Vec<&str> = tree.players().iter().map(|p| p.id.as_str()).collect();
    if order.players != players {
        let words = format!("the players of the model are {}", players.join(", "));
        report.refute(Check::Order, "/order/players", words);
        return false;
    }
    for (set, owner) in tree.sets().iter().zip(&order.owners) {
        if set.player != *owner {
            let words = format!(
                "{} is a decision of {}",
                set.id,
                tree.players()[set.player].id
            );
            let place = pointer("/order/decisions", &[&set.id]);
            report.refute(Check::Order, &place, words);
        }
    }
    let words = format!(
        "{} of {}, each that of the player named",
        counted(claim.players.len(), "decision"),
        counted(players.len(), "player")
    );
    report.conclude(before, Check::Order, "/order/decisions", words)
}

/// Checks each listed equilibrium once more, on the tree itself: no decision can be improved upon, and no player gains by changing several of its own.
fn on_the_tree(tree: &Tree, behaviours: &[Option<Behaviour>], report: &mut Verification) {
    let before = report.refuted.len();
    let knows_all = tree.has_perfect_information();
    let mut open = 0;
    for (place, behaviour) in behaviours.iter().enumerate() {
        let Some(behaviour) = behaviour else {
            open += 1;
            continue;
        };
        let place = format!("/equilibria/{place}");
        if let Err(refutation) = subgame_perfect(tree, behaviour) {
            report.refute(Check::Equilibrium, &place, refutation.to_string());
        } else if !knows_all && let Err(refutation) = nash_in_tree(tree, behaviour) {
            let words = match refutation {
                Refutation::Gain {
                    player,
                    action,
                    gain,
                } => format!(
                    "whoever decides at {player} gains {gain} by another plan for all its decisions, which begins with {action}"
                ),
                other => other.to_string(),
            };
            report.refute(Check::Equilibrium, &place, words);
        }
    }
    if open > 0 {
        let words = format!(
            "on the tree itself: {} with probabilities that are not rational",
            counted(open, "equilibrium")
        );
        report.leave(Check::Equilibrium, "/equilibria", words);
    }
    if !knows_all && let Err(forgetful) = tree.last_own_decisions() {
        let words = format!("whether a player gains by several decisions at once: {forgetful}");
        report.leave(Check::Equilibrium, "/equilibria", words);
        return;
    }
    if open < behaviours.len() {
        let words = "on the tree itself no decision can be improved upon, and no player gains by changing several of its own";
        report.conclude(before, Check::Equilibrium, "/order", words);
    }
}

/// The action in each information set, where nobody mixes.
fn pure_plan(behaviour: &Behaviour) -> Option<Vec<usize>> {
    let sets = behaviour.iter();
    sets.map(|probabilities| probabilities.iter().position(|p| *p == Rational::ONE))
        .collect()
}
