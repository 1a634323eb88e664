//! From machine numbers to an equilibrium that is proved: exact where it can be, else between proved bounds.
//!
//! 1. Where every condition is about one mixture, the equilibria of the supports are products of polytopes, and the vertices nearest to the
//!    numbers are taken ([`separable`](super::super::separable)).
//! 2. Three players who mix two actions each: the nearest exact solution ([`three_pairs`](super::super::three_pairs)).
//! 3. The simplest rationals near the numbers, if they solve the equations.
//! 4. Else bounds, by Krawczyk's test ([`enclosed_nash`]).
//!
//! # Source
//! Krawczyk (1969), "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken", Computing 4, and the sources of the files named.

use super::super::indifference::Indifference;
use super::super::one_support::{Outcome, certified, simple, spread};
use super::super::separable::{Separable, separable};
use super::super::three_pairs::{Exact, three_pairs};
use crate::certify::{Equilibrium, enclosed_nash, nash, pure_nash};
use crate::game::Game;
use crate::num::{Interval, Rational, Real, exactly};

/// The equilibrium with these supports near a profile over them, if one is proved.
pub fn certified_near(
    game: &Game,
    supports: &[Vec<usize>],
    near: &[Vec<f64>],
    width: &Rational,
) -> Option<Equilibrium> {
    let system = Indifference::new(game, supports);
    let near: Vec<&Vec<f64>> = system.players.iter().map(|player| &near[*player]).collect();
    if near.is_empty() {
        let pure: Vec<usize> = supports.iter().map(|support| support[0]).collect();
        return pure_nash(game, game.index_of(&pure)).ok();
    }
    match separable(game, supports, &system) {
        Separable::Empty => return None,
        Separable::Product(product) => {
            let strategies = product.into_iter().zip(&near).map(|(vertices, near)| {
                vertices.into_iter().min_by(|a, b| {
                    let [a, b] = [a, b].map(|vertex| distance(&machine(vertex), near));
                    a.total_cmp(&b)
                })
            });
            return checked(game, supports, strategies.collect::<Option<_>>()?);
        }
        Separable::No => {}
    }
    if let Some(solutions) = three_pairs(&system) {
        let apart = |exact: &Exact| -> f64 {
            let strategies = exact.point.iter().zip(&near);
            strategies
                .map(|(strategy, near)| distance(&of_reals(strategy), near))
                .sum()
        };
        let nearest = solutions
            .into_iter()
            .min_by(|a, b| apart(a).total_cmp(&apart(b)))?;
        return match certified(game, supports, nearest, width)? {
            Outcome::Isolated(equilibrium, _) => Some(*equilibrium),
            _ => None,
        };
    }
    if let Some(exact) = rational_near(&system, &near) {
        return checked(game, supports, exact);
    }
    let strategy = |near: &&Vec<f64>| near.iter().map(|p| exactly(*p)).collect();
    let ends = (Rational::ZERO, Rational::ONE);
    let near = spread(
        supports,
        game.counts(),
        near.iter().map(strategy).collect(),
        ends,
    );
    let narrow = width
        * &Rational::ratio(1, 2)
            .checked_pow(200)
            .expect("invariant: two is not zero");
    let widths = [width, &narrow];
    widths
        .into_iter()
        .find_map(|width| enclosed_nash(game, supports, &near, width).ok())
}

/// A rational profile of those who mix, if it is an equilibrium.
fn checked(game: &Game, supports: &[Vec<usize>], mixed: Vec<Vec<Rational>>) -> Option<Equilibrium> {
    let ends = (Rational::ZERO, Rational::ONE);
    let profile = spread(supports, game.counts(), mixed, ends).into_iter();
    let profile: Vec<Vec<Real>> = profile
        .map(|strategy| strategy.into_iter().map(Real::from).collect())
        .collect();
    nash(game, &profile).ok()
}

/// The simplest rationals near a profile, if they are probabilities that solve the equations.
fn rational_near(system: &Indifference, near: &[&Vec<f64>]) -> Option<Vec<Vec<Rational>>> {
    let strategy = |near: &&Vec<f64>| -> Option<Vec<Rational>> {
        let (_, free) = near.split_last()?;
        let mut exact = free
            .iter()
            .map(|p| simple(*p))
            .collect::<Option<Vec<Rational>>>()?;
        let sum: Rational = exact.iter().sum();
        exact.push(Rational::ONE - sum);
        exact.iter().all(|p| p.sign().is_gt()).then_some(exact)
    };
    let exact = near.iter().map(strategy).collect::<Option<Vec<_>>>()?;
    let mut equations = system.equations.iter();
    equations
        .all(|equation| equation.gain.at(&exact).is_zero())
        .then_some(exact)
}

fn machine(strategy: &[Rational]) -> Vec<f64> {
    strategy
        .iter()
        .map(|p| Interval::around(p).middle())
        .collect()
}

fn of_reals(strategy: &[Real]) -> Vec<f64> {
    let fine = Rational::ratio(1, 1 << 50);
    let lower = |p: &Real| Interval::around(&p.enclosure(&fine).0).middle();
    strategy.iter().map(lower).collect()
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y).abs()).sum()
}
