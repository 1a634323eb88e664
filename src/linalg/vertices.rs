//! All vertices of a polytope {x >= 0, A x <= 1} with A > 0, by the double description method.
//!
//! The polytope starts as the simplex of the first row and takes in one row after another. A row cuts off the
//! vertices that violate it; a new vertex appears where it meets an edge between a vertex that stays strictly
//! inside and one that is cut off. Two vertices span an edge if and only if no third one satisfies with equality
//! every constraint that both of them do. A vertex on exactly `d` constraints (`d` the dimension) has exactly `d` edges, each
//! on all but one of them, so edges between two such vertices are found by looking up a key instead of comparing all pairs.
//!
//! A vertex is stored as the integer ray (x, t), coprime, that stands for the point x / t.
//!
//! # Source
//! Motzkin, Raiffa, Thompson & Thrall 1953, "The double description method"; Fukuda & Prodon 1996, "Double
//! description method revisited", LNCS 1120 (adjacency, Proposition 7).

use std::cmp::{Ordering, Reverse};

use dashu_int::IBig;

use super::integer::{Integer, convert, escalating, fraction, make_coprime};
use super::{BitSet, BitTree};
use crate::num::{Rational, SplitMix};

/// The vertices of a polytope: each with its exact coordinates and the constraints it meets with equality.
#[derive(Debug)]
pub struct Vertices {
    dimension: usize,
    rays: Rays,
    tight: Vec<BitSet>,
}

#[derive(Debug)]
enum Rays {
    Machine(Vec<Box<[i128]>>),
    Big(Vec<Box<[IBig]>>),
}

impl Vertices {
    /// The number of coordinates.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// How many vertices there are.
    pub fn len(&self) -> usize {
        self.tight.len()
    }

    /// Never: a polytope has vertices.
    pub fn is_empty(&self) -> bool {
        self.tight.is_empty()
    }

    /// The constraints that the vertex meets with equality: number `i` is `x[i] >= 0`, number `d + j` is row `j`.
    pub fn tight(&self, vertex: usize) -> &BitSet {
        &self.tight[vertex]
    }

    /// The exact coordinates of the vertex.
    pub fn coordinates(&self, vertex: usize) -> Vec<Rational> {
        fn divided<T: Integer>(ray: &[T], dimension: usize) -> Vec<Rational> {
            let entries = ray[..dimension].iter();
            entries.map(|x| fraction(x, &ray[dimension])).collect()
        }
        match &self.rays {
            Rays::Machine(rays) => divided(&rays[vertex], self.dimension),
            Rays::Big(rays) => divided(&rays[vertex], self.dimension),
        }
    }
}

/// All vertices of {x >= 0, `rows` x <= 1}, in an order that depends on nothing but the rows.
///
/// # Shapes
/// `rows`: k x d, k and d at least one, every entry positive; so the polytope is bounded and of full dimension.
///
/// # Answer
/// All of them; or `None` when there are more than `limit`, or were on the way, or when `stop` said so.
///
/// # Examples
/// ```
/// use dashu_int::IBig;
/// use unipole::linalg::vertices;
/// let rows = [[1, 2], [2, 1]].map(|row| row.map(IBig::from).to_vec());
/// assert_eq!(vertices(&rows, 100, &|| false).map(|found| found.len()), Some(4));
/// assert!(vertices(&rows, 3, &|| false).is_none());
/// ```
pub fn vertices(
    rows: &[Vec<IBig>],
    limit: usize,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Vertices> {
    let dimension = rows.first().map_or(0, Vec::len);
    assert!(
        dimension > 0 && rows.iter().flatten().all(|entry| *entry > IBig::ZERO),
        "invariant: the polytope has positive rows"
    );
    let (rays, tight) = escalating(
        || {
            let found = describe::<i128>(rows, limit, stop)?;
            Some(found.map(|(rays, tight)| (Rays::Machine(rays), tight)))
        },
        || {
            let found = describe::<IBig>(rows, limit, stop)?;
            Some(found.map(|(rays, tight)| (Rays::Big(rays), tight)))
        },
    )?;
    Some(Vertices {
        dimension,
        rays,
        tight,
    })
}

struct Vertex<T> {
    /// d coordinates and their common denominator.
    ray: Box<[T]>,
    /// The constraints met with equality, of those taken in that cut something off.
    tight: BitSet,
    /// The exclusive or of the keys of these constraints.
    key: u64,
}

type Description<T> = (Vec<Box<[T]>>, Vec<BitSet>);

/// The method itself; `None` on overflow, `Some(None)` beyond the limit or when stopped.
fn describe<T: Integer>(
    rows: &[Vec<IBig>],
    limit: usize,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Option<Description<T>>> {
    let rows: Vec<Vec<T>> = convert(rows)?;
    let dimension = rows[0].len();
    let mut polytope = simplex(&rows[0], dimension + rows.len());
    let mut idle = Vec::new();
    for (place, row) in rows.iter().enumerate().skip(1) {
        if stop() {
            return Some(None);
        }
        match cut(&mut polytope, row, dimension + place, limit)? {
            Cut::Through => {}
            Cut::Beside => idle.push(place),
            Cut::TooMany => return Some(None),
        }
    }
    // A row that cuts nothing off describes no part of the polytope, but vertices may lie on it.
    for place in idle {
        for vertex in &mut polytope {
            if slack(&rows[place], &vertex.ray)?.is_zero() {
                vertex.tight.insert(dimension + place);
            }
        }
    }
    Some(Some(polytope.into_iter().map(|v| (v.ray, v.tight)).unzip()))
}

/// The vertices of {x >= 0, row x <= 1}.
fn simplex<T: Integer>(row: &[T], constraints: usize) -> Vec<Vertex<T>> {
    let dimension = row.len();
    // Vertex `missing` meets all of the d + 1 constraints but that one.
    let vertex = |missing: usize| {
        let mut ray = vec![T::unit(false); dimension + 1];
        ray[missing] = T::unit(true);
        ray[dimension] = row.get(missing).cloned().unwrap_or(T::unit(true));
        let mut tight = BitSet::empty(constraints);
        (0..=dimension)
            .filter(|c| *c != missing)
            .for_each(|c| tight.insert(c));
        let key = tight.iter().fold(0, |key, c| key ^ key_of(c));
        Vertex {
            ray: ray.into(),
            tight,
            key,
        }
    };
    (0..=dimension).map(vertex).collect()
}

/// What taking in one more row did.
enum Cut {
    /// It cut some vertices off and made new ones.
    Through,
    /// It cut nothing off.
    Beside,
    /// There would be more vertices than allowed; nothing was done.
    TooMany,
}

/// Takes in one more row; `None` on overflow.
fn cut<T: Integer>(
    polytope: &mut Vec<Vertex<T>>,
    row: &[T],
    constraint: usize,
    limit: usize,
) -> Option<Cut> {
    let slacks: Vec<T> = polytope
        .iter()
        .map(|vertex| slack(row, &vertex.ray))
        .collect::<Option<_>>()?;
    let on_side = |side| -> Vec<usize> {
        (0..slacks.len())
            .filter(|&v| slacks[v].against_zero() == side)
            .collect()
    };
    let outside = on_side(Ordering::Less);
    if outside.is_empty() {
        return Some(Cut::Beside);
    }
    let edges = crossing_edges(polytope, &on_side(Ordering::Greater), &outside, row.len());
    if polytope.len() - outside.len() + edges.len() > limit {
        return Some(Cut::TooMany);
    }
    let mut fresh = Vec::new();
    for (inner, outer) in edges {
        let (from, to) = (&polytope[inner], &polytope[outer]);
        let mut ray: Box<[T]> = from
            .ray
            .iter()
            .zip(&to.ray)
            .map(|(x, y)| T::cross(&slacks[inner], y, &slacks[outer], x))
            .collect::<Option<_>>()?;
        make_coprime(&mut ray);
        let mut tight = from.tight.intersection(&to.tight);
        tight.insert(constraint);
        let key = tight.iter().fold(0, |key, c| key ^ key_of(c));
        fresh.push(Vertex { ray, tight, key });
    }
    let mut slacks = slacks.iter();
    polytope.retain_mut(|vertex| {
        let side = slacks.next().map(T::against_zero);
        if side == Some(Ordering::Equal) {
            vertex.tight.insert(constraint);
            vertex.key ^= key_of(constraint);
        }
        side != Some(Ordering::Less)
    });
    polytope.append(&mut fresh);
    Some(Cut::Through)
}

/// What a vertex is to a row that cuts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    SimpleInside,
    SimpleOutside,
    DegenerateOutside,
    /// On the row, or inside and degenerate: not looked for.
    Neither,
}

/// The pairs (inner, outer) of vertices that span an edge.
fn crossing_edges<T>(
    polytope: &[Vertex<T>],
    inside: &[usize],
    outside: &[usize],
    dimension: usize,
) -> Vec<(usize, usize)> {
    let common = |a: usize, b: usize| polytope[a].tight.intersection_len(&polytope[b].tight);
    let (simple_inside, degenerate_inside): (Vec<usize>, Vec<usize>) =
        (inside.iter()).partition(|&&v| polytope[v].tight.len() == dimension);
    let (simple_outside, degenerate_outside): (Vec<usize>, Vec<usize>) =
        (outside.iter()).partition(|&&v| polytope[v].tight.len() == dimension);

    // Two vertices with d constraints each span an edge exactly when they share d - 1 of them.
    let mut edges = Vec::new();
    let without = |v: usize| {
        let own = polytope[v].tight.iter();
        own.map(move |c| (c, polytope[v].key ^ key_of(c)))
    };
    let ends = (simple_outside.iter()).flat_map(|&v| without(v).map(move |(_, key)| (key, v)));
    let ends = Table::new(ends, dimension * simple_outside.len());
    for &inner in &simple_inside {
        for (constraint, key) in without(inner) {
            // Different sets may have one key, so the sets themselves decide.
            let ends = ends.with_key(key).filter(|&outer| {
                common(inner, outer) + 1 == dimension && !polytope[outer].tight.contains(constraint)
            });
            edges.extend(ends.map(|outer| (inner, outer)));
        }
    }
    if degenerate_inside.is_empty() && degenerate_outside.is_empty() {
        return edges;
    }

    let capacity = polytope[0].tight.capacity();
    let sets = polytope.iter().map(|vertex| &vertex.tight).enumerate();
    let tree = BitTree::new(sets.collect(), capacity);
    let near = |vertex: usize| {
        let mut near = Vec::new();
        let set = &polytope[vertex].tight;
        tree.visit_sharing(set, dimension - 1, &mut |v, shared| near.push((shared, v)));
        near.retain(|(_, v)| *v != vertex);
        near
    };
    let mut side = vec![Side::Neither; polytope.len()];
    simple_inside
        .iter()
        .for_each(|&v| side[v] = Side::SimpleInside);
    simple_outside
        .iter()
        .for_each(|&v| side[v] = Side::SimpleOutside);
    degenerate_outside
        .iter()
        .for_each(|&v| side[v] = Side::DegenerateOutside);
    // If one of the two has d constraints, these are independent, so d - 1 shared ones are a line.
    for &outer in &degenerate_outside {
        let ends = near(outer).into_iter().map(|(_, v)| v);
        let ends = ends.filter(|&v| side[v] == Side::SimpleInside);
        edges.extend(ends.map(|inner| (inner, outer)));
    }
    for &inner in &degenerate_inside {
        let mut near = near(inner);
        let ends = near
            .iter()
            .map(|(_, v)| *v)
            .filter(|&v| side[v] == Side::SimpleOutside);
        edges.extend(ends.map(|outer| (inner, outer)));
        // All vertices on the common face of two share with either of them what they share with each other, so an edge
        // at a vertex is an inclusion-maximal shared set that belongs to one neighbour only.
        near.sort_unstable_by_key(|&(shared, v)| (Reverse(shared), v));
        let mut maximal: Vec<(BitSet, usize, bool)> = Vec::new();
        for (_, other) in near {
            let shared = polytope[inner].tight.intersection(&polytope[other].tight);
            match maximal
                .iter_mut()
                .find(|(set, _, _)| shared.is_subset_of(set))
            {
                None => maximal.push((shared, other, true)),
                Some((set, _, alone)) => *alone &= *set != shared,
            }
        }
        let ends = maximal
            .into_iter()
            .filter(|(_, _, alone)| *alone)
            .map(|(_, v, _)| v);
        let ends = ends.filter(|&v| side[v] == Side::DegenerateOutside);
        edges.extend(ends.map(|outer| (inner, outer)));
    }
    edges
}

/// Vertices by key: a hash table with linear probing, for keys that are well mixed already.
struct Table {
    slots: Vec<Option<(u64, usize)>>,
}

impl Table {
    fn new(entries: impl Iterator<Item = (u64, usize)>, count: usize) -> Self {
        let mut slots = vec![None; (2 * count + 1).next_power_of_two()];
        let last = slots.len() - 1;
        for (key, vertex) in entries {
            let mut slot = key as usize & last;
            while slots[slot].is_some() {
                slot = (slot + 1) & last;
            }
            slots[slot] = Some((key, vertex));
        }
        Table { slots }
    }

    fn with_key(&self, key: u64) -> impl Iterator<Item = usize> {
        let last = self.slots.len() - 1;
        let probes = (0..=last).map(move |step| (key as usize).wrapping_add(step) & last);
        probes
            .map_while(|slot| self.slots[slot])
            .filter(move |(other, _)| *other == key)
            .map(|(_, vertex)| vertex)
    }
}

/// `t - row x` at the ray (x, t): positive inside, zero on the row, negative outside.
fn slack<T: Integer>(row: &[T], ray: &[T]) -> Option<T> {
    T::minus_product(&ray[row.len()], row, &ray[..row.len()])
}

/// A well mixed word for each constraint.
fn key_of(constraint: usize) -> u64 {
    SplitMix::stream(constraint as u64).word()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::solve;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Solves every choice of d constraints and keeps the feasible points.
    fn by_all_subsets(rows: &[Vec<i64>]) -> BTreeSet<(Vec<Rational>, Vec<usize>)> {
        let d = rows[0].len();
        let normal = |c: usize| -> Vec<Rational> {
            (0..d)
                .map(|i| {
                    Rational::integer(if c < d {
                        i64::from(i == c)
                    } else {
                        rows[c - d][i]
                    })
                })
                .collect()
        };
        let right = |c: usize| Rational::integer(i64::from(c >= d));
        let total = d + rows.len();
        let mut found = BTreeSet::new();
        for choice in (0u32..1 << total).filter(|s| s.count_ones() as usize == d) {
            let chosen: Vec<usize> = (0..total).filter(|c| choice >> c & 1 == 1).collect();
            let matrix: Vec<_> = chosen.iter().map(|c| normal(*c)).collect();
            let values: Vec<_> = chosen.iter().map(|c| right(*c)).collect();
            let Some(x) = solve(&matrix, &values) else {
                continue;
            };
            let sides: Vec<Ordering> = (0..total)
                .map(|c| {
                    let value: Rational = normal(c).iter().zip(&x).map(|(a, b)| a * b).sum();
                    let side = value.cmp(&right(c));
                    if c < d { side.reverse() } else { side }
                })
                .collect();
            if sides.iter().all(|side| *side != Ordering::Greater) {
                let tight = (0..total).filter(|c| sides[*c] == Ordering::Equal);
                found.insert((x, tight.collect()));
            }
        }
        found
    }

    #[track_caller]
    fn check(rows: &[Vec<i64>]) {
        let big: Vec<Vec<IBig>> = rows
            .iter()
            .map(|row| row.iter().map(|e| IBig::from(*e)).collect())
            .collect();
        let found = vertices(&big, 100_000, &|| false).expect("few vertices");
        let listed: BTreeSet<_> = (0..found.len())
            .map(|v| (found.coordinates(v), found.tight(v).iter().collect()))
            .collect();
        assert_eq!(listed.len(), found.len(), "a vertex is listed twice");
        assert_eq!(listed, by_all_subsets(rows));
    }

    fn rows(largest: i64) -> impl Strategy<Value = Vec<Vec<i64>>> {
        (1usize..=4, 1usize..=5).prop_flat_map(move |(d, k)| {
            proptest::collection::vec(proptest::collection::vec(1..=largest, d), k)
        })
    }

    proptest! {
        #[test]
        fn degenerate_polytopes_have_the_vertices_of_all_subsets(rows in rows(3)) {
            check(&rows);
        }

        #[test]
        fn polytopes_beyond_machine_integers_have_the_vertices_of_all_subsets(rows in rows(i64::MAX)) {
            check(&rows);
        }
    }

    #[test]
    fn equal_rows_are_all_reported_as_tight() {
        check(&[vec![1, 1, 1], vec![1, 1, 1], vec![1, 1, 1]]);
    }
}
