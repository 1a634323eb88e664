//! Times the many-player solver.
use std::time::Instant;
fn main() {
    for file in std::env::args().skip(1) {
        let text = std::fs::read(&file).unwrap();
        let game = unipole::format::nfg::read(&text).unwrap();
        let start = Instant::now();
        let width = unipole::num::Rational::ratio(1, 10)
            .checked_pow(20)
            .unwrap();
        let found = unipole::solve::many_players::all_equilibria(
            &game,
            &game
                .counts()
                .iter()
                .map(|n| (0..*n).collect())
                .collect::<Vec<_>>(),
            &width,
        );
        let sum: i64 = found.components.iter().filter_map(|c| c.index).sum();
        println!(
            "{file}: {} equilibria, {} components, index {sum}, {} undecided, {:?}",
            found.equilibria.len(),
            found.components.len(),
            found.undecided.len(),
            start.elapsed()
        );
    }
}
