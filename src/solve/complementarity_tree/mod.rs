//! All extreme equilibria of a two-player game, by a tree of complementary labels.
//!
//! P, Q and labels are those of [`two_player`](super::two_player): (x, y) is an equilibrium if and only if every label is tight at x or at y.
//! So for any label the equilibria are those with the label tight at x, and those with it tight at y. A node of the tree is a face of P
//! and a face of Q, given by the labels made tight; its children make one label more tight, in P or in Q.
//!
//! 1. A node whose face of P, or of Q, is empty is left. Dictionaries in machine numbers say so, and integer multipliers prove it
//!    ([`linalg::EmptyFaces`](crate::linalg::EmptyFaces)). Where the proof fails, the dictionary is built anew; if it fails again, big integers
//!    search what is below that node.
//! 2. Of a node that is not left, the label is chosen that violates complementarity most at the vertices where its dictionaries stand.
//! 3. When every label seems to be tight on the whole face of P or on that of Q, the vertices of both faces are listed exactly. If it is
//!    so, all pairs of them are equilibria, and nothing else is on these faces; otherwise the tree goes on.
//!
//! Machine numbers choose where to go; integers say what is there and what is not. Small games are searched in 64-bit integers
//! alone, when a bound of all minors says that they fit.
//!
//! # Source
//! Audet, Hansen, Jaumard & Savard 2001, "Enumeration of all extreme equilibria of bimatrix games", SIAM J. Sci. Comput. 23 (the tree and
//! the rule of branching); Avis, Rosenberg, Savani & von Stengel 2010, Economic Theory 42 (the polytopes).

mod arithmetic;
mod collect;
mod polytopes;
mod search;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use dashu_int::IBig;

use super::Watch;
use super::two_player::{ExtremeEquilibria, TwoPlayerError, list_limit};
use crate::certify::complementarity::{ComplementarityTree, TreeNode};
use crate::game::Game;
use crate::linalg::LabelledPolytope;
use arithmetic::Arithmetic;
use collect::collected;
use polytopes::Polytopes;
pub(super) use polytopes::machine_rows;
use search::{Course, Ended, Leaf, Search, WHOLE};

/// The most actions of both players together: the tree may be as deep.
pub const ACTION_LIMIT: usize = 400;

/// How far a search goes.
#[derive(Clone, Copy)]
pub struct Extent<'a> {
    /// Only so many equilibria, the first ones found in one thread; otherwise all.
    pub first: Option<usize>,
    /// The most nodes of the tree that are visited.
    pub nodes: u64,
    /// Whether the tree is kept, as evidence that the list is complete.
    pub keep_tree: bool,
    /// Who stops the search, and hears how far it is, in thousandths.
    pub watch: Watch<'a>,
}

impl Extent<'static> {
    /// All equilibria, however long it takes.
    pub const WHOLE: Self = Extent {
        first: None,
        nodes: u64::MAX,
        keep_tree: false,
        watch: Watch::NOBODY,
    };
}

/// What a search found, and how far it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// Extreme equilibria, each once, in order.
    pub found: ExtremeEquilibria,
    /// Why the search ended.
    pub end: SearchEnd,
    /// How many nodes of the tree were visited.
    pub nodes: u64,
    /// The tree, if it was to be kept and the search ended by itself.
    pub tree: Option<ComplementarityTree>,
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchEnd {
    /// The whole tree was searched: there are no other extreme equilibria.
    Complete,
    /// As many equilibria were found as were asked for.
    First,
    /// The watch stopped it.
    Stopped {
        /// The weight of what was searched, in thousandths of the tree, every child weighing half of its parent.
        thousandths: u64,
    },
    /// There were more nodes than allowed, or more equilibria than can be listed.
    TooLarge,
}

/// Lists all extreme equilibria of a two-player game.
///
/// # Answer
/// Complete for every game, degenerate or not: all extreme equilibria, each once. In a nondegenerate game these are
/// all equilibria. The probabilities are exact.
///
/// # Errors
/// The game has not two players, or too many actions, or too many equilibria to list.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::solve::complementarity_tree::extreme_equilibria;
/// let actions = ["a", "b", "c", "d", "e", "f"];
/// let players = vec![Player::plain("S1", &actions), Player::plain("S2", &actions)];
/// let payoffs = Payoffs::from_fn(&[6, 6], |_, profile| Rational::from((profile[0] == profile[1]) as i64))?;
/// // Every set of places to meet is the support of one equilibrium.
/// assert_eq!(extreme_equilibria(&Game::new("meet", players, payoffs))?.len(), 63);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn extreme_equilibria(game: &Game) -> Result<ExtremeEquilibria, TwoPlayerError> {
    let Searched { found, end, .. } = search(game, &Extent::WHOLE)?;
    match end {
        SearchEnd::Complete => Ok(found),
        _ => Err(TwoPlayerError::TooManyEquilibria { found: found.len() }),
    }
}

/// Lists extreme equilibria of a two-player game, as far as is asked for.
///
/// # Answer
/// All of them if the search ended by itself, which [`Searched::end`] says. The same each time, with any number of threads, unless the watch
/// stopped it.
///
/// # Errors
/// The game has not two players, or more than [`ACTION_LIMIT`] actions.
pub fn search(game: &Game, extent: &Extent<'_>) -> Result<Searched, TwoPlayerError> {
    search_doubting(game, extent, |_| false)
}

/// The same; at some depths no proof in machine numbers is believed.
fn search_doubting(
    game: &Game,
    extent: &Extent<'_>,
    doubt: fn(u32) -> bool,
) -> Result<Searched, TwoPlayerError> {
    let actions = game.counts().iter().sum();
    if game.counts().len() == 2 && actions > ACTION_LIMIT {
        return Err(TwoPlayerError::TooManyActions {
            actions,
            limit: ACTION_LIMIT,
        });
    }
    let polytopes = Polytopes::new(game)?;
    let course = Course::new(extent, list_limit(polytopes.labels()), doubt);
    let (leaves, nodes) = match &polytopes {
        Polytopes::Small(polytopes) => run::<i64>(&course, polytopes),
        Polytopes::Machine(polytopes) => run::<f64>(&course, polytopes),
        Polytopes::Big(polytopes) => run::<IBig>(&course, polytopes),
    };
    let end = match course.ended() {
        None => SearchEnd::Complete,
        Some(Ended::Enough) => SearchEnd::First,
        Some(Ended::TooLarge) => SearchEnd::TooLarge,
        Some(Ended::Stopped) => SearchEnd::Stopped {
            thousandths: thousandths(course.closed()),
        },
    };
    let is_complete = end == SearchEnd::Complete;
    Ok(Searched {
        found: collected(leaves),
        end,
        nodes: course.visited(),
        tree: nodes
            .filter(|_| is_complete)
            .map(|nodes| ComplementarityTree { nodes }),
    })
}

/// A weight in thousandths of the whole.
fn thousandths(weight: u64) -> u64 {
    weight / (WHOLE / 1000)
}

/// Games with fewer actions are searched in one thread.
const SHARED_LABELS: usize = 20;

/// The leaves, and the tree if it is kept.
fn run<N: Arithmetic>(
    course: &Course<'_>,
    polytopes: &[LabelledPolytope<N::Whole>; 2],
) -> (Vec<Leaf>, Option<Vec<TreeNode>>) {
    let big = OnceLock::new();
    let is_shared = course.wanted.is_none() && polytopes[0].labels() >= SHARED_LABELS;
    let mut search = Search::<N>::new(course, polytopes, &big, is_shared);
    search.run();
    (search.leaves, search.shown)
}
