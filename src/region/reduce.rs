//! The shortest way to say a conjunction of inequalities on a domain.

use std::cmp::Reverse;

use crate::num::{Factored, Multivariate, Rational, factor};

use super::conditions::Inequality;
use super::parametric::Condition;
use super::prover::Prover;

/// The conjunction without what follows from the rest; none if it is proved that it holds nowhere.
///
/// Coefficients become coprime integers and factors whose sign is proved are divided out; of equal inequalities the strictest
/// is kept, in the first one's place. What is proved on the domain alone is dropped. Then the inequalities are looked at one
/// by one, those of highest degree and most terms first, and among equals the last first, and those are removed that are proved from the
/// ones that are left, until each one left was tried against all the others left. An equality, which is two opposite inequalities, stays.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational};
/// use unipole::region::{Condition, Domain, Inequality, Prover, Relation, Unknown, reduce};
/// let unknown = Unknown { name: "u".to_owned(), lower: None, upper: None, integer: false, listed: None, owner: None };
/// let prover = Prover::new(&Domain { unknowns: vec![unknown], assumptions: vec![] });
/// let u = Multivariate::unknown(0);
/// let at_least = |least| Inequality {
///     deviation: None,
///     condition: Condition { expression: &u - &Multivariate::constant(Rational::integer(least)), relation: Relation::AtLeast },
/// };
/// assert_eq!(reduce(&prover, vec![at_least(1), at_least(3), at_least(2)]), Some(vec![at_least(3)]));
/// ```
pub fn reduce(prover: &Prover, case: Vec<Inequality>) -> Option<Vec<Inequality>> {
    let mut kept: Vec<Inequality> = Vec::new();
    for Inequality {
        deviation,
        condition,
    } in case
    {
        let condition = simplified(prover, condition);
        if prover.proves(&[], &condition) {
            continue;
        }
        let same = |other: &&mut Inequality| other.condition.expression == condition.expression;
        match kept.iter_mut().find(same) {
            Some(other) => {
                other.condition.relation = other.condition.relation.max(condition.relation)
            }
            None => kept.push(Inequality {
                deviation,
                condition,
            }),
        }
    }
    let conditions: Vec<Condition> = kept.iter().map(|i| i.condition.clone()).collect();
    if prover.contradicts(&conditions) {
        return None;
    }
    let mut order: Vec<usize> = (0..kept.len()).collect();
    order.sort_by_key(|place| {
        let expression = &conditions[*place].expression;
        Reverse((expression.degree(), expression.len(), *place))
    });
    let mut left = vec![true; kept.len()];
    // How many were left when one was last tried: what failed against more may be proved from fewer, for the search is bounded.
    let mut tried = vec![0; kept.len()];
    let number = |left: &[bool]| left.iter().filter(|left| **left).count();
    let untried = |tried: &[usize], left: &[bool]| {
        (0..left.len()).any(|place| left[place] && tried[place] != number(left))
    };
    while untried(&tried, &left) {
        for place in order.iter().copied() {
            let count = number(&left);
            if !left[place] || tried[place] == count {
                continue;
            }
            tried[place] = count;
            left[place] = false;
            let others = conditions.iter().zip(&left).filter(|(_, left)| **left);
            let others: Vec<Condition> = others.map(|(condition, _)| condition.clone()).collect();
            left[place] = !prover.proves(&others, &conditions[place]);
        }
    }
    let mut left = left.into_iter();
    kept.retain(|_| left.next().unwrap_or(true));
    Some(kept)
}

/// The condition with coprime integer coefficients, without the factors whose sign is proved.
fn simplified(prover: &Prover, condition: Condition) -> Condition {
    if condition.expression.is_zero() {
        return condition;
    }
    let Factored { content, factors } = factor(&condition.expression);
    let mut expression = Multivariate::constant(match content.sign().is_lt() {
        true => Rational::integer(-1),
        false => Rational::ONE,
    });
    for (factor, exponent) in factors {
        if prover.proves(&[], &Condition::above(factor.clone())) {
            continue;
        }
        if !prover.proves(&[], &Condition::above(-&factor)) {
            expression = &expression * &factor.pow(exponent);
        } else if exponent % 2 == 1 {
            expression = -&expression;
        }
    }
    Condition {
        expression,
        relation: condition.relation,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{condition, domain};
    use super::*;

    #[track_caller]
    fn check(case: &[&str], expected: Option<&[&str]>) {
        let domain = domain(&["u > 0", "c > 0", "b in [0, 1]", "a free"]);
        let inequalities = |texts: &[&str]| -> Vec<Inequality> {
            let place = |at| Some((0, at));
            let conditions = texts.iter().map(|text| condition(&domain, text));
            let placed = conditions.map(|condition| Inequality {
                deviation: place(0),
                condition,
            });
            placed.collect()
        };
        let reduced = reduce(&Prover::new(&domain), inequalities(case));
        assert_eq!(reduced, expected.map(inequalities));
    }

    #[test]
    fn equal_inequalities_are_said_once_and_the_strict_one_stays() {
        check(&["u >= c", "2*u >= 2*c"], Some(&["u >= c"]));
        check(
            &["u >= c", "a >= 1", "3*u > 3*c"],
            Some(&["u > c", "a >= 1"]),
        );
    }

    #[test]
    fn what_the_domain_or_the_others_say_is_left_out() {
        check(&["u + c > 0", "u >= u*b"], Some(&[]));
        check(&["u > c", "a > u", "a >= c"], Some(&["u > c", "a > u"]));
        check(&["u^2 > c^2", "u > c"], Some(&["u > c"]));
    }

    #[test]
    fn positive_factors_are_divided_out() {
        check(&["u*u*a >= u*u*c"], Some(&["a >= c"]));
        check(&["b*a >= b*c"], Some(&["b*a >= b*c"]));
    }

    #[test]
    fn a_contradiction_is_no_case() {
        check(&["u > c", "c >= u"], None);
        check(&["0 > u"], None);
        check(&["u > c", "a > u", "c*u >= a*u"], None);
    }

    #[test]
    fn an_equality_stays() {
        check(&["u >= c", "c >= u"], Some(&["u >= c", "c >= u"]));
        check(
            &["u >= c", "c >= u", "u + 1 >= c"],
            Some(&["u >= c", "c >= u"]),
        );
    }
}
