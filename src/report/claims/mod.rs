//! Verdicts on claims: a table with a sentence each, everything about one, and data.

mod compared;
mod data;
mod files;
mod reading;
mod rows;
mod words;

pub use compared::{Changed, Doubted, changed_table, doubts_table};
pub use data::claims_json;
pub use files::{claims_files, judged_models};
pub use reading::claims_reading;
pub use rows::{claims_rows, claims_table};
pub use words::why;

use crate::claim::Judged;
use crate::model::Model;

/// The claims of a model, judged.
#[derive(Debug, Clone)]
pub struct JudgedModel {
    /// The model.
    pub model: Model,
    /// How it was named.
    pub name: String,
    /// What was set.
    pub settings: Vec<String>,
    /// Its claims.
    pub claims: Vec<Judged>,
}

impl JudgedModel {
    /// The id of a claim, with the model's where several models have one of that number.
    pub fn id_of(&self, claim: &Judged, all: &[JudgedModel]) -> String {
        let id = &claim.claim.id;
        let same = all
            .iter()
            .flat_map(|m| &m.claims)
            .filter(|c| c.claim.id == *id);
        match same.count() {
            0 | 1 => id.clone(),
            _ => format!("{id}.{}", self.model.id),
        }
    }
}

/// Whether a verdict is the one expected, where one is.
pub fn is_expected(judged: &Judged) -> bool {
    judged
        .claim
        .expected
        .is_none_or(|expected| expected == judged.verdict)
}

/// All claims with their models, by the number of the proposition and then the order of the models.
fn in_order(all: &[JudgedModel]) -> Vec<(&JudgedModel, &Judged)> {
    let claims = all
        .iter()
        .flat_map(|model| model.claims.iter().map(move |c| (model, c)));
    let mut claims: Vec<(&JudgedModel, &Judged)> = claims.collect();
    claims.sort_by_key(|(_, judged)| number(&judged.claim.id));
    claims
}

/// `P27` as letters and a number, so that P9 comes before P10.
fn number(id: &str) -> (String, u32, String) {
    let digits = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    let rest = &id[digits..];
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let value = rest[..end].parse().unwrap_or(0);
    (id[..digits].to_owned(), value, rest[end..].to_owned())
}
