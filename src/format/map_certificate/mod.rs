//! Certificates of phase maps, schema `unipole/map-certificate/1`: written from a map, and verified against its model.

mod verified;
mod write;

pub use verified::verified;
pub use write::{Origin, certificate};
