//! An answer on correlated equilibria, read strictly: `unipole/solution/1` with the concept `correlated` or `coarse-correlated`.

use super::at::At;
use super::number::rational;
use super::solution::{Reader, about, of_keys, optional, players};
use super::{AnswerError, SavedCorrelated};
use crate::certify::claim::Claim;
use crate::certify::{ClaimedRange, CorrelatedClaim, Disobedience, Extreme, Obedience, Quantity};
use crate::game::Payoffs;

type Read<T> = Result<T, AnswerError>;

/// The keys of such an answer.
const KEYS: &[&str] = &[
    "schema",
    "model",
    "title",
    "scenario",
    "parameters",
    "players",
    "concept",
    "one_period",
    "ranges",
    "payoffs",
];

/// The kind, if a solution is such an answer.
pub(super) fn obedience_of(at: &At<'_>) -> Option<Obedience> {
    let concept = at.get("concept").ok()?.text().ok()?;
    let known = [Obedience::Correlated, Obedience::Coarse];
    known.into_iter().find(|known| known.name() == concept)
}

pub(super) fn saved_correlated(at: &At<'_>) -> Read<SavedCorrelated> {
    let players = players(&at.get("players")?)?;
    let reader = Reader::new(&players);
    let obedience = obedience_of(at).ok_or_else(|| AnswerError::Meaningless {
        place: "/concept".to_owned(),
        expected: "`correlated` or `coarse-correlated`".to_owned(),
    })?;
    let game = Claim {
        payoffs: optional(at, "payoffs", |at| reader.payoffs(at))?,
        unknown_keys: at
            .entries()?
            .filter(|(key, _)| !KEYS.contains(key))
            .map(|(key, _)| key.to_owned())
            .collect(),
        ..Claim::of_game(players.clone(), None, false)
    };
    let ranges = at.get("ranges")?.each(|at| range(&reader, &at))?;
    Ok(SavedCorrelated {
        saved: about(at, game)?,
        claim: CorrelatedClaim { obedience, ranges },
    })
}

fn range(reader: &Reader<'_>, at: &At<'_>) -> Read<ClaimedRange> {
    of_keys(at, &["of", "least", "greatest"])?;
    Ok(ClaimedRange {
        quantity: quantity(reader, &at.get("of")?)?,
        least: extreme(reader, &at.get("least")?)?,
        greatest: extreme(reader, &at.get("greatest")?)?,
    })
}

fn quantity(reader: &Reader<'_>, at: &At<'_>) -> Read<Quantity> {
    let player = || -> Read<usize> {
        let name = at.get("player")?;
        reader.player(name.text()?, &name)
    };
    let kind = at.get("quantity")?;
    match kind.text()? {
        "welfare" => Ok(Quantity::Welfare),
        "payoff" => Ok(Quantity::Payoff(player()?)),
        "plays" => {
            let player = player()?;
            let actions = at.get("actions")?;
            let actions = actions.each(|at| reader.action(player, at.text()?, &at))?;
            Ok(Quantity::Plays(player, actions))
        }
        _ => Err(kind.expected("`welfare`, `payoff` or `plays`")),
    }
}

fn extreme(reader: &Reader<'_>, at: &At<'_>) -> Read<Extreme> {
    of_keys(at, &["value", "distribution", "because"])?;
    let counts: Vec<usize> = (0..reader.count())
        .map(|player| reader.actions(player))
        .collect();
    let drawn = at.get("distribution")?.each(|at| {
        of_keys(&at, &["profile", "probability"])?;
        let profile = reader.of_players(&at.get("profile")?, |player, at| {
            reader.action(player, at.text()?, at)
        })?;
        let share = rational(&at.get("probability")?)?;
        Ok((Payoffs::index_in(&counts, &profile), share))
    })?;
    let because = at.get("because")?.each(|at| {
        of_keys(&at, &["player", "told", "does", "weight"])?;
        let name = at.get("player")?;
        let player = reader.player(name.text()?, &name)?;
        let action = |at: At<'_>| reader.action(player, at.text()?, &at);
        let told = at.get("told")?;
        let one = Disobedience {
            player,
            told: match told.is_null() {
                true => None,
                false => Some(action(told)?),
            },
            does: action(at.get("does")?)?,
        };
        Ok((one, rational(&at.get("weight")?)?))
    })?;
    Ok(Extreme {
        value: rational(&at.get("value")?)?,
        distribution: drawn,
        because,
    })
}
