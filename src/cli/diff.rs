//! `unipole diff`: what changes between two models, scenarios or parameter points.

use serde_json::json;

use super::arguments::{DiffOptions, Format};
use super::error::Error;
use super::input::Input;
use super::output;
use crate::report::{Answer, comparison, csv, json as answers, latex, markdown, text};
use crate::solve::solve;

pub(super) fn run(options: &DiffOptions) -> Result<(), Error> {
    let file = options.output.file();
    let format = options.output.chosen()?;
    output::check_writable(file)?;
    let (model, before) = Target::parse(&options.before, None)?;
    let (_, after) = Target::parse(&options.after, Some(&model))?;
    let pair = [before.answer(options)?, after.answer(options)?];
    let notation = options.output.notation();
    let table = comparison(&pair[0], &pair[1], notation);
    let command = format!(
        "unipole diff {} {} --format latex",
        options.before, options.after
    );
    let out = match format {
        Format::Text => text(&table, output::terminal(file.is_some())),
        Format::Csv => csv(&table),
        Format::Markdown => markdown(&table),
        Format::Latex => latex(&[table], &command),
        Format::Json => {
            let digits = options.output.decimals.unwrap_or(answers::DIGITS);
            let document = json!({
                "schema": "unipole/diff/1",
                "before": answers::solution(&pair[0], digits),
                "after": answers::solution(&pair[1], digits),
                "changes": answers::changes(&pair[0], &pair[1]),
            });
            format!("{document:#}\n")
        }
    };
    output::deliver(&out, file)
}

/// `MODEL`, `MODEL@SCENARIO`, `MODEL@u=1/2,c=1/5`, or both after the `@`.
struct Target {
    model: String,
    scenario: Option<String>,
    set: Vec<String>,
}

impl Target {
    /// Reads a target; one without a model is a point of the model given.
    fn parse(text: &str, same: Option<&str>) -> Result<(String, Self), Error> {
        let (model, point) = match text.rsplit_once('@') {
            Some((model, point)) => (model, point),
            None => (text, ""),
        };
        let model = match (model, same) {
            ("", Some(same)) => same,
            ("", None) => {
                return Err(Error::request(
                    format!("`{text}` names no model"),
                    Some("write `unipole diff core @bipolar`"),
                ));
            }
            (model, _) => model,
        };
        let mut scenario = None;
        let mut set: Vec<String> = Vec::new();
        for piece in point.split(',').filter(|piece| !piece.is_empty()) {
            match (piece.contains('='), set.last_mut()) {
                (true, _) => set.push(piece.to_owned()),
                (false, Some(list)) => {
                    list.push(',');
                    list.push_str(piece);
                }
                (false, None) => scenario = Some(piece.to_owned()),
            }
        }
        let target = Target {
            model: model.to_owned(),
            scenario,
            set,
        };
        Ok((model.to_owned(), target))
    }

    fn answer(&self, options: &DiffOptions) -> Result<Answer, Error> {
        let mut set = options.set.clone();
        set.extend(self.set.iter().cloned());
        let case = Input::load(&self.model)?.case(self.scenario.as_deref(), &set)?;
        Ok(Answer {
            solution: solve(&case.game, options.concept.concept()),
            subject: case.subject,
            game: case.game,
            tolerances: Vec::new(),
        })
    }
}
