//! The dialects a table is printed in. The skeleton of a table is written once, here; a dialect supplies escapes, rows and rules.

mod csv;
mod html;
mod latex;
mod markdown;
mod text;

pub use csv::csv;
pub(super) use html::html;
pub(super) use latex::{document_head, escape, label, latex_table};
pub use latex::{latex, macro_name};
pub use markdown::markdown;
pub(super) use markdown::{code, link, phrase, prose};
pub use text::{Terminal, text};

use super::Table;
use super::table::Cell;

/// What a dialect supplies to the skeleton.
trait Dialect {
    /// Whether a value equal to the one above it is left blank where the table asks for that.
    const LEAVES_REPETITIONS_BLANK: bool = true;

    /// Text with the characters that mean something in the dialect made harmless.
    fn escape(&self, text: &str) -> String;
    /// Text that stands out.
    fn emphasis(&self, text: &str) -> String;
    /// A number as printed by its notation.
    fn number(&self, digits: &str) -> String;
    /// A symbol or formula, given in both forms.
    fn math(&self, text: &str, latex: &str) -> String;

    /// A link to a file beside the table's own.
    fn link(&self, text: &str, _file: &str) -> String {
        self.escape(text)
    }

    /// What stands above the columns.
    fn open(&mut self, table: &Table);
    /// The header and the rule below it.
    fn header(&mut self, table: &Table);
    /// One row.
    fn row(&mut self, cells: &[&Cell]);
    /// What stands between two groups of rows: a rule, space, or nothing.
    fn rule(&mut self);
    /// What stands below the columns.
    fn close(&mut self, table: &Table);

    /// A cell in the dialect.
    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => self.escape(text),
            Cell::Emphasis(text) => self.emphasis(text),
            Cell::Number(value, notation) => self.number(&notation.print(value)),
            Cell::Math { text, latex } => self.math(text, latex),
            Cell::Link { text, file } => self.link(text, file),
            Cell::Run(pieces) => pieces.iter().map(|piece| self.cell(piece)).collect(),
        }
    }
}

/// Writes a table in a dialect: caption, header, groups of rows, notes.
fn write<D: Dialect>(table: &Table, dialect: &mut D) {
    dialect.open(table);
    dialect.header(table);
    for (row, cells) in table.rows.iter().enumerate() {
        if table.has_rule_above(row) {
            dialect.rule();
        }
        if D::LEAVES_REPETITIONS_BLANK {
            let shown: Vec<&Cell> = (0..cells.len()).map(|c| table.shown(row, c)).collect();
            dialect.row(&shown);
        } else {
            dialect.row(&cells.iter().collect::<Vec<_>>());
        }
    }
    dialect.close(table);
}

#[cfg(test)]
mod tests {
    use super::super::{Align, Cell, Column, Notation, Table};
    use crate::num::Rational;

    /// One table that has everything: two groups, repetitions, mathematics, emphasis, both notations and awkward text.
    pub(super) fn sample() -> Table {
        let exact = |n, d| Cell::Number(Rational::ratio(n, d), Notation::Exact);
        let columns = vec![
            Column::new("Scenario", Align::Left).once(),
            Column::new("Secondary state", Align::Left),
            Column::new(Cell::math("be", "\\beta"), Align::Right),
            Column::new("Payoff", Align::Right),
            Column::new("Strict", Align::Center),
        ];
        let caption = Cell::Run(vec![
            "Equilibria at ".into(),
            Cell::math("u = 3/5", "u = 3/5"),
            ".".into(),
        ]);
        let mut table = Table::new("core-equilibria", caption, columns);
        table.row(vec![
            "unipolar".into(),
            Cell::emphasis("bandwagon"),
            exact(2, 5),
            exact(-3, 20),
            "●".into(),
        ]);
        table.row(vec![
            "unipolar".into(),
            Cell::Run(vec![exact(1, 3), " balance".into()]),
            exact(1, 2),
            Cell::Number(Rational::ratio(-2, 3), Notation::Decimals(2)),
            Cell::Empty,
        ]);
        table.rule();
        table.row(vec![
            "bi_polar & 50% | <x>".into(),
            "balance".into(),
            exact(1, 1),
            exact(0, 1),
            "○".into(),
        ]);
        table.note("● strict, ○ weak.");
        table
    }
}
