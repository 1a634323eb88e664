//! The discount factor: how much the next period counts.

use crate::num::Rational;

/// A discount factor: at least zero and below one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Discount(Rational);

/// A number that is no discount factor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a discount factor is at least 0 and below 1, and this is {0}")]
pub struct DiscountError(pub Rational);

impl Discount {
    /// A discount factor.
    ///
    /// # Errors
    /// A number below zero, one, or above one.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Rational;
    /// use unipole::repeat::Discount;
    /// assert!(Discount::new(Rational::ratio(9, 10)).is_ok());
    /// assert!(Discount::new(Rational::ONE).is_err());
    /// ```
    pub fn new(value: Rational) -> Result<Self, DiscountError> {
        match value >= Rational::ZERO && value < Rational::ONE {
            true => Ok(Discount(value)),
            false => Err(DiscountError(value)),
        }
    }

    /// The number.
    pub fn value(&self) -> &Rational {
        &self.0
    }

    /// What the present counts in an average payoff: one minus the discount factor.
    pub fn present(&self) -> Rational {
        &Rational::ONE - &self.0
    }
}
