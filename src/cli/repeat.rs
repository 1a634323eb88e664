//! `unipole repeat`: what a game sustains that is played again and again.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::PointOptions;
use super::error::Error;
use super::input::{self, Case, Input};
use super::interruption::bar;
use super::output;
use super::picture::{Picture, picture};
use super::wanted::Wanted;
use crate::game::Game;
use crate::model::Model;
use crate::num::Rational;
use crate::repeat::Discount;
use crate::report::repeat::{
    RepeatAnswer, RepeatRequest, payoff_drawing, repeat_json, repeat_latex, repeat_reading,
    repeat_rows,
};
use crate::report::{DIGIT_LIMIT, Notation, csv, json};

#[derive(Debug, Args)]
pub(super) struct RepeatOptions {
    /// A model's path, a bundled model's id, or a game: .nfg, .efg, .lrs, .gam, .csv, .json
    pub model: String,
    /// The discount factors of payoff sets and bounds: `9/10`, or several as `1/4,1/2` (default: as the model says, if it does)
    #[arg(long, value_name = "D", allow_hyphen_values = true)]
    pub discount: Option<String>,
    /// Only profiles in which these players do this: `S1=balance,S2=balance`, `S=balance` (repeatable)
    #[arg(long, value_name = "PLAYER=ACTION,..")]
    pub profile: Vec<String>,
    /// Only the critical discount factors
    #[arg(long)]
    pub critical: bool,
    #[command(flatten)]
    pub point: PointOptions,
    /// The form of the answer (default: text, or by the ending of FILE)
    #[arg(long, value_enum)]
    pub format: Option<RepeatFormat>,
    /// Write to a file: .svg, .pdf or .png (if built with raster) draws, .tex is a table
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show N decimals instead of exact numbers
    #[arg(short, long = "decimals", value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(DIGIT_LIMIT)))]
    pub decimals: Option<u32>,
}

/// The form of what a repeated game sustains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RepeatFormat {
    Text,
    Json,
    Csv,
    /// A table of critical discount factors
    Latex,
    Svg,
    /// The picture, for a paper
    Tikz,
    /// If built with raster
    Pdf,
    /// If built with raster
    Png,
}

impl RepeatOptions {
    /// The format asked for, or the one the file's ending stands for.
    pub fn chosen(&self) -> Result<RepeatFormat, Error> {
        let (None, Some(path)) = (self.format, &self.output) else {
            return Ok(self.format.unwrap_or(RepeatFormat::Text));
        };
        match path.extension().and_then(|e| e.to_str()) {
            Some("txt") | None => Ok(RepeatFormat::Text),
            Some("json") => Ok(RepeatFormat::Json),
            Some("csv") => Ok(RepeatFormat::Csv),
            Some("tex") => Ok(RepeatFormat::Latex),
            Some("svg") => Ok(RepeatFormat::Svg),
            Some("pdf") => Ok(RepeatFormat::Pdf),
            Some("png") => Ok(RepeatFormat::Png),
            Some(_) => Err(Error::request(
                format!("`{}` does not say which format to write", path.display()),
                Some("end it in .txt, .json, .csv, .tex, .svg, .pdf or .png, or give `--format`"),
            )),
        }
    }
}

pub(super) fn run(options: &RepeatOptions, quiet: bool) -> Result<(), Error> {
    let file = options
        .output
        .as_deref()
        .filter(|path| path.as_os_str() != "-");
    let format = options.chosen()?;
    output::check_writable(file)?;
    let given = discounts(options.discount.as_deref())?;
    let input = Input::load(&options.model)?;
    if input.model().is_some_and(Model::is_ordinal) {
        return Err(Error::request(
            "payoffs of this model are ranks, and today's gain cannot be weighed against tomorrow's loss",
            Some("give payoffs instead of a ranking"),
        ));
    }
    let cases = input.cases(&options.point)?;
    if cases.iter().any(|case| case.game.tree().is_some()) {
        return Err(Error::request(
            format!(
                "in `{}` moves have an order, or types are private",
                options.model
            ),
            Some(
                "a game that is repeated is one in which everybody moves at once, knowing the same",
            ),
        ));
    }
    let cases = cases.into_iter();
    let answers: Vec<RepeatAnswer> = cases
        .map(|case| answer(options, &input, case, &given, quiet))
        .collect::<Result<_, _>>()?;
    output::deliver_bytes(&rendered(&answers, options, format)?, file)
}

fn answer(
    options: &RepeatOptions,
    input: &Input,
    case: Case,
    given: &[Discount],
    quiet: bool,
) -> Result<RepeatAnswer, Error> {
    let scenario = case.subject.scenario.clone();
    let scenario = scenario.as_deref();
    let declared = match input.model() {
        Some(model) if given.is_empty() => {
            model.discount_at(&model.point(scenario, &options.point.set)?)?
        }
        _ => None,
    };
    let request = RepeatRequest {
        discounts: given.iter().cloned().chain(declared).collect(),
        profiles: profiles(options, &case.game)?,
        is_critical_only: options.critical,
    };
    let bar = bar(None, "", quiet);
    let answer = RepeatAnswer::watched(case.subject, case.game, &request, &|what, done, of| {
        // Each of these draws the bar anew.
        if bar.message() != what {
            bar.set_message(what.to_owned());
        }
        if bar.length() != Some(of) {
            bar.set_length(of);
        }
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let mut answer = answer.map_err(|error| Error::request(error.to_string(), None))?;
    if let Some(model) = input.model() {
        let name = input::shown(&options.model, model);
        answer.find_formulas(model, name, &options.point.set);
    }
    Ok(answer)
}

/// The profiles that are named; none if none are.
fn profiles(options: &RepeatOptions, game: &Game) -> Result<Option<Vec<usize>>, Error> {
    if options.profile.is_empty() {
        return Ok(None);
    }
    let wanted = Wanted::parse(options.profile.iter(), game.players())?;
    let all = 0..game.profiles();
    Ok(Some(
        all.filter(|profile| wanted.contains(&game.profile_at(*profile)))
            .collect(),
    ))
}

/// Discount factors as they were typed: `1/4,1/2`.
fn discounts(text: Option<&str>) -> Result<Vec<Discount>, Error> {
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    let hint = Some("it is a number from 0 to below 1: 9/10, 0.95; several with commas");
    let mut found: Vec<Discount> = Vec::new();
    for word in text.split(',').map(str::trim) {
        let problem = |what: &str| Error::request(format!("`--discount {text}`: {what}"), hint);
        if word.is_empty() {
            return Err(problem("there is no number on one side of a comma"));
        }
        let value: Rational = word
            .parse()
            .map_err(|_| problem(&format!("`{word}` is no number")))?;
        let discount = Discount::new(value)
            .map_err(|_| problem(&format!("`{word}` is no discount factor")))?;
        if !found.contains(&discount) {
            found.push(discount);
        }
    }
    Ok(found)
}

fn rendered(
    answers: &[RepeatAnswer],
    options: &RepeatOptions,
    format: RepeatFormat,
) -> Result<Vec<u8>, Error> {
    let notation = options.decimals.map_or(Notation::Exact, Notation::Decimals);
    let digits = options.decimals.unwrap_or(json::DIGITS);
    let drawn = |form| match answers {
        [one] => picture(&payoff_drawing(one), form),
        _ => Err(Error::request(
            "a picture is of one scenario",
            Some("name it with `--scenario`"),
        )),
    };
    match format {
        RepeatFormat::Text => {
            let terminal = output::terminal(options.output.is_some());
            let pages = answers.iter();
            let pages = pages.map(|answer| repeat_reading(answer, notation, terminal));
            Ok(pages.collect::<Vec<String>>().join("\n\n").into_bytes())
        }
        RepeatFormat::Json => {
            let document = match answers {
                [one] => repeat_json(one, digits),
                several => {
                    let all: Vec<_> = several.iter().map(|a| repeat_json(a, digits)).collect();
                    serde_json::json!({ "schema": "unipole/repeats/1", "repeats": all })
                }
            };
            Ok(format!("{document}\n").into_bytes())
        }
        RepeatFormat::Csv => Ok(csv(&repeat_rows(answers)).into_bytes()),
        RepeatFormat::Latex => Ok(repeat_latex(answers, notation, &command(options)).into_bytes()),
        RepeatFormat::Svg => drawn(Picture::Svg),
        RepeatFormat::Tikz => drawn(Picture::Tikz),
        RepeatFormat::Pdf => drawn(Picture::Pdf),
        RepeatFormat::Png => drawn(Picture::Png),
    }
}

/// The command that makes the same again.
fn command(options: &RepeatOptions) -> String {
    let mut words = vec!["unipole repeat".to_owned(), options.model.clone()];
    words.extend(options.discount.iter().map(|d| format!("--discount {d}")));
    words.extend(options.profile.iter().map(|p| format!("--profile {p}")));
    words.extend(options.critical.then(|| "--critical".to_owned()));
    words.extend(options.point.words());
    words.push("--format latex".to_owned());
    words.join(" ")
}
