//! The index of a report: the continuum at a glance, as picture and as table, and where to read on.

use std::fmt::Write as _;

use super::dialect::{code, markdown};
use super::marks::glance;
use super::page::words;
use super::study::Solved;
use super::svg::{Mark, glance_table};
use super::table::{Align, Cell, Column, Table};

/// What the picture's file is called.
pub(super) const PICTURE: &str = "continuum.svg";

/// The page as Markdown.
pub(super) fn index(studies: &[Solved], command: &str) -> String {
    let glance = glance(studies);
    let mut out = String::from("# Which posture is an equilibrium, and where\n\n");
    let cases: usize = studies.iter().map(|s| s.answers.len()).sum();
    let _ = writeln!(
        out,
        "{} of alignment under a dominant power, solved exactly in {}. For each posture of the balancing continuum, from hard balancing to regional balancing: is it played in an equilibrium?\n",
        words::capital(&words::counted(studies.len(), "model", "models")),
        words::counted(cases, "scenario", "scenarios"),
    );
    let _ = writeln!(out, "![The continuum at a glance]({PICTURE})\n");
    out.push_str("## How to read it\n\n");
    out.push_str("Each row is a model at one point of its parameters: at its defaults, or in a named scenario. Each column is a posture. ");
    out.push_str("A mark says in which sense some player takes the posture in an equilibrium, the strongest sense if there are several equilibria:\n\n");
    let marks = glance.marks();
    for (mark, symbol, _) in Mark::legend(&marks) {
        let _ = writeln!(out, "- {symbol} {}", in_words(*mark));
    }
    out.push_str("- blank: the model has no such posture.\n\n");
    out.push_str("Kinds of a posture (internal and external hard balancing; appeasement, flocking and free-riding) are taken together here and apart on the pages. ");
    out.push_str("What is and what is not an equilibrium belongs to the model and its numbers; it says nothing yet about the world.\n\n");
    out.push_str("## Models\n\n");
    let columns = vec![
        Column::new("Model", Align::Left),
        Column::new("Title", Align::Left),
        Column::new("Scenarios", Align::Right),
        Column::new("Equilibria listed", Align::Right),
        Column::new("Complete", Align::Left),
    ];
    let mut table = Table::new("models", "", columns);
    for study in studies {
        let complete = study
            .answers
            .iter()
            .filter(|a| a.solution.completeness.is_complete());
        let (all, complete) = (study.answers.len(), complete.count());
        let sure = match complete {
            complete if complete == all => "in every scenario".to_owned(),
            0 => "in none".to_owned(),
            some => format!("in {some} of {all}"),
        };
        table.row(vec![
            Cell::Link {
                text: study.id.clone(),
                file: format!("{}.md", study.id),
            },
            study.title().into(),
            all.to_string().into(),
            study.equilibria().to_string().into(),
            sure.into(),
        ]);
    }
    let _ = writeln!(out, "{}", markdown(&table));
    out.push_str("Complete: it is proved that there are no other equilibria. Where it is not, all pure equilibria are listed, and the page says what was not searched.\n\n");
    out.push_str("Beside each page stand its tables for a paper (`.tex`), one row per action played (`.csv`), and everything with its evidence (`.json`).\n\n");
    let claims = |study: &Solved| study.model.as_ref().is_some_and(|m| !m.claims.is_empty());
    if studies.iter().any(claims) {
        out.push_str("What the models say about the propositions behind the postures, with proofs and counterexamples, is on [a page of its own](claims.md).\n\n");
    }
    out.push_str("## The picture as a table\n\n");
    let _ = writeln!(out, "{}", markdown(&glance_table(&glance)));
    let _ = writeln!(out, "---\n\nMade by {}.", code(command));
    out
}

/// What a mark means, at length.
fn in_words(mark: Mark) -> &'static str {
    match mark {
        Mark::Strict => {
            "in a strict equilibrium: everybody acts with certainty, and whoever changes its action alone does worse;"
        }
        Mark::Weak => {
            "in a weak equilibrium: everybody acts with certainty, nobody does better by changing its action alone, but somebody does as well;"
        }
        Mark::MixedOnly => "only in equilibria in which somebody leaves its action to chance;",
        Mark::NoneFound => {
            "in none of the equilibria found, and the list is not known to be complete: equilibria with mixing were not all searched for;"
        }
        Mark::NoEquilibrium => "an option, and it is proved that no equilibrium uses it;",
        Mark::NotAnOption => "not an option in the model;",
    }
}
