//! What a formal statement asks: of which statements about the unknowns it must be shown that they are true nowhere, or somewhere.

use super::at_point::holds_at;
use super::meaning::{meaning, obligations};
use super::movement::{formula, quotient};
use super::subject::{Subject, fault};
use crate::certify::Statement;
use crate::certify::map_claim::Guard;
use crate::game::Payoffs;
use crate::model::{Errors, Formal, Free, Model, Quantity, Sentence, WrittenFormal};
use crate::num::{Multivariate, Rational};
use crate::region::Unknown;

/// What a formal statement asks.
#[derive(Debug)]
pub enum Question<'a> {
    /// Nothing: the model has no parameter of this name.
    Absent(String),
    /// Nothing: it is answered at the point of a scenario.
    At(Option<String>, bool),
    /// Nothing: data agree with it, or not.
    Data(String, bool),
    /// Whether some statements are true nowhere.
    Nowhere {
        /// What it is about.
        subject: Subject<'a>,
        /// The unknowns: those of the subject, and twins of some.
        unknowns: Vec<Unknown>,
        /// The statements; none if two quantities are the same fraction of polynomials.
        against: Vec<Statement>,
        /// What is supposed.
        supposed: Statement,
    },
    /// Whether a statement is true somewhere.
    Somewhere {
        /// What it is about.
        subject: Subject<'a>,
        /// The statement.
        wanted: Statement,
    },
    /// Whether one statement is true nowhere, and another somewhere.
    Larger {
        /// What it is about.
        subject: Subject<'a>,
        /// True in the scenario of the smaller share and not in the other.
        against: Statement,
        /// The reverse, with strict signs.
        beyond: Statement,
    },
}

/// What a formal statement asks of a model, under a condition besides its own.
///
/// # Errors
/// Statements that are not about this model, and all that [`Model::parametric`] refuses.
pub fn question<'a>(
    model: &'a Model,
    settings: &[String],
    written: &WrittenFormal,
    provided: Option<&Sentence>,
) -> Result<Question<'a>, Errors> {
    match &written.formal {
        Formal::At(scenario, body) => {
            let point = model.point(scenario.as_deref(), settings)?;
            let game = model.game(&point)?;
            let holds = holds_at(model, &point, &game, body)?;
            return Ok(Question::At(scenario.clone(), holds));
        }
        Formal::Data(scenario, body) => {
            let point = model.point(Some(scenario), settings)?;
            let game = model.game(&point)?;
            let holds = holds_at(model, &point, &game, body)?;
            return Ok(Question::Data(scenario.clone(), holds));
        }
        Formal::Share {
            body,
            larger,
            smaller,
        } => return share(model, settings, written, body, [larger, smaller]),
        Formal::Independent(name) if model.declaring(name).is_none() => {
            return Ok(Question::Absent(name.clone()));
        }
        _ => {}
    }
    let scenario = written.scenario.as_deref();
    let mut over = left_open(written, settings)?;
    if let (Formal::Independent(name), true) = (&written.formal, over.is_empty()) {
        // It varies even if its default is a formula.
        over = numbers(model, scenario, settings)?;
        if !over.contains(name) {
            over.push(name.clone());
        }
    }
    let subject = Subject::new(model, scenario, settings, &over, &written.spot)?;
    let given: Vec<&Sentence> = written.given.iter().chain(provided).collect();
    let everything = || Statement::All(Vec::new());
    let mut unknowns = subject.unknowns.clone();
    let (against, supposed) = match &written.formal {
        Formal::Everywhere(body) => {
            let against = obligations(&subject, &given, meaning(&subject, body, false)?)?;
            (vec![against], obligations(&subject, &given, everything())?)
        }
        Formal::Somewhere(body) => {
            let wanted = obligations(&subject, &given, meaning(&subject, body, true)?)?;
            return Ok(Question::Somewhere { subject, wanted });
        }
        Formal::Moves { what, rises, with } => {
            let (against, supposed) = moves(&subject, &given, (what, *rises, with), written)?;
            (vec![against], supposed)
        }
        Formal::Equals(what, other) => {
            let quantity = quotient(&subject, what, &written.spot)?;
            let other = formula(&subject, other)?;
            let exists = Statement::All(quantity.exists().into_iter().collect());
            let supposed = obligations(&subject, &given, exists)?;
            let differs = Statement::All(vec![supposed.clone(), quantity.differs(&other)]);
            let against = match quantity.difference(&other).is_zero() {
                true => Vec::new(),
                false => vec![differs],
            };
            (against, supposed)
        }
        Formal::Independent(name) => {
            let unknown = subject.unknown(name, &written.spot)?;
            let supposed = obligations(&subject, &given, everything())?;
            unknowns.push(Unknown {
                name: format!("another {name}"),
                ..unknowns[unknown].clone()
            });
            (independent(&subject, unknown, &supposed), supposed)
        }
        Formal::At(..) | Formal::Data(..) | Formal::Share { .. } => {
            unreachable!("invariant: answered before")
        }
    };
    Ok(Question::Nowhere {
        subject,
        unknowns,
        against,
        supposed,
    })
}

/// The parameters named that vary, without those that are set.
fn left_open(written: &WrittenFormal, settings: &[String]) -> Result<Vec<String>, Errors> {
    let names = settings.iter().filter_map(|one| one.split_once('='));
    let set: Vec<&str> = names.map(|(name, _)| name.trim()).collect();
    let mut open = written.over.clone();
    open.retain(|name| !set.contains(&name.as_str()));
    let about = match &written.formal {
        Formal::Moves { with, .. } => Some(with),
        Formal::Independent(name) => Some(name),
        _ => None,
    };
    let taken = match open.is_empty() {
        true => written.over.first(),
        false => about.filter(|name| set.contains(&name.as_str())),
    };
    match taken {
        None => Ok(open),
        Some(name) => Err(fault(
            &written.spot,
            format!("`{name}`, which is set"),
            "a parameter left open by `--set`: the statement is about how it varies".to_owned(),
        )),
    }
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

/// For each profile: it is an equilibrium, and none at another value of the parameter, which is one unknown more.
fn independent(subject: &Subject<'_>, unknown: usize, supposed: &Statement) -> Vec<Statement> {
    let twin = subject.unknowns.len();
    let counts: Vec<usize> = subject.game.players.iter().map(|(_, a)| a.len()).collect();
    Payoffs::profiles_of(&counts)
        .map(|profile| {
            let there = subject.game.no_equilibrium(&profile, false);
            Statement::All(vec![
                supposed.clone(),
                replaced(supposed, unknown, twin),
                subject.game.equilibrium(&profile, false),
                replaced(&there, unknown, twin),
            ])
        })
        .collect()
}

/// A statement with another unknown in place of one.
fn replaced(statement: &Statement, unknown: usize, by: usize) -> Statement {
    let all = |parts: &[Statement]| {
        let parts = parts.iter().map(|part| replaced(part, unknown, by));
        parts.collect()
    };
    match statement {
        Statement::Sign(guard) => Statement::Sign(Guard {
            expression: guard
                .expression
                .substitute(unknown, &Multivariate::unknown(by)),
            strict: guard.strict,
        }),
        Statement::All(parts) => Statement::All(all(parts)),
        Statement::Any(parts) => Statement::Any(all(parts)),
    }
}

/// A share is larger for certain where the sentence is true in the one scenario wherever it is in the other, and besides at a point where nothing
/// is an equality.
fn share<'a>(
    model: &'a Model,
    settings: &[String],
    written: &WrittenFormal,
    body: &Sentence,
    scenarios: [&String; 2],
) -> Result<Question<'a>, Errors> {
    let over = match left_open(written, settings)? {
        named if named.is_empty() => common(model, settings, scenarios)?,
        named => named,
    };
    let [larger, smaller] = scenarios
        .map(|scenario| Subject::new(model, Some(scenario), settings, &over, &written.spot));
    let (larger, smaller) = (larger?, smaller?);
    let [here, not_here] = [true, false].map(|is_true| meaning(&larger, body, is_true));
    let [there, not_there] = [true, false].map(|is_true| meaning(&smaller, body, is_true));
    let accepted = [larger.game.accepted(), smaller.game.accepted()];
    let with = |parts: [Statement; 2]| {
        Statement::All(accepted.iter().cloned().chain(parts).collect::<Vec<_>>())
    };
    let against = with([there?, not_here?]);
    let beyond = strict(&with([here?, not_there?]));
    Ok(Question::Larger {
        subject: larger,
        against,
        beyond,
    })
}

/// The parameters that both scenarios leave open.
fn common(
    model: &Model,
    settings: &[String],
    scenarios: [&String; 2],
) -> Result<Vec<String>, Errors> {
    let [larger, smaller] = scenarios.map(|name| numbers(model, Some(name), settings));
    let (mut larger, smaller) = (larger?, smaller?);
    larger.retain(|name| smaller.contains(name));
    Ok(larger)
}

/// The parameters that vary unless others are named.
fn numbers(
    model: &Model,
    scenario: Option<&str>,
    settings: &[String],
) -> Result<Vec<String>, Errors> {
    let free = model.free_at(scenario, settings, Free::Numbers)?;
    Ok(free.into_iter().map(|one| model.name_of(one)).collect())
}

fn strict(statement: &Statement) -> Statement {
    match statement {
        Statement::Sign(guard) => Statement::above(guard.expression.clone()),
        Statement::All(parts) => Statement::All(parts.iter().map(strict).collect()),
        Statement::Any(parts) => Statement::Any(parts.iter().map(strict).collect()),
    }
}

/// Whether a formal statement is true, or false, at a point by the definitions; none if its form is not about points.
///
/// # Errors
/// As [`Model::game`].
pub fn by_definition(
    model: &Model,
    settings: &[String],
    written: &WrittenFormal,
    provided: Option<&Sentence>,
    point: &[(String, Rational)],
) -> Result<Option<bool>, Errors> {
    let (Formal::Everywhere(body) | Formal::Somewhere(body)) = &written.formal else {
        return Ok(None);
    };
    let mut all = settings.to_vec();
    all.extend(point.iter().map(|(name, value)| format!("{name}={value}")));
    let point = model.point(written.scenario.as_deref(), &all)?;
    let game = model.game(&point)?;
    let is_everywhere = matches!(written.formal, Formal::Everywhere(_));
    for supposed in written.given.iter().chain(provided) {
        if !holds_at(model, &point, &game, supposed)? {
            return Ok(Some(is_everywhere));
        }
    }
    holds_at(model, &point, &game, body).map(Some)
}
