//! `unipole convert`: a model at a point, or a game, as .nfg or JSON.

use super::arguments::{ConvertOptions, GameFormat};
use super::error::Error;
use super::input::Input;
use super::output;
use crate::format::nfg::{self, Body};
use crate::report::json;

pub(super) fn run(options: &ConvertOptions) -> Result<(), Error> {
    let file = (options.output.as_os_str() != "-").then_some(options.output.as_path());
    let format = match options.format {
        Some(format) => format,
        None => by_ending(options)?,
    };
    if options.point.scenario.as_deref() == Some("all") {
        return Err(Error::request(
            "one game fits into one file",
            Some("name one scenario"),
        ));
    }
    output::check_writable(file)?;
    let input = Input::load(&options.input)?;
    let case = input.case(options.point.scenario.as_deref(), &options.point.set)?;
    if case.game.is_ordinal() && format == GameFormat::Nfg {
        output::note(
            "payoffs are ranks, which .nfg cannot say: a reader will take them for payoffs",
        );
    }
    let body = if options.outcomes {
        Body::Outcomes
    } else {
        Body::Payoffs
    };
    let text = match format {
        GameFormat::Nfg => nfg::write(&case.game, body),
        GameFormat::Json => format!("{:#}\n", json::game(&case.subject, &case.game)),
    };
    output::deliver(&text, file)
}

fn by_ending(options: &ConvertOptions) -> Result<GameFormat, Error> {
    match options.output.extension().and_then(|e| e.to_str()) {
        Some("nfg") => Ok(GameFormat::Nfg),
        Some("json") => Ok(GameFormat::Json),
        _ => Err(Error::request(
            format!(
                "`{}` does not say which format to write",
                options.output.display()
            ),
            Some("end it in .nfg or .json, or give `--format nfg`"),
        )),
    }
}
