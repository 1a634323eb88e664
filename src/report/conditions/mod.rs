//! When each profile is an equilibrium, as it is printed: text, tables, a proposition for a paper, data.

mod difference;
mod json;
mod latex;
mod proposition;
mod reading;
mod rows;
mod statics;
mod words;

pub use difference::{ChangedConditions, changed_conditions};
pub use json::conditions as conditions_json;
pub use latex::conditions_latex;
pub(super) use latex::{broken, signs};
pub(super) use proposition::{Proposition, Propositions, Strict, propositions};
pub use reading::conditions_reading;
pub(super) use reading::profiles_reading;
pub use rows::conditions_rows;
pub(super) use statics::thresholds;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::answer::Subject;
use super::expression::{Symbol, Written};
use super::notation::symbol_in_latex;
use crate::model::{Free, Model, Parametric};
use crate::num::Rational;
use crate::region::{
    Bound, Condition, Interval, ProfileConditions, Prover, Relation, Separate, Solved, Strictness,
    TooManyCases, conditions, conditions_by_deviation, on_line, solution_set, solved,
};

/// The conditions of some profiles of a model, with all that is said of them.
#[derive(Debug, Clone)]
pub struct Conditions {
    /// Where the game comes from; the values of free parameters are their defaults.
    pub subject: Subject,
    /// The game over symbols.
    pub parametric: Parametric,
    /// The unknowns in print.
    pub symbols: Vec<Symbol>,
    /// The model's joint constraints as written.
    pub assumptions: Vec<String>,
    /// The values of the other parameters, and the formulas of those that follow from free ones.
    pub given: Vec<String>,
    /// The profiles asked for.
    pub profiles: Vec<ProfileAnswer>,
    /// The conditions solved for one unknown, if one was named.
    pub solved_for: Option<SolvedFor>,
    /// Conditions already put in words: one comparison stands in several profiles.
    printed: Arc<Mutex<BTreeMap<Condition, Written>>>,
}

/// One profile: when it is an equilibrium, and when a strict one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileAnswer {
    /// When no deviation gains.
    pub weak: ProfileConditions,
    /// When every deviation loses.
    pub strict: ProfileConditions,
}

/// Whether conditions hold everywhere, nowhere, or somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// On the whole domain.
    Always,
    /// Nowhere on the domain.
    Never,
    /// Where a case holds.
    When,
}

impl Holds {
    /// What the cases come to.
    pub fn of(conditions: &ProfileConditions) -> Self {
        match conditions.cases.as_slice() {
            [] => Holds::Never,
            cases if cases.iter().any(Vec::is_empty) => Holds::Always,
            _ => Holds::When,
        }
    }

    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Holds::Always => "always",
            Holds::Never => "never",
            Holds::When => "when",
        }
    }
}

/// The conditions solved for one unknown.
#[derive(Debug, Clone)]
pub struct SolvedFor {
    /// The unknown.
    pub unknown: usize,
    /// For each profile and each of its cases, every inequality solved.
    pub profiles: Vec<Vec<Vec<Solved>>>,
    /// For each profile where the unknown may lie, with all others at their values.
    pub at_values: Vec<Vec<Interval>>,
}

impl Conditions {
    /// The conditions of the profiles that are wanted.
    ///
    /// # Errors
    /// More cases than can be followed.
    pub fn new(
        name: &str,
        model: &Model,
        scenario: Option<&str>,
        parametric: Parametric,
        wanted: &dyn Fn(&[usize]) -> bool,
    ) -> Result<Self, TooManyCases> {
        let prover = Prover::new(&parametric.game.domain);
        let chosen: Vec<Vec<usize>> = parametric
            .game
            .profiles()
            .filter(|profile| wanted(profile))
            .collect();
        let of = |strictness| conditions(&parametric.game, &prover, &chosen, strictness);
        let (weak, strict) = rayon::join(|| of(Strictness::Weak), || of(Strictness::Strict));
        let profiles = weak?
            .into_iter()
            .zip(strict?)
            .map(|(weak, strict)| ProfileAnswer { weak, strict })
            .collect();
        Ok(Conditions::of(name, model, scenario, parametric, profiles))
    }

    /// Conditions that were found otherwise: under which profiles of a repeated game are played for ever.
    pub(super) fn sustained(
        name: &str,
        model: &Model,
        scenario: Option<&str>,
        parametric: Parametric,
        found: Vec<ProfileConditions>,
    ) -> Self {
        let profiles = found.into_iter().map(|weak| ProfileAnswer {
            strict: weak.clone(),
            weak,
        });
        let profiles = profiles.collect();
        Conditions::of(name, model, scenario, parametric, profiles)
    }

    fn of(
        name: &str,
        model: &Model,
        scenario: Option<&str>,
        parametric: Parametric,
        profiles: Vec<ProfileAnswer>,
    ) -> Self {
        Conditions {
            subject: Subject::of_model(name, model, scenario, &parametric.point),
            symbols: symbols(model, &parametric),
            assumptions: model.assumptions.iter().map(|a| a.text.clone()).collect(),
            profiles,
            given: given(model, &parametric),
            solved_for: None,
            printed: Arc::default(),
            parametric,
        }
    }

    /// The conditions of one profile in lines: in each case, whose deviation asks what; solved for the unknown that was named, where that
    /// says it.
    pub(super) fn formulas_of(&self, place: usize) -> Vec<Vec<(String, Written)>> {
        let answer = &self.profiles[place].weak;
        let cases = answer.cases.iter().enumerate();
        cases
            .map(|(number, case)| {
                let lines = self.lines_of(case).into_iter();
                lines
                    .map(|(row, written)| {
                        let who = self.deviation_words(&answer.profile, case[row].deviation);
                        let solved = self.solved_for.as_ref().and_then(|solved| {
                            let says = &solved.profiles[place][number][row];
                            match self.solved_words(says, solved.unknown).as_slice() {
                                [only] if only.when.is_none() => Some(only.says.clone()),
                                _ => None,
                            }
                        });
                        (who, solved.unwrap_or(written))
                    })
                    .collect()
            })
            .collect()
    }

    /// Solves every inequality for an unknown.
    pub fn solve_for(&mut self, unknown: usize) {
        let domain = &self.parametric.game.domain;
        let prover = Prover::new(domain);
        let profiles = self.profiles.iter().map(|answer| {
            let cases = answer.weak.cases.iter();
            cases
                .map(|case| {
                    let inequalities = case.iter();
                    inequalities
                        .map(|inequality| solved(&prover, domain, inequality, unknown))
                        .collect()
                })
                .collect()
        });
        self.solved_for = Some(SolvedFor {
            unknown,
            profiles: profiles.collect(),
            at_values: self.at_values(unknown),
        });
    }

    /// For each profile, where an unknown may lie with all others at their values.
    fn at_values(&self, unknown: usize) -> Vec<Vec<Interval>> {
        let domain = &self.parametric.game.domain;
        let values = self.parametric.values();
        let bounds = &domain.unknowns[unknown];
        let ends = (bounds.lower.clone(), bounds.upper.clone());
        let profiles = self.profiles.iter().map(|answer| {
            let line = on_line(&answer.weak, domain, &values, unknown);
            solution_set(&line, &ends)
        });
        profiles.collect()
    }

    /// A deviation that gains everywhere on the domain, if one is found.
    pub(super) fn never_because(
        &self,
        prover: &Prover,
        profile: &[usize],
    ) -> Option<(usize, usize)> {
        self.parametric.game.always_gains(prover, profile)
    }

    /// How many profiles there are, those counted once that differ in who of a group does what.
    pub(super) fn classes(&self) -> usize {
        words::told(self).len()
    }

    /// What each deviation from a profile asks by itself; none where that falls into too many cases.
    pub(super) fn by_deviation(&self, prover: &Prover, profile: &[usize]) -> Option<Vec<Separate>> {
        conditions_by_deviation(&self.parametric.game, prover, profile).ok()
    }
}

/// `m = 3/10, 1/4`, for each parameter that is a number, and `T = 3/2*u` for each that follows from free ones.
pub fn given(model: &Model, parametric: &Parametric) -> Vec<String> {
    let parameters = model.parameters.iter().zip(&parametric.point.values);
    let fixed = parameters
        .zip(&parametric.fixed)
        .filter(|(_, fixed)| **fixed);
    let fixed = fixed.map(|((parameter, values), _)| {
        let values: Vec<String> = values.iter().map(Rational::to_string).collect();
        format!("{} = {}", parameter.name, values.join(", "))
    });
    let tied = parametric.tied.iter();
    let tied = tied.map(|(name, formula)| format!("{name} = {formula}"));
    fixed.chain(tied).collect()
}

/// How the unknowns are printed.
pub fn symbols(model: &Model, parametric: &Parametric) -> Vec<Symbol> {
    let both = parametric.free.iter().zip(&parametric.game.domain.unknowns);
    both.map(|(free, unknown)| {
        let parameter = &model.parameters[free.parameter];
        let index = free.member.map(|member| (member + 1).to_string());
        let end = |bound: &Bound| bound.as_ref().map(|(end, _)| end.clone());
        Symbol {
            name: unknown.name.clone(),
            latex: symbol_in_latex(parameter, index.as_deref()),
            lower: end(&unknown.lower),
            upper: end(&unknown.upper),
        }
    })
    .collect()
}

/// `>=` or `>`.
pub(super) fn sign_of(condition: &Condition) -> &'static str {
    match condition.relation {
        Relation::AtLeast => ">=",
        Relation::Above => ">",
    }
}

/// Which parameters are free, from names on the command line.
pub fn free_of(names: &[String]) -> Free<'_> {
    match names {
        [] => Free::Numbers,
        names => Free::Named(names),
    }
}
