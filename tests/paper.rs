//! The paper: what it refers to is there, what it states is what the pages state, its checksums recompute, and it compiles.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};
use unipole::model::{BUNDLED, load, parse};
use unipole::num::Rational;
use unipole::report::{
    Align, Column, File, Paper, PaperPart, Solved, Study, Table, archive_of, index_of, paper_of,
    with_part,
};

struct Made {
    studies: Vec<Solved>,
    parts: Vec<PaperPart>,
    /// The files of the report without the paper.
    files: Vec<File>,
    paper: Paper,
}

static BUNDLE: LazyLock<Made> = LazyLock::new(|| {
    let studies = BUNDLED.iter().map(|(id, _)| {
        let model = load(id).unwrap_or_else(|errors| panic!("{errors}"));
        Study::of_model(id, model).unwrap_or_else(|errors| panic!("{errors}"))
    });
    made(studies.collect(), &[], None)
});

fn made(studies: Vec<Study>, names: &[String], verdicts: Option<&Table>) -> Made {
    let studies: Vec<Solved> = studies
        .into_iter()
        .map(|study| study.solve(&|| true, &|| ()).expect("nobody interrupts"))
        .collect();
    let (files, parts): (Vec<Vec<File>>, Vec<PaperPart>) = studies.iter().map(with_part).unzip();
    let mut files = files.concat();
    files.extend(index_of(&studies, names));
    let paper = paper_of(&studies, &parts, names, verdicts);
    Made {
        studies,
        parts,
        files,
        paper,
    }
}

impl Made {
    fn text(&self, name: &str) -> &str {
        let name = format!("paper/{name}");
        let file = self.paper.files.iter().find(|file| file.name == name);
        &file.unwrap_or_else(|| panic!("no file {name}")).contents
    }

    fn all_files(&self) -> Vec<File> {
        [self.files.clone(), self.paper.files.clone()].concat()
    }
}

fn checksum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The arguments of a command without options, in order: `\label{..}`.
fn arguments<'a>(latex: &'a str, command: &str) -> Vec<&'a str> {
    let opening = format!("\\{command}{{");
    latex
        .match_indices(&opening)
        .map(|(at, _)| {
            let rest = &latex[at + opening.len()..];
            &rest[..rest.find('}').expect("a closing brace")]
        })
        .collect()
}

#[test]
fn braces_and_environments_are_balanced() {
    let latex = BUNDLE.text("paper.tex");
    let mut depth = 0i64;
    let mut letters = latex.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        assert!(depth >= 0, "a brace is closed that was not opened");
    }
    assert_eq!(depth, 0, "a brace is left open");
    let mut open: Vec<&str> = Vec::new();
    let mut environments = 0;
    for (at, _) in latex.match_indices('\\') {
        let rest = &latex[at..];
        if let Some(name) = rest.strip_prefix("\\begin{") {
            open.push(&name[..name.find('}').expect("a name")]);
            environments += 1;
        } else if let Some(name) = rest.strip_prefix("\\end{") {
            let name = &name[..name.find('}').expect("a name")];
            assert_eq!(open.pop(), Some(name));
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    assert!(environments > 500, "only {environments} environments");
}

#[test]
fn every_reference_has_its_label_and_every_citation_its_entry() {
    let latex = BUNDLE.text("paper.tex");
    let labels = arguments(latex, "label");
    let distinct: BTreeSet<&str> = labels.iter().copied().collect();
    assert_eq!(labels.len(), distinct.len(), "a label stands twice");
    let references = arguments(latex, "ref");
    for reference in &references {
        assert!(distinct.contains(reference), "{reference} has no label");
    }
    let bibliography = BUNDLE.text("references.bib");
    let mut cited = 0;
    for key in arguments(latex, "citet")
        .iter()
        .flat_map(|all| all.split(','))
    {
        assert!(bibliography.contains(&format!("{{{key},\n")), "{key}");
        cited += 1;
    }
    assert!(references.len() > 150 && cited > 50);
    // A float nobody refers to is not read.
    let referred: BTreeSet<&str> = references.into_iter().collect();
    for label in labels {
        if label.starts_with("tab:") || label.starts_with("fig:") {
            assert!(referred.contains(label), "{label} is not referred to");
        }
    }
}

/// The list of tables and programs in print: what, the command, the file.
fn origins(made: &Made) -> Vec<(String, String)> {
    let csv = unipole::report::csv(&made.paper.list);
    let rows = csv.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        let file = fields[2].trim_matches('"').trim_start_matches("results/");
        (fields[0].to_owned(), file.to_owned())
    });
    rows.collect()
}

#[test]
fn every_table_and_figure_is_in_the_appendix_with_a_checksum_that_recomputes() {
    let latex = BUNDLE.text("paper.tex");
    let appendix = &latex[latex.find("\\appendix").expect("an appendix")..];
    let page = BUNDLE.text("paper.html");
    let here = page.find("id=\"sec:origins\"").expect("an appendix");
    let files: BTreeMap<String, String> = BUNDLE
        .all_files()
        .into_iter()
        .map(|file| (file.name, file.contents))
        .collect();
    let items: Vec<&str> = appendix.split("\\item[").skip(1).collect();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for item in &items {
        named.extend(arguments(item, "ref"));
        let files_named: Vec<String> = arguments(item, "texttt")
            .into_iter()
            .map(|text| text.replace("\\_", "_").replace("{}-", "-"))
            .collect();
        let sum = files_named.last().expect("a checksum");
        assert_eq!(sum.len(), 64, "{item}");
        assert!(
            page[here..].contains(sum.as_str()),
            "{sum} is not on the page"
        );
        let file = &files_named[0];
        let contents = match file.strip_prefix("models/") {
            Some(model) => {
                let id = model.trim_end_matches(".toml");
                let known = BUNDLED.iter().find(|(known, _)| *known == id);
                known.unwrap_or_else(|| panic!("no model {id}")).1
            }
            None => files.get(file).unwrap_or_else(|| panic!("no file {file}")),
        };
        assert_eq!(*sum, checksum(contents.as_bytes()), "{file}");
    }
    let body = &latex[..latex.find("\\appendix").expect("an appendix")];
    let mut floats = 0;
    for label in arguments(body, "label") {
        if label.starts_with("tab:") || label.starts_with("fig:") {
            assert!(named.contains(label), "{label} is not in the appendix");
            floats += 1;
        }
    }
    assert!(floats > 60, "only {floats} tables and figures");
    for (what, file) in origins(&BUNDLE) {
        assert!(files.contains_key(&file), "{what}: no file {file}");
    }
}

/// Opened and closed tags in order; elements without an end are left out.
fn tags(html: &str) -> Vec<(bool, String)> {
    const VOID: [&str; 5] = ["meta", "br", "hr", "img", "link"];
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[..end];
        if let Some(name) = tag.strip_prefix('/') {
            tags.push((false, name.to_owned()));
        } else if !tag.starts_with('!') && !tag.ends_with('/') {
            let name = tag.split_whitespace().next().expect("a name");
            if !VOID.contains(&name) {
                tags.push((true, name.to_owned()));
            }
        }
        rest = &rest[end + 1..];
    }
    tags
}

#[test]
fn the_page_is_well_formed_and_loads_nothing() {
    let page = BUNDLE.text("paper.html");
    let mut open: Vec<String> = Vec::new();
    for (opens, name) in tags(page) {
        match opens {
            true => open.push(name),
            false => assert_eq!(open.pop(), Some(name)),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for load in [
        " src=",
        "@import",
        "url(h",
        "<link",
        "<script",
        "<iframe",
        "srcset",
        "xlink:href",
    ] {
        assert!(!page.contains(load), "{load}");
    }
    // The only addresses are links to follow.
    for (at, _) in page.match_indices("http") {
        let before = &page[..at];
        let is_policy = page[at..].starts_with("http-equiv");
        assert!(
            is_policy || before.ends_with("href=\""),
            "{}",
            &page[at..at + 40]
        );
    }
    let values = |name: &str| -> Vec<&str> {
        let opening = format!(" {name}=\"");
        let starts = page
            .match_indices(&opening)
            .map(|(at, found)| at + found.len());
        starts
            .map(|at| &page[at..at + page[at..].find('"').expect("an end")])
            .collect()
    };
    let ids = values("id");
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an id stands twice");
    for link in values("href") {
        if let Some(id) = link.strip_prefix('#') {
            assert!(distinct.contains(id), "{link} leads nowhere");
        }
    }
}

#[test]
fn every_formula_of_the_bundled_models_is_set_as_one() {
    let page = BUNDLE.text("paper.html");
    // A formula without a form in MathML would stand as code, between the words for it.
    let cell = page.match_indices("<div class=\"wide\" tabindex=\"0\"><code>");
    assert_eq!(cell.count(), 0);
    assert!(page.matches("<math").count() > 1000);
}

#[test]
fn page_and_print_say_the_same() {
    let (latex, page) = (BUNDLE.text("paper.tex"), BUNDLE.text("paper.html"));
    let body = &latex[..latex.find("\\appendix").expect("an appendix")];
    for (printed, shown) in [
        (
            body.matches("\\begin{proposition}").count(),
            "<section class=\"proposition\"",
        ),
        (body.matches("\\begin{figure}").count(), "<b>Figure "),
        (body.matches("\\label{tab:").count(), "<b>Table "),
        (
            body.matches("\\begin{proof}").count(),
            "<summary>Proof sketch</summary>",
        ),
    ] {
        assert!(printed > 10, "{shown}");
        assert_eq!(page.matches(shown).count(), printed, "{shown}");
    }
}

#[test]
fn there_is_a_table_for_each_posture_with_every_equilibrium_that_uses_it() {
    let mut checked = 0;
    for posture in [
        "hard balancing",
        "soft balancing",
        "neutrality",
        "bandwagoning",
    ] {
        let csv = BUNDLE.text(&format!("posture-{}.csv", posture.replace(' ', "-")));
        for study in &BUNDLE.studies {
            for answer in &study.answers {
                let name = answer.subject.scenario.as_deref().unwrap_or("default");
                let rows = csv
                    .lines()
                    .filter(|line| line.starts_with(&format!("{},{name},", study.id)));
                // Of simultaneous moves, where every action is reached.
                if answer.game.tree().is_some() {
                    continue;
                }
                let is_played = answer.solution.equilibria.iter().any(|equilibrium| {
                    let players = answer.game.players().iter().zip(equilibrium.profile());
                    players.into_iter().any(|(player, strategy)| {
                        let mut actions = player.actions.iter().zip(strategy);
                        actions.any(|(action, p)| {
                            !p.is_zero()
                                && action.posture.as_ref().is_some_and(|q| q.name() == posture)
                        })
                    })
                });
                assert_eq!(
                    rows.count() > 0,
                    is_played,
                    "{posture}: {} {name}",
                    study.id
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 200);
}

#[test]
fn a_coalition_can_check_the_unipole_where_its_share_is_below_the_threshold() {
    let study = BUNDLE
        .studies
        .iter()
        .find(|study| study.id == "hard-balancing");
    let csv = BUNDLE.text("polarity-threshold.csv");
    let study = study.expect("the model");
    for (answer, line) in study.answers.iter().zip(csv.lines().skip(1)) {
        let fields: Vec<&str> = line.split(',').collect();
        let values = |name: &str| {
            let mut all = answer.subject.parameters.iter();
            let found = all.find(|p| p.name == name);
            found.expect("a parameter").values.clone()
        };
        // Without shares: all together against the multiple of the unipole.
        let together = values("m").iter().fold(Rational::ZERO, |sum, m| sum + m);
        let needed = &values("phi")[0] * &values("u")[0];
        let can = if together >= needed { "yes" } else { "no" };
        assert_eq!(fields[6], can, "{line}");
        if can == "no" {
            assert_eq!(fields[7], "no", "{line}");
        }
    }
    let polarity = BUNDLE.text("polarity.csv");
    assert!(
        polarity.contains("unipolar,3/5,1/5,1/5,1/10,\"U press, C resist, S bandwagon\",strict")
    );
    assert!(polarity.contains("bipolar,2/5,2/5,1/5,1/10,\"U press, C resist, S balance\",strict"));
}

#[test]
fn differences_of_payoffs_in_a_proof_are_those_of_the_game() {
    // The only difference in the game: 1 - c*x over 1 + x.
    let text = r#"
title = "One choice"
[parameters]
x = { default = "1", domain = "> 0", meaning = "x" }
c = { default = "2", domain = "> 0", meaning = "c" }
[players.S]
actions = ["a", "b"]
[payoffs.S]
a = "1/(1 + x)"
b = "c*x/(1 + x)"
"#;
    let model = parse("one", "one.toml", text).unwrap_or_else(|errors| panic!("{errors}"));
    let study = Study::of_model("one.toml", model).unwrap_or_else(|errors| panic!("{errors}"));
    let made = made(vec![study], &["one.toml".to_owned()], None);
    let latex = made.text("paper.tex");
    assert!(
        latex.contains(r"\text{S a over b:}\quad &x c \le 1"),
        "{latex}"
    );
    assert!(
        latex.contains(r"\text{S a over b:}\quad &\frac{1 - x c}{x + 1}"),
        "{latex}"
    );
    assert!(latex.contains("unipole report one.toml -{}-paper"));
    assert!(!latex.contains("\\bibliography{"), "nothing is cited");
}

#[test]
fn a_table_of_verdicts_has_a_section_of_its_own_and_there_is_none_without() {
    assert!(!BUNDLE.text("paper.tex").contains("sec:verdicts"));
    let columns = ["Id", "Proposition", "Model", "Verdict", "Why"];
    let columns = columns.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new("verdicts", "Claims and verdicts.", columns);
    table.row(
        ["P1", "A & B", "core", "holds", "by proof"]
            .map(Into::into)
            .to_vec(),
    );
    let study = || {
        let model = load("coalition").unwrap_or_else(|errors| panic!("{errors}"));
        Study::of_model("coalition", model).unwrap_or_else(|errors| panic!("{errors}"))
    };
    let made = made(vec![study()], &["coalition".to_owned()], Some(&table));
    assert!(made.text("paper.tex").contains("\\label{tab:verdicts}"));
    assert!(made.text("paper.html").contains("<td>A &amp; B</td>"));
    assert_eq!(
        made.text("verdicts.csv"),
        "Id,Proposition,Model,Verdict,Why\nP1,A & B,core,holds,by proof\n"
    );
}

fn archive(made: &Made) -> Vec<u8> {
    let files = made.all_files();
    archive_of(&made.studies, &[], &files, &made.paper.list).expect("an archive")
}

#[test]
fn the_checksums_of_the_archive_recompute_and_it_holds_everything() {
    let bytes = archive(&BUNDLE);
    assert_eq!(
        bytes,
        archive(&BUNDLE),
        "the same files give the same bytes"
    );
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP file");
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for place in 0..zip.len() {
        let mut entry = zip.by_index(place).expect("an entry");
        let mut contents = Vec::new();
        entry.read_to_end(&mut contents).expect("contents");
        let name = entry.name().expect("a name").into_owned();
        files.insert(name, contents);
    }
    let sums = String::from_utf8(files["CHECKSUMS.sha256"].clone()).expect("text");
    let mut summed = 0;
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").expect("a checksum and a name");
        assert_eq!(sum, checksum(&files[name]), "{name}");
        summed += 1;
    }
    assert_eq!(summed + 1, files.len(), "every other file has a checksum");
    for (id, text) in BUNDLED {
        assert_eq!(files[&format!("models/{id}.toml")], text.as_bytes());
    }
    for file in BUNDLE.all_files() {
        assert_eq!(
            files[&format!("results/{}", file.name)],
            file.contents.as_bytes()
        );
    }
    let readme = String::from_utf8(files["README.md"].clone()).expect("text");
    for section in [
        "## Overview",
        "## Data availability",
        "## Computational requirements",
        "## Instructions to replicators",
        "## List of tables and programs",
    ] {
        assert!(readme.contains(section), "{section}");
    }
    for (what, file) in origins(&BUNDLE) {
        assert!(
            readme.contains(&format!("| {what} ")) && readme.contains(&file),
            "{what}"
        );
    }
    let versions = String::from_utf8(files["VERSIONS.txt"].clone()).expect("text");
    assert!(versions.starts_with(&format!("unipole {}\n", env!("CARGO_PKG_VERSION"))));
    assert!(versions.contains("\nzip "));
}

#[test]
fn the_paper_does_not_depend_on_the_number_of_threads() {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a pool");
    let again = pool.install(|| {
        let parts: Vec<PaperPart> = BUNDLE.studies.iter().map(|s| with_part(s).1).collect();
        paper_of(&BUNDLE.studies, &parts, &[], None)
    });
    assert_eq!(again, BUNDLE.paper);
    assert_eq!(BUNDLE.parts.len(), BUNDLE.studies.len());
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Option<std::process::Output> {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()
}

#[test]
fn the_paper_compiles_where_there_is_a_tex() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["paper.tex", "references.bib"] {
        std::fs::write(folder.path().join(name), BUNDLE.text(name)).expect("written");
    }
    let compile = ["-interaction=nonstopmode", "-halt-on-error", "paper"];
    let Some(first) = run(folder.path(), "pdflatex", &compile) else {
        println!("note: skipped, there is no pdflatex");
        return;
    };
    let said = String::from_utf8_lossy(&first.stdout).into_owned();
    if said.contains(".sty' not found") {
        println!("note: skipped, a package is missing from this TeX");
        return;
    }
    assert!(first.status.success(), "{said}");
    let bibtex = run(folder.path(), "bibtex", &["paper"]).expect("bibtex beside pdflatex");
    let warned = String::from_utf8_lossy(&bibtex.stdout).into_owned();
    assert!(bibtex.status.success(), "{warned}");
    assert!(!warned.contains("didn't find a database entry"), "{warned}");
    for _ in 0..2 {
        let again = run(folder.path(), "pdflatex", &compile).expect("it was there");
        assert!(again.status.success());
    }
    let log = std::fs::read(folder.path().join("paper.log")).expect("a log");
    let log = String::from_utf8_lossy(&log).into_owned();
    for complaint in [
        "undefined references",
        "undefined citations",
        "multiply-defined",
    ] {
        assert!(!log.contains(complaint), "{complaint}");
    }
    // Nothing sticks out of the page by more than two centimetres.
    for line in log
        .lines()
        .filter(|line| line.starts_with("Overfull \\hbox ("))
    {
        let width = line["Overfull \\hbox (".len()..].split('.').next();
        let width: u32 = width.and_then(|w| w.parse().ok()).expect("a width");
        assert!(width < 57, "{line}");
    }
}
