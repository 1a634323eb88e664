//! Games whose payoffs are formulas in parameters: what the conditions on parameters are asked of.

use super::fraction::Fraction;
use crate::game::{Payoffs, Player};
use crate::num::{Multivariate, Rational};

/// An end of an interval, and whether it belongs.
pub type Bound = Option<(Rational, bool)>;

/// A parameter that is a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Its name in formulas: `u`, or `c_2` for a member's value of a list.
    pub name: String,
    /// Where it begins to mean something.
    pub lower: Bound,
    /// Where it ends to mean something.
    pub upper: Bound,
    /// Only whole numbers mean something.
    pub integer: bool,
    /// Only these numbers mean something; the ends are the least and the greatest of them.
    pub listed: Option<Vec<Rational>>,
    /// For a member's value of a list: which list, and the player whose own value it is.
    pub owner: Option<(usize, usize)>,
}

impl Unknown {
    /// Whether it may be this number, as far as its kind goes: the ends are not asked.
    pub fn is_of_its_kind(&self, value: &Rational) -> bool {
        let is_listed = self
            .listed
            .as_ref()
            .is_none_or(|listed| listed.contains(value));
        is_listed && (!self.integer || value.is_integer())
    }
}

/// How an expression compares with zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// `>= 0`
    AtLeast,
    /// `> 0`
    Above,
}

/// A sign condition: the expression is at least, or above, zero.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Condition {
    /// A polynomial in the unknowns.
    pub expression: Multivariate,
    /// How it compares with zero.
    pub relation: Relation,
}

/// Where the unknowns may lie: intervals, and joint constraints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Domain {
    /// The unknowns; polynomials refer to them by place.
    pub unknowns: Vec<Unknown>,
    /// Joint constraints that every accepted point meets.
    pub assumptions: Vec<Condition>,
}

/// A payoff on a part of the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where the piece holds: where all of these do.
    pub guards: Vec<Condition>,
    /// The payoff; its denominator is positive wherever the guards hold on the domain.
    pub value: Fraction,
}

/// A game whose payoffs are piecewise rational functions of unknowns.
///
/// # Shapes
/// `payoffs[player][profile]` are the pieces of that payoff, whose parts of the domain are disjoint and cover it; profiles
/// are numbered as in [`crate::game::Payoffs`].
#[derive(Debug, Clone)]
pub struct ParametricGame {
    /// The players with their actions.
    pub players: Vec<Player>,
    /// Where the unknowns may lie.
    pub domain: Domain,
    /// The payoffs.
    pub payoffs: Vec<Vec<Vec<Piece>>>,
    /// What a player gets at the profile that its own deviation leads to, where that is not the payoff there: in a repeated game the
    /// deviation is answered.
    pub answered: Option<Vec<Vec<Vec<Piece>>>>,
}

impl Domain {
    /// Whether a point lies in the domain and meets the assumptions.
    pub fn contains(&self, point: &[Rational]) -> bool {
        let inside = self.unknowns.iter().zip(point).all(|(unknown, value)| {
            let above = |bound: &Bound| {
                bound
                    .as_ref()
                    .is_none_or(|(end, with)| value > end || (*with && value == end))
            };
            let below = |bound: &Bound| {
                bound
                    .as_ref()
                    .is_none_or(|(end, with)| value < end || (*with && value == end))
            };
            above(&unknown.lower)
                && below(&unknown.upper)
                && (!unknown.integer || value.is_integer())
        });
        inside && self.assumptions.iter().all(|a| a.holds_at(point))
    }
}

impl Condition {
    /// The expression is not negative.
    pub fn at_least(expression: Multivariate) -> Self {
        Condition {
            expression,
            relation: Relation::AtLeast,
        }
    }

    /// The expression is positive.
    pub fn above(expression: Multivariate) -> Self {
        Condition {
            expression,
            relation: Relation::Above,
        }
    }

    /// The condition that holds where this one does not.
    pub fn negated(&self) -> Self {
        Condition {
            expression: -&self.expression,
            relation: match self.relation {
                Relation::AtLeast => Relation::Above,
                Relation::Above => Relation::AtLeast,
            },
        }
    }

    /// Whether the condition holds at a point.
    pub fn holds_at(&self, point: &[Rational]) -> bool {
        let sign = self.expression.evaluate(point).sign();
        match self.relation {
            Relation::AtLeast => sign.is_ge(),
            Relation::Above => sign.is_gt(),
        }
    }
}

impl ParametricGame {
    /// The number of actions of each player.
    pub fn counts(&self) -> Vec<usize> {
        self.players.iter().map(|p| p.actions.len()).collect()
    }

    /// All pure profiles, in number order.
    pub fn profiles(&self) -> impl Iterator<Item = Vec<usize>> {
        Payoffs::profiles_of(&self.counts())
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// What a player gets by the deviation that leads to a profile.
    pub(super) fn deviating(&self, player: usize, profile: usize) -> &[Piece] {
        &self.answered.as_ref().unwrap_or(&self.payoffs)[player][profile]
    }

    /// The names of the unknowns.
    pub fn names(&self) -> Vec<&str> {
        let unknowns = self.domain.unknowns.iter();
        unknowns.map(|unknown| unknown.name.as_str()).collect()
    }
}
