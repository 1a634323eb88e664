//! `unipole solve --concept stackelberg`: what one player gets that moves first.

use std::process::ExitCode;

use super::arguments::{ConceptName, Format, SolveOptions};
use super::error::Error;
use super::input::Input;
use super::interruption::{INTERRUPTED, interrupted, watch_for_interruption};
use super::output;
use crate::formula::closest;
use crate::game::{Game, Tree};
use crate::report::leadership::{
    LeadershipAnswer, leadership_json, leadership_reading, leadership_rows, leadership_table,
    usual_leader,
};
use crate::report::{Table, csv, json, latex, markdown};
use crate::solve::Watch;

pub(super) fn run(options: &SolveOptions) -> Result<ExitCode, Error> {
    let file = options.output.file();
    let Some(format) = options.output.chosen()? else {
        return Err(Error::request(
            "`--format gambit` lists equilibria, and `--concept stackelberg` lists none",
            Some("`--format csv` has a row for each number"),
        ));
    };
    output::check_writable(file)?;
    let is_about_lists = options.first.is_some()
        || options.max_time.is_some()
        || options.refine
        || options.select.is_some()
        || options.certificate;
    if is_about_lists {
        return Err(Error::request(
            "`--first`, `--max-time`, `--refine`, `--select` and `--certificate` are about lists of equilibria",
            Some("leave them out with `--concept stackelberg`"),
        ));
    }
    let cases = Input::load(&options.model)?.cases(&options.point)?;
    watch_for_interruption();
    let watch = Watch {
        stop: &interrupted,
        ..Watch::NOBODY
    };
    let answers: Vec<LeadershipAnswer> = cases
        .into_iter()
        .map(|case| {
            if case.game.tree().is_some_and(Tree::has_subgames) {
                return Err(Error::request(
                    format!("in `{}` moves have an order of their own", case.subject.model),
                    Some("`--concept stackelberg` lets a player move first in a game in which all move at once"),
                ));
            }
            let (case, _) = case.asked(Some(ConceptName::Nash), "leadership")?;
            let leader = leader(&case.game, options.leader.as_deref())?;
            Ok(LeadershipAnswer::new(
                case.subject,
                case.game,
                leader,
                watch,
            ))
        })
        .collect::<Result<_, Error>>()?;
    output::deliver(&rendered(&answers, options, format), file)?;
    Ok(match interrupted() {
        true => ExitCode::from(INTERRUPTED),
        false => ExitCode::SUCCESS,
    })
}

/// The player named, or the usual one.
fn leader(game: &Game, name: Option<&str>) -> Result<usize, Error> {
    let Some(name) = name else {
        return Ok(usual_leader(game));
    };
    let mut players = game.players().iter();
    if let Some(place) = players.position(|player| player.id == name) {
        return Ok(place);
    }
    let ids: Vec<&str> = game.players().iter().map(|p| p.id.as_str()).collect();
    let hint = match closest(name, ids.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("the players are {}", ids.join(", ")),
    };
    Err(Error::request(
        format!("no player is called `{name}`"),
        Some(&hint),
    ))
}

fn rendered(answers: &[LeadershipAnswer], options: &SolveOptions, format: Format) -> String {
    let notation = options.output.notation();
    match format {
        Format::Text => {
            let terminal = output::terminal(options.output.file().is_some());
            let pages = answers.iter();
            let pages: Vec<String> = pages
                .map(|answer| leadership_reading(answer, notation, terminal))
                .collect();
            pages.join("\n\n")
        }
        Format::Json => {
            let digits = options.output.decimals.unwrap_or(json::DIGITS);
            let documents = answers.iter().map(|answer| leadership_json(answer, digits));
            format!("{:#}\n", json::one_or_several(documents.collect()))
        }
        Format::Csv => csv(&leadership_rows(answers, notation)),
        Format::Markdown => markdown(&table(answers, options)),
        Format::Latex => latex(&[table(answers, options)], &options.command()),
    }
}

fn table(answers: &[LeadershipAnswer], options: &SolveOptions) -> Table {
    let subject = &answers[0].subject;
    let stem = subject.stem();
    let id = format!("{stem}-leadership");
    let caption = format!("Moving first: {}.", subject.title);
    let mut table = leadership_table(&id, &caption, answers, options.output.notation());
    for answer in answers {
        let scenario = answer.subject.scenario.as_deref().unwrap_or("default");
        for note in answer.notes() {
            table.note(format!("{scenario}: {note}."));
        }
    }
    table
}
