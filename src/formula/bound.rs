//! How large the numbers of a formula can become, known before any of them is computed.

use super::tree::{Number, Truth};

/// The most binary digits a number of a formula may have: about 40 000 decimal digits.
pub const DIGIT_LIMIT: u64 = 1 << 17;

/// The most members over which a formula can sum.
const MEMBERS: u64 = 64;

impl Number {
    /// A bound on the binary digits of numerator and denominator of everything computed on the way to the value.
    ///
    /// `parameter` bounds the digits of a parameter's values. Fractions are taken to have no common denominator,
    /// so the bound is far from sharp; it is there to refuse powers of powers, not to measure.
    pub fn digits(&self, parameter: &dyn Fn(usize) -> u64) -> u64 {
        let of = |inner: &Number| inner.digits(parameter);
        let of_all = |parts: &[Number], join: fn(u64, u64) -> u64| {
            parts
                .iter()
                .map(|part| 1 + part.digits(parameter))
                .fold(0, join)
        };
        match self {
            Number::Constant(value) => value.digits(),
            Number::Parameter(number)
            | Number::OfMember {
                parameter: number, ..
            } => parameter(*number),
            Number::Let { value: inner, .. }
            | Number::Negative(inner)
            | Number::Absolute(inner) => of(inner),
            Number::Sum(terms) => of_all(terms, u64::saturating_add),
            Number::Product(left, right)
            | Number::Quotient {
                over: left,
                under: right,
                ..
            } => of(left).saturating_add(of(right)),
            Number::Power { base, exponent, .. } => {
                of(base).saturating_mul(u64::from(exponent.unsigned_abs().max(1)))
            }
            Number::CountedPower { base, exponent, .. } => {
                of(base).saturating_mul(exponent.counted_bound().max(1))
            }
            Number::At { value, .. } => of(value),
            Number::If {
                condition,
                then,
                otherwise,
            } => condition.digits(parameter).max(of(then)).max(of(otherwise)),
            Number::Minimum(values) | Number::Maximum(values) => {
                // neighbours are compared by their difference
                of_all(values, u64::max).saturating_mul(2)
            }
            Number::Count { .. } => 7,
            Number::Total { term, .. } => (1 + of(term)).saturating_mul(MEMBERS),
        }
    }
}

impl Number {
    /// A bound on the size of a number made of whole numbers and counts.
    fn counted_bound(&self) -> u64 {
        match self {
            Number::Constant(value) => value
                .abs()
                .to_i64()
                .and_then(|value| u64::try_from(value).ok())
                .unwrap_or(u64::MAX),
            Number::Count { .. } => MEMBERS,
            Number::Negative(inner) | Number::Let { value: inner, .. } => inner.counted_bound(),
            Number::Sum(terms) => terms
                .iter()
                .fold(0, |sum: u64, term| sum.saturating_add(term.counted_bound())),
            _ => u64::MAX,
        }
    }
}

impl Truth {
    /// A bound on the binary digits of everything computed to decide the formula, as [`Number::digits`].
    pub fn digits(&self, parameter: &dyn Fn(usize) -> u64) -> u64 {
        match self {
            Truth::Constant(_) | Truth::Plays { .. } => 1,
            Truth::Let { value: inner, .. } | Truth::Not(inner) => inner.digits(parameter),
            Truth::Compare { left, right, .. } => {
                let sides = left.digits(parameter);
                sides.saturating_add(right.digits(parameter))
            }
            Truth::All(parts) | Truth::Any(parts) => parts
                .iter()
                .map(|part| part.digits(parameter))
                .max()
                .unwrap_or(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        AtPoint, Context, Evaluation, Layout, Names, ParameterName, Situation, parse_number,
    };
    use crate::num::Rational;

    #[test]
    fn the_bound_holds_of_what_is_computed() {
        let names = Names {
            parameters: vec![ParameterName {
                name: "x".to_owned(),
                group: None,
            }],
            ..Names::default()
        };
        for formula in [
            "x + 1/3 + 1/7",
            "x^64",
            "(x^8)^-8",
            "x*x*x - 12345/678",
            "min(x, 1/x, 3) - abs(x - 5)",
            "if x < 1 then x/3 else 1/(x - 2)",
        ] {
            let number = parse_number(formula, 0, &names, Context::Parameters)
                .unwrap_or_else(|error| panic!("{formula}: {error:?}"));
            for value in ["3/7", "1000001/999", "-1e9"] {
                let value: Rational = value.parse().expect("a number");
                let bound = number.digits(&|_| value.digits());
                let values = [vec![value]];
                let result = Evaluation {
                    arithmetic: &mut AtPoint(&values),
                    situation: Situation {
                        layout: &Layout::default(),
                        profile: &[],
                        own: None,
                    },
                }
                .number(&number)
                .expect("a value");
                assert!(result.digits() <= bound, "{formula}: {result}");
            }
        }
    }
}
