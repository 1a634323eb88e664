//! The same claims twice: on a changed model, and with one assumption doubted after the other.

use super::words::{part_why, why};
use crate::claim::{Doubt, Judged, Part};
use crate::model::{Errors, Verdict};
use crate::report::{Align, Column, Table};

/// A claim judged on two models.
#[derive(Debug)]
pub struct Changed {
    /// On the one.
    pub before: Judged,
    /// On the other, if it is about that one at all.
    pub after: Result<Judged, Errors>,
}

impl Changed {
    fn verdict_after(&self) -> Option<Verdict> {
        self.after.as_ref().ok().map(|judged| judged.verdict)
    }
}

/// What changes from one model to another, changed verdicts first.
pub fn changed_table(changes: &[Changed], before: &str, after: &str) -> Table {
    let columns = vec![
        Column::new("Claim", Align::Left),
        Column::new(before, Align::Left),
        Column::new(after, Align::Left),
        Column::new("Proposition", Align::Left),
        Column::new("Why now", Align::Left),
    ];
    let caption = format!("What becomes of the claims of {before} on {after}");
    let mut table = Table::new("claims-against", caption.as_str(), columns);
    let is_changed = |one: &&Changed| Some(one.before.verdict) != one.verdict_after();
    let changed = changes.iter().filter(is_changed);
    let kept = changes.iter().filter(|one| !is_changed(one));
    let mut number = 0;
    for one in changed.inspect(|_| number += 1).chain(kept) {
        let why = match &one.after {
            Ok(judged) => why(judged),
            Err(errors) => format!("Not about this model: {}.", errors.0[0].kind),
        };
        let after = one.verdict_after().map_or("not applicable", Verdict::word);
        table.row(vec![
            one.before.claim.id.as_str().into(),
            one.before.verdict.word().into(),
            after.into(),
            one.before.claim.says.as_str().into(),
            why.as_str().into(),
        ]);
    }
    table.note(format!("{number} of {} verdicts change.", changes.len()).as_str());
    table
}

/// A claim with each of its assumptions doubted.
#[derive(Debug, Clone)]
pub struct Doubted {
    /// The model.
    pub model: String,
    /// The claim as it stands.
    pub judged: Judged,
    /// One for each parameter whose value it rests on.
    pub doubts: Vec<Doubt>,
}

/// Which claims survive any value of one parameter, and where the others fall.
pub fn doubts_table(all: &[Doubted]) -> Table {
    let columns = vec![
        Column::new("Claim", Align::Left),
        Column::new("Model", Align::Left),
        Column::new("Verdict", Align::Left),
        Column::new("Survives any value of", Align::Left),
        Column::new("Falls with", Align::Left),
        Column::new("Undecided with", Align::Left),
    ];
    let mut table = Table::new(
        "claims-one-at-a-time",
        "Each assumption doubted alone",
        columns,
    );
    for one in all {
        let (mut survives, mut falls, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for doubt in &one.doubts {
            match doubt.parts.iter().find(|part| !stands(part)) {
                None => survives.push(doubt.parameter.clone()),
                Some(part) if part.verdict == Verdict::Fails => {
                    falls.push(format!("{} ({})", doubt.parameter, part_why(part)));
                }
                Some(_) => open.push(doubt.parameter.clone()),
            }
        }
        if one.doubts.is_empty() {
            survives.push("all: every number varies already".to_owned());
        }
        table.row(vec![
            one.judged.claim.id.as_str().into(),
            one.model.as_str().into(),
            one.judged.verdict.word().into(),
            survives.join(", ").as_str().into(),
            falls.join("; ").as_str().into(),
            open.join(", ").as_str().into(),
        ]);
    }
    table
        .note("Each parameter takes every value of its range, alone, with all others as they are.");
    table
}

fn stands(part: &Part) -> bool {
    matches!(
        part.verdict,
        Verdict::Holds | Verdict::ByConstruction | Verdict::Conditional | Verdict::Consistent
    )
}
