//! The program as it is typed: exit codes, places of mistakes, files written whole or not at all.

mod answers;
mod bench;
mod certificate;
mod claims;
mod contract;
mod correlated;
mod efg;
mod files;
mod game_files;
mod generate;
mod help;
mod leadership;
mod logit;
mod order;
mod parametric;
mod partial;
mod refusals;
mod repeat;
mod repeat_bounds;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn unipole(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("unipole").expect("the program is built");
    command.current_dir(folder).args(arguments);
    command
}

/// What a command that must succeed quietly prints.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    printed_in(Path::new("."), arguments)
}

#[track_caller]
fn printed_in(folder: &Path, arguments: &[&str]) -> String {
    let done = unipole(folder, arguments).assert().success().stderr("");
    String::from_utf8(done.get_output().stdout.clone()).expect("text")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<String> = entries
        .map(|e| name(e).to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Exit code 2, nothing on standard output, and a message with all of these.
#[track_caller]
fn refused(command: &mut Command, fragments: &[&str]) {
    let done = command.assert().code(2).stdout("");
    let message = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    for fragment in fragments {
        assert!(
            message.contains(fragment),
            "{fragment:?} is not in:\n{message}"
        );
    }
    assert!(!message.contains("panicked"), "{message}");
}

/// The same; and neither a new file comes into being nor an old one changes.
#[track_caller]
fn refused_without_a_trace(folder: &Path, arguments: &[&str], fragments: &[&str]) {
    fs::write(folder.join("old.json"), "as it was").expect("a file");
    let before = names(folder);
    for output in ["new.json", "old.json"] {
        let mut command = unipole(folder, arguments);
        refused(command.args(["-o", output]), fragments);
        assert_eq!(names(folder), before, "{arguments:?} left something behind");
        let old = fs::read_to_string(folder.join("old.json")).expect("the file is still there");
        assert_eq!(old, "as it was", "{arguments:?}");
    }
}
