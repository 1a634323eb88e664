//! Evidence that a list of extreme equilibria of a two-player game is complete, and its check from the payoffs.
//!
//! Label `i < m` belongs to action `i` of the first player, label `m + j` to action `j` of the second. A label is settled at a strategy of its own
//! player that does not play the action, and at a strategy of the other player to which the action is a best reply. Two strategies are an
//! equilibrium if and only if every label is settled at one of them. So for every label the equilibria are those that settle it with the first
//! player's strategy and those that settle it with the second's, which makes a tree. It ends where
//!
//! - no strategy of one player settles all labels that it is to settle: multipliers of replies show it; or
//! - all strategies that settle what they are to settle are equilibria with each other, and the extreme ones are in the list.
//!
//! # Multipliers
//! Let `c[i]` be the least payoff of the replies to action `i`, and `l` a number such that some reply earns `c[i] + l` or more against every action.
//! A strategy x, against which the best replies earn v, has `v >= sum of (c[i] + l) x[i]`. Let `t` be multipliers of the replies, any number for those that
//! are to be best replies and none above zero for the others. Then the sum of `t[j] (v - payoff of j against x)` is not above zero. With T
//! the sum of all t, above zero, that says `sum of (T (c[i] + l) - sum of t[j] payoff[j][i]) x[i] <= 0`: no x does it, if the bracket is
//! above zero for every action that may be played.
//!
//! # Source
//! Audet, Hansen, Jaumard & Savard 2001, "Enumeration of all extreme equilibria of bimatrix games", SIAM J. Sci. Comput. 23 (the tree);
//! Farkas 1902, "Theorie der einfachen Ungleichungen", J. reine angew. Math. 124.

mod check;
mod replies;

use dashu_int::IBig;

pub use check::{CheckedTree, IncompleteTree, check_complementarity_tree};

/// A tree that shows a list of extreme equilibria to be complete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComplementarityTree {
    /// The nodes, each followed by all that is below it: first where the first player's strategy settles the label, then where the second's does.
    pub nodes: Vec<TreeNode>,
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreeNode {
    /// Two nodes follow, with what is below them: a label is settled by the first player's strategy, or by the second's.
    Branch {
        /// The label.
        label: usize,
    },
    /// No strategy of a player settles what it is to settle.
    Empty {
        /// The player, 0 or 1.
        player: usize,
        /// Multipliers of the other player's actions that show it.
        multipliers: Multipliers,
    },
    /// All strategies that settle what they are to settle are equilibria with each other, and in the list.
    Set,
}

/// Integers that belong to actions, by the numbers of these; all others are zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Multipliers {
    /// Machine integers.
    Machine(Vec<(usize, i64)>),
    /// Integers of any size.
    Big(Vec<(usize, IBig)>),
}
