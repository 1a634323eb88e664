//! Tables and pages: the only layer that rounds.

mod decimal;

pub use decimal::{DIGIT_LIMIT, Notation, decimal, decimal_of_enclosure};
