//! A table whose rows are states in years: who a row is about, and exact values with missing ones kept apart.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{CsvTable, DataError};
use crate::formula::closest;
use crate::model::diagnostic::Spot;
use crate::model::error::{Error, Errors};
use crate::num::{LiteralError, Rational};

/// The columns that say which row this is, beside the one that names the state.
const KEYS: [&str; 3] = ["stateabb", "ccode", "year"];

/// A table with one row for each state and year; without a column `year`, one for each state.
#[derive(Debug, Clone)]
pub struct StateYears {
    table: CsvTable,
    states: usize,
    years: Vec<Option<i64>>,
}

impl StateYears {
    /// Reads who the rows are about: `members` names the column of the states, at `asked`.
    ///
    /// # Errors
    /// No such column, rows without a state, years that are no years, two rows about the same state and year.
    pub fn new(table: CsvTable, members: &str, asked: &Spot) -> Result<Self, Errors> {
        let states = table.column(members, asked)?;
        let column = table.find("year");
        let mut errors = Vec::new();
        let mut years = Vec::new();
        let mut seen: BTreeMap<(String, Option<i64>), usize> = BTreeMap::new();
        for row in 0..table.rows() {
            let state = table.cell(row, states).to_owned();
            let mut fail = |column: usize, kind: DataError| {
                errors.push(Error {
                    spot: table.spot(row, column),
                    kind: kind.into(),
                });
            };
            if state.is_empty() {
                let name = table.column_name(states).to_owned();
                fail(states, DataError::NoName(name));
            }
            let year = column.and_then(|column| {
                let found = table.cell(row, column);
                let year = year(found);
                if year.is_none() {
                    let kind = DataError::NotAYear {
                        column: table.column_name(column).to_owned(),
                        found: found.to_owned(),
                    };
                    fail(column, kind);
                }
                year
            });
            years.push(year);
            if state.is_empty() || year.is_none() && column.is_some() {
                continue;
            }
            let what = match year {
                Some(year) => format!("{state} {year}"),
                None => state.clone(),
            };
            if let Some(first) = seen.insert((state, year), row) {
                let line = table.line(first);
                fail(states, DataError::RowTwice { what, line });
            }
        }
        match errors.is_empty() {
            true => Ok(StateYears {
                table,
                states,
                years,
            }),
            false => Err(Errors(errors)),
        }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        self.table.name()
    }

    /// The state of a row.
    pub fn state(&self, row: usize) -> &str {
        self.table.cell(row, self.states)
    }

    /// The year of a row; none if the file has no years.
    pub fn year(&self, row: usize) -> Option<i64> {
        self.years[row]
    }

    /// The years there are, in order.
    pub fn years(&self) -> Vec<i64> {
        let mut years: Vec<i64> = self.years.iter().flatten().copied().collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The rows of a year; all rows if none is given.
    pub fn rows(&self, year: Option<i64>) -> Vec<usize> {
        let rows = 0..self.table.rows();
        rows.filter(|row| year.is_none() || self.years[*row] == year)
            .collect()
    }

    /// What stands in a column of a row, if there is such a column.
    pub(super) fn text(&self, row: usize, column: &str) -> Option<&str> {
        let column = self.table.find(column)?;
        Some(self.table.cell(row, column))
    }

    /// Whether there is a column of this name.
    pub(super) fn has(&self, column: &str) -> bool {
        self.table.find(column).is_some()
    }

    /// The exact values of a column, one for each row; none where the value is missing: -9, or an empty cell.
    ///
    /// # Errors
    /// No such column, one that is no measure, cells that are no numbers or below zero.
    pub fn values(&self, name: &str, asked: &Spot) -> Result<Vec<Option<Rational>>, Errors> {
        let column = self.table.column(name, asked)?;
        let shown = self.table.column_name(column);
        if column == self.states || KEYS.iter().any(|key| key.eq_ignore_ascii_case(shown)) {
            let kind = DataError::NoMeasure(shown.to_owned()).into();
            let spot = asked.clone();
            return Err(Error { spot, kind }.into());
        }
        let missing = Rational::integer(-9);
        let mut errors = Vec::new();
        let mut values = Vec::new();
        for row in 0..self.table.rows() {
            let found = self.table.cell(row, column);
            let mut fail = |kind: DataError| {
                errors.push(Error {
                    spot: self.table.spot(row, column),
                    kind: kind.into(),
                });
            };
            values.push(match decimal(found) {
                Err(LiteralError::Empty) => None,
                Err(_) => {
                    fail(DataError::NotANumber {
                        column: shown.to_owned(),
                        found: found.to_owned(),
                    });
                    None
                }
                Ok(value) if value == missing => None,
                Ok(value) if value < Rational::ZERO => {
                    fail(DataError::Negative {
                        column: shown.to_owned(),
                        found: found.to_owned(),
                    });
                    None
                }
                Ok(value) => Some(value),
            });
        }
        match errors.is_empty() {
            true => Ok(values),
            false => Err(Errors(errors)),
        }
    }

    /// A column's name as the file spells it; the name itself if there is none.
    pub fn spelling<'a>(&'a self, name: &'a str) -> &'a str {
        let column = self.table.find(name);
        column.map_or(name, |column| self.table.column_name(column))
    }

    /// The states of a list, as they stand in the file.
    ///
    /// # Errors
    /// A state that is in no row; `asked` is where its name stands.
    pub(super) fn known(&self, name: &str, asked: &Spot) -> Result<(), Error> {
        let mut rows = 0..self.table.rows();
        if rows.any(|row| self.state(row) == name) {
            return Ok(());
        }
        let states = (0..self.table.rows()).map(|row| self.state(row));
        let mut states: Vec<&str> = states.collect();
        states.sort_unstable();
        states.dedup();
        let same = states.iter().find(|state| state.eq_ignore_ascii_case(name));
        let nearest = same
            .copied()
            .or_else(|| closest(name, states.iter().copied()));
        Err(Error {
            spot: asked.clone(),
            kind: DataError::NoState {
                file: self.name().to_owned(),
                name: name.to_owned(),
                nearest: nearest.map(str::to_owned),
            }
            .into(),
        })
    }

    /// Makes sure that there are rows of every one of these years; `asked` is where they are named.
    ///
    /// # Errors
    /// A year, or an end of a range, of which there are no rows.
    pub fn check_years(&self, wanted: &RangeInclusive<i64>, asked: &Spot) -> Result<(), Error> {
        let known = self.years();
        let absent: Vec<i64> = [*wanted.start(), *wanted.end()]
            .into_iter()
            .filter(|year| known.binary_search(year).is_err())
            .collect();
        if absent.is_empty() {
            return Ok(());
        }
        let kind = match known.is_empty() {
            true => DataError::WithoutYears(self.name().to_owned()),
            false => DataError::NoYear {
                file: self.name().to_owned(),
                years: ranges(&absent),
                known: ranges(&known),
            },
        };
        Err(Error {
            spot: asked.clone(),
            kind: kind.into(),
        })
    }
}

/// A decimal number; a fraction in a cell is a date, or a mistake.
fn decimal(text: &str) -> Result<Rational, LiteralError> {
    match text.contains('/') {
        true => Err(LiteralError::NotANumber(text.to_owned())),
        false => text.parse(),
    }
}

/// A year: a whole number of at most four digits.
pub(super) fn year(text: &str) -> Option<i64> {
    let is_year = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_year.then(|| text.parse().ok()).flatten()
}

/// The years that a text stands for: `2014`, or `1985..2022`.
///
/// # Examples
/// ```
/// use unipole::model::data::years_in;
/// assert_eq!(years_in("2014"), Some(2014..=2014));
/// assert_eq!(years_in("1985..2022"), Some(1985..=2022));
/// assert_eq!(years_in("2022..1985"), None);
/// ```
pub fn years_in(text: &str) -> Option<RangeInclusive<i64>> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (year(first.trim())?, year(last.trim())?);
    (first <= last).then_some(first..=last)
}

/// Years in order, in short.
///
/// # Examples
/// ```
/// use unipole::model::data::ranges;
/// assert_eq!(ranges(&[1985, 1986, 1987, 1991, 2000, 2001]), "1985-1987, 1991, 2000-2001");
/// ```
pub fn ranges(years: &[i64]) -> String {
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for year in years {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            Some((_, last)) if *last == *year => {}
            _ => stretches.push((*year, *year)),
        }
    }
    let shown = stretches
        .into_iter()
        .map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        });
    shown.collect::<Vec<_>>().join(", ")
}
