//! A file of comma-separated values, in which every cell knows its place.
//!
//! The first line names the columns, in any letter case; cells may stand in quotes; lines end as on any system.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::DataError;
use crate::formula::closest;
use crate::model::diagnostic::{Source, Spot};
use crate::model::error::{Error, ErrorKind, Errors};

/// A table of texts.
#[derive(Debug, Clone)]
pub struct CsvTable {
    source: Arc<Source>,
    columns: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    /// Its first byte in the source.
    start: usize,
    cells: Vec<String>,
}

impl CsvTable {
    /// Reads a file; `asked` is where its name stands, for a file that cannot be read.
    ///
    /// # Errors
    /// A file that cannot be read or is no text, and every mistake that [`CsvTable::parse`] finds.
    pub fn read(path: &Path, asked: &Spot) -> Result<Self, Errors> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Error {
            spot: asked.clone(),
            kind: ErrorKind::Unreadable {
                name: name.clone(),
                reason: error.to_string(),
            },
        })?;
        match String::from_utf8(bytes) {
            Ok(text) => Self::parse(&name, &text),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes());
                let spot = Spot {
                    source: Source::new(&name, &text),
                    span: valid..valid,
                };
                let kind = ErrorKind::NotText;
                Err(Error { spot, kind }.into())
            }
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    /// No rows, columns of one name, rows with more or fewer cells than there are columns.
    pub fn parse(name: &str, text: &str) -> Result<Self, Errors> {
        // The mark with which some programs begin a text is no part of it.
        let source = Source::new(name, text.strip_prefix('\u{feff}').unwrap_or(text));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(source.text.as_bytes());
        let mut rows: Vec<Row> = Vec::new();
        for record in reader.records() {
            let record = record.expect("invariant: a text read with any number of cells in a row");
            let position = record.position().map_or(0, csv::Position::byte);
            let start = usize::try_from(position).expect("invariant: a text is addressable");
            let breaks = source.text[start..].len();
            let blank = source.text[start..].trim_start_matches(['\r', '\n']).len();
            rows.push(Row {
                start: start + breaks - blank,
                cells: record.iter().map(str::to_owned).collect(),
            });
        }
        // A line of nothing but blanks is no row.
        rows.retain(|row| row.cells.len() != 1 || !row.cells[0].is_empty());
        if rows.len() < 2 {
            let span = 0..source.text.lines().next().map_or(0, str::len);
            let kind = DataError::NoRows.into();
            return Err(Error {
                spot: Spot { source, span },
                kind,
            }
            .into());
        }
        let header = rows.remove(0);
        let table = CsvTable {
            source,
            columns: header.cells.clone(),
            rows,
        };
        let mut errors = Vec::new();
        for (place, column) in table.columns.iter().enumerate() {
            let before = &table.columns[..place];
            if !column.is_empty() && before.iter().any(|other| is_named(other, column)) {
                errors.push(Error {
                    spot: table.spot_in(&header, place),
                    kind: DataError::ColumnTwice(column.clone()).into(),
                });
            }
        }
        for row in &table.rows {
            if row.cells.len() != table.columns.len() {
                let kind = DataError::RowLength {
                    found: row.cells.len(),
                    expected: table.columns.len(),
                };
                errors.push(Error {
                    spot: table.spot_of_row(row),
                    kind: kind.into(),
                });
            }
        }
        match errors.is_empty() {
            true => Ok(table),
            false => Err(Errors(errors)),
        }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// How many rows there are below the header.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The place of a column, if there is one of that name in any letter case.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| is_named(column, name))
    }

    /// The column of a name as the file spells it.
    pub fn column_name(&self, column: usize) -> &str {
        &self.columns[column]
    }

    /// The place of a column; `asked` is where its name stands.
    ///
    /// # Errors
    /// No such column.
    pub fn column(&self, name: &str, asked: &Spot) -> Result<usize, Error> {
        self.find(name).ok_or_else(|| Error {
            spot: asked.clone(),
            kind: DataError::NoColumn {
                file: self.source.name.clone(),
                name: name.to_owned(),
                nearest: closest(name, self.columns.iter().map(String::as_str)).map(str::to_owned),
                known: self.columns.clone(),
            }
            .into(),
        })
    }

    /// What stands in a cell, without blanks around it.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        &self.rows[row].cells[column]
    }

    /// Where a cell stands.
    pub fn spot(&self, row: usize, column: usize) -> Spot {
        self.spot_in(&self.rows[row], column)
    }

    /// The line of the first character of a row, from 1.
    pub fn line(&self, row: usize) -> usize {
        self.spot_of_row(&self.rows[row]).line_and_column().0
    }

    fn spot_of_row(&self, row: &Row) -> Spot {
        let rest = &self.source.text[row.start..];
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        Spot {
            source: self.source.clone(),
            span: row.start..row.start + length,
        }
    }

    fn spot_in(&self, row: &Row, column: usize) -> Spot {
        let span = span_of_cell(&self.source.text[row.start..], ',', column);
        Spot {
            source: self.source.clone(),
            span: row.start + span.start..row.start + span.end,
        }
    }
}

fn is_named(column: &str, name: &str) -> bool {
    column.eq_ignore_ascii_case(name.trim())
}

/// Where a cell stands in the row that begins a text, without blanks around it.
pub(crate) fn span_of_cell(text: &str, separator: char, column: usize) -> Range<usize> {
    let (mut place, mut start, mut quoted) = (0, 0, false);
    let mut end = text.len();
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => {
                end = at;
                break;
            }
            _ if letter == separator && !quoted => {
                if place == column {
                    end = at;
                    break;
                }
                place += 1;
                start = at + 1;
            }
            _ => {}
        }
    }
    let cell = &text[start..end];
    let before = cell.len() - cell.trim_start().len();
    start + before..start + before + cell.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_their_places() {
        let text = "\u{feff}State, year\r\n\"A, the \"\"first\"\"\",1990\r\n\r\nB , 1991";
        let table = CsvTable::parse("t.csv", text).expect("a table");
        assert_eq!(table.rows(), 2);
        assert_eq!(table.cell(0, 0), "A, the \"first\"");
        assert_eq!(table.spot(0, 1).line_and_column(), (2, 20));
        assert_eq!(table.cell(1, 0), "B");
        let spot = table.spot(1, 1);
        assert_eq!(&spot.source.text[spot.span.clone()], "1991");
        assert_eq!(spot.line_and_column(), (4, 5));
        assert_eq!(table.find("STATE"), Some(0));
    }

    #[test]
    fn rows_of_another_length_are_shown() {
        let errors = CsvTable::parse("t.csv", "a,b\n1,2\n3\n4,5,6\n").expect_err("two mistakes");
        let shown = errors.to_string();
        assert!(shown.contains("t.csv:3:1"), "{shown}");
        assert!(shown.contains("t.csv:4:1"), "{shown}");
    }
}
