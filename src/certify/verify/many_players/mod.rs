//! Whether all equilibria are listed when three or more players have a choice: every combination of supports is examined again.
//!
//! Pure profiles are tried by definition. In another combination an action that is a weakly worse reply than another to all profiles of the
//! others' supports, and strictly worse to one, excludes it: at an equilibrium each of these profiles has positive probability. What is
//! left is decided by vertices of polytopes, where each condition is about one mixture, by complex roots that are counted, where the answer
//! gives them, or by branch and prune. The indices of regular equilibria must agree: those of all equilibria add up to one.
//!
//! # Source
//! Govindan & Wilson (1997), "Equivalence and invariance of the index and degree of Nash equilibria", *Games and Economic Behavior* 21;
//! Gül, Pearce & Stacchetti (1993), "A bound on the proportion of pure strategy equilibria in generic games", *Math. Oper. Res.* 18.

mod cells;
mod components;
mod contraction;
mod counted;
mod forms;
mod products;
mod regular;

use std::fmt;

use cells::Outcome;
pub(super) use components::verify as verify_components;
pub(super) use counted::{Counted, verify as verify_counts};
use forms::{Cell, Conditions, PLACES, Scaled, Span, UNIT, others_profiles};
use regular::indices;

use crate::certify::claim::Claim;
use crate::certify::verify::equilibria::rationals;
use crate::certify::verify::{Profile, completeness, counted, pure};
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::{Rational, Real};

/// The most combinations of supports that are examined.
const COMBINATIONS: usize = 200_000;

/// The most profiles of a game whose combinations are examined.
const PROFILES: usize = 100_000;

/// The most cells that are examined, of one combination and in all.
const CELLS: usize = 20_000;
const ALL_CELLS: usize = 200_000;

/// The most combinations that were not decided that are named.
const NAMED: usize = 5;

/// Checks that the list holds every equilibrium in the actions kept.
///
/// # Answer
/// None if that was not found to be so. Otherwise the listed equilibria in each product of polytopes that was found: each is connected, and
/// all equilibria are in these products or among the listed ones. What two products have in common lies on smaller supports, where again
/// it is a listed equilibrium, or in a product that has listed ones in common with both. So what these sets connect are the components.
pub(super) fn verify(
    game: &Game,
    claim: &Claim,
    profiles: &[Profile],
    kept: &[Vec<usize>],
    counts: &[Counted],
    report: &mut Verification,
) -> Option<Vec<Vec<usize>>> {
    let before = report.refuted.len();
    if !pure::verify(game, claim, profiles, report) {
        return None;
    }
    let few = game.profiles() <= PROFILES;
    let Some(combinations) = combinations(kept).filter(|_| few) else {
        let words = format!(
            "completeness: there are more than {PROFILES} profiles or {COMBINATIONS} combinations of supports"
        );
        report.leave(Check::Completeness, "/complete", words);
        return None;
    };
    let scaled = Scaled::new(game);
    let listed: Vec<Listed> = profiles.iter().map(Listed::new).collect();
    let mut left = ALL_CELLS;
    let mut open: Vec<String> = Vec::new();
    let mut ways = Ways::default();
    let mut connected: Vec<Vec<usize>> = Vec::new();
    for supports in &combinations {
        if supports.iter().all(|support| support.len() == 1) {
            ways.pure += 1;
            continue;
        }
        if is_excluded(game, &scaled, kept, supports) {
            ways.excluded += 1;
            continue;
        }
        let solutions = listed.iter().filter(|listed| listed.solves(game, supports));
        let count = counts.iter().find(|count| count.supports == *supports);
        let extreme = match count {
            Some(_) => None,
            None => products::extreme_points(game, supports),
        };
        let outcome = match (count, extreme) {
            (Some(count), _) => {
                ways.counted += 1;
                count.search(&solutions.map(|listed| listed.profile).collect::<Vec<_>>())
            }
            (None, Some(extreme)) => {
                ways.products += 1;
                let inside = listed.iter().enumerate();
                let inside = inside.filter(|(_, listed)| listed.solves(game, supports));
                match extreme
                    .iter()
                    .find(|point| !listed.iter().any(|listed| listed.is_at(point)))
                {
                    Some(missing) => Outcome::Missing(enclosed(missing, supports)),
                    None if extreme.is_empty() => Outcome::Decided,
                    None => {
                        connected.push(inside.map(|(place, _)| place).collect());
                        Outcome::Decided
                    }
                }
            }
            (None, None) => {
                ways.searched += 1;
                let conditions = Conditions::new(game, &scaled, kept, supports);
                let known = solutions.map(|listed| enclosed(listed.profile, supports));
                let known = known.filter(|cell| cells::tighten(&mut cell.clone()));
                let known: Vec<Cell> = known.collect();
                let mut budget = left.min(CELLS);
                let start = budget;
                let outcome = cells::search(&conditions, &known, &mut budget);
                left -= start - budget;
                outcome
            }
        };
        match outcome {
            Outcome::Decided => {}
            Outcome::Missing(cell) => {
                let words = format!(
                    "an equilibrium near {} is missing",
                    in_words(claim, supports, &cell)
                );
                report.refute(Check::Completeness, "/equilibria", words);
            }
            Outcome::Undecided(cell) => {
                open.push(format!("near {}", in_words(claim, supports, &cell)))
            }
            Outcome::Exhausted => open.push(format!("on {}", supports_in_words(claim, supports))),
        }
    }
    let indices = indices(game, profiles, kept);
    let sum: Option<i64> = indices.iter().copied().sum();
    if let Some(sum) = sum.filter(|sum| *sum != 1) {
        let words = format!(
            "an equilibrium is missing: the indices of those listed add up to {sum}, and those of all to one"
        );
        report.refute(Check::Completeness, "/equilibria", words);
    }
    if report.refuted.len() > before {
        return None;
    }
    if !open.is_empty() {
        let words = format!(
            "whether another equilibrium exists in {} of {} of supports: {}{}",
            open.len(),
            counted(combinations.len(), "combination"),
            open[..open.len().min(NAMED)].join("; "),
            if open.len() > NAMED { "; .." } else { "" }
        );
        report.leave(Check::Completeness, "/complete", words);
        return None;
    }
    let sum = match sum {
        Some(_) => ", indices add up to 1",
        None => "",
    };
    let words = format!(
        "complete: {} of supports examined again ({ways}), {}{sum}",
        counted(combinations.len(), "combination"),
        counted(profiles.len(), "equilibrium")
    );
    report
        .conclude(before, Check::Completeness, "/complete", words)
        .then_some(connected)
}

/// How many combinations of supports were examined in which way.
#[derive(Default)]
struct Ways {
    pure: usize,
    excluded: usize,
    products: usize,
    searched: usize,
    counted: usize,
}

impl fmt::Display for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ways = [
            (self.pure, "pure"),
            (self.excluded, "by dominance"),
            (self.products, "by polytopes"),
            (self.counted, "by counted roots"),
            (self.searched, "by cells"),
        ];
        let used = ways.iter().filter(|(number, _)| *number > 0);
        let used: Vec<String> = used
            .map(|(number, way)| format!("{number} {way}"))
            .collect();
        f.write_str(&used.join(", "))
    }
}

/// Every choice of a set of actions for each player; none beyond the limit.
fn combinations(kept: &[Vec<usize>]) -> Option<Vec<Vec<Vec<usize>>>> {
    let mut found: Vec<Vec<Vec<usize>>> = vec![Vec::new()];
    for actions in kept {
        let sets = 1usize.checked_shl(u32::try_from(actions.len()).ok()?)? - 1;
        if found.len().checked_mul(sets)? > COMBINATIONS {
            return None;
        }
        let longer = found.iter().flat_map(|supports| {
            (1..=sets).map(move |set| {
                let own = actions.iter().enumerate();
                let own = own.filter(|(place, _)| set >> place & 1 == 1);
                let mut longer = supports.clone();
                longer.push(own.map(|(_, action)| *action).collect());
                longer
            })
        });
        found = longer.collect();
    }
    Some(found)
}

/// Whether an action in the supports is weakly worse than another one, and strictly against some profile of the others.
fn is_excluded(game: &Game, scaled: &Scaled, kept: &[Vec<usize>], supports: &[Vec<usize>]) -> bool {
    (0..supports.len()).any(|player| {
        let profiles = others_profiles(game, supports, player);
        let is_worse = |action: usize, than: usize| {
            let mut strictly = false;
            profiles.iter().all(|index| {
                let at = |action| game.deviation(*index, player, action);
                let gain = scaled.gain(player, at(action), at(than)).sign();
                strictly |= gain.is_gt();
                gain.is_ge()
            }) && strictly
        };
        let mut own = supports[player].iter();
        own.any(|action| kept[player].iter().any(|than| is_worse(*action, *than)))
    })
}

/// A listed equilibrium.
struct Listed<'a> {
    profile: &'a Profile,
    supports: Vec<Vec<usize>>,
}

impl<'a> Listed<'a> {
    fn new(profile: &'a Profile) -> Self {
        Listed {
            profile,
            supports: supports_of(profile),
        }
    }

    /// Whether it is this equilibrium, or has bounds that hold it: then it is the only solution of its equations there.
    fn is_at(&self, point: &Profile) -> bool {
        let is_it = |(own, number): (&Real, &Real)| match (own, number.to_rational()) {
            (Real::Enclosed(bounds), Some(number)) => {
                *bounds.lower() <= number && number <= *bounds.upper()
            }
            _ => own == number,
        };
        let numbers = point.iter().flatten();
        supports_of(point) == self.supports && self.profile.iter().flatten().zip(numbers).all(is_it)
    }

    /// Whether it is a solution of the equations of these supports.
    fn solves(&self, game: &Game, supports: &[Vec<usize>]) -> bool {
        let mut pairs = self.supports.iter().zip(supports);
        let is_face = pairs.all(|(own, support)| own.iter().all(|action| support.contains(action)));
        let is_profile = self.supports.iter().all(|own| !own.is_empty());
        is_face && is_profile && (self.supports == supports || self.is_indifferent(game, supports))
    }

    /// Whether each player's actions in the supports give the same against it; only of a rational equilibrium.
    fn is_indifferent(&self, game: &Game, supports: &[Vec<usize>]) -> bool {
        let exact: Option<Vec<Vec<Rational>>> = self
            .profile
            .iter()
            .map(|strategy| rationals(strategy))
            .collect();
        let Some(exact) = exact else { return false };
        (0..supports.len()).all(|player| {
            let mut payoffs = supports[player].iter().map(|action| {
                let mut played = self.supports.clone();
                played[player] = vec![*action];
                let index = others_profiles(game, &played, player).into_iter();
                let payoffs = index.map(|index| {
                    let index = game.deviation(index, player, *action);
                    let others = game.profile_at(index).into_iter().enumerate();
                    let others = others.filter(|(other, _)| *other != player);
                    others.fold(game.payoff(player, index), |product, (other, action)| {
                        product * exact[other][action].clone()
                    })
                });
                payoffs.sum::<Rational>()
            });
            let first = payoffs.next();
            payoffs.all(|payoff| Some(payoff) == first)
        })
    }
}

/// The actions played.
fn supports_of(profile: &Profile) -> Vec<Vec<usize>> {
    let played = |strategy: &Vec<Real>| {
        let actions = (0..strategy.len()).filter(|action| !strategy[*action].is_zero());
        actions.collect()
    };
    profile.iter().map(played).collect()
}

/// Bounds of the probabilities on supports that hold all that is played.
fn enclosed(profile: &Profile, supports: &[Vec<usize>]) -> Cell {
    let unit = Rational::integer(1 << PLACES);
    let width = &Rational::ONE / &unit;
    let share = |value: &Real| {
        let (low, high) = value.enclosure(&width);
        // Bounds of a probability are below two, whatever was claimed.
        let within = |value: Rational| value.max(Rational::ZERO).min(Rational::ONE);
        let low = forms::whole(&(&within(low) * &unit));
        Span::new(low, -forms::whole(&-&(&within(high) * &unit)))
    };
    let strategies = profile.iter().zip(supports);
    let strategies = strategies.map(|(strategy, support)| {
        support
            .iter()
            .map(|action| share(&strategy[*action]))
            .collect()
    });
    strategies.collect()
}

/// `A 1/2 left + 1/2 right, B up`, with probabilities in thousandths.
fn in_words(claim: &Claim, supports: &[Vec<usize>], cell: &Cell) -> String {
    let centre = cells::centre(cell);
    let mut profile: Vec<Vec<Rational>> = claim
        .players
        .iter()
        .map(|player| vec![Rational::ZERO; player.actions.len()])
        .collect();
    for (player, (support, shares)) in supports.iter().zip(&centre).enumerate() {
        for (action, share) in support.iter().zip(shares) {
            let thousandths = (share.low * 1000 + UNIT / 2) >> PLACES;
            profile[player][*action] = Rational::from(thousandths) / Rational::integer(1000);
        }
    }
    completeness::in_words(claim, &profile)
}

/// `A left, right; B up`.
fn supports_in_words(claim: &Claim, supports: &[Vec<usize>]) -> String {
    let players = claim.players.iter().zip(supports);
    let words = players.map(|(player, support)| {
        let actions: Vec<&str> = support
            .iter()
            .map(|a| player.actions[*a].0.as_str())
            .collect();
        format!("{} {}", player.id, actions.join("/"))
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
