//! When a pure profile is an equilibrium: sign conditions on the unknowns.
//!
//! A profile is an equilibrium iff no player gains by a deviation. Each gain is a difference of two payoffs, brought over their common
//! positive denominator, so its sign is that of a polynomial. Payoffs in pieces make cases: their side conditions are
//! followed one deviation at a time, and a case is left as soon as it is proved impossible.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::fraction::Fraction;
use super::parametric::{Condition, ParametricGame, Piece, Relation};
use super::prover::Prover;
use super::reduce::reduce;
use super::symmetry::Symmetry;
use crate::game::Payoffs;
use crate::num::Multivariate;

/// The most cases of one profile that are followed.
pub const CASE_LIMIT: usize = 600;
/// The most pairs of pieces that are looked at for one profile.
const PAIR_LIMIT: usize = 5000;
/// Beyond this many cases they are not made fewer by joining them.
const JOIN_LIMIT: usize = 40;

/// One inequality of a profile's conditions, with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inequality {
    /// The player who would deviate, and the action it would deviate to; none for a side condition of a case.
    pub deviation: Option<(usize, usize)>,
    /// What must hold.
    pub condition: Condition,
}

/// A conjunction of inequalities.
pub type Case = Vec<Inequality>;

/// When a profile is an equilibrium: where one of the cases holds. No case: never; an empty case: always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileConditions {
    /// The action of each player.
    pub profile: Vec<usize>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// What is asked of a deviation: that it does not gain, or that it loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// No deviation gains: the profile is an equilibrium.
    Weak,
    /// Every deviation loses: the equilibrium is strict.
    Strict,
}

/// More cases than can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyCases;

/// The conditions under which a profile is an equilibrium (or a strict one).
///
/// # Answer
/// Exact on the whole domain: on every point of it that meets the assumptions, the profile is an equilibrium iff some case holds.
/// What could be proved on the domain is left out; what could not be proved stays, so a case may hold nowhere. Cases may overlap.
/// # Errors
/// More than `CASE_LIMIT` cases.
pub fn conditions_of(
    game: &ParametricGame,
    prover: &Prover,
    profile: &[usize],
    strictness: Strictness,
) -> Result<ProfileConditions, TooManyCases> {
    let steps = game.deviations(profile);
    Ok(ProfileConditions {
        profile: profile.to_vec(),
        cases: cases_of(game, prover, profile, strictness, &steps)?,
    })
}

/// A deviation, player and action, and the cases in which it gains nothing.
pub type Separate = ((usize, usize), Vec<Case>);

/// The conditions under which each deviation from a profile gains nothing, one by one.
///
/// # Answer
/// As for [`conditions_of`], whose conditions are all of these together. Deviations that never gain are left out.
/// # Errors
/// More than `CASE_LIMIT` cases of one deviation.
pub fn conditions_by_deviation(
    game: &ParametricGame,
    prover: &Prover,
    profile: &[usize],
) -> Result<Vec<Separate>, TooManyCases> {
    let mut found = Vec::new();
    for deviation in game.deviations(profile) {
        let cases = cases_of(game, prover, profile, Strictness::Weak, &[deviation])?;
        if !cases.iter().any(Vec::is_empty) {
            found.push((deviation, cases));
        }
    }
    Ok(found)
}

/// The conditions under which no deviation of one player gains.
///
/// # Answer
/// As for [`conditions_of`], which are those of all players together.
/// # Errors
/// More than `CASE_LIMIT` cases.
pub fn conditions_of_player(
    game: &ParametricGame,
    prover: &Prover,
    profile: &[usize],
    player: usize,
) -> Result<Vec<Case>, TooManyCases> {
    let mut own = game.deviations(profile);
    own.retain(|(who, _)| *who == player);
    cases_of(game, prover, profile, Strictness::Weak, &own)
}

/// Cases without what other cases make needless; they may overlap.
///
/// From a case `g, X` the condition `g` goes if `X` without `g` lies in another case, for then nothing is added but what that case has. A
/// case that lies in another one goes.
fn overlapping(prover: &Prover, mut cases: Vec<Case>) -> Vec<Case> {
    // At most one inequality is left to be proved: more would be many proofs for little.
    let within = |facts: &[Condition], other: &Case| {
        let unstated = |i: &&Inequality| !facts.contains(&i.condition);
        let mut left = other.iter().filter(unstated);
        let last = left.next();
        left.next().is_none() && last.is_none_or(|i| prover.proves(facts, &i.condition))
    };
    if cases.len() > JOIN_LIMIT {
        return cases;
    }
    for one in 0..cases.len() {
        for place in (0..cases[one].len()).rev() {
            let negation = cases[one][place].condition.negated();
            let mut facts: Vec<Condition> =
                cases[one].iter().map(|i| i.condition.clone()).collect();
            facts[place] = negation.clone();
            let covered = cases.iter().enumerate().any(|(other, case)| {
                let meets = case.iter().any(|i| i.condition == negation);
                other != one && meets && within(&facts, case)
            });
            if covered {
                cases[one].remove(place);
            }
        }
    }
    let mut one = 0;
    while one < cases.len() {
        let facts: Vec<Condition> = cases[one].iter().map(|i| i.condition.clone()).collect();
        let mut others = cases.iter().enumerate().filter(|(other, _)| *other != one);
        match others.any(|(_, case)| within(&facts, case)) {
            true => drop(cases.remove(one)),
            false => one += 1,
        }
    }
    cases
}

/// The cases in which none of some deviations gains (or all lose).
fn cases_of(
    game: &ParametricGame,
    prover: &Prover,
    profile: &[usize],
    strictness: Strictness,
    deviations: &[(usize, usize)],
) -> Result<Vec<Case>, TooManyCases> {
    let counts = game.counts();
    let index = Payoffs::index_in(&counts, profile);
    let mut search = Search {
        prover,
        relation: match strictness {
            Strictness::Weak => Relation::AtLeast,
            Strictness::Strict => Relation::Above,
        },
        steps: Vec::new(),
        facts: Vec::new(),
        guards: 0,
        case: Vec::new(),
        cases: Vec::new(),
        followed: 0,
    };
    for (player, action) in deviations.iter().copied() {
        let mut other = profile.to_vec();
        other[player] = action;
        let other = Payoffs::index_in(&counts, &other);
        search.steps.push(Step {
            deviation: (player, action),
            stay: &game.payoffs[player][index],
            go: game.deviating(player, other),
        });
    }
    // Deviations without pieces first: they rule out most without a case.
    search
        .steps
        .sort_by_key(|step| step.stay.len() * step.go.len());
    search.follow(0)?;
    Ok(simplest(prover, search.cases))
}

/// Cases said in few and short ones: what holds nowhere is left out, what follows from the rest of a case too, and cases are joined whose
/// union is a case.
pub fn simplest(prover: &Prover, cases: Vec<Case>) -> Vec<Case> {
    let cases = joined(prover, cases).into_iter();
    let reduced: Vec<Case> = cases.filter_map(|case| reduce(prover, case)).collect();
    let cases = overlapping(prover, joined(prover, reduced.clone())).into_iter();
    let again = |case: Case| match reduced.contains(&case) {
        true => Some(case),
        false => reduce(prover, case),
    };
    cases.filter_map(again).collect()
}

/// The conditions of several profiles.
///
/// # Answer
/// As [`conditions_of`], in the order of the profiles, with any number of threads.
/// # Errors
/// As [`conditions_of`].
pub fn conditions(
    game: &ParametricGame,
    prover: &Prover,
    profiles: &[Vec<usize>],
    strictness: Strictness,
) -> Result<Vec<ProfileConditions>, TooManyCases> {
    let symmetry = Symmetry::of(game);
    let mut representatives: Vec<Vec<usize>> = profiles
        .iter()
        .map(|profile| symmetry.representative(profile))
        .collect();
    representatives.sort_unstable();
    representatives.dedup();
    let found: Vec<ProfileConditions> = representatives
        .par_iter()
        .map(|profile| conditions_of(game, prover, profile, strictness))
        .collect::<Result<_, _>>()?;
    let of = |profile: &Vec<usize>| {
        let place = representatives
            .binary_search(&symmetry.representative(profile))
            .expect("invariant: every profile has a representative");
        symmetry.renamed(game, &found[place], profile)
    };
    Ok(profiles.iter().map(of).collect())
}

impl ParametricGame {
    /// A deviation from a profile that is proved to gain on the whole domain, if one is found.
    pub fn always_gains(&self, prover: &Prover, profile: &[usize]) -> Option<(usize, usize)> {
        self.deviations(profile).into_iter().find(|deviation| {
            self.advantages(profile, *deviation)
                .iter()
                .all(|advantage| prover.proves(&advantage.0, &advantage.1.negated()))
        })
    }

    /// Whether a deviation from a profile is proved not to gain anywhere on the domain.
    pub fn never_gains(
        &self,
        prover: &Prover,
        profile: &[usize],
        deviation: (usize, usize),
    ) -> bool {
        let advantages = self.advantages(profile, deviation);
        advantages
            .iter()
            .all(|(guards, advantage)| prover.proves(guards, advantage))
    }

    /// What a player loses by a deviation from a profile, as one rational function of the unknowns with a positive denominator; none
    /// where either payoff falls into pieces.
    pub fn loss(&self, profile: &[usize], (player, action): (usize, usize)) -> Option<Fraction> {
        let counts = self.counts();
        let mut other = profile.to_vec();
        other[player] = action;
        let stay = &self.payoffs[player][Payoffs::index_in(&counts, profile)];
        let go = self.deviating(player, Payoffs::index_in(&counts, &other));
        let ([stay], [go]) = (stay.as_slice(), go) else {
            return None;
        };
        Some(stay.value.plus(&go.value.negative()))
    }

    /// All deviations from a profile.
    fn deviations(&self, profile: &[usize]) -> Vec<(usize, usize)> {
        let counts = self.counts();
        let players = counts.iter().enumerate();
        let others = players.flat_map(|(player, count)| {
            (0..*count)
                .filter(move |action| *action != profile[player])
                .map(move |action| (player, action))
        });
        others.collect()
    }

    /// Piece by piece, the side conditions, and the condition that a deviation does not gain.
    fn advantages(
        &self,
        profile: &[usize],
        (player, action): (usize, usize),
    ) -> Vec<(Vec<Condition>, Condition)> {
        let counts = self.counts();
        let mut other = profile.to_vec();
        other[player] = action;
        let stay = &self.payoffs[player][Payoffs::index_in(&counts, profile)];
        let go = self.deviating(player, Payoffs::index_in(&counts, &other));
        let pairs = stay
            .iter()
            .flat_map(|with| go.iter().map(move |without| (with, without)));
        pairs
            .map(|(with, without)| {
                let guards = with.guards.iter().chain(&without.guards);
                let advantage = Condition {
                    expression: difference(&with.value, &without.value),
                    relation: Relation::AtLeast,
                };
                (guards.cloned().collect(), advantage)
            })
            .collect()
    }
}

/// A deviation: what the player has, and what it would have.
struct Step<'a> {
    deviation: (usize, usize),
    stay: &'a [Piece],
    go: &'a [Piece],
}

struct Search<'a> {
    prover: &'a Prover,
    relation: Relation,
    steps: Vec<Step<'a>>,
    facts: Vec<Condition>,
    /// How many of the facts are side conditions.
    guards: usize,
    case: Case,
    cases: Vec<Case>,
    followed: usize,
}

impl Search<'_> {
    /// Goes through the deviations from one on, in every case that is not ruled out.
    fn follow(&mut self, from: usize) -> Result<(), TooManyCases> {
        let Some(step) = self.steps.get(from) else {
            self.cases.push(self.case.clone());
            return match self.cases.len() > CASE_LIMIT {
                true => Err(TooManyCases),
                false => Ok(()),
            };
        };
        let (stay, go, deviation) = (step.stay, step.go, step.deviation);
        for with in stay {
            for without in go {
                self.followed += 1;
                if self.followed > PAIR_LIMIT {
                    return Err(TooManyCases);
                }
                let marks = (self.facts.len(), self.case.len(), self.guards);
                let guards = with.guards.iter().chain(&without.guards);
                let possible = guards.cloned().all(|guard| self.assume(None, guard));
                let kept = possible && {
                    let advantage = Condition {
                        expression: difference(&with.value, &without.value),
                        relation: self.relation,
                    };
                    self.assume(Some(deviation), advantage)
                };
                if kept {
                    self.follow(from + 1)?;
                }
                self.facts.truncate(marks.0);
                self.case.truncate(marks.1);
                self.guards = marks.2;
            }
        }
        Ok(())
    }

    /// Adds a condition to the case, unless it is proved; false if it is proved to fail.
    fn assume(&mut self, deviation: Option<(usize, usize)>, condition: Condition) -> bool {
        if self.prover.proves(&[], &condition) {
            return true;
        }
        // Without a side condition there is one case, and what its conditions come to together is seen at its end.
        let facts: &[Condition] = match self.guards {
            0 => &[],
            _ => &self.facts,
        };
        if self.prover.proves(facts, &condition.negated()) {
            return false;
        }
        self.guards += usize::from(deviation.is_none());
        self.facts.push(condition.clone());
        self.case.push(Inequality {
            deviation,
            condition,
        });
        true
    }
}

/// The numerator of a difference of payoffs, over a positive denominator.
fn difference(a: &Fraction, b: &Fraction) -> Multivariate {
    let difference = a.plus(&b.negative());
    difference.numerator().primitive().1
}

/// Cases of which one says what several said: as long as two have a union that is a case, they are replaced by it.
fn joined(prover: &Prover, cases: Vec<Case>) -> Vec<Case> {
    if cases.len() > JOIN_LIMIT {
        return cases;
    }
    // Each case has a number, so that two are tried once: the number of cases made so far.
    let mut made = cases.len();
    let mut cases: Vec<(usize, Case)> = cases.into_iter().enumerate().collect();
    let mut apart: BTreeSet<(usize, usize)> = BTreeSet::new();
    loop {
        let pairs = (0..cases.len()).flat_map(|a| (0..cases.len()).map(move |b| (a, b)));
        let found = pairs.filter(|(a, b)| a != b).find_map(|(a, b)| {
            if !apart.insert((cases[a].0, cases[b].0)) {
                return None;
            }
            let union = union(prover, &cases[a].1, &cases[b].1)?;
            Some((a, b, union))
        });
        let Some((a, b, union)) = found else {
            return cases.into_iter().map(|(_, case)| case).collect();
        };
        cases[a] = (made, union);
        made += 1;
        cases.remove(b);
    }
}

/// The union of two cases, if it is a case.
///
/// If the first asks everything that the second asks, or fewer, it is the union. Otherwise, if they stand on two sides of one
/// condition `g` and share the rest `R`, so that they are `R, g, X` and `R, not g, Y`, and if `R, g, X` imply `Y` and `R, not g, Y`
/// imply `X`, then the union is `R, X, Y`. So `max(a, b) <= h` becomes `a <= h` and `b <= h`.
fn union(prover: &Prover, a: &Case, b: &Case) -> Option<Case> {
    let only = |these: &Case, those: &Case| -> Case {
        let shared = |i: &&Inequality| those.iter().any(|j| j.condition == i.condition);
        these.iter().filter(|i| !shared(i)).cloned().collect()
    };
    let (mut x, mut y) = (only(a, b), only(b, a));
    if x.is_empty() {
        return Some(a.clone());
    }
    let sides = |i: &Inequality| y.iter().position(|j| j.condition == i.condition.negated());
    let (here, there) = x
        .iter()
        .enumerate()
        .find_map(|(n, i)| Some((n, sides(i)?)))?;
    let side = x.remove(here).condition;
    y.remove(there);
    let implied = |facts: &Case, claims: &Case| {
        let facts: Vec<Condition> = facts.iter().map(|i| i.condition.clone()).collect();
        claims
            .iter()
            .all(|claim| prover.proves(&facts, &claim.condition))
    };
    if !implied(a, &y) || !implied(b, &x) {
        return None;
    }
    let kept = a.iter().filter(|i| i.condition != side);
    Some(kept.cloned().chain(y).collect())
}
