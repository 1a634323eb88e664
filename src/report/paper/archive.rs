//! A replication archive: models, outputs, versions, checksums, and a README in the form that journals ask for.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::bundle::{File, command};
use super::super::dialect::markdown;
use super::super::study::Solved;
use super::super::table::Table;
use super::checksum::checksum;

const LICENSE_MIT: &str = include_str!("../../../LICENSE-MIT");
const LICENSE_APACHE: &str = include_str!("../../../LICENSE-APACHE");
const REDRAW_PYTHON: &str = include_str!("../../../docs/redraw.py");
const REDRAW_R: &str = include_str!("../../../docs/redraw.R");
const LOCK: &str = include_str!("../../../Cargo.lock");

/// The archive as the bytes of a ZIP file: `results/` with the files of a report and its paper, `models/`, scripts, licences, versions,
/// a README and checksums of everything else.
///
/// The same files give the same bytes: no time and no machine is written down. `list` is the list of tables and programs.
///
/// # Errors
/// More than a ZIP file can hold.
pub fn archive_of(
    studies: &[Solved],
    names: &[String],
    files: &[File],
    list: &Table,
) -> Result<Vec<u8>, String> {
    let mut all: Vec<File> = Vec::new();
    add(
        &mut all,
        "README.md".to_owned(),
        &readme(studies, names, list),
    );
    add(&mut all, "LICENSE-MIT".to_owned(), LICENSE_MIT);
    add(&mut all, "LICENSE-APACHE".to_owned(), LICENSE_APACHE);
    add(&mut all, "VERSIONS.txt".to_owned(), &versions());
    add(&mut all, "Cargo.lock".to_owned(), LOCK);
    add(&mut all, "scripts/redraw.py".to_owned(), REDRAW_PYTHON);
    add(&mut all, "scripts/redraw.R".to_owned(), REDRAW_R);
    for source in studies.iter().flat_map(|study| &study.sources) {
        add(
            &mut all,
            format!("models/{}", source.name),
            &source.contents,
        );
    }
    for file in files {
        add(&mut all, format!("results/{}", file.name), &file.contents);
    }
    let sums: String = all
        .iter()
        .map(|file| format!("{}  {}\n", checksum(file.contents.as_bytes()), file.name))
        .collect();
    add(&mut all, "CHECKSUMS.sha256".to_owned(), &sums);
    zipped(&all).map_err(|error| error.to_string())
}

/// Adds a file, unless it is there.
fn add(all: &mut Vec<File>, name: String, contents: &str) {
    if all.iter().all(|file| file.name != name) {
        all.push(File {
            name,
            contents: contents.to_owned(),
        });
    }
}

fn zipped(files: &[File]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        writer.start_file(&file.name, options)?;
        writer.write_all(file.contents.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The program's version, and those of what it is built from.
fn versions() -> String {
    let mut out = format!(
        "unipole {}\nRust {} or later\n\nBuilt from (Cargo.lock):\n",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_RUST_VERSION")
    );
    let value = |line: &str, key: &str| -> Option<String> {
        let rest = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
        Some(rest.trim().trim_matches('"').to_owned())
    };
    let mut name = String::new();
    for line in LOCK.lines() {
        if let Some(found) = value(line, "name") {
            name = found;
        } else if let Some(version) = value(line, "version").filter(|_| !name.is_empty()) {
            let _ = writeln!(out, "{name} {version}");
            name.clear();
        }
    }
    out
}

/// After the template README of the Social Science Data Editors.
fn readme(studies: &[Solved], names: &[String], list: &Table) -> String {
    let command = format!("{} --paper", command(names));
    let version = env!("CARGO_PKG_VERSION");
    let rust = env!("CARGO_PKG_RUST_VERSION");
    let scenarios: usize = studies.iter().map(|study| study.answers.len()).sum();
    let mut out = format!(
        "# README of the replication archive\n\n\
         ## Overview\n\n\
         The archive holds {} of alignment under a dominant power as text files (`models/`), and everything that follows from them: pages, tables, \
         data and the paper (`results/`). One program, unipole {version}, computes all of it with one command; nothing is typed or edited by hand. \
         A replicator should expect it to run for less than five minutes.\n\n\
         ## Data availability and provenance\n\n\
         - [x] This paper does not involve the analysis of external data: the games and their default numbers are in `models/`, and \
         no data of the world is used.\n\n\
         ### Rights\n\n\
         The models and outputs are part of the program and under its licences, see `LICENSE-MIT` and `LICENSE-APACHE`; either may be chosen.\n\n\
         ## Files\n\n\
         | Folder or file | What it holds |\n| :-- | :-- |\n\
         | `models/` | the games: players, actions, parameters, payoffs, scenarios (TOML) |\n\
         | `results/` | one page a model (`.md`), its tables (`.tex`), equilibria as rows (`.csv`), everything with its evidence (`.json`), pictures (`.svg`, `.tex`) |\n\
         | `results/paper/` | the paper (`paper.tex`, `paper.html`, `references.bib`), each of its tables as CSV |\n\
         | `scripts/` | a short Python and a short R script that read a table and redraw a figure |\n\
         | `VERSIONS.txt`, `Cargo.lock` | the versions of the program and of what it is built from |\n\
         | `CHECKSUMS.sha256` | SHA-256 of every other file: `sha256sum -c CHECKSUMS.sha256` |\n\n\
         ## Computational requirements\n\n\
         ### Software\n\n\
         - unipole {version}, built with Rust {rust} or later; crates in the versions of `Cargo.lock`. The program's source is not in this archive: deposit it beside it, or name where it is kept.\n\
         - To compile the paper: a TeX with pdflatex, bibtex, natbib and TikZ. To redraw: Python 3 with pandas and matplotlib, or R.\n\n\
         ### Controlled randomness\n\n\
         - [x] No randomness enters the results: the same input gives the same bytes with any number of threads.\n\n\
         ### Memory, time and storage\n\n\
         {}, {}: less than 2 GB of memory, less than five minutes on a machine of 2026 with two cores, less than 50 MB of storage.\n\n\
         ## Programs\n\n\
         `{command}` makes every file of `results/`. No other program takes part.\n\n\
         ## Instructions to replicators\n\n\
         1. Unpack the archive and see that it is whole: `sha256sum -c CHECKSUMS.sha256`.\n\
         2. Build unipole {version} from its source: `cargo install --path .`\n\
         3. In the unpacked folder run `{command} --check`: it computes everything anew and compares it with `results/`, byte by byte.\n\
         4. To compile the paper: in `results/paper/`, `pdflatex paper`, `bibtex paper`, and twice `pdflatex paper`.\n\n",
        count(studies.len(), "game", "games"),
        count(studies.len(), "game", "games"),
        count(scenarios, "scenario", "scenarios"),
    );
    if !names.is_empty() {
        out.push_str("The models named in the command are in `models/`: run it there, with `-o ../results`.\n\n");
    }
    out.push_str("## List of tables and programs\n\n");
    out.push_str(&markdown(list));
    out.push_str("\n## References\n\n`results/paper/references.bib` has the sources.\n");
    out
}

fn count(number: usize, one: &str, many: &str) -> String {
    super::super::page::words::counted(number, one, many)
}
