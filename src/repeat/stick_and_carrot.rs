//! Stick-and-carrot plans: after a deviation one period of a profile that punishes the deviator, then back to the path.
//!
//! After `j` deviates, from wherever, the stick `s^j` is played for a period and then the carrot `a` for ever. Obeying is worth
//! `(1 - d) g_j(s^i) + d g_j(a)` in the stick of `i`, deviating at most `(1 - d) b_j(s^i) + d ((1 - d) g_j(s^j) + d g_j(a))`; what remains of the
//! comparison, divided by `1 - d`, is
//!
//! `h_j(s) <= d (g_j(a) - g_j(s^j))` for every player `j` and for `s` the carrot and every stick,
//!
//! where `h_j = b_j - g_j` is what the best deviation gains. The right-hand side is the same everywhere, so at a given `d` harsher sticks only
//! help: the profiles that may be sticks are a greatest fixed point, found from above. It shrinks as `d` falls, at finitely many ratios
//! `h_j(s) / (g_j(a) - g_j(s^j))`, and the profile is sustained from one of them on, at every greater discount factor.
//!
//! # Source
//! Abreu (1986), "Extremal equilibria of oligopolistic supergames", *Journal of Economic Theory* 39; Abreu (1988), *Econometrica* 56.

use crate::certify::Plan;
use crate::game::Game;
use crate::num::{Rational, Real};

use super::states::{at_once, certified, deviation, for_ever, never};
use super::sticks::automaton;
use super::{Class, Critical, Discount, Stage};

/// The sticks with which a profile is sustained longest as the discount factor falls.
struct Sticks {
    /// For each player the profile that punishes it.
    of: Vec<usize>,
    /// From which discount factor on nobody deviates from the carrot and from these sticks.
    least: Rational,
    /// Who deviates below it, and from which player's stick; none for the carrot.
    binding: (usize, Option<usize>),
}

/// The least discount factor at which stick-and-carrot plans sustain a profile.
///
/// Each player may have a stick of its own; a stick that is the carrot itself ignores the player's deviations.
///
/// # Answer
/// Exact, and a plan of the class sustains the profile at every greater discount factor too. None if no plan of the class does at any.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::{Rational, Real};
/// use unipole::repeat::{Stage, stick_and_carrot};
/// let players = ["S1", "S2"].map(|id| Player::plain(id, &["balance", "defect", "punish"])).to_vec();
/// let row = [[6, 0, -4], [8, 2, -1], [1, -2, -2]];
/// let payoffs = Payoffs::from_fn(&[3, 3], |player, p| Rational::integer(row[p[player]][p[1 - player]]))?;
/// let game = Game::new("coalition that can punish", players, payoffs);
/// let critical = stick_and_carrot(&game, &Stage::new(&game).expect("two players"), 0);
/// assert_eq!(critical.discount, Some(Real::from(Rational::ratio(1, 4))));
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn stick_and_carrot(game: &Game, stage: &Stage, profile: usize) -> Critical {
    let class = Class::StickAndCarrot;
    if stage.is_equilibrium(profile) {
        return at_once(game, profile, class);
    }
    let mut kept: Vec<usize> = (0..stage.profiles()).collect();
    let mut below = Rational::ONE;
    let mut found = None;
    while let Some(margins) = settle(stage, profile, &mut kept, |ratio| *ratio < below) {
        let sticks = easiest(stage, profile, &kept, &margins);
        below = sticks.least.clone();
        found = Some(sticks);
    }
    let Some(sticks) = found else {
        return never(profile, class);
    };
    let automaton = automaton(game, profile, &paths(profile, &sticks.of));
    let (player, punished) = sticks.binding;
    let state = punished.map_or(0, |punished| automaton.states[0].after[punished][0].0);
    let from = punished.map_or(profile, |punished| sticks.of[punished]);
    let name = &automaton.states[state].name;
    Critical {
        binding: Some(deviation(game, stage, name, player, from)),
        plan: Some(certified(game, &sticks.least, &automaton)),
        discount: Some(Real::from(sticks.least)),
        ..never(profile, class)
    }
}

/// A stick-and-carrot plan that sustains a profile at a discount factor; none if there is none.
pub fn stick_and_carrot_holds(
    game: &Game,
    stage: &Stage,
    profile: usize,
    discount: &Discount,
) -> Option<Plan> {
    if stage.is_equilibrium(profile) {
        return Some(for_ever(game, profile, discount.value()));
    }
    let mut kept: Vec<usize> = (0..stage.profiles()).collect();
    let margins = settle(stage, profile, &mut kept, |ratio| {
        *ratio <= *discount.value()
    })?;
    let sticks = easiest(stage, profile, &kept, &margins);
    let automaton = automaton(game, profile, &paths(profile, &sticks.of));
    Some(certified(game, discount.value(), &automaton))
}

/// Drops profiles until each player's harshest stick deters from the carrot and from all that are left; what the sticks then take from the
/// players, or none if the carrot is dropped.
///
/// Every margin only falls on the way, so no profile that is dropped could have stayed.
fn settle(
    stage: &Stage,
    carrot: usize,
    kept: &mut Vec<usize>,
    deters: impl Fn(&Rational) -> bool,
) -> Option<Vec<Rational>> {
    loop {
        let margin = |player: usize| {
            let payoffs = kept.iter().map(|stick| stage.payoff(player, *stick));
            let least = payoffs.min().expect("invariant: the carrot is left");
            stage.payoff(player, carrot) - least
        };
        let margins: Vec<Rational> = (0..stage.players()).map(margin).collect();
        let before = kept.len();
        kept.retain(|stick| ratio(stage, *stick, &margins).is_some_and(|(r, _)| deters(&r)));
        if !kept.contains(&carrot) {
            return None;
        }
        if kept.len() == before {
            return Some(margins);
        }
    }
}

/// From which discount factor on nobody deviates from a profile, and who does below it; none if somebody does at any.
fn ratio(stage: &Stage, profile: usize, margins: &[Rational]) -> Option<(Rational, usize)> {
    let mut greatest = (Rational::ZERO, 0);
    for (player, margin) in margins.iter().enumerate() {
        let gain = stage.gain(player, profile);
        if gain.is_zero() {
            continue;
        }
        let ratio = gain.checked_div(margin)?;
        if ratio > greatest.0 {
            greatest = (ratio, player);
        }
    }
    Some(greatest)
}

/// For each player, of the harshest sticks the one from which nobody deviates longest.
fn easiest(stage: &Stage, carrot: usize, kept: &[usize], margins: &[Rational]) -> Sticks {
    let ratio = |profile| {
        ratio(stage, profile, margins).expect("invariant: what is left deters from itself")
    };
    let (mut least, who) = ratio(carrot);
    let mut binding = (who, None);
    let mut of = Vec::with_capacity(margins.len());
    for (punished, margin) in margins.iter().enumerate() {
        let harshest = stage.payoff(punished, carrot) - margin;
        let sticks = kept
            .iter()
            .filter(|stick| *stage.payoff(punished, **stick) == harshest);
        let rated = sticks.map(|stick| (ratio(*stick), *stick));
        let ((needed, who), stick) = rated
            .min_by(|(a, _), (b, _)| a.0.cmp(&b.0))
            .expect("invariant: a least payoff is some profile's");
        if needed > least {
            least = needed;
            binding = (who, Some(punished));
        }
        of.push(stick);
    }
    Sticks { of, least, binding }
}

/// The sticks as paths of a period; the carrot as its own stick is no punishment.
fn paths(carrot: usize, sticks: &[usize]) -> Vec<Vec<usize>> {
    let path = |stick: &usize| match *stick == carrot {
        true => Vec::new(),
        false => vec![*stick],
    };
    sticks.iter().map(path).collect()
}
