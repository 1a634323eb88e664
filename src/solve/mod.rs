//! Solvers: one algorithm, one file, one source.
