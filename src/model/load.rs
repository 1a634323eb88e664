//! Finding a model: a bundled one by id, or a file by path.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bundled::{BUNDLED, bundled_text};
use super::data::{count_lists, fill};
use super::declare::Model;
use super::diagnostic::{Source, Spot};
use super::document::{Entry, Value, parse as parse_document};
use super::error::{Error, ErrorKind, Errors};
use super::extend::merge;
use super::read;
use crate::formula::closest;

/// The most models that may extend each other in a row.
const EXTENDS_LIMIT: usize = 20;

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
    let found = source_of(name, Some(Path::new("")), None)?;
    model_of(&found)
}

/// Loads a model with one claim of another one in place of its own; `claim` is its place among the other's.
///
/// # Errors
/// As [`load`] of both, and a claim that is not about the first.
pub fn load_with_claim(name: &str, of: &str, claim: usize) -> Result<Model, Errors> {
    let [own, other] = [name, of].map(|name| source_of(name, Some(Path::new("")), None));
    let (own, other) = (own?, other?);
    let mut sources = Vec::new();
    let mut entries = entries_of(&own, &mut Vec::new(), &mut sources)?;
    entries.retain(|entry| entry.key != "claims");
    let theirs = entries_of(&other, &mut Vec::new(), &mut Vec::new())?.into_iter();
    for mut entry in theirs.filter(|entry| entry.key == "claims") {
        if let Value::List(claims) = &mut entry.value.value {
            *claims = claims.drain(..).skip(claim).take(1).collect();
        }
        entries.push(entry);
    }
    count_lists(&mut entries)?;
    read::model(&own.id, &entries, sources)
}

/// Reads a model from a text; what it extends must be bundled.
///
/// # Errors
/// Every mistake found in it.
pub fn parse(id: &str, name: &str, text: &str) -> Result<Model, Errors> {
    model_of(&Found {
        id: id.to_owned(),
        source: Source::new(name, text),
        path: None,
    })
}

/// A model's text.
struct Found {
    id: String,
    source: Arc<Source>,
    /// Where it was found, links resolved, if it is a file.
    path: Option<PathBuf>,
}

/// What makes two texts the same one: the file, or the name of a text that is none.
type Identity = Result<PathBuf, String>;

impl Found {
    fn identity(&self) -> Identity {
        self.path.clone().ok_or_else(|| self.source.name.clone())
    }

    /// The folder from which paths in the file count.
    fn folder(&self) -> Option<&Path> {
        self.path.as_deref().and_then(Path::parent)
    }
}

fn model_of(found: &Found) -> Result<Model, Errors> {
    let mut sources = Vec::new();
    let mut entries = entries_of(found, &mut Vec::new(), &mut sources)?;
    count_lists(&mut entries)?;
    read::model(&found.id, &entries, sources)
}

/// The entries of a file, laid over those of the model it extends.
fn entries_of(
    found: &Found,
    open: &mut Vec<Identity>,
    sources: &mut Vec<Arc<Source>>,
) -> Result<Vec<Entry>, Errors> {
    sources.push(found.source.clone());
    let mut entries = parse_document(&found.source).map_err(Errors)?;
    fill(&mut entries, found.folder())?;
    if entries.is_empty() {
        let spot = Spot {
            source: found.source.clone(),
            span: 0..0,
        };
        let kind = ErrorKind::Empty;
        return Err(Error { spot, kind }.into());
    }
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
    open.push(found.identity());
    let base = source_of(name, found.folder(), Some(&spot))?;
    if open.contains(&base.identity()) {
        return Err(Error {
            spot,
            kind: ErrorKind::ExtendsItself(base.id),
        }
        .into());
    }
    if open.len() > EXTENDS_LIMIT {
        let kind = ErrorKind::ExtendsTooLong(EXTENDS_LIMIT);
        return Err(Error { spot, kind }.into());
    }
    let base = entries_of(&base, open, sources)?;
    Ok(merge(base, entries))
}

/// Id and text of a model: a bundled one, or a file whose path counts from `folder`. A bundled id always means the bundled
/// model; a file of that name is `./name`.
fn source_of(name: &str, folder: Option<&Path>, spot: Option<&Spot>) -> Result<Found, Errors> {
    let path = folder.map(|folder| folder.join(name));
    if let Some(text) = bundled_text(name) {
        return Ok(Found {
            id: name.to_owned(),
            source: Source::new(name, text),
            path: None,
        });
    }
    let fail = |kind| {
        let spot = spot.cloned().unwrap_or_else(|| Spot {
            source: Source::new("MODEL", name),
            span: 0..name.len(),
        });
        Errors::from(Error { spot, kind })
    };
    let Some(path) = path.filter(|path| path.exists()) else {
        let ids = BUNDLED.iter().map(|(id, _)| *id);
        return Err(fail(ErrorKind::UnknownModel {
            name: name.to_owned(),
            nearest: closest(name, ids).map(str::to_owned),
        }));
    };
    let unreadable = |error: std::io::Error| {
        fail(ErrorKind::Unreadable {
            name: path.display().to_string(),
            reason: error.to_string(),
        })
    };
    let bytes = std::fs::read(&path).map_err(unreadable)?;
    let resolved = path.canonicalize().map_err(unreadable)?;
    let id = path
        .file_stem()
        .map_or(name.to_owned(), |stem| stem.to_string_lossy().into_owned());
    let shown = path.display().to_string();
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Found {
            id,
            source: Source::new(&shown, &text),
            path: Some(resolved),
        }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            let spot = Spot {
                source: Source::new(&shown, &text),
                span: valid..valid,
            };
            let kind = ErrorKind::NotText;
            Err(Error { spot, kind }.into())
        }
    }
}
