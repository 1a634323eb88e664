//! From a polynomial to the sum or product a person would write.
//!
//! A polynomial that has factors is their product. One that has none is a sum: terms that share an unknown, or a
//! coefficient in common, are collected, `p = d q + r`, in the ways that save the most, and what is easiest to read
//! of these is taken, the parts being arranged likewise. A heuristic for legibility; exactness does not depend on it.
//!
//! # Source
//! Hosangadi, Fallah and Kastner (2006), "Optimizing Polynomial Expressions by Algebraic Factorization and Common
//! Subexpression Elimination", IEEE TCAD 25(10).

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::Symbol;
use super::tree::{Term, Tree, effort, in_order};
use crate::num::{Factored, Monomial, Multivariate, Rational, factor};

/// How many ways to collect terms are tried at each step.
const WAYS: usize = 4;

/// A polynomial as `divisor * quotient + rest`.
struct Way {
    divisor: Multivariate,
    quotient: Multivariate,
    rest: Multivariate,
}

/// Arranges polynomials in the same symbols.
pub(super) struct Arrangement<'a> {
    symbols: &'a [Symbol],
    known: BTreeMap<Multivariate, Vec<Term>>,
}

impl<'a> Arrangement<'a> {
    pub(super) fn new(symbols: &'a [Symbol]) -> Self {
        Arrangement {
            symbols,
            known: BTreeMap::new(),
        }
    }

    /// The terms of the polynomial in print; a product is one term.
    pub(super) fn terms(&mut self, polynomial: &Multivariate) -> Vec<Term> {
        self.terms_of(polynomial, || factor(polynomial))
    }

    /// The same, where it is known how to find its factors.
    fn terms_of(
        &mut self,
        polynomial: &Multivariate,
        factored: impl FnOnce() -> Factored,
    ) -> Vec<Term> {
        if let Some(known) = self.known.get(polynomial) {
            return known.clone();
        }
        let terms = in_order(self.terms_anew(polynomial, factored));
        self.known.insert(polynomial.clone(), terms.clone());
        terms
    }

    fn terms_anew(
        &mut self,
        polynomial: &Multivariate,
        factored: impl FnOnce() -> Factored,
    ) -> Vec<Term> {
        if polynomial.is_zero() {
            return Vec::new();
        }
        let found = factored();
        let product = match found.factors.as_slice() {
            [(only, 1)] if found.content.abs() == Rational::ONE && only.len() > 1 => {
                return self.sum(polynomial);
            }
            _ => self.product(&found.content, &found.factors),
        };
        match found.factors.as_slice() {
            // Fractions are sometimes shorter term by term: `u - 1/2`.
            [(only, 1)] if only.len() > 1 => {
                let each = self.monomials(polynomial);
                let minus = each.iter().filter(|term| term.negative).count();
                let fraction = !found.content.is_integer();
                match fraction && effort(&each) + 4 * minus < product.tree.effort() {
                    true => each,
                    false => vec![product],
                }
            }
            _ => vec![product],
        }
    }

    fn product(&mut self, content: &Rational, factors: &[(Multivariate, u32)]) -> Term {
        let mut negative = content.sign().is_lt();
        let mut unknowns = Vec::new();
        let mut brackets = Vec::new();
        for (factor, power) in factors {
            if let [unknown] = factor.unknowns().as_slice()
                && factor.len() == 1
            {
                unknowns.push((*unknown, *power));
                continue;
            }
            let turned = self.reads_better_negated(factor, negative);
            if turned && power % 2 == 1 {
                negative = !negative;
            }
            let terms = match turned {
                true => self.terms(&-factor),
                false => self.terms(factor),
            };
            brackets.push((Tree::of_terms(terms), *power));
        }
        // `(k - nu)*(u + c + s)`: a bracket of coefficients stands first.
        brackets.sort_by_key(|(tree, _)| (!self.is_sum_of_coefficients(tree), tree.effort()));
        let size = content.abs();
        let number = (size != Rational::ONE || factors.is_empty()).then_some(Tree::Number(size));
        let mut trees: Vec<Tree> = number.into_iter().collect();
        trees.extend(self.powers(unknowns));
        trees.extend(
            brackets
                .into_iter()
                .map(|(tree, power)| raised(tree, power)),
        );
        Term {
            negative,
            tree: Tree::of_factors(trees),
        }
    }

    /// Greek letters are mostly coefficients, and so are words rather than single letters.
    fn convention(&self, unknown: usize) -> u8 {
        let latex = &self.symbols[unknown].latex;
        let word = latex.starts_with(r"\mathit") || latex.starts_with(r"\text");
        match latex.starts_with('\\') {
            true if !word => 0,
            true => 1,
            false => 2,
        }
    }

    fn is_sum_of_coefficients(&self, tree: &Tree) -> bool {
        let Tree::Sum(terms) = tree else {
            return false;
        };
        let of_degree_one = |term: &Term| matches!(term.tree, Tree::Unknown(_) | Tree::Number(_));
        terms.iter().all(of_degree_one)
            && terms.iter().any(|term| match term.tree {
                Tree::Unknown(unknown) => self.convention(unknown) < 2,
                _ => false,
            })
    }

    /// Powers of unknowns in the order of convention, coefficients first.
    fn powers(&self, mut powers: Vec<(usize, u32)>) -> Vec<Tree> {
        powers.sort_by_key(|(unknown, _)| (self.convention(*unknown), *unknown));
        let trees = powers.into_iter();
        trees
            .map(|(u, power)| raised(Tree::Unknown(u), power))
            .collect()
    }

    /// Whether a bracket is better written with all its signs turned: so that it is positive where that is known, else
    /// so that most terms are, else so that no minus sign stands before it if it has a number, as in `1 - x`.
    fn reads_better_negated(&self, factor: &Multivariate, negative: bool) -> bool {
        if self.is_nonnegative(factor) {
            return false;
        }
        if self.is_nonnegative(&-factor) {
            return true;
        }
        let minus = factor.terms().filter(|(_, c)| c.sign().is_lt()).count();
        let plus = factor.len() - minus;
        let has_number = factor.terms().any(|(m, _)| m.powers().is_empty());
        let starts_with_minus = factor
            .terms()
            .filter(|(m, _)| !m.powers().is_empty())
            .min_by_key(|(m, _)| (m.degree(), *m))
            .is_some_and(|(_, c)| c.sign().is_lt());
        match (minus.cmp(&plus), has_number) {
            (Ordering::Equal, true) => negative,
            (Ordering::Equal, false) => starts_with_minus,
            (order, _) => order.is_gt(),
        }
    }

    /// Whether the bounds of the unknowns show at once that a polynomial of degree one is not negative.
    fn is_nonnegative(&self, polynomial: &Multivariate) -> bool {
        let mut least = Rational::ZERO;
        for (monomial, coefficient) in polynomial.terms() {
            let value = match monomial.powers() {
                [] => Rational::ONE,
                [(unknown, 1)] => {
                    let symbol = &self.symbols[*unknown];
                    let end = match coefficient.sign().is_gt() {
                        true => &symbol.lower,
                        false => &symbol.upper,
                    };
                    match end {
                        Some(end) => end.clone(),
                        None => return false,
                    }
                }
                _ => return false,
            };
            least += &(coefficient * &value);
        }
        !least.sign().is_lt()
    }

    /// The monomials of a polynomial as terms.
    fn monomials(&self, polynomial: &Multivariate) -> Vec<Term> {
        let term = |(monomial, coefficient): (&Monomial, &Rational)| {
            let size = coefficient.abs();
            let mut trees = self.powers(monomial.powers().to_vec());
            if size != Rational::ONE || trees.is_empty() {
                trees.insert(0, Tree::Number(size));
            }
            Term {
                negative: coefficient.sign().is_lt(),
                tree: Tree::of_factors(trees),
            }
        };
        polynomial.terms().map(term).collect()
    }

    /// The easiest sum for a polynomial without factors.
    fn sum(&mut self, polynomial: &Multivariate) -> Vec<Term> {
        let mut best = self.monomials(polynomial);
        let mut ways = ways(polynomial);
        ways.sort_by_cached_key(|way| {
            let parts = [&way.divisor, &way.quotient, &way.rest];
            parts.iter().map(|part| letters(part)).sum::<u32>()
        });
        ways.truncate(WAYS);
        for way in ways {
            let product = &way.divisor * &way.quotient;
            let parts = || factor(&way.divisor).times(&factor(&way.quotient));
            let mut terms = self.terms_of(&product, parts);
            terms.extend(self.terms(&way.rest));
            if effort(&terms) < effort(&best) {
                best = terms;
            }
        }
        best
    }
}

fn raised(tree: Tree, power: u32) -> Tree {
    match power {
        1 => tree,
        _ => Tree::Power(Box::new(tree), power),
    }
}

/// How many letters and numbers the polynomial has written out.
fn letters(polynomial: &Multivariate) -> u32 {
    let of_term = |(monomial, _): (&Monomial, &Rational)| monomial.degree().max(1);
    polynomial.terms().map(of_term).sum()
}

/// The ways to collect terms, each saving something: for an unknown, the terms that have it; for a coefficient of an
/// unknown or a factor of one, all terms it is a coefficient of.
fn ways(polynomial: &Multivariate) -> Vec<Way> {
    let unknowns = polynomial.unknowns();
    let mut divisors: Vec<Multivariate> = Vec::new();
    let mut ways = Vec::new();
    for unknown in &unknowns {
        let mut coefficients = polynomial.coefficients_in(*unknown);
        let rest = coefficients.remove(0);
        let divisor = Multivariate::unknown(*unknown);
        let quotient = (polynomial - &rest)
            .divided_by(&divisor)
            .expect("invariant: every term left has the unknown");
        if quotient.len() > 1 {
            ways.push(Way {
                divisor,
                quotient,
                rest,
            });
        }
        for coefficient in coefficients.iter().filter(|c| c.len() > 1) {
            let found = factor(coefficient).factors;
            let brackets = found.into_iter().map(|(f, _)| f).filter(|f| f.len() > 1);
            let brackets: Vec<Multivariate> = brackets.collect();
            let one = Multivariate::constant(Rational::ONE);
            divisors.push(brackets.iter().fold(one, |product, f| &product * f));
            divisors.extend(brackets);
        }
    }
    divisors.sort_by_cached_key(|d| (Reverse(d.len()), d.clone()));
    divisors.dedup();
    ways.extend(divisors.into_iter().map(|d| collected(polynomial, d)));
    ways
}

/// Collects the terms whose coefficient in some unknown, or in a product of two, is a multiple of the divisor.
fn collected(polynomial: &Multivariate, divisor: Multivariate) -> Way {
    let mut quotient = Multivariate::zero();
    let mut rest = polynomial.clone();
    let inside = divisor.unknowns();
    for unknown in polynomial.unknowns() {
        for (power, coefficient) in (0u32..).zip(rest.coefficients_in(unknown)).skip(1) {
            let mut multiples = Multivariate::zero();
            if let Some(multiple) = coefficient.divided_by(&divisor) {
                multiples = multiple;
            } else if let Some(second) = coefficient.unknowns().iter().find(|u| !inside.contains(u))
            {
                let parts = (0u32..).zip(coefficient.coefficients_in(*second));
                for (second_power, part) in parts {
                    if let Some(multiple) = part.divided_by(&divisor) {
                        let raised = Multivariate::unknown(*second).pow(second_power);
                        multiples = &multiples + &(&multiple * &raised);
                    }
                }
            }
            let multiples = &multiples * &Multivariate::unknown(unknown).pow(power);
            rest = &rest - &(&multiples * &divisor);
            quotient = &quotient + &multiples;
        }
    }
    Way {
        divisor,
        quotient,
        rest,
    }
}
