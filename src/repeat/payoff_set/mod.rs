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
mod carried;
mod closure;
mod enclosure;
mod iteration;
mod outside;
mod polygon;
mod structure;
mod template;

pub use automaton::automaton_for;
pub(in crate::repeat) use automaton::sustaining;
pub use polygon::Point;
pub(in crate::repeat) use structure::simplest;

use crate::num::{Interval, Rational, exactly};
use crate::repeat::{Discount, Stage};
use closure::{Closure, Levels};
use iteration::{Candidate, Machine, Pace, candidate};
use outside::Outside;
use template::Template;

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

/// The most applications of the operator.
const STEPS: usize = 3_000;
/// The most times the outer half-planes are lowered, and the most work that goes into it: steps times profiles.
const OUTER_STEPS: usize = 60_000;
const OUTER_WORK: usize = 1_500_000;

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
    let mut set = directly(stage, discount);
    if set.exact {
        return Ok(set);
    }
    // What less patient players can have is left where more was not found: a little less patient, much less, and not at all.
    for less in [(999, 1000), (19, 20), (1, 2), (0, 1)] {
        let less = discount.value() * &Rational::ratio(less.0, less.1);
        let less = Discount::new(less).expect("invariant: a share of a discount factor is one");
        let earlier = directly(stage, &less);
        let (witnesses, gap) = carried::carried(&earlier, discount, &set.outer);
        let is_nearer = match (&gap, &set.gap) {
            (Some(gap), Some(known)) => gap < known,
            (gap, known) => gap.is_some() && known.is_none(),
        };
        if is_nearer {
            set = PayoffSet {
                minimum: minimum(&earlier.vertices),
                vertices: earlier.vertices,
                witnesses,
                // Nothing lies between the two.
                exact: gap.as_ref().is_some_and(Rational::is_zero),
                gap,
                ..set
            };
        }
        if set.exact || earlier.exact {
            break;
        }
    }
    Ok(set)
}

/// The set from the operator at this discount factor alone.
fn directly(stage: &Stage, discount: &Discount) -> PayoffSet {
    if discount.value().is_zero() {
        return of_the_stage(stage, discount);
    }
    let machine = Machine::new(stage, discount);
    let mut best: Option<PayoffSet> = None;
    // Incentives that just bind are first taken for met, then for missed; leaps come first, since a proof tells whether they went too far.
    for (slack, pace) in [(1.0, Pace::Leaps), (1.0, Pace::Steps), (-1.0, Pace::Steps)] {
        let found = candidate(&machine, STEPS, slack, pace);
        let set = proved(stage, discount, &machine, &found);
        if set.exact {
            return set;
        }
        let better = best
            .as_ref()
            .is_none_or(|best| set.double_area() > best.double_area());
        if better {
            best = Some(set);
        }
    }
    best.expect("invariant: candidates were looked at")
}

/// The least payoffs that equilibria seem to have, in machine numbers: none if there seem to be none.
pub(in crate::repeat) fn apparent_minimum(stage: &Stage, discount: &Discount) -> Option<[f64; 2]> {
    let machine = Machine::new(stage, discount);
    let found = candidate(&machine, STEPS, 1.0, Pace::Steps);
    let least = |i: usize| {
        found
            .points
            .iter()
            .map(|p| p[i])
            .fold(f64::INFINITY, f64::min)
    };
    (!found.points.is_empty()).then(|| [least(0), least(1)])
}

impl PayoffSet {
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
        minimum: minimum(&vertices),
        exact: true,
        outer: vertices.clone(),
        gap: Some(Rational::ZERO),
        vertices,
        steps: [0, 0],
        limited: false,
    }
}

/// What is proved about a candidate.
fn proved(stage: &Stage, discount: &Discount, machine: &Machine, found: &Candidate) -> PayoffSet {
    let rational = match found.settled {
        true => {
            structure::rational_vertices(stage, discount, machine, &found.structure, &found.points)
        }
        false => None,
    };
    let is_rational = rational.is_some();
    let hints: Vec<usize> = found
        .structure
        .origins
        .iter()
        .map(|origin| origin.profile)
        .collect();
    let points = rational.unwrap_or_else(|| approximate(stage, found));
    let claimed = polygon::hull(points.clone());
    let (mut vertices, mut witnesses) = generated(stage, discount, &points, &hints);
    let complete = (is_rational || found.points.is_empty()) && vertices == claimed;
    let own = Template::new(&[&claimed]);
    let start: Vec<Point> = (0..stage.profiles())
        .map(|a| [0, 1].map(|i| stage.payoff(i, a).clone()))
        .collect();
    let wide = Template::new(&[&claimed, &polygon::hull(start)]);
    let mut outside = Outside::new(stage, discount, &wide);
    let mut shown = None;
    if !claimed.is_empty() {
        let levels = own.supports(&claimed);
        let closure = Closure::new(stage, discount, &own, levels.clone(), machine.scale);
        let direction = closure.direction(Levels::Rise);
        if complete {
            shown = direction
                .as_ref()
                .and_then(|direction| goals(&closure, direction, &own, &wide));
        } else if let Some(direction) = direction {
            let around =
                enclosure::outer(stage, discount, &own, &levels, &direction, machine.scale);
            shown = around.and_then(|closure| goals(&closure, &direction, &own, &wide));
            let direction = closure.direction(Levels::Fall).unwrap_or(direction);
            let points = enclosure::inner(
                stage,
                discount,
                &own,
                &levels,
                &direction,
                machine.scale,
                &hints,
            );
            if let Some(points) = points {
                (vertices, witnesses) = generated(stage, discount, &points, &[]);
            }
        }
    }
    let aim = shown.as_ref().map(|(aim, _)| aim.as_slice());
    let (reached, limited) = approach(&mut outside, aim, claimed.is_empty(), stage.profiles());
    let exact = reached && complete;
    let outer = match (exact, reached, shown, outside.exact_levels()) {
        (true, ..) => vertices.clone(),
        (_, true, Some((_, levels)), _) => own.polygon(&levels),
        (.., None) => Vec::new(),
        (.., Some(levels)) => wide.polygon(&levels),
    };
    let gap = match exact {
        true => Some(Rational::ZERO),
        false => polygon::gap(&vertices, &outer),
    };
    PayoffSet {
        discount: discount.clone(),
        minimum: minimum(&vertices),
        vertices,
        exact,
        outer,
        witnesses,
        gap,
        steps: [found.steps, outside.steps],
        limited: limited || !found.settled,
    }
}

/// The levels that half-planes are to reach, and those that they then prove.
type Goals = (Vec<(usize, f64)>, Vec<Rational>);

/// How near the half-planes must come for a proof that equilibrium payoffs lie in a polygon.
fn goals(closure: &Closure, direction: &[f64], own: &Template, wide: &Template) -> Option<Goals> {
    let distance = closure.distance(direction)?;
    let goal = |j: usize| {
        let place = wide
            .normals
            .iter()
            .position(|normal| *normal == own.normals[j]);
        let level = Interval::around(&(&closure.levels()[j] + &distance[j])).lower();
        (
            place.expect("invariant: the polygon's directions are among them"),
            level,
        )
    };
    Some((
        (0..own.normals.len()).map(goal).collect(),
        closure.levels().to_vec(),
    ))
}

/// Lowers the half-planes until they reach the goals, or show that the set is empty, or stay; whether the proof is complete, and whether a
/// limit was reached.
fn approach(
    outside: &mut Outside,
    goals: Option<&[(usize, f64)]>,
    is_empty: bool,
    profiles: usize,
) -> (bool, bool) {
    let most = OUTER_STEPS.min(OUTER_WORK / profiles + 100);
    loop {
        let Some(levels) = &outside.levels else {
            return (is_empty, false);
        };
        if goals.is_some_and(|goals| goals.iter().all(|(j, goal)| levels[*j] <= *goal)) {
            return (true, false);
        }
        if outside.steps == most {
            return (false, true);
        }
        if !outside.step() {
            return (false, false);
        }
    }
}

/// Rational points near those of the candidate: exact where a profile is played for ever.
fn approximate(stage: &Stage, found: &Candidate) -> Vec<Point> {
    let origins = found.structure.origins.iter().zip(&found.points);
    let point = origins.map(|(origin, point)| match origin.place {
        structure::Place::Own => [0, 1].map(|i| stage.payoff(i, origin.profile).clone()),
        _ => point.map(exactly),
    });
    let equilibria = (0..stage.profiles()).filter(|a| stage.is_equilibrium(*a));
    point
        .chain(equilibria.map(|a| [0, 1].map(|i| stage.payoff(i, a).clone())))
        .collect()
}

/// The largest hull of some of the points each vertex of which is played with a continuation in the hull, and how.
fn generated(
    stage: &Stage,
    discount: &Discount,
    points: &[Point],
    hints: &[usize],
) -> (Vec<Point>, Vec<Witness>) {
    let mut kept = points.to_vec();
    loop {
        let vertices = polygon::hull(kept.clone());
        let Some(least) = minimum(&vertices) else {
            return (vertices, Vec::new());
        };
        let hint = |vertex: &Point| {
            points
                .iter()
                .position(|point| point == vertex)
                .and_then(|k| hints.get(k))
        };
        let found: Vec<Option<Witness>> = vertices
            .iter()
            .map(|vertex| {
                let first = hint(vertex).copied();
                let all = first.into_iter().chain(0..stage.profiles());
                all.into_iter().find_map(|profile| {
                    witness(stage, discount, &vertices, &least, vertex, profile)
                })
            })
            .collect();
        if found.iter().all(Option::is_some) {
            return (vertices, found.into_iter().flatten().collect());
        }
        let failed: Vec<&Point> = vertices
            .iter()
            .zip(&found)
            .filter(|(_, found)| found.is_none())
            .map(|(v, _)| v)
            .collect();
        kept.retain(|point| !failed.contains(&point));
    }
}

/// How a profile plays a vertex: with a continuation in the polygon after which no deviation pays; `v_i >= (1 - d) b_i(a) + d u_i`.
fn witness(
    stage: &Stage,
    discount: &Discount,
    vertices: &[Point],
    least: &Point,
    vertex: &Point,
    profile: usize,
) -> Option<Witness> {
    let (future, present) = (discount.value(), discount.present());
    let obeyed =
        (0..2).all(|i| vertex[i] >= &(&present * stage.best(i, profile)) + &(future * &least[i]));
    if !obeyed {
        return None;
    }
    let continuation =
        [0, 1].map(|i| &(&vertex[i] - &(&present * stage.payoff(i, profile))) / future);
    let mixture = polygon::mixture(vertices, &continuation)?;
    Some(Witness {
        profile,
        continuation,
        mixture,
    })
}

fn minimum(vertices: &[Point]) -> Option<Point> {
    let least = |i: usize| vertices.iter().map(|vertex| &vertex[i]).min().cloned();
    Some([least(0)?, least(1)?])
}
