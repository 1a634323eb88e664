//! Times the payoff sets of repeated two-player games in .nfg files, for `benches/repeat.py`: without the start of a process.
//!
//! Words: discount factors and files in pairs. One line for each pair: the median of several runs in milliseconds of the stage game's tables and the
//! payoff set, and whether the set is exact. With `--critical` before them: of the least discount factor at which each pair's file sustains its
//! first profile that is no stage equilibrium and better than the minmax for both, by any plan.

use std::hint::black_box;
use std::time::Instant;

use unipole::format::nfg;
use unipole::game::Game;
use unipole::num::Rational;
use unipole::repeat::{Discount, Stage, payoff_set};

/// The most runs, and the seconds after which no other is begun.
const RUNS: usize = 25;
const ENOUGH: f64 = 2.0;

fn median(run: impl Fn()) -> f64 {
    let mut times: Vec<f64> = Vec::new();
    while times.len() < RUNS && times.iter().sum::<f64>() < 1e3 * ENOUGH {
        let start = Instant::now();
        run();
        times.push(1e3 * start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    for pair in words.chunks(2) {
        let [discount, file] = pair else {
            panic!("a discount factor and a file")
        };
        let bytes = std::fs::read(file).expect("a file");
        let game: Game = nfg::read(&bytes).expect("a game");
        let value: Rational = discount.parse().expect("a number");
        let discount = Discount::new(value).expect("a discount factor");
        let stage = || Stage::new(&game).expect("a game that can be repeated");
        let time = median(|| {
            black_box(payoff_set(&stage(), &discount)).expect("two players");
        });
        let set = payoff_set(&stage(), &discount).expect("two players");
        println!(
            "{file}\t{}\t{time}\t{}\t{:?}\t{}",
            discount.value(),
            set.exact,
            set.steps,
            set.vertices.len()
        );
    }
}
