//! A table of two players: a row for each action of one, a column for each action of the other, two payoffs in a cell.

use super::Table;
use super::cells::{Cells, Row};
use super::error::{CsvError, CsvErrorKind};
use super::labels::distinct;
use crate::game::{Game, PayoffsBuilder, Player};
use crate::num::Rational;

/// What stands between the names of the players in the first cell.
pub(super) const BETWEEN: char = '\\';

pub(super) fn read(cells: &Cells) -> Result<Table, CsvError> {
    let (header, rows) = (&cells.rows[0], &cells.rows[1..]);
    let players = corner(cells, header)?;
    if rows.is_empty() {
        let kind = CsvErrorKind::NoPayoffs("a row of labels and nothing below it");
        return Err(cells.missing(kind));
    }
    if header.cells.len() < 2 {
        let kind = CsvErrorKind::NoPayoffs("one column");
        return Err(cells.wrong_row(header, kind));
    }
    let of_columns = (1..header.cells.len()).map(|column| label(cells, header, column));
    let of_rows = rows.iter().map(|row| label(cells, row, 0));
    let (of_rows, mut notes) = distinct(
        of_rows.collect::<Result<_, _>>()?,
        &format!("the action of {}", players[0]),
    );
    let (of_columns, more) = distinct(
        of_columns.collect::<Result<_, _>>()?,
        &format!("the action of {}", players[1]),
    );
    notes.extend(more);
    let counts = [of_rows.len(), of_columns.len()];
    let mut builder = PayoffsBuilder::new(&counts)
        .map_err(|error| cells.missing(CsvErrorKind::TooLarge(error)))?;
    for (place, row) in rows.iter().enumerate() {
        for column in 0..counts[1] {
            let payoffs = pair(cells, row, column + 1)?;
            for (player, payoff) in payoffs.into_iter().enumerate() {
                builder.set(player, place + counts[0] * column, payoff);
            }
        }
    }
    let actions = [of_rows, of_columns];
    let players = players.iter().zip(&actions).map(|(id, actions)| {
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        Player::plain(id, &actions)
    });
    Ok(Table {
        game: Game::new("", players.collect(), builder.build()),
        notes,
    })
}

/// The names of the players: `ROW \ COLUMN`, or nothing.
fn corner(cells: &Cells, header: &Row) -> Result<[String; 2], CsvError> {
    let text = header.cells[0].as_str();
    if text.is_empty() {
        return Ok(["P1", "P2"].map(str::to_owned));
    }
    let names = text
        .split_once(BETWEEN)
        .map(|(row, column)| [row.trim(), column.trim()]);
    match names {
        Some([row, column])
            if !row.is_empty()
                && !column.is_empty()
                && row != column
                && !column.contains(BETWEEN) =>
        {
            Ok([row, column].map(str::to_owned))
        }
        _ => Err(cells.wrong(header, 0, CsvErrorKind::Corner(text.to_owned()))),
    }
}

fn label(cells: &Cells, row: &Row, column: usize) -> Result<String, CsvError> {
    let label = &row.cells[column];
    match label.is_empty() {
        true => Err(cells.wrong(
            row,
            column,
            CsvErrorKind::EmptyCell("the name of an action"),
        )),
        false => Ok(label.clone()),
    }
}

/// `3, 2` or `3;2`.
fn pair(cells: &Cells, row: &Row, column: usize) -> Result<[Rational; 2], CsvError> {
    let text = row.cells[column].as_str();
    if text.is_empty() {
        let kind = CsvErrorKind::EmptyCell("two payoffs");
        return Err(cells.wrong(row, column, kind));
    }
    let separator = if text.contains(';') { ';' } else { ',' };
    let parts: Vec<&str> = text.split(separator).collect();
    let &[first, second] = parts.as_slice() else {
        return Err(cells.wrong(row, column, CsvErrorKind::NotAPair(text.to_owned())));
    };
    let number = |part: &str| {
        part.parse()
            .map_err(|error| cells.wrong(row, column, CsvErrorKind::Number(error)))
    };
    Ok([number(first)?, number(second)?])
}
