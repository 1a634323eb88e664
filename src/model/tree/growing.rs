//! A tree that grows step by step: who decides, what each knows, and what chance draws.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::declare::{Model, MoverKind, WrittenFormula, WrittenTruth};
use super::super::diagnostic::Spot;
use super::super::error::{Error, ErrorKind, Errors};
use super::super::point::{Point, evaluation_error};
use super::super::valuation::digits_of;
use super::{Owner, name_of};
use crate::formula::{AtPoint, DIGIT_LIMIT, Evaluation, EvaluationError, NO_ACTION, Situation};
use crate::game::{Action, Draw, InformationSet, NODE_LIMIT, TreeBuilder, TreeError};
use crate::num::Rational;
/// A tree being made.
pub(super) struct Growing<'a> {
    pub(super) model: &'a Model,
    pub(super) point: &'a Point,
    pub(super) steps: Vec<Vec<(usize, usize)>>,
    pub(super) owners: Vec<Owner>,
    pub(super) builder: TreeBuilder,
    /// The information set of a mover's member who knows these actions.
    pub(super) sets: BTreeMap<(usize, usize, Vec<usize>), usize>,
    /// Of each set the mover, the member, what is known, and what can be done.
    pub(super) known: Vec<Known>,
    pub(super) drawn: BTreeMap<(usize, usize), usize>,
    pub(super) outcomes: Vec<Arc<[usize]>>,
    pub(super) draws: BTreeMap<usize, (usize, usize, Arc<[usize]>)>,
    /// Members who do not decide though they may, by the types of others: the mover, the member, and what it knows.
    pub(super) idle: BTreeSet<(usize, usize, Vec<usize>)>,
    /// Which actions can be taken somewhere.
    pub(super) taken: Vec<Vec<bool>>,
}

/// What an information set was made for.
pub(super) struct Known {
    pub(super) mover: usize,
    pub(super) member: usize,
    pub(super) profile: Vec<usize>,
    pub(super) actions: Vec<usize>,
}

impl Growing<'_> {
    fn slot(&self, mover: usize, member: usize) -> usize {
        self.point.layout.0[mover].0 + member
    }

    fn situation<'b>(&'b self, mover: usize, member: usize, profile: &'b [usize]) -> Situation<'b> {
        let own = self.model.movers[mover].count.as_ref().map(|_| member);
        Situation {
            layout: &self.point.layout,
            profile,
            own,
        }
    }

    /// Refuses a tree that is too large whatever the conditions are: everybody who waits for nothing decides, and what waits for nothing can be done.
    pub(super) fn check_size(&self) -> Result<(), Errors> {
        let mut least: usize = 1;
        for (mover, _) in self.steps.iter().flatten() {
            let declared = &self.model.movers[*mover];
            if declared.after.is_some() {
                continue;
            }
            let open = declared.after_action.iter().filter(|after| after.is_none());
            least = least.saturating_mul(open.count().max(1));
            if least > NODE_LIMIT {
                let kind = ErrorKind::Tree {
                    error: TreeError::TooLarge,
                    whence: String::new(),
                };
                let spot = declared.spot.clone();
                return Err(Error { spot, kind }.into());
            }
        }
        Ok(())
    }

    /// The rest of the tree from a step on.
    pub(super) fn grow(&mut self, step: usize, profile: &mut Vec<usize>) -> Result<(), Errors> {
        let Some(deciding) = self.steps.get(step).cloned() else {
            return self.outcome(profile);
        };
        if let [(mover, member)] = deciding[..]
            && !matches!(self.model.movers[mover].kind, MoverKind::Player(_))
        {
            return self.draw(step, (mover, member), profile);
        }
        let mut open = Vec::new();
        for (mover, member) in deciding {
            let actions = self.actions(mover, member, profile)?;
            if actions.is_empty() {
                self.passes(mover, member, profile)?;
            } else {
                open.push((mover, member, self.set(mover, member, actions, profile)?));
            }
        }
        let mut choosing = Vec::new();
        for (mover, _, set) in &open {
            let set = &self.builder.sets()[*set];
            if set.actions.len() > 1 && choosing.contains(&set.player) {
                let declared = &self.model.movers[*mover];
                let spot = declared.spot.clone();
                let player = self.builder.player(set.player).id.clone();
                let kind = ErrorKind::DecidesTwice(player);
                return Err(Error { spot, kind }.into());
            }
            choosing.extend((set.actions.len() > 1).then_some(set.player));
        }
        self.decide(step, &open, &mut Vec::new(), profile)
    }

    /// Those who decide at once, one after the other, none knowing of the others.
    fn decide(
        &mut self,
        step: usize,
        open: &[(usize, usize, usize)],
        chosen: &mut Vec<usize>,
        profile: &mut Vec<usize>,
    ) -> Result<(), Errors> {
        let Some(&(mover, _, set)) = open.get(chosen.len()) else {
            for (&(mover, member, _), &action) in open.iter().zip(chosen.iter()) {
                let slot = self.slot(mover, member);
                profile[slot] = action;
            }
            self.grow(step + 1, profile)?;
            for &(mover, member, _) in open {
                let slot = self.slot(mover, member);
                profile[slot] = NO_ACTION;
            }
            return Ok(());
        };
        let added = self.builder.decision(set);
        self.added(added, &self.model.movers[mover].spot, profile)?;
        for action in self.known[set].actions.clone() {
            chosen.push(action);
            self.decide(step, open, chosen, profile)?;
            chosen.pop();
        }
        Ok(())
    }

    fn draw(
        &mut self,
        step: usize,
        (mover, member): (usize, usize),
        profile: &mut Vec<usize>,
    ) -> Result<(), Errors> {
        let results = self.actions(mover, member, profile)?;
        if results.is_empty() {
            return self.grow(step + 1, profile);
        }
        let model = self.model;
        let declared = &model.movers[mover];
        let mut probabilities = Vec::new();
        for written in &declared.probabilities {
            let whence = format!(" in a probability of {}", declared.id);
            probabilities.push(self.value(written, (mover, member), profile, &whence)?);
        }
        let draw = match self.drawn.get(&(mover, member)) {
            Some(draw) => *draw,
            None => {
                let draw = self.builder.draw(Draw {
                    id: name_of(declared, member),
                    results: declared.actions.iter().map(|(id, _)| id.clone()).collect(),
                    is_type: matches!(declared.kind, MoverKind::Types(_)),
                });
                self.drawn.insert((mover, member), draw);
                draw
            }
        };
        let node = self.builder.len();
        let added = self.builder.chance(draw, &probabilities);
        self.added(added, &declared.spot, profile)?;
        self.draws
            .insert(node, (mover, member, profile.as_slice().into()));
        let slot = self.slot(mover, member);
        for result in results {
            profile[slot] = result;
            self.grow(step + 1, profile)?;
        }
        profile[slot] = NO_ACTION;
        Ok(())
    }

    /// What a mover can do where these actions were taken.
    fn actions(
        &mut self,
        mover: usize,
        member: usize,
        profile: &[usize],
    ) -> Result<Vec<usize>, Errors> {
        let declared = &self.model.movers[mover];
        let holds = |truth: &WrittenTruth| -> Result<bool, Errors> {
            let mut evaluation = Evaluation {
                arithmetic: &mut AtPoint(&self.point.values),
                situation: self.situation(mover, member, profile),
            };
            let found = evaluation.truth(&truth.truth);
            found.map_err(|error| self.failed(error, profile))
        };
        if let Some(after) = &declared.after
            && !holds(after)?
        {
            return Ok(Vec::new());
        }
        let mut actions = Vec::new();
        for (action, after) in declared.after_action.iter().enumerate() {
            if after.as_ref().map_or(Ok(true), holds)? {
                actions.push(action);
            }
        }
        for action in &actions {
            self.taken[mover][*action] = true;
        }
        Ok(actions)
    }

    fn failed(&self, error: EvaluationError, profile: &[usize]) -> Errors {
        evaluation_error(&self.model.texts, error, &self.when(profile)).into()
    }

    fn when(&self, profile: &[usize]) -> String {
        match self.model.decided_in_words(self.point, profile) {
            words if words.is_empty() => String::new(),
            words => format!(" when {words}"),
        }
    }

    /// The information set of a member who decides.
    fn set(
        &mut self,
        mover: usize,
        member: usize,
        actions: Vec<usize>,
        profile: &[usize],
    ) -> Result<usize, Errors> {
        let declared = &self.model.movers[mover];
        let MoverKind::Player(player) = declared.kind else {
            unreachable!("invariant: players decide")
        };
        let of_player =
            |(owner, own): &Owner| *owner == player && own.is_none_or(|own| own == member);
        let place = self.owners.iter().position(of_player);
        let place = place.expect("invariant: every member is a player of the tree");
        let own_type = self.model.names.types_of(player);
        let own_slot = own_type.map(|types| self.slot(types, self.owners[place].1.unwrap_or(0)));
        let known = self.known_of(own_slot, profile);
        let key = (mover, member, known.clone());
        if self.idle.contains(&key) {
            return Err(self.sees_type(mover, member));
        }
        if let Some(set) = self.sets.get(&key) {
            if self.known[*set].actions != actions {
                return Err(self.sees_type(mover, member));
            }
            return Ok(*set);
        }
        let type_name = own_slot
            .zip(own_type)
            .map(|(slot, types)| self.model.movers[types].actions[profile[slot]].0.clone());
        let given = own_slot.zip(own_type).map(|(slot, types)| {
            let draw = self.drawn[&(types, self.owners[place].1.unwrap_or(0))];
            (draw, profile[slot])
        });
        let set = self.builder.set(InformationSet {
            id: String::new(),
            player: place,
            group: None,
            actions: actions
                .iter()
                .map(|action| {
                    let (id, posture) = &declared.actions[*action];
                    Action {
                        id: id.clone(),
                        posture: posture.clone(),
                    }
                })
                .collect(),
            words: actions
                .iter()
                .map(|action| declared.words[*action].clone())
                .collect(),
            own_type: type_name,
            seen: Vec::new(),
            given: given.into_iter().collect(),
        });
        self.known.push(Known {
            mover,
            member,
            profile: known,
            actions,
        });
        self.sets.insert(key, set);
        Ok(set)
    }

    /// What is seen of a situation: everything but the types of others.
    fn known_of(&self, own_slot: Option<usize>, profile: &[usize]) -> Vec<usize> {
        let mut known = profile.to_vec();
        for (number, other) in self.model.movers.iter().enumerate() {
            if matches!(other.kind, MoverKind::Types(_)) {
                let (first, count) = self.point.layout.0[number];
                for slot in (first..first + count).filter(|slot| Some(*slot) != own_slot) {
                    known[slot] = NO_ACTION;
                }
            }
        }
        known
    }

    /// A member that may decide does not: it must not be the type of somebody else that says so.
    fn passes(&mut self, mover: usize, member: usize, profile: &[usize]) -> Result<(), Errors> {
        let MoverKind::Player(player) = self.model.movers[mover].kind else {
            return Ok(());
        };
        if self.model.names.types.is_empty() {
            return Ok(());
        }
        let is_group = self.model.players[player].count.is_some();
        let own = if is_group { member } else { 0 };
        let own_type = self.model.names.types_of(player);
        let own_slot = own_type.map(|types| self.slot(types, own));
        let key = (mover, member, self.known_of(own_slot, profile));
        if self.sets.contains_key(&key) {
            return Err(self.sees_type(mover, member));
        }
        self.idle.insert(key);
        Ok(())
    }

    fn sees_type(&self, mover: usize, member: usize) -> Errors {
        let declared = &self.model.movers[mover];
        let kind = ErrorKind::SeesType(name_of(declared, member));
        let spot = declared.spot.clone();
        Error { spot, kind }.into()
    }

    fn outcome(&mut self, profile: &[usize]) -> Result<(), Errors> {
        let model = self.model;
        let mut payoffs = Vec::new();
        for &owner in &self.owners {
            let player = &model.players[owner.0];
            let Some(written) = model.payoff_formula(self.point, owner, profile) else {
                let kind = ErrorKind::IdleWithoutPayoff {
                    player: player.id.clone(),
                    whence: self.when(profile),
                };
                let spot = model.movers[owner.0].spot.clone();
                return Err(Error { spot, kind }.into());
            };
            let whence = self.when(profile);
            payoffs.push(self.value(written, (owner.0, owner.1.unwrap_or(0)), profile, &whence)?);
        }
        let added = self.builder.outcome(payoffs);
        self.added(added, &model.movers[0].spot, profile)?;
        self.outcomes.push(profile.into());
        Ok(())
    }

    fn value(
        &self,
        written: &WrittenFormula,
        (mover, member): (usize, usize),
        profile: &[usize],
        whence: &str,
    ) -> Result<Rational, Errors> {
        if written.formula.digits(&digits_of(&self.point.values)) > DIGIT_LIMIT {
            let (spot, kind) = (written.spot.clone(), ErrorKind::NumberTooLong);
            return Err(Error { spot, kind }.into());
        }
        let mut evaluation = Evaluation {
            arithmetic: &mut AtPoint(&self.point.values),
            situation: self.situation(mover, member, profile),
        };
        let found = evaluation.number(&written.formula);
        Ok(found.map_err(|error| evaluation_error(&self.model.texts, error, whence))?)
    }

    fn added(
        &self,
        added: Result<(), TreeError>,
        spot: &Spot,
        profile: &[usize],
    ) -> Result<(), Errors> {
        added.map_err(|error| {
            let whence = self.when(profile);
            let kind = ErrorKind::Tree { error, whence };
            Error {
                spot: spot.clone(),
                kind,
            }
            .into()
        })
    }
}
