//! Capabilities of real states, as researchers download them: tables of states and years, partners of the unipole, and what follows for balancing.
//!
//! In the National Material Capabilities of the Correlates of War, -9 stands for a missing value. Here a missing value is never a number:
//! it is left out of every sum, and named.
//!
//! # Source
//! Singer, Bremer and Stuckey (1972), "Capability Distribution, Uncertainty, and Major Power War, 1820-1965" (the measures).

mod capabilities;
mod csv_table;
mod error;
mod length;
mod parameter;
mod partners;
mod state_years;

pub use capabilities::{
    Balancers, Capabilities, CapabilityRequest, CapabilityYear, Unanswered, capabilities,
};
pub use csv_table::CsvTable;
pub(crate) use csv_table::span_of_cell;
pub use error::DataError;
pub(super) use length::count_lists;
pub(super) use parameter::fill;
pub use partners::Partners;
pub use state_years::{StateYears, ranges, years_in};
