//! Half-spaces that are said to hold all payoffs of plans, derived again from what is feasible, step by step.
//!
//! `W` holds all payoffs of plans; `u_i` is the least that it allows player `i`. In direction `n` let `v` be the furthest payoff of a plan,
//! played by a profile `a` with continuation `w`: `n v = (1 - d) n g(a) + d n w`, so that `n v <= n g(a)`, and `w` lies in `W` with
//! `w_i >= u_i + (1 - d)/d h_i(a)`, `h` being the gains of the best deviations; a linear program says how far that goes. For the payoff that is
//! worst for `i`, `v_i >= (1 - d) b_i(a) + d v_i` besides, so that `v_i` is at least what the best deviation gives. Levels that are below the claimed
//! ones are set to these, which only loosens `W`; if all get there, the claim holds.
//!
//! # Source
//! Judd, Yeltekin and Conklin (2003), "Computing supergame equilibria", *Econometrica* 71 (outer approximation by directions).

use super::bounds::dot;
use crate::game::Game;
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// The most profiles.
const PROFILES: usize = 1_000;
/// The most linear programs, times half-spaces.
const WORK: usize = 800_000;
/// Levels of more binary digits than this are rounded up.
const LONG: u64 = 160;
/// To one over two to this power.
const ROUNDED: i32 = 80;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The half-spaces hold all payoffs; or there are none.
    Hold,
    /// The work was enough, or no step got closer.
    Open,
}

/// A half-space on its way to the level that is claimed; to none, where it is claimed that nothing is there.
struct Half {
    normal: Vec<i64>,
    level: Rational,
    claimed: Option<Rational>,
    /// The player whose least payoff it is about.
    down: Option<usize>,
}

impl Half {
    fn is_open(&self) -> bool {
        self.claimed.as_ref().is_none_or(|to| self.level > *to)
    }
}

/// A profile that may be played.
struct Profile {
    payoffs: Vec<Rational>,
    /// What the best deviation gives each player.
    best: Vec<Rational>,
}

/// Whether half-spaces hold all payoffs of subgame-perfect plans in pure actions with public draws; without levels, whether there are no plans.
pub(super) fn half_spaces_hold(
    game: &Game,
    discount: &Rational,
    claimed: Vec<(Vec<i64>, Option<Rational>)>,
) -> Outcome {
    if game.profiles() > PROFILES {
        return Outcome::Open;
    }
    let players = 0..game.counts().len();
    let mut profiles: Vec<Profile> = (0..game.profiles())
        .map(|profile| Profile {
            payoffs: players.clone().map(|i| game.payoff(i, profile)).collect(),
            best: players.clone().map(|i| best(game, i, profile)).collect(),
        })
        .collect();
    if discount.is_zero() {
        profiles.retain(|one| one.payoffs == one.best);
        let is_held = |(normal, level): &(Vec<i64>, Option<Rational>)| {
            let mut reaches = profiles.iter().map(|one| dot(normal, &one.payoffs));
            reaches.all(|reach| level.as_ref().is_some_and(|level| reach <= *level))
        };
        return outcome(claimed.iter().all(is_held));
    }
    let halves = claimed.into_iter().map(|(normal, claimed)| {
        let axis = |i: &usize| (0..normal.len()).all(|j| normal[j] == -i64::from(j == *i));
        let down = players.clone().find(axis);
        let minmax = |i: usize| profiles.iter().map(|one| one.best[i].clone()).min();
        let most = match down {
            Some(player) => minmax(player).map(|least| -least),
            None => profiles.iter().map(|one| dot(&normal, &one.payoffs)).max(),
        };
        Half {
            level: most.expect("invariant: a game has a profile"),
            normal,
            claimed,
            down,
        }
    });
    let mut halves: Vec<Half> = halves.collect();
    let mut programs = 0;
    while halves.iter().any(Half::is_open) {
        let Some(least) = leasts(&halves, players.len()) else {
            return Outcome::Open;
        };
        let count = profiles.len();
        profiles.retain(|one| {
            programs += 1;
            let any = vec![0; players.len()];
            furthest(&halves, &any, &corner(one, &least, discount)).is_some()
        });
        let mut levels = Vec::with_capacity(halves.len());
        for half in &halves {
            match half.is_open() {
                true => levels.push(lowered(
                    half,
                    &halves,
                    &profiles,
                    &least,
                    discount,
                    &mut programs,
                )),
                false => levels.push(Some(half.level.clone())),
            }
            if programs * halves.len() > WORK {
                return Outcome::Open;
            }
        }
        let Some(levels) = levels.into_iter().collect::<Option<Vec<Rational>>>() else {
            // Nothing is ever played.
            return Outcome::Hold;
        };
        let mut is_closer = profiles.len() < count;
        for (half, level) in halves.iter_mut().zip(levels) {
            is_closer |= level < half.level;
            half.level = level;
        }
        if !is_closer {
            return Outcome::Open;
        }
    }
    Outcome::Hold
}

fn outcome(holds: bool) -> Outcome {
    match holds {
        true => Outcome::Hold,
        false => Outcome::Open,
    }
}

fn best(game: &Game, player: usize, profile: usize) -> Rational {
    let actions = 0..game.counts()[player];
    let payoffs =
        actions.map(|action| game.payoff(player, game.deviation(profile, player, action)));
    payoffs.max().expect("invariant: a player has an action")
}

/// What each player gets at least; none if there is no such half-space for some player.
fn leasts(halves: &[Half], players: usize) -> Option<Vec<Rational>> {
    let of = |player: usize| {
        let own = halves.iter().find(|half| half.down == Some(player))?;
        Some(-&own.level)
    };
    (0..players).map(of).collect()
}

/// The least that continuations of a profile promise each player.
fn corner(profile: &Profile, least: &[Rational], discount: &Rational) -> Vec<Rational> {
    let patience = &(&Rational::ONE - discount) / discount;
    let players = profile.best.iter().zip(&profile.payoffs).zip(least);
    let corner = players.map(|((best, own), least)| least + &(&patience * &(best - own)));
    corner.collect()
}

/// The level of a half-space after a step, not below the claimed one; none if nothing is played.
fn lowered(
    half: &Half,
    halves: &[Half],
    profiles: &[Profile],
    least: &[Rational],
    discount: &Rational,
    programs: &mut usize,
) -> Option<Rational> {
    let present = &Rational::ONE - discount;
    let bound = |profile: &Profile, continued: &Rational| {
        let now = dot(&half.normal, &profile.payoffs);
        let later = &(&present * &now) + &(discount * continued);
        let bound = now.min(later);
        match half.down {
            Some(player) => bound.min(-&profile.best[player]),
            None => bound,
        }
    };
    let mut order: Vec<(Rational, &Profile)> = profiles
        .iter()
        .map(|profile| (bound(profile, &half.level), profile))
        .collect();
    order.sort_by(|a, b| b.0.cmp(&a.0));
    let mut most: Option<Rational> = None;
    for (at_most, profile) in order {
        let known = most.as_ref().max(half.claimed.as_ref());
        if known.is_some_and(|known| at_most <= *known) {
            most = most.max(Some(at_most));
            break;
        }
        *programs += 1;
        let corner = corner(profile, least, discount);
        if let Some(continued) = furthest(halves, &half.normal, &corner) {
            most = most.max(Some(bound(profile, &continued)));
        }
    }
    let level = short(most?).min(half.level.clone());
    Some(match &half.claimed {
        Some(claimed) => level.max(claimed.clone()),
        None => level,
    })
}

/// How far a direction goes in all half-spaces and above a corner; none if they have nothing in common.
fn furthest(halves: &[Half], normal: &[i64], corner: &[Rational]) -> Option<Rational> {
    let row = |normal: &[i64]| normal.iter().copied().map(Rational::integer).collect();
    let constraints = halves.iter().map(|half| Constraint {
        coefficients: row(&half.normal),
        relation: Relation::AtMost,
        bound: &half.level - &dot(&half.normal, corner),
    });
    let program = LinearProgram {
        objective: row(normal),
        constraints: constraints.collect(),
    };
    match maximise(&program) {
        Optimum::Optimal { value, .. } => Some(&value + &dot(normal, corner)),
        Optimum::Infeasible => None,
        Optimum::Unbounded { .. } => {
            unreachable!("invariant: the direction is that of a half-space, or none")
        }
    }
}

/// A number that is not less, of few digits.
fn short(number: Rational) -> Rational {
    if number.digits() <= LONG {
        return number;
    }
    let above = -(-(number * Rational::dyadic(1, ROUNDED))).floor();
    above * Rational::dyadic(1, -ROUNDED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};

    fn game(counts: &[usize], payoff: impl Fn(usize, &[usize]) -> i64) -> Game {
        let players = counts.iter().zip(["A", "B", "C"]);
        let players = players.map(|(count, id)| Player::plain(id, &["give", "keep"][..*count]));
        let payoffs = Payoffs::from_fn(counts, |player, p| Rational::integer(payoff(player, p)));
        Game::new("stage", players.collect(), payoffs.expect("a small game"))
    }

    /// Whether half-spaces of two players are derived in the dilemma with payoffs 9, 1, 10 and 3.
    #[track_caller]
    fn check(most: Rational, expected: Outcome) {
        let row = [[9, 1], [10, 3]];
        let dilemma = game(&[2, 2], |player, p| row[p[player]][p[1 - player]]);
        let whole = |level: i64| Some(Rational::integer(level));
        let claimed = vec![
            (vec![8, 1], whole(81)),
            (vec![1, 8], whole(81)),
            (vec![-1, 0], whole(-3)),
            (vec![0, -1], whole(-3)),
            (vec![1, 0], Some(most)),
        ];
        let found = half_spaces_hold(&dilemma, &Rational::ratio(3, 4), claimed);
        assert_eq!(found, expected);
    }

    #[test]
    fn what_the_dilemma_gives_at_most_takes_a_program() {
        // Defecting against a cooperator needs w2 >= 3 + 2/3, so w1 <= (81 - 11/3)/8 = 29/3, and 10/4 + (3/4) 29/3 = 39/4.
        check(Rational::ratio(39, 4), Outcome::Hold);
        check(
            Rational::ratio(39, 4) - Rational::ratio(1, 1000),
            Outcome::Open,
        );
    }

    #[test]
    fn matching_pennies_with_an_onlooker_has_no_pure_plan() {
        let pennies = game(&[2, 2, 1], |player, p| match (player, p[0] == p[1]) {
            (0, true) | (1, false) => 1,
            (2, _) => 0,
            _ => -1,
        });
        let axes = [
            [1, 0, 0],
            [-1, 0, 0],
            [0, 1, 0],
            [0, -1, 0],
            [0, 0, 1],
            [0, 0, -1],
            [1, 1, 0],
        ];
        for (discount, expected) in [((0, 1), Outcome::Hold), ((1, 10), Outcome::Hold)] {
            let discount = Rational::ratio(discount.0, discount.1);
            let all = axes.iter().map(|axis| (axis.to_vec(), None)).collect();
            assert_eq!(half_spaces_hold(&pennies, &discount, all), expected);
        }
    }

    #[test]
    fn a_game_with_an_equilibrium_is_not_said_to_have_no_plans() {
        let good = game(&[2, 2, 2], |player, p| {
            let given = p.iter().filter(|action| **action == 0).count() as i64;
            2 * given - if p[player] == 0 { 3 } else { 0 }
        });
        for discount in [(0, 1), (1, 10), (9, 10)] {
            let axes = (0..3).flat_map(|i| {
                [1, -1].map(|sign| ((0..3).map(|j| sign * i64::from(j == i)).collect(), None))
            });
            let discount = Rational::ratio(discount.0, discount.1);
            let found = half_spaces_hold(&good, &discount, axes.collect());
            assert_eq!(found, Outcome::Open);
        }
    }
}
