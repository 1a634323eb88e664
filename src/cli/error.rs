//! What stops a command.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::format::PlainError;
use crate::format::csv_game::CsvError;
use crate::format::efg::EfgError;
use crate::format::nfg::NfgError;
use crate::model::{Diagnostic, Errors, Source, Spot};

/// Why a command has no answer.
#[derive(Debug)]
pub(super) enum Error {
    /// Mistakes in a model, or in what was asked of it.
    Model(Errors),
    /// A mistake with a place in another kind of file or in an argument.
    File(Box<Diagnostic>),
    /// A file that cannot be written.
    Write { path: PathBuf, reason: String },
    /// A request that makes no sense as it stands.
    Request {
        message: String,
        hint: Option<String>,
    },
    /// Several of these.
    Several(Vec<Error>),
    /// The reader of our output has gone.
    ClosedPipe,
}

impl Error {
    pub fn render(&self, colour: bool) -> String {
        match self {
            Error::Model(errors) => {
                let shown: Vec<String> = errors
                    .0
                    .iter()
                    .map(|e| e.diagnostic().render(colour))
                    .collect();
                shown.join("\n\n")
            }
            Error::File(diagnostic) => diagnostic.render(colour),
            Error::Write { path, reason } => {
                format!("error: cannot write `{}`: {reason}", path.display())
            }
            Error::Request { message, hint } => match hint {
                Some(hint) => format!("error: {message}\n  = help: {hint}"),
                None => format!("error: {message}"),
            },
            Error::Several(errors) => {
                let shown: Vec<String> = errors.iter().map(|e| e.render(colour)).collect();
                shown.join("\n\n")
            }
            Error::ClosedPipe => String::new(),
        }
    }

    pub fn request(message: impl Into<String>, hint: Option<&str>) -> Self {
        Error::Request {
            message: message.into(),
            hint: hint.map(str::to_owned),
        }
    }

    /// A mistake in an .nfg file.
    pub fn nfg(name: &str, bytes: &[u8], error: &NfgError) -> Self {
        Error::in_file(name, bytes, error.span(), error.message(), error.hint())
    }

    /// A mistake in an .efg file.
    pub fn efg(name: &str, bytes: &[u8], error: &EfgError) -> Self {
        Error::in_file(name, bytes, error.span(), error.message(), error.hint())
    }

    /// A mistake in a file of numbers.
    pub fn plain(name: &str, bytes: &[u8], error: &PlainError) -> Self {
        Error::in_file(name, bytes, error.span(), error.message(), error.hint())
    }

    /// A mistake in a table of payoffs.
    pub fn table(name: &str, bytes: &[u8], error: &CsvError) -> Self {
        Error::in_file(name, bytes, error.span(), error.message(), error.hint())
    }

    fn in_file(
        name: &str,
        bytes: &[u8],
        span: Range<usize>,
        message: String,
        hint: Option<&str>,
    ) -> Self {
        let source = Source::new(name, &String::from_utf8_lossy(bytes));
        Error::File(Box::new(Diagnostic {
            spot: Spot { source, span },
            message,
            hint: hint.map(str::to_owned),
        }))
    }

    pub fn write(path: &Path, reason: impl ToString) -> Self {
        Error::Write {
            path: path.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl From<Errors> for Error {
    fn from(errors: Errors) -> Self {
        Error::Model(errors)
    }
}
