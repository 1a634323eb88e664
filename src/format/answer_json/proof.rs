//! The evidence of a saved answer: supports with all complex roots of their equations.

use super::AnswerError;
use super::at::At;
use super::number::decimal;
use super::solution::{Reader, of_keys, optional};
use crate::certify::claim::{ClaimedCount, ClaimedPlace, ClaimedVector};
use crate::certify::complementarity::{ComplementarityTree, Multipliers, TreeNode};
use crate::num::Rational;

/// The longest part of a complex number that is read, in characters.
const LENGTH_LIMIT: usize = 100;

/// The longest multiplier that is read, in characters.
const MULTIPLIER_LIMIT: usize = 10_000;

type Read<T> = Result<T, AnswerError>;

/// The key `proof` of a solution: supports with all complex roots, or a tree of labels.
pub(super) fn proof(
    reader: &Reader<'_>,
    at: &At<'_>,
) -> Read<(Vec<ClaimedCount>, Option<ComplementarityTree>)> {
    of_keys(at, &["counted", "tree"])?;
    let counted = optional(at, "counted", |at| at.each(|at| count(reader, &at)))?;
    let tree = optional(at, "tree", |at| at.each(|at| node(&at)))?;
    let tree = tree.map(|nodes| ComplementarityTree { nodes });
    Ok((counted.unwrap_or_default(), tree))
}

/// `7`, a branch at label 7; `empty 1: 0*17 3*-2`, multipliers of replies; or `set`.
fn node(at: &At<'_>) -> Read<TreeNode> {
    let text = at.text()?;
    let read = || -> Option<TreeNode> {
        if text == "set" {
            return Some(TreeNode::Set);
        }
        let Some(rest) = text.strip_prefix("empty ") else {
            let label = text.parse().ok()?;
            return Some(TreeNode::Branch { label });
        };
        let (player, entries) = rest.split_once(':')?;
        let player = player.parse().ok().filter(|player| *player < 2)?;
        let entries = entries.split_whitespace().map(|entry| {
            let (place, multiplier) = entry.split_once('*')?;
            let multiplier = (multiplier.len() <= MULTIPLIER_LIMIT).then(|| multiplier.parse());
            Some((place.parse().ok()?, multiplier?.ok()?))
        });
        Some(TreeNode::Empty {
            player,
            multipliers: Multipliers::Big(entries.collect::<Option<_>>()?),
        })
    };
    read().ok_or_else(|| at.expected("`7`, `empty 1: 0*17 3*-2` or `set`"))
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

/// Numbers with a space between: one fewer than there are actions, or as many of which one is `*`.
fn vector(actions: usize, at: &At<'_>) -> Read<ClaimedVector> {
    let texts: Vec<&str> = at.text()?.split(' ').collect();
    let unit = texts.iter().position(|text| *text == "*");
    let numbers = texts.iter().filter(|text| **text != "*");
    let entries: Option<Vec<[Rational; 2]>> = numbers.map(|text| complex(text)).collect();
    let given = texts.len() + usize::from(unit.is_none());
    match entries {
        Some(entries) if given == actions && entries.len() + 1 == actions => {
            Ok(ClaimedVector { unit, entries })
        }
        _ => Err(at.expected(format!(
            "{} complex numbers such as \"0.25-1.5i\" with a space between, and a * for one more where they do not sum to one",
            actions - 1
        ))),
    }
}

/// `0.25`, or `0.25-1.5i`.
fn complex(text: &str) -> Option<[Rational; 2]> {
    let Some(parts) = text.strip_suffix('i') else {
        return Some([plain(text)?, Rational::ZERO]);
    };
    let sign = parts.rfind(['+', '-'])?;
    let (re, im) = parts.split_at(sign);
    Some([plain(re)?, plain(im.strip_prefix('+').unwrap_or(im))?])
}

/// A decimal without an exponent.
fn plain(text: &str) -> Option<Rational> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match is_plain && !digits.is_empty() && text.len() <= LENGTH_LIMIT {
        true => text.parse().ok(),
        false => None,
    }
}
