//! Commitment to a mixture, the follower's ties broken against the leader: what it can be sure of, in the limit.
//!
//! Where an answer `j` is the only best reply, up to answers that are the same to the follower, no tie is left that the leader could avoid. The
//! closures of these open regions cover all mixtures. So what the leader can be sure of is
//! `L = max over such j, max over mixtures x to which j is a best reply, of min over k equivalent to j of a(x, k)`;
//! it need not be attained, because at the best `x` another answer may tie that is worse for the leader.
//!
//! # Source
//! von Stengel and Zamir (2010), "Leadership games with convex strategy sets", *Games and Economic Behavior* 69: the least payoff of the leader in
//! equilibrium. That a region has no interior: the theorem of the alternative of Ville (1938).

use super::duel::Duel;
use super::strong::{Commitment, sum_is_one};
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// What a leader can be sure of by committing itself to a mixture, if the follower breaks ties against it.
#[derive(Debug, Clone, PartialEq)]
pub struct WeakMixture {
    /// The least upper bound of what mixtures give.
    pub value: Rational,
    /// A mixture that gives it, or if none does, one near which others come as close as one likes. The answer: where the value is attained, the
    /// best reply that is worst for the leader; else the one that is best on the way to it.
    pub commitment: Commitment,
    /// Where no mixture gives the value, one to which the answer is the only best reply, up to equivalent ones. Moving from the commitment a little
    /// towards it gives nearly the value.
    pub towards: Option<Vec<Rational>>,
    /// For each answer of the follower, what the leader gets at most around mixtures to which it is the best reply, with proof.
    pub regions: Vec<WeakRegion>,
}

/// What the leader gets where an answer is the best reply and ties can be avoided.
#[derive(Debug, Clone, PartialEq)]
pub enum WeakRegion {
    /// At most this.
    AtMost {
        /// The greatest payoff over the closure of the region.
        value: Rational,
        /// One weight for each answer of the follower, not negative, zero for the answer itself and its equivalents.
        weights: Vec<Rational>,
        /// Probabilities of the answer and its equivalents: how they count in the proof.
        shares: Vec<Rational>,
    },
    /// Other answers tie wherever it is a best reply.
    Thin {
        /// Probabilities of answers that are not equivalent to it and together give the follower as much, whatever the leader does.
        matched_by: Vec<Rational>,
    },
}

/// The best that is found around the mixtures to which one answer is the best reply.
struct Region {
    answer: usize,
    /// A point in the region's interior.
    inside: Vec<Rational>,
    value: Rational,
    mixture: Vec<Rational>,
}

/// What the leader can be sure of.
pub(super) fn weak_mixture(duel: &Duel) -> WeakMixture {
    let mut best: Vec<Region> = Vec::new();
    let regions = (0..duel.answers())
        .map(|answer| {
            let Some(inside) = inside(duel, answer) else {
                return WeakRegion::Thin {
                    matched_by: matching(duel, answer),
                };
            };
            let (value, mixture, weights, shares) = sure_against(duel, answer);
            best.push(Region {
                answer,
                inside,
                value: value.clone(),
                mixture,
            });
            WeakRegion::AtMost {
                value,
                weights,
                shares,
            }
        })
        .collect();
    let value = best.iter().map(|region| &region.value).max().cloned();
    let value = value.expect("invariant: some best-reply region has an interior");
    best.retain(|region| region.value == value);
    let attained = best.iter().find_map(|region| attaining(duel, region));
    let Some(mixture) = attained else {
        let limit = best.swap_remove(0);
        let equivalents =
            (0..duel.answers()).filter(|other| duel.are_equivalent(*other, limit.answer));
        let worst = equivalents.min_by_key(|other| duel.to_leader(&limit.mixture, *other));
        return WeakMixture {
            value,
            commitment: Commitment {
                answer: worst.expect("invariant: an answer is equivalent to itself"),
                mixture: limit.mixture,
            },
            towards: Some(limit.inside),
            regions,
        };
    };
    WeakMixture {
        value,
        commitment: Commitment {
            answer: duel.worst_answer(&mixture).0,
            mixture,
        },
        towards: None,
        regions,
    }
}

/// The answers that are not the same to the follower.
fn others(duel: &Duel, answer: usize) -> Vec<usize> {
    let all = 0..duel.answers();
    all.filter(|other| !duel.are_equivalent(*other, answer))
        .collect()
}

fn at_most_zero(coefficients: Vec<Rational>) -> Constraint {
    Constraint {
        coefficients,
        relation: Relation::AtMost,
        bound: Rational::ZERO,
    }
}

/// A mixture to which an answer is the only best reply, up to equivalent ones, by the greatest margin; none if there is none. Around it the
/// answer stays the best reply, so that its region has an interior.
fn inside(duel: &Duel, answer: usize) -> Option<Vec<Rational>> {
    let actions = duel.actions();
    let others = others(duel, answer);
    let mut all = sum_is_one(actions);
    all.coefficients.push(Rational::ZERO);
    // Without others nothing else would bound the margin.
    let mut most = vec![Rational::ZERO; actions];
    most.push(Rational::ONE);
    let mut constraints = vec![all];
    if others.is_empty() {
        constraints.push(at_most_zero(most.clone()));
    }
    for other in &others {
        let mut coefficients = duel.edge(*other, answer);
        coefficients.push(Rational::ONE);
        constraints.push(at_most_zero(coefficients));
    }
    let program = LinearProgram {
        objective: most,
        constraints,
    };
    match maximise(&program) {
        Optimum::Optimal {
            value, mut primal, ..
        } if others.is_empty() || value > Rational::ZERO => {
            primal.truncate(actions);
            Some(primal)
        }
        Optimum::Unbounded { .. } => unreachable!("invariant: payoffs bound every margin"),
        _ => None,
    }
}

/// Probabilities of answers that are not equivalent to one, and together give the follower as much whatever the leader does.
fn matching(duel: &Duel, answer: usize) -> Vec<Rational> {
    let others = others(duel, answer);
    let mut constraints = vec![sum_is_one(others.len())];
    constraints.extend(duel.follower.iter().map(|row| {
        let losses = others.iter().map(|other| &row[answer] - &row[*other]);
        at_most_zero(losses.collect())
    }));
    let program = LinearProgram {
        objective: vec![Rational::ZERO; others.len()],
        constraints,
    };
    let Optimum::Optimal { primal, .. } = maximise(&program) else {
        unreachable!(
            "invariant: a region without interior is matched by a mixture of other answers"
        );
    };
    let mut shares = vec![Rational::ZERO; duel.answers()];
    for (other, share) in others.into_iter().zip(primal) {
        shares[other] = share;
    }
    shares
}

/// The most that the leader gets for sure over the mixtures to which an answer is a best reply, if only equivalent answers could be given
/// instead: value, mixture, and the weights and shares that prove it.
fn sure_against(
    duel: &Duel,
    answer: usize,
) -> (Rational, Vec<Rational>, Vec<Rational>, Vec<Rational>) {
    let actions = duel.actions();
    let answers = duel.answers();
    let (same, others): (Vec<usize>, Vec<usize>) =
        (0..answers).partition(|other| duel.are_equivalent(*other, answer));
    // The last variable is what the leader gets above a number that is less than every payoff: so it is positive.
    let least = duel.leader.iter().flatten().min();
    let floor = least.expect("invariant: there is a payoff") - Rational::ONE;
    let mut all = sum_is_one(actions);
    all.coefficients.push(Rational::ZERO);
    let mut constraints = vec![all];
    for equivalent in &same {
        let rows = duel.leader.iter();
        let mut coefficients: Vec<Rational> = rows.map(|row| &floor - &row[*equivalent]).collect();
        coefficients.push(Rational::ONE);
        constraints.push(at_most_zero(coefficients));
    }
    for other in &others {
        let mut coefficients = duel.edge(*other, answer);
        coefficients.push(Rational::ZERO);
        constraints.push(at_most_zero(coefficients));
    }
    let mut objective = vec![Rational::ZERO; actions + 1];
    objective[actions] = Rational::ONE;
    let Optimum::Optimal {
        value,
        mut primal,
        dual,
    } = maximise(&LinearProgram {
        objective,
        constraints,
    })
    else {
        unreachable!("invariant: the region has an interior, and payoffs are bounded");
    };
    primal.truncate(actions);
    let mut shares = vec![Rational::ZERO; answers];
    let mut weights = vec![Rational::ZERO; answers];
    let (first, rest) = dual[1..].split_at(same.len());
    for (place, share) in same.iter().zip(first) {
        shares[*place] = share.clone();
    }
    for (place, weight) in others.iter().zip(rest) {
        weights[*place] = weight.clone();
    }
    (&value + &floor, primal, weights, shares)
}

/// A mixture that gives the value against the worst of the best replies, among those to which the answer of the region is one; none if there is
/// none.
///
/// What attains the value lies where the answer and its equivalents give no less. Whatever else is a best reply on all that is left must give
/// no less either. When nothing more follows, the middle of what is left has no other best reply.
fn attaining(duel: &Duel, region: &Region) -> Option<Vec<Rational>> {
    let Region {
        answer,
        value,
        mixture,
        ..
    } = region;
    let gives = |mixture: &Vec<Rational>| duel.worst_answer(mixture).1 == *value;
    if gives(mixture) {
        return Some(mixture.clone());
    }
    let others = others(duel, *answer);
    let mut sure: Vec<usize> = (0..duel.answers())
        .filter(|other| duel.are_equivalent(*other, *answer))
        .collect();
    loop {
        let mut constraints = vec![sum_is_one(duel.actions())];
        constraints.extend(others.iter().map(|o| at_most_zero(duel.edge(*o, *answer))));
        constraints.extend(sure.iter().map(|answer| {
            let rows = duel.leader.iter();
            at_most_zero(rows.map(|row| value - &row[*answer]).collect())
        }));
        let mut corners: Vec<Vec<Rational>> = Vec::new();
        let mut tied = Vec::new();
        for other in others.iter().filter(|other| !sure.contains(other)) {
            let program = LinearProgram {
                objective: duel.edge(*answer, *other),
                constraints: constraints.clone(),
            };
            match maximise(&program) {
                Optimum::Optimal { value, primal, .. } => {
                    if value.is_zero() {
                        tied.push(*other);
                    }
                    corners.push(primal);
                }
                Optimum::Infeasible => return None,
                Optimum::Unbounded { .. } => {
                    unreachable!("invariant: probabilities are bounded")
                }
            }
        }
        if let Some(simple) = corners.iter().find(|corner| gives(corner)) {
            return Some(simple.clone());
        }
        if tied.is_empty() {
            return middle(&constraints, &corners, duel);
        }
        sure.extend(tied);
    }
}

/// A point at which no answer ties that need not: the mean of points at each of which one of them is worse. Without any, whatever point there is,
/// if there is one.
fn middle(
    constraints: &[Constraint],
    corners: &[Vec<Rational>],
    duel: &Duel,
) -> Option<Vec<Rational>> {
    let Some(first) = corners.first() else {
        let program = LinearProgram {
            objective: vec![Rational::ZERO; duel.actions()],
            constraints: constraints.to_vec(),
        };
        return match maximise(&program) {
            Optimum::Optimal { primal, .. } => Some(primal),
            _ => None,
        };
    };
    let number =
        Rational::integer(i64::try_from(corners.len()).expect("invariant: answers are few"));
    let mean = (0..first.len()).map(|action| {
        let sum: Rational = corners.iter().map(|corner| &corner[action]).sum();
        sum / &number
    });
    Some(mean.collect())
}
