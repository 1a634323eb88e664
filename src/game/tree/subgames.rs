//! Where the subgames of a tree begin (Selten 1965, "Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit").

use super::{Node, Tree};

impl Tree {
    /// For each node whether everything that follows it is a game of its own: no information set has a node there and one elsewhere.
    pub(super) fn find_subgames(&self) -> Vec<bool> {
        let count = self.nodes.len();
        // The first and the last node of the information sets met from a node on.
        let mut reach: Vec<(u32, u32)> = vec![(u32::MAX, 0); count];
        let mut subgames = vec![false; count];
        for node in (0..count).rev() {
            let mut own = (u32::MAX, 0);
            let mut widen = |(first, last): (u32, u32)| own = (own.0.min(first), own.1.max(last));
            if let Node::Decision { set, .. } = self.nodes[node] {
                let members = &self.members[set as usize];
                if let (Some(first), Some(last)) = (members.first(), members.last()) {
                    widen((*first, *last));
                }
            }
            for &child in self.children(node) {
                widen(reach[child as usize]);
            }
            reach[node] = own;
            let following = self.following(node);
            let (first, last) = own;
            subgames[node] = first == u32::MAX
                || (following.contains(&(first as usize)) && following.contains(&(last as usize)));
        }
        subgames
    }
}
