//! One table of equilibria for each posture: where it is played, by whom, and in which sense.

use super::super::Mark;
use super::super::answer::Answer;
use super::super::decimal::Notation;
use super::super::equilibria::{kind_of, scenario_of};
use super::super::notation::real_cell;
use super::super::page::{headline, kinds, words};
use super::super::sequence::unreached;
use super::super::study::Solved;
use super::super::table::{Align, Cell, Column, Table};
use super::article::{Block, Kind, heading, paragraph, see, words as plain};
use super::equilibria::least_loss;
use crate::certify::Equilibrium;

/// The most rows of one table.
const ROWS: usize = 90;

/// A table for each posture that some model has, with what is not in it.
pub(super) fn postures(studies: &[Solved], names: &[String]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for name in names {
        let id = format!("posture-{}", name.replace(' ', "-"));
        let Some((table, not_played)) = of_posture(studies, name, &id) else {
            continue;
        };
        blocks.push(heading(2, &id, &words::capital(name)));
        if table.is_empty() {
            blocks.push(paragraph(format!(
                "No equilibrium listed uses {name}. {not_played}"
            )));
            continue;
        }
        blocks.push(Block::Paragraph(vec![
            see(Kind::Table, &id),
            plain(format!(
                " has every equilibrium listed in which {name} is played. {not_played}"
            )),
        ]));
        blocks.push(Block::Table(table));
    }
    blocks
}

/// The table of one posture, and where it is an option and not played; none where no model has it.
fn of_posture(studies: &[Solved], name: &str, id: &str) -> Option<(Table, String)> {
    let columns = vec![
        Column::new("Model", Align::Left).once(),
        Column::new("Scenario", Align::Left).once(),
        Column::new("Equilibrium", Align::Left),
        Column::new("Kind", Align::Left),
        Column::new("Least loss", Align::Right),
    ];
    let caption = format!("{}: the equilibria that use it.", words::capital(name));
    let mut table = Table::new(id, caption, columns);
    let (mut proved, mut open): (Vec<Unused>, Vec<Unused>) = (Vec::new(), Vec::new());
    let (mut is_option, mut rows, mut cut) = (false, 0, false);
    for study in studies {
        for answer in &study.answers {
            let at = (study.id.as_str(), scenario_of(answer));
            match answer.mark(|posture| posture.name() == name) {
                Mark::NotAnOption => continue,
                Mark::NoEquilibrium => proved.push(at),
                Mark::NoneFound => open.push(at),
                Mark::MixedOnly | Mark::Weak | Mark::Strict => {}
            }
            is_option = true;
            for (equilibrium, class, places) in kinds(&answer.game, &answer.solution.equilibria) {
                if !uses(answer, equilibrium, name) {
                    continue;
                }
                rows += 1;
                if rows > ROWS {
                    cut = true;
                    continue;
                }
                let kind = kind_of(equilibrium);
                table.row(vec![
                    study.id.as_str().into(),
                    scenario_of(answer).into(),
                    headline(&answer.game, equilibrium, class.as_ref()).into(),
                    match places.len() {
                        1 => kind.into(),
                        many => format!("{kind}, {many} profiles").into(),
                    },
                    least_loss(answer, equilibrium)
                        .map_or(Cell::Empty, |loss| real_cell(&loss, Notation::Exact)),
                ]);
            }
        }
        table.rule();
    }
    table.note("Least loss: what the best of all changes of action by one player alone would cost that player; none where somebody mixes or payoffs are ranks.");
    if cut {
        table.note(format!(
            "The first {ROWS} of {rows} rows; the CSV files of the models have all."
        ));
    }
    let mut rest = Vec::new();
    if !proved.is_empty() {
        rest.push(format!(
            "It is an option, and it is proved that no equilibrium uses it, in {}.",
            places(studies, &proved)
        ));
    }
    if !open.is_empty() {
        rest.push(format!(
            "It is an option, no equilibrium that uses it was found, and the list is not known to be complete, in {}.",
            places(studies, &open)
        ));
    }
    is_option.then(|| (table, rest.join(" ")))
}

/// A scenario of a model in which a posture is not used.
type Unused<'a> = (&'a str, String);

/// `core (default and unipolar) and treaties`: the scenarios of each model, unless they are all.
fn places(studies: &[Solved], unused: &[Unused<'_>]) -> String {
    let models = unused.chunk_by(|a, b| a.0 == b.0);
    let models = models.map(|scenarios| {
        let id = scenarios[0].0;
        let study = studies.iter().find(|study| study.id == id);
        let names: Vec<String> = scenarios.iter().map(|(_, name)| name.clone()).collect();
        match study.is_some_and(|study| study.answers.len() == names.len()) {
            true => id.to_owned(),
            false => format!("{id} ({})", names.join(", ")),
        }
    });
    words::list(&models.collect::<Vec<_>>())
}

/// Whether somebody who gets to move plays a posture with positive probability.
fn uses(answer: &Answer, equilibrium: &Equilibrium, name: &str) -> bool {
    let idle = match answer.game.tree() {
        Some(tree) => unreached(tree, equilibrium),
        None => Vec::new(),
    };
    let players = answer.game.players().iter().enumerate();
    players.into_iter().any(|(place, player)| {
        let strategy = &equilibrium.profile()[place];
        let mut actions = player.actions.iter().zip(strategy);
        !idle.contains(&place)
            && actions.any(|(action, probability)| {
                let posture = action.posture.as_ref();
                !probability.is_zero() && posture.is_some_and(|posture| posture.name() == name)
            })
    })
}
