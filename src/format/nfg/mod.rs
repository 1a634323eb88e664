//! Gambit's .nfg: games in normal form, with payoffs written out or by way of outcomes.
//!
//! The prologue is `NFG 1 R "title" { players } { actions } "comment"`, the actions of each player being a number
//! (`{ 2 3 }`) or a list of names (`{ { "a" "b" } { "c" "d" "e" } }`), the comment optional. Then comes one of two bodies:
//! - *payoffs*: for each profile the payoffs of all players, the first player's action varying fastest;
//! - *outcomes*: a list `{ { "name" 1, 2 } .. }`, then for each profile the number of its outcome, counted from 1;
//!   0 is the outcome in which everyone gets zero.
//!
//! In quoted text `\"` is a quotation mark, and every other backslash is itself. Numbers are exact: `0.1` is 1/10.
//!
//! # Source
//! The Gambit manual, "Game representation formats".

mod body;
mod error;
mod prologue;
mod read;
mod write;

pub use error::{NfgError, NfgErrorKind};
pub use read::{read, read_with_notes};
pub use write::{Body, keeps_names, write};

#[cfg(test)]
mod properties {
    use super::{Body, read, write};
    use crate::game::{Action, Game, Payoffs, Player};
    use crate::num::Rational;
    use proptest::prelude::*;

    const SEEDS: [&str; 4] = [
        "NFG 1 R \"t\" { \"A\" \"B\" } { 2 2 }\n1 2 3/4 -4 5 0.6 7 8e-1\n",
        "NFG 1 D \"t\" { \"A\" \"B\" } { { \"x\" \"y\" } { \"u\" } } \"why\" 1 2 3 4",
        "NFG 1 R \"t\" { \"A\" } { { \"x\" \"y\" } } { { \"o\" 1 } { \"\" 2/3 } } 1 2",
        "NFG 1 R \"t\" { \"A\" \"B\" } { 1 2 } { { \"o \\\" p\" 1, 2 } } 0 1",
    ];

    fn names(count: usize) -> impl Strategy<Value = Vec<String>> {
        prop::collection::btree_set("[a-zé \"\\\\{}]{0,4}[a-z\"]", count)
            .prop_map(|names| names.into_iter().collect())
    }

    fn payoff() -> impl Strategy<Value = Rational> {
        prop_oneof![
            (-3i64..4).prop_map(Rational::integer),
            (any::<i64>(), 1i64..1000).prop_map(|(n, d)| Rational::ratio(n, d)),
        ]
    }

    fn game() -> impl Strategy<Value = Game> {
        prop::collection::vec(1usize..4, 1..4)
            .prop_flat_map(|counts| {
                let size = counts.iter().product::<usize>() * counts.len();
                let actions: Vec<_> = counts.iter().map(|&count| names(count)).collect();
                (
                    names(counts.len()),
                    actions,
                    prop::collection::vec(payoff(), size),
                )
            })
            .prop_map(|(ids, actions, values)| {
                let counts: Vec<usize> = actions.iter().map(Vec::len).collect();
                let mut values = values.into_iter();
                let payoffs = Payoffs::from_fn(&counts, |_, _| values.next().expect("enough"));
                let players = ids
                    .iter()
                    .zip(&actions)
                    .map(|(id, actions)| {
                        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
                        Player::plain(id, &actions)
                    })
                    .collect();
                Game::new("a \"title\"", players, payoffs.expect("a small game"))
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(game in game()) {
            for body in [Body::Payoffs, Body::Outcomes] {
                let text = write(&game, body);
                let back = read(text.as_bytes());
                prop_assert_eq!(back.as_ref(), Ok(&game), "{}", text);
            }
        }

        #[test]
        fn a_damaged_file_is_read_or_refused(
            seed in 0..SEEDS.len(),
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0u8..3, any::<u8>()), 1..6),
        ) {
            let mut bytes = SEEDS[seed].as_bytes().to_vec();
            for (place, action, byte) in edits {
                if bytes.is_empty() { break; }
                let at = place.index(bytes.len());
                let byte = if byte < 128 { b"{}\" 0189-/.e,\\\n\xff"[byte as usize % 16] } else { byte };
                match action {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    _ => { bytes.remove(at); }
                }
            }
            if let Err(error) = read(&bytes) {
                prop_assert!(error.span().start <= error.span().end);
                prop_assert!(error.span().end <= bytes.len());
                prop_assert!(!error.message().is_empty());
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), header: bool) {
            let mut file = if header { b"NFG 1 R \"\" { ".to_vec() } else { Vec::new() };
            file.extend(bytes);
            let _ = read(&file);
        }
    }

    #[test]
    fn every_beginning_of_a_file_but_the_whole_is_refused() {
        for seed in SEEDS {
            let whole = seed.trim_end();
            assert!(read(whole.as_bytes()).is_ok(), "{seed}");
            // A number may lose its last digits and still be a number; cut before it.
            let last = whole.rfind(' ').expect("several words");
            for end in 0..last {
                assert!(read(&whole.as_bytes()[..end]).is_err(), "{}", &whole[..end]);
            }
        }
    }

    #[test]
    fn actions_keep_their_ids_but_lose_their_postures() {
        let mut player = Player::plain("S", &["balance"]);
        player.actions = vec![Action {
            id: "say \"no\"".to_owned(),
            posture: None,
        }];
        let payoffs = Payoffs::from_fn(&[1], |_, _| Rational::ratio(3, 20)).expect("small");
        let text = write(&Game::new("t", vec![player], payoffs), Body::Payoffs);
        assert!(text.contains(r#"{ "say \"no\"" }"#), "{text}");
        assert!(text.contains("3/20"), "{text}");
    }
}
