//! Where the nodes of a tree stand: a column for each step, a row for each end, and tracks for the lines that join what cannot be told apart.

use crate::game::{Node, Tree};

/// The places of all nodes in columns and rows.
pub(super) struct Layout {
    /// The column of each node that is no end, from 0; ends stand behind the last column.
    pub column: Vec<usize>,
    /// How many columns there are.
    pub columns: usize,
    /// The row of each node; between rows where several ends follow.
    pub row: Vec<f64>,
    /// For each information set how its nodes are joined.
    pub joints: Vec<Joint>,
    /// How many tracks run before each column.
    pub tracks: Vec<usize>,
}

/// How the nodes of an information set are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// There is one node only.
    None,
    /// From box to box: nothing stands between them.
    Straight,
    /// On this track before the column, as other boxes stand between; the first track is the nearest.
    Track(usize),
}

impl Layout {
    pub fn new(tree: &Tree) -> Self {
        let column = columns(tree);
        let decisions = |node: &usize| !matches!(tree.nodes()[*node], Node::Outcome(_));
        let inner: Vec<usize> = (0..tree.nodes().len()).filter(decisions).collect();
        let columns = inner
            .iter()
            .map(|node| column[*node] + 1)
            .max()
            .unwrap_or(0);
        let row = rows(tree);
        let mut layout = Layout {
            tracks: vec![0; columns],
            joints: vec![Joint::None; tree.sets().len()],
            column,
            columns,
            row,
        };
        let mut taken: Vec<Vec<Vec<(f64, f64)>>> = vec![Vec::new(); columns];
        for set in 0..tree.sets().len() {
            layout.joints[set] = layout.joint(tree, set, &inner, &mut taken);
        }
        layout.tracks = taken.iter().map(Vec::len).collect();
        layout
    }

    /// How a set is joined, `taken` being what runs on the tracks before each column.
    fn joint(
        &self,
        tree: &Tree,
        set: usize,
        inner: &[usize],
        taken: &mut [Vec<Vec<(f64, f64)>>],
    ) -> Joint {
        let members: Vec<usize> = tree
            .members(set)
            .iter()
            .map(|node| *node as usize)
            .collect();
        let [first, .., last] = members.as_slice() else {
            return Joint::None;
        };
        let column = self.column[*first];
        let span = (self.row[*first], self.row[*last]);
        let is_between = |node: &&usize| {
            let row = self.row[**node];
            self.column[**node] == column && span.0 < row && row < span.1
        };
        let together = members.iter().all(|node| self.column[*node] == column);
        let between = inner.iter().filter(is_between);
        if !together || between.count() + 2 == members.len() {
            return Joint::Straight;
        }
        let tracks = &mut taken[column];
        let is_free = |track: &Vec<(f64, f64)>| {
            track
                .iter()
                .all(|(from, to)| span.1 < *from || *to < span.0)
        };
        let track = tracks.iter().position(is_free).unwrap_or_else(|| {
            tracks.push(Vec::new());
            tracks.len() - 1
        });
        tracks[track].push(span);
        Joint::Track(track)
    }
}

/// Each node a column behind the node before it, and all nodes of an information set in one column where that is possible.
fn columns(tree: &Tree) -> Vec<usize> {
    let count = tree.nodes().len();
    let parents = tree.parents();
    let behind = |column: &[usize], node: usize| {
        parents[node].map_or(0, |parent| column[parent as usize] + 1)
    };
    let mut plain = vec![0; count];
    for node in 0..count {
        plain[node] = behind(&plain, node);
    }
    let mut column = plain.clone();
    // Every round but the last moves something to the right, and nothing can stand farther right than there are nodes.
    loop {
        let mut moved = false;
        for set in 0..tree.sets().len() {
            let members = tree.members(set).iter().map(|node| *node as usize);
            let last = members.clone().map(|node| column[node]).max().unwrap_or(0);
            for node in members {
                moved |= column[node] < last;
                column[node] = last;
            }
        }
        for node in 0..count {
            let least = behind(&column, node);
            moved |= column[node] < least;
            column[node] = column[node].max(least);
        }
        if !moved {
            return column;
        }
        // Two sets, each before the other: they cannot both stand in one column.
        if column.iter().any(|column| *column > count) {
            return plain;
        }
    }
}

/// Ends one below the other; every other node in the middle of what follows it.
fn rows(tree: &Tree) -> Vec<f64> {
    let mut row = vec![0.0; tree.nodes().len()];
    for (node, kind) in tree.nodes().iter().enumerate().rev() {
        row[node] = match (kind, tree.children(node)) {
            (Node::Outcome(outcome), _) => f64::from(*outcome),
            (_, [first, .., last]) => row[*first as usize].midpoint(row[*last as usize]),
            (_, [only]) => row[*only as usize],
            (_, []) => 0.0,
        };
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::efg::read;

    fn tree(nodes: &str) -> Tree {
        let file = format!("EFG 2 R \"\" {{ \"A\" \"B\" }} {nodes}");
        read(file.as_bytes()).expect("a tree")
    }

    #[test]
    fn sets_whose_nodes_alternate_run_on_tracks_of_their_own() {
        // A knows its type; B sees only what A did.
        let mut nodes = "c \"\" 1 \"\" { \"s\" 1/2 \"w\" 1/2 } 0 ".to_owned();
        for kind in 1..3 {
            nodes += &format!("p \"\" 1 {kind} \"\" {{ \"l\" \"r\" }} 0 ");
            for seen in 1..3 {
                let node = format!("p \"\" 2 {seen} \"\" {{ \"x\" \"y\" }} 0 t \"\" 0 t \"\" 0 ");
                nodes += &node;
            }
        }
        let layout = Layout::new(&tree(&nodes));
        assert_eq!(layout.tracks, [0, 0, 2]);
        let joints = [Joint::None, Joint::Track(0), Joint::Track(1), Joint::None];
        assert_eq!(layout.joints, joints);
    }

    #[test]
    fn nodes_that_cannot_be_told_apart_stand_in_one_column() {
        let nodes = "p \"\" 1 1 \"\" { \"in\" \"out\" } 0 \
                     p \"\" 1 2 \"\" { \"l\" } 0 p \"\" 2 1 \"\" { \"x\" } 0 t \"\" 0 \
                     p \"\" 2 1 0 t \"\" 0";
        let layout = Layout::new(&tree(nodes));
        assert_eq!(layout.column, [0, 1, 2, 3, 2, 3]);
        assert_eq!(layout.joints[2], Joint::Straight);
        assert_eq!(layout.row, [0.5, 0.0, 0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn sets_each_before_the_other_are_laid_out_all_the_same() {
        let nodes = "c \"\" 1 \"\" { \"s\" 1/2 \"w\" 1/2 } 0 \
                     p \"\" 1 1 \"\" { \"x\" } 0 p \"\" 2 1 \"\" { \"y\" } 0 t \"\" 0 \
                     p \"\" 2 1 0 p \"\" 1 1 0 t \"\" 0";
        let layout = Layout::new(&tree(nodes));
        assert_eq!(layout.column, [0, 1, 2, 3, 1, 2, 3]);
    }
}
