//! `unipole conditions`: when each profile is an equilibrium, as formulas in the parameters.

use super::arguments::{ConditionsOptions, Format};
use super::error::Error;
use super::input;
use super::output;
use super::wanted::Wanted;
use crate::formula::closest;
use crate::model::Model;
use crate::report::{
    Conditions, ShareError, Shares, conditions_json, conditions_latex, conditions_reading,
    conditions_rows, csv, free_of, markdown,
};

pub(super) fn run(options: &ConditionsOptions) -> Result<(), Error> {
    let file = options.output.file();
    let format = options.output.chosen()?;
    output::check_writable(file)?;
    let model = input::model(&options.model, "conditions")?;
    let scenario = options.point.scenario.as_deref();
    if scenario == Some("all") {
        return Err(Error::request(
            "conditions are formulas: they hold in every scenario",
            Some("name one scenario to fix what it sets, or leave `--scenario` out"),
        ));
    }
    if options.share {
        return share(options, &model, format);
    }
    let parametric = model.parametric(scenario, &options.point.set, free_of(&options.free))?;
    let texts = options.profile.iter().chain(&options.posture);
    let wanted = Wanted::parse(texts, &parametric.game.players)?;
    let name = input::shown(&options.model, &model);
    let mut answer = Conditions::new(name, &model, scenario, parametric, &|profile| {
        wanted.contains(profile)
    })
    .map_err(|_| too_many_cases())?;
    if let Some(name) = &options.solve_for {
        let names = answer.parametric.game.names();
        let Some(unknown) = names.iter().position(|known| known == name) else {
            return Err(not_free(name, &names));
        };
        answer.solve_for(unknown);
    }
    let out = match format {
        Format::Json => format!("{:#}\n", conditions_json(&answer)),
        Format::Latex => conditions_latex(&answer, &command(options)),
        Format::Csv => csv(&conditions_rows(&answer)),
        Format::Markdown => markdown(&conditions_rows(&answer)),
        Format::Text => conditions_reading(
            &answer,
            options.output.notation(),
            output::terminal(file.is_some()),
        ),
    };
    output::deliver(&out, file)
}

/// The command that makes the same again.
fn command(options: &ConditionsOptions) -> String {
    let mut words = vec!["unipole conditions".to_owned(), options.model.clone()];
    words.extend(options.profile.iter().map(|p| format!("--profile {p}")));
    words.extend(options.posture.iter().map(|p| format!("--posture '{p}'")));
    if !options.free.is_empty() {
        words.push(format!("--free {}", options.free.join(",")));
    }
    words.extend(options.solve_for.iter().map(|name| format!("--for {name}")));
    words.extend(options.point.words());
    words.push("--format latex".to_owned());
    words.join(" ")
}

/// `--share`: the shares of the box of the parameters' ranges.
fn share(options: &ConditionsOptions, model: &Model, format: Format) -> Result<(), Error> {
    let file = options.output.file();
    let point = &options.point;
    let name = input::shown(&options.model, model);
    let shares = Shares::new(
        name,
        model,
        point.scenario.as_deref(),
        &point.set,
        &options.free,
    )
    .map_err(|error| match error {
        ShareError::Model(errors) => errors.into(),
        ShareError::TooManyCases => too_many_cases(),
        ShareError::NoRange(_) | ShareError::NotAnInterval(_) => Error::request(
            error.to_string(),
            Some("name the parameters of the box, as in `--free u,s`"),
        ),
        ShareError::NothingFree | ShareError::Unstated(_) => {
            Error::request(error.to_string(), None)
        }
    })?;
    let out = match format {
        Format::Text => {
            let terminal = output::terminal(file.is_some());
            shares.in_words(options.output.notation(), terminal)
        }
        Format::Json => format!("{:#}\n", shares.as_json()),
        Format::Csv | Format::Markdown | Format::Latex => {
            return Err(Error::request(
                "shares are given as text or JSON".to_owned(),
                Some("leave `--format` out, or say `--format json`"),
            ));
        }
    };
    output::deliver(&out, file)
}

fn too_many_cases() -> Error {
    Error::request(
        "the conditions fall into too many cases".to_owned(),
        Some("free fewer parameters, as in `--free u,s`, or ask for one profile"),
    )
}

fn not_free(name: &str, names: &[&str]) -> Error {
    let hint = match closest(name, names.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("free are {}", names.join(", ")),
    };
    Error::request(
        format!("`{name}` is not among the free parameters"),
        Some(&hint),
    )
}
