//! From answers to marks: which postures are played in equilibrium, for each model and scenario.

use super::equilibria::scenario_of;
use super::study::Solved;
use super::svg::{Glance, GlanceRow};
use crate::game::{Continuum, Posture};

/// The postures of one study, kinds apart, in continuum order.
pub(super) fn postures(study: &Solved) -> Vec<Posture> {
    let players = study.answers.iter().flat_map(|a| a.game.players());
    let mut found: Vec<Posture> = players
        .flat_map(|player| player.actions.iter().filter_map(|a| a.posture.clone()))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// One study at a glance: a row for each scenario, a column for each of its postures, kinds apart.
pub(super) fn glance_of(study: &Solved) -> Glance {
    let postures = postures(study);
    let rows = study.answers.iter().map(|answer| GlanceRow {
        model: study.title().to_owned(),
        scenario: scenario_of(answer),
        marks: postures
            .iter()
            .map(|posture| answer.mark(|known| known == posture))
            .collect(),
    });
    Glance {
        rows: rows.collect(),
        columns: postures.iter().map(ToString::to_string).collect(),
    }
}

/// All studies at a glance: a column for each posture of the continuum, kinds together, and for each of an author's own.
pub(super) fn glance(studies: &[Solved]) -> Glance {
    let columns = columns(studies);
    let rows = studies.iter().flat_map(|study| {
        let alone = study.answers.len() == 1;
        study
            .answers
            .iter()
            .map(move |answer| (study, answer, alone))
    });
    let rows = rows.map(|(study, answer, alone)| GlanceRow {
        model: study.title().to_owned(),
        scenario: if alone {
            String::new()
        } else {
            scenario_of(answer)
        },
        marks: columns
            .iter()
            .map(|name| answer.mark(|known| known.name() == name))
            .collect(),
    });
    Glance {
        rows: rows.collect(),
        columns: columns.clone(),
    }
}

/// The names of the continuum; an author's own each after the name it follows in its model.
fn columns(studies: &[Solved]) -> Vec<String> {
    let mut columns: Vec<String> = Continuum::default().names().map(str::to_owned).collect();
    for model in studies.iter().filter_map(|study| study.model.as_ref()) {
        let mut place = 0;
        for name in model.continuum.names() {
            match columns.iter().position(|known| known == name) {
                Some(known) => place = known + 1,
                None => {
                    columns.insert(place, name.to_owned());
                    place += 1;
                }
            }
        }
    }
    columns
}
