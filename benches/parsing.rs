//! Reading .nfg text at three sizes: integers, the common case, and fractions.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use unipole::format::nfg;
use unipole::num::Rational;

/// A file of `players` with `actions` each; the payoff written at place `k` is `k % 199 - 99`, over `denominator`.
fn file(players: usize, actions: usize, denominator: i64) -> String {
    let mut text = String::from("NFG 1 R \"counted\" {");
    for player in 1..=players {
        write!(text, " \"P{player}\"").expect("writing to a string cannot fail");
    }
    text += " } {";
    text += &format!(" {actions}").repeat(players);
    text += " }\n\n";
    for place in 0..actions.pow(players as u32) * players {
        let end = if (place + 1) % players == 0 {
            '\n'
        } else {
            ' '
        };
        let numerator = place as i64 % 199 - 99;
        match denominator {
            1 => write!(text, "{numerator}{end}"),
            _ => write!(text, "{numerator}/{denominator}{end}"),
        }
        .expect("writing to a string cannot fail");
    }
    text
}

fn parsing(criterion: &mut Criterion) {
    for (kind, denominator) in [("integers", 1), ("fractions", 7)] {
        let mut group = criterion.benchmark_group(format!("nfg {kind}"));
        for (players, actions) in [(2, 10), (4, 8), (6, 7)] {
            let text = file(players, actions, denominator);
            let game = nfg::read(text.as_bytes()).expect("a valid file");
            for place in 0..game.profiles() * players {
                let expected = Rational::ratio(place as i64 % 199 - 99, denominator);
                assert_eq!(game.payoff(place % players, place / players), expected);
            }
            group.throughput(Throughput::Bytes(text.len() as u64));
            let name = BenchmarkId::from_parameter(format!("{actions}^{players}"));
            group.bench_function(name, |b| b.iter(|| nfg::read(black_box(text.as_bytes()))));
        }
        group.finish();
    }
}

criterion_group!(benches, parsing);
criterion_main!(benches);
