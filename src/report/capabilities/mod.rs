//! What capabilities of real states say about balancing, in words, tables, data and a picture.

mod data;
mod figure;
mod reading;
mod rows;

pub use data::capabilities_json;
pub use figure::capabilities_drawing;
pub use reading::{capabilities_reading, capabilities_sentences};
pub use rows::{capabilities_rows, capabilities_table};
