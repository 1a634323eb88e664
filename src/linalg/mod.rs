//! Exact linear algebra: elimination, dictionaries, polytopes; and equations in machine numbers, to propose. Knows numbers, not games.

mod bases;
mod bit_set;
mod bit_tree;
mod complementary_path;
mod dictionary;
mod elimination;
mod empty_face;
mod face_dictionary;
mod face_vertices;
mod factors;
mod integer;
mod labelled_polytope;
mod machine_path;
mod machine_simplex;
mod modular_rank;
mod pivot_number;
mod simplex;
mod vertices;

pub use bases::lexicographic_cobases;
pub use bit_set::BitSet;
pub use bit_tree::BitTree;
pub use complementary_path::{PathEnd, complementary_path};
pub use elimination::{
    determinant, determinant_sign, machine_determinant_sign, null_space, rank, solve,
};
pub use empty_face::EmptyFaces;
pub use face_dictionary::{FaceDictionary, Forced};
pub use face_vertices::{FaceVertex, face_vertices, read_vertex};
pub use factors::Factors;
pub use integer::scaled_to_integers;
pub use labelled_polytope::{LabelledPolytope, WholeEntry};
pub use machine_path::{ProvedPath, machine_path};
pub use machine_simplex::propose_optimum;
pub use modular_rank::rank_modulo_a_prime;
pub use pivot_number::PivotNumber;
pub use simplex::{Constraint, LinearProgram, Optimum, Relation, maximise};
pub use vertices::{Vertices, vertices};
