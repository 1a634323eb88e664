//! Tables of equilibria: one for readers, a row per equilibrium and player; one for programs, with every number.

use super::answer::Answer;
use super::decimal::Notation;
use super::notation::{print_strategy, real_cell};
use super::refinement;
use super::table::{Align, Cell, Column, Table};
use crate::certify::Equilibrium;
use crate::game::Player;
use crate::num::Real;

/// The equilibria of one or more answers about the same model: per equilibrium and player the strategy, the posture,
/// the payoff, and what the best other action would lose.
pub fn equilibria_table(id: &str, caption: &str, answers: &[Answer], notation: Notation) -> Table {
    let several = answers.len() > 1;
    let mut columns = Vec::new();
    if several {
        columns.push(Column::new("scenario", Align::Left).once());
    }
    columns.extend([
        Column::new("no.", Align::Right).once(),
        Column::new("kind", Align::Left).once(),
        Column::new("player", Align::Left),
        Column::new("plays", Align::Left),
        Column::new("posture", Align::Left),
        Column::new("payoff", Align::Right),
        Column::new("next best loses", Align::Right),
    ]);
    let mut table = Table::new(id, caption, columns);
    for answer in answers {
        for (number, equilibrium) in answer.solution.equilibria.iter().enumerate() {
            for (place, player) in answer.game.players().iter().enumerate() {
                let mut cells = Vec::new();
                if several {
                    cells.push(scenario_of(answer).into());
                }
                cells.extend([
                    (number + 1).to_string().into(),
                    kind_of(equilibrium).into(),
                    Cell::from(player.id.as_str()),
                    print_strategy(player, &equilibrium.profile()[place], notation).into(),
                    postures_of(player, &equilibrium.profile()[place]).into(),
                    real_cell(&equilibrium.payoffs()[place], notation),
                    least_loss(player, place, equilibrium)
                        .map_or(Cell::Empty, |loss| real_cell(&loss, notation)),
                ]);
                table.row(cells);
            }
            table.rule();
        }
        if answer.solution.equilibria.is_empty() {
            let mut cells = vec![Cell::Empty; if several { 8 } else { 7 }];
            if several {
                cells[0] = scenario_of(answer).into();
            }
            let kind = usize::from(several) + 1;
            cells[kind] = "none in pure actions".into();
            table.row(cells);
            table.rule();
        }
    }
    table
}

/// The same for programs: one row per equilibrium, player and action with positive probability; with columns of refinements where these were asked for.
pub fn long_table(answers: &[Answer], notation: Notation) -> Table {
    let columns = [
        "model",
        "scenario",
        "equilibrium",
        "kind",
        "strict",
        "player",
        "role",
        "action",
        "posture",
        "probability",
        "payoff",
        "complete",
    ];
    let is_refined = answers.iter().any(|answer| answer.refined().is_some());
    let refined: &[&str] = match is_refined {
        true => &refinement::COLUMNS,
        false => &[],
    };
    let names = columns.iter().chain(refined);
    let columns = names.map(|name| Column::new(*name, Align::Left)).collect();
    let mut table = Table::new("equilibria", "", columns);
    for answer in answers {
        let complete = answer.solution.completeness.is_complete();
        for (number, equilibrium) in answer.solution.equilibria.iter().enumerate() {
            for (place, player) in answer.game.players().iter().enumerate() {
                for (action, probability) in
                    player.actions.iter().zip(&equilibrium.profile()[place])
                {
                    if probability.is_zero() {
                        continue;
                    }
                    let posture = action.posture.as_ref().map(ToString::to_string);
                    let mut cells = vec![
                        answer.subject.model.as_str().into(),
                        scenario_of(answer).into(),
                        (number + 1).to_string().into(),
                        if equilibrium.is_pure() {
                            "pure"
                        } else {
                            "mixed"
                        }
                        .into(),
                        equilibrium.is_strict().to_string().into(),
                        player.id.as_str().into(),
                        player.role.as_str().into(),
                        action.id.as_str().into(),
                        posture.unwrap_or_default().into(),
                        real_cell(probability, notation),
                        real_cell(&equilibrium.payoffs()[place], notation),
                        complete.to_string().into(),
                    ];
                    if is_refined {
                        cells.extend(refinement::cells(answer, number, notation));
                    }
                    table.row(cells);
                }
            }
        }
    }
    table
}

pub(super) fn scenario_of(answer: &Answer) -> String {
    answer
        .subject
        .scenario
        .clone()
        .unwrap_or_else(|| "default".to_owned())
}

/// `strict`, `weak` or `mixed`.
pub(super) fn kind_of(equilibrium: &Equilibrium) -> &'static str {
    match (equilibrium.is_pure(), equilibrium.is_strict()) {
        (false, _) => "mixed",
        (true, true) => "strict",
        (true, false) => "weak",
    }
}

/// The postures played, in words.
pub(super) fn postures_of(player: &Player, probabilities: &[Real]) -> String {
    let played = player.actions.iter().zip(probabilities);
    let mut names: Vec<String> = Vec::new();
    for (action, probability) in played {
        if let Some(posture) = &action.posture
            && !probability.is_zero()
            && !names.contains(&posture.to_string())
        {
            names.push(posture.to_string());
        }
    }
    names.join(" / ")
}

/// What the best of the actions not played would lose.
fn least_loss(player: &Player, place: usize, equilibrium: &Equilibrium) -> Option<Real> {
    let unplayed = (0..player.actions.len()).filter(|a| equilibrium.profile()[place][*a].is_zero());
    unplayed
        .map(|action| equilibrium.slack(place, action))
        .min_by(|a, b| a.compare(b))
        .cloned()
}
