//! Evidence for a mixed equilibrium whose probabilities are known by bounds: exactly one solution of the equations of its support lies
//! between them, and no deviation pays there.
//!
//! With three players and more these equations are of a higher degree in several unknowns, and the solution is seldom a rational or a root
//! one could write down. That bounds hold it is proved in exact arithmetic; how the place was found plays no part.

mod equations;
mod krawczyk;
mod span;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use equations::{Equations, dyadic};
use krawczyk::{Preconditioner, refined};
use span::Span;

use super::Equilibrium;
use crate::game::Game;
use crate::num::{Rational, Real};

/// The most payoffs of supports that are multiplied out.
const PAYOFF_LIMIT: usize = 1 << 22;

/// Binary places that are worked with beyond those asked for.
const GUARD: usize = 48;

/// Why no equilibrium was proved to lie near a point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotEnclosed {
    /// Supports, points or bounds do not fit the game, or the width is not positive.
    #[error("supports, probabilities or width do not fit the game")]
    Shape,
    /// Payoffs are ranks, so there are no expected payoffs.
    #[error("payoffs are ranks: nothing can be said of mixtures")]
    Ranks,
    /// Every player plays one action.
    #[error("nobody mixes")]
    NobodyMixes,
    /// The supports have too many profiles.
    #[error("the supports have more than {PAYOFF_LIMIT} payoffs")]
    TooLarge,
    /// It is not proved that exactly one solution is there: there may be none, or several, or one that is not regular.
    #[error(
        "it is not proved that exactly one solution of the equations of the support lies there"
    )]
    NotProved,
    /// A probability is not known to be positive.
    #[error(
        "whether player {player} plays action {action} with positive probability is not decided"
    )]
    Boundary {
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
    /// A probability is negative.
    #[error("player {player} would play action {action} with a negative probability")]
    Outside {
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
    /// An action that is not played may be as good, or better.
    #[error("whether player {player} loses by action {action} is not decided")]
    Undecided {
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
    /// An action that is not played is better: the solution is no equilibrium.
    #[error("player {player} gains by action {action}")]
    Gain {
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
    /// The solution is not proved to lie between the bounds given.
    #[error(
        "the probability with which player {player} plays action {action} is not proved to lie between its bounds"
    )]
    Elsewhere {
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
}

/// Certifies the equilibrium with these supports near a point, as bounds at most `width` apart, or says why there is none or none is proved.
///
/// Newton's method goes from the point to a solution of the equations of the support; Krawczyk's test proves that exactly one solution lies
/// in a box of half-width `width / 4`; probabilities in the support are proved to be positive, and so is what every other action loses.
/// All arithmetic is exact, or rounded outwards.
/// # Shapes
/// `supports[player]` lists actions in ascending order; `near[player][action]` is a probability, of all actions.
/// # Answer
/// Probabilities between bounds that are decimal fractions, `0` outside the support, `1` where it is one action. Payoffs and slacks
/// are between bounds too, or exact where they do not depend on the probabilities; slacks in the support are zero. Equal bounds are
/// reached from different points unless the number is extremely near to half a unit of their last digit.
/// # Errors
/// [`NotEnclosed`]: what could not be shown. Supports of one action each are left to [`pure_nash`](super::pure_nash).
/// # Source
/// Krawczyk (1969), *Computing* 4; Moore (1977), *SIAM Journal on Numerical Analysis* 14. The equations: McKelvey and McLennan (1996),
/// "Computation of equilibria in finite games", *Handbook of Computational Economics* 1, section 6.
/// # Examples
/// ```
/// use unipole::certify::enclosed_nash;
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// let players = vec![Player::plain("U", &["guard", "open"]), Player::plain("C", &["left", "right"])];
/// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(((p[0] == p[1]) ^ (player == 1)) as i64))?;
/// let pennies = Game::new("matching pennies", players, payoffs);
/// let near = vec![vec![Rational::ratio(2, 5), Rational::ratio(3, 5)]; 2];
/// let found = enclosed_nash(&pennies, &vec![vec![0, 1]; 2], &near, &Rational::ratio(1, 1000)).expect("the only equilibrium");
/// let (lower, upper) = found.profile()[0][0].enclosure(&Rational::ONE);
/// assert!(lower < Rational::ratio(1, 2) && Rational::ratio(1, 2) < upper);
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn enclosed_nash(
    game: &Game,
    supports: &[Vec<usize>],
    near: &[Vec<Rational>],
    width: &Rational,
) -> Result<Equilibrium, NotEnclosed> {
    let fits = |(strategy, count): (&Vec<Rational>, &usize)| strategy.len() == *count;
    if near.len() != game.counts().len()
        || !near.iter().zip(game.counts()).all(fits)
        || !width.sign().is_gt()
    {
        return Err(NotEnclosed::Shape);
    }
    let equations = equations(game, supports)?;
    let places = places_of(width);
    let scaled = |value: &Rational| scaled(value, places);
    let mut start = Vec::with_capacity(equations.unknowns());
    for (support, strategy) in supports.iter().zip(near) {
        start.extend(
            support[..support.len() - 1]
                .iter()
                .map(|action| scaled(&strategy[*action])),
        );
    }
    let radius = scaled(&(width / &Rational::integer(4)));
    let radii = vec![radius.clone(); start.len()];
    // After a step this short the next is shorter than the radius by far, as a rule.
    let short = (&radius << 8).min(IBig::ONE << (places - GUARD));
    let solution = [short, radius >> 10].iter().find_map(|enough| {
        let (middle, preconditioner) = refined(&equations, start.clone(), places, enough)?;
        preconditioner.only_solution(&equations, &middle, &radii, places)
    });
    let solution = solution.ok_or(NotEnclosed::NotProved)?;
    let mut unit = Rational::ONE;
    let quarter = width / &Rational::integer(4);
    while unit > quarter {
        unit = unit * Rational::ratio(1, 10);
    }
    concluded(game, &equations, &solution, places, Some(&unit))
}

/// Certifies the one equilibrium between given bounds of its probabilities, with narrower bounds where they are proved.
///
/// # Shapes
/// `bounds[player][action]`: zero for an action that is not played, else one, or positive bounds.
/// # Errors
/// As [`enclosed_nash`]; and it is not proved that exactly one solution lies in a box twice as wide, or that it lies between the bounds.
pub(super) fn enclosed_within(
    game: &Game,
    bounds: &[Vec<Real>],
) -> Result<Equilibrium, NotEnclosed> {
    let fits = |(strategy, count): (&Vec<Real>, &usize)| strategy.len() == *count;
    if bounds.len() != game.counts().len() || !bounds.iter().zip(game.counts()).all(fits) {
        return Err(NotEnclosed::Shape);
    }
    let played = |strategy: &Vec<Real>| -> Vec<usize> {
        let actions = 0..strategy.len();
        actions
            .filter(|action| !strategy[*action].is_zero())
            .collect()
    };
    let supports: Vec<Vec<usize>> = bounds.iter().map(played).collect();
    let equations = equations(game, &supports)?;
    let mut unknowns = Vec::with_capacity(equations.unknowns());
    for (support, strategy) in supports.iter().zip(bounds) {
        let unknown = support[..support.len() - 1].iter();
        unknowns.extend(unknown.map(|action| ends(&strategy[*action])));
    }
    let widths = unknowns.iter().map(|(lower, upper)| upper - lower);
    let least = widths.min().filter(|width| width.sign().is_gt());
    let places = places_of(&least.ok_or(NotEnclosed::Shape)?);
    let scaled = |value: &Rational| scaled(value, places);
    let half = Rational::ratio(1, 2);
    let middle: Vec<IBig> = unknowns
        .iter()
        .map(|(lower, upper)| scaled(&(&(lower + upper) * &half)))
        .collect();
    let radii: Vec<IBig> = unknowns
        .iter()
        .map(|(lower, upper)| scaled(&(upper - lower)) + IBig::ONE)
        .collect();
    let solution = Preconditioner::at(&equations, &middle, places)
        .and_then(|preconditioner| {
            preconditioner.only_solution(&equations, &middle, &radii, places)
        })
        .ok_or(NotEnclosed::NotProved)?;
    let found = concluded(game, &equations, &solution, places, None)?;
    for (player, strategy) in bounds.iter().enumerate() {
        for (action, claimed) in strategy.iter().enumerate() {
            let (lower, upper) = ends(claimed);
            let (low, high) = ends(&found.profile()[player][action]);
            if low < lower || upper < high {
                return Err(NotEnclosed::Elsewhere { player, action });
            }
        }
    }
    Ok(found)
}

/// The equations of the supports, if they are supports of the game.
fn equations(game: &Game, supports: &[Vec<usize>]) -> Result<Equations, NotEnclosed> {
    let fits = |(support, count): (&Vec<usize>, &usize)| {
        let ascending = support.windows(2).all(|pair| pair[0] < pair[1]);
        ascending && support.last().is_some_and(|last| last < count)
    };
    if supports.len() != game.counts().len() || !supports.iter().zip(game.counts()).all(fits) {
        return Err(NotEnclosed::Shape);
    }
    if game.is_ordinal() {
        return Err(NotEnclosed::Ranks);
    }
    if supports.iter().all(|support| support.len() == 1) {
        return Err(NotEnclosed::NobodyMixes);
    }
    let profiles = supports.iter().try_fold(1usize, |profiles, support| {
        profiles.checked_mul(support.len())
    });
    let actions: usize = game.counts().iter().sum();
    match profiles.and_then(|profiles| profiles.checked_mul(actions)) {
        Some(payoffs) if payoffs <= PAYOFF_LIMIT => Ok(Equations::new(game, supports)),
        _ => Err(NotEnclosed::TooLarge),
    }
}

/// The equilibrium at a solution, if it is one; bounds are rounded outwards to a unit where one is given.
fn concluded(
    game: &Game,
    equations: &Equations,
    solution: &[Span],
    places: usize,
    unit: Option<&Rational>,
) -> Result<Equilibrium, NotEnclosed> {
    let shown = |bounds: (Rational, Rational)| match unit {
        Some(unit) => Real::from(rounded(bounds, unit)),
        None => Real::from(bounds),
    };
    let mut profile = Vec::new();
    for (player, support) in equations.supports.iter().enumerate() {
        let mut strategy = vec![Real::ZERO; game.counts()[player]];
        let (last, others) = support
            .split_last()
            .expect("invariant: a support has an action");
        let mut rest = (Rational::ONE, Rational::ONE);
        for (action, span) in others.iter().zip(&solution[equations.unknowns_of(player)]) {
            let bounds = (dyadic(&span.lower, places), dyadic(&span.upper, places));
            rest = (&rest.0 - &bounds.1, &rest.1 - &bounds.0);
            strategy[*action] = shown(positive(bounds, player, *action)?);
        }
        strategy[*last] = shown(positive(rest, player, *last)?);
        profile.push(strategy);
    }
    let mut payoffs = Vec::new();
    let mut slacks = Vec::new();
    for (player, support) in equations.supports.iter().enumerate() {
        let gives = |action: usize| equations.payoff(player, action, solution, places);
        // Every action that is played gives the same, so each bounds the payoff; where one does not depend on the others, it is exact.
        let each = support.iter().map(|action| gives(*action));
        let payoff = each
            .reduce(common)
            .expect("invariant: a support has an action");
        let mut losses = vec![Real::ZERO; game.counts()[player]];
        for action in (0..losses.len()).filter(|action| !support.contains(action)) {
            let other = gives(action);
            let apart = (&payoff.0 - &other.1, &payoff.1 - &other.0);
            let (lower, upper) = common(apart, equations.loss(player, action, solution, places));
            match (lower.sign(), upper.sign()) {
                (Ordering::Greater, _) | (Ordering::Equal, Ordering::Equal) => {}
                (_, Ordering::Less) => return Err(NotEnclosed::Gain { player, action }),
                _ => return Err(NotEnclosed::Undecided { player, action }),
            }
            losses[action] = shown((lower, upper));
        }
        slacks.push(losses);
        payoffs.push(shown(payoff));
    }
    Ok(Equilibrium::mixed(profile, payoffs, slacks))
}

/// The narrower of the bounds of one number on each side.
fn common(a: (Rational, Rational), b: (Rational, Rational)) -> (Rational, Rational) {
    (a.0.max(b.0), a.1.min(b.1))
}

/// The bounds, if they show a positive probability.
fn positive(
    bounds: (Rational, Rational),
    player: usize,
    action: usize,
) -> Result<(Rational, Rational), NotEnclosed> {
    match (bounds.0.sign(), bounds.1.sign()) {
        (Ordering::Greater, _) => Ok(bounds),
        (_, Ordering::Less) => Err(NotEnclosed::Outside { player, action }),
        _ => Err(NotEnclosed::Boundary { player, action }),
    }
}

/// Bounds that are multiples of a unit, or of a tenth, a hundredth .. of it where that takes to keep the sign of what is positive.
///
/// They are an eighth of the unit or more outside of the given ones, so that whoever proves the number anew, and knows it a little less
/// well, finds it between them.
fn rounded((lower, upper): (Rational, Rational), unit: &Rational) -> (Rational, Rational) {
    if lower == upper {
        return (lower, upper);
    }
    let mut unit = unit.clone();
    loop {
        let eighth = &unit / &Rational::integer(8);
        let below = (&(&lower - &eighth) / &unit).floor() * &unit;
        if below.sign().is_gt() || !lower.sign().is_gt() {
            let above = -((&(-&upper - &eighth) / &unit).floor() * &unit);
            return (below, above);
        }
        unit = unit * Rational::ratio(1, 10);
    }
}

/// How many binary places are worked with for bounds this far apart.
fn places_of(width: &Rational) -> usize {
    let (numerator, denominator) = width.to_integers();
    denominator.bit_len().saturating_sub(numerator.bit_len()) + GUARD
}

/// The greatest multiple of `2^-places` that is not above a number.
fn scaled(value: &Rational, places: usize) -> IBig {
    let unit = dyadic(&IBig::ONE, places);
    (value / &unit).floor().to_integers().0
}

fn ends(value: &Real) -> (Rational, Rational) {
    value.enclosure(&Rational::ONE)
}
