//! Parameter points: defaults, a scenario and settings, evaluated exactly and checked against domains and assumptions.

use std::sync::Arc;

use super::declare::{Model, ValueFormula, WrittenFormula};
use super::diagnostic::{Source, Spot};
use super::error::{Error, ErrorKind, Errors};
use super::read::{Reader, Texts};
use crate::formula::{
    AtPoint, Context, Evaluation, EvaluationError, Layout, Situation, Truth, closest,
};
use crate::num::Rational;

/// The most members a group may have.
const GROUP_LIMIT: i64 = 64;

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
        self.point_of(&all, &reader.texts)
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
        self.point_of(&all, &self.texts)
    }

    fn point_of(&self, settings: &[Setting], texts: &Texts) -> Result<Point, Errors> {
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
                    value: value.to_string(),
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
            let values: Vec<String> = point.values[*parameter]
                .iter()
                .map(Rational::to_string)
                .collect();
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

/// The formulas that decide a parameter's values, one per member: the last setting of the whole parameter (or the
/// default), and after it settings of single members.
fn deciding<'a>(
    model: &'a Model,
    settings: &'a [Setting],
    parameter: usize,
    members: usize,
) -> Result<Vec<&'a WrittenFormula>, Error> {
    let declared = &model.parameters[parameter];
    let wrong = |found: usize, spot: &Spot| {
        let group = declared.group.map_or("", |g| model.players[g].id.as_str());
        Error {
            spot: spot.clone(),
            kind: ErrorKind::ListLength {
                name: declared.name.clone(),
                group: group.to_owned(),
                expected: members,
                found,
            },
        }
    };
    let of_this: Vec<&Setting> = settings
        .iter()
        .filter(|setting| setting.parameter == parameter)
        .collect();
    let last_whole = of_this.iter().rposition(|s| s.member.is_none());
    let (whole, spot) = match last_whole {
        Some(at) => (&of_this[at].value, &of_this[at].spot),
        None => (&declared.default, &declared.spot),
    };
    let mut formulas = match whole {
        ValueFormula::One(formula) => vec![formula; members],
        ValueFormula::Each(formulas) if formulas.len() == members => formulas.iter().collect(),
        ValueFormula::Each(formulas) => return Err(wrong(formulas.len(), spot)),
    };
    for setting in &of_this[last_whole.map_or(0, |at| at + 1)..] {
        if let (Some(member), ValueFormula::One(formula)) = (setting.member, &setting.value) {
            match formulas.get_mut(member) {
                Some(slot) => *slot = formula,
                None => return Err(wrong(member + 1, &setting.spot)),
            }
        }
    }
    Ok(formulas)
}

/// Parameters being valued in the order in which they need each other.
struct Valuation<'a> {
    model: &'a Model,
    settings: &'a [Setting],
    texts: &'a Texts,
    values: Vec<Option<Vec<Rational>>>,
    counts: Vec<Option<usize>>,
    /// The parameters whose values are being worked out, to find circles.
    open: Vec<usize>,
}

impl<'a> Valuation<'a> {
    fn new(model: &'a Model, settings: &'a [Setting], texts: &'a Texts) -> Self {
        Valuation {
            model,
            settings,
            texts,
            values: vec![None; model.parameters.len()],
            counts: vec![None; model.players.len()],
            open: Vec::new(),
        }
    }

    fn point(mut self) -> Result<Point, Errors> {
        let mut errors: Vec<Error> = Vec::new();
        for parameter in 0..self.model.parameters.len() {
            if let Err(error) = self.value(parameter) {
                self.open.clear();
                if !errors.contains(&error) {
                    errors.push(error);
                }
            }
        }
        for player in 0..self.model.players.len() {
            if let Err(error) = self.count(player)
                && !errors.contains(&error)
            {
                errors.push(error);
            }
        }
        if !errors.is_empty() {
            return Err(Errors(errors));
        }
        let layout = layout_of(self.counts.iter().map(|count| count.unwrap_or(1)));
        let values = self.values.into_iter().flatten().collect();
        Ok(Point { values, layout })
    }

    fn value(&mut self, parameter: usize) -> Result<(), Error> {
        if self.values[parameter].is_some() {
            return Ok(());
        }
        let declared = &self.model.parameters[parameter];
        if self.open.contains(&parameter) {
            return Err(Error {
                spot: declared.spot.clone(),
                kind: ErrorKind::CircularValue(declared.name.clone()),
            });
        }
        self.open.push(parameter);
        let members = match declared.group {
            Some(group) => self.count(group)?,
            None => 1,
        };
        let mut values = Vec::new();
        for (position, written) in deciding(self.model, self.settings, parameter, members)?
            .into_iter()
            .enumerate()
        {
            let own = declared.group.map(|_| position);
            values.push(self.evaluate(written, own)?);
        }
        self.open.pop();
        self.values[parameter] = Some(values);
        Ok(())
    }

    /// The size of a group, or one for a single player.
    fn count(&mut self, player: usize) -> Result<usize, Error> {
        if let Some(count) = self.counts[player] {
            return Ok(count);
        }
        let declared = &self.model.players[player];
        let count = match &declared.count {
            None => 1,
            Some(written) => {
                let value = self.evaluate(written, None)?;
                let whole = value.to_i64().filter(|n| (1..=GROUP_LIMIT).contains(n));
                let whole = whole.and_then(|n| usize::try_from(n).ok());
                whole.ok_or_else(|| Error {
                    spot: written.spot.clone(),
                    kind: ErrorKind::GroupCount {
                        group: declared.id.clone(),
                        count: value.to_string(),
                    },
                })?
            }
        };
        self.counts[player] = Some(count);
        Ok(count)
    }

    /// A formula's value, after those of all parameters it names.
    fn evaluate(
        &mut self,
        written: &WrittenFormula,
        own: Option<usize>,
    ) -> Result<Rational, Error> {
        let mut needed = Vec::new();
        written.formula.parameters(&mut needed);
        for parameter in needed {
            self.value(parameter)?;
        }
        let mut groups = Vec::new();
        written.formula.groups(&mut groups);
        for group in groups {
            self.count(group)?;
        }
        let known: Vec<Vec<Rational>> = self
            .values
            .iter()
            .map(|values| values.clone().unwrap_or_default())
            .collect();
        let layout = layout_of(self.counts.iter().map(|count| count.unwrap_or(0)));
        let mut evaluation = Evaluation {
            arithmetic: &mut AtPoint(&known),
            situation: Situation {
                layout: &layout,
                profile: &[],
                own,
            },
        };
        evaluation
            .number(&written.formula)
            .map_err(|error| evaluation_error(self.texts, error, ""))
    }
}

/// Players of the game in declared order, groups member by member.
fn layout_of(counts: impl Iterator<Item = usize>) -> Layout {
    let mut first = 0;
    let ranges = counts.map(|count| {
        first += count;
        (first - count, count)
    });
    Layout(ranges.collect())
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
