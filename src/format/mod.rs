//! The files of other tools, and games as JSON.

pub mod game_json;
pub mod nfg;
