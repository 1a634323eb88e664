//! The tree of a model whose moves have an order or whose players have types, at a parameter point.

mod growing;
mod naming;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::growing::Growing;
use super::declare::{Model, Mover, MoverKind, PayoffRule, WrittenFormula};
use super::error::Errors;
use super::point::Point;
use crate::formula::{NO_ACTION, Number};
use crate::game::{Player, Tree, TreeBuilder};

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
