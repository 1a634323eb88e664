//! Each assumption doubted alone: one calibrated constant after the other takes every value of its range, all else as it was.

use super::judge::{Part, part};
use super::subject::Subject;
use crate::model::{DeclaredClaim, Errors, Formal, Free, Model, Scenario, WrittenFormal};

/// What becomes of a claim when one parameter takes any value of its range.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// The parameter.
    pub parameter: String,
    /// The statements that rest on its value, under doubt.
    pub parts: Vec<Part>,
}

/// Doubts each parameter alone whose value some statement of a claim rests on.
///
/// # Answer
/// Nothing for parameters that have no range, that are sizes of groups, or that vary already.
/// # Errors
/// As [`super::judge`].
pub fn doubts(
    model: &Model,
    claim: &DeclaredClaim,
    settings: &[String],
) -> Result<Vec<Doubt>, Errors> {
    let mut found = Vec::new();
    let free = model.free_at(None, settings, Free::AllNumbers)?;
    let mut names: Vec<&str> = Vec::new();
    for one in free {
        let declared = &model.parameters[one.parameter];
        let has_length = declared
            .range
            .as_ref()
            .is_some_and(|(low, high)| low < high);
        if has_length && !names.contains(&declared.name.as_str()) {
            names.push(&declared.name);
        }
    }
    for name in names {
        let mut parts = Vec::new();
        for written in &claim.formal {
            if let Some(doubted) = doubted(model, settings, written, name)? {
                let provided = claim.provided.as_ref().map(|(_, condition)| condition);
                parts.push(part(model, settings, &doubted, provided)?);
            }
        }
        if !parts.is_empty() {
            found.push(Doubt {
                parameter: name.to_owned(),
                parts,
            });
        }
    }
    Ok(found)
}

/// The statement with one more parameter that varies; nothing if it varies already or is not about a box.
fn doubted(
    model: &Model,
    settings: &[String],
    written: &WrittenFormal,
    name: &str,
) -> Result<Option<WrittenFormal>, Errors> {
    let mut doubted = written.clone();
    match &written.formal {
        Formal::At(scenario, body) => {
            let fixed = scenario.as_deref().and_then(|name| model.scenario(name));
            if fixed.is_some_and(|scenario| sets(model, scenario, name)) {
                return Ok(None);
            }
            doubted.scenario.clone_from(scenario);
            doubted.formal = Formal::Everywhere(body.clone());
            doubted.over = vec![name.to_owned()];
        }
        Formal::Share { .. } => return Ok(None),
        _ => {
            let subject = Subject::new(model, None, settings, &written.over, &written.spot)?;
            if !subject.constants().iter().any(|constant| constant == name) {
                return Ok(None);
            }
            doubted.over = subject.unknowns.iter().map(|u| u.name.clone()).collect();
            doubted.over.push(name.to_owned());
        }
    }
    Ok(Some(doubted))
}

fn sets(model: &Model, scenario: &Scenario, name: &str) -> bool {
    let mut settings = scenario.settings.iter();
    settings.any(|setting| model.parameters[setting.parameter].name == name)
}
