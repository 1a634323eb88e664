//! The evidence of a saved answer: supports with all complex roots of their equations.

use super::AnswerError;
use super::at::At;
use super::number::decimal;
use super::solution::{Reader, of_keys};
use crate::certify::claim::{ClaimedCount, ClaimedPlace, ClaimedVector};
use crate::num::Rational;

type Read<T> = Result<T, AnswerError>;

/// The key `proof` of a solution.
pub(super) fn proof(reader: &Reader<'_>, at: &At<'_>) -> Read<Vec<ClaimedCount>> {
    of_keys(at, &["counted"])?;
    at.get("counted")?.each(|at| count(reader, &at))
}

fn count(reader: &Reader<'_>, at: &At<'_>) -> Read<ClaimedCount> {
    of_keys(at, &["supports", "bound", "roots"])?;
    let supports = reader.of_players(&at.get("supports")?, |player, at| {
        let support = at.each(|at| reader.action(player, at.text()?, &at))?;
        match !support.is_empty() && support.is_sorted_by(|a, b| a < b) {
            true => Ok(support),
            false => Err(at.expected("actions of the player in order, each once")),
        }
    })?;
    Ok(ClaimedCount {
        bound: at.get("bound")?.count()?,
        roots: at.get("roots")?.each(|at| place(reader, &supports, &at))?,
        supports,
    })
}

fn place(reader: &Reader<'_>, supports: &[Vec<usize>], at: &At<'_>) -> Read<ClaimedPlace> {
    of_keys(at, &["at", "radius"])?;
    let vectors = at.get("at")?;
    let mixing: Vec<usize> = (0..supports.len())
        .filter(|player| supports[*player].len() > 1)
        .collect();
    for (name, entry) in vectors.entries()? {
        if !mixing.contains(&reader.player(name, &entry)?) {
            return Err(entry.expected("left out: the player does not mix"));
        }
    }
    let each = mixing.iter().map(|player| {
        let entry = vectors.get(reader.id(*player))?;
        vector(supports[*player].len(), &entry)
    });
    Ok(ClaimedPlace {
        vectors: each.collect::<Read<_>>()?,
        radius: decimal(&at.get("radius")?)?,
    })
}

/// One number fewer than there are actions, or as many of which one is `null`.
fn vector(actions: usize, at: &At<'_>) -> Read<ClaimedVector> {
    let given = at.items()?;
    let mut nulls = given.enumerate().filter(|(_, entry)| entry.is_null());
    let unit = nulls.next().map(|(place, _)| place);
    let is_one = nulls.next().is_none();
    if !is_one || at.len() + usize::from(unit.is_none()) != actions {
        return Err(at.expected(format!(
            "a list of {} numbers, or of {actions} of which one is null",
            actions - 1
        )));
    }
    let numbers = at.items()?.filter(|entry| !entry.is_null());
    Ok(ClaimedVector {
        unit,
        entries: numbers.map(|entry| complex(&entry)).collect::<Read<_>>()?,
    })
}

/// A decimal, or two: the real and the imaginary part.
fn complex(at: &At<'_>) -> Read<[Rational; 2]> {
    if !at.is_list() {
        return Ok([decimal(at)?, Rational::ZERO]);
    }
    let parts = at.each(|part| decimal(&part))?;
    parts
        .try_into()
        .map_err(|_| at.expected("a real and an imaginary part"))
}
