//! A benchmark as data: JSON, and a row for each run.

use serde_json::{Map, Value as Json, json};

use super::super::table::{Align, Cell, Column, Table};
use super::tables::in_order;
use super::words;
use crate::bench::{Agreement, Bench, FamilyGrowth, Fit, Outcome, Run, Runner, Subject};

/// The document `unipole/bench/1`.
pub fn bench_json(bench: &Bench) -> Json {
    let mut document = Map::new();
    let mut put = |key: &str, value: Json| document.insert(key.to_owned(), value);
    put("schema", json!("unipole/bench/1"));
    put("command", json!(bench.command));
    put("version", json!(bench.version));
    put(
        "machine",
        json!({
            "system": bench.machine.system,
            "architecture": bench.machine.architecture,
            "processor": bench.machine.processor,
            "cores": bench.machine.cores,
        }),
    );
    put("threads", json!(bench.threads));
    put("limit_seconds", json!(bench.limit));
    if let Some((done, all)) = bench.stopped {
        put("stopped", json!({ "done": done, "of": all }));
    }
    let contradictions = bench.contradictions();
    put("agree", json!(contradictions.is_empty()));
    let told = contradictions
        .into_iter()
        .map(|(game, runner, told)| json!({ "game": game, "by": runner.name(), "told": told }));
    put("contradictions", told.collect());
    let peers = bench.peers.iter();
    let peers = peers.map(|(name, command)| json!({ "name": name, "command": command }));
    put("peers", peers.collect());
    put("games", bench.subjects.iter().map(subject).collect());
    put("growth", bench.growths().iter().map(growth).collect());
    Json::Object(document)
}

fn subject(subject: &Subject) -> Json {
    let member = subject.member.as_ref();
    json!({
        "name": subject.name,
        "actions": subject.counts,
        "family": member.map(|member| member.family),
        "seed": member.and_then(|member| member.seed),
        "equilibria": subject.equilibria,
        "runs": subject.runs.iter().map(|one| run(subject, one)).collect::<Vec<Json>>(),
        "remarks": subject.remarks,
    })
}

fn run(subject: &Subject, run: &Run) -> Json {
    let mut entry = Map::new();
    let mut put = |key: &str, value: Json| entry.insert(key.to_owned(), value);
    put("by", json!(run.runner.name()));
    put("kind", json!(kind(&run.runner)));
    put("outcome", json!(outcome(run)));
    if let Outcome::Failed(why) | Outcome::Skipped(why) = &run.outcome {
        put("why", json!(why));
    }
    put("equilibria", json!(run.equilibria));
    put("answer", json!(run.agreement.as_ref().map(agreement)));
    if let Some(Agreement::NotCompared(why)) = &run.agreement {
        put("not_compared", json!(why));
    }
    if let (Outcome::Times(times), Some(spread)) = (&run.outcome, run.spread()) {
        put("seconds", json!(times));
        put("median", json!(spread.median));
        put("quartiles", json!(spread.quartiles));
    }
    if let Some(memory) = run.memory {
        put("memory_kilobytes", json!(memory.kilobytes));
        put("memory_is_bound", json!(memory.is_bound));
    }
    if let Some(work) = run.work {
        put("work", json!({ "count": work.count, "unit": work.unit }));
    }
    if let Runner::Peer(name) = &run.runner {
        put("ratio", json!(subject.ratio(name)));
    }
    Json::Object(entry)
}

fn growth(family: &FamilyGrowth) -> Json {
    let fit = |fit: Fit| json!({ "value": fit.value, "r_squared": fit.explained });
    let rows = family.rows.iter().map(|row| {
        let medians = row.medians.iter();
        let medians = medians.map(|(size, seconds)| json!({ "size": size, "seconds": seconds }));
        json!({
            "by": row.runner.name(),
            "medians": medians.collect::<Vec<Json>>(),
            "factor": row.growth.map(|growth| fit(growth.factor)),
            "exponent": row.growth.map(|growth| fit(growth.exponent)),
        })
    });
    json!({
        "family": family.family,
        "players": family.players,
        "games_of_a_size": family.games,
        "rows": rows.collect::<Vec<Json>>(),
    })
}

fn kind(runner: &Runner) -> &'static str {
    match runner {
        Runner::Method(_) => "method",
        Runner::Process => "process",
        Runner::Peer(_) => "program",
    }
}

fn outcome(run: &Run) -> &'static str {
    match run.outcome {
        Outcome::Times(_) => "answered",
        Outcome::Longer(_) => "longer",
        Outcome::Failed(_) => "failed",
        Outcome::Skipped(_) => "skipped",
    }
}

fn agreement(agreement: &Agreement) -> &'static str {
    match agreement {
        Agreement::Same { exactly: true } => "same",
        Agreement::Same { exactly: false } => "same-to-digits",
        Agreement::Within { exactly: true } => "within",
        Agreement::Within { exactly: false } => "within-to-digits",
        Agreement::Certified => "certified",
        Agreement::NotCompared(_) => "not-compared",
        Agreement::Different(_) => "different",
    }
}

/// A row for each run, seconds in full: for spreadsheets and programs.
pub fn bench_rows(bench: &Bench) -> Table {
    let columns = [
        "game",
        "players",
        "actions",
        "family",
        "seed",
        "by",
        "kind",
        "outcome",
        "equilibria",
        "answer",
        "runs",
        "median seconds",
        "first quartile seconds",
        "third quartile seconds",
        "memory kilobytes",
        "memory is bound",
        "work",
        "work unit",
        "ratio",
        "threads",
        "version",
        "machine",
    ];
    let columns = columns.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new("bench-rows", "", columns);
    for subject in in_order(bench) {
        for run in &subject.runs {
            let member = subject.member.as_ref();
            let spread = run.spread();
            let text = |text: Option<String>| text.map_or(Cell::Empty, Cell::from);
            let counts: Vec<String> = subject.counts.iter().map(usize::to_string).collect();
            let ratio = match &run.runner {
                Runner::Peer(name) => subject.ratio(name),
                _ => None,
            };
            table.row(vec![
                subject.name.as_str().into(),
                subject.counts.len().to_string().into(),
                counts.join("x").into(),
                member.map_or("", |member| member.family).into(),
                text(
                    member
                        .and_then(|member| member.seed)
                        .map(|seed| seed.to_string()),
                ),
                run.runner.name().into(),
                kind(&run.runner).into(),
                outcome(run).into(),
                text(run.equilibria.map(|number| number.to_string())),
                run.agreement.as_ref().map_or("", agreement).into(),
                text(spread.map(|spread| spread.runs.to_string())),
                text(spread.map(|spread| seconds(spread.median))),
                text(spread.map(|spread| seconds(spread.quartiles[0]))),
                text(spread.map(|spread| seconds(spread.quartiles[1]))),
                text(run.memory.map(|memory| memory.kilobytes.to_string())),
                text(run.memory.map(|memory| memory.is_bound.to_string())),
                text(run.work.map(|work| work.count.to_string())),
                text(run.work.map(|work| work.unit.to_owned())),
                text(ratio.map(|ratio| format!("{ratio:.4}"))),
                bench.threads.to_string().into(),
                bench.version.into(),
                words::machine(bench).into(),
            ]);
        }
    }
    table
}

/// Seconds to the nanosecond.
fn seconds(value: f64) -> String {
    format!("{value:.9}")
}
