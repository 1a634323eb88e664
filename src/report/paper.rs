//! The tables of a model for a paper: parameters, payoffs, equilibria.

use super::answer::Answer;
use super::dialect::latex;
use super::equilibria::{kind_of, postures_of, scenario_of};
use super::matrix::matrix;
use super::notation::{default_of, domain_of, formula_in_latex, symbol_in_latex, truth_in_latex};
use super::page::{headline, how_many, kinds, words};
use super::study::Solved;
use super::table::{Align, Cell, Column, Table};
use crate::certify::Equilibrium;
use crate::formula::{Context, Typed, parse_typed};
use crate::game::Player;
use crate::model::{Model, PayoffRule};
use crate::num::Real;

/// The most rows of equilibria in a table of a paper.
const ROWS: usize = 120;

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
    tables.push(equilibria(study));
    latex(&tables, &study.command())
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
        let meaning = match &parameter.unit {
            Some(unit) => format!("{} (in {unit})", parameter.meaning),
            None => parameter.meaning.clone(),
        };
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
    for (player, rule) in model.players.iter().zip(&model.payoffs) {
        let PayoffRule::Formulas(formulas) = rule else {
            continue;
        };
        let alike = formulas.len() > 1 && formulas.iter().all(|f| f.text == formulas[0].text);
        let index = match player.count {
            Some(_) => format!("{}, member i", player.id),
            None => player.id.clone(),
        };
        for ((action, _), formula) in player.actions.iter().zip(formulas) {
            table.row(vec![
                index.as_str().into(),
                if alike { "any" } else { action }.into(),
                display(&formula.text, &formula_in_latex(model, &formula.formula)),
            ]);
            if alike {
                break;
            }
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
            Cell::math(&named.name, &crate::formula::name_latex(&named.name)),
            display(&named.text, &latex),
        ]);
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

/// One row for each equilibrium, those that differ by the names of identical members together.
fn equilibria(study: &Solved) -> Table {
    let several = study.answers.len() > 1;
    let mut columns = Vec::new();
    if several {
        columns.push(Column::new("Scenario", Align::Left).once());
    }
    columns.extend([
        Column::new("Equilibrium", Align::Left),
        Column::new("Posture", Align::Left),
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
            let mut words = headline(&answer.game, equilibrium, class.as_ref());
            if places.len() > 1 {
                words.push_str(&format!(" ({} profiles)", places.len()));
            }
            let mut cells: Vec<Cell> = Vec::new();
            if several {
                cells.push(scenario_of(answer).into());
            }
            cells.extend([
                words.into(),
                postures(answer, equilibrium).into(),
                kind_of(equilibrium).into(),
                payoffs(answer, equilibrium).into(),
                least_loss(answer, equilibrium).map_or(Cell::Empty, Cell::from),
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

fn notes(study: &Solved, cut: bool) -> Vec<String> {
    let mut notes = vec![
        "Least loss: what the best of all unilateral changes of action would cost the player who made it; none where somebody mixes.".to_owned(),
    ];
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
        .filter(|a| how_many(a).contains("between"))
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

/// The postures played, in the players' order, each once.
fn postures(answer: &Answer, equilibrium: &Equilibrium) -> String {
    let players = answer.game.players().iter().zip(equilibrium.profile());
    let mut found: Vec<String> = Vec::new();
    for (player, strategy) in players {
        let postures = postures_of(player, strategy);
        if !postures.is_empty() && !found.contains(&postures) {
            found.push(postures);
        }
    }
    found.join("; ")
}

/// The payoffs in the players' order, members in the same position once.
fn payoffs(answer: &Answer, equilibrium: &Equilibrium) -> String {
    let parts: Vec<String> = words::alike(&answer.game, equilibrium)
        .into_iter()
        .map(|set| {
            let player: &Player = &answer.game.players()[set[0]];
            let who = match &player.group {
                Some(group) if set.len() > 1 => words_of_group(answer, group, &set),
                _ => player.id.clone(),
            };
            format!("{who} {}", words::number(&equilibrium.payoffs()[set[0]]))
        })
        .collect();
    parts.join(", ")
}

fn words_of_group(answer: &Answer, group: &str, set: &[usize]) -> String {
    let players = answer.game.players().iter();
    let members = players
        .filter(|p| p.group.as_deref() == Some(group))
        .count();
    if members == set.len() {
        format!("each {group}")
    } else {
        words::ids(&answer.game, set)
    }
}

/// What the best of the actions not played would lose, over all players; none where somebody mixes or payoffs are ranks.
fn least_loss(answer: &Answer, equilibrium: &Equilibrium) -> Option<String> {
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
    Some(words::number(least))
}
