//! A phase map for a person at a terminal: which equilibria hold on how much of it, and where the named points lie.

use std::fmt::Write as _;

use super::answer::{MapAnswer, Mapped, Patience};
use super::data::{areas, undecided};
use crate::num::Rational;
use crate::region::Strip;
use crate::report::{
    Align, Column, Notation, Table, Terminal, decimal, print_real, print_strategy, text,
};

/// The map in words.
pub fn map_reading(answer: &MapAnswer, notation: Notation, terminal: Terminal) -> String {
    let mut out = String::new();
    let scenario = match &answer.subject.scenario {
        Some(name) => format!(", scenario {name}"),
        None => String::new(),
    };
    let _ = writeln!(out, "{}{scenario}", answer.subject.title);
    for side in &answer.sides {
        let (axis, meaning) = (&side.axis, &side.meaning);
        let _ = writeln!(
            out,
            "  {} from {} to {}: {meaning}",
            axis.name, axis.lower, axis.upper
        );
    }
    if !answer.given.is_empty() {
        let _ = writeln!(out, "  with {}", answer.given.join(";  "));
    }
    if let Some(patience) = &answer.patience {
        let at = match patience {
            Patience::Varies => String::new(),
            Patience::Is(value) => format!(", at discount factor {}", notation.print(value)),
        };
        let _ = writeln!(
            out,
            "  played again and again{at}: a profile stands where pure stage equilibria, played for ever after a deviation, keep everybody"
        );
    } else if let Some(line) = answer.subject.of_one_period() {
        let _ = writeln!(out, "  {line}");
    }
    out.push('\n');
    if let Mapped::Line(strip) = &answer.map {
        along(&mut out, answer, strip, notation, terminal);
    }
    shares(&mut out, answer, terminal);
    mixed(&mut out, answer, notation);
    for mark in &answer.marks {
        let at: Vec<String> = answer
            .sides
            .iter()
            .zip(&mark.at)
            .map(|(side, value)| format!("{} = {}", side.axis.name, notation.print(value)))
            .collect();
        let words = answer.words(&mark.equilibria);
        let _ = writeln!(out, "{} ({}): {words}", mark.name, at.join(", "));
    }
    out
}

/// The thresholds of a line, and what holds between and at them.
fn along(
    out: &mut String,
    answer: &MapAnswer,
    strip: &Strip,
    notation: Notation,
    terminal: Terminal,
) {
    let name = &strip.axis.name;
    let mut table = Table::new(
        "stretches",
        "",
        vec![
            Column::new("from", Align::Right),
            Column::new("to", Align::Right),
            Column::new(format!("{} between", answer.kind()), Align::Left),
        ],
    );
    for (place, stretch) in strip.stretches.iter().enumerate() {
        let ends = [&strip.thresholds[place], &strip.thresholds[place + 1]];
        let [low, high] = ends.map(|end| print_real(&end.value, notation));
        table.row(vec![
            low.into(),
            high.into(),
            answer.words(&stretch.equilibria).into(),
        ]);
    }
    out.push_str(&text(&table, terminal));
    out.push('\n');
    let union = |a: &[usize], b: &[usize]| {
        let mut both: Vec<usize> = a.iter().chain(b).copied().collect();
        both.sort_unstable();
        both.dedup();
        both
    };
    for place in 1..strip.stretches.len() {
        let threshold = &strip.thresholds[place];
        let [before, after] = [place - 1, place].map(|p| strip.stretches[p].equilibria.as_slice());
        if threshold.equilibria != union(before, after) {
            let value = print_real(&threshold.value, notation);
            let words = answer.words(&threshold.equilibria);
            let _ = writeln!(out, "at {name} = {value} itself: {words}");
        }
    }
}

/// How much of the box each region takes, largest first.
pub(in crate::report) fn shares_table(answer: &MapAnswer) -> Table {
    let columns = vec![
        Column::new("share", Align::Right),
        Column::new(answer.kind(), Align::Left),
    ];
    let mut table = Table::new("regions", "", columns);
    let mut rows: Vec<((Rational, Rational), String)> = areas(answer)
        .into_iter()
        .zip(answer.regions())
        .map(|(area, (set, _))| (area, answer.words(&set)))
        .collect();
    rows.sort_by(|a, b| b.0.0.cmp(&a.0.0));
    for (area, words) in rows {
        table.row(vec![percent(&area).into(), words.into()]);
    }
    table
}

fn shares(out: &mut String, answer: &MapAnswer, terminal: Terminal) {
    out.push_str(&text(&shares_table(answer), terminal));
    let left = undecided(answer);
    let _ = match left.is_zero() {
        true => writeln!(
            out,
            "Every share is exact or rounded; nothing is undecided.\n"
        ),
        false => writeln!(
            out,
            "Proved, but for {} of the box, which is undecided.\n",
            percent(&(left.clone(), left))
        ),
    };
}

/// `12.35 %`, with the digits that are certain.
pub(in crate::report) fn percent((lower, upper): &(Rational, Rational)) -> String {
    let hundred = Rational::integer(100);
    let [low, high] = [lower, upper].map(|share| share * &hundred);
    for digits in (0..=3).rev() {
        let [a, b] = [&low, &high].map(|share| decimal(share, digits));
        if a == b {
            let small = low.sign().is_gt() && a.chars().all(|c| "0.".contains(c));
            return match small {
                true => "< 0.001 %".to_owned(),
                false => format!("{a} %"),
            };
        }
    }
    format!("{} to {} %", decimal(&low, 3), decimal(&high, 3))
}

/// Mixed equilibria at a point of each region that has some.
fn mixed(out: &mut String, answer: &MapAnswer, notation: Notation) {
    let mut any = false;
    for ((set, _), inside) in answer.regions().iter().zip(&answer.mixed) {
        let Some(inside) = inside else {
            continue;
        };
        let found: Vec<_> = inside
            .solution
            .equilibria
            .iter()
            .filter(|e| !e.is_pure())
            .collect();
        if found.is_empty() {
            continue;
        }
        any = true;
        let at: Vec<String> = answer
            .sides
            .iter()
            .zip(&inside.at)
            .map(|(side, value)| format!("{} = {}", side.axis.name, notation.print(value)))
            .collect();
        let more = match inside.solution.completeness.is_complete() {
            true => "",
            false => " (there may be more)",
        };
        let _ = writeln!(
            out,
            "Where {}, as at {}: {} mixed{more}",
            match set.is_empty() {
                true => "there is no pure equilibrium".to_owned(),
                false => answer.words(set),
            },
            at.join(", "),
            found.len()
        );
        for equilibrium in found.iter().take(3) {
            let strategies: Vec<String> = answer
                .players
                .iter()
                .zip(equilibrium.profile())
                .map(|(player, p)| format!("{} {}", player.id, print_strategy(player, p, notation)))
                .collect();
            let _ = writeln!(out, "  {}", strategies.join("; "));
        }
        if found.len() > 3 {
            let _ = writeln!(out, "  and {} more: --format json", found.len() - 3);
        }
    }
    if any {
        out.push('\n');
    }
}
