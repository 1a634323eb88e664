//! Tables and pages: the only layer that rounds.

mod decimal;
mod dialect;
mod svg;
mod table;
mod wrap;

pub use decimal::{DIGIT_LIMIT, Notation, decimal, decimal_of_enclosure};
pub use dialect::{Terminal, csv, latex, macro_name, markdown, text};
pub use svg::{Glance, GlanceRow, Mark, glance_table, svg};
pub use table::{Align, Cell, Column, Table};
