//! Inequalities with both sides positive, and solved for an unknown.

use super::arrange::Arrangement;
use super::tree::{Term, Tree, in_order};
use super::{Symbol, Written};
use crate::formula::Relation;
use crate::num::{Multivariate, Rational};

/// The condition that a polynomial is not negative, or where `strict` is set positive.
///
/// Negative terms stand on the other side, a positive number common to all is divided out, an unknown that is alone
/// on its side stands left. A product is compared with zero, and so is a polynomial of higher degree in one unknown.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational};
/// use unipole::report::{Symbol, print_inequality};
/// let x = Multivariate::unknown(0);
/// let one = Multivariate::constant(Rational::ONE);
/// let p = &one - &(&x + &x);
/// assert_eq!(print_inequality(&p, false, &[Symbol::named("x")]).text, "x <= 1/2");
/// ```
pub fn print_inequality(polynomial: &Multivariate, strict: bool, symbols: &[Symbol]) -> Written {
    let at_least = match strict {
        true => Relation::Greater,
        false => Relation::GreaterOrEqual,
    };
    let (_, primitive) = polynomial.primitive();
    let mut arrangement = Arrangement::new(symbols);
    if let Some((left, relation)) = against_zero(&primitive, at_least, &mut arrangement) {
        return written(&left, relation, &Tree::Number(Rational::ZERO), symbols);
    }
    let terms = with_two_sides(arrangement.terms(&primitive));
    let (less, more): (Vec<Term>, Vec<Term>) = terms.into_iter().partition(|term| term.negative);
    let less = less.into_iter().map(|term| Term {
        negative: false,
        ..term
    });
    let more = Tree::of_terms(in_order(more));
    let less = Tree::of_terms(in_order(less.collect()));
    let (more, less) = divided(more, less);
    if matches!(less, Tree::Unknown(_)) || matches!(more, Tree::Number(_)) {
        return written(&less, turned(at_least), &more, symbols);
    }
    written(&more, at_least, &less, symbols)
}

/// The condition on an unknown whose bound is a quotient: `x >= N/D`.
///
/// What numerator and denominator have in common is cancelled; that the denominator is positive is the caller's
/// knowledge, and no sign is changed across the relation.
pub fn print_solved(
    unknown: usize,
    relation: Relation,
    numerator: &Multivariate,
    denominator: &Multivariate,
    symbols: &[Symbol],
) -> Written {
    let left = Tree::Unknown(unknown);
    let right = quotient(numerator, denominator, &mut Arrangement::new(symbols));
    written(&left, relation, &right, symbols)
}

/// A comparison with zero, where that is how one writes it.
fn against_zero(
    polynomial: &Multivariate,
    at_least: Relation,
    arrangement: &mut Arrangement<'_>,
) -> Option<(Tree, Relation)> {
    let several = |p: &Multivariate| p.terms().filter(|(m, _)| m.degree() > 0).count() > 1;
    if let [unknown] = polynomial.unknowns().as_slice()
        && polynomial.degree_in(*unknown) > 1
        && several(polynomial)
    {
        let leading = polynomial.coefficients_in(*unknown).pop()?.as_constant()?;
        let (upright, relation) = match leading.sign().is_lt() {
            true => (-polynomial, turned(at_least)),
            false => (polynomial.clone(), at_least),
        };
        return Some((Tree::of_terms(arrangement.terms(&upright)), relation));
    }
    let mut terms = arrangement.terms(polynomial);
    if terms.len() > 1 {
        return None;
    }
    let relation = match terms.first_mut() {
        Some(term) if term.negative => {
            term.negative = false;
            turned(at_least)
        }
        _ => at_least,
    };
    Some((Tree::of_terms(terms), relation))
}

/// If all terms have one sign, turns the signs within a bracket of one of them, so that it changes sides.
fn with_two_sides(mut terms: Vec<Term>) -> Vec<Term> {
    let negative = terms.iter().filter(|term| term.negative).count();
    if negative != 0 && negative != terms.len() {
        return terms;
    }
    let is_mixed = |tree: &Tree| match tree {
        Tree::Sum(inner) => inner.iter().any(|t| t.negative) && inner.iter().any(|t| !t.negative),
        _ => false,
    };
    for term in &mut terms {
        let Tree::Product(factors) = &mut term.tree else {
            continue;
        };
        if let Some(place) = factors.iter().position(is_mixed)
            && let Tree::Sum(inner) = &mut factors[place]
        {
            for term in inner.iter_mut() {
                term.negative = !term.negative;
            }
            *inner = in_order(std::mem::take(inner));
            term.negative = !term.negative;
            break;
        }
    }
    terms
}

/// Where one side is a number, the number before the other side is divided out.
fn divided(more: Tree, less: Tree) -> (Tree, Tree) {
    let divide = |number: &Rational, side: Tree| match side {
        Tree::Product(mut factors) => match factors.first().cloned() {
            Some(Tree::Number(coefficient)) => {
                factors.remove(0);
                let value = Tree::Number(number / &coefficient);
                (value, Tree::of_factors(factors))
            }
            _ => (Tree::Number(number.clone()), Tree::Product(factors)),
        },
        _ => (Tree::Number(number.clone()), side),
    };
    match (&more, &less) {
        (Tree::Number(number), _) => divide(number, less),
        (_, Tree::Number(number)) => {
            let (number, more) = divide(number, more);
            (more, number)
        }
        _ => (more, less),
    }
}

fn quotient(
    numerator: &Multivariate,
    denominator: &Multivariate,
    arrangement: &mut Arrangement<'_>,
) -> Tree {
    if let Some(whole) = numerator.divided_by(denominator) {
        return Tree::of_terms(arrangement.terms(&whole));
    }
    let common = numerator.gcd(denominator);
    let reduced = |p: &Multivariate| {
        let (content, primitive) = p.primitive();
        let quotient = primitive.divided_by(&common);
        (content, quotient.unwrap_or(primitive))
    };
    let ((over_content, over), (under_content, under)) = (reduced(numerator), reduced(denominator));
    // Whole numbers stay above and below, so that no fraction stands within a fraction.
    let (above, below) = (&over_content / &under_content).to_integers();
    let whole =
        |integer| Rational::from_integers(integer, 1.into()).expect("invariant: one is not zero");
    let mut above = over.scaled(&whole(above));
    let mut below = under.scaled(&whole(below));
    let mut under = arrangement.terms(&below);
    if let [Term { negative: true, .. }] = under.as_slice() {
        (above, below) = (-&above, -&below);
        under = arrangement.terms(&below);
    }
    let mut over = arrangement.terms(&above);
    let under = Box::new(Tree::of_terms(under));
    match over.as_mut_slice() {
        [only] if only.negative => {
            let over = Box::new(only.tree.clone());
            Tree::Sum(vec![Term {
                negative: true,
                tree: Tree::Quotient(over, under),
            }])
        }
        _ => Tree::Quotient(Box::new(Tree::of_terms(over)), under),
    }
}

/// The relation with its sides exchanged.
fn turned(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::LessOrEqual => Relation::GreaterOrEqual,
        Relation::GreaterOrEqual => Relation::LessOrEqual,
        Relation::Greater => Relation::Less,
        Relation::Equal | Relation::NotEqual => relation,
    }
}

fn written(left: &Tree, relation: Relation, right: &Tree, symbols: &[Symbol]) -> Written {
    let (sign, command) = match relation {
        Relation::Less => ("<", "<"),
        Relation::LessOrEqual => ("<=", r"\le"),
        Relation::Equal => ("==", "="),
        Relation::NotEqual => ("!=", r"\ne"),
        Relation::GreaterOrEqual => (">=", r"\ge"),
        Relation::Greater => (">", ">"),
    };
    Written {
        text: format!("{} {sign} {}", left.text(symbols), right.text(symbols)),
        latex: format!("{} {command} {}", left.latex(symbols), right.latex(symbols)),
    }
}
