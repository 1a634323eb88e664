//! Commitment to mixtures, from the definition: what is played gives what is said, and the weights written show that nothing gives more.

use super::attained::{Attained, is_attained};
use crate::certify::claim::{Claim, ClaimedNumber, ClaimedStrategy};
use crate::certify::leadership_claim::{
    ClaimedBoundOfRegion, ClaimedMixtures, ClaimedOutcome, ClaimedRegion, LeadershipClaim,
};
use crate::certify::verify::equilibria::postures;
use crate::certify::verify::number::agrees;
use crate::certify::verify::{counted, pointer};
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::{Rational, Real};

/// The payoffs of the leader and of the one who answers: a row for each action of the leader, an entry for each answer.
pub(super) struct Table {
    pub leader: Vec<Vec<Rational>>,
    pub follower: Vec<Vec<Rational>>,
}

impl Table {
    fn new(game: &Game, claim: &LeadershipClaim) -> Self {
        let follower = claim.followers.first().copied();
        let payoffs = |player: Option<usize>| -> Vec<Vec<Rational>> {
            let entry = |action: usize, answer: usize| {
                let mut profile = vec![0; game.counts().len()];
                profile[claim.leader] = action;
                if let Some(follower) = follower {
                    profile[follower] = answer;
                }
                player.map_or(Rational::ZERO, |p| game.payoff(p, game.index_of(&profile)))
            };
            let answers = follower.map_or(1, |follower| game.counts()[follower]);
            let rows = 0..game.counts()[claim.leader];
            rows.map(|action| (0..answers).map(|answer| entry(action, answer)).collect())
                .collect()
        };
        Table {
            leader: payoffs(Some(claim.leader)),
            follower: payoffs(follower),
        }
    }

    pub fn answers(&self) -> usize {
        self.leader[0].len()
    }

    /// The best answers to a mixture, each with what it gives the leader.
    fn best(&self, mixture: &[Rational]) -> Vec<(usize, Rational)> {
        let of = |payoffs: &[Vec<Rational>], answer: usize| -> Rational {
            let rows = payoffs.iter().zip(mixture);
            rows.map(|(row, probability)| &row[answer] * probability)
                .sum()
        };
        let all = 0..self.answers();
        let most = all.clone().map(|answer| of(&self.follower, answer)).max();
        all.filter(|answer| Some(of(&self.follower, *answer)) == most)
            .map(|answer| (answer, of(&self.leader, answer)))
            .collect()
    }

    /// Whether two answers are the same to who answers.
    pub fn are_same(&self, answer: usize, other: usize) -> bool {
        self.follower.iter().all(|row| row[answer] == row[other])
    }
}

/// Checks what is said of mixtures.
pub(super) fn verify(
    game: &Game,
    about: &Claim,
    claim: &LeadershipClaim,
    mixed: &ClaimedMixtures,
    report: &mut Verification,
) {
    let table = Table::new(game, claim);
    let before = report.refuted.len();
    verify_strong(game, about, claim, mixed, &table, report);
    let words = format!(
        "the best mixture gives {}: what is played is a best reply, and the weights of {} show that no mixture gives more",
        mixed.strong,
        counted(table.answers(), "answer")
    );
    report.conclude(before, Check::Leader, "/mixed/strong", words);
    let before = report.refuted.len();
    verify_weak(game, about, claim, mixed, &table, report);
    let words = format!(
        "of {} it can be sure{}: around what is played no worse reply ties, and the weights show that nothing gives more",
        mixed.weak,
        if mixed.attained {
            ""
        } else {
            " up to as little as it likes"
        }
    );
    report.conclude(before, Check::Leader, "/mixed/weak", words);
}

fn verify_strong(
    game: &Game,
    about: &Claim,
    claim: &LeadershipClaim,
    mixed: &ClaimedMixtures,
    table: &Table,
    report: &mut Verification,
) {
    let place = "/mixed/strong";
    let proof = format!("{place}/proof");
    let Some(bounds) = bounds(&mixed.strong_proof, table, &proof, report) else {
        return;
    };
    let largest = bounds.iter().flatten().max();
    if largest != Some(&mixed.strong) {
        let words = format!(
            "it is {}, and the proof has another greatest bound",
            mixed.strong
        );
        report.refute(Check::Leader, &format!("{place}/value"), words);
    }
    let mut answers = Vec::new();
    for (number, outcome) in mixed.commitments.iter().enumerate() {
        let place = format!("{place}/commitments/{number}");
        let Some((mixture, answer)) = played(game, about, claim, outcome, &place, report) else {
            continue;
        };
        let best = table.best(&mixture);
        match best.iter().find(|(best, _)| *best == answer) {
            None => report.refute(Check::Leader, &place, "the answer is no best reply"),
            Some((_, value)) if *value != mixed.strong => {
                let words = format!("it gives {value}, not {}", mixed.strong);
                report.refute(Check::Leader, &place, words);
            }
            Some(_) => answers.push(answer),
        }
    }
    let attaining = (0..bounds.len()).filter(|a| bounds[*a].as_ref() == Some(&mixed.strong));
    if report.refuted.is_empty() && answers != attaining.collect::<Vec<_>>() {
        let words = "there is not one commitment for each answer with which the value is reached";
        report.refute(Check::Leader, &format!("{place}/commitments"), words);
    }
}

fn verify_weak(
    game: &Game,
    about: &Claim,
    claim: &LeadershipClaim,
    mixed: &ClaimedMixtures,
    table: &Table,
    report: &mut Verification,
) {
    let place = "/mixed/weak";
    let proof = format!("{place}/proof");
    let Some(bounds) = bounds(&mixed.weak_proof, table, &proof, report) else {
        return;
    };
    if bounds.iter().flatten().max() != Some(&mixed.weak) {
        let words = format!(
            "it is {}, and the proof has another greatest bound",
            mixed.weak
        );
        report.refute(Check::Leader, &format!("{place}/value"), words);
    }
    let at = format!("{place}/commitment");
    let Some((mixture, answer)) = played(game, about, claim, &mixed.commitment, &at, report) else {
        return;
    };
    let best = table.best(&mixture);
    let given = best.iter().find(|(best, _)| *best == answer);
    if given.is_none_or(|(_, value)| *value != mixed.weak) {
        let words = format!(
            "the answer is no best reply, or does not give {}",
            mixed.weak
        );
        report.refute(Check::Leader, &at, words);
    }
    match (mixed.attained, &mixed.towards) {
        (true, None) => {
            if best.iter().any(|(_, value)| *value < mixed.weak) {
                let words = "another best reply gives the leader less";
                report.refute(Check::Leader, &at, words);
            }
        }
        (false, Some(towards)) => {
            let at = format!("{place}/towards");
            verify_towards(table, towards, (&mixture, answer), &mixed.weak, &at, report);
            let at = format!("{place}/attained");
            match is_attained(table, &mixed.weak) {
                Attained::Yes => {
                    report.refute(Check::Leader, &at, "some mixture gives exactly the value");
                }
                Attained::No => {}
                Attained::TooMany { answers } => {
                    let words = format!(
                        "that no mixture gives exactly the value: with {answers} answers there are too many sets of them"
                    );
                    report.leave(Check::Leader, &at, words);
                }
            }
        }
        _ => {
            let words = "it is there where no mixture gives exactly the value, and only there";
            report.refute(Check::Leader, &format!("{place}/towards"), words);
        }
    }
}

/// Checks that a small move leads to mixtures to which only the answer and its equivalents are best replies, and that these give the value.
fn verify_towards(
    table: &Table,
    towards: &ClaimedStrategy,
    (mixture, answer): (&[Rational], usize),
    value: &Rational,
    place: &str,
    report: &mut Verification,
) {
    let Some(inside) = exact(towards) else {
        report.refute(
            Check::Leader,
            place,
            "these are no probabilities that sum to one",
        );
        return;
    };
    let is_same = |(best, _): &(usize, Rational)| table.are_same(*best, answer);
    if !table.best(&inside).iter().all(is_same) {
        let words = "another reply, which is not equivalent, is as good there";
        report.refute(Check::Leader, place, words);
    }
    let mut equivalents = table.best(mixture).into_iter().filter(is_same);
    if equivalents.any(|(_, given)| given < *value) {
        let words = "an equivalent reply gives the leader less than the value";
        report.refute(Check::Leader, place, words);
    }
}

/// Checks the bounds of all answers; what each is, none where the answer plays no part.
fn bounds(
    regions: &[ClaimedRegion],
    table: &Table,
    place: &str,
    report: &mut Verification,
) -> Option<Vec<Option<Rational>>> {
    let listed = regions.iter().enumerate();
    let in_order =
        |(number, region): (usize, &ClaimedRegion)| region.answer.is_none_or(|a| a == number);
    if regions.len() != table.answers() || !listed.clone().all(in_order) {
        let words = "these are not all answers, each once and in order";
        report.refute(Check::Leader, place, words);
        return None;
    }
    let is_weak = place.starts_with("/mixed/weak");
    let before = report.refuted.len();
    for (answer, region) in listed {
        if let Err(words) = verify_bound(table, answer, &region.bound, is_weak) {
            report.refute(Check::Leader, &format!("{place}/{answer}"), words);
        }
    }
    let value = |region: &ClaimedRegion| match &region.bound {
        ClaimedBoundOfRegion::AtMost { value, .. } => Some(value.clone()),
        _ => None,
    };
    (report.refuted.len() == before).then(|| regions.iter().map(value).collect())
}

/// The inequality of one answer, at every action of the leader.
fn verify_bound(
    table: &Table,
    answer: usize,
    bound: &ClaimedBoundOfRegion,
    is_weak: bool,
) -> Result<(), &'static str> {
    let rows = || table.leader.iter().zip(&table.follower);
    let is_mixture = |numbers: &[Rational]| {
        numbers.iter().all(|n| *n >= Rational::ZERO)
            && numbers.iter().sum::<Rational>() == Rational::ONE
    };
    let mean = |row: &[Rational], weights: &[Rational]| -> Rational {
        row.iter()
            .zip(weights)
            .map(|(payoff, weight)| payoff * weight)
            .sum()
    };
    match bound {
        ClaimedBoundOfRegion::AtMost {
            value,
            weights,
            shares,
        } => {
            if weights.iter().any(|weight| *weight < Rational::ZERO) {
                return Err("a weight is negative");
            }
            let own: Vec<Rational> = match shares {
                Some(shares) if is_weak => {
                    let strays = (0..shares.len())
                        .any(|other| !shares[other].is_zero() && !table.are_same(other, answer));
                    if strays || !is_mixture(shares) {
                        return Err("the shares are no probabilities of equivalent answers");
                    }
                    shares.clone()
                }
                None if !is_weak => {
                    let own = (0..table.answers())
                        .map(|other| Rational::integer(i64::from(other == answer)));
                    own.collect()
                }
                _ => return Err("shares are there in the worst case, and only there"),
            };
            let total: Rational = weights.iter().sum();
            let holds = rows().all(|(leader, follower)| {
                let lost = &total * &follower[answer] - mean(follower, weights);
                mean(leader, &own) + lost <= *value
            });
            holds
                .then_some(())
                .ok_or("the weights do not show this bound")
        }
        ClaimedBoundOfRegion::Dominated(by) if !is_weak => {
            let better = |row: &[Rational]| mean(row, by) > row[answer];
            let holds = is_mixture(by) && rows().all(|(_, follower)| better(follower));
            holds
                .then_some(())
                .ok_or("this mixture of answers is not always better")
        }
        ClaimedBoundOfRegion::Matched(by) if is_weak => {
            let others_only =
                (0..by.len()).all(|other| by[other].is_zero() || !table.are_same(other, answer));
            let holds = others_only
                && is_mixture(by)
                && rows().all(|(_, follower)| mean(follower, by) >= follower[answer]);
            holds
                .then_some(())
                .ok_or("this mixture of other answers is not always as good")
        }
        _ => Err("this is no proof of what is claimed"),
    }
}

/// The probabilities as rationals, if they are, and sum to one.
fn exact(strategy: &ClaimedStrategy) -> Option<Vec<Rational>> {
    let entry = |number: &Option<ClaimedNumber>| match number {
        None => Some(Rational::ZERO),
        Some(ClaimedNumber::Rational(value)) if *value > Rational::ZERO => Some(value.clone()),
        Some(_) => None,
    };
    let exact: Vec<Rational> = strategy.iter().map(entry).collect::<Option<_>>()?;
    (exact.iter().sum::<Rational>() == Rational::ONE).then_some(exact)
}

/// The mixture and the answer that are said to be played; everything said of them is compared.
fn played(
    game: &Game,
    about: &Claim,
    claim: &LeadershipClaim,
    outcome: &ClaimedOutcome,
    place: &str,
    report: &mut Verification,
) -> Option<(Vec<Rational>, usize)> {
    let profile: Option<Vec<Vec<Rational>>> = outcome.profile.iter().map(exact).collect();
    let certain = |strategy: &Vec<Rational>| strategy.iter().position(|p| *p == Rational::ONE);
    let sure = |profile: &Vec<Vec<Rational>>| -> Option<Vec<usize>> {
        let mut players = profile.iter().enumerate();
        players.try_fold(Vec::new(), |mut actions, (player, strategy)| {
            // The leader's place is filled in action by action.
            let action = if player == claim.leader {
                Some(0)
            } else {
                certain(strategy)
            };
            actions.push(action?);
            Some(actions)
        })
    };
    let Some((profile, actions)) = profile.and_then(|p| sure(&p).map(|actions| (p, actions)))
    else {
        let words = "these are no probabilities that sum to one, or another than the leader mixes";
        report.refute(Check::Leader, place, words);
        return None;
    };
    let mixture = profile[claim.leader].clone();
    if outcome.is_pure != mixture.contains(&Rational::ONE) {
        report.refute(
            Check::Kind,
            &format!("{place}/kind"),
            "it says whether the leader mixes",
        );
    }
    let index = game.index_of(&actions);
    for (number, player) in about.players.iter().enumerate() {
        let weighted = mixture.iter().enumerate().map(|(action, probability)| {
            probability * game.payoff(number, game.deviation(index, claim.leader, action))
        });
        let payoff = Real::from(weighted.sum::<Rational>());
        if let Err(fault) = agrees(&outcome.payoffs[number], &payoff) {
            let at = pointer(&format!("{place}/payoffs"), &[&player.id]);
            report.refute(Check::Payoff, &at, fault.to_string());
        }
        let strategy: Vec<Real> = profile[number].iter().cloned().map(Real::from).collect();
        let written = outcome.postures[number].as_deref();
        let at = pointer(&format!("{place}/postures"), &[&player.id]);
        postures(&player.actions, &strategy, written, &at, report);
    }
    let answer = claim
        .followers
        .first()
        .map_or(0, |follower| actions[*follower]);
    Some((mixture, answer))
}
