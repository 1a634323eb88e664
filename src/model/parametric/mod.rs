//! The game of a model with some parameters left as symbols.

mod payoffs;

use super::declare::{Model, WrittenFormula, WrittenTruth};
use super::diagnostic::Spot;
use super::domain::Domain as Allowed;
use super::error::{Error, ErrorKind, Errors};
use super::free::{Free, FreeParameter};
use super::point::{Point, Setting, evaluation_error};
use super::read::Texts;
use super::valuation::{Valuation, deciding};
use crate::formula::Situation;
use crate::num::{Multivariate, Rational};
use crate::region::{
    Condition, Domain, Fraction, ParametricGame, Piece, Prover, Relation, SymbolicError,
    SymbolicValue, cases, pieces,
};
use crate::solve::perfect_bayesian::has_signals;

/// The most payoffs that are written down as formulas.
const PAYOFF_LIMIT: usize = 60_000;

/// A game whose payoffs are formulas in the free parameters, and what the others are.
#[derive(Debug, Clone)]
pub struct Parametric {
    /// The game.
    pub game: ParametricGame,
    /// What each unknown of the game is.
    pub free: Vec<FreeParameter>,
    /// The point of the scenario and the settings, with the free parameters at their defaults.
    pub point: Point,
    /// Which parameters have the value they have at `point` whatever the free ones are.
    pub fixed: Vec<bool>,
    /// The parameters, and members' values, that follow from free ones, with their formulas as written.
    pub tied: Vec<(String, String)>,
    /// The discount factor, if the game is repeated and its formula falls into no cases.
    pub discount: Option<Fraction>,
    /// What each parameter is over the symbols, per member.
    values: Vec<Vec<SymbolicValue>>,
    /// Constraints on the point that fall into cases, as written: conditions hold where they do, and use them for nothing.
    pub unstated: Vec<String>,
}

impl Parametric {
    /// The discount factor, if free parameters change it. Where it is a parameter itself, one counts from now on as the limit of patience.
    pub fn close_discount(&mut self) -> Option<Fraction> {
        let discount = self.discount.clone()?;
        if discount.as_constant().is_some() {
            return None;
        }
        let unknowns = self.game.domain.unknowns.iter_mut().enumerate();
        for (place, unknown) in unknowns {
            let is_discount = discount == Fraction::polynomial(Multivariate::unknown(place));
            if !is_discount {
                continue;
            }
            let is_below = |end: &Rational| *end < Rational::ONE;
            if !unknown.upper.as_ref().is_some_and(|(end, _)| is_below(end)) {
                unknown.upper = Some((Rational::ONE, true));
            }
            let is_positive = |end: &Rational| end.sign().is_gt();
            if !unknown
                .lower
                .as_ref()
                .is_some_and(|(end, _)| is_positive(end))
            {
                unknown.lower = Some((Rational::ZERO, true));
            }
        }
        Some(discount)
    }

    /// The value of each unknown at the point.
    pub fn values(&self) -> Vec<Rational> {
        let value = |free: &FreeParameter| {
            let values = &self.point.values[free.parameter];
            values[free.member.unwrap_or(0)].clone()
        };
        self.free.iter().map(value).collect()
    }
}

impl Parametric {
    /// The cases in which a sentence about the parameters is true on a part of the game's domain.
    ///
    /// # Errors
    /// Divisors that are not proved to keep one sign there; formulas too large.
    pub fn cases(
        &self,
        model: &Model,
        written: &WrittenTruth,
        domain: &Domain,
    ) -> Result<Vec<Vec<Condition>>, Errors> {
        let prover = Prover::new(domain);
        let found = cases(&written.truth, &self.values, self.nobody(), &prover);
        found.map_err(|error| {
            described(&model.texts, domain, error, &written.spot, " in a claim").into()
        })
    }

    /// A number that follows from the parameters, in pieces; errors as those of [`Parametric::cases`].
    pub fn pieces(
        &self,
        model: &Model,
        written: &WrittenFormula,
        domain: &Domain,
    ) -> Result<Vec<Piece>, Errors> {
        let prover = Prover::new(domain);
        let found = pieces(&written.formula, &self.values, self.nobody(), &prover);
        found.map_err(|error| {
            described(&model.texts, domain, error, &written.spot, " in a claim").into()
        })
    }

    fn nobody(&self) -> Situation<'_> {
        Situation {
            layout: &self.point.layout,
            profile: &[],
            own: None,
        }
    }
}

impl Model {
    /// The game with some parameters as symbols, the others at the values of a scenario with settings on top.
    ///
    /// # Errors
    /// As [`Model::point`]; names that are no parameters, that are also set, or that decide the size of a group; divisors that are not
    /// proved to keep one sign on the domain; formulas too large to be worked with.
    ///
    /// # Examples
    /// ```
    /// use unipole::model::{Free, load};
    /// let core = load("core")?;
    /// let free = ["u".to_owned()];
    /// let along = core.parametric(None, &["c=4/5-u".to_owned()], Free::Named(&free))?;
    /// assert_eq!(along.game.names(), ["u"]);
    /// # Ok::<(), unipole::model::Errors>(())
    /// ```
    pub fn parametric(
        &self,
        scenario: Option<&str>,
        settings: &[String],
        free: Free<'_>,
    ) -> Result<Parametric, Errors> {
        let (all, texts, point) = self.valued(scenario, settings, free)?;
        let sizes = self.size_parameters(&all, &point);
        let free = self.free_parameters(free, &all, &point, &sizes)?;
        let mut builder = Builder {
            model: self,
            settings: &all,
            texts: &texts,
            point: &point,
            free: &free,
            prover: Prover::new(&Domain::default()),
            domain: Domain {
                unknowns: free.iter().map(|f| self.unknown(*f, &point)).collect(),
                assumptions: Vec::new(),
            },
            values: vec![Vec::new(); self.parameters.len()],
            unstated: Vec::new(),
        };
        builder.prover = Prover::new(&builder.domain);
        for parameter in 0..self.parameters.len() {
            builder.value(parameter)?;
        }
        builder.assume()?;
        builder.prover = Prover::new(&builder.domain);
        let arranged = self.tree(&point)?;
        if arranged
            .as_ref()
            .is_some_and(|arranged| has_signals(&arranged.tree))
        {
            let spot = self.movers[0].spot.clone();
            let kind = ErrorKind::BeliefsMatter;
            return Err(Error { spot, kind }.into());
        }
        let players = match &arranged {
            Some(arranged) => arranged.tree.agents(),
            None => self.players_at(&point),
        };
        let payoffs = builder.payoffs(&players, arranged.as_ref())?;
        let fixed = builder.values.iter().map(|values| {
            values.iter().all(|value| match value {
                SymbolicValue::Known(known) => known.as_constant().is_some(),
                SymbolicValue::Formula(..) => false,
            })
        });
        let fixed: Vec<bool> = fixed.collect();
        let tied = builder.tied(&fixed)?;
        let discount = builder.discount()?;
        Ok(Parametric {
            game: ParametricGame {
                players,
                domain: builder.domain,
                payoffs,
                answered: None,
            },
            tied,
            discount,
            unstated: builder.unstated,
            values: builder.values,
            free,
            point,
            fixed,
        })
    }

    /// Which parameters are symbols, at a scenario with settings on top.
    ///
    /// # Errors
    /// As [`Model::point`], and names that are no parameters, that are also set, or that decide the size of a group.
    pub fn free_at(
        &self,
        scenario: Option<&str>,
        settings: &[String],
        free: Free<'_>,
    ) -> Result<Vec<FreeParameter>, Errors> {
        let (all, _, point) = self.valued(scenario, settings, free)?;
        let sizes = self.size_parameters(&all, &point);
        self.free_parameters(free, &all, &point, &sizes)
    }

    /// The settings, and the values of all parameters under them.
    fn valued(
        &self,
        scenario: Option<&str>,
        settings: &[String],
        free: Free<'_>,
    ) -> Result<(Vec<Setting>, Texts, Point), Errors> {
        let (mut all, texts) = self.settings_of(scenario, settings)?;
        let point = match Valuation::new(self, &all, &texts).point() {
            Ok(point) => point,
            Err(errors) => {
                // A list that is free needs no values of the right number: its first one stands in.
                let lists = self.free_lists(free, &all);
                if lists.is_empty() {
                    return Err(errors);
                }
                all.extend(lists);
                Valuation::new(self, &all, &texts).point()?
            }
        };
        Ok((all, texts, point))
    }
}

/// A parametric game being built.
struct Builder<'a> {
    model: &'a Model,
    settings: &'a [Setting],
    texts: &'a Texts,
    point: &'a Point,
    free: &'a [FreeParameter],
    prover: Prover,
    domain: Domain,
    /// What each parameter is, per member; empty as long as it is not known.
    values: Vec<Vec<SymbolicValue>>,
    unstated: Vec<String>,
}

impl Builder<'_> {
    /// Makes a parameter's value known, after those it needs.
    fn value(&mut self, parameter: usize) -> Result<(), Errors> {
        if !self.values[parameter].is_empty() {
            return Ok(());
        }
        let members = self.point.values[parameter].len();
        let is_list = self.model.parameters[parameter].group.is_some();
        let formulas = deciding(self.model, self.settings, parameter, members)?;
        let mut values = Vec::new();
        for (member, written) in formulas.into_iter().enumerate() {
            let own = is_list.then_some(member);
            let symbol = self.free.iter().position(|free| {
                free.parameter == parameter && (free.member.is_none() || free.member == own)
            });
            if let Some(symbol) = symbol {
                let symbol = Multivariate::unknown(symbol);
                values.push(SymbolicValue::Known(Fraction::polynomial(symbol)));
                continue;
            }
            let mut needed = Vec::new();
            written.formula.parameters(&mut needed);
            for other in needed {
                self.value(other)?;
            }
            let situation = self.situation(&[], own);
            let found = pieces(&written.formula, &self.values, situation, &self.prover);
            let found = found.map_err(|error| self.error(error, &written.spot, ""))?;
            values.push(match found.as_slice() {
                [only] if only.guards.is_empty() => SymbolicValue::Known(only.value.clone()),
                _ => SymbolicValue::Formula(written.formula.clone(), own),
            });
        }
        self.values[parameter] = values;
        Ok(())
    }

    fn discount(&self) -> Result<Option<Fraction>, Errors> {
        let Some(written) = &self.model.discount else {
            return Ok(None);
        };
        let situation = self.situation(&[], None);
        let found = pieces(&written.formula, &self.values, situation, &self.prover);
        let found =
            found.map_err(|error| self.error(error, &written.spot, " in the discount factor"))?;
        Ok(match found.as_slice() {
            [only] if only.guards.is_empty() => Some(only.value.clone()),
            _ => None,
        })
    }

    /// The parameters that are neither free nor fixed, with their formulas.
    fn tied(&self, fixed: &[bool]) -> Result<Vec<(String, String)>, Errors> {
        let mut tied = Vec::new();
        for parameter in (0..self.values.len()).filter(|parameter| !fixed[*parameter]) {
            let members = self.point.values[parameter].len();
            let is_list = self.model.parameters[parameter].group.is_some();
            let formulas = deciding(self.model, self.settings, parameter, members)?;
            for (member, written) in formulas.into_iter().enumerate() {
                let own = is_list.then_some(member);
                let is_free = self.free.iter().any(|free| {
                    free.parameter == parameter && (free.member.is_none() || free.member == own)
                });
                if !is_free {
                    let free = FreeParameter {
                        parameter,
                        member: own,
                    };
                    tied.push((self.model.name_of(free), written.text.trim().to_owned()));
                }
            }
        }
        Ok(tied)
    }

    fn situation<'b>(&'b self, profile: &'b [usize], own: Option<usize>) -> Situation<'b> {
        Situation {
            layout: &self.point.layout,
            profile,
            own,
        }
    }

    /// Adds the domains of parameters that follow from others, and the model's assumptions, to the domain.
    fn assume(&mut self) -> Result<(), Errors> {
        let (mut conditions, mut unstated) = (Vec::new(), Vec::new());
        for (parameter, declared) in self.model.parameters.iter().enumerate() {
            for (member, value) in self.values[parameter].iter().enumerate() {
                let is_free = self.free.iter().any(|free| {
                    free.parameter == parameter && free.member.is_none_or(|m| m == member)
                });
                if is_free {
                    continue;
                }
                let domain = &declared.domain;
                let value = match value {
                    SymbolicValue::Known(value) => value,
                    SymbolicValue::Formula(formula, own) => {
                        let situation = self.situation(&[], *own);
                        let found = pieces(formula, &self.values, situation, &self.prover);
                        let found = found.map_err(|error| self.error(error, &declared.spot, ""))?;
                        match self.within(&found, domain) {
                            Some(stated) => conditions.extend(stated),
                            None => unstated.push(format!("{} {domain}", declared.name)),
                        }
                        continue;
                    }
                };
                if value.as_constant().is_none() && (domain.integer || domain.listed.is_some()) {
                    unstated.push(format!("{} {domain}", declared.name));
                }
                match value.as_constant() {
                    Some(number) if declared.domain.contains(&number) => {}
                    Some(_) => {
                        let check = self.model.point_of(self.settings, self.texts);
                        check?;
                    }
                    None => conditions.extend(bounds(value, &declared.domain)),
                }
            }
        }
        for assumption in &self.model.assumptions {
            let situation = self.situation(&[], None);
            let found = cases(&assumption.truth, &self.values, situation, &self.prover);
            let found =
                found.map_err(|error| self.error(error, &assumption.spot, " in an assumption"))?;
            match found.as_slice() {
                [case] => conditions.extend(case.iter().cloned()),
                // It fails whatever the free parameters are, so it fails at the point, which says how.
                [] => {
                    self.model.point_of(self.settings, self.texts)?;
                }
                // Where one of several cases must hold, none of them may be relied on.
                _ => unstated.push(assumption.text.clone()),
            }
        }
        conditions.retain(|condition| !self.prover.proves(&[], condition));
        conditions.sort();
        conditions.dedup();
        self.domain.assumptions = conditions;
        unstated.dedup();
        self.unstated = unstated;
        Ok(())
    }

    /// The conditions that say that a value in pieces lies in its domain, if a conjunction does: none where it lies there in
    /// several pieces, and in some not.
    fn within(&self, pieces: &[Piece], domain: &Allowed) -> Option<Vec<Condition>> {
        if domain.integer || domain.listed.is_some() {
            return None;
        }
        let all_of = |piece: &Piece| {
            let own = bounds(&piece.value, domain).into_iter();
            piece.guards.iter().cloned().chain(own).collect::<Vec<_>>()
        };
        let holds = |piece: &Piece| {
            let own = bounds(&piece.value, domain);
            own.iter()
                .all(|bound| self.prover.proves(&piece.guards, bound))
        };
        if pieces.iter().all(holds) {
            return Some(Vec::new());
        }
        let mut possible = pieces
            .iter()
            .filter(|piece| !self.prover.contradicts(&all_of(piece)));
        match (possible.next(), possible.next()) {
            (Some(only), None) => Some(all_of(only)),
            _ => None,
        }
    }

    fn error(&self, error: SymbolicError, spot: &Spot, whence: &str) -> Errors {
        described(self.texts, &self.domain, error, spot, whence).into()
    }
}

fn described(
    texts: &Texts,
    domain: &Domain,
    error: SymbolicError,
    spot: &Spot,
    whence: &str,
) -> Error {
    let whence = whence.to_owned();
    match error {
        SymbolicError::Evaluation(error) => evaluation_error(texts, error, &whence),
        SymbolicError::Divisor {
            error,
            divisor,
            zero,
        } => {
            let names: Vec<&str> = domain.unknowns.iter().map(|u| u.name.as_str()).collect();
            let point = zero.map(|point| {
                let values = divisor.unknowns().into_iter();
                let values = values.map(|u| format!("{} = {}", names[u], point[u]));
                values.collect::<Vec<_>>().join(", ")
            });
            Error {
                spot: texts.spot(error.place),
                kind: ErrorKind::DivisorSign {
                    divisor: divisor.text(&names),
                    zero: point,
                    whence,
                },
            }
        }
        SymbolicError::TooLarge { terms, degree } => Error {
            spot: spot.clone(),
            kind: ErrorKind::FormulaTooLarge { terms, degree },
        },
        SymbolicError::TooManyCases => Error {
            spot: spot.clone(),
            kind: ErrorKind::TooManyCases,
        },
    }
}

/// The conditions that a value lies in its domain.
fn bounds(value: &Fraction, domain: &Allowed) -> Vec<Condition> {
    let relation = |with: bool| match with {
        true => Relation::AtLeast,
        false => Relation::Above,
    };
    let condition = |difference: Fraction, with| Condition {
        expression: difference.numerator().primitive().1,
        relation: relation(with),
    };
    let lower = domain.lower.iter().map(|(low, with)| {
        let difference = value.plus(&Fraction::constant(-low));
        condition(difference, *with)
    });
    let upper = domain.upper.iter().map(|(high, with)| {
        let difference = Fraction::constant(high.clone()).plus(&value.negative());
        condition(difference, *with)
    });
    lower.chain(upper).collect()
}
