//! Bounds of the payoffs of repeated games with more players, checked again: from inside point by point, from outside by steps of its own.

use super::generation::Generation;
use super::outside::{Outcome, half_spaces_hold};
use crate::certify::repeat_claim::{ClaimedBound, ClaimedPayoffBounds};
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Rational;

/// The most players of a game without plans.
const PLAYERS: usize = 4;

pub(super) fn verify_bounds(claim: &ClaimedPayoffBounds, game: &Game, report: &mut Verification) {
    let players = game.counts().len();
    let place = &claim.place;
    let before = report.refuted.len();
    let fits = claim.half_spaces.iter().all(|(n, _)| n.len() == players);
    let is_discount = claim.discount >= Rational::ZERO && claim.discount < Rational::ONE;
    if !fits || !is_discount {
        let said = "bounds are of all players and a discount factor from 0 to below 1";
        report.refute(Check::PayoffSet, place, said);
        return;
    }
    if claim.is_empty {
        empty(claim, game, report);
        return;
    }
    if claim.players.len() != players {
        let said = "the bounds of some player are missing";
        report.refute(Check::PayoffSet, place, said);
        return;
    }
    let generation = Generation {
        place,
        noun: "point",
        discount: &claim.discount,
        points: &claim.points,
        witnesses: &claim.witnesses,
    };
    generation.verify(game, report);
    if report.refuted.len() > before {
        return;
    }
    for (number, point) in claim.points.iter().enumerate() {
        for (normal, level) in &claim.half_spaces {
            if dot(normal, point) > *level {
                let said = format!(
                    "{} lies outside a half-space that is said to hold all payoffs",
                    generation.words(point)
                );
                report.refute(Check::PayoffSet, &format!("{place}/points/{number}"), said);
                break;
            }
        }
    }
    let ids = game.players().iter().map(|player| &player.id);
    for (player, (id, [least, greatest])) in ids.zip(&claim.players).enumerate() {
        let axis = |sign: i64| {
            let mut normal = vec![0; players];
            normal[player] = sign;
            normal
        };
        let name = |end: &str| format!("the {end} payoff of {id}");
        let at = |end: &str| format!("{place}/players/{id}/{end}");
        end(
            claim,
            least,
            &axis(-1),
            (name("least"), at("least")),
            report,
        );
        let words = (name("greatest"), at("greatest"));
        end(claim, greatest, &axis(1), words, report);
    }
    let joint = (
        "the greatest joint payoff".to_owned(),
        format!("{place}/joint"),
    );
    match &claim.joint {
        Some(bound) => end(claim, bound, &vec![1; players], joint, report),
        None => report.refute(Check::PayoffSet, &joint.1, "it has no bounds"),
    }
    let count = claim.points.len();
    if count > 0 {
        let all = match count {
            1 => "the point is a payoff".to_owned(),
            several => format!("all {several} points are payoffs"),
        };
        let said = format!(
            "{all} of subgame-perfect equilibria (self-generation), and the inner bounds are what the points reach"
        );
        report.conclude(before, Check::PayoffSet, place, said);
    }
    let own = claim.half_spaces.iter();
    let own: Vec<_> = own
        .map(|(n, level)| (n.clone(), Some(level.clone())))
        .collect();
    let outer = format!("{place}/outer");
    match half_spaces_hold(game, &claim.discount, own) {
        Outcome::Hold => {
            let said = format!(
                "all payoffs lie in the {} half-spaces",
                claim.half_spaces.len()
            );
            report.conclude(before, Check::PayoffSet, &outer, said);
        }
        Outcome::Open => {
            let said = "that no payoff lies outside the half-spaces";
            report.leave(Check::PayoffSet, &outer, said);
        }
    }
    let said = "by which kind of plan the points were found";
    report.leave(Check::PayoffSet, &format!("{place}/inner"), said);
}

/// Whether it is so that there are no plans.
fn empty(claim: &ClaimedPayoffBounds, game: &Game, report: &mut Verification) {
    let place = &claim.place;
    let before = report.refuted.len();
    let says_more = !claim.points.is_empty() || !claim.players.is_empty() || claim.joint.is_some();
    if says_more || !claim.half_spaces.is_empty() {
        let said = "there are said to be no plans, and payoffs of plans are given";
        report.refute(Check::PayoffSet, place, said);
        return;
    }
    let is_stable = |profile: &usize| {
        (0..game.counts().len()).all(|player| {
            let mut replies = 0..game.counts()[player];
            let own = game.payoff(player, *profile);
            replies.all(|a| game.payoff(player, game.deviation(*profile, player, a)) <= own)
        })
    };
    if (0..game.profiles()).any(|profile| is_stable(&profile)) {
        let said = "there are said to be no plans, and an equilibrium of a single period is one";
        report.refute(Check::PayoffSet, place, said);
        return;
    }
    // More players have too many directions.
    let all = directions(game.counts().len().min(PLAYERS));
    let all = all.into_iter().map(|normal| (normal, None)).collect();
    let outcome = match game.counts().len() {
        ..=PLAYERS => half_spaces_hold(game, &claim.discount, all),
        _ => Outcome::Open,
    };
    match outcome {
        Outcome::Hold => {
            let said = "there are no subgame-perfect equilibria in pure actions with public draws";
            report.conclude(before, Check::PayoffSet, place, said.to_owned());
        }
        Outcome::Open => {
            let said = "that there are no subgame-perfect equilibria in pure actions";
            report.leave(Check::PayoffSet, place, said);
        }
    }
}

/// All directions in which payoffs count once, not at all, or against.
fn directions(players: usize) -> Vec<Vec<i64>> {
    let mut all: Vec<Vec<i64>> = vec![Vec::new()];
    for _ in 0..players {
        let longer = |normal: &Vec<i64>| [-1, 0, 1].map(|entry| [&normal[..], &[entry]].concat());
        all = all.iter().flat_map(longer).collect();
    }
    all.retain(|normal| normal.iter().any(|entry| *entry != 0));
    all
}

/// Whether a bound is what the points reach in a direction, and what a half-space allows.
fn end(
    claim: &ClaimedPayoffBounds,
    bound: &ClaimedBound,
    normal: &[i64],
    (name, place): (String, String),
    report: &mut Verification,
) {
    let sign = |value: Rational| match normal.iter().sum::<i64>() {
        ..0 => -value,
        _ => value,
    };
    let reached = claim.points.iter().map(|point| dot(normal, point)).max();
    if reached.map(sign) != bound.inner {
        let said = format!("{name}: the inner bound is not what the points give");
        report.refute(Check::PayoffSet, &format!("{place}/inner"), said);
    }
    let known = claim.half_spaces.iter().find(|(n, _)| n == normal);
    if known.map(|(_, level)| sign(level.clone())).as_ref() != Some(&bound.outer) {
        let said = format!("{name}: the outer bound is not that of a half-space");
        report.refute(Check::PayoffSet, &format!("{place}/outer"), said);
    }
    if bound.exact != (bound.inner.as_ref() == Some(&bound.outer)) {
        let said = format!("{name}: whether it is exact is not as the bounds say");
        report.refute(Check::PayoffSet, &format!("{place}/exact"), said);
    }
}

pub(super) fn dot(normal: &[i64], payoffs: &[Rational]) -> Rational {
    let terms = normal.iter().zip(payoffs);
    terms
        .map(|(n, payoff)| &Rational::integer(*n) * payoff)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certify::repeat_claim::ClaimedWitness;
    use crate::game::{Payoffs, Player};

    /// Three states; each contribution costs 3 and gives 2 to everybody. At a discount factor of 1/10 nobody ever gives.
    fn public_good() -> Game {
        let players = ["A", "B", "C"].map(|id| Player::plain(id, &["give", "keep"]));
        let payoffs = Payoffs::from_fn(&[2, 2, 2], |player, p| {
            let given = p.iter().filter(|action| **action == 0).count() as i64;
            Rational::integer(2 * given - if p[player] == 0 { 3 } else { 0 })
        });
        Game::new(
            "public good",
            players.to_vec(),
            payoffs.expect("a small game"),
        )
    }

    fn claim() -> ClaimedPayoffBounds {
        let zero = ClaimedBound {
            inner: Some(Rational::ZERO),
            outer: Rational::ZERO,
            exact: true,
        };
        let nothing = vec![Rational::ZERO; 3];
        let directions = directions(3).into_iter();
        ClaimedPayoffBounds {
            place: "/payoff_bounds".to_owned(),
            discount: Rational::ratio(1, 10),
            is_empty: false,
            players: vec![[zero.clone(), zero.clone()]; 3],
            joint: Some(zero),
            witnesses: vec![ClaimedWitness {
                profile: vec![1, 1, 1],
                continuation: nothing.clone(),
                mixture: vec![(0, Rational::ONE)],
            }],
            points: vec![nothing],
            half_spaces: directions.map(|normal| (normal, Rational::ZERO)).collect(),
        }
    }

    /// What is refuted after a change, in words.
    fn refuted(change: impl Fn(&mut ClaimedPayoffBounds)) -> Vec<String> {
        let (mut claim, mut report) = (claim(), Verification::default());
        change(&mut claim);
        verify_bounds(&claim, &public_good(), &mut report);
        report.refuted.into_iter().map(|f| f.words).collect()
    }

    #[test]
    fn a_right_claim_is_verified_from_both_sides() {
        let mut report = Verification::default();
        verify_bounds(&claim(), &public_good(), &mut report);
        assert_eq!(report.refuted, []);
        let places: Vec<&str> = report.verified.iter().map(|f| f.place.as_str()).collect();
        assert_eq!(places, ["/payoff_bounds", "/payoff_bounds/outer"]);
    }

    #[track_caller]
    fn check(change: impl Fn(&mut ClaimedPayoffBounds), expected: &str) {
        let found = refuted(change);
        assert!(
            found.iter().any(|words| words.contains(expected)),
            "{found:?}"
        );
    }

    #[test]
    fn wrong_claims_are_refused_by_name() {
        let one = || Rational::ONE;
        check(
            |c| c.witnesses[0].profile[0] = 0,
            "its witness gives A -9/10",
        );
        check(|c| c.points[0][1] = one(), "the promise is not the draw");
        check(
            |c| c.witnesses[0].mixture[0].1 = Rational::ratio(1, 2),
            "not the draw",
        );
        check(
            |c| c.players[1][0].inner = Some(one()),
            "the least payoff of B: the inner bound",
        );
        check(
            |c| c.players[2][1].outer = one(),
            "the greatest payoff of C: the outer bound",
        );
        check(|c| c.players[0][0].exact = false, "whether it is exact");
        check(|c| c.joint = None, "no bounds");
        check(|c| c.is_empty = true, "no plans");
        check(|c| c.discount = one(), "from 0 to below 1");
        check(|c| c.half_spaces.clear(), "not that of a half-space");
        let below = |c: &mut ClaimedPayoffBounds| c.half_spaces[7].1 = -one();
        check(below, "point (0, 0, 0) lies outside a half-space");
        check(
            |c| c.witnesses.clear(),
            "not every point says how it is played",
        );
    }

    #[test]
    fn nobody_gives_where_the_others_do_not_notice() {
        // All give 3 each, and keeping alone gains 1 now: worth it at 1/10.
        let giving = |claim: &mut ClaimedPayoffBounds| {
            let three = vec![Rational::integer(3); 3];
            claim.points.push(three.clone());
            claim.witnesses.push(ClaimedWitness {
                profile: vec![0, 0, 0],
                continuation: three,
                mixture: vec![(1, Rational::ONE)],
            });
        };
        check(giving, "point (3, 3, 3): A gains by deviating");
    }
}
