//! One list of equilibria from what was found support by support, with the connected sets they make.
//!
//! Products of polytopes that lie in others are left out; the others are listed by their extreme points. Products that have a profile in
//! common, an extreme point or not, are one component.
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
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
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
    for product in &maximal {
        let mut corners: Vec<Vec<Vec<Rational>>> = vec![Vec::new()];
        for vertices in *product {
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
    let mut components = connected(&maximal, &sets);
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

/// Products that have a profile in common are one component.
fn connected(products: &[&Product], sets: &[Vec<usize>]) -> Vec<Component> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, product) in products.iter().enumerate() {
        let touches =
            |group: &Vec<usize>| group.iter().any(|other| meet(product, products[*other]));
        let (touching, mut others): (Vec<_>, Vec<_>) = groups.into_iter().partition(touches);
        others.push([touching.concat(), vec![place]].concat());
        groups = others;
    }
    let component = |group: Vec<usize>| {
        let subsets: Vec<Vec<usize>> = group.iter().map(|place| sets[*place].clone()).collect();
        Component {
            equilibria: subsets.concat(),
            subsets,
            index: None,
        }
    };
    let mut components: Vec<Component> = groups.into_iter().map(component).collect();
    for component in &mut components {
        component.equilibria.sort_unstable();
        component.equilibria.dedup();
        component.subsets.sort();
    }
    components
}

/// Whether two products have a profile in common.
fn meet(one: &Product, other: &Product) -> bool {
    let mut players = one.iter().zip(other);
    players.all(|(one, other)| hulls_meet(one, other))
}

/// Whether the convex hulls of some strategies and of others have one in common: weights of the former and of the latter give the same.
fn hulls_meet(one: &[Vec<Rational>], other: &[Vec<Rational>]) -> bool {
    if one.iter().any(|vertex| other.contains(vertex)) {
        return true;
    }
    if one.len() == 1 && other.len() == 1 {
        return false;
    }
    let weights = |of_one: Vec<Rational>, of_other: Vec<Rational>, bound| Constraint {
        coefficients: [of_one, of_other].concat(),
        relation: Relation::Equal,
        bound,
    };
    let all = |list: &[Vec<Rational>], value: Rational| vec![value; list.len()];
    let mut constraints = vec![
        weights(
            all(one, Rational::ONE),
            all(other, Rational::ZERO),
            Rational::ONE,
        ),
        weights(
            all(one, Rational::ZERO),
            all(other, Rational::ONE),
            Rational::ONE,
        ),
    ];
    constraints.extend((0..one[0].len()).map(|action| {
        let of_one = one.iter().map(|vertex| vertex[action].clone());
        let of_other = other.iter().map(|vertex| -vertex[action].clone());
        weights(of_one.collect(), of_other.collect(), Rational::ZERO)
    }));
    let objective = vec![Rational::ZERO; one.len() + other.len()];
    let program = LinearProgram {
        objective,
        constraints,
    };
    !matches!(maximise(&program), Optimum::Infeasible)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hulls_meet_where_no_vertex_is_shared() {
        let point = |p: [i64; 3]| p.map(|n| Rational::ratio(n, 6)).to_vec();
        let segment = [point([6, 0, 0]), point([0, 6, 0])];
        // The middle of the first, an end of the second.
        assert!(hulls_meet(&segment, &[point([3, 3, 0]), point([0, 0, 6])]));
        assert!(hulls_meet(&segment, &[point([2, 4, 0])]));
        assert!(!hulls_meet(&segment, &[point([2, 2, 2]), point([0, 0, 6])]));
        assert!(!hulls_meet(&[point([6, 0, 0])], &[point([0, 6, 0])]));
        // Two segments that cross.
        let [one, other] = [[[4, 2, 0], [0, 2, 4]], [[1, 4, 1], [3, 0, 3]]];
        assert!(hulls_meet(&one.map(point), &other.map(point)));
    }
}
