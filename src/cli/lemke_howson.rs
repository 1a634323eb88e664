//! `unipole solve --lemke-howson`: where the Lemke-Howson paths of a game for two end, and how long they are.

use std::process::ExitCode;

use serde_json::json;

use super::arguments::{ConceptName, Format, SolveOptions};
use super::error::Error;
use super::input::Input;
use super::interruption::{Deadline, INTERRUPTED, interrupted, watch_for_interruption};
use super::output;
use crate::certify::Equilibrium;
use crate::report::json::{DIGITS, solution};
use crate::report::{Align, Answer, Column, Table, csv, latex, markdown, reading, text};
use crate::solve::lemke_howson::lemke_howson;
use crate::solve::{Completeness, Concept, Gap, Method, Solution};

pub(super) fn run(options: &SolveOptions) -> Result<ExitCode, Error> {
    let file = options.output.file();
    let Some(format) = options.output.chosen()? else {
        return Err(Error::request(
            "`--format gambit` has no place for paths",
            Some("`--first 1 --format gambit` prints one equilibrium"),
        ));
    };
    output::check_writable(file)?;
    let case =
        Input::load(&options.model)?.case(options.point.scenario.as_deref(), &options.point.set)?;
    let (case, _) = case.asked(Some(ConceptName::Nash), "a path")?;
    if case.game.counts().len() != 2 || case.game.is_ordinal() {
        return Err(Error::request(
            "Lemke-Howson paths are of games for two whose payoffs are more than ranks",
            Some("`--first 1` looks for one equilibrium of any game"),
        ));
    }
    watch_for_interruption();
    let deadline = Deadline::after(options.max_time);
    let columns = vec![
        Column::new("begins at", Align::Left),
        Column::new("pivots", Align::Right),
        Column::new("ends at", Align::Right),
    ];
    let caption = format!("Lemke-Howson paths of {}.", case.subject.title);
    let mut paths = Table::new("lemke-howson", caption.as_str(), columns);
    let mut equilibria: Vec<Equilibrium> = Vec::new();
    let mut steps = Vec::new();
    for (place, player) in case.game.players().iter().enumerate() {
        for (action, declared) in player.actions.iter().enumerate() {
            let found = lemke_howson(&case.game, (place, action), &|| deadline.is_over());
            let begins = format!("{} {}", player.id, declared.id);
            let Some(found) = found else {
                paths.row(vec![begins.into(), "stopped".into(), "".into()]);
                continue;
            };
            let profile = found.equilibrium.profile();
            let known = equilibria.iter().position(|one| one.profile() == profile);
            let number = known.unwrap_or_else(|| {
                equilibria.push(found.equilibrium.clone());
                equilibria.len() - 1
            });
            steps.push(json!({
                "player": player.id,
                "action": declared.id,
                "pivots": found.pivots,
                "equilibrium": number,
            }));
            let cells = [begins, found.pivots.to_string(), (number + 1).to_string()];
            paths.row(cells.map(Into::into).to_vec());
        }
    }
    let listed = equilibria.len();
    let answer = Answer {
        subject: case.subject,
        game: case.game,
        solution: Solution::listing(
            Concept::Nash,
            Method::LemkeHowson,
            Completeness::Incomplete(vec![Gap::First { listed }]),
            equilibria,
        ),
        tolerances: Vec::new(),
        refinements: None,
    };
    let terminal = output::terminal(file.is_some());
    let out = match format {
        Format::Text => {
            let words = reading(&answer, options.output.notation(), terminal);
            format!("{words}\n{}", text(&paths, terminal))
        }
        Format::Json => {
            let digits = options.output.decimals.unwrap_or(DIGITS);
            let mut document = solution(&answer, digits);
            document["paths"] = json!(steps);
            format!("{document:#}\n")
        }
        Format::Csv => csv(&paths),
        Format::Markdown => markdown(&paths),
        Format::Latex => latex(&[paths], &options.command()),
    };
    output::deliver(&out, file)?;
    Ok(match interrupted() {
        true => ExitCode::from(INTERRUPTED),
        false => ExitCode::SUCCESS,
    })
}
