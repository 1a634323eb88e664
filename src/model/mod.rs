//! Model files: TOML to games, with places and hints for every mistake.
