//! The bundled models against closed forms, written here a second time and without the model language.
//!
//! Each file works out one family of models by hand in fractions of its own and compares with the solver at seeded
//! points over the whole domains, zeros and ones included, and at the points where answers are known to change.

#[path = "../helpers/answers.rs"]
mod answers;
#[path = "../helpers/fraction.rs"]
mod fraction;
#[path = "../helpers/seeded.rs"]
mod seeded;

mod arms_or_allies;
mod asymmetric;
mod bandwagoning;
mod continuum;
mod core_alignment;
mod draws;
mod hard_balancing;
mod neutrality;
mod regional;
mod soft;
mod treaties;
