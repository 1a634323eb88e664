//! Evidence: what makes an equilibrium one. Never imports `solve`.

mod nash;
mod refutation;

pub use nash::{Equilibrium, nash, pure_nash};
pub use refutation::Refutation;
