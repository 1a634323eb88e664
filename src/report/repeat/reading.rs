//! What a repeated game sustains, in plain words.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::conditions::Conditions;
use super::super::{Align, Column, Notation, Table, Terminal, Written, print_real, text};
use super::answer::{NotGoneThrough, ProfilePatience, RepeatAnswer};
use super::bounds::bounds_reading;
use crate::certify::{Lottery, OneShot, Plan, Play};
use crate::num::Rational;
use crate::repeat::{Class, Critical};

/// Plans with more states are left to the data.
const STATES: usize = 8;
/// Payoff sets with more vertices are left to the data.
const VERTICES: usize = 16;
/// Profiles for which formulas are written out.
const FORMULAS: usize = 4;

/// The answer in words.
pub fn repeat_reading(answer: &RepeatAnswer, notation: Notation, terminal: Terminal) -> String {
    let mut out = answer.subject.heading(notation);
    out.push_str(
        "Played again and again; a payoff one period later counts as much as the discount factor times it now.\n",
    );
    stage(&mut out, answer, notation);
    payoffs(&mut out, answer, notation);
    bounds_reading(&mut out, answer, notation);
    critical(&mut out, answer, notation, terminal);
    for line in not_worked_out(answer) {
        let _ = writeln!(out, "{line}");
    }
    plans(&mut out, answer, notation);
    formulas(&mut out, answer, notation);
    out
}

fn stage(out: &mut String, answer: &RepeatAnswer, notation: Notation) {
    let players = answer.game.players().iter().enumerate();
    let least: Vec<String> = players
        .map(|(player, declared)| {
            format!(
                "{} {}",
                declared.id,
                notation.print(answer.stage.minmax(player))
            )
        })
        .collect();
    let _ = writeln!(
        out,
        "\nThe least that the others, by pure actions, can hold a player to: {}.",
        least.join(", ")
    );
    let (threats, is_all) = &answer.threats;
    let pure = threats.iter().filter(|threat| threat.is_pure()).count();
    let listed = match is_all {
        true => "all are known",
        false => "there may be other mixed ones",
    };
    let _ = writeln!(
        out,
        "Equilibria of a single period: {pure} pure, {} mixed ({listed}).",
        threats.len() - pure
    );
}

fn payoffs(out: &mut String, answer: &RepeatAnswer, notation: Notation) {
    for (discount, set) in &answer.payoff_sets {
        let at = notation.print(discount.value());
        let of = "payoffs of subgame-perfect equilibria in pure actions with public draws";
        let _ = match (set.exact, set.vertices.len()) {
            (true, 0) => writeln!(
                out,
                "\nDiscount factor {at}: there is no subgame-perfect equilibrium in pure actions, proved."
            ),
            (true, number) => writeln!(
                out,
                "\nDiscount factor {at}: {of}: {} (exact, proved from inside and outside).",
                shape(number)
            ),
            (false, 0) => writeln!(
                out,
                "\nDiscount factor {at}: whether there are {of} is not decided."
            ),
            (false, _) => writeln!(
                out,
                "\nDiscount factor {at}: {of}, not all of them for certain. All mixtures of these are such payoffs, proved; {}:",
                match &set.gap {
                    Some(gap) => format!(
                        "no other is farther from them than {}, proved too",
                        bound(gap)
                    ),
                    None => "how far others may lie is not known".to_owned(),
                }
            ),
        };
        for vertex in set.vertices.iter().take(VERTICES) {
            let [first, second] = vertex.each_ref().map(|v| notation.print(v));
            let _ = writeln!(out, "  ({first}, {second})");
        }
        if set.vertices.len() > VERTICES {
            let more = set.vertices.len() - VERTICES;
            let _ = writeln!(out, "  and {more} more: --format json");
        }
    }
    for (discount, payoffs) in &answer.transfers {
        let at = notation.print(discount.value());
        let Some(payoffs) = payoffs else {
            let _ = writeln!(
                out,
                "\nDiscount factor {at}, with payments between the players: no pure profile can be played for ever."
            );
            continue;
        };
        let _ = writeln!(
            out,
            "\nDiscount factor {at}, with payments between the players: any payoffs that sum to at most {} ({}), each at least what the player's punishment leaves:",
            notation.print(&payoffs.joint),
            answer.profile_words(payoffs.profile)
        );
        let players = answer.game.players().iter().zip(&payoffs.punishments);
        for (player, (least, profile)) in players {
            let _ = writeln!(
                out,
                "  {} at least {}, by {}",
                player.id,
                notation.print(least),
                answer.profile_words(*profile)
            );
        }
    }
}

/// A distance, rounded up to a power of ten.
fn bound(gap: &Rational) -> String {
    let (mut power, mut places) = (Rational::integer(1_000), -3);
    let tenth = Rational::ratio(1, 10);
    while places < 30 && *gap <= &power * &tenth {
        power = &power * &tenth;
        places += 1;
    }
    match places {
        ..=0 => power.to_string(),
        _ => format!("10^-{places}"),
    }
}

fn shape(vertices: usize) -> String {
    match vertices {
        1 => "one payoff, a point".to_owned(),
        2 => "a segment".to_owned(),
        several => format!("a polygon of {several} vertices"),
    }
}

fn critical(out: &mut String, answer: &RepeatAnswer, notation: Notation, terminal: Terminal) {
    if answer.profiles.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "\n{}",
        text(&critical_table(answer, notation), terminal)
    );
    if answer.left_out > 0 {
        let _ = match answer.left_out {
            1 => writeln!(out, "The other profile can be asked for with --profile."),
            more => writeln!(
                out,
                "Of the other {more} profiles, any can be asked for with --profile."
            ),
        };
    }
    out.push('\n');
    for line in meanings(answer) {
        let _ = writeln!(out, "{line}");
    }
}

/// A line for each class of plans that is gone through.
pub(in crate::report) fn meanings(answer: &RepeatAnswer) -> Vec<String> {
    let shown = answer.profiles.iter().flat_map(|patience| {
        let found = patience.critical.iter().map(|critical| critical.class);
        found.chain(patience.undecided.iter().map(|(class, _)| *class))
    });
    let shown: BTreeSet<Class> = shown.collect();
    let line = |class: &Class| format!("{}: {}.", class_words(*class), meaning(*class));
    let mut lines: Vec<String> = shown.iter().map(line).collect();
    if shown.contains(&Class::Grim) && shown.contains(&Class::Optimal) {
        lines.push(
            "Only grim reversion may also threaten with mixed stage equilibria, and then keep what no plan in pure actions does."
                .to_owned(),
        );
    }
    lines
}

/// A line for everything that was not worked out.
pub(in crate::report) fn not_worked_out(answer: &RepeatAnswer) -> Vec<String> {
    let line = |(what, why): &(NotGoneThrough, String)| {
        let what = match what {
            NotGoneThrough::Plans(class) => class_words(*class),
            NotGoneThrough::PayoffBounds => "bounds of the payoffs".to_owned(),
        };
        format!("Not worked out, {what}: {why}.")
    };
    answer.passed_over.iter().map(line).collect()
}

/// What the plans of a class do.
fn meaning(class: Class) -> String {
    match class {
        Class::Grim => {
            "after a deviation the stage equilibrium that is worst for the deviator, for ever"
                .to_owned()
        }
        Class::StickAndCarrot => "after a deviation one period of punishment, then back".to_owned(),
        Class::Paths(length) => format!(
            "after a deviation at most {length} periods of punishment, then back; shown where that does more than one"
        ),
        Class::Optimal => "all plans in pure actions with public draws".to_owned(),
        Class::Transfers => "all plans in which the players may pay one another".to_owned(),
    }
}

/// A row for each profile and class of plans.
pub(in crate::report) fn critical_table(answer: &RepeatAnswer, notation: Notation) -> Table {
    let columns = vec![
        Column::new("profile", Align::Left).once(),
        Column::new("by", Align::Left),
        Column::new("from", Align::Right),
        Column::new("binding", Align::Left),
    ];
    let mut table = Table::new(
        "critical",
        "The discount factor from which on a profile is played for ever",
        columns,
    );
    for ProfilePatience {
        profile,
        alike,
        critical,
        undecided,
    } in &answer.profiles
    {
        let words = match alike {
            1 => answer.profile_words(*profile),
            more => format!(
                "{} (and {} more, members renamed)",
                answer.profile_words(*profile),
                more - 1
            ),
        };
        for one in critical {
            table.row(vec![
                words.clone().into(),
                class_words(one.class).into(),
                threshold(one, notation).into(),
                binding(answer, one).into(),
            ]);
        }
        for (class, known) in undecided {
            table.row(vec![
                words.clone().into(),
                class_words(*class).into(),
                "undecided".into(),
                known.clone().into(),
            ]);
        }
    }
    table
}

pub(in crate::report) fn class_words(class: Class) -> String {
    match class {
        Class::Grim => "grim reversion".to_owned(),
        Class::StickAndCarrot => "stick and carrot".to_owned(),
        Class::Paths(length) => format!("up to {length} periods"),
        Class::Optimal => "any plan".to_owned(),
        Class::Transfers => "with payments".to_owned(),
    }
}

fn threshold(critical: &Critical, notation: Notation) -> String {
    match &critical.discount {
        Some(value) => print_real(value, notation),
        None => "never".to_owned(),
    }
}

fn binding(answer: &RepeatAnswer, critical: &Critical) -> String {
    let Some(binding) = &critical.binding else {
        return String::new();
    };
    let player = &answer.game.players()[binding.player];
    format!(
        "{} to {}, when: {}",
        player.id, player.actions[binding.action].id, binding.state
    )
}

/// The plans behind the discount factors of a single profile.
fn plans(out: &mut String, answer: &RepeatAnswer, notation: Notation) {
    let [only] = answer.profiles.as_slice() else {
        return;
    };
    for critical in &only.critical {
        let Some(plan) = &critical.plan else { continue };
        let states = plan.automaton().states.len();
        let at = notation.print(plan.discount());
        let _ = writeln!(out, "\nThe plan, {}, at {at}:", class_words(critical.class));
        if states > STATES {
            let _ = writeln!(out, "  {states} states: --format json lists them");
            continue;
        }
        describe(out, answer, plan, notation);
    }
}

fn describe(out: &mut String, answer: &RepeatAnswer, plan: &Plan, notation: Notation) {
    let automaton = plan.automaton();
    let to = |lottery: &Lottery| -> String {
        let parts = lottery.iter().map(|(state, p)| match *p == Rational::ONE {
            true => automaton.states[*state].name.clone(),
            false => format!(
                "{} with {}",
                automaton.states[*state].name,
                notation.print(p)
            ),
        });
        parts.collect::<Vec<_>>().join(", or ")
    };
    for (number, state) in automaton.states.iter().enumerate() {
        let play = match &state.play {
            Play::Pure(profile) => answer.profile_words(*profile),
            Play::Mixed(_) => "the mixed stage equilibrium".to_owned(),
        };
        let _ = writeln!(out, "  {}: {play}; then {}", state.name, to(&state.next));
        for (player, after) in state.after.iter().enumerate() {
            if *after != state.next {
                let id = &answer.game.players()[player].id;
                let _ = writeln!(out, "    if {id} deviates: {}", to(after));
            }
        }
        let own = plan.deviations().iter().filter(|d| d.state == number);
        // Of those that lose as little, one that gives more today.
        let ranked = |d: &&OneShot| (d.loss.clone(), !d.tempts(&answer.game, plan));
        if let Some(least) = own.min_by_key(ranked) {
            let player = &answer.game.players()[least.player];
            let _ = writeln!(
                out,
                "    the best deviation, {} to {}, loses {}",
                player.id,
                player.actions[least.action].id,
                notation.print(&least.loss)
            );
        }
    }
}

/// The formulas alone.
pub(in crate::report) fn formulas_reading(answer: &RepeatAnswer) -> String {
    let mut out = String::new();
    formulas(&mut out, answer, Notation::Exact);
    out
}

fn formulas(out: &mut String, answer: &RepeatAnswer, notation: Notation) {
    let Some(formulas) = &answer.formulas else {
        return;
    };
    let conditions = &formulas.conditions;
    for place in 0..conditions.profiles.len().min(FORMULAS) {
        let cases = in_text(conditions, place);
        let profile = &conditions.profiles[place].weak.profile;
        let words = answer.profile_words(answer.game.index_of(profile));
        if cases.iter().any(Vec::is_empty) {
            let _ = writeln!(out, "\n{words}: grim reversion always keeps it.");
            continue;
        }
        // Where others may answer too, the conditions are enough but may not be needed.
        let (answering, iff) = match formulas.is_of_the_point {
            true => ("the pure stage equilibria of this point", "if"),
            false => ("pure stage equilibria", "if and only if"),
        };
        let keeps = match cases.is_empty() {
            true => "never keeps it.".to_owned(),
            false => format!("keeps it {iff}"),
        };
        let _ = writeln!(out, "\n{words}: grim reversion to {answering} {keeps}");
        print_cases(out, &cases);
        // An equality solved for one side only would be a half of it.
        let stated: Vec<&str> = cases
            .iter()
            .flatten()
            .map(|(_, says)| says.as_str())
            .collect();
        if stated.iter().any(|says| says.contains(" = ")) {
            continue;
        }
        for solved in &formulas.solved {
            let lines: Vec<(String, String)> =
                in_text(solved, place).into_iter().flatten().collect();
            let name = match &solved.solved_for {
                Some(for_) => solved.symbols[for_.unknown].name.as_str(),
                None => continue,
            };
            // Only where a case is one line that the parameter is alone on one side of.
            if let [(_, says)] = lines.as_slice()
                && says.starts_with(&format!("{name} "))
                && !stated.contains(&says.as_str())
            {
                let relation = says.split(' ').nth(1).unwrap_or("=");
                let here = bound_here(solved, place).map_or(String::new(), |bound| {
                    match is_met_by_some(solved, relation, &bound) {
                        true => format!(", here {name} {relation} {}", notation.print(&bound)),
                        false => format!(", which no {name} meets here"),
                    }
                });
                let _ = writeln!(out, "  that is, {says}{here}");
            }
        }
    }
    if formulas.is_of_the_point && !conditions.profiles.is_empty() {
        out.push_str("\nif: at other values other stage equilibria may punish as well, so that less may be enough.\n");
    }
}

/// The formulas of a profile in plain text, case by case.
fn in_text(conditions: &Conditions, place: usize) -> Vec<Vec<(String, String)>> {
    let cases = conditions.formulas_of(place).into_iter();
    let text = |case: Vec<(String, Written)>| {
        let lines = case.into_iter();
        lines.map(|(who, says)| (who, says.text)).collect()
    };
    cases.map(text).collect()
}

/// The bound that the only inequality of a profile puts on the parameter it is solved for, all others at their values.
fn bound_here(solved: &Conditions, place: usize) -> Option<Rational> {
    let unknown = solved.solved_for.as_ref()?.unknown;
    let [case] = solved.profiles[place].weak.cases.as_slice() else {
        return None;
    };
    let [only] = case.as_slice() else {
        return None;
    };
    let values = solved.parametric.values();
    let (constant, slope) = only.condition.expression.line(unknown, &values)?;
    (!slope.is_zero()).then(|| -&(&constant / &slope))
}

/// Whether the domain of the parameter that conditions are solved for has a value on the right side of a bound.
fn is_met_by_some(solved: &Conditions, relation: &str, bound: &Rational) -> bool {
    let Some(for_) = &solved.solved_for else {
        return true;
    };
    let ends = &solved.parametric.game.domain.unknowns[for_.unknown];
    let is_below = |end: &Option<(Rational, _)>| end.as_ref().is_some_and(|(end, _)| bound < end);
    let is_above = |end: &Option<(Rational, _)>| end.as_ref().is_some_and(|(end, _)| bound > end);
    match relation.starts_with('<') {
        true => !is_below(&ends.lower),
        false => !is_above(&ends.upper),
    }
}

fn print_cases(out: &mut String, cases: &[Vec<(String, String)>]) {
    for (number, case) in cases.iter().enumerate() {
        if cases.len() > 1 {
            let _ = writeln!(out, "  case {}", number + 1);
        }
        let width = case
            .iter()
            .map(|(who, _)| who.chars().count())
            .max()
            .unwrap_or(0);
        let mut said: Vec<&str> = Vec::new();
        for (who, says) in case {
            if !said.contains(&says.as_str()) {
                said.push(says);
                let _ = writeln!(out, "  {who:width$}   {says}");
            }
        }
    }
}
