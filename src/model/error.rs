//! What can be wrong with a model, and with what is asked of it.

use std::fmt;

use super::data::DataError;
use super::diagnostic::{Diagnostic, Spot};
use super::valuation::{GROUP_LIMIT, VALUE_DEPTH_LIMIT};
use crate::formula::{DIGIT_LIMIT, EvaluationErrorKind, FormulaErrorKind};
use crate::game::{PostureError, SizeError};
use crate::num::LiteralError;

/// A mistake and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Where.
    pub spot: Spot,
    /// What.
    pub kind: ErrorKind,
}

impl Error {
    /// The mistake ready to be shown.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic {
            spot: self.spot.clone(),
            message: self.kind.to_string(),
            hint: self.kind.hint(),
        }
    }
}

/// The most mistakes shown at once.
const SHOWN: usize = 20;

/// One or more mistakes, reported together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors(pub Vec<Error>);

impl std::error::Error for Errors {}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, error) in self.0.iter().take(SHOWN).enumerate() {
            let gap = if place == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{}", error.diagnostic().render(false))?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n\nand {more} more"),
        }
    }
}

impl From<Error> for Errors {
    fn from(error: Error) -> Self {
        Errors(vec![error])
    }
}

/// The mistakes a model, or a question about it, can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file is not TOML.
    #[error("this is not TOML: {0}")]
    Toml(String),
    /// The file is not text.
    #[error("the file is not UTF-8 text")]
    NotText,
    /// The file holds nothing.
    #[error("there is no model here: the file is empty, or holds comments only")]
    Empty,
    /// No bundled model and no file of this name.
    #[error("no bundled model and no file is called `{name}`")]
    UnknownModel {
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// The file cannot be read.
    #[error("cannot read `{name}`: {reason}")]
    Unreadable {
        /// The path.
        name: String,
        /// What the system says.
        reason: String,
    },
    /// Models that extend each other.
    #[error("`{0}` extends itself")]
    ExtendsItself(String),
    /// Models that extend each other in too long a row.
    #[error("more than {0} models extend each other in a row")]
    ExtendsTooLong(usize),
    /// A key that means nothing here.
    #[error("`{key}` means nothing here")]
    UnknownKey {
        /// The key.
        key: String,
        /// What was probably meant.
        nearest: Option<String>,
        /// The keys there are.
        known: &'static str,
    },
    /// A key that must be there.
    #[error("`{key}` is missing from {place}")]
    Missing {
        /// The key.
        key: &'static str,
        /// The table it is missing from.
        place: String,
    },
    /// A claim that cannot be read, or is not about this model.
    #[error("found {found} in a claim")]
    Claim {
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    },
    /// A rule of selection that is not known.
    #[error("there is no rule of selection `{0}`")]
    UnknownRule(String),
    /// A value of another kind than expected.
    #[error("found {found}, expected {expected}")]
    WrongKind {
        /// What stands there.
        found: &'static str,
        /// What should.
        expected: &'static str,
    },
    /// A name that cannot be one.
    #[error("`{name}` cannot be the name of {what}: {reason}")]
    BadName {
        /// The name.
        name: String,
        /// Of what.
        what: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// Two things of one name.
    #[error("`{name}` is already {what}")]
    Taken {
        /// The name.
        name: String,
        /// What has it.
        what: &'static str,
    },
    /// A member that a list parameter does not have.
    #[error("`{name}` names a member that is not there: the group has {count} members here")]
    NoMember {
        /// The name.
        name: String,
        /// The members there are.
        count: usize,
    },
    /// A free parameter that decides the size of a group.
    #[error("`{0}` decides how many players there are, so it cannot be free")]
    FreeGroupSize(String),
    /// A parameter that is free and has a value.
    #[error("`{0}` is set to a value, so it cannot be free")]
    SetAndFree(String),
    /// A parameter that is free twice.
    #[error("`{0}` is named twice")]
    FreeTwice(String),
    /// More payoffs than are written down as formulas.
    #[error("the game has more than {limit} payoffs, too many to be written as formulas")]
    TooManyFormulas {
        /// The most there may be.
        limit: usize,
    },
    /// A divisor that may be zero.
    #[error("{}{whence}", divisor_message(divisor, zero.as_deref()))]
    DivisorSign {
        /// The divisor.
        divisor: String,
        /// Where it is zero, if such a point was found.
        zero: Option<String>,
        /// The circumstances.
        whence: String,
    },
    /// A formula that grows too large over symbols.
    #[error("over symbols this formula grows to {terms} terms of degree {degree}")]
    FormulaTooLarge {
        /// Terms of the numerator.
        terms: usize,
        /// Its degree.
        degree: u32,
    },
    /// A formula that falls into too many cases over symbols.
    #[error("over symbols this formula falls into too many cases")]
    TooManyCases,
    /// A mistake in a formula.
    #[error(transparent)]
    Formula(FormulaErrorKind),
    /// Numbers too long to be worked with.
    #[error("the numbers in this formula can grow beyond {DIGIT_LIMIT} binary digits")]
    NumberTooLong,
    /// A parameter whose value needs too many others, one after the other.
    #[error("{0} needs more than {VALUE_DEPTH_LIMIT} others, one after the other")]
    ValueTooDeep(String),
    /// A formula without a value.
    #[error("{kind}{whence}")]
    Evaluation {
        /// What is wrong.
        kind: EvaluationErrorKind,
        /// At which point and profile, beginning with a blank.
        whence: String,
    },
    /// A literal that is no number.
    #[error(transparent)]
    Literal(#[from] LiteralError),
    /// An unknown posture.
    #[error("{error}")]
    Posture {
        /// What is wrong.
        error: PostureError,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A domain that cannot be read.
    #[error("`{0}` is not a domain")]
    Domain(String),
    /// A domain or range that holds nothing.
    #[error("`{0}` holds no number")]
    EmptyInterval(String),
    /// A parameter that does not exist.
    #[error("no parameter is called `{name}`")]
    UnknownParameter {
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
        /// The parameters there are.
        known: String,
    },
    /// A player that does not exist.
    #[error("no player is called `{name}`")]
    UnknownPlayer {
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// An action that does not exist.
    #[error("{player} has no action `{action}`; its actions are {known}")]
    UnknownAction {
        /// The player.
        player: String,
        /// The action.
        action: String,
        /// The actions there are.
        known: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A scenario that does not exist.
    #[error("no scenario is called `{name}`")]
    UnknownScenario {
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
        /// The scenarios there are.
        known: String,
    },
    /// A setting that is not `name=value`.
    #[error("`{0}` is not of the form name=value")]
    NotASetting(String),
    /// A list where one value is meant.
    #[error("{name} holds one value, but {found} are given")]
    NotAList {
        /// The parameter.
        name: String,
        /// How many.
        found: usize,
    },
    /// A list of the wrong length.
    #[error(
        "{name} needs one value for each of the {expected} members of {group}, but {found} are given"
    )]
    ListLength {
        /// The parameter.
        name: String,
        /// The group.
        group: String,
        /// How many members.
        expected: usize,
        /// How many values.
        found: usize,
    },
    /// Parameters and group sizes that need each other.
    #[error("{0} depends on itself")]
    CircularValue(String),
    /// A value where the number means nothing.
    #[error("{name} = {value} is outside its domain {domain}")]
    OutsideDomain {
        /// The parameter.
        name: String,
        /// The value.
        value: String,
        /// The domain.
        domain: String,
    },
    /// A point at which the model's assumptions do not hold.
    #[error("the model assumes {assumption}, which fails at {values}")]
    AssumptionFails {
        /// The assumption.
        assumption: String,
        /// The values in it.
        values: String,
    },
    /// A group whose count is no number of members.
    #[error("group {group} cannot have {count} members, only 1 to {GROUP_LIMIT}")]
    GroupCount {
        /// The group.
        group: String,
        /// The count.
        count: String,
    },
    /// A move that comes at no number of times.
    #[error("{mover} cannot come {count} times, only 1 to {GROUP_LIMIT} times")]
    TimesCount {
        /// The move.
        mover: String,
        /// How often.
        count: String,
    },
    /// A player without actions.
    #[error("{0} has no actions")]
    NoActions(String),
    /// A model without players.
    #[error("the model has no players")]
    NoPlayers,
    /// A player without payoffs.
    #[error("{0} has no payoffs")]
    NoPayoffs(String),
    /// An action without a payoff formula.
    #[error("no payoff covers {player}'s action `{action}`")]
    ActionWithoutPayoff {
        /// The player.
        player: String,
        /// The action.
        action: String,
    },
    /// Rankings and formulas in one model.
    #[error("{0} has both a ranking and payoff formulas")]
    RankingAndFormula(String),
    /// A ranking that does not cover every profile once.
    #[error("the ranking of {player} names {profile} {times}")]
    RankingCover {
        /// The player.
        player: String,
        /// A profile.
        profile: String,
        /// `twice` or `never`.
        times: &'static str,
    },
    /// A pattern with the wrong number of actions.
    #[error("a profile of this model has {expected} actions, but {found} are named")]
    ProfileLength {
        /// How many players.
        expected: usize,
        /// How many actions.
        found: usize,
    },
    /// A precision of choice where payoffs are ranks.
    #[error(
        "payoffs are ranks here, and a precision of choice needs to know by how much an outcome is better"
    )]
    PrecisionOfRanks,
    /// A precision of choice below zero.
    #[error("the precision of choice is {0}, below zero")]
    NegativePrecision(String),
    /// A game of ranks that is played again and again.
    #[error("payoffs are ranks here, and today's gain cannot be weighed against tomorrow's loss")]
    RepeatOfRanks,
    /// A section `[repeat]` without a discount factor.
    #[error("a game that is repeated needs its discount factor")]
    NoDiscount,
    /// A discount factor out of range.
    #[error("the discount factor is {0}, and must be at least 0 and below 1")]
    NotADiscount(String),
    /// What can be done depends on what is not known.
    #[error(
        "what {0} can do, or whether it decides at all, depends on the type of somebody else, which it does not know"
    )]
    SeesType(String),
    /// Conditions asked of a game in which beliefs decide what is credible.
    #[error(
        "somebody decides here who has seen what was done and does not know a type, so that beliefs matter: conditions and maps are not worked out"
    )]
    BeliefsMatter,
    /// Something that needs an order of moves, in a model without one.
    #[error(
        "{0} is a further move or a draw, or waits for others, and no `order` says who moves when"
    )]
    NoOrder(String),
    /// A name in the order of moves that stands for nothing that moves.
    #[error("`{name}` is no player, no move and no draw of chance, so nobody moves here")]
    UnknownMover {
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A mover that the order names twice.
    #[error("the order of moves goes round in a circle: {0} stands in it twice")]
    MovesTwice(String),
    /// A mover that the order does not name.
    #[error("{0} has no place in the order of moves")]
    NotInOrder(String),
    /// A condition on what happens later.
    #[error("{mover} waits for {other}, which does not move before it")]
    WaitsForLater {
        /// Who waits.
        mover: String,
        /// For whom.
        other: String,
    },
    /// Chance beside others in one step.
    #[error("chance draws in a step of its own, not at once with others")]
    ChanceAtOnce,
    /// Two decisions of one player in one step.
    #[error("{0} decides twice at once, and would not know of itself what it does")]
    DecidesTwice(String),
    /// A move of its own for a group.
    #[error("{0} is a group; only a player can have moves of its own under [moves]")]
    MoveOfGroup(String),
    /// `times` for a group.
    #[error("{0} is a group; its members decide once each")]
    TimesOfGroup(String),
    /// Ranks where moves have an order.
    #[error(
        "payoffs are ranks here, and a game with an order of moves or with types needs payoffs"
    )]
    OrderOfRanks,
    /// A repeated game whose moves have an order.
    #[error("a game that is repeated is one in which everybody moves at once")]
    RepeatedOrder,
    /// A type that a player does not have.
    #[error("{player} has no type `{name}`; its types are {known}")]
    UnknownType {
        /// The player.
        player: String,
        /// The name.
        name: String,
        /// The types there are.
        known: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A type without a payoff formula.
    #[error("no payoff covers {player}'s type `{name}`")]
    TypeWithoutPayoff {
        /// The player.
        player: String,
        /// The type.
        name: String,
    },
    /// No payoff for a player who does not get to move.
    #[error("no payoff covers {player} where it does not get to move{whence}")]
    IdleWithoutPayoff {
        /// The player.
        player: String,
        /// An example.
        whence: String,
    },
    /// A mover that never gets to move, or an action that never can be taken.
    #[error("nothing leads to {0}")]
    Unreachable(String),
    /// A tree that cannot be made, or is too large.
    #[error("{error}{whence}")]
    Tree {
        /// Why.
        error: crate::game::TreeError,
        /// Where.
        whence: String,
    },
    /// A mistake in a file of data.
    #[error(transparent)]
    Data(#[from] DataError),
    /// More payoffs than can be written down.
    #[error(transparent)]
    TooLarge(#[from] SizeError),
}

fn divisor_message(divisor: &str, zero: Option<&str>) -> String {
    match zero {
        Some(zero) => format!("the divisor {divisor} is zero at {zero}"),
        None => format!("the divisor {divisor} is not proved to keep one sign on the domain"),
    }
}
