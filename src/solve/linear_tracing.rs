//! The linear tracing procedure for two players: from a prior to an equilibrium, exactly, with the path.

use crate::certify::tracing::{Bimatrix, Branching, Direction, TracedPoint, Tracing};
use crate::num::Rational;

/// The most pieces of a path that are followed.
const LONGEST: usize = 10_000;

/// Why no path was found that can be shown to be the only one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotTraced {
    /// Several ways lead on.
    #[error("several ways lead on at t = {t}")]
    Branches {
        /// Where.
        t: Rational,
    },
    /// So many actions tie that it is not known how many ways lead on.
    #[error("too many actions tie at t = {t}")]
    Tied {
        /// Where.
        t: Rational,
    },
    /// The path has too many pieces.
    #[error("the path has more than {LONGEST} pieces")]
    TooLong,
    /// The game is too large.
    #[error("the game is too large")]
    TooLarge,
    /// Somebody stopped it.
    #[error("it was stopped")]
    Stopped,
}

/// Follows the linear tracing procedure from a prior.
///
/// # Mathematics
/// At `t` each player answers the prior with weight `1 - t` and the other player with weight `t`. The equilibria of these games for all `t` that are
/// connected with the best replies to the prior are a path of straight pieces in a game without ties; it may go back in `t` for a while, and it ends
/// where `t` is one, at an equilibrium of the game. Each piece is the solution of linear equations, and ends where another action becomes best or
/// one is used no more.
///
/// # Shapes
/// `prior`: probabilities of each player's actions.
///
/// # Answer
/// The ends of the pieces, the start and the end among them; the last holds the equilibrium. Where ties let the path branch, that is said.
///
/// # Cost
/// Two linear systems a piece, of twice as many unknowns as actions are used; two to the number of ties at its end if there are any.
///
/// # Errors
/// [`NotTraced`]: the path is not the only one, or that is not known.
///
/// # Source
/// Harsanyi (1975), "The tracing procedure", *International Journal of Game Theory* 4; for two players as a piecewise linear path: van den Elzen and
/// Talman (1991), *Methods and Models of Operations Research* 35; von Stengel, van den Elzen and Talman (2002), "Computing normal form perfect equilibria
/// for extensive two-person games", *Econometrica* 70.
///
/// # Examples
/// ```
/// use unipole::certify::tracing::Bimatrix;
/// use unipole::num::Rational;
/// use unipole::solve::linear_tracing::linear_tracing;
/// let n = Rational::integer;
/// let payoffs = vec![vec![n(4), n(0)], vec![n(3), n(3)]];
/// let transposed = vec![vec![n(4), n(3)], vec![n(0), n(3)]];
/// let stag_hunt = Bimatrix { payoffs: [payoffs, transposed] };
/// // Both think that the other hunts the stag with probability one half: too little.
/// let half = vec![Rational::ratio(1, 2), Rational::ratio(1, 2)];
/// let path = linear_tracing(&stag_hunt, &[half.clone(), half], &|| false)?;
/// assert_eq!(path.last().expect("an end").weights[0], [n(0), n(1)]);
/// # Ok::<(), unipole::solve::linear_tracing::NotTraced>(())
/// ```
pub fn linear_tracing(
    game: &Bimatrix,
    prior: &[Vec<Rational>; 2],
    stop: &dyn Fn() -> bool,
) -> Result<Vec<TracedPoint>, NotTraced> {
    let tracing = Tracing::new(game, prior);
    let mut path = vec![TracedPoint::start(game.counts())];
    let mut came: Option<Direction> = None;
    while let Some(point) = path.last()
        && point.t != Rational::ONE
    {
        if stop() {
            return Err(NotTraced::Stopped);
        }
        if path.len() > LONGEST {
            return Err(NotTraced::TooLong);
        }
        let branches = || NotTraced::Branches { t: point.t.clone() };
        let ways = |at: &TracedPoint| {
            tracing.directions(at).map_err(|found| match found {
                Branching::Tied => NotTraced::Tied { t: at.t.clone() },
                Branching::NoEquilibrium => {
                    unreachable!("invariant: pieces are made of equilibria")
                }
            })
        };
        let mut on = ways(point)?;
        if let Some(came) = &came {
            on.retain(|way| *way != came.back());
        }
        let [way] = &on[..] else {
            return Err(branches());
        };
        let steps = length(&tracing, point, way);
        let next = point.after(&steps, way);
        let middle = point.after(&(&steps * &Rational::ratio(1, 2)), way);
        if ways(&middle)?.len() != 2 {
            return Err(branches());
        }
        came = Some(way.clone());
        path.push(next);
    }
    Ok(path)
}

/// How far a direction can be followed until a weight or a slack is used up, or `t` is one.
fn length(tracing: &Tracing<'_>, point: &TracedPoint, way: &Direction) -> Rational {
    let mut least: Option<Rational> = None;
    let mut bound = |left: &Rational, change: &Rational| {
        if change.sign().is_lt() && left.sign().is_gt() {
            let steps = -(left / change);
            if least.as_ref().is_none_or(|least| steps < *least) {
                least = Some(steps);
            }
        }
    };
    bound(&(&Rational::ONE - &point.t), &-&way.t);
    for player in 0..2 {
        let changed = |action: &usize| !way.weights[player][*action].is_zero();
        let weighed = |action: &usize| !point.weights[player][*action].is_zero();
        let actions = 0..way.weights[player].len();
        let used = actions.clone().find(|a| weighed(a) || changed(a));
        let used = used.expect("invariant: each player does something");
        let slacks = tracing.slacks(player, point);
        let changes = tracing.slack_changes(player, used, way);
        for action in actions {
            bound(&point.weights[player][action], &way.weights[player][action]);
            bound(&slacks[action], &changes[action]);
        }
    }
    least.expect("invariant: what players do is bounded")
}
