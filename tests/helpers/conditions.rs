//! Conditions on parameters made by hand, and what a relation asks of a sign.

use std::cmp::Ordering;

use unipole::num::{Monomial, Multivariate, Rational};
use unipole::region::Relation::{Above, AtLeast};
use unipole::region::{Condition, Inequality, ProfileConditions, Relation};

/// The polynomial in unknown 0 of these coefficients, lowest power first.
pub fn polynomial(coefficients: &[i64]) -> Multivariate {
    let powers = coefficients.iter().zip(0..);
    Multivariate::from_terms(
        powers.map(|(c, power)| (Monomial::of([(0, power)]), Rational::integer(*c))),
    )
}

/// A deviation that a polynomial rules out.
pub fn inequality(expression: Multivariate, relation: Relation) -> Inequality {
    let condition = Condition {
        expression,
        relation,
    };
    Inequality {
        deviation: Some((0, 1)),
        condition,
    }
}

/// The conditions of these cases, for a profile that does not matter.
pub fn conditions(cases: Vec<Vec<Inequality>>) -> ProfileConditions {
    ProfileConditions {
        profile: vec![0],
        cases,
    }
}

/// The conditions that a polynomial of these coefficients compares so with zero.
pub fn holds_with(relation: Relation, coefficients: &[i64]) -> ProfileConditions {
    conditions(vec![vec![inequality(polynomial(coefficients), relation)]])
}

/// The least sign that meets a relation.
pub fn least(relation: Relation) -> Ordering {
    match relation {
        AtLeast => Ordering::Equal,
        Above => Ordering::Greater,
    }
}
