//! Capabilities as JSON, schema `unipole/capabilities/1`: every number exact.

use serde_json::{Map, Value as Json, json};

use super::reading::capabilities_sentences;
use crate::model::data::{Balancers, Capabilities, CapabilityYear, Unanswered};
use crate::report::Notation;

/// The document of one answer.
pub fn capabilities_json(answer: &Capabilities, notation: Notation) -> Json {
    let request = &answer.request;
    let partners = answer.partners.as_ref().map(
        |(file, (first, last))| json!({ "file": file, "first_year": first, "last_year": last }),
    );
    let unanswered = answer.unanswered.iter().map(|(year, reason)| {
        let reason = match reason {
            Unanswered::Absent => "absent",
            Unanswered::Missing => "missing",
            Unanswered::Zero => "zero",
        };
        json!({ "year": year, "unipole": reason })
    });
    json!({
        "schema": "unipole/capabilities/1",
        "file": answer.file,
        "measure": request.measure,
        "unipole": request.unipole,
        "force_ratio": request.force_ratio.to_string(),
        "excluded": request.excluded,
        "partners": partners,
        "years": answer.years.iter().map(year).collect::<Vec<Json>>(),
        "unanswered": unanswered.collect::<Vec<Json>>(),
        "reading": capabilities_sentences(answer, notation),
    })
}

fn year(year: &CapabilityYear) -> Json {
    let mut entry = Map::new();
    entry.insert("year".into(), json!(year.year));
    entry.insert("capability".into(), json!(year.unipole.to_string()));
    entry.insert("total".into(), json!(year.total.to_string()));
    entry.insert("share".into(), json!(year.share.to_string()));
    entry.insert("largest".into(), json!(year.leader));
    entry.insert("missing".into(), json!(year.missing));
    entry.insert("pacts_as_of".into(), json!(year.pacts_as_of));
    entry.insert(
        "non_allied".into(),
        json!(year.non_allied.as_ref().map(balancers)),
    );
    entry.insert("others".into(), balancers(&year.others));
    Json::Object(entry)
}

fn balancers(balancers: &Balancers) -> Json {
    let smallest = balancers.smallest.as_ref().map(|coalition| {
        json!({
            "size": coalition.members().len(),
            "members": balancers.coalition(),
            "capability": coalition.capability().to_string(),
            "of_that_size": balancers.smallest_number,
        })
    });
    json!({
        "states": balancers.states.len(),
        "pool": balancers.pool.to_string(),
        "share": balancers.share.to_string(),
        "critical_force_ratio": balancers.critical_force_ratio.to_string(),
        "feasible": balancers.smallest.is_some(),
        "smallest": smallest,
    })
}
