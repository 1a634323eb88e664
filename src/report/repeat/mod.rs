//! What a repeated game sustains, ready for print: critical discount factors, plans, formulas, payoff sets and bounds of payoffs.

mod answer;
mod bounds;
mod data;
mod figure;
mod formulas;
mod reading;

pub use answer::{NotGoneThrough, ProfilePatience, RepeatAnswer, RepeatError, RepeatRequest};
pub use data::{repeat_json, repeat_latex, repeat_rows};
pub use figure::payoff_drawing;
pub use formulas::Formulas;
pub use reading::repeat_reading;

pub(in crate::report) use bounds::bounds_table;
pub(in crate::report) use reading::{
    class_words, critical_table, formulas_reading, meanings, not_worked_out,
};
