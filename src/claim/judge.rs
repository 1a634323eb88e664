//! From a claim to a verdict with its evidence.

use super::at_point::holds_at;
use super::meaning::{meaning, obligations};
use super::movement::{formula, quotient};
use super::subject::{Side, Subject, fault};
use crate::certify::map_claim::Guard;
use crate::certify::{Evidence, Statement};
use crate::model::{
    DeclaredClaim, Errors, Formal, Model, Quantity, Sentence, Verdict, WrittenFormal,
};
use crate::num::{Multivariate, Rational, SplitMix};
use crate::region::{Nowhere, Unknown, drawn, nowhere};

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
}

/// A statement with what was found about it.
#[derive(Debug, Clone)]
pub struct Part {
    /// As written.
    pub text: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The evidence.
    pub found: Found,
    /// The box.
    pub sides: Vec<Side>,
    /// The parameters that have one value on it.
    pub constants: Vec<String>,
}

/// What a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Statements that are true nowhere on the box, with evidence for each: it holds.
    Proofs(Vec<(Statement, Evidence)>),
    /// Two quantities are the same fraction of polynomials.
    Identity,
    /// The model has no parameter of this name.
    Absent(String),
    /// A point at which it is false, and on what share of the box it is.
    Counterexample(Vec<(String, Rational)>, Share),
    /// A point at which it is true.
    Witness(Vec<(String, Rational)>),
    /// It is true nowhere on the box.
    NoWitness(Statement, Evidence),
    /// What it comes to in a scenario, by the definitions.
    AtPoint(Option<String>),
    /// Where it is true in the one scenario it is true in the other, for which this is the evidence; at the point in the other only.
    Larger {
        /// What is true nowhere.
        nowhere: Statement,
        /// Why.
        evidence: Evidence,
        /// The point.
        point: Vec<(String, Rational)>,
    },
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
fn part(
    model: &Model,
    settings: &[String],
    written: &WrittenFormal,
    provided: Option<&Sentence>,
) -> Result<Part, Errors> {
    if let Formal::At(scenario, body) = &written.formal {
        return at(model, settings, written, (scenario.as_deref(), body));
    }
    if let Formal::Share {
        body,
        larger,
        smaller,
    } = &written.formal
    {
        return share(model, settings, written, body, [larger, smaller]);
    }
    if let Formal::Independent(name) = &written.formal
        && model.declaring(name).is_none()
    {
        return Ok(Part {
            text: written.text.clone(),
            verdict: Verdict::ByConstruction,
            found: Found::Absent(name.clone()),
            sides: Vec::new(),
            constants: Vec::new(),
        });
    }
    let subject = Subject::new(model, None, settings, &written.over, &written.spot)?;
    let given: Vec<&Sentence> = written.given.iter().chain(provided).collect();
    let (verdict, found) = match &written.formal {
        Formal::Everywhere(body) => {
            let against = obligations(&subject, &given, meaning(&subject, body, false)?)?;
            let supposed = obligations(&subject, &given, Statement::All(Vec::new()))?;
            everywhere(&subject, vec![against], &supposed)
        }
        Formal::Somewhere(body) => {
            let wanted = obligations(&subject, &given, meaning(&subject, body, true)?)?;
            somewhere(&subject, wanted)
        }
        Formal::Moves { what, rises, with } => {
            let (against, supposed) = moves(&subject, &given, (what, *rises, with), written)?;
            everywhere(&subject, vec![against], &supposed)
        }
        Formal::Equals(what, other) => {
            let quantity = quotient(&subject, what, &written.spot)?;
            let other = formula(&subject, other)?;
            match quantity.difference(&other).is_zero() {
                true => (Verdict::Holds, Found::Identity),
                false => {
                    let exists = Statement::All(quantity.exists().into_iter().collect());
                    let supposed = obligations(&subject, &given, exists)?;
                    let both = vec![supposed.clone(), quantity.differs(&other)];
                    everywhere(&subject, vec![Statement::All(both)], &supposed)
                }
            }
        }
        Formal::Independent(name) => independent(&subject, &given, name, written)?,
        Formal::At(..) | Formal::Share { .. } => unreachable!("invariant: answered before"),
    };
    let part = Part {
        text: written.text.clone(),
        verdict,
        found,
        sides: subject.named_sides(),
        constants: subject.constants(),
    };
    confirm(model, settings, written, provided, &part)?;
    Ok(part)
}

/// What must be true nowhere for a quantity to move, and what is supposed.
fn moves(
    subject: &Subject<'_>,
    given: &[&Sentence],
    (what, rises, with): (&Quantity, bool, &String),
    written: &WrittenFormal,
) -> Result<(Statement, Statement), Errors> {
    let unknown = subject.unknown(with, &written.spot)?;
    let quantity = quotient(subject, what, &written.spot)?;
    let exists = Statement::All(quantity.exists().into_iter().collect());
    let supposed = obligations(subject, given, exists)?;
    let still = quantity.does_not_move(unknown, rises);
    Ok((Statement::All(vec![supposed.clone(), still]), supposed))
}

/// Looks for a point at which one of some statements is true; none may be.
fn everywhere(
    subject: &Subject<'_>,
    against: Vec<Statement>,
    supposed: &Statement,
) -> (Verdict, Found) {
    let mut proofs = Vec::new();
    let mut is_open = false;
    for statement in &against {
        match nowhere(statement, &subject.unknowns, &[subject.defaults()]) {
            Nowhere::Proved(evidence) => proofs.push((statement.clone(), evidence)),
            Nowhere::Meets(point) => {
                let share = counted(subject, &against, supposed);
                return (
                    Verdict::Fails,
                    Found::Counterexample(named(&subject.unknowns, point), share),
                );
            }
            Nowhere::Open => is_open = true,
        }
    }
    match is_open {
        false => (Verdict::Holds, Found::Proofs(proofs)),
        true => (
            Verdict::Undecided,
            Found::Nothing(counted(subject, &against, supposed)),
        ),
    }
}

fn somewhere(subject: &Subject<'_>, wanted: Statement) -> (Verdict, Found) {
    match nowhere(&wanted, &subject.unknowns, &[subject.defaults()]) {
        Nowhere::Meets(point) => (
            Verdict::Holds,
            Found::Witness(named(&subject.unknowns, point)),
        ),
        Nowhere::Proved(evidence) => (Verdict::Fails, Found::NoWitness(wanted, evidence)),
        Nowhere::Open => {
            let everything = subject.game.accepted();
            let share = counted(subject, &[wanted.negated()], &everything);
            (Verdict::Undecided, Found::Nothing(share))
        }
    }
}

/// The pure equilibria at two values of a parameter, all else equal: no profile is one at the one and none at the other.
fn independent(
    subject: &Subject<'_>,
    given: &[&Sentence],
    name: &str,
    written: &WrittenFormal,
) -> Result<(Verdict, Found), Errors> {
    let unknown = subject.unknown(name, &written.spot)?;
    let supposed = obligations(subject, given, Statement::All(Vec::new()))?;
    let twin = subject.unknowns.len();
    let mut unknowns = subject.unknowns.clone();
    unknowns.push(Unknown {
        name: format!("another {name}"),
        ..unknowns[unknown].clone()
    });
    let counts: Vec<usize> = subject.game.players.iter().map(|(_, a)| a.len()).collect();
    let mut proofs = Vec::new();
    let mut is_open = false;
    let mut first = subject.defaults();
    first.push(first[unknown].clone());
    for profile in crate::game::Payoffs::profiles_of(&counts) {
        let here = subject.game.equilibrium(&profile, false);
        let there = subject.game.no_equilibrium(&profile, false);
        let against = Statement::All(vec![
            supposed.clone(),
            replaced(&supposed, unknown, twin),
            here,
            replaced(&there, unknown, twin),
        ]);
        match nowhere(&against, &unknowns, &[first.clone()]) {
            Nowhere::Proved(evidence) => proofs.push((against, evidence)),
            Nowhere::Meets(point) => {
                let of = Share { false_at: 0, of: 0 };
                return Ok((
                    Verdict::Fails,
                    Found::Counterexample(named(&unknowns, point), of),
                ));
            }
            Nowhere::Open => is_open = true,
        }
    }
    Ok(match is_open {
        false => (Verdict::Holds, Found::Proofs(proofs)),
        true => (
            Verdict::Undecided,
            Found::Nothing(Share { false_at: 0, of: 0 }),
        ),
    })
}

/// A statement with another unknown in place of one.
fn replaced(statement: &Statement, unknown: usize, by: usize) -> Statement {
    match statement {
        Statement::Sign(guard) => Statement::Sign(Guard {
            expression: guard
                .expression
                .substitute(unknown, &Multivariate::unknown(by)),
            strict: guard.strict,
        }),
        Statement::All(parts) => Statement::All(
            parts
                .iter()
                .map(|part| replaced(part, unknown, by))
                .collect(),
        ),
        Statement::Any(parts) => Statement::Any(
            parts
                .iter()
                .map(|part| replaced(part, unknown, by))
                .collect(),
        ),
    }
}

/// A sentence at the point of a scenario.
fn at(
    model: &Model,
    settings: &[String],
    written: &WrittenFormal,
    (scenario, body): (Option<&str>, &Sentence),
) -> Result<Part, Errors> {
    let point = model.point(scenario, settings)?;
    let game = model.game(&point)?;
    let verdict = match holds_at(model, &point, &game, body)? {
        true => Verdict::Holds,
        false => Verdict::Fails,
    };
    let constants = model.parameters.iter().map(|p| p.name.clone());
    Ok(Part {
        text: written.text.clone(),
        verdict,
        found: Found::AtPoint(scenario.map(str::to_owned)),
        sides: Vec::new(),
        constants: constants.collect(),
    })
}

/// On which share of the box a sentence is true in two scenarios: larger for certain where it is true in the one wherever it is in the other, and
/// besides at a point where nothing is an equality.
fn share(
    model: &Model,
    settings: &[String],
    written: &WrittenFormal,
    body: &Sentence,
    scenarios: [&String; 2],
) -> Result<Part, Errors> {
    let over = match written.over.is_empty() {
        false => written.over.clone(),
        true => common(model, settings, scenarios)?,
    };
    let [larger, smaller] = scenarios
        .map(|scenario| Subject::new(model, Some(scenario), settings, &over, &written.spot));
    let (larger, smaller) = (larger?, smaller?);
    let there = meaning(&smaller, body, true)?;
    let not_here = meaning(&larger, body, false)?;
    let accepted = [larger.game.accepted(), smaller.game.accepted()];
    let against = Statement::All(accepted.iter().cloned().chain([there, not_here]).collect());
    let more = Statement::All(
        accepted
            .into_iter()
            .chain([
                meaning(&larger, body, true)?,
                meaning(&smaller, body, false)?,
            ])
            .collect(),
    );
    let inclusion = nowhere(&against, &larger.unknowns, &[larger.defaults()]);
    let beyond = nowhere(&strict(&more), &larger.unknowns, &[larger.defaults()]);
    let (verdict, found) = match (inclusion, beyond) {
        (Nowhere::Proved(evidence), Nowhere::Meets(point)) => {
            let found = Found::Larger {
                nowhere: against,
                evidence,
                point: named(&larger.unknowns, point),
            };
            (Verdict::Holds, found)
        }
        _ => {
            let share = counted(&larger, &[against], &Statement::All(Vec::new()));
            (Verdict::Undecided, Found::Nothing(share))
        }
    };
    Ok(Part {
        text: written.text.clone(),
        verdict,
        found,
        sides: larger.named_sides(),
        constants: larger.constants(),
    })
}

/// The parameters that both scenarios leave open.
fn common(
    model: &Model,
    settings: &[String],
    scenarios: [&String; 2],
) -> Result<Vec<String>, Errors> {
    let names = |scenario: &String| -> Result<Vec<String>, Errors> {
        let free = model.free_at(Some(scenario), settings, crate::model::Free::Numbers)?;
        Ok(free.into_iter().map(|one| model.name_of(one)).collect())
    };
    let [larger, smaller] = scenarios.map(names);
    let smaller = smaller?;
    Ok(larger?
        .into_iter()
        .filter(|name| smaller.contains(name))
        .collect())
}

fn strict(statement: &Statement) -> Statement {
    match statement {
        Statement::Sign(guard) => Statement::above(guard.expression.clone()),
        Statement::All(parts) => Statement::All(parts.iter().map(strict).collect()),
        Statement::Any(parts) => Statement::Any(parts.iter().map(strict).collect()),
    }
}

/// How often one of some statements is true at points drawn from those at which another is.
fn counted(subject: &Subject<'_>, against: &[Statement], supposed: &Statement) -> Share {
    let sides = subject.sides();
    let mut numbers = SplitMix::new(7);
    let mut share = Share { false_at: 0, of: 0 };
    for _ in 0..DRAWN {
        let point = drawn(&subject.unknowns, &sides, &mut numbers);
        if supposed.holds_at(&point) {
            share.of += 1;
            share.false_at += u32::from(against.iter().any(|one| one.holds_at(&point)));
        }
    }
    share
}

fn named(unknowns: &[Unknown], point: Vec<Rational>) -> Vec<(String, Rational)> {
    let names = unknowns.iter().map(|unknown| unknown.name.clone());
    names.zip(point).collect()
}

/// Looks at a point that was found once more, by the definitions.
fn confirm(
    model: &Model,
    settings: &[String],
    written: &WrittenFormal,
    provided: Option<&Sentence>,
    part: &Part,
) -> Result<(), Errors> {
    let (point, body, expected) = match (&part.found, &written.formal) {
        (Found::Counterexample(point, _), Formal::Everywhere(body)) => (point, body, false),
        (Found::Witness(point), Formal::Somewhere(body)) => (point, body, true),
        _ => return Ok(()),
    };
    let mut all = settings.to_vec();
    all.extend(point.iter().map(|(name, value)| format!("{name}={value}")));
    let point = model.point(None, &all)?;
    let game = model.game(&point)?;
    for supposed in written.given.iter().chain(provided) {
        let is_met = holds_at(model, &point, &game, supposed)?;
        assert!(is_met, "invariant: the point meets what is supposed");
    }
    let holds = holds_at(model, &point, &game, body)?;
    if holds != expected {
        return Err(fault(
            &written.spot,
            "a point at which symbols and definitions disagree".to_owned(),
            "a report of this to the authors".to_owned(),
        ));
    }
    Ok(())
}
