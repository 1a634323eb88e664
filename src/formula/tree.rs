//! The typed tree of a formula. A formula is a number or a truth value; the parser decides which, so an evaluator never asks.

use std::sync::Arc;

use crate::num::Rational;

/// Where something stands: a byte range of a text known to the caller by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The text's number.
    pub text: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A formula with its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Typed {
    /// A number.
    Number(Arc<Number>),
    /// A truth value.
    Truth(Arc<Truth>),
}

/// A number-valued formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    /// A literal.
    Constant(Rational),
    /// A parameter that holds one value.
    Parameter(usize),
    /// A list parameter's value for one member of its group.
    OfMember {
        /// The list parameter.
        parameter: usize,
        /// Whose value.
        member: Member,
        /// Where it is named.
        place: Place,
    },
    /// A named sub-expression, as written in `[let]`.
    Let {
        /// Which one.
        name: usize,
        /// Its formula.
        value: Arc<Number>,
    },
    /// `-a`.
    Negative(Arc<Number>),
    /// `a + b + ..`; a subtraction adds a negative.
    Sum(Vec<Number>),
    /// `a * b`.
    Product(Arc<Number>, Arc<Number>),
    /// `a / b`.
    Quotient {
        /// The dividend.
        over: Arc<Number>,
        /// The divisor.
        under: Arc<Number>,
        /// Where the divisor stands.
        place: Place,
    },
    /// `a ^ k` with a literal integer.
    Power {
        /// The base.
        base: Arc<Number>,
        /// The exponent.
        exponent: i32,
        /// Where the base stands.
        place: Place,
    },
    /// `a ^ count(S, balance)`: the exponent is made of whole numbers and counts.
    CountedPower {
        /// The base.
        base: Arc<Number>,
        /// The exponent.
        exponent: Arc<Number>,
        /// Where the base stands.
        place: Place,
    },
    /// A formula read in a situation of its own: these actions, and this view.
    At {
        /// The action of each player.
        profile: Arc<[usize]>,
        /// The position within the group of the member who looks.
        own: Option<usize>,
        /// The formula.
        value: Arc<Number>,
    },
    /// `if c then a else b`.
    If {
        /// The condition.
        condition: Arc<Truth>,
        /// The value where it holds.
        then: Arc<Number>,
        /// The value where it does not.
        otherwise: Arc<Number>,
    },
    /// `min(a, b, ..)`.
    Minimum(Vec<Number>),
    /// `max(a, b, ..)`.
    Maximum(Vec<Number>),
    /// `abs(a)`.
    Absolute(Arc<Number>),
    /// `count(S, balance)`: how many of a crowd play an action.
    Count {
        /// The members counted.
        crowd: Crowd,
        /// The action.
        action: usize,
    },
    /// `sum(S, balance, m)`: a formula added up over those of a crowd who play an action (or all of it).
    Total {
        /// The members added up.
        crowd: Crowd,
        /// Only those who play this.
        action: Option<usize>,
        /// The formula, as each member sees it.
        term: Arc<Number>,
    },
}

/// The action of a player who does not get to move.
pub const NO_ACTION: usize = usize::MAX;

/// A truth-valued formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Truth {
    /// `true` or `false`.
    Constant(bool),
    /// A named sub-expression, as written in `[let]`.
    Let {
        /// Which one.
        name: usize,
        /// Its formula.
        value: Arc<Truth>,
    },
    /// `a < b` and the like.
    Compare {
        /// How.
        relation: Relation,
        /// The left side.
        left: Arc<Number>,
        /// The right side.
        right: Arc<Number>,
    },
    /// `U == press`.
    Plays {
        /// Who.
        player: PlayerReference,
        /// Which action.
        action: usize,
    },
    /// `not a`.
    Not(Arc<Truth>),
    /// `a and b and ..`.
    All(Vec<Truth>),
    /// `a or b or ..`.
    Any(Vec<Truth>),
}

/// Whose value of a list parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// The member from whose view the formula is read.
    Own,
    /// The member of that position, from 0.
    Position(usize),
}

/// A set of members of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crowd {
    /// All members of the group of this number.
    Group(usize),
    /// The members of this group without the one from whose view the formula is read.
    Others(usize),
}

/// A player named in a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayerReference {
    /// A player that is no group, by its number.
    Single(usize),
    /// The member from whose view the formula is read, of this group.
    Own(usize),
    /// A member of a group by position, from 0.
    Member {
        /// The group.
        group: usize,
        /// The position.
        position: usize,
        /// Where it is named.
        place: Place,
    },
}

/// A comparison between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
}

impl Relation {
    /// Whether the relation holds of `a` and `b`, given how `a` compares with `b`.
    pub fn holds(self, comparison: std::cmp::Ordering) -> bool {
        match self {
            Relation::Less => comparison.is_lt(),
            Relation::LessOrEqual => comparison.is_le(),
            Relation::Equal => comparison.is_eq(),
            Relation::NotEqual => comparison.is_ne(),
            Relation::GreaterOrEqual => comparison.is_ge(),
            Relation::Greater => comparison.is_gt(),
        }
    }
}

impl Number {
    /// Adds the parameters the formula names, as often as it names them.
    pub fn parameters(&self, found: &mut Vec<usize>) {
        self.visit(&mut |number| match number {
            Number::Parameter(parameter) | Number::OfMember { parameter, .. } => {
                found.push(*parameter);
            }
            _ => {}
        });
    }

    /// Adds the groups over which the formula counts or sums.
    pub fn groups(&self, found: &mut Vec<usize>) {
        self.visit(&mut |number| found.extend(number.group()));
    }

    /// The group over which this part of a formula counts or sums.
    fn group(&self) -> Option<usize> {
        match self {
            Number::Count { crowd, .. } | Number::Total { crowd, .. } => {
                let (Crowd::Group(group) | Crowd::Others(group)) = crowd;
                Some(*group)
            }
            _ => None,
        }
    }

    /// Adds the players whose actions the formula looks at.
    pub fn players(&self, found: &mut Vec<usize>) {
        self.visit(&mut |number| number.own_players(found));
    }

    /// The same, of this part of a formula alone.
    fn own_players(&self, found: &mut Vec<usize>) {
        found.extend(self.group());
        if let Number::If { condition, .. } = self {
            condition.own_players(found);
        }
    }

    /// Whether the formula is made of whole numbers and counts alone, so that it can be an exponent.
    pub(super) fn is_counted(&self) -> bool {
        match self {
            Number::Constant(value) => value.is_integer(),
            Number::Count { .. } => true,
            Number::Negative(inner) | Number::Let { value: inner, .. } => inner.is_counted(),
            Number::Sum(terms) => terms.iter().all(Number::is_counted),
            _ => false,
        }
    }

    /// Shows every part of the formula, the whole first.
    pub fn visit(&self, look: &mut dyn FnMut(&Number)) {
        look(self);
        match self {
            Number::Constant(_)
            | Number::Parameter(_)
            | Number::OfMember { .. }
            | Number::Count { .. } => {}
            Number::Let { value: inner, .. }
            | Number::At { value: inner, .. }
            | Number::Negative(inner)
            | Number::Absolute(inner)
            | Number::Power { base: inner, .. }
            | Number::Total { term: inner, .. } => inner.visit(look),
            Number::Sum(parts) | Number::Minimum(parts) | Number::Maximum(parts) => {
                parts.iter().for_each(|part| part.visit(look));
            }
            Number::Product(left, right)
            | Number::Quotient {
                over: left,
                under: right,
                ..
            }
            | Number::CountedPower {
                base: left,
                exponent: right,
                ..
            } => {
                left.visit(look);
                right.visit(look);
            }
            Number::If {
                condition,
                then,
                otherwise,
            } => {
                condition.visit(look);
                then.visit(look);
                otherwise.visit(look);
            }
        }
    }
}

impl Truth {
    /// Adds the players whose actions the formula looks at.
    pub fn players(&self, found: &mut Vec<usize>) {
        self.own_players(found);
        self.visit(&mut |number| number.own_players(found));
    }

    /// The same, without those that only a number in it looks at.
    fn own_players(&self, found: &mut Vec<usize>) {
        match self {
            Truth::Plays { player, .. } => {
                let (PlayerReference::Single(player)
                | PlayerReference::Own(player)
                | PlayerReference::Member { group: player, .. }) = player;
                found.push(*player);
            }
            Truth::Let { value: inner, .. } | Truth::Not(inner) => inner.own_players(found),
            Truth::All(parts) | Truth::Any(parts) => {
                parts.iter().for_each(|part| part.own_players(found));
            }
            Truth::Constant(_) | Truth::Compare { .. } => {}
        }
    }

    /// Adds the parameters the formula names, as often as it names them.
    pub fn parameters(&self, found: &mut Vec<usize>) {
        self.visit(&mut |number| match number {
            Number::Parameter(parameter) | Number::OfMember { parameter, .. } => {
                found.push(*parameter);
            }
            _ => {}
        });
    }

    /// Shows every number in the formula.
    pub fn visit(&self, look: &mut dyn FnMut(&Number)) {
        match self {
            Truth::Constant(_) | Truth::Plays { .. } => {}
            Truth::Let { value: inner, .. } | Truth::Not(inner) => inner.visit(look),
            Truth::Compare { left, right, .. } => {
                left.visit(look);
                right.visit(look);
            }
            Truth::All(parts) | Truth::Any(parts) => {
                parts.iter().for_each(|part| part.visit(look));
            }
        }
    }
}
