//! `unipole solve --concept correlated` and `coarse-correlated`: what correlated equilibria allow.

use std::process::ExitCode;

use super::arguments::{ConceptName, Format, SolveOptions};
use super::error::Error;
use super::input::Input;
use super::output;
use crate::certify::Obedience;
use crate::report::{
    CorrelatedAnswer, Table, correlated_json, correlated_reading, correlated_table, csv, json,
    latex, markdown,
};
use crate::solve::correlated::{COEFFICIENTS, ranges, usual_quantities};

pub(super) fn run(options: &SolveOptions, obedience: Obedience) -> Result<ExitCode, Error> {
    let file = options.output.file();
    let Some(format) = options.output.chosen()? else {
        return Err(Error::request(
            "`--format gambit` lists equilibria, and correlated ones are no list",
            Some("`--format csv` has a row for each range"),
        ));
    };
    output::check_writable(file)?;
    let is_about_lists = options.first.is_some()
        || options.max_time.is_some()
        || options.refine
        || options.select.is_some()
        || options.certificate
        || options.leader.is_some();
    if is_about_lists {
        return Err(Error::request(
            "correlated equilibria are no list: they form a convex set, of which ranges are shown",
            Some(
                "leave out `--first`, `--max-time`, `--refine`, `--select`, `--certificate` and `--leader`",
            ),
        ));
    }
    let cases = Input::load(&options.model)?.cases(&options.point)?;
    let answers: Vec<CorrelatedAnswer> = cases
        .into_iter()
        .map(|case| {
            let (case, _) = case.asked(Some(ConceptName::Nash), "a range")?;
            if case.game.is_ordinal() {
                return Err(Error::request(
                    "payoffs are ranks, of which averages mean nothing",
                    Some("`--concept pure` needs only their order"),
                ));
            }
            let quantities = usual_quantities(&case.game);
            let ranges = ranges(&case.game, obedience, &quantities).map_err(|error| {
                let hint = format!("at most {COEFFICIENTS} are worked out exactly");
                Error::request(error.to_string(), Some(&hint))
            })?;
            Ok(CorrelatedAnswer {
                subject: case.subject,
                game: case.game,
                obedience,
                ranges,
            })
        })
        .collect::<Result<_, Error>>()?;
    output::deliver(&rendered(&answers, options, format), file)?;
    Ok(ExitCode::SUCCESS)
}

fn rendered(answers: &[CorrelatedAnswer], options: &SolveOptions, format: Format) -> String {
    let notation = options.output.notation();
    match format {
        Format::Text => {
            let terminal = output::terminal(options.output.file().is_some());
            let pages = answers.iter();
            let pages: Vec<String> = pages
                .map(|answer| correlated_reading(answer, notation, terminal))
                .collect();
            pages.join("\n\n")
        }
        Format::Json => {
            let documents = answers.iter().map(correlated_json);
            format!("{:#}\n", json::one_or_several(documents.collect()))
        }
        Format::Csv => csv(&table(answers, options)),
        Format::Markdown => markdown(&table(answers, options)),
        Format::Latex => latex(&[table(answers, options)], &options.command()),
    }
}

fn table(answers: &[CorrelatedAnswer], options: &SolveOptions) -> Table {
    let CorrelatedAnswer {
        subject, obedience, ..
    } = &answers[0];
    let stem = subject.stem();
    let id = format!("{stem}-{}", obedience.name());
    let caption = match obedience {
        Obedience::Correlated => format!("What correlated equilibria allow: {}.", subject.title),
        Obedience::Coarse => format!(
            "What coarse correlated equilibria allow: {}.",
            subject.title
        ),
    };
    correlated_table(&id, &caption, answers, options.output.notation())
}
