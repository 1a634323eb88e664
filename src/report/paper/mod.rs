//! The tables of a model for a paper: parameters, payoffs, equilibria. And the paper: one description, written as LaTeX and as a page.

mod archive;
mod article;
mod checksum;
mod compose;
mod conditions;
mod equilibria;
mod files;
mod html;
mod latex;
mod maps;
mod mathematics;
mod notation;
mod origins;
mod part;
mod patience;
mod polarity;
mod postures;
mod references;

pub use archive::archive_of;
pub use files::{Paper, paper_of};
pub use part::PaperPart;

pub(super) use mathematics::inline as inline_mathematics;

use super::dialect;
use super::matrix::matrix;
use super::notation::{default_of, domain_of, formula_in_latex, symbol_in_latex, truth_in_latex};
use super::page::words;
use super::study::Solved;
use super::table::{Align, Cell, Column, Table};
use crate::formula::{Context, Typed, name_latex, parse_typed};
use crate::model::{Model, PayoffRule};

/// The LaTeX file: each table compiles alone and by `\input`.
pub(super) fn paper(study: &Solved) -> String {
    let mut tables = Vec::new();
    if let Some(model) = &study.model {
        tables.extend(parameters(study, model));
        tables.extend(formulas(study, model));
    }
    let caption = match study.model {
        Some(_) => format!("{}: all payoffs at the default point.", study.title()),
        None => format!("{}: all payoffs.", study.title()),
    };
    if let Some(mut payoffs) = matrix(&id(study, "payoffs"), &caption, &study.answers[0]) {
        let game = &study.answers[0].game;
        let ids: Vec<String> = game.players().iter().map(|p| p.id.clone()).collect();
        let ranks = match game.is_ordinal() {
            true => " Payoffs are ranks, 0 the worst.",
            false => "",
        };
        payoffs.note(format!(
            "Payoffs of {}. A star marks a best reply; cells in bold are equilibria.{ranks}",
            words::list(&ids)
        ));
        tables.push(payoffs);
    }
    tables.push(equilibria::equilibria(study));
    dialect::latex(&tables, &study.command())
}

fn id(study: &Solved, what: &str) -> String {
    format!("{}-{what}", study.id)
}

fn parameters(study: &Solved, model: &Model) -> Option<Table> {
    if model.parameters.is_empty() {
        return None;
    }
    let columns = ["Symbol", "Meaning", "Default", "Domain"];
    let columns = columns.map(|name| Column::new(name, Align::Left)).to_vec();
    let caption = format!("{}: parameters.", study.title());
    let mut table = Table::new(&id(study, "parameters"), caption, columns);
    for (place, parameter) in model.parameters.iter().enumerate() {
        let index = parameter.group.map(|_| "i");
        let meaning = parameter.meaning_with_unit();
        let values = &study.answers[0].subject.parameters[place].values;
        table.row(vec![
            Cell::math(&parameter.name, &symbol_in_latex(parameter, index)),
            meaning.into(),
            default_of(model, parameter, values),
            domain_of(parameter).into(),
        ]);
    }
    for assumption in &model.assumptions {
        let latex = truth_in_latex(model, &assumption.truth);
        table.note(Cell::Run(vec![
            "Assumed at every point: ".into(),
            Cell::math(&assumption.text, &latex),
            ".".into(),
        ]));
    }
    Some(table)
}

/// The payoffs as formulas in the model's symbols, and the expressions they name.
fn formulas(study: &Solved, model: &Model) -> Option<Table> {
    let columns = ["Player", "Action", "Payoff"];
    let columns = columns.map(|name| Column::new(name, Align::Left));
    let [player, action, payoff] = columns;
    let caption = format!("{}: payoffs.", study.title());
    let columns = vec![player.once(), action, payoff];
    let mut table = Table::new(&id(study, "formulas"), caption, columns);
    for (place, (player, rule)) in model.players.iter().zip(&model.payoffs).enumerate() {
        let idle = model.idle.get(place).and_then(Option::as_ref);
        let formulas = match rule {
            PayoffRule::Ranking(_) => continue,
            PayoffRule::Formulas(formulas) => formulas,
            PayoffRule::ByType(formulas) => {
                for (own, formula) in model.types_of(place).zip(formulas) {
                    table.row(vec![
                        Cell::math(&player.id, &name_latex(&player.id)),
                        format!("of type {own}").into(),
                        display(&formula.text, &formula_in_latex(model, &formula.formula)),
                    ]);
                }
                table.rule();
                continue;
            }
        };
        let alike = formulas.len() > 1 && formulas.iter().all(|f| f.text == formulas[0].text);
        let name = name_latex(&player.id);
        let who = match player.count {
            Some(_) => Cell::math(&format!("{}_i", player.id), &format!("{name}_i")),
            None => Cell::math(&player.id, &name),
        };
        for ((action, _), formula) in player.actions.iter().zip(formulas) {
            table.row(vec![
                who.clone(),
                if alike { "any" } else { action.as_str() }.into(),
                display(&formula.text, &formula_in_latex(model, &formula.formula)),
            ]);
            if alike {
                break;
            }
        }
        if let Some(idle) = idle.filter(|idle| {
            model.is_tree() && (formulas.is_empty() || !alike && !formulas.contains(idle))
        }) {
            table.row(vec![
                who.clone(),
                if formulas.is_empty() {
                    "any"
                } else {
                    "does not move"
                }
                .into(),
                display(&idle.text, &formula_in_latex(model, &idle.formula)),
            ]);
        }
        table.rule();
    }
    if table.is_empty() {
        return None;
    }
    for named in &model.lets {
        let latex = let_in_latex(model, &named.text);
        table.row(vec![
            "where".into(),
            Cell::math(&named.name, &name_latex(&named.name)),
            display(&named.text, &latex),
        ]);
    }
    let titles = model
        .players
        .iter()
        .filter(|player| player.title != player.id);
    let who: Vec<String> = titles.map(|p| format!("{}: {}", p.id, p.title)).collect();
    if !who.is_empty() {
        table.note(format!("{}.", who.join("; ")));
    }
    Some(table)
}

/// A formula in the size of a displayed one, so that fractions stay legible.
fn display(text: &str, latex: &str) -> Cell {
    Cell::math(text, &format!(r"\displaystyle {latex}"))
}

/// A named expression, read from the view of whoever may use it.
fn let_in_latex(model: &Model, text: &str) -> String {
    let views =
        std::iter::once(Context::Game).chain((0..model.players.len()).filter_map(|place| {
            let is_group = model.players[place].count.is_some();
            is_group.then_some(Context::MemberOf(place))
        }));
    for view in views {
        match parse_typed(text, 0, model.names(), view) {
            Ok(Typed::Number(number)) => return formula_in_latex(model, &number),
            Ok(Typed::Truth(truth)) => return truth_in_latex(model, &truth),
            Err(_) => {}
        }
    }
    unreachable!("invariant: a named expression was read with the model")
}
