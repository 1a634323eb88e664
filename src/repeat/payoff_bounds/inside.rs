//! Payoffs that are equilibrium payoffs for certain: a list that generates itself.
//!
//! Every point of the list is `(1 - d) g(a) + d w`, where `w` is a mixture of points of the list and pays each player at least what deviating
//! from `a` and the player's worst point of the list do. By public draws all mixtures of the points are then payoffs of subgame-perfect plans.
//! The list begins with what is known by name, stage equilibria and the states of penal codes, and grows by points of the same kind: the
//! largest set that generates itself is approached from inside.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), *Econometrica* 58, 1041-1063 (self-generation); Judd, Yeltekin and Conklin (2003), *Econometrica* 71
//! (inner approximation).

use super::directions::{Direction, reach};
use crate::certify::{Plan, Play, pure_nash};
use crate::game::Game;
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;
use crate::repeat::{Class, Discount, Stage, grim_holds, paths_hold, stick_and_carrot_holds};

/// A payoff of a subgame-perfect plan, and how it is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnerPoint {
    /// What each player gets.
    pub payoffs: Vec<Rational>,
    /// The profile of the first period.
    pub profile: usize,
    /// What follows, as a public draw of points: their places in the list, with probabilities.
    pub mixture: Vec<(usize, Rational)>,
    /// Where the point was found.
    pub by: FoundBy,
}

/// Where a point was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// An equilibrium of the stage game.
    Stage,
    /// A state of a plan of this class.
    Plan(Class),
    /// A profile that the worst points of the list sustain, with a mixture of points to follow.
    Points,
}

/// The most profiles whose pairs are tried as two periods of punishment.
const PAIRS: usize = 16;
/// The most profiles of which all are tried as a period of punishment.
const STICKS: usize = 100;
/// The most linear programs.
const PROGRAMS: usize = 120;
/// The most times the list is gone through.
const ROUNDS: usize = 4;
/// Payoffs of more binary digits are not built upon.
const LONG: u64 = 32;
/// The most points.
const POINTS: usize = 60;

/// The points found so far.
pub(super) struct Inside<'a> {
    stage: &'a Stage,
    discount: &'a Discount,
    /// What counts as further, one over two to the 20th of the payoffs' range.
    further: Rational,
    /// The points.
    pub points: Vec<InnerPoint>,
    programs: usize,
}

impl<'a> Inside<'a> {
    /// Equilibria of the stage game and states of penal codes that play one of these profiles for ever.
    pub fn new(
        game: &Game,
        stage: &'a Stage,
        discount: &'a Discount,
        profiles: &[usize],
        unit: &Rational,
    ) -> Self {
        let mut inside = Inside {
            stage,
            discount,
            further: unit * &Rational::dyadic(1, -20),
            points: Vec::new(),
            programs: 0,
        };
        let equilibria = (0..stage.profiles()).filter(|a| stage.is_equilibrium(*a));
        let equilibria: Vec<usize> = equilibria.collect();
        for profile in &equilibria {
            inside.add(inside.held(*profile, FoundBy::Stage));
        }
        if discount.value().is_zero() {
            return inside;
        }
        let threats = equilibria.iter().map(|profile| pure_nash(game, *profile));
        let threats: Vec<_> = threats.filter_map(Result::ok).collect();
        for profile in profiles.iter().filter(|a| !stage.is_equilibrium(**a)) {
            if let Some(plan) = grim_holds(game, stage, &threats, *profile, discount) {
                inside.add_plan(&plan, Class::Grim);
            }
            if stage.profiles() <= STICKS
                && let Some(plan) = stick_and_carrot_holds(game, stage, *profile, discount)
            {
                inside.add_plan(&plan, Class::StickAndCarrot);
            }
            if stage.profiles() <= PAIRS
                && let Ok(Some(plan)) = paths_hold(game, stage, *profile, 2, discount)
            {
                inside.add_plan(&plan, Class::Paths(2));
            }
        }
        inside
    }

    /// Adds points that lie further in some of the directions, until there are none or the work is enough.
    pub fn grow(&mut self, normals: &[Direction], profiles: &[usize]) {
        if self.points.is_empty() {
            return;
        }
        for _ in 0..ROUNDS {
            let before = self.points.len();
            for normal in normals {
                if self.programs >= PROGRAMS || self.points.len() >= POINTS {
                    return;
                }
                if let Some(point) = self.furthest(normal, profiles) {
                    self.add(point);
                }
            }
            if self.points.len() == before {
                return;
            }
        }
    }

    /// How far the points go in a direction; none if there are none.
    pub fn reached(&self, normal: &Direction) -> Option<Rational> {
        let reaches = self.points.iter().map(|p| reach(normal, p.payoffs.iter()));
        reaches.max()
    }

    /// A point that lies further in a direction than all others; none if none is found.
    fn furthest(&mut self, normal: &Direction, profiles: &[usize]) -> Option<InnerPoint> {
        let players = || 0..self.stage.players();
        let known = self.reached(normal)?;
        let mut most = &known + &self.further;
        let mut best = None;
        for profile in profiles.iter().copied() {
            let own = reach(normal, players().map(|i| self.stage.payoff(i, profile)));
            let (present, future) = (self.discount.present(), self.discount.value());
            // For ever, it generates itself; once, it lies no further than the same and the known points.
            let for_ever = self.held(profile, FoundBy::Points);
            if own > most && self.is_kept(profile, &for_ever.payoffs) {
                most = own;
                best = Some(for_ever);
                continue;
            }
            if &(&present * &own) + &(future * &known) <= most || self.programs >= PROGRAMS {
                continue;
            }
            self.programs += 1;
            if let Some(point) = self.once(normal, profile) {
                let reached = reach(normal, point.payoffs.iter());
                let is_short = point.payoffs.iter().all(|v| v.digits() <= LONG);
                if reached > most && is_short {
                    most = reached;
                    best = Some(point);
                }
            }
        }
        best
    }

    /// What a player gets at worst.
    fn worst(&self, player: usize) -> Option<&Rational> {
        self.points.iter().map(|point| &point.payoffs[player]).min()
    }

    /// The least that a player must be promised after a profile.
    fn needed(&self, player: usize, profile: usize) -> Option<Rational> {
        let patience = &self.discount.present() / self.discount.value();
        Some(self.worst(player)? + &(&patience * &self.stage.gain(player, profile)))
    }

    fn is_kept(&self, profile: usize, promised: &[Rational]) -> bool {
        let mut players = promised.iter().enumerate();
        players.all(|(player, promised)| {
            let needed = self.needed(player, profile);
            needed.is_some_and(|needed| *promised >= needed)
        })
    }

    /// A profile once, and then the mixture of points that keeps everybody and goes furthest in a direction.
    fn once(&self, normal: &Direction, profile: usize) -> Option<InnerPoint> {
        let reaches = self.points.iter();
        let objective = reaches.map(|p| reach(normal, p.payoffs.iter())).collect();
        let mut constraints = vec![Constraint {
            coefficients: vec![Rational::ONE; self.points.len()],
            relation: Relation::Equal,
            bound: Rational::ONE,
        }];
        for player in 0..self.stage.players() {
            constraints.push(Constraint {
                coefficients: self.points.iter().map(|p| -&p.payoffs[player]).collect(),
                relation: Relation::AtMost,
                bound: -self.needed(player, profile)?,
            });
        }
        let Optimum::Optimal { primal, .. } = maximise(&LinearProgram {
            objective,
            constraints,
        }) else {
            return None;
        };
        let weights = primal.into_iter().enumerate();
        let mixture: Vec<(usize, Rational)> = weights.filter(|(_, p)| !p.is_zero()).collect();
        let (present, future) = (self.discount.present(), self.discount.value());
        let payoff = |player: usize| {
            let terms = mixture.iter();
            let continued: Rational = terms
                .map(|(place, p)| p * &self.points[*place].payoffs[player])
                .sum();
            &(&present * self.stage.payoff(player, profile)) + &(future * &continued)
        };
        Some(InnerPoint {
            payoffs: (0..self.stage.players()).map(payoff).collect(),
            profile,
            mixture,
            by: FoundBy::Points,
        })
    }

    /// A profile for ever, as the next point.
    fn held(&self, profile: usize, by: FoundBy) -> InnerPoint {
        let players = 0..self.stage.players();
        InnerPoint {
            payoffs: players
                .map(|player| self.stage.payoff(player, profile).clone())
                .collect(),
            profile,
            mixture: vec![(self.points.len(), Rational::ONE)],
            by,
        }
    }

    /// The place of payoffs among the points.
    fn place(&self, payoffs: &[Rational]) -> Option<usize> {
        self.points.iter().position(|p| p.payoffs == payoffs)
    }

    fn add(&mut self, point: InnerPoint) {
        if self.place(&point.payoffs).is_none() {
            self.points.push(point);
        }
    }

    /// The states of a plan, as far as their payoffs are new; what follows a state is told by the points of the next ones.
    fn add_plan(&mut self, plan: &Plan, class: Class) {
        let states = &plan.automaton().states;
        let mut added = Vec::new();
        let mut places = Vec::with_capacity(states.len());
        for (number, state) in states.iter().enumerate() {
            let players = 0..self.stage.players();
            let payoffs: Vec<Rational> = players.map(|i| plan.value(i, number).clone()).collect();
            let Play::Pure(profile) = state.play else {
                unreachable!("invariant: penal codes with pure threats play pure profiles")
            };
            places.push(match self.place(&payoffs) {
                Some(place) => place,
                None => {
                    added.push((self.points.len(), number));
                    self.points.push(InnerPoint {
                        payoffs,
                        profile,
                        mixture: Vec::new(),
                        by: FoundBy::Plan(class),
                    });
                    self.points.len() - 1
                }
            });
        }
        for (place, number) in added {
            let next = states[number].next.iter();
            self.points[place].mixture = next.map(|(s, p)| (places[*s], p.clone())).collect();
        }
    }
}
