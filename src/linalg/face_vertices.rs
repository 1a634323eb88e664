//! The vertices of a face of {x >= 0, A x <= 1}, exactly, as strategies: divided by the sum of their entries.
//!
//! On a face with a tight row `b`, every other row `a` says that `(b - a) x` is zero, or not below zero. So the vertices are the extreme rays
//! of a cone in x alone.
//!
//! 1. Equations are eliminated: every entry of x is a combination of a few free ones.
//! 2. If one is free, the ray is known. Otherwise the cone of free entries from zero on is cut by one inequality after another; a new ray appears
//!    between two on different sides that span an edge: no third one satisfies with equality all that both do.
//!
//! # Source
//! Bareiss 1968 and Edmonds 1967, as in [`elimination`](super::elimination); Motzkin, Raiffa, Thompson & Thrall 1953 and Fukuda & Prodon 1996, as
//! in [`vertices`](super::vertices()).

use std::cmp::Ordering;

use dashu_int::IBig;

use super::face_dictionary::FaceDictionary;
use super::integer::{Integer, escalating, is_short, make_coprime};
use super::labelled_polytope::WholeEntry;
use super::pivot_number::ExactNumber;
use super::{BitSet, LabelledPolytope};
use crate::num::Rational;

/// A vertex of a polytope other than the origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceVertex {
    /// The labels of the constraints that are tight there: no other vertex has the same.
    pub tight: BitSet,
    /// Its coordinates, divided by their sum.
    pub strategy: Vec<Rational>,
}

/// All vertices of the face on which some constraints are tight, a row among them.
///
/// # Shapes
/// `zero`: for each label whether its constraint is tight on the face.
///
/// # Answer
/// All vertices, each once, in an order that depends on nothing but the face; none if it is empty. `None` when there
/// are more than `limit`, or were on the way.
///
/// # Panics
/// When no row is tight: then the origin may be on the face.
pub fn face_vertices<T: WholeEntry>(
    polytope: &LabelledPolytope<T>,
    zero: &[bool],
    limit: usize,
) -> Option<Vec<FaceVertex>> {
    let words = Cone::new(polytope, zero, |a: &T, b: &T| {
        i64::try_from(a.machine_difference(b)?).ok()
    });
    if let Some(found) = words
        .filter(Cone::is_short)
        .and_then(|cone| cone.vertices(polytope, zero, limit))
    {
        return found;
    }
    escalating(
        || {
            let machine = |a: &T, b: &T| a.machine_difference(b);
            Cone::new(polytope, zero, machine)?.vertices(polytope, zero, limit)
        },
        || {
            let big = |a: &T, b: &T| Some(a.big_difference(b));
            Cone::<IBig>::new(polytope, zero, big)?.vertices(polytope, zero, limit)
        },
    )
}

/// What is known of x: entries that are not zero on the face, equations and inequalities in these.
struct Cone<S> {
    columns: Vec<usize>,
    /// Rows that are zero on the face, less one of them: one after the other.
    equations: Vec<S>,
    /// Rows that are not below zero, one after the other.
    inequalities: Vec<S>,
    /// The rows of the polytope that the inequalities come from.
    others: Vec<usize>,
}

/// Rays, each an extreme one, with the places of the inequalities that it meets with equality.
type Rays<S> = Vec<(Vec<S>, BitSet)>;

impl Cone<i64> {
    /// Whether words are likely to hold what is computed.
    fn is_short(&self) -> bool {
        let width = self.columns.len().max(1);
        let entries = self.equations.iter().chain(&self.inequalities);
        let largest = entries.map(|entry| entry.unsigned_abs()).max();
        is_short(
            largest.unwrap_or(0),
            self.equations.len() / width + 1,
            width,
        )
    }
}

impl<S: Integer> Cone<S> {
    fn new<T>(
        polytope: &LabelledPolytope<T>,
        zero: &[bool],
        difference: impl Fn(&T, &T) -> Option<S>,
    ) -> Option<Self> {
        let columns: Vec<usize> = polytope.free_columns(zero).collect();
        let mut tight = polytope.tight_rows(zero);
        let base = tight.next().expect("invariant: a row is tight on the face");
        let base = polytope.row(base);
        let below_base = |rows: &mut dyn Iterator<Item = usize>| -> Option<Vec<S>> {
            let mut entries = Vec::with_capacity(polytope.height() * columns.len());
            for row in rows {
                let row = polytope.row(row);
                for column in &columns {
                    entries.push(difference(&base[*column], &row[*column])?);
                }
            }
            Some(entries)
        };
        let is_other = |row: &usize| !zero[polytope.label_of_row(*row)];
        let others: Vec<usize> = (0..polytope.height()).filter(is_other).collect();
        Some(Cone {
            equations: below_base(&mut tight)?,
            inequalities: below_base(&mut others.iter().copied())?,
            columns,
            others,
        })
    }

    /// The vertices; the outer `None` is an overflow.
    fn vertices<T>(
        mut self,
        polytope: &LabelledPolytope<T>,
        zero: &[bool],
        limit: usize,
    ) -> Option<Option<Vec<FaceVertex>>> {
        if self.columns.is_empty() {
            return Some(Some(Vec::new()));
        }
        let (forms, free) = self.solve_equations()?;
        let rays = match free {
            0 => Vec::new(),
            1 => vec![vec![S::unit(true)]],
            _ => match self.cut(&forms, free, limit)? {
                Some(rays) => rays,
                None => return Some(None),
            },
        };
        let mut vertices = Vec::with_capacity(rays.len());
        for ray in rays {
            let mut x = Vec::with_capacity(self.columns.len());
            for form in forms.chunks_exact(free) {
                x.push(negated_product(form, &ray)?.negated());
            }
            if let Some(vertex) = self.vertex(polytope, zero, x)? {
                vertices.push(vertex);
            }
        }
        Some(Some(vertices))
    }

    /// Every entry of x as a combination of the free ones, one after the other and all times the same positive number; and the number of
    /// free ones.
    fn solve_equations(&mut self) -> Option<(Vec<S>, usize)> {
        let count = self.columns.len();
        let height = self.equations.len() / count;
        let rows = &mut self.equations;
        let mut last = S::unit(true);
        let mut pivots: Vec<usize> = Vec::new();
        // Left of the pivot only columns without one are read again, which are the free ones.
        let mut free: Vec<usize> = Vec::new();
        for column in 0..count {
            let top = pivots.len();
            let Some(found) = (top..height).find(|row| !rows[row * count + column].is_zero())
            else {
                free.push(column);
                continue;
            };
            for place in 0..if found == top { 0 } else { count } {
                rows.swap(found * count + place, top * count + place);
            }
            let start = free.first().map_or(column, |first| *first);
            let (above, rest) = rows.split_at_mut(top * count);
            let (own, below) = rest.split_at_mut(count);
            let pivot = own[column].clone();
            let divisor = last.divisor();
            let others = above.chunks_exact_mut(count);
            for row in others.chain(below.chunks_exact_mut(count)) {
                let factor = row[column].clone();
                if factor.is_zero() && pivot == last {
                    continue;
                }
                for (entry, above) in row[start..].iter_mut().zip(&own[start..]) {
                    *entry = S::cross(&pivot, entry, &factor, above)?.divided(&divisor);
                }
            }
            last = pivot;
            pivots.push(column);
        }
        let is_negative = last.against_zero() == Ordering::Less;
        let signed = |number: &S| match is_negative {
            true => number.negated(),
            false => number.clone(),
        };
        let mut forms = vec![S::unit(false); count * free.len()];
        for (row, pivot) in pivots.iter().enumerate() {
            for (place, other) in free.iter().enumerate() {
                let entry = signed(&rows[row * count + other]);
                forms[pivot * free.len() + place] = entry.negated();
            }
        }
        for (place, own) in free.iter().enumerate() {
            forms[own * free.len() + place] = signed(&last);
        }
        Some((forms, free.len()))
    }

    /// The extreme rays of the cone, in the free entries; `None` on overflow, `Some(None)` beyond the limit.
    fn cut(&self, forms: &[S], free: usize, limit: usize) -> Option<Option<Vec<Vec<S>>>> {
        // Without a minus, a combination of free entries says nothing new: these are not below zero from the start.
        let is_new = |form: &&[S]| form.iter().any(|e| e.against_zero() == Ordering::Less);
        let of_entries = forms.chunks_exact(free).filter(is_new);
        let mut inequalities: Vec<Vec<S>> = of_entries.map(<[S]>::to_vec).collect();
        let columns = (0..free).map(|place| forms.iter().skip(place).step_by(free).cloned());
        let columns: Vec<Vec<S>> = columns.map(Iterator::collect).collect();
        for row in self.inequalities.chunks_exact(self.columns.len()) {
            let mut composed = Vec::with_capacity(free);
            for column in &columns {
                composed.push(negated_product(row, column)?.negated());
            }
            if is_new(&composed.as_slice()) {
                inequalities.push(composed);
            }
        }
        inequalities.iter_mut().for_each(|row| make_coprime(row));
        inequalities.sort();
        inequalities.dedup();
        let capacity = free + inequalities.len();
        let mut rays: Rays<S> = (0..free)
            .map(|own| {
                let mut zeros = BitSet::empty(capacity);
                (0..free)
                    .filter(|k| *k != own)
                    .for_each(|k| zeros.insert(k));
                ((0..free).map(|k| S::unit(k == own)).collect(), zeros)
            })
            .collect();
        for (place, row) in inequalities.iter().enumerate() {
            if !cut_by(&mut rays, row, free + place, free, limit)? {
                return Some(None);
            }
        }
        Some(Some(rays.into_iter().map(|(ray, _)| ray).collect()))
    }

    /// The vertex on a ray, if it is on the face at all; the outer `None` is an overflow.
    fn vertex<T>(
        &self,
        polytope: &LabelledPolytope<T>,
        zero: &[bool],
        mut x: Vec<S>,
    ) -> Option<Option<FaceVertex>> {
        if x.iter().any(|value| value.against_zero() == Ordering::Less) {
            return Some(None);
        }
        make_coprime(&mut x);
        let mut tight = BitSet::empty(polytope.labels());
        (0..polytope.labels())
            .filter(|l| zero[*l])
            .for_each(|label| tight.insert(label));
        for (value, column) in x.iter().zip(&self.columns) {
            if value.is_zero() {
                tight.insert(polytope.label_of_column(*column));
            }
        }
        let inequalities = self.inequalities.chunks_exact(self.columns.len());
        for (row, entries) in self.others.iter().zip(inequalities) {
            match negated_product(entries, &x)?.against_zero() {
                Ordering::Greater => return Some(None),
                Ordering::Equal => tight.insert(polytope.label_of_row(*row)),
                Ordering::Less => {}
            }
        }
        let values = self.columns.iter().copied().zip(&x);
        let strategy = strategy(polytope.width(), values)?;
        Some(Some(FaceVertex { tight, strategy }))
    }
}

/// Numbers divided by their sum, in their places; `None` on overflow.
pub(super) fn strategy<'a, S: Integer + 'a>(
    width: usize,
    values: impl Iterator<Item = (usize, &'a S)> + Clone,
) -> Option<Vec<Rational>> {
    let one = S::unit(true);
    let mut sum = S::unit(false);
    for (_, value) in values.clone() {
        sum = S::cross(&one, &sum, &one.negated(), value)?;
    }
    let mut strategy = vec![Rational::ZERO; width];
    for (column, value) in values.filter(|(_, value)| !value.is_zero()) {
        strategy[column] = value.over(&sum);
    }
    Some(strategy)
}

/// Minus the sum of products; `None` on overflow.
fn negated_product<S: Integer>(row: &[S], x: &[S]) -> Option<S> {
    S::minus_product(&S::unit(false), row, x)
}

/// Keeps what is not below zero on a row; `Some(false)` when there are too many rays, `None` on overflow.
fn cut_by<S: Integer>(
    rays: &mut Rays<S>,
    row: &[S],
    place: usize,
    dimension: usize,
    limit: usize,
) -> Option<bool> {
    let mut values = Vec::with_capacity(rays.len());
    for (ray, _) in rays.iter() {
        values.push(negated_product(row, ray)?.negated());
    }
    let side = |at: usize| values[at].against_zero();
    let mut fresh: Rays<S> = Vec::new();
    for outer in (0..rays.len()).filter(|at| side(*at) == Ordering::Less) {
        for inner in (0..rays.len()).filter(|at| side(*at) == Ordering::Greater) {
            let mut shared = rays[inner].1.intersection(&rays[outer].1);
            let spans_an_edge = shared.len() + 2 >= dimension
                && !(0..rays.len()).any(|other| {
                    other != inner && other != outer && shared.is_subset_of(&rays[other].1)
                });
            if !spans_an_edge {
                continue;
            }
            let ends = rays[inner].0.iter().zip(&rays[outer].0);
            let mut ray = Vec::with_capacity(dimension);
            for (from, to) in ends {
                ray.push(S::cross(&values[inner], to, &values[outer], from)?);
            }
            make_coprime(&mut ray);
            shared.insert(place);
            fresh.push((ray, shared));
        }
        if rays.len() + fresh.len() > limit {
            return Some(false);
        }
    }
    let mut values = values.iter();
    rays.retain_mut(|(_, zeros)| {
        let side = values.next().map(S::against_zero);
        if side == Some(Ordering::Equal) {
            zeros.insert(place);
        }
        side != Some(Ordering::Less)
    });
    rays.append(&mut fresh);
    Some(true)
}

/// The vertex of an exact dictionary, divided by its sum; not the origin.
pub fn read_vertex<N: ExactNumber>(dictionary: &FaceDictionary<'_, N>) -> FaceVertex {
    let polytope = dictionary.polytope();
    let mut tight = BitSet::empty(polytope.labels());
    for label in (0..polytope.labels()).filter(|label| dictionary.is_zero(*label)) {
        tight.insert(label);
    }
    FaceVertex {
        tight,
        strategy: N::shares(dictionary.point()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::{EmptyFaces, Forced, vertices};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    type Listed = BTreeSet<(BitSet, Vec<Rational>)>;

    /// The vertices of the whole polytope that are on the face.
    fn by_all_vertices(rows: &[Vec<i64>], zero: &[bool]) -> Listed {
        let big: Vec<Vec<IBig>> = rows
            .iter()
            .map(|row| row.iter().map(|e| IBig::from(*e)).collect())
            .collect();
        let found = vertices(&big, 100_000, &|| false).expect("few vertices");
        let is_on_face = |vertex: &usize| {
            (0..zero.len()).all(|label| !zero[label] || found.tight(*vertex).contains(label))
        };
        (0..found.len())
            .filter(is_on_face)
            .map(|vertex| {
                let point = found.coordinates(vertex);
                let sum: Rational = point.iter().sum();
                let strategy = point.iter().map(|value| value / &sum).collect();
                (found.tight(vertex).clone(), strategy)
            })
            .collect()
    }

    fn listed(vertices: Vec<FaceVertex>) -> Listed {
        let count = vertices.len();
        let listed: Listed = vertices
            .into_iter()
            .map(|v| (v.tight, v.strategy))
            .collect();
        assert_eq!(listed.len(), count, "a vertex is listed twice");
        listed
    }

    /// Makes labels tight one after the other; false when the face is said to be empty.
    fn forced<N: ExactNumber>(dictionary: &mut FaceDictionary<'_, N>, zero: &[bool]) -> bool {
        let mut labels = (0..zero.len()).filter(|label| zero[*label]);
        labels.all(|label| dictionary.force_zero(label) == Forced::Done)
    }

    #[track_caller]
    fn check(rows: &[Vec<i64>], zero: &[bool]) {
        let width = rows[0].len();
        let polytope = LabelledPolytope::new(rows.concat(), width, 0, width);
        let expected = by_all_vertices(rows, zero);
        assert_eq!(
            listed(face_vertices(&polytope, zero, 10_000).expect("few")),
            expected
        );
        let big = polytope.to_big();
        assert_eq!(
            listed(face_vertices(&big, zero, 10_000).expect("few")),
            expected
        );

        let mut exact = FaceDictionary::<IBig>::at_the_origin(&big);
        assert_eq!(forced(&mut exact, zero), !expected.is_empty());
        if !expected.is_empty() {
            let vertex = read_vertex(&exact);
            assert!(expected.contains(&(vertex.tight, vertex.strategy)));
            for label in 0..zero.len() {
                let grows = expected.iter().any(|(tight, _)| !tight.contains(label));
                assert_eq!(exact.clone().can_grow(label), grows);
            }
        }
        if rows.iter().flatten().all(|entry| *entry < 100) {
            let mut small = FaceDictionary::<i64>::at_the_origin(&polytope);
            assert_eq!(forced(&mut small, zero), !expected.is_empty());
        }
        let mut machine = FaceDictionary::<f64>::at_the_origin(&polytope);
        let mut proofs = EmptyFaces::new(&polytope);
        let mut tight = vec![false; zero.len()];
        for label in (0..zero.len()).filter(|label| zero[*label]) {
            tight[label] = true;
            if let Forced::Empty(row) = machine.force_zero(label) {
                if proofs.proves(&machine, row, &tight) {
                    assert!(expected.is_empty(), "what is not empty was proved to be");
                }
                break;
            }
            machine.refresh();
        }
    }

    proptest! {
        #[test]
        fn faces_have_the_vertices_of_the_polytope_that_are_on_them(
            (rows, zero, row) in (1usize..=4, 1usize..=5, prop_oneof![Just(3i64), Just(99), Just(1 << 50)])
                .prop_flat_map(|(d, k, largest)| {
                    let rows = proptest::collection::vec(proptest::collection::vec(1..=largest, d), k);
                    (rows, proptest::collection::vec(proptest::bool::weighted(0.3), d + k), 0..k)
                })
        ) {
            let mut zero = zero;
            zero[rows[0].len() + row] = true;
            check(&rows, &zero);
        }
    }

    #[test]
    fn a_face_with_equal_rows_is_a_whole_simplex() {
        check(
            &[vec![2, 2, 2], vec![2, 2, 2]],
            &[false, false, false, true, true],
        );
        check(
            &[vec![1, 2, 3], vec![3, 2, 1]],
            &[true, false, true, true, true],
        );
    }
}
