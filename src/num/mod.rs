//! What a number is: exact rationals, and the algebraic numbers that mixed equilibria need.
//!
//! Nothing in this layer rounds; decimals are made in `report`, and nowhere else.

mod literal;
mod rational;

pub use literal::LiteralError;
pub use rational::Rational;
