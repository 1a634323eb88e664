//! The search of the tree: every node is a pair of faces, one of each polytope, with a warm dictionary of either.
//!
//! # Source
//! As in [`complementarity_tree`](super).

use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use dashu_int::IBig;

use super::arithmetic::Arithmetic;
use super::{Extent, thousandths};
use crate::certify::complementarity::TreeNode;
use crate::linalg::{BitSet, FaceDictionary, FaceVertex, Forced, LabelledPolytope};
use crate::solve::Watch;

/// A face of each polytope that together have all labels: any point of one and any point of the other are an equilibrium.
pub(super) struct Leaf {
    pub(super) vertices: [Vec<FaceVertex>; 2],
}

/// How far a search may go, and how far it is: common to all threads.
pub(super) struct Course<'a> {
    watch: Watch<'a>,
    node_limit: u64,
    /// The most vertices of a face, and a quarter of the most pairs.
    list_limit: usize,
    /// The search ends with so many equilibria.
    pub(super) wanted: Option<usize>,
    /// Whether a proof at this depth is not believed: for tests.
    doubt: fn(u32) -> bool,
    /// Whether the tree is kept.
    is_kept: bool,
    nodes: AtomicU64,
    pairs: AtomicU64,
    /// The weight of what was searched, in parts of [`WHOLE`].
    closed: AtomicU64,
    ended: AtomicU8,
}

/// Why a search ended before its time.
#[derive(Clone, Copy)]
pub(super) enum Ended {
    Stopped = 1,
    TooLarge = 2,
    Enough = 3,
}

/// Nodes deeper than this are counted with their ancestor at this depth.
const COUNTED_DEPTH: u32 = 30;

/// The weight of the root: a child weighs half of its parent.
pub(super) const WHOLE: u64 = 1 << COUNTED_DEPTH;

/// Nodes above this depth share their work among threads.
const SHARED_DEPTH: u32 = 8;

impl<'a> Course<'a> {
    pub(super) fn new(extent: &Extent<'a>, list_limit: usize, doubt: fn(u32) -> bool) -> Self {
        Course {
            watch: extent.watch,
            node_limit: extent.nodes,
            list_limit,
            wanted: extent.first,
            doubt,
            is_kept: extent.keep_tree,
            nodes: AtomicU64::new(0),
            pairs: AtomicU64::new(0),
            closed: AtomicU64::new(0),
            ended: AtomicU8::new(0),
        }
    }

    /// How many nodes were visited.
    pub(super) fn visited(&self) -> u64 {
        self.nodes.load(Ordering::Relaxed)
    }

    /// The weight of what was searched.
    pub(super) fn closed(&self) -> u64 {
        self.closed.load(Ordering::Relaxed)
    }

    /// Why the search ended, if it was before its time.
    pub(super) fn ended(&self) -> Option<Ended> {
        let reasons = [Ended::Stopped, Ended::TooLarge, Ended::Enough];
        let ended = self.ended.load(Ordering::Relaxed);
        reasons.into_iter().find(|reason| *reason as u8 == ended)
    }

    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed) > 0
    }

    /// Ends the search; the first reason counts.
    fn end(&self, reason: Ended) {
        let order = Ordering::Relaxed;
        // That there is a reason already is no error.
        let _ = self.ended.compare_exchange(0, reason as u8, order, order);
    }

    /// Takes in what one thread did since the last time.
    fn report(&self, nodes: u64, weight: u64) {
        let nodes = nodes + self.nodes.fetch_add(nodes, Ordering::Relaxed);
        let before = self.closed.fetch_add(weight, Ordering::Relaxed);
        let [before, after] = [before, before + weight].map(thousandths);
        if before < after {
            (self.watch.progress)(after, 1000);
        }
        if nodes > self.node_limit {
            self.end(Ended::TooLarge);
        } else if (self.watch.stop)() {
            self.end(Ended::Stopped);
        }
    }

    /// Takes in so many pairs of vertices more, the same one perhaps again.
    fn list(&self, pairs: usize) {
        let before = self.pairs.fetch_add(pairs as u64, Ordering::Relaxed);
        if before + pairs as u64 > 4 * self.list_limit as u64 {
            self.end(Ended::TooLarge);
        }
    }
}

/// One thread reports after so many nodes.
const NODES_REPORTED: u64 = 64;

/// One thread's part of a search.
pub(super) struct Search<'a, N: Arithmetic> {
    course: &'a Course<'a>,
    polytopes: &'a [LabelledPolytope<N::Whole>; 2],
    big: &'a OnceLock<[LabelledPolytope<IBig>; 2]>,
    /// For either polytope, which labels are tight on the face.
    zero: [Vec<bool>; 2],
    proofs: [N::Proofs<'a>; 2],
    /// Dictionaries not in use.
    spare: [Vec<FaceDictionary<'a, N>>; 2],
    pub(super) leaves: Vec<Leaf>,
    /// The equilibria so far, by their tight labels, if only some are wanted.
    distinct: BTreeSet<[BitSet; 2]>,
    /// The tree, if it is kept.
    pub(super) shown: Option<Vec<TreeNode>>,
    is_shared: bool,
    /// Nodes and weight not yet reported.
    nodes: u64,
    weight: u64,
}

type Pair<'d, 'a, N> = [&'d FaceDictionary<'a, N>; 2];

/// What to do with a node.
enum Next {
    Branch(usize),
    Closed,
}

impl<'a, N: Arithmetic> Search<'a, N> {
    pub(super) fn new(
        course: &'a Course<'a>,
        polytopes: &'a [LabelledPolytope<N::Whole>; 2],
        big: &'a OnceLock<[LabelledPolytope<IBig>; 2]>,
        is_shared: bool,
    ) -> Self {
        let none = vec![false; polytopes[0].labels()];
        Search {
            course,
            polytopes,
            big,
            zero: [none.clone(), none],
            proofs: [N::proofs(&polytopes[0]), N::proofs(&polytopes[1])],
            spare: [Vec::new(), Vec::new()],
            leaves: Vec::new(),
            distinct: BTreeSet::new(),
            shown: course.is_kept.then(Vec::new),
            is_shared,
            nodes: 0,
            weight: 0,
        }
    }

    /// Searches the whole tree.
    pub(super) fn run(&mut self) {
        let first = FaceDictionary::at_the_origin(&self.polytopes[0]);
        let second = FaceDictionary::at_the_origin(&self.polytopes[1]);
        self.explore([&first, &second], 0);
        self.report();
    }

    fn report(&mut self) {
        self.course.report(self.nodes, self.weight);
        (self.nodes, self.weight) = (0, 0);
    }

    fn show(&mut self, node: impl FnOnce() -> TreeNode) {
        if let Some(shown) = &mut self.shown {
            shown.push(node());
        }
    }

    fn show_all(&mut self, nodes: Option<Vec<TreeNode>>) {
        if let (Some(shown), Some(nodes)) = (&mut self.shown, nodes) {
            shown.extend(nodes);
        }
    }

    /// What is below a node is searched.
    fn close(&mut self, depth: u32) {
        if depth <= COUNTED_DEPTH {
            self.weight += WHOLE >> depth;
        }
    }

    /// Searches below a node; whether to the end.
    fn explore(&mut self, pair: Pair<'_, 'a, N>, depth: u32) -> bool {
        self.nodes += 1;
        if self.nodes >= NODES_REPORTED {
            self.report();
        }
        if self.course.has_ended() {
            return false;
        }
        let next = self.next(pair);
        if let Next::Branch(label) = next {
            self.show(|| TreeNode::Branch { label });
        }
        let is_done = match next {
            Next::Closed => {
                self.close(depth);
                self.show(|| TreeNode::Set);
                return !self.course.has_ended();
            }
            Next::Branch(label) if self.is_shared && depth < SHARED_DEPTH => {
                self.branch_shared(pair, label, depth + 1)
            }
            Next::Branch(label) => {
                self.child(pair, label, 0, depth + 1) && self.child(pair, label, 1, depth + 1)
            }
        };
        if depth == COUNTED_DEPTH && is_done {
            self.close(depth);
        }
        is_done
    }

    fn branch_shared(&mut self, pair: Pair<'_, 'a, N>, label: usize, depth: u32) -> bool {
        let mut other = Search {
            zero: self.zero.clone(),
            proofs: self.proofs.clone(),
            spare: [Vec::new(), Vec::new()],
            leaves: Vec::new(),
            distinct: BTreeSet::new(),
            shown: self.course.is_kept.then(Vec::new),
            nodes: 0,
            weight: 0,
            ..*self
        };
        let (first, second) = rayon::join(
            || self.child(pair, label, 0, depth),
            || {
                let is_done = other.child(pair, label, 1, depth);
                other.report();
                is_done
            },
        );
        self.leaves.append(&mut other.leaves);
        self.show_all(other.shown);
        first && second
    }

    /// Searches below the child of a node in which a label is tight in one of the polytopes.
    fn child(&mut self, pair: Pair<'_, 'a, N>, label: usize, side: usize, depth: u32) -> bool {
        let mut own = match self.spare[side].pop() {
            Some(mut spare) => {
                spare.clone_from(pair[side]);
                spare
            }
            None => pair[side].clone(),
        };
        N::refresh_if_old(&mut own);
        self.zero[side][label] = true;
        let is_done = match self.forced(&mut own, label, side, depth) {
            Forced::Done => {
                let pair = match side {
                    0 => [&own, pair[1]],
                    _ => [pair[0], &own],
                };
                self.explore(pair, depth)
            }
            Forced::Empty(_) => {
                self.close(depth);
                true
            }
            Forced::Unsure => self.explore_exactly(depth),
        };
        self.zero[side][label] = false;
        self.spare[side].push(own);
        is_done
    }

    /// Makes a label tight; what is said to be empty is proved to be.
    fn forced(
        &mut self,
        own: &mut FaceDictionary<'a, N>,
        label: usize,
        side: usize,
        depth: u32,
    ) -> Forced {
        if !N::IS_EXACT && (self.course.doubt)(depth) {
            return Forced::Unsure;
        }
        for _ in 0..2 {
            match own.force_zero(label) {
                Forced::Empty(row) => {
                    let (zero, proofs) = (&self.zero[side], &mut self.proofs[side]);
                    if N::is_proved_empty(own, row, zero, proofs) {
                        if let Some(shown) = &mut self.shown {
                            shown.push(TreeNode::Empty {
                                player: side,
                                multipliers: N::multipliers(own, row, proofs),
                            });
                        }
                        return Forced::Empty(row);
                    }
                    N::refresh(own);
                }
                Forced::Unsure => N::refresh(own),
                Forced::Done => return Forced::Done,
            }
        }
        Forced::Unsure
    }

    /// Searches below the node that is being visited in big integers, from its dictionaries on.
    fn explore_exactly(&mut self, depth: u32) -> bool {
        let to_big = |side: usize| N::to_big(&self.polytopes[side]);
        let polytopes = self.big.get_or_init(|| [to_big(0), to_big(1)]);
        let mut exact = Search::<IBig>::new(self.course, polytopes, self.big, false);
        exact.zero = self.zero.clone();
        exact.distinct = std::mem::take(&mut self.distinct);
        let mut pair = [0, 1].map(|side| FaceDictionary::at_the_origin(&polytopes[side]));
        for (side, own) in pair.iter_mut().enumerate() {
            for label in (0..exact.zero[side].len()).filter(|label| exact.zero[side][*label]) {
                if let Forced::Empty(row) = own.force_zero(label) {
                    self.close(depth);
                    self.show(|| TreeNode::Empty {
                        player: side,
                        multipliers: IBig::multipliers(own, row, &()),
                    });
                    return true;
                }
            }
        }
        let is_done = exact.explore([&pair[0], &pair[1]], depth);
        exact.report();
        self.leaves.append(&mut exact.leaves);
        self.distinct = exact.distinct;
        self.show_all(exact.shown);
        is_done
    }

    /// The label to branch on, or that nothing is left to find here.
    fn next(&mut self, pair: Pair<'_, 'a, N>) -> Next {
        let labels = self.zero[0].len();
        let mut best = (0.0, 0);
        for label in self.open_labels() {
            // The determinants are common to all labels.
            let violation = pair[0].scaled_value(label) * pair[1].scaled_value(label);
            if violation > best.0 {
                best = (violation, label);
            }
        }
        if best.0 > 0.0 {
            return Next::Branch(best.1);
        }
        for label in self.open_labels() {
            let ahead = match (pair[0].value(label), pair[1].value(label)) {
                (first, _) if first > 0.0 => first * pair[1].reach(label),
                (_, second) if second > 0.0 => second * pair[0].reach(label),
                _ => 0.0,
            };
            if ahead > best.0 {
                best = (ahead, label);
            }
        }
        if best.0 > 0.0 {
            return Next::Branch(best.1);
        }
        let unsettled = (0..labels).find(|label| {
            let is_open = !self.zero[0][*label] && !self.zero[1][*label];
            is_open
                && [0, 1]
                    .into_iter()
                    .all(|side| self.can_grow(pair[side], side, *label))
        });
        match unsettled {
            Some(label) => Next::Branch(label),
            None => self.leaf(pair),
        }
    }

    fn open_labels(&self) -> impl Iterator<Item = usize> {
        let [first, second] = &self.zero;
        (0..first.len()).filter(|label| !first[*label] && !second[*label])
    }

    fn can_grow(&mut self, dictionary: &FaceDictionary<'a, N>, side: usize, label: usize) -> bool {
        if dictionary.value(label) > 0.0 {
            return true;
        }
        if dictionary.is_point() {
            return false;
        }
        let mut moving = self.spare[side].pop().unwrap_or_else(|| dictionary.clone());
        moving.clone_from(dictionary);
        let can_grow = moving.can_grow(label);
        self.spare[side].push(moving);
        can_grow
    }

    /// Every label seems to be settled: the vertices of both faces say whether it is.
    fn leaf(&mut self, pair: Pair<'_, 'a, N>) -> Next {
        for side in [0, 1] {
            if self.polytopes[side]
                .tight_rows(&self.zero[side])
                .next()
                .is_none()
            {
                // The origin is on this face. Once all labels are decided it is the only point, and that of the other face too.
                return match self.open_labels().next() {
                    Some(label) => Next::Branch(label),
                    None => Next::Closed,
                };
            }
        }
        let limit = self.course.list_limit;
        let mut vertices = [Vec::new(), Vec::new()];
        for side in [0, 1] {
            match N::vertices(pair[side], &self.zero[side], limit) {
                Some(found) => vertices[side] = found,
                None => self.course.end(Ended::TooLarge),
            }
            if vertices[side].is_empty() {
                return Next::Closed;
            }
        }
        let is_settled = |label: &usize| {
            let mut sides = vertices.iter();
            sides.any(|list| list.iter().all(|vertex| vertex.tight.contains(*label)))
        };
        if let Some(label) = self.open_labels().find(|label| !is_settled(label)) {
            return Next::Branch(label);
        }
        self.course.list(vertices[0].len() * vertices[1].len());
        if let Some(wanted) = self.course.wanted {
            for x in &vertices[0] {
                let with = |y: &FaceVertex| [x.tight.clone(), y.tight.clone()];
                self.distinct.extend(vertices[1].iter().map(with));
            }
            if self.distinct.len() >= wanted {
                self.course.end(Ended::Enough);
            }
        }
        self.leaves.push(Leaf { vertices });
        Next::Closed
    }
}
