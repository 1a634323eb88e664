//! The tree of a model whose moves have an order or whose players have types, at a parameter point.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::declare::{Model, Mover, MoverKind, PayoffRule, Step, WrittenFormula, WrittenTruth};
use super::diagnostic::Spot;
use super::error::{Error, ErrorKind, Errors};
use super::point::{Point, evaluation_error};
use super::valuation::digits_of;
use crate::formula::{
    AtPoint, DIGIT_LIMIT, Evaluation, EvaluationError, NO_ACTION, Number, Situation,
};
use crate::game::{
    Action, Draw, InformationSet, NODE_LIMIT, Node, Player, Tree, TreeBuilder, TreeError,
};
use crate::num::Rational;

/// A tree, and what was decided on the way to each of its outcomes and draws.
#[derive(Debug, Clone)]
pub struct Arranged {
    /// The tree.
    pub tree: Tree,
    /// The actions at each outcome, by mover and member.
    outcomes: Vec<Arc<[usize]>>,
    /// For each node that is a draw of chance: the mover, the member, and the actions so far.
    draws: BTreeMap<usize, (usize, usize, Arc<[usize]>)>,
}

/// What an information set is called, alone and together with those of its group who decide at once.
type Names = (String, Option<String>);

/// A player of the tree: its number among those declared, and which member of a group.
type Owner = (usize, Option<usize>);

impl Model {
    /// The tree at a parameter point; nothing where everybody moves at once and nobody has a type.
    ///
    /// # Errors
    /// Probabilities that do not add up to 1, a payoff that is missing, a division by zero, actions that nothing leads to, or a tree too large.
    ///
    /// # Examples
    /// ```
    /// let model = unipole::model::parse("threat", "threat.toml", r#"
    /// order = ["U", "S"]
    /// [players.U]
    /// actions = ["force", "tolerate"]
    /// [players.S]
    /// actions = ["align", "neutral"]
    /// [payoffs]
    /// U = "if S == align then 1 else 0"
    /// S = "if U == force and S == neutral then -1 else 0"
    /// "#)?;
    /// let arranged = model.tree(&model.point(None, &[])?)?.expect("moves have an order");
    /// assert_eq!(arranged.tree.sets().len(), 3);
    /// # Ok::<(), unipole::model::Errors>(())
    /// ```
    pub fn tree(&self, point: &Point) -> Result<Option<Arranged>, Errors> {
        if !self.is_tree() {
            return Ok(None);
        }
        let owners = self.owners(point);
        let players: Vec<Player> = self
            .players_at(point)
            .into_iter()
            .map(|player| Player {
                actions: Vec::new(),
                ..player
            })
            .collect();
        let slots = point
            .layout
            .0
            .iter()
            .map(|(first, count)| first + count)
            .max()
            .unwrap_or(0);
        let mut growing = Growing {
            model: self,
            point,
            steps: self.steps(point),
            owners,
            builder: TreeBuilder::new(&self.title, players),
            sets: BTreeMap::new(),
            known: Vec::new(),
            drawn: BTreeMap::new(),
            outcomes: Vec::new(),
            draws: BTreeMap::new(),
            idle: BTreeSet::new(),
            taken: self
                .movers
                .iter()
                .map(|mover| vec![false; mover.actions.len()])
                .collect(),
        };
        growing.check_size()?;
        growing.grow(0, &mut vec![NO_ACTION; slots])?;
        growing.finish().map(Some)
    }

    /// The players of the game, by declaration and member.
    fn owners(&self, point: &Point) -> Vec<Owner> {
        let declared = self.players.iter().enumerate();
        let owners = declared.flat_map(|(number, player)| {
            let is_group = player.count.is_some();
            let count = if is_group {
                point.layout.0[number].1
            } else {
                1
            };
            (0..count).map(move |own| (number, is_group.then_some(own)))
        });
        owners.collect()
    }

    /// Who decides when: types first, then the order of moves, members who decide one after the other each in a step of their own.
    fn steps(&self, point: &Point) -> Vec<Vec<(usize, usize)>> {
        let count = |mover: usize| point.layout.0[mover].1;
        let members = |mover: usize| (0..count(mover)).map(move |member| (mover, member));
        let movers = self.movers.iter().enumerate();
        let types = movers
            .clone()
            .filter(|(_, mover)| matches!(mover.kind, MoverKind::Types(_)));
        let mut steps: Vec<Vec<(usize, usize)>> = types
            .flat_map(|(number, _)| members(number).map(|one| vec![one]))
            .collect();
        let Some(order) = &self.order else {
            let deciding = movers.filter(|(_, mover)| {
                matches!(mover.kind, MoverKind::Player(_)) && !mover.actions.is_empty()
            });
            steps.push(deciding.flat_map(|(number, _)| members(number)).collect());
            return steps;
        };
        for step in order {
            let rounds = step
                .movers
                .iter()
                .map(|mover| count(*mover))
                .max()
                .unwrap_or(0);
            let is_chance = step
                .movers
                .iter()
                .any(|m| self.movers[*m].kind == MoverKind::Chance);
            if step.in_turn || is_chance {
                for round in 0..rounds {
                    let deciding = step.movers.iter().filter(|mover| round < count(**mover));
                    steps.extend(deciding.map(|mover| vec![(*mover, round)]));
                }
            } else {
                steps.push(
                    step.movers
                        .iter()
                        .flat_map(|mover| members(*mover))
                        .collect(),
                );
            }
        }
        steps
    }

    /// The formula that gives a player its payoff where these actions were taken.
    fn payoff_formula(
        &self,
        point: &Point,
        (declared, own): Owner,
        profile: &[usize],
    ) -> Option<&WrittenFormula> {
        match &self.payoffs[declared] {
            PayoffRule::Ranking(_) => None,
            PayoffRule::ByType(formulas) => {
                let types = self.names.types_of(declared)?;
                formulas.get(profile[point.layout.0[types].0 + own.unwrap_or(0)])
            }
            PayoffRule::Formulas(formulas) => {
                let decides_once = own.is_some() || self.movers[declared].count.is_none();
                let slot = point.layout.0[declared].0 + own.unwrap_or(0);
                let chosen = decides_once.then(|| formulas.get(profile[slot])).flatten();
                chosen.or(self.idle[declared].as_ref())
            }
        }
    }

    /// `U = press, S1 = balance` for those who decided.
    fn decided_in_words(&self, point: &Point, profile: &[usize]) -> String {
        let mut words = Vec::new();
        for (number, mover) in self.movers.iter().enumerate() {
            let (first, count) = point.layout.0[number];
            for member in 0..count {
                if let Some((action, _)) = mover.actions.get(profile[first + member]) {
                    words.push(format!("{} = {action}", name_of(mover, member)));
                }
            }
        }
        words.join(", ")
    }

    /// The payoffs of the agent form as formulas: for each information set, and each profile of all of them, what its player expects.
    pub(super) fn agent_payoffs(
        &self,
        point: &Point,
        arranged: &Arranged,
        profiles: impl Fn() -> Vec<Vec<usize>>,
    ) -> Vec<Vec<Number>> {
        let owners = self.owners(point);
        let tree = &arranged.tree;
        let at =
            |profile: &Arc<[usize]>, own: Option<usize>, written: &WrittenFormula| Number::At {
                profile: profile.clone(),
                own,
                value: written.formula.clone(),
            };
        let of_term = |player: usize, term: &crate::game::Term| {
            let profile = &arranged.outcomes[term.outcome];
            let owner = owners[player];
            let written = self
                .payoff_formula(point, owner, profile)
                .expect("invariant: the tree was made with these payoffs");
            term.draws
                .iter()
                .fold(at(profile, owner.1, written), |value, (node, result)| {
                    let (mover, member, before) = &arranged.draws[node];
                    let mover = &self.movers[*mover];
                    let own = mover.count.as_ref().map(|_| *member);
                    let probability = at(before, own, &mover.probabilities[*result]);
                    Number::Product(probability.into(), value.into())
                })
        };
        let agents = 0..tree.sets().len();
        agents
            .map(|agent| {
                let (set, origin) = (&tree.sets()[agent], tree.origin(agent));
                let expected = |profile: Vec<usize>| {
                    let terms = tree.terms(origin, &set.given, &profile);
                    let mut values: Vec<Number> =
                        terms.iter().map(|term| of_term(set.player, term)).collect();
                    match values.len() {
                        1 => values.remove(0),
                        _ => Number::Sum(values),
                    }
                };
                profiles().into_iter().map(expected).collect()
            })
            .collect()
    }
}

/// A member's name, or the mover's.
fn name_of(mover: &Mover, member: usize) -> String {
    match &mover.count {
        Some(_) => format!("{}{}", mover.id, member + 1),
        None => mover.id.clone(),
    }
}

/// A tree being made.
struct Growing<'a> {
    model: &'a Model,
    point: &'a Point,
    steps: Vec<Vec<(usize, usize)>>,
    owners: Vec<Owner>,
    builder: TreeBuilder,
    /// The information set of a mover's member who knows these actions.
    sets: BTreeMap<(usize, usize, Vec<usize>), usize>,
    /// Of each set the mover, the member, what is known, and what can be done.
    known: Vec<Known>,
    drawn: BTreeMap<(usize, usize), usize>,
    outcomes: Vec<Arc<[usize]>>,
    draws: BTreeMap<usize, (usize, usize, Arc<[usize]>)>,
    /// Members who do not decide though they may, by the types of others: the mover, the member, and what it knows.
    idle: BTreeSet<(usize, usize, Vec<usize>)>,
    /// Which actions can be taken somewhere.
    taken: Vec<Vec<bool>>,
}

/// What an information set was made for.
struct Known {
    mover: usize,
    member: usize,
    profile: Vec<usize>,
    actions: Vec<usize>,
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
    fn check_size(&self) -> Result<(), Errors> {
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
    fn grow(&mut self, step: usize, profile: &mut Vec<usize>) -> Result<(), Errors> {
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

    /// Names the information sets by what tells them apart, and looks for actions that nothing leads to.
    fn finish(mut self) -> Result<Arranged, Errors> {
        let mut errors = Vec::new();
        for (mover, taken) in self.model.movers.iter().zip(&self.taken) {
            let never = mover
                .actions
                .iter()
                .zip(taken)
                .filter(|(_, taken)| !**taken);
            let never: Vec<&str> = never.map(|((id, _), _)| id.as_str()).collect();
            let what = match never.as_slice() {
                [] => continue,
                all if all.len() == taken.len() => format!("a decision of {}", mover.id),
                some => format!("{}'s action `{}`", mover.id, some[0]),
            };
            errors.push(Error {
                spot: mover.spot.clone(),
                kind: ErrorKind::Unreachable(what),
            });
        }
        if !errors.is_empty() {
            return Err(Errors(errors));
        }
        for set in 0..self.known.len() {
            let (names, seen) = self.described(set);
            self.builder.describe(set, names, seen);
        }
        let spot = self.model.movers[0].spot.clone();
        let tree = self.builder.build().map_err(|error| Error {
            spot,
            kind: ErrorKind::Tree {
                error,
                whence: String::new(),
            },
        })?;
        Ok(Arranged {
            tree,
            outcomes: self.outcomes,
            draws: self.draws,
        })
    }

    /// `S1 after U=force` with `S after U=force`, `U:benign` with nothing; and what was seen.
    fn described(&self, set: usize) -> (Names, Vec<(String, String)>) {
        let own = &self.known[set];
        let mover = &self.model.movers[own.mover];
        let MoverKind::Player(player) = mover.kind else {
            unreachable!("invariant: players decide")
        };
        let alike: Vec<&Known> = self
            .known
            .iter()
            .filter(|other| (other.mover, other.member) == (own.mover, own.member))
            .collect();
        let mut seen = Vec::new();
        for (number, other) in self.model.movers.iter().enumerate() {
            if matches!(other.kind, MoverKind::Types(_)) {
                continue;
            }
            let (first, count) = self.point.layout.0[number];
            for member in 0..count {
                let slot = first + member;
                let differs = alike
                    .iter()
                    .any(|known| known.profile[slot] != own.profile[slot]);
                // Who did not get to move is not worth a word: that follows from what others did.
                if let Some((id, _)) = other.actions.get(own.profile[slot])
                    && differs
                {
                    seen.push((name_of(other, member), id.clone()));
                }
            }
        }
        let name = name_of(mover, own.member);
        let mut id = match own.mover == player {
            true => name.clone(),
            false => format!("{} {name}", self.model.players[player].id),
        };
        if let Some(own_type) = &self.builder.sets()[set].own_type {
            id = format!("{id}:{own_type}");
        }
        if !seen.is_empty() {
            let words: Vec<String> = seen
                .iter()
                .map(|(who, what)| format!("{who}={what}"))
                .collect();
            id = format!("{id} after {}", words.join(", "));
        }
        let in_turn = |step: &Step| step.in_turn && step.movers.contains(&own.mover);
        let at_once = !self.model.order.iter().flatten().any(in_turn);
        let is_member = self.model.players[player].count.is_some() && at_once;
        let group = id
            .strip_prefix(name.as_str())
            .filter(|rest| is_member && !rest.starts_with(':'));
        let group = group.map(|rest| format!("{}{rest}", mover.id));
        ((id, group), seen)
    }
}

impl Arranged {
    /// What happens where every information set does what a profile says, from the beginning on, in order: who, and what.
    pub fn path(&self, profile: &[usize]) -> Vec<(usize, usize)> {
        let mut path = Vec::new();
        let mut node = 0;
        while let Node::Decision { set, .. } = self.tree.nodes()[node] {
            let action = profile[set as usize];
            path.push((set as usize, action));
            node = self.tree.children(node)[action] as usize;
        }
        path
    }
}
