//! Tables and pages: the only layer that rounds.

mod answer;
mod comparison;
mod decimal;
mod dialect;
mod equilibria;
pub mod json;
mod notation;
mod reading;
mod svg;
mod table;
mod wrap;

pub use answer::{Answer, Standing, Subject, Value};
pub use comparison::comparison;
pub use decimal::{DIGIT_LIMIT, Notation, decimal, decimal_of_enclosure};
pub use dialect::{Terminal, csv, latex, macro_name, markdown, text};
pub use equilibria::{equilibria_table, long_table};
pub use notation::{print_real, print_strategy};
pub use reading::reading;
pub use svg::{Glance, GlanceRow, Mark, glance_table, svg};
pub use table::{Align, Cell, Column, Table};
