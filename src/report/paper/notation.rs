//! The notation of all models in one table: what each symbol stands for, and in which models.

use std::collections::BTreeMap;

use super::super::notation::{default_of, domain_of, symbol_in_latex};
use super::super::study::Solved;
use super::super::table::{Align, Cell, Column, Table};

/// Symbols that mean the same with the same default and domain stand once, with all models that have them; in the order of the models.
pub(super) fn notation(studies: &[Solved]) -> Table {
    let columns = [
        "Symbol", "In files", "Meaning", "Default", "Domain", "Models",
    ];
    let columns = columns.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new(
        "notation",
        "Notation: the parameters of all models.",
        columns,
    );
    let mut rows: Vec<(Vec<Cell>, Vec<String>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for study in studies {
        let Some(model) = &study.model else { continue };
        for (place, parameter) in model.parameters.iter().enumerate() {
            let index = parameter.group.map(|_| "i");
            let meaning = parameter.meaning_with_unit();
            let values = &study.answers[0].subject.parameters[place].values;
            let cells: Vec<Cell> = vec![
                Cell::math(&parameter.name, &symbol_in_latex(parameter, index)),
                parameter.name.as_str().into(),
                meaning.into(),
                default_of(model, parameter, values),
                domain_of(parameter).into(),
            ];
            let said: Vec<String> = cells.iter().map(Cell::plain).collect();
            let row = *known.entry(said.join("\n")).or_insert_with(|| {
                rows.push((cells, Vec::new()));
                rows.len() - 1
            });
            rows[row].1.push(study.id.clone());
        }
    }
    for (mut cells, models) in rows {
        cells.push(models.join(", ").into());
        table.row(cells);
    }
    table.note("An index i marks a value that each member of a group has for itself. Defaults are illustrations; conditions hold on the whole domain.");
    table
}
