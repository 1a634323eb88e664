//! Conditions as rows: one for each inequality of each case.

use super::{Conditions, Holds, sign_of};
use crate::report::{Align, Column, Table};

/// The rows; a profile that always or never is an equilibrium has one without an inequality.
pub fn conditions_rows(answer: &Conditions) -> Table {
    let names = [
        "profile",
        "holds",
        "case",
        "comparison",
        "condition",
        "expression",
        "relation",
    ];
    let columns = names.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new("conditions", "", columns);
    let names = answer.parametric.game.names();
    for profile in &answer.profiles {
        let weak = &profile.weak;
        let words = answer.profile_words(&weak.profile);
        let holds = Holds::of(weak);
        if holds != Holds::When {
            let empty = || "".into();
            table.row(vec![
                words.as_str().into(),
                holds.word().into(),
                empty(),
                empty(),
                empty(),
                empty(),
                empty(),
            ]);
            continue;
        }
        for (number, case) in weak.cases.iter().enumerate() {
            for inequality in case {
                let condition = &inequality.condition;
                table.row(vec![
                    words.as_str().into(),
                    holds.word().into(),
                    (number + 1).to_string().into(),
                    answer
                        .deviation_words(&weak.profile, inequality.deviation)
                        .into(),
                    answer.written(condition).text.into(),
                    condition.expression.text(&names).into(),
                    format!("{} 0", sign_of(condition)).into(),
                ]);
            }
        }
    }
    table
}
