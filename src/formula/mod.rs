//! Formulas of the model language: one parser to one typed tree, and one evaluator over any number.
//!
//! A formula sees parameters, named sub-expressions (`let`), and the actions chosen by players and groups.
//! This layer knows no files: a [`Place`] names a text by number, and the caller knows where that text stands.

mod bound;
mod error;
mod evaluate;
mod names;
mod parse;
mod render;
mod token;
mod tree;

pub use bound::DIGIT_LIMIT;
pub use error::{FormulaError, FormulaErrorKind};
pub use evaluate::{
    Arithmetic, AtPoint, Evaluation, EvaluationError, EvaluationErrorKind, Layout, Situation,
};
pub use names::{Context, LetName, Names, ParameterName, PlayerName, closest};
pub use parse::{is_reserved, parse_number, parse_truth, parse_typed};
pub use render::{latex, name_latex, truth_latex};
pub use tree::{Crowd, Member, NO_ACTION, Number, Place, PlayerReference, Relation, Truth, Typed};
