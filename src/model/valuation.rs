//! Working out the values of all parameters, each after those it needs.

use super::declare::{Model, ValueFormula, WrittenFormula};
use super::diagnostic::Spot;
use super::error::{Error, ErrorKind, Errors};
use super::point::{Point, Setting, abbreviated, evaluation_error};
use super::read::Texts;
use crate::formula::{AtPoint, DIGIT_LIMIT, Evaluation, EvaluationErrorKind, Layout, Situation};
use crate::num::Rational;

/// The most members a group may have.
pub(super) const GROUP_LIMIT: i64 = 64;
/// The most quantities that may need each other, one after the other.
pub(super) const VALUE_DEPTH_LIMIT: usize = 100;

/// A bound on the binary digits of each parameter's values.
pub(super) fn digits_of(values: &[Vec<Rational>]) -> impl Fn(usize) -> u64 + '_ {
    |parameter| {
        values[parameter]
            .iter()
            .map(Rational::digits)
            .max()
            .unwrap_or(1)
    }
}

/// The formulas that decide a parameter's values, one per member: the last setting of the whole parameter (or the
/// default), and after it settings of single members.
pub(super) fn deciding<'a>(
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
                None => {
                    let kind = EvaluationErrorKind::NoSuchMember {
                        count: members,
                        position: member + 1,
                    };
                    return Err(Error {
                        spot: setting.spot.clone(),
                        kind: ErrorKind::Evaluation {
                            kind,
                            whence: String::new(),
                        },
                    });
                }
            }
        }
    }
    Ok(formulas)
}

/// Parameters being valued in the order in which they need each other.
pub(super) struct Valuation<'a> {
    model: &'a Model,
    settings: &'a [Setting],
    texts: &'a Texts,
    /// Values of each parameter, none as long as they are unknown.
    values: Vec<Vec<Rational>>,
    counts: Vec<Option<usize>>,
    /// What is being worked out, to find circles.
    open: Vec<Quantity>,
}

/// What a point gives a value to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quantity {
    Parameter(usize),
    /// The size of a group.
    Group(usize),
}

impl<'a> Valuation<'a> {
    pub fn new(model: &'a Model, settings: &'a [Setting], texts: &'a Texts) -> Self {
        Valuation {
            model,
            settings,
            texts,
            values: vec![Vec::new(); model.parameters.len()],
            counts: vec![None; model.movers.len()],
            open: Vec::new(),
        }
    }

    pub fn point(mut self) -> Result<Point, Errors> {
        let mut errors: Vec<Error> = Vec::new();
        for parameter in 0..self.model.parameters.len() {
            if let Err(error) = self.value(parameter) {
                self.open.clear();
                if !errors.contains(&error) {
                    errors.push(error);
                }
            }
        }
        for mover in 0..self.model.movers.len() {
            if let Err(error) = self.count(mover) {
                self.open.clear();
                if !errors.contains(&error) {
                    errors.push(error);
                }
            }
        }
        if !errors.is_empty() {
            return Err(Errors(errors));
        }
        let layout = layout_of(self.counts.iter().map(|count| count.unwrap_or(1)));
        Ok(Point {
            values: self.values,
            layout,
        })
    }

    fn value(&mut self, parameter: usize) -> Result<(), Error> {
        if !self.values[parameter].is_empty() {
            return Ok(());
        }
        let declared = &self.model.parameters[parameter];
        let settings = self.settings;
        let setting = settings.iter().rfind(|s| s.parameter == parameter);
        let spot = setting.map_or(&declared.spot, |setting| &setting.spot);
        let quantity = Quantity::Parameter(parameter);
        self.open(quantity, spot, || format!("the value of {}", declared.name))?;
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
        self.values[parameter] = values;
        Ok(())
    }

    /// Notes that a quantity is being worked out, unless it is already.
    fn open(
        &mut self,
        quantity: Quantity,
        spot: &Spot,
        name: impl Fn() -> String,
    ) -> Result<(), Error> {
        let kind = if self.open.contains(&quantity) {
            ErrorKind::CircularValue(name())
        } else if self.open.len() >= VALUE_DEPTH_LIMIT {
            ErrorKind::ValueTooDeep(name())
        } else {
            self.open.push(quantity);
            return Ok(());
        };
        Err(Error {
            spot: spot.clone(),
            kind,
        })
    }

    /// The size of a group, or one for a single player.
    fn count(&mut self, player: usize) -> Result<usize, Error> {
        if let Some(count) = self.counts[player] {
            return Ok(count);
        }
        let declared = &self.model.movers[player];
        let count = match &declared.count {
            None => 1,
            Some(written) => {
                self.open(Quantity::Group(player), &written.spot, || {
                    format!("the size of group {}", declared.id)
                })?;
                let value = self.evaluate(written, None)?;
                self.open.pop();
                let whole = value.to_i64().filter(|n| (1..=GROUP_LIMIT).contains(n));
                let whole = whole.and_then(|n| usize::try_from(n).ok());
                whole.ok_or_else(|| Error {
                    spot: written.spot.clone(),
                    kind: match self.model.players.get(player) {
                        Some(group) if group.count.is_some() => ErrorKind::GroupCount {
                            group: declared.id.clone(),
                            count: abbreviated(&value),
                        },
                        _ => ErrorKind::TimesCount {
                            mover: declared.id.clone(),
                            count: abbreviated(&value),
                        },
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
        if written.formula.digits(&digits_of(&self.values)) > DIGIT_LIMIT {
            return Err(Error {
                spot: written.spot.clone(),
                kind: ErrorKind::NumberTooLong,
            });
        }
        let layout = layout_of(self.counts.iter().map(|count| count.unwrap_or(0)));
        let mut evaluation = Evaluation {
            arithmetic: &mut AtPoint(&self.values),
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
