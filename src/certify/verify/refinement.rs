//! What is said of refinements, of a potential, and of the equilibrium that a rule selects: from the definitions, and by the evidence given.

use super::risk_dominance::{Verdicts, verdicts};
use super::{Profile, counted, enclosed, pointer};
use crate::certify::claim::{Claim, ClaimedPotential, ClaimedRefinement};
use crate::certify::{
    Admissibility, Check, Equilibrium, ThreeValued, Verification, gets_more, least_belief, nash,
    profiles_of_others, quasi_strict, risk_dominant, support_of,
};
use crate::game::Game;
use crate::num::{Rational, Real};

/// Checks the refinements of all equilibria that have any, the potential, and what is selected.
pub(super) fn verify(game: &Game, claim: &Claim, profiles: &[Profile], report: &mut Verification) {
    let refined = claim
        .equilibria
        .iter()
        .filter(|one| one.refinement.is_some())
        .count();
    let says_more = claim.potential.is_some() || claim.selection.is_some();
    if refined == 0 && !says_more && claim.risk_dominance.is_empty() {
        return;
    }
    let certified = profiles
        .iter()
        .map(|profile| match enclosed::has_bounds(profile) {
            true => enclosed::certified(game, claim, profile).ok(),
            false => nash(game, profile).ok(),
        });
    let Some(certified) = certified.collect::<Option<Vec<Equilibrium>>>() else {
        let words = "a list in which not every profile is an equilibrium";
        report.leave(Check::Refinement, "/equilibria", words);
        return;
    };
    let potential = exact_potential(game);
    let risk = verdicts(game, claim, report);
    let before = report.refuted.len();
    for place in 0..certified.len() {
        if let Some(refinement) = &claim.equilibria[place].refinement {
            let facts = Facts {
                game,
                claim,
                certified: &certified,
                potential: potential.as_deref(),
                risk: risk.as_ref(),
                place,
            };
            facts.verify(refinement, report);
        }
    }
    if refined > 0 {
        let words = format!(
            "of {}: each word follows from the definition or from the belief or the domination given",
            counted(refined, "equilibrium")
        );
        report.conclude(before, Check::Refinement, "/equilibria", words);
    }
    if let Some(claimed) = &claim.potential {
        verify_potential(game, claimed, report);
    }
    if let Some((rule, selected, place)) = &claim.selection
        && rule == "logit"
    {
        let is_possible = match (selected.as_str(), place) {
            ("one", Some(place)) => *place < certified.len(),
            ("undecided", None) => true,
            _ => false,
        };
        match is_possible {
            true => {
                let words = "where the logit branch from random choice on leads: a measurement in machine numbers";
                report.leave(Check::Refinement, "/selection", words);
            }
            false => {
                let words = "by logit one of the equilibria is selected, or it is undecided";
                report.refute(Check::Refinement, "/selection", words);
            }
        }
    } else if let Some((rule, selected, place)) = &claim.selection {
        let by_risk = risk.as_ref().filter(|_| rule == "risk-dominance");
        let found = match by_risk {
            Some(risk) => Some(risk.selection(&certified)),
            None => selection(game, claim, &certified, potential.as_deref(), rule),
        };
        match found == Some((selected.as_str(), *place)) {
            true => report.verify(Check::Refinement, "/selection", format!("by {rule}")),
            false => {
                let words = format!("by {rule} something else is selected, or nothing");
                report.refute(Check::Refinement, "/selection", words);
            }
        }
    }
}

/// An equilibrium and what is known around it.
struct Facts<'a> {
    game: &'a Game,
    claim: &'a Claim,
    certified: &'a [Equilibrium],
    potential: Option<&'a [Rational]>,
    risk: Option<&'a Verdicts>,
    place: usize,
}

impl Facts<'_> {
    fn verify(&self, claimed: &ClaimedRefinement, report: &mut Verification) {
        let found = &self.certified[self.place];
        let at = format!("/equilibria/{}/refinement", self.place);
        let is_small = self.game.counts().len() <= 2;
        let strict = found.is_strict();
        let admissible = self.admissible(claimed, &at, report);
        let perfect = match admissible {
            _ if strict => ThreeValued::True,
            ThreeValued::True if !is_small => ThreeValued::Undecided,
            known => known,
        };
        let components = self.claim.components.iter().flatten();
        let alone = components
            .filter(|component| self.claim.complete && component.equilibria == [self.place])
            .map(|component| component.index)
            .next();
        let quasi = quasi_strict(found);
        let is_regular = strict || is_small && alone.is_some() && quasi == ThreeValued::True;
        let essential = is_regular || alone.flatten().is_some_and(|index| index != 0);
        let or_open = |known: bool| match known {
            true => ThreeValued::True,
            false => ThreeValued::Undecided,
        };
        let proper = match perfect {
            ThreeValued::False => ThreeValued::False,
            _ => or_open(is_regular),
        };
        for (key, said, expected) in [
            ("quasi_strict", claimed.quasi_strict, quasi),
            ("admissible", claimed.admissible, admissible),
            ("perfect", claimed.perfect, perfect),
            ("proper", claimed.proper, proper),
            ("essential", claimed.essential, or_open(essential)),
            (
                "payoff_dominant",
                claimed.payoff_dominant,
                self.payoff_dominant(),
            ),
        ] {
            if said != expected {
                let words = format!(
                    "`{}` is said, and `{}` follows",
                    said.word(),
                    expected.word()
                );
                report.refute(Check::Refinement, &pointer(&at, &[key]), words);
            }
        }
        let pure = found.pure_profile();
        let risk = match (self.game.counts(), self.risk) {
            ([2, 2], _) => Some(ThreeValued::from(
                pure.as_ref()
                    .is_some_and(|p| risk_dominant(self.game, p) == Some(true)),
            )),
            (_, risk) => risk.map(|risk| risk.of(found)),
        };
        let index = pure.as_ref().map(|profile| self.game.index_of(profile));
        let greatest = match (self.potential, index) {
            (Some(values), Some(index)) => Some(values.iter().all(|value| *value <= values[index])),
            _ => None,
        };
        let is_least = match (index, &claimed.p_dominant_from) {
            (Some(index), Some(p)) => is_least_belief(self.game, index, p),
            (index, p) => index.is_none() && p.is_none(),
        };
        for (key, holds) in [
            ("risk_dominant", claimed.risk_dominant == risk),
            ("greatest_potential", claimed.greatest_potential == greatest),
            ("p_dominant_from", is_least),
        ] {
            if !holds {
                let words = "it is not what the definition gives";
                report.refute(Check::Refinement, &pointer(&at, &[key]), words);
            }
        }
    }

    /// Whether nobody plays what is dominated, by the evidence; evidence that is none is refuted.
    fn admissible(
        &self,
        claimed: &ClaimedRefinement,
        at: &str,
        report: &mut Verification,
    ) -> ThreeValued {
        let mut found = ThreeValued::True;
        for (player, evidence) in claimed.admissibility.iter().enumerate() {
            let support = support_of(&self.certified[self.place].profile()[player]);
            match evidence {
                None if found == ThreeValued::True => found = ThreeValued::Undecided,
                None => {}
                Some(evidence) => {
                    if !evidence.is_evidence(self.game, player, &support) {
                        let id = &self.game.players()[player].id;
                        let words = match evidence {
                            Admissibility::Undominated(_) => {
                                "what is played is not a best reply to this belief, or it is no belief that leaves nothing out"
                            }
                            Admissibility::Dominated { .. } => {
                                "the second mixture does not dominate the first, or the first uses an action that is not played"
                            }
                        };
                        let place = pointer(at, &["admissibility", id]);
                        report.refute(Check::Refinement, &place, words);
                    }
                    if matches!(evidence, Admissibility::Dominated { .. }) {
                        found = ThreeValued::False;
                    }
                }
            }
        }
        found
    }

    fn payoff_dominant(&self) -> ThreeValued {
        payoff_dominant(self.claim, self.certified, self.place)
    }
}

fn payoff_dominant(claim: &Claim, certified: &[Equilibrium], place: usize) -> ThreeValued {
    let others = certified
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place);
    let others: Vec<&[Real]> = others.map(|(_, other)| other.payoffs()).collect();
    match gets_more(certified[place].payoffs(), &others) {
        ThreeValued::True if !claim.complete => ThreeValued::Undecided,
        known => known,
    }
}

/// Whether every action of a pure profile is a best reply to all beliefs that give the others' part `p`, and to fewer if `p` were less.
fn is_least_belief(game: &Game, index: usize, p: &Rational) -> bool {
    let profile = game.profile_at(index);
    let rest = &Rational::ONE - p;
    if p.sign().is_lt() || rest.sign().is_lt() {
        return false;
    }
    let mut is_tight = p.is_zero();
    for (player, own) in profile.iter().enumerate() {
        let part = game.deviation(index, player, 0);
        for action in (0..game.counts()[player]).filter(|action| action != own) {
            let loss = |other: usize| {
                let at = |action| game.payoff(player, game.deviation(other, player, action));
                &at(*own) - &at(action)
            };
            for other in profiles_of_others(game, player) {
                let expected = &(p * &loss(part)) + &(&rest * &loss(other));
                if other == part {
                    continue;
                }
                if expected.sign().is_lt() {
                    return false;
                }
                is_tight |= expected.is_zero() && loss(other).sign().is_lt();
            }
        }
    }
    is_tight
}

/// The sum of the gains along a path from the first profile, if it is a potential.
fn exact_potential(game: &Game) -> Option<Vec<Rational>> {
    let mut values: Vec<Rational> = Vec::with_capacity(game.profiles());
    for index in 0..game.profiles() {
        // The last player who does not do the first action came from it.
        let profile = game.profile_at(index);
        let value = match profile.iter().rposition(|action| *action != 0) {
            None => Rational::ZERO,
            Some(player) => {
                let before = game.deviation(index, player, 0);
                let gain = &game.payoff(player, index) - &game.payoff(player, before);
                &values[before] + &gain
            }
        };
        values.push(value);
    }
    is_potential(game, &values).then_some(values)
}

fn is_potential(game: &Game, values: &[Rational]) -> bool {
    let all = 0..game.profiles();
    let mut moves = all.flat_map(|index| {
        let players = game.counts().iter().enumerate();
        players.map(move |(player, _)| (index, player))
    });
    values.len() == game.profiles()
        && moves.all(|(index, player)| {
            let base = game.deviation(index, player, 0);
            let gain = &game.payoff(player, index) - &game.payoff(player, base);
            &values[index] - &values[base] == gain
        })
}

fn verify_potential(game: &Game, claimed: &ClaimedPotential, report: &mut Verification) {
    let (holds, words) = match claimed {
        ClaimedPotential::Exact(values) => (
            is_potential(game, values),
            "every gain by a move alone is the potential's",
        ),
        ClaimedPotential::Cycle { from, moves, gain } => {
            let back = moves.map(|(player, _)| (player, from[player]));
            let mut at = game.index_of(from);
            let mut sum = Rational::ZERO;
            for (player, action) in moves.iter().copied().chain(back) {
                let next = game.deviation(at, player, action);
                sum += &(&game.payoff(player, next) - &game.payoff(player, at));
                at = next;
            }
            let is_cycle = moves[0].0 != moves[1].0 && sum == *gain && !sum.is_zero();
            (
                is_cycle,
                "the movers' gains do not add up to zero, so that there is no potential",
            )
        }
    };
    match holds {
        true => report.verify(Check::Refinement, "/potential", words),
        false => report.refute(
            Check::Refinement,
            "/potential",
            format!("it is not so that {words}"),
        ),
    }
}

/// What a rule selects: the word, and the place of the equilibrium; nothing if there is no such rule.
fn selection(
    game: &Game,
    claim: &Claim,
    certified: &[Equilibrium],
    potential: Option<&[Rational]>,
    rule: &str,
) -> Option<(&'static str, Option<usize>)> {
    let half = Rational::ratio(1, 2);
    let pure = |place: usize| {
        certified[place]
            .pure_profile()
            .map(|profile| game.index_of(&profile))
    };
    let is_meant = |place: usize| -> Option<ThreeValued> {
        Some(match rule {
            "payoff-dominance" => payoff_dominant(claim, certified, place),
            "risk-dominance" => {
                let profile = certified[place].pure_profile();
                profile
                    .is_some_and(|p| risk_dominant(game, &p) == Some(true))
                    .into()
            }
            "p-dominance" => {
                let least = pure(place).map(|index| least_belief(game, index));
                least.is_some_and(|least| least < half).into()
            }
            "potential" => {
                let values = potential?;
                let index = pure(place);
                index
                    .is_some_and(|index| values.iter().all(|v| *v <= values[index]))
                    .into()
            }
            _ => return None,
        })
    };
    if rule == "risk-dominance" && game.counts() != [2, 2]
        || rule == "potential" && potential.is_none()
    {
        return Some(("not applicable", None));
    }
    let verdicts = (0..certified.len())
        .map(is_meant)
        .collect::<Option<Vec<_>>>()?;
    let mut places = (0..verdicts.len()).filter(|place| verdicts[*place] == ThreeValued::True);
    Some(match (places.next(), places.next()) {
        (Some(place), None) => ("one", Some(place)),
        (None, _) if verdicts.contains(&ThreeValued::Undecided) => ("undecided", None),
        _ => ("none", None),
    })
}
