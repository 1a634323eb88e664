//! Capabilities as tables: a row for each year; for programs, a row for each year and group of states.

use super::super::decimal::Notation;
use super::super::table::{Align, Cell, Column, Table};
use crate::model::data::{Balancers, Capabilities, CapabilityYear};

/// The most members of a coalition that a cell names.
const NAMED: usize = 2;

/// For each year the unipole's share, the pool against it, the critical force ratio and the smallest coalition.
pub fn capabilities_table(answer: &Capabilities, caption: &str, notation: Notation) -> Table {
    let unipole = &answer.request.unipole;
    let has_partners = answer.partners.is_some();
    let led = answer.years.iter().any(|year| year.leader != *unipole);
    let mut columns = vec![
        Column::new("year", Align::Left),
        Column::new(format!("{unipole} share"), Align::Right),
    ];
    let groups: &[&str] = match has_partners {
        true => &["no pact", "others"],
        false => &["others"],
    };
    for group in groups {
        columns.push(Column::new(format!("{group}: share"), Align::Right));
        columns.push(Column::new(
            Cell::Run(vec![
                format!("{group}: ").into(),
                Cell::math("phi_crit", "\\varphi^{*}"),
            ]),
            Align::Right,
        ));
        columns.push(Column::new(
            Cell::Run(vec![format!("{group}: ").into(), Cell::math("k*", "k^{*}")]),
            Align::Left,
        ));
    }
    if led {
        columns.push(Column::new("largest", Align::Left));
    }
    let mut table = Table::new("capabilities", caption, columns);
    for year in &answer.years {
        let mut cells = vec![
            year.year.to_string().into(),
            Cell::Number(year.share.clone(), notation),
        ];
        if has_partners {
            cells.extend(group(year.non_allied.as_ref(), notation));
        }
        cells.extend(group(Some(&year.others), notation));
        if led {
            cells.push(year.leader.as_str().into());
        }
        table.row(cells);
    }
    table
}

fn group(balancers: Option<&Balancers>, notation: Notation) -> [Cell; 3] {
    let Some(balancers) = balancers else {
        return [Cell::Empty, Cell::Empty, "not known".into()];
    };
    let number = |value: &crate::num::Rational| Cell::Number(value.clone(), notation);
    [
        number(&balancers.share),
        number(&balancers.critical_force_ratio),
        match balancers.coalition() {
            None => "none".into(),
            Some(members) if members.len() <= NAMED => {
                format!("{} ({})", members.len(), members.join(", ")).into()
            }
            Some(members) => members.len().to_string().into(),
        },
    ]
}

/// The same for programs: one row for each year and group of states.
pub fn capabilities_rows(answer: &Capabilities, notation: Notation) -> Table {
    let columns = [
        "file",
        "measure",
        "unipole",
        "year",
        "share",
        "group",
        "states",
        "pool_share",
        "critical_force_ratio",
        "force_ratio",
        "feasible",
        "smallest_size",
        "smallest_coalition",
        "coalitions_of_that_size",
        "largest",
        "pacts_as_of",
        "missing",
    ];
    let columns = columns.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new("capabilities", "", columns);
    for year in &answer.years {
        let groups = [
            ("without a pact", year.non_allied.as_ref()),
            ("all others", Some(&year.others)),
        ];
        for (name, balancers) in groups {
            if let Some(balancers) = balancers {
                table.row(row(answer, year, name, balancers, notation));
            }
        }
    }
    table
}

fn row(
    answer: &Capabilities,
    year: &CapabilityYear,
    group: &str,
    balancers: &Balancers,
    notation: Notation,
) -> Vec<Cell> {
    let request = &answer.request;
    let coalition = balancers.coalition();
    let size = coalition.as_ref().map(|members| members.len().to_string());
    let number = balancers.smallest_number.map(|number| number.to_string());
    vec![
        answer.file.as_str().into(),
        request.measure.as_str().into(),
        request.unipole.as_str().into(),
        year.year.to_string().into(),
        Cell::Number(year.share.clone(), notation),
        group.into(),
        balancers.states.len().to_string().into(),
        Cell::Number(balancers.share.clone(), notation),
        Cell::Number(balancers.critical_force_ratio.clone(), notation),
        Cell::Number(request.force_ratio.clone(), Notation::Exact),
        balancers.smallest.is_some().to_string().into(),
        size.unwrap_or_default().into(),
        coalition.unwrap_or_default().join(" ").into(),
        number.unwrap_or_default().into(),
        year.leader.as_str().into(),
        year.pacts_as_of
            .map_or(String::new(), |year| year.to_string())
            .into(),
        year.missing.join(" ").into(),
    ]
}
