//! The logit correspondence in plain words: what happens on the way from random choice to best replies.

use std::fmt::Write as _;

use super::super::{
    Align, Cell, Column, Notation, Table, Terminal, print_real, print_strategy, text,
};
use super::answer::{LogitAnswer, printed};
use crate::num::Real;
use crate::solve::logit::{At, Branch, BranchPoint, End, PathPoint};

/// Significant digits of precisions in words, and decimals of probabilities in tables.
const SHORT: usize = 3;
const DECIMALS: u32 = 4;
/// The most decimals of proved bounds in tables.
const BOUND_DECIMALS: u32 = 12;
/// From this probability on somebody all but always plays an action.
const MOSTLY: f64 = 0.9;
/// A path that is nowhere farther from its limit is always there.
const ALWAYS: f64 = 1e-12;
/// The most decimals of points of a path, which machine numbers do not know better.
const PATH_DECIMALS: u32 = 10;
/// Beyond these many, folds, branch points and branches are counted, not listed.
const LISTED: usize = 6;
/// Beyond this many columns the table of milestones is left out.
const COLUMNS: usize = 14;

/// The answer in words.
pub fn logit_reading(answer: &LogitAnswer, notation: Notation, terminal: Terminal) -> String {
    let mut out = String::new();
    heading(&mut out, answer, notation);
    principal(&mut out, answer, notation);
    meetings(&mut out, answer);
    branches(&mut out, answer, notation);
    milestones(&mut out, answer, notation, terminal);
    if let Some(at) = &answer.logit.at {
        asked(&mut out, answer, at, notation, terminal);
    }
    let residuals = answer.logit.branches.iter().map(|branch| branch.residual);
    let residual = residuals.fold(0.0, f64::max);
    let _ = write!(
        out,
        "\nThe path is an approximation in machine numbers (its equations are met up to {}: measured, not proved).\n\
         Proved are the equilibria it is said to end near, and what is listed at a precision that was asked for.\n\
         There may be branches that are not connected to this path.\n",
        printed(residual, 1)
    );
    out
}

fn heading(out: &mut String, answer: &LogitAnswer, notation: Notation) {
    out.push_str(&answer.subject.heading(notation));
    let _ = writeln!(
        out,
        "\nQuantal responses: an action that gives 1 more is played exp(precision) times as often."
    );
    for group in &answer.logit.alike {
        let _ = writeln!(
            out,
            "{}, identical, are followed playing alike.",
            match answer
                .game
                .players()
                .iter()
                .any(|p| p.group.as_ref() == Some(group))
            {
                true => format!("The members of {group}"),
                false => format!("Players {group}"),
            }
        );
    }
}

fn number(value: f64) -> String {
    printed(value, SHORT)
}

fn percent(value: f64) -> String {
    format!("{} %", printed(100.0 * value, 2))
}

fn principal(out: &mut String, answer: &LogitAnswer, notation: Notation) {
    let branch = &answer.logit.branches[0];
    out.push_str("\nAt precision 0 everyone chooses at random.\n");
    // Each after how many points, at which precision.
    let mut events: Vec<(usize, f64, String)> = Vec::new();
    for (player, name) in answer.shown() {
        let actions = &answer.game.players()[player].actions;
        for (action, declared) in actions.iter().enumerate().filter(|_| actions.len() > 1) {
            let found = settled(branch, |point| point.profile[player][action]);
            if let Some((after, from, is_past_a_fold)) = found {
                let first = match is_past_a_fold {
                    true => "Past a fold, from",
                    false => "From",
                };
                let words = format!(
                    "{first} about precision {} on, {name} plays {} with at least {}.",
                    printed(from, 2),
                    declared.id,
                    percent(MOSTLY)
                );
                events.push((after, from, words));
            }
        }
    }
    events.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (place, (after, point)) in branch.folds.iter().take(LISTED).enumerate() {
        let words = format!(
            "The path {} at precision {} (a fold): {}.",
            match place % 2 {
                0 => "turns back",
                _ => "goes on again",
            },
            number(point.precision),
            profile(answer, point)
        );
        events.push((*after, point.precision, words));
    }
    events.sort_by_key(|(after, _, _)| *after);
    for (_, _, words) in events {
        let _ = writeln!(out, "{words}");
    }
    if branch.folds.len() > LISTED {
        let _ = writeln!(out, "It has {} folds in all.", branch.folds.len());
    }
    let _ = writeln!(out, "{}", ending(answer, branch, notation));
}

/// After how many points and from which precision on along the path a probability stays high, between points in proportion, and whether there
/// is a fold before.
fn settled(branch: &Branch, p: impl Fn(&PathPoint) -> f64) -> Option<(usize, f64, bool)> {
    let points = &branch.points;
    let last_low = points.iter().rposition(|point| p(point) < MOSTLY)?;
    let next = points.get(last_low + 1)?;
    let low = &points[last_low];
    // Log-odds are nearly straight in the precision.
    let odds = |p: f64| (p / (1.0 - p).max(1e-12)).max(1e-12).ln();
    let share = (odds(MOSTLY) - odds(p(low))) / (odds(p(next)) - odds(p(low)));
    let is_past_a_fold = branch.folds.iter().any(|(after, _)| *after <= last_low);
    let from = low.precision + share * (next.precision - low.precision);
    Some((last_low + 1, from, is_past_a_fold))
}

fn ending(answer: &LogitAnswer, branch: &Branch, notation: Notation) -> String {
    let last = branch.points.last().map_or(0.0, |point| point.precision);
    match (&branch.limit, branch.end) {
        (Some(limit), _) => {
            let number = answer.number_of(limit);
            let called = match number {
                Some(number) => format!("equilibrium {number} of `unipole solve`"),
                None => match answer.component_of(limit) {
                    Some(component) => {
                        format!("an equilibrium of component {component} of `unipole solve`")
                    }
                    None => "an equilibrium".to_owned(),
                },
            };
            let played = played(answer, limit.equilibrium.profile(), notation);
            let ends = format!(
                "It ends near {called}, which is certified: {}.",
                played.join(", ")
            );
            let away = branch.points.iter().zip(branch.points.last());
            let away = away.map(|(point, last)| {
                let pairs = point
                    .profile
                    .iter()
                    .flatten()
                    .zip(last.profile.iter().flatten());
                pairs.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()))
            });
            let away = away.fold(limit.distance, f64::max);
            if away < ALWAYS {
                return format!("{ends} It is this equilibrium at every precision.");
            }
            if limit.distance <= 0.0 {
                return ends;
            }
            format!(
                "{ends} At precision {} it is within {} of it.",
                self::number(last),
                printed(limit.distance, 1)
            )
        }
        (None, End::Settled | End::Largest) => {
            format!("It is followed to precision {}.", number(last))
        }
        (None, End::Meets(place)) => format!("It leads to branch point {}.", place + 1),
        (None, End::Returned | End::Lost) => format!(
            "It could not be followed beyond precision {}.",
            number(last)
        ),
    }
}

/// What each player plays; members of a group who play alike are named once.
fn played(answer: &LogitAnswer, profile: &[Vec<Real>], notation: Notation) -> Vec<String> {
    let players = answer.game.players();
    let strategy = |player: usize| print_strategy(&players[player], &profile[player], notation);
    let mut played = Vec::new();
    for (player, declared) in players.iter().enumerate() {
        let is_fellow =
            |other: &usize| declared.group.is_some() && players[*other].group == declared.group;
        let fellows: Vec<usize> = (0..players.len()).filter(is_fellow).collect();
        let alike = fellows
            .iter()
            .all(|other| strategy(*other) == strategy(player));
        match fellows.as_slice() {
            [first, .., last] if alike => {
                if *first == player {
                    let (first, last) = (&players[*first].id, &players[*last].id);
                    played.push(format!("each of {first}..{last} {}", strategy(player)));
                }
            }
            _ => played.push(format!("{} {}", declared.id, strategy(player))),
        }
    }
    played
}

/// The most likely action of each player.
fn profile(answer: &LogitAnswer, point: &PathPoint) -> String {
    let shown = answer.shown();
    let words = shown.iter().map(|(player, name)| {
        let strategy = &point.profile[*player];
        let best = (1..strategy.len()).fold(0, |best, a| match strategy[a] > strategy[best] {
            true => a,
            false => best,
        });
        let action = &answer.game.players()[*player].actions[best].id;
        format!("{name} {action} {}", percent(strategy[best]))
    });
    words.collect::<Vec<String>>().join(", ")
}

fn meetings(out: &mut String, answer: &LogitAnswer) {
    let points = &answer.logit.branch_points;
    for (place, point) in points.iter().enumerate().take(LISTED) {
        let _ = writeln!(
            out,
            "Branch point {}: at precision {} {}.",
            place + 1,
            number(point.point.precision),
            meets(answer, point)
        );
    }
    if points.len() > LISTED {
        let _ = writeln!(out, "There are {} branch points in all.", points.len());
    }
}

fn meets(answer: &LogitAnswer, point: &BranchPoint) -> String {
    if point.part.is_empty() {
        return "another branch crosses".to_owned();
    }
    let ids = point
        .part
        .iter()
        .map(|p| answer.game.players()[*p].id.as_str());
    format!(
        "{}, identical, may begin to act differently",
        ids.collect::<Vec<&str>>().join(", ")
    )
}

fn branches(out: &mut String, answer: &LogitAnswer, notation: Notation) {
    let others = answer.logit.branches.iter().enumerate().skip(1);
    for (number, branch) in others.take(LISTED) {
        let from = branch.from.map_or(0, |from| from + 1);
        let copies = match branch.copies {
            1 => String::new(),
            copies => format!(" (and {} more by exchanging members)", copies - 1),
        };
        let _ = writeln!(
            out,
            "Branch {}{copies} leaves at branch point {from}. {}",
            number + 1,
            ending(answer, branch, notation)
        );
    }
    if answer.logit.branches.len() > LISTED + 1 || answer.logit.is_cut_short {
        let _ = writeln!(
            out,
            "{} branches were followed{}.",
            answer.logit.branches.len(),
            match answer.logit.is_cut_short {
                true => ", and more are there that were not",
                false => "",
            }
        );
    }
}

/// The columns of a table with a probability each: player, action, header.
fn columns(answer: &LogitAnswer) -> Vec<(usize, usize, String)> {
    let mut columns = Vec::new();
    for (player, _) in answer.shown() {
        let declared = &answer.game.players()[player];
        let actions = declared.actions.iter().enumerate();
        let headed =
            actions.map(|(action, a)| (player, action, format!("{} {}", declared.id, a.id)));
        columns.extend(headed.filter(|_| declared.actions.len() > 1));
    }
    columns
}

fn decimals(notation: Notation) -> u32 {
    match notation {
        Notation::Exact => DECIMALS,
        Notation::Decimals(digits) => digits.min(BOUND_DECIMALS),
    }
}

fn milestones(out: &mut String, answer: &LogitAnswer, notation: Notation, terminal: Terminal) {
    let columns = columns(answer);
    if columns.len() > COLUMNS {
        let _ = writeln!(
            out,
            "\nThe table of the path is left out: {} actions are too many. `--format csv` has all points.",
            columns.len()
        );
        return;
    }
    let mut header = vec![Column::new("precision", Align::Right)];
    header.extend(
        columns
            .iter()
            .map(|(_, _, name)| Column::new(name.as_str(), Align::Right)),
    );
    let mut table = Table::new("path", "", header);
    let milestones = &answer.logit.milestones;
    let furthest = milestones.iter().map(|point| point.precision);
    let furthest = furthest.fold(0.0, f64::max);
    let last = answer.logit.branches[0].points.last();
    let last = last.filter(|last| last.precision > furthest * 1.001);
    let digits = decimals(notation).min(PATH_DECIMALS) as usize;
    for point in milestones.iter().chain(last) {
        let mut row: Vec<Cell> = vec![number(point.precision).into()];
        let cell = |(player, action, _): &(usize, usize, String)| {
            Cell::from(format!("{:.digits$}", point.profile[*player][*action]))
        };
        row.extend(columns.iter().map(cell));
        table.row(row);
    }
    let _ = write!(out, "\nAlong the path:\n{}", text(&table, terminal));
    if matches!(notation, Notation::Decimals(asked) if asked > PATH_DECIMALS) {
        let _ = writeln!(
            out,
            "More than {PATH_DECIMALS} decimals of the path are not known; proved bounds have at most {BOUND_DECIMALS} here, and all they have in `--format json`."
        );
    }
}

fn asked(out: &mut String, answer: &LogitAnswer, at: &At, notation: Notation, terminal: Terminal) {
    let precision = &at.precision;
    let count = at.points.len();
    let _ = match (&at.complete, count) {
        (Ok(()), 1) => writeln!(
            out,
            "\nAt precision {precision} there is exactly one logit equilibrium, proved:"
        ),
        (Ok(()), _) => writeln!(
            out,
            "\nAt precision {precision} there are exactly {count} logit equilibria, proved:"
        ),
        (Err(missing), _) => writeln!(
            out,
            "\nAt precision {precision}, {} proved, and it is not known whether there are more: {missing}.",
            match count {
                0 => "no logit equilibrium is".to_owned(),
                1 => "one logit equilibrium is".to_owned(),
                _ => format!("{count} logit equilibria are"),
            }
        ),
    };
    let notation = Notation::Decimals(decimals(notation));
    let mut header = vec![
        Column::new("no.", Align::Right),
        Column::new("branch", Align::Left),
    ];
    let columns = columns(answer);
    if columns.len() > COLUMNS {
        for (place, point) in at.points.iter().enumerate() {
            let played = played(answer, &point.profile, notation);
            let _ = writeln!(out, "{}: {}", place + 1, played.join(", "));
        }
    } else if count > 0 {
        header.extend(
            columns
                .iter()
                .map(|(_, _, name)| Column::new(name.as_str(), Align::Right)),
        );
        let mut table = Table::new("at", "", header);
        for (place, point) in at.points.iter().enumerate() {
            let branch = match point.branch {
                Some(0) => "principal".to_owned(),
                Some(number) => (number + 1).to_string(),
                None => "none of these".to_owned(),
            };
            let mut row: Vec<Cell> = vec![(place + 1).to_string().into(), branch.into()];
            let cell = |(player, action, _): &(usize, usize, String)| {
                Cell::from(print_real(&point.profile[*player][*action], notation))
            };
            row.extend(columns.iter().map(cell));
            table.row(row);
        }
        out.push_str(&text(&table, terminal));
    }
    if !at.unproved.is_empty() {
        let _ = writeln!(
            out,
            "At {} more {} of branches nothing could be proved.",
            at.unproved.len(),
            if at.unproved.len() == 1 {
                "point"
            } else {
                "points"
            }
        );
    }
}
