//! What the equilibria of each subgame give, and how they come about.
//!
//! # Source
//! Osborne, Rubinstein (1994), "A Course in Game Theory", section 6.2: the one-deviation property, for every combination of what follows.

use std::cell::OnceCell;

use dashu_int::IBig;

use super::super::solution::Gap;
use crate::game::{Node, Tree};
use crate::num::Rational;

/// The equilibria of a subgame, sorted by what they give.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Continuation {
    /// One payoff, in one way: an action followed by the first continuation of each child, or no decision at all.
    Only { value: u32, action: u32 },
    /// Anything else.
    Several(Vec<Class>),
}

/// The equilibria of a subgame that give the same payoffs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Class {
    pub value: u32,
    pub ways: Vec<Way>,
}

/// How an equilibrium begins, and which class follows where it goes on.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Way {
    /// An action, and the class that follows it.
    Action { action: usize, class: usize },
    /// A draw of chance, and the class that follows each result.
    Draw(Vec<usize>),
    /// Decisions taken without knowing of each other, and the class that follows at each place where they end.
    Block {
        plan: Vec<(usize, Vec<Rational>)>,
        exits: Vec<(usize, usize)>,
    },
}

impl Continuation {
    pub fn only(value: u32, action: u32) -> Self {
        Continuation::Only { value, action }
    }

    pub fn none() -> Self {
        Continuation::Several(Vec::new())
    }
}

/// For each information set the last decision of its player on the way there: set and action.
type LastDecisions = Vec<Option<(usize, usize)>>;

/// The continuations of all subgames found so far.
pub(super) struct Continuations<'a> {
    tree: &'a Tree,
    nodes: Vec<Continuation>,
    /// Payoffs that are those of no outcome; they are numbered after the outcomes.
    values: Vec<Vec<Rational>>,
    /// How many plans give each class; none where there is one plan in all.
    numbers: Vec<Option<Box<[IBig]>>>,
    /// For each information set the last decision of its player on the way there; none where players forget.
    last: OnceCell<Option<LastDecisions>>,
    pub gaps: Vec<Gap>,
    pub ties: Vec<usize>,
}

impl<'a> Continuations<'a> {
    pub fn new(tree: &'a Tree) -> Self {
        let count = tree.nodes().len();
        Continuations {
            tree,
            nodes: vec![Continuation::only(0, u32::MAX); count],
            values: Vec::new(),
            numbers: vec![None; count],
            last: OnceCell::new(),
            gaps: Vec::new(),
            ties: Vec::new(),
        }
    }

    pub fn last_own_decisions(&self) -> Option<&[Option<(usize, usize)>]> {
        let last = self
            .last
            .get_or_init(|| self.tree.last_own_decisions().ok());
        last.as_deref()
    }

    pub fn at(&self, node: usize) -> &Continuation {
        &self.nodes[node]
    }

    pub fn classes(&self, node: usize) -> usize {
        match &self.nodes[node] {
            Continuation::Only { .. } => 1,
            Continuation::Several(classes) => classes.len(),
        }
    }

    /// The number of the payoffs of a class.
    pub fn class(&self, node: usize, class: usize) -> u32 {
        match &self.nodes[node] {
            Continuation::Only { value, .. } => *value,
            Continuation::Several(classes) => classes[class].value,
        }
    }

    /// What a class gives each player.
    pub fn payoffs(&self, node: usize, class: usize) -> &[Rational] {
        self.numbered(self.class(node, class))
    }

    pub fn value(&self, node: usize, class: usize, player: usize) -> &Rational {
        &self.payoffs(node, class)[player]
    }

    fn numbered(&self, value: u32) -> &[Rational] {
        let value = value as usize;
        match value.checked_sub(self.tree.outcomes()) {
            Some(later) => &self.values[later],
            None => self.tree.payoffs(value),
        }
    }

    /// Numbers payoffs.
    pub fn value_of(&mut self, payoffs: Vec<Rational>) -> u32 {
        self.values.push(payoffs);
        let number = self.tree.outcomes() + self.values.len() - 1;
        u32::try_from(number).expect("invariant: values are no more than nodes and combinations")
    }

    fn add(&self, found: &mut Continuation, value: u32, way: Way) {
        let Continuation::Several(classes) = found else {
            unreachable!("invariant: a subgame is closed once it is set")
        };
        let payoffs = self.numbered(value);
        let same =
            |class: &&mut Class| class.value == value || self.numbered(class.value) == payoffs;
        match classes.iter_mut().find(same) {
            Some(class) => class.ways.push(way),
            None => classes.push(Class {
                value,
                ways: vec![way],
            }),
        }
    }

    pub fn add_action(&self, found: &mut Continuation, value: u32, action: usize, class: usize) {
        self.add(found, value, Way::Action { action, class });
    }

    pub fn add_draw(&self, found: &mut Continuation, value: u32, classes: Vec<usize>) {
        self.add(found, value, Way::Draw(classes));
    }

    pub fn add_block(
        &self,
        found: &mut Continuation,
        value: u32,
        plan: Vec<(usize, Vec<Rational>)>,
        exits: Vec<(usize, usize)>,
    ) {
        self.add(found, value, Way::Block { plan, exits });
    }

    /// Closes a subgame, and counts its plans.
    pub fn set(&mut self, node: usize, found: Continuation) {
        self.nodes[node] = match found {
            Continuation::Several(classes) => match classes.as_slice() {
                [Class { value, ways }] => match ways.as_slice() {
                    [Way::Action { action, class: 0 }] => Continuation::Only {
                        value: *value,
                        action: u32::try_from(*action).expect("invariant: actions are few"),
                    },
                    [Way::Draw(follows)] if follows.iter().all(|class| *class == 0) => {
                        Continuation::only(*value, u32::MAX)
                    }
                    _ => Continuation::Several(classes),
                },
                _ => Continuation::Several(classes),
            },
            only => only,
        };
        let children = self.tree.children(node);
        let all_single = children.iter().all(|child| {
            let child = *child as usize;
            self.numbers[child].is_none() && self.classes(child) == 1
        });
        if matches!(self.nodes[node], Continuation::Only { .. }) && all_single {
            return;
        }
        let numbers: Box<[IBig]> = (0..self.classes(node))
            .map(|class| {
                let ways = self.ways(node, class);
                ways.iter().fold(IBig::ZERO, |sum, way| {
                    sum + self.number_of_way(node, class, way)
                })
            })
            .collect();
        let is_one = numbers.len() == 1 && numbers[0] == IBig::ONE;
        self.numbers[node] = (!is_one).then_some(numbers);
    }

    /// The ways in which a class comes about.
    pub fn ways(&self, node: usize, class: usize) -> Vec<Way> {
        match &self.nodes[node] {
            Continuation::Several(classes) => classes[class].ways.clone(),
            Continuation::Only { action, .. } => match self.tree.nodes()[node] {
                Node::Outcome(_) => vec![Way::Draw(Vec::new())],
                Node::Chance { .. } => vec![Way::Draw(vec![0; self.tree.children(node).len()])],
                Node::Decision { .. } => vec![Way::Action {
                    action: *action as usize,
                    class: 0,
                }],
            },
        }
    }

    /// The classes of a child that may follow an action which is not taken: those that do not give the player more than the class reached.
    pub fn deterring(&self, node: usize, class: usize, child: usize) -> Vec<usize> {
        let Node::Decision { set, .. } = self.tree.nodes()[node] else {
            return Vec::new();
        };
        let player = self.tree.sets()[set as usize].player;
        let own = self.value(node, class, player);
        (0..self.classes(child))
            .filter(|other| self.value(child, *other, player) <= own)
            .collect()
    }

    fn number_of(&self, node: usize, class: usize) -> IBig {
        self.numbers[node]
            .as_ref()
            .map_or(IBig::ONE, |numbers| numbers[class].clone())
    }

    fn number_of_way(&self, node: usize, class: usize, way: &Way) -> IBig {
        match way {
            Way::Action {
                action,
                class: follows,
            } => {
                let children = self.tree.children(node).iter().enumerate();
                children.fold(IBig::ONE, |product, (other, child)| {
                    let child = *child as usize;
                    product
                        * match other == *action {
                            true => self.number_of(child, *follows),
                            false => self
                                .deterring(node, class, child)
                                .into_iter()
                                .fold(IBig::ZERO, |sum, other| sum + self.number_of(child, other)),
                        }
                })
            }
            Way::Draw(follows) => {
                let children = self.tree.children(node).iter().zip(follows);
                children.fold(IBig::ONE, |product, (child, class)| {
                    product * self.number_of(*child as usize, *class)
                })
            }
            Way::Block { exits, .. } => exits.iter().fold(IBig::ONE, |product, (exit, class)| {
                product * self.number_of(*exit, *class)
            }),
        }
    }

    /// How many plans are equilibria from a node on.
    pub fn number(&self, node: usize) -> IBig {
        (0..self.classes(node)).fold(IBig::ZERO, |sum, class| sum + self.number_of(node, class))
    }

    /// Whether there is one plan in all from a node on.
    pub fn is_single(&self, node: usize) -> bool {
        self.numbers[node].is_none()
    }
}

/// All combinations of one number below each count, at most so many of them.
pub(super) fn combinations(counts: &[usize], limit: usize) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new()];
    for &count in counts {
        let mut longer = Vec::new();
        for combination in &found {
            for number in 0..count {
                if longer.len() < limit {
                    let mut with: Vec<usize> = combination.clone();
                    with.push(number);
                    longer.push(with);
                }
            }
        }
        found = longer;
    }
    found
}

/// Whether there are more combinations than the limit.
pub(super) fn too_many(counts: &[usize], limit: usize) -> bool {
    let all = counts
        .iter()
        .try_fold(1usize, |all, count| all.checked_mul(*count));
    all.is_none_or(|all| all > limit)
}
