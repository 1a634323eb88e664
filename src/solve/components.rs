//! The structure of the set of all equilibria of a two-player game: maximal Nash subsets and components.
//!
//! Join a strategy x of the first player to a strategy y of the second when (x, y) is an extreme equilibrium. The set of all
//! equilibria is the union of conv(X) x conv(Y) over the maximal Nash subsets (X, Y): the maximal sets in which every x is
//! joined to every y. Two such products that share a point share an extreme equilibrium, so the
//! connected components of the set are those of the graph.
//!
//! # Source
//! Winkels 1979, "An algorithm to determine all equilibrium points of a bimatrix game"; Jansen 1981, "Maximal Nash subsets for
//! bimatrix games", Naval Research Logistics Quarterly 28; Bron & Kerbosch 1973, "Algorithm 457: finding all cliques of
//! an undirected graph", Comm. ACM 16, with the pivot of Tomita, Tanaka & Takahashi 2006.

use crate::game::Game;
use crate::linalg::BitSet;

use super::index;
use super::two_player::{ExtremeEquilibria, TwoPlayerError};

/// The most bases that are listed for the index of one component, when nothing else is asked for.
pub const BASIS_LIMIT: usize = 100_000;

/// A maximal Nash subset: every mixture of the rows is in equilibrium with every mixture of the columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NashSubset {
    /// The first player's strategies: places in [`ExtremeEquilibria::rows`], ascending.
    pub rows: Vec<usize>,
    /// The second player's strategies: places in [`ExtremeEquilibria::columns`], ascending.
    pub columns: Vec<usize>,
}

/// A connected component of the set of all equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its extreme equilibria: places in [`ExtremeEquilibria::equilibria`], ascending.
    pub equilibria: Vec<usize>,
    /// Its maximal Nash subsets: the component is their union.
    pub subsets: Vec<NashSubset>,
    /// Its index, or `None` when finding it would take more bases than allowed.
    ///
    /// The indices of all components add up to one. A component of index other than zero is essential: every
    /// game with payoffs close by has an equilibrium close to it.
    pub index: Option<i64>,
}

/// Divides the set of all equilibria into its connected components, in the order of their first extreme equilibria.
///
/// # Answer
/// All components, each with all its maximal Nash subsets. At most `basis_limit` bases are listed for the index of one
/// component ([`BASIS_LIMIT`] is a good choice); components that need more have no index.
///
/// # Errors
/// The game has not two players.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::solve::components::{BASIS_LIMIT, components};
/// use unipole::solve::two_player::extreme_equilibria;
/// let players = vec![Player::plain("S1", &["balance", "abstain"]), Player::plain("S2", &["balance", "abstain"])];
/// let game = Game::new("indifference", players, Payoffs::from_fn(&[2, 2], |_, _| Rational::ZERO)?);
/// let found = extreme_equilibria(&game, &|| false)?;
/// let parts = components(&game, &found, BASIS_LIMIT)?;
/// assert_eq!((found.len(), parts.len(), parts[0].index), (4, 1, Some(1)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn components(
    game: &Game,
    found: &ExtremeEquilibria,
    basis_limit: usize,
) -> Result<Vec<Component>, TwoPlayerError> {
    let groups = connected(found);
    let indices = index::indices(game, found, &groups, basis_limit)?;
    Ok(groups
        .into_iter()
        .zip(indices)
        .map(|(equilibria, index)| Component {
            subsets: maximal_nash_subsets(found, &equilibria),
            equilibria,
            index,
        })
        .collect())
}

/// The extreme equilibria, grouped by shared strategies (union-find).
fn connected(found: &ExtremeEquilibria) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..found.rows.len() + found.columns.len()).collect();
    fn root(parent: &mut [usize], mut node: usize) -> usize {
        while parent[node] != node {
            parent[node] = parent[parent[node]];
            node = parent[node];
        }
        node
    }
    for equilibrium in &found.equilibria {
        let row = root(&mut parent, equilibrium.row);
        let column = root(&mut parent, found.rows.len() + equilibrium.column);
        parent[column] = row;
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of: Vec<Option<usize>> = vec![None; parent.len()];
    for (place, equilibrium) in found.equilibria.iter().enumerate() {
        let root = root(&mut parent, equilibrium.row);
        let group = *group_of[root].get_or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(place);
    }
    groups
}

/// The maximal Nash subsets of one component, ascending.
fn maximal_nash_subsets(found: &ExtremeEquilibria, equilibria: &[usize]) -> Vec<NashSubset> {
    if let [alone] = equilibria {
        let pair = found.equilibria[*alone];
        return vec![NashSubset {
            rows: vec![pair.row],
            columns: vec![pair.column],
        }];
    }
    let pairs = equilibria.iter().map(|&place| found.equilibria[place]);
    let (mut rows, mut columns): (Vec<usize>, Vec<usize>) =
        pairs.clone().map(|pair| (pair.row, pair.column)).unzip();
    for side in [&mut rows, &mut columns] {
        side.sort_unstable();
        side.dedup();
    }
    // A biclique is a clique once all rows are neighbours of each other, and all columns too.
    let size = rows.len() + columns.len();
    let mut neighbours = vec![BitSet::empty(size); size];
    for (node, others) in neighbours.iter_mut().enumerate() {
        let own = if node < rows.len() {
            0..rows.len()
        } else {
            rows.len()..size
        };
        own.filter(|other| *other != node)
            .for_each(|other| others.insert(other));
    }
    let place = |list: &[usize], item| list.binary_search(&item).expect("invariant: listed above");
    for pair in pairs {
        let (row, column) = (
            place(&rows, pair.row),
            rows.len() + place(&columns, pair.column),
        );
        neighbours[row].insert(column);
        neighbours[column].insert(row);
    }
    let mut cliques = Vec::new();
    let everything = BitSet::full(size);
    extend_clique(
        &neighbours,
        &mut Vec::new(),
        everything,
        BitSet::empty(size),
        &mut cliques,
    );
    let mut subsets: Vec<NashSubset> = cliques
        .into_iter()
        .map(|clique| {
            let (left, right): (Vec<usize>, Vec<usize>) =
                clique.into_iter().partition(|node| *node < rows.len());
            NashSubset {
                rows: left.into_iter().map(|node| rows[node]).collect(),
                columns: right
                    .into_iter()
                    .map(|node| columns[node - rows.len()])
                    .collect(),
            }
        })
        .filter(|subset| !subset.rows.is_empty() && !subset.columns.is_empty())
        .collect();
    subsets.sort_unstable();
    subsets
}

/// Lists the maximal cliques that contain `clique`, some of `candidates` and none of `excluded`.
fn extend_clique(
    neighbours: &[BitSet],
    clique: &mut Vec<usize>,
    mut candidates: BitSet,
    mut excluded: BitSet,
    cliques: &mut Vec<Vec<usize>>,
) {
    let pivot = candidates
        .iter()
        .chain(excluded.iter())
        .max_by_key(|&node| neighbours[node].intersection_len(&candidates));
    let Some(pivot) = pivot else {
        let mut clique = clique.clone();
        clique.sort_unstable();
        cliques.push(clique);
        return;
    };
    let branches: Vec<usize> = candidates.difference(&neighbours[pivot]).iter().collect();
    for node in branches {
        clique.push(node);
        extend_clique(
            neighbours,
            clique,
            candidates.intersection(&neighbours[node]),
            excluded.intersection(&neighbours[node]),
            cliques,
        );
        clique.pop();
        candidates.remove(node);
        excluded.insert(node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Rational;
    use crate::solve::two_player::ExtremeEquilibrium;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// A graph in the shape of a list of equilibria; what the strategies are does not matter here.
    fn list(pairs: &BTreeSet<(usize, usize)>) -> ExtremeEquilibria {
        ExtremeEquilibria {
            rows: vec![vec![Rational::ONE]; 5],
            columns: vec![vec![Rational::ONE]; 5],
            equilibria: pairs
                .iter()
                .map(|&(row, column)| ExtremeEquilibrium { row, column })
                .collect(),
        }
    }

    /// Every set of rows, with all columns joined to it, closed and maximal by definition.
    fn by_all_subsets(pairs: &BTreeSet<(usize, usize)>) -> BTreeSet<(Vec<usize>, Vec<usize>)> {
        let mut found = BTreeSet::new();
        for rows in 1u32..32 {
            let inside = |r: usize| rows >> r & 1 == 1;
            let columns: Vec<usize> = (0..5)
                .filter(|c| (0..5).all(|r| !inside(r) || pairs.contains(&(r, *c))))
                .collect();
            let closed: Vec<usize> = (0..5)
                .filter(|r| columns.iter().all(|c| pairs.contains(&(*r, *c))))
                .collect();
            if !columns.is_empty() {
                found.insert((closed, columns));
            }
        }
        found
    }

    proptest! {
        #[test]
        fn the_maximal_nash_subsets_are_those_of_all_subsets_of_rows(
            pairs in proptest::collection::btree_set((0usize..5, 0usize..5), 1..20)
        ) {
            let found = list(&pairs);
            let groups = connected(&found);
            prop_assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), pairs.len());
            let mut listed = BTreeSet::new();
            let mut strategies = BTreeSet::new();
            for group in &groups {
                let subsets = maximal_nash_subsets(&found, group);
                let own: BTreeSet<usize> = subsets
                    .iter()
                    .flat_map(|s| s.rows.iter().copied().chain(s.columns.iter().map(|c| 5 + c)))
                    .collect();
                for strategy in own {
                    prop_assert!(strategies.insert(strategy), "two components share a strategy");
                }
                for subset in subsets {
                    prop_assert!(listed.insert((subset.rows, subset.columns)));
                }
            }
            prop_assert_eq!(listed, by_all_subsets(&pairs));
        }
    }

    #[test]
    fn a_path_is_one_component_and_two_edges_apart_are_two() {
        let path = BTreeSet::from([(0, 0), (1, 0), (1, 1)]);
        assert_eq!(connected(&list(&path)).len(), 1);
        let apart = BTreeSet::from([(0, 0), (1, 1)]);
        assert_eq!(connected(&list(&apart)), [[0], [1]]);
    }
}
