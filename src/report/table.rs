//! Tables as content: what stands in each cell, before any dialect prints it.

use super::Notation;
use crate::num::Rational;

/// What stands in one cell, or in a caption or note.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Plain text, escaped by each dialect.
    Text(String),
    /// Text that stands out, as the action played in equilibrium does.
    Emphasis(String),
    /// An exact number and how it is to be printed.
    Number(Rational, Notation),
    /// A symbol or formula: as text (`be >= 2/5`), and as LaTeX mathematics (`\beta \geq 2/5`), which is not escaped.
    Math {
        /// The form for all dialects but LaTeX.
        text: String,
        /// The form for LaTeX, without dollar signs.
        latex: String,
    },
    /// A link to a file beside the page; plain text where there are no links.
    Link {
        /// What is read.
        text: String,
        /// The file's name.
        file: String,
    },
    /// Several pieces side by side, with no space added.
    Run(Vec<Cell>),
}

impl Cell {
    /// Text that stands out.
    pub fn emphasis(text: &str) -> Self {
        Cell::Emphasis(text.to_owned())
    }

    /// A symbol or formula in its two forms.
    pub fn math(text: &str, latex: &str) -> Self {
        Cell::Math {
            text: text.to_owned(),
            latex: latex.to_owned(),
        }
    }

    /// The content as bare text, with neither escapes nor emphasis.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text)
            | Cell::Emphasis(text)
            | Cell::Math { text, .. }
            | Cell::Link { text, .. } => text.clone(),
            Cell::Number(value, notation) => notation.print(value),
            Cell::Run(pieces) => pieces.iter().map(Cell::plain).collect(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text)
        }
    }
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left: text.
    Left,
    /// At the right: numbers.
    Right,
    /// Centred: marks.
    Center,
}

/// One column: its header and alignment.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub(super) header: Cell,
    pub(super) align: Align,
    pub(super) once: bool,
}

impl Column {
    /// A column with this header and alignment.
    pub fn new(header: impl Into<Cell>, align: Align) -> Self {
        Column {
            header: header.into(),
            align,
            once: false,
        }
    }

    /// The same column, in which a value equal to the one above it is left blank until the next rule; CSV repeats it.
    pub fn once(self) -> Self {
        Column { once: true, ..self }
    }
}

/// A table: an id, a caption, columns, rows with rules between groups of them, and notes.
///
/// # Examples
/// ```
/// use unipole::num::Rational;
/// use unipole::report::{Align, Cell, Column, Notation, Table, markdown};
/// let columns = vec![Column::new("Parameter", Align::Left), Column::new("Default", Align::Right)];
/// let mut table = Table::new("core-parameters", "Parameters of the core game.", columns);
/// table.row(vec![Cell::math("be", "\\beta"), Cell::Number(Rational::ratio(2, 5), Notation::Exact)]);
/// assert_eq!(
///     markdown(&table),
///     "*Parameters of the core game.*\n\n| Parameter | Default |\n| :-------- | ------: |\n| `be`      |     2/5 |\n"
/// );
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(super) id: String,
    pub(super) caption: Cell,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) rules: Vec<usize>,
    pub(super) notes: Vec<Cell>,
}

impl Table {
    /// A table without rows. The id names it in files and in LaTeX: `core-equilibria`.
    pub fn new(id: &str, caption: impl Into<Cell>, columns: Vec<Column>) -> Self {
        Table {
            id: id.to_owned(),
            caption: caption.into(),
            columns,
            rows: Vec::new(),
            rules: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// When the row has not one cell for each column: our own bug.
    pub fn row(&mut self, cells: Vec<Cell>) {
        assert_eq!(
            cells.len(),
            self.columns.len(),
            "invariant: a row has one cell for each column"
        );
        self.rows.push(cells);
    }

    /// Ends a group of rows: before the next row, if there is one, a rule or some space, as the dialect has it.
    pub fn rule(&mut self) {
        if !self.rows.is_empty() && self.rules.last() != Some(&self.rows.len()) {
            self.rules.push(self.rows.len());
        }
    }

    /// Adds a note below the table.
    pub fn note(&mut self, note: impl Into<Cell>) {
        self.notes.push(note.into());
    }

    /// Adds a column that says the same in every row.
    pub(super) fn add_constant(&mut self, header: &str, text: &str) {
        self.columns.push(Column::new(header, Align::Left));
        for row in &mut self.rows {
            row.push(text.into());
        }
    }

    /// The same table under another name and with another caption.
    pub(super) fn named(self, id: &str, caption: impl Into<Cell>) -> Self {
        Table {
            id: id.to_owned(),
            caption: caption.into(),
            ..self
        }
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether a rule stands above the row numbered `row`.
    pub(super) fn has_rule_above(&self, row: usize) -> bool {
        self.rules.binary_search(&row).is_ok()
    }

    /// The cell as it is shown where repetitions are left blank.
    pub(super) fn shown(&self, row: usize, column: usize) -> &Cell {
        let cell = &self.rows[row][column];
        let repeats = self.columns[column].once
            && row > 0
            && !self.has_rule_above(row)
            && self.rows[row - 1][..=column] == self.rows[row][..=column];
        if repeats { &Cell::Empty } else { cell }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_value_is_shown_once_in_each_group() {
        let columns = vec![
            Column::new("model", Align::Left).once(),
            Column::new("scenario", Align::Left).once(),
        ];
        let mut table = Table::new("t", "", columns);
        for (model, scenario) in [("core", "a"), ("core", "a"), ("polarity", "a")] {
            table.row(vec![model.into(), scenario.into()]);
        }
        table.rule();
        table.row(vec!["polarity".into(), "a".into()]);
        let shown = |column| {
            (0..4)
                .map(|row| table.shown(row, column).plain())
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(0), ["core", "", "polarity", "polarity"]);
        assert_eq!(shown(1), ["a", "", "a", "a"]);
    }
}
