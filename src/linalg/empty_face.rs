//! The proof that a face of {x >= 0, A x <= 1} is empty, in integers, from the rows themselves.
//!
//! Write s = 1 - A x for the slacks. On the face some x and some slacks are zero. Take a multiplier for each slack: any for those that are
//! zero on the face, none above zero for the others. Then `sum of multiplier * slack <= 0` on the face, and it is
//! `sum of multipliers - d x` with `d = multipliers A`. All entries being at least `least` in some row, the sum of x is at most `1 / least`.
//! So if `least * (sum of multipliers)` is above zero and above every `d[i]` whose `x[i]` is not zero on the face, nothing is on it.
//!
//! The multipliers come from a dictionary in machine numbers and are rounded to integers first; that they prove something is
//! found without rounding, so it does not matter how good they are.
//!
//! # Source
//! Farkas 1902, "Theorie der einfachen Ungleichungen", J. reine angew. Math. 124; Neumaier & Shcherbina 2004, "Safe bounds in linear and
//! mixed-integer linear programming", Math. Programming 99 (bounded variables absorb what was rounded).

use std::ops::{AddAssign, Mul};

use super::LabelledPolytope;
use super::face_dictionary::FaceDictionary;

/// Finds proofs that faces of one polytope are empty.
#[derive(Debug, Clone)]
pub struct EmptyFaces<'a> {
    polytope: &'a LabelledPolytope<i64>,
    /// Every entry of some row is at least this.
    least: i64,
    /// Multipliers have so many binary digits.
    digits: u32,
    /// Whether sums of products fit into 64 bits.
    is_narrow: bool,
    /// The last multipliers: rows, and numbers other than zero.
    multipliers: Vec<(usize, i64)>,
    narrow: Vec<i64>,
    wide: Vec<i128>,
}

impl<'a> EmptyFaces<'a> {
    /// For faces of this polytope, whose entries are below 2^62.
    pub fn new(polytope: &'a LabelledPolytope<i64>) -> Self {
        let largest = polytope.entries().iter().max().map_or(1, |e| *e);
        let least = (0..polytope.height()).filter_map(|row| polytope.row(row).iter().min());
        // A sum of products has at most as many digits more.
        let digits_of_sum = largest.ilog2() + 1 + (polytope.height() + 1).ilog2() + 1;
        let room = 62u32.saturating_sub(digits_of_sum);
        let is_narrow = room >= 34;
        EmptyFaces {
            polytope,
            least: least.max().map_or(1, |e| *e),
            digits: if is_narrow { room.min(50) } else { 50 },
            is_narrow,
            multipliers: Vec::new(),
            narrow: vec![0; if is_narrow { polytope.width() } else { 0 }],
            wide: vec![0; if is_narrow { 0 } else { polytope.width() }],
        }
    }

    /// Whether a face is proved to be empty by a row of a dictionary that says so.
    ///
    /// `zero` says which labels are tight on the face; that of the basic variable of the row is one of them.
    pub fn proves(
        &mut self,
        dictionary: &FaceDictionary<'_, f64>,
        row: usize,
        zero: &[bool],
    ) -> bool {
        self.round_multipliers(dictionary, row, zero);
        let (polytope, least, multipliers) = (self.polytope, self.least, &self.multipliers);
        match self.is_narrow {
            true => proves(polytope, least, multipliers, zero, &mut self.narrow),
            false => proves(polytope, least, multipliers, zero, &mut self.wide),
        }
    }

    /// The multipliers of the last proof: rows, and numbers other than zero.
    pub fn multipliers(&self) -> &[(usize, i64)] {
        &self.multipliers
    }

    fn round_multipliers(
        &mut self,
        dictionary: &FaceDictionary<'_, f64>,
        row: usize,
        zero: &[bool],
    ) {
        let given = || dictionary.multipliers_in(row);
        let largest = given().fold(0.0f64, |largest, (_, entry)| largest.max(entry.abs()));
        let factor = (1u64 << self.digits) as f64 / largest;
        self.multipliers.clear();
        for (slack, entry) in given() {
            let rounded = (*entry * factor) as i64;
            if rounded < 0 || rounded > 0 && zero[self.polytope.label_of_row(slack)] {
                self.multipliers.push((slack, rounded));
            }
        }
    }
}

/// Whether multipliers prove that the face is empty.
fn proves<S>(
    polytope: &LabelledPolytope<i64>,
    least: i64,
    multipliers: &[(usize, i64)],
    zero: &[bool],
    sums: &mut [S],
) -> bool
where
    S: Copy + Ord + From<i64> + AddAssign + Mul<Output = S>,
{
    let mut total = S::from(0);
    sums.fill(S::from(0));
    for (row, multiplier) in multipliers {
        let multiplier = S::from(*multiplier);
        total += multiplier;
        for (sum, entry) in sums.iter_mut().zip(polytope.row(*row)) {
            *sum += multiplier * S::from(*entry);
        }
    }
    let bound = S::from(least) * total;
    bound > S::from(0)
        && polytope
            .free_columns(zero)
            .all(|column| sums[column] < bound)
}
