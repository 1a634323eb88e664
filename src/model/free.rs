//! Which parameters of a model are symbols.

use std::collections::BTreeSet;

use super::declare::{Model, ValueFormula};
use super::diagnostic::{Source, Spot};
use super::error::{ErrorKind, Errors};
use super::point::{Point, Setting};
use super::read::Reader;
use super::valuation::deciding;
use crate::formula::Number;
use crate::num::Rational;
use crate::region::Unknown;

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

impl Model {
    /// The name of a free parameter, `u` or `c_2`.
    pub fn name_of(&self, free: FreeParameter) -> String {
        let name = &self.parameters[free.parameter].name;
        match free.member {
            Some(member) => format!("{name}_{}", member + 1),
            None => name.clone(),
        }
    }

    pub(super) fn unknown(&self, free: FreeParameter, point: &Point) -> Unknown {
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
            listed: allowed.listed.clone(),
            owner: free
                .member
                .zip(self.parameters[free.parameter].group)
                .map(|(member, group)| (free.parameter, point.layout.0[group].0 + member)),
        }
    }

    /// For each list parameter that is named as free and not set, its first value as that of every member.
    pub(super) fn free_lists(&self, free: Free<'_>, settings: &[Setting]) -> Vec<Setting> {
        let (Free::Named(names) | Free::Axes(names)) = free else {
            return Vec::new();
        };
        let parameters = self.parameters.iter().enumerate();
        let lists = parameters.filter_map(|(place, parameter)| {
            let ValueFormula::Each(values) = &parameter.default else {
                return None;
            };
            let named = names.iter().any(|name| name.trim() == parameter.name);
            let set = settings.iter().any(|setting| setting.parameter == place);
            (named && !set).then(|| Setting {
                parameter: place,
                member: None,
                value: ValueFormula::One(values[0].clone()),
                spot: parameter.spot.clone(),
            })
        });
        lists.collect()
    }

    /// The parameters on which the sizes of groups depend.
    pub(super) fn size_parameters(&self, settings: &[Setting], point: &Point) -> BTreeSet<usize> {
        let mut open: Vec<usize> = Vec::new();
        for mover in &self.movers {
            if let Some(count) = &mover.count {
                count.formula.parameters(&mut open);
            }
            // Who can do what is part of the game's form too.
            for after in mover
                .after
                .iter()
                .chain(mover.after_action.iter().flatten())
            {
                after.truth.parameters(&mut open);
            }
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

    pub(super) fn free_parameters(
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
                source: Source::new(if common { "--x, --y" } else { "--free" }, name),
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
        let fixed = |parameter: usize, member: usize| {
            settings.iter().any(|setting| {
                setting.parameter == parameter && setting.member.is_none_or(|set| set == member)
            })
        };
        self.numbers(&[], point, |parameter, member| {
            !sizes.contains(&parameter) && !fixed(parameter, member)
        })
    }

    /// Every parameter, or member's value, that is a number at the point and may be any of an interval.
    fn all_numbers(
        &self,
        settings: &[Setting],
        point: &Point,
        sizes: &BTreeSet<usize>,
    ) -> Vec<FreeParameter> {
        self.numbers(settings, point, |parameter, _| {
            let domain = &self.parameters[parameter].domain;
            !sizes.contains(&parameter) && !domain.integer && domain.listed.is_none()
        })
    }

    /// The parameters, or members' values, that the settings leave a number, of those that are wanted.
    fn numbers(
        &self,
        settings: &[Setting],
        point: &Point,
        wanted: impl Fn(usize, usize) -> bool,
    ) -> Vec<FreeParameter> {
        let mut free = Vec::new();
        for (parameter, declared) in self.parameters.iter().enumerate() {
            let members = point.values[parameter].len();
            let formulas = deciding(self, settings, parameter, members).unwrap_or_default();
            for (member, written) in formulas.iter().enumerate() {
                if wanted(parameter, member) && is_number(&written.formula) {
                    let member = declared.group.map(|_| member);
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
