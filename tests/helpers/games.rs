//! Games of payoffs that are written down, and random ones that come again with the same seed.

use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, SplitMix};

/// Players with actions `a0`, `a1`, ..
fn players(ids: &[String], counts: &[usize]) -> Vec<Player> {
    let plain = |(id, count): (&String, &usize)| {
        let names: Vec<String> = (0..*count).map(|n| format!("a{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Player::plain(id, &names)
    };
    ids.iter().zip(counts).map(plain).collect()
}

/// A game of R, who chooses the row, and C, who chooses the column.
pub fn bimatrix(rows: &[&[(i64, i64)]]) -> Game {
    let counts = [rows.len(), rows[0].len()];
    let payoffs = Payoffs::from_fn(&counts, |player, profile| {
        let (row, column) = rows[profile[0]][profile[1]];
        Rational::integer([row, column][player])
    });
    let ids = ["R", "C"].map(str::to_owned);
    Game::new("", players(&ids, &counts), payoffs.expect("a small game"))
}

/// Whole payoffs from zero to below a number.
pub fn random(counts: &[usize], most: usize, seed: u64) -> Game {
    let mut numbers = SplitMix::new(seed);
    let payoffs = Payoffs::from_fn(counts, |_, _| {
        Rational::integer(i64::try_from(numbers.below(most)).expect("a small number"))
    });
    let ids: Vec<String> = (0..counts.len()).map(|n| format!("P{n}")).collect();
    Game::new("", players(&ids, counts), payoffs.expect("a small game"))
}
