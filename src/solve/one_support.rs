//! What equilibria there are with given supports: all, with proof, or where there may be more.
//!
//! 1. Where every condition is about one mixture, the equilibria are products of polytopes, exact ([`separable`](super::separable)).
//! 2. Three players who mix two actions each are solved exactly ([`three_pairs`](super::three_pairs)).
//! 3. Otherwise the equations are solved: by branch and prune ([`subdivision`](super::subdivision)) if few cells are enough, else by a
//!    homotopy whose certified complex solutions are as many as there can be ([`certified_roots`](super::certified_roots)), and where
//!    they are fewer by more of the first. Every solution lies in a box of its own. It is tried as a rational first, which is then checked
//!    exactly; else it is enclosed as narrowly as asked.
//!
//! # Source
//! Porter, Nudelman and Shoham (2008), "Simple search methods for finding a Nash equilibrium", Games and Economic Behavior 63 (support by
//! support).

use super::certified_roots::all_roots;
use super::contraction::{Cell, Form, dot};
use super::counted_roots::{CountedRoot, CountedRoots};
use super::indifference::{Indifference, outside};
use super::krawczyk::Equations;
use super::regular_index::regular_index;
use super::separable::{Separable, separable};
use super::solution::Undecided;
use super::subdivision::{Isolated, Subdivided, subdivide};
use super::three_pairs::{Exact, three_pairs};
use crate::certify::{Equilibrium, enclosed_nash, nash};
use crate::game::Game;
use crate::num::{Interval, Rational, Real, exactly};

/// The most cells of one support before all complex solutions are looked for.
const CELLS_FIRST: usize = 25;
/// The most cells of one support where those are not found.
const CELLS: usize = 4_000;
/// Where no solution can be regular, fewer cells are looked at.
const CELLS_SINGULAR: usize = 300;
/// The largest denominator of a rational that is tried.
const DENOMINATOR: f64 = 1e6;

/// What is known of one combination of supports.
pub(super) enum Outcome {
    /// A product of polytopes, one for each player: vertices over all actions.
    Product(Product),
    /// An isolated equilibrium in whose unplayed actions something is lost, and its index.
    Isolated(Box<Equilibrium>, Option<i64>),
    /// There may be more.
    Undecided(Undecided),
    /// There is nothing but what all complex roots show.
    Counted(CountedRoots),
}

/// For each player the vertices of its polytope.
pub(super) type Product = Vec<Vec<Vec<Rational>>>;

/// The equilibria with these supports, all actions in them played; when `stop` says so, with less of a proof.
pub(super) fn decide(
    game: &Game,
    supports: &[Vec<usize>],
    width: &Rational,
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<Outcome> {
    let system = Indifference::new(game, supports);
    let whole = |product: Vec<Vec<Vec<Rational>>>| -> Product {
        let mut mixed = product.into_iter();
        let strategies = supports.iter().zip(game.counts()).map(|(support, count)| {
            let vertices = match support.len() {
                1 => vec![vec![Rational::ONE]],
                _ => mixed
                    .next()
                    .expect("invariant: one polytope for each who mixes"),
            };
            let placed = |vertex| placed(support, *count, vertex, &Rational::ZERO);
            vertices.into_iter().map(placed).collect()
        });
        strategies.collect()
    };
    match separable(game, supports, &system) {
        Separable::Empty => Vec::new(),
        Separable::Product(product) => vec![Outcome::Product(whole(product))],
        Separable::No => match three_pairs(&system) {
            Some(solutions) => solutions
                .into_iter()
                .filter_map(|exact| certified(game, supports, exact, width))
                .collect(),
            None => search(game, supports, &system, width, stop),
        },
    }
}

/// A solution known exactly, if it is an equilibrium.
pub(super) fn certified(
    game: &Game,
    supports: &[Vec<usize>],
    exact: Exact,
    width: &Rational,
) -> Option<Outcome> {
    let profile = spread(
        supports,
        game.counts(),
        exact.point,
        (Real::ZERO, Real::ONE),
    );
    let equilibrium = nash(game, &profile).ok()?;
    let is_regular = exact.index != 0 && is_quasi_strict(&equilibrium, supports);
    let index = is_regular.then_some(exact.index);
    if has_one_root(&profile) {
        return Some(Outcome::Isolated(Box::new(equilibrium), index));
    }
    // Numbers that are not one root and its complement are given, and checked again, by bounds.
    let side = |p: &Real| p.enclosure(width);
    let bounds: Vec<Vec<(Rational, Rational)>> = profile
        .iter()
        .map(|strategy| strategy.iter().map(side).collect())
        .collect();
    let middle = |(low, high): &(Rational, Rational)| &(low + high) / &Rational::integer(2);
    let near: Vec<Vec<Rational>> = bounds
        .iter()
        .map(|strategy| strategy.iter().map(middle).collect())
        .collect();
    Some(match enclosed_nash(game, supports, &near, width) {
        Ok(enclosed) => Outcome::Isolated(Box::new(enclosed), index),
        Err(_) => Outcome::Undecided(Undecided { bounds }),
    })
}

/// Whether all irrational probabilities are one number and what it leaves of one.
fn has_one_root(profile: &[Vec<Real>]) -> bool {
    let irrational = |p: &&Real| p.to_rational().is_none();
    let mut numbers = profile.iter().flatten().filter(irrational);
    let Some(first) = numbers.next() else {
        return true;
    };
    let rest = &Real::ONE - first;
    numbers.all(|p| p == first || *p == rest)
}

/// Branch and prune, and what becomes of the solutions.
fn search(
    game: &Game,
    supports: &[Vec<usize>],
    system: &Indifference,
    width: &Rational,
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<Outcome> {
    let below = outside(game, supports, &system.players);
    let below: Vec<Form> = below.iter().map(Form::from).collect();
    let cells = |limit| subdivide(system, &below, limit, stop);
    let mut found = cells(CELLS_FIRST);
    let mut evidence = None;
    if !found.undecided.is_empty() {
        found = match is_singular(system) {
            _ if stop() => found,
            true => cells(CELLS_SINGULAR),
            false => match real_roots(system) {
                Some((roots, counted)) => {
                    evidence = counted;
                    roots
                }
                None => cells(CELLS),
            },
        };
    }
    let mut outcomes: Vec<Outcome> = found
        .isolated
        .iter()
        .filter_map(|root| located(game, supports, system, &below, root, width))
        .collect();
    if let Some(hull) = hull(&found.undecided) {
        outcomes.push(Outcome::Undecided(undecided(
            supports,
            game.counts(),
            &hull,
        )));
    }
    let supports = supports.to_vec();
    outcomes.extend(evidence.map(|roots| Outcome::Counted(CountedRoots { supports, roots })));
    outcomes
}

/// All real solutions from all complex ones, if those are proved to be all, with the evidence for it.
fn real_roots(system: &Indifference) -> Option<(Subdivided, Option<Vec<CountedRoot>>)> {
    let equations = Equations::from(system);
    let mut found = Subdivided::default();
    let all = all_roots(system)?;
    for root in all.finite.into_iter().filter(|root| root.is_real) {
        let mut sides = root.near.iter().flatten();
        if sides.any(|side| side.re.is_negative() || side.re.lower() > 1.0) {
            continue;
        }
        let near = root.near.iter().map(|strategy| {
            strategy
                .iter()
                .map(|side| side.re.middle())
                .collect::<Vec<f64>>()
        });
        let isolated = Isolated::near(&equations, near.collect())?;
        // The root itself, and not another one, must be the one in the box.
        let sides = root
            .near
            .iter()
            .flatten()
            .zip(isolated.unique.iter().flatten());
        if !sides
            .into_iter()
            .all(|(root, side)| root.re.is_inside(*side))
        {
            return None;
        }
        found.isolated.push(isolated);
    }
    Some((found, all.evidence))
}

/// Whether no profile is a regular solution: the derivatives are singular at a profile taken at random, hence nearly everywhere.
fn is_singular(system: &Indifference) -> bool {
    let weights = [3, 11, 7, 23, 5, 19, 13, 29, 17, 31, 2, 37];
    let strategy = |(place, size): (usize, &usize)| -> Vec<Rational> {
        let weight = |action: usize| weights[(5 * place + 3 * action) % weights.len()];
        let sum: i64 = (0..*size).map(weight).sum();
        (0..*size)
            .map(|action| Rational::ratio(weight(action), sum))
            .collect()
    };
    let point: Vec<Vec<Rational>> = system.sizes.iter().enumerate().map(strategy).collect();
    regular_index(system, &point).is_none()
}

/// What the only solution in a box is: an equilibrium, none, or undecided.
fn located(
    game: &Game,
    supports: &[Vec<usize>],
    system: &Indifference,
    below: &[Form],
    root: &Isolated,
    width: &Rational,
) -> Option<Outcome> {
    let is_outside = root.tight.iter().flatten().any(|p| p.is_negative());
    let gains = |form: &Form| form.range(&root.tight, dot).is_positive();
    if is_outside || below.iter().any(gains) {
        return None;
    }
    if let Some(point) = rational_root(system, root) {
        // Where a probability is not positive the supports are others.
        if !point.iter().flatten().all(|p| p.sign().is_gt()) {
            return None;
        }
        let ends = (Rational::ZERO, Rational::ONE);
        let profile = spread(supports, game.counts(), point.clone(), ends);
        let profile = profile.into_iter();
        let profile: Vec<Vec<Real>> = profile
            .map(|strategy| strategy.into_iter().map(Real::from).collect())
            .collect();
        let equilibrium = nash(game, &profile).ok()?;
        let regular = is_quasi_strict(&equilibrium, supports);
        let index = regular_index(system, &point).filter(|_| regular);
        return Some(Outcome::Isolated(Box::new(equilibrium), index));
    }
    let point: Vec<Vec<Rational>> = root
        .near
        .iter()
        .map(|strategy| strategy.iter().map(|p| exactly(*p)).collect())
        .collect();
    let ends = (Rational::ZERO, Rational::ONE);
    let near = spread(supports, game.counts(), point.clone(), ends);
    let narrow = width
        * &Rational::ratio(1, 2)
            .checked_pow(200)
            .expect("invariant: two is not zero");
    let found = [width, &narrow]
        .into_iter()
        .find_map(|width| enclosed_nash(game, supports, &near, width).ok())
        .filter(|equilibrium| is_in(equilibrium, supports, &system.players, &root.unique));
    Some(match found {
        Some(equilibrium) => {
            let index = regular_index(system, &point);
            Outcome::Isolated(Box::new(equilibrium), index)
        }
        None => Outcome::Undecided(undecided(supports, game.counts(), &root.tight)),
    })
}

/// Whether an equilibrium is known to lie in a box of strategies.
fn is_in(
    equilibrium: &Equilibrium,
    supports: &[Vec<usize>],
    mixing: &[usize],
    unique: &Cell,
) -> bool {
    let coarse = Rational::ONE;
    mixing.iter().zip(unique).all(|(player, sides)| {
        let free = supports[*player].len() - 1;
        let played = supports[*player].iter().zip(sides).take(free);
        played.into_iter().all(|(action, side)| {
            let (low, high) = equilibrium.profile()[*player][*action].enclosure(&coarse);
            exactly(side.lower()) <= low && high <= exactly(side.upper())
        })
    })
}

/// Whether every unplayed action loses something.
pub(super) fn is_quasi_strict(equilibrium: &Equilibrium, supports: &[Vec<usize>]) -> bool {
    supports.iter().enumerate().all(|(player, support)| {
        let actions = equilibrium.profile()[player].len();
        (0..actions)
            .filter(|action| !support.contains(action))
            .all(|action| equilibrium.slack(player, action).sign().is_gt())
    })
}

/// A rational solution in the box, if there is one of simple numbers: it is then the only solution there.
fn rational_root(system: &Indifference, root: &Isolated) -> Option<Vec<Vec<Rational>>> {
    let mut point = Vec::with_capacity(root.near.len());
    for (strategy, sides) in root.near.iter().zip(&root.unique) {
        let (_, free) = strategy.split_last()?;
        let mut exact = free
            .iter()
            .map(|p| simple(*p))
            .collect::<Option<Vec<Rational>>>()?;
        let inside = exact.iter().zip(sides).all(|(p, side)| {
            let [low, high] = [side.lower(), side.upper()].map(exactly);
            low <= *p && *p <= high
        });
        if !inside {
            return None;
        }
        let sum: Rational = exact.iter().sum();
        exact.push(Rational::ONE - sum);
        point.push(exact);
    }
    system
        .equations
        .iter()
        .all(|equation| equation.gain.at(&point).is_zero())
        .then_some(point)
}

/// The simplest rational within rounding errors of a machine number, by its continued fraction.
pub(super) fn simple(value: f64) -> Option<Rational> {
    let (mut before, mut last) = ((0.0, 1.0), (1.0, 0.0));
    let mut rest = value;
    for _ in 0..24 {
        let whole = rest.floor();
        let next: (f64, f64) = (whole * last.0 + before.0, whole * last.1 + before.1);
        if next.1 > DENOMINATOR {
            return None;
        }
        (before, last) = (last, next);
        if (last.0 / last.1 - value).abs() < 1e-12 {
            return Some(Rational::ratio(last.0 as i64, last.1 as i64));
        }
        rest = 1.0 / (rest - whole);
    }
    None
}

/// Strategies over all actions, from those of the players who mix over their supports; whoever does not plays its action for certain.
pub(super) fn spread<T: Clone>(
    supports: &[Vec<usize>],
    counts: &[usize],
    mixed: Vec<Vec<T>>,
    (never, always): (T, T),
) -> Vec<Vec<T>> {
    let mut mixed = mixed.into_iter();
    let strategies = supports.iter().zip(counts).map(|(support, count)| {
        let strategy = match support.len() {
            1 => vec![always.clone()],
            _ => mixed.next().expect("invariant: one for each who mixes"),
        };
        placed(support, *count, strategy, &never)
    });
    strategies.collect()
}

/// Values for all actions, from those in a support.
fn placed<T: Clone>(support: &[usize], count: usize, values: Vec<T>, never: &T) -> Vec<T> {
    let mut all = vec![never.clone(); count];
    for (action, value) in support.iter().zip(values) {
        all[*action] = value;
    }
    all
}

fn hull(cells: &[Cell]) -> Option<Cell> {
    let (first, others) = cells.split_first()?;
    let both = |a: &Cell, b: &Cell| -> Cell {
        let sides = a.iter().zip(b);
        sides
            .map(|(a, b)| a.iter().zip(b).map(|(x, y)| x.hull(*y)).collect())
            .collect()
    };
    Some(
        others
            .iter()
            .fold(first.clone(), |hull, cell| both(&hull, cell)),
    )
}

fn undecided(supports: &[Vec<usize>], counts: &[usize], cell: &Cell) -> Undecided {
    let side = |x: &Interval| (exactly(x.lower().max(0.0)), exactly(x.upper().min(1.0)));
    let strategies = cell.iter();
    let sides = strategies.map(|strategy| strategy.iter().map(side).collect());
    let [never, always] = [Rational::ZERO, Rational::ONE].map(|end| (end.clone(), end));
    Undecided {
        bounds: spread(supports, counts, sides.collect(), (never, always)),
    }
}
