//! What a saved answer says of refinements, of a potential, and of the equilibrium that is selected.

use super::AnswerError;
use super::at::At;
use super::number::rational;
use super::solution::{Reader, of_keys, optional};
use crate::certify::claim::{
    ClaimedComparison, ClaimedPotential, ClaimedRefinement, ClaimedSelection,
};
use crate::certify::risk_dominance::Compared;
use crate::certify::tracing::TracedPoint;
use crate::certify::{Admissibility, ThreeValued};
use crate::num::Rational;

type Read<T> = Result<T, AnswerError>;

const KEYS: [&str; 10] = [
    "quasi_strict",
    "admissible",
    "perfect",
    "proper",
    "essential",
    "payoff_dominant",
    "risk_dominant",
    "p_dominant_from",
    "greatest_potential",
    "admissibility",
];

pub(super) fn refinement(reader: &Reader<'_>, at: &At<'_>) -> Read<ClaimedRefinement> {
    of_keys(at, &KEYS)?;
    let word = |key: &str| -> Read<ThreeValued> {
        let at = at.get(key)?;
        let known = [
            ThreeValued::True,
            ThreeValued::False,
            ThreeValued::Undecided,
        ];
        let text = at.text()?;
        let found = known.into_iter().find(|known| known.word() == text);
        found.ok_or_else(|| at.expected("`yes`, `no` or `undecided`"))
    };
    let evidence = at.get("admissibility")?;
    for (name, at) in evidence.entries()? {
        reader.player(name, &at)?;
    }
    let admissibility = (0..reader.count()).map(|player| {
        let found = evidence.optional(reader.id(player))?;
        found
            .map(|at| admissibility(reader, player, &at))
            .transpose()
    });
    Ok(ClaimedRefinement {
        quasi_strict: word("quasi_strict")?,
        admissible: word("admissible")?,
        perfect: word("perfect")?,
        proper: word("proper")?,
        essential: word("essential")?,
        payoff_dominant: word("payoff_dominant")?,
        risk_dominant: optional(at, "risk_dominant", known)?,
        p_dominant_from: optional(at, "p_dominant_from", rational)?,
        greatest_potential: optional(at, "greatest_potential", At::truth)?,
        admissibility: admissibility.collect::<Read<_>>()?,
    })
}

/// True, false or `"undecided"`.
fn known(at: &At<'_>) -> Read<ThreeValued> {
    match at.text() {
        Ok(text) if text == ThreeValued::Undecided.word() => Ok(ThreeValued::Undecided),
        Ok(_) => Err(at.expected("true, false or `undecided`")),
        Err(_) => Ok(at.truth()?.into()),
    }
}

fn admissibility(reader: &Reader<'_>, player: usize, at: &At<'_>) -> Read<Admissibility> {
    let shares = |at: At<'_>| -> Read<Vec<Rational>> { at.each(|at| rational(&at)) };
    if let Some(belief) = at.optional("belief")? {
        of_keys(at, &["belief"])?;
        return Ok(Admissibility::Undominated(shares(belief)?));
    }
    of_keys(at, &["from", "to"])?;
    let mixture = |key: &str| -> Read<Vec<Rational>> {
        let at = at.get(key)?;
        let actions = reader.actions(player);
        let listed = at.items()?.len();
        match listed == actions {
            true => shares(at),
            false => Err(at.expected(format!("a list of {actions} numbers"))),
        }
    };
    Ok(Admissibility::Dominated {
        from: mixture("from")?,
        to: mixture("to")?,
    })
}

pub(super) fn potential(reader: &Reader<'_>, at: &At<'_>) -> Read<ClaimedPotential> {
    if let Some(values) = at.optional("exact")? {
        of_keys(at, &["exact"])?;
        return Ok(ClaimedPotential::Exact(values.each(|at| rational(&at))?));
    }
    of_keys(at, &["cycle"])?;
    let cycle = at.get("cycle")?;
    of_keys(&cycle, &["from", "moves", "gain"])?;
    let moves = cycle.get("moves")?;
    let read = moves.each(|at| {
        of_keys(&at, &["player", "to"])?;
        let name = at.get("player")?;
        let player = reader.player(name.text()?, &name)?;
        let to = at.get("to")?;
        Ok((player, reader.action(player, to.text()?, &to)?))
    })?;
    let [first, second] = read[..] else {
        return Err(moves.expected("a list of two moves"));
    };
    Ok(ClaimedPotential::Cycle {
        from: reader.of_players(&cycle.get("from")?, |player, at| {
            reader.action(player, at.text()?, at)
        })?,
        moves: [first, second],
        gain: rational(&cycle.get("gain")?)?,
    })
}

/// How two strict equilibria compare by risk dominance.
pub(super) fn comparison(reader: &Reader<'_>, at: &At<'_>) -> Read<ClaimedComparison> {
    if reader.count() != 2 {
        return Err(at.expected("comparisons only in a game of two players"));
    }
    of_keys(at, &["between", "result", "path", "why"])?;
    let ends = at.get("between")?;
    let between =
        ends.each(|at| reader.of_players(&at, |player, at| reader.action(player, at.text()?, at)))?;
    let [first, second] = &between[..] else {
        return Err(ends.expected("a list of two equilibria"));
    };
    let word = at.get("result")?;
    let text = word.text()?;
    let result = Compared::ALL.into_iter().find(|one| one.word() == text);
    let result =
        result.ok_or_else(|| word.expected("`first`, `second`, `neither` or `undecided`"))?;
    let path = optional(at, "path", |at| at.each(|at| point(reader, &at)))?;
    Ok(ClaimedComparison {
        between: [first.clone(), second.clone()],
        result,
        path: path.unwrap_or_default(),
    })
}

fn point(reader: &Reader<'_>, at: &At<'_>) -> Read<TracedPoint> {
    of_keys(at, &["t", "weights"])?;
    let weights = reader.of_players(&at.get("weights")?, |player, at| {
        let mut weights = vec![Rational::ZERO; reader.actions(player)];
        for (name, at) in at.entries()? {
            weights[reader.action(player, name, &at)?] = rational(&at)?;
        }
        Ok(weights)
    })?;
    let [first, second] = &weights[..] else {
        return Err(at.expected("a point of two players"));
    };
    Ok(TracedPoint {
        t: rational(&at.get("t")?)?,
        weights: [first.clone(), second.clone()],
    })
}

pub(super) fn selection(at: &At<'_>) -> Read<ClaimedSelection> {
    of_keys(at, &["rule", "selected", "equilibrium"])?;
    let place = at.get("equilibrium")?;
    Ok((
        at.get("rule")?.text()?.to_owned(),
        at.get("selected")?.text()?.to_owned(),
        match place.is_null() {
            true => None,
            false => Some(place.count()?),
        },
    ))
}
