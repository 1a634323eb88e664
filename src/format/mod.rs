//! The files of other tools.

pub mod nfg;
