//! Every command shown in the README and in docs/ prints what stands below it.
//!
//! A block of kind `console` begins with `$ unipole ..`; the rest is its output. `UPDATE=1 cargo test --test docs`
//! writes the present output into the pages.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<PathBuf> {
    let docs = std::fs::read_dir(root().join("docs")).expect("docs/ is there");
    let mut pages: Vec<PathBuf> = docs
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.push(root().join("README.md"));
    pages.sort();
    pages
}

/// The output of a command line as a reader would see it; quotes hold words together.
fn output(command: &str) -> String {
    let words: Vec<String> = command
        .split('\'')
        .enumerate()
        .flat_map(|(place, part)| match place % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .skip(1)
        .collect();
    let run = Command::new(env!("CARGO_BIN_EXE_unipole"))
        .args(&words)
        .current_dir(root())
        .output()
        .expect("the program starts");
    let mut text = String::from_utf8(run.stdout).expect("the program prints text");
    text += &String::from_utf8(run.stderr).expect("the program prints text");
    text
}

/// The page with the present output in every console block, and the number of blocks.
fn refreshed(page: &str) -> (String, usize) {
    let mut fresh = String::new();
    let mut blocks = 0;
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        let _ = writeln!(fresh, "{line}");
        let Some(command) = lines
            .peek()
            .filter(|next| line == "```console" && next.starts_with("$ unipole"))
        else {
            continue;
        };
        let _ = write!(
            fresh,
            "{command}\n{}",
            output(command.trim_start_matches("$ "))
        );
        blocks += 1;
        for line in lines.by_ref() {
            if line == "```" {
                let _ = writeln!(fresh, "{line}");
                break;
            }
        }
    }
    (fresh, blocks)
}

#[test]
fn every_command_shown_prints_what_stands_below_it() {
    let mut blocks = 0;
    for path in pages() {
        let page = std::fs::read_to_string(&path).expect("a readable page");
        let (fresh, found) = refreshed(&page);
        blocks += found;
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, fresh).expect("a writable page");
        } else {
            assert_eq!(
                page,
                fresh,
                "{} is stale; UPDATE=1 cargo test --test docs renews it",
                path.display()
            );
        }
    }
    assert!(blocks >= 4, "only {blocks} commands are shown");
}

#[test]
fn the_model_of_the_readme_is_the_one_that_is_solved() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a readable page");
    let model =
        std::fs::read_to_string(root().join("docs/ten-lines.toml")).expect("a readable model");
    assert_eq!(model.lines().count(), 10);
    let marked = format!("<!-- docs/ten-lines.toml -->\n```toml\n{model}```");
    assert!(
        readme.contains(&marked),
        "the README shows another model than docs/ten-lines.toml"
    );
}
#[test]
fn every_link_between_pages_leads_somewhere() {
    for path in pages() {
        let page = std::fs::read_to_string(&path).expect("a readable page");
        for (_, rest) in page
            .match_indices("](")
            .map(|(at, _)| page.split_at(at + 2))
        {
            let target = rest.split([')', '#']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let folder = path.parent().expect("a page is in a folder");
            assert!(
                folder.join(target).exists(),
                "{}: {target} is missing",
                path.display()
            );
        }
    }
}
