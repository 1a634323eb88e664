//! Verdicts as rows of a table.

use super::words::why;
use super::{JudgedModel, in_order, is_expected};
use crate::report::{Align, Column, Table};

/// The verdicts, a row each: the proposition, the model, the verdict, and one sentence why.
pub fn claims_table(all: &[JudgedModel]) -> Table {
    let columns = vec![
        Column::new("Claim", Align::Left),
        Column::new("Proposition", Align::Left),
        Column::new("Model", Align::Left),
        Column::new("Verdict", Align::Left),
        Column::new("Why", Align::Left),
    ];
    let mut table = Table::new(
        "claims",
        "What the models say about each proposition",
        columns,
    );
    for (model, judged) in in_order(all) {
        let verdict = match is_expected(judged) {
            true => judged.verdict.word().to_owned(),
            false => {
                let expected = judged.claim.expected.map_or("", |expected| expected.word());
                format!("{} (expected: {expected})", judged.verdict.word())
            }
        };
        table.row(vec![
            judged.claim.id.as_str().into(),
            judged.claim.says.as_str().into(),
            model.name.as_str().into(),
            verdict.as_str().into(),
            why(judged).as_str().into(),
        ]);
    }
    table.note(
        "A verdict is about a statement in a model on a box of parameters, never about the world.",
    );
    table
}

/// The same for spreadsheets: every column spelled out.
pub fn claims_rows(all: &[JudgedModel]) -> Table {
    let names = [
        "claim",
        "model",
        "verdict",
        "expected",
        "proposition",
        "formal",
        "why",
        "leaves_out",
        "constants",
    ];
    let columns = names.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new("claims", "", columns);
    for (model, judged) in in_order(all) {
        let formal: Vec<&str> = judged.parts.iter().map(|part| part.text.as_str()).collect();
        let constants = judged.parts.iter().map(|part| part.constants.len()).max();
        table.row(vec![
            model.id_of(judged, all).as_str().into(),
            model.name.as_str().into(),
            judged.verdict.word().into(),
            judged
                .claim
                .expected
                .map_or("", |expected| expected.word())
                .into(),
            judged.claim.says.as_str().into(),
            formal.join("; ").as_str().into(),
            why(judged).as_str().into(),
            judged.claim.leaves_out.as_str().into(),
            constants.unwrap_or(0).to_string().as_str().into(),
        ]);
    }
    table
}
