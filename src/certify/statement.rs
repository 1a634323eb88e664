//! What a statement about parameters says, down to signs of polynomials.

use super::map_claim::{Guard, SymbolicGame, SymbolicPiece};
use crate::game::Payoffs;
use crate::num::{Multivariate, Rational};

/// A statement about a parameter point: signs of polynomials, joined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statement {
    /// A polynomial is at least, or above, zero.
    Sign(Guard),
    /// All of these; true if there are none.
    All(Vec<Statement>),
    /// One of these at least; false if there are none.
    Any(Vec<Statement>),
}

impl Statement {
    /// A polynomial is at least zero.
    pub fn at_least(expression: Multivariate) -> Self {
        let strict = false;
        Statement::Sign(Guard { expression, strict })
    }

    /// A polynomial is above zero.
    pub fn above(expression: Multivariate) -> Self {
        let strict = true;
        Statement::Sign(Guard { expression, strict })
    }

    /// The opposite.
    pub fn negated(&self) -> Self {
        match self {
            Statement::Sign(guard) => Statement::Sign(opposite(guard)),
            Statement::All(parts) => Statement::Any(parts.iter().map(Self::negated).collect()),
            Statement::Any(parts) => Statement::All(parts.iter().map(Self::negated).collect()),
        }
    }

    /// Whether it is true at a point.
    ///
    /// # Shapes
    /// One number for each unknown.
    pub fn holds_at(&self, point: &[Rational]) -> bool {
        match self {
            Statement::Sign(guard) => {
                let sign = guard.expression.evaluate(point).sign();
                match guard.strict {
                    true => sign.is_gt(),
                    false => sign.is_ge(),
                }
            }
            Statement::All(parts) => parts.iter().all(|part| part.holds_at(point)),
            Statement::Any(parts) => parts.iter().any(|part| part.holds_at(point)),
        }
    }
}

/// A player's gain by another action, in pieces: where the guards hold, it has the sign of the polynomial.
type Gain = Vec<(Vec<Guard>, Multivariate)>;

/// Where a piece of one payoff meets a piece of another.
pub(super) struct Meeting<'a> {
    pub(super) guards: Vec<Guard>,
    pub(super) from: &'a SymbolicPiece,
    pub(super) to: &'a SymbolicPiece,
}

/// What a statement asks of the gains by a deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It is at most zero.
    None,
    /// It is below zero.
    Loss,
    /// It is above zero.
    Gain,
    /// It is at least zero.
    NoLoss,
}

impl Asked {
    fn of(self, gain: &Multivariate) -> Statement {
        match self {
            Asked::None => Statement::at_least(-gain),
            Asked::Loss => Statement::above(-gain),
            Asked::Gain => Statement::above(gain.clone()),
            Asked::NoLoss => Statement::at_least(gain.clone()),
        }
    }
}

impl SymbolicGame {
    /// A pure profile is an equilibrium, or a strict one: no deviation gains, or every one loses.
    ///
    /// # Shapes
    /// An action of each player.
    pub fn equilibrium(&self, profile: &[usize], strict: bool) -> Statement {
        let asked = match strict {
            true => Asked::Loss,
            false => Asked::None,
        };
        let deviations = self.deviations(profile).into_iter();
        Statement::All(
            deviations
                .map(|(player, action)| self.deviation(profile, (player, action), asked))
                .collect(),
        )
    }

    /// A pure profile is no equilibrium, or no strict one.
    pub fn no_equilibrium(&self, profile: &[usize], strict: bool) -> Statement {
        let asked = match strict {
            true => Asked::NoLoss,
            false => Asked::Gain,
        };
        let deviations = self.deviations(profile).into_iter();
        Statement::Any(
            deviations
                .map(|(player, action)| self.deviation(profile, (player, action), asked))
                .collect(),
        )
    }

    /// What a player gains by another action than that of a profile has the sign asked for.
    pub fn deviation(
        &self,
        profile: &[usize],
        (player, action): (usize, usize),
        asked: Asked,
    ) -> Statement {
        self.exchange(player, profile, &deviated(profile, (player, action)), asked)
    }

    /// What a player gains where one profile takes the place of another has the sign asked for.
    pub(super) fn exchange(
        &self,
        player: usize,
        from: &[usize],
        to: &[usize],
        asked: Asked,
    ) -> Statement {
        let meetings = self.meetings(player, from, to).into_iter();
        let mut parts: Vec<Statement> = meetings
            .map(|meeting| {
                let gain = difference(meeting.to, meeting.from);
                let guards = meeting.guards.into_iter().map(Statement::Sign);
                Statement::All(guards.chain([asked.of(&gain)]).collect())
            })
            .collect();
        match parts.len() {
            1 => parts.remove(0),
            _ => Statement::Any(parts),
        }
    }

    /// The sign of what a player gains by another action than that of a profile, where the pieces of both payoffs meet.
    pub fn gain(&self, profile: &[usize], deviation: (usize, usize)) -> Gain {
        let other = deviated(profile, deviation);
        let meetings = self.meetings(deviation.0, profile, &other).into_iter();
        meetings
            .map(|meeting| (meeting.guards, difference(meeting.to, meeting.from)))
            .collect()
    }

    /// Where the pieces of a player's payoffs in two profiles meet.
    pub(super) fn meetings(&self, player: usize, from: &[usize], to: &[usize]) -> Vec<Meeting<'_>> {
        let counts: Vec<usize> = self.players.iter().map(|(_, ids)| ids.len()).collect();
        let [now, then] = [from, to].map(|p| &self.payoffs[player][index(&counts, p)]);
        let mut found = Vec::new();
        for from in now {
            for to in then {
                let mut guards: Vec<Guard> =
                    from.guards.iter().chain(&to.guards).cloned().collect();
                guards.sort();
                guards.dedup();
                if guards.iter().any(|guard| guards.contains(&opposite(guard))) {
                    continue;
                }
                found.push(Meeting { guards, from, to });
            }
        }
        found
    }

    /// All that the game's unknowns meet.
    pub fn accepted(&self) -> Statement {
        Statement::All(self.domain.iter().cloned().map(Statement::Sign).collect())
    }

    /// The factors of denominators: each must be positive where its piece is looked at.
    pub fn denominators(&self) -> Vec<Multivariate> {
        let pieces = self.payoffs.iter().flatten().flatten();
        let mut factors: Vec<Multivariate> = pieces
            .flat_map(|piece| piece.denominator.iter().map(|(factor, _)| factor.clone()))
            .collect();
        factors.sort();
        factors.dedup();
        factors
    }

    fn deviations(&self, profile: &[usize]) -> Vec<(usize, usize)> {
        let players = self.players.iter().enumerate();
        let all = players.flat_map(|(player, (_, ids))| (0..ids.len()).map(move |a| (player, a)));
        all.filter(|(player, action)| profile[*player] != *action)
            .collect()
    }
}

fn index(counts: &[usize], profile: &[usize]) -> usize {
    Payoffs::index_in(counts, profile)
}

fn deviated(profile: &[usize], (player, action): (usize, usize)) -> Vec<usize> {
    let mut other = profile.to_vec();
    other[player] = action;
    other
}

pub(super) fn opposite(guard: &Guard) -> Guard {
    Guard {
        expression: -&guard.expression,
        strict: !guard.strict,
    }
}

/// The numerator of the difference of two payoffs over their common denominator, which is positive.
pub(super) fn difference(to: &SymbolicPiece, from: &SymbolicPiece) -> Multivariate {
    let common = common_factors(to, from);
    let expanded = |piece: &SymbolicPiece| {
        common
            .iter()
            .fold(piece.numerator.clone(), |product, (factor, most)| {
                &product * &factor.pow(most - exponent(piece, factor))
            })
    };
    &expanded(to) - &expanded(from)
}

/// The common denominator of two payoffs.
pub(super) fn common_denominator(to: &SymbolicPiece, from: &SymbolicPiece) -> Multivariate {
    let one = Multivariate::constant(Rational::ONE);
    let factors = common_factors(to, from).into_iter();
    factors.fold(one, |product, (factor, most)| &product * &factor.pow(most))
}

fn common_factors<'a>(
    to: &'a SymbolicPiece,
    from: &'a SymbolicPiece,
) -> Vec<(&'a Multivariate, u32)> {
    let mut factors: Vec<&Multivariate> = Vec::new();
    for (factor, _) in to.denominator.iter().chain(&from.denominator) {
        if !factors.contains(&factor) {
            factors.push(factor);
        }
    }
    let most = |factor| exponent(to, factor).max(exponent(from, factor));
    factors
        .into_iter()
        .map(|factor| (factor, most(factor)))
        .collect()
}

fn exponent(piece: &SymbolicPiece, factor: &Multivariate) -> u32 {
    let found = piece.denominator.iter().find(|(own, _)| own == factor);
    found.map_or(0, |(_, exponent)| *exponent)
}
