//! Saved verdicts on claims, schema `unipole/claims/1`.

use super::AnswerError;
use super::at::At;
use super::number::rational;
use crate::certify::{Evidence, Product};
use crate::claim::{SavedClaim, SavedPart};

/// How deep a tree of evidence may be.
const DEEPEST: usize = 400;

type Read<T> = Result<T, AnswerError>;

pub(super) fn saved_claims(root: &At<'_>) -> Read<Vec<SavedClaim>> {
    root.get("claims")?.each(|at| claim(&at))
}

fn claim(at: &At<'_>) -> Read<SavedClaim> {
    let text = |at: At<'_>| Ok(at.text()?.to_owned());
    let parts = |at: &At<'_>| at.get("evidence")?.each(|at| part(&at));
    let provided = at.optional("where")?.map(|at| {
        let condition = at.get("condition")?.text()?.to_owned();
        Ok((condition, parts(&at)?))
    });
    let words = ["statement", "phrase", "leaves_out", "tension"].map(|key| {
        let own = at.optional(key)?;
        own.map_or(Ok(String::new()), |own| Ok(own.text()?.to_owned()))
    });
    let [says, phrase, leaves_out, tension] = words;
    let sides = at.get("box")?;
    let sides = sides.entries()?.map(|(name, ends)| {
        let ends = ends.each(|end| rational(&end))?;
        match <[_; 2]>::try_from(ends) {
            Ok([lower, upper]) => Ok((name.to_owned(), (lower, upper))),
            Err(_) => Err(at.expected("a box with two ends for each parameter")),
        }
    });
    let at_defaults = match at.optional("where")? {
        Some(at) => at
            .optional("defaults")?
            .filter(|at| !at.is_null())
            .map(|at| at.truth()),
        None => None,
    };
    Ok(SavedClaim {
        words: [says?, phrase?, leaves_out?, tension?],
        sides: sides.collect::<Read<_>>()?,
        at_defaults: at_defaults.transpose()?,
        model: text(at.get("model")?)?,
        proposition: text(at.get("proposition")?)?,
        settings: at.get("settings")?.each(text)?,
        formal: at.get("formal")?.each(text)?,
        verdict: text(at.get("verdict")?)?,
        evidence: parts(at)?,
        provided: provided.transpose()?,
    })
}

fn part(at: &At<'_>) -> Read<SavedPart> {
    let nowhere = at.optional("nowhere")?;
    let nowhere = nowhere.map(|at| at.each(|at| tree(&at, DEEPEST)));
    let point = at.optional("point")?.map(|at| {
        let values = at.entries()?;
        values
            .map(|(name, value)| Ok((name.to_owned(), rational(&value)?)))
            .collect()
    });
    Ok(SavedPart {
        formal: at.get("formal")?.text()?.to_owned(),
        verdict: at.get("verdict")?.text()?.to_owned(),
        kind: at.get("kind")?.text()?.to_owned(),
        nowhere: nowhere.transpose()?.unwrap_or_default(),
        point: point.transpose()?.unwrap_or_default(),
    })
}

fn tree(at: &At<'_>, depth: usize) -> Read<Evidence> {
    if depth == 0 {
        return Err(at.expected("a tree that is less deep"));
    }
    let items: Vec<At<'_>> = at.items()?.collect();
    let word = items.first().map(At::text).transpose()?;
    match (word, items.as_slice()) {
        (Some("cases"), [_, which, cases]) => Ok(Evidence::Cases {
            disjunction: which.count()?,
            cases: cases.each(|at| tree(&at, depth - 1))?,
        }),
        (Some("halves"), [_, unknown, place, lower, upper]) => Ok(Evidence::Halves {
            unknown: unknown.count()?,
            at: rational(place)?,
            parts: Box::new([tree(lower, depth - 1)?, tree(upper, depth - 1)?]),
        }),
        (Some("sum"), [_, products]) => Ok(Evidence::Sum(products.each(|at| product(&at))?)),
        _ => Err(at.expected("`cases`, `halves` or `sum` with what belongs to it")),
    }
}

fn product(at: &At<'_>) -> Read<Product> {
    let items: Vec<At<'_>> = at.items()?.collect();
    let [weight, signs, above, below] = items.as_slice() else {
        return Err(at.expected("a weight and three lists"));
    };
    let power = |at: At<'_>| {
        let pair = at.each(|at| at.count())?;
        match pair.as_slice() {
            [unknown, exponent] if *exponent <= 64 => Ok((*unknown, *exponent as u32)),
            _ => Err(at.expected("an unknown and a small exponent")),
        }
    };
    Ok(Product {
        weight: rational(weight)?,
        signs: signs.each(|at| at.count())?,
        above: above.each(power)?,
        below: below.each(|at| at.count())?,
    })
}
