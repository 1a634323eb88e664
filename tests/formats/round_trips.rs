//! Random games through all formats: every one gives the same payoffs, and names where it has them.

use proptest::prelude::*;
use unipole::format::nfg::{self, Body};
use unipole::format::{csv_game, efg, gam, game_json, lrs};
use unipole::game::{Game, Payoffs, Player, Tree};
use unipole::num::Rational;
use unipole::report::{Subject, json};

/// Names with everything a table has to quote, and no blanks at an end.
fn names(count: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set("[a-zé\"/.'(][a-z ,;\t\"]{0,3}[a-z\"')]", count)
        .prop_map(|names| names.into_iter().rev().collect())
}

/// Small and large whole numbers, fractions, and numbers of 400 digits.
fn payoff() -> impl Strategy<Value = Rational> {
    prop_oneof![
        4 => (-3i64..4).prop_map(Rational::integer),
        2 => (any::<i64>(), 1i64..1000).prop_map(|(n, d)| Rational::ratio(n, d)),
        1 => "-?[1-9][0-9]{399}".prop_map(|digits| digits.parse().expect("a number")),
    ]
}

fn game() -> impl Strategy<Value = Game> {
    prop::collection::vec(1usize..4, 1..5)
        .prop_flat_map(|counts| {
            let size = counts.iter().product::<usize>() * counts.len();
            let actions: Vec<_> = counts.iter().map(|&count| names(count)).collect();
            let payoffs = prop::collection::vec(payoff(), size);
            (names(counts.len()), actions, payoffs)
        })
        .prop_map(|(ids, actions, values)| {
            let counts: Vec<usize> = actions.iter().map(Vec::len).collect();
            let mut values = values.into_iter();
            let payoffs = Payoffs::from_fn(&counts, |_, _| values.next().expect("enough"));
            let player = |(id, actions): (&String, &Vec<String>)| {
                let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
                Player::plain(id, &actions)
            };
            let players = ids.iter().zip(&actions).map(player).collect();
            Game::new("", players, payoffs.expect("a small game"))
        })
}

/// The same game whatever the payoffs are stored as.
fn same_payoffs(ours: &Game, read: &Game) -> Result<(), TestCaseError> {
    prop_assert_eq!(ours.counts(), read.counts());
    for player in 0..ours.players().len() {
        for index in 0..ours.profiles() {
            prop_assert_eq!(ours.payoff(player, index), read.payoff(player, index));
        }
    }
    Ok(())
}

fn same(ours: &Game, read: &Game) -> Result<(), TestCaseError> {
    prop_assert_eq!(ours.players(), read.players());
    same_payoffs(ours, read)
}

proptest! {
    #[test]
    fn every_format_gives_the_same_game(game in game()) {
        for body in [Body::Payoffs, Body::Outcomes] {
            same(&game, &nfg::read(nfg::write(&game, body).as_bytes()).expect("an .nfg file"))?;
        }
        same_payoffs(&game, &gam::read(gam::write(&game).as_bytes()).expect("a .gam file"))?;
        let document = json::game(&Subject::of_game("g", &game), &game).to_string();
        same(&game, &game_json::read(document.as_bytes()).expect("a game in JSON"))?;
        let text = csv_game::write_long(&game).expect("plain names");
        let table = csv_game::read(text.as_bytes()).expect("a table");
        prop_assert!(table.notes.is_empty());
        same(&game, &table.game)?;
        let tree = Tree::simultaneous(&game).expect("a small game");
        let tree = efg::read(efg::write(&tree).as_bytes()).expect("an .efg file");
        same_payoffs(&game, &tree.normal_form().expect("a small tree").game)?;
        if game.players().len() == 2 {
            let text = lrs::write(&game).expect("two players");
            same_payoffs(&game, &lrs::read(text.as_bytes()).expect("two matrices"))?;
            let text = csv_game::write_bimatrix(&game).expect("plain names");
            same(&game, &csv_game::read(text.as_bytes()).expect("a bimatrix").game)?;
        } else {
            prop_assert!(lrs::write(&game).is_err());
            prop_assert!(csv_game::write_bimatrix(&game).is_err());
        }
    }

    #[test]
    fn files_read_one_after_the_other_give_the_same_bytes(game in game()) {
        let nfg_of = |game: &Game| nfg::write(game, Body::Payoffs);
        let there = gam::read(gam::write(&game).as_bytes()).expect("a .gam file");
        let table = csv_game::write_long(&there).expect("numbers are names");
        let back = csv_game::read(table.as_bytes()).expect("a table").game;
        let through = nfg::read(nfg_of(&back).as_bytes()).expect("an .nfg file");
        prop_assert_eq!(gam::write(&through), gam::write(&game));
        prop_assert_eq!(nfg_of(&through), nfg_of(&there));
    }

    #[test]
    fn damaged_files_are_read_or_refused(
        which in 0usize..5,
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0u8..3, any::<u8>()), 1..6),
    ) {
        let files = [
            "2 2\n\n1 2/3\n-4 0.5\n\n6 7\n8 9\n",
            "2\n2 1\n\n1 -2\n3e-1 4/7\n",
            "A,B,A payoff,B payoff\nx,u,1,2\ny,u,3/4,\"-1\"\n",
            "A \\ B,u,v\nx,\"1, 2\",3;4\ny,\"0.5, -1\",1;1\n",
            "A;B;B payoff;A payoff\r\nx;u;1;2\r\n\"y\";u;3;4\r\n",
        ];
        let mut bytes = files[which].as_bytes().to_vec();
        for (place, action, byte) in edits {
            if bytes.is_empty() { break; }
            let at = place.index(bytes.len());
            let byte = if byte < 160 { b"0189 \n\r,;\t\"/.e-\\\xffAx"[byte as usize % 19] } else { byte };
            match action {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
        }
        let refused = [
            lrs::read(&bytes).err().map(|error| (error.span(), error.message())),
            gam::read(&bytes).err().map(|error| (error.span(), error.message())),
            csv_game::read(&bytes).err().map(|error| (error.span(), error.message())),
        ];
        for (span, message) in refused.into_iter().flatten() {
            prop_assert!(span.start <= span.end && span.end <= bytes.len(), "{}", message);
            prop_assert!(!message.is_empty());
        }
    }
}
