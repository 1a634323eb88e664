//! Tables and pages: the only layer that rounds.
