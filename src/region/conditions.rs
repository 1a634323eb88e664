//! When a pure profile is an equilibrium: sign conditions on the unknowns.

use super::parametric::Condition;

/// One inequality of a profile's conditions, with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inequality {
    /// The player who would deviate, and the action it would deviate to; none for a side condition of a case.
    pub deviation: Option<(usize, usize)>,
    /// What must hold.
    pub condition: Condition,
}

/// A conjunction of inequalities.
pub type Case = Vec<Inequality>;

/// When a profile is an equilibrium: where one of the cases holds. No case: never; an empty case: always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileConditions {
    /// The action of each player.
    pub profile: Vec<usize>,
    /// The cases.
    pub cases: Vec<Case>,
}
