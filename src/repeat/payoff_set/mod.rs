//! The payoffs of all subgame-perfect plans of a repeated two-player game with public draws, as an exact polygon proved from both sides.
//!
//! Machine numbers find the polygon ([`iteration`]), its structure gives rational vertices ([`structure`]). *Inside*: every vertex is
//! played by a profile whose continuation is a mixture of vertices and pays each player at least what a deviation and the worst vertex do; so all
//! of the polygon are equilibrium payoffs. *Outside*: half-planes that hold all of them are brought near the polygon ([`outside`]), and what is
//! near lies in it ([`closure`]). Where one of the two fails, the answer is a polygon inside and one outside.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), *Econometrica* 58, 1041-1063 (self-generation); Abreu and Sannikov (2014), *Theoretical Economics* 9.

mod automaton;
mod closure;
mod crossings;
mod directions;
mod enclosed_stage;
mod enclosure;
mod half_planes;
mod iteration;
mod machine_polygon;
mod many_digits;
mod outside;
mod planes;
mod polygon;
mod prover;
mod strips;
mod structure;
mod symmetry;
mod template;

pub use automaton::automaton_for;
pub(in crate::repeat) use automaton::sustaining;
pub use polygon::Point;
pub(in crate::repeat) use polygon::minimum;

use super::units::Units;
use crate::num::Rational;
use crate::repeat::{Discount, Stage};
use enclosed_stage::EnclosedStage;
use iteration::{Machine, Search};
use prover::{Prover, Sought};
use structure::Structure;

/// The payoffs of all subgame-perfect plans in pure actions with public draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoffSet {
    /// The discount factor.
    pub discount: Discount,
    /// Extreme points of equilibrium payoffs, counter-clockwise from the least; all of their hull are equilibrium payoffs. May be empty.
    pub vertices: Vec<Point>,
    /// Whether there are no other equilibrium payoffs: proved.
    pub exact: bool,
    /// A polygon that holds all equilibrium payoffs: proved. The same as `vertices` if these are exact.
    pub outer: Vec<Point>,
    /// The least payoff of each player at the vertices; none if there are none.
    pub minimum: Option<Point>,
    /// For each vertex how it is played.
    pub witnesses: Vec<Witness>,
    /// No payoff of `outer` is further from the hull of the vertices, in either coordinate; none if there is no vertex but an outer polygon.
    pub gap: Option<Rational>,
    /// How many times machine numbers applied the operator, and how many times the outer half-planes were lowered.
    pub steps: [usize; 2],
    /// Whether a limit of steps was reached before the answer.
    pub limited: bool,
}

/// How a vertex is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The profile of the first period.
    pub profile: usize,
    /// What is promised from the second period on.
    pub continuation: Point,
    /// The promise as a public draw of vertices: their numbers, with probabilities.
    pub mixture: Vec<(usize, Rational)>,
}

/// A game whose payoff set is not computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the payoff set is computed for two players, and this game has {0}")]
pub struct NotTwoPlayers(pub usize);

/// The most candidates that are tried of each search.
const CANDIDATES: usize = 8;
/// Bounds nearer than one over this, in units of the payoffs' range, are narrow.
const NARROW: i64 = 100_000_000;

/// The payoffs of all subgame-perfect plans in pure actions with public draws.
///
/// The largest convex `V` of which every extreme point is `(1 - d) g(a) + d w` with `w` in `V` and `w_i >= u_i + (1 - d)/d h_i(a)`; `u` are
/// the least payoffs in `V` and `h(a)` the gains of the best deviations from `a`. Mixed actions are not considered, so the set may be empty.
///
/// # Answer
/// Exact where [`PayoffSet::exact`] says so; else a polygon inside and one outside.
///
/// # Errors
/// [`NotTwoPlayers`].
///
/// # Source
/// Abreu and Sannikov (2014), *Theoretical Economics* 9, 313-338.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::repeat::{Discount, Stage, payoff_set};
/// let players = ["U", "C"].map(|id| Player::plain(id, &["cooperate", "defect"])).to_vec();
/// let row = [[9, 1], [10, 3]];
/// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(row[p[player]][p[1 - player]]))?;
/// let stage = Stage::new(&Game::new("dilemma", players, payoffs)).expect("two players");
/// let patient = Discount::new(Rational::ratio(3, 4)).expect("below one");
/// let set = payoff_set(&stage, &patient).expect("two players");
/// assert!(set.exact);
/// assert_eq!(format!("{:?}", set.vertices), "[[3, 3], [39/4, 3], [9, 9], [3, 39/4]]");
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn payoff_set(stage: &Stage, discount: &Discount) -> Result<PayoffSet, NotTwoPlayers> {
    if stage.players() != 2 {
        return Err(NotTwoPlayers(stage.players()));
    }
    if discount.value().is_zero() {
        return Ok(of_the_stage(stage, discount));
    }
    let units = Units::of(stage);
    let mut set = found(&units.measured(stage), discount);
    set.measured_in(&units);
    Ok(set)
}

/// The set of a stage game in units of its own.
fn found(stage: &Stage, discount: &Discount) -> PayoffSet {
    let enclosed = EnclosedStage::new(stage, discount);
    let machine = Machine::new(&enclosed);
    let prover = Prover::new(stage, discount, &enclosed, &machine);
    let mut best: Option<PayoffSet> = None;
    let mut sought = Sought::default();
    let mut tried: Vec<Structure> = Vec::new();
    // Incentives that just bind are first taken for met, then for missed.
    for binding in [true, false] {
        let mut search = Search::new(&machine, binding);
        for _ in 0..CANDIDATES {
            let Some(candidate) = search.next() else {
                break;
            };
            // The same structure has the same vertices.
            if candidate.settled && tried.contains(&candidate.structure) {
                continue;
            }
            let rational = prover.rational(&candidate);
            if let Some(points) = &rational
                && let Some(set) = prover.exactly(&candidate, points, &search.trail)
            {
                return set;
            }
            if best.as_ref().is_some_and(is_narrow) {
                continue;
            }
            let bounds = prover.within(&candidate, rational, &search.trail, &mut sought);
            if is_narrow(&bounds) {
                search.go_on_from(&candidate);
            }
            if candidate.settled {
                tried.push(candidate.structure);
            }
            if best
                .as_ref()
                .is_none_or(|best| bounds.double_area() > best.double_area())
            {
                best = Some(bounds);
            }
        }
        if best.as_ref().is_some_and(is_narrow) {
            break;
        }
    }
    best.expect("invariant: a search ends with a candidate")
}

/// Whether the bounds of a set are so near each other that no other candidate would say more.
fn is_narrow(bounds: &PayoffSet) -> bool {
    let gap = bounds.gap.as_ref();
    gap.is_some_and(|gap| *gap < Rational::ratio(1, NARROW))
}

/// The least payoffs that equilibria seem to have at one discount factor after another.
pub(in crate::repeat) struct Apparent {
    enclosed: EnclosedStage,
    machine: Machine,
}

impl Apparent {
    /// Of a stage game, the units of which should be those of its own.
    pub fn new(stage: &Stage, discount: &Discount) -> Self {
        let enclosed = EnclosedStage::new(stage, discount);
        let machine = Machine::new(&enclosed);
        Apparent { enclosed, machine }
    }

    /// The least payoffs, in machine numbers and the units of the stage game: none if there seem to be no equilibria. With leaps it is seen sooner,
    /// and sometimes wrongly.
    pub fn minimum(&self, discount: &Discount, leaps: bool) -> Option<[f64; 2]> {
        let machine = self.machine.at(&self.enclosed, discount);
        let mut search = Search::new(&machine, true);
        let found = match leaps {
            true => search.next()?,
            false => search.last(),
        };
        let least = |i: usize| {
            let payoffs = found.points.iter().map(|p| p[i]);
            payoffs.fold(f64::INFINITY, f64::min)
        };
        (!found.points.is_empty()).then(|| [least(0), least(1)])
    }
}

/// Whether some payoffs of which it is proved that no equilibrium pays less are as they should be, or it is proved that there are no equilibria:
/// from outside alone, which is much faster than [`payoff_set`] and seldom says less. The discount factor is positive.
pub(in crate::repeat) fn is_least(
    stage: &Stage,
    discount: &Discount,
    is_so: impl Fn(&Point) -> bool,
) -> bool {
    let units = Units::of(stage);
    let measured = units.measured(stage);
    let enclosed = EnclosedStage::new(&measured, discount);
    let machine = Machine::new(&enclosed);
    let prover = Prover::new(&measured, discount, &enclosed, &machine);
    // Where what just binds is taken for missed, sets are smaller.
    [false, true].into_iter().any(|binding| {
        let mut search = Search::new(&machine, binding);
        let Some(candidate) = search.next() else {
            return false;
        };
        let least = polygon::minimum(&prover.outer(&candidate, &search.trail));
        least.is_none_or(|least| is_so(&units.back(&least)))
    })
}

impl PayoffSet {
    /// Payoffs in units of their own become those of the stage game.
    fn measured_in(&mut self, units: &Units) {
        let back = |points: &mut Vec<Point>| {
            points
                .iter_mut()
                .for_each(|point| *point = units.back(point));
        };
        back(&mut self.vertices);
        back(&mut self.outer);
        for witness in &mut self.witnesses {
            witness.continuation = units.back(&witness.continuation);
        }
        self.minimum = polygon::minimum(&self.vertices);
        if !self.exact {
            self.gap = match (&self.gap, units.of_both()) {
                (Some(gap), Some(one)) => Some(gap * one),
                _ => polygon::gap(&self.vertices, &self.outer),
            };
        }
    }

    /// Twice the area of the hull of the vertices.
    pub fn double_area(&self) -> Rational {
        polygon::double_area(&self.vertices)
    }

    /// A payoff as a mixture of at most three vertices: their numbers with probabilities; none if it is not in their hull.
    pub fn mixture(&self, point: &Point) -> Option<Vec<(usize, Rational)>> {
        polygon::mixture(&self.vertices, point)
    }

    /// A vertex at which a player gets the least; none if there is no vertex.
    pub fn worst(&self, player: usize) -> Option<usize> {
        (0..self.vertices.len())
            .min_by(|a, b| self.vertices[*a][player].cmp(&self.vertices[*b][player]))
    }
}

/// Nobody minds tomorrow: the stage equilibria and their mixtures.
fn of_the_stage(stage: &Stage, discount: &Discount) -> PayoffSet {
    let equilibria: Vec<usize> = (0..stage.profiles())
        .filter(|a| stage.is_equilibrium(*a))
        .collect();
    let payoffs = |a: usize| [0, 1].map(|i| stage.payoff(i, a).clone());
    let vertices = polygon::hull(equilibria.iter().map(|a| payoffs(*a)).collect());
    let witnesses = vertices.iter().enumerate().map(|(number, vertex)| Witness {
        profile: *equilibria
            .iter()
            .find(|a| payoffs(**a) == *vertex)
            .expect("invariant: vertices of a hull are among its points"),
        continuation: vertex.clone(),
        mixture: vec![(number, Rational::ONE)],
    });
    PayoffSet {
        discount: discount.clone(),
        witnesses: witnesses.collect(),
        minimum: polygon::minimum(&vertices),
        exact: true,
        outer: vertices.clone(),
        gap: Some(Rational::ZERO),
        vertices,
        steps: [0, 0],
        limited: false,
    }
}
