//! Why a verdict is what it is, in a sentence.

use crate::certify::Evidence;
use crate::claim::{Found, Judged, Part, Share};
use crate::model::Verdict;
use crate::num::Rational;
use crate::report::decimal;

/// One sentence that says what the verdict on a claim rests on, and what was set.
pub fn why(judged: &Judged) -> String {
    let sentence = rests_on(judged);
    match judged.settings.as_slice() {
        [] => sentence,
        set => format!("With {} set: {sentence}", set.join(", ")),
    }
}

fn rests_on(judged: &Judged) -> String {
    if judged.verdict == Verdict::Conditional
        && let Some((condition, _)) = &judged.claim.provided
    {
        let defaults = match judged.at_defaults {
            Some(true) => "the defaults meet it",
            _ => "the defaults do not meet it",
        };
        let counter = judged
            .parts
            .iter()
            .find(|part| part.verdict == Verdict::Fails);
        let without = counter.map_or(String::new(), |part| {
            format!(" without it, {}", part_why(part))
        });
        return format!("Holds provided that {condition} ({defaults});{without}.");
    }
    let deciding = |parts: &'_ [Part]| -> Vec<Part> {
        let parts = parts.iter().filter(|part| part.verdict == judged.verdict);
        parts.cloned().collect()
    };
    // A condition that does not help decides only if nothing else does.
    let mut parts = deciding(&judged.parts);
    if parts.is_empty() {
        parts = deciding(&judged.provided);
    }
    let parts: Vec<&Part> = parts.iter().collect();
    let sentence = match (judged.verdict, parts.as_slice()) {
        (Verdict::Holds, [only]) => part_why(only),
        (Verdict::Holds, several) => {
            let proofs = several
                .iter()
                .filter(|part| matches!(part.found, Found::Proofs(_)))
                .count();
            match proofs == several.len() {
                true => format!("proved for the whole box in {proofs} statements"),
                false => joined(several),
            }
        }
        (_, [first, ..]) => part_why(first),
        (_, []) => "nothing was asked".to_owned(),
    };
    capital(&format!("{sentence}."))
}

fn joined(parts: &[&Part]) -> String {
    let mut said: Vec<String> = Vec::new();
    for part in parts {
        let words = part_why(part);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join("; ")
}

/// What the verdict on one statement rests on.
pub(super) fn part_why(part: &Part) -> String {
    match &part.found {
        Found::Proofs(proofs) if proofs.is_empty() => {
            "both sides are the same fraction of polynomials".to_owned()
        }
        Found::Proofs(proofs) => {
            let leaves: usize = proofs.iter().map(leaves).sum();
            let box_words = match part.sides.len() {
                0 => "for all values".to_owned(),
                1 => "for the whole range of one parameter".to_owned(),
                n => format!("for the whole box of {n} parameters"),
            };
            match leaves {
                0 => format!("proved {box_words}, case by case"),
                1 => format!("proved {box_words} by one identity"),
                n => format!("proved {box_words} by {n} identities"),
            }
        }
        Found::Absent(name) => format!("the model has no {name}, so nothing was learned"),
        Found::Counterexample(point, share) => {
            format!("false at {}{}", at(point, part), of(*share, "false"))
        }
        Found::Witness(point) => format!("true at {}", at(point, part)),
        Found::NoWitness(_) => "proved to be true nowhere on the box".to_owned(),
        Found::Data(scenario) => {
            let verb = match part.verdict {
                Verdict::Consistent => "agrees",
                _ => "does not agree",
            };
            format!(
                "{verb} with the numbers of scenario {scenario}: one measure and these cases, no causal or inferential test"
            )
        }
        Found::AtPoint(scenario) => {
            let place = match scenario {
                Some(name) => format!("scenario {name}"),
                None => "the model at its defaults".to_owned(),
            };
            match part.verdict {
                Verdict::Fails | Verdict::Inconsistent => format!("false in {place}"),
                _ => format!("true in {place}"),
            }
        }
        Found::Larger(_, point) => {
            format!(
                "true in the one wherever it is true in the other, and besides around {}",
                at(point, part)
            )
        }
        Found::Nothing(share) if share.of == 0 => {
            "what is supposed is true nowhere on the box, so nothing was learned".to_owned()
        }
        Found::Nothing(share) => {
            format!("neither proved nor refuted{}", of(*share, "false"))
        }
    }
}

fn of(share: Share, what: &str) -> String {
    if share.of == 0 {
        return String::new();
    }
    let percent = Rational::ratio(i64::from(share.false_at) * 100, i64::from(share.of));
    let shown = match share.false_at {
        0 => "none".to_owned(),
        _ if percent < Rational::ONE => "less than 1 %".to_owned(),
        _ => format!("about {} %", decimal(&percent, 0)),
    };
    format!(
        "; {what} at {shown} of {} points drawn from the box",
        share.of
    )
}

/// A point, shortened to what is not at its default.
fn at(point: &[(String, Rational)], part: &Part) -> String {
    let moved = |place: usize| part.defaults.get(place) != Some(&point[place].1);
    let values = (0..point.len()).filter(|place| moved(*place));
    let values: Vec<String> = values
        .map(|place| format!("{} = {}", point[place].0, point[place].1))
        .collect();
    let (all, others) = match &part.scenario {
        Some(name) => (
            format!("the values of scenario {name}"),
            format!("as in scenario {name}"),
        ),
        None => ("the defaults".to_owned(), "at the defaults".to_owned()),
    };
    match values.len() {
        0 => all,
        n if n == point.len() && part.scenario.is_none() => values.join(", "),
        _ => format!("{} (all else {others})", values.join(", ")),
    }
}

fn leaves(evidence: &Evidence) -> usize {
    match evidence {
        Evidence::Sum(_) => 1,
        Evidence::Cases { cases, .. } => cases.iter().map(leaves).sum(),
        Evidence::Halves { parts, .. } => parts.iter().map(leaves).sum(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
