//! Times the logit correspondence of games in .nfg files, path after path, for `benches/logit.py`: without the start of a process.
//!
//! One line for each file: the median of several runs in milliseconds, how many branches and points there are, and where the principal
//! branch ends.

use std::hint::black_box;
use std::time::Instant;

use unipole::format::nfg;
use unipole::solve::logit::{Request, logit};

const RUNS: usize = 9;

fn main() {
    for path in std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
    {
        let bytes = std::fs::read(&path).expect("a file");
        let game = nfg::read(&bytes).expect("a game");
        let request = Request::default();
        let run = || logit(&game, &request, &[]).expect("payoffs are numbers");
        let mut times: Vec<f64> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                black_box(run());
                1e3 * start.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let found = run();
        let principal = &found.branches[0];
        let last = principal.points.last().expect("a start");
        let ends: Vec<String> = last.profile.iter().flatten().map(f64::to_string).collect();
        println!(
            "{path}\t{}\t{}\t{}\t{}\t{}",
            times[RUNS / 2],
            found.branches.len(),
            principal.points.len(),
            last.precision,
            ends.join(" ")
        );
    }
}
