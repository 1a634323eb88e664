//! A polytope {x >= 0, A x <= 1} with A > 0 whose constraints have labels, as those of a two-player game have.

use dashu_int::IBig;

use super::integer::Integer;

/// The polytope {x >= 0, A x <= 1}: a label for each `x[i] >= 0`, and one for each row.
///
/// # Shapes
/// A is height x width, integers from one on. Labels of columns follow each other, and so do those of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledPolytope<T> {
    entries: Vec<T>,
    width: usize,
    first_column: usize,
    first_row: usize,
}

impl<T> LabelledPolytope<T> {
    /// The polytope of these entries, row by row, whose columns and rows are labelled from these numbers on.
    pub fn new(entries: Vec<T>, width: usize, first_column: usize, first_row: usize) -> Self {
        debug_assert!(entries.len().is_multiple_of(width));
        LabelledPolytope {
            entries,
            width,
            first_column,
            first_row,
        }
    }

    /// The number of columns: the dimension.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of rows.
    pub fn height(&self) -> usize {
        self.entries.len() / self.width
    }

    /// The number of labels.
    pub fn labels(&self) -> usize {
        self.width + self.height()
    }

    /// The entries, row by row.
    pub fn entries(&self) -> &[T] {
        &self.entries
    }

    /// The entries of a row.
    pub fn row(&self, row: usize) -> &[T] {
        &self.entries[row * self.width..][..self.width]
    }

    /// The label of `x[column] >= 0`.
    pub fn label_of_column(&self, column: usize) -> usize {
        self.first_column + column
    }

    /// The label of a row.
    pub fn label_of_row(&self, row: usize) -> usize {
        self.first_row + row
    }

    /// The column with a label, if it is not that of a row.
    pub fn column_of(&self, label: usize) -> Option<usize> {
        let column = label.wrapping_sub(self.first_column);
        (column < self.width).then_some(column)
    }

    /// The row with a label, if it is not that of a column.
    pub fn row_of(&self, label: usize) -> Option<usize> {
        let row = label.wrapping_sub(self.first_row);
        (row < self.height()).then_some(row)
    }

    /// The columns that may be positive on the face where some labels are tight.
    pub fn free_columns<'a>(&'a self, zero: &'a [bool]) -> impl Iterator<Item = usize> + 'a {
        (0..self.width).filter(move |column| !zero[self.first_column + column])
    }

    /// The rows that are tight on the face where some labels are.
    pub fn tight_rows<'a>(&'a self, zero: &'a [bool]) -> impl Iterator<Item = usize> + 'a {
        (0..self.height()).filter(move |row| zero[self.first_row + row])
    }
}

impl<T: Clone + Into<IBig>> LabelledPolytope<T> {
    /// The same in big integers.
    pub fn to_big(&self) -> LabelledPolytope<IBig> {
        LabelledPolytope {
            entries: self.entries.iter().cloned().map(Into::into).collect(),
            width: self.width,
            first_column: self.first_column,
            first_row: self.first_row,
        }
    }
}

/// An entry of a polytope.
pub trait WholeEntry: Clone + Send + Sync {
    /// `self - other`, if it is a machine integer.
    fn machine_difference(&self, other: &Self) -> Option<i128>;
    /// `self - other`.
    fn big_difference(&self, other: &Self) -> IBig;
}

impl WholeEntry for i64 {
    fn machine_difference(&self, other: &Self) -> Option<i128> {
        Some(i128::from(*self) - i128::from(*other))
    }

    fn big_difference(&self, other: &Self) -> IBig {
        IBig::from(*self) - IBig::from(*other)
    }
}

impl WholeEntry for IBig {
    fn machine_difference(&self, other: &Self) -> Option<i128> {
        i128::from_big(&(self - other))
    }

    fn big_difference(&self, other: &Self) -> IBig {
        self - other
    }
}
