//! What a page says of the order of moves: who decides when and knows what, how play goes, and which threats are empty.

use std::fmt::Write as _;

use super::super::answer::Answer;
use super::super::decimal::Notation;
use super::super::dialect::{code, phrase};
use super::super::map::Drawing;
use super::super::sequence::{Sequence, believed, rests_on};
use super::super::study::Solved;
use super::super::tree::tree_drawing;
use super::words;
use crate::certify::Equilibrium;
use crate::model::{Model, Mover, MoverKind};
use crate::solve::Credibility;

/// So many plays are told, and so many equilibria of the normal form are listed.
const LISTED: usize = 12;

/// The tree at the default point with the first equilibrium in which nobody mixes; none where everybody moves at once, or of a tree too large.
pub(in super::super) fn picture(study: &Solved) -> Option<Drawing> {
    let answer = &study.answers[0];
    let tree = answer.game.tree()?;
    let plan = answer
        .solution
        .equilibria
        .iter()
        .find_map(Equilibrium::pure_profile);
    tree_drawing(tree, plan.as_deref(), study.title()).ok()
}

/// Who decides when, after what, and what chance and types are.
pub(super) fn order(out: &mut String, model: &Model, study: &Solved) {
    if !model.is_tree() {
        return;
    }
    let drawn = picture(study).is_some();
    let _ = writeln!(out, "## Who moves when, and who knows what\n");
    for mover in &model.movers {
        if let MoverKind::Types(player) = mover.kind {
            let types: Vec<String> = mover
                .actions
                .iter()
                .zip(&mover.probabilities)
                .map(|((id, _), probability)| {
                    format!(
                        "{} with probability {}",
                        code(id),
                        code(probability.text.trim())
                    )
                })
                .collect();
            let _ = writeln!(
                out,
                "Chance first gives {} a type: {}. {} alone learns it.\n",
                model.players[player].id,
                words::list(&types),
                model.players[player].id,
            );
        }
    }
    let Some(steps) = &model.order else {
        out.push_str("Everybody decides at once.\n\n");
        tree(out, study, drawn);
        return;
    };
    out.push_str("Whoever decides later has seen what was decided before.\n\n");
    for (place, step) in steps.iter().enumerate() {
        let who: Vec<String> = step
            .movers
            .iter()
            .map(|m| named(model, &model.movers[*m]))
            .collect();
        let how = match (step.in_turn, step.movers.len()) {
            (true, 1) => ", one after the other",
            (true, _) => ", in turn",
            (false, 1) => "",
            (false, _) => ", at once",
        };
        let conditions: Vec<String> = step
            .movers
            .iter()
            .flat_map(|mover| conditions(&model.movers[*mover]))
            .collect();
        let conditions = match conditions.is_empty() {
            true => String::new(),
            false => format!(": {}", conditions.join("; ")),
        };
        let _ = writeln!(out, "{}. {}{how}{conditions}", place + 1, words::list(&who));
    }
    out.push('\n');
    tree(out, study, drawn);
}

fn tree(out: &mut String, study: &Solved, drawn: bool) {
    if !drawn {
        return;
    }
    let _ = writeln!(
        out,
        "![{}]({}-tree.svg)\n\nThe tree at the default point, payoffs at the right.\n",
        phrase(&format!("The tree of {}", study.title())),
        study.id
    );
}

fn named(model: &Model, mover: &Mover) -> String {
    match mover.kind {
        MoverKind::Player(player) if mover.id == model.players[player].id => {
            let player = &model.players[player];
            match player.title == player.id {
                true => player.id.clone(),
                false => phrase(&format!("{} ({})", player.title, player.id)),
            }
        }
        MoverKind::Player(player) => {
            phrase(&format!("{} ({})", model.players[player].title, mover.id))
        }
        MoverKind::Chance | MoverKind::Types(_) => {
            let results: Vec<String> = mover
                .actions
                .iter()
                .zip(&mover.probabilities)
                .map(|((id, _), p)| {
                    format!("{} with probability {}", code(id), code(p.text.trim()))
                })
                .collect();
            format!(
                "chance ({}): {}",
                phrase(&mover.title),
                words::list(&results)
            )
        }
    }
}

fn conditions(mover: &Mover) -> Vec<String> {
    let whole = mover
        .after
        .iter()
        .map(|after| format!("only after {}", code(after.text.trim())));
    let single = mover.actions.iter().zip(&mover.after_action);
    let single = single.filter_map(|((id, _), after)| {
        Some(format!(
            "{} only after {}",
            code(id),
            code(after.as_ref()?.text.trim())
        ))
    });
    whole.chain(single).collect()
}

/// How play goes in each equilibrium, and what the equilibria of the normal form rest on.
pub(super) fn plays(out: &mut String, study: &Solved, answer: &Answer) {
    let Some(sequence) = Sequence::of(&answer.game, &answer.solution) else {
        return;
    };
    let tree = sequence.tree;
    let told = &sequence.told;
    if !told.is_empty() {
        out.push_str("**How play goes.**\n\n");
    }
    for (place, told) in told.iter().enumerate().take(LISTED) {
        let values = sequence.values[place].as_ref().map(|values| {
            let each = tree.players().iter().zip(values);
            let each: Vec<String> = each
                .map(|(player, value)| format!("{} {value}", player.id))
                .collect();
            format!(" ({})", each.join(", "))
        });
        let _ = writeln!(
            out,
            "{}. {}.{}",
            place + 1,
            phrase(&words::capital(told)),
            phrase(&values.unwrap_or_default())
        );
        for types in &sequence.types[place] {
            let _ = writeln!(out, "   {}.", phrase(&words::capital(types)));
        }
        let beliefs = sequence.beliefs[place].iter();
        let beliefs: Vec<String> = beliefs
            .map(|belief| believed(&sequence, belief, Notation::Exact))
            .collect();
        if !beliefs.is_empty() {
            let _ = writeln!(out, "   Believed: {}.", phrase(&beliefs.join("; ")));
        }
    }
    if !told.is_empty() {
        out.push_str("\nIn parentheses: what each player expects from the beginning on.\n\n");
    }
    if told.len() > LISTED {
        let _ = writeln!(
            out,
            "{} more are in {}.\n",
            told.len() - LISTED,
            code(&format!("{}.json", study.id))
        );
    }
    if !sequence.ties.is_empty() {
        let ids: Vec<&str> = sequence
            .ties
            .iter()
            .map(|set| tree.sets()[*set].id.as_str())
            .collect();
        let _ = writeln!(
            out,
            "**Indifferent**, given what follows: {}.\n",
            phrase(&ids.join("; "))
        );
    }
    let Some(normal) = &sequence.normal else {
        return;
    };
    let count = normal.equilibria.len();
    let empty = normal
        .equilibria
        .iter()
        .filter(|(_, c)| *c != Credibility::Credible)
        .count();
    let equilibria = if count == 1 {
        "equilibrium"
    } else {
        "equilibria"
    };
    let _ = writeln!(
        out,
        "**Empty threats.** Had everybody to choose a plan for the whole game at once (the reduced normal form), there would be {} pure {equilibria}{}\n",
        words::count(count),
        match empty {
            0 => "; every one of them is credible.".to_owned(),
            _ => format!(
                ", of which {} not credible:",
                if empty == 1 {
                    "one is".to_owned()
                } else {
                    format!("{} are", words::count(empty))
                }
            ),
        }
    );
    let judged = normal
        .equilibria
        .iter()
        .filter(|(_, c)| *c != Credibility::Credible);
    for (index, credibility) in judged.take(LISTED) {
        let profile = normal.game.profile_at(*index);
        let plans = normal.game.players().iter().zip(profile);
        let plans: Vec<String> = plans
            .map(|(player, chosen)| format!("{} {}", player.id, player.actions[chosen].id))
            .collect();
        let _ = writeln!(
            out,
            "- {}: {}.",
            phrase(&plans.join(" | ")),
            phrase(&rests_on(&sequence, credibility, Notation::Exact))
        );
    }
    if empty > LISTED {
        let _ = writeln!(
            out,
            "- and {} more, in {}",
            empty - LISTED,
            code(&format!("{}.json", study.id))
        );
    }
    if empty > 0 {
        out.push('\n');
    }
}
