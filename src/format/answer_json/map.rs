//! A saved phase map, schema `unipole/map-certificate/1`.

use super::at::At;
use super::number::rational;
use super::polynomial::polynomial;
use super::{AnswerError, SavedMap};
use crate::certify::map_claim::{
    ClaimedAxis, ClaimedCell, ClaimedRegion, ClaimedRest, MapClaim, NamedPlayer,
};
use crate::num::Rational;

/// The most cells that are read.
const CELL_LIMIT: usize = 2_000_000;

/// The most polynomials that are read.
const POLYNOMIAL_LIMIT: usize = 10_000;

/// The keys of a certificate.
const KEYS: &[&str] = &[
    "schema",
    "model",
    "scenario",
    "settings",
    "axes",
    "players",
    "polynomials",
    "profiles",
    "regions",
    "undecided",
    "depth",
    "cells",
];

type Read<T> = Result<T, AnswerError>;

pub(super) fn saved_map(at: &At<'_>) -> Read<SavedMap> {
    for (key, entry) in at.entries()? {
        if !KEYS.contains(&key) {
            return Err(entry.expected(format!("left out; the keys are {}", KEYS.join(", "))));
        }
    }
    let axes = at.get("axes")?.each(|at| axis(&at))?;
    let names: Vec<&str> = axes.iter().map(|axis| axis.name.as_str()).collect();
    let limited = |key: &str, limit: usize| {
        let list = at.get(key)?;
        let length = list.items()?.len();
        match length > limit {
            true => Err(list.expected(format!("a list of at most {limit}"))),
            false => Ok(list),
        }
    };
    let polynomials = limited("polynomials", POLYNOMIAL_LIMIT)?;
    let depth = at.get("depth")?;
    let claim = MapClaim {
        players: at.get("players")?.each(|at| player(&at))?,
        polynomials: polynomials.each(|at| polynomial(&at, &names))?,
        profiles: at.get("profiles")?.each(|at| at.each(|at| at.count()))?,
        regions: at.get("regions")?.each(|at| region(&at))?,
        undecided: rational(&at.get("undecided")?)?,
        depth: u32::try_from(depth.count()?).map_err(|_| depth.expected("a small number"))?,
        cells: limited("cells", CELL_LIMIT)?.each(|at| cell(&at))?,
        axes,
    };
    if let Some(fault) = claim.fault() {
        return Err(AnswerError::Meaningless {
            place: fault.place,
            expected: fault.expected,
        });
    }
    let text = |at: At<'_>| Ok(at.text()?.to_owned());
    Ok(SavedMap {
        model: text(at.get("model")?)?,
        scenario: at.optional("scenario")?.map(text).transpose()?,
        settings: at.get("settings")?.each(text)?,
        claim,
    })
}

fn axis(at: &At<'_>) -> Read<ClaimedAxis> {
    Ok(ClaimedAxis {
        name: at.get("name")?.text()?.to_owned(),
        lower: rational(&at.get("lower")?)?,
        upper: rational(&at.get("upper")?)?,
    })
}

fn player(at: &At<'_>) -> Read<NamedPlayer> {
    let actions = at.get("actions")?;
    let actions = actions.each(|at| Ok(at.text()?.to_owned()))?;
    Ok((at.get("id")?.text()?.to_owned(), actions))
}

fn region(at: &At<'_>) -> Read<ClaimedRegion> {
    Ok(ClaimedRegion {
        equilibria: at.get("equilibria")?.each(|at| at.count())?,
        area: rational(&at.get("area")?)?,
        inside: at.get("inside")?.each(|at| rational(&at))?,
    })
}

/// `[facts, rest]`.
fn cell(at: &At<'_>) -> Read<ClaimedCell> {
    let [facts, rest] = exactly(at, "a list of facts, and what is said of the cell")?;
    Ok(ClaimedCell {
        facts: facts.each(|at| fact(&at))?,
        rest: said(&rest)?,
    })
}

/// `[polynomial, 1]` or `[polynomial, -1]`.
fn fact(at: &At<'_>) -> Read<(usize, bool)> {
    let [polynomial, sign] = exactly(at, "a polynomial and its sign")?;
    let positive = match sign.integer()? {
        1 => true,
        -1 => false,
        _ => return Err(sign.expected("1 or -1")),
    };
    Ok((polynomial.count()?, positive))
}

/// A region, `null`, `[axis]`, or `[polynomial, region, share, region, share]`.
fn said(at: &At<'_>) -> Read<ClaimedRest> {
    if at.is_null() {
        return Ok(ClaimedRest::Undecided);
    }
    if !at.is_list() {
        return Ok(ClaimedRest::Region(at.count()?));
    }
    if at.len() == 1 {
        let [axis] = exactly(at, "an axis")?;
        return Ok(ClaimedRest::Halves(axis.count()?));
    }
    let [polynomial, below, below_share, above, above_share] =
        exactly(at, "an axis, or a polynomial with two regions and shares")?;
    let share = |at: &At<'_>| {
        let units = Rational::from(at.count()? as i128);
        Ok(&units / &Rational::from(1i128 << 32))
    };
    Ok(ClaimedRest::Cut {
        polynomial: polynomial.count()?,
        below: (below.count()?, share(&below_share)?),
        above: (above.count()?, share(&above_share)?),
    })
}

fn exactly<'a, const N: usize>(at: &At<'a>, expected: &str) -> Read<[At<'a>; N]> {
    let items: Vec<At<'a>> = at.items()?.take(N + 1).collect();
    items
        .try_into()
        .map_err(|_| at.expected(format!("a list of {N}: {expected}")))
}
