//! What changes between two answers: parameters, equilibria and postures.

use super::answer::{Answer, Value};
use super::decimal::Notation;
use super::equilibria::{kind_of, postures_of};
use super::notation::{print_real, print_strategy};
use super::table::{Align, Cell, Column, Table};
use crate::certify::Equilibrium;
use crate::game::Posture;

/// A table of everything that differs: first the parameters, then the postures, then the equilibria of either side.
pub fn comparison(before: &Answer, after: &Answer, notation: Notation) -> Table {
    let columns = vec![
        Column::new("what", Align::Left),
        Column::new(name_of(before, "before"), Align::Left),
        Column::new(name_of(after, "after"), Align::Left),
    ];
    let mut table = Table::new("diff", "", columns);
    for (name, old, new) in changed_parameters(before, after) {
        let print = |value: Option<&Value>| match value {
            None => Cell::Empty,
            Some(value) => {
                let values: Vec<String> = value.values.iter().map(|v| notation.print(v)).collect();
                values.join(", ").into()
            }
        };
        table.row(vec![name.into(), print(old), print(new)]);
    }
    table.rule();
    for posture in postures(before, after) {
        let is_meant = |known: &Posture| *known == posture;
        let (old, new) = (before.mark(is_meant), after.mark(is_meant));
        if old != new {
            table.row(vec![
                Cell::Emphasis(posture.to_string()),
                old.words().into(),
                new.words().into(),
            ]);
        }
    }
    table.rule();
    let matched = matched(before, after);
    for (old, new) in matched {
        let describe = |answer: &Answer, place: Option<usize>| match place {
            None => Cell::from("not an equilibrium"),
            Some(place) => in_words(answer, &answer.solution.equilibria[place], notation).into(),
        };
        let what = match (old, new) {
            (Some(_), Some(_)) => "kept",
            (Some(_), None) => "lost",
            _ => "gained",
        };
        table.row(vec![
            what.into(),
            describe(before, old),
            describe(after, new),
        ]);
    }
    if table.rows.iter().all(|row| row[0] == Cell::from("kept")) {
        table.note("No equilibrium changes.");
    }
    let again = [after, before].map(|answer| answer.subject.of_one_period());
    if let Some(line) = again.into_iter().flatten().next() {
        table.note(line);
    }
    for answer in [before, after] {
        if !answer.solution.completeness.is_complete() {
            table.note(format!(
                "{}: the list is not known to be complete: {}.",
                name_of(answer, "default"),
                answer.solution.completeness
            ));
        }
    }
    table
}

/// The parameters whose values differ.
fn changed_parameters<'a>(
    before: &'a Answer,
    after: &'a Answer,
) -> Vec<(String, Option<&'a Value>, Option<&'a Value>)> {
    let find =
        |answer: &'a Answer, name: &str| answer.subject.parameters.iter().find(|p| p.name == name);
    let added = after
        .subject
        .parameters
        .iter()
        .filter(|p| find(before, &p.name).is_none());
    let all = before.subject.parameters.iter().chain(added);
    all.map(|p| (p.name.clone(), find(before, &p.name), find(after, &p.name)))
        .filter(|(_, old, new)| old.map(|v| &v.values) != new.map(|v| &v.values))
        .collect()
}

fn postures(before: &Answer, after: &Answer) -> Vec<Posture> {
    let players = before.game.players().iter().chain(after.game.players());
    let mut all: Vec<Posture> = players
        .flat_map(|player| player.actions.iter().filter_map(|a| a.posture.clone()))
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Equilibria of both sides, paired where players play the same actions with the same probabilities.
pub(super) fn matched(before: &Answer, after: &Answer) -> Vec<(Option<usize>, Option<usize>)> {
    let old = &before.solution.equilibria;
    let new = &after.solution.equilibria;
    let comparable = before.game.players().len() == after.game.players().len()
        && before
            .game
            .players()
            .iter()
            .zip(after.game.players())
            .all(|(a, b)| {
                a.id == b.id
                    && a.actions
                        .iter()
                        .map(|x| &x.id)
                        .eq(b.actions.iter().map(|x| &x.id))
            });
    // Numbers known by bounds are taken for the same where the bounds overlap.
    let apart = |e: &Equilibrium, f: &Equilibrium| {
        let mut pairs = e
            .profile()
            .iter()
            .flatten()
            .zip(f.profile().iter().flatten());
        pairs.any(|(a, b)| a.is_apart(b))
    };
    let same = |e: &Equilibrium| new.iter().position(|f| comparable && !apart(e, f));
    let mut pairs: Vec<(Option<usize>, Option<usize>)> = old
        .iter()
        .enumerate()
        .map(|(place, equilibrium)| (Some(place), same(equilibrium)))
        .collect();
    let kept: Vec<usize> = pairs.iter().filter_map(|(_, new)| *new).collect();
    pairs.extend(
        (0..new.len())
            .filter(|p| !kept.contains(p))
            .map(|p| (None, Some(p))),
    );
    pairs
}

fn name_of(answer: &Answer, otherwise: &str) -> String {
    match &answer.subject.scenario {
        Some(scenario) => format!("{} ({scenario})", answer.subject.model),
        None => format!("{} ({otherwise})", answer.subject.model),
    }
}

/// `weak: U press, C resist, S balance [hard balancing]; payoffs 1, 0, -1/20`.
fn in_words(answer: &Answer, equilibrium: &Equilibrium, notation: Notation) -> String {
    let plays: Vec<String> = answer
        .game
        .players()
        .iter()
        .zip(equilibrium.profile())
        .map(|(player, strategy)| {
            let postures = postures_of(player, strategy);
            let action = print_strategy(player, strategy, notation);
            match postures.as_str() {
                "" => format!("{} {action}", player.id),
                postures if postures == action => format!("{} {action}", player.id),
                postures => format!("{} {action} [{postures}]", player.id),
            }
        })
        .collect();
    let payoffs: Vec<String> = equilibrium
        .payoffs()
        .iter()
        .map(|p| print_real(p, notation))
        .collect();
    format!(
        "{}: {}; payoffs {}",
        kind_of(equilibrium),
        plays.join(", "),
        payoffs.join(", ")
    )
}
