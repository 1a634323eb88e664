//! From a claim to a verdict with its evidence.

use super::at_point::holds_at;
use super::question::{Question, by_definition, question};
use super::subject::{Side, Subject};
use crate::certify::{Evidence, Statement};
use crate::model::{DeclaredClaim, Errors, Formal, Model, Sentence, Verdict, WrittenFormal};
use crate::num::{Rational, SplitMix};
use crate::region::{Nowhere, Unknown, drawn, nowhere, sides_of};

/// How many points are drawn for the share of the box on which a statement is false.
pub const DRAWN: u32 = 2000;

/// A claim with what was found about it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The claim.
    pub claim: DeclaredClaim,
    /// The verdict on all its statements together.
    pub verdict: Verdict,
    /// Each statement, as it stands.
    pub parts: Vec<Part>,
    /// Each statement under the claim's condition, if it has one and needs it.
    pub provided: Vec<Part>,
    /// Whether the defaults meet that condition.
    pub at_defaults: Option<bool>,
    /// What was set, in scenarios too.
    pub settings: Vec<String>,
}

/// A statement with what was found about it.
#[derive(Debug, Clone)]
pub struct Part {
    /// As written.
    pub text: String,
    /// The scenario whose values the others have on the box, if one is named.
    pub scenario: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// The evidence.
    pub found: Found,
    /// The box.
    pub sides: Vec<Side>,
    /// The parameters that have one value on it.
    pub constants: Vec<String>,
    /// The defaults of the parameters of the box.
    pub defaults: Vec<Rational>,
}

/// What a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Evidence that what it asks to be true nowhere is so, in its order; none is needed if two quantities are the same fraction of polynomials.
    Proofs(Vec<Evidence>),
    /// The model has no parameter of this name.
    Absent(String),
    /// A point at which it is false, and on what share of the box it is.
    Counterexample(Vec<(String, Rational)>, Share),
    /// A point at which it is true.
    Witness(Vec<(String, Rational)>),
    /// It is true nowhere on the box.
    NoWitness(Evidence),
    /// What it comes to in a scenario, by the definitions.
    AtPoint(Option<String>),
    /// Whether the data of a scenario agree with it.
    Data(String),
    /// Where it is true in the one scenario it is true in the other, for which this is the evidence; at the point in the other only.
    Larger(Evidence, Vec<(String, Rational)>),
    /// Nothing was found.
    Nothing(Share),
}

/// How often a statement was false at points drawn from the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The points at which it was false.
    pub false_at: u32,
    /// The points at which it says something: all that the model accepts and that meet what is supposed.
    pub of: u32,
}

/// Judges a claim.
///
/// # Answer
/// `holds` and `fails` are certain: the one rests on evidence for the whole box, the other on a point at which the definitions say no.
/// # Errors
/// Statements that are not about this model, and all that [`Model::parametric`] refuses.
pub fn judge(model: &Model, claim: &DeclaredClaim, settings: &[String]) -> Result<Judged, Errors> {
    let all = |provided: Option<&Sentence>| -> Result<Vec<Part>, Errors> {
        let formal = claim.formal.iter();
        formal
            .map(|formal| part(model, settings, formal, provided))
            .collect()
    };
    let parts = all(None)?;
    let mut judged = Judged {
        claim: claim.clone(),
        verdict: together(&parts),
        parts,
        provided: Vec::new(),
        at_defaults: None,
        settings: settings.to_vec(),
    };
    if let Some((_, condition)) = &claim.provided
        && judged.verdict == Verdict::Fails
    {
        let point = model.point(None, settings)?;
        let game = model.game(&point)?;
        judged.at_defaults = Some(holds_at(model, &point, &game, condition)?);
        judged.provided = all(Some(condition))?;
        judged.verdict = match together(&judged.provided) {
            Verdict::Holds | Verdict::ByConstruction => Verdict::Conditional,
            other => other,
        };
    }
    Ok(judged)
}

/// The verdict on several statements that are all meant.
fn together(parts: &[Part]) -> Verdict {
    let verdicts = parts.iter().map(|part| part.verdict);
    let order = [
        Verdict::Fails,
        Verdict::Inconsistent,
        Verdict::Undecided,
        Verdict::Conditional,
        Verdict::Consistent,
        Verdict::Holds,
        Verdict::ByConstruction,
    ];
    let rank = |verdict: &Verdict| order.iter().position(|known| known == verdict);
    verdicts.min_by_key(rank).unwrap_or(Verdict::Undecided)
}

/// Judges one statement.
pub(super) fn part(
    model: &Model,
    settings: &[String],
    written: &WrittenFormal,
    provided: Option<&Sentence>,
) -> Result<Part, Errors> {
    let asked = question(model, settings, written, provided)?;
    let (mut verdict, mut found) = answer(&asked);
    // A slope between the values that a parameter takes refutes nothing.
    if let (Formal::Moves { with, .. }, Question::Nowhere { unknowns, .. }) =
        (&written.formal, &asked)
        && let Found::Counterexample(_, share) = found
        && unknowns
            .iter()
            .any(|one| one.name == *with && (one.integer || one.listed.is_some()))
    {
        (verdict, found) = (Verdict::Undecided, Found::Nothing(share));
    }
    let point = match &found {
        Found::Counterexample(point, _) => Some((point, false)),
        Found::Witness(point) => Some((point, true)),
        _ => None,
    };
    if let Some((point, expected)) = point {
        let defined = by_definition(model, settings, written, provided, point)?;
        assert!(
            defined.is_none_or(|defined| defined == expected),
            "invariant: symbols and definitions agree about `{}` at {point:?}",
            written.text
        );
    }
    let (sides, constants, defaults) = match &asked {
        Question::Absent(_) => (Vec::new(), Vec::new(), Vec::new()),
        Question::At(..) | Question::Data(..) => {
            let all = model.parameters.iter().map(|p| p.name.clone());
            (Vec::new(), all.collect(), Vec::new())
        }
        Question::Nowhere { subject, .. }
        | Question::Somewhere { subject, .. }
        | Question::Larger { subject, .. } => (
            subject.named_sides(),
            subject.constants(),
            subject.defaults(),
        ),
    };
    Ok(Part {
        text: written.text.clone(),
        scenario: written.scenario.clone(),
        verdict,
        found,
        sides,
        constants,
        defaults,
    })
}

fn answer(asked: &Question<'_>) -> (Verdict, Found) {
    match asked {
        Question::Absent(name) => (Verdict::ByConstruction, Found::Absent(name.clone())),
        Question::At(scenario, holds) => {
            let verdict = match holds {
                true => Verdict::Holds,
                false => Verdict::Fails,
            };
            (verdict, Found::AtPoint(scenario.clone()))
        }
        Question::Data(scenario, agrees) => {
            let verdict = match agrees {
                true => Verdict::Consistent,
                false => Verdict::Inconsistent,
            };
            (verdict, Found::Data(scenario.clone()))
        }
        Question::Nowhere {
            subject,
            unknowns,
            against,
            supposed,
        } => everywhere(subject, unknowns, against, supposed),
        Question::Somewhere { subject, wanted } => somewhere(subject, wanted),
        Question::Larger {
            subject,
            against,
            beyond,
        } => {
            let first = [subject.defaults()];
            let inclusion = nowhere(against, &subject.unknowns, &first);
            let further = nowhere(beyond, &subject.unknowns, &first);
            match (inclusion, further) {
                (Nowhere::Proved(evidence), Nowhere::Meets(point)) => {
                    let point = simplified(beyond, &subject.unknowns, &first[0], point);
                    let point = named(&subject.unknowns, point);
                    (Verdict::Holds, Found::Larger(evidence, point))
                }
                _ => {
                    let everything = Statement::All(Vec::new());
                    let share = counted(
                        &subject.unknowns,
                        std::slice::from_ref(against),
                        &everything,
                    );
                    (Verdict::Undecided, Found::Nothing(share))
                }
            }
        }
    }
}

/// Looks for a point at which one of some statements is true; none may be.
fn everywhere(
    subject: &Subject<'_>,
    unknowns: &[Unknown],
    against: &[Statement],
    supposed: &Statement,
) -> (Verdict, Found) {
    let mut first = subject.defaults();
    let twins = &sides_of(unknowns)[first.len()..];
    first.extend(twins.iter().map(|(lower, _)| lower.clone()));
    let first = [first];
    let mut proofs = Vec::new();
    for statement in against {
        match nowhere(statement, unknowns, &first) {
            Nowhere::Proved(evidence) => proofs.push(evidence),
            Nowhere::Meets(point) => {
                let share = counted(unknowns, against, supposed);
                let point = named(unknowns, simplified(statement, unknowns, &first[0], point));
                return (Verdict::Fails, Found::Counterexample(point, share));
            }
            Nowhere::Open => {}
        }
    }
    // What follows from something that is nowhere so teaches nothing.
    if let Nowhere::Proved(_) = nowhere(supposed, unknowns, &first) {
        return (
            Verdict::Undecided,
            Found::Nothing(Share { false_at: 0, of: 0 }),
        );
    }
    match proofs.len() == against.len() {
        true => (Verdict::Holds, Found::Proofs(proofs)),
        false => {
            let share = counted(unknowns, against, supposed);
            (Verdict::Undecided, Found::Nothing(share))
        }
    }
}

fn somewhere(subject: &Subject<'_>, wanted: &Statement) -> (Verdict, Found) {
    match nowhere(wanted, &subject.unknowns, &[subject.defaults()]) {
        Nowhere::Meets(point) => {
            let point = simplified(wanted, &subject.unknowns, &subject.defaults(), point);
            (
                Verdict::Holds,
                Found::Witness(named(&subject.unknowns, point)),
            )
        }
        Nowhere::Proved(evidence) => (Verdict::Fails, Found::NoWitness(evidence)),
        Nowhere::Open => {
            let accepted = subject.game.accepted();
            let share = counted(&subject.unknowns, &[wanted.negated()], &accepted);
            (Verdict::Undecided, Found::Nothing(share))
        }
    }
}

/// How often one of some statements is true at points drawn from those at which another is.
fn counted(unknowns: &[Unknown], against: &[Statement], supposed: &Statement) -> Share {
    let sides = sides_of(unknowns);
    let mut numbers = SplitMix::new(7);
    let mut share = Share { false_at: 0, of: 0 };
    for _ in 0..DRAWN {
        let point = drawn(unknowns, &sides, &mut numbers);
        if supposed.holds_at(&point) {
            share.of += 1;
            share.false_at += u32::from(against.iter().any(|one| one.holds_at(&point)));
        }
    }
    share
}

/// The point with as many values at their defaults, or else at simple numbers, as the statement allows.
fn simplified(
    statement: &Statement,
    unknowns: &[Unknown],
    defaults: &[Rational],
    mut point: Vec<Rational>,
) -> Vec<Rational> {
    let sides = sides_of(unknowns);
    for (unknown, (lower, upper)) in sides.iter().enumerate() {
        let inside = |value: &Rational| lower <= value && value <= upper;
        let rounded = [2, 5, 10, 20, 50, 100].map(|parts| {
            let parts = Rational::integer(parts);
            &(&point[unknown] * &parts).floor() / &parts
        });
        let default = std::iter::once(&defaults[unknown]);
        let found = default.chain(&rounded).find(|value| {
            let mut moved = point.clone();
            moved[unknown].clone_from(value);
            inside(value) && unknowns[unknown].is_of_its_kind(value) && statement.holds_at(&moved)
        });
        if let Some(value) = found {
            point[unknown] = value.clone();
        }
    }
    point
}

fn named(unknowns: &[Unknown], point: Vec<Rational>) -> Vec<(String, Rational)> {
    let names = unknowns.iter().map(|unknown| unknown.name.clone());
    names.zip(point).collect()
}
