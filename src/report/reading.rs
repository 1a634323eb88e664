//! An answer for a person at a terminal: which posture is an equilibrium, at one glance; then each equilibrium in words,
//! and what every other action would lose.

use std::fmt::Write as _;

use super::answer::Answer;
use super::decimal::Notation;
use super::dialect::{Terminal, text};
use super::equilibria::{equilibria_table, kind_of};
use super::notation::{print_dominator, print_real, print_strategy};
use super::sequence::sequence_reading;
use super::svg::Mark;
use super::table::{Align, Cell, Column, Table};
use super::tolerance::payoffs_in_words;
use crate::game::Posture;
use crate::solve::{Concept, Method, classes};

/// Beyond this many equilibria they are listed a line each.
const DETAILED: usize = 6;
/// Beyond this many, the list is cut and says so; other formats list all.
const LISTED: usize = 60;
/// So many undecided places are listed.
const UNDECIDED: usize = 6;
/// So many parameters are listed with the moves that break an equilibrium.
const MOVES: usize = 8;

/// The answer in words.
pub fn reading(answer: &Answer, notation: Notation, terminal: Terminal) -> String {
    let mut out = String::new();
    heading(&mut out, answer, notation);
    verdict(&mut out, answer);
    postures(&mut out, answer, terminal);
    let equilibria = &answer.solution.equilibria;
    match equilibria.len() {
        0 => {}
        1..=DETAILED => {
            let table = equilibria_table("equilibria", "", std::slice::from_ref(answer), notation);
            let _ = write!(out, "\n{}", text(&table, terminal));
            tolerances(&mut out, answer, notation, terminal);
        }
        _ => list(&mut out, answer, notation),
    }
    refinements(&mut out, answer, notation, terminal);
    out.push_str(&sequence_reading(&answer.game, &answer.solution, notation));
    components(&mut out, answer);
    audit(&mut out, answer);
    eliminated(&mut out, answer);
    cycle(&mut out, answer);
    out
}

fn heading(out: &mut String, answer: &Answer, notation: Notation) {
    out.push_str(&answer.subject.heading(notation));
    if let Some(line) = answer.subject.of_one_period() {
        let _ = writeln!(out, "{line}");
    }
    if answer.game.is_ordinal() {
        let _ = writeln!(
            out,
            "Payoffs are ranks: higher is better, and only the order means anything."
        );
    }
}

fn verdict(out: &mut String, answer: &Answer) {
    let solution = &answer.solution;
    let count = solution.equilibria.len();
    let pure = match solution.concept {
        Concept::Nash => "",
        Concept::Pure => "pure ",
        Concept::SubgamePerfect => "subgame-perfect ",
        Concept::Bayesian => "Bayesian ",
        Concept::PerfectBayesian => "weak perfect Bayesian ",
    };
    let extreme = if solution.components.iter().any(|c| c.equilibria.len() > 1) {
        "extreme "
    } else {
        ""
    };
    let what = match count {
        0 if is_left_open(answer) => "No equilibrium was found.".to_owned(),
        0 if solution.concept == Concept::Pure || answer.game.is_ordinal() => {
            "No equilibrium in pure actions.".to_owned()
        }
        0 => "No equilibrium in pure actions; like every finite game it has a mixed one (Nash 1951), which was not found.".to_owned(),
        1 => format!("One {pure}equilibrium."),
        _ => format!("{count} {extreme}{pure}equilibria."),
    };
    let sure = match solution.completeness.is_complete() {
        true if solution.concept == Concept::Pure => {
            "Complete: every profile was examined.".to_owned()
        }
        true => format!("Complete ({}).", solution.method.name()),
        false => format!("Not known to be complete: {}.", solution.completeness),
    };
    let _ = writeln!(out, "\n{what} {sure}");
}

/// Whether an empty list says nothing: some part of a tree was not worked out.
pub(super) fn is_left_open(answer: &Answer) -> bool {
    let solution = &answer.solution;
    solution.concept == Concept::SubgamePerfect && !solution.completeness.is_complete()
}

/// One line per posture: in which equilibria it is played.
fn postures(out: &mut String, answer: &Answer, terminal: Terminal) {
    let game = &answer.game;
    let mut known: Vec<Posture> = game
        .players()
        .iter()
        .flat_map(|player| player.actions.iter().filter_map(|a| a.posture.clone()))
        .collect();
    known.sort();
    known.dedup();
    if known.is_empty() {
        return;
    }
    let columns = vec![
        Column::new("posture", Align::Left),
        Column::new("equilibrium?", Align::Left),
    ];
    let mut table = Table::new("postures", "", columns);
    for posture in known {
        let mark = answer.mark(|known| *known == posture);
        let words = match mark {
            Mark::NotAnOption | Mark::NoEquilibrium | Mark::NoneFound => Cell::from(mark.words()),
            Mark::MixedOnly | Mark::Weak | Mark::Strict => Cell::emphasis(mark.words()),
        };
        table.row(vec![posture.to_string().into(), words]);
    }
    let _ = write!(out, "\n{}", text(&table, terminal));
}

/// How wrong the assumptions behind each strict equilibrium may be.
fn tolerances(out: &mut String, answer: &Answer, notation: Notation, terminal: Terminal) {
    let single = answer.solution.equilibria.len() == 1;
    for place in 0..answer.solution.equilibria.len() {
        let Some(found) = answer.tolerance(place) else {
            continue;
        };
        let which = match single {
            true => String::new(),
            false => format!(" in equilibrium {}", place + 1),
        };
        let payoffs = payoffs_in_words(&answer.game, found, notation);
        let _ = writeln!(out, "\nHow wrong may the assumptions be{which}?\n{payoffs}");
        let Some(parameters) = &found.parameters else {
            continue;
        };
        let _ = writeln!(out, "{}", parameters.in_words(notation));
        let (table, all) = parameters.table(notation, MOVES);
        let more = match all.saturating_sub(MOVES) {
            0 => String::new(),
            more => format!("and {more} more: `--format json` lists all\n"),
        };
        if !table.is_empty() {
            let _ = write!(out, "\n{}{more}", text(&table, terminal));
        }
        if let Some(harmless) = parameters.harmless() {
            let _ = writeln!(out, "{harmless}");
        }
    }
}

/// Which equilibria survive which refinement, and which one is selected.
fn refinements(out: &mut String, answer: &Answer, notation: Notation, terminal: Terminal) {
    if let Some(table) = answer.refinement_table("refinements", notation) {
        let _ = write!(out, "\n{}", text(&table, terminal));
    }
    let words = answer.refinement_words();
    if !words.is_empty() {
        let _ = writeln!(out, "\n{}", words.join("\n"));
    }
}

fn list(out: &mut String, answer: &Answer, notation: Notation) {
    let game = &answer.game;
    let equilibria = &answer.solution.equilibria;
    out.push('\n');
    if let Some(classes) = classes(game, equilibria).filter(|c| c.len() < equilibria.len()) {
        for class in classes.iter().take(LISTED) {
            let first = &equilibria[class.equilibria[0]];
            let mut parts: Vec<String> = Vec::new();
            for (group, strategies) in &class.groups {
                let Some(member) = game
                    .players()
                    .iter()
                    .find(|p| p.group.as_ref() == Some(group))
                else {
                    continue;
                };
                let words: Vec<String> = strategies
                    .iter()
                    .map(|(count, s)| {
                        format!("{count} play {}", print_strategy(member, s, notation))
                    })
                    .collect();
                parts.push(format!("of {group} {}", words.join(", ")));
            }
            for (place, player) in game.players().iter().enumerate() {
                let in_class = class
                    .groups
                    .iter()
                    .any(|(g, _)| player.group.as_ref() == Some(g));
                if !in_class {
                    let plays = print_strategy(player, &first.profile()[place], notation);
                    parts.push(format!("{} {plays}", player.id));
                }
            }
            let times = match class.equilibria.len() {
                1 => "1 profile".to_owned(),
                n => format!("{n} profiles"),
            };
            let _ = writeln!(
                out,
                "  {:<6}  {}  ({times})",
                kind_of(first),
                parts.join("; ")
            );
        }
        rest(out, classes.len());
        return;
    }
    for (number, equilibrium) in equilibria.iter().take(LISTED).enumerate() {
        let plays: Vec<String> = game
            .players()
            .iter()
            .zip(equilibrium.profile())
            .map(|(player, strategy)| {
                format!(
                    "{} {}",
                    player.id,
                    print_strategy(player, strategy, notation)
                )
            })
            .collect();
        let payoffs: Vec<String> = equilibrium
            .payoffs()
            .iter()
            .map(|value| print_real(value, notation))
            .collect();
        let _ = writeln!(
            out,
            "  {:>4}  {:<6}  {}   payoffs {}",
            number + 1,
            kind_of(equilibrium),
            plays.join("; "),
            payoffs.join(", ")
        );
    }
    rest(out, equilibria.len());
}

/// How many of a list were left out, if any.
fn rest(out: &mut String, all: usize) {
    if all > LISTED {
        let _ = writeln!(
            out,
            "  and {} more: `--format csv` or `--format json` lists all",
            all - LISTED
        );
    }
}

/// Which extreme equilibria belong together, where any do.
fn components(out: &mut String, answer: &Answer) {
    let components = &answer.solution.components;
    if components.iter().all(|c| c.equilibria.len() == 1) {
        return;
    }
    let _ = writeln!(
        out,
        "\nSome equilibria are connected: between them lie infinitely many more."
    );
    for (number, component) in components.iter().enumerate() {
        if component.equilibria.len() == 1 {
            continue;
        }
        let places = |places: &[usize]| {
            let names: Vec<String> = places.iter().map(|place| (place + 1).to_string()).collect();
            names.join(", ")
        };
        let index = component
            .index
            .map_or("index not found".to_owned(), |i| format!("index {i}"));
        let _ = writeln!(
            out,
            "  component {}: equilibria {} ({index})",
            number + 1,
            places(&component.equilibria)
        );
        for subset in &component.subsets {
            if subset.len() > 1 {
                let _ = writeln!(
                    out,
                    "    every mixture of the strategies in {} is an equilibrium too",
                    places(subset)
                );
            }
        }
    }
}

/// Whether the indices add up, where all are known, and where there may be more equilibria.
fn audit(out: &mut String, answer: &Answer) {
    let solution = &answer.solution;
    if solution.method != Method::Supports {
        return;
    }
    let is_complete = solution.completeness.is_complete();
    if !is_complete && solution.equilibria.len() > 1 {
        let _ = writeln!(
            out,
            "\nSome of these equilibria may be connected, with infinitely many more between them: that is worked out for complete lists only."
        );
    }
    let indices: Option<i64> = solution.components.iter().map(|c| c.index).sum();
    if let Some(sum) = indices.filter(|_| is_complete) {
        let _ = writeln!(
            out,
            "\nThe indices of the equilibria add up to {sum}; those of all equilibria of a game add up to 1."
        );
    }
    for (number, place) in solution.undecided.iter().enumerate().take(UNDECIDED) {
        if number == 0 {
            out.push_str("\nUndecided: there may be more equilibria in which\n");
        }
        let players = answer.game.players().iter().zip(&place.bounds);
        let strategies = players.map(|(player, bounds)| {
            let played = player.actions.iter().zip(bounds);
            let played = played.filter(|(_, (_, most))| !most.is_zero());
            let actions: Vec<&str> = played.map(|(action, _)| action.id.as_str()).collect();
            match actions[..] {
                [only] => format!("{} plays {only}", player.id),
                _ => format!("{} mixes {}", player.id, actions.join(", ")),
            }
        });
        let strategies: Vec<String> = strategies.collect();
        let _ = writeln!(out, "  {}", strategies.join("; "));
    }
    if solution.undecided.len() > UNDECIDED {
        let more = solution.undecided.len() - UNDECIDED;
        let _ = writeln!(
            out,
            "  and {more} more: `--format json` lists all, with bounds"
        );
    }
}

fn eliminated(out: &mut String, answer: &Answer) {
    let steps = &answer.solution.eliminated;
    if steps.is_empty() {
        return;
    }
    let words: Vec<String> = steps
        .iter()
        .take(12)
        .map(|step| {
            let player = &answer.game.players()[step.player];
            let by = print_dominator(player, &step.dominator);
            format!(
                "{} {} (by {})",
                player.id, player.actions[step.action].id, by
            )
        })
        .collect();
    let more = match steps.len() {
        n if n > 12 => format!(", and {} more", n - 12),
        _ => String::new(),
    };
    let _ = writeln!(
        out,
        "\nNever played, being strictly dominated: {}{more}.",
        words.join(", ")
    );
}

/// Where there is no pure equilibrium: who moves away from what, round and round.
fn cycle(out: &mut String, answer: &Answer) {
    let steps = &answer.solution.cycle;
    if steps.is_empty() {
        return;
    }
    let game = &answer.game;
    let _ = writeln!(
        out,
        "\nNo profile of pure actions is stable: best replies go round in a circle."
    );
    for step in steps {
        let profile = game.profile_at(step.profile);
        let words: Vec<&str> = game
            .players()
            .iter()
            .zip(&profile)
            .map(|(player, action)| player.actions[*action].id.as_str())
            .collect();
        let player = &game.players()[step.player];
        let _ = writeln!(
            out,
            "  at ({}) {} prefers {}",
            words.join(", "),
            player.id,
            player.actions[step.to].id
        );
    }
}
