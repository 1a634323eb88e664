//! Games of a family, as they are asked for.

use std::fs;

use unipole::format::nfg;

use crate::{folder, names, printed, printed_in, refused, unipole};

#[test]
fn a_game_is_printed_as_nfg_or_written_as_its_ending_says() {
    let folder = folder();
    let path = folder.path();
    let text = printed(&["generate", "coordination", "--size", "2"]);
    let expected = "NFG 1 R \"coordination 2 x 2\" { \"P1\" \"P2\" }\n\n{ { \"1\" \"2\" }\n { \"1\" \"2\" }\n}\n\"\"\n\n1 1\n0 0\n0 0\n1 1\n";
    assert_eq!(text, expected);
    for (file, beginning) in [
        ("a.nfg", "NFG 1 R"),
        ("a.lrs", "2 2\n\n1 0\n0 1\n"),
        ("a.gam", "2\n2 2\n\n1 0\n0 1\n"),
        ("a.csv", "P1,P2,P1 payoff,P2 payoff\n1,1,1,1\n"),
        ("a.json", "{\n  \"schema\": \"unipole/game/1\""),
        ("a.efg", "EFG 2 R"),
        (
            "a.tex",
            "% Made by: unipole generate coordination --size 2 --seed 0",
        ),
        ("a.svg", "<svg"),
    ] {
        let arguments = ["generate", "coordination", "--size", "2", "-o", file];
        assert_eq!(printed_in(path, &arguments), "");
        let written = fs::read_to_string(path.join(file)).expect("a file");
        assert!(written.starts_with(beginning), "{file}: {written}");
    }
}

#[test]
fn seeds_sizes_and_players_are_what_was_asked_for() {
    let random = |more: &[&str]| printed(&[&["generate", "random"][..], more].concat());
    assert_eq!(random(&["--seed", "4"]), random(&["--seed", "4"]));
    assert_ne!(random(&["--seed", "4"]), random(&["--seed", "5"]));
    assert_eq!(
        random(&[]),
        random(&["--size", "3", "--players", "2", "--seed", "0"])
    );
    let counts = |text: &str| {
        nfg::read(text.as_bytes())
            .expect("a game")
            .counts()
            .to_vec()
    };
    assert_eq!(counts(&random(&["--size", "2x3x4"])), [2, 3, 4]);
    assert_eq!(counts(&random(&["--size", "2", "--players", "5"])), [2; 5]);
    let opposed = ["generate", "covariant", "--rho", "-1", "--size", "4"];
    let game = nfg::read(printed(&opposed).as_bytes()).expect("a game");
    assert!((0..16).all(|index| game.payoff(0, index) == -game.payoff(1, index)));
}

#[test]
fn what_no_family_has_is_refused_without_a_trace() {
    let folder = folder();
    let path = folder.path();
    for (arguments, fragments) in [
        (&["randon"][..], &["`randon`", "did you mean `random`?"][..]),
        (&["zzz"], &["`zzz`", "minimum-effort"]),
        (
            &["random", "--size", "0"],
            &["player 1 has no actions", "--size 4"],
        ),
        (&["random", "--players", "0"], &["at least one player"]),
        (
            &["random", "--size", "3xy"],
            &["`y` is not a number of actions", "3x4"],
        ),
        (&["random", "--size", "-3"], &[]),
        (
            &["random", "--size", "2x3", "--players", "3"],
            &["names 2 players", "says 3"],
        ),
        (
            &["random", "--size", "10000"],
            &["200000000 payoffs", "GiB"],
        ),
        (
            &["random", "--size", "2", "--players", "99999999999"],
            &["fewer players"],
        ),
        (
            &["random", "--size", "99999999999999999999"],
            &["not a number of actions"],
        ),
        (&["travellers", "--players", "3"], &["two players, not 3"]),
        (
            &["minimum-effort", "--players", "1"],
            &["two players or more, not 1"],
        ),
        (&["minimum-effort", "--size", "2x3"], &["as many actions"]),
        (
            &["many-equilibria", "--size", "5"],
            &["an even number of actions", "not 5"],
        ),
        (
            &["covariant", "--rho", "2"],
            &["correlation 2", "from -1 to 1"],
        ),
        (
            &["covariant", "--rho", "half"],
            &["--rho half", "not a number"],
        ),
        (&["random", "--rho", "1/2"], &["`--rho` is for `covariant`"]),
        (&["random", "--seed", "x"], &["--seed"]),
    ] {
        let arguments = [&["generate"][..], arguments, &["-o", "new.nfg"]].concat();
        refused(&mut unipole(path, &arguments), fragments);
        assert!(names(path).is_empty(), "{arguments:?}");
    }
    let arguments = ["generate", "random", "-o", "nowhere/new.nfg"];
    refused(
        &mut unipole(path, &arguments),
        &["there is no directory `nowhere`"],
    );
}
