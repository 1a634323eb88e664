//! `unipole convert`: a model at a point, or a game, as a file of another tool, as JSON, as a payoff matrix or as a picture of its tree.

use std::path::PathBuf;

use clap::Args;

use super::arguments::PointOptions;
use super::error::Error;
use super::game_file::{GameFormat, Given};
use super::input::{Input, shown};
use super::output;
use crate::format::nfg::Body;
use crate::report::Subject;

#[derive(Debug, Args)]
pub(super) struct ConvertOptions {
    /// A model's path, a bundled model's id, or a game: .nfg, .efg, .lrs, .gam, .csv, .json
    pub input: String,
    /// The file to write: .nfg, .efg, .lrs, .gam, .csv, .json; .tex is the payoff matrix, or the tree where moves have an order;
    /// .svg is a picture of the tree; `-` for standard output
    pub output: PathBuf,
    #[command(flatten)]
    pub point: PointOptions,
    /// The form to write (default: by the ending of the file)
    #[arg(long, value_enum)]
    pub format: Option<GameFormat>,
    /// For .nfg: list distinct outcomes once, and refer to them
    #[arg(long)]
    pub outcomes: bool,
}

pub(super) fn run(options: &ConvertOptions) -> Result<(), Error> {
    let file = (options.output.as_os_str() != "-").then_some(options.output.as_path());
    let format = match options.format {
        Some(format) => format,
        None => GameFormat::of_ending(&options.output)?,
    };
    if options.point.scenario.as_deref() == Some("all") {
        return Err(Error::request(
            "one game fits into one file",
            Some("name one scenario"),
        ));
    }
    output::check_writable(file)?;
    let body = match options.outcomes {
        true => Body::Outcomes,
        false => Body::Payoffs,
    };
    let bytes = given(options)?.written(format, body, &command(options))?;
    output::deliver_bytes(&bytes, file)
}

fn given(options: &ConvertOptions) -> Result<Given, Error> {
    let (name, point) = (&options.input, &options.point);
    let scenario = point.scenario.as_deref();
    let input = Input::load(name)?;
    if let Input::Tree { name, tree } = input {
        if scenario.is_some() || !point.set.is_empty() {
            return Err(Error::request(
                format!("`{name}` is a game without parameters and scenarios"),
                Some("`--set` and `--scenario` are for models"),
            ));
        }
        return Ok(Given::Tree {
            name,
            subject: None,
            tree: *tree,
        });
    }
    // The tree itself, which may be small where its forms are too large to be written down.
    if let Some(model) = input.model() {
        let at = model.point(scenario, &point.set)?;
        if let Some(arranged) = model.tree(&at)? {
            let subject = Subject::of_model(shown(name, model), model, scenario, &at);
            return Ok(Given::Tree {
                name: name.clone(),
                subject: Some(subject),
                tree: arranged.tree,
            });
        }
    }
    Ok(Given::Game(input.case(scenario, &point.set)?))
}

/// The command that makes the same file again.
fn command(options: &ConvertOptions) -> String {
    let mut words = vec!["unipole convert".to_owned(), options.input.clone()];
    words.push(options.output.display().to_string());
    words.extend(options.point.words());
    words.join(" ")
}
