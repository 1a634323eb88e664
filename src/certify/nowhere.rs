//! Evidence that a statement about parameters is true at no point of a box, and that evidence checked.
//!
//! The evidence is a tree. It goes through the cases of a disjunction, or halves the box, and at each end
//! adds up products of polynomials that the statement says are not negative, and gets what is negative everywhere on the box.
//!
//! # Source
//! Handelman (1988), "Representing polynomials by positive linear functions on compact convex polyhedra", for the sums.

use super::map_claim::Guard;
use super::statement::Statement;
use crate::num::{Multivariate, Rational};

/// The sides of a box: the least and the greatest value of each unknown; both belong to it.
pub type Sides = Vec<(Rational, Rational)>;

/// A tree of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// One of the disjunctions that must hold here, by its place among those met on the way, and evidence for each of its cases.
    Cases {
        /// The place.
        disjunction: usize,
        /// One for each case.
        cases: Vec<Evidence>,
    },
    /// The box in two parts.
    Halves {
        /// The unknown whose side is cut.
        unknown: usize,
        /// Where.
        at: Rational,
        /// Evidence for the lower and for the upper part.
        parts: Box<[Evidence; 2]>,
    },
    /// Products that are not negative where the statement holds; their sum is negative on the whole box.
    Sum(Vec<Product>),
}

/// A weight times polynomials and distances from the sides of the box, none of which is negative where the statement holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Positive.
    pub weight: Rational,
    /// Places among the signs met on the way.
    pub signs: Vec<usize>,
    /// Unknowns, times the distance from the lower side, with exponents.
    pub above: Vec<(usize, u32)>,
    /// Unknowns, times the distance from the upper side.
    pub below: Vec<usize>,
}

/// Why evidence is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoEvidence {
    /// The way to the place in the tree: which case, which half.
    pub way: Vec<usize>,
    /// What is wrong there.
    pub words: &'static str,
}

/// Checks that evidence shows a statement to be true nowhere on a box.
///
/// # Shapes
/// A side for each unknown of the statement.
/// # Errors
/// The first place that proves nothing.
///
/// # Examples
/// ```
/// use unipole::certify::{Evidence, Product, Statement, true_nowhere};
/// use unipole::num::{Multivariate, Rational};
/// // x >= 2 is true nowhere on [0, 1]: (x - 2) + (1 - x) = -1.
/// let x = Multivariate::unknown(0);
/// let statement = Statement::at_least(&x - &Multivariate::constant(Rational::integer(2)));
/// let product = |signs, below| Product { weight: Rational::ONE, signs, above: vec![], below };
/// let sum = vec![product(vec![0], vec![]), product(vec![], vec![0])];
/// let sides = vec![(Rational::ZERO, Rational::ONE)];
/// assert!(true_nowhere(&statement, &sides, &Evidence::Sum(sum.clone())).is_ok());
/// assert!(true_nowhere(&statement, &sides, &Evidence::Sum(sum[..1].to_vec())).is_err());
/// ```
pub fn true_nowhere(
    statement: &Statement,
    sides: &Sides,
    evidence: &Evidence,
) -> Result<(), NoEvidence> {
    let mut known = Known::default();
    known.learn(statement);
    follow(known, sides, evidence, &mut Vec::new())
}

/// What must hold at a place of the tree.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Signs, in the order in which they were met.
    pub signs: Vec<Guard>,
    /// Disjunctions, in the order in which they were met.
    pub disjunctions: Vec<Vec<Statement>>,
}

impl Known {
    /// Takes a statement apart into signs and disjunctions, in its order.
    pub fn learn(&mut self, statement: &Statement) {
        match statement {
            Statement::Sign(guard) => self.signs.push(guard.clone()),
            Statement::All(parts) => parts.iter().for_each(|part| self.learn(part)),
            Statement::Any(cases) => match cases.as_slice() {
                [only] => self.learn(only),
                _ => self.disjunctions.push(cases.clone()),
            },
        }
    }
}

fn follow(
    known: Known,
    sides: &Sides,
    evidence: &Evidence,
    way: &mut Vec<usize>,
) -> Result<(), NoEvidence> {
    let fault = |way: &[usize], words| {
        let way = way.to_vec();
        Err(NoEvidence { way, words })
    };
    match evidence {
        Evidence::Cases { disjunction, cases } => {
            let Some(offered) = known.disjunctions.get(*disjunction) else {
                return fault(way, "there is no such disjunction here");
            };
            if offered.len() != cases.len() {
                return fault(way, "the disjunction has another number of cases");
            }
            for (place, (case, evidence)) in offered.iter().zip(cases).enumerate() {
                let mut own = known.clone();
                own.learn(case);
                way.push(place);
                follow(own, sides, evidence, way)?;
                way.pop();
            }
            Ok(())
        }
        Evidence::Halves { unknown, at, parts } => {
            let inside = |(lower, upper): &(Rational, Rational)| lower < at && at < upper;
            if !sides.get(*unknown).is_some_and(inside) {
                return fault(way, "the box is not cut inside");
            }
            for (half, evidence) in parts.iter().enumerate() {
                let mut own = sides.clone();
                match half {
                    0 => own[*unknown].1 = at.clone(),
                    _ => own[*unknown].0 = at.clone(),
                }
                way.push(half);
                follow(known.clone(), &own, evidence, way)?;
                way.pop();
            }
            Ok(())
        }
        Evidence::Sum(products) => match is_negative(&known.signs, sides, products) {
            Some(true) => Ok(()),
            Some(false) => fault(way, "the sum is not negative on the whole box"),
            None => fault(way, "a product is not one of what is known here"),
        },
    }
}

/// Whether the sum of the products has no positive coefficient in the distances from the lower sides, and is negative or has a part that is positive.
fn is_negative(signs: &[Guard], sides: &Sides, products: &[Product]) -> Option<bool> {
    let constant = |value: &Rational| Multivariate::constant(value.clone());
    // In distances from the lower sides.
    let shift = |expression: &Multivariate| {
        expression
            .unknowns()
            .into_iter()
            .fold(expression.clone(), |shifted, unknown| {
                let distance = &Multivariate::unknown(unknown) + &constant(&sides[unknown].0);
                shifted.substitute(unknown, &distance)
            })
    };
    let mut sum = Multivariate::zero();
    let mut has_positive = false;
    for product in products {
        if !product.weight.sign().is_gt() {
            return None;
        }
        let mut value = constant(&product.weight);
        let mut strict = product.above.is_empty() && product.below.is_empty();
        for sign in &product.signs {
            let guard = signs.get(*sign)?;
            strict &= guard.strict;
            value = &value * &shift(&guard.expression);
        }
        for unknown in &product.below {
            let (lower, upper) = sides.get(*unknown)?;
            value = &value * &(&constant(&(upper - lower)) - &Multivariate::unknown(*unknown));
        }
        for (unknown, exponent) in &product.above {
            sides.get(*unknown)?;
            value = &value * &Multivariate::unknown(*unknown).pow(*exponent);
        }
        has_positive |= strict;
        sum = &sum + &value;
    }
    let mut is_below = false;
    for (monomial, coefficient) in sum.terms() {
        if coefficient.sign().is_gt() {
            return Some(false);
        }
        is_below |= monomial.degree() == 0 && coefficient.sign().is_lt();
    }
    Some(is_below || has_positive)
}
