//! Printing to the terminal or a pipe, and writing files whole or not at all.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::Error;
use crate::report::Terminal;

/// Prints a text; a reader that has gone is [`Error::ClosedPipe`].
pub(super) fn print(text: &str) -> Result<(), Error> {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .map_err(|error| match error.kind() {
            ErrorKind::BrokenPipe => Error::ClosedPipe,
            _ => Error::write(Path::new("standard output"), error),
        })
}

/// Whether the user wants no notes.
static QUIET: AtomicBool = AtomicBool::new(false);

/// From now on, no notes.
pub(super) fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Says something on the standard error, if anybody listens and wants to hear it.
pub(super) fn note(text: &str) {
    if !QUIET.load(Ordering::Relaxed) {
        complain(&format!("note: {text}"));
    }
}

/// Complains on the standard error, if anybody listens.
pub(super) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints a text, or writes it to a file if one is named.
pub(super) fn deliver(text: &str, file: Option<&Path>) -> Result<(), Error> {
    deliver_bytes(text.as_bytes(), file)
}

/// The same for what may be no text: a picture.
pub(super) fn deliver_bytes(bytes: &[u8], file: Option<&Path>) -> Result<(), Error> {
    match file {
        None => print_bytes(bytes),
        Some(path) => write(path, bytes),
    }
}

/// Refuses a path that cannot be a file, before any work is done for it.
pub(super) fn check_writable(file: Option<&Path>) -> Result<(), Error> {
    let Some(path) = file else {
        return Ok(());
    };
    if path.is_dir() {
        return Err(Error::write(path, "it is a directory"));
    }
    if is_device(path) {
        return Ok(());
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(Error::write(
            path,
            format!("there is no directory `{}`", folder.display()),
        ));
    }
    tempfile::Builder::new()
        .prefix(".unipole")
        .tempfile_in(folder)
        .map(|_| ())
        .map_err(|error| Error::write(path, error))
}

/// Writes a file beside its place and moves it there, so that it is never seen half written. A link keeps pointing where
/// it does, and a device or a pipe is written to as it is.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if path.is_dir() {
        return Err(Error::write(path, "it is a directory"));
    }
    let fail = |error: &dyn std::fmt::Display| Error::write(path, error);
    if is_device(path) {
        return std::fs::write(path, bytes).map_err(|e| fail(&e));
    }
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut file = tempfile::Builder::new()
        .prefix(".unipole")
        .tempfile_in(folder_of(&place))
        .map_err(|e| fail(&e))?;
    file.write_all(bytes).map_err(|e| fail(&e))?;
    let file = file.persist(&place).map_err(|e| fail(&e.error))?;
    make_readable(&file).map_err(|e| fail(&e))
}

/// Something that is there and is no file: a device, a pipe.
fn is_device(path: &Path) -> bool {
    path.exists() && !path.is_file() && !path.is_dir()
}

/// Temporary files are private; a result is not.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// How wide and how colourful the standard output is.
pub(super) fn terminal(to_file: bool) -> Terminal {
    let is_terminal = !to_file && std::io::stdout().is_terminal();
    Terminal {
        width: is_terminal.then(comfy_table_width).flatten(),
        colour: is_terminal && colours_wanted(),
    }
}

fn comfy_table_width() -> Option<u16> {
    comfy_table::Table::new().width()
}

pub(super) fn colours_on_stderr() -> bool {
    std::io::stderr().is_terminal() && colours_wanted()
}

fn colours_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
