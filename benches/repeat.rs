//! Times payoff sets of repeated two-player games in .nfg files, for `benches/repeat.py`: without the start of a process.
//!
//! Words: discount factors and files in pairs. One line for each pair, tabs between: the file, the discount factor, the median of several runs in
//! milliseconds of the payoff set with all that it needs of the stage game, and whether the set is exact. Then, for the profile of the greatest joint payoff of those
//! that somebody wants to leave and that give both more than the minmax, the milliseconds of the least discount factor from which on any plan sustains it, and that
//! number; `-` where there is no such profile.

use std::hint::black_box;
use std::time::Instant;

use unipole::format::nfg;
use unipole::num::{Interval, Rational};
use unipole::repeat::{Discount, Stage, optimal, payoff_set};

/// The most runs, and the seconds after which no other is begun.
const RUNS: usize = 201;
const ENOUGH: f64 = 1.0;

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
    let words = std::env::args().skip(1).filter(|word| word != "--bench");
    let words: Vec<String> = words.collect();
    for pair in words.chunks(2) {
        let [discount, file] = pair else {
            panic!("a discount factor and a file")
        };
        let bytes = std::fs::read(file).expect("a file");
        let game = nfg::read(&bytes).expect("a game");
        let value: Rational = discount.parse().expect("a number");
        let discount = Discount::new(value).expect("a discount factor");
        let stage = Stage::new(&game).expect("a game that can be repeated");
        let solve = || {
            let stage = Stage::new(&game).expect("a game that can be repeated");
            payoff_set(&stage, &discount).expect("two players")
        };
        let time = median(|| {
            black_box(solve());
        });
        let joint = |a: &usize| stage.payoff(0, *a) + stage.payoff(1, *a);
        let worth = |a: &usize| {
            !stage.is_equilibrium(*a) && (0..2).all(|i| stage.payoff(i, *a) > stage.minmax(i))
        };
        let profiles = (0..stage.profiles()).filter(worth);
        let best = profiles.max_by(|a, b| joint(a).cmp(&joint(b)));
        let critical = best.map(|profile| {
            let find = || optimal(&game, &stage, profile).expect("two players");
            let time = median(|| {
                black_box(find());
            });
            let discount = find().discount;
            let width = Rational::dyadic(1, -60);
            let near = discount.map_or(f64::NAN, |d| {
                Interval::around(&d.enclosure(&width).1).middle()
            });
            format!("{time}\t{near}")
        });
        let critical = critical.unwrap_or("-\t-".to_owned());
        let exact = solve().exact;
        println!("{file}\t{}\t{time}\t{exact}\t{critical}", discount.value());
    }
}
