//! A benchmark as it is read on a terminal: contradictions first, then the tables.

use super::super::dialect::{Terminal, text};
use super::tables::tables_alone;
use super::words;
use crate::bench::Bench;

/// The benchmark in words and tables.
pub fn bench_reading(bench: &Bench, terminal: Terminal) -> String {
    let mut parts = vec![bench_sentences(bench).join("\n")];
    for table in tables_alone(bench, false) {
        parts.push(text(&table, terminal).trim_end().to_owned());
    }
    format!("{}\n", parts.join("\n\n"))
}

/// What stands above the tables: whether the answers agree, and where not.
pub fn bench_sentences(bench: &Bench) -> Vec<String> {
    let mut sentences = Vec::new();
    let contradictions = words::contradictions(bench);
    if !contradictions.is_empty() {
        sentences.push("ALARM: answers contradict each other.".to_owned());
        sentences.extend(contradictions);
    }
    if let Some((done, all)) = bench.stopped {
        sentences.push(format!(
            "Stopped after {done} of {all} measurements; these are finished."
        ));
    }
    sentences.push(words::verdict(bench));
    sentences
}
