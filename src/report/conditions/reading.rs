//! Conditions for a person at a terminal.

use std::fmt::Write as _;

use super::super::notation::print_real;
use super::latex::is_strict_version;
use super::words::{Told, interval_words, told};
use super::{Conditions, Holds};
use crate::region::Case;
use crate::report::Notation;

/// Beyond this many cases, only so many are shown; JSON has all.
const CASES: usize = 6;

/// The conditions in words.
pub fn conditions_reading(answer: &Conditions, notation: Notation) -> String {
    let mut out = String::new();
    heading(&mut out, answer);
    let (sometimes, never): (Vec<Told<'_>>, Vec<Told<'_>>) = told(answer)
        .into_iter()
        .partition(|told| Holds::of(&told.answer.weak) != Holds::Never);
    for told in &sometimes {
        profile(&mut out, answer, told, notation);
    }
    if !never.is_empty() {
        out.push_str("\nNever an equilibrium, whatever the free parameters:\n");
        for told in never {
            let profile = &told.answer.weak.profile;
            let words = answer.profile_words(profile);
            let because = match answer.never_because(profile) {
                Some((player, action)) => {
                    let player = &answer.parametric.game.players[player];
                    format!("  ({} gains by {})", player.id, player.actions[action].id)
                }
                None => String::new(),
            };
            let _ = writeln!(out, "  {words}{because}{}", alike(&told));
        }
    }
    out
}

fn heading(out: &mut String, answer: &Conditions) {
    let scenario = match &answer.subject.scenario {
        Some(name) => format!(", scenario {name}"),
        None => String::new(),
    };
    let _ = writeln!(out, "{}{scenario}", answer.subject.title);
    let domain: Vec<String> = answer.domain_words().into_iter().map(|w| w.text).collect();
    match answer.symbols.is_empty() {
        true => out.push_str("No parameter is free.\n"),
        false => {
            let _ = writeln!(out, "for all {}", domain.join(";  "));
        }
    }
    let given = answer.given_words();
    if !given.is_empty() {
        let _ = writeln!(out, "with {given}");
    }
}

fn alike(told: &Told<'_>) -> String {
    match told.alike {
        1 => String::new(),
        more => format!("  [and {} more like it, members renamed]", more - 1),
    }
}

fn profile(out: &mut String, answer: &Conditions, told: &Told<'_>, notation: Notation) {
    let weak = &told.answer.weak;
    let words = answer.profile_words(&weak.profile);
    let alike = alike(told);
    let _ = match weak.cases.as_slice() {
        _ if Holds::of(weak) == Holds::Always => {
            writeln!(out, "\n{words}: always an equilibrium{alike}")
        }
        [case] if case.len() == 1 => writeln!(out, "\n{words}: an equilibrium iff{alike}"),
        [_] => writeln!(
            out,
            "\n{words}: an equilibrium iff all of these hold{alike}"
        ),
        cases => writeln!(
            out,
            "\n{words}: an equilibrium iff one of {} cases holds{alike}",
            cases.len()
        ),
    };
    let several = weak.cases.len() > 1;
    for (number, case) in weak.cases.iter().take(CASES).enumerate() {
        if several {
            let _ = writeln!(out, "  case {}", number + 1);
        }
        inequalities(out, answer, told, (number, case), notation);
    }
    if weak.cases.len() > CASES {
        let more = weak.cases.len() - CASES;
        let _ = writeln!(out, "  and {more} more cases: --format json lists them all");
    }
    strictness(out, answer, told);
    at_values(out, answer, told, notation);
}

/// The inequalities of a case, aligned, and under each what it says of the unknown it was solved for.
fn inequalities(
    out: &mut String,
    answer: &Conditions,
    told: &Told<'_>,
    (number, case): (usize, &Case),
    _notation: Notation,
) {
    let profile = &told.answer.weak.profile;
    let rows: Vec<[String; 2]> = case
        .iter()
        .map(|i| {
            [
                answer.deviation_words(profile, i),
                answer.written(&i.condition).text,
            ]
        })
        .collect();
    let width = rows
        .iter()
        .map(|row| row[0].chars().count())
        .max()
        .unwrap_or(0);
    for (place, [who, what]) in rows.iter().enumerate() {
        let _ = writeln!(out, "  {who:width$}   {what}");
        let Some(solved) = &answer.solved_for else {
            continue;
        };
        for line in answer.solved_words(&solved.profiles[told.place][number][place], solved.unknown)
        {
            let when = line
                .when
                .map(|w| format!("   if {}", w.text))
                .unwrap_or_default();
            if line.says.text != *what || !when.is_empty() {
                let _ = writeln!(out, "  {:width$}     {}{when}", "", line.says.text);
            }
            for statics in line.statics {
                let _ = writeln!(out, "  {:width$}       {statics}", "");
            }
        }
    }
}

/// When the equilibrium is strict, as far as that says more than the signs above.
fn strictness(out: &mut String, answer: &Conditions, told: &Told<'_>) {
    let (weak, strict) = (&told.answer.weak, &told.answer.strict);
    match Holds::of(strict) {
        Holds::Never => out.push_str("  never strict: some deviation always does as well\n"),
        Holds::Always => out.push_str("  and always strict\n"),
        Holds::When => {
            if is_strict_version(weak, strict) {
                out.push_str("  strict iff with > and < throughout\n");
            } else if let [case] = strict.cases.as_slice() {
                let more: Vec<String> = case
                    .iter()
                    .map(|i| answer.written(&i.condition).text)
                    .collect();
                let _ = writeln!(out, "  strict iff {}", more.join(",  "));
            }
        }
    }
}

/// The joint answer for the unknown that was solved for, with all others at their values.
fn at_values(out: &mut String, answer: &Conditions, told: &Told<'_>, notation: Notation) {
    let Some(solved) = &answer.solved_for else {
        return;
    };
    let name = &answer.symbols[solved.unknown].name;
    let intervals = &solved.at_values[told.place];
    let print = |value: &crate::num::Real| print_real(value, notation);
    let words: Vec<String> = intervals
        .iter()
        .map(|interval| interval_words(name, interval, &print))
        .collect();
    let _ = match (answer.symbols.len(), words.is_empty()) {
        (1, true) => writeln!(out, "  => for no {name}"),
        (1, false) => writeln!(out, "  => iff {}", words.join(", or ")),
        (_, true) => writeln!(out, "  => with the others at their values: for no {name}"),
        (_, false) => writeln!(
            out,
            "  => with the others at their values: iff {}",
            words.join(", or ")
        ),
    };
}
