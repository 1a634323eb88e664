//! The logit correspondence in print: in words, as data, as a picture.
//!
//! Curves are machine numbers and are labelled as approximations; what is proved says so.

mod answer;
mod data;
mod figure;
mod reading;

pub use answer::LogitAnswer;
pub use data::{logit_json, logit_rows};
pub use figure::logit_drawing;
pub use reading::logit_reading;
