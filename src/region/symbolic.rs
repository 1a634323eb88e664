//! Formulas over symbols: one evaluation for each way in which the signs asked for can come out.
//!
//! A sign that the domain does not prove is a choice. The evaluator runs once per sequence of choices, each a side condition; where choices
//! make no difference they are merged again, so that `max(a, b)` becomes two pieces and not three.

use std::cmp::Ordering;

use super::fraction::Fraction;
use super::parametric::{Condition, Piece, Relation};
use super::prover::Prover;
use crate::formula::{Arithmetic, Evaluation, EvaluationError, Number, Situation};
use crate::num::{Multivariate, Rational};

/// The most terms of a numerator that are worked with.
pub const TERM_LIMIT: usize = 4000;
/// The largest degree of a numerator that is worked with.
pub const DEGREE_LIMIT: u32 = 24;
/// The most sequences of choices that are followed in one formula.
pub const PATH_LIMIT: usize = 4096;

/// What a parameter is to a formula over symbols.
#[derive(Debug, Clone)]
pub enum SymbolicValue {
    /// A rational function of the unknowns.
    Known(Fraction),
    /// A formula in other parameters whose value depends on signs, and the member from whose view it is read.
    Formula(std::sync::Arc<Number>, Option<usize>),
}

/// Why a formula could not be read over symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SymbolicError {
    /// The evaluation failed as it would at a point.
    Evaluation(EvaluationError),
    /// A divisor whose sign is not proved: what it is, and where it vanishes, if such a point was found.
    Divisor {
        /// Where the divisor stands.
        error: EvaluationError,
        /// The divisor.
        divisor: Multivariate,
        /// A point of the domain at which it is zero.
        zero: Option<Vec<Rational>>,
    },
    /// A numerator of more than `TERM_LIMIT` terms, or of a degree above `DEGREE_LIMIT`.
    TooLarge {
        /// Its terms.
        terms: usize,
        /// Its degree.
        degree: u32,
    },
    /// More than `PATH_LIMIT` sequences of choices.
    TooManyCases,
}

/// The pieces of a number-valued formula in a situation.
///
/// # Errors
/// As [`SymbolicError`] says.
pub fn pieces(
    formula: &Number,
    values: &[Vec<SymbolicValue>],
    situation: Situation<'_>,
    prover: &Prover,
) -> Result<Vec<Piece>, SymbolicError> {
    let paths = paths(values, prover, situation, |evaluation| {
        evaluation.number(formula)
    })?;
    let mut pieces = Vec::new();
    flatten(merged(&paths, 0), &mut Vec::new(), &mut |guards, value| {
        pieces.push(Piece {
            guards: guards.to_vec(),
            value: value.clone(),
        });
    });
    Ok(pieces)
}

/// The cases in which a truth-valued formula holds, each a conjunction.
///
/// # Errors
/// As [`SymbolicError`] says.
pub fn cases(
    formula: &crate::formula::Truth,
    values: &[Vec<SymbolicValue>],
    situation: Situation<'_>,
    prover: &Prover,
) -> Result<Vec<Vec<Condition>>, SymbolicError> {
    let paths = paths(values, prover, situation, |evaluation| {
        evaluation.truth(formula)
    })?;
    let mut cases = Vec::new();
    flatten(merged(&paths, 0), &mut Vec::new(), &mut |guards, holds| {
        if *holds {
            cases.push(guards.to_vec());
        }
    });
    Ok(cases)
}

/// A sign that was chosen, out of those that are possible.
#[derive(Debug, Clone)]
struct Choice {
    expression: Multivariate,
    options: Vec<Ordering>,
    taken: usize,
}

impl Choice {
    fn sign(&self) -> Ordering {
        self.options[self.taken]
    }
}

/// One evaluation: the choices it made and what came of it.
struct Path<T> {
    choices: Vec<(Multivariate, Ordering)>,
    value: T,
}

fn paths<T>(
    values: &[Vec<SymbolicValue>],
    prover: &Prover,
    situation: Situation<'_>,
    evaluate: impl Fn(&mut Evaluation<'_, Symbols<'_>>) -> Result<T, EvaluationError>,
) -> Result<Vec<Path<T>>, SymbolicError> {
    let mut paths = Vec::new();
    let mut choices: Vec<Choice> = Vec::new();
    loop {
        let mut symbols = Symbols {
            values,
            prover,
            layout: situation.layout,
            facts: Vec::new(),
            choices,
            made: 0,
            failure: None,
        };
        let result = evaluate(&mut Evaluation {
            arithmetic: &mut symbols,
            situation,
        });
        match (symbols.failure.take(), result) {
            (Some(Failure::TooLarge { terms, degree }), _) => {
                return Err(SymbolicError::TooLarge { terms, degree });
            }
            (Some(Failure::Divisor(divisor)), Err(error)) => {
                let zero = prover.zero_of(&divisor);
                return Err(SymbolicError::Divisor {
                    error,
                    divisor,
                    zero,
                });
            }
            (Some(Failure::Inner(error)), _) | (_, Err(error)) => {
                return Err(SymbolicError::Evaluation(error));
            }
            (_, Ok(value)) => {
                let choices = symbols.choices.iter();
                paths.push(Path {
                    choices: choices.map(|c| (c.expression.clone(), c.sign())).collect(),
                    value,
                });
            }
        }
        if paths.len() > PATH_LIMIT {
            return Err(SymbolicError::TooManyCases);
        }
        choices = symbols.choices;
        while choices
            .last()
            .is_some_and(|c| c.taken + 1 == c.options.len())
        {
            choices.pop();
        }
        match choices.last_mut() {
            Some(last) => last.taken += 1,
            None => return Ok(paths),
        }
    }
}

/// What made an evaluation useless.
enum Failure {
    TooLarge { terms: usize, degree: u32 },
    Divisor(Multivariate),
    Inner(EvaluationError),
}

/// The arithmetic of rational functions along one sequence of choices.
struct Symbols<'a> {
    values: &'a [Vec<SymbolicValue>],
    prover: &'a Prover,
    layout: &'a crate::formula::Layout,
    facts: Vec<Condition>,
    choices: Vec<Choice>,
    made: usize,
    failure: Option<Failure>,
}

impl Symbols<'_> {
    fn proves(&self, expression: &Multivariate, relation: Relation) -> bool {
        let claim = Condition {
            expression: expression.clone(),
            relation,
        };
        self.prover.proves(&self.facts, &claim)
    }

    /// Keeps a number within the limits.
    fn limited(&mut self, number: Fraction) -> Fraction {
        let (terms, degree) = (number.len(), number.numerator().degree());
        if terms <= TERM_LIMIT && degree <= DEGREE_LIMIT {
            return number;
        }
        self.failure
            .get_or_insert(Failure::TooLarge { terms, degree });
        Fraction::constant(Rational::ONE)
    }

    /// The signs that nothing rules out.
    fn possible(&self, expression: &Multivariate) -> Vec<Ordering> {
        let opposite = -expression;
        let mut possible = Vec::new();
        if !self.proves(expression, Relation::AtLeast) {
            possible.push(Ordering::Less);
        }
        if !self.proves(expression, Relation::Above) && !self.proves(&opposite, Relation::Above) {
            possible.push(Ordering::Equal);
        }
        if !self.proves(&opposite, Relation::AtLeast) {
            possible.push(Ordering::Greater);
        }
        possible
    }
}

impl Arithmetic for Symbols<'_> {
    type Number = Fraction;

    fn constant(&mut self, value: &Rational) -> Fraction {
        Fraction::constant(value.clone())
    }

    fn parameter(&mut self, parameter: usize, member: Option<usize>) -> Fraction {
        match &self.values[parameter][member.unwrap_or(0)] {
            SymbolicValue::Known(value) => value.clone(),
            SymbolicValue::Formula(formula, own) => {
                let situation = Situation {
                    layout: self.layout,
                    profile: &[],
                    own: *own,
                };
                let mut evaluation = Evaluation {
                    arithmetic: self,
                    situation,
                };
                match evaluation.number(formula) {
                    Ok(value) => value,
                    Err(error) => {
                        self.failure.get_or_insert(Failure::Inner(error));
                        Fraction::constant(Rational::ONE)
                    }
                }
            }
        }
    }

    fn members(&self, parameter: usize) -> usize {
        self.values[parameter].len()
    }

    fn sum(&mut self, a: &Fraction, b: &Fraction) -> Fraction {
        self.limited(a.plus(b))
    }

    fn product(&mut self, a: &Fraction, b: &Fraction) -> Fraction {
        let degree = a.numerator().degree() + b.numerator().degree();
        let terms = a.len().saturating_mul(b.len());
        if degree > DEGREE_LIMIT || terms > TERM_LIMIT * 8 {
            self.failure
                .get_or_insert(Failure::TooLarge { terms, degree });
            return Fraction::constant(Rational::ONE);
        }
        self.limited(a.times(b))
    }

    fn negative(&mut self, a: &Fraction) -> Fraction {
        a.negative()
    }

    fn quotient(&mut self, a: &Fraction, b: &Fraction) -> Option<Fraction> {
        if self.failure.is_some() {
            return Some(a.clone());
        }
        let divisor = b.numerator();
        if divisor.is_zero() {
            return None;
        }
        let mut content = Rational::ONE;
        let mut factors = Vec::new();
        for (factor, exponent) in factors_of(divisor) {
            match factor.as_constant() {
                Some(value) => content = &content * &value,
                None if self.proves(&factor, Relation::Above) => factors.push((factor, exponent)),
                None if self.proves(&-&factor, Relation::Above) => {
                    if exponent % 2 == 1 {
                        content = -&content;
                    }
                    factors.push((-&factor, exponent));
                }
                None => {
                    self.failure = Some(Failure::Divisor(divisor.clone()));
                    return None;
                }
            }
        }
        let over = Fraction::polynomial(b.denominator_polynomial());
        let quotient = a.times(&over).over(&content, &factors);
        Some(self.limited(quotient))
    }

    fn sign(&mut self, a: &Fraction) -> Ordering {
        let expression = a.numerator().primitive().1;
        if let Some(value) = expression.as_constant() {
            return value.sign();
        }
        if self.failure.is_some() {
            return Ordering::Equal;
        }
        if self.made == self.choices.len() {
            let options = self.possible(&expression);
            match options.as_slice() {
                [only] => return *only,
                // No sign is possible: the choices so far contradict each other, and what comes of them holds nowhere.
                [] => return Ordering::Equal,
                _ => {}
            }
            self.choices.push(Choice {
                expression,
                options,
                taken: 0,
            });
        } else if self.choices[self.made].expression != expression {
            // Proved on the way when the choice after it was made.
            let options = self.possible(&expression);
            return options.first().copied().unwrap_or(Ordering::Equal);
        }
        let choice = &self.choices[self.made];
        let sign = choice.sign();
        self.facts.extend(guards(&choice.expression, sign));
        self.made += 1;
        sign
    }
}

/// A number, powers of unknowns and one polynomial without such factors, whose product this is.
fn factors_of(polynomial: &Multivariate) -> Vec<(Multivariate, u32)> {
    let (content, primitive) = polynomial.primitive();
    let shared = primitive.shared_monomial();
    let powers = shared.powers().iter();
    let powers = powers.map(|(unknown, exponent)| (Multivariate::unknown(*unknown), *exponent));
    let mut factors = vec![(Multivariate::constant(content), 1)];
    factors.extend(powers);
    let shared = Multivariate::from_terms([(shared, Rational::ONE)]);
    factors.push((primitive.exact_quotient(&shared), 1));
    factors
}

/// The conditions that say that an expression has a sign.
fn guards(expression: &Multivariate, sign: Ordering) -> Vec<Condition> {
    match sign {
        Ordering::Less => vec![Condition::above(-expression)],
        Ordering::Greater => vec![Condition::above(expression.clone())],
        Ordering::Equal => vec![
            Condition::at_least(expression.clone()),
            Condition::at_least(-expression),
        ],
    }
}

/// A value, or a choice with what follows each sign.
#[derive(Clone, PartialEq, Eq)]
enum Tree<'a, T> {
    Value(&'a T),
    Choice(&'a Multivariate, Vec<(Signs, Tree<'a, T>)>),
}

/// A set of signs that lead to the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Signs {
    One(Ordering),
    AtLeastZero,
    AtMostZero,
}

/// The paths as a tree, choices that make no difference left out.
fn merged<T: PartialEq>(paths: &[Path<T>], depth: usize) -> Tree<'_, T> {
    let first = &paths[0];
    let Some((expression, _)) = first.choices.get(depth) else {
        return Tree::Value(&first.value);
    };
    let mut branches: Vec<(Signs, Tree<'_, T>)> = paths
        .chunk_by(|a, b| a.choices[depth].1 == b.choices[depth].1)
        .map(|group| {
            (
                Signs::One(group[0].choices[depth].1),
                merged(group, depth + 1),
            )
        })
        .collect();
    if branches.iter().all(|(_, tree)| *tree == branches[0].1) {
        return branches.swap_remove(0).1;
    }
    let equal = |s: &(Signs, _)| s.0 == Signs::One(Ordering::Equal);
    if let Some(at) = branches.iter().position(equal) {
        let with = |other: usize| branches.get(other).is_some_and(|b| b.1 == branches[at].1);
        if with(at + 1) {
            branches[at + 1].0 = Signs::AtLeastZero;
            branches.remove(at);
        } else if at > 0 && with(at - 1) {
            branches[at - 1].0 = Signs::AtMostZero;
            branches.remove(at);
        }
    }
    Tree::Choice(expression, branches)
}

fn flatten<T>(
    tree: Tree<'_, T>,
    path: &mut Vec<Condition>,
    visit: &mut impl FnMut(&[Condition], &T),
) {
    match tree {
        Tree::Value(value) => visit(path, value),
        Tree::Choice(expression, branches) => {
            for (signs, branch) in branches {
                let before = path.len();
                match signs {
                    Signs::One(sign) => path.extend(guards(expression, sign)),
                    Signs::AtLeastZero => path.push(Condition::at_least(expression.clone())),
                    Signs::AtMostZero => path.push(Condition::at_least(-expression)),
                }
                flatten(branch, path, visit);
                path.truncate(before);
            }
        }
    }
}
