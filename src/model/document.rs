//! A TOML file as a tree in which everything knows its place. Numbers keep their text, so that they stay exact.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::diagnostic::{Source, Spot};
use super::error::{Error, ErrorKind};

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub spot: Spot,
    pub value: Value,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A string; `verbatim` is where its first character stands if the file spells it without escapes.
    Text {
        text: String,
        verbatim: Option<usize>,
    },
    /// A TOML number, as written.
    Number(String),
    /// Anything else TOML knows and models do not use.
    Other(&'static str),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key with its value, in file order.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub key: String,
    pub key_spot: Spot,
    pub value: Node,
}

impl Node {
    /// The entries of a table; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// What kind of value this is, in the words of an error message.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Text { .. } => "text",
            Value::Number(_) => "a number",
            Value::Other(kind) => kind,
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// The value of a key.
pub(super) fn field<'a>(fields: &'a [Entry], key: &str) -> Option<&'a Node> {
    fields.iter().find(|e| e.key == key).map(|e| &e.value)
}

/// Reads TOML; all its mistakes are reported together.
pub(super) fn parse(source: &Arc<Source>) -> Result<Vec<Entry>, Vec<Error>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Ok(entries(table.get_ref(), source));
    }
    Err(errors
        .iter()
        .map(|error| Error {
            spot: Spot {
                source: source.clone(),
                span: error.span().unwrap_or(0..0),
            },
            kind: ErrorKind::Toml(error.message().trim().replace('\n', ", ")),
        })
        .collect())
}

fn entries(table: &DeTable<'_>, source: &Arc<Source>) -> Vec<Entry> {
    let spot = |span: Range<usize>| Spot {
        source: source.clone(),
        span,
    };
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_spot: spot(key.span()),
            value: node(value.get_ref(), value.span(), source),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_spot.span.start);
    entries
}

fn node(value: &DeValue<'_>, span: Range<usize>, source: &Arc<Source>) -> Node {
    let node_value = match value {
        DeValue::String(text) => Value::Text {
            text: text.to_string(),
            verbatim: verbatim(&source.text, &span, text),
        },
        DeValue::Integer(number) if number.radix() == 10 => {
            Value::Number(number.as_str().to_owned())
        }
        DeValue::Integer(_) => Value::Other("a number that is not decimal"),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(_) => Value::Other("true or false"),
        DeValue::Datetime(_) => Value::Other("a date"),
        DeValue::Array(values) => Value::List(
            values
                .iter()
                .map(|value| node(value.get_ref(), value.span(), source))
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(entries(table, source)),
    };
    Node {
        spot: Spot {
            source: source.clone(),
            span,
        },
        value: node_value,
    }
}

/// Where a string's own text begins, if the file spells it out.
fn verbatim(file: &str, span: &Range<usize>, text: &str) -> Option<usize> {
    let written = file.get(span.clone())?;
    let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") {
        3
    } else {
        1
    };
    let newline = match written.get(quotes..)? {
        inner if quotes == 3 && inner.starts_with("\r\n") => 2,
        inner if quotes == 3 && inner.starts_with('\n') => 1,
        _ => 0,
    };
    let start = quotes + newline;
    written
        .get(start..)?
        .starts_with(text)
        .then_some(span.start + start)
}
