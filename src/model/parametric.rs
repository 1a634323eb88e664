//! The game of a model with some parameters left as symbols.

use std::collections::BTreeSet;

use super::declare::{Model, PayoffRule};
use super::diagnostic::{Source, Spot};
use super::domain::Domain as Allowed;
use super::error::{Error, ErrorKind, Errors};
use super::point::{Point, Setting, evaluation_error};
use super::read::{Reader, Texts};
use super::valuation::{Valuation, deciding};
use crate::formula::{Number, Situation};
use crate::game::{Payoffs, PayoffsBuilder, Player};
use crate::num::{Multivariate, Rational};
use crate::region::{
    Condition, Domain, Fraction, ParametricGame, Piece, Prover, Relation, SymbolicError,
    SymbolicValue, Unknown, cases, pieces,
};

/// The most payoffs that are written down as formulas.
const PAYOFF_LIMIT: usize = 60_000;

/// Which parameters are symbols.
#[derive(Debug, Clone, Copy)]
pub enum Free<'a> {
    /// Every parameter whose value is a number that no scenario and no setting has fixed; group sizes are given.
    Numbers,
    /// Every parameter whose value is a number, whoever wrote it, scenarios and settings included; parameters of whole or listed
    /// numbers and group sizes are given.
    AllNumbers,
    /// These; a list parameter's name frees the value of every member.
    Named(&'a [String]),
    /// These, one symbol each: of a list parameter, all members have the same value.
    Axes(&'a [String]),
}

/// A parameter that is a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeParameter {
    /// Its place among the model's parameters.
    pub parameter: usize,
    /// The member whose value it is; none for a parameter without members, and for one symbol that is every member's value.
    pub member: Option<usize>,
}

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
}

impl Parametric {
    /// The value of each unknown at the point.
    pub fn values(&self) -> Vec<Rational> {
        let value = |free: &FreeParameter| {
            let values = &self.point.values[free.parameter];
            values[free.member.unwrap_or(0)].clone()
        };
        self.free.iter().map(value).collect()
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
        let (all, texts) = self.settings_of(scenario, settings)?;
        let point = Valuation::new(self, &all, &texts).point()?;
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
        };
        builder.prover = Prover::new(&builder.domain);
        for parameter in 0..self.parameters.len() {
            builder.value(parameter)?;
        }
        builder.assume()?;
        builder.prover = Prover::new(&builder.domain);
        let players = self.players_at(&point);
        let payoffs = builder.payoffs(&players)?;
        let fixed = builder.values.iter().map(|values| {
            values.iter().all(|value| match value {
                SymbolicValue::Known(known) => known.as_constant().is_some(),
                SymbolicValue::Formula(..) => false,
            })
        });
        let fixed: Vec<bool> = fixed.collect();
        let tied = builder.tied(&fixed)?;
        Ok(Parametric {
            game: ParametricGame {
                players,
                domain: builder.domain,
                payoffs,
            },
            tied,
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
        let (all, texts) = self.settings_of(scenario, settings)?;
        let point = Valuation::new(self, &all, &texts).point()?;
        let sizes = self.size_parameters(&all, &point);
        self.free_parameters(free, &all, &point, &sizes)
    }

    /// The name of a free parameter, `u` or `c_2`.
    pub fn name_of(&self, free: FreeParameter) -> String {
        let name = &self.parameters[free.parameter].name;
        match free.member {
            Some(member) => format!("{name}_{}", member + 1),
            None => name.clone(),
        }
    }

    fn unknown(&self, free: FreeParameter, point: &Point) -> Unknown {
        let allowed = &self.parameters[free.parameter].domain;
        let least = |listed: &Vec<Rational>| listed.iter().min().map(|end| (end.clone(), true));
        let most = |listed: &Vec<Rational>| listed.iter().max().map(|end| (end.clone(), true));
        Unknown {
            name: self.name_of(free),
            lower: match &allowed.listed {
                Some(listed) => least(listed),
                None => allowed.lower.clone(),
            },
            upper: match &allowed.listed {
                Some(listed) => most(listed),
                None => allowed.upper.clone(),
            },
            integer: allowed.integer,
            owner: free
                .member
                .zip(self.parameters[free.parameter].group)
                .map(|(member, group)| (free.parameter, point.layout.0[group].0 + member)),
        }
    }

    /// The parameters on which the sizes of groups depend.
    fn size_parameters(&self, settings: &[Setting], point: &Point) -> BTreeSet<usize> {
        let mut open: Vec<usize> = Vec::new();
        for count in self
            .players
            .iter()
            .filter_map(|player| player.count.as_ref())
        {
            count.formula.parameters(&mut open);
        }
        let mut found = BTreeSet::new();
        while let Some(parameter) = open.pop() {
            if found.insert(parameter) {
                let members = point.values[parameter].len();
                let formulas = deciding(self, settings, parameter, members);
                for written in formulas.unwrap_or_default() {
                    written.formula.parameters(&mut open);
                }
            }
        }
        found
    }

    fn free_parameters(
        &self,
        free: Free<'_>,
        settings: &[Setting],
        point: &Point,
        sizes: &BTreeSet<usize>,
    ) -> Result<Vec<FreeParameter>, Errors> {
        let (names, common) = match free {
            Free::Numbers => return Ok(self.free_numbers(settings, point, sizes)),
            Free::AllNumbers => return Ok(self.all_numbers(settings, point, sizes)),
            Free::Named(names) => (names, false),
            Free::Axes(names) => (names, true),
        };
        let mut reader = Reader::for_settings(self);
        let mut found: Vec<FreeParameter> = Vec::new();
        for name in names {
            let spot = Spot {
                source: Source::new(if common { "axis" } else { "--free" }, name),
                span: 0..name.len(),
            };
            let Some((parameter, member)) =
                super::parameters::target(&mut reader, name.trim(), &spot)
            else {
                continue;
            };
            let members = point.values[parameter].len();
            let is_list = self.parameters[parameter].group.is_some();
            let named: Vec<FreeParameter> = match member {
                None if is_list && !common => (0..members)
                    .map(|member| FreeParameter {
                        parameter,
                        member: Some(member),
                    })
                    .collect(),
                _ => vec![FreeParameter { parameter, member }],
            };
            let set = settings.iter().any(|setting| {
                setting.parameter == parameter
                    && setting.spot.source.name == "--set"
                    && (setting.member.is_none() || member.is_none() || setting.member == member)
            });
            let twice = found.iter().any(|f| {
                named.contains(f)
                    || (f.parameter == parameter && (f.member.is_none() || member.is_none()))
            });
            let name = name.trim().to_owned();
            if member.is_some_and(|member| member >= members) {
                let kind = ErrorKind::NoMember {
                    name,
                    count: members,
                };
                reader.error(&spot, kind);
            } else if sizes.contains(&parameter) {
                reader.error(&spot, ErrorKind::FreeGroupSize(name));
            } else if set {
                reader.error(&spot, ErrorKind::SetAndFree(name));
            } else if twice {
                reader.error(&spot, ErrorKind::FreeTwice(name));
            } else {
                found.extend(named);
            }
        }
        match reader.errors.is_empty() {
            true => Ok(found),
            false => Err(Errors(reader.errors)),
        }
    }

    /// Every parameter, or member's value, that is a number and that nothing has fixed.
    fn free_numbers(
        &self,
        settings: &[Setting],
        point: &Point,
        sizes: &BTreeSet<usize>,
    ) -> Vec<FreeParameter> {
        let mut free = Vec::new();
        for (parameter, declared) in self.parameters.iter().enumerate() {
            if sizes.contains(&parameter) {
                continue;
            }
            let members = point.values[parameter].len();
            let formulas = deciding(self, &[], parameter, members).unwrap_or_default();
            for (member, written) in formulas.iter().enumerate() {
                let fixed = settings.iter().any(|setting| {
                    setting.parameter == parameter && setting.member.is_none_or(|set| set == member)
                });
                let member = declared.group.map(|_| member);
                if !fixed && is_number(&written.formula) {
                    free.push(FreeParameter { parameter, member });
                }
            }
        }
        free
    }

    /// Every parameter, or member's value, that is a number at the point and may be any of an interval.
    fn all_numbers(
        &self,
        settings: &[Setting],
        point: &Point,
        sizes: &BTreeSet<usize>,
    ) -> Vec<FreeParameter> {
        let mut free = Vec::new();
        for (parameter, declared) in self.parameters.iter().enumerate() {
            let domain = &declared.domain;
            if sizes.contains(&parameter) || domain.integer || domain.listed.is_some() {
                continue;
            }
            let members = point.values[parameter].len();
            let formulas = deciding(self, settings, parameter, members).unwrap_or_default();
            for (member, written) in formulas.iter().enumerate() {
                let member = declared.group.map(|_| member);
                if is_number(&written.formula) {
                    free.push(FreeParameter { parameter, member });
                }
            }
        }
        free
    }
}

fn is_number(formula: &Number) -> bool {
    let mut named = Vec::new();
    formula.parameters(&mut named);
    formula.groups(&mut named);
    named.is_empty()
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
        let mut conditions = Vec::new();
        for (parameter, declared) in self.model.parameters.iter().enumerate() {
            for (member, value) in self.values[parameter].iter().enumerate() {
                let is_free = self.free.iter().any(|free| {
                    free.parameter == parameter && free.member.is_none_or(|m| m == member)
                });
                let SymbolicValue::Known(value) = value else {
                    continue;
                };
                if is_free {
                    continue;
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
                _ => {}
            }
        }
        conditions.retain(|condition| !self.prover.proves(&[], condition));
        conditions.sort();
        conditions.dedup();
        self.domain.assumptions = conditions;
        Ok(())
    }

    fn payoffs(&self, players: &[Player]) -> Result<Vec<Vec<Vec<Piece>>>, Errors> {
        let counts: Vec<usize> = players.iter().map(|p| p.actions.len()).collect();
        let profiles: Option<usize> = counts.iter().try_fold(1usize, |p, c| p.checked_mul(*c));
        let entries = profiles.and_then(|profiles| profiles.checked_mul(players.len()));
        if entries.is_none_or(|entries| entries > PAYOFF_LIMIT) {
            let largest = self.model.players.iter().find_map(|p| p.count.as_ref());
            let spot = largest.map_or_else(
                || self.model.parameters[0].spot.clone(),
                |count| count.spot.clone(),
            );
            let kind = ErrorKind::TooManyFormulas {
                limit: PAYOFF_LIMIT,
            };
            return Err(Error { spot, kind }.into());
        }
        let mut payoffs = Vec::new();
        for (declared, (_, count)) in self.point.layout.0.iter().enumerate() {
            for own in 0..*count {
                let player = payoffs.len();
                payoffs.push(self.payoffs_of(players, &counts, player, declared, own)?);
            }
        }
        Ok(payoffs)
    }

    fn payoffs_of(
        &self,
        players: &[Player],
        counts: &[usize],
        player: usize,
        declared: usize,
        own: usize,
    ) -> Result<Vec<Vec<Piece>>, Errors> {
        let formulas = match &self.model.payoffs[declared] {
            PayoffRule::Formulas(formulas) => formulas,
            PayoffRule::Ranking(ranking) => {
                let mut builder = PayoffsBuilder::new(counts)
                    .expect("invariant: the number of profiles was checked");
                let model = self.model;
                model.fill_by_rank(&mut builder, ranking, players, player)?;
                let ranks = builder.build();
                let piece = |index| Piece {
                    guards: Vec::new(),
                    value: Fraction::constant(ranks.get(player, index)),
                };
                return Ok((0..ranks.profiles()).map(|i| vec![piece(i)]).collect());
            }
        };
        let own = self.model.players[declared].count.as_ref().map(|_| own);
        let mut payoffs = Vec::new();
        for profile in Payoffs::profiles_of(counts) {
            let written = &formulas[profile[player]];
            let situation = self.situation(&profile, own);
            let found = pieces(&written.formula, &self.values, situation, &self.prover);
            payoffs.push(found.map_err(|error| {
                let whence = format!(
                    " when {}",
                    self.model.profile_in_words(self.point, &profile)
                );
                self.error(error, &written.spot, &whence)
            })?);
        }
        Ok(payoffs)
    }

    fn error(&self, error: SymbolicError, spot: &Spot, whence: &str) -> Errors {
        let whence = whence.to_owned();
        let error = match error {
            SymbolicError::Evaluation(error) => evaluation_error(self.texts, error, &whence),
            SymbolicError::Divisor {
                error,
                divisor,
                zero,
            } => {
                let unknowns = &self.domain.unknowns;
                let names: Vec<&str> = unknowns.iter().map(|u| u.name.as_str()).collect();
                let point = zero.map(|point| {
                    let values = divisor.unknowns().into_iter();
                    let values = values.map(|u| format!("{} = {}", names[u], point[u]));
                    values.collect::<Vec<_>>().join(", ")
                });
                Error {
                    spot: self.texts.spot(error.place),
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
        };
        error.into()
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
