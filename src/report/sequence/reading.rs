//! The order of moves in the answer for a person at a terminal.

use std::fmt::Write as _;

use super::super::decimal::Notation;
use super::super::notation::print_strategy;
use super::{Belief, Normal, Sequence, told};
use crate::game::Game;
use crate::solve::{Credibility, Solution};

/// So many equilibria are told, and so many of the normal form are listed.
const LISTED: usize = 12;

/// How play goes, what is planned where it does not lead, who is indifferent, and what the normal form adds.
pub(in super::super) fn sequence_reading(
    game: &Game,
    solution: &Solution,
    notation: Notation,
) -> String {
    let Some(sequence) = Sequence::of(game, solution) else {
        return String::new();
    };
    let mut out = String::new();
    let tree = sequence.tree;
    let single = solution.equilibria.len() == 1;
    for (place, told) in sequence.told.iter().enumerate().take(LISTED) {
        let which = match single {
            true => "How play goes".to_owned(),
            false => format!("How play goes in equilibrium {}", place + 1),
        };
        let values = sequence.values[place].as_ref().map(|values| {
            let players = tree.players().iter().zip(values);
            let each =
                players.map(|(player, value)| format!("{} {}", player.id, notation.print(value)));
            format!("   (payoffs: {})", each.collect::<Vec<_>>().join(", "))
        });
        let _ = writeln!(out, "\n{which}: {told}.{}", values.unwrap_or_default());
        let elsewhere: Vec<String> = sequence.unreached[place]
            .iter()
            .filter(|set| tree.sets()[**set].actions.len() > 1)
            .map(|set| {
                let plays = print_strategy(
                    &game.players()[*set],
                    &solution.equilibria[place].profile()[*set],
                    notation,
                );
                format!("{} {plays}", game.players()[*set].id)
            })
            .collect();
        if !elsewhere.is_empty() {
            let _ = writeln!(
                out,
                "Planned where play does not lead: {}.",
                elsewhere.join("; ")
            );
        }
        for types in &sequence.types[place] {
            let _ = writeln!(out, "Types: {types}.");
        }
        if !sequence.beliefs[place].is_empty() {
            let beliefs = sequence.beliefs[place].iter();
            let words: Vec<String> = beliefs.map(|b| believed(&sequence, b, notation)).collect();
            let _ = writeln!(out, "Believed: {}.", words.join("; "));
        }
    }
    if sequence.told.len() > LISTED {
        let _ = writeln!(out, "and {} more equilibria", sequence.told.len() - LISTED);
    }
    if !sequence.ties.is_empty() {
        let ids: Vec<&str> = sequence
            .ties
            .iter()
            .map(|set| tree.sets()[*set].id.as_str())
            .collect();
        let _ = writeln!(
            out,
            "\nIndifferent between actions, given what follows: {}. Every equilibrium in which nobody mixes there is listed.",
            ids.join("; ")
        );
    }
    if let Some(normal) = &sequence.normal {
        out.push_str(&normal_form(&sequence, normal, notation));
    }
    out
}

/// What is believed in an information set, in words.
pub(in super::super) fn believed(
    sequence: &Sequence<'_>,
    belief: &Belief,
    notation: Notation,
) -> String {
    let types = belief.types.iter();
    let types: Vec<String> = types
        .filter(|(_, probability)| !probability.is_zero())
        .map(|(words, probability)| format!("{words} with {}", notation.print(probability)))
        .collect();
    let whence = match belief.is_reached {
        true => "",
        false => " (for example: play does not lead there)",
    };
    format!(
        "at {}, {}{whence}",
        sequence.tree.sets()[belief.set].id,
        types.join(", ")
    )
}

fn normal_form(sequence: &Sequence<'_>, normal: &Normal, notation: Notation) -> String {
    let mut out = String::new();
    let count = normal.equilibria.len();
    let credible = normal
        .equilibria
        .iter()
        .filter(|(_, c)| *c == Credibility::Credible)
        .count();
    let equilibria = if count == 1 {
        "equilibrium"
    } else {
        "equilibria"
    };
    let _ = writeln!(
        out,
        "\nIf all chose their plans at once (reduced normal form): {count} pure {equilibria}, of which {credible} credible."
    );
    for (index, credibility) in normal.equilibria.iter().take(LISTED) {
        let profile = normal.game.profile_at(*index);
        let players = normal.game.players().iter().zip(profile);
        let plans: Vec<String> = players
            .map(|(player, chosen)| format!("{} {}", player.id, player.actions[chosen].id))
            .collect();
        let _ = writeln!(
            out,
            "  {}: {}",
            plans.join(" | "),
            rests_on(sequence, credibility, notation)
        );
    }
    if count > LISTED {
        let _ = writeln!(
            out,
            "  and {} more: `--format json` lists all",
            count - LISTED
        );
    }
    out
}

/// What an equilibrium of the normal form rests on, in words.
pub(in super::super) fn rests_on(
    sequence: &Sequence<'_>,
    credibility: &Credibility,
    notation: Notation,
) -> String {
    match credibility {
        Credibility::Credible => "credible".to_owned(),
        Credibility::Open => "not shown to be credible".to_owned(),
        Credibility::Threat {
            set,
            planned,
            better,
            gain,
        } => {
            let at = &sequence.tree.sets()[*set];
            format!(
                "rests on a threat that is not credible: that {}, where {} would get {} more by {}",
                told::decision(sequence.tree, *set, *planned),
                at.id,
                notation.print(gain),
                at.actions[*better].id,
            )
        }
    }
}
