//! What a number is: exact rationals, the algebraic numbers that mixed equilibria need, and numbers known by proved bounds.
//!
//! Nothing in this layer rounds but intervals, outwards; decimals are made in `report`, and nowhere else.

mod algebraic;
mod enclosed;
mod exponential;
mod factor;
mod greatest_common_divisor;
mod heuristic_divisor;
mod interval;
mod literal;
mod multivariate;
mod polynomial;
mod rational;
mod real;
mod refinement;
mod roots;
mod split_mix;

pub use algebraic::Algebraic;
pub use enclosed::Enclosed;
pub use factor::{Factored, factor};
pub use interval::{Interval, exactly};
pub use literal::LiteralError;
pub use multivariate::{Monomial, Multivariate};
pub use polynomial::Polynomial;
pub use rational::Rational;
pub use real::Real;
pub use roots::{Isolated, Root, roots};
pub use split_mix::SplitMix;
