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

use std::sync::OnceLock;

use super::Watch;
use super::two_player::{ExtremeEquilibria, TwoPlayerError, list_limit};
use crate::game::Game;
use crate::linalg::LabelledPolytope;
use collect::collected;
use polytopes::Polytopes;
use search::{Course, Leaf, Search};

/// Lists all extreme equilibria of a two-player game.
///
/// # Answer
/// Complete for every game, degenerate or not: all extreme equilibria, each once, as
/// [`two_player::extreme_equilibria`](super::two_player::extreme_equilibria) lists them.
///
/// # Errors
/// The game has not two players, or too many equilibria, or the watch stopped the search.
pub fn extreme_equilibria(
    game: &Game,
    watch: Watch<'_>,
) -> Result<ExtremeEquilibria, TwoPlayerError> {
    searched(game, watch, |_| false)
}

fn searched(
    game: &Game,
    watch: Watch<'_>,
    doubt: fn(u32) -> bool,
) -> Result<ExtremeEquilibria, TwoPlayerError> {
    let polytopes = Polytopes::new(game)?;
    let labels = polytopes.labels();
    let mut course = Course::new(watch, u64::MAX, list_limit(labels));
    course.doubt = doubt;
    let leaves = match &polytopes {
        Polytopes::Small(polytopes) => leaves_of::<i64>(&course, polytopes),
        Polytopes::Machine(polytopes) => leaves_of::<f64>(&course, polytopes),
        Polytopes::Big(polytopes) => {
            let big = OnceLock::new();
            let same = || polytopes.clone();
            let mut search = Search::<dashu_int::IBig>::new(&course, polytopes, &big, &same, true);
            search.run();
            search.leaves
        }
    };
    let limit = list_limit(labels);
    if course.is_crowded() {
        return Err(TwoPlayerError::TooManyVertices { limit });
    }
    if course.has_ended() {
        return Err(TwoPlayerError::Stopped);
    }
    let found = collected(leaves);
    if found.len() > limit {
        return Err(TwoPlayerError::TooManyEquilibria { found: found.len() });
    }
    Ok(found)
}

/// Games with fewer actions are searched in one thread.
const SHARED_LABELS: usize = 20;

fn leaves_of<N: arithmetic::Arithmetic<Whole = i64>>(
    course: &Course<'_>,
    polytopes: &[LabelledPolytope<i64>; 2],
) -> Vec<Leaf> {
    let big = OnceLock::new();
    let make_big = || [polytopes[0].to_big(), polytopes[1].to_big()];
    let is_shared = polytopes[0].labels() >= SHARED_LABELS;
    let mut search = Search::<N>::new(course, polytopes, &big, &make_big, is_shared);
    search.run();
    if std::env::var("NODES").is_ok() { eprintln!("nodes {} closed {}", course.nodes(), course.closed()); }
    search.leaves
}
