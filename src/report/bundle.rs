//! All files of a report, in memory: written by the command line, compared by `--check`, rebuilt by tests.

use serde_json::{Map, Value as Json};

use super::conditions::{conditions_json, conditions_latex};
use super::decimal::Notation;
use super::dialect::csv;
use super::equilibria::long_table;
use super::index::{PICTURE, index};
use super::json;
use super::map::{map_drawing, svg as map_svg, tikz};
use super::marks::glance;
use super::page::{Regions, Repeated, page, picture};
use super::paper::{PaperPart, paper};
use super::repeat::{payoff_drawing, repeat_json, repeat_rows};
use super::study::{Solved, in_shell};
use super::svg::svg;

/// A file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name within the report's directory.
    pub name: String,
    /// What it says.
    pub contents: String,
}

/// The files of one model: its page, its tables for a paper, its equilibria as rows and as a document, its conditions and its map.
pub fn files_of(study: &Solved) -> Vec<File> {
    files_and_findings(study).0
}

/// The files of one model, and what it contributes to a paper on several.
pub fn with_part(study: &Solved) -> (Vec<File>, PaperPart) {
    let (files, found) = files_and_findings(study);
    let (regions, repeated) = (found.regions.as_ref(), found.repeated.as_ref());
    let part = PaperPart::of(study, regions, repeated, &files);
    (files, part)
}

/// What was worked out for the files of a model, besides its equilibria.
struct Findings {
    regions: Option<Regions>,
    repeated: Option<Repeated>,
}

fn files_and_findings(study: &Solved) -> (Vec<File>, Findings) {
    let command = study.command();
    let mut rows = long_table(&study.answers, Notation::Exact);
    rows.add_constant("command", &command);
    let file = |ending: &str, contents: String| File {
        name: format!("{}.{ending}", study.id),
        contents,
    };
    let regions = Regions::of(study);
    let repeated = Repeated::of(study);
    let mut files = vec![
        file("md", page(study, regions.as_ref(), repeated.as_ref())),
        file("tex", paper(study)),
        file("csv", csv(&rows)),
        file("json", document(study, &command)),
    ];
    if let Some(drawing) = picture(study) {
        let named = |ending: &str, contents: String| File {
            name: format!("{}-tree.{ending}", study.id),
            contents,
        };
        let paper = format!("% Made by: {command}\n{}", tikz(&drawing));
        files.push(named("svg", with_comment(&map_svg(&drawing), &command)));
        files.push(named("tex", paper));
    }
    if let Some(regions) = &regions {
        files.extend(files_of_regions(study, regions));
    }
    if let Some(repeated) = &repeated {
        files.extend(files_of_repeated(study, repeated));
    }
    (files, Findings { regions, repeated })
}

/// The conditions as propositions and as data, and the map as a picture in two dialects.
fn files_of_regions(study: &Solved, regions: &Regions) -> Vec<File> {
    let file = |ending: &str, contents: String| File {
        name: format!("{}-{ending}", study.id),
        contents,
    };
    let command = study.command();
    let mut files = Vec::new();
    if let Ok(answer) = &regions.conditions {
        let document = with_command(conditions_json(answer), &command);
        files.push(file("conditions.tex", conditions_latex(answer, &command)));
        files.push(file("conditions.json", format!("{document:#}\n")));
    }
    if let Some(Ok(answer)) = &regions.map
        && let Ok(drawing) = map_drawing(std::slice::from_ref(answer))
    {
        files.push(file("map.svg", with_comment(&map_svg(&drawing), &command)));
        let tikz = tikz(&drawing);
        files.push(file("map.tex", format!("% Made by: {command}\n{tikz}")));
    }
    files
}

/// What lasts when the game is played again and again: a picture, rows, and plans as data.
fn files_of_repeated(study: &Solved, repeated: &Repeated) -> Vec<File> {
    let file = |ending: &str, contents: String| File {
        name: format!("{}-{ending}", study.id),
        contents,
    };
    let command = study.command();
    let answers = &repeated.answers;
    let mut rows = repeat_rows(answers);
    rows.add_constant("command", &command);
    let drawing = payoff_drawing(&answers[0]);
    let document = with_command(repeat_json(&answers[0], json::DIGITS), &command);
    vec![
        file("repeat.svg", with_comment(&map_svg(&drawing), &command)),
        file("repeat.csv", csv(&rows)),
        file("repeat.json", format!("{document:#}\n")),
    ]
}

/// A picture that names the command that makes it.
fn with_comment(picture: &str, command: &str) -> String {
    let comment = format!(">\n<!-- Made by: {} -->", command.replace("--", "- -"));
    picture.replacen('>', &comment, 1)
}

/// A document with the command that makes it after its schema.
fn with_command(document: Json, command: &str) -> Json {
    let Json::Object(entries) = document else {
        unreachable!("invariant: a document is an object");
    };
    let mut named = Map::new();
    for (place, (key, value)) in entries.into_iter().enumerate() {
        named.insert(key, value);
        if place == 0 {
            named.insert("command".into(), command.into());
        }
    }
    Json::Object(named)
}

/// The index of several models: a page that shows them together, and its picture.
///
/// `names` are the models as they were named on the command line; none for all bundled ones.
pub fn index_of(studies: &[Solved], names: &[String]) -> Vec<File> {
    let command = command(names);
    let named = with_comment(&svg(&glance(studies)), &command);
    vec![
        File {
            name: PICTURE.to_owned(),
            contents: named,
        },
        File {
            name: "README.md".to_owned(),
            contents: index(studies, &command),
        },
    ]
}

/// The command that makes a report of these models; of all bundled ones if none is named.
pub fn command(names: &[String]) -> String {
    let words: Vec<String> = names.iter().map(|name| in_shell(name)).collect();
    [&["unipole report".to_owned()], words.as_slice()]
        .concat()
        .join(" ")
}

/// The answers with the command that makes them.
fn document(study: &Solved, command: &str) -> String {
    let answers = study.answers.iter();
    let documents = answers.map(|answer| json::solution(answer, json::DIGITS));
    let all = json::several(documents.collect());
    format!("{:#}\n", with_command(all, command))
}

/// How a directory differs from a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A file that is not there.
    Missing {
        /// Its name.
        file: String,
    },
    /// A file that says something else.
    Stale {
        /// Its name.
        file: String,
        /// The first line that differs, from 1.
        line: usize,
        /// That line as it stands.
        found: String,
        /// That line as it would be written.
        expected: String,
    },
    /// A file that belongs to no model of the report.
    Superfluous {
        /// Its name.
        file: String,
    },
}

/// Compares the files of a report with what a directory holds; `found` gives the contents of a file, none where there is none.
pub fn differences(expected: &[File], found: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<Difference> {
    let mut differences = Vec::new();
    for file in expected {
        match found(&file.name) {
            None => differences.push(Difference::Missing {
                file: file.name.clone(),
            }),
            Some(bytes) if bytes == file.contents.as_bytes() => {}
            Some(bytes) => differences.push(first_difference(file, &bytes)),
        }
    }
    differences
}

fn first_difference(file: &File, bytes: &[u8]) -> Difference {
    let text = String::from_utf8_lossy(bytes);
    let mut expected = file.contents.split('\n');
    let mut found = text.split('\n');
    let mut line = 1;
    loop {
        let pair = (found.next(), expected.next());
        match pair {
            (Some(a), Some(b)) if a == b => line += 1,
            (a, b) => {
                let or_end = |line: Option<&str>| match line {
                    Some(line) => line.to_owned(),
                    None => "(the file ends)".to_owned(),
                };
                return Difference::Stale {
                    file: file.name.clone(),
                    line,
                    found: or_end(a),
                    expected: or_end(b),
                };
            }
        }
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Difference::Missing { file } => write!(f, "missing      {file}"),
            Difference::Superfluous { file } => write!(f, "superfluous  {file}"),
            Difference::Stale {
                file,
                line,
                found,
                expected,
            } => write!(
                f,
                "stale        {file}, line {line}\n  is:     {}\n  now:    {}",
                shortened(found),
                shortened(expected)
            ),
        }
    }
}

/// A line short enough to be read in a terminal.
fn shortened(line: &str) -> String {
    const LETTERS: usize = 160;
    match line.char_indices().nth(LETTERS) {
        None => line.trim_end().to_owned(),
        Some((end, _)) => format!("{} ...", &line[..end]),
    }
}
