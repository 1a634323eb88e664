//! Where answers and games are written, and that they come back the same.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use unipole::format::{game_json, nfg};
use unipole::game::Game;
use unipole::model::{BUNDLED, load};

use crate::{folder, names, printed, printed_in, refused, unipole};

#[test]
fn places_that_cannot_be_written_are_refused() {
    let folder = folder();
    let path = folder.path();
    fs::create_dir(path.join("results.json")).expect("a folder");
    for (output, fragment) in [
        ("nowhere/answer.json", "there is no directory `nowhere`"),
        ("results.json", "it is a directory"),
        ("answer.xyz", "which format"),
    ] {
        refused(
            &mut unipole(path, &["solve", "core", "-o", output]),
            &[output, fragment],
        );
        refused(
            &mut unipole(path, &["diff", "core", "@be=0", "-o", output]),
            &[output, fragment],
        );
        refused(&mut unipole(path, &["convert", "core", output]), &[output]);
    }
    assert_eq!(names(path), ["results.json"]);
    assert!(names(&path.join("results.json")).is_empty());
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let shut = folder.path().join("shut");
    fs::create_dir(&shut).expect("a folder");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o555)).expect("own folder");
    if fs::write(shut.join("try"), "").is_ok() {
        eprintln!("note: permissions do not bind this user, so they were not tried");
        return;
    }
    let mut command = unipole(folder.path(), &["solve", "core", "-o", "shut/answer.json"]);
    refused(&mut command, &["cannot write `shut/answer.json`"]);
    assert!(names(&shut).is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_keeps_its_target_and_a_pipe_stays_a_pipe() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("real.csv"), "as it was").expect("a file");
    std::os::unix::fs::symlink("real.csv", path.join("link.csv")).expect("a link");
    printed_in(path, &["solve", "core", "-o", "link.csv"]);
    let answer = printed(&["solve", "core", "--format", "csv"]);
    assert_eq!(
        fs::read_to_string(path.join("real.csv")).expect("a file"),
        answer
    );
    assert!(path.join("link.csv").is_symlink());

    let through_a_pipe = r#"mkfifo pipe && { cat pipe > got & "$0" solve core --format csv -o pipe; wait; test -p pipe; }"#;
    let mut shell = Command::new("sh");
    let program = assert_cmd::cargo::cargo_bin("unipole");
    shell
        .current_dir(path)
        .args(["-c", through_a_pipe])
        .arg(program);
    shell.assert().success().stdout("").stderr("");
    assert_eq!(
        fs::read_to_string(path.join("got")).expect("a file"),
        answer
    );
}

fn read_nfg(path: &Path) -> Game {
    nfg::read(&fs::read(path).expect("a file")).expect("a game")
}

#[test]
fn models_come_back_the_same_through_files_of_games() {
    let folder = folder();
    let path = folder.path();
    for (id, _) in BUNDLED {
        let model = load(id).unwrap_or_else(|errors| panic!("{errors}"));
        let point = model
            .point(None, &[])
            .unwrap_or_else(|errors| panic!("{errors}"));
        let game = model
            .game(&point)
            .unwrap_or_else(|errors| panic!("{errors}"));
        // Where moves have an order, files have the reduced normal form.
        let game = match game.tree() {
            Some(tree) => tree.normal_form().expect("a small tree").game,
            None => game,
        };
        printed_in(path, &["convert", id, "a.nfg"]);
        printed_in(path, &["convert", "a.nfg", "b.json"]);
        printed_in(path, &["convert", "b.json", "c.nfg"]);
        printed_in(path, &["convert", id, "d.nfg", "--outcomes"]);
        printed_in(path, &["convert", id, "e.json"]);
        let there = read_nfg(&path.join("a.nfg"));
        assert_eq!(there.payoffs(), game.payoffs(), "{id}");
        assert_eq!(there, read_nfg(&path.join("c.nfg")), "{id}");
        assert_eq!(there, read_nfg(&path.join("d.nfg")), "{id}");
        let whole = game_json::read(&fs::read(path.join("e.json")).expect("a file"));
        assert_eq!(whole.expect("a game"), game, "{id}");
        let printed = printed_in(path, &["convert", "c.nfg", "-", "--format", "nfg"]);
        assert_eq!(
            printed,
            fs::read_to_string(path.join("a.nfg")).expect("a file"),
            "{id}"
        );
    }
}

#[test]
fn the_ending_of_a_file_chooses_the_format_asked_for_by_name() {
    let folder = folder();
    let path = folder.path();
    for (ending, format) in [
        ("txt", "text"),
        ("json", "json"),
        ("csv", "csv"),
        ("md", "markdown"),
        ("tex", "latex"),
    ] {
        let file = format!("answer.{ending}");
        assert_eq!(printed_in(path, &["solve", "core", "-o", &file]), "");
        let written = fs::read_to_string(path.join(&file)).expect("a file");
        assert_eq!(written, printed(&["solve", "core", "--format", format]));
        assert!(written.ends_with('\n') && written.len() > 100, "{written}");
    }
}
