//! The equilibria in what another program prints: lrsnash's blocks, Gambit's lines, our own JSON.
//!
//! # Source
//! The output of lrsnash 7.1 (lrslib, David Avis) and of the tools of Gambit 16, as they print it.

use serde_json::Value;

use super::Bounds;
use super::listing::{Extent, Listing};
use super::measurement::Work;
use crate::game::Game;

/// What a program answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerAnswer {
    /// The equilibria.
    pub listing: Listing,
    /// What the program says it counted.
    pub work: Option<Work>,
}

/// Reads the equilibria of a game from the output of a program; none if it is in no form that is known.
pub fn read_output(game: &Game, output: &str) -> Option<PeerAnswer> {
    let output = output.trim_start();
    if output.starts_with('{') {
        return ours(game, output);
    }
    let lines = || output.lines().map(str::trim);
    if lines().any(|line| line.starts_with("*Number of equilibria found")) {
        return lrsnash(game, output);
    }
    if lines().any(|line| line.starts_with("NE,")) {
        return gambit(output);
    }
    None
}

/// Blocks of lines `2 y.. payoff` and `1 x.. payoff`, each with each, and at the end what was counted.
fn lrsnash(game: &Game, output: &str) -> Option<PeerAnswer> {
    let [m, n] = *game.counts() else { return None };
    let mut profiles = Vec::new();
    let (mut rows, mut columns): (Vec<Vec<Bounds>>, Vec<Vec<Bounds>>) = (Vec::new(), Vec::new());
    let mut pivots = None;
    for line in output.lines().chain([""]) {
        if let Some(rest) = line.strip_prefix('*') {
            let counted = rest.split("pivots=").nth(1).map(str::trim);
            if let Some(number) = counted.and_then(|number| number.parse::<u64>().ok()) {
                pivots = Some(pivots.unwrap_or(0) + number);
            }
            continue;
        }
        let mut words = line.split_whitespace();
        let (side, length) = match words.next() {
            Some("1") => (&mut rows, m),
            Some("2") => (&mut columns, n),
            Some(_) => return None,
            None => {
                for row in &rows {
                    profiles.extend(columns.iter().map(|column| [&row[..], column].concat()));
                }
                (rows, columns) = (Vec::new(), Vec::new());
                continue;
            }
        };
        let mut numbers: Vec<Bounds> = words.map(Bounds::printed).collect::<Option<_>>()?;
        // The last number is the other player's payoff.
        if numbers.len() != length + 1 {
            return None;
        }
        numbers.truncate(length);
        side.push(numbers);
    }
    Some(PeerAnswer {
        listing: Listing {
            extent: Extent::All,
            profiles,
        },
        work: pivots.map(|count| Work::new(count, "pivots")),
    })
}

/// Lines `NE,1/2,1/2,0,1`; lines of other kinds, such as supports that are tried, are passed over.
fn gambit(output: &str) -> Option<PeerAnswer> {
    let equilibria = output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("NE,"));
    let numbers = |line: &str| {
        line.split(',')
            .map(|number| Bounds::printed(number.trim()))
            .collect()
    };
    Some(PeerAnswer {
        listing: Listing {
            extent: Extent::Unsaid,
            profiles: equilibria.map(numbers).collect::<Option<_>>()?,
        },
        work: None,
    })
}

/// A solution as `unipole solve --format json` writes it.
fn ours(game: &Game, output: &str) -> Option<PeerAnswer> {
    let document: Value = serde_json::from_str(output).ok()?;
    if document["schema"] != "unipole/solution/1" {
        return None;
    }
    let profile = |equilibrium: &Value| {
        let mut numbers = Vec::new();
        for player in game.players() {
            let played = &equilibrium["profile"][&player.id];
            for action in &player.actions {
                numbers.push(match &played[&action.id] {
                    Value::Null => Bounds::printed("0")?,
                    Value::String(text) => Bounds::printed(text)?,
                    number => {
                        let end = |place: usize| number["interval"][place].as_str()?.parse().ok();
                        Bounds::between(end(0)?, end(1)?)?
                    }
                });
            }
        }
        Some(numbers)
    };
    let profiles = document["equilibria"].as_array()?.iter().map(profile);
    let extent = match document["complete"].as_bool()? {
        true => Extent::All,
        false => Extent::Incomplete,
    };
    Some(PeerAnswer {
        listing: Listing {
            extent,
            profiles: profiles.collect::<Option<_>>()?,
        },
        work: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Family, Wish};
    use crate::num::Rational;

    fn meet(counts: &[usize]) -> Game {
        let wish = Wish {
            counts: counts.to_vec(),
            seed: 0,
            correlation: Rational::ZERO,
        };
        Family::Random.game(&wish).expect("a small game")
    }

    /// The output of lrsnash 7.1 on a game of two by two actions; in the second block each of two rows goes with the column.
    const LRSNASH: &str = "*lrsnash:lrslib v.7.1\n2  2/5  3/5  6/5 \n1  3/5  2/5  6/5 \n\n2  0  1  2 \n1  0  1  3 \n1  1/4  3/4  3 \n\n*Number of equilibria found: 3\n*Player 1: vertices=3 bases=3 pivots=5\n*Player 2: vertices=3 bases=1 pivots=6\n\n*0.000u 0.002s\n";

    #[test]
    fn the_blocks_of_lrsnash_are_read() {
        let answer = read_output(&meet(&[2, 2]), LRSNASH).expect("lrsnash");
        let texts: Vec<String> = answer
            .listing
            .profiles
            .iter()
            .map(|profile| {
                profile
                    .iter()
                    .map(Bounds::to_text)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        assert_eq!(texts, ["3/5 2/5 2/5 3/5", "0 1 0 1", "1/4 3/4 0 1"]);
        assert_eq!(answer.listing.extent, Extent::All);
        assert_eq!(answer.work, Some(Work::new(11, "pivots")));
        // Of a game of another size it is no answer.
        assert_eq!(read_output(&meet(&[3, 2]), LRSNASH), None);
        assert_eq!(read_output(&meet(&[2, 2, 2]), LRSNASH), None);
    }

    #[test]
    fn the_lines_of_gambit_are_read() {
        let answer = read_output(&meet(&[2, 2]), "NE,1/2,1/2,0,1\nNE,0.250000,0.750000,1,0\n")
            .expect("gambit");
        assert_eq!(answer.listing.profiles.len(), 2);
        assert!(answer.listing.profiles[0].iter().all(Bounds::is_exact));
        assert!(!answer.listing.profiles[1][0].is_exact());
        assert_eq!(answer.listing.extent, Extent::Unsaid);
        assert_eq!(read_output(&meet(&[2, 2]), "NE,half,1/2,0,1\n"), None);
    }

    #[test]
    fn other_words_are_no_answer() {
        for output in ["hello", "{}", "{\"schema\": 1}", "1 2 3\n", "{ not json"] {
            assert_eq!(read_output(&meet(&[2, 2]), output), None, "{output}");
        }
    }
}
