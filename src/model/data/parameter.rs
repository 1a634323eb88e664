//! `data = { file = "nmc.csv", column = "milex", year = 2014 }`: parameters whose values are rows of a file; and `n = "length of m"`.
//!
//! Both are written out before names and formulas are read: a list of exact numbers takes the place of the rows, and a number that of the length.

use std::path::{Path, PathBuf};

use super::state_years::year;
use super::{CsvTable, DataError, Partners, StateYears, ranges};
use crate::model::diagnostic::Spot;
use crate::model::document::{Entry, Node, Value, field};
use crate::model::error::{Error, ErrorKind, Errors};
use crate::num::Rational;

const KEYS: [&str; 11] = [
    "file", "column", "year", "members", "state", "only", "exclude", "without", "largest",
    "missing", "as",
];
const KNOWN: &str =
    "file, column, year, members, state, only, exclude, without, largest, missing, as";

/// Puts the rows of files in the place of every `data` among parameters and scenarios; paths count from `folder`.
///
/// # Errors
/// A file that cannot be read, and every mistake in it or in what is asked of it.
pub(in crate::model) fn fill(entries: &mut [Entry], folder: Option<&Path>) -> Result<(), Errors> {
    for section in entries {
        let Value::Table(inner) = &mut section.value.value else {
            continue;
        };
        match section.key.as_str() {
            "parameters" => {
                for parameter in inner {
                    fill_default(parameter, folder)?;
                }
            }
            "scenarios" => {
                for scenario in inner {
                    fill_scenario(scenario, folder)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// A parameter with `data` gets a `default`, and a `meaning` that says whose the numbers are.
fn fill_default(parameter: &mut Entry, folder: Option<&Path>) -> Result<(), Errors> {
    let Value::Table(fields) = &mut parameter.value.value else {
        return Ok(());
    };
    let Some(place) = fields.iter().position(|entry| entry.key == "data") else {
        return Ok(());
    };
    let rows = Rows::read(&fields[place].value, folder)?;
    if let Some(default) = field(fields, "default") {
        let kind = ErrorKind::Taken {
            name: "default".to_owned(),
            what: "given by `data`",
        };
        let spot = default.spot.clone();
        return Err(Error { spot, kind }.into());
    }
    let origin = rows.origin();
    fields[place].key = "default".to_owned();
    fields[place].value = rows.node();
    let spot = fields[place].key_spot.clone();
    match fields.iter_mut().find(|entry| entry.key == "meaning") {
        Some(Entry {
            value:
                Node {
                    value: Value::Text { text, .. },
                    ..
                },
            ..
        }) => *text = format!("{text} ({origin})"),
        Some(_) => {}
        None => fields.push(text_entry("meaning", origin, spot)),
    }
    Ok(())
}

/// The settings of a scenario that are `data`; what it is `about` says whose the numbers are.
fn fill_scenario(scenario: &mut Entry, folder: Option<&Path>) -> Result<(), Errors> {
    let Value::Table(settings) = &mut scenario.value.value else {
        return Ok(());
    };
    let mut origins = Vec::new();
    for setting in settings.iter_mut() {
        let Value::Table(fields) = &setting.value.value else {
            continue;
        };
        if let Some(node) = field(fields, "data") {
            let rows = Rows::read(node, folder)?;
            origins.push(format!("{}: {}.", setting.key, rows.origin()));
            setting.value = rows.node();
        }
    }
    if origins.is_empty() {
        return Ok(());
    }
    let origins = origins.join(" ");
    match settings.iter_mut().find(|entry| entry.key == "about") {
        Some(Entry {
            value:
                Node {
                    value: Value::Text { text, .. },
                    ..
                },
            ..
        }) => *text = format!("{text} {origins}"),
        Some(_) => {}
        None => settings.push(text_entry("about", origins, scenario.key_spot.clone())),
    }
    Ok(())
}

/// Rows that were chosen, and the numbers that stand there.
struct Rows {
    spot: Spot,
    file: String,
    column: String,
    year: Option<i64>,
    is_share: bool,
    /// Whether one value is asked for, not a list.
    is_one: bool,
    chosen: Vec<(String, Rational)>,
    missing: Vec<String>,
}

impl Rows {
    fn read(node: &Node, folder: Option<&Path>) -> Result<Self, Errors> {
        let asked = Asked::new(node)?;
        let Some(folder) = folder else {
            return Err(error(&node.spot, DataError::NoFolder));
        };
        let (file, file_spot) = asked.needed("file")?;
        let (column, column_spot) = asked.needed("column")?;
        let table = CsvTable::read(&path(folder, file), &file_spot)?;
        let (members, members_spot) = match asked.text("members")? {
            Some((members, spot)) => (members, spot),
            None => ("stateabb", file_spot.clone()),
        };
        let states = StateYears::new(table, members, &members_spot)?;
        let values = states.values(column, &column_spot)?;
        let year = asked.year(&states)?;
        let rows = states.rows(year);
        let total: Rational = rows.iter().filter_map(|row| values[*row].as_ref()).sum();
        let is_share = asked.word("as", &["value", "share"])? == Some("share");
        let omits = asked.word("missing", &["omit", "error"])? == Some("omit");
        let mut found: Vec<(String, Option<Rational>)> = Vec::new();
        for row in asked.rows(&states, rows, year, folder)? {
            let value = values[row].as_ref().map(|value| match is_share {
                true => value.checked_div(&total).unwrap_or(Rational::ZERO),
                false => value.clone(),
            });
            found.push((states.state(row).to_owned(), value));
        }
        let is_missing = |(state, value): &(String, Option<Rational>)| match value {
            None => Some(state.clone()),
            Some(_) => None,
        };
        let missing: Vec<String> = found.iter().filter_map(is_missing).collect();
        let is_one = asked.text("state")?.is_some();
        if !missing.is_empty() && (is_one || !omits) {
            let kind = DataError::Missing {
                column: states.spelling(column).to_owned(),
                states: missing.join(", "),
            };
            return Err(error(&node.spot, kind));
        }
        let mut chosen: Vec<(String, Rational)> = found
            .into_iter()
            .filter_map(|(state, value)| Some((state, value?)))
            .collect();
        if let Some(count) = asked.count("largest")? {
            // A stable order: of equal values the first in the file.
            chosen.sort_by(|a, b| b.1.cmp(&a.1));
            chosen.truncate(count);
        }
        if chosen.is_empty() {
            let kind = DataError::NothingLeft(" in this selection".to_owned());
            return Err(error(&node.spot, kind));
        }
        Ok(Rows {
            spot: node.spot.clone(),
            file: file.to_owned(),
            column: states.spelling(column).to_owned(),
            year,
            is_share,
            is_one,
            chosen,
            missing,
        })
    }

    /// The numbers as a model file would spell them.
    fn node(&self) -> Node {
        let number = |value: &Rational| Node {
            spot: self.spot.clone(),
            value: Value::Text {
                text: value.to_string(),
                verbatim: None,
            },
        };
        match &self.chosen[..] {
            [(_, value)] if self.is_one => number(value),
            several => Node {
                spot: self.spot.clone(),
                value: Value::List(several.iter().map(|(_, value)| number(value)).collect()),
            },
        }
    }

    /// Whose the numbers are.
    fn origin(&self) -> String {
        let year = self.year.map_or(String::new(), |year| format!(" {year}"));
        let share = if self.is_share {
            ", share of all states"
        } else {
            ""
        };
        let names: Vec<&str> = self
            .chosen
            .iter()
            .map(|(state, _)| state.as_str())
            .collect();
        let missing = match self.missing.is_empty() {
            true => String::new(),
            false => format!("; missing and left out: {}", self.missing.join(", ")),
        };
        format!(
            "{}{year} in {}{share}, of {}{missing}",
            self.column,
            self.file,
            names.join(", ")
        )
    }
}

/// What a model file asks of a file of data.
struct Asked<'a> {
    spot: &'a Spot,
    fields: &'a [Entry],
}

impl<'a> Asked<'a> {
    fn new(node: &'a Node) -> Result<Self, Errors> {
        let Value::Table(fields) = &node.value else {
            return Err(wrong_kind(
                node,
                "a table, { file = \"nmc.csv\", column = \"milex\", year = 2014 }",
            ));
        };
        let unknown = |entry: &&Entry| !KEYS.contains(&entry.key.as_str());
        if let Some(entry) = fields.iter().find(unknown) {
            let kind = ErrorKind::UnknownKey {
                key: entry.key.clone(),
                nearest: crate::formula::closest(&entry.key, KEYS).map(str::to_owned),
                known: KNOWN,
            };
            let spot = entry.key_spot.clone();
            return Err(Error { spot, kind }.into());
        }
        let spot = &node.spot;
        Ok(Asked { spot, fields })
    }

    fn text(&self, key: &str) -> Result<Option<(&'a str, Spot)>, Errors> {
        match field(self.fields, key) {
            None => Ok(None),
            Some(Node {
                spot,
                value: Value::Text { text, .. },
            }) => Ok(Some((text, spot.clone()))),
            Some(node) => Err(wrong_kind(node, "text")),
        }
    }

    fn needed(&self, key: &'static str) -> Result<(&'a str, Spot), Errors> {
        self.text(key)?.ok_or_else(|| {
            let kind = ErrorKind::Missing {
                key,
                place: "`data`".to_owned(),
            };
            let spot = self.spot.clone();
            Error { spot, kind }.into()
        })
    }

    /// One of a few words.
    fn word(&self, key: &str, known: &[&'static str; 2]) -> Result<Option<&'static str>, Errors> {
        let Some((found, spot)) = self.text(key)? else {
            return Ok(None);
        };
        let word = known.iter().find(|word| **word == found);
        match word {
            Some(word) => Ok(Some(word)),
            None => Err(error(
                &spot,
                DataError::UnknownWord {
                    found: found.to_owned(),
                    known: if key == "as" {
                        "value, share"
                    } else {
                        "omit, error"
                    },
                },
            )),
        }
    }

    /// Names with their places.
    fn names(&self, key: &str) -> Result<Option<Vec<(&'a str, Spot)>>, Errors> {
        let Some(node) = field(self.fields, key) else {
            return Ok(None);
        };
        let Value::List(items) = &node.value else {
            return Err(wrong_kind(node, "a list of names"));
        };
        let name = |item: &'a Node| match &item.value {
            Value::Text { text, .. } => Ok((text.as_str(), item.spot.clone())),
            _ => Err(wrong_kind(item, "the name of a state")),
        };
        items.iter().map(name).collect::<Result<_, _>>().map(Some)
    }

    fn count(&self, key: &str) -> Result<Option<usize>, Errors> {
        match field(self.fields, key) {
            None => Ok(None),
            Some(Node {
                spot,
                value: Value::Number(text) | Value::Text { text, .. },
            }) => match text.parse() {
                Ok(count) if count > 0 => Ok(Some(count)),
                _ => Err(error(spot, DataError::NotACount(text.clone()))),
            },
            Some(node) => Err(wrong_kind(node, "a whole number")),
        }
    }

    /// The year asked for, if the file has years.
    fn year(&self, states: &StateYears) -> Result<Option<i64>, Errors> {
        let known = states.years();
        match field(self.fields, "year") {
            None if known.is_empty() => Ok(None),
            None => Err(error(
                self.spot,
                DataError::WhichYear {
                    file: states.name().to_owned(),
                    known: ranges(&known),
                },
            )),
            Some(Node {
                spot,
                value: Value::Number(text) | Value::Text { text, .. },
            }) => {
                let Some(year) = year(text) else {
                    return Err(error(spot, DataError::NotYears(text.clone())));
                };
                states.check_years(&(year..=year), spot)?;
                Ok(Some(year))
            }
            Some(node) => Err(wrong_kind(node, "a year")),
        }
    }

    /// The rows that are chosen, values not looked at.
    fn rows(
        &self,
        states: &StateYears,
        all: Vec<usize>,
        year: Option<i64>,
        folder: &Path,
    ) -> Result<Vec<usize>, Errors> {
        let mut rows = all;
        let one = self.text("state")?.map(|state| vec![state]);
        for key in ["only", "exclude", "without", "largest"] {
            if let (Some(_), Some(node)) = (&one, field(self.fields, key)) {
                return Err(wrong_kind(
                    node,
                    "nothing here, since `state` chooses one value",
                ));
            }
        }
        if let Some(wanted) = one.or(self.names("only")?) {
            let mut chosen = Vec::new();
            for (name, spot) in wanted {
                let of_name = |row: &&usize| states.state(**row) == name;
                let Some(row) = rows.iter().find(of_name) else {
                    states.known(name, &spot)?;
                    let place = format!(" called {name} in this year");
                    return Err(error(&spot, DataError::NothingLeft(place)));
                };
                if chosen.contains(row) {
                    let kind = ErrorKind::Taken {
                        name: name.to_owned(),
                        what: "in this list",
                    };
                    return Err(Error { spot, kind }.into());
                }
                chosen.push(*row);
            }
            rows = chosen;
        }
        for (name, spot) in self.names("exclude")?.unwrap_or_default() {
            states.known(name, &spot)?;
            rows.retain(|row| states.state(*row) != name);
        }
        if let Some((file, spot)) = self.text("without")? {
            let list = CsvTable::read(&path(folder, file), &spot)?;
            let list = Partners::new(&list, states, &spot)?;
            let asked = year.unwrap_or(list.span().1);
            let Some(as_of) = list.as_of(asked) else {
                let kind = DataError::PartnersBeginLater {
                    partners: file.to_owned(),
                    first: list.span().0,
                    year: asked,
                };
                return Err(error(&spot, kind));
            };
            rows.retain(|row| !list.has(states, *row, as_of));
        }
        Ok(rows)
    }
}

/// A path as a model names it, counted from the model's folder.
fn path(folder: &Path, file: &str) -> PathBuf {
    folder.join(file)
}

fn error(spot: &Spot, kind: DataError) -> Errors {
    Error {
        spot: spot.clone(),
        kind: kind.into(),
    }
    .into()
}

fn wrong_kind(node: &Node, expected: &'static str) -> Errors {
    Error {
        spot: node.spot.clone(),
        kind: ErrorKind::WrongKind {
            found: node.kind(),
            expected,
        },
    }
    .into()
}

fn text_entry(key: &str, text: String, spot: Spot) -> Entry {
    Entry {
        key: key.to_owned(),
        key_spot: spot.clone(),
        value: Node {
            spot,
            value: Value::Text {
                text,
                verbatim: None,
            },
        },
    }
}
