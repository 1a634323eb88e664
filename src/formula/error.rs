//! What can be wrong with a formula as it is written.

use super::Place;
use crate::num::LiteralError;

/// A mistake in a formula, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: FormulaErrorKind,
}

/// The mistakes a formula can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormulaErrorKind {
    /// A character that is no part of the language.
    #[error("`{found}` is not part of a formula")]
    ForeignSymbol {
        /// The character.
        found: String,
        /// How the same thing is written here.
        instead: Option<&'static str>,
    },
    /// Something else was expected at this point.
    #[error("found {found}, expected {expected}")]
    Unexpected {
        /// What stands there.
        found: String,
        /// What could have stood there.
        expected: &'static str,
    },
    /// A literal that is no number.
    #[error(transparent)]
    Literal(#[from] LiteralError),
    /// A name that stands for nothing.
    #[error("no parameter or `let` is called `{name}`")]
    UnknownName {
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A player or group that does not exist.
    #[error("no player or group is called `{name}`")]
    UnknownPlayer {
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// An action the player does not have.
    #[error("{player} has no action `{action}`; its actions are {known}")]
    UnknownAction {
        /// The player or group.
        player: String,
        /// The action.
        action: String,
        /// The actions there are.
        known: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A player's name where a number is needed.
    #[error("`{0}` is a player, not a number")]
    PlayerAsNumber(String),
    /// An action's name where a number is needed.
    #[error("`{0}` is an action, not a number")]
    ActionAsNumber(String),
    /// A truth value where a number is needed.
    #[error("this is true or false, but a number is needed here")]
    NumberNeeded,
    /// A number where a truth value is needed.
    #[error("this is a number, but something true or false is needed here")]
    TruthNeeded,
    /// A list parameter read where no member of its group looks.
    #[error("`{name}` has one value per member of {group}; here it is not clear whose")]
    ListWithoutMember {
        /// The list parameter.
        name: String,
        /// Its group.
        group: String,
    },
    /// A group compared with an action outside its own payoffs.
    #[error("`{0}` is a group; one action belongs to each of its members")]
    GroupWithoutMember(String),
    /// `U is strong` of a player without types.
    #[error("{0} has no types")]
    NoTypes(String),
    /// `U is strong` of a player with other types.
    #[error("{player} has no type `{name}`; its types are {known}")]
    UnknownType {
        /// The player or group.
        player: String,
        /// The type.
        name: String,
        /// The types there are.
        known: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// Members counted of a player that is one.
    #[error("`{0}` is no group, so there are no members to count or to add up")]
    NotAGroup(String),
    /// `others` outside a group's own formulas.
    #[error(
        "`others` means the other members of one's own group, and nobody of a group looks here"
    )]
    OthersWithoutGroup,
    /// A player's action where only parameters may be named.
    #[error("actions of players cannot be used here: only parameters can")]
    ActionsNotVisible,
    /// An exponent that is no whole number.
    #[error("an exponent must be a whole number between -64 and 64, or a `count` of players")]
    Exponent,
    /// Powers of powers beyond reason.
    #[error("multiplied out, the exponents of these powers of powers are beyond {0}")]
    PowerOfPowers(u32),
    /// `let`s that need each other.
    #[error("`{0}` is defined by itself")]
    Circular(String),
    /// A literal division by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// Nested beyond reason.
    #[error("the formula is nested more than {0} deep")]
    TooDeep(usize),
    /// Long beyond reason, once every `let` is written out.
    #[error("written out, the formula has more than {0} terms")]
    TooLong(usize),
}

impl FormulaErrorKind {
    /// What to do about it, where that can be said.
    pub fn hint(&self) -> Option<String> {
        use FormulaErrorKind as Kind;
        Some(match self {
            Kind::ForeignSymbol {
                instead: Some(instead),
                ..
            } => format!("write `{instead}`"),
            Kind::UnknownName {
                nearest: Some(nearest),
                ..
            }
            | Kind::UnknownPlayer {
                nearest: Some(nearest),
                ..
            }
            | Kind::UnknownAction {
                nearest: Some(nearest),
                ..
            }
            | Kind::UnknownType {
                nearest: Some(nearest),
                ..
            } => format!("did you mean `{nearest}`?"),
            Kind::PlayerAsNumber(player) => {
                format!("ask what it plays, as in `{player} == action`")
            }
            Kind::ActionAsNumber(action) => {
                format!("ask who plays it, as in `S == {action}` or `count(S, {action})`")
            }
            Kind::ListWithoutMember { name, .. } => {
                format!("write `{name}_1`, or `sum(.., {name})` to add all up")
            }
            Kind::NotAGroup(player) => {
                format!("ask what it plays, as in `{player} == action`")
            }
            Kind::GroupWithoutMember(group) => {
                format!("write `{group}1 == ..`, or `count({group}, ..)`")
            }
            Kind::TruthNeeded => "compare it with something, as in `x > 0`".to_owned(),
            Kind::NumberNeeded => "write `if .. then 1 else 0` to count it".to_owned(),
            _ => return None,
        })
    }
}
