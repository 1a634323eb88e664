//! How the thresholds of the conditions move with the parameters, as a paper has it: the bounds, and a table of signs.

use super::super::expression::Written;
use super::super::{Align, Cell, Column, Table};
use super::words::{effect_mark, told};
use super::{Conditions, Holds};
use crate::region::{Prover, Static, solved};

/// Profiles with more cases are left out.
const CASES: usize = 4;

/// The conditions of some profiles, solved for one unknown.
#[derive(Debug, Clone)]
pub(in crate::report) struct Thresholds {
    /// The unknown.
    pub symbol: Written,
    /// For each profile, whose deviation bounds the unknown how, and in which case.
    pub bounds: Vec<(String, Vec<Bound>)>,
    /// How the bounds move: a row for each, a column for each other unknown.
    pub table: Table,
}

/// One line on one deviation.
#[derive(Debug, Clone)]
pub(in crate::report) struct Bound {
    /// `S balance over neutral`.
    pub who: String,
    /// The bound.
    pub says: Written,
    /// In which case.
    pub when: Option<Written>,
}

/// A profile, the comparison that bounds the unknown, and how the bound moves.
type Row = (String, Cell, Vec<Static>);

/// The thresholds in one unknown of the profiles wanted; none where no threshold moves with anything.
pub(in crate::report) fn thresholds(
    answer: &Conditions,
    name: &str,
    wanted: &dyn Fn(&[usize]) -> bool,
) -> Option<Thresholds> {
    let unknown = answer.symbols.iter().position(|s| s.name == name)?;
    let domain = &answer.parametric.game.domain;
    let prover = Prover::new(domain);
    let mut bounds: Vec<(String, Vec<Bound>)> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for told in told(answer) {
        let weak = &told.answer.weak;
        let mut members = told.members.iter();
        let is_wanted = members.any(|place| wanted(&answer.profiles[*place].weak.profile));
        if !is_wanted || Holds::of(weak) != Holds::When || weak.cases.len() > CASES {
            continue;
        }
        let profile = answer.profile_words(&weak.profile);
        let mut own: Vec<Bound> = Vec::new();
        for inequality in weak.cases.iter().flatten() {
            let who = answer.deviation_words(&weak.profile, inequality.deviation);
            let says = solved(&prover, domain, inequality, unknown);
            for line in answer.solved_words(&says, unknown) {
                let known = own.iter().any(|b| b.who == who && b.says == line.says);
                if known {
                    continue;
                }
                for (what, statics) in line.statics {
                    let kind = match what.as_str() {
                        "threshold" => String::new(),
                        root => format!(", {root}"),
                    };
                    let mut comparison: Vec<Cell> = vec![format!("{who}{kind}").into()];
                    if let Some(when) = &line.when {
                        comparison.push(" if ".into());
                        comparison.push(Cell::math(&when.text, &when.latex));
                    }
                    if !statics.is_empty() {
                        rows.push((profile.clone(), Cell::Run(comparison), statics));
                    }
                }
                own.push(Bound {
                    who: who.clone(),
                    says: line.says,
                    when: line.when,
                });
            }
        }
        if !own.is_empty() {
            bounds.push((profile, own));
        }
    }
    let table = signs(answer, unknown, rows)?;
    let symbol = &answer.symbols[unknown];
    Some(Thresholds {
        symbol: Written {
            text: symbol.name.clone(),
            latex: symbol.latex.clone(),
        },
        bounds,
        table,
    })
}

/// The table of signs, with notes on those that are not the same everywhere.
fn signs(answer: &Conditions, unknown: usize, rows: Vec<Row>) -> Option<Table> {
    let moves = |other: &usize| {
        let mut all = rows.iter().flat_map(|(_, _, statics)| statics);
        all.any(|entry| entry.unknown == *other)
    };
    let others: Vec<usize> = (0..answer.symbols.len()).filter(moves).collect();
    if others.is_empty() {
        return None;
    }
    let mut columns = vec![
        Column::new("Profile", Align::Left).once(),
        Column::new("Comparison", Align::Left),
    ];
    let symbol = |place: usize| {
        let symbol = &answer.symbols[place];
        Cell::math(&symbol.name, &symbol.latex)
    };
    columns.extend(
        others
            .iter()
            .map(|o| Column::new(symbol(*o), Align::Center)),
    );
    let mut table = Table::new("statics", "", columns);
    let mut remarks: Vec<Written> = Vec::new();
    let mut before = String::new();
    for (profile, comparison, statics) in rows {
        if !before.is_empty() && before != profile {
            table.rule();
        }
        before.clone_from(&profile);
        let mut cells: Vec<Cell> = vec![profile.into(), comparison];
        for other in &others {
            let found = statics.iter().find(|entry| entry.unknown == *other);
            let mark = found.map(|entry| effect_mark(answer, &entry.effect, &mut remarks));
            cells.push(mark.unwrap_or_default().replace('-', "−").into());
        }
        table.row(cells);
    }
    table.note(Cell::Run(vec![
        "+ rises, − falls, 0 stays, +0 never falls, −0 never rises; blank: does not occur. Proved wherever the threshold lies inside the domain of "
            .into(),
        symbol(unknown),
        ".".into(),
    ]));
    for (number, remark) in remarks.iter().enumerate() {
        table.note(Cell::Run(vec![
            format!("({}) rises where ", number + 1).into(),
            Cell::math(&remark.text, &remark.latex),
            ", falls where not.".into(),
        ]));
    }
    Some(table)
}
