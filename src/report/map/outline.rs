//! The outlines of regions: boundaries traced once, shared by the regions on both sides, and closed to loops.
//!
//! Every edge of the grid on whose two sides the owners differ is a piece of boundary, and so is the chord of a curve through a cell that
//! it cuts. A curve meets an edge where bisection finds the sign of its polynomial to change, the same point for both cells at the edge.
//! Pieces are chained to arcs between the points where more than two owners meet; an arc is thinned out (Douglas and Peucker 1973) before
//! both its owners use it, so that no gap opens between them.

use std::collections::BTreeMap;

use super::grid::{Grid, Leaf, Owner};

/// A place in the unit square.
pub(super) type Place = [f64; 2];

/// A corner of the grid, or where a curve meets one of its edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Vertex {
    Corner(usize, usize),
    /// The edge that leaves a corner along an axis, and the polynomial.
    Crossing(usize, usize, usize, usize),
}

/// A piece of boundary with an owner on each side, as seen when walking along it, y being upwards.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: Vertex,
    to: Vertex,
    left: Owner,
    right: Owner,
}

/// A boundary between two owners that meets no third one in between.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arc {
    /// The corners, both ends included; in a ring the ends are the same.
    pub points: Vec<Place>,
    /// The owner to the left, y being upwards.
    pub left: Owner,
    /// The owner to the right.
    pub right: Owner,
    ends: [Vertex; 2],
}

/// All boundaries of a map.
pub(super) struct Outlines {
    pub arcs: Vec<Arc>,
}

impl Outlines {
    /// Traces the boundaries; `tolerance` is how far a thinned arc may stray, after `stretch` was applied to both axes.
    pub fn trace(grid: &Grid, stretch: [f64; 2], tolerance: f64) -> Self {
        let mut tracer = Tracer {
            grid,
            places: BTreeMap::new(),
            pieces: Vec::new(),
        };
        tracer.collect();
        let mut arcs = tracer.arcs();
        for arc in &mut arcs {
            arc.points = thinned(&arc.points, stretch, tolerance);
        }
        Outlines { arcs }
    }

    /// The owners with an outline, in order.
    pub fn owners(&self) -> Vec<Owner> {
        let mut owners: Vec<Owner> = self
            .arcs
            .iter()
            .flat_map(|arc| [arc.left, arc.right])
            .collect();
        owners.sort_unstable();
        owners.dedup();
        owners.retain(|owner| *owner != Owner::Outside);
        owners
    }

    /// The closed loops around what an owner has, each without its first point repeated, the owner to the left.
    pub fn loops(&self, owner: Owner) -> Vec<Vec<Place>> {
        let mut leaving: BTreeMap<Vertex, Vec<(usize, bool)>> = BTreeMap::new();
        for (number, arc) in self.arcs.iter().enumerate().rev() {
            if arc.left == owner {
                leaving.entry(arc.ends[0]).or_default().push((number, true));
            } else if arc.right == owner {
                leaving
                    .entry(arc.ends[1])
                    .or_default()
                    .push((number, false));
            }
        }
        let mut loops = Vec::new();
        while let Some(start) = leaving
            .iter()
            .find(|(_, arcs)| !arcs.is_empty())
            .map(|(v, _)| *v)
        {
            let (mut points, mut at) = (Vec::new(), start);
            loop {
                let next = leaving.get_mut(&at).and_then(Vec::pop);
                let (number, forwards) = next.expect("invariant: what is entered can be left");
                let arc = &self.arcs[number];
                let mut steps = arc.points.clone();
                if !forwards {
                    steps.reverse();
                }
                steps.pop();
                points.extend(steps);
                at = arc.ends[usize::from(forwards)];
                if at == start {
                    break;
                }
            }
            loops.push(points);
        }
        loops
    }
}

struct Tracer<'a> {
    grid: &'a Grid,
    places: BTreeMap<Vertex, Place>,
    pieces: Vec<Piece>,
}

impl Tracer<'_> {
    fn collect(&mut self) {
        let [width, height] = self.grid.size;
        for y in 0..=height {
            for x in 0..=width {
                if x < width {
                    self.edge(x, y, 0);
                }
                if y < height {
                    self.edge(x, y, 1);
                }
                if let Leaf::Cut {
                    polynomial,
                    below,
                    above,
                } = self.grid.leaf(x as isize, y as isize)
                {
                    self.chords(x, y, polynomial, [below, above].map(Owner::Region));
                }
            }
        }
    }

    fn corner(&mut self, x: usize, y: usize) -> Vertex {
        let vertex = Vertex::Corner(x, y);
        let place = self.grid.place(x, y);
        self.places.entry(vertex).or_insert(place);
        vertex
    }

    fn is_positive(&self, polynomial: usize, x: usize, y: usize) -> bool {
        self.grid.is_positive(polynomial, self.grid.place(x, y))
    }

    /// Where a curve meets the edge that leaves a corner along an axis, if the signs at its ends differ.
    fn crossing(&mut self, [x, y]: [usize; 2], axis: usize, polynomial: usize) -> Option<Vertex> {
        let end = [x + 1 - axis, y + axis];
        let [mut low, mut high] = [[x, y], end].map(|[x, y]| self.grid.place(x, y));
        let sign = self.grid.is_positive(polynomial, low);
        if self.grid.is_positive(polynomial, high) == sign {
            return None;
        }
        let vertex = Vertex::Crossing(x, y, axis, polynomial);
        if !self.places.contains_key(&vertex) {
            for _ in 0..40 {
                let mut middle = low;
                middle[axis] = low[axis].midpoint(high[axis]);
                if self.grid.is_positive(polynomial, middle) == sign {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            self.places.insert(vertex, low);
        }
        Some(vertex)
    }

    /// The pieces of boundary on the edge that leaves a corner along an axis.
    fn edge(&mut self, x: usize, y: usize, axis: usize) {
        let (column, row) = (x as isize, y as isize);
        // Left and right of who walks along the edge.
        let sides = if axis == 0 {
            [self.grid.leaf(column, row), self.grid.leaf(column, row - 1)]
        } else {
            [self.grid.leaf(column - 1, row), self.grid.leaf(column, row)]
        };
        if let [Leaf::Whole(left), Leaf::Whole(right)] = sides
            && left == right
        {
            return;
        }
        let mut met = Vec::new();
        for side in sides {
            if let Leaf::Cut { polynomial, .. } = side
                && let Some(vertex) = self.crossing([x, y], axis, polynomial)
                && !met.contains(&vertex)
            {
                met.push(vertex);
            }
        }
        met.sort_by(|a, b| self.places[a][axis].total_cmp(&self.places[b][axis]));
        let mut stops = vec![self.corner(x, y)];
        stops.extend(met);
        stops.push(self.corner(x + 1 - axis, y + axis));
        for (number, step) in stops.windows(2).enumerate() {
            let owner = |leaf| match leaf {
                Leaf::Whole(owner) => owner,
                Leaf::Cut {
                    polynomial,
                    below,
                    above,
                } => {
                    let crossed = Vertex::Crossing(x, y, axis, polynomial);
                    let beyond = stops[..=number].contains(&crossed);
                    let positive = self.is_positive(polynomial, x, y) != beyond;
                    Owner::Region(if positive { above } else { below })
                }
            };
            self.piece(step[0], step[1], sides.map(owner));
        }
    }

    /// The chords of a curve through a cell, by the signs at the cell's corners; in a saddle, also by the sign in the middle.
    fn chords(&mut self, x: usize, y: usize, polynomial: usize, [below, above]: [Owner; 2]) {
        let corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
        // The edges counterclockwise, each by where it begins on the grid.
        let edges = [([x, y], 0), ([x + 1, y], 1), ([x, y + 1], 0), ([x, y], 1)];
        let (mut rises, mut falls) = (Vec::new(), Vec::new());
        for (number, (start, axis)) in edges.into_iter().enumerate() {
            if let Some(vertex) = self.crossing(start, axis, polynomial) {
                let [x, y] = corners[number];
                let list = if self.is_positive(polynomial, x, y) {
                    &mut falls
                } else {
                    &mut rises
                };
                list.push((number, vertex));
            }
        }
        if rises.len() == 2 {
            let [low, high] = [self.grid.place(x, y), self.grid.place(x + 1, y + 1)];
            let middle = [0, 1].map(|axis| low[axis].midpoint(high[axis]));
            // Counterclockwise, a fall closes what the rise before it opened; where the middle joins the positive parts, the rise after it.
            let falls_first = falls[0].0 < rises[0].0;
            if falls_first != self.grid.is_positive(polynomial, middle) {
                falls.swap(0, 1);
            }
        }
        for ((_, fall), (_, rise)) in falls.into_iter().zip(rises) {
            self.piece(fall, rise, [above, below]);
        }
    }

    fn piece(&mut self, from: Vertex, to: Vertex, [left, right]: [Owner; 2]) {
        if left != right {
            self.pieces.push(Piece {
                from,
                to,
                left,
                right,
            });
        }
    }

    /// The pieces chained to arcs.
    fn arcs(&self) -> Vec<Arc> {
        let mut at: BTreeMap<Vertex, Vec<usize>> = BTreeMap::new();
        for (number, piece) in self.pieces.iter().enumerate() {
            at.entry(piece.from).or_default().push(number);
            at.entry(piece.to).or_default().push(number);
        }
        let is_end = |vertex: &Vertex| self.is_end(*vertex, &at[vertex]);
        let mut used = vec![false; self.pieces.len()];
        let mut arcs = Vec::new();
        let (ends, others): (Vec<Vertex>, Vec<Vertex>) =
            at.keys().partition(|vertex| is_end(vertex));
        // What no end reaches is a ring, to be opened anywhere.
        for start in ends.into_iter().chain(others) {
            for &first in &at[&start] {
                if used[first] {
                    continue;
                }
                let along = |number: usize, from: Vertex| {
                    let piece = self.pieces[number];
                    if piece.from == from {
                        piece
                    } else {
                        piece.turned()
                    }
                };
                let piece = along(first, start);
                used[first] = true;
                let mut points = vec![self.places[&start], self.places[&piece.to]];
                let mut reached = piece.to;
                while reached != start && !is_end(&reached) {
                    let next = at[&reached].iter().find(|number| !used[**number]);
                    let next =
                        *next.expect("invariant: a vertex between two pieces has a second one");
                    used[next] = true;
                    reached = along(next, reached).to;
                    points.push(self.places[&reached]);
                }
                arcs.push(Arc {
                    points,
                    left: piece.left,
                    right: piece.right,
                    ends: [start, reached],
                });
            }
        }
        arcs
    }

    /// Whether arcs end at a vertex: at a corner of the box, and where it does not lie between two pieces of the same boundary.
    fn is_end(&self, vertex: Vertex, pieces: &[usize]) -> bool {
        let [width, height] = self.grid.size;
        if let Vertex::Corner(x, y) = vertex
            && (x == 0 || x == width)
            && (y == 0 || y == height)
        {
            return true;
        }
        let [first, second] = pieces else { return true };
        let out = |number: usize| {
            let piece = self.pieces[number];
            if piece.from == vertex {
                piece
            } else {
                piece.turned()
            }
        };
        let (first, second) = (out(*first), out(*second));
        first.left != second.right || first.right != second.left
    }
}

impl Piece {
    fn turned(self) -> Self {
        Piece {
            from: self.to,
            to: self.from,
            left: self.right,
            right: self.left,
        }
    }
}

/// The chain without corners that lie closer than `tolerance` to it, both ends kept; a ring keeps its farthest corner too.
fn thinned(points: &[Place], stretch: [f64; 2], tolerance: f64) -> Vec<Place> {
    let last = points.len() - 1;
    let mut keep = vec![false; points.len()];
    keep[0] = true;
    keep[last] = true;
    let mut spans = vec![(0, last)];
    while let Some((start, end)) = spans.pop() {
        let farthest = (start + 1..end)
            .map(|middle| {
                (
                    distance(points[middle], points[start], points[end], stretch),
                    middle,
                )
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let is_ring = start == 0
            && end == last
            && distance(points[0], points[last], points[last], stretch) <= 0.0;
        if let Some((away, middle)) = farthest
            && (away > tolerance || is_ring)
        {
            keep[middle] = true;
            spans.push((start, middle));
            spans.push((middle, end));
        }
    }
    let kept = points.iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(point, _)| *point).collect()
}

/// The distance from a point to a segment.
fn distance(point: Place, from: Place, to: Place, stretch: [f64; 2]) -> f64 {
    let vector = |a: Place, b: Place| [0, 1].map(|axis| (b[axis] - a[axis]) * stretch[axis]);
    let (along, off) = (vector(from, to), vector(from, point));
    let dot = |a: [f64; 2], b: [f64; 2]| a[0] * b[0] + a[1] * b[1];
    let length = dot(along, along);
    let share = if length > 0.0 {
        (dot(off, along) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let rest = [0, 1].map(|axis| off[axis] - share * along[axis]);
    dot(rest, rest).sqrt()
}

#[cfg(test)]
mod tests;
