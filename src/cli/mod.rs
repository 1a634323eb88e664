//! The command line. No mathematics.
