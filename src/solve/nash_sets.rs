//! One list of equilibria from what was found support by support, with the connected sets they make.
//!
//! Products of polytopes that lie in others are left out; the others are listed by their extreme points. Sets that share an
//! equilibrium are one component.
//!
//! # Source
//! Winkels (1979), "An algorithm to determine all equilibrium points of a bimatrix game" (maximal Nash subsets and their extreme points).

use std::collections::BTreeMap;

use super::indifference::Indifference;
use super::many_players::ManyPlayers;
use super::one_support::{Outcome, Product, is_quasi_strict};
use super::regular_index::regular_index;
use super::solution::Component;
use crate::certify::{Equilibrium, nash};
use crate::game::Game;
use crate::num::{Rational, Real};

/// One list of equilibria: products that lie in others go, the others by their extreme points.
pub(super) fn gathered(game: &Game, outcomes: Vec<Outcome>) -> ManyPlayers {
    let mut products: Vec<Product> = Vec::new();
    let mut isolated: Vec<(Equilibrium, Option<i64>)> = Vec::new();
    let mut undecided = Vec::new();
    let mut counted = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Product(product) => products.push(product),
            Outcome::Isolated(equilibrium, index) => isolated.push((*equilibrium, index)),
            Outcome::Undecided(place) => undecided.push(place),
            Outcome::Counted(roots) => counted.push(roots),
        }
    }
    let is_part = |a: &Product, b: &Product| {
        a.iter()
            .zip(b)
            .all(|(a, b)| a.iter().all(|vertex| b.contains(vertex)))
    };
    let size = |product: &Product| product.iter().map(Vec::len).sum::<usize>();
    let maximal: Vec<&Product> = products
        .iter()
        .filter(|a| !products.iter().any(|b| size(a) < size(b) && is_part(a, b)))
        .collect();
    let mut equilibria: Vec<Equilibrium> = Vec::new();
    let mut places: BTreeMap<Vec<Vec<Rational>>, usize> = BTreeMap::new();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for product in maximal {
        let mut corners: Vec<Vec<Vec<Rational>>> = vec![Vec::new()];
        for vertices in product {
            let with = |corner: &Vec<Vec<Rational>>| {
                let corner = corner.clone();
                vertices.iter().map(move |vertex| {
                    corner
                        .iter()
                        .cloned()
                        .chain([vertex.clone()])
                        .collect::<Vec<_>>()
                })
            };
            corners = corners.iter().flat_map(with).collect();
        }
        let mut set: Vec<usize> = Vec::new();
        for corner in corners {
            let place = *places.entry(corner).or_insert_with_key(|corner| {
                let profile: Vec<Vec<Real>> = corner
                    .iter()
                    .map(|strategy| strategy.iter().cloned().map(Real::from).collect())
                    .collect();
                equilibria
                    .push(nash(game, &profile).expect("invariant: vertices meet every condition"));
                equilibria.len() - 1
            });
            set.push(place);
        }
        sets.push(set);
    }
    let mut components = connected(&sets);
    for component in &mut components {
        if let [only] = component.equilibria[..] {
            component.index = index_of(game, &equilibria[only]);
        }
    }
    for (equilibrium, index) in isolated {
        components.push(Component {
            equilibria: vec![equilibria.len()],
            subsets: vec![vec![equilibria.len()]],
            index,
        });
        equilibria.push(equilibrium);
    }
    ManyPlayers {
        undecided,
        counted,
        ..in_order(equilibria, components)
    }
}

/// The index of an isolated rational equilibrium, if it is regular.
fn index_of(game: &Game, equilibrium: &Equilibrium) -> Option<i64> {
    let supports: Vec<Vec<usize>> = equilibrium
        .profile()
        .iter()
        .map(|strategy| {
            (0..strategy.len())
                .filter(|a| !strategy[*a].is_zero())
                .collect()
        })
        .collect();
    let system = Indifference::new(game, &supports);
    let strategy = |player: &usize| -> Option<Vec<Rational>> {
        let played = supports[*player].iter();
        played
            .map(|a| equilibrium.profile()[*player][*a].to_rational())
            .collect()
    };
    let point: Vec<Vec<Rational>> = system.players.iter().map(strategy).collect::<Option<_>>()?;
    regular_index(&system, &point).filter(|_| is_quasi_strict(equilibrium, &supports))
}

/// Sets that share an equilibrium are one component.
fn connected(sets: &[Vec<usize>]) -> Vec<Component> {
    let mut components: Vec<Component> = Vec::new();
    for set in sets {
        let mut joined = Component {
            equilibria: set.clone(),
            subsets: vec![set.clone()],
            index: None,
        };
        let touches = |other: &Component| other.equilibria.iter().any(|place| set.contains(place));
        let (touching, others): (Vec<_>, Vec<_>) = components.into_iter().partition(touches);
        for other in touching {
            joined.equilibria.extend(other.equilibria);
            joined.subsets.extend(other.subsets);
        }
        components = others;
        components.push(joined);
    }
    for component in &mut components {
        component.equilibria.sort_unstable();
        component.equilibria.dedup();
        component.subsets.sort();
    }
    components
}

/// Pure equilibria first, and components in the order of their first equilibria.
fn in_order(equilibria: Vec<Equilibrium>, mut components: Vec<Component>) -> ManyPlayers {
    let mut order: Vec<usize> = (0..equilibria.len()).collect();
    order.sort_by_key(|place| !equilibria[*place].is_pure());
    let mut new = vec![0; order.len()];
    for (place, old) in order.iter().enumerate() {
        new[*old] = place;
    }
    for component in &mut components {
        let renumbered = component
            .subsets
            .iter_mut()
            .chain([&mut component.equilibria]);
        for list in renumbered {
            for place in list.iter_mut() {
                *place = new[*place];
            }
            list.sort_unstable();
        }
        component.subsets.sort();
    }
    components.sort_by_key(|component| component.equilibria.clone());
    let mut old: Vec<Option<Equilibrium>> = equilibria.into_iter().map(Some).collect();
    let equilibria = order
        .iter()
        .map(|place| old[*place].take().expect("invariant: each once"));
    ManyPlayers {
        equilibria: equilibria.collect(),
        components,
        ..ManyPlayers::default()
    }
}
