//! What a model declares, on its page: summary, players, parameters, assumptions, payoffs as formulas.

use std::fmt::Write as _;

use super::super::dialect::{code, markdown, phrase, prose};
use super::super::notation::{default_of, domain_of, symbol_in_text};
use super::super::study::Solved;
use super::super::table::{Align, Cell, Column, Table};
use super::words;
use crate::game::Game;
use crate::model::{DeclaredPlayer, Model, Mover, MoverKind, PayoffRule};

/// What it models, what it leaves out, and where from.
pub(super) fn summary(out: &mut String, model: &Model) {
    let _ = writeln!(out, "## What it models\n\n{}", prose(&model.summary));
    if !model.leaves_out.trim().is_empty() {
        let _ = writeln!(out, "**Left out.** {}", prose(&model.leaves_out));
    }
    if !model.references.is_empty() {
        let keys: Vec<String> = model.references.iter().map(|key| code(key)).collect();
        let _ = writeln!(out, "**Sources.** {}.\n", keys.join(", "));
    }
}

/// The players of a model: a group in one row.
pub(super) fn players(out: &mut String, study: &Solved) {
    let game = &study.answers[0].game;
    let columns = ["Player", "Role", "Action", "Posture"];
    let columns = columns.map(|name| Column::new(name, Align::Left));
    let [player, role, action, posture] = columns;
    let mut table = Table::new(
        "players",
        "",
        vec![player.once(), role.once(), action, posture],
    );
    match &study.model {
        Some(model) => {
            for declared in &model.players {
                let own = |mover: &&Mover| {
                    let owner = matches!(mover.kind, MoverKind::Player(p) if model.players[p].id == declared.id);
                    owner && mover.id != declared.id
                };
                let moves = model.movers.iter().filter(own);
                let moves = moves.flat_map(|mover| {
                    let actions = mover.actions.iter();
                    actions.map(|(id, posture)| (format!("{}: {id}", mover.id), posture))
                });
                let actions = declared.actions.iter();
                let actions = actions.map(|(id, posture)| (id.clone(), posture));
                for (id, posture) in actions.chain(moves) {
                    let posture = posture.as_ref().map(ToString::to_string);
                    table.row(vec![
                        who(declared, game).into(),
                        declared.role.as_str().into(),
                        Cell::math(&id, ""),
                        posture.unwrap_or_default().into(),
                    ]);
                }
                table.rule();
            }
        }
        None => {
            for player in game.players() {
                for action in &player.actions {
                    table.row(vec![
                        words::player(player).into(),
                        Cell::Empty,
                        Cell::math(&action.id, ""),
                        Cell::Empty,
                    ]);
                }
                table.rule();
            }
        }
    }
    let _ = writeln!(out, "## Players\n\n{}", markdown(&table));
    let mut actions = game.players().iter().flat_map(|player| &player.actions);
    if study.model.is_some() && actions.any(|action| action.posture.is_none()) {
        out.push_str("An action without a posture is none on the balancing continuum.\n\n");
    }
}

/// `Unipole (U)`, or `Secondary state (S1 to S5)` with the members at the default point.
fn who(declared: &DeclaredPlayer, game: &Game) -> String {
    let ids = match declared.count {
        None => declared.id.clone(),
        Some(_) => {
            let members: Vec<usize> = (0..game.players().len())
                .filter(|p| game.players()[*p].group.as_ref() == Some(&declared.id))
                .collect();
            words::ids(game, &members)
        }
    };
    if declared.title == ids {
        ids
    } else {
        format!("{} ({ids})", declared.title)
    }
}

/// Symbol, name, meaning, default and domain of each parameter; then what must hold between them.
pub(super) fn parameters(out: &mut String, model: &Model, study: &Solved) {
    if model.parameters.is_empty() {
        return;
    }
    let columns = ["Symbol", "Name", "Meaning", "Default", "Domain"];
    let columns = columns.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new("parameters", "", columns);
    for (place, parameter) in model.parameters.iter().enumerate() {
        let meaning = parameter.meaning_with_unit();
        let values = &study.answers[0].subject.parameters[place].values;
        table.row(vec![
            symbol_in_text(parameter).into(),
            Cell::math(&parameter.name, ""),
            meaning.into(),
            default_of(model, parameter, values),
            domain_of(parameter).into(),
        ]);
    }
    let _ = writeln!(out, "## Parameters\n\n{}", markdown(&table));
    if !model.assumptions.is_empty() {
        let assumed: Vec<String> = model.assumptions.iter().map(|a| code(&a.text)).collect();
        let _ = writeln!(
            out,
            "At every point it is assumed that {}.\n",
            words::list(&assumed)
        );
    }
}

/// The payoffs as they stand in the model file: named expressions, then a formula for each action.
pub(super) fn payoffs(out: &mut String, model: &Model) {
    out.push_str("## Payoffs\n\n");
    let formulas =
        |rule: &PayoffRule| matches!(rule, PayoffRule::Formulas(_) | PayoffRule::ByType(_));
    if model.payoffs.iter().any(formulas) {
        let mut blocks: Vec<String> = Vec::new();
        for (place, (player, rule)) in model.players.iter().zip(&model.payoffs).enumerate() {
            let formulas = match rule {
                PayoffRule::Ranking(_) => continue,
                PayoffRule::Formulas(formulas) => formulas,
                PayoffRule::ByType(formulas) => {
                    let title = format!("payoff of {} if its type is", player.id);
                    let types = model.types_of(place);
                    let lines = types.zip(formulas.iter().map(|f| f.text.as_str()));
                    blocks.push(block(&title, lines.collect()));
                    continue;
                }
            };
            let idle = model.idle.get(place).and_then(Option::as_ref);
            let idle = idle.filter(|_| model.is_tree());
            if let (Some(idle), true) = (idle, formulas.iter().all(|f| Some(f) == idle)) {
                let title = format!("payoff of {}", player.id);
                blocks.push(block(
                    &title,
                    vec![("whatever it plays", idle.text.as_str())],
                ));
                continue;
            }
            let title = match &player.count {
                None => format!("payoff of {} if it plays", player.id),
                Some(_) => format!("payoff of each member of {} if it plays", player.id),
            };
            let alike = formulas.iter().all(|f| f.text == formulas[0].text);
            let lines = if alike && formulas.len() > 1 {
                vec![("any action", formulas[0].text.as_str())]
            } else {
                let ids = player.actions.iter().map(|(id, _)| id.as_str());
                let lines = ids.zip(formulas.iter().map(|f| f.text.as_str()));
                let idle = idle.map(|idle| ("(does not move)", idle.text.as_str()));
                lines.chain(idle).collect()
            };
            blocks.push(block(&title, lines));
        }
        if !model.lets.is_empty() {
            let named = model
                .lets
                .iter()
                .map(|l| (l.name.as_str(), l.text.as_str()));
            blocks.push(block("where", named.collect()));
        }
        let _ = writeln!(out, "```text\n{}```\n", blocks.join("\n"));
    }
    for (player, rule) in model.players.iter().zip(&model.payoffs) {
        let PayoffRule::Ranking(ranking) = rule else {
            continue;
        };
        let title = phrase(&format!("{} ({})", player.title, player.id));
        let _ = writeln!(
            out,
            "{title} ranks the outcomes, best first (`*`: any action; `~`: equally good):\n"
        );
        for (place, text) in ranking.texts.iter().enumerate() {
            let _ = writeln!(out, "{}. {}", place + 1, code(text));
        }
        out.push('\n');
    }
}

/// Names and formulas under a title, the equals signs below each other.
fn block(title: &str, lines: Vec<(&str, &str)>) -> String {
    let width = lines.iter().map(|(name, _)| name.chars().count()).max();
    let width = width.unwrap_or(0);
    let mut block = format!("{title}\n");
    for (name, formula) in lines {
        let words: Vec<&str> = formula.split_whitespace().collect();
        let _ = writeln!(block, "  {name:<width$} = {}", words.join(" "));
    }
    block
}
