//! Plans and payoff sets of repeated games, checked again from the definitions.
//!
//! A plan: every deviation of one period is compared. A payoff set, or points between bounds: they are self-generating, so all of them are
//! equilibrium payoffs. Half-spaces around them are derived again.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), "Toward a theory of discounted repeated games with imperfect monitoring", *Econometrica* 58
//! (self-generation).

mod bounds;
mod generation;
mod outside;

use crate::certify::plan::{Play, plan};
use crate::certify::repeat_claim::{ClaimedPayoffSet, ClaimedPlan, RepeatClaim};
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Rational;
use bounds::verify_bounds;
use generation::Generation;

/// Checks what a saved answer on a repeated game claims.
///
/// # Answer
/// Every one-shot deviation of each plan, that each payoff set and the points of bounds are self-generating, and that half-spaces hold all
/// payoffs, as far as that is not too much work. That no smaller discount factor would do, and that
/// a payoff set is the whole set, is not checked again.
pub fn verify_repeat(claim: &RepeatClaim, game: &Game) -> Verification {
    let mut report = Verification::default();
    let players: Vec<(String, Vec<String>)> = game
        .players()
        .iter()
        .map(|player| {
            let actions = player.actions.iter().map(|action| action.id.clone());
            (player.id.clone(), actions.collect())
        })
        .collect();
    if claim.players != players {
        report.refute(
            Check::Game,
            "/players",
            "players and actions are not those of the model",
        );
        return report;
    }
    report.verify(
        Check::Game,
        "/players",
        "players and actions are those of the model",
    );
    if let Some((place, claimed)) = &claim.minmax {
        verify_minmax(place, claimed, game, &mut report);
    }
    for one in &claim.plans {
        verify_plan(one, game, &mut report);
    }
    for set in &claim.payoff_sets {
        verify_set(set, game, &mut report);
    }
    for bounds in &claim.payoff_bounds {
        verify_bounds(bounds, game, &mut report);
    }
    for (place, what) in &claim.unchecked {
        report.leave(Check::Plan, place, *what);
    }
    report
}

fn words(game: &Game, profile: &[usize]) -> String {
    let players = game.players().iter().zip(profile);
    let words =
        players.map(|(player, action)| format!("{} {}", player.id, player.actions[*action].id));
    words.collect::<Vec<_>>().join(", ")
}

fn verify_minmax(place: &str, claimed: &[Rational], game: &Game, report: &mut Verification) {
    let before = report.refuted.len();
    for (player, claimed) in claimed.iter().enumerate() {
        let held = (0..game.profiles()).map(|profile| {
            let replies = (0..game.counts()[player]).map(|a| game.deviation(profile, player, a));
            replies.map(|reply| game.payoff(player, reply)).max()
        });
        if held.min().flatten().as_ref() != Some(claimed) {
            let id = &game.players()[player].id;
            let said = format!("the others can hold {id} to another payoff than {claimed}");
            report.refute(Check::Plan, &format!("{place}/{id}"), said);
        }
    }
    let said = "the least that the others, by pure actions, can hold each player to";
    report.conclude(before, Check::Plan, place, said.to_owned());
}

fn verify_plan(claim: &ClaimedPlan, game: &Game, report: &mut Verification) {
    let name = format!("the plan of {} ({})", words(game, &claim.profile), claim.by);
    let found = match plan(game, &claim.discount, &claim.automaton) {
        Ok(found) => found,
        Err(error) => {
            report.refute(Check::Plan, &claim.place, format!("{name}: {error}"));
            return;
        }
    };
    let before = report.refuted.len();
    // On the path the profile is played, and leads to itself.
    let own = game.index_of(&claim.profile);
    let [(start, _)] = claim.automaton.start.as_slice() else {
        report.refute(
            Check::Plan,
            &claim.place,
            format!("{name} does not begin in one state"),
        );
        return;
    };
    let first = &claim.automaton.states[*start];
    let stays = first.next.iter().all(|(state, _)| state == start);
    if first.play != Play::Pure(own) || !stays {
        report.refute(
            Check::Plan,
            &claim.place,
            format!("{name} does not play the profile for ever"),
        );
    }
    if claim
        .threshold
        .as_ref()
        .is_some_and(|threshold| *threshold != claim.discount)
    {
        report.refute(
            Check::Plan,
            &claim.place,
            format!("{name} is for another discount factor than the one it is given for"),
        );
    }
    for (state, payoffs) in claim.payoffs.iter().enumerate() {
        for (player, payoff) in payoffs.iter().enumerate() {
            if state >= claim.automaton.states.len() || player >= game.counts().len() {
                report.refute(
                    Check::Plan,
                    &claim.place,
                    format!("{name} promises to nobody"),
                );
            } else if found.value(player, state) != payoff {
                let id = &game.players()[player].id;
                let state_name = &claim.automaton.states[state].name;
                report.refute(
                    Check::Plan,
                    &claim.place,
                    format!(
                        "{name}: {id} gets {} from state {state_name} on, not {payoff}",
                        found.value(player, state)
                    ),
                );
            }
        }
    }
    for (state, player, action, loss) in &claim.losses {
        let known = found.deviations().iter().find(|deviation| {
            (deviation.state, deviation.player, deviation.action) == (*state, *player, *action)
        });
        if known.is_none_or(|known| known.loss != *loss) {
            report.refute(
                Check::Plan,
                &claim.place,
                format!("{name}: what a deviation loses is not {loss}"),
            );
        }
    }
    // Of a number that is not rational the plan is for one next to it, at which what binds loses a little.
    if let (Some((state, player, action)), Some(_)) = (&claim.binding, &claim.threshold) {
        let binds = found.deviations().iter().any(|deviation| {
            (deviation.player, deviation.action) == (*player, *action)
                && claim.automaton.states[deviation.state].name == *state
                && deviation.loss.is_zero()
        });
        if !binds {
            report.refute(
                Check::Plan,
                &claim.place,
                format!("{name}: the deviation that is said to bind is none that loses nothing"),
            );
        }
    }
    if claim.losses.len() != found.deviations().len() {
        report.refute(
            Check::Plan,
            &claim.place,
            format!("{name} leaves out deviations"),
        );
    }
    let said = format!(
        "{name}: none of {} deviations of one period pays at {}",
        found.deviations().len(),
        claim.discount
    );
    report.conclude(before, Check::Plan, &claim.place, said);
    report.leave(
        Check::Plan,
        &claim.place,
        "that no plan of its class does with a smaller discount factor",
    );
}

fn verify_set(claim: &ClaimedPayoffSet, game: &Game, report: &mut Verification) {
    let before = report.refuted.len();
    let place = &claim.place;
    if game.counts().len() != 2
        || claim.discount < Rational::ZERO
        || claim.discount >= Rational::ONE
    {
        report.refute(
            Check::PayoffSet,
            place,
            "a payoff set is of two players and a discount factor from 0 to below 1",
        );
        return;
    }
    let generation = Generation {
        place,
        noun: "vertex",
        discount: &claim.discount,
        points: &claim.vertices,
        witnesses: &claim.witnesses,
    };
    generation.verify(game, report);
    if claim.exact && claim.outer != claim.vertices {
        report.refute(
            Check::PayoffSet,
            &format!("{place}/outer"),
            "the set is said to be exact, and what holds it is another polygon",
        );
    }
    let count = claim.vertices.len();
    if count > 0 {
        let said = format!(
            "all {count} vertices are payoffs of subgame-perfect equilibria (self-generation)"
        );
        report.conclude(before, Check::PayoffSet, place, said);
    }
    let left = match claim.exact {
        true => "that there are no other payoffs",
        false => "that no payoff lies outside the outer polygon",
    };
    report.leave(Check::PayoffSet, place, left);
}
