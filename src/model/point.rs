//! Parameter points: defaults, a scenario and settings, evaluated exactly and checked against domains and assumptions.

use std::sync::Arc;

use super::declare::{DeclaredPlayer, Model, ValueFormula, WrittenFormula, WrittenTruth};
use super::diagnostic::{Source, Spot};
use super::error::{Error, ErrorKind, Errors};
use super::payoffs::unknown_action;
use super::read::{Reader, Texts};
use super::valuation::{Valuation, deciding, digits_of};
use crate::formula::{
    AtPoint, Context, DIGIT_LIMIT, Evaluation, EvaluationError, Layout, Situation, Truth, closest,
};
use crate::num::Rational;

/// A parameter, or one member's value of a list parameter, given a value.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The parameter.
    pub parameter: usize,
    /// The member, from 0, if one is named.
    pub member: Option<usize>,
    /// The value.
    pub value: ValueFormula,
    /// Where it stands.
    pub spot: Spot,
}

/// Exact values of all parameters of a model, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Per parameter its values: one, or one per member of its group.
    pub values: Vec<Vec<Rational>>,
    /// Where the members of each declared player stand among the players of the game.
    pub layout: Layout,
}

impl Model {
    /// The point of a scenario (the defaults, if none) with settings `name=value` on top, later ones over earlier ones.
    ///
    /// # Errors
    /// Unknown names, mistakes in formulas, lists of the wrong length, values outside their domain, and assumptions
    /// that fail, together where they can be found together.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Rational;
    /// let core = unipole::model::load("core")?;
    /// let point = core.point(Some("bipolar"), &["c=4/5-u".to_owned()])?;
    /// assert_eq!(point.values[1], [Rational::ratio(2, 5)]);
    /// # Ok::<(), unipole::model::Errors>(())
    /// ```
    pub fn point(&self, scenario: Option<&str>, settings: &[String]) -> Result<Point, Errors> {
        let (all, texts) = self.settings_of(scenario, settings)?;
        self.point_of(&all, &texts)
    }

    /// The settings of a scenario, and after them those given as `name=value`.
    pub(super) fn settings_of(
        &self,
        scenario: Option<&str>,
        settings: &[String],
    ) -> Result<(Vec<Setting>, Texts), Errors> {
        let mut all: Vec<Setting> = Vec::new();
        if let Some(name) = scenario {
            let found = self.scenario(name).ok_or_else(|| {
                let known: Vec<&str> = self.scenarios.iter().map(|s| s.name.as_str()).collect();
                let spot = Spot {
                    source: Source::new("--scenario", name),
                    span: 0..name.len(),
                };
                let kind = ErrorKind::UnknownScenario {
                    name: name.to_owned(),
                    nearest: closest(name, known.iter().copied()).map(str::to_owned),
                    known: known.join(", "),
                };
                Errors::from(Error { spot, kind })
            })?;
            all.extend(found.settings.iter().cloned());
        }
        let mut reader = Reader::for_settings(self);
        for text in settings {
            all.extend(setting(&mut reader, text));
        }
        if !reader.errors.is_empty() {
            return Err(Errors(reader.errors));
        }
        Ok((all, reader.texts))
    }

    /// The point of an expectation: its scenario with its settings.
    ///
    /// # Errors
    /// As [`Model::point`].
    pub fn point_expected(&self, expectation: &super::Expectation) -> Result<Point, Errors> {
        let scenario = expectation.scenario.as_deref();
        let mut all: Vec<Setting> = scenario
            .and_then(|name| self.scenario(name))
            .map_or(Vec::new(), |found| found.settings.clone());
        all.extend(expectation.settings.iter().cloned());
        let point = self.point_of(&all, &self.texts)?;
        self.check_expected(expectation, &point)?;
        Ok(point)
    }

    /// Whether the profiles of an expectation name one action of each player there is at its point.
    fn check_expected(&self, expectation: &super::Expectation, point: &Point) -> Result<(), Error> {
        if self.is_tree() {
            return Ok(());
        }
        let members = self.players.iter().zip(&point.layout.0);
        let players: Vec<&DeclaredPlayer> = members
            .flat_map(|(player, (_, count))| std::iter::repeat_n(player, *count))
            .collect();
        let fail = |kind| {
            let spot = expectation.spot.clone();
            Err(Error { spot, kind })
        };
        for profile in expectation.pure.iter().flatten() {
            if profile.len() != players.len() {
                return fail(ErrorKind::ProfileLength {
                    expected: players.len(),
                    found: profile.len(),
                });
            }
            for (player, action) in players.iter().zip(profile) {
                if !player.actions.iter().any(|(id, _)| id == action) {
                    return fail(unknown_action(player, action));
                }
            }
        }
        Ok(())
    }

    pub(super) fn point_of(&self, settings: &[Setting], texts: &Texts) -> Result<Point, Errors> {
        let point = Valuation::new(self, settings, texts).point()?;
        let errors = self.violations(&point, settings, texts);
        if errors.is_empty() {
            Ok(point)
        } else {
            Err(Errors(errors))
        }
    }

    /// Values outside their domains, and assumptions that fail.
    fn violations(&self, point: &Point, settings: &[Setting], texts: &Texts) -> Vec<Error> {
        let mut errors = Vec::new();
        for (number, parameter) in self.parameters.iter().enumerate() {
            let members = point.values[number].len();
            for (member, value) in point.values[number].iter().enumerate() {
                if parameter.domain.contains(value) {
                    continue;
                }
                let name = match parameter.group {
                    Some(_) => format!("{}_{}", parameter.name, member + 1),
                    None => parameter.name.clone(),
                };
                let kind = ErrorKind::OutsideDomain {
                    name,
                    value: abbreviated(value),
                    domain: parameter.domain.to_string(),
                };
                let spot = match deciding(self, settings, number, members) {
                    Ok(formulas) => formulas[member].spot.clone(),
                    Err(error) => error.spot,
                };
                errors.push(Error { spot, kind });
            }
        }
        for assumption in &self.assumptions {
            if assumption.truth.digits(&digits_of(&point.values)) > DIGIT_LIMIT {
                errors.push(Error {
                    spot: assumption.spot.clone(),
                    kind: ErrorKind::NumberTooLong,
                });
                continue;
            }
            match evaluate_truth(&assumption.truth, point) {
                Ok(true) => {}
                Ok(false) => {
                    let kind = ErrorKind::AssumptionFails {
                        assumption: assumption.text.clone(),
                        values: self.values_in(&assumption.truth, point),
                    };
                    errors.push(Error {
                        spot: assumption.spot.clone(),
                        kind,
                    });
                }
                Err(error) => errors.push(evaluation_error(texts, error, " in an assumption")),
            }
        }
        errors
    }

    /// `u = 1/2, c = 1` for the parameters a truth formula names.
    fn values_in(&self, truth: &Truth, point: &Point) -> String {
        let mut named = Vec::new();
        truth.parameters(&mut named);
        named.sort_unstable();
        named.dedup();
        let values = named.iter().map(|parameter| {
            let values: Vec<String> = point.values[*parameter].iter().map(abbreviated).collect();
            format!(
                "{} = {}",
                self.parameters[*parameter].name,
                values.join(", ")
            )
        });
        values.collect::<Vec<_>>().join(", ")
    }
}

/// Reads `name=value`, `c_2=1/4` or `m=7/10,3/20`.
fn setting(reader: &mut Reader, text: &str) -> Option<Setting> {
    let source = Source::new("--set", text);
    let spot = |span| Spot {
        source: Arc::clone(&source),
        span,
    };
    let Some((name, value)) = text.split_once('=') else {
        let kind = ErrorKind::NotASetting(text.to_owned());
        reader.error(&spot(0..text.len()), kind);
        return None;
    };
    let value_start = name.len() + 1;
    let (parameter, member) = super::parameters::target(reader, name.trim(), &spot(0..name.len()))?;
    let group = reader.names.parameters[parameter].group;
    let context = group.map_or(Context::Parameters, Context::ParametersOfMember);
    let parts = parts_of(value);
    let mut formulas = Vec::new();
    for (start, part) in &parts {
        let from = value_start + start;
        let place = spot(from..from + part.len());
        let number = reader.texts.add(place.clone(), Some(from));
        match crate::formula::parse_number(part, number, &reader.names, context) {
            Ok(formula) => formulas.push(WrittenFormula {
                text: (*part).to_owned(),
                formula: formula.into(),
                spot: place,
            }),
            Err(error) => {
                let place = reader.texts.spot(error.place);
                reader.error(&place, ErrorKind::Formula(error.kind));
                return None;
            }
        }
    }
    let whole = spot(value_start..text.len());
    let value = match formulas.len() {
        1 => ValueFormula::One(formulas.remove(0)),
        found if group.is_none() || member.is_some() => {
            let kind = ErrorKind::NotAList {
                name: name.trim().to_owned(),
                found,
            };
            reader.error(&whole, kind);
            return None;
        }
        _ => ValueFormula::Each(formulas),
    };
    Some(Setting {
        parameter,
        member,
        value,
        spot: whole,
    })
}

/// The parts between commas that stand outside parentheses, with their offsets.
fn parts_of(value: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0i32);
    for (at, character) in value.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push((start, &value[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push((start, &value[start..]));
    parts
}

fn evaluate_truth(truth: &Truth, point: &Point) -> Result<bool, EvaluationError> {
    let mut evaluation = Evaluation {
        arithmetic: &mut AtPoint(&point.values),
        situation: Situation {
            layout: &point.layout,
            profile: &[],
            own: None,
        },
    };
    evaluation.truth(truth)
}

impl Model {
    /// Whether a sentence about the parameters is true at a point.
    ///
    /// # Errors
    /// A division by zero, or numbers too long.
    pub fn holds_at(&self, written: &WrittenTruth, point: &Point) -> Result<bool, Errors> {
        let found = evaluate_truth(&written.truth, point);
        found.map_err(|error| evaluation_error(&self.texts, error, " in a claim").into())
    }

    /// The value of a formula in the parameters alone; `whence` says in a mistake whose formula it is.
    pub(super) fn value_at(
        &self,
        written: &WrittenFormula,
        point: &Point,
        whence: &str,
    ) -> Result<Rational, Errors> {
        if written.formula.digits(&digits_of(&point.values)) > DIGIT_LIMIT {
            let (spot, kind) = (written.spot.clone(), ErrorKind::NumberTooLong);
            return Err(Error { spot, kind }.into());
        }
        let mut evaluation = Evaluation {
            arithmetic: &mut AtPoint(&point.values),
            situation: Situation {
                layout: &point.layout,
                profile: &[],
                own: None,
            },
        };
        let value = evaluation.number(&written.formula);
        Ok(value.map_err(|error| evaluation_error(&self.texts, error, whence))?)
    }
}

/// An evaluation's failure with its place in a file and the circumstances in words.
pub(super) fn evaluation_error(texts: &Texts, error: EvaluationError, whence: &str) -> Error {
    Error {
        spot: texts.spot(error.place),
        kind: ErrorKind::Evaluation {
            kind: error.kind,
            whence: whence.to_owned(),
        },
    }
}

/// A number short enough to be quoted in a message.
pub(super) fn abbreviated(value: &Rational) -> String {
    let text = value.to_string();
    match text.get(..60) {
        Some(beginning) => format!("{beginning}.."),
        None => text,
    }
}
