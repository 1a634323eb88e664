//! Games as JSON, schema `unipole/game/1`: players with their actions, and per player a list of exact payoffs over all
//! profiles, the first player's action varying fastest. An answer (`unipole/solution/1`) holds its game in the same keys.

use serde_json::Value;

use crate::game::{Action, Continuum, Game, PayoffsBuilder, Player, SizeError};
use crate::num::{LiteralError, Rational};

/// Why a JSON text is no game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GameJsonError {
    /// It is not JSON.
    #[error("this is not JSON: {0}")]
    NotJson(String),
    /// Something is missing or of the wrong kind.
    #[error("`{place}` should be {expected}")]
    Expected {
        /// Where.
        place: String,
        /// What should stand there.
        expected: &'static str,
    },
    /// Two players, or two actions of a player, have one id.
    #[error("`{0}` is named twice")]
    Duplicate(String),
    /// A payoff that is no number.
    #[error("in the payoffs of {player}: {error}")]
    Payoff {
        /// The player.
        player: String,
        /// What is wrong.
        error: LiteralError,
    },
    /// Not one payoff for each profile.
    #[error("{player} has {found} payoffs, but the game has {expected} profiles")]
    Count {
        /// The player.
        player: String,
        /// How many are given.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// More payoffs than can be written down.
    #[error(transparent)]
    TooLarge(#[from] SizeError),
}

/// Reads a game.
///
/// # Errors
/// The first thing that is missing, of the wrong kind or too large.
pub fn read(text: &[u8]) -> Result<Game, GameJsonError> {
    let document: Value =
        serde_json::from_slice(text).map_err(|error| GameJsonError::NotJson(error.to_string()))?;
    from_value(&document)
}

/// The game in the keys `players`, `payoffs` and `ordinal` of a document.
///
/// # Errors
/// As [`read`].
pub fn from_value(document: &Value) -> Result<Game, GameJsonError> {
    let players = list(document, "players")?
        .iter()
        .enumerate()
        .map(|(place, value)| player(value, &format!("players[{place}]")))
        .collect::<Result<Vec<Player>, _>>()?;
    if players.is_empty() {
        return Err(expected("players", "a list of at least one player"));
    }
    refuse_duplicates(players.iter().map(|p| p.id.as_str()))?;
    let counts: Vec<usize> = players.iter().map(|p| p.actions.len()).collect();
    let table = &document["payoffs"];
    let first = table[players[0].id.as_str()].as_array().map_or(0, Vec::len);
    let profiles = counts
        .iter()
        .try_fold(1usize, |n, count| n.checked_mul(*count));
    // Room is made only for what is there; a game beyond all bounds is refused as such.
    if let Some(expected) = profiles.filter(|profiles| *profiles != first) {
        return Err(GameJsonError::Count {
            player: players[0].id.clone(),
            found: first,
            expected,
        });
    }
    let mut builder = PayoffsBuilder::new(&counts)?;
    for (place, player) in players.iter().enumerate() {
        let values = list(table, &player.id)?;
        if values.len() != first {
            return Err(GameJsonError::Count {
                player: player.id.clone(),
                found: values.len(),
                expected: first,
            });
        }
        for (index, value) in values.iter().enumerate() {
            builder.set(place, index, number(value, &player.id)?);
        }
    }
    let title = document["title"].as_str().unwrap_or_default();
    let game = Game::new(title, players, builder.build());
    match &document["ordinal"] {
        Value::Null | Value::Bool(false) => Ok(game),
        Value::Bool(true) => Ok(game.into_ordinal()),
        _ => Err(expected("ordinal", "true or false")),
    }
}

fn player(value: &Value, place: &str) -> Result<Player, GameJsonError> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let id = text("id").ok_or_else(|| expected(&format!("{place}.id"), "text"))?;
    let ids = value["actions"]
        .as_array()
        .filter(|actions| !actions.is_empty())
        .ok_or_else(|| expected(&format!("{place}.actions"), "a list of at least one action"))?;
    let continuum = Continuum::default();
    let mut actions = Vec::new();
    for action in ids {
        let action = action
            .as_str()
            .ok_or_else(|| expected(&format!("{place}.actions"), "a list of texts"))?;
        let posture = value["postures"][action]
            .as_str()
            .and_then(|posture| continuum.posture(posture).ok());
        actions.push(Action {
            id: action.to_owned(),
            posture,
        });
    }
    refuse_duplicates(actions.iter().map(|a| a.id.as_str()))?;
    Ok(Player {
        title: text("title").unwrap_or_else(|| id.clone()),
        role: text("role").unwrap_or_default(),
        group: text("group"),
        id,
        actions,
    })
}

/// A payoff: text such as `"3/20"`, or a JSON integer.
fn number(value: &Value, player: &str) -> Result<Rational, GameJsonError> {
    match value {
        Value::String(text) => text.parse().map_err(|error| GameJsonError::Payoff {
            player: player.to_owned(),
            error,
        }),
        value => value.as_i64().map(Rational::integer).ok_or_else(|| {
            let place = format!("payoffs.{player}");
            expected(&place, "a list of exact numbers, as texts")
        }),
    }
}

fn refuse_duplicates<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), GameJsonError> {
    let mut seen = std::collections::BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(GameJsonError::Duplicate(id.to_owned()));
        }
    }
    Ok(())
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a Vec<Value>, GameJsonError> {
    value[key].as_array().ok_or_else(|| expected(key, "a list"))
}

fn expected(place: &str, expected: &'static str) -> GameJsonError {
    GameJsonError::Expected {
        place: place.to_owned(),
        expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let error = read(text.as_bytes()).expect_err("no game");
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn ranks_are_said_with_true_or_false_and_nothing_else() {
        let game = |ordinal| {
            let players = r#"[{"id": "S", "actions": ["yield", "resist"]}]"#;
            format!(
                r#"{{"players": {players}, "payoffs": {{"S": ["1/2", 2]}}, "ordinal": {ordinal}}}"#
            )
        };
        for (ordinal, ranks) in [("true", true), ("false", false), ("null", false)] {
            let read = read(game(ordinal).as_bytes()).expect("a game");
            assert_eq!(read.is_ordinal(), ranks);
        }
        refused(&game("\"yes\""), "`ordinal` should be true or false");
    }

    #[test]
    fn a_game_beyond_all_bounds_is_refused_with_its_size() {
        let player = |number: usize| format!(r#"{{"id": "P{number}", "actions": ["a", "b"]}}"#);
        let players: Vec<String> = (0..64).map(player).collect();
        refused(
            &format!(r#"{{"players": [{}]}}"#, players.join(", ")),
            "the game has 1180591620717411303424 payoffs; at most 134217728 fit",
        );
    }
}
