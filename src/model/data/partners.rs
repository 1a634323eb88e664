//! A list of the unipole's defence partners: state and year.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::state_years::year;
use super::{CsvTable, DataError, StateYears};
use crate::model::diagnostic::Spot;
use crate::model::error::{Error, Errors};

/// Which states had a defence pact with the unipole in which year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partners {
    name: String,
    /// The column that names the states, in this list and in the table of capabilities.
    key: &'static str,
    /// For each year the partners, by that column.
    years: BTreeMap<i64, BTreeSet<String>>,
}

impl Partners {
    /// Reads a list with the columns `stateabb` or `ccode`, whichever `states` has too, and `year`.
    ///
    /// # Errors
    /// Columns that are missing, years that are no years, or no partner that is a state of the table; `asked` is where the list is named.
    pub fn new(table: &CsvTable, states: &StateYears, asked: &Spot) -> Result<Self, Errors> {
        let both = |key: &&str| table.find(key).is_some() && states.has(key);
        let key = ["stateabb", "ccode"].into_iter().find(both);
        let key = key.unwrap_or("ccode");
        let column = table.column(key, asked)?;
        let of_year = table.column("year", asked)?;
        if !states.has(key) {
            return Err(Error {
                spot: asked.clone(),
                kind: DataError::NoPartnerKnown {
                    partners: table.name().to_owned(),
                    file: states.name().to_owned(),
                }
                .into(),
            }
            .into());
        }
        let mut years: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        let mut errors = Vec::new();
        for row in 0..table.rows() {
            let found = table.cell(row, of_year);
            let Some(year) = year(found) else {
                let kind = DataError::NotAYear {
                    column: "year".to_owned(),
                    found: found.to_owned(),
                };
                errors.push(Error {
                    spot: table.spot(row, of_year),
                    kind: kind.into(),
                });
                continue;
            };
            let partner = code(table.cell(row, column));
            years.entry(year).or_default().insert(partner);
        }
        if !errors.is_empty() {
            return Err(Errors(errors));
        }
        let partners = Partners {
            name: table.name().to_owned(),
            key,
            years,
        };
        let known = states.rows(None).into_iter().any(|row| {
            let state = states.text(row, key).map(code);
            let mut lists = partners.years.values();
            state.is_some_and(|state| lists.any(|list| list.contains(&state)))
        });
        match known {
            true => Ok(partners),
            false => {
                let kind = DataError::NoPartnerKnown {
                    partners: partners.name,
                    file: states.name().to_owned(),
                };
                let spot = asked.clone();
                Err(Error {
                    spot,
                    kind: kind.into(),
                }
                .into())
            }
        }
    }

    /// The list's file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first and the last year of the list.
    pub fn span(&self) -> (i64, i64) {
        let first = self.years.keys().next().copied();
        let last = self.years.keys().next_back().copied();
        (first.unwrap_or(0), last.unwrap_or(0))
    }

    /// The year whose pacts count in a year: the latest up to it; none before the list begins.
    pub fn as_of(&self, year: i64) -> Option<i64> {
        let known = self.years.range(..=year).next_back();
        known.map(|(known, _)| *known)
    }

    /// Whether the state of a row was a partner in a year of the list.
    pub fn has(&self, states: &StateYears, row: usize, as_of: i64) -> bool {
        let (list, state) = (self.years.get(&as_of), states.text(row, self.key));
        list.zip(state)
            .is_some_and(|(list, state)| list.contains(&code(state)))
    }
}

/// A state's code as it is compared: numbers without zeros before them.
fn code(text: &str) -> String {
    let text = text.trim();
    match text.parse::<u32>() {
        Ok(number) => number.to_string(),
        Err(_) => text.to_owned(),
    }
}
