//! What the tree does differently in machine numbers and in integers: trust what a dictionary says, and read off vertices.
//!
//! # Source
//! As in [`complementarity_tree`](super).

use dashu_int::IBig;

use crate::certify::complementarity::Multipliers;
use crate::linalg::{
    EmptyFaces, FaceDictionary, FaceVertex, LabelledPolytope, PivotNumber, WholeEntry,
    face_vertices, read_vertex,
};

/// Numbers in which the tree is searched.
pub(super) trait Arithmetic: PivotNumber<Whole: WholeEntry> {
    /// Finds proofs for what signs do not prove.
    type Proofs<'a>: Clone + Send;

    fn proofs(polytope: &LabelledPolytope<Self::Whole>) -> Self::Proofs<'_>;

    /// The polytope in big integers.
    fn to_big(polytope: &LabelledPolytope<Self::Whole>) -> LabelledPolytope<IBig>;

    /// Whether the face is proved to be empty that a row of its dictionary says is.
    fn is_proved_empty(
        dictionary: &FaceDictionary<'_, Self>,
        row: usize,
        zero: &[bool],
        proofs: &mut Self::Proofs<'_>,
    ) -> bool;

    /// The multipliers with which this was proved, just now.
    fn multipliers(
        dictionary: &FaceDictionary<'_, Self>,
        row: usize,
        proofs: &Self::Proofs<'_>,
    ) -> Multipliers;

    /// Rids a dictionary of what was rounded.
    fn refresh(dictionary: &mut FaceDictionary<'_, Self>);

    /// The same once it has been rounded often.
    fn refresh_if_old(dictionary: &mut FaceDictionary<'_, Self>);

    /// The vertices of the face, of which a row is tight; none when there are more than the limit.
    fn vertices(
        dictionary: &FaceDictionary<'_, Self>,
        zero: &[bool],
        limit: usize,
    ) -> Option<Vec<FaceVertex>>;
}

impl Arithmetic for f64 {
    type Proofs<'a> = EmptyFaces<'a>;

    fn proofs(polytope: &LabelledPolytope<i64>) -> EmptyFaces<'_> {
        EmptyFaces::new(polytope)
    }

    fn to_big(polytope: &LabelledPolytope<i64>) -> LabelledPolytope<IBig> {
        polytope.to_big()
    }

    fn is_proved_empty(
        dictionary: &FaceDictionary<'_, f64>,
        row: usize,
        zero: &[bool],
        proofs: &mut EmptyFaces<'_>,
    ) -> bool {
        proofs.proves(dictionary, row, zero)
    }

    fn multipliers(_: &FaceDictionary<'_, f64>, _: usize, proofs: &EmptyFaces<'_>) -> Multipliers {
        Multipliers::Machine(proofs.multipliers().to_vec())
    }

    fn refresh(dictionary: &mut FaceDictionary<'_, f64>) {
        dictionary.refresh();
    }

    fn refresh_if_old(dictionary: &mut FaceDictionary<'_, f64>) {
        dictionary.refresh_if_old();
    }

    fn vertices(
        dictionary: &FaceDictionary<'_, f64>,
        zero: &[bool],
        limit: usize,
    ) -> Option<Vec<FaceVertex>> {
        face_vertices(dictionary.polytope(), zero, limit)
    }
}

/// Integers are right about signs.
macro_rules! exact_arithmetic {
    ($number:ty, $multipliers:path) => {
        impl Arithmetic for $number {
            type Proofs<'a> = ();

            fn proofs(_: &LabelledPolytope<$number>) {}

            fn to_big(polytope: &LabelledPolytope<$number>) -> LabelledPolytope<IBig> {
                polytope.to_big()
            }

            fn is_proved_empty(
                _: &FaceDictionary<'_, $number>,
                _: usize,
                _: &[bool],
                _: &mut (),
            ) -> bool {
                true
            }

            fn multipliers(
                dictionary: &FaceDictionary<'_, $number>,
                row: usize,
                _: &(),
            ) -> Multipliers {
                let own = dictionary.multipliers_in(row);
                let own = own.filter(|(_, number)| **number != <$number>::zero());
                $multipliers(own.map(|(reply, number)| (reply, number.clone())).collect())
            }

            fn refresh(_: &mut FaceDictionary<'_, $number>) {}

            fn refresh_if_old(_: &mut FaceDictionary<'_, $number>) {}

            fn vertices(
                dictionary: &FaceDictionary<'_, $number>,
                zero: &[bool],
                limit: usize,
            ) -> Option<Vec<FaceVertex>> {
                match dictionary.is_point() {
                    true => Some(vec![read_vertex(dictionary)]),
                    false => face_vertices(dictionary.polytope(), zero, limit),
                }
            }
        }
    };
}

exact_arithmetic!(i64, Multipliers::Machine);
exact_arithmetic!(IBig, Multipliers::Big);
