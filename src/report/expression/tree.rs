//! The tree of an expression in print, and its two dialects.

use std::cmp::Reverse;

use super::Symbol;
use crate::num::Rational;

/// An expression as it will be printed, down to the order of its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tree {
    /// A positive number, or zero.
    Number(Rational),
    Unknown(usize),
    /// The base is no number.
    Power(Box<Tree>, u32),
    /// At least two factors, none of them a product; a number is first.
    Product(Vec<Tree>),
    /// At least one term; a single one is negative.
    Sum(Vec<Term>),
    Quotient(Box<Tree>, Box<Tree>),
}

/// A term of a sum, taken off where it is negative; the tree itself is no sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) negative: bool,
    pub(super) tree: Tree,
}

impl Tree {
    /// The product, which may have one factor or none.
    pub(super) fn of_factors(mut factors: Vec<Tree>) -> Tree {
        match factors.len() {
            0 => Tree::Number(Rational::ONE),
            1 => factors.remove(0),
            _ => Tree::Product(factors),
        }
    }

    /// The sum, which may have no terms.
    pub(super) fn of_terms(mut terms: Vec<Term>) -> Tree {
        match terms.as_slice() {
            [] => Tree::Number(Rational::ZERO),
            [only] if !only.negative => terms.remove(0).tree,
            _ => Tree::Sum(terms),
        }
    }

    /// How hard the expression is to read: its symbols above all, then brackets, brackets within them, and signs,
    /// which may change sides outside brackets but not within. The one of `1 - x` is hardly a symbol, nor its sign.
    pub(super) fn effort(&self) -> usize {
        let of_factor = |tree: &Tree| match tree {
            Tree::Sum(terms) => {
                let minus = terms.iter().filter(|term| term.negative).count();
                let nested = terms.iter().filter(|term| term.tree.has_sum()).count();
                let has_number = terms.iter().any(|t| matches!(t.tree, Tree::Number(_)));
                let minus = if has_number { minus } else { 4 * minus };
                2 + tree.effort() + minus + nested
            }
            _ => tree.effort(),
        };
        match self {
            Tree::Number(value) if *value == Rational::ONE => 0,
            Tree::Number(_) | Tree::Unknown(_) => 4,
            Tree::Power(base, _) => 3 + of_factor(base),
            Tree::Product(factors) => factors.iter().map(of_factor).sum(),
            Tree::Sum(terms) => effort(terms),
            Tree::Quotient(over, under) => over.effort() + under.effort(),
        }
    }

    /// The degree as far as the tree shows it, of a sum that of its first term.
    pub(super) fn degree(&self) -> u32 {
        match self {
            Tree::Number(_) | Tree::Quotient(..) => 0,
            Tree::Unknown(_) => 1,
            Tree::Power(base, exponent) => base.degree() * exponent,
            Tree::Product(factors) => factors.iter().map(Tree::degree).sum(),
            Tree::Sum(terms) => terms.first().map_or(0, |term| term.tree.degree()),
        }
    }

    pub(super) fn has_sum(&self) -> bool {
        match self {
            Tree::Number(_) | Tree::Unknown(_) | Tree::Quotient(..) => false,
            Tree::Power(base, _) => base.has_sum(),
            Tree::Product(factors) => factors.iter().any(Tree::has_sum),
            Tree::Sum(_) => true,
        }
    }

    fn has_power(&self) -> bool {
        match self {
            Tree::Power(base, _) => !base.has_sum(),
            Tree::Product(factors) => factors.iter().any(Tree::has_power),
            _ => false,
        }
    }

    /// The unknowns outside brackets.
    fn unknowns(&self) -> Vec<usize> {
        match self {
            Tree::Unknown(unknown) => vec![*unknown],
            Tree::Power(base, _) => base.unknowns(),
            Tree::Product(factors) => factors.iter().flat_map(Tree::unknowns).collect(),
            _ => Vec::new(),
        }
    }
}

/// How hard a sum is to read.
pub(super) fn effort(terms: &[Term]) -> usize {
    let of_term = |term: &Term| term.tree.effort() + usize::from(term.negative);
    terms.iter().map(of_term).sum()
}

/// Puts the terms of a sum in order: positive ones first; simple ones before those with brackets, unless there are
/// powers, which go down; numbers last. A polynomial in one unknown goes down whatever the signs.
pub(super) fn in_order(mut terms: Vec<Term>) -> Vec<Term> {
    let powers = terms.iter().any(|term| term.tree.has_power());
    let mut all: Vec<usize> = terms.iter().flat_map(|t| t.tree.unknowns()).collect();
    all.sort_unstable();
    all.dedup();
    if powers && all.len() == 1 && !terms.iter().any(|term| term.tree.has_sum()) {
        terms.sort_by_key(|term| Reverse(term.tree.degree()));
        return terms;
    }
    terms.sort_by_cached_key(|term| {
        let tree = &term.tree;
        let mut unknowns = tree.unknowns();
        unknowns.sort_unstable();
        let height = match powers {
            true => (0, Reverse(tree.degree())),
            false => (tree.degree(), Reverse(0)),
        };
        let number = matches!(tree, Tree::Number(_));
        (term.negative, number, tree.has_sum(), height, unknowns)
    });
    terms
}

// ---- plain text

impl Tree {
    pub(super) fn text(&self, symbols: &[Symbol]) -> String {
        match self {
            Tree::Number(value) => value.to_string(),
            Tree::Unknown(unknown) => symbols[*unknown].name.clone(),
            Tree::Power(base, exponent) => format!("{}^{exponent}", base.text_of_factor(symbols)),
            Tree::Product(factors) => {
                let factors = factors.iter().map(|f| f.text_of_factor(symbols));
                factors.collect::<Vec<_>>().join("*")
            }
            Tree::Sum(terms) => joined(terms, |tree| tree.text(symbols)),
            Tree::Quotient(over, under) => {
                let over = match over.as_ref() {
                    Tree::Sum(terms) if terms.len() > 1 => over.text_of_factor(symbols),
                    _ => over.text(symbols),
                };
                let under = match under.as_ref() {
                    Tree::Product(_) => format!("({})", under.text(symbols)),
                    _ => under.text_of_factor(symbols),
                };
                format!("{over}/{under}")
            }
        }
    }

    fn text_of_factor(&self, symbols: &[Symbol]) -> String {
        let text = self.text(symbols);
        match self {
            Tree::Sum(_) => format!("({text})"),
            _ => text,
        }
    }
}

fn joined(terms: &[Term], print: impl Fn(&Tree) -> String) -> String {
    let mut out = String::new();
    for term in terms {
        out.push_str(match (out.is_empty(), term.negative) {
            (true, true) => "-",
            (true, false) => "",
            (false, true) => " - ",
            (false, false) => " + ",
        });
        out.push_str(&print(&term.tree));
    }
    out
}

// ---- LaTeX

impl Tree {
    pub(super) fn latex(&self, symbols: &[Symbol]) -> String {
        match self {
            Tree::Number(value) => {
                let (over, under) = value.to_integers();
                match value.is_integer() {
                    true => over.to_string(),
                    false => format!(r"\frac{{{over}}}{{{under}}}"),
                }
            }
            Tree::Unknown(unknown) => symbols[*unknown].latex.clone(),
            Tree::Power(base, exponent) => {
                let text = base.latex_of_factor(symbols);
                // A symbol with an index above would have two exponents.
                match text.contains('^') && matches!(base.as_ref(), Tree::Unknown(_)) {
                    true => format!(r"\left({text}\right)^{{{exponent}}}"),
                    false => format!("{text}^{{{exponent}}}"),
                }
            }
            Tree::Product(factors) => {
                let factors: Vec<String> =
                    factors.iter().map(|f| f.latex_of_factor(symbols)).collect();
                let mut out = factors.first().cloned().unwrap_or_default();
                for pair in factors.windows(2) {
                    out.push_str(between(&pair[0], &pair[1]));
                    out.push_str(&pair[1]);
                }
                out
            }
            Tree::Sum(terms) => joined(terms, |tree| tree.latex(symbols)),
            Tree::Quotient(over, under) => {
                format!(
                    r"\frac{{{}}}{{{}}}",
                    over.latex(symbols),
                    under.latex(symbols)
                )
            }
        }
    }

    fn latex_of_factor(&self, symbols: &[Symbol]) -> String {
        let text = self.latex(symbols);
        match self {
            Tree::Sum(_) if text.contains(r"\frac") => format!(r"\left({text}\right)"),
            Tree::Sum(_) => format!("({text})"),
            _ => text,
        }
    }
}

/// What separates two factors: words run together without a thin space, single letters do not.
fn between(left: &str, right: &str) -> &'static str {
    let bracket = right.starts_with(['(']) || right.starts_with(r"\left");
    let word = |text: &str| {
        [r"\mathit", r"\mathrm", r"\text"]
            .iter()
            .any(|w| text.contains(w))
    };
    match bracket || left.ends_with(')') {
        true => " ",
        false if word(left) || word(right) => r"\,",
        false => " ",
    }
}
