//! Plans and payoff sets of repeated games, checked again from the definitions.
//!
//! A plan: every deviation of one period is compared. A payoff set: it is self-generating, so all of its points are equilibrium payoffs.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), "Toward a theory of discounted repeated games with imperfect monitoring", *Econometrica* 58
//! (self-generation).

use crate::certify::plan::{Play, plan};
use crate::certify::repeat_claim::{ClaimedPayoffSet, ClaimedPlan, RepeatClaim};
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Rational;

/// Checks what a saved answer on a repeated game claims.
///
/// # Answer
/// Every one-shot deviation of each plan, and that each payoff set is self-generating. That no smaller discount factor would do, and that
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
    for one in &claim.plans {
        verify_plan(one, game, &mut report);
    }
    for set in &claim.payoff_sets {
        verify_set(set, game, &mut report);
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
    if claim.witnesses.len() != claim.vertices.len() {
        report.refute(
            Check::PayoffSet,
            place,
            "not every vertex says how it is played",
        );
        return;
    }
    let least = [0, 1].map(|player| claim.vertices.iter().map(|v| v[player].clone()).min());
    let present = &Rational::ONE - &claim.discount;
    for (number, (vertex, witness)) in claim.vertices.iter().zip(&claim.witnesses).enumerate() {
        let vertex_words = format!("vertex ({}, {})", vertex[0], vertex[1]);
        let mut sum = Rational::ZERO;
        let mut mean = [Rational::ZERO, Rational::ZERO];
        let mut is_draw = true;
        for (other, p) in &witness.mixture {
            is_draw = is_draw && p.sign().is_ge() && *other < claim.vertices.len();
            sum = &sum + p;
            if let Some(corner) = claim.vertices.get(*other) {
                mean = [0, 1].map(|player| &mean[player] + &(p * &corner[player]));
            }
        }
        if !is_draw || sum != Rational::ONE || mean != witness.continuation {
            report.refute(
                Check::PayoffSet,
                &format!("{place}/inner/witnesses/{number}"),
                format!("{vertex_words}: the promise is not the draw of vertices it is said to be"),
            );
            continue;
        }
        let index = game.index_of(&witness.profile);
        for player in 0..2 {
            let payoff = |action: usize| game.payoff(player, game.deviation(index, player, action));
            let value = &(&present * &game.payoff(player, index))
                + &(&claim.discount * &witness.continuation[player]);
            let best = (0..game.counts()[player]).map(payoff).max();
            let punished = best
                .zip(least[player].clone())
                .map(|(best, least)| &(&present * &best) + &(&claim.discount * &least));
            if value != vertex[player] {
                report.refute(
                    Check::PayoffSet,
                    &format!("{place}/inner/witnesses/{number}"),
                    format!(
                        "{vertex_words}: its witness gives {} {value}",
                        game.players()[player].id
                    ),
                );
            } else if punished.is_none_or(|punished| punished > value) {
                report.refute(
                    Check::PayoffSet,
                    &format!("{place}/inner/witnesses/{number}"),
                    format!(
                        "{vertex_words}: {} gains by deviating",
                        game.players()[player].id
                    ),
                );
            }
        }
    }
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
