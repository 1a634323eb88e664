//! A table with a row for each profile: a column of actions and a column of payoffs for each player.

use std::collections::BTreeMap;

use super::Table;
use super::cells::{Cells, Row};
use super::error::{CsvError, CsvErrorKind};
use super::labels::distinct;
use crate::game::{Game, Payoffs, PayoffsBuilder, Player};
use crate::num::Rational;

/// What ends the header of a column of payoffs.
pub(super) const PAYOFF: &str = " payoff";

/// The player whose payoffs a column has, if it has payoffs.
pub(super) fn payoffs_of(header: &str) -> Option<&str> {
    let place = header.len().checked_sub(PAYOFF.len())?;
    let (player, end) = header.split_at_checked(place)?;
    end.eq_ignore_ascii_case(PAYOFF)
        .then_some(player.trim_end())
}

/// The columns of one player.
struct Columns {
    actions: usize,
    payoffs: usize,
}

pub(super) fn read(cells: &Cells) -> Result<Table, CsvError> {
    let header = &cells.rows[0];
    let columns = columns(cells, header)?;
    let rows = &cells.rows[1..];
    let names = columns
        .iter()
        .map(|own| header.cells[own.actions].clone())
        .collect();
    let (ids, notes) = distinct(names, "the player");
    let mut actions: Vec<Vec<String>> = vec![Vec::new(); columns.len()];
    let mut numbers: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); columns.len()];
    let mut payoffs: Vec<Rational> = Vec::with_capacity(rows.len() * columns.len());
    let mut row_of: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let mut profile = Vec::with_capacity(columns.len());
        for (player, own) in columns.iter().enumerate() {
            let label = row.cells[own.actions].as_str();
            if label.is_empty() {
                let kind = CsvErrorKind::EmptyCell("an action");
                return Err(cells.wrong(row, own.actions, kind));
            }
            let next = actions[player].len();
            let number = *numbers[player].entry(label).or_insert(next);
            if number == next {
                actions[player].push(label.to_owned());
            }
            profile.push(number);
            payoffs.push(payoff(cells, row, own.payoffs)?);
        }
        if let Some(before) = row_of.insert(profile.clone(), place) {
            let kind = CsvErrorKind::ProfileTwice {
                profile: in_words(&ids, &actions, &profile),
                before: rows[before].line,
            };
            return Err(cells.wrong_row(row, kind));
        }
    }
    let counts: Vec<usize> = actions.iter().map(Vec::len).collect();
    if let Some(profile) = missing(&counts, &row_of) {
        let profiles = counts
            .iter()
            .try_fold(1u128, |product, count| product.checked_mul(*count as u128));
        return Err(cells.missing(CsvErrorKind::ProfileMissing {
            profile: in_words(&ids, &actions, &profile),
            rows: rows.len(),
            expected: profiles.map_or("more than 10^38".to_owned(), |n| n.to_string()),
        }));
    }
    let mut builder = PayoffsBuilder::new(&counts)
        .map_err(|error| cells.missing(CsvErrorKind::TooLarge(error)))?;
    let mut indices = vec![0; rows.len()];
    for (profile, place) in &row_of {
        indices[*place] = Payoffs::index_in(&counts, profile);
    }
    let mut payoffs = payoffs.into_iter();
    for index in indices {
        for player in 0..columns.len() {
            let payoff = payoffs
                .next()
                .expect("invariant: each row has a payoff for each player");
            builder.set(player, index, payoff);
        }
    }
    let players = ids.iter().zip(&actions).map(|(id, actions)| {
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        Player::plain(id, &actions)
    });
    Ok(Table {
        game: Game::new("", players.collect(), builder.build()),
        notes,
    })
}

/// The columns of each player. Where several have one name, the first column of actions goes with the first of payoffs.
fn columns(cells: &Cells, header: &Row) -> Result<Vec<Columns>, CsvError> {
    let mut payoffs: Vec<(usize, &str)> = Vec::new();
    let mut players: Vec<(usize, &str)> = Vec::new();
    for (column, name) in header.cells.iter().enumerate() {
        match payoffs_of(name) {
            _ if name.is_empty() => {
                let kind = CsvErrorKind::EmptyCell("the name of the column");
                return Err(cells.wrong(header, column, kind));
            }
            Some("") => {
                let kind = CsvErrorKind::NoActionColumn(String::new());
                return Err(cells.wrong(header, column, kind));
            }
            Some(player) => payoffs.push((column, player)),
            None => players.push((column, name)),
        }
    }
    let mut columns = Vec::with_capacity(players.len());
    for (actions, name) in players {
        let own = payoffs.iter().position(|(_, player)| *player == name);
        let Some(own) = own else {
            let kind = CsvErrorKind::NoPayoffColumn(name.to_owned());
            return Err(cells.wrong(header, actions, kind));
        };
        let (payoffs, _) = payoffs.remove(own);
        columns.push(Columns { actions, payoffs });
    }
    if let Some((column, player)) = payoffs.first() {
        let kind = CsvErrorKind::NoActionColumn((*player).to_owned());
        return Err(cells.wrong(header, *column, kind));
    }
    if cells.rows.len() == 1 {
        let kind = CsvErrorKind::NoPayoffs("a header and nothing below it");
        return Err(cells.missing(kind));
    }
    Ok(columns)
}

/// The payoff in a cell.
pub(super) fn payoff(cells: &Cells, row: &Row, column: usize) -> Result<Rational, CsvError> {
    let text = row.cells[column].as_str();
    if text.is_empty() {
        return Err(cells.wrong(row, column, CsvErrorKind::EmptyCell("a payoff")));
    }
    text.parse()
        .map_err(|error| cells.wrong(row, column, CsvErrorKind::Number(error)))
}

/// The first profile in number order that has no row.
fn missing(counts: &[usize], rows: &BTreeMap<Vec<usize>, usize>) -> Option<Vec<usize>> {
    let mut profile = vec![0; counts.len()];
    loop {
        if !rows.contains_key(&profile) {
            return Some(profile);
        }
        let next = (0..counts.len()).find(|player| profile[*player] + 1 < counts[*player])?;
        profile[..next].fill(0);
        profile[next] += 1;
    }
}

/// `A=x, B=y`.
fn in_words(ids: &[String], actions: &[Vec<String>], profile: &[usize]) -> String {
    let parts = ids.iter().zip(actions).zip(profile);
    let parts: Vec<String> = parts
        .map(|((id, actions), action)| format!("{id}={}", actions[*action]))
        .collect();
    parts.join(", ")
}
