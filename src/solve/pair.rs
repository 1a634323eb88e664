//! Two players have a choice, everyone else one action: all extreme equilibria, and the components they span.
//!
//! # Source
//! As in [`complementarity_tree`](super::complementarity_tree) and [`components`](super::components).

use std::borrow::Cow;

use rayon::prelude::*;

use super::complementarity_tree::{ACTION_LIMIT, Extent, SearchEnd, Searched, search};
use super::components::{BASIS_LIMIT, NashSubset, components};
use super::dominance::Elimination;
use super::request::Request;
use super::solution::{Completeness, Component, Concept, Gap, Method, Solution};
use super::solve::only_pure;
use super::two_player::{ExtremeEquilibria, TwoPlayerError, extreme_equilibria};
use super::zero_sum::optimal_faces;
use crate::certify::{Equilibrium, nash};
use crate::game::Game;
use crate::num::{Rational, Real};

/// The most numbers of dictionaries that are gone through without being asked, one dictionary a node: about a minute.
const NUMBERS: usize = 12_000_000_000;

/// Where no more nodes have to be visited than this, all equilibria are found as soon as some.
const FEW_NODES: u64 = 20_000;

/// All extreme equilibria, and the components they span; or as many as are wanted.
pub(super) fn pair(
    game: &Game,
    elimination: Elimination,
    players: [usize; 2],
    request: &Request,
) -> Solution {
    let part = Part::new(game, &elimination, players);
    if part.two.counts().iter().sum::<usize>() > SMALL
        && !request.evidence
        && let Some(found) = optimal_faces(&part.two, request.watch.stop)
    {
        return part.by_faces(&found);
    }
    if part.is_long() {
        return part.by_vertices(request);
    }
    let [m, n] = [0, 1].map(|player| part.two.counts()[player]);
    let extent = Extent {
        first: request.first,
        nodes: if request.any_size {
            u64::MAX
        } else {
            (NUMBERS / (m * n)) as u64
        },
        keep_tree: request.evidence,
        watch: request.watch,
    };
    let searched =
        search(&part.two, &extent).expect("invariant: two players were taken, not too long a game");
    part.by_tree(searched, extent.nodes)
}

/// The same, if few nodes of the tree have to be visited for all equilibria.
pub(super) fn soon(
    game: &Game,
    elimination: &Elimination,
    players: [usize; 2],
    request: &Request,
) -> Option<Solution> {
    let part = Part::new(game, elimination, players);
    if part.is_long() {
        return None;
    }
    let extent = Extent {
        first: None,
        nodes: FEW_NODES,
        keep_tree: request.evidence,
        watch: request.watch,
    };
    let searched = search(&part.two, &extent).expect("invariant: two players were taken");
    (searched.end == SearchEnd::Complete).then(|| part.by_tree(searched, FEW_NODES))
}

/// Zero-sum games with no more actions than this are left to the tree, which also gives evidence.
const SMALL: usize = 24;

/// The least number of equilibria that are certified in one thread.
const SHARE: usize = 16;

/// A game, and the part of it in which two players have a choice.
struct Part<'a> {
    game: &'a Game,
    elimination: &'a Elimination,
    players: [usize; 2],
    two: Cow<'a, Game>,
}

impl<'a> Part<'a> {
    fn new(game: &'a Game, elimination: &'a Elimination, players: [usize; 2]) -> Self {
        Part {
            game,
            elimination,
            players,
            two: match elimination.steps.is_empty() && game.counts().len() == 2 {
                true => Cow::Borrowed(game),
                false => Cow::Owned(game.between(&elimination.kept, players)),
            },
        }
    }

    /// Whether there are too many actions for the tree: then vertices are matched, of which there are few if one player has few actions.
    fn is_long(&self) -> bool {
        self.two.counts().iter().sum::<usize>() > ACTION_LIMIT
    }

    fn by_vertices(&self, request: &Request) -> Solution {
        let gap = match extreme_equilibria(&self.two, request.watch.stop) {
            Ok(found) => {
                return Solution {
                    method: match self.elimination.steps.is_empty() {
                        true => Method::VertexEnumeration,
                        false => Method::DominanceThenVertexEnumeration,
                    },
                    ..self.complete(&found)
                };
            }
            Err(TwoPlayerError::TooManyVertices { limit }) => Gap::TooManyVertices { limit },
            Err(TwoPlayerError::TooManyEquilibria { found }) => Gap::TooManyExtreme { found },
            Err(TwoPlayerError::Stopped) => Gap::Stopped,
            Err(TwoPlayerError::Players { .. } | TwoPlayerError::TooManyActions { .. }) => {
                unreachable!("invariant: two players were taken, and vertices have no such limit")
            }
        };
        Solution {
            eliminated: self.elimination.steps.clone(),
            ..only_pure(self.game, gap)
        }
    }

    fn by_tree(&self, searched: Searched, nodes: u64) -> Solution {
        let Searched {
            found, end, tree, ..
        } = searched;
        let gap = match end {
            SearchEnd::Complete => {
                return Solution {
                    evidence: tree,
                    ..self.complete(&found)
                };
            }
            SearchEnd::First => {
                let gap = Gap::First {
                    listed: found.len(),
                };
                return Solution {
                    completeness: Completeness::Incomplete(vec![gap]),
                    ..self.listed(self.certified(&found))
                };
            }
            SearchEnd::Stopped { thousandths } => Gap::StoppedInTree { thousandths },
            SearchEnd::TooLarge => Gap::TreeTooLarge { nodes },
        };
        let pure = only_pure(self.game, gap);
        let mut solution = Solution {
            eliminated: self.elimination.steps.clone(),
            ..pure
        };
        if let SearchEnd::Stopped { .. } = end {
            let mixed = self.certified(&found).into_iter();
            let before = solution.equilibria.len();
            solution
                .equilibria
                .extend(mixed.filter(|equilibrium| !equilibrium.is_pure()));
            if solution.equilibria.len() > before {
                solution.concept = Concept::Nash;
                solution.method = self.method();
            }
        }
        solution
    }

    /// The equilibria of a zero-sum game: a convex set, so that there is one component, and its index is one.
    fn by_faces(&self, found: &ExtremeEquilibria) -> Solution {
        let all: Vec<usize> = (0..found.len()).collect();
        Solution {
            method: Method::OptimalFaces,
            components: vec![Component {
                subsets: vec![all.clone()],
                equilibria: all,
                index: Some(1),
            }],
            ..self.listed(self.certified(found))
        }
    }

    fn method(&self) -> Method {
        match self.elimination.steps.is_empty() {
            true => Method::ComplementarityTree,
            false => Method::DominanceThenComplementarityTree,
        }
    }

    fn complete(&self, found: &ExtremeEquilibria) -> Solution {
        let components = components(&self.two, found, BASIS_LIMIT)
            .expect("invariant: two players were taken")
            .into_iter()
            .map(|component| Component {
                subsets: component
                    .subsets
                    .iter()
                    .map(|subset| places_in(found, &component.equilibria, subset))
                    .collect(),
                equilibria: component.equilibria,
                index: component.index,
            })
            .collect();
        Solution {
            components,
            ..self.listed(self.certified(found))
        }
    }

    /// Equilibria and nothing else, said to be all.
    fn listed(&self, equilibria: Vec<Equilibrium>) -> Solution {
        Solution {
            eliminated: self.elimination.steps.clone(),
            ..Solution::listing(
                Concept::Nash,
                self.method(),
                Completeness::Proved,
                equilibria,
            )
        }
    }

    /// The equilibria as ones of the whole game.
    fn certified(&self, found: &ExtremeEquilibria) -> Vec<Equilibrium> {
        let (counts, kept) = (self.game.counts(), &self.elimination.kept);
        let [first, second] = self.players;
        let certify = |(row, column): (&[Rational], &[Rational])| {
            let profile: Vec<Vec<Real>> = (0..counts.len())
                .map(|player| match player {
                    _ if player == first => spread(counts[first], &kept[first], row),
                    _ if player == second => spread(counts[second], &kept[second], column),
                    _ => spread(counts[player], &kept[player][..1], &[Rational::ONE]),
                })
                .collect();
            nash(self.game, &profile).expect("invariant: complementary vertices are an equilibrium")
        };
        let profiles: Vec<_> = found.profiles().collect();
        profiles
            .into_par_iter()
            .with_min_len(SHARE)
            .map(certify)
            .collect()
    }
}

/// Probabilities of the kept actions, as probabilities of all.
fn spread(count: usize, kept: &[usize], probabilities: &[Rational]) -> Vec<Real> {
    let mut all = vec![Real::ZERO; count];
    for (action, probability) in kept.iter().zip(probabilities) {
        all[*action] = Real::Rational(probability.clone());
    }
    all
}

/// The equilibria of a component that belong to a Nash subset.
fn places_in(found: &ExtremeEquilibria, component: &[usize], subset: &NashSubset) -> Vec<usize> {
    let is_in = |place: &usize| {
        let pair = found.equilibria[*place];
        let row = subset.rows.binary_search(&pair.row);
        row.is_ok() && subset.columns.binary_search(&pair.column).is_ok()
    };
    component.iter().copied().filter(is_in).collect()
}
