//! Domains and polynomials as text, for tests.

use crate::num::{Monomial, Multivariate, Rational};

use super::parametric::{Condition, Domain, Relation, Unknown};

/// A domain from lines such as `u > 0`, `b in [0, 1]`, `x free` and `n integer >= 2`.
pub(super) fn domain(lines: &[&str]) -> Domain {
    let number = |text: &str| {
        text.parse::<i64>()
            .map(Rational::integer)
            .expect("an integer")
    };
    let unknowns = lines.iter().map(|line| {
        let (name, place) = line.split_once(' ').expect("a name and a place");
        let (integer, place) = match place.strip_prefix("integer ") {
            Some(rest) => (true, rest),
            None => (false, place),
        };
        let (lower, upper) = match place.split_once(' ') {
            Some((">", end)) => (Some((number(end), false)), None),
            Some((">=", end)) => (Some((number(end), true)), None),
            Some(("<=", end)) => (None, Some((number(end), true))),
            Some(("in", interval)) => {
                let inside = &interval[1..interval.len() - 1];
                let (lower, upper) = inside.split_once(", ").expect("two ends");
                let lower = (number(lower), interval.starts_with('['));
                (Some(lower), Some((number(upper), interval.ends_with(']'))))
            }
            _ => (None, None),
        };
        Unknown {
            name: name.to_owned(),
            lower,
            upper,
            integer,
            listed: None,
            owner: None,
        }
    });
    Domain {
        unknowns: unknowns.collect(),
        assumptions: Vec::new(),
    }
}

/// A polynomial from a sum of products, such as `2*u*s - u^2 - 1`.
pub(super) fn polynomial(domain: &Domain, text: &str) -> Multivariate {
    let mut sum = Multivariate::zero();
    let mut sign = 1;
    for word in text.split_whitespace() {
        let term = match word {
            "+" => continue,
            "-" => {
                sign = -1;
                continue;
            }
            term => term,
        };
        let mut coefficient = Rational::integer(sign);
        let mut powers = Vec::new();
        for factor in term.split('*') {
            if let Ok(number) = factor.parse::<i64>() {
                coefficient *= &Rational::integer(number);
                continue;
            }
            let (name, exponent) = factor.split_once('^').unwrap_or((factor, "1"));
            let mut names = domain.unknowns.iter().map(|unknown| unknown.name.as_str());
            let unknown = names.position(|other| other == name).expect("a known name");
            powers.push((unknown, exponent.parse().expect("an exponent")));
        }
        sum = &sum + &Multivariate::from_terms([(Monomial::of(powers), coefficient)]);
        sign = 1;
    }
    sum
}

/// A condition from text such as `u - c > 0` and `u >= c`.
pub(super) fn condition(domain: &Domain, text: &str) -> Condition {
    let (left, relation, right) = match (text.split_once(" >= "), text.split_once(" > ")) {
        (Some((left, right)), _) => (left, Relation::AtLeast, right),
        (None, Some((left, right))) => (left, Relation::Above, right),
        (None, None) => unreachable!("a relation in {text}"),
    };
    let expression = &polynomial(domain, left) - &polynomial(domain, right);
    Condition {
        expression,
        relation,
    }
}

/// Conditions from texts.
pub(super) fn conditions(domain: &Domain, texts: &[&str]) -> Vec<Condition> {
    texts.iter().map(|text| condition(domain, text)).collect()
}
