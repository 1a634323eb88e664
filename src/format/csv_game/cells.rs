//! The cells of a table with their places.

use super::super::gambit_text::text_of;
use super::error::{CsvError, CsvErrorKind, Place};
use crate::model::data::span_of_cell;

/// The cells of a table, without blanks around them; rows of nothing but empty cells are left out.
pub(super) struct Cells<'a> {
    text: &'a str,
    separator: char,
    pub rows: Vec<Row>,
}

/// One row of cells.
pub(super) struct Row {
    /// Its first byte in the text.
    start: usize,
    /// Its first line, from 1.
    pub line: usize,
    pub cells: Vec<String>,
}

impl<'a> Cells<'a> {
    /// The cells of a file, which are separated by tabs, semicolons or commas, whichever its first line has first in this order.
    ///
    /// Every row has as many cells as the first.
    pub fn read(file: &'a [u8]) -> Result<Self, CsvError> {
        let text = text_of(file)?;
        let separator = separator_of(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(separator as u8)
            .from_reader(text.as_bytes());
        let mut cells = Cells {
            text,
            separator,
            rows: Vec::new(),
        };
        let (mut line, mut counted) = (1, 0);
        for record in reader.records() {
            let record = record.expect("invariant: a text read with any number of cells in a row");
            let position = record.position().map_or(0, csv::Position::byte);
            let position = usize::try_from(position).expect("invariant: a text is addressable");
            let rest = &text[position..];
            let blank = rest.len() - rest.trim_start_matches(['\r', '\n', '\u{feff}']).len();
            let start = position + blank;
            line += text[counted..start].matches('\n').count();
            counted = start;
            let written = record
                .iter()
                .map(|cell| cell.trim_start_matches('\u{feff}'));
            let written: Vec<String> = written.map(str::to_owned).collect();
            if written.iter().any(|cell| !cell.is_empty()) {
                cells.rows.push(Row {
                    start,
                    line,
                    cells: written,
                });
            }
        }
        cells.refuse_ragged()?;
        Ok(cells)
    }

    fn refuse_ragged(&self) -> Result<(), CsvError> {
        let Some(first) = self.rows.first() else {
            let kind = CsvErrorKind::NoPayoffs("nothing but empty cells");
            return Err(CsvError::new(0..self.text.len(), Place::File, kind));
        };
        let expected = first.cells.len();
        let found = self.rows.iter().find(|row| row.cells.len() != expected);
        match found {
            None => Ok(()),
            Some(row) => Err(self.wrong_row(
                row,
                CsvErrorKind::RowLength {
                    expected,
                    found: row.cells.len(),
                },
            )),
        }
    }

    /// The mistake in a cell.
    pub fn wrong(&self, row: &Row, column: usize, kind: CsvErrorKind) -> CsvError {
        let span = span_of_cell(&self.text[row.start..], self.separator, column);
        let place = Place::Cell {
            line: row.line,
            column: column + 1,
        };
        CsvError::new(row.start + span.start..row.start + span.end, place, kind)
    }

    /// The mistake in a row.
    pub fn wrong_row(&self, row: &Row, kind: CsvErrorKind) -> CsvError {
        let rest = &self.text[row.start..];
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let span = row.start..row.start + length;
        CsvError::new(span, Place::Line(row.line), kind)
    }

    /// What is missing from the whole table; its place is the end.
    pub fn missing(&self, kind: CsvErrorKind) -> CsvError {
        let end = self.text.trim_end().len();
        CsvError::new(end..end, Place::File, kind)
    }
}

/// What separates the cells: what the first line has outside of quotation marks.
fn separator_of(text: &str) -> char {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let outside: String = line.split('"').step_by(2).collect();
    ['\t', ';']
        .into_iter()
        .find(|separator| outside.contains(*separator))
        .unwrap_or(',')
}
