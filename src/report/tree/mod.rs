//! Game trees in print: from left to right, decisions in boxes, payoffs in a table at the right.

mod drawing;
mod layout;

pub use drawing::tree_drawing;

/// The most ends and nodes of a tree that is drawn: what a reader can take in on a page.
const ENDS: usize = 60;
const NODES: usize = 200;

/// Why a tree is not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the tree has {nodes} nodes and {ends} ends, too many for a picture: at most {NODES} nodes and {ENDS} ends are drawn"
)]
pub struct TreeTooLarge {
    /// How many nodes it has.
    pub nodes: usize,
    /// How many of them are ends.
    pub ends: usize,
}
