//! The table of equilibria of a paper: one row for each, in every scenario.

use super::super::answer::Answer;
use super::super::decimal::Notation;
use super::super::equilibria::{kind_of, scenario_of};
use super::super::notation::real_cell;
use super::super::page::{are_connected, kinds, plays, words};
use super::super::study::Solved;
use super::super::table::{Align, Cell, Column, Table};
use super::id;
use crate::certify::Equilibrium;
use crate::game::{Game, Player};
use crate::num::Real;
use crate::solve::Class;

/// The most rows of equilibria in a table of a paper.
const ROWS: usize = 120;
/// The most players and groups that have a column each.
const COLUMNS: usize = 5;

/// One row for each equilibrium, those that differ by the names of identical members together.
pub(super) fn equilibria(study: &Solved) -> Table {
    let several = study.answers.len() > 1;
    let players = players_of(study);
    let mut columns = Vec::new();
    if several {
        columns.push(Column::new("Scenario", Align::Left).once());
    }
    match players.len() <= COLUMNS {
        true => columns.extend(
            players
                .iter()
                .map(|id| Column::new(id.as_str(), Align::Left)),
        ),
        false => columns.push(Column::new("Equilibrium", Align::Left)),
    }
    columns.extend([
        Column::new("Kind", Align::Left),
        Column::new("Payoffs", Align::Left),
        Column::new("Least loss", Align::Right),
    ]);
    let caption = format!("{}: equilibria.", study.title());
    let width = columns.len();
    let mut table = Table::new(&id(study, "equilibria"), caption, columns);
    let mut left = ROWS;
    for answer in &study.answers {
        let kinds = kinds(&answer.game, &answer.solution.equilibria);
        for (equilibrium, class, places) in kinds.iter().take(left) {
            let mut cells: Vec<Cell> = Vec::new();
            if several {
                cells.push(scenario_of(answer).into());
            }
            cells.extend(who_plays_what(
                answer,
                equilibrium,
                class.as_ref(),
                &players,
            ));
            let kind = kind_of(equilibrium);
            cells.extend([
                match places.len() {
                    1 => kind.into(),
                    many => format!("{kind}, {many} profiles").into(),
                },
                payoffs(answer, equilibrium).into(),
                least_loss(answer, equilibrium)
                    .map_or(Cell::Empty, |loss| real_cell(&loss, Notation::Exact)),
            ]);
            table.row(cells);
        }
        if kinds.is_empty() {
            let mut cells = vec![Cell::Empty; width];
            if several {
                cells[0] = scenario_of(answer).into();
            }
            cells[usize::from(several)] = "none in pure actions".into();
            table.row(cells);
        }
        left = left.saturating_sub(kinds.len());
        table.rule();
    }
    for note in notes(study, left == 0) {
        table.note(note);
    }
    table
}

/// The players and groups in order.
fn players_of(study: &Solved) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for player in study.answers[0].game.players() {
        let id = player.group.as_ref().unwrap_or(&player.id);
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
    all
}

/// A cell for each player or group, or one for all.
fn who_plays_what(
    answer: &Answer,
    equilibrium: &Equilibrium,
    class: Option<&Class>,
    players: &[String],
) -> Vec<Cell> {
    let short = |player: &Player, strategy: &[Real]| {
        let played = words::played(strategy);
        let parts: Vec<String> = played
            .iter()
            .map(|action| {
                let id = &player.actions[*action].id;
                match played.len() {
                    1 => id.clone(),
                    _ => format!("{} {id}", words::exact(&strategy[*action])),
                }
            })
            .collect();
        parts.join(" + ")
    };
    let all = plays(&answer.game, equilibrium, class, &short);
    let cell = |id: &String| {
        let parts: Vec<String> = all
            .iter()
            .filter(|plays| plays.whose == *id)
            .map(|plays| match plays.alike || plays.who == *id {
                true => plays.what.clone(),
                false => format!("{} {}", plays.who, plays.what),
            })
            .collect();
        parts.join("; ")
    };
    if players.len() <= COLUMNS {
        return players.iter().map(|id| cell(id).into()).collect();
    }
    let parts: Vec<String> = players
        .iter()
        .map(|id| format!("{id} {}", cell(id)))
        .collect();
    vec![parts.join("; ").into()]
}

fn notes(study: &Solved, cut: bool) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(postures(study));
    if players_of(study).len() > 1 && !has_groups(study) {
        notes.push(format!(
            "Payoffs in the order {}.",
            players_of(study).join(", ")
        ));
    }
    if !study.answers[0].game.is_ordinal() {
        notes.push("Least loss: what the best of all changes of action by one player alone would cost that player; none where somebody mixes.".to_owned());
    }
    let unsure: Vec<String> = study
        .answers
        .iter()
        .filter(|a| !a.solution.completeness.is_complete())
        .map(scenario_of)
        .collect();
    if !unsure.is_empty() {
        let all = unsure.len() == study.answers.len();
        let which = if all {
            "all scenarios".to_owned()
        } else {
            words::list(&unsure)
        };
        notes.push(format!(
            "Not known to be complete in {which}: all pure equilibria are listed, mixed ones as far as they were searched for."
        ));
    }
    let connected: Vec<String> = study
        .answers
        .iter()
        .filter(|a| are_connected(a))
        .map(scenario_of)
        .collect();
    if !connected.is_empty() {
        notes.push(format!(
            "In {} the equilibria listed are the extreme ones, and mixtures of them are equilibria too.",
            words::list(&connected)
        ));
    }
    if cut {
        notes.push(format!("The first {ROWS} rows; {}.csv has all.", study.id));
    }
    notes
}

fn has_groups(study: &Solved) -> bool {
    let games = study.answers.iter().map(|answer| &answer.game);
    let mut players = games.flat_map(Game::players);
    players.any(|player| player.group.is_some())
}

/// What the actions mean on the continuum: `balance: hard balancing; neutral: neutrality`.
fn postures(study: &Solved) -> Option<String> {
    let mut known: Vec<(String, String)> = Vec::new();
    for player in study.answers[0].game.players() {
        for action in &player.actions {
            if let Some(posture) = &action.posture {
                let pair = (action.id.clone(), posture.to_string());
                if !known.contains(&pair) {
                    known.push(pair);
                }
            }
        }
    }
    let words: Vec<String> = known.iter().map(|(a, p)| format!("{a}: {p}")).collect();
    (!words.is_empty()).then(|| format!("Postures: {}.", words.join("; ")))
}

/// The payoffs in the players' order; where there are groups with names, members in the same position once.
fn payoffs(answer: &Answer, equilibrium: &Equilibrium) -> String {
    let game = &answer.game;
    let named = game.players().iter().any(|player| player.group.is_some());
    let parts: Vec<String> = words::alike(game, equilibrium)
        .into_iter()
        .map(|set| {
            let payoff = words::exact(&equilibrium.payoffs()[set[0]]);
            let player = &game.players()[set[0]];
            let members = game.players().iter().filter(|p| p.group == player.group);
            match &player.group {
                _ if !named => payoff,
                None => format!("{} {payoff}", player.id),
                Some(group) if members.count() == set.len() => format!("each {group} {payoff}"),
                Some(_) => format!("{} {payoff}", words::ids(game, &set)),
            }
        })
        .collect();
    parts.join(if named { "; " } else { ", " })
}

/// What the best of the actions not played would lose, over all players; none where somebody mixes or payoffs are ranks.
pub(super) fn least_loss(answer: &Answer, equilibrium: &Equilibrium) -> Option<Real> {
    let profile = equilibrium.pure_profile()?;
    if answer.game.is_ordinal() {
        return None;
    }
    let mut losses: Vec<&Real> = Vec::new();
    for (player, chosen) in profile.iter().enumerate() {
        let others = (0..answer.game.counts()[player]).filter(|action| action != chosen);
        losses.extend(others.map(|action| equilibrium.slack(player, action)));
    }
    let least = losses.into_iter().min_by(|a, b| a.compare(b))?;
    Some(least.clone())
}
