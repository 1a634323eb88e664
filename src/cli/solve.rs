//! `unipole solve`: all equilibria at one parameter point, or at every scenario's.

use super::arguments::{Format, SolveOptions};
use super::error::Error;
use super::input::Input;
use super::output;
use crate::report::{
    Answer, Notation, Table, csv, equilibria_table, json, latex, long_table, markdown, reading,
};
use crate::solve::solve;

pub(super) fn run(options: &SolveOptions) -> Result<(), Error> {
    let file = options.output.file();
    let format = options.output.chosen()?;
    output::check_writable(file)?;
    let input = Input::load(&options.model)?;
    let answers: Vec<Answer> = input
        .cases(&options.point)?
        .into_iter()
        .map(|case| {
            let mut answer = Answer {
                solution: solve(&case.game, options.concept.concept()),
                subject: case.subject,
                game: case.game,
                tolerances: Vec::new(),
            };
            // The other forms have no place for it.
            if matches!(format, Format::Text | Format::Json) {
                answer.measure(input.model().map(|model| (model, &options.point.set[..])));
            }
            answer
        })
        .collect();
    output::deliver(&rendered(&answers, options, format), file)
}

fn rendered(answers: &[Answer], options: &SolveOptions, format: Format) -> String {
    let notation = options.output.notation();
    match format {
        Format::Text => {
            let terminal = output::terminal(options.output.file().is_some());
            let pages: Vec<String> = answers
                .iter()
                .map(|answer| reading(answer, notation, terminal))
                .collect();
            pages.join("\n\n")
        }
        Format::Json => {
            let digits = options.output.decimals.unwrap_or(json::DIGITS);
            let document = match answers {
                [one] => json::solution(one, digits),
                several => json::solutions(several, digits),
            };
            format!("{document:#}\n")
        }
        Format::Csv => csv(&long_table(answers, notation)),
        Format::Markdown => markdown(&table(answers, notation)),
        Format::Latex => latex(&[table(answers, notation)], &command(options)),
    }
}

fn table(answers: &[Answer], notation: Notation) -> Table {
    let subject = &answers[0].subject;
    let stem = std::path::Path::new(&subject.model)
        .file_stem()
        .map_or("game".into(), |stem| stem.to_string_lossy());
    let mut table = equilibria_table(
        &format!("{stem}-equilibria"),
        &format!("Equilibria of {}.", subject.title),
        answers,
        notation,
    );
    for answer in answers {
        if !answer.solution.completeness.is_complete() {
            let scenario = answer.subject.scenario.as_deref().unwrap_or("default");
            table.note(format!(
                "{scenario}: not known to be complete: {}.",
                answer.solution.completeness
            ));
        }
    }
    table
}

/// The command that makes the same table again.
fn command(options: &SolveOptions) -> String {
    let mut words = vec!["unipole solve".to_owned(), options.model.clone()];
    words.extend(options.point.words());
    if options.concept.concept() == crate::solve::Concept::Pure {
        words.push("--concept pure".to_owned());
    }
    words.extend(options.output.decimals.iter().map(|d| format!("-d {d}")));
    words.push("--format latex".to_owned());
    words.join(" ")
}
