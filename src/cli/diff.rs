//! `unipole diff`: what changes between two models, scenarios or parameter points.

use serde_json::json;

use super::arguments::{DiffOptions, Format};
use super::error::Error;
use super::input::Input;
use super::output;
use crate::model::{Free, Model};
use crate::report::{
    Answer, Cell, ChangedConditions, Conditions, Table, changed_conditions, comparison, csv,
    json as answers, latex, markdown, text,
};
use crate::solve::solve;

pub(super) fn run(options: &DiffOptions) -> Result<(), Error> {
    let file = options.output.file();
    let format = options.output.chosen()?;
    output::check_writable(file)?;
    let (model, before) = Target::parse(&options.before, None)?;
    let (other, after) = Target::parse(&options.after, Some(&model))?;
    let pair = [before.answer(options)?, after.answer(options)?];
    let notation = options.output.notation();
    let conditions = conditions(&options.before, &options.after, &model, &other)?;
    let mut table = comparison(&pair[0], &pair[1], notation);
    add_conditions(&mut table, &conditions);
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
            let mut document = json!({
                "schema": "unipole/diff/1",
                "before": answers::solution(&pair[0], digits),
                "after": answers::solution(&pair[1], digits),
                "changes": answers::changes(&pair[0], &pair[1]),
            });
            if !conditions.is_empty() {
                let changed = conditions.iter().map(|changed| {
                    json!({
                        "profile": changed.profile,
                        "before": changed.before,
                        "after": changed.after,
                    })
                });
                document["conditions"] = changed.collect();
            }
            format!("{document:#}\n")
        }
    };
    output::deliver(&out, file)
}

/// What changes in the conditions from one model to another; nothing for two points of one model, where they are the same formulas.
fn conditions(
    before: &str,
    after: &str,
    old: &str,
    new: &str,
) -> Result<Vec<ChangedConditions>, Error> {
    let (Input::Model { model: first, .. }, Input::Model { model: second, .. }) =
        (Input::load(old)?, Input::load(new)?)
    else {
        return Ok(Vec::new());
    };
    if old == new {
        return Ok(Vec::new());
    }
    let of = |name: &str, model: &Model| {
        let parametric = model.parametric(None, &[], Free::Numbers).ok()?;
        Conditions::new(name, model, None, parametric, &|_| true).ok()
    };
    // Where one of them has no conditions that can be written down, there is nothing to compare.
    let pair = of(before, &first).zip(of(after, &second));
    Ok(pair.map_or(Vec::new(), |(first, second)| {
        changed_conditions(&first, &second)
    }))
}

/// Rows for the conditions that differ.
fn add_conditions(table: &mut Table, conditions: &[ChangedConditions]) {
    if conditions.is_empty() {
        return;
    }
    table.rule();
    for changed in conditions {
        table.row(vec![
            Cell::from(format!("iff, {}", changed.profile)),
            changed.before.as_str().into(),
            changed.after.as_str().into(),
        ]);
    }
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
        let (case, concept) = case.asked(options.concept, "`unipole diff`")?;
        Ok(Answer {
            solution: solve(&case.game, concept),
            subject: case.subject,
            game: case.game,
            tolerances: Vec::new(),
            refinements: None,
        })
    }
}
