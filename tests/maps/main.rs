//! Lines and maps of the bundled models against tables worked out by hand, exact areas, and brute force on the game at points.

#[path = "../helpers/seeded.rs"]
mod seeded;

mod areas;
mod brute;
mod lines;
mod points;
