//! What is wrong is refused where it is wrong, in words that say what was found and what was expected.

use unipole::format::{PlainError, csv_game, gam, lrs};

#[track_caller]
fn plain(read: Result<unipole::game::Game, PlainError>, file: &str, at: &str, message: &str) {
    let error = read.expect_err("a mistake");
    assert_eq!(error.message(), message);
    assert_eq!(&file[error.span()], at, "{message}");
}

#[track_caller]
fn lrs_refused(file: &str, at: &str, message: &str) {
    plain(lrs::read(file.as_bytes()), file, at, message);
}

#[track_caller]
fn gam_refused(file: &str, at: &str, message: &str) {
    plain(gam::read(file.as_bytes()), file, at, message);
}

#[track_caller]
fn csv_refused(file: &str, at: &str, message: &str) {
    let error = csv_game::read(file.as_bytes()).expect_err("a mistake");
    assert_eq!(error.message(), message);
    assert_eq!(&file[error.span()], at, "{message}");
}

#[test]
fn files_of_numbers_with_wrong_sizes_are_refused() {
    lrs_refused("", "", "the file is empty");
    let few = "expected 12 payoffs, two matrices of 2 rows and 3 columns, found 11";
    lrs_refused("2 3\n1 2 3\n4 5 6\n\n1 2 3\n4 5", "", few);
    let more = "expected 4 payoffs, two matrices of 1 rows and 2 columns, and this is one more";
    lrs_refused("1 2\n3 4\n5 6\n77", "77", more);
    lrs_refused(
        "2",
        "",
        "expected the number of actions of player 2, found `the end of the file`",
    );
    lrs_refused(
        "2 x 1",
        "x",
        "expected the number of actions of player 2, found `x`",
    );
    lrs_refused(
        "2 -3 1",
        "-3",
        "expected the number of actions of player 2, found `-3`",
    );
    lrs_refused(
        "2.5 3",
        "2.5",
        "expected the number of actions of player 1, found `2.5`",
    );
    lrs_refused(
        "2 0",
        "0",
        "player 2 has no actions: their number must be at least 1",
    );
    gam_refused("0", "0", "the game has no players");
    gam_refused("{ 2", "{", "expected the number of players, found `{`");
    gam_refused(
        "2 2 2 1 2 3 4 5 6 7",
        "",
        "expected 8 payoffs, 4 for each of 2 players, found 7",
    );
}

#[test]
fn files_of_numbers_with_wrong_words_are_refused() {
    lrs_refused("1 1\n1/0 2", "1/0", "`1/0` divides by zero");
    lrs_refused("1 1\nbalance 2", "balance", "`balance` is not a number");
    lrs_refused("1 2\n1, 2\n3 4 ", ",", "expected a payoff, found `,`");
    gam_refused("1 2 1 2 }", "}", "expected the end of the file, found `}`");
    let error = gam::read(b"1 1 \xff").expect_err("no text");
    assert_eq!(
        (error.message().as_str(), error.span()),
        ("not text in UTF-8", 4..5)
    );
}

#[test]
fn a_game_beyond_all_bounds_is_refused_with_what_it_would_need() {
    let large = "a game of 10000 x 10000 actions has 200000000 payoffs; at most 134217728 fit";
    lrs_refused("10000 10000\n1 2 3", "10000 10000", large);
    gam_refused("2\n10000 10000\n1 2 3", "10000 10000", large);
    let error = lrs::read(b"10000 10000").expect_err("too large");
    assert!(error.hint().is_some_and(|hint| hint.contains("GiB")));
    // A size that fits makes no room before the payoffs are there.
    let few = "expected 128000000 payoffs, two matrices of 8000 rows and 8000 columns, found 1";
    lrs_refused("8000 8000 1", "", few);
    // Forty players with seventy actions each, of which a table has the diagonal.
    let header: Vec<String> = (0..40).map(|n| format!("p{n},p{n} payoff")).collect();
    let row = |n: usize| format!("\n{}", vec![n.to_string(); 80].join(","));
    let table = header.join(",") + &(0..70).map(row).collect::<String>();
    let error = csv_game::read(table.as_bytes()).expect_err("rows are missing");
    let end = ": there are 70 rows, and more than 10^38 profiles";
    assert!(error.message().ends_with(end), "{error}");
}

#[test]
fn tables_with_a_row_for_each_profile_are_refused_cell_by_cell() {
    let head = "A,B,A payoff,B payoff\n";
    let with = |rows: &str| format!("{head}{rows}");
    csv_refused(
        &with("x,u,1\n"),
        "x,u,1",
        "row 2: expected 4 cells, as many as the first row has, found 3",
    );
    csv_refused(
        &with("x,u,1,2\n\ny,u,,2\n"),
        "",
        "row 4, column 3: expected a payoff, found an empty cell",
    );
    csv_refused(
        &with("x,,1,2\n"),
        "",
        "row 2, column 2: expected an action, found an empty cell",
    );
    csv_refused(
        &with("x,u,one,2\n"),
        "one",
        "row 2, column 3: `one` is not a number",
    );
    csv_refused(
        &with("x,u,\"1,5\",2\n"),
        "\"1,5\"",
        "row 2, column 3: `1,5` is not a number",
    );
    let twice = "row 4: the profile A=x, B=u is in row 2 already";
    csv_refused(&with("x,u,1,2\ny,u,1,2\nx,u,3,4\n"), "x,u,3,4", twice);
    let missing = "no row has the profile A=y, B=u: there are 3 rows, and 4 profiles";
    csv_refused(&with("x,u,1,2\nx,v,1,2\ny,v,3,4\n"), "", missing);
    csv_refused(
        head,
        "",
        "expected a header and payoffs, found a header and nothing below it",
    );
    csv_refused(
        "A,B,A payoff\nx,u,1\n",
        "B",
        "row 1, column 2: there is no column `B payoff`",
    );
    let nobody = "row 1, column 3: there is no column `C` with the actions of the player whose payoffs these are";
    csv_refused("A,A payoff,C payoff\nx,1,2\n", "C payoff", nobody);
    csv_refused(
        "A,A payoff,\nx,1,\n",
        "",
        "row 1, column 3: expected the name of the column, found an empty cell",
    );
}

#[test]
fn bimatrices_are_refused_cell_by_cell() {
    csv_refused(
        ",l,r\nt,1;1\n",
        "t,1;1",
        "row 2: expected 3 cells, as many as the first row has, found 2",
    );
    csv_refused(
        ",l,r\nt,1;1,2\n",
        "2",
        "row 2, column 3: expected two payoffs, `3, 2` or `3;2`, found `2`",
    );
    csv_refused(
        ",l\nt,1;2;3\n",
        "1;2;3",
        "row 2, column 2: expected two payoffs, `3, 2` or `3;2`, found `1;2;3`",
    );
    csv_refused(",l\nt,1;x\n", "1;x", "row 2, column 2: `x` is not a number");
    csv_refused(",l\nt,1;\n", "1;", "row 2, column 2: a number is missing");
    csv_refused(
        ",l,r\nt,1;1,\n",
        "",
        "row 2, column 3: expected two payoffs, found an empty cell",
    );
    csv_refused(
        ",l,\nt,1;1,1;1\n",
        "",
        "row 1, column 3: expected the name of an action, found an empty cell",
    );
    csv_refused(
        ",l\n ,1;1\n",
        "",
        "row 2, column 1: expected the name of an action, found an empty cell",
    );
    csv_refused(
        ",l,r\n",
        "",
        "expected a header and payoffs, found a row of labels and nothing below it",
    );
    let corner = "row 1, column 1: expected an empty cell or `ROW \\ COLUMN`, the names of the players, found `A`";
    csv_refused("A,B\nx,1;1\n", "A", corner);
    csv_refused(
        ",,\n,,\n",
        ",,\n,,\n",
        "expected a header and payoffs, found nothing but empty cells",
    );
}

#[test]
fn names_that_a_table_would_change_are_not_written() {
    use unipole::game::{Game, Payoffs, Player};
    for (id, action, long, bimatrix) in [
        ("A", "x ", false, false),
        ("A", "", false, false),
        ("A payoff", "x", false, true),
        ("A\\B", "x", true, false),
    ] {
        let payoffs =
            Payoffs::from_fn(&[1, 1], |_, _| unipole::num::Rational::ZERO).expect("small");
        let players = vec![Player::plain(id, &[action]), Player::plain("B", &["y"])];
        let game = Game::new("", players, payoffs);
        assert_eq!(csv_game::write_long(&game).is_ok(), long, "{id} {action}");
        assert_eq!(
            csv_game::write_bimatrix(&game).is_ok(),
            bimatrix,
            "{id} {action}"
        );
    }
}
