//! Small files written by hand, with what they mean worked out by hand.

use unipole::format::{csv_game, gam, lrs, nfg};
use unipole::game::Game;

/// `player: action action ..` for each player.
fn names(game: &Game) -> Vec<String> {
    let players = game.players().iter();
    players
        .map(|player| {
            let actions: Vec<&str> = player.actions.iter().map(|a| a.id.as_str()).collect();
            format!("{}: {}", player.id, actions.join(" "))
        })
        .collect()
}

fn payoffs(game: &Game, profile: &[usize]) -> Vec<String> {
    let index = game.index_of(profile);
    (0..game.players().len())
        .map(|player| game.payoff(player, index).to_string())
        .collect()
}

#[test]
fn in_lrs_rows_are_the_first_players_actions_in_both_matrices() {
    let game = lrs::read(b"2 3\n\n1 2 3\n4 5 6\n\n-1 -2 -3\n-4 1/5 1.5\n").expect("a game");
    assert_eq!(names(&game), ["P1: 1 2", "P2: 1 2 3"]);
    assert_eq!(payoffs(&game, &[0, 2]), ["3", "-3"]);
    assert_eq!(payoffs(&game, &[1, 0]), ["4", "-4"]);
    assert_eq!(payoffs(&game, &[1, 1]), ["5", "1/5"]);
    assert_eq!(payoffs(&game, &[1, 2]), ["6", "3/2"]);
    let written = "2 3\n\n1 2 3\n4 5 6\n\n-1 -2 -3\n-4 1/5 3/2\n";
    assert_eq!(lrs::write(&game).as_deref(), Ok(written));
}

#[test]
fn in_gam_the_first_players_action_moves_fastest() {
    // Three players with 2, 3 and 1 actions.
    let game =
        gam::read(b"3\n2 3 1\n\n1 2  3 4  5 6\n.5 0 0 0 0 0\n0 0 0 0 0 -7/2").expect("a game");
    assert_eq!(names(&game), ["P1: 1 2", "P2: 1 2 3", "P3: 1"]);
    assert_eq!(payoffs(&game, &[1, 0, 0]), ["2", "0", "0"]);
    assert_eq!(payoffs(&game, &[0, 1, 0]), ["3", "0", "0"]);
    assert_eq!(payoffs(&game, &[0, 0, 0]), ["1", "1/2", "0"]);
    assert_eq!(payoffs(&game, &[1, 2, 0]), ["6", "0", "-7/2"]);
}

#[test]
fn a_table_may_have_its_rows_and_columns_in_any_order() {
    let table = "\u{feff}S Payoff;U;U payoff;S\r\n0;press;-1/2;balance\r\n1;restrain;0.25;align\r\n\r\n;;;\r\n1e2;press; 3 ;align\r\n-4;restrain;0;balance\r\n";
    let table = csv_game::read(table.as_bytes()).expect("a table");
    assert!(table.notes.is_empty());
    let game = table.game;
    assert_eq!(names(&game), ["U: press restrain", "S: balance align"]);
    assert_eq!(payoffs(&game, &[0, 0]), ["-1/2", "0"]);
    assert_eq!(payoffs(&game, &[1, 1]), ["1/4", "1"]);
    assert_eq!(payoffs(&game, &[0, 1]), ["3", "100"]);
    assert_eq!(payoffs(&game, &[1, 0]), ["0", "-4"]);
}

#[test]
fn a_bimatrix_is_read_with_either_separator_and_with_or_without_names() {
    for (text, ids) in [
        (
            ",l,m,r\nt,\"3, 2\",0;0,\"1/2 , 1\"\nb,1;1,2;3,-1;0.5\n",
            ["P1", "P2"],
        ),
        (
            "Row \\ Column;l;m;r\nt;3, 2;0,0;1/2,1\nb;1,1;2,3;-1,.5\n",
            ["Row", "Column"],
        ),
        (
            "A\\B\tl\tm\tr\nt\t3, 2\t0;0\t1/2,1\nb\t1,1\t2;3\t-1,.5\n",
            ["A", "B"],
        ),
    ] {
        let game = csv_game::read(text.as_bytes()).expect("a table").game;
        assert_eq!(
            names(&game),
            [format!("{}: t b", ids[0]), format!("{}: l m r", ids[1])]
        );
        assert_eq!(payoffs(&game, &[0, 0]), ["3", "2"]);
        assert_eq!(payoffs(&game, &[0, 2]), ["1/2", "1"]);
        assert_eq!(payoffs(&game, &[1, 1]), ["2", "3"]);
        assert_eq!(payoffs(&game, &[1, 2]), ["-1", "1/2"]);
    }
}

#[test]
fn repeated_labels_are_made_to_differ_with_a_note() {
    let table = csv_game::read(b",l,l\nt,1;1,2;2\nt,3;3,4;4\n").expect("a table");
    assert_eq!(names(&table.game), ["P1: t t (2)", "P2: l l (2)"]);
    assert_eq!(payoffs(&table.game, &[1, 0]), ["3", "3"]);
    let note = "the action of P1 `t` is there twice: the later one is called `t (2)`";
    assert_eq!(table.notes[0], note);
    assert_eq!(table.notes.len(), 2);

    let table = csv_game::read(b"S,S,S payoff,S payoff\na,a,1,2\n").expect("a table");
    assert_eq!(names(&table.game), ["S: a", "S (2): a"]);
    assert_eq!(payoffs(&table.game, &[0, 0]), ["1", "2"]);
    assert_eq!(table.notes.len(), 1);

    let file = br#"NFG 1 R "" { "A" "A" } { { "x" "x" } { "u" } } 1 2 3 4"#;
    let (game, notes) = nfg::read_with_notes(file).expect("a game");
    assert_eq!(names(&game), ["P1: 1 2", "P2: u"]);
    assert_eq!(
        notes,
        [
            "names of players are blank or repeated, so they are called P1 to P2",
            "names of actions of P1 are blank or repeated, so they are called 1 to 2"
        ]
    );
}

#[test]
fn payoffs_of_400_digits_are_read_by_every_reader() {
    let digits = "7".repeat(400);
    let huge = |game: Game| assert_eq!(payoffs(&game, &[0, 0])[1], digits);
    huge(lrs::read(format!("1 1 0 {digits}").as_bytes()).expect("a game"));
    huge(gam::read(format!("2 1 1 0 {digits}").as_bytes()).expect("a game"));
    huge(
        nfg::read(format!("NFG 1 R \"\" {{ \"A\" \"B\" }} {{ 1 1 }} 0 {digits}").as_bytes())
            .expect("a game"),
    );
    let long = format!("A,B,A payoff,B payoff\nx,y,0,{digits}\n");
    huge(csv_game::read(long.as_bytes()).expect("a game").game);
    let bimatrix = format!(",y\nx,\"0,{digits}\"\n");
    huge(csv_game::read(bimatrix.as_bytes()).expect("a game").game);
}
