//! A feasible dictionary of a face of {x >= 0, A x <= 1}, kept warm while one constraint after the other is made tight.
//!
//! The nonbasic variables are zero. Those that are zero on the whole face are never chosen to enter, and stand behind the others;
//! columns of x that are zero for good are not even kept. Slacks that are zero for good are, because the proof that a face is empty needs what
//! is written under them.
//!
//! # Source
//! Audet, Hansen, Jaumard & Savard 2001, "Enumeration of all extreme equilibria of bimatrix games", SIAM J. Sci. Comput. 23 (dictionaries
//! that follow a tree); Bland 1977, "New finite pivoting rules for the simplex method", Math. Oper. Res. 2.

use std::cmp::Ordering;

use super::LabelledPolytope;
use super::pivot_number::PivotNumber;

/// What came of making a constraint tight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forced {
    /// The dictionary is one of the smaller face.
    Done,
    /// The smaller face is empty; the row in which the dictionary says so.
    Empty(usize),
    /// It took too many steps.
    Unsure,
}

/// A feasible dictionary of a face; machine numbers may be wrong about what is feasible.
#[derive(Debug)]
pub struct FaceDictionary<'a, N: PivotNumber> {
    polytope: &'a LabelledPolytope<N::Whole>,
    /// Columns of `height` numbers: the values, then what is under each nonbasic variable that is kept.
    entries: Vec<N>,
    determinant: N,
    /// The basic labels by row, the nonbasic ones by column, and the place of each label: a row, or the height plus a column.
    names: Vec<u32>,
    /// Columns from one to here may enter.
    usable: usize,
    /// Pivots since the dictionary was last built from the polytope.
    age: u32,
}

impl<N: PivotNumber> Clone for FaceDictionary<'_, N> {
    fn clone(&self) -> Self {
        FaceDictionary {
            polytope: self.polytope,
            entries: self.entries.clone(),
            determinant: self.determinant.clone(),
            names: self.names.clone(),
            ..*self
        }
    }

    fn clone_from(&mut self, source: &Self) {
        self.entries.clone_from(&source.entries);
        self.determinant.clone_from(&source.determinant);
        self.names.clone_from(&source.names);
        self.polytope = source.polytope;
        self.usable = source.usable;
        self.age = source.age;
    }
}

/// Dictionaries in machine numbers are built anew after so many pivots.
const LONG_AGE: u32 = 100;

/// So many pivots without a rule against cycles.
const BOLD_PIVOTS: usize = 40;

/// In machine numbers no more pivots than this: they may cycle.
const PATIENCE: usize = 1000;

impl<'a, N: PivotNumber> FaceDictionary<'a, N> {
    /// The dictionary at the origin: no constraint is tight for good.
    pub fn at_the_origin(polytope: &'a LabelledPolytope<N::Whole>) -> Self {
        let (height, width) = (polytope.height(), polytope.width());
        let scale = N::scale(polytope.entries());
        let mut entries = Vec::with_capacity(height * (width + 1));
        entries.resize(height, N::one());
        for column in 0..width {
            let own = (0..height).map(|row| &polytope.row(row)[column]);
            entries.extend(own.map(|entry| N::of_entry(entry, scale)));
        }
        let basic = (0..height).map(|row| polytope.label_of_row(row));
        let nonbasic = (0..width).map(|column| polytope.label_of_column(column));
        let mut names: Vec<u32> = basic.chain(nonbasic).map(|label| label as u32).collect();
        names.resize(2 * (height + width), 0);
        for place in 0..height + width {
            let label = names[place] as usize;
            names[height + width + label] = place as u32;
        }
        FaceDictionary {
            polytope,
            entries,
            determinant: N::one(),
            names,
            usable: width,
            age: 0,
        }
    }

    /// The polytope.
    pub fn polytope(&self) -> &'a LabelledPolytope<N::Whole> {
        self.polytope
    }

    /// The value of a variable, nearly; zero only if it is zero, or too small to tell.
    pub fn value(&self, label: usize) -> f64 {
        match self.row_of(label) {
            Some(row) if self.entry(row, 0).sign() == Ordering::Greater => {
                self.entry(row, 0).over(&self.determinant)
            }
            _ => 0.0,
        }
    }

    /// The same times the determinant.
    pub fn scaled_value(&self, label: usize) -> f64 {
        match self.row_of(label) {
            Some(row) if self.entry(row, 0).sign() == Ordering::Greater => {
                self.entry(row, 0).over(&N::one())
            }
            _ => 0.0,
        }
    }

    /// Whether a variable is zero at the vertex.
    pub fn is_zero(&self, label: usize) -> bool {
        self.row_of(label)
            .is_none_or(|row| self.entry(row, 0).sign() == Ordering::Equal)
    }

    /// How large a nonbasic variable becomes in one step; zero for one that is basic, or zero for good, or blocked.
    pub fn reach(&self, label: usize) -> f64 {
        match self.column_of(label) {
            Some(column) if column <= self.usable => match self.leaving(column, None) {
                Some(row) if self.entry(row, 0).sign() == Ordering::Greater => {
                    self.entry(row, 0).over(self.entry(row, column))
                }
                _ => 0.0,
            },
            _ => 0.0,
        }
    }

    /// Whether the face is said to be one point: no variable may enter.
    pub fn is_point(&self) -> bool {
        self.usable == 0
    }

    /// Goes to the smaller face on which a variable is zero.
    pub fn force_zero(&mut self, label: usize) -> Forced {
        for step in 0.. {
            let Some(row) = self.row_of(label) else {
                self.retire(label);
                return Forced::Done;
            };
            if !N::IS_EXACT && step > PATIENCE {
                return Forced::Unsure;
            }
            let Some(entering) = self.entering(row, Ordering::Greater, step > BOLD_PIVOTS) else {
                if self.entry(row, 0).sign() == Ordering::Greater {
                    return Forced::Empty(row);
                }
                // It is zero already: it leaves in a step of length zero, unless it is zero on the whole face.
                if let Some(entering) = self.entering(row, Ordering::Less, false) {
                    self.pivot(row, entering);
                    self.retire(label);
                }
                return Forced::Done;
            };
            let Some(leaving) = self.leaving(entering, Some(row)) else {
                // The row itself limits the step, unless machine numbers are out of hand.
                return Forced::Unsure;
            };
            self.pivot(leaving, entering);
        }
        unreachable!("invariant: the rule has no cycles")
    }

    /// Whether a variable is positive somewhere on the face; moves to a vertex where it is, or is about to be.
    pub fn can_grow(&mut self, label: usize) -> bool {
        for step in 0.. {
            if !N::IS_EXACT && step > PATIENCE {
                return true;
            }
            let entering = match self.column_of(label) {
                Some(column) if column > self.usable => return false,
                Some(column) => column,
                None => {
                    let row = self.row_of(label).expect("invariant: basic or not");
                    if self.entry(row, 0).sign() == Ordering::Greater {
                        return true;
                    }
                    match self.entering(row, Ordering::Less, true) {
                        Some(column) => column,
                        None => return false,
                    }
                }
            };
            let Some(leaving) = self.leaving(entering, None) else {
                return true;
            };
            if self.entry(leaving, 0).sign() == Ordering::Greater {
                return true;
            }
            self.pivot(leaving, entering);
        }
        unreachable!("invariant: the rule has no cycles")
    }

    /// The values of all x, in the order of columns, times the determinant.
    pub fn point(&self) -> impl Iterator<Item = Option<&N>> + Clone {
        (0..self.polytope.width()).map(|column| {
            let row = self.row_of(self.polytope.label_of_column(column))?;
            Some(self.entry(row, 0))
        })
    }

    /// The number in a row under each slack that is not basic, by its row in the polytope.
    pub(super) fn slacks_in(&self, row: usize) -> impl Iterator<Item = (usize, &N)> {
        (1..self.kept()).filter_map(move |column| {
            let slack = self.polytope.row_of(self.nonbasic(column))?;
            Some((slack, self.entry(row, column)))
        })
    }

    /// The multipliers of slacks in a row that says that the face is empty, by their rows in the polytope; exact if the numbers are.
    pub fn multipliers_in(&self, row: usize) -> impl Iterator<Item = (usize, &N)> {
        let own = self.polytope.row_of(self.basic(row));
        self.slacks_in(row)
            .chain(own.map(|own| (own, &self.determinant)))
    }

    /// The number in a row and column; column zero has the values.
    pub(super) fn entry(&self, row: usize, column: usize) -> &N {
        &self.entries[column * self.polytope.height() + row]
    }

    /// The basic label of a row.
    pub(super) fn basic(&self, row: usize) -> usize {
        self.names[row] as usize
    }

    fn nonbasic(&self, column: usize) -> usize {
        self.names[self.polytope.height() + column - 1] as usize
    }

    /// The number of columns kept, that of the values being one of them.
    fn kept(&self) -> usize {
        self.entries.len() / self.polytope.height()
    }

    fn column(&self, column: usize) -> &[N] {
        let height = self.polytope.height();
        &self.entries[column * height..][..height]
    }

    fn place(&self, label: usize) -> usize {
        self.names[self.polytope.labels() + label] as usize
    }

    pub(super) fn row_of(&self, label: usize) -> Option<usize> {
        let place = self.place(label);
        (place < self.polytope.height()).then_some(place)
    }

    fn column_of(&self, label: usize) -> Option<usize> {
        let place = self.place(label) + 1;
        place.checked_sub(self.polytope.height()).filter(|c| *c > 0)
    }

    /// The column whose entry in a row has a sign and is largest, or under Bland's rule the one with the least label.
    fn entering(&self, row: usize, sign: Ordering, by_label: bool) -> Option<usize> {
        let columns = self
            .entries
            .chunks_exact(self.polytope.height())
            .enumerate();
        let usable = columns
            .take(self.usable + 1)
            .skip(1)
            .map(|(place, column)| (place, &column[row]));
        if by_label {
            let signed = usable.filter(|(_, entry)| entry.sign() == sign);
            return signed
                .map(|(place, _)| place)
                .min_by_key(|place| self.nonbasic(*place));
        }
        N::largest_with(usable, sign)
    }

    /// The row whose variable is the first to reach zero as a column enters; the preferred one if it is among them.
    fn leaving(&self, entering: usize, preferred: Option<usize>) -> Option<usize> {
        N::first_to_vanish(
            self.column(0),
            self.column(entering),
            preferred,
            &self.names,
        )
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let (height, labels) = (self.polytope.height(), self.polytope.labels());
        N::pivot(
            &mut self.entries,
            height,
            (row, column),
            &mut self.determinant,
        );
        let place = height + column - 1;
        self.names.swap(row, place);
        for place in [row, place] {
            let label = self.names[place] as usize;
            self.names[labels + label] = place as u32;
        }
        self.age += 1;
    }

    /// A nonbasic variable is zero for good.
    fn retire(&mut self, label: usize) {
        let column = self.column_of(label).expect("invariant: not basic");
        if column > self.usable {
            return;
        }
        self.swap_columns(column, self.usable);
        if self.polytope.column_of(label).is_some() {
            let last = self.kept() - 1;
            self.swap_columns(self.usable, last);
            self.entries.truncate(last * self.polytope.height());
        }
        self.usable -= 1;
    }

    fn swap_columns(&mut self, one: usize, other: usize) {
        if one == other {
            return;
        }
        let (height, labels) = (self.polytope.height(), self.polytope.labels());
        let (before, after) = self.entries.split_at_mut(one.max(other) * height);
        before[one.min(other) * height..][..height].swap_with_slice(&mut after[..height]);
        let places = [one, other].map(|column| height + column - 1);
        self.names.swap(places[0], places[1]);
        for place in places {
            let label = self.names[place] as usize;
            self.names[labels + label] = place as u32;
        }
    }
}

impl FaceDictionary<'_, f64> {
    /// Builds the dictionary anew from the polytope, if it is old: what was rounded is forgotten.
    pub fn refresh_if_old(&mut self) {
        if self.age > LONG_AGE {
            self.refresh();
        }
    }

    /// Builds the dictionary anew from the polytope; leaves it as it is if a pivot is too small.
    pub fn refresh(&mut self) {
        let mut fresh = FaceDictionary::<f64>::at_the_origin(self.polytope);
        let width = self.polytope.width();
        let mut wanted: Vec<usize> = (0..self.polytope.height())
            .map(|row| self.basic(row))
            .filter(|label| fresh.row_of(*label).is_none())
            .collect();
        while !wanted.is_empty() {
            let mut best = (0.0, 0, 0, 0);
            for (which, label) in wanted.iter().enumerate() {
                let column = fresh.column_of(*label).expect("invariant: not basic yet");
                for row in 0..self.polytope.height() {
                    let size = fresh.entry(row, column).abs();
                    if size > best.0 && self.row_of(fresh.basic(row)).is_none() {
                        best = (size, which, row, column);
                    }
                }
            }
            let (size, which, row, column) = best;
            if size < 1e-13 {
                return;
            }
            fresh.pivot(row, column);
            wanted.swap_remove(which);
        }
        // Columns that are not kept stand last, in any order.
        for column in 1..=width {
            let other = fresh.column_of(self.nonbasic(column));
            fresh.swap_columns(column, other.expect("invariant: the same basis"));
        }
        fresh.entries.truncate(self.entries.len());
        fresh.usable = self.usable;
        fresh.age = 0;
        *self = fresh;
    }
}
