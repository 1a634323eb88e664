//! From which discount factor on a profile is sustained, by plans of one class.

use crate::certify::Plan;
use crate::num::Real;

/// The plans that are considered; a threshold is exact for its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// After a deviation the worst stage equilibrium of the deviator is played for ever.
    Grim,
    /// After a deviation one period of a profile that punishes the deviator, then back; deviations from it start it again.
    StickAndCarrot,
    /// After a deviation some periods of pure profiles, at most so many, then back; deviations from it start the deviator's anew.
    Paths(usize),
    /// All plans of two players in pure actions with public draws.
    Optimal,
    /// All plans with transfers between the players.
    Transfers,
}

/// The least discount factor at which a profile is played for ever, and what shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Critical {
    /// The profile, by its number.
    pub profile: usize,
    /// The plans considered.
    pub class: Class,
    /// The least discount factor; none if no plan of the class sustains the profile at any.
    pub discount: Option<Real>,
    /// The deviation that no longer loses below it; none where zero suffices, or nothing does.
    pub binding: Option<Binding>,
    /// A plan that sustains the profile at the least discount factor, or just above it where that is not rational.
    pub plan: Option<Plan>,
}

/// A deviation that loses nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// In which state, in the words of the plan.
    pub state: String,
    /// Who deviates.
    pub player: usize,
    /// By which action.
    pub action: usize,
}

impl Class {
    /// The name in answers.
    pub fn name(&self) -> String {
        match self {
            Class::Grim => "grim".to_owned(),
            Class::StickAndCarrot => "stick-and-carrot".to_owned(),
            Class::Paths(length) => format!("paths-of-{length}"),
            Class::Optimal => "optimal".to_owned(),
            Class::Transfers => "transfers".to_owned(),
        }
    }
}
