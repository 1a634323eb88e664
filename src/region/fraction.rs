//! Rational functions of the unknowns whose denominators are positive wherever they are looked at.

use std::collections::BTreeMap;

use crate::num::{Multivariate, Rational};

/// A quotient of polynomials, the denominator written as a product of primitive polynomials known to be positive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction {
    numerator: Multivariate,
    denominator: BTreeMap<Multivariate, u32>,
}

impl Fraction {
    /// A polynomial.
    pub fn polynomial(numerator: Multivariate) -> Self {
        Fraction {
            numerator,
            denominator: BTreeMap::new(),
        }
    }

    /// A number.
    pub fn constant(value: Rational) -> Self {
        Fraction::polynomial(Multivariate::constant(value))
    }

    /// The numerator; its sign is that of the whole.
    pub fn numerator(&self) -> &Multivariate {
        &self.numerator
    }

    /// The factors of the denominator with their exponents.
    pub fn denominator(&self) -> impl Iterator<Item = (&Multivariate, u32)> {
        self.denominator.iter().map(|(f, exponent)| (f, *exponent))
    }

    /// The value, if it does not depend on any unknown.
    pub fn as_constant(&self) -> Option<Rational> {
        match self.denominator.is_empty() {
            true => self.numerator.as_constant(),
            false => None,
        }
    }

    /// How many terms the numerator has.
    pub fn len(&self) -> usize {
        self.numerator.len()
    }

    /// Whether the numerator is zero.
    pub fn is_empty(&self) -> bool {
        self.numerator.is_zero()
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Self {
        if self.denominator == other.denominator {
            let numerator = &self.numerator + &other.numerator;
            return Fraction::reduced(numerator, self.denominator.clone());
        }
        let mut common = self.denominator.clone();
        for (factor, exponent) in &other.denominator {
            let most = common.entry(factor.clone()).or_default();
            *most = (*most).max(*exponent);
        }
        let numerator = &self.expanded(&common) + &other.expanded(&common);
        Fraction::reduced(numerator, common)
    }

    /// The numerator over a denominator that this one's divides.
    fn expanded(&self, common: &BTreeMap<Multivariate, u32>) -> Multivariate {
        let mut numerator = self.numerator.clone();
        for (factor, exponent) in common {
            let own = self.denominator.get(factor).copied().unwrap_or(0);
            for _ in own..*exponent {
                numerator = &numerator * factor;
            }
        }
        numerator
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Self {
        let mut denominator = self.denominator.clone();
        for (factor, exponent) in &other.denominator {
            *denominator.entry(factor.clone()).or_default() += exponent;
        }
        Fraction::reduced(&self.numerator * &other.numerator, denominator)
    }

    /// The negative.
    pub fn negative(&self) -> Self {
        Fraction {
            numerator: -&self.numerator,
            denominator: self.denominator.clone(),
        }
    }

    /// This over `content` times factors that are all positive.
    pub fn over(&self, content: &Rational, factors: &[(Multivariate, u32)]) -> Self {
        let inverse = &Rational::ONE / content;
        let mut denominator = self.denominator.clone();
        for (factor, exponent) in factors {
            *denominator.entry(factor.clone()).or_default() += exponent;
        }
        Fraction::reduced(self.numerator.scaled(&inverse), denominator)
    }

    /// The factors of the denominator, as a polynomial to multiply by.
    pub fn denominator_polynomial(&self) -> Multivariate {
        let one = Multivariate::constant(Rational::ONE);
        self.denominator
            .iter()
            .fold(one, |product, (f, e)| &product * &f.pow(*e))
    }

    /// Cancels the denominator's factors that divide the numerator.
    fn reduced(mut numerator: Multivariate, denominator: BTreeMap<Multivariate, u32>) -> Self {
        if numerator.is_zero() {
            return Fraction::polynomial(numerator);
        }
        let mut left = BTreeMap::new();
        for (factor, mut exponent) in denominator {
            while exponent > 0 {
                let Some(quotient) = numerator.divided_by(&factor) else {
                    break;
                };
                numerator = quotient;
                exponent -= 1;
            }
            if exponent > 0 {
                left.insert(factor, exponent);
            }
        }
        Fraction {
            numerator,
            denominator: left,
        }
    }

    /// The fraction with unknowns renumbered, no two of them alike.
    pub fn renumbered(&self, number: impl Fn(usize) -> usize + Copy) -> Self {
        let factors = self.denominator.iter();
        Fraction {
            numerator: self.numerator.renumbered(number),
            denominator: factors.map(|(f, e)| (f.renumbered(number), *e)).collect(),
        }
    }

    /// The value at a point; none where the denominator is zero.
    pub fn evaluate(&self, point: &[Rational]) -> Option<Rational> {
        let under = self.denominator_polynomial().evaluate(point);
        self.numerator.evaluate(point).checked_div(&under)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cancels_is_cancelled() {
        let [u, c] = [0, 1].map(|n| Fraction::polynomial(Multivariate::unknown(n)));
        let sum = u.plus(&c);
        let total = [(sum.numerator().clone(), 1)];
        let share = u.over(&Rational::ONE, &total);
        let rest = Fraction::constant(Rational::ONE).plus(&share.negative());
        assert_eq!(rest, c.over(&Rational::ONE, &total));
        assert_eq!(share.plus(&rest), Fraction::constant(Rational::ONE));
        let at = [Rational::integer(3), Rational::integer(2)];
        assert_eq!(
            share.times(&rest).evaluate(&at),
            Some(Rational::ratio(6, 25))
        );
        assert_eq!(share.evaluate(&[Rational::ZERO, Rational::ZERO]), None);
    }
}
