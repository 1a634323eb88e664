//! lrsnash reads what is written for it: as many extreme equilibria, with the same payoffs. Skipped where the program is not installed.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use unipole::format::lrs;
use unipole::game::{Family, Game, Wish};
use unipole::num::Rational;
use unipole::solve::{Concept, solve};

/// The pairs of payoffs in the equilibria that lrsnash lists, and how many of its equilibria there are.
fn by_lrsnash(game: &Game) -> Option<(usize, BTreeSet<Vec<Rational>>)> {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    let text = lrs::write(game).expect("two players");
    file.write_all(text.as_bytes()).expect("room");
    let mut command = Command::new("lrsnash");
    let run = command.arg(file.path()).stderr(Stdio::null()).output();
    let output = match run {
        Ok(output) => String::from_utf8(output.stdout).expect("text"),
        Err(_) => {
            eprintln!("note: lrsnash is not installed, so it was not asked");
            return None;
        }
    };
    let (mut listed, mut found, mut answers) = (0, BTreeSet::new(), Vec::new());
    for line in output.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let Some(number) = line.strip_prefix("*Number of equilibria found: ") {
            listed = number.trim().parse().expect("a number");
        }
        let last = words.last().and_then(|word| word.parse::<Rational>().ok());
        match (words.first(), last) {
            // A block: answers of the second player, each with the payoff of the first, then one mixture of the first with the payoff of the second.
            (Some(&"2"), Some(payoff)) => answers.push(payoff),
            (Some(&"1"), Some(payoff)) => {
                found.extend(answers.iter().map(|own| vec![own.clone(), payoff.clone()]));
            }
            _ => answers.clear(),
        }
    }
    Some((listed, found))
}

#[test]
fn lrsnash_finds_the_same_equilibria_in_what_is_written_for_it() {
    let wish = |counts: &[usize], seed| Wish {
        counts: counts.to_vec(),
        seed,
        correlation: Rational::ZERO,
    };
    let random = (0..12).map(|seed| (Family::Random, wish(&[2 + seed as usize % 3, 4], seed)));
    let others = [
        (Family::Coordination, wish(&[4, 4], 0)),
        (Family::MinimumEffort, wish(&[5, 5], 0)),
        (Family::ManyEquilibria, wish(&[4, 4], 0)),
        (Family::ManyEquilibria, wish(&[6, 6], 0)),
        (Family::Travellers, wish(&[6, 6], 0)),
    ];
    for (family, wish) in random.chain(others) {
        let game = family.game(&wish).expect("a game");
        let Some((listed, payoffs)) = by_lrsnash(&game) else {
            return;
        };
        let ours = solve(&game, Concept::Nash).equilibria;
        assert_eq!(ours.len(), listed, "{}", game.title());
        let rational = |payoff: &unipole::num::Real| payoff.to_rational().expect("two players");
        let ours: BTreeSet<Vec<Rational>> = ours
            .iter()
            .map(|one| one.payoffs().iter().map(rational).collect())
            .collect();
        assert_eq!(ours, payoffs, "{}", game.title());
    }
}

#[test]
fn lrsnash_reads_fractions_and_long_numbers() {
    // The second player's second action dominates, and the first player's answer to it is the first.
    let huge = "9".repeat(18);
    let file = format!("2 2\n\n1/3 {huge}\n0 -1/7\n\n0 1/2\n0 5/3\n");
    let game = lrs::read(file.as_bytes()).expect("a game");
    let Some((listed, payoffs)) = by_lrsnash(&game) else {
        return;
    };
    let expected = vec![huge.parse().expect("a number"), Rational::ratio(1, 2)];
    assert_eq!((listed, payoffs), (1, BTreeSet::from([expected])));
}
