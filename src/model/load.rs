//! Finding a model: a bundled one by id, or a file by path.

use std::path::Path;
use std::sync::Arc;

use super::bundled::{BUNDLED, bundled_text};
use super::declare::Model;
use super::diagnostic::{Source, Spot};
use super::document::{Entry, Value, parse as parse_document};
use super::error::{Error, ErrorKind, Errors};
use super::extend::merge;
use super::read;
use crate::formula::closest;

/// Loads the bundled model of that id, or the model in the file of that path.
///
/// # Errors
/// No such model, an unreadable file, or every mistake found in it.
///
/// # Examples
/// ```
/// let core = unipole::model::load("core")?;
/// assert_eq!(core.players.len(), 3);
/// # Ok::<(), unipole::model::Errors>(())
/// ```
pub fn load(name: &str) -> Result<Model, Errors> {
    let (id, source) = source_of(name, Path::new(""), None)?;
    model_of(
        &id,
        &source,
        Path::new(name).parent().unwrap_or(Path::new("")),
    )
}

/// Reads a model from a text; what it extends must be bundled.
///
/// # Errors
/// Every mistake found in it.
pub fn parse(id: &str, name: &str, text: &str) -> Result<Model, Errors> {
    model_of(id, &Source::new(name, text), Path::new(""))
}

fn model_of(id: &str, source: &Arc<Source>, folder: &Path) -> Result<Model, Errors> {
    if source.text.trim().is_empty() {
        let spot = Spot {
            source: source.clone(),
            span: 0..0,
        };
        return Err(Error {
            spot,
            kind: ErrorKind::Empty,
        }
        .into());
    }
    let entries = entries_of(source, folder, &mut vec![id.to_owned()])?;
    read::model(id, &entries)
}

/// The entries of a file, laid over those of the model it extends.
fn entries_of(
    source: &Arc<Source>,
    folder: &Path,
    open: &mut Vec<String>,
) -> Result<Vec<Entry>, Errors> {
    let entries = parse_document(source).map_err(Errors)?;
    let Some(extends) = entries.iter().find(|e| e.key == "extends") else {
        return Ok(entries);
    };
    let spot = extends.value.spot.clone();
    let Value::Text { text: name, .. } = &extends.value.value else {
        let kind = ErrorKind::WrongKind {
            found: extends.value.kind(),
            expected: "the id or path of a model",
        };
        return Err(Error { spot, kind }.into());
    };
    let (id, base) = source_of(name, folder, Some(&spot))?;
    if open.contains(&id) {
        return Err(Error {
            spot,
            kind: ErrorKind::ExtendsItself(id),
        }
        .into());
    }
    open.push(id);
    let base_folder = folder.join(name);
    let base = entries_of(&base, base_folder.parent().unwrap_or(folder), open)?;
    Ok(merge(base, entries))
}

/// Id and text of a model; a relative path counts from `folder`.
fn source_of(
    name: &str,
    folder: &Path,
    spot: Option<&Spot>,
) -> Result<(String, Arc<Source>), Errors> {
    let path = folder.join(name);
    if let Some(text) = bundled_text(name)
        && !path.is_file()
    {
        return Ok((name.to_owned(), Source::new(name, text)));
    }
    let fail = |kind| {
        let spot = spot.cloned().unwrap_or_else(|| Spot {
            source: Source::new("MODEL", name),
            span: 0..name.len(),
        });
        Errors::from(Error { spot, kind })
    };
    if !path.exists() {
        let ids = BUNDLED.iter().map(|(id, _)| *id);
        return Err(fail(ErrorKind::UnknownModel {
            name: name.to_owned(),
            nearest: closest(name, ids).map(str::to_owned),
        }));
    }
    let bytes = std::fs::read(&path).map_err(|error| {
        fail(ErrorKind::Unreadable {
            name: path.display().to_string(),
            reason: error.to_string(),
        })
    })?;
    let id = path
        .file_stem()
        .map_or(name.to_owned(), |stem| stem.to_string_lossy().into_owned());
    match String::from_utf8(bytes) {
        Ok(text) => Ok((id, Source::new(&path.display().to_string(), &text))),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let source = Source::new(&path.display().to_string(), &text);
            let spot = Spot {
                source,
                span: valid..valid,
            };
            Err(Error {
                spot,
                kind: ErrorKind::NotText,
            }
            .into())
        }
    }
}
