//! The files of the paper.

use super::super::bundle::{File, command};
use super::super::dialect::csv;
use super::super::study::Solved;
use super::super::table::{Align, Cell, Column, Table};
use super::article::{Block, Label};
use super::compose::article;
use super::html::numbers;
use super::origins::{FOLDER, file_of, plural, tables};
use super::part::PaperPart;
use super::references::BIBTEX;
use super::{html, latex};

/// The paper on some models.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The paper as LaTeX with its BibTeX file, as one HTML page, and its tables as CSV.
    pub files: Vec<File>,
    /// Its tables, figures and propositions with the commands that make them.
    pub list: Table,
}

/// The paper on some models.
///
/// `names` are the models as they were named on the command line; none for all bundled ones. `verdicts` is the table of claims and what
/// became of them, with the columns id, proposition, model, verdict and why; none where no claims were made.
pub fn paper_of(
    studies: &[Solved],
    parts: &[PaperPart],
    names: &[String],
    verdicts: Option<&Table>,
) -> Paper {
    let command = format!("{} --paper", command(names));
    let article = article(studies, parts, &command, verdicts);
    let file = |name: &str, contents: String| File {
        name: format!("{FOLDER}/{name}"),
        contents,
    };
    let mut files = vec![
        file("paper.tex", latex::latex(&article, &command)),
        file("paper.html", html::html(&article, &command)),
        file("references.bib", BIBTEX.to_owned()),
    ];
    files.extend(tables(&article.blocks).map(|table| File {
        name: file_of(table),
        contents: csv(table),
    }));
    Paper {
        files,
        list: list(&article.blocks),
    }
}

/// The list of tables and programs.
fn list(blocks: &[Block]) -> Table {
    let numbers = numbers(blocks);
    let columns = ["Table or figure", "Program", "Output file"];
    let columns = columns.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new("programs", "", columns);
    let origins = blocks.iter().filter_map(|block| match block {
        Block::Origins(origins) => Some(origins),
        _ => None,
    });
    for origin in origins.flatten() {
        let number = |label: &Label| numbers.get(label).cloned().unwrap_or_default();
        let name = match origin.labels.as_slice() {
            [] => continue,
            [one] => format!("{} {}", one.kind.word(), number(one)),
            [first, .., last] => {
                format!(
                    "{} {} to {}",
                    plural(first.kind),
                    number(first),
                    number(last)
                )
            }
        };
        table.row(vec![
            name.into(),
            Cell::math(&origin.command, ""),
            Cell::math(&format!("results/{}", origin.file), ""),
        ]);
    }
    table
}
