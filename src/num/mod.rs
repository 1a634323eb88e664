//! What a number is: exact rationals, and the algebraic numbers that mixed equilibria need.
//!
//! Nothing in this layer rounds; decimals are made in `report`, and nowhere else.

mod literal;
mod polynomial;
mod rational;
mod roots;

pub use literal::LiteralError;
pub use polynomial::Polynomial;
pub use rational::Rational;
pub use roots::{Isolated, Root, roots};
