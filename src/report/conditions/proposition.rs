//! Conditions as propositions in no dialect: what a paper states of each profile, and what a sketch of its proof says.

use std::collections::BTreeMap;

use super::super::expression::{Written, print_polynomial};
use super::latex::is_strict_version;
use super::words::{Shown, Told, shown};
use super::{Conditions, Holds};
use crate::num::Multivariate;
use crate::region::{Case, Fraction, Inequality, Prover};

/// Beyond this many cases, what each deviation asks is said by itself.
const FEW: usize = 4;
/// Beyond this many cases, the others are left to the data.
const CASES: usize = 6;
/// Differences of payoffs with more terms are not written out.
const TERMS: usize = 16;

/// What is stated of some profiles of a model.
#[derive(Debug, Clone)]
pub(in crate::report) struct Propositions {
    /// Where the unknowns lie.
    pub domain: Vec<Written>,
    /// What the other parameters are.
    pub given: Vec<String>,
    /// Profiles that are an equilibrium somewhere.
    pub stated: Vec<Proposition>,
    /// Profiles that never are, with who gains by what everywhere, where that is known.
    pub never: Vec<(String, Option<(String, String)>)>,
    /// How many kinds of profiles are an equilibrium somewhere and were not wanted.
    pub left_out: usize,
}

/// When one profile, or all of its renamings, are an equilibrium.
#[derive(Debug, Clone)]
pub(in crate::report) struct Proposition {
    /// `U press, C resist, S balance`.
    pub profile: String,
    /// How many other profiles differ from it only in who of a group does what.
    pub alike: usize,
    /// Whether it always is.
    pub is_always: bool,
    /// In each case, whose deviation asks what.
    pub cases: Vec<Vec<(String, Written)>>,
    /// How many more cases there are.
    pub more_cases: usize,
    /// Where there are many cases: for each deviation the alternatives of which one must hold.
    pub separate: Option<Vec<(String, Vec<Vec<Written>>)>>,
    /// When it is strict.
    pub strict: Strict,
    /// What deviations lose, as far as that is one formula.
    pub losses: Vec<(String, Written)>,
    /// Deviations that gain nothing on the whole domain.
    pub always: Vec<String>,
    /// Deviations that gain nothing where the others do not.
    pub implied: Vec<String>,
}

/// When an equilibrium is strict.
#[derive(Debug, Clone)]
pub(in crate::report) enum Strict {
    /// Nowhere.
    Never,
    /// Everywhere.
    Always,
    /// Wherever it is an equilibrium.
    WhereverItIs,
    /// Where the same inequalities are strict.
    IfInequalitiesAre,
    /// Where these hold.
    Iff(Vec<Written>),
    /// It falls into cases.
    Unsaid,
}

/// The propositions of the profiles wanted.
pub(in crate::report) fn propositions(
    answer: &Conditions,
    wanted: &dyn Fn(&[usize]) -> bool,
) -> Propositions {
    let prover = Prover::new(&answer.parametric.game.domain);
    let Shown {
        shown,
        left_out,
        never,
    } = shown(answer, wanted);
    let because = |told: &Told<'_>| {
        let profile = &told.answer.weak.profile;
        let gains = answer.never_because(&prover, profile);
        let gains = gains.map(|(player, action)| {
            let player = &answer.parametric.game.players[player];
            (player.id.clone(), player.actions[action].id.clone())
        });
        (answer.profile_words(profile), gains)
    };
    Propositions {
        domain: answer.domain_words(),
        given: answer.given.clone(),
        left_out,
        stated: shown
            .into_iter()
            .map(|told| proposition(answer, &told, &prover))
            .collect(),
        never: never.iter().map(because).collect(),
    }
}

fn proposition(answer: &Conditions, told: &Told<'_>, prover: &Prover) -> Proposition {
    let weak = &told.answer.weak;
    let separate = match weak.cases.len() > FEW {
        true => separately(answer, prover, &weak.profile),
        false => None,
    };
    let is_always = Holds::of(weak) == Holds::Always;
    let rows = |case: &Case| -> Vec<(String, Written)> {
        let lines = answer.lines_of(case).into_iter();
        lines
            .map(|(place, written)| {
                let who = answer.deviation_words(&weak.profile, case[place].deviation);
                (who, written)
            })
            .collect()
    };
    let shown = match (is_always, separate.is_some()) {
        (false, false) => weak.cases.len().min(CASES),
        _ => 0,
    };
    let [always, implied] = answer.implied(prover, told.answer);
    Proposition {
        profile: answer.profile_words(&weak.profile),
        alike: told.members.len() - 1,
        is_always,
        cases: weak.cases[..shown].iter().map(rows).collect(),
        more_cases: match shown {
            0 => 0,
            shown => weak.cases.len() - shown,
        },
        separate,
        strict: strictness(answer, told),
        losses: losses(answer, told),
        always,
        implied,
    }
}

/// What each deviation asks by itself; none where that falls into too many cases.
fn separately(
    answer: &Conditions,
    prover: &Prover,
    profile: &[usize],
) -> Option<Vec<(String, Vec<Vec<Written>>)>> {
    let found = answer.by_deviation(prover, profile)?.into_iter();
    let alternatives = |cases: &[Case]| -> Vec<Vec<Written>> {
        let lines = |case: &Case| {
            let lines = answer.lines_of(case).into_iter();
            lines.map(|(_, written)| written).collect()
        };
        cases.iter().map(lines).collect()
    };
    let rows = found.map(|(deviation, cases)| {
        let who = answer.deviation_words(profile, Some(deviation));
        (who, alternatives(&cases))
    });
    Some(rows.collect())
}

fn strictness(answer: &Conditions, told: &Told<'_>) -> Strict {
    let (weak, strict) = (&told.answer.weak, &told.answer.strict);
    match Holds::of(strict) {
        Holds::Never => Strict::Never,
        Holds::Always => Strict::Always,
        Holds::When if is_strict_version(weak, strict) => {
            let of_player = |i: &Inequality| i.deviation.is_some();
            match weak.cases.iter().flatten().any(of_player) {
                true => Strict::IfInequalitiesAre,
                false => Strict::WhereverItIs,
            }
        }
        Holds::When => match strict.cases.as_slice() {
            [case] => {
                let all = case.iter().map(|i| answer.written(&i.condition));
                Strict::Iff(all.collect())
            }
            _ => Strict::Unsaid,
        },
    }
}

/// What the deviations lose that the conditions of the only case speak of.
fn losses(answer: &Conditions, told: &Told<'_>) -> Vec<(String, Written)> {
    let [case] = told.answer.weak.cases.as_slice() else {
        return Vec::new();
    };
    let profile = &told.answer.weak.profile;
    let mut found: BTreeMap<(usize, usize), Fraction> = BTreeMap::new();
    for deviation in case.iter().filter_map(|inequality| inequality.deviation) {
        let loss = answer.parametric.game.loss(profile, deviation);
        if let Some(loss) = loss.filter(|loss| loss.len() <= TERMS) {
            found.insert(deviation, loss);
        }
    }
    found
        .into_iter()
        .map(|(deviation, loss)| {
            let who = answer.deviation_words(profile, Some(deviation));
            (who, quotient(answer, &loss))
        })
        .collect()
}

/// A difference of payoffs as one writes it.
fn quotient(answer: &Conditions, fraction: &Fraction) -> Written {
    let over = print_polynomial(fraction.numerator(), &answer.symbols);
    let factors: Vec<(Written, bool, u32)> = fraction
        .denominator()
        .map(|(factor, exponent)| {
            let written = print_polynomial(factor, &answer.symbols);
            (written, is_sum(factor), exponent)
        })
        .collect();
    if factors.is_empty() {
        return over;
    }
    let several = factors.len() > 1;
    let joined = |form: &dyn Fn(&Written) -> String, times: &str| {
        let parts: Vec<String> = factors
            .iter()
            .map(|(written, is_sum, exponent)| {
                let base = match *is_sum && (several || *exponent > 1) {
                    true => format!("({})", form(written)),
                    false => form(written),
                };
                match exponent {
                    1 => base,
                    power => format!("{base}^{{{power}}}"),
                }
            })
            .collect();
        parts.join(times)
    };
    Written {
        text: format!(
            "({})/({})",
            over.text,
            joined(&|w| w.text.clone(), "*").replace(['{', '}'], "")
        ),
        latex: format!(
            r"\frac{{{}}}{{{}}}",
            over.latex,
            joined(&|w| w.latex.clone(), " ")
        ),
    }
}

fn is_sum(polynomial: &Multivariate) -> bool {
    polynomial.len() > 1
}
