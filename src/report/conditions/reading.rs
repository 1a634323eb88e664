//! Conditions for a person at a terminal.

use std::fmt::Write as _;

use rayon::prelude::*;

use super::super::notation::print_real;
use super::latex::is_strict_version;
use super::words::{Shown, SolvedLine, Told, effect_mark, interval_words, only_some, shown};
use super::{Conditions, Holds};
use crate::region::{Case, Inequality, Prover, Separate, Static};
use crate::report::{Align, Cell, Column, Notation, Table, Terminal, text};

/// Beyond this many cases, only so many are shown; JSON has all.
const CASES: usize = 6;

/// Beyond this many cases, what each deviation asks is said by itself.
const FEW: usize = 4;

/// The conditions in words.
pub fn conditions_reading(answer: &Conditions, notation: Notation, terminal: Terminal) -> String {
    let mut out = String::new();
    heading(&mut out, answer);
    profiles(&mut out, answer, &|_| true, notation, terminal);
    out
}

/// The conditions of the profiles wanted, and the profiles that never are an equilibrium, without a heading.
pub(in crate::report) fn profiles_reading(
    answer: &Conditions,
    wanted: &dyn Fn(&[usize]) -> bool,
) -> String {
    let mut out = String::new();
    let wide = Terminal {
        width: None,
        colour: false,
    };
    profiles(&mut out, answer, wanted, Notation::Exact, wide);
    out
}

fn profiles(
    out: &mut String,
    answer: &Conditions,
    wanted: &dyn Fn(&[usize]) -> bool,
    notation: Notation,
    terminal: Terminal,
) {
    let prover = Prover::new(&answer.parametric.game.domain);
    let Shown { shown, never, .. } = shown(answer, wanted);
    let texts: Vec<String> = shown
        .into_par_iter()
        .map(|told| profile(answer, &told, &prover, (notation, terminal)))
        .collect();
    out.push_str(&texts.concat());
    if !never.is_empty() {
        out.push_str("\nNever an equilibrium, whatever the free parameters:\n");
        for told in never {
            let profile = &told.answer.weak.profile;
            let words = answer.profile_words(profile);
            let because = match answer.never_because(&prover, profile) {
                Some((player, action)) => {
                    let player = &answer.parametric.game.players[player];
                    format!("  ({} gains by {})", player.id, player.actions[action].id)
                }
                None => String::new(),
            };
            let _ = writeln!(out, "  {words}{because}{}", alike(&told));
        }
    }
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
    if !answer.given.is_empty() {
        let _ = writeln!(out, "with {}", answer.given.join(";  "));
    }
    if let Some(line) = answer.subject.of_one_period() {
        let _ = writeln!(out, "{line}");
    }
}

fn alike(told: &Told<'_>) -> String {
    match told.members.len() {
        1 => String::new(),
        more => format!("  [and {} more like it, members renamed]", more - 1),
    }
}

fn profile(
    answer: &Conditions,
    told: &Told<'_>,
    prover: &Prover,
    (notation, terminal): (Notation, Terminal),
) -> String {
    let mut text = String::new();
    let out = &mut text;
    let weak = &told.answer.weak;
    let words = answer.profile_words(&weak.profile);
    let alike = alike(told);
    // Many cases are told deviation by deviation, unless that falls into too many as well.
    let separate = match weak.cases.len() > FEW {
        true => answer.by_deviation(prover, &weak.profile),
        false => None,
    };
    let _ = match weak.cases.as_slice() {
        _ if Holds::of(weak) == Holds::Always => {
            writeln!(out, "\n{words}: always an equilibrium{alike}")
        }
        [case] if case.len() == 1 => writeln!(out, "\n{words}: an equilibrium iff{alike}"),
        cases if cases.len() == 1 || separate.is_some() => writeln!(
            out,
            "\n{words}: an equilibrium iff all of these hold{alike}"
        ),
        cases => writeln!(
            out,
            "\n{words}: an equilibrium iff one of {} cases holds{alike}",
            cases.len()
        ),
    };
    if let Some(separate) = &separate {
        by_deviation(out, answer, told, separate);
        strictness(out, answer, told);
        at_values(out, answer, told, notation);
        return text;
    }
    let several = weak.cases.len() > 1;
    for (number, case) in weak.cases.iter().take(CASES).enumerate() {
        if several {
            let _ = writeln!(out, "  case {}", number + 1);
        }
        inequalities(out, answer, told, (number, case));
    }
    if weak.cases.len() > CASES {
        let more = weak.cases.len() - CASES;
        let _ = writeln!(out, "  and {more} more cases: --format json lists them all");
    }
    strictness(out, answer, told);
    at_values(out, answer, told, notation);
    statics(out, answer, told, terminal);
    text
}

/// The inequalities of a case, aligned, and under each what it says of the unknown it was solved for.
fn inequalities(
    out: &mut String,
    answer: &Conditions,
    told: &Told<'_>,
    (number, case): (usize, &Case),
) {
    let profile = &told.answer.weak.profile;
    let rows: Vec<(usize, String, String)> = answer
        .lines_of(case)
        .into_iter()
        .map(|(place, written)| {
            let who = answer.deviation_words(profile, case[place].deviation);
            (place, who, written.text)
        })
        .collect();
    let width = widest(rows.iter().map(|row| row.1.as_str()));
    for (place, who, what) in &rows {
        let _ = writeln!(out, "  {who:width$}   {what}");
        for line in solved_lines(answer, told, number, *place) {
            let when = line
                .when
                .map(|w| format!("   if {}", w.text))
                .unwrap_or_default();
            if line.says.text != *what || !when.is_empty() {
                let _ = writeln!(out, "  {:width$}     {}{when}", "", line.says.text);
            }
        }
    }
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}

fn solved_lines(
    answer: &Conditions,
    told: &Told<'_>,
    case: usize,
    place: usize,
) -> Vec<SolvedLine> {
    match &answer.solved_for {
        Some(solved) => {
            answer.solved_words(&solved.profiles[told.place][case][place], solved.unknown)
        }
        None => Vec::new(),
    }
}

/// `S1, S2 balance over abstain`, from the same of `S1` and of `S2`.
fn joined_words(together: &str, who: &str) -> String {
    match (
        together.rsplit_once(' ').zip(who.split_once(' ')),
        who.split_once(' '),
    ) {
        (Some(_), Some((player, same))) if together.ends_with(same) => {
            let players = together[..together.len() - same.len()].trim_end();
            format!("{players}, {player} {same}")
        }
        _ => format!("{together}; {who}"),
    }
}

/// Where there are many cases: what each deviation asks by itself, a line for each.
fn by_deviation(out: &mut String, answer: &Conditions, told: &Told<'_>, separate: &[Separate]) {
    let profile = &told.answer.weak.profile;
    let rows: Vec<(String, String)> = separate
        .iter()
        .map(|(deviation, cases)| {
            let cases: Vec<String> = cases
                .iter()
                .map(|case| {
                    let lines = answer.lines_of(case).into_iter();
                    let parts: Vec<String> = lines.map(|(_, written)| written.text).collect();
                    parts.join(" and ")
                })
                .collect();
            (
                answer.deviation_words(profile, Some(*deviation)),
                cases.join(",  or "),
            )
        })
        .collect();
    let mut said: Vec<(String, String)> = Vec::new();
    for (who, what) in rows {
        match said.iter_mut().find(|(_, known)| *known == what) {
            Some((together, _)) => *together = joined_words(together, &who),
            None => said.push((who, what)),
        }
    }
    let width = widest(said.iter().map(|row| row.0.as_str()));
    for (who, what) in said {
        let _ = writeln!(out, "  {who:width$}   {what}");
    }
}

/// The comparative statics of all thresholds of a profile: a row for each, a column for each other parameter.
fn statics(out: &mut String, answer: &Conditions, told: &Told<'_>, terminal: Terminal) {
    let weak = &told.answer.weak;
    let mut rows: Vec<(String, Vec<Static>)> = Vec::new();
    for (number, case) in weak.cases.iter().enumerate().take(CASES) {
        for (place, inequality) in case.iter().enumerate() {
            for line in solved_lines(answer, told, number, place) {
                for (what, statics) in line.statics {
                    let who = answer.deviation_words(&weak.profile, inequality.deviation);
                    let when = line.when.as_ref().map(|w| format!(" if {}", w.text));
                    let name = format!("{who}, {what}{}", when.unwrap_or_default());
                    if !statics.is_empty() && !rows.iter().any(|(known, _)| *known == name) {
                        rows.push((name, statics));
                    }
                }
            }
        }
    }
    let used = |unknown: &usize| {
        rows.iter()
            .any(|(_, s)| s.iter().any(|e| e.unknown == *unknown))
    };
    let unknowns: Vec<usize> = (0..answer.symbols.len()).filter(used).collect();
    if rows.is_empty() || unknowns.is_empty() {
        return;
    }
    let mut columns = vec![Column::new("how it moves with", Align::Left)];
    let names = unknowns.iter().map(|u| answer.symbols[*u].name.as_str());
    columns.extend(names.map(|name| Column::new(name, Align::Center)));
    let mut table = Table::new("statics", "", columns);
    let mut remarks = Vec::new();
    for (name, statics) in rows {
        let mut cells: Vec<Cell> = vec![name.into()];
        for unknown in &unknowns {
            let found = statics.iter().find(|entry| entry.unknown == *unknown);
            let mark = found.map(|entry| effect_mark(answer, &entry.effect, &mut remarks));
            cells.push(mark.unwrap_or_default().into());
        }
        table.row(cells);
    }
    out.push('\n');
    for line in text(&table, terminal).lines() {
        let _ = writeln!(out, "  {line}");
    }
    let name = answer
        .solved_for
        .as_ref()
        .map(|s| answer.symbols[s.unknown].name.as_str());
    let _ = writeln!(
        out,
        "  + rises, - falls, 0 stays, +0 never falls, -0 never rises: proved wherever the threshold lies inside the domain of {}",
        name.unwrap_or_default()
    );
    for (number, remark) in remarks.iter().enumerate() {
        let _ = writeln!(
            out,
            "  ({}) rises where {}, falls where not",
            number + 1,
            remark.text
        );
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
                let side = |i: &Inequality| i.deviation.is_none();
                let mut lines = weak.cases.iter().flatten();
                let words = if lines.clone().all(side) {
                    "strict wherever it is an equilibrium"
                } else if lines.any(side) {
                    "strict iff with > and < in the lines of players"
                } else {
                    "strict iff with > and < throughout"
                };
                let _ = writeln!(out, "  {words}");
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
    let only = only_some(&answer.parametric.game.domain.unknowns[solved.unknown]);
    let _ = match (answer.symbols.len(), words.is_empty()) {
        (1, true) => writeln!(out, "  => for no {name}"),
        (1, false) => writeln!(out, "  => iff {}{only}", words.join(", or ")),
        (_, true) => writeln!(out, "  => with the others at their values: for no {name}"),
        (_, false) => writeln!(
            out,
            "  => with the others at their values: iff {}{only}",
            words.join(", or ")
        ),
    };
}
