//! `unipole logit`: quantal responses, from random choice to best replies.

use super::arguments::{LogitOptions, MapFormat};
use super::error::Error;
use super::input::Input;
use super::output;
use super::picture::{Picture, picture};
use crate::num::Rational;
use crate::report::logit::{LogitAnswer, logit_drawing, logit_json, logit_reading, logit_rows};
use crate::report::{Notation, csv, json};
use crate::solve::logit::{LogitError, Request};

pub(super) fn run(options: &LogitOptions) -> Result<(), Error> {
    let file = options
        .output
        .as_deref()
        .filter(|path| path.as_os_str() != "-");
    let format = chosen(options)?;
    output::check_writable(file)?;
    let given = number("--precision", options.precision.as_deref())?;
    let largest = number("--largest", options.largest.as_deref())?;
    let input = Input::load(&options.model)?;
    if input.model().is_some_and(crate::model::Model::is_ordinal) {
        return Err(Error::request(
            "payoffs of this model are ranks, and quantal responses need to know by how much an outcome is better",
            Some(
                "give payoffs instead of a ranking; `unipole solve` finds the pure equilibria of a ranking",
            ),
        ));
    }
    let mut answers = Vec::new();
    for case in input.cases(&options.point)? {
        let declared = match input.model() {
            Some(model) if given.is_none() => {
                let scenario = case.subject.scenario.as_deref();
                model.precision_at(&model.point(scenario, &options.point.set)?)?
            }
            _ => None,
        };
        let request = Request {
            precision: given.clone().or(declared),
            largest: largest.clone(),
        };
        // The other forms have no place for numbers.
        let numbers = matches!(format, MapFormat::Text | MapFormat::Json);
        let answer = LogitAnswer::new(case.subject, case.game, &request, numbers);
        answers.push(answer.map_err(|error| refused(error, options))?);
    }
    output::deliver_bytes(&rendered(&answers, options, format)?, file)
}

fn rendered(
    answers: &[LogitAnswer],
    options: &LogitOptions,
    format: MapFormat,
) -> Result<Vec<u8>, Error> {
    let notation = options.decimals.map_or(Notation::Exact, Notation::Decimals);
    let digits = options.decimals.unwrap_or(json::DIGITS);
    let drawing = || match answers {
        [one] => Ok(logit_drawing(one)),
        _ => Err(Error::request(
            "a picture is of one scenario",
            Some("name it with `--scenario`"),
        )),
    };
    Ok(match format {
        MapFormat::Text => {
            let terminal = output::terminal(options.output.is_some());
            let pages = answers.iter();
            let pages = pages.map(|answer| logit_reading(answer, notation, terminal));
            pages.collect::<Vec<String>>().join("\n\n").into_bytes()
        }
        MapFormat::Json => {
            let document = match answers {
                [one] => logit_json(one, digits),
                several => {
                    let all: Vec<_> = several.iter().map(|a| logit_json(a, digits)).collect();
                    serde_json::json!({ "schema": "unipole/logits/1", "logits": all })
                }
            };
            format!("{document}\n").into_bytes()
        }
        MapFormat::Csv => csv(&logit_rows(answers)).into_bytes(),
        MapFormat::Svg => picture(&drawing()?, Picture::Svg)?,
        MapFormat::Latex => picture(&drawing()?, Picture::Tikz)?,
        MapFormat::Pdf => picture(&drawing()?, Picture::Pdf)?,
        MapFormat::Png => picture(&drawing()?, Picture::Png)?,
    })
}

/// Why nothing is followed, with a precision as it was typed.
fn refused(error: LogitError, options: &LogitOptions) -> Error {
    let error = match error {
        LogitError::Precision(value, most) => {
            let typed = [&options.precision, &options.largest].into_iter().flatten();
            let is_this = |text: &&String| {
                let number = text.parse::<Rational>();
                number.is_ok_and(|number| number.to_string() == value)
            };
            let typed = typed.into_iter().find(is_this).cloned();
            LogitError::Precision(typed.unwrap_or(value), most)
        }
        other => other,
    };
    Error::request(error.to_string(), None)
}

/// A precision as it was typed.
fn number(option: &str, text: Option<&str>) -> Result<Option<Rational>, Error> {
    let Some(text) = text else { return Ok(None) };
    let hint = Some("it is a number from 0, choice at random, upwards: 3/2, 0.8, 20");
    match text.parse::<Rational>() {
        Err(_) => Err(Error::request(
            format!("`{option} {text}` is no number"),
            hint,
        )),
        Ok(value) if value.sign().is_lt() => Err(Error::request(
            format!("`{option} {text}` is below zero"),
            hint,
        )),
        Ok(value) => Ok(Some(value)),
    }
}

/// The format asked for, or the one the file's ending stands for.
fn chosen(options: &LogitOptions) -> Result<MapFormat, Error> {
    let (None, Some(path)) = (options.format, &options.output) else {
        return Ok(options.format.unwrap_or(MapFormat::Text));
    };
    MapFormat::of_ending(path)
}
