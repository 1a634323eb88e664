//! The one evaluator of formulas, over any number: rationals at a point, or symbols.
//!
//! What a number is, and how a sign is decided, is the business of an [`Arithmetic`]. At a parameter point signs are
//! facts; over symbols a sign is a case with a side condition, and the same formula is read once per case.

use std::cmp::Ordering;

use super::tree::{Crowd, Member, Number, Place, PlayerReference, Truth};
use crate::num::Rational;

/// Numbers in which formulas can be evaluated.
pub trait Arithmetic {
    /// The numbers.
    type Number: Clone;
    /// A literal.
    fn constant(&mut self, value: &Rational) -> Self::Number;
    /// A parameter's value; of a list parameter, the value of the member at a position.
    fn parameter(&mut self, parameter: usize, member: Option<usize>) -> Self::Number;
    /// How many members a list parameter has a value for.
    fn members(&self, parameter: usize) -> usize;
    /// `a + b`.
    fn sum(&mut self, a: &Self::Number, b: &Self::Number) -> Self::Number;
    /// `a * b`.
    fn product(&mut self, a: &Self::Number, b: &Self::Number) -> Self::Number;
    /// `-a`.
    fn negative(&mut self, a: &Self::Number) -> Self::Number;
    /// `a / b`, or `None` when `b` is (or may be) zero.
    fn quotient(&mut self, a: &Self::Number, b: &Self::Number) -> Option<Self::Number>;
    /// How the number compares with zero.
    fn sign(&mut self, a: &Self::Number) -> Ordering;
}

/// The arithmetic of a parameter point: every parameter has an exact value.
///
/// # Shapes
/// One entry per parameter; a list parameter's entry has one value per member of its group.
#[derive(Debug, Clone, Copy)]
pub struct AtPoint<'a>(pub &'a [Vec<Rational>]);

impl Arithmetic for AtPoint<'_> {
    type Number = Rational;

    fn constant(&mut self, value: &Rational) -> Rational {
        value.clone()
    }

    fn parameter(&mut self, parameter: usize, member: Option<usize>) -> Rational {
        self.0[parameter][member.unwrap_or(0)].clone()
    }

    fn members(&self, parameter: usize) -> usize {
        self.0[parameter].len()
    }

    fn sum(&mut self, a: &Rational, b: &Rational) -> Rational {
        a + b
    }

    fn product(&mut self, a: &Rational, b: &Rational) -> Rational {
        a * b
    }

    fn negative(&mut self, a: &Rational) -> Rational {
        -a
    }

    fn quotient(&mut self, a: &Rational, b: &Rational) -> Option<Rational> {
        a.checked_div(b)
    }

    fn sign(&mut self, a: &Rational) -> Ordering {
        a.sign()
    }
}

/// Which players of the game a declared player or group stands for: `(first, how many)`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout(pub Vec<(usize, usize)>);

/// What a formula looks at: who plays what, and from whose view.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// Where the members of each declared player stand.
    pub layout: &'a Layout,
    /// The action of each player of the game.
    pub profile: &'a [usize],
    /// The position within the group of the member who looks.
    pub own: Option<usize>,
}

/// Why a formula has no value in a situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationError {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: EvaluationErrorKind,
}

/// What can go wrong in a formula that is written correctly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationErrorKind {
    /// A divisor is zero here.
    #[error("division by zero")]
    DivisionByZero,
    /// A member is named that the group does not have here.
    #[error("the group has {count} members here; there is no member {position}")]
    NoSuchMember {
        /// The members there are.
        count: usize,
        /// The member named, from 1.
        position: usize,
    },
}

/// An evaluation in progress: an arithmetic and a situation.
#[derive(Debug)]
pub struct Evaluation<'a, A> {
    /// The numbers.
    pub arithmetic: &'a mut A,
    /// The situation.
    pub situation: Situation<'a>,
}

impl<A: Arithmetic> Evaluation<'_, A> {
    /// The value of a number-valued formula.
    ///
    /// # Errors
    /// A division by zero or a missing member, with its place.
    pub fn number(&mut self, formula: &Number) -> Result<A::Number, EvaluationError> {
        Ok(match formula {
            Number::Constant(value) => self.arithmetic.constant(value),
            Number::Parameter(parameter) => self.arithmetic.parameter(*parameter, None),
            Number::OfMember {
                parameter,
                member,
                place,
            } => self.of_member(*parameter, *member, *place)?,
            Number::Let { value, .. } => self.number(value)?,
            Number::Negative(inner) => {
                let value = self.number(inner)?;
                self.arithmetic.negative(&value)
            }
            Number::Sum(terms) => {
                let mut total = self.number(&terms[0])?;
                for term in &terms[1..] {
                    let value = self.number(term)?;
                    total = self.arithmetic.sum(&total, &value);
                }
                total
            }
            Number::Product(left, right) => {
                let left = self.number(left)?;
                let right = self.number(right)?;
                self.arithmetic.product(&left, &right)
            }
            Number::Quotient { over, under, place } => {
                let over = self.number(over)?;
                let under = self.number(under)?;
                self.quotient(&over, &under, *place)?
            }
            Number::Power {
                base,
                exponent,
                place,
            } => {
                let base = self.number(base)?;
                self.power(&base, *exponent, *place)?
            }
            Number::CountedPower {
                base,
                exponent,
                place,
            } => {
                let exponent = self.counted(exponent);
                let base = self.number(base)?;
                self.power(&base, exponent, *place)?
            }
            Number::At {
                profile,
                own,
                value,
            } => {
                let mut view = Evaluation {
                    arithmetic: &mut *self.arithmetic,
                    situation: Situation {
                        layout: self.situation.layout,
                        profile,
                        own: *own,
                    },
                };
                view.number(value)?
            }
            Number::If {
                condition,
                then,
                otherwise,
            } => {
                if self.truth(condition)? {
                    self.number(then)?
                } else {
                    self.number(otherwise)?
                }
            }
            Number::Minimum(values) => self.extreme(values, Ordering::Less)?,
            Number::Maximum(values) => self.extreme(values, Ordering::Greater)?,
            Number::Absolute(inner) => {
                let value = self.number(inner)?;
                match self.arithmetic.sign(&value) {
                    Ordering::Less => self.arithmetic.negative(&value),
                    _ => value,
                }
            }
            Number::Count { crowd, action } => {
                let count = self.count(*crowd, *action);
                self.arithmetic.constant(&Rational::integer(count.into()))
            }
            Number::Total {
                crowd,
                action,
                term,
            } => self.total(*crowd, *action, term)?,
        })
    }

    /// The value of a truth-valued formula.
    ///
    /// # Errors
    /// A division by zero or a missing member, with its place.
    pub fn truth(&mut self, formula: &Truth) -> Result<bool, EvaluationError> {
        Ok(match formula {
            Truth::Constant(value) => *value,
            Truth::Let { value, .. } => self.truth(value)?,
            Truth::Compare {
                relation,
                left,
                right,
            } => {
                let left = self.number(left)?;
                let right = self.number(right)?;
                relation.holds(self.compare(&left, &right))
            }
            Truth::Plays { player, action } => {
                let player = self.player(*player)?;
                self.situation.profile[player] == *action
            }
            Truth::Not(inner) => !self.truth(inner)?,
            Truth::All(parts) => {
                for part in parts {
                    if !self.truth(part)? {
                        return Ok(false);
                    }
                }
                true
            }
            Truth::Any(parts) => {
                for part in parts {
                    if self.truth(part)? {
                        return Ok(true);
                    }
                }
                false
            }
        })
    }

    fn compare(&mut self, left: &A::Number, right: &A::Number) -> Ordering {
        let negative = self.arithmetic.negative(right);
        let difference = self.arithmetic.sum(left, &negative);
        self.arithmetic.sign(&difference)
    }

    fn quotient(
        &mut self,
        over: &A::Number,
        under: &A::Number,
        place: Place,
    ) -> Result<A::Number, EvaluationError> {
        self.arithmetic
            .quotient(over, under)
            .ok_or(EvaluationError {
                place,
                kind: EvaluationErrorKind::DivisionByZero,
            })
    }

    fn power(
        &mut self,
        base: &A::Number,
        exponent: i32,
        place: Place,
    ) -> Result<A::Number, EvaluationError> {
        let one = self.arithmetic.constant(&Rational::ONE);
        let mut power = one.clone();
        for _ in 0..exponent.unsigned_abs() {
            power = self.arithmetic.product(&power, base);
        }
        if exponent < 0 {
            return self.quotient(&one, &power, place);
        }
        Ok(power)
    }

    /// A number made of whole numbers and counts alone.
    fn counted(&self, exponent: &Number) -> i32 {
        match exponent {
            Number::Constant(value) => value
                .to_i64()
                .and_then(|value| i32::try_from(value).ok())
                .unwrap_or(i32::MAX),
            Number::Count { crowd, action } => self.count(*crowd, *action),
            Number::Negative(inner) => self.counted(inner).saturating_neg(),
            Number::Let { value, .. } => self.counted(value),
            Number::Sum(terms) => terms
                .iter()
                .fold(0i32, |sum, term| sum.saturating_add(self.counted(term))),
            _ => unreachable!("invariant: the parser lets only counts be exponents"),
        }
    }

    /// The first of the values that no other beats in the wanted direction.
    fn extreme(
        &mut self,
        values: &[Number],
        wanted: Ordering,
    ) -> Result<A::Number, EvaluationError> {
        let mut best = self.number(&values[0])?;
        for value in &values[1..] {
            let value = self.number(value)?;
            if self.compare(&value, &best) == wanted {
                best = value;
            }
        }
        Ok(best)
    }

    fn total(
        &mut self,
        crowd: Crowd,
        action: Option<usize>,
        term: &Number,
    ) -> Result<A::Number, EvaluationError> {
        let members: Vec<(usize, usize)> = self.members(crowd).collect();
        let mut total = self.arithmetic.constant(&Rational::ZERO);
        for (player, position) in members {
            if action.is_none_or(|action| self.situation.profile[player] == action) {
                let mut view = Evaluation {
                    arithmetic: &mut *self.arithmetic,
                    situation: Situation {
                        own: Some(position),
                        ..self.situation
                    },
                };
                let value = view.number(term)?;
                total = self.arithmetic.sum(&total, &value);
            }
        }
        Ok(total)
    }

    /// How many of a crowd play an action.
    fn count(&self, crowd: Crowd, action: usize) -> i32 {
        let players = self.members(crowd);
        let count = players
            .filter(|(player, _)| self.situation.profile[*player] == action)
            .count();
        i32::try_from(count).expect("invariant: a count of players is small")
    }

    /// Players and positions of a crowd.
    fn members(&self, crowd: Crowd) -> impl Iterator<Item = (usize, usize)> + use<A> {
        let (group, without) = match crowd {
            Crowd::Group(group) => (group, None),
            Crowd::Others(group) => (group, self.situation.own),
        };
        let (first, count) = self.situation.layout.0[group];
        (0..count)
            .filter(move |position| Some(*position) != without)
            .map(move |position| (first + position, position))
    }

    fn player(&self, player: PlayerReference) -> Result<usize, EvaluationError> {
        match player {
            PlayerReference::Single(declared) => Ok(self.situation.layout.0[declared].0),
            PlayerReference::Own(group) => {
                Ok(self.situation.layout.0[group].0 + self.own_position())
            }
            PlayerReference::Member {
                group,
                position,
                place,
            } => {
                let (first, count) = self.situation.layout.0[group];
                check_member(position, count, place)?;
                Ok(first + position)
            }
        }
    }

    fn of_member(
        &mut self,
        parameter: usize,
        member: Member,
        place: Place,
    ) -> Result<A::Number, EvaluationError> {
        let position = match member {
            Member::Own => self.own_position(),
            Member::Position(position) => {
                check_member(position, self.arithmetic.members(parameter), place)?;
                position
            }
        };
        Ok(self.arithmetic.parameter(parameter, Some(position)))
    }

    fn own_position(&self) -> usize {
        self.situation
            .own
            .expect("invariant: the parser lets only members speak of their own")
    }
}

fn check_member(position: usize, count: usize, place: Place) -> Result<(), EvaluationError> {
    if position < count {
        return Ok(());
    }
    Err(EvaluationError {
        place,
        kind: EvaluationErrorKind::NoSuchMember {
            count,
            position: position + 1,
        },
    })
}
