//! Writing tables of payoffs.

use super::bimatrix::BETWEEN;
use super::long::{PAYOFF, payoffs_of};
use crate::game::Game;

/// Why a game is not written as a table of payoffs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CsvWriteError {
    /// A name that would be read as something else.
    #[error("the name `{name}` {why}")]
    Name {
        /// The name of a player or an action.
        name: String,
        /// What would become of it.
        why: &'static str,
    },
    /// A bimatrix of more or fewer players than two.
    #[error("a bimatrix has two players, and this game has {0}")]
    NotTwoPlayers(usize),
}

/// Writes a game as a table with a row for each profile: a column of actions for each player, then a column of payoffs for each; exact.
///
/// [`read`](super::read) returns the same ids and payoffs. Titles, roles, groups and postures are not part of the table.
///
/// # Errors
/// Names that would not be read back as they are: blank ones, with blanks at an end, players whose name ends in `payoff`.
///
/// # Examples
/// ```
/// use unipole::format::csv_game::{read, write_long};
/// let table = "S,S payoff\nyield,0\nresist,-1/2\n";
/// assert_eq!(write_long(&read(table.as_bytes())?.game)?, table);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_long(game: &Game) -> Result<String, CsvWriteError> {
    refuse_names(game)?;
    let players = game.players();
    for player in players {
        if payoffs_of(&player.id).is_some() {
            return Err(wrong(
                &player.id,
                "reads like the header of a column of payoffs",
            ));
        }
    }
    let mut records = vec![Vec::with_capacity(2 * players.len())];
    records[0].extend(players.iter().map(|player| player.id.clone()));
    records[0].extend(
        players
            .iter()
            .map(|player| format!("{}{PAYOFF}", player.id)),
    );
    for index in 0..game.profiles() {
        let profile = game.profile_at(index);
        let actions = players.iter().zip(&profile);
        let mut record: Vec<String> = actions
            .map(|(player, action)| player.actions[*action].id.clone())
            .collect();
        record.extend((0..players.len()).map(|player| game.payoff(player, index).to_string()));
        records.push(record);
    }
    Ok(text(&records))
}

/// Writes a game of two players as a table with a row for each action of the first and a column for each of the second; exact.
///
/// # Errors
/// Another number of players, and names that would not be read back as they are: blank ones, with blanks at an end, players with a backslash, a last
/// column that ends in `payoff`.
///
/// # Examples
/// ```
/// use unipole::format::csv_game::{read, write_bimatrix};
/// let table = "U \\ S,align,balance\npress,\"2, -1/2\",\"0, 0\"\n";
/// assert_eq!(write_bimatrix(&read(table.as_bytes())?.game)?, table);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_bimatrix(game: &Game) -> Result<String, CsvWriteError> {
    refuse_names(game)?;
    let [row, column] = game.players() else {
        return Err(CsvWriteError::NotTwoPlayers(game.players().len()));
    };
    for player in [row, column] {
        if player.id.contains(BETWEEN) {
            return Err(wrong(
                &player.id,
                "has a backslash, which stands between the names of the players",
            ));
        }
    }
    let mut header = vec![format!("{} {BETWEEN} {}", row.id, column.id)];
    header.extend(column.actions.iter().map(|action| action.id.clone()));
    if let Some(last) = header.last().filter(|last| payoffs_of(last).is_some()) {
        return Err(wrong(
            last,
            "reads like the header of a column of payoffs where it stands last",
        ));
    }
    let mut records = vec![header];
    for (place, action) in row.actions.iter().enumerate() {
        let mut record = vec![action.id.clone()];
        record.extend((0..column.actions.len()).map(|other| {
            let index = game.index_of(&[place, other]);
            format!("{}, {}", game.payoff(0, index), game.payoff(1, index))
        }));
        records.push(record);
    }
    Ok(text(&records))
}

/// Names must come back as they are, cells being read without the blanks around them.
fn refuse_names(game: &Game) -> Result<(), CsvWriteError> {
    let actions = game.players().iter().flat_map(|player| &player.actions);
    let ids = game.players().iter().map(|player| player.id.as_str());
    for name in ids.chain(actions.map(|action| action.id.as_str())) {
        if name.trim().is_empty() {
            return Err(wrong(name, "is blank, and a table has no room for it"));
        }
        if name.trim() != name {
            return Err(wrong(
                name,
                "has blanks at an end, which a table would lose",
            ));
        }
        if name.contains(['\r', '\n', '\u{feff}']) {
            return Err(wrong(
                name,
                "has a line break or a mark that a table would lose",
            ));
        }
    }
    Ok(())
}

fn wrong(name: &str, why: &'static str) -> CsvWriteError {
    let name = name.to_owned();
    CsvWriteError::Name { name, why }
}

/// Records as CSV after RFC 4180, but with lines that end in `\n`.
///
/// What contains a separator that is looked for on reading stands in quotation marks.
fn text(records: &[Vec<String>]) -> String {
    let quoted = |cell: &String| match cell.contains([',', ';', '\t', '"']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let mut text = String::new();
    for record in records {
        let cells: Vec<String> = record.iter().map(quoted).collect();
        text += &cells.join(",");
        text.push('\n');
    }
    text
}
