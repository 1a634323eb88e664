//! Times the equilibria of games in .nfg files, file after file, for `benches/many_players.py` and `benches/one_equilibrium.py`: without the
//! start of a process.
//!
//! One line for each file: the median of several runs in milliseconds, how many equilibria there are, and whether they are all. With
//! `--first K` as `unipole solve --first K`; with `--list` only the extreme equilibria of two players are listed, without the components they span.

use std::hint::black_box;
use std::time::Instant;

use unipole::format::nfg;
use unipole::solve::complementarity_tree::extreme_equilibria;
use unipole::solve::{Concept, Request, solve_as_asked};

/// The most runs, and the seconds after which no other is begun.
const RUNS: usize = 9;
const ENOUGH: f64 = 2.0;

fn main() {
    let mut request = Request::all(Concept::Nash);
    let mut is_list = false;
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        if word == "--list" {
            is_list = true;
            continue;
        }
        if word == "--first" {
            let number = words.next().expect("a number after --first");
            request.first = Some(number.parse().expect("a number after --first"));
            continue;
        }
        let bytes = std::fs::read(&word).expect("a file");
        let game = nfg::read(&bytes).expect("a game");
        let mut times: Vec<f64> = Vec::new();
        while times.len() < RUNS && times.iter().sum::<f64>() < 1e3 * ENOUGH {
            let start = Instant::now();
            match is_list {
                true => drop(black_box(extreme_equilibria(&game))),
                false => drop(black_box(solve_as_asked(&game, &request))),
            }
            times.push(1e3 * start.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        if is_list {
            let found = extreme_equilibria(&game).expect("a list");
            println!("{word}\t{}\t{}\ttrue", times[times.len() / 2], found.len());
            continue;
        }
        let found = solve_as_asked(&game, &request);
        println!(
            "{word}\t{}\t{}\t{}",
            times[times.len() / 2],
            found.equilibria.len(),
            found.completeness.is_complete()
        );
    }
}
