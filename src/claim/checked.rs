//! Saved verdicts checked again: what each statement asks is worked out anew from the model, and the evidence that was written is followed.
//!
//! Nothing of the search takes part. That the polynomials are those of the model is taken from the reading of formulas over symbols; points are
//! looked at by the definitions, in the game that the model gives there.

use std::collections::BTreeMap;

use super::at_point::holds_at;
use super::question::{Question, by_definition, question};
use crate::certify::map_claim::SymbolicGame;
use crate::certify::{Check, Evidence, Statement, Verification, true_nowhere};
use crate::model::{DeclaredClaim, Errors, Model, Sentence, Verdict, WrittenFormal};
use crate::num::Rational;
use crate::region::{Unknown, sides_of};

/// A saved verdict on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedClaim {
    /// The id of a bundled model, or the path of a file.
    pub model: String,
    /// The number of the proposition.
    pub proposition: String,
    /// What was set.
    pub settings: Vec<String>,
    /// The formal statements as written.
    pub formal: Vec<String>,
    /// The proposition, the phrase, what is left out, and what stands against it, as written.
    pub words: [String; 4],
    /// The box that is written.
    pub sides: BTreeMap<String, (Rational, Rational)>,
    /// Whether the defaults are said to meet the condition.
    pub at_defaults: Option<bool>,
    /// The word for the verdict.
    pub verdict: String,
    /// What is written about each statement.
    pub evidence: Vec<SavedPart>,
    /// The condition, and what is written about each statement under it.
    pub provided: Option<(String, Vec<SavedPart>)>,
}

/// What is written about one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPart {
    /// The statement.
    pub formal: String,
    /// The word for the verdict.
    pub verdict: String,
    /// What it is said to rest on.
    pub kind: String,
    /// Evidence that something is true nowhere.
    pub nowhere: Vec<Evidence>,
    /// A point.
    pub point: BTreeMap<String, Rational>,
}

/// Checks a saved verdict against the model.
///
/// # Answer
/// What was verified, refuted, or not checked again: shares of points drawn, and readings in words.
/// # Errors
/// As [`super::judge`].
pub fn checked(model: &Model, saved: &SavedClaim) -> Result<Verification, Errors> {
    let mut report = Verification::default();
    let claims = model.claims.iter();
    let Some(claim) = claims.clone().find(|claim| claim.id == saved.proposition) else {
        let words = format!("{} has no claim {}", saved.model, saved.proposition);
        report.refute(Check::Game, "/proposition", words);
        return Ok(report);
    };
    let written: Vec<&str> = claim
        .formal
        .iter()
        .map(|formal| formal.text.as_str())
        .collect();
    if written != saved.formal {
        let words = format!("the model says: {}", written.join("; "));
        report.refute(Check::Game, "/formal", words);
        return Ok(report);
    }
    let words = [
        &claim.says,
        &claim.phrase,
        &claim.leaves_out,
        &claim.tension,
    ];
    if !words.into_iter().eq(&saved.words) {
        let words = "the proposition, the phrase, what is left out or what stands against it is not the model's";
        report.refute(Check::Game, "/statement", words);
    }
    same_box(model, claim, saved, &mut report)?;
    let left = "the id, the concept, the reading in words, sources, constants, the verdict expected, and shares of points drawn";
    report.leave(Check::Claim, "/reading", left);
    let mut verdicts = Vec::new();
    parts(
        model,
        claim,
        saved,
        (&saved.evidence, None, "/evidence"),
        &mut verdicts,
        &mut report,
    )?;
    let mut under = Vec::new();
    if let Some((condition, evidence)) = &saved.provided {
        match &claim.provided {
            Some((own, sentence)) if own == condition => {
                let part = (evidence.as_slice(), Some(sentence), "/where/evidence");
                if !evidence.is_empty() {
                    parts(model, claim, saved, part, &mut under, &mut report)?;
                }
            }
            _ => report.refute(
                Check::Game,
                "/where/condition",
                "the model has another condition",
            ),
        }
    }
    verdict(saved, &verdicts, &under, &mut report);
    Ok(report)
}

/// Whether the box is that of the statements, and the defaults meet the condition as it says.
fn same_box(
    model: &Model,
    claim: &DeclaredClaim,
    saved: &SavedClaim,
    report: &mut Verification,
) -> Result<(), Errors> {
    let mut sides = BTreeMap::new();
    for written in &claim.formal {
        let asked = question(model, &saved.settings, written, None)?;
        if let Question::Nowhere { subject, .. }
        | Question::Somewhere { subject, .. }
        | Question::Larger { subject, .. } = asked
        {
            sides.extend(
                subject
                    .named_sides()
                    .into_iter()
                    .map(|side| (side.name, side.ends)),
            );
        }
    }
    if sides != saved.sides {
        report.refute(Check::Game, "/box", "the box is another one in the model");
    }
    if let (Some(said), Some((_, condition))) = (saved.at_defaults, &claim.provided) {
        let point = model.point(None, &saved.settings)?;
        let game = model.game(&point)?;
        if holds_at(model, &point, &game, condition)? != said {
            report.refute(
                Check::Claim,
                "/where/defaults",
                "the defaults say otherwise",
            );
        }
    }
    Ok(())
}

/// Whether the verdict follows from those on the statements.
fn verdict(saved: &SavedClaim, parts: &[String], under: &[String], report: &mut Verification) {
    let all = |verdicts: &[String], words: &[&str]| {
        !verdicts.is_empty() && verdicts.iter().all(|own| words.contains(&own.as_str()))
    };
    let [holds, absent, fails, conditional] = [
        Verdict::Holds,
        Verdict::ByConstruction,
        Verdict::Fails,
        Verdict::Conditional,
    ]
    .map(Verdict::word);
    let said = saved.verdict.as_str();
    let follows = if said == holds {
        all(parts, &[holds, absent]) && !all(parts, &[absent])
    } else if said == absent {
        all(parts, &[absent])
    } else if said == fails {
        parts.iter().any(|own| own == fails)
    } else if said == conditional {
        parts.iter().any(|own| own == fails) && all(under, &[holds, absent])
    } else if let Some(own) = [Verdict::Consistent, Verdict::Inconsistent]
        .map(Verdict::word)
        .into_iter()
        .find(|own| *own == said)
    {
        parts.iter().any(|part| part == own) && all(parts, &[holds, absent, own])
    } else {
        report.leave(
            Check::Claim,
            "/verdict",
            format!("`{said}` proves nothing, so nothing was checked"),
        );
        return;
    };
    match follows {
        true => report.verify(
            Check::Claim,
            "/verdict",
            format!("`{said}` follows from what was verified of the statements"),
        ),
        false => report.refute(
            Check::Claim,
            "/verdict",
            format!("`{said}` does not follow from the statements' verdicts"),
        ),
    }
}

fn parts(
    model: &Model,
    claim: &DeclaredClaim,
    saved: &SavedClaim,
    (evidence, provided, place): (&[SavedPart], Option<&Sentence>, &str),
    verdicts: &mut Vec<String>,
    report: &mut Verification,
) -> Result<(), Errors> {
    if evidence.len() != claim.formal.len() {
        let words = format!("there are {} statements", claim.formal.len());
        report.refute(Check::Claim, place, words);
        return Ok(());
    }
    for (number, (written, part)) in claim.formal.iter().zip(evidence).enumerate() {
        let place = format!("{place}/{number}");
        if part.formal != written.text {
            let words = format!("the model says: {}", written.text);
            report.refute(Check::Game, &format!("{place}/formal"), words);
        }
        verdicts.push(part.verdict.clone());
        one(
            model,
            &saved.settings,
            (written, provided),
            part,
            &place,
            report,
        )?;
    }
    Ok(())
}

fn one(
    model: &Model,
    settings: &[String],
    (written, provided): (&WrittenFormal, Option<&Sentence>),
    part: &SavedPart,
    place: &str,
    report: &mut Verification,
) -> Result<(), Errors> {
    let asked = question(model, settings, written, provided)?;
    let is = |verdict: Verdict| part.verdict == verdict.word();
    match (&asked, part.kind.as_str()) {
        (Question::Absent(name), "absent") if is(Verdict::ByConstruction) => {
            report.verify(Check::Claim, place, format!("the model has no {name}"));
        }
        (Question::Data(_, agrees), "data") => {
            let said = match agrees {
                true => Verdict::Consistent,
                false => Verdict::Inconsistent,
            };
            let words = format!("`{}` in the game that the model has there", said.word());
            found(is(said), words, place, report);
        }
        (Question::At(_, holds), "point") => {
            let said = match holds {
                true => Verdict::Holds,
                false => Verdict::Fails,
            };
            let words = format!("`{}` by the definitions", said.word());
            found(is(said), words, place, report);
        }
        (
            Question::Nowhere {
                subject,
                unknowns,
                against,
                ..
            },
            "proof",
        ) if is(Verdict::Holds) => {
            denominators(&subject.game, unknowns, place, report);
            proofs(against, unknowns, part, place, report);
        }
        (Question::Somewhere { subject, wanted }, "no-witness") if is(Verdict::Fails) => {
            denominators(&subject.game, &subject.unknowns, place, report);
            proofs(
                std::slice::from_ref(wanted),
                &subject.unknowns,
                part,
                place,
                report,
            );
        }
        (
            Question::Nowhere {
                unknowns, against, ..
            },
            "counterexample",
        ) if is(Verdict::Fails) => {
            let Some(point) = point(unknowns, part, place, report) else {
                return Ok(());
            };
            let symbols = against.iter().any(|statement| statement.holds_at(&point));
            let named = named(unknowns, &point);
            let defined = by_definition(model, settings, written, provided, &named)?;
            at_point(
                symbols && defined != Some(true),
                "is false there",
                place,
                report,
            );
        }
        (Question::Somewhere { subject, wanted }, "witness") if is(Verdict::Holds) => {
            let Some(point) = point(&subject.unknowns, part, place, report) else {
                return Ok(());
            };
            let named = named(&subject.unknowns, &point);
            let defined = by_definition(model, settings, written, provided, &named)?;
            at_point(
                wanted.holds_at(&point) && defined == Some(true),
                "is true there",
                place,
                report,
            );
        }
        (
            Question::Larger {
                subject,
                against,
                beyond,
            },
            "larger",
        ) if is(Verdict::Holds) => {
            denominators(&subject.game, &subject.unknowns, place, report);
            proofs(
                std::slice::from_ref(against),
                &subject.unknowns,
                part,
                place,
                report,
            );
            if let Some(point) = point(&subject.unknowns, part, place, report) {
                at_point(
                    beyond.holds_at(&point),
                    "is true there in the one scenario only",
                    place,
                    report,
                );
            }
        }
        (_, "nothing") if is(Verdict::Undecided) => {
            report.leave(Check::Claim, place, "undecided: there is nothing to check");
        }
        _ => {
            let words = format!(
                "`{}` by `{}` is no answer to this statement",
                part.verdict, part.kind
            );
            report.refute(Check::Claim, place, words);
        }
    }
    Ok(())
}

/// A fraction has the sign of its numerator where its denominator is positive.
fn denominators(game: &SymbolicGame, unknowns: &[Unknown], place: &str, report: &mut Verification) {
    let sides = sides_of(unknowns);
    for factor in game.denominators() {
        let statement = Statement::All(vec![game.accepted(), Statement::at_least(-&factor)]);
        // The sum that is tried: the sign itself, whose coefficients are all negative in the distances from the lower sides.
        let number = game.domain.len();
        let product = crate::certify::Product {
            weight: Rational::ONE,
            signs: vec![number],
            above: Vec::new(),
            below: Vec::new(),
        };
        let evidence = Evidence::Sum(vec![product]);
        if true_nowhere(&statement, &sides, &evidence).is_err() {
            let names: Vec<&str> = unknowns
                .iter()
                .map(|unknown| unknown.name.as_str())
                .collect();
            let words = format!("that {} is positive on the box", factor.text(&names));
            report.leave(Check::Denominator, place, words);
        }
    }
}

fn proofs(
    against: &[Statement],
    unknowns: &[Unknown],
    part: &SavedPart,
    place: &str,
    report: &mut Verification,
) {
    let sides = sides_of(unknowns);
    if against.len() != part.nowhere.len() {
        let words = format!("it takes {} proofs", against.len());
        report.refute(Check::Claim, &format!("{place}/nowhere"), words);
        return;
    }
    for (number, (statement, evidence)) in against.iter().zip(&part.nowhere).enumerate() {
        if let Err(fault) = true_nowhere(statement, &sides, evidence) {
            let way: Vec<String> = fault.way.iter().map(usize::to_string).collect();
            let words = format!("at branch [{}]: {}", way.join(", "), fault.words);
            report.refute(Check::Claim, &format!("{place}/nowhere/{number}"), words);
            return;
        }
    }
    let words = match against.len() {
        0 => "both sides are the same fraction of polynomials".to_owned(),
        1 => "followed on the whole box".to_owned(),
        n => format!("{n} proofs followed on the whole box"),
    };
    report.verify(Check::Claim, place, words);
}

/// The point that is written, if it is one of the box.
fn point(
    unknowns: &[Unknown],
    part: &SavedPart,
    place: &str,
    report: &mut Verification,
) -> Option<Vec<Rational>> {
    let values = unknowns
        .iter()
        .map(|unknown| part.point.get(&unknown.name).cloned());
    let values: Option<Vec<Rational>> = values.collect();
    let inside = values.filter(|values| {
        let mut sides = sides_of(unknowns).into_iter().zip(values);
        part.point.len() == unknowns.len()
            && sides.all(|((lower, upper), value)| lower <= *value && *value <= upper)
    });
    if inside.is_none() {
        let words = "a value is missing, or lies outside the box";
        report.refute(Check::Claim, &format!("{place}/point"), words);
    }
    inside
}

fn named(unknowns: &[Unknown], point: &[Rational]) -> Vec<(String, Rational)> {
    let named = unknowns.iter().zip(point);
    named
        .map(|(unknown, value)| (unknown.name.clone(), value.clone()))
        .collect()
}

/// What was found out anew, and whether it is what was said.
fn found(is_said: bool, words: String, place: &str, report: &mut Verification) {
    match is_said {
        true => report.verify(Check::Claim, place, words),
        false => report.refute(Check::Claim, place, format!("it is {words}")),
    }
}

fn at_point(holds: bool, words: &str, place: &str, report: &mut Verification) {
    let place = format!("{place}/point");
    match holds {
        true => report.verify(Check::Claim, &place, format!("the statement {words}")),
        false => report.refute(
            Check::Claim,
            &place,
            format!("it is not so that the statement {words}"),
        ),
    }
}
