//! The verdicts of a report: a page, tables and data.

use std::fmt::Write as _;

use super::words::{part_why, why};
use super::{JudgedModel, claims_json, claims_rows, claims_table, in_order};
use crate::claim::{Judged, judge};
use crate::model::{Errors, Model};
use crate::report::bundle::File;
use crate::report::dialect::{code, phrase, prose};
use crate::report::{Align, Column, Table, csv, latex, markdown};
use rayon::prelude::*;

/// Judges all claims of some models.
///
/// # Errors
/// As [`judge`].
pub fn judged_models(
    models: &[(String, &Model)],
    settings: &[String],
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<JudgedModel>, Errors> {
    let mut tasks = Vec::new();
    for (place, (_, model)) in models.iter().enumerate() {
        let claims = model.claims.iter().filter(|claim| is_wanted(&claim.id));
        tasks.extend(claims.map(|claim| (place, claim)));
    }
    let found: Result<Vec<(usize, Judged)>, Errors> = tasks
        .par_iter()
        .map(|(place, claim)| Ok((*place, judge(models[*place].1, claim, settings)?)))
        .collect();
    let found = found?;
    let judged = models.iter().enumerate().map(|(place, (name, model))| {
        let own = found.iter().filter(|(of, _)| *of == place);
        JudgedModel {
            model: (*model).clone(),
            name: name.clone(),
            settings: settings.to_vec(),
            claims: own.map(|(_, judged)| judged.clone()).collect(),
        }
    });
    Ok(judged.filter(|model| !model.claims.is_empty()).collect())
}

/// The files about the verdicts; none where nothing is claimed.
pub fn claims_files(all: &[JudgedModel], command: &str) -> Vec<File> {
    if all.is_empty() {
        return Vec::new();
    }
    let table = claims_table(all);
    let mut document = claims_json(all);
    document["command"] = serde_json::json!(command);
    let file = |name: &str, contents: String| File {
        name: name.to_owned(),
        contents,
    };
    vec![
        file("claims.md", page(all, &table, command)),
        file("claims.csv", csv(&claims_rows(all))),
        file("claims.tex", latex(&[table], command)),
        file("claims.json", format!("{document}\n")),
    ]
}

/// The page: the table, and then each proposition with what was quoted, stated and left out side by side.
fn page(all: &[JudgedModel], table: &Table, command: &str) -> String {
    let mut out = String::from("# What the models say about the propositions\n\n");
    out.push_str("A verdict is about a statement in a model on a box of parameters, under a concept of equilibrium. It is never about the world: that a proposition holds in a model shows that the argument behind it is consistent under these payoffs, and that it fails shows what the argument would need.\n\n");
    let _ = writeln!(out, "{}", counts(all));
    let mut short = Table::new("verdicts", "", table.columns[..4].to_vec());
    for row in &table.rows {
        short.row(row[..4].to_vec());
    }
    let _ = writeln!(out, "{}", markdown(&short));
    let mut last = String::new();
    for (model, judged) in in_order(all) {
        if judged.claim.id != last {
            last.clone_from(&judged.claim.id);
            let _ = writeln!(out, "## {last}\n\n{}\n", prose(&judged.claim.says));
        }
        section(&mut out, model, judged);
    }
    let _ = writeln!(out, "---\n\nMade by {}.", code(command));
    out
}

/// `holds 30, conditional 2, ..`.
fn counts(all: &[JudgedModel]) -> String {
    let claims: Vec<&Judged> = all.iter().flat_map(|model| &model.claims).collect();
    let parts = crate::model::Verdict::ALL.iter().filter_map(|verdict| {
        let number = claims.iter().filter(|one| one.verdict == *verdict).count();
        (number > 0).then(|| format!("{} {number}", verdict.word()))
    });
    let parts: Vec<String> = parts.collect();
    format!("{} claims: {}.\n", claims.len(), parts.join(", "))
}

fn section(out: &mut String, model: &JudgedModel, judged: &Judged) {
    let claim = &judged.claim;
    let columns = vec![Column::new("", Align::Left), Column::new("", Align::Left)];
    let mut table = Table::new("claim", "", columns);
    let mut line = |head: &str, text: &str| {
        if !text.is_empty() {
            table.row(vec![head.into(), text.into()]);
        }
    };
    line("quoted", &claim.phrase);
    for part in &judged.parts {
        line("formal", &part.text);
    }
    if let Some((condition, _)) = &claim.provided {
        line("provided that", condition);
        line("that is", &claim.means);
    }
    line("left out", &claim.leaves_out);
    let most = judged.parts.iter().map(|part| part.constants.len()).max();
    let constants = match most.unwrap_or(0) {
        0 => "none".to_owned(),
        n => n.to_string(),
    };
    let assumed = model.model.assumptions.iter().map(|one| one.text.as_str());
    line("assumed", &assumed.collect::<Vec<_>>().join(", "));
    line("calibrated constants", &constants);
    line("tension", &claim.tension);
    line("why", &why(judged));
    if judged.parts.len() > 1 {
        for part in &judged.parts {
            let words = format!(
                "{}: {} ({})",
                part.text,
                part.verdict.word(),
                part_why(part)
            );
            line("statement", &words);
        }
    }
    let _ = writeln!(
        out,
        "### {} in {}: {}\n\n{}",
        claim.id,
        phrase(&model.name),
        judged.verdict.word(),
        markdown(&table)
    );
}
