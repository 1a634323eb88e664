//! Benchmarks in words, tables, data and a figure: answers first, then times.

mod data;
mod figure;
mod numbers;
mod reading;
mod tables;
mod words;

pub use data::{bench_json, bench_rows};
pub use figure::bench_drawing;
pub use reading::{bench_reading, bench_sentences};
pub use tables::bench_tables;
