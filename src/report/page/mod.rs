//! The page of one model: what it says, and in every scenario which posture is an equilibrium and why every other does worse.

mod declared;
mod more;
mod ordered;
mod regions;
mod repeated;
mod scenario;
mod why;
pub(super) mod words;

pub(super) use ordered::picture;
pub(super) use regions::Regions;
pub(super) use repeated::Repeated;
pub(super) use scenario::kinds;
pub(super) use why::{headline, plays};

use std::fmt::Write as _;

use super::answer::Answer;
use super::dialect::{code, link, markdown, phrase};
use super::equilibria::scenario_of;
use super::marks::glance_of;
use super::matrix::{PROFILES, matrix};
use super::study::Solved;
use super::svg::Mark;
use super::table::{Align, Cell, Column, Table};

/// The page as Markdown.
pub(super) fn page(
    study: &Solved,
    regions: Option<&Regions>,
    repeated: Option<&Repeated>,
) -> String {
    let mut out = format!("# {}\n\n", phrase(study.title()));
    at_a_glance(&mut out, study);
    if repeated.is_some() {
        out.push_str("These are equilibria of one period; [what lasts](#played-again-and-again) is said below.\n\n");
    }
    if let Some(model) = &study.model {
        declared::summary(&mut out, model);
    }
    declared::players(&mut out, study);
    if let Some(model) = &study.model {
        ordered::order(&mut out, model, study);
        declared::parameters(&mut out, model, study);
        declared::payoffs(&mut out, model);
    }
    payoff_matrix(&mut out, study);
    if let Some(found) = regions {
        regions::map(&mut out, study, found);
        regions::conditions(&mut out, study, found);
    }
    if let Some(found) = repeated {
        repeated::repeated(&mut out, study, found);
    }
    out.push_str("## Equilibria, and why every other choice does worse\n\n");
    let mut sections = String::new();
    for answer in &study.answers {
        scenario::scenario(&mut sections, study, answer);
    }
    let irrational = match sections.contains('≈') {
        true => {
            " An irrational number, known just as exactly, is shown by its first digits after ≈."
        }
        false => "",
    };
    let _ = writeln!(
        out,
        "Numbers of equilibria are those of {}. All numbers are exact; a decimal in parentheses is rounded.{irrational}\n",
        code(&format!("{}.csv", study.id))
    );
    scenario::how_it_is_known(&mut out, study);
    out.push_str(&sections);
    let _ = writeln!(
        out,
        "---\n\nMade by {}. The same as LaTeX: {}; as data: {}, {}.",
        code(&study.command()),
        link(&format!("{}.tex", study.id)),
        link(&format!("{}.csv", study.id)),
        link(&format!("{}.json", study.id))
    );
    out
}

/// Scenario by posture, with the number of equilibria.
fn at_a_glance(out: &mut String, study: &Solved) {
    let glance = glance_of(study);
    let mut columns = vec![Column::new("Scenario", Align::Left)];
    columns.extend(
        glance
            .columns
            .iter()
            .map(|posture| Column::new(posture.as_str(), Align::Center)),
    );
    columns.push(Column::new("Equilibria", Align::Left));
    let mut table = Table::new("at-a-glance", "", columns);
    for (row, answer) in glance.rows.iter().zip(&study.answers) {
        let mut cells: Vec<Cell> = vec![scenario_of(answer).into()];
        cells.extend(row.marks.iter().map(|mark| Cell::from(mark.symbol())));
        cells.push(how_many(answer).into());
        table.row(cells);
    }
    let _ = writeln!(out, "{}", markdown(&table));
    if !glance.columns.is_empty() {
        let _ = writeln!(out, "{}\n", Mark::legend_in_words(&glance.marks()));
    }
    out.push_str("An equilibrium is *strict* if whoever changes its action alone does worse, *weak* if somebody would do as well, and *mixed* if somebody leaves its action to chance.\n\n");
}

/// `1`, `11 or more`, `2 and all between`.
fn how_many(answer: &Answer) -> String {
    let solution = &answer.solution;
    let count = solution.equilibria.len();
    match (solution.completeness.is_complete(), are_connected(answer)) {
        (false, _) if count == 0 => "none in pure actions".to_owned(),
        (false, _) => format!("{count} or more"),
        (true, true) => format!("{count} and what lies between"),
        (true, false) => count.to_string(),
    }
}

/// Whether some of the equilibria listed are connected by others that are not.
pub(super) fn are_connected(answer: &Answer) -> bool {
    let components = &answer.solution.components;
    components.iter().any(|c| c.equilibria.len() > 1)
}

fn payoff_matrix(out: &mut String, study: &Solved) {
    let answer = &study.answers[0];
    let game = &answer.game;
    let heading = match study.model {
        Some(_) => "### All payoffs at the default point",
        None => "## All payoffs",
    };
    let _ = writeln!(out, "{heading}\n");
    let Some(table) = matrix("payoffs", "", answer) else {
        let _ = writeln!(
            out,
            "The game has {} profiles, more than the {PROFILES} a table of payoffs is readable with; {} has every payoff.\n",
            game.profiles(),
            code(&format!("{}.json", study.id))
        );
        return;
    };
    if game.tree().is_some() {
        out.push_str("Every decision stands here as a player of its own, with what its player gets from where the smallest part of the game begins that is a game of its own and holds the decision.\n\n");
    }
    let ids: Vec<String> = game.players().iter().map(|p| p.id.clone()).collect();
    let whose = match ids.as_slice() {
        [one] => format!("Payoffs of {one}."),
        several => format!("Payoffs of {}, in this order.", words::list(several)),
    };
    let ranks = match game.is_ordinal() {
        true => " They are ranks, 0 the worst: only their order means anything.",
        false => "",
    };
    let _ = writeln!(
        out,
        "{}{ranks} A star marks a best reply; where all are best replies the cell is an equilibrium, in bold.\n",
        phrase(&whose)
    );
    let _ = writeln!(out, "{}", markdown(&table));
}
