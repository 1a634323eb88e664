//! The tables of a model for a paper: parameters, payoffs, equilibria.

use super::answer::Answer;
use super::decimal::Notation;
use super::dialect::latex;
use super::equilibria::{kind_of, scenario_of};
use super::matrix::matrix;
use super::notation::{
    default_of, domain_of, formula_in_latex, real_cell, symbol_in_latex, truth_in_latex,
};
use super::page::{how_many, kinds, plays, words};
use super::study::Solved;
use super::table::{Align, Cell, Column, Table};
use crate::certify::Equilibrium;
use crate::formula::{Context, Typed, name_latex, parse_typed};
use crate::game::{Game, Player};
use crate::model::{Model, PayoffRule};
use crate::num::Real;
use crate::solve::Class;

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

/// The most players and groups that have a column each.
const COLUMNS: usize = 5;

/// One row for each equilibrium, those that differ by the names of identical members together.
fn equilibria(study: &Solved) -> Table {
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
fn least_loss(answer: &Answer, equilibrium: &Equilibrium) -> Option<Real> {
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
