//! Tables of benchmarks: other programs with the worst ratio first, every run, and how times grow.

use super::super::table::{Align, Cell, Column, Table};
use super::numbers::{milliseconds, three_digits};
use super::reading::bench_sentences;
use super::words;
use crate::bench::{Bench, FamilyGrowth, GrowthOf, Memory, Run, Runner, Subject};

/// The tables of a benchmark, in the order of reading; the first says in its notes whether the answers agree.
///
/// On paper the table of runs is two, each as wide as a page.
pub fn bench_tables(bench: &Bench, on_paper: bool) -> Vec<Table> {
    let mut tables = tables_alone(bench, on_paper);
    for sentence in bench_sentences(bench) {
        tables[0].note(sentence);
    }
    tables
}

/// The same, for those who have read that already.
pub(super) fn tables_alone(bench: &Bench, on_paper: bool) -> Vec<Table> {
    let mut tables = Vec::new();
    if !bench.peers.is_empty() {
        tables.push(peers_table(bench));
    }
    match on_paper {
        true => {
            tables.extend([Part::Times, Part::Effort].map(|part| runs_table(bench, Some(part))))
        }
        false => tables.push(runs_table(bench, None)),
    }
    tables.extend(bench.growths().iter().map(growth_table));
    tables[0].note(words::machine(bench));
    tables[0].note(words::method(bench));
    tables
}

/// The games, those first in which another program is nearest to us or ahead; those without a ratio last.
pub(super) fn in_order(bench: &Bench) -> Vec<&Subject> {
    let mut subjects: Vec<&Subject> = bench.subjects.iter().collect();
    if !bench.peers.is_empty() {
        let worst = |subject: &&Subject| {
            let ratios = bench
                .peers
                .iter()
                .filter_map(|(name, _)| subject.ratio(name));
            ratios.fold(f64::INFINITY, f64::min)
        };
        subjects.sort_by(|a, b| {
            let alarmed = b.is_contradicted().cmp(&a.is_contradicted());
            alarmed.then(worst(a).total_cmp(&worst(b)))
        });
    }
    subjects
}

/// A number, or a dash.
fn or_dash(text: Option<String>) -> Cell {
    text.map_or("–".into(), Cell::from)
}

fn peers_table(bench: &Bench) -> Table {
    let mut columns = vec![
        Column::new("game", Align::Left),
        Column::new("equilibria", Align::Right),
    ];
    let names: Vec<&str> = bench.peers.iter().map(|(name, _)| name.as_str()).collect();
    columns.extend(
        names
            .iter()
            .map(|name| Column::new(format!("answer of {name}"), Align::Left)),
    );
    columns.push(Column::new("unipole solve, ms", Align::Right));
    columns.extend(
        names
            .iter()
            .map(|name| Column::new(format!("{name}, ms"), Align::Right)),
    );
    columns.extend(
        names
            .iter()
            .map(|name| Column::new(format!("{name} / unipole"), Align::Right)),
    );
    let caption = "Whole processes on the same games, the worst ratio first.";
    let mut table = Table::new("bench-programs", caption, columns);
    for subject in in_order(bench) {
        let mut row = vec![
            Cell::from(subject.name.as_str()),
            or_dash(subject.equilibria.map(|number| number.to_string())),
        ];
        let run = |name: &str| subject.run(&Runner::Peer(name.to_owned()));
        row.extend(
            names
                .iter()
                .map(|name| run(name).map_or("–".into(), |run| words::answer(subject, run))),
        );
        row.push(or_dash(subject.run(&Runner::Process).map(words::median)));
        row.extend(
            names
                .iter()
                .map(|name| or_dash(run(name).map(words::median))),
        );
        row.extend(
            names
                .iter()
                .map(|name| or_dash(subject.ratio(name).map(three_digits))),
        );
        table.row(row);
    }
    table.note("A ratio above 1: the other program takes longer. There is none where it does not list the same equilibria.");
    for (name, _) in &bench.peers {
        table.note(words::about(&Runner::Peer(name.clone()), bench));
    }
    table
}

/// Which columns a table of runs has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Answers and times.
    Times,
    /// Memory and work.
    Effort,
}

/// A column of a table of runs: its part, its header, and what stands in it.
type RunColumn = (Part, &'static str, Align, fn(&Subject, &Run) -> Cell);

const RUN_COLUMNS: [RunColumn; 6] = [
    (Part::Times, "found", Align::Right, |_, run| {
        or_dash(run.equilibria.map(|number| number.to_string()))
    }),
    (Part::Times, "answer", Align::Left, words::answer),
    (Part::Times, "median, ms", Align::Right, |_, run| {
        words::median(run).into()
    }),
    (Part::Times, "quartiles", Align::Right, |_, run| {
        or_dash(run.spread().map(|spread| {
            let [low, high] = spread.quartiles.map(milliseconds);
            format!("{low} – {high}")
        }))
    }),
    (Part::Effort, "memory, MB", Align::Right, |_, run| {
        or_dash(run.memory.map(memory))
    }),
    (Part::Effort, "work", Align::Right, |_, run| {
        or_dash(run.work.map(|work| format!("{} {}", work.count, work.unit)))
    }),
];

/// The table of every run, with all columns or with those of one part.
fn runs_table(bench: &Bench, part: Option<Part>) -> Table {
    let shown = || {
        let all = RUN_COLUMNS.iter();
        all.filter(|(of, ..)| part.is_none_or(|part| part == *of))
    };
    let mut columns = vec![
        Column::new("game", Align::Left).once(),
        Column::new("by", Align::Left),
    ];
    columns.extend(shown().map(|(_, header, align, _)| Column::new(*header, *align)));
    let (id, caption) = match part {
        Some(Part::Effort) => ("bench-effort", "What it costs."),
        _ => (
            "bench-runs",
            "What each method and program answers, and how long it takes.",
        ),
    };
    let mut table = Table::new(id, caption, columns);
    for subject in in_order(bench) {
        for run in &subject.runs {
            let names = [subject.name.as_str(), run.runner.name()].map(Cell::from);
            let cells = shown().map(|(.., cell)| cell(subject, run));
            table.row(names.into_iter().chain(cells).collect());
        }
        table.rule();
    }
    if part != Some(Part::Effort) {
        explain_runs(bench, &mut table);
    }
    let is_bound = |memory: Memory| memory.is_bound;
    let mut runs = bench.subjects.iter().flat_map(|subject| &subject.runs);
    if part != Some(Part::Times) && runs.any(|run| run.memory.is_some_and(is_bound)) {
        table.note("Memory with ≤: what starts a program has as much itself, and the system does not tell them apart.");
    }
    table
}

/// What the methods are, and why some have no answer.
fn explain_runs(bench: &Bench, table: &mut Table) {
    for runner in bench.runners() {
        if !matches!(runner, Runner::Peer(_)) {
            table.note(words::about(&runner, bench));
        }
    }
    for (words, games) in remarks(bench) {
        table.note(format!("{words} ({games})."));
    }
}

/// Why methods did not run, or have no answer that is compared, each with the games.
fn remarks(bench: &Bench) -> Vec<(String, String)> {
    let mut found: Vec<(String, Vec<&str>)> = Vec::new();
    for subject in &bench.subjects {
        let reasons = subject.runs.iter().filter_map(words::reason);
        for remark in subject.remarks.iter().cloned().chain(reasons) {
            match found.iter_mut().find(|(words, _)| *words == remark) {
                Some((_, games)) => games.push(&subject.name),
                None => found.push((remark, vec![&subject.name])),
            }
        }
    }
    let games = |games: Vec<&str>| match games.len() {
        number if number == bench.subjects.len() && number > 1 => "all games".to_owned(),
        1..=3 => games.join("; "),
        number => format!("{number} games"),
    };
    found
        .into_iter()
        .map(|(words, named)| (words, games(named)))
        .collect()
}

fn memory(memory: Memory) -> String {
    let megabytes = three_digits(memory.kilobytes as f64 / 1024.0);
    match memory.is_bound {
        true => format!("≤ {megabytes}"),
        false => megabytes,
    }
}

/// A line that explains less than this is near nothing.
const HALF: f64 = 0.5;

fn growth_table(family: &FamilyGrowth) -> Table {
    let mut columns = vec![Column::new("by", Align::Left)];
    let sizes = family.rows.first().map_or(&[][..], |row| &row.medians);
    columns.extend(
        sizes
            .iter()
            .map(|(size, _)| Column::new(size.to_string(), Align::Right)),
    );
    for header in ["factor per action", "R²", "exponent", "R²", "nearer"] {
        columns.push(Column::new(header, Align::Right));
    }
    let caption = format!(
        "Growth with the size, `{}`, {} players: medians in ms by the number of actions of each player.",
        family.family, family.players
    );
    let mut table = Table::new(
        &format!("bench-growth-{}-{}", family.family, family.players),
        caption,
        columns,
    );
    for GrowthOf {
        runner,
        medians,
        growth,
    } in &family.rows
    {
        let mut row = vec![Cell::from(runner.name())];
        row.extend(
            medians
                .iter()
                .map(|(_, time)| or_dash(time.map(milliseconds))),
        );
        let fits = growth.map(|growth| {
            let [factor, exponent] = [growth.factor, growth.exponent];
            let share = |explained: f64| format!("{explained:.3}");
            let nearer = match growth.is_exponential() {
                _ if factor.explained.max(exponent.explained) < HALF => "neither",
                true => "factor",
                false => "exponent",
            };
            [
                format!("{:.2}", factor.value),
                share(factor.explained),
                format!("{:.2}", exponent.value),
                share(exponent.explained),
                nearer.to_owned(),
            ]
        });
        match fits {
            Some(fits) => row.extend(fits.map(Cell::from)),
            None => row.extend(["–", "–", "–", "–", "–"].map(Cell::from)),
        }
        table.row(row);
    }
    table.note(format!(
        "Least squares through the logarithms of the medians{}: a time that is multiplied by the factor for each action more, or that grows as the size to the power of the exponent; the larger R² is the nearer. No fit with fewer than three sizes.",
        match family.games {
            1 => String::new(),
            games => format!(", each over {games} games"),
        }
    ));
    table
}
