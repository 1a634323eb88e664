//! All payoffs of a small game as one table: a row for each choice of all players but the last, a column for each action of the last.

use super::answer::Answer;
use super::table::{Align, Cell, Column, Table};
use crate::game::Game;

/// The most profiles that a matrix is readable with.
pub(super) const PROFILES: usize = 24;

/// The payoff matrix; none for a game too large to be read as one.
///
/// A star marks the payoff of a best reply, so that a cell of stars only is a pure equilibrium; it stands out.
pub(super) fn matrix(id: &str, caption: &str, answer: &Answer) -> Option<Table> {
    let game = &answer.game;
    if game.profiles() > PROFILES {
        return None;
    }
    let (last, others) = game.players().split_last()?;
    let mut columns: Vec<Column> = others
        .iter()
        .map(|player| Column::new(player.id.as_str(), Align::Left).once())
        .collect();
    columns.extend(last.actions.iter().map(|action| {
        let header = format!("{} {}", last.id, action.id);
        Column::new(header, Align::Left)
    }));
    let mut table = Table::new(id, caption, columns);
    let mut before: Option<Vec<usize>> = None;
    for choice in choices(&game.counts()[..others.len()]) {
        let starts_block = before.is_some_and(|b| choice.len() > 1 && b[0] != choice[0]);
        if starts_block {
            table.rule();
        }
        let mut cells: Vec<Cell> = others
            .iter()
            .zip(&choice)
            .map(|(player, action)| player.actions[*action].id.as_str().into())
            .collect();
        for action in 0..last.actions.len() {
            let mut profile = choice.clone();
            profile.push(action);
            cells.push(cell(game, game.index_of(&profile)));
        }
        table.row(cells);
        before = Some(choice);
    }
    Some(table)
}

/// All choices of some players, the last player's action varying fastest.
pub(super) fn choices(counts: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for count in counts {
        let longer = all.iter().flat_map(|choice: &Vec<usize>| {
            (0..*count).map(move |action| [choice.as_slice(), &[action]].concat())
        });
        all = longer.collect();
    }
    all
}

fn cell(game: &Game, index: usize) -> Cell {
    let mut all_best = true;
    let payoffs: Vec<String> = (0..game.players().len())
        .map(|player| {
            let payoff = game.payoff(player, index);
            let best = (0..game.counts()[player])
                .all(|action| game.payoff(player, game.deviation(index, player, action)) <= payoff);
            all_best &= best;
            format!("{payoff}{}", if best { "*" } else { "" })
        })
        .collect();
    let text = payoffs.join(", ");
    if all_best {
        Cell::Emphasis(text)
    } else {
        text.into()
    }
}
