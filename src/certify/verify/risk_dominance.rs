//! Comparisons of strict equilibria by risk dominance: the formation and the prior are worked out anew, and the path is followed piece by piece.

use std::collections::BTreeSet;

use super::counted;
use crate::certify::claim::{Claim, ClaimedComparison};
use crate::certify::risk_dominance::{Compared, Comparison, as_mixed, strict_equilibria};
use crate::certify::tracing::TracedPoint;
use crate::certify::{Check, Equilibrium, ThreeValued, Verification};
use crate::game::Game;
use crate::num::Rational;

/// What the comparisons that hold say of the strict equilibria of a game for two.
pub(super) struct Verdicts {
    strict: Vec<Vec<usize>>,
    /// Winner and loser, as places among the strict ones.
    beats: Vec<(usize, usize)>,
    /// Pairs of which neither dominates the other.
    even: Vec<[usize; 2]>,
}

/// Goes through all comparisons; nothing where the losses of two by two decide, or the game is not one for two.
pub(super) fn verdicts(game: &Game, claim: &Claim, report: &mut Verification) -> Option<Verdicts> {
    let claimed = &claim.risk_dominance;
    let is_compared = game.counts().len() == 2 && game.counts() != [2, 2] && !game.is_ordinal();
    if !is_compared {
        if !claimed.is_empty() {
            let words = "there is nothing to compare by a path in such a game";
            report.refute(Check::Refinement, "/risk_dominance", words);
        }
        return None;
    }
    let mut verdicts = Verdicts {
        strict: strict_equilibria(game),
        beats: Vec::new(),
        even: Vec::new(),
    };
    let before = report.refuted.len();
    for (number, one) in claimed.iter().enumerate() {
        if let Err(words) = verdicts.take(game, one) {
            report.refute(
                Check::Refinement,
                &format!("/risk_dominance/{number}"),
                words,
            );
        }
    }
    let pairs: BTreeSet<BTreeSet<&Vec<usize>>> = claimed
        .iter()
        .map(|one| one.between.iter().collect())
        .collect();
    let strict = verdicts.strict.len();
    if !claimed.is_empty() && pairs.len() < strict * (strict - 1) / 2 {
        let words = "a comparison of two strict equilibria is missing";
        report.refute(Check::Refinement, "/risk_dominance", words);
    }
    let decided = claimed
        .iter()
        .filter(|one| one.result != Compared::Undecided);
    let decided = decided.count();
    if decided > 0 {
        let words = format!(
            "{}: each path starts at the prior, goes through equilibria of every game on the way, and is the only one",
            counted(decided, "comparison")
        );
        report.conclude(before, Check::Refinement, "/risk_dominance", words);
    }
    Some(verdicts)
}

impl Verdicts {
    /// Takes over a comparison that holds.
    fn take(&mut self, game: &Game, claimed: &ClaimedComparison) -> Result<(), &'static str> {
        let places = claimed.between.each_ref().map(|profile| {
            let mut strict = self.strict.iter();
            strict.position(|one| one == profile)
        });
        let [Some(one), Some(other)] = places else {
            return Err("what is compared is not strict");
        };
        if one == other {
            return Err("an equilibrium is compared with itself");
        }
        if claimed.result == Compared::Undecided {
            return match claimed.path.is_empty() {
                true => Ok(()),
                false => Err("there is a path, and nothing is said to follow from it"),
            };
        }
        let ends = [one, other].map(|place| as_mixed(game, &self.strict[place]));
        let comparison = Comparison::new(game, [&ends[0], &ends[1]]);
        let path = within(&claimed.path, &comparison.kept)
            .ok_or("the path leaves the formation of the two")?;
        if !comparison.is_path(&path) {
            return Err("it is not the only path of equilibria that starts at the prior");
        }
        if comparison.result(&path) != claimed.result {
            return Err("the path ends at another equilibrium");
        }
        match claimed.result {
            Compared::First => self.beats.push((one, other)),
            Compared::Second => self.beats.push((other, one)),
            Compared::Neither | Compared::Undecided => self.even.push([one, other]),
        }
        Ok(())
    }

    /// Whether an equilibrium is strict and risk-dominates every other strict one.
    pub(super) fn of(&self, found: &Equilibrium) -> ThreeValued {
        let pure = found.pure_profile();
        let mut strict = self.strict.iter();
        let place = strict.position(|one| Some(one) == pure.as_ref());
        place.map_or(ThreeValued::False, |place| self.of_strict(place))
    }

    fn of_strict(&self, place: usize) -> ThreeValued {
        let loses = self.beats.iter().any(|(_, loser)| *loser == place);
        if loses || self.even.iter().any(|pair| pair.contains(&place)) {
            return ThreeValued::False;
        }
        let mut others = (0..self.strict.len()).filter(|other| *other != place);
        match others.all(|other| self.beats.contains(&(place, other))) {
            true => ThreeValued::True,
            false => ThreeValued::Undecided,
        }
    }

    /// The word for what is selected, and the place of the equilibrium.
    pub(super) fn selection(&self, listed: &[Equilibrium]) -> (&'static str, Option<usize>) {
        let strict = 0..self.strict.len();
        let known: Vec<ThreeValued> = strict.map(|place| self.of_strict(place)).collect();
        match known.iter().position(|one| *one == ThreeValued::True) {
            Some(chosen) => {
                let profile = Some(&self.strict[chosen]);
                let mut listed = listed.iter();
                let place = listed.position(|one| one.pure_profile().as_ref() == profile);
                match place {
                    Some(place) => ("one", Some(place)),
                    None => ("undecided", None),
                }
            }
            None if known.contains(&ThreeValued::Undecided) => ("undecided", None),
            None => ("none", None),
        }
    }
}

/// A path in a part of the game, if it stays there.
fn within(path: &[TracedPoint], kept: &[Vec<usize>; 2]) -> Option<Vec<TracedPoint>> {
    let points = path.iter().map(|point| {
        let weights = [0, 1].map(|player| -> Vec<Rational> {
            let actions = kept[player].iter();
            let weights = actions.filter_map(|action| point.weights[player].get(*action));
            weights.cloned().collect()
        });
        let stays = (0..2).all(|player| {
            let mut all = point.weights[player].iter().enumerate();
            all.all(|(action, weight)| weight.is_zero() || kept[player].contains(&action))
        });
        stays.then(|| TracedPoint {
            t: point.t.clone(),
            weights,
        })
    });
    points.collect()
}
