//! What a solution says of the order of moves, read strictly: the key `order`.

use super::AnswerError;
use super::at::At;
use super::number::rational;
use super::solution::{Reader, of_keys, optional, position};
use crate::certify::order_claim::{
    ClaimedBelief, ClaimedPlans, ClaimedPlay, ClaimedThreat, OrderClaim,
};
use crate::num::Rational;

type Read<T> = Result<T, AnswerError>;

/// The players of the reader are the decisions.
pub(super) fn order(reader: &Reader<'_>, at: &At<'_>) -> Read<OrderClaim> {
    of_keys(
        at,
        &["players", "decisions", "plays", "ties", "normal_form"],
    )?;
    let players = at.get("players")?.each(|at| at.text().map(str::to_owned))?;
    let owner = |_: usize, at: &At<'_>| {
        position(
            players.iter().map(String::as_str),
            at.text()?,
            at,
            "player of the order",
        )
    };
    let decision = |at: At<'_>| reader.decision(&at);
    Ok(OrderClaim {
        owners: reader.of_players(&at.get("decisions")?, owner)?,
        plays: at.get("plays")?.each(|at| play(reader, &players, &at))?,
        ties: at.get("ties")?.each(decision)?,
        normal_form: optional(at, "normal_form", |at| {
            of_keys(at, &["pure_equilibria"])?;
            let listed = at.get("pure_equilibria")?;
            listed.each(|at| plans(reader, &players, &at))
        })?,
        players,
    })
}

fn play(reader: &Reader<'_>, players: &[String], at: &At<'_>) -> Read<ClaimedPlay> {
    of_keys(
        at,
        &["in_words", "payoffs", "unreached", "types", "beliefs"],
    )?;
    Ok(ClaimedPlay {
        in_words: optional(at, "in_words", |at| at.text().map(str::to_owned))?,
        payoffs: optional(at, "payoffs", |at| each_player(players, at, rational))?,
        unreached: at.get("unreached")?.each(|at| reader.decision(&at))?,
        types: optional(at, "types", |at| at.each(|at| at.text().map(str::to_owned)))?
            .unwrap_or_default(),
        beliefs: optional(at, "beliefs", |at| at.each(|at| belief(reader, &at)))?
            .unwrap_or_default(),
    })
}

fn belief(reader: &Reader<'_>, at: &At<'_>) -> Read<ClaimedBelief> {
    of_keys(at, &["decision", "types", "reached"])?;
    let types = at.get("types")?;
    let types = types
        .entries()?
        .map(|(words, at)| Ok((words.to_owned(), rational(&at)?)));
    Ok(ClaimedBelief {
        decision: reader.decision(&at.get("decision")?)?,
        types: types.collect::<Read<Vec<(String, Rational)>>>()?,
        reached: at.get("reached")?.truth()?,
    })
}

fn plans(reader: &Reader<'_>, players: &[String], at: &At<'_>) -> Read<ClaimedPlans> {
    of_keys(at, &["profile", "credible", "threat"])?;
    let credible = at.get("credible")?;
    let credible = match credible.is_null() {
        true => None,
        false => Some(credible.truth()?),
    };
    let threat = match credible {
        Some(false) => Some(threat(reader, &at.get("threat")?)?),
        _ => match at.optional("threat")? {
            Some(alone) => {
                return Err(alone.expected("left out where `credible` is not false"));
            }
            None => None,
        },
    };
    let text = |at: &At<'_>| at.text().map(str::to_owned);
    Ok(ClaimedPlans {
        profile: each_player(players, &at.get("profile")?, text)?,
        credible,
        threat,
    })
}

fn threat(reader: &Reader<'_>, at: &At<'_>) -> Read<ClaimedThreat> {
    of_keys(at, &["decision", "planned", "better", "gain"])?;
    let decision = reader.decision(&at.get("decision")?)?;
    let action = |key: &str| {
        let at = at.get(key)?;
        reader.action(decision, at.text()?, &at)
    };
    Ok(ClaimedThreat {
        decision,
        planned: action("planned")?,
        better: action("better")?,
        gain: rational(&at.get("gain")?)?,
    })
}

/// An object with an entry for each player of the order.
fn each_player<'a, T>(
    players: &[String],
    at: &At<'a>,
    read: impl Fn(&At<'a>) -> Read<T>,
) -> Read<Vec<T>> {
    for (name, entry) in at.entries()? {
        let ids = players.iter().map(String::as_str);
        position(ids, name, &entry, "player of the order")?;
    }
    players.iter().map(|id| read(&at.get(id)?)).collect()
}
