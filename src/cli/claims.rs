//! `unipole claims`: what the models say about each proposition.

use std::process::ExitCode;

use clap::Args;
use rayon::prelude::*;

use super::arguments::{Format, OutputOptions};
use super::error::Error;
use super::{input, output};
use crate::claim::{doubts, judge};
use crate::formula::closest;
use crate::model::{BUNDLED, DeclaredClaim, Errors, Model, load_with_claim};
use crate::report::claims::{
    Changed, Doubted, JudgedModel, changed_table, claims_json, claims_reading, claims_rows,
    claims_table, doubts_table, is_expected, judged_models,
};
use crate::report::{csv, latex, markdown, text};

#[derive(Debug, Args)]
pub(super) struct ClaimsOptions {
    /// Models' paths, or bundled models' ids (default: all bundled models that claim something)
    pub models: Vec<String>,
    /// Only these claims, `P27` (repeatable, or with commas): everything about each
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Judge the claims of the one model named on this one instead, and say what changes
    #[arg(long, value_name = "MODEL")]
    pub against: Option<String>,
    /// Doubt each calibrated number alone: which claims survive any value of its range
    #[arg(long, conflicts_with = "against")]
    pub one_at_a_time: bool,
    /// Set a parameter: `u=1/2`, `c=4/5-u` (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

pub(super) fn run(options: &ClaimsOptions) -> Result<ExitCode, Error> {
    let file = options.output.file();
    let format = options.output.chosen()?;
    output::check_writable(file)?;
    let models = models(options)?;
    check_ids(options, &models)?;
    if let Some(other) = &options.against {
        return against(options, &models, other, format);
    }
    if options.one_at_a_time {
        return one_at_a_time(options, &models, format);
    }
    let judged = judged(options, &models)?;
    let terminal = output::terminal(file.is_some());
    let out = match format {
        Format::Text if options.only.is_empty() => text(&claims_table(&judged), terminal),
        Format::Text => claims_reading(&judged, terminal),
        Format::Json => format!("{:#}\n", claims_json(&judged)),
        Format::Csv => csv(&claims_rows(&judged)),
        Format::Markdown => markdown(&claims_table(&judged)),
        Format::Latex => latex(&[claims_table(&judged)], &command(options)),
    };
    output::deliver(&out, file)?;
    let surprises = judged.iter().flat_map(|model| &model.claims);
    let surprises = surprises.filter(|one| !is_expected(one)).count();
    Ok(ExitCode::from(u8::from(surprises > 0)))
}

/// A model as it was named.
type Named = (String, Model);

fn models(options: &ClaimsOptions) -> Result<Vec<Named>, Error> {
    if options.models.is_empty() {
        let all = BUNDLED.iter().map(|(id, _)| {
            let model = input::model(id, "claims")?;
            Ok(((*id).to_owned(), model))
        });
        let all: Vec<Named> = all.collect::<Result<_, Error>>()?;
        return Ok(all
            .into_iter()
            .filter(|(_, m)| !m.claims.is_empty())
            .collect());
    }
    let named = options.models.iter().map(|name| {
        let model = input::model(name, "claims")?;
        if model.claims.is_empty() {
            return Err(Error::request(
                format!("`{name}` claims nothing"),
                Some("claims are written under `[[claims]]`; `unipole claims` alone judges those of the bundled models"),
            ));
        }
        Ok((input::shown(name, &model).to_owned(), model))
    });
    named.collect()
}

fn is_wanted(options: &ClaimsOptions, claim: &str) -> bool {
    let wanted = |id: &String| id.split_once('.').map_or(id.as_str(), |(id, _)| id) == claim;
    options.only.is_empty() || options.only.iter().any(wanted)
}

fn check_ids(options: &ClaimsOptions, models: &[Named]) -> Result<(), Error> {
    let ids: Vec<&str> = models
        .iter()
        .flat_map(|(_, model)| model.claims.iter().map(|claim| claim.id.as_str()))
        .collect();
    for wanted in &options.only {
        let id = wanted.split_once('.').map_or(wanted.as_str(), |(id, _)| id);
        if !ids.contains(&id) {
            let hint = match closest(id, ids.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`unipole claims` lists all".to_owned(),
            };
            return Err(Error::request(
                format!("no claim `{wanted}` here"),
                Some(&hint),
            ));
        }
    }
    Ok(())
}

fn judged(options: &ClaimsOptions, models: &[Named]) -> Result<Vec<JudgedModel>, Error> {
    let models: Vec<(String, &Model)> = models
        .iter()
        .map(|(name, model)| (name.clone(), model))
        .collect();
    Ok(judged_models(&models, &options.set, |id| {
        is_wanted(options, id)
    })?)
}

/// `--against`: the same claims on a changed model.
fn against(
    options: &ClaimsOptions,
    models: &[Named],
    other: &str,
    format: Format,
) -> Result<ExitCode, Error> {
    let [(name, model)] = models else {
        return Err(Error::request(
            "`--against` compares one model with another",
            Some("name one model: `unipole claims core --against mine.toml`"),
        ));
    };
    let original = options.models.first().unwrap_or(name);
    for model in [model, &input::model(other, "claims")?] {
        model.point(None, &options.set)?;
    }
    let claims = model.claims.iter().enumerate();
    let wanted: Vec<(usize, &DeclaredClaim)> = claims
        .filter(|(_, claim)| is_wanted(options, &claim.id))
        .collect();
    let changes: Result<Vec<Changed>, Errors> = wanted
        .par_iter()
        .map(|(place, claim)| {
            let there = load_with_claim(other, original, *place);
            Ok(Changed {
                before: judge(model, claim, &options.set)?,
                after: there.and_then(|there| judge(&there, &there.claims[0], &options.set)),
            })
        })
        .collect();
    let changes = changes?;
    let table = changed_table(&changes, name, other);
    tabled(options, &table, format)
}

/// `--one-at-a-time`: each calibrated number doubted alone.
fn one_at_a_time(
    options: &ClaimsOptions,
    models: &[Named],
    format: Format,
) -> Result<ExitCode, Error> {
    let tasks: Vec<(&String, &Model, &DeclaredClaim)> = models
        .iter()
        .flat_map(|(name, model)| model.claims.iter().map(move |claim| (name, model, claim)))
        .filter(|(_, _, claim)| is_wanted(options, &claim.id))
        .collect();
    let found: Result<Vec<Doubted>, Errors> = tasks
        .par_iter()
        .map(|(name, model, claim)| {
            Ok(Doubted {
                model: (*name).clone(),
                judged: judge(model, claim, &options.set)?,
                doubts: doubts(model, claim, &options.set)?,
            })
        })
        .collect();
    tabled(options, &doubts_table(&found?), format)
}

fn tabled(
    options: &ClaimsOptions,
    table: &crate::report::Table,
    format: Format,
) -> Result<ExitCode, Error> {
    let file = options.output.file();
    let out = match format {
        Format::Text => text(table, output::terminal(file.is_some())),
        Format::Csv => csv(table),
        Format::Markdown => markdown(table),
        Format::Latex => latex(std::slice::from_ref(table), &command(options)),
        Format::Json => {
            return Err(Error::request(
                "comparisons of verdicts are tables",
                Some("leave `--format` out, or say csv, markdown or latex"),
            ));
        }
    };
    output::deliver(&out, file)?;
    Ok(ExitCode::SUCCESS)
}

fn command(options: &ClaimsOptions) -> String {
    let mut words = vec!["unipole claims".to_owned()];
    words.extend(options.models.iter().cloned());
    words.extend(options.only.iter().map(|id| format!("--only {id}")));
    words.extend(
        options
            .against
            .iter()
            .map(|other| format!("--against {other}")),
    );
    if options.one_at_a_time {
        words.push("--one-at-a-time".to_owned());
    }
    words.extend(options.set.iter().map(|set| format!("--set {set}")));
    words.push("--format latex".to_owned());
    words.join(" ")
}
