//! Whether a counter-coalition of real states is feasible, year by year.
//!
//! In the threshold public good (`hard-balancing`) a coalition checks the unipole iff the capabilities of its members reach `phi u`. With the
//! pool `P` of those who could join, one is feasible iff `phi <= P / u`, the critical force ratio.
//!
//! # Source
//! Brooks and Wohlforth (2008), *World Out of Balance* (the threshold beyond which no coalition is enough).

use std::ops::RangeInclusive;

use super::{DataError, Partners, StateYears};
use crate::certify::SmallestCoalition;
use crate::model::diagnostic::{Source, Spot};
use crate::model::error::{Error, Errors};
use crate::num::Rational;
use crate::solve::minimal_coalition::{count_smallest, smallest_coalition};

/// The most beginnings of coalitions visited to count those of the smallest size.
const COUNTED: usize = 20_000;

/// What is asked of a table of capabilities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapabilityRequest {
    /// The unipole, as the file names it.
    pub unipole: String,
    /// The column that measures capability.
    pub measure: String,
    /// The years; none for all.
    pub years: Option<RangeInclusive<i64>>,
    /// States that join no coalition whatever the threat.
    pub excluded: Vec<String>,
    /// The force ratio: which multiple of the unipole's capability a coalition needs.
    pub force_ratio: Rational,
}

/// The states that could join a counter-coalition in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balancers {
    /// Their names and capabilities, the strongest first.
    pub states: Vec<(String, Rational)>,
    /// What they have together.
    pub pool: Rational,
    /// Their share of what all states have.
    pub share: Rational,
    /// The greatest force ratio at which a coalition of them is feasible: their pool over the unipole's capability.
    pub critical_force_ratio: Rational,
    /// The fewest of them that are enough at the force ratio asked for, as places in `states`; none iff no coalition is feasible.
    pub smallest: Option<SmallestCoalition>,
    /// How many coalitions of that size are enough; none where there are too many to count.
    pub smallest_number: Option<u64>,
}

impl Balancers {
    /// The names of the smallest coalition, the strongest first; none iff no coalition is feasible.
    pub fn coalition(&self) -> Option<Vec<&str>> {
        let members = self.smallest.as_ref()?.members().iter();
        Some(
            members
                .map(|place| self.states[*place].0.as_str())
                .collect(),
        )
    }
}

/// What the capabilities of one year say about balancing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapabilityYear {
    /// The year.
    pub year: i64,
    /// The unipole's capability.
    pub unipole: Rational,
    /// What all states with a value have together, the unipole included.
    pub total: Rational,
    /// The unipole's share of it.
    pub share: Rational,
    /// All other states, without those excluded.
    pub others: Balancers,
    /// Those of them without a defence pact with the unipole; none without a list of partners, or before it begins.
    pub non_allied: Option<Balancers>,
    /// The year whose pacts count.
    pub pacts_as_of: Option<i64>,
    /// The state with the greatest capability, the unipole if it is one of them.
    pub leader: String,
    /// States whose value is missing.
    pub missing: Vec<String>,
}

impl CapabilityYear {
    /// The states that could balance as far as is known: those without a pact, where a list of partners says who has one.
    pub fn balancers(&self) -> &Balancers {
        self.non_allied.as_ref().unwrap_or(&self.others)
    }
}

/// Why a year has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// The file has no row of the unipole.
    Absent,
    /// Its value is missing.
    Missing,
    /// Its value is zero, so that nothing can be compared with it.
    Zero,
}

/// What a table of capabilities says about balancing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// The file.
    pub file: String,
    /// What was asked, the measure as the file spells it.
    pub request: CapabilityRequest,
    /// The list of partners, with its first and last year.
    pub partners: Option<(String, (i64, i64))>,
    /// The years that have an answer, in order.
    pub years: Vec<CapabilityYear>,
    /// The years that have none.
    pub unanswered: Vec<(i64, Unanswered)>,
}

/// Works out for each year whether a counter-coalition is feasible, and the smallest.
///
/// Shares are of all states whose value is not missing in that year. Later than the list of partners, its last year's pacts count.
/// # Errors
/// A measure, a state or a year that the file does not have; cells that are no numbers; a force ratio that is not positive; a unipole without a
/// value in any of the years; nobody left who could balance.
pub fn capabilities(
    states: &StateYears,
    request: &CapabilityRequest,
    partners: Option<&Partners>,
) -> Result<Capabilities, Errors> {
    let values = states.values(&request.measure, &typed("--measure", &request.measure))?;
    check(states, request)?;
    let known = states.years().into_iter();
    let wanted = |year: &i64| request.years.as_ref().is_none_or(|w| w.contains(year));
    let mut years = Vec::new();
    let mut unanswered = Vec::new();
    for year in known.filter(wanted) {
        let rows = states.rows(Some(year));
        let own = rows
            .iter()
            .find(|row| states.state(**row) == request.unipole);
        let unipole = match own.map(|row| &values[*row]) {
            None => Err(Unanswered::Absent),
            Some(None) => Err(Unanswered::Missing),
            Some(Some(value)) if value.is_zero() => Err(Unanswered::Zero),
            Some(Some(value)) => Ok(value.clone()),
        };
        let entry = match unipole {
            Ok(unipole) => YearOf {
                states,
                request,
                partners,
                values: &values,
                rows,
                year,
                unipole,
            }
            .entry()?,
            Err(reason) => {
                unanswered.push((year, reason));
                continue;
            }
        };
        years.push(entry);
    }
    let measure = states.spelling(&request.measure).to_owned();
    if years.is_empty() {
        let absent: Vec<i64> = unanswered.iter().map(|(year, _)| *year).collect();
        let kind = DataError::UnipoleMissing {
            state: request.unipole.clone(),
            column: measure,
            years: super::ranges(&absent),
        };
        return Err(mistake("--unipole", &request.unipole, kind));
    }
    Ok(Capabilities {
        file: states.name().to_owned(),
        request: CapabilityRequest {
            measure,
            ..request.clone()
        },
        partners: partners.map(|list| (list.name().to_owned(), list.span())),
        years,
        unanswered,
    })
}

fn check(states: &StateYears, request: &CapabilityRequest) -> Result<(), Errors> {
    if request.force_ratio <= Rational::ZERO {
        let shown = request.force_ratio.to_string();
        let kind = DataError::ForceRatio(shown.clone());
        return Err(mistake("--phi", &shown, kind));
    }
    let mut errors = Vec::new();
    errors.extend(
        states
            .known(&request.unipole, &typed("--unipole", &request.unipole))
            .err(),
    );
    for state in &request.excluded {
        errors.extend(states.known(state, &typed("--exclude", state)).err());
    }
    let everything = states.years();
    let [Some(first), Some(last)] = [everything.first(), everything.last()] else {
        let kind = DataError::WithoutYears(states.name().to_owned());
        return Err(mistake("FILE", states.name(), kind));
    };
    let wanted = request.years.clone().unwrap_or(*first..=*last);
    let text = match wanted.start() == wanted.end() {
        true => wanted.start().to_string(),
        false => format!("{}..{}", wanted.start(), wanted.end()),
    };
    errors.extend(states.check_years(&wanted, &typed("--years", &text)).err());
    match errors.is_empty() {
        true => Ok(()),
        false => Err(Errors(errors)),
    }
}

/// The place of something typed.
fn typed(option: &str, text: &str) -> Spot {
    Spot {
        source: Source::new(option, text),
        span: 0..text.len(),
    }
}

fn mistake(option: &str, text: &str, kind: DataError) -> Errors {
    Error {
        spot: typed(option, text),
        kind: kind.into(),
    }
    .into()
}

/// One year being worked out.
struct YearOf<'a> {
    states: &'a StateYears,
    request: &'a CapabilityRequest,
    partners: Option<&'a Partners>,
    values: &'a [Option<Rational>],
    rows: Vec<usize>,
    year: i64,
    unipole: Rational,
}

impl YearOf<'_> {
    fn entry(&self) -> Result<CapabilityYear, Errors> {
        let name = |row: &usize| self.states.state(*row).to_owned();
        let total: Rational = self
            .rows
            .iter()
            .filter_map(|row| self.values[*row].as_ref())
            .sum();
        let missing = self.rows.iter().filter(|row| self.values[**row].is_none());
        let missing: Vec<String> = missing.map(name).collect();
        let greatest = self
            .rows
            .iter()
            .filter_map(|row| self.values[*row].as_ref())
            .max();
        let is_greatest = |row: &&usize| self.values[**row].as_ref() == greatest;
        let leader = match greatest == Some(&self.unipole) {
            true => self.request.unipole.clone(),
            false => self
                .rows
                .iter()
                .find(is_greatest)
                .map_or(String::new(), name),
        };
        let others: Vec<usize> = self
            .rows
            .iter()
            .copied()
            .filter(|row| self.could_join(*row))
            .collect();
        if others.is_empty() {
            let place = format!(" in {} that could join a coalition", self.year);
            let excluded = self.request.excluded.join(",");
            return Err(mistake(
                "--exclude",
                &excluded,
                DataError::NothingLeft(place),
            ));
        }
        let pacts_as_of = self.partners.and_then(|list| list.as_of(self.year));
        let non_allied = self.partners.zip(pacts_as_of).map(|(list, as_of)| {
            let others = others.iter().copied();
            let alone = others
                .filter(|row| !list.has(self.states, *row, as_of))
                .collect();
            self.balancers(alone, &total)
        });
        Ok(CapabilityYear {
            year: self.year,
            share: &self.unipole / &total,
            others: self.balancers(others, &total),
            total,
            unipole: self.unipole.clone(),
            non_allied,
            pacts_as_of,
            leader,
            missing,
        })
    }

    /// Whether the state of a row has a value and is neither the unipole nor excluded.
    fn could_join(&self, row: usize) -> bool {
        let state = self.states.state(row);
        let excluded = self.request.excluded.iter().any(|name| name == state);
        self.values[row].is_some() && state != self.request.unipole && !excluded
    }

    fn balancers(&self, mut rows: Vec<usize>, total: &Rational) -> Balancers {
        let value = |row: usize| self.values[row].clone().unwrap_or(Rational::ZERO);
        rows.sort_by_key(|row| (std::cmp::Reverse(value(*row)), self.states.state(*row)));
        let capabilities: Vec<Rational> = rows.iter().map(|row| value(*row)).collect();
        let pool: Rational = capabilities.iter().sum();
        let threshold = &self.request.force_ratio * &self.unipole;
        let names = rows.iter().map(|row| self.states.state(*row).to_owned());
        Balancers {
            share: &pool / total,
            critical_force_ratio: &pool / &self.unipole,
            smallest: smallest_coalition(&capabilities, &threshold),
            smallest_number: count_smallest(&capabilities, &threshold, COUNTED),
            states: names.zip(capabilities).collect(),
            pool,
        }
    }
}
