//! `unipole report`: every model in every scenario, as pages, tables and data; or whether such files are still fresh.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::ReportOptions;
use super::error::Error;
use super::input::Input;
use super::interruption::{INTERRUPTED, bar, interrupted, watch_for_interruption};
use super::output;
use crate::model::BUNDLED;
use crate::report::claims::{JudgedModel, claims_files, claims_table, judged_models};
use crate::report::{
    Difference, File, Paper, PaperPart, Solved, Study, archive_of, command, differences, files_of,
    index_of, name_clash, paper_of, with_part,
};

/// Endings of the files that a report makes.
const ENDINGS: [&str; 5] = ["md", "tex", "csv", "json", "svg"];
/// The folder of the paper, and the endings of its files.
const PAPER: &str = "paper";
const PAPER_ENDINGS: [&str; 4] = ["tex", "html", "bib", "csv"];

/// What was solved, and what it contributes to a paper, if there is to be one.
struct Work {
    solved: Vec<Solved>,
    parts: Vec<PaperPart>,
    verdicts: Vec<JudgedModel>,
}

impl Work {
    fn paper(&self, options: &ReportOptions) -> Paper {
        let verdicts = (!self.verdicts.is_empty()).then(|| claims_table(&self.verdicts));
        paper_of(
            &self.solved,
            &self.parts,
            &names(options),
            verdicts.as_ref(),
        )
    }
}

pub(super) fn run(options: &ReportOptions, quiet: bool) -> Result<ExitCode, Error> {
    let studies = studies(&options.models)?;
    watch_for_interruption();
    if options.check {
        return check(options, studies, quiet);
    }
    prepare(options)?;
    write(options, studies, quiet)
}

/// All models, or all their mistakes.
fn studies(names: &[String]) -> Result<Vec<Study>, Error> {
    let bundled = BUNDLED.iter().map(|(id, _)| (*id).to_owned());
    let names: Vec<String> = match names {
        [] => bundled.collect(),
        named => named.to_vec(),
    };
    let mut studies = Vec::new();
    let mut errors = Vec::new();
    for name in &names {
        match study(name) {
            Ok(study) => studies.push(study),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(Error::Several(errors));
    }
    if let Some((first, second)) = name_clash(&studies) {
        return Err(Error::request(
            format!(
                "`{}` and `{}` would both be written to `{}.md`",
                first.name, second.name, first.id
            ),
            Some("report them into two directories, or rename one of the files"),
        ));
    }
    if let Some(study) = studies.iter().find(|s| s.id.eq_ignore_ascii_case("readme")) {
        return Err(Error::request(
            format!(
                "the page of `{}` would be called README.md, as the index is",
                study.name
            ),
            Some("rename the file"),
        ));
    }
    Ok(studies)
}

/// A file is called by its name without folders, so that a report says nothing of the machine it was made on.
fn study(name: &str) -> Result<Study, Error> {
    let shown = file_name(name);
    let input = Input::load(name)?;
    let game = match input {
        Input::Model { model, .. } => return Ok(Study::of_model(&shown, *model)?),
        Input::Game { game, .. } => game,
        Input::Tree { .. } => input.case(None, &[])?.game,
    };
    let stem = Path::new(name).file_stem();
    let id = stem.map_or(shown.clone(), |stem| stem.to_string_lossy().into_owned());
    let text = std::fs::read_to_string(name).unwrap_or_default();
    Ok(Study::of_game(&id, &shown, text, game))
}

fn file_name(name: &str) -> String {
    let last = Path::new(name).file_name();
    last.map_or(name.to_owned(), |last| last.to_string_lossy().into_owned())
}

/// Makes the directory and sees that files can be written there, before any work is done.
fn prepare(options: &ReportOptions) -> Result<(), Error> {
    let directory = &options.output;
    if directory.exists() && !directory.is_dir() {
        return Err(Error::write(directory, "it is a file, not a directory"));
    }
    std::fs::create_dir_all(directory).map_err(|error| Error::write(directory, error))?;
    output::check_writable(Some(&directory.join("README.md")))?;
    if has_paper(options) {
        let folder = directory.join(PAPER);
        std::fs::create_dir_all(&folder).map_err(|error| Error::write(&folder, error))?;
        output::check_writable(Some(&folder.join("paper.tex")))?;
    }
    output::check_writable(options.archive.as_deref())
}

/// Whether the paper is to be written.
fn has_paper(options: &ReportOptions) -> bool {
    options.paper || options.archive.is_some()
}

/// Solves one study after the other and hands over its files; none when interrupted.
fn each_solved(
    studies: Vec<Study>,
    quiet: bool,
    with_paper: bool,
    deliver: &mut dyn FnMut(Vec<File>) -> Result<bool, Error>,
) -> Result<Option<Work>, Error> {
    let cases: usize = studies.iter().map(Study::cases).sum();
    let bar = bar(u64::try_from(cases).ok(), "games", quiet);
    let mut all = Work {
        solved: Vec::new(),
        parts: Vec::new(),
        verdicts: Vec::new(),
    };
    for study in studies {
        bar.set_message(study.id.clone());
        let Some(solved) = study.solve(&|| !interrupted(), &|| bar.inc(1)) else {
            bar.finish_and_clear();
            return Ok(None);
        };
        let files = match with_paper {
            false => files_of(&solved),
            true => {
                let (files, part) = with_part(&solved);
                all.parts.push(part);
                files
            }
        };
        if !deliver(files)? {
            bar.finish_and_clear();
            return Ok(None);
        }
        all.solved.push(solved);
    }
    bar.finish_and_clear();
    if all.solved.len() > 1 || with_paper {
        let models = all.solved.iter();
        let models = models.filter_map(|one| Some((one.name.clone(), one.model.as_ref()?)));
        all.verdicts = judged_models(&models.collect::<Vec<_>>(), &[], |_| true)?;
    }
    Ok(Some(all))
}

/// A page of its own shows one model well enough; several have an index.
fn has_index(options: &ReportOptions) -> bool {
    options.models.len() != 1
}

/// The names as they are to be typed in the models' own folder.
fn names(options: &ReportOptions) -> Vec<String> {
    options.models.iter().map(|name| file_name(name)).collect()
}

fn write(options: &ReportOptions, studies: Vec<Study>, quiet: bool) -> Result<ExitCode, Error> {
    let directory = &options.output;
    let (mut saved, mut kept) = (0, Vec::new());
    let mut save = |files: Vec<File>| -> Result<bool, Error> {
        for file in files {
            if interrupted() {
                return Ok(false);
            }
            output::write(&directory.join(&file.name), file.contents.as_bytes())?;
            saved += 1;
            if options.archive.is_some() {
                kept.push(file);
            }
        }
        Ok(true)
    };
    let work = each_solved(studies, quiet, has_paper(options), &mut save)?;
    let paper = work
        .as_ref()
        .filter(|_| has_paper(options))
        .map(|work| work.paper(options));
    let mut finished = work.is_some();
    if let Some(work) = work.as_ref().filter(|_| has_index(options)) {
        finished = save(index_of(&work.solved, &names(options)))?
            && save(claims_files(&work.verdicts, &command(&names(options))))?;
    }
    if let Some(paper) = paper.as_ref().filter(|_| finished) {
        finished = save(paper.files.clone())?;
    }
    let place = directory.display();
    let Some(work) = work.filter(|_| finished) else {
        match saved {
            0 => output::complain("stopped: nothing was written"),
            some => output::complain(&format!(
                "stopped: {} saved in {place}, each whole",
                files(some)
            )),
        }
        return Ok(ExitCode::from(INTERRUPTED));
    };
    let first = match has_index(options) {
        true => "README.md".to_owned(),
        false => format!("{}.md", work.solved[0].id),
    };
    let mut said = format!(
        "{}: {} written to {place}.\nStart reading at {}.\n",
        contents(&work.solved),
        files(saved),
        directory.join(first).display()
    );
    if paper.is_some() {
        let page = directory.join(PAPER).join("paper.html");
        said.push_str(&format!(
            "The paper is {}, and paper.tex beside it.\n",
            page.display()
        ));
    }
    if let (Some(path), Some(paper)) = (&options.archive, &paper) {
        let bytes = archive_of(&work.solved, &names(options), &kept, &paper.list)
            .map_err(|error| Error::write(path, error))?;
        output::write(path, &bytes)?;
        said.push_str(&format!("The archive is {}.\n", path.display()));
    }
    output::print(&said)?;
    Ok(ExitCode::SUCCESS)
}

fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

/// `12 models, 80 scenarios, 230 equilibria`.
fn contents(solved: &[Solved]) -> String {
    let counted = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let scenarios = solved.iter().map(|study| study.answers.len()).sum();
    let equilibria = solved.iter().map(Solved::equilibria).sum();
    format!(
        "{}, {}, {}",
        counted(solved.len(), "model", "models"),
        counted(scenarios, "scenario", "scenarios"),
        counted(equilibria, "equilibrium", "equilibria")
    )
}

fn check(options: &ReportOptions, studies: Vec<Study>, quiet: bool) -> Result<ExitCode, Error> {
    let directory = &options.output;
    if !directory.is_dir() {
        return Err(Error::request(
            format!("there is no directory `{}` to check", directory.display()),
            Some("`unipole report` makes it"),
        ));
    }
    let mut expected = Vec::new();
    let mut collect = |files: Vec<File>| {
        expected.extend(files);
        Ok(true)
    };
    // A paper that is there was written by this command too, and would be stale without anybody noticing.
    let with_paper = options.paper || has_index(options) && directory.join(PAPER).is_dir();
    let Some(work) = each_solved(studies, quiet, with_paper, &mut collect)? else {
        output::complain("stopped: nothing was compared");
        return Ok(ExitCode::from(INTERRUPTED));
    };
    if has_index(options) {
        expected.extend(index_of(&work.solved, &names(options)));
        expected.extend(claims_files(&work.verdicts, &command(&names(options))));
    }
    if with_paper {
        expected.extend(work.paper(options).files);
    }
    let solved = work.solved;
    let mut found = differences(&expected, &|name| std::fs::read(directory.join(name)).ok());
    if has_index(options) {
        found.extend(superfluous(directory, "", &ENDINGS, &expected)?);
    }
    if with_paper && directory.join(PAPER).is_dir() {
        let (folder, within) = (directory.join(PAPER), format!("{PAPER}/"));
        found.extend(superfluous(&folder, &within, &PAPER_ENDINGS, &expected)?);
    }
    let (place, command) = (directory.display(), command(&options.models));
    if found.is_empty() {
        let count = files(expected.len());
        output::print(&format!(
            "{place} is fresh: {count}, {}.\n",
            contents(&solved)
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    let lines: Vec<String> = found.iter().map(Difference::to_string).collect();
    let elsewhere = match directory.as_os_str() == "results" {
        true => String::new(),
        false => format!(" -o {place}"),
    };
    output::print(&format!(
        "{}\n\n{place} is not what `{command}` makes: {} {}. Run `{command}{elsewhere}` to write it anew.\n",
        lines.join("\n"),
        files(found.len()),
        if found.len() == 1 {
            "differs"
        } else {
            "differ"
        },
    ))?;
    Ok(ExitCode::FAILURE)
}

/// Files of a folder that look like those of a report but are not among them; `within` is the folder's place in the report.
fn superfluous(
    directory: &Path,
    within: &str,
    endings: &[&str],
    expected: &[File],
) -> Result<Vec<Difference>, Error> {
    let expected: BTreeSet<&str> = expected.iter().map(|file| file.name.as_str()).collect();
    let unreadable = |error: std::io::Error| {
        Error::request(
            format!("cannot read `{}`: {error}", directory.display()),
            None,
        )
    };
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        if path.is_file() && endings.contains(&ending) {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
            names.extend(name.map(|name| format!("{within}{name}")));
        }
    }
    let others = names
        .into_iter()
        .filter(|name| !expected.contains(name.as_str()));
    Ok(others
        .map(|file| Difference::Superfluous { file })
        .collect())
}
