//! Reading .nfg files of either body.

use super::super::gambit_text::{Scanner, Token, distinct_or_numbered, is_blank, text_of};
use super::body::{outcome_body, payoff_body};
use super::error::NfgError;
use super::prologue::{Actions, action_lists, counts, header, player_names};
use crate::game::{Action, Game, Player};

/// Reads a game in Gambit's .nfg format, with payoffs or with outcomes; exact.
///
/// A player's id is its name in the file, an action's id likewise. If the name of some player is blank or repeated, all
/// players are called `P1`, `P2`, ..; if the name of some action of a player is blank or repeated, all actions of
/// that player are called `1`, `2`, .., as are actions that are only counted. The comment is not kept.
///
/// # Errors
/// [`NfgError`] with the place of the first mistake. Nothing large is allocated before the file is known to be long
/// enough to hold the payoffs.
///
/// # Examples
/// ```
/// use unipole::format::nfg;
/// let file = br#"NFG 1 R "chicken" { "P1" "P2" } { 2 2 }  0 0  1 -1  -1 1  -10 -10"#;
/// let game = nfg::read(file)?;
/// assert_eq!(game.payoff(1, game.index_of(&[0, 1])).to_string(), "1");
/// # Ok::<(), nfg::NfgError>(())
/// ```
pub fn read(file: &[u8]) -> Result<Game, NfgError> {
    read_with_notes(file).map(|(game, _)| game)
}

/// The same, with a sentence about all names that were replaced by numbers.
///
/// # Errors
/// As [`read`].
pub fn read_with_notes(file: &[u8]) -> Result<(Game, Vec<String>), NfgError> {
    let mut scanner = Scanner::new(text_of(file)?);
    let title = header(&mut scanner)?;
    let names = player_names(&mut scanner)?;
    let (actions, place) = action_lists(&mut scanner, names.len())?;
    if let (Token::Text(_), _) = scanner.peek()? {
        scanner.next()?;
    }
    let counts = counts(&actions, place)?;
    let payoffs = match scanner.peek()? {
        (Token::Open, _) => outcome_body(&mut scanner, &counts)?,
        _ => payoff_body(&mut scanner, &counts)?,
    };
    let (players, notes) = players(names, actions);
    Ok((Game::new(&title, players, payoffs), notes))
}

fn players(names: Vec<String>, actions: Vec<Actions>) -> (Vec<Player>, Vec<String>) {
    let mut notes = Vec::new();
    let mut distinct = |names: &[String], prefix, of: &str| {
        let ids = distinct_or_numbered(names.to_vec(), prefix);
        if ids != names {
            let first = format!("{prefix}1");
            notes.push(format!(
                "names of {of} are blank or repeated, so they are called {first} to {}",
                ids.last().unwrap_or(&first)
            ));
        }
        ids
    };
    let ids = distinct(&names, "P", "players");
    let titles = names.into_iter();
    let players = ids
        .into_iter()
        .zip(titles)
        .zip(actions)
        .map(|((id, name), actions)| {
            let actions = match actions {
                Actions::Counted(count) => (1..=count).map(|number| number.to_string()).collect(),
                Actions::Named(names) => distinct(&names, "", &format!("actions of {id}")),
            };
            let actions = actions.into_iter().map(|id| Action { id, posture: None });
            let title = if is_blank(&name) { id.clone() } else { name };
            Player {
                title,
                actions: actions.collect(),
                ..Player::plain(&id, &[])
            }
        })
        .collect();
    (players, notes)
}

#[cfg(test)]
mod tests {
    use super::super::error::NfgErrorKind;
    use super::*;
    use crate::num::Rational;

    #[track_caller]
    fn refused(file: &str, at: &str, message: &str) {
        let error = read(file.as_bytes()).expect_err("a mistake");
        assert_eq!(error.message(), message);
        assert_eq!(&file[error.span()], at, "{message}");
    }

    fn ids(game: &Game) -> Vec<(&str, Vec<&str>)> {
        let players = game.players().iter();
        players
            .map(|p| {
                (
                    p.id.as_str(),
                    p.actions.iter().map(|a| a.id.as_str()).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn all_four_forms_say_the_same() {
        let by_number = "{ 2 2 }";
        let by_name = "{ { \"1\" \"2\" }\r\n{ \"1\" \"2\" } } \"a \\\"comment\\\"\"";
        let payoffs = "1 1/2\n0 0 -3 1e2 1 .5";
        let outcomes = "{ { \"a\" 1, 0.5 } { \"\" -3 100 } } 1 0 2 1";
        let games: Vec<Game> = [by_number, by_name]
            .iter()
            .flat_map(|actions| [payoffs, outcomes].map(|body| (actions, body)))
            .map(|(actions, body)| format!("\u{feff}NFG 1 D \"t\"{{\"A\"\"B\"}}{actions}{body}"))
            .map(|file| read(file.as_bytes()).expect("a valid file"))
            .collect();
        assert!(games.iter().all(|game| *game == games[0]));
        let expected = ["1", "1/2", "0", "0", "-3", "100", "1", "1/2"];
        for (place, text) in expected.iter().enumerate() {
            let value: Rational = text.parse().expect("a number");
            assert_eq!(games[0].payoff(place % 2, place / 2), value);
        }
    }

    #[test]
    fn blank_or_repeated_names_are_replaced_by_numbers() {
        let file =
            "NFG 1 R \"\" { \"A\" \"A\" \"\" } { { \"x\" \"x\" } { \"u\" } { \" \" } } 1 2 3 4 5 6";
        let game = read(file.as_bytes()).expect("a valid file");
        let expected = [("P1", vec!["1", "2"]), ("P2", vec!["u"]), ("P3", vec!["1"])];
        assert_eq!(ids(&game), expected);
        assert_eq!(game.players()[1].title, "A");
    }

    #[test]
    fn a_wrong_beginning_is_refused() {
        refused("", "", "the file is empty");
        refused(" \n", " \n", "the file is empty");
        refused(
            "EFG 2 R \"\"",
            "EFG",
            "not an .nfg file: it begins with `EFG`",
        );
        let version = "version `2` of the .nfg format is unknown; version 1 is read";
        refused("NFG 2 R", "2", version);
        refused(
            "NFG 1 X",
            "X",
            "expected `R` or `D` after the version, found `X`",
        );
        refused(
            "NFG 1 R t",
            "t",
            "expected the title in quotation marks, found `t`",
        );
        let error = read(b"NFG 1 R \"\xe9\"").expect_err("not UTF-8");
        assert_eq!(
            (error.kind(), error.span()),
            (&NfgErrorKind::NotText, 9..10)
        );
    }

    #[test]
    fn wrong_players_and_actions_are_refused() {
        refused("NFG 1 R \"t", "\"", "this quotation mark is never closed");
        refused("NFG 1 R \"\" { \"A\"", "{", "this brace is never closed");
        refused("NFG 1 R \"\" { } { }", "{", "the game has no players");
        let lists = "expected the actions of 1 players, found those of 2";
        refused("NFG 1 R \"\" { \"A\" } { 2 2 } 1", "{ 2 2 }", lists);
        refused(
            "NFG 1 R \"\" { \"A\" } { 0 }",
            "0",
            "player 1 has no actions: their number must be at least 1",
        );
        refused(
            "NFG 1 R \"\" { \"A\" } { -2 }",
            "-2",
            "player 1 has no actions: their number must be at least 1",
        );
        refused(
            "NFG 1 R \"\" { \"A\" } { { } }",
            "{",
            "player 1 has no actions: their number must be at least 1",
        );
        refused(
            "NFG 1 R \"\" { \"A\" } { 1.5 }",
            "1.5",
            "`1.5` is not a number of actions",
        );
        let large = "the game has 1000000000000 payoffs; at most 134217728 fit";
        refused(
            "NFG 1 R \"\" { \"A\" } { 1000000000000 } 1",
            "{ 1000000000000 }",
            large,
        );
        let file = format!("NFG 1 R \"\" {{ \"A\" }} {{ {} }}", "9".repeat(50));
        assert!(matches!(
            read(file.as_bytes()).map_err(|error| error.kind().clone()),
            Err(NfgErrorKind::TooLarge { .. })
        ));
    }

    #[test]
    fn wrong_payoffs_are_refused() {
        let with = |body: &str| format!("NFG 1 R \"\" {{ \"A\" }} {{ 2 }} {body}");
        refused(&with("1"), "", "expected 2 payoffs, found 1");
        refused(&with("1             "), "", "expected 2 payoffs, found 1");
        refused(
            &with("1 2 37 4"),
            "37",
            "expected 2 payoffs, and this is one more",
        );
        refused(&with("1 1/0"), "1/0", "`1/0` divides by zero");
        refused(&with("1 x"), "x", "`x` is not a number");
        refused(&with("x"), "x", "`x` is not a number");
        refused(&with("1 }"), "}", "expected a payoff, found `}`");
        refused(
            &with("1 2 }"),
            "}",
            "expected the end of the file, found `}`",
        );
        let vast = "NFG 1 R \"\" { \"A\" \"B\" } { 8192 8192 } 1 2 3";
        refused(vast, "", "expected 134217728 payoffs, found 3");
    }

    #[test]
    fn wrong_outcomes_are_refused() {
        let with = |body: &str| format!("NFG 1 R \"\" {{ \"A\" }} {{ 2 }} {body}");
        let beyond = "there is no outcome `2`; the outcomes listed end at 1";
        refused(&with("{ { \"\" 5 } } 1 2"), "2", beyond);
        let below = "there is no outcome `-1`; the outcomes listed end at 1";
        refused(&with("{ { \"\" 5 } } -1 1"), "-1", below);
        let payoffs = "expected 1 payoffs in this outcome, one for each player, found 2";
        refused(&with("{ { \"\" 5 6 } } 1 1"), "{ \"\" 5 6 }", payoffs);
        let few = "expected 2 outcome numbers, one for each profile, found 1";
        refused(&with("{ { \"\" 5 } } 1"), "", few);
        let many = "expected 2 outcome numbers, one for each profile, and this is one more";
        refused(&with("{ { \"\" 5 } } 1 1 1"), "1", many);
        refused(&with("{ { \"\" 5 "), "{", "this brace is never closed");
        let nameless = "expected the name of the outcome in quotation marks, found `5`";
        refused(&with("{ { 5 } } 1 1"), "5", nameless);
    }
}
